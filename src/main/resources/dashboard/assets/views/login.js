import {logIn} from '../api.js';
import {fill, h} from '../dom.js';

export function loginView(main, site) {
  site.title('Log in');
  const error = h('p', {class: 'error', role: 'alert'});
  const input = h('input', {id: 'key', type: 'password', autocomplete: 'current-password', required: true});
  fill(main, h('form', {
    class: 'card narrow',
    onsubmit: async (event) => {
      event.preventDefault();
      error.textContent = '';
      try {
        await logIn(input.value);
        site.entered();
      } catch (problem) {
        error.textContent = problem.message;
        input.focus();
      }
    },
  },
  h('h1', {}, 'Log in'),
  h('p', {class: 'muted'}, 'With an API key. The demo prints an address that logs in by itself, once.'),
  h('label', {for: 'key'}, 'API key', input), error,
  h('button', {class: 'primary'}, 'Log in')));
  input.focus();
  return null;
}
