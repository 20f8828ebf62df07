import {engineNow} from './clock.js';
import {h} from './dom.js';

const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});

let inUtc = localStorage.getItem('zone') === 'utc';
let formats;

/** Whether times are told in UTC; else in the zone of whoever looks. */
export const utc = () => inUtc;
export function setUtc(yes) {
  inUtc = yes;
  localStorage.setItem('zone', yes ? 'utc' : 'local');
  formats = make();
}

const OWN = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const zone = () => (inUtc ? 'UTC' : OWN);

/** One clock on every page: day, month, 24 hours. */
function make() {
  const form = (options) => new Intl.DateTimeFormat('en-GB', {...options, timeZone: zone()});
  const clock = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
  return {
    when: form({day: 'numeric', month: 'short', year: 'numeric', ...clock}),
    day: form({day: 'numeric', month: 'short'}),
    clock: form(clock),
    seconds: form({...clock, second: '2-digit'}),
    name: form({timeZoneName: 'shortOffset'}),
  };
}
formats = make();

/** The zone as people write it: Europe/Berlin (GMT+1). */
export function zoneName() {
  if (inUtc || OWN === 'UTC') return 'UTC';
  return `${OWN.replaceAll('_', ' ')} (${formats.name.formatToParts(new Date()).find(({type}) => type === 'timeZoneName').value})`;
}

/** What a field of day and time holds, read in the zone that times are told in; null if it is none. */
export function instantOf(typed) {
  const time = Date.parse(inUtc ? `${typed}Z` : typed);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** The first and the last moment of a day that was chosen, in the zone that times are told in. */
export const dayStart = (chosen) => instantOf(`${chosen}T00:00`);
export const dayEnd = (chosen) => instantOf(`${chosen}T23:59:59`);

/** An instant as a field of day and time takes it. */
export function fieldTime(iso) {
  const at = new Date(iso);
  return new Date(at - (inUtc ? 0 : at.getTimezoneOffset() * 60_000)).toISOString().slice(0, 16);
}

/** Tags as people type them, none twice. */
export const readTags = (typed) => [...new Set(typed.split(',').map((tag) => tag.trim().replace(/^#/, '')).filter(Boolean))];

export const day = (time) => formats.day.format(time);
export const clock = (time) => formats.clock.format(time);
export const clockSeconds = (time) => formats.seconds.format(time);

/** A counter; what YouTube hides is a dash and never 0. */
export const count = (value) => (value === null || value === undefined ? '–' : whole.format(Math.round(value)));
export const compact = (value) => (value === null || value === undefined ? '–' : short.format(value));
export const date = (iso) => (iso ? formats.when.format(new Date(iso)) : '–');
export const percent = (part, of) => (part === null || !of ? '–' : (100 * part / of).toFixed(part / of < 0.01 ? 2 : 1) + ' %');

export function money(amount, currency) {
  if (amount === null || amount === undefined) return '–';
  return new Intl.NumberFormat('en', {style: 'currency', currency}).format(amount);
}

export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 129600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} days`;
}

/** How old something is, by the engine's clock. */
export const age = (iso) => (engineNow() - Date.parse(iso)) / 1000;

/** Whether data is older than it should be: past its next check by more than two intervals. */
export function stale(status) {
  if (!status.last_check || !status.next_check) return false;
  const interval = Math.max(30_000, Date.parse(status.next_check) - Date.parse(status.last_check));
  return engineNow() > Date.parse(status.next_check) + 2 * interval;
}

/** Where a counter lies in its band, in words. */
export function place(value, quantiles) {
  if (value === null || !quantiles) return 'unknown';
  if (value < quantiles.p10) return 'far below';
  if (value < quantiles.p25) return 'below';
  if (value <= quantiles.p75) return 'as expected';
  if (value <= quantiles.p90) return 'above';
  return 'far above';
}

const LABELS = {
  comments_sheet_readable: 'Sheet of comments', comments_sheet_rows: 'Rows of the sheet', like_service_known: 'Like service', comment_service_known: 'Comment service',
  engine_available: 'Starting campaigns', consent_given: 'Consent', compliance_allows: 'Comparing videos', spending_on: 'Spending', services_available: 'Services',
  ads_campaign_ready: 'Budget of the ads campaign', ads_campaign_free: 'Ads campaign is free', ads_campaign_shows_video: 'Video of the ads campaign',
  daily_spend_within_max_spend: 'Limits', limits_currency: 'Currency of the limits', webhook_signed: 'Signature of tasks',
  youtube: 'YouTube', 'youtube-quota': 'YouTube’s daily quota', 'youtube-analytics': 'The owners’ own figures', authorization: 'Access of the channels’ owners',
  promotion: 'Services and spending', 'google-ads': 'Google Ads', 'ads-services': 'Ads campaigns', 'google-ads-operations': 'Daily calls of Google Ads',
  'budget-returns': 'Raised budgets', 'owner-comments': 'Comments by the channel', sheet: 'Sheet of comments', webhook: 'Tasks for the team',
  notifications: 'Telling people', expectations: 'How well expectations fit', model: 'Comparing videos', database: 'Database', disk: 'Disk', retention: 'How long readings are kept',
  'write-behind': 'Writing readings', lease: 'Campaigns of this server', cluster: 'Servers together', configuration: 'Configuration file',
  stats_calls: 'Look-ups of counters', units: 'Units for everything else', comments: 'Comments',
};

/** What people call a check or a bucket. */
export function label(name) {
  const plain = name.replaceAll(/[_-]/g, ' ');
  return LABELS[name] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The check list in the order in which it is read. */
export function sorted(lines) {
  const names = Object.keys(LABELS);
  const place = ({name}) => (names.includes(name) ? names.indexOf(name) : names.length);
  return [...lines].sort((a, b) => place(a) - place(b));
}

/** A problem's text for people: an order's id helps programs only, and an instant is told as everywhere on the page. */
export const problemText = (detail) => (detail.charAt(0).toUpperCase() + detail.slice(1))
  .replaceAll(/ \(order [0-9a-f-]{36}\)/g, '')
  .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => date(instant));

const NAME = /\b((?:[a-z]+[._])+[a-z_]+|[A-Z]{2,}(?:_[A-Z]+)+)\b/;

/** A sentence in which the names of settings, which only who runs the engine needs, are set apart. */
export const named = (text) => problemText(text).split(NAME).map((part, i) => (i % 2 ? h('code', {}, part) : part));

/** What an order's status means to people. */
export const ORDER_STATUS = {
  proposed: 'waits', approved: 'approved', placing: 'being placed', pending: 'running', completed: 'done',
  failed: 'failed', rejected: 'rejected', cancelled: 'cancelled', expired: 'not decided in time',
};

/** What happened when an order came to a status. */
export const ORDER_STEP = {...ORDER_STATUS, proposed: 'proposed', placing: 'sent', pending: 'placed'};

export const words = {
  ad_budget: 'Ad budget', owner_comment: 'Owner comment', team_task: 'Team task',
  observe: 'observes', propose: 'proposes', auto: 'automatic',
};

/** What is asked of people, the least first. */
export const LOOKS = {waiting: 'Waiting', held: 'Held', needs_you: 'Needs you', broken: 'Broken'};
const URGENCY = Object.keys(LOOKS);

/** The most urgent of some, null for none. */
export const worst = (...looks) => URGENCY.findLast((look) => looks.includes(look)) ?? null;
