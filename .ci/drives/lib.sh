# What the drives share. Sourced, with the repository's root as the working directory.
set -euo pipefail

TOOLS=${DOORS_TOOLS:-$PWD/target/doors}
WORK=$(mktemp -d)
started=()
mkdir -p "$TOOLS"

# Ends only what this drive started.
finish() {
  local pid
  for pid in "${started[@]:-}"; do
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  done
  for pid in "${started[@]:-}"; do
    [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
  done
  rm -rf "$WORK"
}
trap finish EXIT

skip() {
  echo "skipped: $*"
  exit 77
}

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

ok() { echo "ok: $*"; }

# need PROGRAM PACKAGE: a program of a Debian package, installed if we may.
need() {
  local path=/usr/sbin:/sbin:$PATH
  PATH=$path command -v "$1" >/dev/null && return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1 || true
  fi
  PATH=$path command -v "$1" >/dev/null || skip "there is no $1 (Debian's package $2)"
}

# Installs the npm packages of .ci/drives/package.json, once for each list.
need_npm() {
  command -v npm >/dev/null || skip "there is no npm"
  if [ ! -d "$TOOLS/npm/node_modules" ] || ! cmp -s .ci/drives/package.json "$TOOLS/npm/package.json"; then
    mkdir -p "$TOOLS/npm"
    cp .ci/drives/package.json "$TOOLS/npm/"
    (cd "$TOOLS/npm" && npm install --no-audit --no-fund --ignore-scripts >npm.log 2>&1) || skip "npm cannot install: see $TOOLS/npm/npm.log"
  fi
}

# maven GROUP:ARTIFACT:VERSION: the file of an artifact, fetched once.
maven() {
  local file
  file=$TOOLS/maven/$(echo "$1" | cut -d: -f2-3 | tr : -).jar
  [ -f "$file" ] || mvn -q dependency:copy "-Dartifact=$1" "-DoutputDirectory=$TOOLS/maven" >&2 2>/dev/null || return 1
  echo "$file"
}

# The home of a JDK 21 or newer.
jdk() {
  local home major
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${major:-0}" -ge 21 ]; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

JDK=$(jdk) || skip "there is no JDK 21 or newer"
KEY=doors-key-0123456789

# free_port: one that nothing listens on now.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

command_of_engine() {
  if [ -n "${RATIO_FIXER:-}" ]; then
    echo "$RATIO_FIXER"
    return
  fi
  [ -f target/ratio-fixer.jar ] || mvn -q -DskipTests package >&2 || fail "the engine does not build"
  echo "$JDK/bin/java --enable-native-access=ALL-UNNAMED -Xmx1g -jar $PWD/target/ratio-fixer.jar"
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local tries=$(($1 * 2))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.5
  done
}

# start_demo: the demo, an engine with campaigns running, DEMO_SPEED (600) times as fast; sets PORT and MANAGEMENT.
start_demo() {
  local engine
  engine=$(command_of_engine)
  PORT=$(free_port)
  MANAGEMENT=$(free_port)
  # shellcheck disable=SC2086 # The command is words.
  RATIO_FIXER_API_KEY=$KEY RATIO_FIXER_PORT=$PORT $engine demo --management-port "$MANAGEMENT" --speed "${DEMO_SPEED:-600}" \
    >"$WORK/demo.out" 2>"$WORK/demo.err" </dev/null &
  started+=($!)
  wait_for 240 curl -sf "http://127.0.0.1:$MANAGEMENT/readyz" || { tail -5 "$WORK/demo.err" >&2; fail "the demo does not start"; }
  wait_for 60 bash -c "curl -sf -H 'X-API-Key: $KEY' http://127.0.0.1:$PORT/api/ratio-fixer/campaigns | grep -q campaign_id" \
    || fail "the demo has no campaigns"
}
