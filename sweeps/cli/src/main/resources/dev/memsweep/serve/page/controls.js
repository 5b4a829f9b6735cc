/** Controls, made from the declarations of parameters. */

import { element } from "./dom.js";
import { plainNumber } from "./format.js";

const FEW_CHOICES = 24;
let nextId = 0;

/**
 * A control for one value of a parameter. `change(text, sliding)` gets the new value, "" for the declared default;
 * sliding is true while a slider is being dragged.
 */
export function valueControl(parameter, value, change, disabled) {
  const id = `control-${nextId++}`;
  const start = parameter.first ?? parameter.default;
  let parts;
  if (parameter.kind === "choice") {
    parts = parameter.listed || parameter.values.length <= FEW_CHOICES
      ? [choice(id, parameter, value, change, disabled)]
      : named(id, parameter, value, change, disabled);
  } else {
    parts = parameter.listed && parameter.values.length === 1
      ? [element("output", { id }, plainNumber(parameter.values[0]))]
      : slider(id, parameter, value, change, disabled);
  }
  return frame(id, parameter, parts, start);
}

/** The frame of a control: its label, its unit, its help, and a place for what is wrong with it. */
export function frame(id, parameter, parts, start) {
  const allowed = [
    parameter.unit,
    parameter.min !== null && parameter.min !== undefined && !parameter.listed ? `${plainNumber(parameter.min)} to ${parameter.max === null ? "any" : plainNumber(parameter.max)}` : null,
    !parameter.listed && start !== null && start !== undefined ? `default ${start}` : null,
  ].filter(Boolean).join("; ");
  const help = [parameter.description, allowed && `(${allowed})`].filter(Boolean).join(" ");
  return element("div", { class: "control", "data-parameter": parameter.name, title: help },
    element("label", { for: id }, labelOf(parameter)),
    ...parts,
    element("p", { class: "wrong", id: `${id}-wrong`, role: "alert", hidden: true }));
}

/** A parameter's name, and in a few words what it is. */
export function labelOf(parameter) {
  const words = /^[^.:;(]*/.exec(parameter.description ?? "")[0].trim();
  return [element("b", {}, parameter.name), words ? element("span", {}, ` ${/^[A-Z][a-z]*\b/.test(words) ? words[0].toLowerCase() + words.slice(1) : words}`) : ""];
}

function choice(id, parameter, value, change, disabled) {
  const select = element("select", { id, disabled, onchange: () => change(select.value, false) });
  if (!parameter.listed && parameter.first === undefined) {
    select.append(element("option", { value: "" }, parameter.default === null ? "choose" : `default: ${parameter.default}`));
  }
  for (const label of parameter.values) select.append(element("option", { value: String(label) }, parameter.labels?.[label] ?? String(label)));
  select.value = value ?? parameter.first ?? "";
  return select;
}

/** A field that completes one of many names. */
function named(id, parameter, value, change, disabled) {
  const list = element("datalist", { id: `${id}-names` }, parameter.values.map((label) => element("option", { value: label })));
  const input = element("input", {
    id, disabled, list: list.id, autocomplete: "off", spellcheck: "false", value: value ?? "", placeholder: parameter.default ?? "name",
    onchange: () => change(input.value.trim(), false),
    onfocus: () => input.select(),
  });
  return [input, list];
}

/** A slider over the values of a list, and a field for any value that the declaration allows. */
function slider(id, parameter, value, change, disabled) {
  const values = parameter.values;
  const place = () => nearestPlace(values, value ?? parameter.default);
  const track = element("input", {
    type: "range", min: 0, max: values.length - 1, step: 1, id: `${id}-slider`, disabled, "aria-label": `${parameter.name} slider`,
    oninput: () => moved(true), onchange: () => moved(false),
  });
  track.value = place();
  const field = parameter.listed
    ? element("output", { id, for: track.id }, plainNumber(values[place()]))
    : element("input", { id, disabled, class: "number", inputmode: "decimal", autocomplete: "off", value: value ?? "", placeholder: short(parameter.default), onchange: () => typed() });
  track.setAttribute("aria-valuetext", String(values[place()]));
  function moved(sliding) {
    const next = String(values[Number(track.value)]);
    if (parameter.listed) field.textContent = plainNumber(values[Number(track.value)]);
    else field.value = next;
    track.setAttribute("aria-valuetext", next);
    change(next, sliding);
  }
  function typed() {
    if (field.value.trim()) track.value = nearestPlace(values, field.value);
    change(field.value.trim(), false);
  }
  return [element("span", { class: "slide" }, track, field)];
}

function short(fallback) {
  return fallback === null || fallback === undefined ? "" : String(fallback).startsWith("computed") ? "computed" : String(fallback);
}

function nearestPlace(values, text) {
  const wanted = Number(text);
  if (!Number.isFinite(wanted)) return 0;
  let best = 0;
  for (let place = 1; place < values.length; place++) {
    if (Math.abs(values[place] - wanted) < Math.abs(values[best] - wanted)) best = place;
  }
  return best;
}

/** A select of named options: [[value, label], ...]. */
export function pick(label, name, options, value, change, disabled) {
  const id = `control-${nextId++}`;
  const select = element("select", { id, disabled, onchange: () => change(select.value) },
    options.map(([key, text]) => element("option", { value: key }, text)));
  select.value = value;
  return element("div", { class: "control", "data-parameter": name }, element("label", { for: id }, label), select,
    element("p", { class: "wrong", role: "alert", hidden: true }));
}

/** A field of free text. */
export function textControl(label, name, value, hint, change, disabled) {
  const id = `control-${nextId++}`;
  const input = element("input", { id, disabled, value: value ?? "", placeholder: hint, autocomplete: "off", spellcheck: "false", onchange: () => change(input.value.trim()) });
  return element("div", { class: "control wide", "data-parameter": name }, element("label", { for: id }, label), input,
    element("p", { class: "wrong", role: "alert", hidden: true }));
}

/** Shows the lines of an error where their controls are; returns those that name no control in sight. */
export function showErrors(root, lines, accept) {
  clearErrors(root);
  return lines.filter((line) => {
    const flag = /(?:^|[\s'"])--([a-z][a-z0-9-]*)/.exec(line)?.[1]?.replaceAll("-", "_");
    const control = flag && root.querySelector(`[data-parameter="${flag}"]`);
    if (!control) return true;
    const place = control.querySelector(".wrong");
    const nearest = /did you mean '([^']+)'/.exec(line)?.[1];
    place.replaceChildren(line.replace(/^memsweep: /, ""));
    if (nearest && !nearest.startsWith("--")) place.append(" ", element("button", { type: "button", onclick: () => accept(flag, nearest) }, `Use ${nearest}`));
    place.hidden = false;
    const field = control.querySelector("input,select");
    field?.setAttribute("aria-invalid", "true");
    for (let box = control.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    return false;
  });
}

/** Takes all messages away again. */
export function clearErrors(root) {
  for (const place of root.querySelectorAll(".wrong")) place.hidden = true;
  for (const field of root.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}
