/** Breakdown: the components of the total, stacked, along one axis, with the lines of devices. */

import { Chart, axisOption, labelled, tooltipOption } from "./chart.js";
import { Slot } from "./api.js";
import { pick, textControl } from "./controls.js";
import { bytesText, exactText, grouped, shortName, valueText } from "./format.js";
import { kindColour } from "./palette.js";
import { deviceLines, fixedOptions, freeOptions } from "./source.js";

const MOST_VALUES = 4096;
const MOST_BARS = 40;
/** Fine marks that tell neighbours apart where their colours do not. */
const DECALS = [
  { symbol: "none" },
  ...[-Math.PI / 4, 0, Math.PI / 4, Math.PI / 2].map((rotation) => ({ color: "rgba(0, 0, 0, 0.22)", dashArrayX: [1, 0], dashArrayY: [1, 8], rotation })),
  { color: "rgba(0, 0, 0, 0.25)", symbol: "circle", symbolSize: 0.35, dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [6, 0] },
];

export function breakdownView(app) {
  const slot = new Slot("breakdown");
  const chart = new Chart("Breakdown", "chart tall");
  let shown = null;
  chart.onReady = (instance) => instance.on("click", (event) => event.dataIndex !== undefined && shown && explainAt(event.dataIndex, event.seriesName));

  function explainAt(row, component) {
    app.explain({ [shown.x.name]: shown.columns[shown.x.name][row] }, shown.parts.includes(component) ? component : app.source.total);
  }

  const axis = () => {
    const able = app.source.parameters.filter((parameter) => parameter.values.length > 1);
    const wanted = ["seq_len", "seq", "context"].find((name) => able.some((parameter) => parameter.name === name));
    return app.state.keys.x ?? wanted ?? able[able.length - 1]?.name;
  };

  return {
    root: chart.box,
    free: () => [axis()],
    controls() {
      const { source, state } = app;
      const x = axis();
      const names = source.parameters.filter((parameter) => parameter.values.length > 1).map((parameter) => [parameter.name, parameter.name]);
      const nodes = [pick("Along", "x", names, x, (value) => app.set({ keys: { x: value } }, { structure: true }), app.fixed)];
      if (source.kind === "set") {
        nodes.push(textControl(`Values of ${x}`, x, state.within[x] ?? source.byName.get(x).range, "1..64 or 512..4096:512 or pow2:1..8",
          (value) => app.set({ within: { [x]: value } }), app.fixed));
      }
      if (app.lines().length) {
        nodes.push(pick("Height", "scale", [["", "around the memory lines"], ["whole", "whole bars"]], state.keys.scale ?? "", (value) => app.set({ keys: { scale: value } })));
      }
      return nodes;
    },
    question() {
      const { source, state } = app;
      const x = axis();
      return {
        command: "query",
        ask: [["rows", MOST_VALUES]],
        options: [...source.options, ...fixedOptions(source, state, [x]), ...freeOptions(source, state, [x])],
        columns: [x, ...source.components, source.total],
      };
    },
    async show() {
      const { source } = app;
      const { options, ask, columns } = this.question();
      const envelope = await slot.ask("query", [...options, ...ask, ["columns", columns.join(",")], ["format", "columns"]]);
      if (!envelope) return null;
      const lines = await deviceLines(app.lines(), app.share());
      shown = { columns: envelope.answer.columns, parts: source.components, total: source.total, x: source.byName.get(axis()), lines, whole: app.state.keys.scale === "whole" };
      chart.draw((colours, width) => breakdownOption(shown, colours, width), `Components of ${source.total} along ${axis()}; the table below has the numbers`);
      return { envelope, sentence: sentenceOf(shown), picture: chart, table: tableOf(shown, explainAt) };
    },
    close() {
      slot.stop();
      chart.close();
    },
  };
}

function sentenceOf({ columns, parts, total, x, lines }) {
  const totals = columns[total];
  if (!totals.length) return "No set-up is left here.";
  const last = totals.length - 1;
  const binding = parts.reduce((best, part) => (Number(columns[part][last]) > Number(columns[best][last]) ? part : best), parts[0]);
  const share = Math.round((100 * Number(columns[binding][last])) / Number(totals[last]));
  const ends = `From ${bytesText(totals[0])} at ${x.name} ${valueText(columns[x.name][0])} to ${bytesText(totals[last])} at ${valueText(columns[x.name][last])}, where ${shortName(binding)} takes ${share} %.`;
  const limits = lines.map((line) => {
    const fitting = totals.map((value, row) => [Number(value) <= line.usable, columns[x.name][row]]).filter(([fits]) => fits);
    if (!fitting.length) return `None fits ${line.name}.`;
    if (fitting.length === totals.length) return `All fit ${line.name}.`;
    return `${grouped(fitting.length)} of ${grouped(totals.length)} fit ${line.name}, the last at ${valueText(fitting[fitting.length - 1][1])}.`;
  });
  return [ends, ...limits].join(" ");
}

