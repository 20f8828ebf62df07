import {enter, get, logOut, may, whenever, who} from './api.js';
import {fill, h} from './dom.js';
import {setUtc, utc, zoneName} from './format.js';
import {loginDialog, loginView} from './views/login.js';

const main = document.getElementById('main');
const banner = document.getElementById('banner');
const waiting = document.getElementById('waiting');
const connection = document.getElementById('connection');
let leave = null;
let shown = 0;
let away = false;
let again = null;

const view = (file, name) => () => import(`./views/${file}.js`).then((module) => module[name]);
const ROUTES = [
  [/^\/$/, view('campaigns', 'campaignsView'), 'Campaigns'],
  [/^\/campaigns\/([\w-]+)$/, view('campaign', 'campaignView'), 'Campaign'],
  [/^\/campaigns\/([\w-]+)\/backtest$/, view('backtest', 'backtestView'), 'Backtest'],
  [/^\/clients$/, view('clients', 'clientsView'), 'Clients'],
  [/^\/approvals$/, view('approvals', 'approvalsView'), 'Approvals'],
  [/^\/start$/, view('start', 'startView'), 'Start a campaign'],
  [/^\/start\/file$/, view('start-file', 'startFileView'), 'Start from a file'],
  [/^\/health$/, view('health', 'healthView'), 'Health and quota'],
  [/^\/costs$/, view('costs', 'costsView'), 'Costs'],
  [/^\/spending$/, view('spending', 'spendingView'), 'Spending'],
  [/^\/notifications$/, view('notifications', 'notificationsView'), 'Notifications'],
  [/^\/audit$/, view('audit', 'auditView'), 'Who did what'],
  [/^\/keys$/, view('keys', 'keysView'), 'Keys'],
  [/^\/privacy$/, view('privacy', 'privacyView'), 'Privacy'],
];

/** What every view may use. */
const site = {
  go(path) {
    history.pushState(null, '', path);
    show();
  },
  title(text) {
    document.title = `${text} · Ratio Fixer`;
  },
  connected(yes) {
    fill(connection, h('span', {class: yes ? 'dot ok' : 'dot bad'}), h('span', {class: 'word'}, yes ? 'live' : 'reconnecting…'));
    if (yes) back();
    else lost();
  },
  /** How many orders wait for a person, beside the link to them. */
  async waiting() {
    if (!who()) return;
    try {
      const {total} = await get('/orders?status=proposed&limit=1');
      fill(waiting, total ? h('span', {class: 'count'}, total > 999 ? '999+' : String(total), h('span', {class: 'hidden'}, ' wait')) : '');
    } catch (problem) {
      // The page says itself what does not answer.
    }
  },
  /** Asks whether the session still holds, as a stream that is refused cannot say why; a page may go on after it. */
  async check() {
    try {
      if (who()) await get('/session');
    } catch (problem) {
      // It is away; whoever asked tries again.
    }
  },
};

/** Says that what is shown may be old. A view that follows the stream says it sooner than the next question would. */
function lost() {
  away = true;
  banner.hidden = false;
  banner.textContent = 'The engine cannot be reached. What you see may be old; it is tried again by itself.';
}

function back() {
  if (!away) return;
  away = false;
  banner.hidden = true;
  banner.textContent = '';
}

/** A page that could not be shown: an outage is tried again by itself, with growing pauses. */
function failed(problem, tries) {
  const passes = problem.passes ?? true;
  const retry = () => show(tries + 1);
  if (passes) again = setTimeout(retry, Math.min(15_000, 1000 * 2 ** tries));
  fill(main, h('div', {class: 'card narrow outage', role: 'status'},
    h('h1', {}, passes ? 'The engine cannot be reached' : problem.title ?? 'This page cannot be shown'),
    h('p', {}, passes ? 'It may be starting again. This page comes by itself as soon as it answers; nothing is lost.' : problem.message),
    h('button', {type: 'button', class: 'primary', onclick: () => {
      clearTimeout(again);
      show();
    }}, 'Try again now')));
}

async function show(tries = 0) {
  const mine = ++shown;
  leave?.();
  leave = null;
  clearTimeout(again);
  fill(connection);
  if (!who() && location.pathname !== '/privacy') {
    leave = loginView(main, {...site, entered: () => begin()});
    return;
  }
  const [pattern, load, title] = ROUTES.find(([known]) => known.test(location.pathname)) ?? ROUTES[0];
  const id = pattern.exec(location.pathname)?.[1];
  site.title(title);
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.pathname === location.pathname;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    // Who is held to a client is not led to what is of nobody's client.
    link.hidden = (link.dataset.role ? !may(link.dataset.role) : false) || ('unheld' in link.dataset && Boolean(who()?.client));
  }
  // On a phone the names of the pages stand in one line that is pushed to the one that is shown.
  const named = document.querySelector('nav a[aria-current]');
  if (named) named.parentElement.scrollLeft = named.offsetLeft - (named.parentElement.clientWidth - named.offsetWidth) / 2;
  main.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => tries || fill(main, h('p', {class: 'loading', role: 'status'}, 'Loading…')), 400);
  try {
    const coming = (await load())(main, site, id, () => clearTimeout(slow));
    // What the page itself asks for goes first.
    site.waiting();
    const end = await coming;
    if (mine === shown) leave = end;
    else end?.();
  } catch (problem) {
    if (mine === shown) failed(problem, tries);
  } finally {
    clearTimeout(slow);
    main.removeAttribute('aria-busy');
  }
}

function begin() {
  const session = who();
  document.getElementById('name').textContent = session ? `${session.name} · ${session.role}` : '';
  document.getElementById('logout').hidden = !session;
  document.querySelector('nav').hidden = !session;
  document.body.dataset.ready = '';
  show();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-link]');
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    site.go(link.pathname + link.search + link.hash);
    main.focus({preventScroll: true});
    scrollTo(0, 0);
  }
});
document.getElementById('logout').addEventListener('click', async () => {
  await logOut();
  begin();
});
addEventListener('popstate', () => show());
addEventListener('online', () => away && show());

const root = document.documentElement;
root.dataset.theme = localStorage.getItem('theme') ?? '';
document.getElementById('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
  dispatchEvent(new Event('themechange'));
});

const zone = document.getElementById('zone');
const nameZone = () => fill(zone, h('span', {}, `Times: ${zoneName()}`),
  h('button', {type: 'button', class: 'link', onclick: () => {
    setUtc(!utc());
    nameZone();
    show();
  }}, utc() ? 'Show in my time zone' : 'Show in UTC'));
if (!utc() && zoneName() === 'UTC') zone.classList.add('only');
nameZone();

/** Money that should be back and is not is shown on every page, until it is. */
async function alarm() {
  const line = document.getElementById('alarm');
  const late = who() && (await get('/health').catch(() => null))?.checks.find((check) => check.name === 'budget-returns' && check.status === 'down');
  line.hidden = !late;
  line.textContent = late ? late.detail : '';
}

async function open(tries = 0) {
  try {
    await enter();
  } catch (problem) {
    failed(problem, tries);
    clearTimeout(again);
    again = setTimeout(() => open(tries + 1), Math.min(15_000, 1000 * 2 ** tries));
    return;
  }
  clearTimeout(again);
  begin();
  alarm();
}

whenever({away: lost, back, loggedOut: () => loginDialog(who())});
setInterval(() => site.waiting(), 15_000);
setInterval(alarm, 60_000);
await open();
