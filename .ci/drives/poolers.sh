# Poolers: the engine on PostgreSQL through Debian's PgBouncer, in session and in transaction mode, in a schema of its own,
# and what it answers where the settings do not fit the pooler.
. .ci/drives/lib.sh

[ "$(id -u)" -eq 0 ] || skip "PostgreSQL and PgBouncer refuse root, so the drive takes root to be somebody else"
need pgbouncer pgbouncer
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need psql postgresql
BIN=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)")
[ -x "$BIN/initdb" ] || skip "there is no PostgreSQL (Debian's package postgresql)"
need setpriv util-linux
chmod 711 "$WORK"
SERVER=$(free_port)
SESSION=$(free_port)
TRANSACTION=$(free_port)
# As words and not as a function: a function in the background is a shell of its own, and ending it leaves what it started.
as_postgres=(setpriv --reuid postgres --regid postgres --init-groups)

install -d -o postgres "$WORK/pg"
echo secret >"$WORK/pg/password"
"${as_postgres[@]}" "$BIN/initdb" -D "$WORK/pg/data" -U owner --pwfile="$WORK/pg/password" --auth=scram-sha-256 -E UTF8 >"$WORK/initdb" 2>&1 \
  || { cat "$WORK/initdb"; fail "initdb"; }
"${as_postgres[@]}" "$BIN/postgres" -D "$WORK/pg/data" -p "$SERVER" -k "$WORK/pg" -c listen_addresses=127.0.0.1 -c fsync=off >"$WORK/postgres.log" 2>&1 &
started+=($!)
sql() { PGPASSWORD=secret "$BIN/psql" -qAtX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$SERVER" -U "${AS:-owner}" -d "$1" -c "$2"; }
wait_for 30 sql postgres 'SELECT 1' || { cat "$WORK/postgres.log"; fail "PostgreSQL does not start"; }
sql postgres "CREATE ROLE engine LOGIN PASSWORD 'secret'"

# pooler MODE PORT: PgBouncer as Debian ships it, but for addresses and the mode; no start-up parameter is ignored.
pooler() {
  install -d -o postgres "$WORK/$1"
  cat >"$WORK/$1/pgbouncer.ini" <<INI
[databases]
* = host=127.0.0.1 port=$SERVER
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $2
unix_socket_dir =
auth_type = plain
auth_file = $WORK/$1/users
admin_users = owner
pool_mode = $1
max_client_conn = 100
default_pool_size = 20
INI
  printf '"owner" "secret"\n"engine" "secret"\n' >"$WORK/$1/users"
  "${as_postgres[@]}" pgbouncer "$WORK/$1/pgbouncer.ini" >"$WORK/$1.log" 2>&1 &
  started+=($!)
}
pooler session "$SESSION"
pooler transaction "$TRANSACTION"
for port in "$SESSION" "$TRANSACTION"; do
  wait_for 20 env PGPASSWORD=secret "$BIN/psql" -h 127.0.0.1 -p "$port" -U engine -d postgres -c 'SELECT 1' || { cat "$WORK"/*.log; fail "PgBouncer does not start"; }
done
at() { echo "postgresql://engine:secret@127.0.0.1:$1/$2?sslmode=disable"; }

# database NAME: one whose public schema has a dashboard's youtube_campaigns of the engine's role.
database() {
  sql postgres "CREATE DATABASE $1 OWNER engine"
  AS=engine sql "$1" "CREATE TABLE public.youtube_campaigns (id serial PRIMARY KEY, campaign_name text NOT NULL, youtube_url text, budget numeric)"
}

engine=$(command_of_engine)
sandbox=$(free_port)
# shellcheck disable=SC2086 # The command is words.
$engine sandbox --port "$sandbox" --write-config "$WORK/sandbox.json" >"$WORK/sandbox.out" 2>"$WORK/sandbox.err" </dev/null &
started+=($!)
wait_for 60 test -s "$WORK/sandbox.json" || { cat "$WORK/sandbox.err"; fail "the sandbox does not start"; }
grep '^export' "$WORK/sandbox.out" >"$WORK/secrets"
PORT=$(free_port)
MANAGEMENT=$(free_port)

# config POOLER: the sandbox's configuration with that pooler and an own schema.
config() {
  python3 - "$WORK/sandbox.json" "$WORK/$1.json" "$1" "$PORT" "$MANAGEMENT" <<'PY'
import json, sys
c = json.load(open(sys.argv[1]))
c["http"] = {"port": int(sys.argv[4]), "management_port": int(sys.argv[5])}
c["database"] = {"pooler": sys.argv[3], "schema": "ratio_fixer", "connections": 6}
json.dump(c, open(sys.argv[2], "w"))
PY
}
# serve POOLER URL [DIRECT]: replaces this shell by the engine.
serve() {
  # shellcheck disable=SC1091 # Made above.
  . "$WORK/secrets"
  export RATIO_FIXER_API_KEY=$KEY DATABASE_URL=$2
  [ -z "${3:-}" ] || export DATABASE_DIRECT_URL=$3
  config "$1"
  # shellcheck disable=SC2086 # The command is words.
  exec $engine serve --config "$WORK/$1.json"
}
# refused WHAT PATTERN POOLER URL [DIRECT]: the engine does not start, and says so.
refused() {
  local what=$1 pattern=$2
  shift 2
  ! (serve "$@") >"$WORK/refused" 2>&1 </dev/null || fail "it starts: $what"
  grep -qE "$pattern" "$WORK/refused" || { cat "$WORK/refused"; fail "$what is not answered with the remedy"; }
}
api() { curl -s -H "X-API-Key: $KEY" -H 'Content-Type: application/json' "$@"; }
uploads=$(python3 -c 'import json, sys; print(next("UU" + s["channel_id"][2:] for s in json.load(open(sys.argv[1]))["services"] if "channel_id" in s))' "$WORK/sandbox.json")
video=$(curl -s "http://127.0.0.1:$sandbox/youtube/v3/playlistItems?part=contentDetails&playlistId=$uploads&key=sandbox-key" \
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["contentDetails"]["videoId"])') || fail "the sandbox has no videos"

# drive POOLER PORT [DIRECT]: a campaign from its start to its stop, in the database of that name.
drive() {
  local id seen
  seen=$(wc -l <"$WORK/postgres.log")
  (serve "$1" "$(at "$2" "$1")" "${3:-}") >"$WORK/$1.out" 2>"$WORK/$1.err" </dev/null &
  local process=$!
  started+=("$process")
  wait_for 240 curl -sf "http://127.0.0.1:$MANAGEMENT/readyz" || { tail -5 "$WORK/$1.err" >&2; fail "$1: the engine does not start"; }
  wait_for 30 api -f -o /dev/null "http://127.0.0.1:$PORT/api/ratio-fixer/campaigns" || fail "$1: the API does not answer"
  id=$(api -d "{\"campaign_name\": \"$1\", \"video_id\": \"$video\", \"mode\": \"observe\"}" "http://127.0.0.1:$PORT/api/ratio-fixer/start" \
    | python3 -c 'import json, sys; a = json.load(sys.stdin); print(a.get("campaign_id") or sys.exit(str(a)))') || { tail -5 "$WORK/$1.err" >&2; fail "$1: no campaign starts"; }
  sampled() { api "http://127.0.0.1:$PORT/api/ratio-fixer/status/$id" | grep -q '"views":[0-9]'; }
  wait_for 60 sampled || fail "$1: no sample comes"
  # More calls at once than there are connections.
  for _ in $(seq 30); do api -o /dev/null -w '%{http_code}\n' "http://127.0.0.1:$PORT/api/ratio-fixer/campaigns/$id/samples?limit=5" & done >"$WORK/codes"
  wait_for 60 bash -c "[ \$(wc -l <'$WORK/codes') -eq 30 ]" || fail "$1: calls hang"
  [ "$(sort -u "$WORK/codes")" = 200 ] || { sort "$WORK/codes" | uniq -c; tail -3 "$WORK/$1.err"; fail "$1: calls fail"; }
  # A list as CSV is read through a cursor.
  for _ in 1 2 3; do
    api -H 'Accept: text/csv' "http://127.0.0.1:$PORT/api/ratio-fixer/campaigns" | grep -q "$id" || fail "$1: no list as CSV"
  done
  stored() { [ "$(AS=engine sql "$1" "SELECT count(*) > 0 FROM ratio_fixer.youtube_campaign_samples")" = t ]; }
  wait_for 30 stored "$1" || fail "$1: no sample is stored"
  api -X POST "http://127.0.0.1:$PORT/api/ratio-fixer/stop/$id" | grep -q stopped || fail "$1: no stop"
  shown() { [ "$(AS=engine sql "$1" "SELECT string_agg(ratio_fixer_status, ',') FROM public.youtube_campaigns WHERE ratio_fixer_campaign_id = '$id'")" = stopped ]; }
  wait_for 20 shown "$1" || fail "$1: the dashboard's table in public does not show it"
  [ "$(AS=engine sql "$1" "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE n.nspname = 'public' AND relname LIKE '%ratio_fixer%' AND relkind IN ('r', 'p', 'v')")" = 0 ] \
    || fail "$1: tables of the engine are in public"
  [ "$(AS=engine sql "$1" "SELECT to_regclass('ratio_fixer.youtube_campaigns') IS NULL")" = t ] || fail "$1: a second youtube_campaigns is left"
  # What the engine sets stays with nobody else.
  for _ in 1 2 3 4 5 6; do PGPASSWORD=secret "$BIN/psql" -qAtX -h 127.0.0.1 -p "$2" -U engine -d "$1" -c 'SHOW enable_seqscan'; done | sort -u >"$WORK/settings"
  [ "$(cat "$WORK/settings")" = on ] || fail "$1: settings leak through the pooler"
  # What is under way at a stop may say that its connection is gone. That a thread was late says how busy the machine is.
  cp "$WORK/$1.err" "$WORK/$1.seen"
  kill -TERM "$process"
  wait "$process" || true
  ! grep -E ' (ERROR|WARN) ' "$WORK/$1.seen" | grep -v BlockedThreadChecker || fail "$1: the log has trouble"
  ! tail -n +$((seen + 1)) "$WORK/postgres.log" | grep -E 'ERROR|FATAL' || fail "$1: PostgreSQL's log has errors"
  ok "$1 mode: migrated, started, sampled, read by 30 at once, shown in public.youtube_campaigns, stopped; nothing leaks"
}

for mode in session transaction; do database "$mode"; done
refused "a pooler that nobody told of" 'unsupported startup parameter.*database\.pooler' none "$(at "$SESSION" session)"
refused "a transaction pooler taken for one of sessions" 'is in transaction mode: set database\.pooler' session "$(at "$TRANSACTION" session)"
refused "no direct way" 'DATABASE_DIRECT_URL' transaction "$(at "$TRANSACTION" transaction)"
ok "an unknown pooler, a wrong mode and a missing direct address are refused with the remedy"
drive session "$SESSION"

refused "no search_path" 'ALTER ROLE' transaction "$(at "$TRANSACTION" transaction)" "$(at "$SERVER" transaction)"
statement=$(grep -o 'ALTER ROLE [^;]*' "$WORK/refused" | head -1)
AS=engine sql transaction "$statement" || fail "what the engine tells to run cannot be run: $statement"
PGPASSWORD=secret "$BIN/psql" -qAtX -h 127.0.0.1 -p "$TRANSACTION" -U owner -d pgbouncer -c RECONNECT || fail "PgBouncer's RECONNECT"
ok "without a search_path it says what to run once: $statement"
drive transaction "$TRANSACTION" "$(at "$SERVER" transaction)"

# A backup by the direct way, back through the session pooler into an empty database and another schema's name.
sql postgres "CREATE DATABASE restored OWNER engine"
# command POOLER URL DIRECT COMMAND...: a command of the engine with that configuration.
command_with() {
  local pooler=$1 url=$2 direct=$3
  shift 3
  config "$pooler"
  # shellcheck disable=SC2086 # The command is words.
  (. "$WORK/secrets" && DATABASE_URL=$url DATABASE_DIRECT_URL=$direct $engine "$@" --config "$WORK/$pooler.json")
}
command_with transaction "$(at "$TRANSACTION" transaction)" "$(at "$SERVER" transaction)" backup --out "$WORK/backup" >"$WORK/backup.out" 2>&1 \
  || { cat "$WORK/backup.out"; fail "backup"; }
command_with session "$(at "$SESSION" restored)" "" restore --in "$WORK/backup" >"$WORK/restore.out" 2>&1 || { cat "$WORK/restore.out"; fail "restore"; }
! command_with session "$(at "$SESSION" restored)" "" restore --in "$WORK/backup" >"$WORK/restore.out" 2>&1 || fail "a second restore is not refused"
grep -q 'is not empty' "$WORK/restore.out" || { cat "$WORK/restore.out"; fail "the refusal does not say why"; }
for table in ratio_fixer_campaigns youtube_campaign_samples ratio_fixer_audit ratio_fixer_decisions; do
  count="SELECT count(*) FROM ratio_fixer.$table"
  [ "$(AS=engine sql transaction "$count")" = "$(AS=engine sql restored "$count")" ] || fail "$table was not restored whole"
done
[ "$(AS=engine sql restored "SELECT spending FROM ratio_fixer.ratio_fixer_spending_switch ORDER BY change_id DESC LIMIT 1")" = f ] || fail "spending is on after a restore"
ok "backup by the direct way, restore through PgBouncer into an empty database; a second one is refused, spending is off"
