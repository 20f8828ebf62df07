// Uses the types that openapi-typescript made, by the examples of docs/examples/dashboard: ADDRESS KEY.
import { api, startRatioFixer, statusOf } from './ratio-fixer-client';
import { GET } from './proxy-route';

declare const process: { argv: string[]; env: Record<string, string | undefined> };
const [, , address, key] = process.argv as [string, string, string, string];

const client = api(address, key);
const { data } = await client.GET('/api/ratio-fixer/campaigns', { params: { query: { limit: 1 } } });
const first = data?.items[0];
if (!first) throw new Error('no campaign');
const status = await statusOf(client, first.campaign_id);
if (status.campaign_id !== first.campaign_id) throw new Error('another campaign');
const started = await startRatioFixer(client, { campaign_name: 'none', video_id: 'no video' });
if (started.ok || started.problem.status !== 422) throw new Error('a campaign without a video was started');
process.env['RATIO_FIXER_URL'] = address;
process.env['RATIO_FIXER_API_KEY'] = key;
const answer = await GET(new Request(`http://dashboard.example/api/ratio-fixer/status/${first.campaign_id}`), {
  params: Promise.resolve({ path: ['status', first.campaign_id] }),
});
if (answer.status !== 200) throw new Error(`the proxy route answered ${answer.status}`);
const outside = await GET(new Request('http://dashboard.example/api/ratio-fixer/keys'), {
  params: Promise.resolve({ path: ['keys'] }),
});
if (outside.status !== 404) throw new Error('the proxy route passes what no page of the dashboard asks for');
console.log('ok: openapi-typescript, the hook\'s client and the proxy route work against the engine');
