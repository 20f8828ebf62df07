import {may, post} from '../api.js';
import {ask, h} from '../dom.js';
import {count, date, money, ORDER_STATUS, ORDER_STEP, words} from '../format.js';
import {gauge} from '../gauge.js';

const DECISIONS = {
  approve: {title: 'Approve this order?', action: 'Approve', text: 'It is placed as soon as the limits allow it.'},
  reject: {title: 'Reject this order?', action: 'Reject', text: 'It is never placed.', danger: true},
  returned: {title: 'Is this budget back?', action: 'Mark as returned', text: 'Say so once it is set back in Google Ads by hand: the engine stops trying.'},
  complete: {title: 'Is this task done?', action: 'Mark as done', text: 'Say so once people have done it.'},
};

/** An order with its forecast, what it brought, its audit trail, and what a person may decide. */
export function orderCard(order, open, changed) {
  const error = h('p', {class: 'error', role: 'alert'});
  const decide = (verdict) => async () => {
    const note = await ask({...DECISIONS[verdict], text: `${order.summary} ${DECISIONS[verdict].text}`, note: 'Note (others see it)'});
    if (note === null) return;
    try {
      await post(`/orders/${order.order_id}/${verdict}`, {note});
    } catch (problem) {
      error.textContent = problem.message;
      return;
    }
    await changed();
  };
  const button = (verdict, tone) => h('button', {type: 'button', class: tone, onclick: decide(verdict),
    'aria-label': `${DECISIONS[verdict].action}: ${order.summary}`}, DECISIONS[verdict].action);
  const waits = order.status === 'proposed';
  return h('li', {class: `order ${order.status}`, id: `order-${order.order_id}`},
    h('div', {class: 'order-head'},
      h('span', {class: `mark ${order.order_type}`, 'aria-hidden': 'true'}, {ad_budget: 'B', owner_comment: 'C', team_task: 'T'}[order.order_type]),
      h('div', {}, h('strong', {}, order.summary),
        h('p', {class: 'sub'}, `${words[order.order_type]} · ${date(order.ordered_at)} · ${Number(order.cost) ? money(order.cost, order.currency) : 'no cost'}`,
          order.approved_by && ` · allowed by ${order.approved_by}`,
          order.visibility === 'visible' && ' · everybody can see it')),
      h('span', {class: `badge order-${order.status}`}, ORDER_STATUS[order.status] ?? order.status)),
    grounds(order),
    h('p', {class: 'effect'}, `Expected to bring ${forecast(order)}`, order.uplift && ['; measured ', h('strong', {}, uplift(order.uplift))]),
    order.problem && h('p', {class: 'problem'}, order.problem),
    waits && may('approver') && h('div', {class: 'actions'}, button('reject', 'quiet'), button('approve', 'primary')),
    waits && !may('approver') && h('p', {class: 'sub'}, 'Waits for somebody who may approve.'),
    order.order_type === 'ad_budget' && order.status === 'pending' && order.problem && may('approver')
      && h('div', {class: 'actions'}, button('returned', 'quiet')),
    order.order_type === 'team_task' && order.status === 'pending' && may('operator') && h('div', {class: 'actions'}, button('complete', 'quiet')),
    error,
    h('details', {'data-order': order.order_id, open}, h('summary', {}, 'What happened, step by step'),
      h('ol', {class: 'trail'}, order.audit.map((step) => h('li', {title: `request ${step.request_id}`}, h('time', {datetime: step.at}, date(step.at)),
        h('strong', {}, ORDER_STEP[step.status] ?? step.status), ` by ${step.actor}`, step.note && h('span', {class: 'sub'}, step.note))))));
}

/** What it was decided on: the text that is posted, the reading against its band, and until when it can be decided. */
export function grounds({comment_text: text, evidence, decide_until: until}) {
  const reading = (name, value, band) => (band ? [h('dt', {}, name), h('dd', {}, `${count(value)} of ${count(band.p50)} expected `, gauge(value, band, name))] : null);
  return [
    text && h('blockquote', {class: 'comment', 'aria-label': 'Text of the comment'}, text),
    evidence && h('dl', {class: 'grounds'}, reading('Likes', evidence.likes, evidence.expectation.likes),
      reading('Comments', evidence.comments, evidence.expectation.comments),
      h('dt', {}, 'Read'), h('dd', {}, `${date(evidence.at)}, at ${count(evidence.views)} views${evidence.in_domain ? '' : '; few videos like it are known, so what is expected is a guess'}`)),
    until && h('p', {class: 'sub'}, `Decide until ${date(until)}.`),
  ];
}

export function forecast(order) {
  const parts = [[order.forecast_likes, 'likes'], [order.forecast_comments, 'comments']].filter(([n]) => n > 0);
  return parts.length ? parts.map(([n, name]) => `+${count(n)} ${name}`).join(', ') : 'nothing that is counted here';
}

function uplift({likes, comments, window}) {
  const one = (m, name, none) => (m
    ? `${m.estimate < 0 ? '−' : '+'}${count(Math.abs(m.estimate))} ${name} (${count(m.low)} to ${count(m.high)})`
    : none && `${name} not measurable: ${none}`);
  const others = window?.together.length;
  return [one(likes, 'likes', window?.no_likes), one(comments, 'comments', window?.no_comments),
    others && `together with ${others === 1 ? 'another order' : `${others} other orders`} of the same days`].filter(Boolean).join(', ');
}
