# conf/deploy: the Helm chart is linted and rendered by Helm's own library, the unit is verified by systemd, Prometheus'
# configuration by promtool, the compose file by Debian's docker-compose, and the engine's configurations by the engine.
. .ci/drives/lib.sh

path=
for artifact in com.marcnuri.helm-java:helm-java:0.0.21 com.marcnuri.helm-java:lib-api:0.0.21 \
  com.marcnuri.helm-java:linux-amd64:0.0.21 net.java.dev.jna:jna-jpms:5.18.1; do
  path=$path:$(maven "$artifact") || skip "$artifact (Helm as a library) cannot be fetched"
done
chart() { "$JDK/bin/java" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "${path#:}" .ci/drives/deploy/Chart.java "$@" 2>>"$WORK/helm.err"; }
rendered() {
  local name=$1
  shift
  chart render conf/deploy/helm "$WORK/$name.yaml" "$@" || { cat "$WORK/$name.yaml" "$WORK/helm.err"; fail "the chart does not render: $*"; }
  python3 - "$WORK/$name.yaml" "$WORK/$name.json" <<'PY' || fail "what was rendered for $name"
import sys, yaml
parts = [p for p in yaml.safe_load_all(open(sys.argv[1])) if p]
kinds = [p["kind"] for p in parts]
assert kinds.count("Deployment") == 1, kinds
spec = next(p for p in parts if p["kind"] == "Deployment")["spec"]
assert spec["strategy"]["type"] == "Recreate" and spec["replicas"] == 1 or spec["replicas"] == 3 and "PodDisruptionBudget" in kinds, spec
engine = spec["template"]["spec"]["containers"][0]
assert engine["securityContext"]["readOnlyRootFilesystem"] and engine["livenessProbe"] and engine["readinessProbe"]
config = next(p for p in parts if p["kind"] == "ConfigMap")["data"]["ratio-fixer.json"]
open(sys.argv[2], "w").write(config)
PY
}
refused() { : >"$WORK/helm.err"; ! chart render conf/deploy/helm "$WORK/refused.yaml" "$@" || fail "the chart renders what could not run: $*"; cat "$WORK/refused.yaml" "$WORK/helm.err" | grep -qE "lost with the pod|all nodes reach" || fail "the refusal of $* does not say why"; }

chart lint conf/deploy/helm "$WORK/lint" || { cat "$WORK/lint"; fail "helm lint"; }
rendered one existingSecret=ratio-fixer
rendered embedded persistence.enabled=true ingress.enabled=true ingress.host=ratio.example.org monitoring.podMonitor=true
rendered cluster existingSecret=ratio-fixer cluster.enabled=true
refused
refused cluster.enabled=true
ok "Helm's library lints the chart, renders three settings and refuses two that could not run"

need promtool prometheus
mkdir "$WORK/prometheus"
cp conf/deploy/compose/prometheus.yml conf/deploy/prometheus/ratio-fixer-rules.yml "$WORK/prometheus/"
promtool check config "$WORK/prometheus/prometheus.yml" >"$WORK/promtool" 2>&1 || { cat "$WORK/promtool"; fail "promtool check config"; }
python3 -c 'import glob, yaml; [list(yaml.safe_load_all(open(f))) for f in glob.glob("conf/deploy/compose/**/*.y*ml", recursive=True)]' || fail "YAML of the compose file"
ok "promtool takes Prometheus' configuration"
if [ "$(id -u)" -eq 0 ] && ! command -v docker-compose >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker-compose; } >/dev/null 2>&1 || true
fi
if command -v docker-compose >/dev/null; then
  cp -r conf/deploy/compose "$WORK/compose"
  # Version 1 does not know the name of a project in the file; the rest it parses and checks against its schema.
  case $(docker-compose version --short 2>/dev/null) in 1.*) sed -i '/^name:/d' "$WORK/compose/compose.yaml" ;; esac
  docker-compose -f "$WORK/compose/compose.yaml" config >"$WORK/composed" 2>&1 || { cat "$WORK/composed"; fail "docker-compose config"; }
  python3 - "$WORK/composed" <<'PY' || fail "what docker-compose reads"
import sys, yaml
services = yaml.safe_load(open(sys.argv[1]))["services"]
assert set(services) == {"engine", "postgres", "prometheus", "alertmanager", "grafana"}, set(services)
for name, service in services.items():
    assert "healthcheck" in service, name
    image = service["image"]
    assert ":" in image and not image.endswith(":latest"), image
PY
  ok "docker-compose $(docker-compose version --short) takes the compose file (there is no Docker engine to start it): five services, pinned, each with a health check"
else
  echo "skipped: there is no docker-compose; the compose file was only read as YAML"
fi

if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify conf/deploy/systemd/ratio-fixer.service >"$WORK/unit" 2>&1 || { cat "$WORK/unit"; fail "systemd-analyze verify"; }
  ok "systemd-analyze verify"
else
  echo "skipped: there is no systemd-analyze"
fi

engine=$(command_of_engine)
for file in conf/deploy/compose/engine/ratio-fixer.json "$WORK/one.json" "$WORK/embedded.json" "$WORK/cluster.json"; do
  # shellcheck disable=SC2086 # The command is words.
  DATABASE_URL=postgresql://u:p@database:5432/d $engine config check "$file" >"$WORK/config" 2>&1 || { cat "$WORK/config"; fail "the engine refuses $file"; }
done
ok "the engine takes the four configurations"
