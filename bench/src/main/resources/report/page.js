'use strict';

// What got worse comes first.
report.benchmarks.sort((a, b) => b.reasons.length - a.reasons.length);

const byId = (id) => document.getElementById(id);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function element(tag, text, className) {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function shortened(number) {
  const powers = ['', ' k', ' M', ' G', ' T'];
  let power = 0;
  while (Math.abs(number) >= 1000 && power < powers.length - 1) { number /= 1000; power++; }
  return Number(number.toPrecision(3)) + powers[power];
}

function duration(seconds) {
  for (const [unit, size] of [['s', 1], ['ms', 1e-3], ['us', 1e-6]]) {
    if (seconds >= size) return Number((seconds / size).toPrecision(3)) + ' ' + unit;
  }
  return Number((seconds / 1e-9).toPrecision(3)) + ' ns';
}

function axis(options) {
  return { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false },
    font: '11px system-ui, sans-serif', size: 28, ...options };
}

function card(title, lines) {
  const node = element('article', '', 'card');
  node.append(element('h3', title));
  for (const [text, className] of lines) node.append(element('p', text, className));
  const plot = element('div', '', 'plot');
  node.append(plot);
  return [node, plot];
}

// Charts are drawn when they come into view, and again when the colours change.
const drawings = new Map();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting && !entry.target.firstChild) drawings.get(entry.target)();
  }
}, { rootMargin: '300px' });

function later(plot, draw) {
  drawings.set(plot, () => draw(plot));
  watcher.observe(plot);
}

function drawTrend(plot, benchmark) {
  const points = benchmark.points;
  const chains = [...new Set(points.map((point) => point.chain))];
  const x = points.map((point) => point.run);
  const level = (chain) => points.map((point) => (point.chain === chain ? point.level : null));
  const accent = colour('--accent');
  const intervals = (chart) => {
    const context = chart.ctx;
    context.save();
    context.strokeStyle = accent;
    context.lineWidth = devicePixelRatio;
    for (const point of points) {
      const at = chart.valToPos(point.run, 'x', true);
      context.beginPath();
      context.moveTo(at, chart.valToPos(point.low, 'y', true));
      context.lineTo(at, chart.valToPos(point.high, 'y', true));
      context.stroke();
    }
    context.restore();
  };
  const least = Math.min(...points.map((point) => point.low), 0.9);
  const most = Math.max(...points.map((point) => point.high), 1.1);
  new uPlot({
    width: plot.clientWidth, height: plot.clientHeight,
    cursor: { show: false },
    scales: { x: { time: false, range: () => [-0.5, report.runs.length - 0.5] }, y: { range: () => [least, most] } },
    axes: [
      axis({ values: (chart, ticks) => ticks.map((tick) => report.runs[tick]?.commit ?? ''), incrs: [1, 2, 5, 10, 50],
        space: 60 }),
      axis({ size: 44, values: (chart, ticks) => ticks.map((tick) => Number(tick.toPrecision(3))) }),
    ],
    series: [{}, ...chains.map(() => ({ stroke: accent, width: 1.5, points: { show: true, size: 6, fill: accent } }))],
    hooks: { draw: [intervals] },
  }, [x, ...chains.map(level)], plot);
}

function drawScaling(plot, scaling) {
  const first = scaling.seconds[0] / scaling.sizes[0];
  const proportional = scaling.sizes.map((size) => first * size);
  new uPlot({
    width: plot.clientWidth, height: plot.clientHeight,
    cursor: { show: false },
    scales: { x: { time: false, distr: 3, log: 2 }, y: { distr: 3, log: 10 } },
    axes: [
      axis({ values: (chart, ticks) => ticks.map((tick) => (tick === null ? '' : shortened(tick))) }),
      axis({ size: 60, grid: { show: false },
        values: (chart, ticks) => ticks.map((tick) => (tick === null ? '' : duration(tick))) }),
    ],
    series: [
      {},
      { stroke: colour('--accent'), width: 2, points: { show: true, size: 6, fill: colour('--accent') } },
      { stroke: colour('--muted'), width: 1, dash: [4, 4], points: { show: false } },
    ],
  }, [scaling.sizes, scaling.seconds, proportional], plot);
}

function lines(benchmark) {
  const last = benchmark.points[benchmark.points.length - 1];
  const bytes = Number.isFinite(last.bytes) ? `, ${shortened(last.bytes)} B allocated a row or operation` : '';
  const rows = benchmark.rowsPerSecond > 0 ? `, ${shortened(benchmark.rowsPerSecond)} rows/s` : '';
  const all = [[benchmark.time + rows + bytes]];
  if (benchmark.ratio) all.push([`predecessor = 1: ${benchmark.ratio}`]);
  for (const reason of benchmark.reasons) all.push([reason, 'bad']);
  return all;
}

function showTrends() {
  const wanted = byId('filter').value.toLowerCase();
  const changedOnly = byId('changed').checked;
  const cards = [];
  for (const benchmark of report.benchmarks) {
    const changed = benchmark.changed || benchmark.reasons.length > 0;
    if (!benchmark.name.toLowerCase().includes(wanted) || (changedOnly && !changed)) continue;
    const [node, plot] = card(benchmark.name, lines(benchmark));
    if (benchmark.reasons.length > 0) node.classList.add('bad-card');
    later(plot, (target) => drawTrend(target, benchmark));
    cards.push(node);
  }
  byId('trends').replaceChildren(...(cards.length > 0 ? cards : [element('p', 'None.', 'note')]));
}

function showScalings() {
  const cards = report.scalings.map((scaling) => {
    const verdict = `grows as ${scaling.parameter} ^ ${scaling.exponent.toFixed(2)}`;
    const [node, plot] = card(scaling.title, [[`expected: ${scaling.expectation}`],
      [verdict + (scaling.asExpected ? '' : ': not as expected'), scaling.asExpected ? '' : 'bad']]);
    later(plot, (target) => drawScaling(target, scaling));
    return node;
  });
  byId('scalings').replaceChildren(...(cards.length > 0 ? cards : [element('p', 'Not in the last run.', 'note')]));
}

function showHead() {
  const run = report.runs[report.runs.length - 1];
  const worse = report.benchmarks.filter((benchmark) => benchmark.reasons.length > 0);
  byId('machine').textContent = `Commit ${run.commit}, measured ${run.date} on ${report.machine}`;
  byId('verdict').textContent = worse.length === 0
    ? `No regression in ${report.benchmarks.length} benchmarks.` : `${worse.length} regressions`;
  byId('verdict').className = worse.length === 0 ? 'good' : 'bad';
  byId('reasons').replaceChildren(...worse.flatMap((benchmark) =>
    benchmark.reasons.map((reason) => element('li', `${benchmark.name} ${reason}`))));
  const rows = report.runs.map((each) => {
    const row = element('tr');
    for (const text of [each.commit, each.date, each.load.map((load) => load.toFixed(2)).join(', '), each.subject]) {
      row.append(element('td', text));
    }
    return row;
  });
  byId('runs').tBodies[0].replaceChildren(...rows.reverse());
}

function showAll() {
  showHead();
  showScalings();
  showTrends();
}

byId('filter').addEventListener('input', showTrends);
byId('changed').addEventListener('change', showTrends);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showAll);
showAll();
