# The container image: the Dockerfile is built without a Docker engine, and the image is started as its own settings say.
#
# Debian's buildah builds it (--isolation chroot). Where the base images cannot be pulled, look-alikes stand in under
# their names: Debian by mmdebstrap, with the JDK (and Maven) of this machine. DOORS_JAR=FILE takes a runnable file that
# is there already instead of compiling inside; the Dockerfile's first stage is left out then. DOORS_JAVA=21 builds it
# with another Java than the Dockerfile's own: Debian 13's, where this machine's JDK is not that one.
. .ci/drives/lib.sh

[ "$(id -u)" -eq 0 ] || skip "building an image takes root"
need buildah buildah
need mmdebstrap mmdebstrap
need ip iproute2
need setpriv util-linux
need pgrep procps
IMAGES=$TOOLS/image
mkdir -p "$IMAGES"
b() { buildah --root "$WORK/storage" --runroot "$WORK/run" --storage-driver vfs "$@"; }

mounts=()
engine=
clean() {
  [ -z "$engine" ] || kill -KILL "$engine" 2>/dev/null || true
  for place in "${mounts[@]:-}"; do
    [ -z "$place" ] || umount -R "$place" 2>/dev/null || true
  done
  finish
}
trap clean EXIT

# look_alike NAME MAVEN: an image of that name, with Maven if MAVEN is not empty.
look_alike() {
  local container root ours=no release=trixie packages=ca-certificates,openjdk-$java-jdk-headless
  if grep -q "^JAVA_VERSION=\"$java[.\"]" "$JDK/release"; then
    ours=yes release=bookworm packages=ca-certificates
  fi
  local debian=$IMAGES/$release.tar
  if [ ! -f "$debian" ]; then
    mmdebstrap --quiet --variant=minbase "--include=$packages" "$release" "$IMAGES/part.tar" >"$WORK/mmdebstrap" 2>&1 \
      || { tail -5 "$WORK/mmdebstrap"; skip "mmdebstrap cannot make a base"; }
    mv "$IMAGES/part.tar" "$debian"
  fi
  container=$(b from scratch)
  root=$(b mount "$container")
  tar -xf "$debian" -C "$root" --exclude='./dev/*'
  mkdir -p "$root/opt/java"
  if [ "$ours" = yes ]; then
    cp -aL "$JDK" "$root/opt/java/openjdk"
    rm -rf "$root/opt/java/openjdk/jmods" "$root"/opt/java/openjdk/lib/src.zip
  else
    ln -s "/usr/lib/jvm/java-$java-openjdk-$(dpkg --print-architecture)" "$root/opt/java/openjdk"
  fi
  if [ -n "$2" ]; then
    cp -aL "$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")" "$root/opt/maven"
    ln -s /opt/maven/bin/mvn "$root/usr/local/bin/mvn"
  fi
  b config --env JAVA_HOME=/opt/java/openjdk \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  b umount "$container" >/dev/null
  b commit --quiet --rm "$container" "docker.io/library/$1" >/dev/null
}

# base NAME MAVEN: the image of that name, the real one if it can be had.
stand_ins=
base() {
  timeout 60 buildah --root "$WORK/storage" --runroot "$WORK/run" --storage-driver vfs pull --quiet --retry 0 \
    "docker.io/library/$1" >/dev/null 2>&1 && return 0
  look_alike "$1" "$2"
  stand_ins="$stand_ins $1"
}

java=${DOORS_JAVA:-$(sed -n 's/^ARG JAVA=//p' Dockerfile)}
base "eclipse-temurin:$java-jre" ""
mkdir "$WORK/context"
cp -r conf pom.xml .dockerignore "$WORK/context/"
volumes=()
if [ -n "${DOORS_JAR:-}" ]; then
  mkdir "$WORK/built"
  cp "$DOORS_JAR" "$WORK/built/ratio-fixer.jar"
  # From the first FROM to the second: what only compiles.
  awk '/^FROM maven/ {off = 1} /^FROM eclipse/ {off = 0} !off' Dockerfile >"$WORK/context/Dockerfile"
  volumes=(--build-context "build=$WORK/built")
else
  base "maven:3.9-eclipse-temurin-$java" maven
  cp Dockerfile "$WORK/context/"
  cp -r src "$WORK/context/"
  # What Maven has fetched already, and how it fetches here.
  [ ! -d "$HOME/.m2" ] || volumes=(--volume "$HOME/.m2:/root/.m2")
