/** The heat map's parts: the grid of an answer, its colours as one picture, the stepped lines where a limit is crossed. */

import { RAMP } from "./palette.js";

/** A grid {xs, ys, at(column, i, j), row(i, j)} from the columns of rows in any order; cells without a row are empty. */
export function gridOf(columns, x, y) {
  const xs = distinct(columns[x]);
  const ys = distinct(columns[y]);
  const placeX = new Map(xs.map((value, place) => [value, place]));
  const placeY = new Map(ys.map((value, place) => [value, place]));
  const rows = new Int32Array(xs.length * ys.length).fill(-1);
  const count = columns[x].length;
  for (let row = 0; row < count; row++) rows[placeY.get(columns[y][row]) * xs.length + placeX.get(columns[x][row])] = row;
  return { xs, ys, rows, row: (i, j) => rows[j * xs.length + i] };
}

/** Values in the order in which they first come; numbers ascending. */
function distinct(values) {
  const found = [...new Set(values)];
  return found.every((value) => typeof value === "number") ? found.sort((one, other) => one - other) : found;
}

/** How values become places in the ramp: {low, high, log, place(value), value(place)}. */
export function scaleOf(values, wish) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    const number = Number(value);
    if (number < low) low = number;
    if (number > high) high = number;
  }
  const log = low > 0 && (wish === "log" || (wish !== "linear" && high / low > 20));
  const from = log ? Math.log(low) : low;
  const span = (log ? Math.log(high) : high) - from || 1;
  return {
    low,
    high,
    log,
    place: (value) => ((log ? Math.log(Number(value)) : Number(value)) - from) / span,
    value: (place) => (log ? Math.exp(from + place * span) : from + place * span),
  };
}

/** The cells as a picture of the given size in pixels, ys upward, empty cells transparent. */
export function heatPicture(grid, values, scale, width, height) {
  const small = document.createElement("canvas");
  small.width = grid.xs.length;
  small.height = grid.ys.length;
  const context = small.getContext("2d");
  const image = context.createImageData(small.width, small.height);
  for (let j = 0; j < small.height; j++) {
    for (let i = 0; i < small.width; i++) {
      const row = grid.row(i, j);
      if (row < 0) continue;
      const colour = RAMP[Math.max(0, Math.min(255, Math.round(scale.place(values[row]) * 255)))];
      const start = ((small.height - 1 - j) * small.width + i) * 4;
      image.data[start] = colour[0];
      image.data[start + 1] = colour[1];
      image.data[start + 2] = colour[2];
      image.data[start + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  const large = document.createElement("canvas");
  large.width = Math.max(1, Math.round(width));
  large.height = Math.max(1, Math.round(height));
  const enlarged = large.getContext("2d");
  enlarged.imageSmoothingEnabled = false;
  enlarged.drawImage(small, 0, 0, large.width, large.height);
  return large;
}

/**
 * The exact edges between cells whose value is at most the limit and cells whose value is above it, joined to paths of
 * grid corners [[i, j], ...]. Empty cells have no edge.
 */
export function boundary(grid, values, limit) {
  const width = grid.xs.length;
  const height = grid.ys.length;
  const inside = (i, j) => {
    const row = i < 0 || j < 0 || i >= width || j >= height ? -1 : grid.row(i, j);
    return row < 0 ? null : Number(values[row]) <= limit;
  };
  const differ = (one, other) => one !== null && other !== null && one !== other;
  const ends = new Map();
  const link = (one, other) => {
    const from = one.join(":");
    const to = other.join(":");
    if (!ends.has(from)) ends.set(from, []);
    if (!ends.has(to)) ends.set(to, []);
    ends.get(from).push(to);
    ends.get(to).push(from);
  };
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      if (differ(inside(i, j), inside(i + 1, j))) link([i + 1, j], [i + 1, j + 1]);
      if (differ(inside(i, j), inside(i, j + 1))) link([i, j + 1], [i + 1, j + 1]);
    }
  }
  return paths(ends);
}

/** Follows linked corners until none is left; open ends first, so that a path is not cut in the middle. */
function paths(ends) {
  const found = [];
  const follow = (start) => {
    const path = [start];
    for (let here = start; ends.get(here)?.length;) {
      const next = ends.get(here).pop();
      const back = ends.get(next);
      back.splice(back.indexOf(here), 1);
      path.push(next);
      here = next;
    }
    if (path.length > 1) found.push(path.map((corner) => corner.split(":").map(Number)));
  };
  for (const [corner, others] of ends) if (others.length === 1) follow(corner);
  for (const corner of ends.keys()) while (ends.get(corner).length) follow(corner);
  return found;
}

const LABEL_HEIGHT = 18;
const LETTER_WIDTH = 7;
const ENOUGH_ROOM = 24;

/** For each line {name, paths} the middle of its label: on the line, inside the box, away from other lines and labels. */
export function labelSpots(lines, box) {
  const points = lines.map(({ paths }) => paths.flatMap(dense));
  const spots = [];
  lines.forEach(({ name }, index) => {
    const half = (name.length * LETTER_WIDTH) / 2 + 6;
    const others = points.filter((unused, other) => other !== index).flat();
    const room = ([x, y]) => Math.min(
      ...others.map(([otherX, otherY]) => gap(x, y, half, otherX, otherY)),
      ...spots.map(([otherX, otherY, other]) => gap(x, y, half + other, otherX, otherY) - LABEL_HEIGHT),
      2 * ENOUGH_ROOM);
    const inside = points[index].map(([x, y]) => [
      Math.max(box.x + half, Math.min(x, box.x + box.width - half)),
      Math.max(box.y + LABEL_HEIGHT / 2 + 2, Math.min(y, box.y + box.height - LABEL_HEIGHT / 2 - 2)),
    ]);
    const best = inside.reduce((one, other) => (room(other) > room(one) ? other : one));
    spots.push([...best, half]);
  });
  return spots;
}

/** How far a point is from a label's edge. */
function gap(x, y, half, otherX, otherY) {
  return Math.hypot(Math.max(0, Math.abs(x - otherX) - half), Math.max(0, Math.abs(y - otherY) - LABEL_HEIGHT / 2));
}

/** Points along a path, some 12 pixels apart. */
function dense(path) {
  return path.slice(1).flatMap(([x, y], place) => {
    const [fromX, fromY] = path[place];
    const steps = Math.max(1, Math.round(Math.hypot(x - fromX, y - fromY) / 12));
    return Array.from({ length: steps }, (unused, step) => [fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps]);
  });
}
