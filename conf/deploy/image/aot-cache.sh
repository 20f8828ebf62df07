#!/usr/bin/env bash
# Starts the engine once while the image is built, and keeps what the JVM has loaded, linked and learned by then: an
# ahead-of-time cache (JEP 483, 514, 515; Java 25 and newer). A later start costs half of the CPU time: docs/deploy.md.
#
#   aot-cache.sh FOLDER    writes java.options there, and ratio-fixer.aot if one could be made
#
# An image without the cache works as well, so whatever goes wrong here is said and does not end the build.
set -uo pipefail
folder=$1
data=$(mktemp -d)
mkdir -p "$folder"
cp /app/java.options "$folder/"
if ! java -XX:+PrintFlagsFinal -version 2>/dev/null | grep -q AOTCacheOutput; then
  echo "no ahead-of-time cache: this Java makes none"
  exit 0
fi

# get PORT PATH: the first line of the answer.
get() { { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3 && head -n 1 <&3; } 2>/dev/null; }

# Any free ports: a build may share the network of its machine.
sed -E "s|/data/|$data/|; s/(\"(management_)?port\": )[0-9]+/\10/g" /app/conf/ratio-fixer.json >"$data/ratio-fixer.json"
java @/app/java.options "-XX:AOTCacheOutput=$data/ratio-fixer.aot" -jar /app/ratio-fixer.jar serve --config "$data/ratio-fixer.json" \
  >"$data/log" 2>&1 </dev/null &
engine=$!
served=
for _ in $(seq 1200); do
  served=$(grep -oE 'serves port=[0-9]+' "$data/log" | grep -oE '[0-9]+') && break
  kill -0 "$engine" 2>/dev/null || break
  sleep 0.5
done
for path in / /openapi.yaml /api/ratio-fixer/campaigns /eventbus/info; do
  [ -z "$served" ] || get "$served" "$path" >/dev/null
done
kill -TERM "$engine" 2>/dev/null
wait "$engine"
if [ -n "$served" ] && [ -s "$data/ratio-fixer.aot" ]; then
  mv "$data/ratio-fixer.aot" "$folder/"
  # Where the heap is another one (ZGC, more than 32 GB) the JVM goes on without the cache, and says nothing between the log's lines.
  printf '%s\n' -XX:AOTCache=/app/ratio-fixer.aot '-Xlog:aot*=off' >>"$folder/java.options"
  echo "ahead-of-time cache of $(du -m "$folder/ratio-fixer.aot" | cut -f1) MB"
else
  tail -n 20 "$data/log"
  echo "no ahead-of-time cache: the engine did not start here"
fi
rm -rf "$data"
