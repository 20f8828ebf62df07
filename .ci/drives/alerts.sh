# Alert rules: promtool checks them and runs their tests.
. .ci/drives/lib.sh

need promtool prometheus
(cd conf/deploy/prometheus && promtool check rules ratio-fixer-rules.yml && promtool test rules ratio-fixer-rules-test.yml) >"$WORK/rules" 2>&1 \
  || { cat "$WORK/rules"; fail "promtool"; }
rules=$(grep -c 'alert:' conf/deploy/prometheus/ratio-fixer-rules.yml)
fired=$(grep -c 'exp_alerts:$' conf/deploy/prometheus/ratio-fixer-rules-test.yml)
[ "$rules" -eq "$fired" ] || fail "$rules alerts, but $fired are tested to fire"
ok "promtool check rules, test rules: each of $rules alerts fires and keeps silent"