function breakdownOption({ columns, parts, total, x, lines, whole }, colours, width) {
  const count = columns[total].length;
  const bars = count <= MOST_BARS;
  const narrow = width < 560;
  const series = parts.map((part, index) => ({
    name: part,
    type: bars ? "bar" : "line",
    stack: "memory",
    barCategoryGap: "12%",
    symbol: "none",
    lineStyle: { width: 0 },
    itemStyle: { color: kindColour(index), decal: undefined },
    areaStyle: bars ? undefined : { opacity: 1 },
    color: kindColour(index),
    emphasis: { focus: "series" },
    data: columns[part].map(Number),
  }));
  if (series.length) {
    series[0].markLine = {
      silent: true,
      symbol: "none",
      lineStyle: { color: colours.limit, width: 2, type: "dashed" },
      label: { position: "insideStartTop", color: colours.text, backgroundColor: colours.paper, padding: [2, 4], fontFamily: colours.font, formatter: ({ name }) => name },
      data: lines.map((line) => ({ yAxis: line.usable, name: `${line.name}: ${bytesText(line.usable)}` })),
    };
  }
  const { reach, cut } = heightOf(columns[total].map(Number), lines, whole);
  const interval = niceBytes(reach);
  const highest = cut ? Math.floor(reach / interval) * interval : Math.ceil(reach / interval) * interval;
  return {
    aria: { enabled: true, decal: { show: true, decals: DECALS }, label: { enabled: false } },
    grid: { left: 86, right: 18, top: narrow && parts.length > 4 ? 96 : 48, bottom: 52 },
    legend: { top: 0, left: 0, itemGap: 12, textStyle: { color: colours.text, fontFamily: colours.font }, data: parts, formatter: shortName },
    tooltip: tooltipOption(colours, (params) => tooltipLines(params, columns, parts, total, x, lines), { trigger: "axis", axisPointer: { type: "shadow" } }),
    xAxis: categories(x, columns[x.name], colours, Math.max(3, Math.floor(width / 70))),
    yAxis: axisOption({ name: cut ? `${total}, higher bars are cut` : total, unit: "bytes" }, colours, { type: "value", nameGap: 66, max: highest, splitNumber: 5, interval, splitLine: { show: true, lineStyle: { color: colours.line } } }),
    series,
  };
}

function categories(x, values, colours, most) {
  const interval = labelled(values, most);
  const option = axisOption(x, colours, { type: "category", data: values.map(String), nameGap: 30, axisTick: { alignWithLabel: true, interval } });
  option.axisLabel.interval = interval;
  return option;
}

/** How high the picture reaches: to the highest bar, unless that would press the memory lines to the ground. */
function heightOf(totals, lines, whole) {
  const bars = Math.max(...totals);
  const limit = Math.max(0, ...lines.map((line) => line.usable));
  const cut = limit > 0 && !whole && bars > 4 * limit && Math.min(...totals) < 2 * limit;
  return { cut, reach: cut ? 2.5 * limit : 1.02 * Math.max(bars, limit) };
}

/** A step of a power of two of bytes that gives four to eight ticks. */
function niceBytes(highest) {
  return 2 ** Math.floor(Math.log2(highest / 4));
}

function tooltipLines(params, columns, parts, total, x, lines) {
  const row = params[0].dataIndex;
  const sum = columns[total][row];
  return [
    `${x.name} ${valueText(columns[x.name][row])}`,
    ...parts.map((part) => [part, columns[part][row]]).filter(([, value]) => Number(value)).map(([part, value]) => `${shortName(part)} ${bytesText(value)}`),
    `total ${bytesText(sum)}, ${exactText(sum, { unit: "bytes" })}`,
    ...lines.map((line) => `${Number(sum) <= line.usable ? "fits" : "does not fit"} ${line.name}`),
  ];
}

function tableOf({ columns, parts, total, x }, explainAt) {
  const most = 64;
  const rows = columns[total].slice(0, most).map((unused, row) => ({
    cells: [x.name, ...parts, total].map((name) => ({ value: columns[name][row], name, onclick: name === x.name ? null : () => explainAt(row, name) })),
  }));
  return { columns: [x, ...[...parts, total].map((name) => ({ name, unit: "bytes" }))], rows, more: columns[total].length - rows.length };
}
