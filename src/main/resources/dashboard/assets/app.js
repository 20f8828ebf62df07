import {enter, get, logOut, may, who} from './api.js';
import {fill, h} from './dom.js';
import {loginView} from './views/login.js';
import {campaignsView} from './views/campaigns.js';
import {campaignView} from './views/campaign.js';
import {startView} from './views/start.js';
import {healthView} from './views/health.js';
import {approvalsView} from './views/approvals.js';
import {spendingView} from './views/spending.js';
import {notificationsView} from './views/notifications.js';
import {auditView} from './views/audit.js';
import {keysView} from './views/keys.js';
import {privacyView} from './views/privacy.js';

const main = document.getElementById('main');
const banner = document.getElementById('banner');
const waiting = document.getElementById('waiting');
const connection = document.getElementById('connection');
let leave = null;

const ROUTES = [
  [/^\/$/, campaignsView, 'Campaigns'],
  [/^\/campaigns\/([\w-]+)$/, campaignView, 'Campaign'],
  [/^\/approvals$/, approvalsView, 'Approvals'],
  [/^\/start$/, startView, 'Start a campaign'],
  [/^\/health$/, healthView, 'Health and quota'],
  [/^\/spending$/, spendingView, 'Spending'],
  [/^\/notifications$/, notificationsView, 'Notifications'],
  [/^\/audit$/, auditView, 'Who did what'],
  [/^\/keys$/, keysView, 'Keys'],
  [/^\/privacy$/, privacyView, 'Privacy'],
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
    fill(connection, h('span', {class: yes ? 'dot ok' : 'dot bad'}), yes ? 'live' : 'reconnecting…');
    banner.hidden = yes;
    banner.textContent = yes ? '' : 'Connection lost. What you see may be old; trying again.';
  },
  /** How many orders wait for a person, beside the link to them. */
  async waiting() {
    if (!who()) return;
    try {
      const {total} = await get('/orders?status=proposed&limit=1');
      fill(waiting, total ? h('span', {class: 'count'}, total > 999 ? '999+' : String(total), h('span', {class: 'hidden'}, ' wait')) : '');
    } catch (away) {
      // The page says itself what does not answer.
    }
  },
  quiet() {
    fill(connection);
    banner.hidden = true;
  },
};

async function show() {
  leave?.();
  leave = null;
  site.quiet();
  const privacy = location.pathname === '/privacy';
  if (!who() && !privacy) {
    leave = loginView(main, {...site, entered: () => begin()});
    return;
  }
  const [pattern, view, title] = ROUTES.find(([known]) => known.test(location.pathname)) ?? ROUTES[0];
  const id = pattern.exec(location.pathname)?.[1];
  site.title(title);
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.pathname === location.pathname;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    link.hidden = link.dataset.role ? !may(link.dataset.role) : false;
  }
  site.waiting();
  leave = await view(main, site, id);
}

function begin() {
  const session = who();
  document.getElementById('name').textContent = session ? `${session.name} · ${session.role}` : '';
  document.getElementById('logout').hidden = !session;
  document.querySelector('nav').hidden = !session;
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
addEventListener('popstate', show);

const root = document.documentElement;
root.dataset.theme = localStorage.getItem('theme') ?? '';
document.getElementById('theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
  dispatchEvent(new Event('themechange'));
});

/** Money that should be back and is not is shown on every page, until it is. */
async function alarm() {
  const line = document.getElementById('alarm');
  const late = who() && (await get('/health').catch(() => null))?.checks.find((check) => check.name === 'budget-returns' && check.status === 'down');
  line.hidden = !late;
  line.textContent = late ? late.detail : '';
}

setInterval(() => site.waiting(), 15_000);
await enter();
begin();
alarm();
setInterval(alarm, 60_000);
