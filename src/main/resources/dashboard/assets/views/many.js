import {may, post} from '../api.js';
import {fill, h} from '../dom.js';
import {count} from '../format.js';

const AT_ONCE = 4;
const STOPPED_TOGETHER = 25;
const TRIES = 5;
const ENDED = ['stopped', 'completed', 'failed'];
const WAITS = 'has not begun: it can be stopped, or its start moved';
const OVER = 'has ended';

/** What many campaigns can be put to. `leaves` says why one is left as it is, or nothing. */
const ACTIONS = {
  pause: {
    name: 'Pause', doing: 'Pausing', done: 'Paused',
    text: 'Readings go on, and nothing more is ordered. Orders that wait are cancelled, and daily budgets that were raised go back to what they were. A campaign that you pause goes on only when somebody resumes it.',
    leaves: (one) => (ENDED.includes(one.ratio_fixer_status) ? OVER : one.ratio_fixer_status === 'scheduled' ? WAITS : one.paused_by !== null ? 'is paused already' : null),
  },
  resume: {
    name: 'Resume', doing: 'Resuming', done: 'Resumed',
    text: 'Their videos are looked after again, within their limits. Orders that the pause cancelled do not come back; new ones are made where likes or comments fall short.',
    leaves: (one) => (ENDED.includes(one.ratio_fixer_status) ? OVER : one.paused_by === null ? 'was not paused by a person' : null),
  },
  stop: {
    name: 'Stop', doing: 'Stopping', done: 'Stopped', danger: true,
    text: 'Their videos are no longer watched. Orders that wait are cancelled, and daily budgets that were raised go back to what they were. A stopped campaign cannot be resumed, only started anew.',
    leaves: (one) => (ENDED.includes(one.ratio_fixer_status) ? 'has ended already' : null),
  },
};

const campaigns = (number) => `${count(number)} ${number === 1 ? 'campaign' : 'campaigns'}`;

/**
 * Chooses campaigns of a list and pauses, resumes or stops them together. `list` has `rows`, shown ones by id in their
 * order, `all()`, which finds every one of the filter, and `total()`, how many those are; `changed` takes a status.
 */
export function choosing(list, changed) {
  if (!may('operator')) return {box: () => null, line: null, bar: null, hint: null, clear() {}, shown() {}};
  const picked = new Map();
  const bar = h('div', {class: 'chosen', role: 'region', 'aria-label': 'What to do with the chosen campaigns', hidden: true});
  const every = h('input', {type: 'checkbox', id: 'every', onchange: () => {
    list.rows.forEach((row) => pick(row, every.checked));
    if (!every.checked) picked.clear();
    tell();
  }});
  const line = h('div', {class: 'pick-line'}, h('label', {for: 'every'}, every, ' Choose all that are shown'));
  const hint = h('p', {class: 'hidden', id: 'pick-hint'}, 'Space chooses, Shift and Space choose all between, the arrow keys go on, Enter leads to what can be done with the chosen.');
  let last = null;

  const now = (id) => list.rows.get(id)?.status ?? picked.get(id);
  function pick(row, yes) {
    row.box.checked = yes;
    row.element.classList.toggle('picked', yes);
    yes ? picked.set(row.status.campaign_id, row.status) : picked.delete(row.status.campaign_id);
  }
  function box(id) {
    return h('input', {type: 'checkbox', value: id, checked: picked.has(id), 'aria-describedby': 'pick-hint', onclick: (event) => {
      const order = [...list.rows.keys()];
      const [from, to] = [event.shiftKey && order.includes(last) ? order.indexOf(last) : order.indexOf(id), order.indexOf(id)].sort((a, b) => a - b);
      order.slice(from, to + 1).forEach((one) => pick(list.rows.get(one), event.target.checked));
      last = id;
      tell();
    }, onkeydown: (event) => {
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (step) {
        const order = [...list.rows.values()];
        order[order.findIndex((row) => row.box === event.target) + step]?.box.focus();
        event.preventDefault();
      } else if (event.key === 'Enter') {
        last = id;
        bar.querySelector('button')?.focus();
        event.preventDefault();
      }
    }});
  }
  function clear() {
    list.rows.forEach((row) => pick(row, false));
    picked.clear();
    tell();
  }
  bar.addEventListener('keydown', (event) => event.key === 'Escape' && list.rows.get(last)?.box.focus());

  function tell() {
    const shown = [...list.rows.keys()];
    every.checked = shown.length > 0 && shown.every((id) => picked.has(id));
    every.indeterminate = !every.checked && picked.size > 0;
    bar.hidden = picked.size === 0;
    const able = Object.keys(ACTIONS).filter((name) => [...picked.keys()].some((id) => !ACTIONS[name].leaves(now(id))));
    const more = every.checked && list.total() > picked.size;
    const held = bar.contains(document.activeElement) ? document.activeElement.textContent : null;
    fill(bar, h('strong', {role: 'status'}, `${count(picked.size)} chosen`),
      able.map((name) => h('button', {type: 'button', class: name === 'stop' ? 'danger' : '', onclick: () => put(name)}, ACTIONS[name].name)),
      able.length === 0 && h('span', {class: 'muted'}, 'They have all ended: there is nothing to do.'),
      more && h('button', {type: 'button', class: 'link', onclick: chooseAll}, `Choose all ${count(list.total())}`),
      h('button', {type: 'button', class: 'quiet', onclick: () => {
        clear();
        list.rows.get(last)?.box.focus();
      }}, 'Choose none'));
    if (held) [...bar.querySelectorAll('button')].find((button) => button.textContent === held)?.focus();
  }
  async function chooseAll(event) {
    event.target.disabled = true;
    try {
      (await list.all()).forEach((one) => picked.set(one.campaign_id, one));
    } catch (problem) {
      bar.append(h('span', {class: 'error', role: 'alert'}, problem.message));
      event.target.disabled = false;
      return;
    }
    tell();
  }
  async function put(name) {
    const results = await steerMany(ACTIONS[name], name, [...picked.keys()].map(now));
    if (!results) return;
    // Those that could not be done stay chosen.
    for (const {one, ok, status} of results.values()) {
      if (status) changed(status);
      if (!ok) continue;
      picked.delete(one.campaign_id);
      const row = list.rows.get(one.campaign_id);
      if (row) pick(row, false);
    }
    tell();
    (bar.hidden ? list.rows.get(last)?.box ?? every : bar.querySelector('button'))?.focus();
  }
  return {box, line, bar, hint, clear, shown: tell};
}

