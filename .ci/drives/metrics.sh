# Metrics: promtool finds nothing; every query of the Grafana file runs in a real Prometheus that scrapes the engine.
. .ci/drives/lib.sh

need promtool prometheus
need prometheus prometheus
start_demo
for path in campaigns health services nosuch; do
  curl -s -o /dev/null -H "X-API-Key: $KEY" "http://127.0.0.1:$PORT/api/ratio-fixer/$path"
done
curl -sf "http://127.0.0.1:$MANAGEMENT/metrics" >"$WORK/metrics"
promtool check metrics <"$WORK/metrics" >"$WORK/promtool" 2>&1 || true
[ ! -s "$WORK/promtool" ] || { cat "$WORK/promtool"; fail "promtool check metrics"; }
ok "promtool check metrics"
! grep -E 'route="(|[^"]*>[^"]*)"' "$WORK/metrics" || fail "a route label is no route"
grep -q 'route="/api/ratio-fixer/campaigns"' "$WORK/metrics" || fail "no route of the list"
ok "route labels are routes"

prometheus_port=$(free_port)
cat >"$WORK/prometheus.yml" <<YAML
global: {scrape_interval: 1s, evaluation_interval: 1s}
scrape_configs: [{job_name: ratio-fixer, static_configs: [{targets: ["127.0.0.1:$MANAGEMENT"]}]}]
YAML
prometheus --config.file="$WORK/prometheus.yml" --storage.tsdb.path="$WORK/tsdb" --web.listen-address="127.0.0.1:$prometheus_port" \
  >"$WORK/prometheus.log" 2>&1 &
started+=($!)
wait_for 60 curl -sf "http://127.0.0.1:$prometheus_port/-/ready" || fail "Prometheus does not start"
has_samples() { curl -s "http://127.0.0.1:$prometheus_port/api/v1/query?query=ratio_fixer_limits_left" | grep -q '"value"'; }
wait_for 60 has_samples || fail "Prometheus has no samples of the engine"
sleep 3
python3 .ci/drives/grafana_queries.py docs/grafana/ratio-fixer.json "http://127.0.0.1:$prometheus_port" || fail "a query of the Grafana file"
