/** What the rows of an answer of `fit` hold. */

/** The bytes of a row that its total is the sum of. */
export function partsOf(row) {
  const names = Object.keys(row);
  return names.slice(0, names.indexOf("total_bytes")).filter((name) => name.endsWith("_bytes"));
}

/** The names of what tells the set-ups of an answer apart. */
export function degreesOf(rows) {
  const names = Object.keys(rows[0]).filter((name) => !name.endsWith("_bytes") && !["largest", "peak_stage", "changes", "legality"].includes(name));
  return names.filter((name) => rows.some((row) => row[name] !== rows[0][name]) || (rows[0][name] !== 1 && !["gpus", "available_gpus", "replicas"].includes(name)));
}

/** The bytes at the right end of the bars. */
export function barEnd(rows) {
  return 1.04 * Math.max(...rows.map((row) => Math.max(Number(row.total_bytes), Number(row.device_bytes))));
}
