import {logIn, signInProvider, who} from '../api.js';
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
  const other = providerLink();
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

/** The sign-in at a provider keeps no page open: what was typed is kept by the form itself. */
function providerLink() {
  const other = h('p', {hidden: true});
  signInProvider().then((name) => {
    if (name === null) return;
    const page = location.pathname + location.search + location.hash;
    fill(other, h('a', {class: 'button primary', href: `/sign-in?page=${encodeURIComponent(page)}`}, `Sign in with ${name}`));
    other.hidden = false;
  });
  return other;
}

/** Asks, over the page as it is, to log in again; resolves once somebody has. Somebody else gets a page of his own. */
export function loginDialog(before) {
  return new Promise((resolve) => {
    const input = h('input', {id: 'key-again', type: 'password', autocomplete: 'current-password', required: true});
    const error = h('p', {class: 'error', role: 'alert'});
    const dialog = h('dialog', {'aria-labelledby': 'again-title', class: 'again'}, h('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        error.textContent = '';
        try {
          await logIn(input.value);
        } catch (problem) {
          error.textContent = problem.message;
          input.focus();
          return;
        }
        if (before && who().name !== before.name) {
          location.reload();
          return;
        }
        dialog.close();
        dialog.remove();
        resolve();
      },
    },
    h('h2', {id: 'again-title'}, 'Log in again'),
    h('p', {}, 'Your session has ended. The page stays as it is, with all that you typed.'),
    providerLink(), h('label', {for: 'key-again'}, 'API key', input), error,
    h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => location.assign('/')}, 'Leave the page'),
      h('button', {class: 'primary'}, 'Log in'))));
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
  });
}
