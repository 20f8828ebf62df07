import {fill, h} from '../dom.js';
import {age, compact, date, LOOKS, money, problemText, span, stale, words, worst} from '../format.js';
import {gauge, sparkline} from '../gauge.js';

const LIVE = ['running', 'paused'];

/** What is asked of people, in a shape, a colour and a word of its own. */
export const lookOf = (attention) => attention && h('span', {class: `look ${attention}`}, LOOKS[attention]);

/** Whose it is and how it is sorted: client, artist, tags. `clients` has names by id. */
export const chips = ({client, artist, tags}, clients) => [
  client && h('span', {class: 'chip client', title: 'Client'}, clients.get(client) ?? client),
  artist && h('span', {class: 'chip', title: 'Artist'}, artist),
  tags.map((tag) => h('span', {class: 'chip tag', title: 'Tag'}, `#${tag}`))];

/** A campaign in the list. `box` chooses it, null where nothing is chosen. */
export function campaignRow(item, site, {box, clients}) {
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
  const link = h('a', {href: `/campaigns/${item.campaign_id}`, 'data-link': true});
  const about = h('span', {class: 'sub'});
  const labels = h('span', {class: 'chips'});
  const element = h('tr', {}, box && h('td', {class: 'pick'}, h('label', {}, box)),
    h('th', {scope: 'row'}, link, about, labels),
    cell('Status', badge, ' ', asks), views, likes, comments, trend, spend, checked);
  element.addEventListener('click', (event) => {
    if (!event.target.closest('a, button, label, input') && !getSelection().toString()) site.go(link.pathname);
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
    box,
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
      link.textContent = now.campaign_name;
      box?.setAttribute('aria-label', `Choose ${now.campaign_name}`);
      about.textContent = told.title === now.campaign_name ? words[now.mode] : `${words[now.mode]} · ${told.title}`;
      fill(labels, chips(now, clients));
      badge.className = `badge ${now.ratio_fixer_status}`;
      badge.textContent = now.ratio_fixer_status;
      const look = attention(now);
      const why = now.problems.find((p) => p.attention === look) ?? now.problems[0];
      const waits = told.waiting_orders > 0 && LIVE.includes(now.ratio_fixer_status);
      fill(asks, lookOf(look),
        waits && h('a', {class: 'why', href: '/approvals', 'data-link': true}, told.waiting_orders === 1 ? 'An order waits for a decision.' : `${told.waiting_orders} orders wait for a decision.`),
        look && why && h('span', {class: 'why'}, problemText(why.detail)),
        now.paused_by !== null && LIVE.includes(now.ratio_fixer_status) && h('span', {class: 'why'}, `Paused by ${now.paused_by}${now.pause_reason ? `: ${now.pause_reason}` : '.'}`),
        now.ratio_fixer_status === 'scheduled' && h('span', {class: 'why'}, `Starts ${date(now.started_at)}.`),
        look === 'needs_you' && !why && !waits && h('span', {class: 'why'}, 'Somebody else changed the budget: see its page.'));
      fill(views, h('span', {class: 'n'}, compact(now.views)));
      fill(likes, h('span', {class: 'n'}, compact(now.likes)), gauge(now.likes, now.expectation?.likes, 'likes', now.last_check !== null));
      fill(comments, h('span', {class: 'n'}, compact(now.comments)), gauge(now.comments, now.expectation?.comments, 'comments', now.last_check !== null));
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
