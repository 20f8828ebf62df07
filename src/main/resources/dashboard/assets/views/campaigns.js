import {get, may} from '../api.js';
import {csvLink} from '../csv.js';
import {fill, h} from '../dom.js';
import {age, compact, count, LOOKS, money, problemText, span, stale, words, worst} from '../format.js';
import {gauge, sparkline} from '../gauge.js';
import {follow} from '../live.js';

const PAGE = 50;
const LIVE = ['running', 'paused'];
const FILTERS = ['q', 'status', 'mode', 'service', 'owner', 'problem', 'since', 'sort'];
const NEWEST = '-started';
const SORTS = {
  '-started': 'Newest first', started: 'Oldest first', name: 'Name, A to Z', '-name': 'Name, Z to A',
  '-attention': 'Most urgent first', attention: 'Least urgent first', '-shortfall': 'Most short of target first', shortfall: 'Least short of target first',
  '-views': 'Most views first', views: 'Fewest views first', '-likes': 'Most likes first', likes: 'Fewest likes first',
  '-comments': 'Most comments first', comments: 'Fewest comments first', '-spent': 'Most spent first', spent: 'Least spent first',
  checked: 'Longest not checked first', '-checked': 'Last checked first',
};
/** Columns, by which of them the list is sorted, and which way first. */
const COLUMNS = [['Campaign', 'name'], ['Status', '-attention'], ['Views', '-views'], ['Likes', '-likes'], ['Comments', '-comments'],
  ['Trend'], ['Spend', '-spent'], ['Checked', 'checked']];

/** The address of the list as somebody left it. */
export const listAddress = () => `/${sessionStorage.getItem('list') ?? ''}`;

