import uPlot from '/lib/uplot/uPlot.esm.js';
import {h, svg} from './dom.js';
import {compact, count, date, place} from './format.js';

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const seconds = (iso) => Date.parse(iso) / 1000;
const MARKS = {ad_budget: 'B', owner_comment: 'C', team_task: 'T'};

/** A counter as a dot on its band: the box is p25 to p75, the line p10 to p90, the tick p50. */
export function gauge(value, quantiles, name) {
  if (value === null || !quantiles) {
    return h('span', {class: 'muted'}, value === null ? 'hidden' : 'no expectation');
  }
  const width = 108;
  const reach = Math.max(quantiles.p90 - quantiles.p10, 1);
  const x = (v) => 12 + (width - 24) * Math.min(1.08, Math.max(-0.08, (v - quantiles.p10) / reach));
  const where = place(value, quantiles);
  return svg('svg', {
    class: `gauge ${where.replace(' ', '-')}`, width, height: 16, viewBox: `0 0 ${width} 16`, role: 'img',
    'aria-label': `${name} ${count(value)}: ${where}, p10 ${count(quantiles.p10)}, p50 ${count(quantiles.p50)}, p90 ${count(quantiles.p90)}`,
  },
  svg('line', {x1: x(quantiles.p10), x2: x(quantiles.p90), y1: 8, y2: 8, class: 'whole'}),
  svg('rect', {x: x(quantiles.p25), width: x(quantiles.p75) - x(quantiles.p25), y: 4, height: 8, rx: 2, class: 'half'}),
  svg('line', {x1: x(quantiles.p50), x2: x(quantiles.p50), y1: 3, y2: 13, class: 'middle'}),
  svg('circle', {cx: x(value), cy: 8, r: 4, class: 'value'}));
}

export function sparkline(values) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return h('span', {class: 'muted'}, '–');
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  const points = values
    .map((value, i) => (value === null ? null : `${(i * 76 / (values.length - 1) + 2).toFixed(1)},${(18 - 15 * (value - low) / reach).toFixed(1)}`))
    .filter(Boolean).join(' ');
  return svg('svg', {class: 'spark', width: 80, height: 20, viewBox: '0 0 80 20', role: 'img',
    'aria-label': `likes from ${count(known[0])} to ${count(known.at(-1))}`}, svg('polyline', {points}));
}

/** What an order brought to this counter, as a short text; empty before it is measured. */
function brought(order, key) {
  const measured = order.uplift?.[key];
  if (!measured) return '';
  const estimate = Math.round(measured.estimate);
  return `${estimate < 0 ? '−' : '+'}${compact(Math.abs(estimate))}`;
}

function orderMarks(orders, key) {
  return (chart) => {
    const {ctx, bbox} = chart;
    ctx.save();
    ctx.font = `600 ${11 * devicePixelRatio}px system-ui`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    let taken = -Infinity;
    for (const order of [...orders()].sort((a, b) => a.ordered_at.localeCompare(b.ordered_at))) {
      const x = Math.round(chart.valToPos(seconds(order.ordered_at), 'x', true));
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      const tone = ['failed', 'rejected', 'cancelled', 'expired'].includes(order.status) ? '--muted' : '--mark';
      ctx.strokeStyle = color(tone);
      ctx.fillStyle = color(tone);
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + 16 * devicePixelRatio);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, bbox.top + 8 * devicePixelRatio, 8 * devicePixelRatio, 0, 7);
      ctx.fill();
      ctx.fillStyle = color('--surface');
      ctx.fillText(MARKS[order.order_type], x, bbox.top + 8.5 * devicePixelRatio);
      const text = brought(order, key);
      const end = x + 12 * devicePixelRatio + ctx.measureText(text).width;
      if (text && x > taken && end < bbox.left + bbox.width) {
        ctx.fillStyle = color(tone);
        ctx.textAlign = 'left';
        ctx.fillText(text, x + 11 * devicePixelRatio, bbox.top + 8.5 * devicePixelRatio);
        ctx.textAlign = 'center';
        taken = end;
      }
    }
    ctx.restore();
  };
}

/** A counter where an order was at work, without what the order is measured to have brought: null elsewhere. */
function withoutOrders(samples, orders, key) {
  const line = samples.map(() => null);
  for (const order of orders) {
    const measured = order.uplift?.[key];
    const window = order.uplift?.window;
    if (!measured || !window) continue;
    const known = samples.map((s, i) => i).filter((i) => samples[i][key] !== null && samples[i].views !== null
      && samples[i].at >= window.from && samples[i].at <= window.to);
    if (known.length < 2) continue;
    const [first, last] = [samples[known[0]], samples[known.at(-1)]];
    const views = last.views - first.views;
    // What would have come anyway came as the views did.
    for (const i of known) {
      const part = views > 0 ? (samples[i].views - first.views) / views : (seconds(samples[i].at) - seconds(first.at)) / (seconds(last.at) - seconds(first.at));
      line[i] = first[key] + part * (last[key] - measured.estimate - first[key]);
    }
  }
  return line;
}

const day = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short'});
const hour = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});

