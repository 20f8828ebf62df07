#!/usr/bin/env bash
# @modelcontextprotocol/client 2.4.0 (npm). Its README opens by saying that it implements revision 2026-07-28 of the Model
# Context Protocol. A Client made with its defaults does not speak it: it sends `initialize` with revision 2025-11-25 and
# never asks for anything newer, whatever the server could do. Only `versionNegotiation: {mode: 'auto'}` (or a pinned
# revision) makes it begin by `server/discover` with 2026-07-28. A server's author who tests the new revision with the new
# client, as it comes, has tested the old one.
#
# Seen: default: initialize 2025-11-25
#       auto:    server/discover 2026-07-28
# Needs bash, Node.js 20 or later and npm. Ends with 1 when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --no-audit --no-fund @modelcontextprotocol/client@2.4.0 >>npm.log
cat >first.mjs <<'JS'
import http from 'node:http';
import {Client, StreamableHTTPClientTransport} from '@modelcontextprotocol/client';

async function first(options) {
  let seen = null;
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', () => {
      const message = body === '' ? {} : JSON.parse(body);
      const meta = message.params?._meta ?? {};
      const revision = message.params?.protocolVersion ?? meta['io.modelcontextprotocol/protocolVersion'];
      seen ??= `${message.method} ${revision}`;
      response.writeHead(500, {'Content-Type': 'text/plain'}).end('not needed');
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new Client({name: 'finding', version: '1'}, options);
  await client.connect(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${server.address().port}/mcp`)))
    .catch(() => null);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  return seen;
}

console.log(`default: ${await first({})}`);
console.log(`auto: ${await first({versionNegotiation: {mode: 'auto'}})}`);
process.exit(0);
JS
node first.mjs | tee seen.txt
diff seen.txt - <<'TXT' || { echo "it has changed"; exit 1; }
default: initialize 2025-11-25
auto: server/discover 2026-07-28
TXT
