import {get} from './api.js';
import {color, lineChart, seconds, SHORTEST, stepped, WHOLE} from './charts.js';
import {engineNow} from './clock.js';
import {h} from './dom.js';
import {age, count, date, money, percent, span, zoneName} from './format.js';

const RANGES = {'24 h': 86_400, '7 d': 7 * 86_400, '30 d': 30 * 86_400, All: null};
const SPENT = ['approved', 'placing', 'pending', 'completed'];
const POINTS = 400;
/** What somebody looked at last of each campaign, so that a page that is shown anew shows it again. */
const windows = new Map();

const nearest = (value) => (value === undefined || value === null ? '–' : count(value));
const edge = {stroke: 'transparent', points: {show: false}};
const quantiles = ['p10', 'p25', 'p50', 'p75', 'p90'];

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

const bandSeries = (name, few) => [
  {}, {label: 'p10', ...edge}, {label: 'p25', ...edge},
  {label: 'p50', stroke: () => color('--band-middle'), width: 1.2, dash: [5, 4], points: {show: false}},
  {label: 'p75', ...edge}, {label: 'p90', ...edge},
  {label: name, stroke: () => color('--counter'), width: 2.2, points: {show: few, size: 7, fill: () => color('--counter')}},
];
const bands = [{series: [5, 1], fill: () => color('--band')}, {series: [4, 2], fill: () => color('--band-half')}];

/**
 * The charts of a campaign, with one window and one cursor for all of them. `orders()` are its orders, `status()` its
 * status now, `open(id)` shows an order.
 */
