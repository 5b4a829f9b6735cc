/** Explain: one set-up by itself, its numbers and where each comes from. */

import { Slot } from "./api.js";
import { pick } from "./controls.js";
import { element, refill } from "./dom.js";
import { explanation } from "./explain.js";
import { bytesText, exactText, shortName, valueText } from "./format.js";
import { kindColour } from "./palette.js";
import { fixedOptions } from "./source.js";

export function explainView(app) {
  const slots = { estimate: new Slot("explain-estimate"), explain: new Slot("explain") };
  const root = element("div", { class: "explained" });

  const about = () => app.state.keys.about ?? app.source.total ?? app.source.numbers[0]?.name;
  const question = () => {
    const { source, state } = app;
    return { command: "estimate", options: [...source.options, ...fixedOptions(source, state)], ask: [], columns: [...new Set([...source.components, source.total, ...source.outputs.map((output) => output.name)].filter(Boolean))] };
  };

  return {
    root,
    free: () => [],
    controls: () => [pick("Explain", "about", app.source.outputs.map((output) => [output.name, output.name]), about(), (value) => app.set({ keys: { about: value } }), app.fixed)],
    question,
    async show() {
      const { source } = app;
      const { options, columns } = question();
      const [estimate, explained] = await Promise.all([
        slots.estimate.ask("estimate", [...options, ["columns", columns.join(",")]]),
        slots.explain.ask("explain", [...options, ["word", about()]]),
      ]);
      if (!estimate || !explained) return null;
      const row = estimate.answer[0];
      const point = fixedOptions(source, app.state).map(([flag, value]) => [flag.replaceAll("-", "_"), value]);
      refill(root, numbers(source, row, (name) => app.set({ keys: { about: name } }, { structure: true })), explanation(explained.answer, [about()], point));
      return { envelope: explained, sentence: sentenceOf(source, row), picture: null };
    },
    close() {
      slots.estimate.stop();
      slots.explain.stop();
    },
  };
}

function sentenceOf(source, row) {
  if (!source.total) return "";
  const parts = source.components.filter((part) => row[part] !== undefined);
  const most = parts.reduce((best, part) => (Number(row[part]) > Number(row[best]) ? part : best), parts[0]);
  return `${bytesText(row[source.total])} in all (${exactText(row[source.total], { unit: "bytes" })})${most ? `; ${shortName(most)} takes most, ${bytesText(row[most])}` : ""}.`;
}

/** All outputs of the point; each chooses what is explained. */
function numbers(source, row, choose) {
  const total = Number(row[source.total]) || 1;
  return element("div", {}, element("table", { class: "numbers" }, element("caption", { class: "spoken" }, "The numbers of this set-up"), element("tbody", {}, source.outputs.filter((output) => row[output.name] !== undefined).map((output) => {
    const place = source.components.indexOf(output.name);
    const share = place < 0 ? null : element("span", { class: "share" });
    if (share) {
      share.style.width = `${(100 * Number(row[output.name])) / total}%`;
      share.style.background = kindColour(place);
    }
    return element("tr", {},
      element("th", { scope: "row", title: output.description }, output.name),
      element("td", {}, element("button", { type: "button", class: "number", title: exactText(row[output.name], output), onclick: () => choose(output.name) }, output.unit === "bytes" ? bytesText(row[output.name]) : valueText(row[output.name]))),
      element("td", { class: "share-cell" }, share));
  }))));
}
