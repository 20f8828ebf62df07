# The Model Context Protocol: its own clients of npm, the newer by revision 2026-07-28 and the older by 2025-11-25.
. .ci/drives/lib.sh

need_npm
cp .ci/drives/mcp/clients.mjs "$TOOLS/npm/"
start_demo
(cd "$TOOLS/npm" && node clients.mjs "http://127.0.0.1:$PORT/mcp" "$KEY") || fail "a client of the protocol"
