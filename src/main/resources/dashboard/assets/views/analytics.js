import uPlot from '/lib/uplot/uPlot.esm.js';
import {get} from '../api.js';
import {fill, h} from '../dom.js';
import {age, compact, count, date, span} from '../format.js';

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// A day of Pacific time, drawn at its noon so that no reader's zone moves it to another day.
const noon = (day) => Date.parse(`${day}T20:00:00Z`) / 1000;
const PACIFIC = {timeZone: 'America/Los_Angeles', day: 'numeric', month: 'short'};
const dayText = new Intl.DateTimeFormat('en-GB', PACIFIC);
const fullDay = new Intl.DateTimeFormat('en-GB', {...PACIFIC, year: 'numeric'});
const told = (day) => fullDay.format(new Date(noon(day) * 1000));
const share = (value) => (value === null || value === undefined ? '–' : `${value.toFixed(1)} %`);
const less = (one, other) => (one === null || other === null ? null : one - other);
const rate = (day) => (day.likes === null || !(day.engaged_views > 0) ? null : 100 * day.likes / day.engaged_views);

/** The days between two, of which nothing is known: they break a line. */
function unknown(from, to) {
  const days = [];
  if (!from) return days;
  for (let at = noon(from) + 86_400; at < noon(to); at += 86_400) {
    days.push({day: new Date(at * 1000).toISOString().slice(0, 10), engaged_views: null, ads_engaged_views: null, likes: null, unknown: true});
  }
  return days;
}

/** One chart over days. `lines` are {label, of(day), stroke, text(value)}; a day that is not known is a gap. */
function dayChart(title, lines, tick) {
  const box = h('div', {class: 'chart', role: 'img', 'aria-label': `${title}: no days yet`});
  const note = h('p', {class: 'reading', 'aria-hidden': 'true'});
  const rows = h('tbody');
  const table = h('details', {class: 'as-table'}, h('summary', {}, 'As a table'),
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${title} as a table`}, h('table', {},
      h('thead', {}, h('tr', {}, ['Day', ...lines.map((line) => line.label)].map((text) => h('th', {scope: 'col'}, text)))), rows)));
  const figure = h('figure', {class: 'card'}, h('figcaption', {}, h('h2', {}, title), note), box,
    h('p', {class: 'legend'}, lines.map((line) => h('span', {class: `key ${line.key}`}, line.label))), table);
  let days = [];
  let chart = null;
  const data = () => [days.map((day) => noon(day.day)), ...lines.map((line) => days.map(line.of))];
  const tell = (i) => {
    const day = days[i];
    note.textContent = day ? `${dayText.format(new Date(noon(day.day) * 1000))} · ${lines.map((line) => `${line.label} ${line.text(line.of(day))}`).join(', ')}` : '';
  };
  const axis = {stroke: () => color('--muted'), grid: {stroke: () => color('--line'), width: 1}, ticks: {show: false}, font: '11px system-ui'};
  const draw = () => {
    if (!days.length) return;
    if (!chart && box.clientWidth) {
      chart = new uPlot({
        width: box.clientWidth, height: 220, legend: {show: false}, cursor: {points: {size: 6}},
        scales: {y: {range: (u, low, high) => [Math.min(0, low), high + (high - Math.min(0, low)) * 0.1 || 1]}},
        axes: [{...axis, space: 60, size: 30, values: (u, splits) => splits.map((at) => dayText.format(new Date(at * 1000)))},
          {...axis, size: 52, values: (u, splits) => splits.map(tick)}],
        series: [{}, ...lines.map((line) => ({label: line.label, stroke: () => color(line.stroke), width: 2, points: {show: true, size: 4}}))],
      }, data(), box);
      chart.over.addEventListener('mousemove', () => tell(chart.cursor.idx ?? days.length - 1));
      chart.over.addEventListener('mouseleave', () => tell(days.length - 1));
    } else {
      chart?.setData(data());
    }
    const last = days.at(-1);
    box.setAttribute('aria-label', `${title} by day; on ${told(last.day)} ${lines.map((line) => `${line.label} ${line.text(line.of(last))}`).join(', ')}`);
    tell(days.length - 1);
    rows.replaceChildren(...days.filter((day) => !day.unknown).reverse().map((day) => h('tr', {}, h('td', {}, told(day.day)),
      lines.map((line) => h('td', {class: 'n'}, line.text(line.of(day)))))));
  };
  const resize = new ResizeObserver(() => {
    if (chart) chart.setSize({width: box.clientWidth, height: 220});
    else draw();
  });
  resize.observe(box);
  const redraw = () => chart?.redraw();
  addEventListener('themechange', redraw);
  return {
    figure,
    set(all) {
      days = all.flatMap((one, i) => [...unknown(all[i - 1]?.day, one.day), one]);
      draw();
    },
    close() {
      resize.disconnect();
      removeEventListener('themechange', redraw);
      chart?.destroy();
    },
  };
}

/** What the owner's own analytics say of a campaign's video; hidden where nothing is known of it. */
export function analyticsSection(id) {
  const views = dayChart('Engaged views by source', [
    {label: 'by themselves', key: 'counter', stroke: '--counter', text: count, of: (day) => less(day.engaged_views, day.ads_engaged_views)},
    {label: 'through ads', key: 'without', stroke: '--mark', text: count, of: (day) => day.ads_engaged_views},
  ], compact);
  const likes = dayChart('Likes for 100 engaged views', [
    {label: 'likes for 100 engaged views', key: 'counter', stroke: '--counter', text: share, of: rate},
  ], (value) => `${value} %`);
  const facts = h('dl', {class: 'status-card'});
  const old = h('p', {class: 'sub', role: 'status'});
  const section = h('section', {'aria-labelledby': 'analytics-title', hidden: true, class: 'analytics'},
    h('h2', {id: 'analytics-title'}, 'The owner\u2019s analytics'), old,
    h('div', {class: 'columns'}, views.figure, likes.figure), h('div', {class: 'card'}, facts));
  const line = (name, value) => [h('dt', {}, name), h('dd', {}, value)];
  async function load() {
    const {days, totals, read_at: readAt, ready_through: through, provisional_since: provisional} = await get(`/campaigns/${id}/analytics`);
    if (!days.length) return;
    section.hidden = false;
    old.textContent = `${readAt ? `Read ${span(age(readAt))} ago (${date(readAt)})` : 'Not read to the end yet'}; YouTube has counted the days through ${through ? told(through) : '–'}${provisional ? `, and still restates those since ${told(provisional)}` : ''}. `
      + 'Days are of Pacific time; those without a point are not known.';
    fill(facts, line('Engaged views', `${count(totals.engaged_views)} of ${count(totals.views)} views`),
      line('Through ads', `${count(totals.ads_engaged_views)} engaged of ${count(totals.ads_views)} views`),
      line('Likes less dislikes', count(totals.likes_less_dislikes)), line('Shares', count(totals.shares)),
      line('Subscribers gained', count(totals.subscribers_gained)), line('Watched on average', share(totals.average_view_percentage)));
    views.set(days);
    likes.set(days);
  }
  return {
    section,
    load,
    close() {
      views.close();
      likes.close();
    },
  };
}
