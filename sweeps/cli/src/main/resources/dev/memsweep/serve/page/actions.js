/** What every view gives away: its command, its spec, its data and its picture. */

import { apiPath, ask, recorded } from "./api.js";
import { download, element, refill } from "./dom.js";

/** Fills the foot of a view from its question {command, options, ask, columns, sweep} and its last answer. */
export function showActions(root, { question, envelope, picture, name, complain }) {
  const live = !recorded();
  const columns = question.columns ? [["columns", question.columns.join(",")]] : [];
  const csv = apiPath(question.command, [...question.options, ...question.ask, ...columns, ["format", "csv"]]);
  const sweep = question.sweep ?? "sweep";
  const parquet = apiPath(sweep, [...question.options, ...(sweep === "fit" ? question.ask : columns), ["format", "parquet"]]);
  const spec = async () => {
    try {
      const printed = await ask("spec", question.command, [...question.options, ...question.ask, ...columns, ["print-spec", ""]]);
      download(`${name}.yaml`, new Blob([printed.answer], { type: "application/yaml" }));
    } catch (failure) {
      complain(failure);
    }
  };
  const said = element("span", { class: "quiet", role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(envelope.command);
      said.textContent = "copied";
    } catch {
      said.textContent = "select the text to copy it";
    }
    setTimeout(() => (said.textContent = ""), 3000);
  };
  const file = (label, href, type, title) => (live ? element("a", { class: "button", href, download: `${name}.${type}`, title }, label) : null);
  refill(root,
    element("div", { class: "command" }, element("code", { tabindex: 0, "aria-label": "The same as a command" }, envelope.command), element("button", { type: "button", class: "small", onclick: copy }, "Copy"), said),
    element("div", { class: "files" },
      live ? element("button", { type: "button", onclick: spec, title: "The question as a spec that memsweep reads" }, "Spec") : null,
      file("CSV", csv, "csv", "The rows as text"),
      file("Parquet", parquet, "parquet", "All set-ups of this grid as a Parquet file"),
      picture ? element("button", { type: "button", onclick: () => picture.save("svg", name) }, "SVG") : null,
      picture ? element("button", { type: "button", onclick: () => picture.save("png", name) }, "PNG") : null,
      live ? null : element("span", { class: "quiet" }, "A report: what would change it needs the engine, memsweep serve."),
      element("span", { class: "quiet time" }, envelope.seconds === undefined ? "" : `answered in ${timeText(envelope.seconds)}`)));
}

function timeText(seconds) {
  return seconds < 1 ? `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms` : `${seconds.toFixed(2)} s`;
}
