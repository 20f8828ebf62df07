# Signing in: oidc-provider of npm, by the whole way of a browser. Who has a role comes in with it, who has none does not.
. .ci/drives/lib.sh

need_npm
cp .ci/drives/oidc/drive.mjs "$TOOLS/npm/"

provider=$(free_port)
PORT=$(free_port)
MANAGEMENT=$(free_port)
engine=http://127.0.0.1:$PORT
(cd "$TOOLS/npm" && exec node drive.mjs provider "$provider" "$engine/sign-in/callback" >"$WORK/provider.log" 2>&1) &
started+=($!)
cat >"$WORK/config.json" <<JSON
{"http": {"port": $PORT, "management_port": $MANAGEMENT, "public_url": "$engine"}, "database": {"directory": "$WORK/data"},
 "oidc": {"issuer": "http://127.0.0.1:$provider", "client_id": "ratio-fixer", "scopes": ["openid", "profile", "groups"], "role_claim": "groups",
  "roles": {"viewer": ["everybody"], "approver": ["promotion"]}}}
JSON
# shellcheck disable=SC2046 # The command is words.
OIDC_CLIENT_SECRET=door-secret $(command_of_engine) serve --config "$WORK/config.json" >"$WORK/serve.out" 2>"$WORK/serve.err" </dev/null &
started+=($!)
wait_for 240 curl -sf "http://127.0.0.1:$MANAGEMENT/readyz" || { tail -5 "$WORK/serve.err" >&2; fail "the engine does not start"; }
wait_for 30 curl -sf "http://127.0.0.1:$provider/.well-known/openid-configuration" || { cat "$WORK/provider.log"; fail "the provider does not start"; }

for group in promotion everybody visitors; do
  (cd "$TOOLS/npm" && node drive.mjs sign-in "$engine" "$group") >"$WORK/$group" || { cat "$WORK/provider.log" "$WORK/serve.err" | tail -20; fail "sign-in of $group"; }
done
grep -q '"name":"promotion@example.org","role":"approver"' "$WORK/promotion" || { cat "$WORK/promotion"; fail "an approver does not come in"; }
grep -q '/health' "$WORK/promotion" || fail "it does not lead back to the page"
grep -q '"role":"viewer"' "$WORK/everybody" || { cat "$WORK/everybody"; fail "a viewer does not come in"; }
grep -q 'sign-in=no_role.*"role":null' "$WORK/visitors" || { cat "$WORK/visitors"; fail "somebody without a role comes in"; }
ok "an approver and a viewer come in, somebody without a role does not"
# What comes back must be of the way that was begun: the same nonce in the token, the same state, the verifier of the challenge.
for parameter in nonce state code_challenge; do
  (cd "$TOOLS/npm" && node drive.mjs sign-in "$engine" promotion "$parameter") >"$WORK/$parameter" || { cat "$WORK/provider.log"; fail "sign-in with another $parameter"; }
  grep -q '"name":null,"role":null' "$WORK/$parameter" || { cat "$WORK/$parameter"; fail "somebody comes in with another $parameter"; }
done
ok "with another nonce, state or challenge nobody comes in ($(grep -oh 'sign-in=[a-z_]*' "$WORK/nonce" "$WORK/state" "$WORK/code_challenge" | paste -sd ' '))"
location=$(curl -s -o /dev/null -w '%{redirect_url}' "$engine/sign-in/end")
case $location in "http://127.0.0.1:$provider/session/end?"*) ok "logging out goes on at the provider" ;; *) fail "logging out leads to $location" ;; esac
