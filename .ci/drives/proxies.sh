# Proxies: API, dashboard, live stream and the SockJS bridge through nginx, HAProxy and Caddy, by conf/deploy/proxies.
. .ci/drives/lib.sh

need_npm
export SOCKJS=$TOOLS/npm/node_modules/sockjs-client
start_demo
campaign=$(curl -sf -H "X-API-Key: $KEY" "http://127.0.0.1:$PORT/api/ratio-fixer/campaigns" \
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["campaign_id"])')

# at FILE: a configuration of ours with the test's ports.
at() { sed -e "s/127\.0\.0\.1:8000/127.0.0.1:$front/; s/listen 8000/listen 127.0.0.1:$front/; s/^:8000/http:\/\/127.0.0.1:$front/; s/127\.0\.0\.1:8080/127.0.0.1:$PORT/" "conf/deploy/proxies/$1"; }

# drive NAME: the proxy listens at $front.
drive() {
  local url=http://127.0.0.1:$front
  wait_for 30 curl -sf "$url/openapi.yaml" || { cat "$WORK"/*.log 2>/dev/null | tail -5; fail "$1 does not answer"; }
  curl -sf -H "X-API-Key: $KEY" "$url/api/ratio-fixer/status/$campaign" | grep -q "$campaign" || fail "$1: status"
  curl -sf "$url/" | grep -qi '<html' || fail "$1: the dashboard"
  # The first event comes at once, not when a buffer is full.
  (timeout 20 curl -sN -H "X-API-Key: $KEY" "$url/api/ratio-fixer/stream" || true) | head -c 200 | grep -q 'event:' || fail "$1: the live stream"
  # A page of this very address may change something: the Host header is passed on.
  [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Origin: $url" -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d '{}' "$url/api/ratio-fixer/start")" = 422 ] \
    || fail "$1: Host is not passed on, so the page's own origin is refused"
  node .ci/drives/proxies/sockjs.cjs "$url" "$KEY" "$campaign" >"$WORK/sockjs" 2>&1 || { cat "$WORK/sockjs"; fail "$1: the bridge"; }
  ok "$1: API, dashboard, stream, bridge ($(paste -sd ';' "$WORK/sockjs" | sed 's/;/; /g'))"
}

ran=0
front=$PORT
drive "without a proxy"
path=/usr/sbin:/sbin:$PATH
if PATH=$path command -v nginx >/dev/null; then
  for kind in keepalive none; do
    front=$(free_port)
    {
      echo "daemon off; pid $WORK/nginx-$kind.pid; error_log $WORK/nginx-$kind.log; worker_processes 1; events {}"
      echo "http { access_log off; client_body_temp_path $WORK/n1; proxy_temp_path $WORK/n2; fastcgi_temp_path $WORK/n3; uwsgi_temp_path $WORK/n4; scgi_temp_path $WORK/n5;"
      if [ "$kind" = none ]; then at nginx.conf | sed '/keepalive 16/d'; else at nginx.conf; fi
      echo "}"
    } >"$WORK/nginx-$kind.conf"
    PATH=$path nginx -c "$WORK/nginx-$kind.conf" -e "$WORK/nginx-$kind.log" &
    started+=($!)
    drive "nginx, connections kept: $kind"
    ran=$((ran + 1))
  done
else
  echo "skipped: there is no nginx"
fi
if PATH=$path command -v haproxy >/dev/null; then
  front=$(free_port)
  at haproxy.cfg >"$WORK/haproxy.cfg"
  PATH=$path haproxy -db -f "$WORK/haproxy.cfg" >"$WORK/haproxy.log" 2>&1 &
  started+=($!)
  drive HAProxy
  ran=$((ran + 1))
else
  echo "skipped: there is no haproxy"
fi
if command -v caddy >/dev/null; then
  for kind in gzip plain; do
    front=$(free_port)
    {
      printf '{\n\tadmin off\n}\n'
      if [ "$kind" = plain ]; then at Caddyfile | sed '/encode gzip/d'; else at Caddyfile; fi
    } >"$WORK/Caddyfile-$kind"
    XDG_DATA_HOME=$WORK/caddy XDG_CONFIG_HOME=$WORK/caddy caddy run --adapter caddyfile --config "$WORK/Caddyfile-$kind" >"$WORK/caddy-$kind.log" 2>&1 &
    started+=($!)
    drive "Caddy, $kind"
    ran=$((ran + 1))
  done
else
  echo "skipped: there is no caddy"
fi
[ "$ran" -gt 0 ] || skip "no proxy is installed (Debian: nginx, haproxy, caddy)"
