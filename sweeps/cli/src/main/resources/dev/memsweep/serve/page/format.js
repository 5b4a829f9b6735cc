/** How numbers are shown: bytes in binary units, counts with separators, exact values on request. */

const BYTE_UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const GIB = 2 ** 30;

/** 68397978112 as "63.70 GiB"; from 1,024 GiB on in TiB and above, below 0.01 GiB in MiB or less. */
export function bytesText(value) {
  const bytes = Number(value);
  const size = Math.abs(bytes);
  let power = 3;
  if (size > 0 && size < 0.01 * GIB) power = size < 1024 ? 0 : size < 2 ** 20 ? 1 : 2;
  while (power < 6 && size >= 1024 ** (power + 1)) power++;
  if (power === 0) return `${grouped(value)} bytes`;
  return `${(bytes / 1024 ** power).toFixed(2).replace(/\B(?=(\d{3})+(?=\.))/g, ",")} ${BYTE_UNITS[power]}`;
}

/** Bytes with as few digits as a tick or a legend needs. */
export function shortBytes(value) {
  const bytes = Number(value);
  let power = 0;
  while (power < 6 && Math.abs(bytes) >= 1000 * 1024 ** power) power++;
  return `${significant(bytes / 1024 ** power, 3)} ${BYTE_UNITS[power]}`;
}

/** A whole number with thousands separators, exact. */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function significant(number, digits) {
  if (Number.isInteger(number)) return grouped(number);
  const text = number.toPrecision(digits);
  return text.includes("e") ? text : String(Number(text));
}

/** A value for people, by its column's unit. */
export function valueText(value, column = {}) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (column.unit === "bytes") return bytesText(value);
  return plainNumber(value) + (column.unit ? ` ${column.unit}` : "");
}

/** A number without its unit. */
export function plainNumber(value) {
  if (typeof value === "bigint" || Number.isInteger(value)) return grouped(value);
  return typeof value === "number" ? significant(value, 6) : String(value);
}

/** All digits of a value with its unit, for a title. */
export function exactText(value, column = {}) {
  if (typeof value !== "number" && typeof value !== "bigint") return valueText(value, column);
  const digits = typeof value === "bigint" || Number.isInteger(value) ? grouped(value) : String(value);
  return column.unit ? `${digits} ${column.unit}` : digits;
}

/** "total_bytes" as "total", "micro_batch" as "micro batch": names where there is little room. */
export function shortName(name) {
  return name.replace(/_bytes$/, "").replaceAll("_", " ");
}
