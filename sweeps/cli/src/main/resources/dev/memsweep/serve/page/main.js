/** The page: its frame, its state, and the view that stands in it. */

import { ApiError, ask, recorded } from "./api.js";
import { showActions } from "./actions.js";
import { clearErrors, pick, showErrors, textControl, valueControl } from "./controls.js";
import { element, refill } from "./dom.js";
import { explanation } from "./explain.js";
import { SETS, devices, fixedOptions, flagName, sourceOf } from "./source.js";
import { numberTable } from "./table.js";
import { changed, readState, stateAddress } from "./state.js";
import { breakdownView } from "./view-breakdown.js";
import { explainView } from "./view-explain.js";
import { fitsView } from "./view-fits.js";
import { frontierView } from "./view-frontier.js";
import { mapView } from "./view-map.js";
import { parallelView } from "./view-parallel.js";

const VIEWS = {
  fits: { label: "What fits", make: fitsView },
  map: { label: "Map", make: mapView },
  breakdown: { label: "Breakdown", make: breakdownView },
  frontier: { label: "Frontier", make: frontierView },
  parallel: { label: "Parallel", make: parallelView },
  explain: { label: "Explain", make: explainView },
};
/** What of a state another view goes on with. */
const SHARED_KEYS = ["spec", "formulas", "lines", "share"];
const PATIENCE = 150;

const place = (id) => document.getElementById(id);

/** The one application of the page; views read its state and source, and set them. */
const app = {
  state: readState(window.memsweepReport?.views[0] ?? location.search),
  source: null,
  view: null,
  fixed: recorded() !== null,
  revision: 0,
  server: { specs: [] },

  /** Changes the state and shows it; `structure` makes the controls anew, `sliding` comes while a slider moves. */
  set(change, { sliding = false, structure = false, push = false } = {}) {
    app.state = changed(app.state, change);
    keepAddress(push, sliding);
    show(structure);
  },

  /** Explains the number of a point beside the view. */
  explain(point, about) {
    const values = Object.entries(point).map(([name, value]) => `${name}:${value}`).join(";");
    app.set({ keys: { point: values, about } }, { push: true });
    showExplanation().then(() => place("explain").querySelector("h2")?.focus());
  },

  lines() {
    return (app.state.keys.lines ?? "h100-sxm-80gb").split(",").filter((name) => name && name !== "none");
  },

  share() {
    const share = Number(app.state.keys.share ?? (app.source.kind === "set" ? (app.source.name === "inference" ? 0.9 : 0.8) : 1));
    return share > 0 && share <= 1 ? share : 1;
  },

  allParameters,
};

let addressTimer = 0;

/** Writes the state into the address; while a slider moves not at every step, which browsers throttle. */
function keepAddress(push, sliding) {
  clearTimeout(addressTimer);
  if (recorded()) return;
  const write = () => history[push ? "pushState" : "replaceState"](null, "", stateAddress(app.state));
  if (sliding) addressTimer = setTimeout(write, 200);
  else write();
}

function viewName() {
  const name = app.state.keys.view;
  if (name in VIEWS) return name;
  return app.state.keys.spec ? "map" : "fits";
}

/** Shows the state: the view, its controls when their structure changed, and the engine's answer. */
async function show(structure = true) {
  const revision = ++app.revision;
  document.body.dataset.asked = revision;
  const busy = setTimeout(() => (place("progress").hidden = false), PATIENCE);
  try {
    const source = await sourceOf(app.state.keys);
    if (revision !== app.revision && structure) return;
    const changedView = source !== app.source || app.view?.name !== viewName();
    app.source = source;
    if (changedView) mountView();
    if (changedView || structure) buildControls();
    const view = app.view;
    const result = await view.show();
    if (!result || view !== app.view) return;
    clearErrors(place("controls"));
    place("trouble").hidden = true;
    present(view, result);
    document.body.dataset.shown = revision;
    document.dispatchEvent(new CustomEvent("memsweep:drawn", { detail: revision }));
  } catch (failure) {
    complain(failure);
  } finally {
    clearTimeout(busy);
    if (revision === app.revision) place("progress").hidden = true;
  }
}

function mountView() {
  app.view?.close();
  const name = viewName();
  app.view = { name, ...VIEWS[name].make(app) };
  refill(place("picture"), app.view.root);
  refill(place("table"));
  refill(place("actions"));
  place("sentence").textContent = "";
  place("title").textContent = VIEWS[name].label;
  document.title = `${VIEWS[name].label} – ${app.source.title} – memsweep`;
  buildNavigation(name);
}

function present(view, { envelope, sentence, picture, table }) {
  place("sentence").textContent = sentence;
  refill(place("table"), table ? tableModule(table) : null);
  showActions(place("actions"), { question: view.question(), envelope, picture, name: `memsweep-${view.name}`, complain });
}

