import {get} from '../api.js';
import {fill, h} from '../dom.js';
import {count, money} from '../format.js';

const GROUPINGS = [['campaign', 'campaign'], ['service', 'service'], ['order', 'order']];

/** What an extra like cost, by campaign, service or order. */
export async function costsView(main, site) {
  const error = h('p', {class: 'error', role: 'alert'});
  const table = h('div', {class: 'stack', 'aria-live': 'polite'});
  const by = h('select', {name: 'by', onchange: load}, GROUPINGS.map(([value, text]) => h('option', {value}, `by ${text}`)));
  fill(main, h('p', {class: 'crumb'}, h('a', {href: '/spending', 'data-link': true}, '← Spending')), h('h1', {}, 'What an extra like cost'),
    h('p', {}, 'Money that measured orders spent above the owner’s own budgets, set against the likes that they are measured to have brought. The interval holds in nine cases of ten.'),
    h('label', {class: 'by'}, 'Put together', by), error, table);

  async function load() {
    error.textContent = '';
    try {
      const {items, truncated} = await get(`/costs?by=${by.value}`);
      fill(table, items.length ? h('div', {class: 'card flush'}, lines(items)) : h('p', {class: 'card muted empty'}, 'Nothing yet: an order is counted here once it is done.'),
        truncated && h('p', {class: 'sub'}, 'Only the newest 3,000 orders.'));
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  await load();
  return null;
}

function lines(items) {
  const head = ['Name', 'Orders', 'Measured', 'Spent', 'Extra likes', 'For each like', 'For each engaged view'].map((name) => h('th', {scope: 'col'}, name));
  const cell = (name, ...children) => h('td', {'data-name': name}, ...children);
  return h('table', {class: 'list plain'}, h('caption', {class: 'hidden'}, 'What an extra like cost'), h('thead', {}, h('tr', {}, head)), h('tbody', {}, items.map((one) => h('tr', {},
    h('th', {scope: 'row'}, one.name), cell('Orders', count(one.orders)), cell('Measured', count(one.measured)), cell('Spent', money(one.spent, one.currency)),
    cell('Extra likes', one.extra_likes ? `${count(one.extra_likes.estimate)} (${count(one.extra_likes.low)} to ${count(one.extra_likes.high)})` : '–'),
    cell('For each like', one.cost_per_like ? interval(one.cost_per_like, one.currency) : one.likes_unknown),
    cell('For each engaged view', one.cost_per_engaged_view ? interval(one.cost_per_engaged_view, one.currency) : one.engaged_views_unknown ?? 'not known')))));
}

const amount = (value, currency) => money(value.toFixed(value < 1 ? 4 : 2), currency);
const interval = ({estimate, low, high}, currency) => `${estimate === null ? '–' : amount(estimate, currency)} (${amount(low, currency)} to ${high === null ? 'any amount' : amount(high, currency)})`;
