# Lighthouse (desktop preset, median of five) on the list of 300 campaigns of a running engine, opened by a logged-in person.
. .ci/drives/lib.sh

RUNS=${LIGHTHOUSE_RUNS:-5}
need_npm
need chromium chromium
DEMO_SPEED=20 start_demo
url=http://127.0.0.1:$PORT

# The demo has a handful of campaigns: they are stopped and started again until 300 are listed, the newest of them running.
URL=$url KEY=$KEY python3 <<'PY' || fail "300 campaigns are not there"
import json, os, time, urllib.request

def call(method, path, body=None):
    request = urllib.request.Request(os.environ["URL"] + "/api/ratio-fixer" + path, method=method,
        data=None if body is None else json.dumps(body).encode(), headers={"X-API-Key": os.environ["KEY"], "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)

total = lambda query="": call("GET", "/campaigns?totals=true&limit=1" + query)["totals"]["campaigns"]
running = call("GET", "/campaigns?status=live&limit=1000")["items"]
ids = [one["campaign_id"] for one in running]
while (now := total()) < 300:
    call("POST", "/campaigns/stop", {"campaign_ids": ids})
    more = [{"campaign_name": f"{one['campaign_name']} {now + i}", "video_id": one["video_id"], "mode": "observe", "tags": ["spring"],
             "max_spend": "200.00", "daily_spend": "20.00", "currency": "USD"} for i, one in enumerate(running)][:300 - now]
    begun = call("POST", "/start/batch", {"campaigns": more})
    assert begun["started"] == len(more), begun
    ids = [item["campaign_id"] for item in begun["items"]]
for _ in range(120):
    if all(one["last_check"] for one in call("GET", "/campaigns?status=live&limit=1000")["items"]):
        break
    time.sleep(1)
print("ok: %d campaigns, %d of them live" % (total(), total("&status=live")))
PY

# The session's cookie, as a browser has it.
curl -sf -c "$WORK/cookies" -H 'Content-Type: application/json' -d "{\"api_key\": \"$KEY\"}" -o /dev/null "$url/api/ratio-fixer/session" \
  || fail "no session"
awk 'NF >= 7 && !/^# / {sub(/^#HttpOnly_/, ""); printf "{\"Cookie\": \"%s=%s\"}", $6, $7}' "$WORK/cookies" >"$WORK/headers.json"

for i in $(seq "$RUNS"); do
  CHROME_PATH=$(command -v chromium) "$TOOLS/npm/node_modules/.bin/lighthouse" "$url/?status=all" --preset=desktop \
    --only-categories=performance --extra-headers="$WORK/headers.json" --output=json --output-path="$WORK/run-$i.json" --quiet \
    --chrome-flags='--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync' \
    >"$WORK/lighthouse.log" 2>&1 || { tail -5 "$WORK/lighthouse.log"; fail "lighthouse"; }
done
[ -z "${LIGHTHOUSE_KEEP:-}" ] || cp "$WORK"/run-*.json "$LIGHTHOUSE_KEEP"

python3 - "$WORK"/run-*.json <<'PY' || fail "the list of 300 is slower, moves more or weighs more than it may"
import json, statistics, sys

runs = [json.load(open(name)) for name in sys.argv[1:]]
assert all(run["finalDisplayedUrl"].endswith("/?status=all") for run in runs)
value = lambda run, audit: run["audits"][audit]["numericValue"]
kinds = {"performance": ([100 * run["categories"]["performance"]["score"] for run in runs], 90, None),
         "layout shift": ([value(run, "cumulative-layout-shift") for run in runs], None, 0.02),
         "first load, KB": ([value(run, "total-byte-weight") / 1024 for run in runs], None, 350),
         "first contentful paint, ms": ([value(run, "first-contentful-paint") for run in runs], None, None),
         "largest contentful paint, ms": ([value(run, "largest-contentful-paint") for run in runs], None, None),
         "blocked, ms": ([value(run, "total-blocking-time") for run in runs], None, None)}
good = True
for name, (values, least, most) in kinds.items():
    middle = statistics.median(values)
    good &= (least is None or middle >= least) and (most is None or middle <= most)
    print("%s: %.4g (%s)%s" % (name, middle, ", ".join("%.4g" % one for one in values),
        "" if least is None and most is None else f", {'at least' if least else 'at most'} {least or most}"))
print("lighthouse " + runs[0]["lighthouseVersion"])
sys.exit(not good)
PY
ok "the list of 300"
