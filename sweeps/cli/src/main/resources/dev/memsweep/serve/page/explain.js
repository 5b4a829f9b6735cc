/** Where a number comes from: formula, numbers put in, conditions and sources, from the asked value down to its parts. */

import { element } from "./dom.js";
import { exactText, plainNumber, valueText } from "./format.js";

/** The explanation of a point: entries of `memsweep explain`, the asked ones first; `point` is [[name, value], ...]. */
export function explanation(entries, about, point) {
  const asked = entries.filter((entry) => about.includes(entry.name));
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  const others = partsOutward(asked, known);
  const root = element("div", { class: "explanation" });
  root.append(
    element("dl", { class: "point" }, point.map(([name, value]) => element("div", {}, element("dt", {}, name.replaceAll("_", " ")), element("dd", {}, /^-?\d+$/.test(value) ? plainNumber(Number(value)) : String(value))))),
    ...asked.map((entry) => entryOf(entry, known, root, true)),
    others.length ? element("h2", { class: "more" }, `Made from ${others.length} more`) : "",
    ...others.filter((entry) => !isNothing(entry)).map((entry) => entryOf(entry, known, root, false)),
    nothingOf(others.filter(isNothing), known, root));
  return root;
}

/** Whether an entry adds nothing here. */
function isNothing({ value }) {
  return value === 0 || value === false;
}

/** What adds nothing, folded away. */
function nothingOf(entries, known, root) {
  if (!entries.length) return "";
  return element("details", { class: "entry" }, element("summary", {}, `${entries.length} that are 0 or no here`), entries.map((entry) => entryOf(entry, known, root, false)));
}

/** What the asked values are made from, nearest first. */
function partsOutward(asked, known) {
  const found = new Set(asked);
  for (const entry of found) {
    for (const name of (entry.formula ?? "").match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []) if (known.has(name)) found.add(known.get(name));
  }
  return [...found].slice(asked.length);
}

function entryOf(entry, known, root, open) {
  const column = { unit: entry.unit };
  const exact = entry.unit === "bytes" ? element("span", { class: "quiet" }, ` ${exactText(entry.value, column)}`) : null;
  const box = element("details", { class: "entry", "data-name": entry.name, open },
    element("summary", {}, element("b", {}, entry.name), " = ", element("span", { class: "value", title: exactText(entry.value, column) }, valueText(entry.value, column)), open ? exact : null),
    entry.description ? element("p", {}, entry.description) : null,
    entry.formula ? element("p", { class: "formula" }, linked(entry.formula, known, root)) : null,
    entry.substituted && entry.substituted !== entry.formula ? element("p", { class: "formula quiet" }, `= ${entry.substituted}`) : null,
    entry.conditions?.length ? element("p", {}, element("b", {}, "when "), entry.conditions.join("; ")) : null,
    entry.sources?.length ? element("p", { class: "quiet" }, "Source: ", entry.sources.join("; ")) : null);
  return box;
}

/** A formula whose known names open their own entry. */
function linked(formula, known, root) {
  return formula.split(/([A-Za-z_][A-Za-z0-9_]*)/).map((token) => {
    if (!known.has(token)) return token;
    return element("button", { type: "button", class: "name", onclick: () => {
      const entry = root.querySelector(`[data-name="${token}"]`);
      for (let box = entry; box; box = box.parentElement.closest("details")) box.open = true;
      entry.scrollIntoView({ block: "nearest" });
      entry.querySelector("summary").focus();
    } }, token);
  });
}
