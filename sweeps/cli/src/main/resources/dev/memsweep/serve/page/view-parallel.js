/** Parallel coordinates: a whole grid, brushed; each brush becomes a condition that the engine answers exactly. */

import { Chart, labelled, tickText } from "./chart.js";
import { Slot } from "./api.js";
import { textControl } from "./controls.js";
import { element } from "./dom.js";
import { exactText, grouped, plainNumber, valueText } from "./format.js";
import { pageColours } from "./palette.js";
import { fixedOptions } from "./source.js";
import { boundsText, freedomControls, freeAxes, runningOptions, whereOptions } from "./space.js";

const SAMPLE = 1000;
/** What ECharts fills a brush with that it did not see drawn. */
const RESTORED_BRUSH = "#D2DBEE";
const BYTES_A_GIB = 2 ** 30;

export function parallelView(app) {
  const slot = new Slot("parallel");
  const chart = new Chart("Parallel coordinates", "chart wide");
  const root = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Parallel coordinates" }, chart.box);
  let shown = null;
  let brushing = false;
  chart.onReady = (instance) => instance.on("axisareaselected", () => brushed(instance));

  const dimensions = () => {
    const { source } = app;
    const axes = freeAxes(app).map((name) => source.byName.get(name));
    const outputs = [source.byName.get(source.total), source.byName.get(source.fits)].filter(Boolean);
    return [...axes, ...outputs];
  };

  /** Reads the brushes of all axes into bounds of the state; the answer then keeps the lines within. */
  function brushed(instance) {
    if (brushing || app.fixed) return;
    const only = {};
    shown.dimensions.forEach((dimension, place) => {
      const intervals = instance.getModel().getComponent("parallelAxis", place)?.activeIntervals ?? [];
      const text = intervals.length ? boundsOf(dimension, shown.scales[place], intervals[0]) : undefined;
      if (text !== app.state.only[dimension.name]) only[dimension.name] = text;
    });
    if (Object.keys(only).length) app.set({ only }, { structure: true });
  }

  return {
    root,
    free: () => freeAxes(app),
    controls() {
      const { state } = app;
      return [
        textControl("Keep only where", "where", state.keys.where ?? "", "heads % tp == 0", (value) => app.set({ keys: { where: value } }), app.fixed),
        element("fieldset", { class: "group" }, element("legend", {}, "Bounds"),
          element("p", { class: "quiet" }, "Drag along an axis of the picture, or type here."),
          dimensions().map((dimension) => boundsControl(app, dimension)),
          element("button", { type: "button", class: "small", disabled: app.fixed, onclick: () => app.set({ only: Object.fromEntries(Object.keys(state.only).map((name) => [name, undefined])) }, { structure: true }) }, "Clear all bounds")),
        ...freedomControls(app),
      ];
    },
    question() {
      const { source, state } = app;
      const free = freeAxes(app);
      return {
        command: "query",
        ask: [["sample", SAMPLE]],
        options: [...source.options, ...fixedOptions(source, state, free), ...runningOptions(app), ...whereOptions(app, state.only)],
        columns: dimensions().map((dimension) => dimension.name),
      };
    },
    async show() {
      const { options, ask, columns } = this.question();
      const envelope = await slot.ask("query", [...options, ...ask, ["columns", columns.join(",")], ["format", "columns"]]);
      if (!envelope) return null;
      const list = dimensions();
      const answer = envelope.answer;
      const extent = extents(app, list, answer.columns);
      shown = { dimensions: list, columns: answer.columns, scales: list.map((dimension) => scaleFor(dimension, extent.get(dimension.name))) };
      brushing = true;
      chart.draw((colours, width, height) => parallelOption(shown, app, colours, width, height), "Parallel coordinates of a sample; the bounds beside it do what brushing does");
      restoreBrushes(chart.chart, shown, app.state.only);
      brushing = false;
      return { envelope, sentence: sentenceOf(answer, app.state.only, (name) => app.source.byName.get(name) ?? {}), picture: chart };
    },
    close() {
      slot.stop();
      chart.close();
    },
  };
}

/** The engine's exact count in words. */
function sentenceOf({ kept, points }, only, columnOf) {
  const share = Number(points) ? (100 * Number(kept)) / Number(points) : 0;
  const bounds = Object.entries(only).filter(([, text]) => text).map(([name, text]) => boundsText(name, text, columnOf(name)));
  return `${grouped(kept)} of ${grouped(points)} points (${plainNumber(Number(share.toPrecision(4)))} %)${bounds.length ? ` with ${bounds.join(", ")}` : ""}.`;
}

