import {readAmount} from '../amount.js';
import {call, get, may, post, versioned, who} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date, fieldTime, instantOf, readTags, zoneName} from '../format.js';

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
    let {body: details, tag} = await versioned(`/campaigns/${id}`);
    const given = terms(details);
    const wanted = await form({title: 'Edit campaign', action: 'Save', given, fields: await fields(given, details), send: async (patch) => {
      try {
        return await call('PATCH', `/campaigns/${id}`, patch, {'If-Match': tag});
      } catch (problem) {
        if (problem.status !== 412) throw problem;
        // What is typed stays: whoever saves again has been told whose words it goes over.
        ({body: details, tag} = await versioned(`/campaigns/${id}`));
        throw new Error(`Somebody edited this campaign while you did. ${differences(given, terms(details))} What you typed is kept: save again to put it in the place of theirs.`);
      }
    }});
    if (wanted) changed(wanted);
  }
  async function duplicateIt() {
    const details = await get(`/campaigns/${id}`);
    const given = terms(details);
    // A consent is of one campaign: the copy asks a person until it has its own.
    const copy = {...given, campaign_name: `${given.campaign_name} (copy)`, mode: given.mode === 'auto' ? 'propose' : given.mode, start_at: ''};
    const rest = {like_server: details.terms.like_server, comment_server: details.terms.comment_server,
      comments_sheet_url: details.terms.comments_sheet_url, sheet_tier: details.terms.sheet_tier};
    const started = await form({title: 'Duplicate campaign', action: 'Start copy', given: {}, values: copy,
      fields: [['video_url', 'Video of the copy', {required: true, hint: 'Its address at YouTube or in YouTube Studio'}], ...await fields(copy, {ratio_fixer_status: 'new'})],
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
      note.hidden = now.paused_by === null;
      fill(note, `Paused by ${now.paused_by} on ${date(now.paused_at)}${now.pause_reason ? `: ${now.pause_reason.replace(/[.\s]+$/, '')}` : ''}. It goes on when somebody resumes it.`);
    },
  };
}

const NAMES = {campaign_name: 'Campaign name', client: 'Client', artist: 'Artist', tags: 'Tags, separated by commas', mode: 'Mode',
  max_spend: 'Spend at most', daily_spend: 'A day at most', currency: 'Currency', start_at: 'Start on'};

function terms(details) {
  return {campaign_name: details.campaign_name, client: details.client ?? '', artist: details.artist ?? '', tags: details.tags.join(', '),
    mode: details.mode, max_spend: details.terms.max_spend ?? '', daily_spend: details.terms.daily_spend ?? '', currency: details.terms.currency ?? '',
    start_at: details.ratio_fixer_status === 'scheduled' ? fieldTime(details.started_at) : ''};
}

/** What somebody else changed, in words. */
function differences(before, now) {
  return Object.entries(NAMES).filter(([name]) => before[name] !== now[name])
    .map(([name, label]) => `${label.split(',')[0]} is now ${now[name] ? `\u201c${now[name]}\u201d` : 'empty'}.`).join(' ');
}

async function fields(given, details) {
  const clients = await get('/clients').then((page) => page.items).catch(() => []);
  const known = clients.map((client) => [client.client_id, client.name]);
  if (given.client && !clients.some((client) => client.client_id === given.client)) known.push([given.client, given.client]);
  const field = (name, attributes) => [name, NAMES[name], attributes];
  const words = [field('campaign_name', {required: true, maxlength: 200}),
    field('client', {choices: [...(who().client ? [] : [['', 'None']]), ...known]}),
    field('artist', {maxlength: 100}), field('tags', {maxlength: 1000})];
  const status = details.ratio_fixer_status;
  if (status !== 'new' && !LIVE.includes(status)) return words;
  return [...words,
    field('mode', {choices: [['observe', 'Observe: no orders'], ['propose', 'Propose: a person approves each order'],
      ...(given.mode === 'auto' ? [['auto', 'Auto: within consent and limits']] : [])]}),
    field('max_spend', {inputmode: 'decimal'}), field('daily_spend', {inputmode: 'decimal'}), field('currency', {maxlength: 3}),
    ...(status === 'scheduled' || status === 'new' ? [field('start_at', {type: 'datetime-local', required: status === 'scheduled',
      hint: status === 'new' ? `Leave it empty to start now. Time in ${zoneName()}` : `Time in ${zoneName()}`})] : [])];
}

