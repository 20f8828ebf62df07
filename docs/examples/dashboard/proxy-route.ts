// app/api/ratio-fixer/[...path]/route.ts: the browser asks the dashboard, the dashboard asks the engine with the key.
// Environment: RATIO_FIXER_URL (http://127.0.0.1:8080), RATIO_FIXER_API_KEY (role operator).
declare const process: { env: Record<string, string | undefined> };

/** What pages of the dashboard ask for; keys, sessions and approvals are not among it. */
const PASSED = [
  /^GET (health|services|prerequisites|campaigns)$/,
  /^GET (status|campaigns)\/[A-Za-z0-9_-]{1,64}$/,
  /^GET campaigns\/[A-Za-z0-9_-]{1,64}\/(samples|orders)$/,
  /^POST (start|start\/batch|stop\/[A-Za-z0-9_-]{1,64})$/,
];

type Context = { params: Promise<{ path: string[] }> };

async function pass(request: Request, { params }: Context): Promise<Response> {
  // Check here who is signed in to the dashboard: whoever passes acts with the engine's key.
  const path = (await params).path.join('/');
  if (!PASSED.some((allowed) => allowed.test(`${request.method} ${path}`))) {
    return Response.json({ title: 'Not found', status: 404 }, { status: 404 });
  }
  const { RATIO_FIXER_URL: engine, RATIO_FIXER_API_KEY: key } = process.env;
  if (!engine || !key) {
    return Response.json({ title: 'RATIO_FIXER_URL or RATIO_FIXER_API_KEY is not set', status: 500 }, { status: 500 });
  }
  const answer = await fetch(`${engine}/api/ratio-fixer/${path}${new URL(request.url).search}`, {
    method: request.method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: request.method === 'POST' ? (await request.text()) || null : null,
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
  });
  return new Response(answer.body, {
    status: answer.status,
    headers: { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/json' },
  });
}

export { pass as GET, pass as POST };
