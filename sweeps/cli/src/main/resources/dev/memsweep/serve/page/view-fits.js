/** What fits: the ranked set-ups of a model on devices, what their memory goes to, and how near the limit they are. */

import { Slot } from "./api.js";
import { labelOf, pick, textControl, valueControl } from "./controls.js";
import { element, refill } from "./dom.js";
import { bytesText, exactText, grouped, plainNumber, shortName } from "./format.js";
import { fitsPicture } from "./fits-picture.js";
import { barEnd, degreesOf, partsOf } from "./fits-rows.js";
import { kindColour, textOnKind } from "./palette.js";
import { flagName } from "./source.js";

/** What `fit` itself looks for, by use: left out they are searched, given they are held. */
const SEARCHED = {
  training: ["tp", "cp", "pp", "ep", "recompute", "zero", "micro_batch"],
  inference: ["tp", "pp", "ep"],
};
const FIRST = { model: "llama-3.1-70b", device: "h100-sxm-80gb", gpus: "64" };
const ORDERS = {
  training: ["speed", "memory", "batch", "gpus"],
  inference: ["concurrency", "context", "latency", "replicas", "memory", "gpus"],
};
/** The margins that `fit` keeps where no other is given. */
const MARGIN = { training: ["usable_fraction", "0.8"], inference: ["utilization", "0.9"] };

export function fitsView(app) {
  const slot = new Slot("fits");
  const root = element("div", { class: "fits" });
  let answers = [];
  const use = () => (app.source.name === "inference" ? "inference" : "training");
  const valueFor = (name) => app.state.values[name] || (name === "gpus" && use() === "inference" ? "8" : FIRST[name]);

  return {
    root,
    onlySets: true,
    free: () => app.source.parameters.map((parameter) => parameter.name),
    controls() {
      const { source, state } = app;
      const searched = SEARCHED[use()];
      const change = (name) => (value, sliding) => app.set({ values: { [name]: value || undefined } }, { sliding });
      const control = (parameter) => {
        if (searched.includes(parameter.name) && parameter.kind === "number") {
          const field = textControl(labelOf(parameter), parameter.name, state.values[parameter.name], "searched", (value) => change(parameter.name)(value), app.fixed);
          field.title = `${parameter.description} (searched; one value or several hold it)`;
          return field;
        }
        const start = searched.includes(parameter.name) ? { default: "searched" } : {};
        const first = ["model", "device"].includes(parameter.name) ? { first: FIRST[parameter.name] } : { first: undefined };
        return valueControl({ ...parameter, ...start, ...first }, valueFor(parameter.name), change(parameter.name), app.fixed);
      };
      const gpus = { name: "gpus", kind: "number", type: "int", unit: "", min: 1, max: null, default: valueFor("gpus"), description: "GPUs, one number or several (8,16,32).", values: Array.from({ length: 14 }, (unused, power) => 2 ** power) };
      const shown = source.parameters.filter((parameter) => parameter.usual && !["gpus", "available_gpus", "dp"].includes(parameter.name));
      const rest = source.parameters.filter((parameter) => !shown.includes(parameter) && !["gpus", "available_gpus"].includes(parameter.name));
      const [model, device, ...others] = shown;
      return [
        control(model),
        control(device),
        valueControl(gpus, valueFor("gpus"), change("gpus"), app.fixed),
        pick("Best by", "by", ORDERS[use()].map((name) => [name, name]), state.keys.by ?? ORDERS[use()][0], (value) => app.set({ keys: { by: value } }), app.fixed),
        ...others.map(control),
        app.allParameters(rest, control),
      ];
    },
    question() {
      const { state, source } = app;
      const given = source.parameters.map((parameter) => parameter.name).filter((name) => name !== "gpus" && valueFor(name));
      const options = [["for", use()], ["gpus", valueFor("gpus")], ...given.map((name) => [flagName(name), valueFor(name)])];
      if (ORDERS[use()].includes(state.keys.by)) options.push(["by", state.keys.by]);
      return { command: "fit", options, ask: [["top", state.keys.top ?? "15"]], sweep: "fit" };
    },
    async show() {
      const { options, ask } = this.question();
      const envelope = await slot.ask("fit", [...options, ...ask]);
      if (!envelope) return null;
      answers = envelope.answer;
      refill(root, answers.map((answer) => section(app, answer, explain)));
      return { envelope, sentence: answers.map((answer) => sentenceOf(answer, valueFor("gpus"))).join(" "), picture: { save: (kind, name) => fitsPicture(answers, kind, name) } };
    },
    close: () => slot.stop(),
  };

  function explain(answer, row, about) {
    const names = new Set(app.source.parameters.map((parameter) => parameter.name));
    const point = Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
    const [margin, share] = MARGIN[use()];
    const given = app.source.parameters.map(({ name }) => name).filter((name) => name !== "gpus" && valueFor(name));
    app.explain({ [margin]: share, ...Object.fromEntries(given.map((name) => [name, valueFor(name)])), ...point, model: answer.model, device: answer.device }, about);
  }
}

