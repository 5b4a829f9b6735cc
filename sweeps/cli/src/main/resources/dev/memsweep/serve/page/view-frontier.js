/** Frontier: two objectives, the Pareto front of all set-ups, and a sample of the others behind it. */

import { Chart, axisOption, tooltipOption } from "./chart.js";
import { Slot } from "./api.js";
import { pick, textControl } from "./controls.js";
import { grouped, valueText } from "./format.js";
import { fixedOptions } from "./source.js";
import { freedomControls, freeAxes, runningOptions, whereOptions } from "./space.js";

const SAMPLE = 2000;

export function frontierView(app) {
  const slots = { front: new Slot("frontier"), sample: new Slot("frontier-sample") };
  const chart = new Chart("Frontier", "chart tall");
  let shown = null;
  chart.onReady = (instance) => instance.on("click", (event) => shown && event.seriesId && explainAt(shown[event.seriesId], event.dataIndex));

  function explainAt(columns, row, about) {
    const point = Object.fromEntries(freeAxes(app).map((name) => [name, columns[name][row]]));
    app.explain(point, about ?? app.source.total);
  }

  const objectives = () => {
    const names = choicesOf(app.source).map(([key]) => key);
    const a = names.includes(app.state.keys.a) ? app.state.keys.a : app.source.total ?? names[0];
    const batch = ["micro_batch desc", "sequences desc", "seq_len desc"].find((name) => names.includes(name));
    const b = names.includes(app.state.keys.b) ? app.state.keys.b : batch ?? names.find((name) => name !== a);
    return { a, b };
  };

  return {
    root: chart.box,
    free: () => freeAxes(app),
    controls() {
      const { source, state } = app;
      const { a, b } = objectives();
      const options = choicesOf(source).map(([key, text]) => [key, text]);
      return [
        pick("First objective", "a", options, a, (value) => app.set({ keys: { a: value } }), app.fixed),
        pick("Second objective", "b", options, b, (value) => app.set({ keys: { b: value } }), app.fixed),
        textControl("Keep only where", "where", state.keys.where ?? "", source.fits ? `${source.fits} or ${source.total} <= 80 GiB` : "an expression",
          (value) => app.set({ keys: { where: value } }), app.fixed),
        ...freedomControls(app),
      ];
    },
    question() {
      const { source, state } = app;
      const free = freeAxes(app);
      const { a, b } = objectives();
      return {
        command: "query",
        ask: [["frontier", `${a},${b}`]],
        options: [...source.options, ...fixedOptions(source, state, free), ...runningOptions(app), ...whereOptions(app)],
        columns: [...new Set([...free, bare(a), bare(b), source.total].filter(Boolean))],
      };
    },
    async show() {
      const { options, ask, columns } = this.question();
      const { a, b } = objectives();
      const ends = [["columns", columns.join(",")], ["format", "columns"]];
      const [front, sample] = await Promise.all([
        slots.front.ask("query", [...options, ...ask, ...ends]),
        slots.sample.ask("query", [...options, ["sample", SAMPLE], ...ends]),
      ]);
      if (!front || !sample) return null;
      const column = (name) => app.source.byName.get(bare(name)) ?? { name: bare(name) };
      shown = { front: front.answer.columns, sample: sample.answer.columns, a: { ...column(a), key: a }, b: { ...column(b), key: b } };
      chart.draw((colours, width) => frontierOption(shown, colours, width), `${a} against ${b}; the table below lists the front`);
      return { envelope: front, sentence: sentenceOf(shown, sample.answer), picture: chart, table: tableOf(shown, app, columns, explainAt) };
    },
    close() {
      slots.front.stop();
      slots.sample.stop();
      chart.close();
    },
  };
}

function bare(objective) {
  return objective.replace(/ desc$/, "");
}

function choicesOf(source) {
  return [...source.numbers, ...source.parameters.filter((parameter) => parameter.kind === "number" && parameter.values.length > 1)]
    .flatMap(({ name }) => [[name, `least ${name}`], [`${name} desc`, `most ${name}`]]);
}

function sentenceOf({ front, a }, { kept, points }) {
  const count = front[a.name].length;
  const of = kept !== undefined ? ` of ${grouped(kept)} set-ups${points !== undefined && String(points) !== String(kept) ? ` that the conditions keep, of ${grouped(points)}` : ""}` : "";
  return count
    ? `${grouped(count)} ${count === 1 ? "set-up is" : "set-ups are"} on the front${of}: no other is as good in both and better in one.`
    : "No set-up is left here.";
}

function frontierOption({ front, sample, a, b }, colours, width) {
  const data = (columns) => columns[a.name].map((value, row) => [Number(value), Number(columns[b.name][row])]);
  const axis = (objective, more) => {
    const values = [...front[objective.name], ...sample[objective.name]].map(Number);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const log = low > 0 && high / low > 50;
    const step = 2 ** Math.floor(Math.log2((high - low || 1) / 4));
    const ticks = objective.unit === "bytes" && !log ? { interval: step, min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step } : { scale: true };
    return axisOption(objective, colours, { type: log ? "log" : "value", logBase: 2, ...ticks, name: `${objective.name} (${objective.key.endsWith(" desc") ? "more" : "less"} is better${log ? ", log scale" : ""})`, splitLine: { show: true, lineStyle: { color: colours.line } }, ...more });
  };
  const line = data(front).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const text = ({ seriesId, dataIndex }) => {
    const columns = seriesId === "sample" ? sample : front;
    return Object.keys(columns).map((name) => `${name} ${valueText(columns[name][dataIndex], name === a.name ? a : name === b.name ? b : { unit: name.endsWith("_bytes") ? "bytes" : "" })}`);
  };
  return {
    grid: { left: 84, right: 24, top: 34, bottom: 56 },
    legend: { top: 0, right: 8, textStyle: { color: colours.text, fontFamily: colours.font }, data: [{ name: "Pareto front", icon: "diamond" }, { name: "sample of all", icon: "circle" }] },
    tooltip: tooltipOption(colours, text, { trigger: "item" }),
    xAxis: axis(a, { nameGap: 32 }),
    yAxis: axis(b, { nameGap: 62 }),
    series: [
      { id: "sample", name: "sample of all", type: "scatter", symbolSize: 4, itemStyle: { color: colours.quiet, opacity: 0.5 }, data: data(sample) },
      { id: "step", name: "front line", type: "line", step: "end", symbol: "none", silent: true, lineStyle: { color: colours.limit, width: 1.5 }, data: line, tooltip: { show: false } },
      { id: "front", name: "Pareto front", type: "scatter", symbol: "diamond", symbolSize: width < 560 ? 12 : 10, itemStyle: { color: colours.limit, borderColor: colours.paper, borderWidth: 1 }, data: data(front), z: 5 },
    ],
  };
}

function tableOf({ front }, app, names, explainAt) {
  const column = (name) => app.source.byName.get(name) ?? { name };
  const count = front[names[0]].length;
  const rows = Array.from({ length: Math.min(count, 100) }, (unused, row) => ({
    cells: names.map((name) => ({ name, value: front[name][row], onclick: app.source.outputs.some((output) => output.name === name) ? () => explainAt(front, row, name) : null })),
  }));
  return { columns: names.map((name) => ({ ...column(name), unit: app.source.outputs.some((output) => output.name === name) ? column(name).unit : "" })), rows, more: count - rows.length };
}
