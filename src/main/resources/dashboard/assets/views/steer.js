import {call, get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date} from '../format.js';

const LIVE = ['running', 'paused', 'scheduled'];

/**
 * What a person does to a campaign: pause, resume, edit, duplicate. `changed` takes the campaign's status afterwards.
 */
export function steering(site, id, changed) {
  const note = h('p', {class: 'muted paused-by', role: 'status', hidden: true});
  const error = h('p', {class: 'error', role: 'alert'});
  const button = (text, action) => h('button', {type: 'button', class: 'quiet', hidden: true, onclick: () => run(action)}, text);
  const pause = button('Pause', pauseIt);
  const resume = button('Resume', async () => changed(await post(`/resume/${id}`)));
  const edit = button('Edit', editIt);
  const duplicate = button('Duplicate', duplicateIt);

  async function run(action) {
    error.textContent = '';
    try {
      await action();
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  async function pauseIt() {
    const reason = await ask({title: 'Pause this campaign?', action: 'Pause campaign', note: 'Why (others see it)',
      text: 'Readings go on. Nothing is ordered, orders that wait are cancelled, raised budgets go back. It goes on when somebody resumes it.'});
    if (reason !== null) changed(await post(`/pause/${id}`, {reason}));
  }
  async function editIt() {
    const {details, tag} = await read(id);
    const given = terms(details);
    const wanted = await form({title: 'Edit campaign', action: 'Save', given, fields: await fields(given, details),
      send: (patch) => call('PATCH', `/campaigns/${id}`, patch, {'If-Match': tag})});
    if (wanted) changed(wanted);
  }
  async function duplicateIt() {
    const {details} = await read(id);
    const given = terms(details);
    const copy = {...given, campaign_name: `${given.campaign_name} (copy)`};
    const rest = {like_server: details.terms.like_server, comment_server: details.terms.comment_server,
      comments_sheet_url: details.terms.comments_sheet_url, sheet_tier: details.terms.sheet_tier};
    const started = await form({title: 'Duplicate campaign', action: 'Start copy', given: {}, values: copy,
      fields: [['video_url', 'Video of the copy', {required: true}], ...await fields(copy, {ratio_fixer_status: 'scheduled'})],
      send: (body) => post('/start', {...rest, ...body})});
    if (started) site.go(`/campaigns/${started.campaign_id}`);
  }

  return {
    buttons: may('operator') ? [pause, resume, edit, duplicate] : [],
    note: h('div', {}, note, error),
    update(now) {
      const live = LIVE.includes(now.ratio_fixer_status);
      pause.hidden = !live || now.paused_by !== null || now.ratio_fixer_status === 'scheduled';
      resume.hidden = !live || now.paused_by === null;
      edit.hidden = false;
      duplicate.hidden = false;
      note.hidden = now.paused_by === null && now.ratio_fixer_status !== 'scheduled';
      fill(note, now.paused_by !== null
        ? `Paused by ${now.paused_by} on ${date(now.paused_at)}${now.pause_reason ? `: ${now.pause_reason}` : ''}. It goes on when somebody resumes it.`
        : `Starts on ${date(now.started_at)}.`);
    },
  };
}

/** The campaign with the version that an edit is of. */
async function read(id) {
  const response = await fetch(`/api/ratio-fixer/campaigns/${id}`, {credentials: 'same-origin'});
  if (!response.ok) throw new Error('The campaign could not be read.');
  return {details: await response.json(), tag: response.headers.get('ETag')};
}

function terms(details) {
  return {campaign_name: details.campaign_name, client: details.client, artist: details.artist, tags: details.tags.join(', '),
    mode: details.mode, max_spend: details.terms.max_spend, daily_spend: details.terms.daily_spend, currency: details.terms.currency};
}

async function fields(given, details) {
  const clients = await get('/clients').then((page) => page.items).catch(() => []);
  const scheduled = details.ratio_fixer_status === 'scheduled';
  const words = [
    ['campaign_name', 'Campaign name', {required: true, maxlength: 200}],
    ['client', 'Client', {choices: [['', 'None'], ...clients.map((client) => [client.client_id, client.name])]}],
    ['artist', 'Artist', {maxlength: 100}],
    ['tags', 'Tags, separated by commas', {maxlength: 500}],
  ];
  if (!LIVE.includes(details.ratio_fixer_status)) return words;
  return [...words,
    ['mode', 'Mode', {choices: [['observe', 'Observe'], ['propose', 'Propose'], ...(given.mode === 'auto' ? [['auto', 'Auto']] : [])]}],
    ['max_spend', 'Spend at most', {inputmode: 'decimal'}],
    ['daily_spend', 'A day at most', {inputmode: 'decimal'}],
    ['currency', 'Currency', {maxlength: 3}],
    ...(scheduled ? [['start_at', 'Start at (leave empty for now)', {type: 'datetime-local'}]] : [])];
}

/** Asks in a dialog; it stays open while what was typed is refused. Resolves to the answer, or null when called off. */
function form({title, action, given, values = given, fields: wanted, send}) {
  return new Promise((resolve) => {
    const error = h('p', {class: 'error', role: 'alert'});
    const inputs = new Map();
    const rows = wanted.map(([name, label, {choices, ...attributes}]) => {
      const value = values[name] ?? '';
      const control = choices
        ? h('select', {id: `steer-${name}`}, choices.map(([key, text]) => h('option', {value: key, selected: key === value}, text)))
        : h('input', {type: 'text', id: `steer-${name}`, value, ...attributes});
      inputs.set(name, control);
      return h('div', {class: 'field'}, h('label', {for: `steer-${name}`}, label), control);
    });
    let answer = null;
    const dialog = h('dialog', {'aria-labelledby': 'steer-title', class: 'steer'},
      h('form', {onsubmit: submit}, h('h2', {id: 'steer-title'}, title), error, rows,
        h('div', {class: 'actions'},
          h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Cancel'),
          h('button', {class: 'primary'}, action))));
    async function submit(event) {
      event.preventDefault();
      const body = {};
      for (const [name, control] of inputs) {
        const value = control.value.trim();
        if (value !== (given[name] ?? '')) body[name] = typed(name, value);
      }
      try {
        if (Object.keys(body).length) answer = await send(body);
        dialog.close();
      } catch (problem) {
        error.textContent = problem.message;
      }
    }
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function typed(name, value) {
  if (name === 'tags') return value.split(',').map((tag) => tag.trim()).filter((tag) => tag);
  if (name === 'start_at') return value ? new Date(value).toISOString() : null;
  return value || null;
}
