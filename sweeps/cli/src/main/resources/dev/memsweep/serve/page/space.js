/** Which axes run and within what bounds, for the views that look at whole grids. */

import { element } from "./dom.js";
import { valueText } from "./format.js";
import { textControl, valueControl } from "./controls.js";
import { ALL, flagName } from "./source.js";

/** Axes of a set that a view of a whole grid lets run, as far as the set has them. */
const RUNNING = ["tp", "pp", "zero", "recompute", "micro_batch", "seq_len", "sequences", "quantization", "kv_dtype"];
/** From how many points on a frontier takes seconds. */
const LARGE = 2e7;
const RUNNING_RANGES = { seq_len: "pow2:2048..131072", sequences: "pow2:1..256", quantization: "bf16,fp8,awq", kv_dtype: "bf16,fp8_e4m3", micro_batch: "pow2:1..16" };

/** The names of the axes that run: of a spec those that are not held at one value. */
export function freeAxes(app) {
  const { source, state } = app;
  if (source.kind === "spec") return source.parameters.filter((axis) => (state.values[axis.name] || heldAt(app, axis) || ALL) === ALL).map((axis) => axis.name);
  return RUNNING.filter((name) => source.byName.has(name) && state.values[name] === undefined && usable(source, name));
}

/** A frontier has no bounds to skip by: of a large grid the named axes stand at one value until the user lets them run. */
function heldAt(app, axis) {
  const large = app.view?.name === "frontier" && Number(app.source.points) > LARGE;
  return large && axis.kind === "choice" ? axis.first : undefined;
}

function usable(source, name) {
  const parameter = source.byName.get(name);
  return parameter.kind !== "choice" || (RUNNING_RANGES[name] ?? parameter.range).split(",").every((label) => parameter.values.includes(label));
}

/** The range over which an axis of a set runs in a view of a whole grid. */
export function runningRange(source, name) {
  const parameter = source.byName.get(name);
  return RUNNING_RANGES[name] ?? parameter.range;
}

/** The options that let the axes of a view of a whole grid run; a spec's run over their own values. */
export function runningOptions(app) {
  const { source, state } = app;
  if (source.kind === "spec") return [];
  return freeAxes(app).map((name) => [flagName(name), state.within[name] ?? runningRange(source, name)]);
}

/** A control for each axis: for a spec "all values" or one of them, for a set its range. */
export function freedomControls(app) {
  const { source, state } = app;
  if (source.kind === "set") {
    return freeAxes(app).map((name) => textControl(`Values of ${name}`, name, state.within[name] ?? runningRange(source, name), "1,2,4 or 1..64 or pow2:1..8",
      (value) => app.set({ within: { [name]: value } }), app.fixed));
  }
  const box = element("details", { class: "group" }, element("summary", {}, "Hold an axis at one value"));
  for (const axis of source.parameters.filter((parameter) => parameter.values.length > 1)) {
    const choice = { ...axis, kind: "choice", values: [ALL, ...axis.values], labels: { [ALL]: "all values" }, first: undefined, min: null, max: null };
    const value = state.values[axis.name] || heldAt(app, axis) || ALL;
    box.append(valueControl(choice, value, (chosen) => app.set({ values: { [axis.name]: chosen } }, { structure: true }), app.fixed));
  }
  box.open = source.parameters.some((axis) => (state.values[axis.name] || heldAt(app, axis) || ALL) !== ALL);
  return [box];
}

/** The conditions of a state: the free text, and the bounds that brushes and fields set. */
export function whereOptions(app, bounds = {}) {
  const conditions = app.state.keys.where ? [app.state.keys.where] : [];
  for (const [name, text] of Object.entries(bounds)) conditions.push(...condition(name, text, app.source.byName.get(name)));
  return conditions.map((text) => ["where", text]);
}

/** "1024..4096" as "name >= 1024 and name <= 4096", "fp16,mixed" as 'name in ("fp16", "mixed")'. */
function condition(name, text, column) {
  if (!text || !column) return [];
  if (column.type === "bool") return [text === "true" ? name : `not ${name}`];
  if (column.kind === "choice") return [`${name} in (${text.split(",").map((label) => `"${label}"`).join(", ")})`];
  const [low, high] = text.split("..");
  return [low && `${name} >= ${low}`, high && `${name} <= ${high}`].filter(Boolean);
}

/** Bounds as people read them: "seq 2,048 to 8,192", "total_bytes at most 40.00 GiB", "dtype fp16 or mixed". */
export function boundsText(name, text, column) {
  if (column.type === "bool") return text === "true" ? name : `not ${name}`;
  if (!text.includes("..")) return `${name} ${text.replaceAll(",", " or ")}`;
  const [low, high] = text.split("..").map((end) => (end === "" ? "" : valueText(Number(end), { unit: column.unit === "bytes" ? "bytes" : "" })));
  if (low === "") return `${name} at most ${high}`;
  return high === "" ? `${name} at least ${low}` : `${name} ${low} to ${high}`;
}
