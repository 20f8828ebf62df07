import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date} from '../format.js';

const DAYS = [[7, 'a week'], [30, '30 days'], [90, '90 days']];

/** The report of a campaign or a client, by its address in the API, and the links by which it was shared. */
export function reportCard(path) {
  const list = h('ul', {class: 'orders'});
  const said = h('p', {role: 'status', class: 'sub'});
  const error = h('p', {class: 'error', role: 'alert'});
  const days = h('select', {id: 'share-days'}, DAYS.map(([value, text]) => h('option', {value, selected: value === 30}, text)));

  /** An address without an origin is of this page's. */
  const whole = (url) => new URL(url, location.origin).href;
  async function copy(url) {
    try {
      await navigator.clipboard.writeText(whole(url));
      said.textContent = 'The link is copied.';
    } catch (denied) {
      said.textContent = 'The browser does not let this page copy. Select the link and copy it.';
    }
  }
  async function run(action) {
    error.textContent = '';
    said.textContent = '';
    try {
      await action();
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  const share = () => run(async () => {
    const link = await post(`${path}/report/links`, {days: Number(days.value)});
    await load();
    await copy(link.url);
  });
  const end = (link) => run(async () => {
    const sure = await ask({title: 'End this link?', text: 'Whoever has it can no longer open the report.', action: 'End the link', danger: true});
    if (sure === null) return;
    await post(`/report-links/${link.link_id}/revoke`);
    await load();
  });
  async function load() {
    const {items} = await get(`${path}/report/links`);
    fill(list, items.filter((link) => !link.revoked_at && Date.parse(link.expires_at) > Date.now()).map((link) => h('li', {class: 'order'},
      h('div', {class: 'order-head'}, h('div', {}, h('input', {type: 'text', readonly: true, value: whole(link.url), 'aria-label': 'Link to the report', onfocus: (event) => event.target.select()}),
        h('p', {class: 'sub'}, `Until ${date(link.expires_at)}, shared by ${link.made_by}`)),
      h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => copy(link.url)}, 'Copy'),
        h('button', {type: 'button', class: 'quiet', onclick: () => end(link)}, 'End'))))));
  }

  if (may('operator')) run(load);
  return h('section', {class: 'card', 'aria-labelledby': 'report-title'}, h('h2', {id: 'report-title'}, 'Report'),
    h('p', {}, h('a', {href: `/api/ratio-fixer${path}/report`, target: '_blank', rel: 'noopener'}, 'Open the report'),
      ' to print or to save as PDF: counters against what is usual, orders, spend and what they brought.'),
    may('operator') && h('div', {class: 'filters'}, h('label', {for: 'share-days'}, 'Good for', days),
      h('button', {type: 'button', onclick: share}, 'Share by a link')),
    may('operator') && h('p', {class: 'sub'}, 'Whoever has the link reads this report without a key, and nothing else.'), said, error, list);
}
