import {call, may} from '../api.js';
import {fill, h} from '../dom.js';

/** Starts many campaigns from a CSV file: what each start would answer is shown before anything is started. */
export function startFileView(main) {
  if (!may('operator')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Start from a file'), h('p', {}, 'That needs the role operator.')));
    return null;
  }
  const file = h('input', {type: 'file', id: 'file', accept: '.csv,text/csv', required: true, onchange: chosen});
  const error = h('p', {class: 'error', role: 'alert'});
  const found = h('div', {class: 'found', role: 'status'});
  const check = h('button', {class: 'primary', disabled: true}, 'Check the file');
  const start = h('button', {type: 'button', class: 'primary', hidden: true, onclick: () => send(false)}, 'Start');
  let lines = null;
  let key = null;

  async function chosen() {
    start.hidden = true;
    fill(found);
    const text = await file.files[0]?.text();
    lines = text === undefined ? null : text.replace(/^\uFEFF/, '').split(/\r?\n/);
    key = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    check.disabled = !lines;
  }
  async function send(dry) {
    error.textContent = '';
    start.disabled = check.disabled = true;
    try {
      const headers = dry ? {} : {'Idempotency-Key': key};
      show(await call('POST', `/start/batch${dry ? '?dry_run=true' : ''}`, {csv: lines}, headers));
    } catch (problem) {
      start.hidden = true;
      error.textContent = problem.message;
    }
    start.disabled = check.disabled = false;
  }
  function show(outcome) {
    start.hidden = !outcome.dry_run || outcome.started === 0;
    start.textContent = `Start ${outcome.started} of ${outcome.items.length}`;
    const words = outcome.dry_run ? 'would start' : 'started';
    fill(found, h('p', {}, `${outcome.started} ${words}, ${outcome.refused} refused.`),
      h('table', {class: 'list'}, h('caption', {class: 'hidden'}, 'What each line comes to'),
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Line'), h('th', {scope: 'col'}, 'Outcome'))),
        h('tbody', {}, outcome.items.map((item) => h('tr', {}, h('th', {scope: 'row'}, String(item.line)),
          h('td', {}, item.problem ? h('ul', {}, reasons(item.problem).map((reason) => h('li', {class: 'problem'}, reason)))
            : item.campaign_id ? h('a', {href: `/campaigns/${item.campaign_id}`, 'data-link': true}, 'Started') : 'Would start'))))));
  }
  const reasons = (problem) => (problem.errors.length
    ? problem.errors.map((fault) => (fault.field ? `${fault.field}: ${fault.detail}` : fault.detail)) : [problem.detail]);

  fill(main, h('form', {class: 'card', onsubmit: (event) => {
    event.preventDefault();
    send(true);
  }},
  h('h1', {}, 'Start from a file'),
  h('p', {}, 'A CSV file. Its first line names what the columns hold, by these words: ',
    ['campaign_name', 'video_url', 'mode', 'client', 'artist', 'tags', 'max_spend', 'daily_spend', 'currency', 'start_at'].flatMap((name) => [h('code', {}, name), ' ']),
    'Each further line is a campaign. Nothing is started before you have seen what each line comes to.'),
  error, h('div', {class: 'field'}, h('label', {for: 'file'}, 'File'), file), h('div', {class: 'actions'}, check, start), found));
  return null;
}
