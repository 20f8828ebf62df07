// Signs in at the dashboard by oidc-provider (npm), as a browser would:
//   node drive.mjs provider PORT CALLBACK     runs the provider
//   node drive.mjs sign-in ENGINE GROUP [PARAMETER]   signs in as a person of GROUP; prints the session or where it was
//                                             refused. PARAMETER of the way to the provider is changed, as an attacker would
import assert from 'node:assert/strict';

const [, , command, ...args] = process.argv;

async function provider(port, callback) {
  const { default: Provider } = await import('oidc-provider');
  const issuer = `http://127.0.0.1:${port}`;
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'ratio-fixer', client_secret: 'door-secret', redirect_uris: [callback],
      post_logout_redirect_uris: [new URL('/', callback).href] }],
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    conformIdTokenClaims: false,
    // The name that is typed in is the group, for the drive.
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: `${id}@example.org`, groups: [id] }) }),
  });
  oidc.listen(Number(port), '127.0.0.1', () => console.log('listens'));
}

async function signIn(engine, group, changed) {
  const jar = new Map();
  const go = async (address, form) => {
    const origin = new URL(address).origin;
    const cookies = jar.get(origin) ?? new Map();
    jar.set(origin, cookies);
    const response = await fetch(address, { redirect: 'manual', method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form),
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      if (value === '') cookies.delete(name); else cookies.set(name, value);
    }
    return response;
  };
  let at = `${engine}/sign-in?page=/health`;
  for (let step = 0; step < 20; step++) {
    const response = await go(at);
    if (response.status === 302 || response.status === 303) {
      const to = new URL(response.headers.get('location'), at);
      if (changed && to.searchParams.has(changed)) to.searchParams.set(changed, 'another'.repeat(7).slice(0, 43));
      at = to.href;
      if (at.startsWith(engine) && !at.includes('/sign-in/callback') && !at.includes('/sign-in?')) break;
      continue;
    }
    const page = await response.text();
    assert.equal(response.status, 200, page);
    const action = /<form[^>]*action="([^"]+)"/.exec(page)[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)[1];
    const sent = await go(new URL(action, at).href, prompt === 'login' ? { prompt, login: group, password: 'any' } : { prompt });
    at = new URL(sent.headers.get('location'), at).href;
  }
  const session = await (await go(`${engine}/api/ratio-fixer/session`)).json();
  console.log(JSON.stringify({ at, name: session.name ?? null, role: session.role ?? null }));
}

await (command === 'provider' ? provider(...args) : signIn(...args));