/** The least and greatest value of each numeric output seen so far for this grid, so that brushing does not move an axis. */
const seen = new Map();

function extents(app, list, columns) {
  const key = JSON.stringify([app.source.name, app.state.values, app.state.within]);
  if (!seen.has(key)) seen.set(key, new Map());
  const known = seen.get(key);
  for (const dimension of list) {
    if (dimension.values || dimension.type === "bool") continue;
    const [low, high] = known.get(dimension.name) ?? [Infinity, -Infinity];
    const values = columns[dimension.name].map(Number);
    known.set(dimension.name, [Math.min(low, ...values), Math.max(high, ...values)]);
  }
  return known;
}

/** How a dimension stands on its axis: listed values as places, amounts by their logarithm or as they are. */
function scaleFor(dimension, extent) {
  if (dimension.type === "bool") return { labels: ["no", "yes"], place: (value) => (value ? 1 : 0), raw: ["false", "true"] };
  if (dimension.values && (dimension.listed || dimension.kind === "choice")) {
    const places = new Map(dimension.values.map((value, place) => [String(value), place]));
    return { labels: dimension.values.map((value) => tickText(value, dimension)), raw: dimension.values.map(String), place: (value) => places.get(String(value)) ?? 0 };
  }
  const [low, high] = extent ?? [Math.min(...dimension.values), Math.max(...dimension.values)];
  if (low > 0 && high / low > 50) return { log: true, min: Math.log2(low), max: Math.log2(high), place: (value) => Math.log2(Number(value)), value: (place) => 2 ** place };
  return { min: low, max: high, place: Number, value: (place) => place };
}

function boundsOf(dimension, scale, [from, to]) {
  if (!scale.labels) {
    const whole = dimension.type === "int" ? Math.round : (value) => Number(value.toPrecision(6));
    return `${whole(scale.value(from))}..${whole(scale.value(to))}`;
  }
  const places = scale.raw.filter((unused, place) => place >= from && place <= to);
  if (!places.length) return undefined;
  if (dimension.kind === "number") return `${places[0]}..${places[places.length - 1]}`;
  return dimension.type === "bool" && places.length === 2 ? undefined : places.join(",");
}

function restoreBrushes(instance, { dimensions, scales }, only) {
  dimensions.forEach((dimension, place) => {
    const interval = intervalOf(scales[place], only[dimension.name]);
    if (!interval) return;
    instance?.dispatchAction({ type: "axisAreaSelect", parallelAxisIndex: place, parallelAxisId: `axis-${dimension.name}`, intervals: [interval] });
  });
  const { limit } = pageColours();
  const covers = instance?.getZr().storage.getDisplayList(true).filter((piece) => piece.style?.fill === RESTORED_BRUSH) ?? [];
  for (const cover of covers) cover.setStyle({ fill: limit, opacity: 0.3 });
}

function intervalOf(scale, text) {
  if (!text) return null;
  const [low, high] = text.includes("..") ? text.split("..") : [text.split(",")[0], text.split(",").pop()];
  const from = low === "" ? scale.min ?? 0 : scale.place(scale.labels === undefined ? Number(low) : low === "false" ? false : low);
  const to = high === "" ? scale.max ?? scale.labels.length - 1 : scale.place(scale.labels === undefined ? Number(high) : high === "false" ? false : high);
  return scale.labels ? [from - 0.25, to + 0.25] : [from, to];
}

