/** The ranked bars as a picture of their own, for saving. */

import { blobOf } from "./chart.js";
import { download, shape } from "./dom.js";
import { barEnd, degreesOf, partsOf } from "./fits-rows.js";
import { bytesText, shortName } from "./format.js";
import { kindColour, pageColours, textOnKind } from "./palette.js";

const WIDTH = 1100;
const ROW = 26;
const BAR = { x: 330, width: 560 };

/** Saves the answers of `fit` as "svg" or "png". */
export async function fitsPicture(answers, kind, name) {
  const svg = new XMLSerializer().serializeToString(drawing(answers, pageColours()));
  const blob = new Blob([svg], { type: "image/svg+xml" });
  if (kind === "svg") {
    download(`${name}.svg`, blob);
    return;
  }
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  download(`${name}.png`, blobOf(canvas.toDataURL("image/png")));
}

function drawing(answers, colours) {
  const groups = [];
  let y = 12;
  for (const answer of answers) {
    const rows = answer.best.length ? answer.best : answer.nearest ?? [];
    if (!rows.length) continue;
    groups.push(text(`${answer.model} on ${answer.device}`, 16, y + 14, colours.text, 16), ...keys(partsOf(rows[0]), y + 36, colours));
    y += 74;
    groups.push(...bars(rows, y, colours));
    y += rows.length * ROW + 26;
  }
  return shape("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: y, viewBox: `0 0 ${WIDTH} ${y}`, "font-family": "system-ui, sans-serif" },
    shape("rect", { width: WIDTH, height: y, fill: colours.paper }), groups);
}

function keys(parts, y, colours) {
  return parts.flatMap((part, index) => [
    shape("rect", { x: 16 + index * 140, y: y - 10, width: 12, height: 12, fill: kindColour(index) }),
    text(shortName(part), 34 + index * 140, y, colours.text),
  ]);
}

function bars(rows, top, colours) {
  const parts = partsOf(rows[0]);
  const degrees = degreesOf(rows);
  const scale = BAR.width / barEnd(rows);
  const limit = BAR.x + Number(rows[0].device_bytes) * scale;
  const drawn = rows.flatMap((row, rank) => {
    const y = top + rank * ROW;
    let x = BAR.x;
    const pieces = parts.flatMap((part, index) => {
      const width = Number(row[part]) * scale;
      const piece = [shape("rect", { x, y, width, height: ROW - 6, fill: kindColour(index) })];
      if (width > 70) piece.push(text(shortName(part), x + width / 2, y + 14, textOnKind(index), 12, "middle"));
      x += width;
      return piece;
    });
    return [text(degrees.map((name) => `${shortName(name)} ${row[name]}`).join("  "), 16, y + 14, colours.text, 12), ...pieces,
      text(`${bytesText(row.total_bytes)}, ${bytesText(row.headroom_bytes)} free`, WIDTH - 16, y + 14, colours.text, 12, "end")];
  });
  return [...drawn,
    shape("line", { x1: limit, x2: limit, y1: top - 8, y2: top + rows.length * ROW, stroke: colours.limit, "stroke-width": 2, "stroke-dasharray": "5 4" }),
    text(`${bytesText(rows[0].device_bytes)} usable`, limit, top - 12, colours.text, 12, "end")];
}

function text(content, x, y, fill, size = 13, anchor = "start") {
  return shape("text", { x, y, fill, "font-size": size, "text-anchor": anchor }, content);
}
