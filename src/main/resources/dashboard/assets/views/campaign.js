import {get, may, post} from '../api.js';
import {campaignCharts} from '../campaign-charts.js';
import {csvLink} from '../csv.js';
import {ask, fill, h} from '../dom.js';
import {age, compact, count, date, LOOKS, money, percent, place, problemText, span, stale, words} from '../format.js';
import {gauge} from '../gauge.js';
import {follow} from '../live.js';
import {decisionLine} from './decision.js';
import {analyticsSection} from './analytics.js';
import {chips, lookOf} from './campaign-row.js';
import {listAddress} from './campaigns.js';
import {orderCard} from './order.js';
import {reportCard} from './report.js';
import {spendingNotice} from './spending-hold.js';
import {steering} from './steer.js';
import {trialSection} from './trials.js';

const LIVE = ['running', 'paused', 'scheduled'];

export async function campaignView(main, site, id) {
  let details;
  try {
    details = await get(`/campaigns/${id}`);
  } catch (problem) {
    if (problem.status !== 404 && problem.status !== 400) throw problem;
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'No such campaign'), h('p', {}, 'It may be of another installation, or its address was cut.'),
      h('a', {href: listAddress(), 'data-link': true}, 'All campaigns')));
    return null;
  }
  const services = new Map((await get('/services').catch(() => ({items: []}))).items.map((service) => [service.id, service.name]));
  site.title(details.campaign_name);
  let status = details;
  // A message's link names its order.
  let linked = location.hash.startsWith('#order-') ? location.hash.slice(1) : null;
  const orders = new Map();
  const marks = () => [...orders.values()].filter((order) => order.status !== 'proposed');
  const charts = campaignCharts(id, {orders: marks, status: () => status, open: showOrder});
  const state = h('p', {class: 'state', 'aria-live': 'polite'});
  const title = h('h1');
  const labels = h('p', {class: 'chips'});
  const clients = new Map();
  get('/clients').then(({items}) => {
    items.forEach((client) => clients.set(client.client_id, client.name));
    fill(labels, chips(status, clients));
  }).catch(() => {});
  const numbers = h('dl', {class: 'tiles'});
  const card = h('dl', {class: 'status-card', 'aria-label': 'Status of the Ratio Fixer'});
  const problems = h('div', {class: 'problems', role: 'status'});
  const calibration = h('section', {class: 'card', 'aria-labelledby': 'calibration-title', hidden: true});
  const analytics = analyticsSection(id);
  const trials = trialSection(id);
  const spending = spendingNotice(id);
  spending.load();
  const list = h('ol', {class: 'orders'});
  const decided = h('div', {'aria-live': 'polite'});
  const why = h('ul', {class: 'decisions', 'aria-live': 'polite'});
  const older = h('button', {type: 'button', class: 'quiet', hidden: true, onclick: () => {
    all = true;
    listOrders();
  }});
  const ordersCard = h('section', {class: 'card', 'aria-labelledby': 'orders-title'}, h('h2', {id: 'orders-title'}, 'Orders'), decided, why,
    h('p', {}, h('a', {href: `/campaigns/${id}/backtest`, 'data-link': true}, 'What would other limits, or another mode, have ordered?')), list, older);
  let all = linked !== null;
  const error = h('p', {class: 'error', role: 'alert'});
  const steer = steering(site, id, (now) => update(now));
  const stopping = h('button', {type: 'button', class: 'danger', onclick: stop}, 'Stop Ratio Fixer');

  fill(main,
    h('p', {class: 'crumb'}, h('a', {href: listAddress(), 'data-link': true}, '← All campaigns')),
    h('div', {class: 'head'},
      h('div', {}, title,
        h('p', {class: 'sub'}, h('a', {href: `https://www.youtube.com/watch?v=${details.video_id}`, rel: 'noreferrer'}, details.video.title),
          ` · ${details.video.form} · ${details.video.category} · published ${date(details.video.published_at)}`), labels),
      h('div', {class: 'actions'}, steer.buttons, may('operator') && stopping)),
    steer.note, state, error, problems, spending.notice, numbers, spending.networks, ordersCard,
    charts.element,
    h('p', {class: 'legend'}, h('span', {class: 'key counter'}, 'counted'), h('span', {class: 'key middle'}, 'expected'),
      h('span', {class: 'key half'}, 'half of such videos'), h('span', {class: 'key band'}, 'eight in ten of such videos'),
      h('span', {class: 'key without'}, 'without the orders'), h('span', {}, 'B ad budget, C owner comment, T team task, each with what it is measured to have brought. Choose a mark to see its order.')),
    h('p', {class: 'actions downloads'}, csvLink(`/campaigns/${id}/samples`, 'Readings as CSV'), csvLink(`/campaigns/${id}/orders`, 'Orders as CSV'),
      csvLink(`/campaigns/${id}/decisions`, 'Decisions as CSV')),
    h('div', {class: 'columns'},
      h('div', {}, h('section', {class: 'card', 'aria-labelledby': 'card-title'}, h('h2', {id: 'card-title'}, 'Ratio Fixer'), card), terms(details, services)),
      h('div', {}, reportCard(`/campaigns/${id}`), calibration)),
    trials.section, analytics.section);

  async function stop() {
    const reason = await ask({title: 'Stop the Ratio Fixer?', danger: true, action: 'Stop Ratio Fixer', note: 'Why (others see it)',
      text: 'This video is no longer watched. Orders that wait are cancelled, and daily budgets that were raised go back to what they were. A stopped campaign cannot be resumed, only started anew.'});
    if (reason === null) return;
    stopping.disabled = true;
    stopping.textContent = 'Stopping…';
    error.textContent = '';
    try {
      update(await post(`/stop/${id}`, {reason}));
    } catch (problem) {
      error.textContent = problem.message;
    }
    stopping.disabled = false;
    stopping.textContent = 'Stop Ratio Fixer';
  }
  function update(now) {
    status = now;
    steer.update(now);
    title.textContent = now.campaign_name;
    fill(labels, chips(now, clients));
    fill(decided, decisionLine(now.decision));
    stopping.hidden = !LIVE.includes(now.ratio_fixer_status);
    const tile = (name, value, extra, tone) => h('div', {class: tone}, h('dt', {}, name), h('dd', {}, value), h('dd', {class: 'sub'}, extra));
    fill(numbers,
      tile('Views', compact(now.views), now.last_check && now.likes !== null && `${percent(now.likes, now.views)} liked`),
      tile('Likes', count(now.likes), gauge(now.likes, now.expectation?.likes, 'likes', now.last_check !== null)),
      tile('Comments', count(now.comments), gauge(now.comments, now.expectation?.comments, 'comments', now.last_check !== null)),
      tile('Short of target', now.shortfall.likes === null && now.shortfall.comments === null ? '–'
        : `${count(now.shortfall.likes)} / ${count(now.shortfall.comments)}`, 'likes / comments',
        (now.shortfall.likes ?? 0) + (now.shortfall.comments ?? 0) > 0 ? 'warn' : ''),
      tile('Spent', now.spend ? money(now.spend.spent, now.spend.currency) : '–',
        now.spend ? `${money(now.spend.reserved, now.spend.currency)} reserved, limit ${money(now.spend.max, now.spend.currency)}` : 'no limit given: nothing that costs is ordered'));
    const line = (name, value) => [h('dt', {}, name), h('dd', {}, value)];
    fill(card, line('Target likes', count(now.desired_likes)), line('Target comments', count(now.desired_comments)),
      line('Ordered likes', count(now.ordered_likes)), line('Ordered comments', count(now.ordered_comments)),
      line('Mode', words[now.mode]), line('Likes are', place(now.likes, now.expectation?.likes)), line('Comments are', place(now.comments, now.expectation?.comments)));
    const urgency = Object.keys(LOOKS);
    fill(problems, [...now.problems].sort((a, b) => urgency.indexOf(b.attention) - urgency.indexOf(a.attention))
      .map((p) => h('p', {class: `problem ${p.attention}`}, lookOf(p.attention), ` ${problemText(p.detail)} `, h('span', {class: 'sub'}, `since ${date(p.since)}`))));
    tick();
  }
  function tick() {
    const live = LIVE.includes(status.ratio_fixer_status);
    const {ratio_fixer_status: at} = status;
    const name = at === 'running' ? 'Ratio Fixer Active' : at === 'scheduled' ? `Starts on ${date(status.started_at)}` : `Ratio Fixer ${at}`;
    const old = live && stale(status);
    const checked = status.last_check ? `checked ${span(age(status.last_check))} ago` : 'not checked yet';
    const next = live && status.next_check ? `, next in ${span(-age(status.next_check))}` : '';
    const text = at === 'scheduled' ? 'Its video is watched from then on.' : `${checked}${next}${old ? ': this data is old' : ''}`;
    if (state.dataset.text !== name + text) {
      state.dataset.text = name + text;
      fill(state, h('span', {class: `badge ${status.ratio_fixer_status}`}, name), h('span', {class: old ? 'old' : 'muted', 'aria-live': 'off'}, text));
    }
  }
  function listOrders() {
    const sorted = [...orders.values()].sort((a, b) => b.ordered_at.localeCompare(a.ordered_at));
    const open = new Set([...list.querySelectorAll('details[open]')].map((d) => d.dataset.order));
    // Those that wait or work are in sight above the charts; the rest waits to be asked for.
    const shown = all ? sorted : sorted.filter((order, i) => i < 5 || order.status === 'proposed');
    older.hidden = shown.length === sorted.length;
    older.textContent = `Show all ${sorted.length} orders`;
    const held = document.activeElement?.matches('.order') ? document.activeElement.id : null;
    fill(list, shown.map((order) => orderCard(order, open.has(order.order_id), loadOrders)));
    if (held) focusOrder(document.getElementById(held));
    if (!sorted.length) fill(list, h('li', {class: 'muted'}, 'None yet. An order is made when likes or comments fall short of what such a video has.'));
    charts.draw();
  }
  async function loadDecisions() {
    const {items} = await get(`/campaigns/${id}/decisions?limit=20`);
    const newest = [...new Map(items.toReversed().map((one) => [one.counter, one])).values()].filter((one) => one.last_at >= items[0].last_at);
    fill(why, newest.map((one) => h('li', {title: one.detail ? problemText(one.detail) : null}, one.counter === 'all' ? '' : h('strong', {}, `${one.counter}: `), one.reason,
      h('span', {class: 'sub'}, ` next look ${date(one.next_look_at)}`))));
  }
  async function loadOrders() {
    loadDecisions().catch(() => {});
    const found = [];
    for (let after = ''; after !== null && found.length < 1000;) {
      const page = await get(`/campaigns/${id}/orders?limit=200${after && `&after=${after}`}`);
      found.push(...page.items);
      after = page.next;
    }
    orders.clear();
    found.forEach((order) => orders.set(order.order_id, order));
    listOrders();
    if (linked) document.getElementById(linked)?.scrollIntoView();
    linked = null;
  }
  /** Leads from a mark of a chart to its order. */
  function showOrder(order) {
    if (!document.getElementById(`order-${order}`)) {
      all = true;
      listOrders();
    }
    const item = document.getElementById(`order-${order}`);
    item.querySelector('details').open = true;
    focusOrder(item);
    item.scrollIntoView({block: 'center'});
  }
  function focusOrder(item) {
    if (!item) return;
    item.tabIndex = -1;
    item.focus({preventScroll: true});
  }
  async function load() {
    await Promise.all([charts.load(), loadOrders()]);
  }

  async function calibrate() {
    if (details.video.form !== 'video') return;
    const known = await get(`/channels/${details.video.channel_id}/calibration`);
    fill(calibration, ...calibrationText(known));
    calibration.hidden = known.since === null;
  }

  update(details);
  // A channel that this node has not read has no card.
  calibrate().catch(() => {});
  // Without the owner's consent there is no section.
  analytics.load().catch(() => {});
  load().catch((problem) => {
    error.textContent = problem.message;
  });
  let lost = false;
  const listen = () => follow(id, {
    check: site.check,
    state(yes) {
      site.connected(yes);
      if (yes && lost) load().catch(() => {});
      lost = !yes;
    },
    restart() {
      end();
      end = listen();
    },
    campaign({what, status: now}) {
      update(now);
      const reading = {at: now.last_check, likes: now.likes, comments: now.comments, views: now.views, expectation: now.expectation};
      if (now.last_check && (what === 'sampled' || what === 'expected')) {
        charts.add(reading);
      }
    },
    order: () => loadOrders().catch(() => {}),
    snapshot: ({items}) => items.forEach(update),
  });
  let end = listen();
  const ticking = setInterval(() => {
    tick();
    charts.tick();
  }, 1000);
  return () => {
    clearInterval(ticking);
    end();
    charts.close();
    analytics.close();
    trials.close();
  };
}

