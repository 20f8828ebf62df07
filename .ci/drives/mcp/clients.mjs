// Drives /mcp with the protocol's own clients, the newer by revision 2026-07-28 and the older by 2025-11-25:
//   node clients.mjs http://127.0.0.1:8080/mcp KEY
// KEY is an operator's. The engine should have a campaign (the demo has). Ends with 1 and says what is not as it should be.
import assert from 'node:assert/strict';
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [, , address, key] = process.argv;
const url = new URL(address);
const requestInit = { headers: { Authorization: `Bearer ${key}` } };
const TOOLS = ['list_campaigns', 'get_status', 'explain_campaign', 'list_orders', 'list_services', 'get_health', 'expectation', 'propose'];

async function drive(client, transport, revision) {
  await client.connect(transport);
  assert.equal(transport.protocolVersion, revision);
  assert.equal(client.getServerVersion().name, 'ratio-fixer');
  const names = (await client.listTools()).tools.map((tool) => tool.name);
  for (const name of TOOLS) {
    assert.ok(names.includes(name), `there is no tool ${name}`);
  }
  const call = (name, args) => client.callTool({ name, arguments: args });
  const listed = await call('list_campaigns', { limit: 1 });
  const id = listed.structuredContent.items[0].campaign_id;
  for (const name of ['get_status', 'explain_campaign', 'list_orders']) {
    assert.equal((await call(name, { id })).isError, false, name);
  }
  const proposed = await call('propose', { id });
  assert.equal(proposed.structuredContent.campaign_id ?? proposed.structuredContent.status, proposed.isError ? 409 : id);
  const likes = (await call('expectation', { views: 10000, age_days: 20 })).structuredContent.likes;
  assert.ok(likes.p10 < likes.p50 && likes.p50 < likes.p90);
  const refused = await call('get_status', { id: 'no-such-campaign' });
  assert.equal(refused.isError, true);
  assert.equal(JSON.parse(refused.content[0].text).status, 404);
  await assert.rejects(call('approve_order', { id }));
  await client.close();
  console.log(`passed: revision ${revision}`);
}

const info = { name: 'doors', version: '1' };
// The newer client speaks the older revision unless it is told otherwise.
await drive(
  new NewClient(info, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
  new NewTransport(url, { requestInit }),
  '2026-07-28');
await drive(new NewClient(info), new NewTransport(url, { requestInit }), '2025-11-25');
await drive(new OldClient(info), new OldTransport(url, { requestInit }), '2025-11-25');
