/** Map: any two axes as a heat map of any output, with the lines where each device's memory ends. */

import { Chart, axisOption, labelled, tickText } from "./chart.js";
import { Slot } from "./api.js";
import { pick, textControl } from "./controls.js";
import { element } from "./dom.js";
import { bytesText, exactText, grouped, valueText } from "./format.js";
import { boundary, gridOf, heatPicture, labelSpots, scaleOf } from "./heat.js";
import { RAMP } from "./palette.js";
import { deviceLines, fixedOptions, freeOptions } from "./source.js";

const MOST_CELLS = 65536;
/** Lines differ by more than their place. */
const DASHES = [null, [7, 4], [2, 3], [10, 3, 2, 3]];

export function mapView(app) {
  const slot = new Slot("map");
  const chart = new Chart("Heat map", "chart tall focusable");
  const tip = element("div", { class: "floating tip", hidden: true });
  const spoken = element("p", { class: "spoken", role: "status" });
  const root = element("div", { class: "picture" }, chart.box, tip, spoken);
  let shown = null;
  let cursor = null;

  chart.box.tabIndex = 0;
  chart.box.setAttribute("role", "application");
  chart.onReady = (instance) => {
    const zr = instance.getZr();
    zr.on("mousemove", (event) => pointAt(cellAt(instance, event.offsetX, event.offsetY)));
    zr.on("globalout", () => pointAt(null));
    zr.on("click", (event) => explainCell(cellAt(instance, event.offsetX, event.offsetY)));
  };
  chart.box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (step && shown) {
      const [i, j] = cursor ?? [0, 0];
      pointAt([clamp(i + step[0], shown.grid.xs.length), clamp(j + step[1], shown.grid.ys.length)], true);
      event.preventDefault();
    } else if (event.key === "Enter") explainCell(cursor);
    else if (event.key === "Escape") pointAt(null);
  });

  function cellAt(instance, x, y) {
    if (!shown || !instance.containPixel({ gridIndex: 0 }, [x, y])) return null;
    return instance.convertFromPixel({ gridIndex: 0 }, [x, y]);
  }

  function pointAt(cell, speak = false) {
    cursor = cell;
    const row = cell && shown ? shown.grid.row(cell[0], cell[1]) : -1;
    tip.hidden = row < 0;
    if (row < 0) return;
    const lines = describeRow(row);
    tip.replaceChildren(...lines.map((line) => element("div", {}, line)));
    const [x, y] = chart.chart.convertToPixel({ gridIndex: 0 }, cell);
    tip.style.left = `${Math.min(x + 14, chart.box.clientWidth - tip.offsetWidth - 6)}px`;
    tip.style.top = `${Math.max(4, y - tip.offsetHeight - 10)}px`;
    if (speak) spoken.textContent = lines.join("; ");
  }

  function describeRow(row) {
    const { x, y, z, columns, lines } = shown;
    const at = [x, y].map((column) => `${column.name} ${valueText(columns[column.name][row])}`).join(" · ");
    const value = columns[z.name][row];
    const texts = [at, `${z.name} ${valueText(value, z)}`];
    if (z.unit === "bytes") texts.push(exactText(value, z));
    const total = shown.total ? Number(columns[shown.total][row]) : null;
    for (const line of lines) texts.push(`${total <= line.usable ? "fits" : "does not fit"} ${line.name}`);
    return texts;
  }

  function explainCell(cell) {
    const row = cell && shown ? shown.grid.row(cell[0], cell[1]) : -1;
    if (row < 0) return;
    const { x, y, z, columns } = shown;
    app.explain({ [x.name]: columns[x.name][row], [y.name]: columns[y.name][row] }, z.name);
  }

  const axes = () => {
    const { source, state } = app;
    const able = source.parameters.filter((parameter) => parameter.values.length > 1);
    const wanted = ["seq_len", "seq", "context"].find((name) => able.some((parameter) => parameter.name === name));
    const x = state.keys.x ?? wanted ?? able[able.length - 1]?.name;
    const batch = ["micro_batch", "sequences"].find((name) => name !== x && able.some((parameter) => parameter.name === name));
    const y = state.keys.y ?? batch ?? able.filter((parameter) => parameter.name !== x).pop()?.name;
    return { x, y, z: state.keys.z ?? source.total ?? source.numbers[0]?.name };
  };

  return {
    root,
    free: () => {
      const { x, y } = axes();
      return [x, y];
    },
    controls() {
      const { source, state } = app;
      const { x, y, z } = axes();
      const able = source.parameters.filter((parameter) => parameter.values.length > 1);
      const names = (other) => able.filter((parameter) => parameter.name !== other).map((parameter) => [parameter.name, parameter.name]);
      const swap = () => app.set({ keys: { x: y, y: x } }, { structure: true });
      const nodes = [
        pick("Across", "x", names(y), x, (value) => app.set({ keys: { x: value } }, { structure: true }), app.fixed),
        pick("Up", "y", names(x), y, (value) => app.set({ keys: { y: value } }, { structure: true }), app.fixed),
        element("button", { type: "button", class: "small", onclick: swap, disabled: app.fixed }, "Swap axes"),
        pick("Colour", "z", source.numbers.map((column) => [column.name, column.name]), z, (value) => app.set({ keys: { z: value } }), app.fixed),
        pick("Scale", "scale", [["", "automatic"], ["linear", "linear"], ["log", "logarithmic"]], state.keys.scale ?? "", (value) => app.set({ keys: { scale: value } })),
      ];
      if (source.kind === "set") {
        for (const name of [x, y]) {
          nodes.push(textControl(`Values of ${name}`, name, state.within[name] ?? source.byName.get(name).range, "1..64 or 512..4096:512 or pow2:1..8",
            (value) => app.set({ within: { [name]: value } }), app.fixed));
        }
      }
      return nodes;
    },
    question() {
      const { source, state } = app;
      const { x, y, z } = axes();
      const columns = [...new Set([x, y, z, source.total].filter(Boolean))];
      return { command: "query", options: [...source.options, ...fixedOptions(source, state, [x, y]), ...freeOptions(source, state, [x, y])], ask: [["rows", MOST_CELLS]], columns };
    },
    async show() {
      const { source, state } = app;
      const { options, ask, columns } = this.question();
      const envelope = await slot.ask("query", [...options, ...ask, ["columns", columns.join(",")], ["format", "columns"]]);
      if (!envelope) return null;
      const lines = await deviceLines(app.lines(), app.share());
      const { x, y, z } = axes();
      shown = layOut(source, envelope.answer.columns, { x, y, z }, lines, state.keys.scale);
      chart.draw((colours, width, height) => mapOption(shown, colours, width, height), `${z} over ${x} and ${y}: arrow keys move over the cells, Enter explains one`);
      pointAt(null);
      return { envelope, sentence: sentenceOf(shown), picture: chart };
    },
    close() {
      slot.stop();
      chart.close();
    },
  };
}

