import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {count, date, money} from '../format.js';

const NETWORKS = {in_stream: 'In-stream', in_feed: 'In-feed', shorts: 'Shorts', other: 'Elsewhere'};

/** Where the ads were shown, as a line. */
function shownOn(networks) {
  if (!networks || !networks.items.length) return null;
  const of = networks.items.map((one) => `${NETWORKS[one.network] ?? one.network} ${count(one.views)} (${money(one.cost, networks.currency)})`);
  return h('p', {}, `Paid views since ${date(networks.from)}: ${of.join(', ')}. Read ${date(networks.read_at)}.`);
}

/** Says that a campaign waits for a person before it orders, lets an approver resume it, and tells where its ads were shown. */
export function spendingNotice(id) {
  const notice = h('div', {class: 'problems', role: 'status'});
  const networks = h('div', {class: 'muted'});
  const error = h('p', {class: 'error', role: 'alert'});
  const button = h('button', {type: 'button', onclick: resume}, 'Let it order again');

  function show(state) {
    fill(notice, state.held && h('div', {},
      h('p', {}, h('strong', {}, 'Nothing is ordered'), ` since ${date(state.since)}: ${state.reason}`),
      may('approver') && button, error));
    fill(networks, shownOn(state.networks));
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
  return {notice, networks, load};
}
