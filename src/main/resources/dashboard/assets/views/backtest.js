import {call, get, post} from '../api.js';
import {fill, h} from '../dom.js';
import {readAmount} from '../amount.js';
import {count, date, money, ORDER_STATUS, problemText, words} from '../format.js';

/** What another mode, other limits or another policy would have ordered for a campaign: before one switches to auto. */
export async function backtestView(main, site, id) {
  let details;
  try {
    details = await get(`/campaigns/${id}`);
  } catch (problem) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'No such campaign'), h('p', {}, problem.message),
      h('a', {href: '/', 'data-link': true}, 'All campaigns')));
    return null;
  }
  site.title(`Backtest of ${details.campaign_name}`);
  const error = h('p', {class: 'error', role: 'alert'});
  const result = h('div', {'aria-live': 'polite'});
  const bar = h('progress', {max: '1', value: '0', hidden: true, 'aria-label': 'How far the backtest is'});
  const run = h('button', {type: 'submit', class: 'primary'}, 'Run the backtest');
  const cancel = h('button', {type: 'button', class: 'quiet', hidden: true, onclick: () => call('DELETE', `/campaigns/${id}/backtest`).catch(() => {})}, 'Cancel');
  const input = (name, label, attributes, hint) => h('label', {}, label, h('input', {name, ...attributes}), hint && h('span', {class: 'sub'}, hint));
  const form = h('form', {class: 'card trial', onsubmit: start},
    h('label', {}, 'Mode', h('select', {name: 'mode'},
      h('option', {value: 'auto'}, 'Auto: orders are placed by themselves'),
      h('option', {value: 'propose'}, 'Propose: orders wait for a person'),
      h('option', {value: ''}, 'As it was'))),
    input('max_spend', 'In all at most', {inputmode: 'decimal', placeholder: details.terms.max_spend ?? ''}, 'Empty: as it is.'),
    input('daily_spend', 'A day at most', {inputmode: 'decimal', placeholder: details.terms.daily_spend ?? ''}, 'Empty: as it is.'),
    input('max_step', 'Largest change of a budget at a time', {inputmode: 'decimal', placeholder: '0.2'}, 'A share of it, up to 0.5. Empty: as it was.'),
    input('trigger', 'Falls short when it is among the lowest', {inputmode: 'decimal', placeholder: '0.25'}, 'A share of such videos: 0.25 is the lowest quarter. Empty: as it was.'),
    h('div', {class: 'actions'}, run, cancel, bar), error);
  fill(main,
    h('p', {class: 'crumb'}, h('a', {href: `/campaigns/${id}`, 'data-link': true}, `← ${details.campaign_name}`)),
    h('h1', {}, 'What would have been ordered?'),
    h('p', {}, 'The rules of Ratio Fixer are run over what is stored of this campaign. Nothing is ordered, and neither Google nor YouTube is asked. '
      + 'The counters stay as they came: what an order would have changed in them is not simulated.'),
    form, result);
  let watching = null;

  function trial() {
    const value = (name) => form.elements[name].value.trim();
    const body = {};
    if (value('mode')) body.mode = value('mode');
    const limits = {};
    for (const name of ['max_spend', 'daily_spend']) {
      if (!value(name)) continue;
      const {value: amount, error: wrong} = readAmount(value(name));
      if (wrong) throw new Error(`${name === 'max_spend' ? 'In all at most' : 'A day at most'}: ${wrong}`);
      limits[name] = amount;
    }
    if (Object.keys(limits).length) {
      body.limits = {max_spend: details.terms.max_spend, daily_spend: details.terms.daily_spend, ...limits};
      if (details.terms.currency) body.limits.currency = details.terms.currency;
    }
    const policy = {};
    for (const name of ['max_step', 'trigger']) if (value(name)) policy[name] = Number(value(name).replace(',', '.'));
    if (Object.keys(policy).length) body.policy = policy;
    return body;
  }
  async function start(event) {
    event.preventDefault();
    let wanted;
    try {
      wanted = trial();
    } catch (fault) {
      error.textContent = fault.message;
      return;
    }
    run.disabled = true;
    cancel.hidden = false;
    bar.hidden = false;
    bar.value = 0;
    error.textContent = '';
    fill(result);
    watching = setInterval(async () => {
      const {share} = await get(`/campaigns/${id}/backtest`).catch(() => ({share: null}));
      if (share !== null) bar.value = share;
    }, 500);
    try {
      fill(result, report(await post(`/campaigns/${id}/backtest`, wanted)));
    } catch (problem) {
      error.textContent = [problem.message, ...(problem.errors ?? []).map((one) => one.detail)].join(' ');
    }
    clearInterval(watching);
    run.disabled = false;
    cancel.hidden = true;
    bar.hidden = true;
  }
  return () => clearInterval(watching);
}

const summed = (sums) => `${count(sums.budgets)} budgets, ${count(sums.comments)} comments, ${count(sums.tasks)} tasks; ${sums.cost === null ? 'no cost' : money(sums.cost, sums.currency)}`;

function report(told) {
  return [
    h('section', {class: 'card', 'aria-labelledby': 'sums-title'}, h('h2', {id: 'sums-title'}, `${date(told.from)} to ${date(told.to)}`),
      !told.complete && h('p', {class: 'problem'}, `Not all of the time was looked at: ${told.stopped}.`),
      h('dl', {class: 'status-card'}, h('dt', {}, `In mode ${words[told.mode] ?? told.mode}`), h('dd', {}, summed(told.sums)),
        h('dt', {}, 'Really ordered'), h('dd', {}, summed(told.recorded_sums)),
        h('dt', {}, 'Looks'), h('dd', {}, count(told.looks))),
      told.assumptions.map((one) => h('p', {class: 'sub'}, one))),
    h('section', {class: 'card', 'aria-labelledby': 'would-title'}, h('h2', {id: 'would-title'}, 'Would have been ordered'), orders(told.orders, true)),
    h('section', {class: 'card', 'aria-labelledby': 'was-title'}, h('h2', {id: 'was-title'}, 'Was ordered'), orders(told.recorded, false)),
    h('section', {class: 'card', 'aria-labelledby': 'said-title'}, h('h2', {id: 'said-title'}, 'Why, and why not'),
      h('ul', {class: 'decisions'}, told.answers.map((one) => h('li', {title: one.detail ? problemText(one.detail) : null},
        `${date(one.at)}${one.times > 1 ? ` to ${date(one.last_at)}` : ''} · `, one.counter === 'all' ? '' : h('strong', {}, `${one.counter}: `), one.reason)))),
  ];
}

function orders(lines, simulated) {
  if (!lines.length) return h('p', {class: 'muted'}, 'Nothing.');
  const head = ['When', 'What', 'Direction', 'Cost', 'Status', 'Why'].map((name) => h('th', {scope: 'col'}, name));
  return h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': simulated ? 'Would have been ordered' : 'Was ordered'}, h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, lines.map((one) => h('tr', {},
    h('td', {}, date(one.at)), h('td', {}, words[one.order_type]), h('td', {}, one.direction),
    h('td', {}, one.cost === null ? `up to ${money(one.reserved, one.currency)}` : money(one.cost, one.currency), simulated && one.cost_assumed && one.cost !== null ? ' (worked out)' : ''),
    h('td', {}, ORDER_STATUS[one.status] ?? one.status, simulated && one.same_as ? ' · was made, too' : ''), h('td', {}, one.summary))))));
}
