import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date, dayEnd} from '../format.js';

const DAY = 86_400_000;
const EXPIRY = [['', 'Never'], ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year'], ['date', 'On a day …']];
const ROLES = {viewer: 'Viewer: looks', operator: 'Operator: starts and stops', approver: 'Approver: decides on orders', admin: 'Admin: keys and spending'};

export async function keysView(main) {
  if (!may('admin')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Keys'), h('p', {}, 'Only admins see this page. Ask one of them for a key.')));
    return null;
  }
  const rows = h('tbody');
  const made = h('div', {role: 'status'});
  const error = h('p', {class: 'error', role: 'alert'});
  const name = h('input', {id: 'key-name', type: 'text', maxlength: 64, required: true, autocomplete: 'off'});
  const role = h('select', {id: 'key-role'}, Object.entries(ROLES).map(([value, text]) => h('option', {value}, text)));
  const expiry = h('select', {id: 'key-expiry', onchange: () => {
    dayLabel.hidden = expiry.value !== 'date';
  }}, EXPIRY.map(([value, text]) => h('option', {value}, text)));
  const day = h('input', {id: 'key-day', type: 'date'});
  const dayLabel = h('label', {for: 'key-day', hidden: true}, 'Its last day', day);

  const cell = (text, ...children) => h('td', {'data-name': text}, ...children);
  async function load() {
    const page = await get('/keys');
    fill(rows, page.items.map((key) => {
      const fixed = key.created_at.startsWith('1970');
      const over = key.expires_at && Date.parse(key.expires_at) < Date.now();
      return h('tr', {}, h('th', {scope: 'row'}, key.name), cell('Role', key.role),
        cell('Made', fixed ? 'in the configuration' : date(key.created_at)),
        cell('Last used', key.last_used_at ? date(key.last_used_at) : 'never'),
        cell('State', key.revoked_at ? `revoked ${date(key.revoked_at)}` : key.expires_at ? `${over ? 'ended' : 'until'} ${date(key.expires_at)}` : 'in use, never ends'),
        cell('', !key.revoked_at && !fixed && h('button', {type: 'button', class: 'quiet', 'aria-label': `Revoke ${key.name}`, onclick: () => revoke(key)}, 'Revoke')));
    }));
  }
  async function revoke(key) {
    const sure = await ask({title: `Revoke ${key.name}?`, text: 'The key and its sessions end at once.', action: 'Revoke', danger: true});
    if (sure === null) return;
    try {
      await post(`/keys/${key.id}/revoke`);
      await load();
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  function show(key) {
    const code = h('code', {}, key.api_key);
    const said = h('span', {class: 'sub', role: 'status'});
    fill(made, h('div', {class: 'card new-key'}, h('p', {}, `This is the only time that the key of ${key.name} is shown.`), code,
      h('button', {type: 'button', class: 'primary', onclick: async () => {
        try {
          await navigator.clipboard.writeText(key.api_key);
          said.textContent = 'Copied.';
        } catch (refused) {
          getSelection().selectAllChildren(code);
          said.textContent = 'It is selected: copy it with your keyboard.';
        }
      }}, 'Copy'), said));
  }
  const ends = () => {
    if (expiry.value === 'date') return day.value ? dayEnd(day.value) : null;
    return expiry.value ? new Date(Date.now() + Number(expiry.value) * DAY).toISOString() : null;
  };
  fill(main, h('h1', {}, 'Keys'),
    h('form', {class: 'card filters', onsubmit: async (event) => {
      event.preventDefault();
      error.textContent = '';
      if (expiry.value === 'date' && !(Date.parse(ends() ?? '') > Date.now())) {
        error.textContent = 'Its last day: give one that is to come.';
        day.focus();
        return;
      }
      try {
        show(await post('/keys', {name: name.value.trim(), role: role.value, expires_at: ends()}));
        name.value = '';
        await load();
      } catch (problem) {
        error.textContent = problem.message;
      }
    }}, h('label', {for: 'key-name'}, 'Name', name), h('label', {for: 'key-role'}, 'Role', role),
    h('label', {for: 'key-expiry'}, 'Ends', expiry), dayLabel, h('button', {class: 'primary'}, 'Make a key')),
    error, made,
    h('div', {class: 'card flush'}, h('table', {class: 'list plain'}, h('caption', {class: 'hidden'}, 'Keys'),
      h('thead', {}, h('tr', {}, ['Name', 'Role', 'Made', 'Last used', 'State', ''].map((t) => (t ? h('th', {scope: 'col'}, t) : h('td'))))), rows)));
  await load();
  return null;
}
