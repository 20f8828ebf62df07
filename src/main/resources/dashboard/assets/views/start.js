import {readAmount} from '../amount.js';
import {get, may, post, who} from '../api.js';
import {fill, h} from '../dom.js';
import {keepDraft} from '../draft.js';
import {engineNow} from '../clock.js';
import {dayEnd, instantOf, label, named, readTags, sorted, zoneName} from '../format.js';

export async function startView(main, site) {
  if (!may('operator')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Start a campaign'), h('p', {}, 'That needs the role operator.')));
    return null;
  }
  const [services, clients] = await Promise.all(['/services', '/clients'].map((path) => get(path).then((page) => page.items).catch(() => [])));
  const summary = h('div', {class: 'error', role: 'alert', tabindex: -1});
  const checks = h('ul', {class: 'checks', 'aria-live': 'polite'});
  const button = h('button', {class: 'primary large'}, 'Start Automated Ratio Fixer');
  const fields = {};
  const key = crypto.randomUUID?.() ?? String(Math.random()).slice(2);

  const field = (name, label, control, hint) => {
    control.id = name;
    control.name = name;
    const message = h('span', {class: 'field-error', id: `${name}-error`});
    fields[name] = {control, message, label};
    if (hint) control.setAttribute('aria-describedby', `${name}-hint ${name}-error`);
    else control.setAttribute('aria-describedby', `${name}-error`);
    return h('div', {class: 'field'}, h('label', {for: name}, label), control, hint && h('span', {class: 'hint', id: `${name}-hint`}, hint), message);
  };
  const text = (attributes) => h('input', {type: 'text', ...attributes});
  const choose = (items, none) => h('select', {}, none && h('option', {value: ''}, none), items.map(([value, label]) => h('option', {value}, label)));
  const levers = (...types) => services.filter((s) => types.includes(s.type)).map((s) => [s.id, s.name]);
  const mode = choose([['propose', 'Propose: a person approves each order'], ['auto', 'Auto: within consent and limits'], ['observe', 'Observe: no orders']]);
  const consent = h('fieldset', {hidden: true}, h('legend', {}, 'Consent of the channel’s owner'),
    field('consent.granted_by', 'Given by', text({maxlength: 200})),
    field('consent.expires_at', 'Until', h('input', {type: 'date'})),
    field('consent.trials', 'Trials of the ads budget', choose([['false', 'Not allowed'], ['true', 'Allowed']]),
      'Days with a higher budget and days without, drawn by lot, to find out whether the ads help. Within the limits'));

  const own = who().client;
  const client = choose(clients.map((one) => [one.client_id, one.name]), own ? null : 'None');
  if (own && ![...client.options].some((option) => option.value === own)) client.append(h('option', {value: own}, own));
  const more = h('details', {}, h('summary', {}, 'More'),
    field('form', 'Form', choose([['auto', 'Tell by itself'], ['video', 'Video'], ['short', 'Short']])),
    field('complete_when.views', 'Complete at views', text({inputmode: 'numeric'})),
    h('div', {class: 'pair'},
      field('complete_when.healthy_for', 'Complete when healthy for, in days', text({inputmode: 'decimal', placeholder: '3'}), 'Likes and comments stay as expected for so long'),
      field('complete_when.until', 'Complete on', h('input', {type: 'date'}))));
  const form = h('form', {class: 'card', novalidate: true, onsubmit: start, oninput: later},
    h('h1', {}, 'Start a campaign'), summary,
    field('campaign_name', 'Campaign name', text({maxlength: 200, required: true})),
    field('video_url', 'Video', text({maxlength: 500, required: true, inputmode: 'url'}), 'Its address at YouTube or in YouTube Studio, or its 11 characters'),
    h('div', {class: 'pair'},
      field('client', 'Client', client, clients.length ? null : 'Clients are added on the page Clients'),
      field('artist', 'Artist', text({maxlength: 100}))),
    h('div', {class: 'pair'},
      field('tags', 'Tags', text({maxlength: 1000, placeholder: 'spring, single'}), 'Separated by commas; the list can be narrowed by them'),
      field('start_at', 'Start on', h('input', {type: 'datetime-local'}), `Leave it empty to start now. Time in ${zoneName()}`)),
    h('div', {class: 'pair'},
      field('like_server', 'Like service', choose(levers('ad_budget', 'team_task'), 'None')),
      field('comment_server', 'Comment service', choose(levers('owner_comment', 'team_task'), 'None'))),
    h('div', {class: 'pair'},
      field('comments_sheet_url', 'Comments sheet', text({maxlength: 500, inputmode: 'url'}), 'Address of a Google Sheet with texts that the channel’s owner approved'),
      field('sheet_tier', 'Tab of the sheet', text({maxlength: 100}), 'The name at its bottom edge')),
    field('mode', 'Mode', mode), consent,
    h('div', {class: 'triple'},
      field('max_spend', 'Spend at most', text({inputmode: 'decimal', placeholder: '200.00'})),
      field('daily_spend', 'A day at most', text({inputmode: 'decimal', placeholder: '20.00'})),
      field('currency', 'Currency', text({maxlength: 3, placeholder: 'USD', value: services.find((s) => s.currency)?.currency ?? ''}))),
    more, button);
  const draft = keepDraft('start', who().name, form);
  fill(main, h('div', {class: 'columns wide-left'}, form,
    h('section', {class: 'card', 'aria-labelledby': 'checks-title'}, h('h2', {id: 'checks-title'}, 'Before it can start'), checks)));

  const value = (name) => fields[name].control.value.trim() || null;
  /** What is typed, as the API takes it, and every fault that can be told here. */
  function read() {
    const faults = {};
    const amount = (name) => {
      const {value: good, error} = readAmount(fields[name].control.value);
      if (error) faults[name] = error;
      return good ?? null;
    };
    const views = value('complete_when.views')?.replaceAll(/[\s.,’'](?=\d{3}\b)/g, '') ?? null;
    if (views !== null && !/^[1-9]\d{0,17}$/.test(views)) faults['complete_when.views'] = 'Give a whole number of views, such as 100000.';
    const days = value('complete_when.healthy_for');
    const hours = days === null ? null : Math.round(Number(days.replace(',', '.')) * 24);
    if (days !== null && !(hours > 0 && hours <= 3660 * 24)) faults['complete_when.healthy_for'] = 'Give a number of days, such as 3 or 0.5.';
    if (!value('campaign_name')) faults.campaign_name = 'Give it a name.';
    if (!value('video_url')) faults.video_url = 'Say which video: paste its address.';
    const currency = value('currency')?.toUpperCase() ?? null;
    if (currency !== null && !/^[A-Z]{3}$/.test(currency)) faults.currency = 'Three letters, such as USD.';
    const [max, daily] = [amount('max_spend'), amount('daily_spend')];
    if (value('max_spend') && !value('daily_spend')) faults.daily_spend = 'Say also how much a day.';
    if (value('daily_spend') && !value('max_spend')) faults.max_spend = 'Say also how much in all.';
    if ((value('max_spend') || value('daily_spend')) && !currency) faults.currency = 'In which currency?';
    if (!faults.max_spend && !faults.daily_spend && max !== null && daily !== null && Number(daily) > Number(max)) faults.daily_spend = 'A day cannot have more than all days together.';
    const auto = mode.value === 'auto';
    if (auto) {
      if (!value('max_spend')) faults.max_spend = 'Mode Auto needs a limit.';
      if (!value('daily_spend')) faults.daily_spend = 'Mode Auto needs a limit.';
      if (!value('consent.granted_by')) faults['consent.granted_by'] = 'Say who of the channel gave it.';
      if (!value('consent.expires_at')) faults['consent.expires_at'] = 'Say until when it holds.';
    }
    const tags = readTags(value('tags') ?? '');
    if (tags.length > 20) faults.tags = 'At most 20 tags.';
    if (tags.some((tag) => tag.length > 50)) faults.tags = 'A tag has at most 50 characters.';
    const begins = value('start_at') ? instantOf(value('start_at')) : null;
    if (value('start_at') && begins === null) faults.start_at = 'Give a day and a time.';
    if (begins !== null && Date.parse(begins) <= engineNow()) faults.start_at = 'That time is over. Give one that is to come, or leave it empty to start now.';
    const end = (name) => (value(name) ? dayEnd(value(name)) : null);
    for (const name of ['complete_when.until', ...(auto ? ['consent.expires_at'] : [])]) {
      if (end(name) && Date.parse(end(name)) < engineNow()) faults[name] = 'That day is over.';
    }
    return {faults, body: {
      campaign_name: value('campaign_name') ?? '', video_url: value('video_url'), like_server: value('like_server'),
      comment_server: value('comment_server'), comments_sheet_url: value('comments_sheet_url'), sheet_tier: value('sheet_tier'),
      mode: value('mode'), form: value('form'), max_spend: faults.max_spend ? null : max, daily_spend: faults.daily_spend ? null : daily,
      currency: faults.currency ? null : currency,
      complete_when: {views: faults['complete_when.views'] || views === null ? null : Number(views),
        healthy_for: faults['complete_when.healthy_for'] || hours === null ? null : hours % 24 ? `PT${hours}H` : `P${hours / 24}D`, until: faults['complete_when.until'] ? null : end('complete_when.until')},
      consent: auto ? {granted_by: value('consent.granted_by') ?? '', granted_at: new Date(engineNow() - 1000).toISOString(),
        expires_at: end('consent.expires_at') ?? '', trials: value('consent.trials') === 'true'} : null,
      client: value('client'), artist: value('artist'), tags: tags.length && !faults.tags ? tags : null, start_at: faults.start_at ? null : begins,
    }};
  }
  /** What the engine would refuse of what is typed: faults of fields, and what is missing around them. */
  async function refusals(body) {
    const list = await get(`/prerequisites?${given(body)}`);
    return list.items.filter((line) => !line.met && line.required).map((line) => ({field: line.field ?? line.name, detail: line.detail}));
  }
  async function start(event) {
    event.preventDefault();
    button.disabled = true;
    button.textContent = 'Starting…';
    fill(summary);
    for (const {control, message} of Object.values(fields)) {
      control.removeAttribute('aria-invalid');
      message.textContent = '';
    }
    const {faults, body} = read();
    try {
      if (Object.keys(faults).length) {
        // All at once: what the engine would say of the rest is told with it.
        const others = (await refusals(body).catch(() => [])).filter((one) => !faults[one.field] && !(one.field?.startsWith('consent') && mode.value === 'auto'));
        tell({title: 'Some fields are not right', errors: [...Object.entries(faults).map(([field, detail]) => ({field, detail})), ...others]});
      } else {
        const started = await post('/start', body, {'Idempotency-Key': `${key}-${hash(JSON.stringify(body))}`});
        draft.forget();
        site.go(`/campaigns/${started.campaign_id}`);
        return;
      }
    } catch (problem) {
      tell(problem);
    }
    button.disabled = false;
    button.textContent = 'Start Automated Ratio Fixer';
  }
  /** Where a fault of the engine's stands in this form. */
  const place = (name) => fields[name] ?? fields[{video_id: 'video_url', video_public: 'video_url', consent: 'consent.granted_by', limits: 'max_spend', like_service_known: 'like_server', comment_service_known: 'comment_server', comments_sheet_readable: 'comments_sheet_url'}[name] ?? ''];
  function tell(problem) {
    const lines = [];
    for (const {field: name, detail} of problem.errors) {
      const known = place(name);
      const words = detail.charAt(0).toUpperCase() + detail.slice(1);
      if (known) {
        known.control.setAttribute('aria-invalid', 'true');
        if (!known.message.textContent) known.message.textContent = words;
        known.control.closest('details')?.setAttribute('open', '');
      }
      lines.push(h('li', {}, known ? [h('a', {href: `#${known.control.id}`, onclick: (event) => {
        event.preventDefault();
        known.control.focus();
      }}, known.label), `: ${detail}`] : words));
    }
    fill(summary, h('strong', {}, problem.title), lines.length ? h('ul', {}, lines) : h('p', {}, problem.message),
      problem.campaignId && h('a', {href: `/campaigns/${problem.campaignId}`, 'data-link': true}, 'Open that campaign'));
    (form.querySelector('[aria-invalid]') ?? summary).focus();
  }

  let timer = null;
  let asked = 0;
  function later() {
    consent.hidden = mode.value !== 'auto';
    clearTimeout(timer);
    timer = setTimeout(check, 300);
  }
  async function check() {
    const query = given(read().body);
    const mine = ++asked;
    try {
      const list = await get(`/prerequisites?${query}`);
      if (mine !== asked) return;
      const given = value('consent.granted_by') && value('consent.expires_at');
      fill(checks, sorted(list.items).map((line) => {
        const consents = line.name === 'consent_given';
        const met = line.met || (consents && given);
        const needed = line.required || (consents && mode.value === 'auto');
        return h('li', {class: !needed ? 'open' : met ? 'met' : 'unmet'},
          h('strong', {}, label(line.name)), h('span', {class: 'sub'}, named(line.detail)),
          h('span', {class: 'hidden'}, !needed ? 'not needed' : met ? 'met' : 'missing'));
      }));
    } catch (problem) {
      if (mine === asked) fill(checks, h('li', {class: 'unmet'}, problem.message));
    }
  }
  later();
  if (more.querySelector('input[value]:not([value=""])') || [...more.querySelectorAll('input')].some((input) => input.value)) more.open = true;
  (draft.found ? form.querySelector('h1') : fields.campaign_name.control).focus?.();
  return () => clearTimeout(timer);
}

/** The fields that have a value, as a query; those of an object with a dot. */
function given(body, query = new URLSearchParams(), prefix = '') {
  for (const [name, value] of Object.entries(body)) {
    // The check list is not asked for words by which lists find it.
    if (Array.isArray(value) || name === 'artist') continue;
    if (value && typeof value === 'object') given(value, query, `${name}.`);
    else if (value !== null && value !== '') query.set(prefix + name, value);
  }
  return query;
}

/** Changes with the request: a mended request is a new one. */
function hash(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return (sum >>> 0).toString(36);
}