function tableModule(table) {
  return numberTable(table, `${place("title").textContent}: the numbers`);
}

/** Shows what went wrong: at the control it names, else above the picture, which stays. */
function complain(failure) {
  if (!(failure instanceof ApiError)) console.error(failure);
  const lines = failure.lines ?? [String(failure.message ?? failure)];
  const rest = showErrors(place("controls"), lines, (name, value) => app.set({ values: { [name]: value } }, { structure: true }));
  const box = place("trouble");
  box.hidden = rest.length === 0;
  const advice = failure.status === 503 ? "Hold more axes at one value, or narrow the conditions." : null;
  refill(box, rest.map((line) => element("p", {}, line.replace(/^memsweep: /, ""))), advice ? element("p", {}, advice) : null);
  place("sentence").textContent = rest.length ? "" : "One of the controls needs another value.";
  document.body.dataset.shown = app.revision;
}

function buildNavigation(current) {
  if (recorded()) {
    refill(place("views"), window.memsweepReport.views.map(readState).map((state) => viewLink(VIEWS[state.keys.view].label, state, state.keys.view === current)));
    return;
  }
  refill(place("views"), Object.entries(VIEWS).map(([name, { label }]) => {
    const keys = Object.fromEntries(SHARED_KEYS.map((key) => [key, app.state.keys[key]]));
    if (name === "fits") delete keys.spec;
    const state = { keys: { view: name, ...keys }, values: name === "fits" || current === "fits" ? sharedValues() : app.state.values, within: app.state.within, only: {} };
    return viewLink(label, state, name === current);
  }));
}

function viewLink(label, state, current) {
  return element("a", { href: stateAddress(state), "aria-current": current ? "page" : null, onclick: (event) => follow(event, state) }, label);
}

/** Values that mean the same where set-ups are searched and where one is given. */
function sharedValues() {
  if (app.state.keys.spec) return {};
  return Object.fromEntries(Object.entries(app.state.values).filter(([name]) => ["model", "device", "seq_len", "precision", "optimizer"].includes(name)));
}

function follow(event, state) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  app.state = state;
  closeExplanation();
  keepAddress(true, false);
  show(true);
}

function buildSources() {
  const options = [
    ...app.server.specs.map((spec) => [`spec:${spec.name}`, `${spec.name} (${Number(spec.points).toLocaleString("en")} points)`]),
    ...Object.entries(SETS).map(([name, label]) => [`set:${name}`, label]),
  ];
  const current = app.state.keys.spec ? `spec:${app.state.keys.spec}` : `set:${app.state.keys.formulas ?? "training"}`;
  refill(place("sources"), pick("Of", "spec", options, current, (value) => {
    const [kind, name] = [value.slice(0, value.indexOf(":")), value.slice(value.indexOf(":") + 1)];
    const view = kind === "spec" && viewName() === "fits" ? "map" : viewName();
    app.state = { keys: { view: name === "transformer-math" && view === "fits" ? "breakdown" : view, ...(kind === "spec" ? { spec: name } : { formulas: name }) }, values: {}, within: {}, only: {} };
    closeExplanation();
    keepAddress(true, false);
    show(true);
  }, app.fixed));
}

/** The controls of the view, then one for each parameter that it holds at a value. */
function buildControls() {
  const { source, view } = app;
  const focused = document.activeElement?.closest("[data-parameter]")?.dataset.parameter;
  const free = view.free();
  const held = source.parameters.filter((parameter) => !free.includes(parameter.name) && (!parameter.listed || parameter.values.length > 1));
  const control = (parameter) => valueControl(parameter, app.state.values[parameter.name] ?? parameter.first,
    (value, sliding) => app.set({ values: { [parameter.name]: value || undefined } }, { sliding }), app.fixed);
  const spread = ["frontier", "parallel"].includes(view.name);
  const usual = held.filter((parameter) => parameter.usual);
  const rest = held.filter((parameter) => !parameter.usual);
  const nodes = [
    ...view.controls(),
    ...(source.kind === "spec" && spread ? [] : usual.map(control)),
    ...(["map", "breakdown"].includes(view.name) ? [linesControl()] : []),
    rest.length ? allParameters(rest, control) : null,
  ];
  const box = place("controls");
  const open = box.querySelector(".panel")?.open ?? matchMedia("(min-width: 61rem)").matches;
  const panel = element("details", { class: "panel" }, element("summary", {}, "Controls"), element("div", { class: "fields" }, nodes.filter(Boolean)));
  panel.open = open;
  refill(box, panel);
  if (focused) box.querySelector(`[data-parameter="${focused}"]`)?.querySelector("input,select")?.focus();
  buildSources();
}

