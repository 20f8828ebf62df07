import {heard} from './clock.js';

const ROOT = '/api/ratio-fixer';
const AWAY = [0, 502, 503, 504];
let session = null;
let asked = null;
const hooks = {away: () => {}, back: () => {}, loggedOut: () => Promise.reject(new Error('nobody asks'))};

/** Says what the page does when the engine is away, when it is back, and when the session has ended. */
export const whenever = (given) => Object.assign(hooks, given);

/** What an answer that is not well carries. */
export class Problem extends Error {
  constructor(body, status) {
    super(body.detail ?? 'The engine did not answer.');
    this.status = status;
    this.title = body.title ?? 'No answer';
    this.errors = body.errors ?? [];
    this.campaignId = body.campaign_id ?? null;
  }

  /** Whether it is worth trying again by itself. */
  get passes() {
    return AWAY.includes(this.status) || this.status === 429;
  }
}

export const who = () => session;

const RANKS = ['viewer', 'operator', 'approver', 'admin'];
export const may = (role) => session !== null
  && (RANKS.indexOf(session.role) >= RANKS.indexOf(role) || (role === 'approver' && session.may_approve));

async function send(method, path, body, headers) {
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
    hooks.away();
    throw new Problem({title: 'No connection', detail: 'The engine cannot be reached.'}, 0);
  }
  heard(response.headers.get('X-Ratio-Fixer-Time'));
  if (AWAY.includes(response.status)) hooks.away();
  else hooks.back();
  return response;
}

/** A call whose session has ended waits until somebody has logged in again, and is then sent again: nothing typed is lost. */
export const call = async (method, path, body, headers) => read(await answered(method, path, body, headers));

async function answered(method, path, body, headers = {}) {
  let response = await send(method, path, body, headers);
  if (response.status === 401 && session) {
    asked ??= hooks.loggedOut().finally(() => {
      asked = null;
    });
    await asked;
    response = await send(method, path, body, headers);
  }
  return response;
}

async function read(response) {
  if (response.status === 204) return null;
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(json, response.status);
  return json;
}

export const get = (path) => call('GET', path);
/** What is read, with the version that an edit of it is of. */
export async function versioned(path) {
  const response = await answered('GET', path);
  return {body: await read(response), tag: response.headers.get('ETag')};
}
export const post = (path, body, headers) => call('POST', path, body ?? {}, headers);

/**
 * Finds the session of the cookie, or uses the one-time login of the address; null if there is neither. An engine that is
 * away is no answer to that, and fails.
 */
export async function enter() {
  const login = new URLSearchParams(location.hash.slice(1)).get('login');
  if (login) {
    try {
      session = await read(await send('POST', '/session', {one_time_login: login}));
    } catch (problem) {
      if (problem.passes) throw problem;
      // It may have been this browser that used it.
    }
    history.replaceState(null, '', location.pathname + location.search);
    if (session) return session;
  }
  const found = await send('GET', '/session');
  session = found.status === 401 ? null : await read(found);
  return session;
}

export async function logIn(key) {
  session = await read(await send('POST', '/session', {api_key: key}));
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
  const ended = await send('DELETE', '/session');
  if (ended.status !== 401) await read(ended);
  session = null;
  if (await signInProvider() !== null) location.assign('/sign-in/end');
}