/** Asks in a dialog; it stays open while what was typed is refused. Resolves to the answer, or null when called off. */
function form({title, action, given, values = given, fields: wanted, send}) {
  return new Promise((resolve) => {
    const error = h('p', {class: 'error', role: 'alert', tabindex: -1});
    const inputs = new Map();
    const rows = wanted.map(([name, label, {choices, hint, ...attributes}]) => {
      const value = values[name] ?? '';
      const described = `steer-${name}-error${hint ? ` steer-${name}-hint` : ''}`;
      const control = choices
        ? h('select', {id: `steer-${name}`, 'aria-describedby': described}, choices.map(([key, text]) => h('option', {value: key, selected: key === value}, text)))
        : h('input', {type: 'text', id: `steer-${name}`, 'aria-describedby': described, value, ...attributes});
      const message = h('span', {class: 'field-error', id: `steer-${name}-error`});
      inputs.set(name, {control, message, label});
      return h('div', {class: 'field'}, h('label', {for: `steer-${name}`}, label), control, hint && h('span', {class: 'hint', id: `steer-${name}-hint`}, hint), message);
    });
    let answer = null;
    const save = h('button', {class: 'primary'}, action);
    const dialog = h('dialog', {'aria-labelledby': 'steer-title', class: 'steer'},
      h('form', {novalidate: true, onsubmit: submit}, h('h2', {id: 'steer-title'}, title), error, rows,
        h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Cancel'), save)));
    function tell(faults, text) {
      for (const [name, detail] of faults) {
        const place = inputs.get({video_id: 'video_url', video_public: 'video_url', limits: 'max_spend'}[name] ?? name);
        if (!place) {
          text = [text, detail].filter(Boolean).join(' ');
          continue;
        }
        place.control.setAttribute('aria-invalid', 'true');
        place.message.textContent = detail.charAt(0).toUpperCase() + detail.slice(1);
      }
      error.textContent = text;
      (dialog.querySelector('[aria-invalid]') ?? error).focus();
    }
    async function submit(event) {
      event.preventDefault();
      const body = {};
      const faults = [];
      error.textContent = '';
      for (const [name, {control, message}] of inputs) {
        control.removeAttribute('aria-invalid');
        message.textContent = '';
        const value = control.value.trim();
        if (control.required && !value) faults.push([name, 'This is needed.']);
        if (value === (given[name] ?? '')) continue;
        try {
          body[name] = typed(name, value);
        } catch (fault) {
          faults.push([name, fault.message]);
        }
      }
      if (faults.length) {
        tell(faults, faults.length === 1 ? 'A field is not right.' : `${faults.length} fields are not right.`);
        return;
      }
      save.disabled = true;
      try {
        if (Object.keys(body).length) answer = await send(body);
        dialog.close();
      } catch (problem) {
        const named = problem.errors ?? [];
        tell(named.map((one) => [one.field, one.detail]), named.length ? '' : problem.message);
      }
      save.disabled = false;
    }
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** What is typed, as the API takes it; fails in words. */
function typed(name, value) {
  switch (name) {
    case 'tags': return readTags(value);
    case 'currency': return value.toUpperCase() || null;
    case 'max_spend':
    case 'daily_spend': {
      const {value: amount, error} = readAmount(value);
      if (error) throw new Error(error);
      return amount ?? null;
    }
    case 'start_at': {
      const instant = value ? instantOf(value) : null;
      if (value && instant === null) throw new Error('Give a day and a time.');
      return instant;
    }
    default: return value || null;
  }
}