function channelText({state, uploads, read_at: readAt, reason}) {
  switch (state) {
    case 'known': return `known by ${count(uploads)} earlier videos, read ${date(readAt)}`;
    case 'empty': return `no earlier videos, looked ${date(readAt)}: the band is wide`;
    case 'unread': return 'being read';
    default: return `could not be read: ${reason}`;
  }
}

function calibrationText({since, unit, uploads, in_domain: enough, factor, likes, comments}) {
  if (since === null) return [];
  const line = (name, value) => [h('dt', {}, name), h('dd', {}, value)];
  const inside = (of) => (of.inside === null ? 'no upload shows them' : `${Math.round(of.inside * 100)} % of ${count(of.uploads)}`);
  return [h('h2', {id: 'calibration-title'}, 'How this channel\u2019s views are counted'),
    h('p', {class: 'sub'}, enough ? 'Known by its own uploads.' : 'Few uploads yet: expectations are a guess, with a wider band.'),
    h('dl', {class: 'status-card'},
      line('Views counted from the first frame since', date(since)), line('Uploads since then', count(uploads)),
      line(unit === 'engaged' ? 'Views for one engaged view' : 'Views are', `${factor.value} (${factor.p10} to ${factor.p90}), by ${count(factor.uploads)} older uploads`),
      line('Likes, against other channels', `\u00d7 ${likes.shift}`), line('Uploads with likes as expected', inside(likes)),
      line('Comments, against other channels', `\u00d7 ${comments.shift}`), line('Uploads with comments as expected', inside(comments)))];
}

