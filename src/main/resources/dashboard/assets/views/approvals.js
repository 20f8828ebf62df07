import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {count, problemText} from '../format.js';
import {follow} from '../live.js';
import {orderCard} from './order.js';

const PAGE = 100;

/** Every order that waits for a person, of all campaigns; many may be decided at once. */
export async function approvalsView(main, site) {
  const list = h('ol', {class: 'orders'}, h('li', {class: 'loading', role: 'status'}, 'Loading…'));
  const head = h('p', {class: 'sub', role: 'status'});
  const error = h('p', {class: 'error', role: 'alert'});
  const more = h('button', {type: 'button', hidden: true, onclick: () => load(next)}, 'Show more');
  const picked = new Set();
  const bar = h('div', {class: 'chosen', hidden: true});
  const every = h('input', {type: 'checkbox', id: 'every', onchange: () => {
    list.querySelectorAll('input[type=checkbox]').forEach((box) => {
      box.checked = every.checked;
      every.checked ? picked.add(box.value) : picked.delete(box.value);
    });
    choose();
  }});
  const all = may('approver') && h('label', {for: 'every', class: 'pick-all', hidden: true}, every, ' Choose all that are shown');
  let next = null;
  let soon = null;

  function choose() {
    bar.hidden = picked.size === 0;
    fill(bar, h('span', {}, `${count(picked.size)} chosen`),
      h('button', {type: 'button', class: 'quiet', onclick: () => decide('reject')}, 'Reject them'),
      h('button', {type: 'button', class: 'primary', onclick: () => decide('approve')}, 'Approve them'));
  }
  async function decide(decision) {
    const ids = [...picked];
    const note = await ask({title: `${decision === 'approve' ? 'Approve' : 'Reject'} ${ids.length === 1 ? 'this order' : `${ids.length} orders`}?`, note: 'Note (others see it)',
      action: decision === 'approve' ? 'Approve' : 'Reject', danger: decision === 'reject',
      text: decision === 'approve' ? 'Each is placed as soon as the limits allow it.' : 'None of them is placed.'});
    if (note === null) return;
    error.textContent = '';
    const refused = [];
    try {
      for (let i = 0; i < ids.length; i += 200) {
        const answer = await post('/orders/decide', {order_ids: ids.slice(i, i + 200), decision, note});
        refused.push(...answer.items.filter((item) => item.problem));
      }
    } catch (problem) {
      error.textContent = problem.message;
    }
    picked.clear();
    await load(null);
    if (refused.length) {
      error.textContent = `${refused.length} of ${ids.length} could not be decided: ${[...new Set(refused.map((item) => problemText(item.problem.detail)))].join('; ')}`;
    }
  }
  function card(order) {
    const box = may('approver') && h('input', {type: 'checkbox', value: order.order_id, 'aria-label': `Choose: ${order.campaign_name ?? order.campaign_id}, ${order.summary}`, checked: picked.has(order.order_id),
      onchange: () => {
        box.checked ? picked.add(order.order_id) : picked.delete(order.order_id);
        choose();
      }});
    return h('li', {class: 'approval'}, box || h('span'), h('div', {},
      h('p', {class: 'crumb'}, h('a', {href: `/campaigns/${order.campaign_id}#order-${order.order_id}`, 'data-link': true}, order.campaign_name ?? order.campaign_id), ' · ',
        h('a', {href: `https://www.youtube.com/watch?v=${order.video_id}`, rel: 'noreferrer'}, order.video_title ?? order.video_id)),
      h('ol', {class: 'orders'}, orderCard(order, false, () => load(null)))));
  }
  async function load(after) {
    const page = await get(`/orders?status=proposed&limit=${PAGE}${after ? `&after=${after}` : ''}`);
    const cards = page.items.map(card);
    after ? list.append(...cards) : fill(list, cards);
    if (!after) {
      const there = new Set(page.items.map((order) => order.order_id));
      [...picked].filter((id) => !there.has(id)).forEach((id) => picked.delete(id));
      every.checked = false;
    }
    if (all) all.hidden = !list.children.length;
    next = page.next;
    more.hidden = !next;
    head.textContent = page.total ? page.total === 1 ? 'One order waits for a decision.' : `${count(page.total)} orders wait for a decision.` : 'Nothing waits for a decision.';
    choose();
    site.waiting();
  }

  site.title('Approvals');
  fill(main, h('div', {class: 'head'}, h('div', {}, h('h1', {}, 'Approvals'), head),
    all),
  error, h('section', {class: 'card', 'aria-label': 'Orders that wait'}, list, h('p', {class: 'center'}, more)), bar);
  try {
    await load(null);
  } catch (problem) {
    fill(list);
    error.textContent = problem.message;
  }
  let lost = false;
  const reload = () => load(null).catch((problem) => {
    error.textContent = problem.message;
  });
  const listen = () => follow(null, {
    check: site.check,
    state(yes) {
      site.connected(yes);
      if (yes && lost) reload();
      lost = !yes;
    },
    restart() {
      end();
      end = listen();
    },
    order() {
      clearTimeout(soon);
      soon = setTimeout(() => {
        // What somebody is reading does not move under the hand.
        if (!document.querySelector('dialog[open]')) reload();
      }, 1000);
    },
  });
  let end = listen();
  return () => {
    clearTimeout(soon);
    end();
  };
}
