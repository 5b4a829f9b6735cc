/** What can be looked at: a spec's grid, or a formula set with all its parameters; both described by `memsweep describe`. */

import { ask } from "./api.js";

/** The shipped sets, with what they answer. */
export const SETS = { training: "Training", inference: "Inference", "transformer-math": "Rule of thumb" };

/** Values of parameters at which a first picture says something; all others stand at their declared defaults. */
const FIRST_VALUES = {
  training: { model: "llama-3.1-70b", tp: "8", dp: "8", zero: "3", recompute: "selective" },
  inference: { model: "llama-3.1-70b", tp: "4", sequences: "16", seq_len: "8192" },
  "transformer-math": { model: "llama-3.1-70b", tp: "8" },
};

/** Ranges that users sweep; others follow from the declaration. */
const USUAL_RANGES = {
  seq_len: "2048..131072:2048",
  micro_batch: "1..32",
  sequences: "1..256",
  gpus: "pow2:8..1024",
  available_gpus: "pow2:1..64",
  dp: "pow2:1..128",
  tp: "pow2:1..8",
  pp: "pow2:1..16",
  ep: "pow2:1..64",
  cp: "pow2:1..16",
};

/** What most people set; the others stand below "All parameters". */
const USUAL = [
  "model", "device", "gpus", "available_gpus", "seq_len", "micro_batch", "sequences", "tp", "pp", "dp", "cp", "ep", "zero",
  "precision", "optimizer", "recompute", "quantization", "kv_dtype", "weight_dtype", "runtime",
];

const described = new Map();

/** The source that a state names; throws ApiError. */
export async function sourceOf(keys) {
  const id = keys.spec ? `spec=${keys.spec}` : `word=${keys.formulas ?? "training"}`;
  if (!described.has(id)) {
    const [name, value] = id.split("=");
    described.set(id, ask("describe", "describe", [[name, value]]).then(({ answer }) =>
      name === "spec" ? specSource(value, answer) : setSource(value, answer)));
    described.get(id).catch(() => described.delete(id));
  }
  return described.get(id);
}

function specSource(name, spec) {
  const parameters = spec.axes.map((axis) => ({
    ...axis,
    values: axis.values,
    kind: axis.values.every((value) => typeof value === "number") ? "number" : "choice",
    first: String(firstOf(axis.values)),
    listed: true,
    usual: true,
  }));
  const axes = new Set(spec.axes.map((axis) => axis.name));
  const outputs = spec.columns.filter((column) => !axes.has(column.name));
  return finished({
    kind: "spec",
    name,
    title: spec.name ?? name,
    description: spec.description,
    points: spec.points,
    options: [["spec", name]],
    parameters,
    outputs,
  });
}

/** The value at which a first picture stands: the middle one of a few numbers, else the first. */
function firstOf(values) {
  return values.length <= 16 && values.every((value) => typeof value === "number") ? values[Math.floor(values.length / 2)] : values[0];
}

function setSource(name, set) {
  const labels = Object.fromEntries(set.tables.map((table) => [table.name, table.labels ?? []]));
  const first = FIRST_VALUES[name] ?? {};
  const parameters = set.parameters.map((parameter) => {
    const choices = parameter.type === "bool" ? ["false", "true"] : labels[parameter.type];
    const usual = USUAL.indexOf(parameter.name);
    return {
      ...parameter,
      kind: choices ? "choice" : "number",
      values: choices ?? ladder(parameter),
      first: first[parameter.name],
      range: USUAL_RANGES[parameter.name] ?? range(parameter, choices),
      usual: usual >= 0,
      place: usual < 0 ? USUAL.length : usual,
    };
  });
  parameters.sort((one, other) => one.place - other.place);
  return finished({
    kind: "set",
    name,
    title: SETS[name] ?? name,
    description: "",
    options: [["formulas", name]],
    parameters,
    outputs: set.formulas,
  });
}

