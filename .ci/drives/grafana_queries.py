"""Runs every query of a Grafana file in a Prometheus: FILE ADDRESS. A query that fails, or that finds nothing, is told."""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

# What shows only after something has happened that a short run need not have.
MAY_BE_EMPTY = ("ratio_fixer_spent_total", "code=~", "jvm_gc_pause", "ratio_fixer_orders_total", "ratio_fixer_band_")

file, address = sys.argv[1:]
failed = empty = asked = 0
for panel in json.load(open(file, encoding="utf-8"))["panels"]:
    for target in panel.get("targets", []):
        query = target["expr"].replace("$job", "ratio-fixer").replace("$__rate_interval", "1m").replace("$__range", "1h")
        asked += 1
        try:
            url = address + "/api/v1/query?" + urllib.parse.urlencode({"query": query})
            found = json.load(urllib.request.urlopen(url, timeout=10))["data"]["result"]
        except urllib.error.HTTPError as refused:
            failed += 1
            print("refused:", panel["title"], "-", query, "-", refused.read().decode())
            continue
        if not found and not any(part in query for part in MAY_BE_EMPTY):
            empty += 1
            print("finds nothing:", panel["title"], "-", query)
print(f"ok: {asked} queries of the Grafana file run" if failed + empty == 0 else f"{failed} refused, {empty} empty")
sys.exit(1 if failed + empty else 0)
