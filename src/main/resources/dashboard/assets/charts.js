import uPlot from '/lib/uplot/uPlot.esm.js';
import {h} from './dom.js';
import {clock, clockSeconds, compact, count, date, day, zone} from './format.js';

const HEIGHT = 230;
/** A window is never shorter, in seconds: what was read twice is a line and no wall. */
export const SHORTEST = 600;
const MARKS = {ad_budget: 'B', owner_comment: 'C', team_task: 'T'};
export const WHOLE = [1, 2, 5].flatMap((n) => Array.from({length: 13}, (none, i) => n * 10 ** i)).sort((a, b) => a - b);

export const stepped = uPlot.paths.stepped({align: 1});
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const seconds = (iso) => Date.parse(iso) / 1000;

/** The day where one begins, else the hour; seconds where minutes would be told twice. */
const times = (chart, splits, axis, space, step) => splits.map((at) => {
  const time = new Date(at * 1000);
  if (step >= 86_400 || clockSeconds(time) === '00:00:00') return day(time);
  return step < 60 ? clockSeconds(time) : clock(time);
});

/** Numbers of an axis, of which no two look the same. */
export function whole(splits, step) {
  const short = step >= 100 && splits.every((value) => value === 0 || step >= 10 ** Math.floor(Math.log10(Math.abs(value))) / 10);
  return splits.map((value) => (value === null ? '' : short ? compact(value) : count(value)));
}

const axisWidth = (chart, values) => 14 + 6.6 * Math.max(4, ...(values ?? []).map((text) => text.length));

/** What an order brought to this counter, as a short text; empty before it is measured. */
function brought(order, key) {
  const measured = order.uplift?.[key];
  if (!measured) return '';
  const estimate = Math.round(measured.estimate);
  return `${estimate < 0 ? '−' : '+'}${compact(Math.abs(estimate))}`;
}

/** Orders over the chart as buttons that lead to them; the lines under them are drawn. */
function marks(orders, key, open, reachable) {
  const layer = h('div', {class: 'marks'});
  const buttons = new Map();
  return {
    init: (chart) => chart.over.append(layer),
    draw(chart) {
      const {ctx, bbox} = chart;
      const seen = new Set();
      ctx.save();
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      for (const order of orders()) {
        const at = seconds(order.ordered_at);
        if (at < chart.scales.x.min || at > chart.scales.x.max) continue;
        const over = ['failed', 'rejected', 'cancelled', 'expired'].includes(order.status);
        ctx.strokeStyle = color(over ? '--muted' : '--mark');
        const x = Math.round(chart.valToPos(at, 'x', true));
        ctx.beginPath();
        ctx.moveTo(x, bbox.top + 18 * devicePixelRatio);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        seen.add(order.order_id);
        const button = buttons.get(order.order_id) ?? h('button', {type: 'button', onclick: () => open(order.order_id)});
        button.className = `chart-mark${over ? ' over' : ''}`;
        button.textContent = MARKS[order.order_type];
        button.title = `${order.summary} · ${date(order.ordered_at)}`;
        button.setAttribute('aria-label', `Order of ${date(order.ordered_at)}: ${order.summary}`);
        button.tabIndex = reachable ? 0 : -1;
        const text = brought(order, key);
        if (text) button.append(h('span', {}, text));
        button.style.left = `${chart.valToPos(at, 'x')}px`;
        if (!buttons.has(order.order_id)) layer.append(button);
        buttons.set(order.order_id, button);
      }
      for (const [id, button] of buttons) {
        if (seen.has(id)) continue;
        button.remove();
        buttons.delete(id);
      }
      ctx.restore();
    },
  };
}

/**
 * A chart of a campaign: `make()` tells its data and series, `tell(i)` the line of words above it for a reading, `table`
 * its rows. Its window and its cursor are those of `group`.
 */