export async function campaignsView(main, site, id, ready) {
  const rows = new Map();
  const body = h('tbody', {}, Array.from({length: 10}, () => h('tr', {class: 'skeleton', 'aria-hidden': 'true'}, h('td', {colspan: COLUMNS.length}, h('span')))));
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const shown = h('p', {class: 'sub', role: 'status'});
  const empty = h('p', {class: 'muted empty', hidden: true});
  const tiles = h('dl', {class: 'tiles'});
  const given = new URLSearchParams(location.search);
  const select = (name, label, options) => {
    const control = h('select', {id: name, onchange: refine}, options.map(([value, text]) => h('option', {value}, text)));
    const value = given.get(name);
    // What the address says stays, also where this page knows no name for it.
    if (value && !options.some(([known]) => known === value)) control.append(h('option', {value}, value));
    if (value) control.value = value;
    controls[name] = control;
    return h('label', {for: name}, label, control);
  };
  const controls = {
    q: h('input', {type: 'search', id: 'q', value: given.get('q') ?? '', placeholder: 'Name, title, video address', maxlength: 500}),
    since: h('input', {type: 'date', id: 'since', value: given.get('since') ?? '', onchange: refine}),
  };
  const count_ = h('span', {class: 'count', hidden: true});
  const narrow = h('details', {class: 'more-filters', open: matchMedia('(min-width: 721px)').matches},
    h('summary', {}, 'Filters and order ', count_),
    h('div', {class: 'filters'},
      select('status', 'Status', [['live', 'Live'], ['all', 'All'], ...['scheduled', 'running', 'paused', 'stopped', 'completed', 'failed'].map((name) => [name, capital(name)])]),
      select('problem', 'Attention', [['', 'Any'], ...Object.entries(LOOKS)]),
      select('mode', 'Mode', [['', 'Any'], ['observe', 'Observes'], ['propose', 'Proposes'], ['auto', 'Automatic']]),
      select('service', 'Service', [['', 'Any']]), select('owner', 'Owner', [['', 'Any']]),
      h('label', {for: 'since'}, 'Started since', controls.since),
      select('sort', 'Order', Object.entries(SORTS)),
      h('button', {type: 'button', class: 'quiet', onclick: () => {
        for (const [name, control] of Object.entries(controls)) control.value = {status: 'live', sort: NEWEST}[name] ?? '';
        refine();
      }}, 'Clear')));
  let next = null;
  let typed = null;
  let soon = null;
  let loading = 0;
  let totals = null;

  /** What is chosen, as the address has it: what is as usual is left out. */
  function chosen() {
    const query = new URLSearchParams();
    for (const name of FILTERS) {
      const value = controls[name].value.trim();
      if (value && value !== {status: 'live', sort: NEWEST}[name]) query.set(name, value);
    }
    return query;
  }
  /** The same as the API asks for it. */
  function asked() {
    const query = chosen();
    if (!query.has('status')) query.set('status', 'live');
    if (query.get('status') === 'all') query.delete('status');
    if (query.has('since')) query.set('since', `${query.get('since')}T00:00:00Z`);
    return query;
  }
  function keep() {
    const text = chosen().toString();
    sessionStorage.setItem('list', text ? `?${text}` : '');
    history.replaceState(null, '', text ? `/?${text}` : '/');
    const narrowed = [...chosen().keys()].filter((name) => name !== 'q').length;
    count_.hidden = !narrowed;
    count_.textContent = narrowed;
  }
  async function load(after) {
    const query = asked();
    query.set('limit', PAGE);
    query.set('sparkline', 24);
    if (after) query.set('after', after);
    else query.set('totals', 'true');
    const mine = ++loading;
    const page = await get(`/campaigns?${query}`);
    if (mine !== loading) return;
    if (!after) {
      rows.clear();
      body.replaceChildren();
      totals = page.totals;
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
  async function refine() {
    keep();
    head();
    try {
      await load(null);
    } catch (problem) {
      say(problem.message);
    }
  }
  /** What changed somewhere is counted again, and asked of people again, without moving what is read. */
  function refresh() {
    soon ??= setTimeout(async () => {
      soon = null;
      const query = asked();
      query.set('limit', Math.min(1000, Math.max(1, rows.size)));
      query.set('totals', 'true');
      try {
        const page = await get(`/campaigns?${query}`);
        totals = page.totals;
        page.items.forEach((item) => rows.get(item.campaign_id)?.ask(item));
        summarize();
      } catch (problem) {
        // The banner says it.
      }
    }, 3000);
  }
  const say = (text) => {
    empty.hidden = false;
    empty.textContent = text;
  };
  function summarize() {
    const of = (counts, ...names) => names.reduce((sum, name) => sum + (counts?.[name] ?? 0), 0);
    const tile = (name, value, tone) => h('div', {class: tone}, h('dt', {}, name), h('dd', {}, value));
    const look = (name) => {
      const number = of(totals?.by_attention, name);
      return h('button', {type: 'button', class: `look ${name}`, 'aria-pressed': String(controls.problem.value === name), onclick: () => {
        controls.problem.value = controls.problem.value === name ? '' : name;
        refine();
      }}, `${count(number)} ${LOOKS[name].toLowerCase()}`);
    };
    const known = (value) => (totals ? count(value) : '–');
    fill(tiles,
      tile(asked().get('status') === 'live' ? 'Live' : 'Campaigns', known(totals?.campaigns)),
      tile('Likes as expected', known(totals?.as_expected)),
      tile('Short of target', known(totals?.short_of_target), totals?.short_of_target ? 'warn' : ''),
      h('div', {class: 'looks'}, h('dt', {}, 'Attention'), h('dd', {}, ['broken', 'needs_you', 'held', 'waiting'].map(look))),
      h('div', {class: 'amounts'}, h('dt', {}, 'Spent'), totals?.by_currency.length
        ? totals.by_currency.map((line) => h('dd', {}, money(line.spent, line.currency), h('span', {class: 'sub'}, `${money(line.reserved, line.currency)} reserved or spent`)))
        : h('dd', {}, totals ? 'nothing' : '–')));
    if (!totals) return;
    options(controls.owner, totals.owners.map(({channel_id: value, name, campaigns}) => [value, `${name} (${count(campaigns)})`]));
    empty.hidden = rows.size > 0;
    fill(empty, chosen().size ? 'No campaign is like that. ' : 'No campaign runs. ', may('operator') && h('a', {href: '/start', 'data-link': true}, 'Start one'));
    shown.textContent = rows.size ? `${count(rows.size)} of ${count(totals.campaigns)} shown` : '';
  }
  const header = h('tr');
  function head() {
    const now = controls.sort.value;
    fill(header, COLUMNS.map(([name, sort]) => {
      if (!sort) return h('th', {scope: 'col'}, name);
      const plain = sort.replace('-', '');
      const mine = now.replace('-', '') === plain;
      const other = now.startsWith('-') ? plain : `-${plain}`;
      return h('th', {scope: 'col', 'aria-sort': mine ? (now.startsWith('-') ? 'descending' : 'ascending') : null},
        h('button', {type: 'button', class: 'sort', onclick: () => {
          controls.sort.value = mine ? other : sort;
          refine();
          header.querySelectorAll('button')[COLUMNS.filter(([, s]) => s).findIndex(([n]) => n === name)].focus();
        }}, name, h('span', {'aria-hidden': 'true'}, mine ? (now.startsWith('-') ? ' ↓' : ' ↑') : '')));
    }));
  }

  controls.q.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(refine, 250);
  });
  keep();
  head();
  summarize();
  ready();
  fill(main,
    h('div', {class: 'head'}, h('h1', {}, 'Campaigns'),
      csvLink('/campaigns', 'Download CSV', asked),
      may('operator') && h('a', {class: 'button', href: '/start/file', 'data-link': true}, 'Start from a file'),
      may('operator') && h('a', {class: 'button primary', href: '/start', 'data-link': true}, 'Start a campaign')),
    tiles,
    h('form', {class: 'find', role: 'search', onsubmit: (event) => event.preventDefault()},
      h('label', {for: 'q'}, 'Search', controls.q), narrow),
    h('div', {class: 'card flush'}, h('table', {class: 'list campaigns'},
      h('caption', {class: 'hidden'}, 'Campaigns'), h('thead', {}, header), body), empty),
    h('p', {class: 'center'}, shown, more));
  get('/services').then(({items}) => options(controls.service, items.map((service) => [service.id, service.name]))).catch(() => {});
  await load(null);

  let lost = false;
  const listen = () => follow(null, {
    check: site.check,
    state(yes) {
      site.connected(yes);
      if (yes && lost) load(null).catch(() => {});
      lost = !yes;
    },
    restart() {
      stop();
      stop = listen();
    },
    campaign({what, status: now}) {
      const row = rows.get(now.campaign_id);
      row?.update(now);
      if (!row && what === 'started' && !chosen().size) load(null).catch(() => {});
      else if (what !== 'sampled' && what !== 'expected') refresh();
    },
    order: refresh,
    snapshot: ({items}) => items.forEach((now) => rows.get(now.campaign_id)?.update(now)),
  });
  let stop = listen();
  const ticking = setInterval(() => rows.forEach((row) => row.tick()), 1000);
  const counting = setInterval(refresh, 30_000);
  return () => {
    clearInterval(ticking);
    clearInterval(counting);
    clearTimeout(soon);
    clearTimeout(typed);
    stop();
  };
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Gives a choice its names, and keeps what is chosen. */
function options(control, items) {
  const value = control.value;
  const first = control.options[0];
  const all = value && !items.some(([known]) => known === value) ? [...items, [value, [...control.options].find((o) => o.value === value)?.text ?? value]] : items;
  control.replaceChildren(first, ...all.map(([known, text]) => h('option', {value: known}, text)));
  control.value = value;
}

/** What is asked of people, in a shape, a colour and a word of its own. */
export const lookOf = (attention) => attention && h('span', {class: `look ${attention}`}, LOOKS[attention]);

function campaignRow(item, site) {
  const cell = (name, ...children) => h('td', {'data-name': name}, ...children);
  const badge = h('span');
  const asks = h('span', {class: 'asks'});
  const views = cell('Views');
  const likes = cell('Likes');
  const comments = cell('Comments');
  const spend = cell('Spend');
  const checked = cell('Checked');
  const trend = cell('Trend');
  const points = [...item.sparkline];
  let told = item;
  const link = h('a', {href: `/campaigns/${item.campaign_id}`, 'data-link': true}, item.campaign_name);
  const element = h('tr', {},
    h('th', {scope: 'row'}, link, h('span', {class: 'sub'}, item.title === item.campaign_name ? words[item.mode] : `${words[item.mode]} · ${item.title}`)),
    cell('Status', badge, ' ', asks), views, likes, comments, trend, spend, checked);
  element.addEventListener('click', (event) => {
    if (!event.target.closest('a, button') && !getSelection().toString()) site.go(link.pathname);
  });
  /** The stream tells problems at once; whether an order waits, or somebody changed a budget, the list said. */
  function attention(now) {
    if (now.ratio_fixer_status === 'failed') return 'broken';
    if (!LIVE.includes(now.ratio_fixer_status)) return null;
    const unseen = told.attention === 'needs_you' && !told.problems.some((p) => p.attention === 'needs_you');
    return worst(...now.problems.map((p) => p.attention), unseen ? 'needs_you' : null);
  }
  const row = {
    element,
    status: item,
    ask(fresh) {
      told = fresh;
      row.update(fresh);
    },
    update(now) {
      if (now.last_check !== row.status.last_check) points.push(now.likes);
      if (points.length > 60) points.splice(0, points.length, ...points.filter((p, i) => i % 2 === 0 || i > 40));
      fill(trend, sparkline(points));
      row.status = now;
      badge.className = `badge ${now.ratio_fixer_status}`;
      badge.textContent = now.ratio_fixer_status;
      const look = attention(now);
      const why = now.problems.find((p) => p.attention === look) ?? now.problems[0];
      const waits = told.waiting_orders > 0 && LIVE.includes(now.ratio_fixer_status);
      fill(asks, lookOf(look),
        waits && h('a', {class: 'why', href: '/approvals', 'data-link': true}, told.waiting_orders === 1 ? 'An order waits for a decision.' : `${told.waiting_orders} orders wait for a decision.`),
        look && why && h('span', {class: 'why'}, problemText(why.detail)),
        look === 'needs_you' && !why && !waits && h('span', {class: 'why'}, 'Somebody else changed the budget: see its page.'));
      fill(views, h('span', {class: 'n'}, compact(now.views)));
      fill(likes, h('span', {class: 'n'}, compact(now.likes)), gauge(now.likes, now.expectation?.likes, 'likes'));
      fill(comments, h('span', {class: 'n'}, compact(now.comments)), gauge(now.comments, now.expectation?.comments, 'comments'));
      fill(spend, now.spend ? money(now.spend.spent, now.spend.currency) : '–',
        now.spend?.max && h('span', {class: 'sub'}, `of ${money(now.spend.max, now.spend.currency)}`));
      row.tick();
    },
    tick() {
      const now = row.status;
      const old = stale(now) && LIVE.includes(now.ratio_fixer_status);
      const text = now.last_check ? `${span(age(now.last_check))} ago${old ? ', overdue' : ''}` : 'not yet';
      checked.className = old ? 'old' : '';
      if (checked.textContent !== text) checked.textContent = text;
    },
  };
  row.update(item);
  return row;
}
