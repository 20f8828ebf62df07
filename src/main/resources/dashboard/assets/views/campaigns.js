import {get, may} from '../api.js';
import {gauge, sparkline} from '../charts.js';
import {csvLink} from '../csv.js';
import {fill, h} from '../dom.js';
import {age, compact, count, money, place, problemText, span, stale, words} from '../format.js';
import {follow} from '../live.js';

const PAGE = 50;

export async function campaignsView(main, site) {
  const filters = new URLSearchParams(location.search);
  const rows = new Map();
  const body = h('tbody');
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const empty = h('p', {class: 'muted empty', hidden: true});
  const tiles = h('dl', {class: 'tiles'});
  const search = h('input', {type: 'search', id: 'q', value: filters.get('q') ?? '', placeholder: 'Name or title'});
  const status = h('select', {id: 'status'}, ['live', 'running', 'paused', 'stopped', 'completed', 'failed', 'all']
    .map((name) => h('option', {value: name, selected: name === (filters.get('status') ?? 'live')}, name)));
  let next = null;
  let typed = null;
  let loading = 0;

  const chosen = () => {
    const query = new URLSearchParams();
    if (status.value !== 'all') query.set('status', status.value);
    if (search.value.trim()) query.set('q', search.value.trim());
    return query;
  };
  async function load(after) {
    const query = chosen();
    query.set('limit', PAGE);
    query.set('sparkline', 24);
    if (after) query.set('after', after);
    const mine = ++loading;
    const page = await get(`/campaigns?${query}`);
    if (mine !== loading) return;
    if (!after) {
      rows.clear();
      body.replaceChildren();
    }
    for (const item of page.items) {
      const row = campaignRow(item, site);
      rows.set(item.campaign_id, row);
      body.append(row.element);
    }
    next = page.next;
    more.hidden = !next;
    summarize();
  }
  function refine() {
    history.replaceState(null, '', `/?${chosen()}`);
    load(null);
  }
  function summarize() {
    const all = [...rows.values()].map((row) => row.status);
    const live = all.filter((s) => ['running', 'paused'].includes(s.ratio_fixer_status));
    const short = live.filter((s) => (s.shortfall.likes ?? 0) > 0 || (s.shortfall.comments ?? 0) > 0);
    const well = live.filter((s) => place(s.likes, s.expectation?.likes) === 'as expected');
    const troubled = live.filter((s) => s.problems.length || stale(s));
    const spent = all.reduce((sum, s) => sum + Number(s.spend?.spent ?? 0), 0);
    const currency = all.find((s) => s.spend)?.spend.currency;
    const tile = (name, value, tone) => h('div', {class: tone}, h('dt', {}, name), h('dd', {}, value));
    fill(tiles,
      tile(next ? `Live of these ${all.length}` : 'Live', count(live.length)),
      tile('Likes as expected', count(well.length)),
      tile('Short of target', count(short.length), short.length ? 'warn' : ''),
      tile('With a problem', count(troubled.length), troubled.length ? 'bad' : ''),
      tile('Spent', currency ? money(spent, currency) : '–'));
    empty.hidden = rows.size > 0;
    fill(empty, 'No campaign here. ', may('operator') && h('a', {href: '/start', 'data-link': true}, 'Start one'));
  }

  search.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(refine, 250);
  });
  status.addEventListener('change', refine);
  fill(main,
    h('div', {class: 'head'}, h('h1', {}, 'Campaigns'),
      h('form', {class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault()},
        h('label', {for: 'q'}, 'Search', search), h('label', {for: 'status'}, 'Status', status)),
      csvLink('/campaigns', 'Download CSV', chosen),
      may('operator') && h('a', {class: 'button primary', href: '/start', 'data-link': true}, 'Start a campaign')),
    tiles,
    h('div', {class: 'card flush'}, h('table', {class: 'list'},
      h('caption', {class: 'hidden'}, 'Campaigns, newest first'),
      h('thead', {}, h('tr', {}, ['Campaign', 'Status', 'Views', 'Likes', 'Comments', 'Trend', 'Spend', 'Checked']
        .map((text) => h('th', {scope: 'col'}, text)))), body), empty),
    h('p', {class: 'center'}, more));
  try {
    await load(null);
  } catch (problem) {
    empty.hidden = false;
    empty.textContent = problem.message;
  }

  let lost = false;
  const listen = () => follow(null, {
    state(yes) {
      site.connected(yes);
      if (yes && lost) load(null);
      lost = !yes;
    },
    restart() {
      stop();
      stop = listen();
    },
    campaign({what, status: now}) {
      const row = rows.get(now.campaign_id);
      if (row) row.update(now);
      else if (what === 'started' && !search.value) load(null);
    },
    snapshot: ({items}) => items.forEach((now) => rows.get(now.campaign_id)?.update(now)),
  });
  let stop = listen();
  const ticking = setInterval(() => {
    rows.forEach((row) => row.tick());
    summarize();
  }, 1000);
  return () => {
    clearInterval(ticking);
    stop();
  };
}

function campaignRow(item, site) {
  const cell = (name, ...children) => h('td', {'data-name': name}, ...children);
  const badge = h('span');
  const problem = h('span', {class: 'problem'});
  const views = cell('Views');
  const likes = cell('Likes');
  const comments = cell('Comments');
  const spend = cell('Spend');
  const checked = cell('Checked');
  const trend = cell('Trend');
  const points = [...item.sparkline];
  const link = h('a', {href: `/campaigns/${item.campaign_id}`, 'data-link': true}, item.campaign_name);
  const element = h('tr', {},
    h('th', {scope: 'row'}, link, h('span', {class: 'sub'}, item.title === item.campaign_name ? words[item.mode] : `${words[item.mode]} · ${item.title}`)),
    cell('Status', badge, problem), views, likes, comments, trend, spend, checked);
  element.addEventListener('click', (event) => {
    if (!event.target.closest('a')) site.go(link.pathname);
  });
  const row = {
    element,
    status: item,
    update(now) {
      if (now.last_check !== row.status.last_check) points.push(now.likes);
      if (points.length > 60) points.splice(0, points.length, ...points.filter((p, i) => i % 2 === 0 || i > 40));
      fill(trend, sparkline(points));
      row.status = now;
      badge.className = `badge ${now.ratio_fixer_status}`;
      badge.textContent = now.ratio_fixer_status;
      badge.title = `${words[now.mode]}`;
      problem.textContent = problemText(now.problems[0]?.detail ?? '');
      problem.title = problem.textContent;
      fill(views, h('span', {class: 'n'}, compact(now.views)));
      fill(likes, h('span', {class: 'n'}, compact(now.likes)), gauge(now.likes, now.expectation?.likes, 'likes'));
      fill(comments, h('span', {class: 'n'}, compact(now.comments)), gauge(now.comments, now.expectation?.comments, 'comments'));
      fill(spend, now.spend ? money(now.spend.spent, now.spend.currency) : '–',
        now.spend?.max && h('span', {class: 'sub'}, `of ${money(now.spend.max, now.spend.currency)}`));
      row.tick();
    },
    tick() {
      const now = row.status;
      checked.className = stale(now) && ['running', 'paused'].includes(now.ratio_fixer_status) ? 'old' : '';
      checked.textContent = now.last_check ? `${span(age(now.last_check))} ago` : 'not yet';
    },
  };
  row.update(item);
  return row;
}
