import {logIn, signInProvider} from '../api.js';
import {fill, h} from '../dom.js';

const REFUSALS = {
  no_role: 'You are known there, but you have no role here. Ask whoever runs this installation to give one to your group (oidc.roles).',
  expired: 'That took too long, or it was begun in another window. Please try again.',
  refused: 'The sign-in was cancelled.',
  too_many: 'Too many attempts came from this address. Wait a minute.',
  unavailable: 'The sign-in page cannot be reached now. Try again in a moment, or log in with a key.',
};

/** Why a sign-in led back here, from the address; empty if none did. */
function refusal() {
  const reason = new URLSearchParams(location.hash.slice(1)).get('sign-in');
  if (reason === null) return '';
  history.replaceState(null, '', location.pathname + location.search);
  return REFUSALS[reason] ?? 'The sign-in failed. The engine\u2019s log says why.';
}

export function loginView(main, site) {
  site.title('Log in');
  const error = h('p', {class: 'error', role: 'alert'}, refusal());
  const other = h('p', {hidden: true});
  signInProvider().then((name) => {
    if (name === null) return;
    const page = location.pathname + location.search + location.hash;
    fill(other, h('a', {class: 'button primary', href: `/sign-in?page=${encodeURIComponent(page)}`}, `Sign in with ${name}`));
    other.hidden = false;
  });
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
  h('h1', {}, 'Log in'), other,
  h('p', {class: 'muted'}, 'With an API key. The demo prints an address that logs in by itself, once.'),
  h('label', {for: 'key'}, 'API key', input), error,
  h('button', {class: 'primary'}, 'Log in')));
  input.focus();
  return null;
}