function finished(source) {
  source.byName = new Map([...source.outputs, ...source.parameters].map((column) => [column.name, column]));
  const bytes = source.outputs.filter((column) => column.unit === "bytes").map((column) => column.name);
  source.total = bytes.find((name) => name === "total_bytes") ?? bytes[bytes.length - 1] ?? null;
  source.components = components(source, bytes);
  source.numbers = source.outputs.filter((column) => column.type === "int" || column.type === "real");
  source.fits = source.outputs.find((column) => column.type === "bool" && /^fits/.test(column.name))?.name ?? null;
  return source;
}

/** The bytes that the total is the sum of: what its formula reads if those are columns, else the bytes named before it. */
function components(source, bytes) {
  const uses = source.byName.get(source.total)?.uses ?? [];
  const read = uses.filter((name) => bytes.includes(name));
  if (read.length > 1 && read.length === uses.length) return read;
  return bytes.slice(0, Math.max(0, bytes.indexOf(source.total)));
}

/** The values a slider goes over where any number is allowed: all of few, else powers of two, else 41 even steps. */
function ladder({ type, min, max, default: fallback }) {
  const low = min ?? 0;
  const high = max ?? 2 ** 20;
  if (type === "real") return Array.from({ length: 41 }, (unused, step) => Number((low + ((high - low) * step) / 40).toPrecision(6)));
  if (high - low <= 64) return Array.from({ length: high - low + 1 }, (unused, step) => low + step);
  const values = low <= 0 ? [0] : [];
  for (let value = 1; value <= Math.min(high, 2 ** 20); value *= 2) if (value >= low) values.push(value);
  const start = Number(fallback);
  if (fallback !== null && Number.isInteger(start) && !values.includes(start)) values.push(start);
  return values.sort((one, other) => one - other);
}

function range({ type, min, max }, choices) {
  if (choices) return choices.slice(0, 8).join(",");
  if (type === "real") return `linspace:${min ?? 0}..${max ?? 1}:33`;
  if (max !== null && min !== null && max - min <= 64) return `${min}..${max}`;
  return `pow2:${Math.max(1, min ?? 1)}..${Math.min(max ?? 1024, 1024)}`;
}

/** Stands for all values of an axis, where a view would else hold it at one. */
export const ALL = "*";

/** The value that a parameter has in a state, as text; undefined where it stands at its declared default. */
export function valueOf(source, state, name) {
  const value = state.values[name];
  return value !== undefined && value !== "" && value !== ALL ? value : source.byName.get(name)?.first;
}

/** The options that hold all parameters but some at the state's values. */
export function fixedOptions(source, state, free = []) {
  return source.parameters
    .filter((parameter) => !free.includes(parameter.name))
    .map((parameter) => [flagName(parameter.name), valueOf(source, state, parameter.name)])
    .filter(([, value]) => value !== undefined);
}

/** The options that let axes run: for a set their ranges; a spec's axes run over their own values. */
export function freeOptions(source, state, names) {
  if (source.kind === "spec") return [];
  return names.map((name) => [flagName(name), state.within[name] ?? source.byName.get(name)?.range ?? ""]);
}

/** "seq_len" as it is spelled in a command: "seq-len". */
export function flagName(name) {
  return name.replaceAll("_", "-");
}

/** Devices with the bytes that count as usable: {name, bytes, usable}. */
export async function deviceLines(names, share) {
  if (!names.length) return [];
  const known = await devices();
  return names
    .filter((name) => known.has(name))
    .map((name) => ({ name, bytes: known.get(name), usable: Math.floor(known.get(name) * share) }))
    .sort((one, other) => one.usable - other.usable);
}

let deviceTable = null;

/** The bytes of every device of the catalog, by name and by alias. */
export function devices() {
  deviceTable ??= ask("devices", "list", [["word", "devices"], ["formulas", "training"]]).then(({ answer }) => {
    const table = new Map(answer.map((row) => [row.name, row.memory_bytes]));
    for (const row of answer) for (const alias of (row.aliases || "").split(", ")) if (alias && !table.has(alias)) table.set(alias, row.memory_bytes);
    return table;
  });
  return deviceTable;
}