/** Asks, does it one after the other, and shows what came of each; resolves to the results by id, null when called off. */
function steerMany(action, name, all) {
  const left = all.map((one) => ({one, why: action.leaves(one)})).filter(({why}) => why);
  let todo = all.filter((one) => !action.leaves(one));
  const results = new Map();
  const reason = h('textarea', {id: 'many-reason', rows: 2, maxlength: 500});
  const body = h('div', {class: 'many'});
  const dialog = h('dialog', {'aria-labelledby': 'many-title', class: 'wide'}, body);
  let running = false;
  let ended = false;

  function confirm() {
    fill(body, h('form', {onsubmit: (event) => {
      event.preventDefault();
      run();
    }}, h('h2', {id: 'many-title'}, `${action.name} ${campaigns(todo.length)}?`),
    h('p', {}, action.text),
    h('details', {open: todo.length <= 5}, h('summary', {}, todo.length === 1 ? 'Which one' : `Which ${count(todo.length)}`), h('ul', {class: 'names'}, todo.map((one) => h('li', {}, one.campaign_name)))),
    left.length > 0 && h('p', {class: 'muted'}, `${campaigns(left.length)} stay${left.length === 1 ? 's' : ''} as ${left.length === 1 ? 'it is' : 'they are'}: ${reasons()}.`),
    h('label', {for: 'many-reason'}, 'Why (others see it)', reason),
    h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Cancel'),
      h('button', {class: action.danger ? 'danger' : 'primary'}, `${action.name} ${campaigns(todo.length)}`))));
    reason.focus();
  }
  function reasons() {
    const by = Map.groupBy ? Map.groupBy(left, ({why}) => why) : left.reduce((map, item) => map.set(item.why, [...map.get(item.why) ?? [], item]), new Map());
    return [...by].map(([why, items]) => (items.length === 1 ? `${items[0].one.campaign_name} ${why}` : `${count(items.length)} ${many(why)}`)).join('; ');
  }
  const many = (why) => why.replace(/^has /, 'have ').replace(/^is /, 'are ').replace(/^was /, 'were ').replace(/: it can be stopped, or its start moved/, ': they can be stopped, or their start moved');

  async function run() {
    running = true;
    ended = false;
    const bar = h('progress', {max: todo.length, value: 0, 'aria-label': `${action.doing} campaigns`});
    const said = h('p', {role: 'status'});
    const here = h('button', {type: 'button', class: 'quiet', onclick: () => {
      ended = true;
      here.disabled = true;
    }}, 'Leave the rest as it is');
    const before = results.size;
    const step = () => {
      bar.value = results.size - before;
      said.textContent = `${action.doing}: ${count(results.size - before)} of ${count(todo.length)}`;
    };
    step();
    fill(body, h('h2', {id: 'many-title'}, `${action.doing} ${campaigns(todo.length)}`), bar, said, h('div', {class: 'actions'}, here));
    here.focus();
    await (name === 'stop' ? stopAll : eachAlone)(name, todo, reason.value.replace(/\s+/g, ' ').trim(), (one, result) => {
      results.set(one.campaign_id, {one, ...result});
      step();
    }, () => ended);
    running = false;
    show();
  }
  function show() {
    const outcome = [...results.values()].sort((a, b) => a.ok - b.ok);
    const good = outcome.filter(({ok}) => ok).length;
    const untouched = all.filter((one) => !results.has(one.campaign_id) && !action.leaves(one));
    const again = [...outcome.filter(({ok}) => !ok).map(({one}) => one), ...untouched];
    const close = h('button', {type: 'button', class: 'primary', onclick: () => dialog.close()}, 'Close');
    fill(body, h('h2', {id: 'many-title'}, `${action.done}: ${count(good)} of ${count(good + again.length)}`),
      h('p', {role: 'status'}, again.length === 0 ? 'All that you chose.' : `${campaigns(again.length)} could not be done, or ${again.length === 1 ? 'was' : 'were'} left; they stay chosen.`),
      h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'What came of each'}, h('table', {class: 'plain'},
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Campaign'), h('th', {scope: 'col'}, 'Result'))),
        h('tbody', {}, outcome.map(({one, ok, text}) => h('tr', {}, h('th', {scope: 'row'}, one.campaign_name), h('td', {class: ok ? '' : 'problem'}, ok ? action.done : text))),
          untouched.map((one) => h('tr', {}, h('th', {scope: 'row'}, one.campaign_name), h('td', {class: 'muted'}, 'Left as it was')))))),
      h('div', {class: 'actions'}, again.length > 0 && h('button', {type: 'button', class: 'quiet', onclick: () => {
        again.forEach((one) => results.delete(one.campaign_id));
        todo = again;
        run();
      }}, again.length === 1 ? 'Try it again' : `Try these ${count(again.length)} again`), close));
    close.focus();
  }
  return new Promise((resolve) => {
    dialog.addEventListener('cancel', (event) => {
      if (!running) return;
      event.preventDefault();
      ended = true;
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(results.size ? results : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    confirm();
  });
}

/** Tries again what passes by itself: the engine is busy, or away for a moment. */
async function patiently(attempt) {
  for (let i = 1; ; i++) {
    try {
      return await attempt();
    } catch (problem) {
      if (!problem.passes || i === TRIES) throw problem;
      await new Promise((then) => setTimeout(then, 500 * 2 ** i));
    }
  }
}

async function eachAlone(name, todo, reason, done, ended) {
  const waiting = [...todo];
  const worker = async () => {
    for (let one = waiting.shift(); one && !ended(); one = waiting.shift()) {
      try {
        const status = await patiently(() => post(`/${name}/${one.campaign_id}`, {reason}));
        done(one, {ok: true, status});
      } catch (problem) {
        done(one, {ok: false, text: problem.message});
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, worker));
}

async function stopAll(name, todo, reason, done, ended) {
  for (let i = 0; i < todo.length && !ended(); i += STOPPED_TOGETHER) {
    const some = todo.slice(i, i + STOPPED_TOGETHER);
    try {
      const {items} = await patiently(() => post('/campaigns/stop', {campaign_ids: some.map((one) => one.campaign_id), reason}));
      const by = new Map(items.map((item) => [item.campaign_id, item]));
      for (const one of some) {
        const problem = by.get(one.campaign_id)?.problem;
        done(one, problem ? {ok: false, text: problem.detail} : {ok: true, status: {...one, ratio_fixer_status: by.get(one.campaign_id)?.ratio_fixer_status ?? 'stopped'}});
      }
    } catch (problem) {
      some.forEach((one) => done(one, {ok: false, text: problem.message}));
    }
  }
}
