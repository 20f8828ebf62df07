import {get, may, post} from '../api.js';
import {fill, h} from '../dom.js';
import {date, problemText} from '../format.js';

/** What each kind of news is called. */
const EVENTS = {
  order_waits: 'orders that wait', order_failed: 'orders that failed', budget_not_back: 'budgets that did not go back', token_dead: 'lost access',
  token_ending: 'access that ends soon', quota_gone: 'used-up quota', limit_reached: 'limits reached', trial_ended: 'ended trials',
  campaign_paused: 'paused campaigns', campaign_completed: 'completed campaigns', campaign_failed: 'failed campaigns', band_wrong: 'expectations that are off',
  provider_down: 'Google or a receiver that is away', engine_degraded: 'trouble in Ratio Fixer', digest: 'the digest of a day', test: 'tests',
};
const called = (event) => EVENTS[event] ?? event.replaceAll('_', ' ');

const KINDS = {slack: 'Slack', email: 'E-mail', webhook: 'Webhook', alertmanager: 'Alertmanager'};

/** What people were told, and a test of each receiver. */
export async function notificationsView(main, site) {
  const list = h('ol', {class: 'orders'}, h('li', {class: 'loading', role: 'status'}, 'Loading…'));
  const sinks = h('ul', {class: 'orders'});
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const error = h('p', {class: 'error', role: 'alert'});
  let next = null;

  async function load(after) {
    const page = await get(`/notifications?limit=50${after ? `&after=${after}` : ''}`);
    if (!after) list.replaceChildren();
    list.append(...page.items.map(notice));
    next = page.next;
    more.hidden = !next;
    if (!list.children.length) fill(list, h('li', {class: 'muted'}, 'Nobody had to be told anything yet.'));
    fill(sinks, page.sinks.length
      ? page.sinks.map(sink)
      : h('li', {class: 'muted'}, 'Nobody is told when an order waits or something goes wrong. Ask whoever runs Ratio Fixer to add a Slack channel or an e-mail address (section notify of the configuration).'));
  }
  function sink({name, type, events, problem}) {
    const said = h('p', {role: 'status', class: problem ? 'problem' : 'sub'}, problem ? problemText(problem) : '');
    const test = async () => {
      said.textContent = 'Sending…';
      try {
        const [result] = (await post('/notifications/test', {sink: name})).items;
        said.className = result.ok ? 'sub' : 'problem';
        said.textContent = result.ok ? `It arrived: ${result.detail}.` : problemText(result.detail);
      } catch (problem) {
        said.className = 'problem';
        said.textContent = problem.message;
      }
    };
    return h('li', {class: 'order flat'}, h('div', {class: 'order-head'}, h('div', {}, h('strong', {}, name),
      h('p', {class: 'sub'}, `${KINDS[type] ?? type} · ${events.map(called).join(', ')}`)),
    may('admin') && h('button', {type: 'button', class: 'quiet', onclick: test, 'aria-label': `Send a test to ${name}`}, 'Send a test')), said);
  }

  site.title('Notifications');
  fill(main, h('h1', {}, 'Notifications'), error,
    h('section', {class: 'card', 'aria-labelledby': 'sinks-title'}, h('h2', {id: 'sinks-title'}, 'Receivers'), sinks),
    h('section', {class: 'card', 'aria-labelledby': 'log-title'}, h('h2', {id: 'log-title'}, 'What was told'), list,
      h('p', {class: 'center'}, more)));
  try {
    await load(null);
  } catch (problem) {
    fill(list);
    error.textContent = problem.message;
  }
  return null;
}

function notice({at, event, severity, text, campaign_id: campaign, order_id: order, deliveries}) {
  const where = order ? `/campaigns/${campaign}#order-${order}` : `/campaigns/${campaign}`;
  return h('li', {class: 'order'}, h('div', {class: 'order-head'}, h('div', {},
    campaign ? h('a', {href: where, 'data-link': true}, text) : h('strong', {}, text),
    h('p', {class: 'sub'}, `${date(at)} · ${called(event)} · `,
      deliveries.length ? deliveries.map(({sink, status, answer}) => `${sink}: ${status}${status !== 'sent' && answer ? ` (${answer})` : ''}`).join(', ')
        : 'nobody asked to be told of it')),
  h('span', {class: `badge ${severity}`}, {info: 'for your information', warning: 'look at it', critical: 'act now'}[severity] ?? severity)));
}