export function campaignCharts(id, {orders, status, open}) {
  let samples = [];
  const seen = windows.get(id) ?? {range: 'All', zoom: null};
  windows.set(id, seen);
  let finer = null;
  let asked = 0;
  const end = () => (samples.length ? seconds(samples.at(-1).at) : 0);
  const group = {
    name: `campaign-${id}`, charts: [], orders, open,
    window() {
      if (seen.zoom) return seen.zoom;
      const to = end();
      const first = samples.length ? seconds(samples[0].at) : to;
      const from = RANGES[seen.range] ? Math.max(first, to - RANGES[seen.range]) : first;
      return [from, Math.max(to, from + SHORTEST)];
    },
    zoom(from, to) {
      seen.zoom = [from, to];
      changed();
    },
    reset() {
      if (!seen.zoom) return;
      seen.zoom = null;
      changed();
    },
  };
  const value = (sample, key) => (key === 'ratio'
    ? sample.likes === null || !sample.views ? null : 100 * sample.likes / sample.views
    : sample[key]);
  const expected = (sample, key, quantile) => {
    const of = sample.expectation?.[key === 'ratio' ? 'likes' : key][quantile] ?? null;
    return key !== 'ratio' ? of : of === null || !sample.views ? null : 100 * of / sample.views;
  };
  const share = (number) => (number === null || number === undefined ? '–' : `${number.toFixed(2)} %`);

  function counterChart(name, key, write) {
    const extra = key === 'ratio' ? [] : [{label: 'without orders', stroke: () => color('--mark'), width: 1.4, dash: [2, 3], points: {show: false}}];
    return lineChart({
      name, key, group,
      make: () => ({
        data: [samples.map((s) => seconds(s.at)), ...quantiles.map((q) => samples.map((s) => expected(s, key, q))),
          samples.map((s) => value(s, key)), ...extra.map(() => withoutOrders(samples, orders(), key))],
        series: [...bandSeries(name, samples.length < 3), ...extra], bands,
      }),
      tell(i) {
        const s = samples[i];
        return s && `${date(s.at)} · ${write(value(s, key))}, expected ${write(expected(s, key, 'p50'))} (${write(expected(s, key, 'p10'))}–${write(expected(s, key, 'p90'))})`;
      },
      describe() {
        const s = samples.at(-1);
        return s ? `${name} over time; now ${write(value(s, key))}, expected ${write(expected(s, key, 'p50'))}, band ${write(expected(s, key, 'p10'))} to ${write(expected(s, key, 'p90'))}`
          : `${name}: no readings yet`;
      },
      table: {heads: ['Time', name, 'p10', 'p50', 'p90'],
        rows: () => samples.map((s) => [date(s.at), write(value(s, key)), ...['p10', 'p50', 'p90'].map((q) => write(expected(s, key, q)))])},
      y: key !== 'ratio' ? undefined : {least: 0.2, incrs: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50],
        values: (splits, step) => splits.map((v) => (v === null ? '' : `${v.toFixed(step < 0.1 ? 2 : step < 1 ? 1 : 0)} %`))},
    });
  }

  /** What the orders hold or spent, added up where each was made; one line a currency. */
  function spending() {
    const costing = orders().filter((order) => Number(order.cost) > 0 && SPENT.includes(order.status))
      .sort((a, b) => a.ordered_at.localeCompare(b.ordered_at));
    const currencies = [...new Set(costing.map((order) => order.currency))];
    const from = seconds(status().started_at);
    const to = Math.max(end(), from + SHORTEST);
    const at = [from, ...costing.map((order) => seconds(order.ordered_at)), to].filter((time, i, all) => i === 0 || time >= all[i - 1]);
    const lines = currencies.map((currency) => at.map((time) => costing
      .filter((order) => order.currency === currency && seconds(order.ordered_at) <= time)
      .reduce((sum, order) => sum + Number(order.cost), 0)));
    return {at, currencies, lines};
  }
  const sums = (i, {at, currencies, lines}) => {
    const j = i < 0 || i === null || i >= at.length ? at.length - 1 : i;
    return {time: new Date(at[j] * 1000).toISOString(), text: currencies.map((currency, c) => money(lines[c][j], currency)).join(' and ') || 'nothing'};
  };
  const spendChart = () => lineChart({
    name: 'Spend', key: 'spend', group,
    make() {
      const {at, currencies, lines} = spending();
      if (!samples.length) return {data: [[]], series: [{}]};
      return {data: [at, ...(lines.length ? lines : [at.map(() => 0)])], series: [{}, ...(currencies.length ? currencies : ['none']).map((currency, c) => (
        {label: currency, stroke: () => color(c ? '--band-middle' : '--mark'), width: 2.2, points: {show: false}, paths: stepped}))]};
    },
    tell: (i) => samples.length && (({time, text}) => `${date(time)} · ${text} in orders so far`)(sums(i, spending())),
    describe: () => `Spend over time: ${sums(-1, spending()).text} in orders so far`,
    table: {heads: ['Time', 'In orders so far'], rows: () => {
      const all = spending();
      return all.at.map((none, i) => sums(i, all)).map(({time, text}) => [date(time), text]);
    }},
    y: {range: (u, low, high) => [0, (high || 1) * 1.12], incrs: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, ...WHOLE],
      values: (splits) => splits.map((v) => (v === null ? '' : Number.isInteger(v) ? count(v) : v.toFixed(2)))},
  });

  const charts = [counterChart('Likes', 'likes', nearest), counterChart('Comments', 'comments', nearest),
    counterChart('Like ratio', 'ratio', share), spendChart()];

  const ranges = h('fieldset', {class: 'ranges'}, h('legend', {class: 'hidden'}, 'Range of the charts'),
    Object.keys(RANGES).map((name) => h('label', {}, h('input', {type: 'radio', name: 'range', value: name, checked: name === seen.range, onchange: () => {
      seen.range = name;
      seen.zoom = null;
      changed();
    }}), h('span', {}, name))));
  const reset = h('button', {type: 'button', class: 'quiet', hidden: true, onclick: () => group.reset()}, 'Show the whole range');
  const toolbar = h('div', {class: 'toolbar'}, ranges, reset, h('span', {class: 'sub zone-name'}, `Times in ${zoneName()}. Drag over a chart to zoom.`));

  function changed() {
    reset.hidden = !seen.zoom;
    draw();
    clearTimeout(finer);
    finer = setTimeout(() => load().catch(() => {}), 250);
  }
  function draw() {
    charts.forEach((chart) => chart.draw());
    say();
  }
  /** What is not there yet, and when it will be. */
  function say() {
    const now = status();
    const live = ['running', 'paused'].includes(now.ratio_fixer_status);
    const text = !live || samples.length > 1 ? ''
      : samples.length === 0 ? 'Collecting. The first reading is on its way.'
        : `Collecting, first line ${now.next_check && age(now.next_check) < 0 ? `in ${span(-age(now.next_check))}` : 'at the next reading'}.`;
    charts.forEach((chart) => chart.say(samples.length || live ? text : 'No readings were kept.'));
  }
  /** Readings of the whole range, and where somebody looks closer, of that. */
  async function load() {
    const mine = ++asked;
    const length = RANGES[seen.range];
    const from = length ? `&from=${new Date(engineNow() - length * 1000).toISOString()}` : '';
    const wide = get(`/campaigns/${id}/samples?points=${POINTS}${from}`);
    const [a, b] = seen.zoom ?? [];
    const close = seen.zoom && get(`/campaigns/${id}/samples?points=${POINTS}&from=${new Date(a * 1000).toISOString()}&to=${new Date(b * 1000).toISOString()}`);
    const all = [...(await wide).items, ...((await close)?.items ?? [])];
    if (mine !== asked) return;
    samples = [...new Map(all.map((s) => [s.at, s])).values()].sort((one, other) => seconds(one.at) - seconds(other.at));
    draw();
  }
  function add(reading) {
    const last = samples.length ? seconds(samples.at(-1).at) : -Infinity;
    if (seconds(reading.at) < last) return;
    // The expectation comes a moment after its sample.
    if (seconds(reading.at) === last) samples.pop();
    samples.push(reading);
    if (samples.length > 1500) samples = samples.filter((s, i) => i % 2 === 0 || i > 1000);
    draw();
  }
  reset.hidden = !seen.zoom;
  addEventListener('themechange', draw);
  const element = h('section', {class: 'stack', 'aria-label': 'Charts'}, toolbar, h('div', {class: 'columns'}, charts.map((chart) => chart.figure)));
  return {
    element, load, add, draw, tick: say,
    close() {
      clearTimeout(finer);
      removeEventListener('themechange', draw);
      charts.forEach((chart) => chart.close());
    },
  };
}