export function lineChart({name, key, group, make, tell, table, describe, y}) {
  const box = h('div', {class: 'chart', tabindex: 0, role: 'group', 'aria-roledescription': 'chart', 'aria-label': `${name}: no readings yet`});
  const note = h('p', {class: 'reading', 'aria-hidden': 'true'});
  const collecting = h('p', {class: 'collecting', hidden: true});
  const rows = h('tbody');
  const details = h('details', {class: 'as-table'}, h('summary', {}, 'As a table'),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${name} as a table`}, h('table', {},
      h('thead', {}, h('tr', {}, table.heads.map((text) => h('th', {scope: 'col'}, text)))), rows)));
  const figure = h('figure', {class: 'card'}, h('figcaption', {}, h('h2', {}, name), note), h('div', {class: 'plot'}, box, collecting), details);
  let chart = null;
  let kind = '';
  const on = marks(group.orders, key, group.open, group.charts.length === 0);

  const last = () => (chart ? chart.data[0].length - 1 : -1);
  function options(series, bands) {
    const axis = {stroke: () => color('--muted'), grid: {stroke: () => color('--line'), width: 1}, ticks: {show: false}, font: '11px system-ui'};
    return {
      width: box.clientWidth, height: HEIGHT, legend: {show: false},
      tzDate: (at) => uPlot.tzDate(new Date(at * 1000), zone()),
      cursor: {points: {size: 6}, drag: {x: true, y: false, setScale: false}, sync: {key: group.name, scales: ['x', null]}, bind: {dblclick: () => () => group.reset()}},
      scales: {x: {range: () => group.window()}, y: {range: y?.range ?? ((u, low, high) => {
        const reach = Math.max(high - low, y?.least ?? 4);
        return [Math.max(0, low - reach * 0.06), high + reach * 0.12];
      })}},
      axes: [{...axis, space: 70, size: 30, values: times},
        {...axis, size: axisWidth, incrs: y?.incrs ?? WHOLE, values: (u, splits, i, space, step) => (y?.values ?? whole)(splits, step)}],
      series, bands,
      hooks: {
        init: [on.init], draw: [on.draw],
        setCursor: [(u) => tellAt(u.cursor.idx)],
        setSelect: [(u) => {
          // The chart that others follow asks; a click is no selection.
          if (u.select.width < 6) return;
          if (!u.cursor.event) {
            u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
            return;
          }
          const from = u.posToVal(u.select.left, 'x');
          const to = u.posToVal(u.select.left + u.select.width, 'x');
          u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
          group.zoom(from, to);
        }],
      },
    };
  }
  function tellAt(i) {
    note.textContent = tell(i ?? last()) ?? '';
  }
  function draw() {
    const {data, series, bands = []} = make();
    const wanted = series.map(({label}) => label).join();
    if (chart && kind !== wanted) {
      chart.destroy();
      chart = null;
    }
    if (!data[0].length) {
      chart?.destroy();
      chart = null;
    } else if (!chart && box.clientWidth) {
      kind = wanted;
      chart = new uPlot(options(series, bands), data, box);
    } else {
      chart?.setData(data);
    }
    box.setAttribute('aria-label', describe());
    tellAt(null);
    fillTable();
  }
  function fillTable() {
    if (!details.open) return;
    const all = table.rows();
    const step = Math.max(1, Math.floor(all.length / 30));
    rows.replaceChildren(...all.filter((row, i) => i % step === 0 || i === all.length - 1).reverse()
      .map(([first, ...cells]) => h('tr', {}, h('td', {}, first), cells.map((cell) => h('td', {class: 'n'}, cell)))));
  }
  box.addEventListener('keydown', (event) => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!step || !chart) return;
    event.preventDefault();
    const i = Math.min(last(), Math.max(0, (chart.cursor.idx ?? last()) + step));
    group.charts.forEach((each) => each.point(chart.data[0][i]));
  });
  details.addEventListener('toggle', fillTable);
  const resize = new ResizeObserver(() => {
    if (chart) chart.setSize({width: box.clientWidth, height: HEIGHT});
    else draw();
  });
  resize.observe(box);
  const self = {
    figure, draw,
    /** Puts the cursor at a time, as the mouse would. */
    point(at) {
      chart?.setCursor({left: chart.valToPos(at, 'x'), top: HEIGHT / 3}, true, false);
    },
    say(text) {
      collecting.hidden = !text;
      if (collecting.textContent !== text) collecting.textContent = text;
    },
    close() {
      resize.disconnect();
      chart?.destroy();
    },
  };
  group.charts.push(self);
  return self;
}