function sentenceOf(answer, gpus) {
  const { best, fitting, set_ups: setUps, model, device } = answer;
  const rejected = Object.entries(answer.rejected ?? {}).filter(([, count]) => count).map(([reason, count]) => `${grouped(count)} by ${reason.replaceAll("-", " ")}`);
  const where = `${gpus.replaceAll(",", ", ")} × ${device}`;
  if (!best.length) {
    const nearest = answer.nearest?.[0];
    const lacks = nearest ? ` The nearest lacks ${bytesText(-Number(nearest.headroom_bytes))} a GPU; ${shortName(nearest.largest)} takes most.` : "";
    return `Nothing fits: none of ${grouped(setUps)} set-ups of ${model} on ${where}.${lacks}`;
  }
  const first = best[0];
  const layout = degreesOf(best).map((name) => `${shortName(name)} ${first[name]}`).join(", ");
  return `${grouped(fitting)} of ${grouped(setUps)} set-ups of ${model} fit ${where}, ${bytesText(first.device_bytes)} of each usable. The best, ${layout}, leaves ${bytesText(first.headroom_bytes)} free; ${shortName(first.largest)} takes most. Rejected: ${rejected.join(", ") || "none"}.`;
}

function section(app, answer, explain) {
  const rows = answer.best.length ? answer.best : answer.nearest ?? [];
  const title = `${answer.model} on ${answer.device}`;
  if (!rows.length) return element("section", {}, element("h2", {}, title), element("p", {}, "No set-up is legal here."));
  const parts = partsOf(rows[0]);
  const degrees = degreesOf(rows);
  const end = barEnd(rows);
  const head = element("tr", {},
    element("th", { scope: "col", class: "rank" }, "#"),
    degrees.map((name) => element("th", { scope: "col", class: typeof rows[0][name] === "string" ? "text" : null, title: app.source.byName.get(name)?.description }, shortName(name))),
    element("th", { scope: "col", class: "bar text" }, barHead(rows[0].device_bytes, end)),
    element("th", { scope: "col" }, "total"),
    element("th", { scope: "col" }, answer.best.length ? "free" : "lacks"),
    element("th", { scope: "col", class: "text" }, "most"));
  const body = rows.map((row, rank) => {
    const number = (name, value) => element("button", { type: "button", class: "number", title: `${exactText(row[name], { unit: "bytes" })}; click for where it comes from`, onclick: () => explain(answer, row, name) }, value);
    return element("tr", {},
      element("td", { class: "rank", "data-head": "rank" }, rank + 1),
      degrees.map((name) => element("td", { class: typeof row[name] === "string" ? "text" : null, "data-head": shortName(name) }, typeof row[name] === "number" ? plainNumber(row[name]) : String(row[name]))),
      element("td", { class: "bar" }, bar(row, parts, end, (name) => explain(answer, row, name)), answer.best.length ? null : changesOf(app, row)),
      element("td", { "data-head": "total" }, number("total_bytes", bytesText(row.total_bytes))),
      element("td", { "data-head": answer.best.length ? "free" : "lacks" }, number("headroom_bytes", bytesText(answer.best.length ? row.headroom_bytes : -Number(row.headroom_bytes)))),
      element("td", { class: "text", "data-head": "most" }, element("span", { class: "key" }, swatch(parts.indexOf(row.largest)), shortName(row.largest ?? ""))));
  });
  return element("section", {},
    element("h2", {}, title, ": ", answer.best.length ? bestBy(answer.by) : "nearest to fitting"),
    element("ul", { class: "legend" }, parts.map((part, index) => element("li", { class: "key", title: app.source.byName.get(part)?.description }, swatch(index), shortName(part)))),
    element("div", { class: "table", tabindex: 0, role: "region", "aria-label": title },
      element("table", { class: "bars" }, element("thead", {}, head), element("tbody", {}, body))));
}

/** "speed (least recomputation, ...)" with what is in brackets less loud. */
function bestBy(by) {
  const [order, ...meaning] = by.split(/(?= \()/);
  return [`best by ${order}`, element("span", { class: "quiet" }, meaning.join(""))];
}

function swatch(index) {
  const mark = element("span", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = kindColour(Math.max(0, index));
  return mark;
}

function barHead(limit, end) {
  const mark = element("span", { class: "limit-label" }, `${bytesText(limit)} usable`);
  const place = (100 * Number(limit)) / end;
  if (place > 50) mark.style.right = `${100 - place}%`;
  else mark.style.left = `${place}%`;
  return element("span", { class: "bar-head" }, mark);
}

function bar(row, parts, end, explain) {
  const box = element("div", { class: "stack" });
  parts.forEach((part, index) => {
    const share = (100 * Number(row[part])) / end;
    if (share < 0.05) return;
    const piece = element("button", { type: "button", class: "piece", title: `${shortName(part)} ${bytesText(row[part])} (${exactText(row[part], { unit: "bytes" })})`, "aria-label": `${shortName(part)} ${bytesText(row[part])}`, onclick: () => explain(part) },
      element("span", {}, shortName(part)));
    piece.style.width = `${share}%`;
    piece.style.background = kindColour(index);
    piece.style.color = textOnKind(index);
    box.append(piece);
  });
  const limit = element("span", { class: "limit" });
  limit.style.left = `${(100 * Number(row.device_bytes)) / end}%`;
  box.append(limit);
  return box;
}

/** The single changes that would make a set-up fit, each to be tried at once. */
function changesOf(app, row) {
  if (!row.changes?.length) return element("p", { class: "quiet" }, "No single change makes it fit.");
  return element("p", { class: "changes" }, "Fits with ", row.changes.map((change) => element("button", {
    type: "button", class: "small", disabled: app.fixed, title: `${bytesText(change.total_bytes)} then, ${bytesText(change.headroom_bytes)} free`,
    onclick: () => app.set({ values: { [change.parameter]: String(change.to) } }, { structure: true }),
  }, `${change.parameter.replaceAll("_", " ")} ${change.to}`)));
}