function boundsControl(app, dimension) {
  const text = app.state.only[dimension.name] ?? "";
  const change = (value) => app.set({ only: { [dimension.name]: value || undefined } }, { structure: true });
  if (dimension.type === "bool") {
    const select = element("select", { "aria-label": dimension.name, disabled: app.fixed, onchange: () => change(select.value) },
      element("option", { value: "" }, "both"), element("option", { value: "true" }, "yes"), element("option", { value: "false" }, "no"));
    select.value = text;
    return element("div", { class: "bounds" }, element("span", {}, dimension.name), select);
  }
  if (dimension.kind === "choice") {
    const chosen = new Set(text ? text.split(",") : []);
    const boxes = dimension.values.slice(0, 24).map((label) => {
      const box = element("input", { type: "checkbox", disabled: app.fixed, onchange: () => {
        if (box.checked) chosen.add(String(label));
        else chosen.delete(String(label));
        change(dimension.values.map(String).filter((value) => chosen.has(value)).join(","));
      } });
      box.checked = chosen.has(String(label));
      return element("label", { class: "check" }, box, String(label));
    });
    return element("div", { class: "bounds stacked", role: "group", "aria-label": dimension.name }, element("span", {}, dimension.name), element("div", { class: "checks" }, boxes));
  }
  const unit = dimension.unit === "bytes" ? BYTES_A_GIB : 1;
  const [low = "", high = ""] = text.split("..");
  const field = (name, value) => element("input", {
    class: "number", inputmode: "decimal", autocomplete: "off", disabled: app.fixed, placeholder: name, "aria-label": `${name} ${dimension.name}${unit > 1 ? " in GiB" : ""}`,
    value: value === "" ? "" : plain(Number(value) / unit), title: value === "" ? null : exactText(Number(value), dimension),
    onchange: () => change(joined(fields.map((input) => input.value.trim()), unit, dimension)),
  });
  const fields = [field("least", low), field("greatest", high)];
  return element("div", { class: "bounds" }, element("span", {}, dimension.name, unit > 1 ? element("small", {}, " GiB") : null), fields[0], "to", fields[1]);
}

function plain(number) {
  return String(Number(number.toPrecision(6)));
}

function joined(texts, unit, dimension) {
  const numbers = texts.map((text) => (text === "" || Number.isNaN(Number(text)) ? "" : dimension.type === "real" ? Number(text) : Math.round(Number(text) * unit)));
  return numbers.every((number) => number === "") ? undefined : numbers.join("..");
}

/** The ends of an axis: half a place beyond the first and last label, or the least and greatest value. */
function rangeOf({ labels, min, max }) {
  return labels ? { min: -0.5, max: labels.length - 0.5, interval: 0.5 } : { min, max };
}

function labelsOf(scale, dimension, height) {
  if (!scale.labels) return (value) => tickText(scale.value(value), dimension);
  const shown = labelled(scale.raw, Math.floor(height / 28));
  return (value) => (Number.isInteger(value) && shown(value) ? scale.labels[value] : "");
}

/** Lines through one label lie a little apart, so that many look like many. */
function spread(row, place) {
  return (((row * 7919 + place * 104729) % 97) / 96 - 0.5) * 0.24;
}

function parallelOption({ dimensions, columns, scales }, app, colours, width, height) {
  const fits = app.source.fits;
  const count = dimensions.length ? columns[dimensions[0].name].length : 0;
  const opacity = Math.min(0.7, 0.1 + 90 / Math.max(1, count));
  const lines = Array.from({ length: count }, (unused, row) => ({
    value: dimensions.map((dimension, place) => scales[place].place(columns[dimension.name][row]) + (scales[place].labels ? spread(row, place) : 0)),
    fits: fits ? Boolean(columns[fits][row]) : true,
  }));
  const series = (name, keep, colour, type) => ({
    name, type: "parallel", smooth: false, progressive: 0, lineStyle: { color: colour, width: 1, opacity, type }, silent: true,
    inactiveOpacity: opacity, activeOpacity: opacity, data: lines.filter((line) => line.fits === keep).map((line) => line.value),
  });
  const all = fits ? [series("does not fit", false, colours.bad, "dashed"), series("fits", true, colours.accent, "solid")] : [series("set-ups", true, colours.accent, "solid")];
  return {
    legend: { top: 0, left: 0, textStyle: { color: colours.text, fontFamily: colours.font }, data: all.map((one) => one.name), icon: "roundRect" },
    parallel: { left: 56, right: 76, top: 66, bottom: 18, axisExpandable: false, parallelAxisDefault: { nameLocation: "end", nameGap: 16 } },
    parallelAxis: dimensions.map((dimension, place) => ({
      dim: place,
      id: `axis-${dimension.name}`,
      name: dimension.name,
      nameTextStyle: { color: colours.text, fontFamily: colours.font, fontSize: 12 },
      type: "value",
      ...rangeOf(scales[place]),
      axisLine: { lineStyle: { color: colours.quiet } },
      axisTick: { show: false },
      minorTick: { show: false },
      splitLine: { show: false },
      axisLabel: { color: colours.text, fontFamily: colours.font, fontSize: 11, textBorderColor: colours.paper, textBorderWidth: 3, formatter: labelsOf(scales[place], dimension, height) },
      areaSelectStyle: { width: 18, borderWidth: 1, borderColor: colours.limit, color: colours.limit, opacity: 0.25 },
    })),
    series: all,
  };
}
