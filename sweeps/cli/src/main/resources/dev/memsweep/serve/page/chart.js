/** A picture of ECharts that keeps the page's colours and its size, and can be saved. */

import { download, element } from "./dom.js";
import { plainNumber, shortBytes } from "./format.js";
import { pageColours } from "./palette.js";

/** One chart in a box of its own. */
export class Chart {
  constructor(label, className = "chart") {
    this.box = element("div", { class: className, role: "img", "aria-label": label });
    this.option = null;
    this.chart = null;
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.box);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.repaint = () => this.build && this.draw(this.build, this.label);
    this.scheme.addEventListener("change", this.repaint);
  }

  fit() {
    if (!this.box.clientWidth || !this.box.clientHeight) return;
    if (this.chart) this.chart.resize();
    this.repaint();
  }

  /** Draws what `build(colours, width, height)` gives: an option of ECharts. Kept, and asked again for another size or scheme. */
  draw(build, label, merge = false) {
    this.build = build;
    this.label = label;
    if (label) this.box.setAttribute("aria-label", label);
    if (!this.box.clientWidth || !this.box.clientHeight) return;
    if (!this.chart) {
      this.chart = window.echarts.init(this.box, null, { renderer: "canvas" });
      this.onReady?.(this.chart);
    }
    this.option = { animation: false, ...build(pageColours(), this.chart.getWidth(), this.chart.getHeight()) };
    this.chart.setOption(this.option, { notMerge: !merge, lazyUpdate: false });
    this.chart.getZr().flush();
  }

  /** Saves the picture: "svg" or "png". */
  save(kind, name) {
    if (!this.option) return;
    const paper = pageColours().paper;
    if (kind === "png") {
      download(`${name}.png`, blobOf(this.chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: paper })));
      return;
    }
    const drawing = window.echarts.init(null, null, { renderer: "svg", ssr: true, width: this.chart.getWidth(), height: this.chart.getHeight() });
    drawing.setOption({ ...this.option, backgroundColor: paper });
    download(`${name}.svg`, new Blob([drawing.renderToSVGString()], { type: "image/svg+xml" }));
    drawing.dispose();
  }

  close() {
    this.observer.disconnect();
    this.scheme.removeEventListener("change", this.repaint);
    this.chart?.dispose();
    this.chart = null;
  }
}

/** The bytes of a data URL. */
export function blobOf(dataUrl) {
  const [head, body] = dataUrl.split(",");
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: /data:([^;]+)/.exec(head)[1] });
}

/** Settings of an axis over values: numbers of a column, or one category for each listed value. */
export function axisOption(column, colours, more = {}) {
  return {
    name: column.name + (column.unit && column.unit !== "bytes" ? ` (${column.unit})` : ""),
    nameLocation: "middle",
    nameGap: 32,
    nameTextStyle: { color: colours.text, fontFamily: colours.font, fontSize: 13 },
    axisLine: { show: true, lineStyle: { color: colours.quiet } },
    axisTick: { lineStyle: { color: colours.quiet } },
    axisLabel: { color: colours.text, fontFamily: colours.font, formatter: (value) => tickText(value, column), hideOverlap: true },
    splitLine: { show: false, lineStyle: { color: colours.line } },
    ...more,
  };
}

/** Which of the values on an axis of categories get a label: all of few, else round ones, else every so many. */
export function labelled(values, most) {
  if (values.length <= most) return () => true;
  const stride = Math.ceil(values.length / most);
  const numbers = values.map(Number);
  const gap = numbers[1] - numbers[0];
  const even = numbers.every((number, place) => Math.abs(number - numbers[0] - place * gap) < 1e-9 * Math.abs(number));
  const round = even && [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64].map((factor) => factor * gap).find((step) => numbers.filter((number) => number % step === 0).length <= most);
  return round ? (place) => numbers[place] % round === 0 : (place) => place % stride === 0;
}

/** A value at a tick. */
export function tickText(value, column) {
  const number = typeof value === "string" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;
  if (typeof number !== "number") return String(value);
  if (column.unit === "bytes") return number === 0 ? "0" : shortBytes(number);
  return plainNumber(Number.isInteger(number) ? number : Number(number.toPrecision(4)));
}

/** A tooltip's settings; `text(params)` gives lines, shown as text. */
export function tooltipOption(colours, text, more = {}) {
  return {
    confine: true,
    transitionDuration: 0,
    backgroundColor: colours.paper,
    borderColor: colours.quiet,
    padding: [6, 9],
    textStyle: { color: colours.text, fontFamily: colours.font, fontSize: 13 },
    renderMode: "richText",
    formatter: (params) => text(params).join("\n"),
    ...more,
  };
}
