import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date} from '../format.js';

/** Says that a campaign waits for a person before it orders, and lets an approver resume it. */
export function spendingNotice(id) {
  const notice = h('div', {class: 'problems', role: 'status'});
  const error = h('p', {class: 'error', role: 'alert'});
  const button = h('button', {type: 'button', onclick: resume}, 'Let it order again');

  function show(state) {
    fill(notice, state.held && h('div', {},
      h('p', {}, h('strong', {}, 'Nothing is ordered'), ` since ${date(state.since)}: ${state.reason}`),
      may('approver') && button, error));
  }
  async function load() {
    try {
      show(await get(`/campaigns/${id}/spending`));
    } catch {
      // What the page shows beside it stands all the same.
      fill(notice);
    }
  }
  async function resume() {
    const note = await ask({title: 'Let this campaign order again?', action: 'Resume', note: 'Why (may be left empty)',
      text: 'The budget stays as it is now, and counts as the owner’s own from then on.'});
    if (note === null) return;
    button.disabled = true;
    try {
      show(await post(`/campaigns/${id}/spending/resume`, {note: note}));
    } catch (problem) {
      error.textContent = problem.message;
    }
    button.disabled = false;
  }
  return {notice, load};
}