/** All other parameters, in a box that opens, with a field that finds one. */
function allParameters(parameters, control) {
  const list = element("div", { class: "fields" });
  const set = parameters.filter((parameter) => app.state.values[parameter.name]);
  const find = element("input", { type: "search", "aria-label": "Find a parameter", placeholder: "find a parameter", oninput: () => fill(find.value.trim().toLowerCase()) });
  const fill = (text) => refill(list, parameters.filter((parameter) => !text || `${parameter.name} ${parameter.description}`.toLowerCase().includes(text)).map(control));
  const box = element("details", { class: "group" }, element("summary", {}, `All parameters (${parameters.length} more)`), find, list);
  box.addEventListener("toggle", () => box.open && !list.childElementCount && fill(""));
  if (set.length) box.open = true;
  return box;
}

/** The devices whose memory is drawn as a line, and the share of it that counts as usable. */
function linesControl() {
  const chips = app.lines().map((name) => element("button", { type: "button", class: "chip", disabled: app.fixed, "aria-label": `Remove ${name}`, onclick: () => setLines(app.lines().filter((other) => other !== name)) }, `${name} ×`));
  const input = element("input", { list: "device-names", id: "add-device", placeholder: "add a device", autocomplete: "off", disabled: app.fixed, onchange: () => addLine(input.value.trim()) });
  const names = element("datalist", { id: "device-names" });
  const wrong = element("p", { class: "wrong", role: "alert", hidden: true });
  devices().then((known) => {
    refill(names, [...known.keys()].map((name) => element("option", { value: name })));
    const unknown = app.lines().filter((name) => !known.has(name));
    if (unknown.length) tell(known, unknown[0]);
  }, () => {});
  const tell = (known, name) => {
    const near = [...known.keys()].find((other) => other.includes(name.toLowerCase().slice(0, 5)));
    wrong.textContent = `unknown device '${name}'${near ? `; did you mean '${near}'?` : ""}`;
    wrong.hidden = false;
  };
  const setLines = (list) => app.set({ keys: { lines: list.length ? list.join(",") : "none" } }, { structure: true });
  const addLine = async (name) => {
    if (!name) return;
    const known = await devices();
    if (known.has(name)) setLines([...new Set([...app.lines(), name])]);
    else tell(known, name);
  };
  return element("fieldset", { class: "group" }, element("legend", {}, "Memory lines"), element("div", { class: "chips" }, chips),
    element("label", { class: "spoken", for: "add-device" }, "Add a device"), input, names, wrong,
    textControl("Usable share", "share", String(app.share()), "0 to 1", (value) => app.set({ keys: { share: value || undefined } }), app.fixed));
}

async function showExplanation() {
  const box = place("explain");
  const { point, about } = app.state.keys;
  if (!point || viewName() === "explain") {
    box.hidden = true;
    return;
  }
  const values = point.split(";").map((pair) => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]);
  const free = values.map(([name]) => name);
  const held = viewName() === "fits" ? [] : fixedOptions(app.source, app.state, free);
  const options = [...app.source.options, ...held, ...values.map(([name, value]) => [flagName(name), value]), ["word", about]];
  const close = element("button", { type: "button", class: "small close", onclick: () => { closeExplanation(); app.set({ keys: {} }, { push: true }); } }, "Close");
  const title = element("h2", { tabindex: "-1" }, "Where it comes from");
  try {
    const { answer, command } = await ask("explain-panel", "explain", options);
    refill(box, close, title, explanation(answer, [about], values), element("p", { class: "command" }, element("code", {}, command)));
  } catch (failure) {
    if (failure.name === "AbortError") return;
    refill(box, close, title, (failure.lines ?? [String(failure)]).map((line) => element("p", { class: "wrong" }, line)));
  }
  box.hidden = false;
}

function closeExplanation() {
  place("explain").hidden = true;
  app.state = changed(app.state, { keys: { point: undefined, about: undefined } });
}

async function start() {
  place("controls").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !place("explain").hidden) place("explain").querySelector(".close").click();
  });
  addEventListener("popstate", () => {
    app.state = readState(location.search);
    show(true).then(showExplanation);
  });
  if (recorded()) {
    app.server = { specs: window.memsweepReport.specs ?? [] };
  } else {
    try {
      app.server = await (await fetch("/api/server")).json();
    } catch {
      app.server = { specs: [] };
    }
  }
  const first = app.server.specs?.[0]?.name;
  if (!app.state.keys.view && !app.state.keys.spec && !app.state.keys.formulas && first) app.state = changed(app.state, { keys: { spec: first } });
  buildNavigation(viewName());
  await show(true);
  await showExplanation();
}

start();
