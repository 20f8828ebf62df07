import {get, may} from '../api.js';
import {csvLink} from '../csv.js';
import {fill, h} from '../dom.js';
import {date, dayEnd, dayStart, label} from '../format.js';

const DONE = {
  startCampaign: 'started a campaign', startCampaigns: 'started campaigns', stopCampaign: 'stopped a campaign', stopCampaigns: 'stopped campaigns',
  pauseCampaign: 'paused a campaign', resumeCampaign: 'resumed a campaign', editCampaign: 'changed a campaign',
  proposeOrders: 'asked for orders now', decideOrders: 'decided on orders', approveOrder: 'approved an order', rejectOrder: 'rejected an order',
  completeOrder: 'marked a task as done', returnedOrder: 'said that a budget is back', resumeCampaignSpending: 'let a campaign spend again',
  turnSpending: 'switched spending', testNotifications: 'sent a test message', createKey: 'made a key', revokeKey: 'revoked a key',
  putClient: 'made or changed a client', shareReport: 'shared a report', shareClientReport: 'shared a client\u2019s report', revokeReportLink: 'ended a shared report', configurationChanged: 'changed settings', deleteAnalytics: 'deleted the analytics of a channel',
};
const CHOICES = Object.entries(DONE);
const WAYS = {http: '', bridge: ' by a program', mcp: ' by an assistant', engine: ' by itself', file: ''};

/** operationId "listOrders" as "list orders" where nobody gave it a word. */
const verb = (action) => DONE[action] ?? label(action.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)).toLowerCase();

/** Who did what, when and why, and what changed in the settings. */
export async function auditView(main, site) {
  if (!may('operator')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Who did what'), h('p', {}, 'Only people who may start campaigns see this page. Ask an admin for the role operator.')));
    return null;
  }
  const kept = new URLSearchParams(location.search);
  const rows = h('tbody');
  const empty = h('p', {class: 'muted empty', hidden: true}, 'Nothing was done that matches.');
  const error = h('p', {class: 'error', role: 'alert'});
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const actor = h('input', {type: 'search', id: 'audit-actor', value: kept.get('actor') ?? '', maxlength: 64, placeholder: 'Name'});
  const action = h('select', {id: 'audit-action'}, h('option', {value: ''}, 'everything'),
    CHOICES.map(([value, text]) => h('option', {value, selected: value === kept.get('action')}, text)));
  const from = h('input', {type: 'date', id: 'audit-from', value: kept.get('from') ?? ''});
  const to = h('input', {type: 'date', id: 'audit-to', value: kept.get('to') ?? ''});
  let next = null;
  let asked = 0;
  let typed = null;

  /** Days of the zone that times are told in; the last one is within. */
  function chosen() {
    const query = new URLSearchParams();
    if (actor.value.trim()) query.set('actor', actor.value.trim());
    if (action.value) query.set('action', action.value);
    if (from.value) query.set('from', dayStart(from.value));
    if (to.value) query.set('to', new Date(Date.parse(dayEnd(to.value)) + 1000).toISOString());
    return query;
  }
  async function load(after) {
    const mine = ++asked;
    const query = chosen();
    query.set('limit', 50);
    if (after) query.set('after', after);
    try {
      const page = await get(`/audit?${query}`);
      if (mine !== asked) return;
      if (!after) rows.replaceChildren();
      rows.append(...page.items.map(line));
      next = page.next;
      more.hidden = !next;
      empty.hidden = rows.children.length > 0;
      error.textContent = '';
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  function refine() {
    const shown = new URLSearchParams();
    for (const [name, field] of Object.entries({actor, action, from, to})) if (field.value.trim()) shown.set(name, field.value.trim());
    history.replaceState(null, '', `/audit${shown.size ? `?${shown}` : ''}`);
    load(null);
  }

  actor.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(refine, 250);
  });
  [action, from, to].forEach((field) => field.addEventListener('change', refine));
  site.title('Who did what');
  fill(main,
    h('div', {class: 'head'}, h('h1', {}, 'Who did what'), csvLink('/audit', 'Download CSV', chosen)),
    h('form', {class: 'card filters', role: 'search', onsubmit: (event) => event.preventDefault()},
      h('label', {for: 'audit-actor'}, 'Who', actor), h('label', {for: 'audit-action'}, 'What', action),
      h('label', {for: 'audit-from'}, 'From', from), h('label', {for: 'audit-to'}, 'To', to)),
    error,
    h('div', {class: 'card flush'}, h('table', {class: 'list plain'}, h('caption', {class: 'hidden'}, 'Who did what, newest first'),
      h('thead', {}, h('tr', {}, ['When', 'Who', 'What', 'Why', 'Result'].map((text) => h('th', {scope: 'col'}, text)))), rows), empty),
    h('p', {class: 'center'}, more));
  await load(null);
  return () => clearTimeout(typed);
}

function line({at, actor, role, via, action, subject, subject_name: name, detail, reason, outcome, changes}) {
  const cell = (title, ...children) => h('td', {'data-name': title}, ...children);
  const campaign = action.endsWith('Campaign') && subject && outcome === 'done';
  const about = name ?? (campaign ? 'a campaign that is gone' : null);
  return h('tr', {},
    cell('When', h('time', {datetime: at}, date(at))),
    h('th', {scope: 'row', 'data-name': 'Who'}, via === 'file' ? 'Configuration file' : actor, role && h('span', {class: 'sub'}, role)),
    cell('What', verb(action) + WAYS[via], about && [': ', campaign && name ? h('a', {href: `/campaigns/${subject}`, 'data-link': true}, name) : about],
      detail && h('span', {class: 'sub'}, detail),
      changes.length > 0 && h('ul', {class: 'changes'}, changes.map(({path, before, after}) =>
        h('li', {}, h('code', {}, path), before === '***' ? ' (a secret) was changed' : [': ', h('del', {}, before), ' → ', h('ins', {}, after)])))),
    cell('Why', reason ?? ''),
    cell('Result', outcome === 'done' ? 'done' : h('span', {class: 'problem'}, `refused: ${outcome.replaceAll('_', ' ')}`)));
}