/** The day where one begins, else the hour. */
const times = (chart, splits, axis, space, step) => splits.map((at) => {
  const time = new Date(at * 1000);
  return step >= 86_400 || (time.getHours() === 0 && time.getMinutes() === 0) ? day.format(time) : hour.format(time);
});

function options(box, name, key, orders) {
  const axis = {stroke: () => color('--muted'), grid: {stroke: () => color('--line'), width: 1}, ticks: {show: false}, font: '11px system-ui'};
  const edge = {stroke: 'transparent', points: {show: false}};
  return {
    width: box.clientWidth, height: 260, cursor: {points: {size: 6}}, legend: {show: false},
    scales: {y: {range: (u, low, high) => [Math.max(0, low - (high - low) * 0.06), high + (high - low) * 0.1 || 1]}},
    axes: [{...axis, space: 70, size: 30, values: times}, {...axis, size: 52, values: (u, splits) => splits.map(compact)}],
    series: [
      {},
      {label: 'p10', ...edge}, {label: 'p25', ...edge},
      {label: 'p50', stroke: () => color('--band-middle'), width: 1.2, dash: [5, 4], points: {show: false}},
      {label: 'p75', ...edge}, {label: 'p90', ...edge},
      {label: name, stroke: () => color('--counter'), width: 2.2, points: {show: false}},
      {label: 'without orders', stroke: () => color('--mark'), width: 1.4, dash: [2, 3], points: {show: false}},
    ],
    bands: [{series: [5, 1], fill: () => color('--band')}, {series: [4, 2], fill: () => color('--band-half')}],
    hooks: {draw: [orderMarks(orders, key)]},
  };
}

const nearest = (value) => (value === undefined || value === null ? '–' : count(value));

/**
 * A counter inside what the model expected of it, with orders as marks. `set(samples)` takes readings oldest first;
 * `add(sample)` one more, or the newest anew.
 */
export function bandChart(name, key, orders) {
  const box = h('div', {class: 'chart'});
  const note = h('p', {class: 'reading', 'aria-hidden': 'true'});
  const rows = h('tbody');
  const table = h('details', {class: 'as-table'}, h('summary', {}, 'As a table'),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${name} as a table`}, h('table', {},
      h('thead', {}, h('tr', {}, ['Time', name, 'p10', 'p50', 'p90'].map((text) => h('th', {scope: 'col'}, text)))), rows)));
  const figure = h('figure', {class: 'card'}, h('figcaption', {}, h('h2', {}, name), note), box, table);
  let samples = [];
  let chart = null;

  const data = () => {
    const of = (quantile) => samples.map((s) => s.expectation?.[key][quantile] ?? null);
    return [samples.map((s) => seconds(s.at)), of('p10'), of('p25'), of('p50'), of('p75'), of('p90'), samples.map((s) => s[key]), withoutOrders(samples, orders(), key)];
  };
  const tell = (i) => {
    const s = samples[i];
    note.textContent = s ? `${date(s.at)} · ${nearest(s[key])}, expected ${nearest(s.expectation?.[key].p50)} (${nearest(s.expectation?.[key].p10)}–${nearest(s.expectation?.[key].p90)})` : '';
  };
  const describe = () => {
    const last = samples.at(-1);
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', last
      ? `${name} over time; now ${nearest(last[key])}, expected ${nearest(last.expectation?.[key].p50)}, band ${nearest(last.expectation?.[key].p10)} to ${nearest(last.expectation?.[key].p90)}`
      : `${name}: no readings yet`);
    tell(samples.length - 1);
    if (table.open) {
      const step = Math.max(1, Math.floor(samples.length / 30));
      rows.replaceChildren(...samples.filter((s, i) => i % step === 0 || s === last).reverse().map((s) => h('tr', {},
        h('td', {}, date(s.at)), h('td', {class: 'n'}, nearest(s[key])),
        ['p10', 'p50', 'p90'].map((q) => h('td', {class: 'n'}, nearest(s.expectation?.[key][q]))))));
    }
  };
  table.addEventListener('toggle', describe);
  const draw = () => {
    if (!chart && box.clientWidth) {
      chart = new uPlot(options(box, name, key, orders), data(), box);
      chart.over.addEventListener('mousemove', () => tell(chart.cursor.idx ?? samples.length - 1));
      chart.over.addEventListener('mouseleave', () => tell(samples.length - 1));
    } else {
      chart?.setData(data());
    }
    describe();
  };
  const resize = new ResizeObserver(() => {
    if (chart) chart.setSize({width: box.clientWidth, height: 260});
    else draw();
  });
  const redraw = () => chart?.setData(data());
  resize.observe(box);
  addEventListener('themechange', redraw);
  return {
    figure,
    set(readings) {
      // A list of its own: the other chart adds to what it was given, too.
      samples = [...readings];
      draw();
    },
    add(reading) {
      const last = samples.length ? seconds(samples.at(-1).at) : -Infinity;
      if (seconds(reading.at) < last) return;
      // The expectation comes a moment after its sample.
      if (seconds(reading.at) === last) samples.pop();
      samples.push(reading);
      if (samples.length > 1500) samples = samples.filter((s, i) => i % 2 === 0 || i > 1000);
      draw();
    },
    redraw,
    close() {
      resize.disconnect();
      removeEventListener('themechange', redraw);
      chart?.destroy();
    },
  };
}