function clamp(place, length) {
  return Math.max(0, Math.min(length - 1, place));
}

function layOut(source, columns, { x, y, z }, lines, wish) {
  const column = (name) => source.byName.get(name) ?? { name };
  const grid = gridOf(columns, x, y);
  return { grid, columns, lines, x: column(x), y: column(y), z: column(z), total: source.total, scale: scaleOf(columns[z], wish) };
}

function sentenceOf({ grid, columns, lines, total, x, y, z, scale }) {
  const cells = columns[x.name].length;
  if (!cells) return "No set-up is left here.";
  const range = `${z.name} from ${valueText(Math.round(scale.low * 1e6) / 1e6, z)} to ${valueText(Math.round(scale.high * 1e6) / 1e6, z)} over ${grouped(cells)} set-ups of ${x.name} and ${y.name}.`;
  const fits = lines.map((line) => {
    const count = columns[total].reduce((sum, value) => sum + (Number(value) <= line.usable ? 1 : 0), 0);
    return `${count ? grouped(count) : "none"} fit${count > 1 ? "" : "s"} ${line.name} (${bytesText(line.usable)} usable)`;
  });
  return fits.length ? `${range} ${fits.map((text, index) => (index ? text : text[0].toUpperCase() + text.slice(1))).join("; ")}.` : range;
}

