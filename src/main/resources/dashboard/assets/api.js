import {heard} from './clock.js';

const ROOT = '/api/ratio-fixer';
let session = null;

/** What an answer that is not well carries. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail ?? 'The engine did not answer.');
    this.status = status;
    this.title = body.title ?? 'No answer';
    this.errors = body.errors ?? [];
    this.campaignId = body.campaign_id ?? null;
  }
}

export const who = () => session;

const RANKS = ['viewer', 'operator', 'approver', 'admin'];
export const may = (role) => session !== null
  && (RANKS.indexOf(session.role) >= RANKS.indexOf(role) || (role === 'approver' && session.may_approve));

export async function call(method, path, body, headers = {}) {
  const options = {method, headers: {...headers}, credentials: 'same-origin', signal: AbortSignal.timeout(40_000)};
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  if (method !== 'GET' && session) options.headers['X-CSRF-Token'] = session.csrf_token;
  let response;
  try {
    response = await fetch(ROOT + path, options);
  } catch (cause) {
    throw new Problem({title: 'No connection', detail: 'The engine cannot be reached.'}, 0);
  }
  heard(response.headers.get('X-Ratio-Fixer-Time'));
  if (response.status === 204) return null;
  const json = await response.json().catch(() => ({}));
  if (!response.ok) {
    if (response.status === 401 && session) location.reload();
    throw new Problem(json, response.status);
  }
  return json;
}

export const get = (path) => call('GET', path);
export const post = (path, body, headers) => call('POST', path, body ?? {}, headers);

/** Finds the session of the cookie, or uses the one-time login of the address; null if there is neither. */
export async function enter() {
  const login = new URLSearchParams(location.hash.slice(1)).get('login');
  if (login) {
    history.replaceState(null, '', location.pathname + location.search);
    try {
      session = await post('/session', {one_time_login: login});
      return session;
    } catch (used) {
      // It may have been this browser that used it.
    }
  }
  try {
    session = await get('/session');
  } catch (none) {
    session = null;
  }
  return session;
}

export async function logIn(key) {
  session = await post('/session', {api_key: key});
}

/** What the identity provider is called at which people sign in; null if there is none. */
export async function signInProvider() {
  try {
    const response = await fetch('/sign-in/methods', {signal: AbortSignal.timeout(10_000)});
    return (await response.json()).provider;
  } catch (away) {
    return null;
  }
}

/** Ends the session here and, where somebody signed in at a provider, there. */
export async function logOut() {
  await call('DELETE', '/session');
  session = null;
  if (await signInProvider() !== null) location.assign('/sign-in/end');
}
