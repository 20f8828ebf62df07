# conf/deploy/compose, started: by docker-compose before podman, Debian's both, on a machine without a Docker engine.
#
# Images cannot be pulled here, so look-alikes bear their names: the engine's is built by the Dockerfile from a runnable
# file that is there; PostgreSQL, Prometheus and Alertmanager are Debian 13's. Grafana is in no registry of packages that
# a bare machine reaches, so that service is left out, and said so.
. .ci/drives/lib.sh

[ "$(id -u)" -eq 0 ] || skip "starting containers takes root"
need podman podman
need runc runc
need catatonit catatonit
need mmdebstrap mmdebstrap
need docker-compose docker-compose
IMAGES=$TOOLS/image
mkdir -p "$IMAGES"
command_of_engine >/dev/null

# A store of this drive's own. What a machine does not let containers have is left out of the limits.
cat >"$WORK/containers.conf" <<INI
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=$(n=$(ulimit -Hu); [ "$n" = unlimited ] || [ "$n" -gt 20000 ] && n=20000; echo "$n:$n")"]
log_driver = "k8s-file"
init_path = "$(command -v catatonit)"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
INI
export CONTAINERS_CONF=$WORK/containers.conf
p() { podman --root "$WORK/storage" --runroot "$WORK/run" "$@"; }

healths=
clean() {
  [ -z "$healths" ] || kill "$healths" 2>/dev/null || true
  p rm --all --force --time 5 >/dev/null 2>&1 || true
  p network rm --force doors_default >/dev/null 2>&1 || true
  finish
}
trap clean EXIT

# debian FILE PACKAGES: Debian 13 with these packages.
debian() {
  [ -f "$IMAGES/$1" ] && return 0
  mmdebstrap --quiet --variant=minbase "--include=ca-certificates,$2" trixie "$IMAGES/part.tar" >"$WORK/mmdebstrap" 2>&1 \
    || { tail -5 "$WORK/mmdebstrap"; skip "mmdebstrap cannot make a base"; }
  mv "$IMAGES/part.tar" "$IMAGES/$1"
}
debian trixie.tar openjdk-21-jdk-headless
debian services.tar prometheus,prometheus-alertmanager,postgresql-17,wget
p import --quiet "$IMAGES/trixie.tar" docker.io/library/eclipse-temurin:21-jre >/dev/null 2>"$WORK/import" || { cat "$WORK/import"; skip "podman cannot hold images here"; }
p import --quiet "$IMAGES/services.tar" localhost/services:1 >/dev/null
p run --rm --network none localhost/services:1 true >"$WORK/run-one" 2>&1 || { tail -1 "$WORK/run-one"; skip "podman cannot start a container here"; }

build() { p build --isolation chroot --format docker --pull=never "$@" >"$WORK/build" 2>&1 || { tail -20 "$WORK/build"; fail "podman build $*"; }; }
mkdir -p "$WORK/built" "$WORK/engine" "$WORK/postgres"
cp target/ratio-fixer.jar "$WORK/built/"
cp -r conf "$WORK/engine/"
awk '/^FROM maven/ {off = 1} /^FROM eclipse/ {off = 0} !off' Dockerfile >"$WORK/engine/Dockerfile"
build --build-arg JAVA=21 --build-context "build=$WORK/built" -t ratio-fixer:local "$WORK/engine"
cat >"$WORK/postgres/Dockerfile" <<'DOCKER'
FROM localhost/services:1
ENV PATH=/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY entry.sh /entry.sh
VOLUME /var/lib/postgresql
ENTRYPOINT ["bash", "/entry.sh"]
DOCKER
# What the real image's own does with these variables and this volume.
cat >"$WORK/postgres/entry.sh" <<'SH'
set -eu
data=/var/lib/postgresql/18/docker
mkdir -p /run/postgresql
chown postgres: /var/lib/postgresql /run/postgresql
as() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }
if [ ! -s $data/PG_VERSION ]; then
  as mkdir -p $data
  install -m 400 -o postgres "$POSTGRES_PASSWORD_FILE" /tmp/password
  as initdb -D $data -U "$POSTGRES_USER" --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust
  echo "host all all all scram-sha-256" >>$data/pg_hba.conf
  as pg_ctl -D $data -w -o "-c listen_addresses=" start
  as createdb -h /run/postgresql -U "$POSTGRES_USER" "$POSTGRES_DB"
  as pg_ctl -D $data -w stop
