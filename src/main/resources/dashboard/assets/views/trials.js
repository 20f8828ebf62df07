import uPlot from '/lib/uplot/uPlot.esm.js';
import {get} from '../api.js';
import {fill, h} from '../dom.js';
import {date, money} from '../format.js';

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const LEAST = -3;
const MOST = 6;
// An open bound is drawn at the edge of the chart; the table says that it is open.
const within = (value, open) => (value === null ? open : Math.min(MOST, Math.max(LEAST, value)));
const bound = (value) => (value === null ? 'open' : value.toFixed(1));

/** The interval of a trial after each block, as a band that narrows. */
function intervalChart(looks) {
  const box = h('div', {class: 'interval-chart', role: 'img'});
  const last = looks.at(-1);
  box.setAttribute('aria-label', `What a paid view brings after each block; after ${last.blocks} blocks ${bound(last.low)} to ${bound(last.high)} times what the target asks`);
  const axis = {stroke: () => color('--muted'), grid: {stroke: () => color('--line'), width: 1}, ticks: {show: false}, font: '11px system-ui'};
  let chart = null;
  const resize = new ResizeObserver(() => {
    if (chart) chart.setSize({width: box.clientWidth, height: 200});
    else if (box.clientWidth) {
      chart = new uPlot({
        width: box.clientWidth, height: 200, legend: {show: false}, scales: {x: {time: false}, y: {range: [LEAST, MOST]}},
        axes: [{...axis, size: 30, values: (u, splits) => splits.map((at) => (Number.isInteger(at) ? `${at}` : ''))}, {...axis, size: 40}],
        bands: [{series: [1, 2], fill: () => color('--band')}],
        series: [{}, {label: 'at most', stroke: () => color('--counter'), width: 2}, {label: 'at least', stroke: () => color('--counter'), width: 2},
          {label: 'no effect', stroke: () => color('--muted'), width: 1, dash: [4, 4]}],
      }, [looks.map((one) => one.blocks), looks.map((one) => within(one.high, MOST)), looks.map((one) => within(one.low, LEAST)), looks.map(() => 0)], box);
    }
  });
  resize.observe(box);
  const redraw = () => chart?.redraw();
  addEventListener('themechange', redraw);
  const close = () => {
    resize.disconnect();
    removeEventListener('themechange', redraw);
    chart?.destroy();
  };
  return {box, close};
}

/** One day after the other, as the coin drew them. */
function blockList(trial) {
  return h('ol', {class: 'trial-blocks', 'aria-label': 'Blocks'}, trial.blocks.map((block) => h('li', {},
    h('span', {class: block.raised ? 'badge running' : 'badge'}, block.raised ? money(trial.raised, trial.currency) : money(trial.own, trial.currency)),
    h('span', {class: 'sub'}, block.from ? ` from ${date(block.from)}` : ` block ${block.number}`))));
}

/** The trials of a campaign's ads budget; hidden where there never was one. */
export function trialSection(id) {
  const body = h('div', {});
  const section = h('section', {class: 'card', 'aria-labelledby': 'trials-title', hidden: true}, h('h2', {id: 'trials-title'}, 'Trial of the ads budget'), body);
  let charts = [];
  function one(trial) {
    const looks = trial.looks.filter((look) => look.blocks > 0);
    const chart = looks.length ? intervalChart(looks) : null;
    if (chart) charts.push(chart);
    const ended = trial.ended_at ? `Ended ${date(trial.ended_at)}.` : trial.status === 'proposed' ? 'Waits for a person.' : 'Running.';
    return h('article', {},
      h('p', {}, `${ended} ${trial.result ?? 'Nothing can be said yet: the first block has to end, and its figures have to come in.'}`),
      h('p', {class: 'sub'}, `A coin drew which days have ${money(trial.raised, trial.currency)} and not the owner’s ${money(trial.own, trial.currency)} a day; `
        + `${trial.spent === null ? `at most ${money(trial.reserved, trial.currency)} are reserved` : `${money(trial.spent, trial.currency)} were spent for it`}. `
        + `The interval holds the truth in nine cases of ten, whenever one looks. ${trial.detail}`),
      chart && h('figure', {}, h('figcaption', {class: 'sub'}, `${trial.counter} for each paid view, as a multiple of what the target asks, after each block`), chart.box),
      h('details', {}, h('summary', {}, `${trial.blocks.length} blocks`), blockList(trial)),
      looks.length > 0 && h('details', {class: 'as-table'}, h('summary', {}, 'As a table'), h('table', {},
        h('thead', {}, h('tr', {}, ['Blocks', 'Raised', 'At least', 'At most'].map((text) => h('th', {scope: 'col'}, text)))),
        h('tbody', {}, looks.map((look) => h('tr', {}, [look.blocks, look.raised_blocks, bound(look.low), bound(look.high)].map((text) => h('td', {class: 'n'}, `${text}`))))))));
  }
  async function load() {
    const {items} = await get(`/campaigns/${id}/trials`);
    charts.forEach((chart) => chart.close());
    charts = [];
    section.hidden = items.length === 0;
    fill(body, items.slice(0, 3).map(one));
  }
  load().catch(() => {});
  return {section, load, close: () => charts.forEach((chart) => chart.close())};
}
