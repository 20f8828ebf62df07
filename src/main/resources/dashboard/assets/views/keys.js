import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date} from '../format.js';

export async function keysView(main) {
  if (!may('admin')) {
    fill(main, h('div', {class: 'card narrow'}, h('h1', {}, 'Keys'), h('p', {}, 'Only admins see this page. Ask one of them for a key.')));
    return null;
  }
  const rows = h('tbody');
  const made = h('div', {role: 'status'});
  const error = h('p', {class: 'error', role: 'alert'});
  const name = h('input', {id: 'key-name', type: 'text', maxlength: 64, required: true});
  const role = h('select', {id: 'key-role'}, ['viewer', 'operator', 'approver', 'admin'].map((r) => h('option', {value: r}, r)));
  async function load() {
    const page = await get('/keys');
    fill(rows, page.items.map((key) => h('tr', {}, h('th', {scope: 'row'}, key.name), h('td', {}, key.role),
      h('td', {}, key.created_at.startsWith('1970') ? 'of the environment' : date(key.created_at)),
      h('td', {}, key.revoked_at ? `revoked ${date(key.revoked_at)}` : key.expires_at ? `until ${date(key.expires_at)}` : 'in use'),
      h('td', {}, !key.revoked_at && !key.created_at.startsWith('1970') && h('button', {type: 'button', class: 'quiet', 'aria-label': `Revoke ${key.name}`, onclick: () => revoke(key)}, 'Revoke')))));
  }
  async function revoke(key) {
    const sure = await ask({title: `Revoke ${key.name}?`, text: 'The key and its sessions end at once.', action: 'Revoke', danger: true});
    if (sure === null) return;
    await post(`/keys/${key.id}/revoke`);
    await load();
  }
  fill(main, h('h1', {}, 'Keys'),
    h('form', {class: 'card filters', onsubmit: async (event) => {
      event.preventDefault();
      error.textContent = '';
      try {
        const key = await post('/keys', {name: name.value.trim(), role: role.value});
        fill(made, h('p', {class: 'card'}, 'This is the only time that this key is shown: ', h('code', {}, key.api_key)));
        name.value = '';
        await load();
      } catch (problem) {
        error.textContent = problem.message;
      }
    }}, h('label', {for: 'key-name'}, 'Name', name), h('label', {for: 'key-role'}, 'Role', role), h('button', {class: 'primary'}, 'Make a key')),
    error, made,
    h('div', {class: 'card flush'}, h('table', {class: 'list plain'}, h('caption', {class: 'hidden'}, 'Keys'),
      h('thead', {}, h('tr', {}, ['Name', 'Role', 'Made', 'State', ''].map((t) => (t ? h('th', {scope: 'col'}, t) : h('td'))))), rows)));
  await load();
  return null;
}