function terms({terms: t, ...details}, services) {
  const service = (id) => id && (services.get(id) ?? `${id}, which is not configured any more`);
  const days = (iso) => iso && iso.replace(/^P(\d+)D$/, (all, n) => `${n} ${n === '1' ? 'day' : 'days'}`).replace(/^PT(\d+)H$/, (all, n) => span(n * 3600));
  const line = (name, value) => (value === null || value === undefined || value === '' ? null : [h('dt', {}, name), h('dd', {}, value)]);
  return h('details', {class: 'card'}, h('summary', {}, 'Terms'), h('dl', {class: 'status-card'},
    line('Started', date(details.started_at)), line('Stopped', details.stopped_at && date(details.stopped_at)),
    line('Like service', service(t.like_server)), line('Comment service', service(t.comment_server)),
    line('Comments sheet', t.comments_sheet_url), line('Tier', t.sheet_tier),
    line('Limit', t.max_spend && `${money(t.max_spend, t.currency)}, ${money(t.daily_spend, t.currency)} a day`),
    line('Consent', t.consent && `${t.consent.granted_by}, until ${date(t.consent.expires_at)}${t.consent.trials ? ', trials of the budget allowed' : ''}`),
    line('Completes at', t.complete_when.views && `${count(t.complete_when.views)} views`),
    line('Completes when healthy for', days(t.complete_when.healthy_for)), line('Completes on', t.complete_when.until && date(t.complete_when.until)),
    line('Counting', details.counting_regime?.replace('_', ' ')),
    line('Expected of', {engaged: 'engaged views, by the owner\u2019s analytics', converted: 'engaged views, as estimated'}[details.view_basis]), line('Model', details.model_version),
    line('Channel', channelText(details.channel)),
    h('dt', {}, 'Owner'), h('dd', {}, h('a', {href: `/?status=all&owner=${details.video.channel_id}`, 'data-link': true}, 'All campaigns of this channel')),
    line('Few such videos are known', details.out_of_domain.join(' '))));
}