fi
exec setpriv --reuid postgres --regid postgres --init-groups postgres -D $data -c 'listen_addresses=*'
SH
build -t docker.io/library/postgres:18.4 "$WORK/postgres"
for service in prometheus alertmanager; do
  mkdir "$WORK/$service"
  printf 'FROM localhost/services:1\nRUN install -d -o nobody -g nogroup /%s\nUSER nobody\nVOLUME /%s\nENTRYPOINT ["%s"]\n' \
    "$service" "$service" "$([ $service = prometheus ] && echo prometheus || echo prometheus-alertmanager)" >"$WORK/$service/Dockerfile"
  build -t "$(sed -n "s|^    image: \(prom/$service:.*\)|docker.io/\1|p" conf/deploy/compose/compose.yaml)" "$WORK/$service"
done
ok "look-alikes of four images; the engine's is built by the Dockerfile, with Java 21"

# The files as they are; version 1 of docker-compose does not know the project's name, and ports are the drive's.
mkdir -p "$WORK/tree/conf" "$WORK/tree/docs"
cp -r conf/deploy "$WORK/tree/conf/"
cp -r docs/grafana "$WORK/tree/docs/"
cd "$WORK/tree/conf/deploy/compose"
http=$(free_port) prometheus=$(free_port) alertmanager=$(free_port)
sed -i "/^name:/d; s/127.0.0.1:8080:/127.0.0.1:$http:/; s/127.0.0.1:9091:/127.0.0.1:$prometheus:/; s/127.0.0.1:9093:/127.0.0.1:$alertmanager:/" compose.yaml
mkdir secrets
printf 'postgresql://ratio_fixer:secret@postgres:5432/ratio_fixer' >secrets/database
printf secret >secrets/postgres
printf no-such-key >secrets/youtube
printf secret >secrets/grafana
chown 10001 secrets/database secrets/youtube
chmod 400 secrets/*
p system service --time 0 "unix://$WORK/podman.sock" >"$WORK/service" 2>&1 &
started+=($!)
wait_for 30 test -S "$WORK/podman.sock" || fail "podman does not listen"
export DOCKER_HOST=unix://$WORK/podman.sock
compose() { docker-compose -p doors -f compose.yaml "$@"; }
# podman leaves the rounds of health checks to systemd, which need not run here.
(while sleep 2; do for service in postgres prometheus alertmanager engine; do p healthcheck run "doors_${service}_1" >/dev/null 2>&1 || true; done; done) &
healths=$!
timeout 300 docker-compose -p doors -f compose.yaml up -d --no-build engine prometheus alertmanager >"$WORK/up" 2>&1 || { tail -5 "$WORK/up" "$WORK/service"; fail "docker-compose up"; }
healthy() { [ "$(p ps --format '{{.Names}} {{.Status}}' | grep -c '(healthy)')" -eq 4 ]; }
wait_for 240 healthy || { p ps -a --format '{{.Names}} {{.Status}}'; p logs doors_engine_1 2>&1 | tail -5; fail "not all become healthy"; }
ok "started in the order of their health: PostgreSQL, then the engine; Prometheus, Alertmanager; all healthy"

curl -sf "http://127.0.0.1:$http/" | grep -qi '<html' || fail "the dashboard does not answer at its port"
asked() { curl -sf "http://127.0.0.1:$prometheus/api/v1/$1"; }
scraped() { asked 'query?query=up%7Bjob%3D%22ratio-fixer%22%7D' | grep -q '"1"\]'; }
wait_for 60 scraped || fail "Prometheus does not reach the engine"
[ "$(asked rules | grep -o '"type":"alerting"' | wc -l)" -eq "$(grep -c 'alert:' ../prometheus/ratio-fixer-rules.yml)" ] || fail "Prometheus has not all rules"
asked alertmanagers | grep -q 'alertmanager:9093' || fail "Prometheus does not know Alertmanager"
curl -sf "http://127.0.0.1:$alertmanager/api/v2/status" | grep -q '"status":"ready"' || fail "Alertmanager is not ready"
p exec doors_engine_1 grep -q '^Uid:.10001' /proc/1/status || fail "the engine does not run as 10001"
! p exec doors_engine_1 touch /written 2>/dev/null || fail "the engine's root can be written"
p logs doors_engine_1 2>&1 | python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' || fail "a line of the engine's log is no JSON"
ok "the dashboard, the scrape, all rules and Alertmanager are there; the engine runs as 10001 on a read-only root; its log is JSON"

compose stop engine >"$WORK/stop" 2>&1 || fail "docker-compose stop"
[ "$(p inspect doors_engine_1 --format '{{.State.ExitCode}}')" -eq 143 ] || fail "the engine was killed"
alarm() { curl -sf "http://127.0.0.1:$alertmanager/api/v2/alerts" | grep -q RatioFixerDown; }
wait_for 240 alarm || fail "Alertmanager does not hear that the engine is gone"
ok "it stops in order, and Alertmanager hears from Prometheus that it is gone; Grafana was not started (no package has it)"