fi
b build --isolation chroot --format docker --pull-never --layers=false --build-arg "JAVA=$java" "${volumes[@]}" -t ratio-fixer "$WORK/context" >"$WORK/build" 2>&1 \
  || { tail -30 "$WORK/build"; fail "the image does not build"; }
ok "built by $(buildah --version | cut -d' ' -f1-3)${DOORS_JAR:+ with a runnable file that was there}${stand_ins:+; look-alikes stood in for$stand_ins}"

# The image's settings, as an engine would read them.
b inspect --type image ratio-fixer >"$WORK/inspect"
setting() { python3 -c 'import json, sys; c = json.load(open(sys.argv[1]))["Docker"]["config"]; v = eval(sys.argv[2]); print("\n".join(v) if isinstance(v, list) else v)' "$WORK/inspect" "$1"; }
[ "$(setting 'c["User"]')" = 10001:10001 ] || fail "the user is $(setting 'c["User"]')"
[ "$(setting 'list(c["Volumes"])')" = /data ] || fail "the volumes are not /data"
mapfile -t command < <(setting 'c["Entrypoint"] + c["Cmd"]')
mapfile -t environment < <(setting 'c["Env"]')
mapfile -t check < <(setting 'c["Healthcheck"]["Test"][1:]')
[ ${#check[@]} -gt 0 ] || fail "no health check"

container=$(b from --pull-never ratio-fixer)
root=$(b mount "$container")
[ "$(find "$root/app" -name '*.jar' | wc -l)" -eq 1 ] || fail "more than one runnable file in the image"
"$JDK/bin/jar" tf "$root/app/ratio-fixer.jar" >"$WORK/classes"
grep -q '^dev/ratiofixer/Main.class' "$WORK/classes" || fail "the runnable file is not ours"
! grep -E 'org/(nd4j|deeplearning4j|bytedeco)/' "$WORK/classes" || fail "DL4J, ND4J or JavaCPP is in the image"
cached=
if [ "$java" -ge 25 ]; then
  [ -s "$root/app/ratio-fixer.aot" ] || { tail -30 "$WORK/build"; fail "no ahead-of-time cache was made"; }
  cached="-XX:AOTMode=off"
  ok "an ahead-of-time cache of $(du -m "$root/app/ratio-fixer.aot" | cut -f1) MB"
fi
ok "one runnable file of $(du -m "$root/app/ratio-fixer.jar" | cut -f1) MB, nothing of DL4J, ND4J or JavaCPP"

# The volume begins as the image's /data, owner and mode included, as a named volume does.
cp -a "$root/data" "$WORK/volume"
mkdir -p "$root/proc" "$root/dev" "$root/tmp"

# start: the image's command in a process, mount and network name space of its own; sets engine to its process.
start() {
  cat >"$WORK/start.sh" <<'SH'
set -eu
root=$1 volume=$2
shift 2
ip link set lo up
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero random urandom; do touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"; done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm" && mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/tmp"
mount --bind "$volume" "$root/data"
mount -o remount,bind,ro "$root"
cd "$root"
exec chroot "$root" setpriv --reuid 10001 --regid 10001 --clear-groups --bounding-set -all --no-new-privs -- \
  env -i -C /data "$@"
SH
  unshare --mount --pid --net --ipc --uts --fork --kill-child -- bash "$WORK/start.sh" "$root" "$WORK/volume" "${environment[@]}" "${command[@]}" \
    >>"$WORK/engine.out" 2>>"$WORK/engine.err" </dev/null &
  outer=$!
  started+=("$outer")
  wait_for 10 pgrep -P "$outer" || fail "nothing started"
  engine=$(pgrep -P "$outer" | head -1)
}

# inside COMMAND...: as another process of the container, as `docker exec` does.
inside() { nsenter -t "$engine" --mount --pid --net --ipc --uts --root --wd --setuid 10001 --setgid 10001 -- env -i "${environment[@]}" "$@"; }
healthy() { inside "${check[@]}"; }
api() { nsenter -t "$engine" --net -- curl -s -o /dev/null -w '%{http_code}' -H "X-API-Key: $1" http://127.0.0.1:8080/api/ratio-fixer/campaigns; }
ready() { nsenter -t "$engine" --net -- curl -sf http://127.0.0.1:9090/readyz; }
logs() { tail -20 "$WORK/engine.out" "$WORK/engine.err" >&2; }

# cpu: the seconds of CPU time that the engine has taken so far.
cpu() { awk '{printf "%.1f", ($14 + $15) / 100}' "/proc/$engine/stat"; }
stops=0
# stop: TERM to the first process, and how long it took.
stop() {
  local began ended
  began=$(date +%s%N)
  kill -TERM "$engine"
  for _ in $(seq 300); do
    [ -d "/proc/$engine" ] || break
    sleep 0.05
  done
  ended=$(date +%s%N)
  [ ! -d "/proc/$engine" ] || { logs; fail "TERM does not end it within 15 s"; }
  status=0
  wait "$outer" || status=$?
  # 143 is how Java ends by TERM once its hooks have run.
  [ "$status" -eq 143 ] || { logs; fail "it ended with $status"; }
  engine=
  stops=$((stops + 1))
  [ "$(grep -c 'database system is shut down' "$WORK/volume/postgres/postgres.log")" -eq "$stops" ] \
    || { tail "$WORK/volume/postgres/postgres.log" >&2; fail "the embedded database was not shut down in order"; }
  took=$(((ended - began) / 1000000))
}

start
! healthy 2>/dev/null || fail "the health check succeeds before anything listens"
wait_for 240 healthy || { logs; fail "the health check does not succeed"; }
wait_for 240 ready || { logs; fail "it does not become ready"; }
ok "the health check fails before the start and succeeds after it; ready"

[ "$(awk '/^Uid/ {print $2, $3, $4, $5}' "/proc/$engine/status")" = "10001 10001 10001 10001" ] || fail "it does not run as 10001"
[ "$(awk '/^CapEff|^CapBnd/ {print $2}' "/proc/$engine/status" | sort -u)" = 0000000000000000 ] || fail "it has capabilities"
others=$(ps -o uid= --ppid "$engine" | sort -u | tr -d ' ')
[ -z "$others" ] || [ "$others" = 10001 ] || fail "a process of it runs as $others"
ok "runs as 10001, without capabilities and without a way to new ones"

for place in / /app /etc /usr; do
  ! inside touch "$place/written" 2>/dev/null || fail "$place can be written"
done
awk '$5 == "/" {print $6}' "/proc/$engine/mountinfo" | grep -q '^ro' || fail "its root is not read-only"
inside touch /tmp/written /data/written || fail "/tmp and /data cannot be written"
ok "the root is read-only; /tmp and /data are written"

key=$(inside "${command[@]:0:${#command[@]}-1}" keys make --name doors --role admin 2>"$WORK/keys.err") || { cat "$WORK/keys.err"; fail "keys make beside the engine"; }
[ "$(api "$key")" = 200 ] || wait_for 20 bash -c "[ \"\$(nsenter -t $engine --net -- curl -s -o /dev/null -w '%{http_code}' -H 'X-API-Key: $key' http://127.0.0.1:8080/api/ratio-fixer/campaigns)\" = 200 ]" \
  || fail "the key is not taken: $(api "$key")"
[ "$(api no-such-key-0123456789)" = 401 ] || fail "any key is taken"
stop
first=$took
[ "$first" -lt 15000 ] || fail "the stop took $first ms"
start
wait_for 240 ready || { logs; fail "it does not start again on its volume"; }
with=$(cpu)
[ -z "$cached" ] || grep -q ratio-fixer.aot "/proc/$engine/maps" || fail "the ahead-of-time cache is not used"
[ "$(api "$key")" = 200 ] || fail "the volume is not kept: the key is unknown after a new start ($(api "$key"))"
stop
! grep "was not properly shut down" "$WORK/volume/postgres/postgres.log" || fail "the database had to recover"
ok "TERM ends it in order, in $first and $took ms; a key made before is known after a new start on the same volume"
if [ -n "$cached" ]; then
  # The same once more without it: the last option of the JVM counts.
  command=("${command[@]:0:2}" "$cached" "${command[@]:2}")
  start
  wait_for 240 ready || { logs; fail "it does not start without the cache"; }
  without=$(cpu)
  stop
  ok "CPU time until ready: $with s with the ahead-of-time cache, $without s without it"
fi
python3 - "$WORK/engine.out" "$WORK/engine.err" <<'PY' || fail "a line of the log is no JSON"
import json, sys
for name in sys.argv[1:]:
    for line in open(name, encoding="utf-8"):
        try:
            json.loads(line)
        except ValueError:
            sys.exit(f"no JSON: {line}")
PY
ok "every line of standard output and error is JSON"
! grep -E 'WARNING: .*(sun.misc.Unsafe|restricted method|native access)' "$WORK/engine.err" || fail "Java warns"
ok "Java warns of nothing"
