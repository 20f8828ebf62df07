# The Model Context Protocol: its own clients of npm, the newer by revision 2026-07-28 and the older by 2025-11-25.
. .ci/drives/lib.sh

command -v node >/dev/null || skip "there is no node"
command -v npm >/dev/null || skip "there is no npm"
mkdir -p "$TOOLS/mcp"
cp .ci/drives/mcp/package.json .ci/drives/mcp/clients.mjs "$TOOLS/mcp/"
(cd "$TOOLS/mcp" && npm install --no-audit --no-fund --ignore-scripts >npm.log 2>&1) || skip "npm cannot install: see $TOOLS/mcp/npm.log"
start_demo
(cd "$TOOLS/mcp" && node clients.mjs "http://127.0.0.1:$PORT/mcp" "$KEY") || fail "a client of the protocol"
