# The contract: two linters find nothing; three generators make clients that compile and work against a running engine.
. .ci/drives/lib.sh

CONTRACT=src/main/resources/openapi.yaml
need_npm
bin=$TOOLS/npm/node_modules/.bin
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

"$bin/redocly" lint "$CONTRACT" --config .ci/contract/redocly.yaml >"$WORK/redocly" 2>&1 || { cat "$WORK/redocly"; fail "redocly"; }
ok "redocly lint"
"$bin/spectral" lint "$CONTRACT" --ruleset .ci/contract/spectral.yaml --fail-severity hint >"$WORK/spectral" 2>&1 \
  || { cat "$WORK/spectral"; fail "spectral"; }
ok "spectral lint"

generator=$(maven org.openapitools:openapi-generator-cli:7.25.0) || skip "openapi-generator cannot be fetched"
generate() {
  "$JDK/bin/java" -XX:TieredStopAtLevel=1 -jar "$generator" generate -i "$CONTRACT" "$@" >"$WORK/generate" 2>&1 \
    || { tail -20 "$WORK/generate"; fail "openapi-generator $*"; }
}

start_demo

# Java: one object for the parameters of a call, as a new one that may be left out breaks every call by position.
generate -g java --library native --additional-properties=useSingleRequestParameter=true -o "$WORK/java"
path=
for artifact in com.fasterxml.jackson.core:jackson-core:2.21.0 com.fasterxml.jackson.core:jackson-databind:2.21.0 \
  com.fasterxml.jackson.core:jackson-annotations:2.21 com.fasterxml.jackson.datatype:jackson-datatype-jsr310:2.21.0 \
  org.openapitools:jackson-databind-nullable:0.2.10 com.google.code.findbugs:jsr305:3.0.2 \
  jakarta.annotation:jakarta.annotation-api:1.3.5; do
  path=$path:$(maven "$artifact") || skip "$artifact cannot be fetched"
done
find "$WORK/java/src/main/java" -name '*.java' >"$WORK/files"
"$JDK/bin/javac" -J-XX:TieredStopAtLevel=1 -nowarn -d "$WORK/classes" -cp "$path" @"$WORK/files" .ci/drives/contract/UseClient.java \
  >"$WORK/javac" 2>&1 || { cat "$WORK/javac"; fail "the Java client does not compile"; }
"$JDK/bin/java" -XX:TieredStopAtLevel=1 -cp "$WORK/classes$path" UseClient "http://127.0.0.1:$PORT" "$KEY" || fail "the Java client"

# TypeScript
generate -g typescript-fetch -o "$WORK/ts/fetch"
"$bin/openapi-typescript" "$CONTRACT" --default-non-nullable=false -o "$WORK/ts/schema.ts" >/dev/null 2>&1 || fail "openapi-typescript"
cp .ci/drives/contract/use-fetch.ts .ci/drives/contract/use-types.ts "$WORK/ts/"
cp docs/examples/dashboard/*.ts "$WORK/ts/"
ln -s "$TOOLS/npm/node_modules" "$WORK/ts/node_modules"
cat >"$WORK/ts/tsconfig.json" <<'JSON'
{"compilerOptions": {"strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "noEmit": true,
  "lib": ["es2022", "dom", "dom.iterable"], "types": [], "skipLibCheck": true},
 "include": ["*.ts", "fetch/**/*.ts"]}
JSON
(cd "$WORK/ts" && "$bin/tsc" -p .) || fail "the TypeScript clients do not compile"
ok "typescript-fetch, openapi-typescript and the examples of docs/examples/dashboard compile"
for file in use-fetch use-types; do
  "$bin/esbuild" "$WORK/ts/$file.ts" --bundle --format=esm --platform=node "--outfile=$WORK/ts/$file.mjs" --log-level=warning \
    || fail "$file cannot be bundled"
  node "$WORK/ts/$file.mjs" "http://127.0.0.1:$PORT" "$KEY" || fail "$file"
done
