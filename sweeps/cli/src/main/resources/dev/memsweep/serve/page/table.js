/** Tables of numbers: bytes in binary units with exact bytes as title; numbers that can be explained are buttons. */

import { element } from "./dom.js";
import { exactText, grouped, shortName, valueText } from "./format.js";

/**
 * A table of {columns: [{name, unit}], rows: [{cells: [{value, onclick}]}], more}; `more` counts the rows left out.
 */
export function numberTable({ columns, rows, more = 0 }, caption) {
  const table = element("table", {},
    element("caption", { class: "spoken" }, caption),
    element("thead", {}, element("tr", {}, columns.map((column) => element("th", { scope: "col", class: isText(column, rows) ? "text" : null, title: column.description }, shortName(column.name), column.unit && column.unit !== "bytes" ? ` (${column.unit})` : "")))),
    element("tbody", {}, rows.map((row) => element("tr", {}, row.cells.map((cell, place) => cellOf(cell, columns[place]))))));
  return element("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption }, table,
    more > 0 ? element("p", { class: "quiet" }, `and ${grouped(more)} more rows: see CSV`) : null);
}

function isText(column, rows) {
  const place = rows[0]?.cells.findIndex((cell) => cell.name === column.name);
  return place >= 0 && typeof rows[0].cells[place].value === "string";
}

function cellOf({ value, onclick }, column) {
  const text = column.unit === "bytes" || typeof value === "string" ? valueText(value, column) : valueText(value);
  const title = exactText(value, column);
  const content = onclick ? element("button", { type: "button", class: "number", title, onclick }, text) : text;
  return element("td", { class: typeof value === "string" ? "text" : null, title: onclick ? null : title }, content);
}
