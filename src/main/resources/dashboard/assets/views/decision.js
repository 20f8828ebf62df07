import {h} from '../dom.js';
import {date, problemText} from '../format.js';

/** Why something is done for a campaign or nothing is, in one sentence: what the status calls its decision. */
export function decisionLine(decision) {
  const counter = decision.counter === 'all' ? '' : `${decision.counter}: `;
  return h('p', {class: 'decision', title: decision.detail ? problemText(decision.detail) : null, 'data-code': decision.reason_code},
    h('strong', {}, decision.outcome === 'held' ? 'Now: ' : 'Done: '), counter, decision.reason,
    decision.next_look_at ? h('span', {class: 'sub'}, ` Next look ${date(decision.next_look_at)}.`) : '');
}
