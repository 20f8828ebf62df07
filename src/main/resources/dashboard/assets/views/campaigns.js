import {get, may, who} from '../api.js';
import {csvLink} from '../csv.js';
import {fill, h} from '../dom.js';
import {count, dayStart, LOOKS, money} from '../format.js';
import {follow} from '../live.js';
import {campaignRow} from './campaign-row.js';
import {choosing} from './many.js';

const PAGE = 50;
const FILTERS = ['q', 'status', 'mode', 'service', 'owner', 'client', 'artist', 'tag', 'problem', 'since', 'sort'];
/** What is chosen where nothing is: what runs, is paused, or begins with a release to come. */
const USUAL = {status: 'open', sort: '-started'};
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
  /** Names by id. */
  const clients = new Map();
  const tags = h('datalist', {id: 'tags'});
  const choice = choosing({rows, total: () => totals?.campaigns ?? 0, all: everyOne}, (status) => {
    rows.get(status.campaign_id)?.update(status);
    refresh();
  });
  const columns = COLUMNS.length + (choice.bar ? 1 : 0);
  const body = h('tbody', {}, Array.from({length: 10}, () => h('tr', {class: 'skeleton', 'aria-hidden': 'true'}, h('td', {colspan: columns}, h('span')))));
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const shown = h('p', {class: 'sub', role: 'status'});
  const empty = h('p', {class: 'muted empty', hidden: true});
  const tiles = h('dl', {class: 'tiles of-list'});
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
    artist: h('input', {type: 'search', id: 'artist', value: given.get('artist') ?? '', maxlength: 100, placeholder: 'Any'}),
    tag: h('input', {type: 'search', id: 'tag', value: given.get('tag') ?? '', maxlength: 50, placeholder: 'Any', list: 'tags'}),
    since: h('input', {type: 'date', id: 'since', value: given.get('since') ?? '', onchange: refine}),
  };
  const count_ = h('span', {class: 'count', hidden: true});
  const narrow = h('details', {class: 'more-filters', open: matchMedia('(min-width: 721px)').matches},
    h('summary', {}, 'Filters and order ', count_),
    h('div', {class: 'filters'},
      select('status', 'Status', [['open', 'Live and to come'], ['live', 'Live now'], ['scheduled', 'To come'], ['all', 'All'], ...['running', 'paused', 'stopped', 'completed', 'failed'].map((name) => [name, capital(name)])]),
      select('problem', 'Attention', [['', 'Any'], ...Object.entries(LOOKS)]),
      select('mode', 'Mode', [['', 'Any'], ['observe', 'Observes'], ['propose', 'Proposes'], ['auto', 'Automatic']]),
      select('service', 'Service', [['', 'Any']]), select('owner', 'Owner', [['', 'Any']]),
      !who().client && select('client', 'Client', [['', 'Any']]),
      h('label', {for: 'artist'}, 'Artist', controls.artist), h('label', {for: 'tag'}, 'Tag', controls.tag, tags),
      h('label', {for: 'since'}, 'Started since', controls.since),
      select('sort', 'Order', Object.entries(SORTS)),
      h('button', {type: 'button', class: 'quiet', onclick: () => {
        for (const [name, control] of Object.entries(controls)) control.value = USUAL[name] ?? '';
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
      const value = controls[name]?.value.trim();
      if (value && value !== USUAL[name]) query.set(name, value);
    }
    return query;
  }
  /** The same as the API asks for it. */
  function asked() {
    const query = chosen();
    if (!query.has('status')) query.set('status', 'live,scheduled');
    if (query.get('status') === 'all') query.delete('status');
    if (query.has('since')) query.set('since', dayStart(query.get('since')));
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
      const row = campaignRow(item, site, {box: choice.box(item.campaign_id), clients});
      rows.set(item.campaign_id, row);
      body.append(row.element);
    }
    next = page.next;
    more.hidden = !next;
    summarize();
    choice.shown();
    tags.replaceChildren(...[...new Set([...rows.values()].flatMap((row) => row.status.tags))].sort().map((tag) => h('option', {value: tag})));
  }
  /** Every campaign of the filter, also those that are not shown. */
  async function everyOne() {
    const found = [];
    for (let after = ''; after !== null;) {
      const query = asked();
      query.set('limit', 1000);
      if (after) query.set('after', after);
      const page = await get(`/campaigns?${query}`);
      found.push(...page.items);
      after = page.next;
    }
    return found;
  }
  async function refine() {
    keep();
    choice.clear();
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
      }}, `${count(number)} ${name === 'needs_you' && number !== 1 ? 'need you' : LOOKS[name].toLowerCase()}`);
    };
    const known = (value) => (totals ? count(value) : '–');
    fill(tiles,
      tile(controls.status.value === 'live' ? 'Live' : controls.status.value === 'open' ? 'Live and to come' : 'Campaigns', known(totals?.campaigns)),
      tile('Likes as expected', known(totals?.as_expected)),
      tile('Short of target', known(totals?.short_of_target), totals?.short_of_target ? 'warn' : ''),
      h('div', {class: 'looks'}, h('dt', {}, 'Attention'), h('dd', {}, ['broken', 'needs_you', 'held', 'waiting'].map(look))),
      h('div', {class: 'amounts'}, h('dt', {}, 'Spent'), totals?.by_currency.length
        ? totals.by_currency.map((line) => h('dd', {}, money(line.spent, line.currency), h('span', {class: 'sub'}, `of ${money(line.reserved, line.currency)} that orders hold`)))
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
    fill(header, choice.bar && h('td', {class: 'pick'}), COLUMNS.map(([name, sort]) => {
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

  for (const name of ['q', 'artist', 'tag']) {
    controls[name].addEventListener('input', () => {
      clearTimeout(typed);
      typed = setTimeout(refine, 250);
    });
  }
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
    h('div', {class: 'card flush'}, choice.line, choice.hint, h('table', {class: `list campaigns${choice.bar ? ' picks' : ''}`},
      h('caption', {class: 'hidden'}, 'Campaigns'), h('thead', {}, header), body), empty),
    h('p', {class: 'center'}, shown, more), choice.bar);
  // First what is looked for, then the names around it.
  const listed = load(null);
  get('/clients').then(({items}) => {
    items.forEach((client) => clients.set(client.client_id, client.name));
    if (controls.client) options(controls.client, items.map((client) => [client.client_id, client.name]));
    rows.forEach((row) => row.update(row.status));
  }).catch(() => {});
  get('/services').then(({items}) => options(controls.service, items.map((service) => [service.id, service.name]))).catch(() => {});
  await listed;

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
      if (!row && what === 'started' && !chosen().size && !document.querySelector('dialog[open]')) load(null).catch(() => {});
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
