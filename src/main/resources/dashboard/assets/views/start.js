import {get, may, post} from '../api.js';
import {fill, h} from '../dom.js';
import {engineNow} from '../clock.js';
import {label, sorted} from '../format.js';

export async function startView(main, site) {
  if (!may('operator')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Start a campaign'), h('p', {}, 'That needs the role operator.')));
    return null;
  }
  const services = await get('/services').then((page) => page.items).catch(() => []);
  const summary = h('div', {class: 'error', role: 'alert', tabindex: -1});
  const checks = h('ul', {class: 'checks', 'aria-live': 'polite'});
  const button = h('button', {class: 'primary large'}, 'Start Automated Ratio Fixer');
  const fields = {};
  const key = crypto.randomUUID?.() ?? String(Math.random()).slice(2);

  const field = (name, label, control, hint) => {
    control.id = name;
    control.name = name;
    const message = h('span', {class: 'field-error', id: `${name}-error`});
    fields[name] = {control, message};
    if (hint) control.setAttribute('aria-describedby', `${name}-hint ${name}-error`);
    else control.setAttribute('aria-describedby', `${name}-error`);
    return h('div', {class: 'field'}, h('label', {for: name}, label), control, hint && h('span', {class: 'hint', id: `${name}-hint`}, hint), message);
  };
  const text = (attributes) => h('input', {type: 'text', ...attributes});
  const choose = (items, none) => h('select', {}, none && h('option', {value: ''}, none), items.map(([value, label]) => h('option', {value}, label)));
  const levers = (...types) => services.filter((s) => types.includes(s.type)).map((s) => [s.id, `${s.id} · ${s.name}`]);
  const mode = choose([['propose', 'Propose: a person approves each order'], ['auto', 'Auto: within consent and limits'], ['observe', 'Observe: no orders']]);
  const consent = h('fieldset', {hidden: true}, h('legend', {}, 'Consent of the channel’s owner'),
    field('consent.granted_by', 'Given by', text({maxlength: 200})),
    field('consent.expires_at', 'Until', h('input', {type: 'date'})));

  const form = h('form', {class: 'card', novalidate: true, onsubmit: start, oninput: later},
    h('h1', {}, 'Start a campaign'), summary,
    field('campaign_name', 'Campaign name', text({maxlength: 200, required: true})),
    field('video_url', 'Video', text({maxlength: 500, required: true, inputmode: 'url'}), 'Its address, or its 11 characters'),
    h('div', {class: 'pair'},
      field('like_server', 'Like service', choose(levers('ad_budget', 'team_task'), 'None')),
      field('comment_server', 'Comment service', choose(levers('owner_comment', 'team_task'), 'None'))),
    h('div', {class: 'pair'},
      field('comments_sheet_url', 'Comments sheet', text({maxlength: 500, inputmode: 'url'}), 'Google Sheet of approved texts'),
      field('sheet_tier', 'Tier', text({maxlength: 100}))),
    field('mode', 'Mode', mode), consent,
    h('div', {class: 'triple'},
      field('max_spend', 'Spend at most', text({inputmode: 'decimal', placeholder: '200.00'})),
      field('daily_spend', 'A day at most', text({inputmode: 'decimal', placeholder: '20.00'})),
      field('currency', 'Currency', text({maxlength: 3, placeholder: 'USD', value: services.find((s) => s.currency)?.currency ?? ''}))),
    h('details', {}, h('summary', {}, 'More'),
      field('form', 'Form', choose([['auto', 'Tell by itself'], ['video', 'Video'], ['short', 'Short']])),
      field('complete_when.views', 'Complete at views', text({inputmode: 'numeric'})),
      field('complete_when.healthy_for', 'Complete when healthy for', text({placeholder: 'P3D'}), 'An ISO 8601 duration')),
    button);
  fill(main, h('div', {class: 'columns wide-left'}, form,
    h('section', {class: 'card', 'aria-labelledby': 'checks-title'}, h('h2', {id: 'checks-title'}, 'Prerequisites'), checks)));

  const value = (name) => fields[name].control.value.trim() || null;
  function body() {
    const views = value('complete_when.views');
    const until = value('consent.expires_at');
    return {
      campaign_name: value('campaign_name') ?? '', video_url: value('video_url'), like_server: value('like_server'),
      comment_server: value('comment_server'), comments_sheet_url: value('comments_sheet_url'), sheet_tier: value('sheet_tier'),
      mode: value('mode'), form: value('form'), max_spend: value('max_spend'), daily_spend: value('daily_spend'), currency: value('currency')?.toUpperCase() ?? null,
      complete_when: {views: views && /^\d+$/.test(views) ? Number(views) : views, healthy_for: value('complete_when.healthy_for')},
      consent: mode.value === 'auto' ? {granted_by: value('consent.granted_by') ?? '', granted_at: new Date(engineNow() - 1000).toISOString(),
        expires_at: until ? `${until}T23:59:59Z` : ''} : null,
    };
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
    try {
      const started = await post('/start', body(), {'Idempotency-Key': `${key}-${hash(JSON.stringify(body()))}`});
      site.go(`/campaigns/${started.campaign_id}`);
    } catch (problem) {
      tell(problem);
      button.disabled = false;
      button.textContent = 'Start Automated Ratio Fixer';
    }
  }
  function tell(problem) {
    const rest = [];
    for (const {field: name, detail} of problem.errors) {
      const known = fields[name] ?? fields[name === 'video_id' ? 'video_url' : name === 'consent' ? 'consent.granted_by' : ''];
      if (known) {
        known.control.setAttribute('aria-invalid', 'true');
        known.message.textContent = detail;
      } else {
        rest.push(h('p', {}, name ? `${name}: ${detail}` : detail));
      }
    }
    fill(summary, h('strong', {}, problem.title), rest, !problem.errors.length && h('p', {}, problem.message),
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
    const query = given(body());
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
          h('strong', {}, label(line.name)), h('span', {class: 'sub'}, line.detail),
          h('span', {class: 'hidden'}, !needed ? 'not needed' : met ? 'met' : 'missing'));
      }));
    } catch (problem) {
      if (mine === asked) fill(checks, h('li', {class: 'unmet'}, problem.message));
    }
  }
  check();
  fields.campaign_name.control.focus();
  return () => clearTimeout(timer);
}

/** The fields that have a value, as a query; those of an object with a dot. */
function given(body, query = new URLSearchParams(), prefix = '') {
  for (const [name, value] of Object.entries(body)) {
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