function mapOption(shown, colours, width, height) {
  const { grid, columns, x, y, z, scale } = shown;
  const narrow = width < 560;
  const right = narrow ? 20 : 150;
  const area = { left: 72, right, top: 22, bottom: narrow ? 104 : 52 };
  const box = { x: area.left, y: area.top, width: width - area.left - right, height: height - area.top - area.bottom };
  const axis = (column, values, gap, most) => {
    const interval = labelled(values, most);
    const option = axisOption(column, colours, { type: "category", data: values.map(String), nameGap: gap, axisTick: { alignWithLabel: true, interval } });
    option.axisLabel.interval = interval;
    return option;
  };
  const ratio = window.devicePixelRatio || 1;
  const image = heatPicture(grid, columns[z.name], scale, box.width * ratio, box.height * ratio);
  return {
    grid: area,
    xAxis: axis(x, grid.xs, 30, Math.max(3, Math.floor(box.width / 64))),
    yAxis: axis(y, grid.ys, 54, Math.max(3, Math.floor(box.height / 24))),
    graphic: [
      { type: "image", silent: true, z: 1, style: { image, x: box.x, y: box.y, width: box.width, height: box.height } },
      ...limitLines(shown, colours, box),
      ...legend(z, scale, colours, narrow ? { x: area.left, y: height - 36, width: box.width, flat: true } : { x: width - 132, y: area.top, height: box.height }),
    ],
    series: [{ type: "scatter", data: [], silent: true }],
  };
}

/** The stepped lines where memory ends, each with its device's name on it. */
function limitLines({ grid, columns, total, lines }, colours, box) {
  if (!total) return [];
  const toX = (i) => box.x + (i / grid.xs.length) * box.width;
  const toY = (j) => box.y + box.height - (j / grid.ys.length) * box.height;
  const drawn = lines
    .map((line, index) => ({ name: line.name, dash: DASHES[index % DASHES.length], paths: boundary(grid, columns[total], line.usable).map((path) => path.map(([i, j]) => [toX(i), toY(j)])) }))
    .filter((line) => line.paths.length);
  const strokes = drawn.flatMap(({ paths, dash }) => paths.flatMap((points) => [
    { type: "polyline", silent: true, z: 3, shape: { points }, style: { stroke: "#000", lineWidth: 4, fill: null, opacity: 0.75 } },
    { type: "polyline", silent: true, z: 4, shape: { points }, style: { stroke: "#fff", lineWidth: 2, fill: null, lineDash: dash } },
  ]));
  const labels = labelSpots(drawn, box).map(([x, y], index) => ({
    type: "text", silent: true, z: 5,
    style: { text: drawn[index].name, x, y, align: "center", verticalAlign: "middle", fill: "#fff", backgroundColor: "#000", padding: [3, 5], borderRadius: 3, font: `12px ${colours.font}` },
  }));
  return [...strokes, ...labels];
}

function legend(z, scale, colours, place) {
  const strip = document.createElement("canvas");
  strip.width = place.flat ? 256 : 1;
  strip.height = place.flat ? 1 : 256;
  const context = strip.getContext("2d");
  RAMP.forEach((colour, step) => {
    context.fillStyle = `rgb(${colour.join(",")})`;
    context.fillRect(place.flat ? step : 0, place.flat ? 0 : 255 - step, 1, 1);
  });
  const text = (content, x, y, align = "left") => ({ type: "text", silent: true, style: { text: content, x, y, align, verticalAlign: "middle", fill: colours.text, font: `12px ${colours.font}`, lineHeight: 15 } });
  const stops = [0, 0.25, 0.5, 0.75, 1];
  const image = { type: "image", silent: true, style: { image: strip, x: place.x, y: place.flat ? place.y : place.y + 32, width: place.flat ? place.width : 14, height: place.flat ? 10 : place.height - 32 } };
  const title = text(`${z.name}${scale.log ? (place.flat ? ", log scale" : "\n(log scale)") : ""}`, place.x, place.flat ? place.y - 11 : place.y + 12);
  const label = (share) => tickText(Number(scale.value(share).toPrecision(3)), z);
  const marks = place.flat
    ? [0, 0.5, 1].map((share) => text(label(share), place.x + share * place.width, place.y + 20, share === 0 ? "left" : share === 1 ? "right" : "center"))
    : stops.map((share) => text(label(share), place.x + 20, place.y + 32 + (1 - share) * (place.height - 32 - 12) + 6));
  return [image, title, ...marks];
}
