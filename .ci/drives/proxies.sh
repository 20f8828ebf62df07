# Proxies: API, dashboard, live stream and the SockJS bridge through nginx, HAProxy and Caddy, by conf/deploy/proxies,
# each without TLS and with it.
. .ci/drives/lib.sh

need_npm
export SOCKJS=$TOOLS/npm/node_modules/sockjs-client
start_demo
campaign=$(curl -sf -H "X-API-Key: $KEY" "http://127.0.0.1:$PORT/api/ratio-fixer/campaigns" \
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["items"][0]["campaign_id"])')

# Who trusts this certificate trusts nobody else.
need openssl openssl
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$WORK/key.pem" -out "$WORK/cert.pem" -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
  >/dev/null 2>&1 || fail "openssl makes no certificate"
cat "$WORK/cert.pem" "$WORK/key.pem" >"$WORK/both.pem"
export NODE_EXTRA_CA_CERTS=$WORK/cert.pem NODE_OPTIONS=--no-deprecation
scheme=http
get() { curl --cacert "$WORK/cert.pem" "$@"; }

# at FILE: a configuration of ours with the test's ports.
at() { sed -e "s/127\.0\.0\.1:8000/127.0.0.1:$front/; s/listen 8000/listen 127.0.0.1:$front/; s/^:8000/http:\/\/127.0.0.1:$front/; s/127\.0\.0\.1:8080/127.0.0.1:$PORT/" "conf/deploy/proxies/$1"; }

# drive NAME: the proxy listens at $front.
drive() {
  local url=$scheme://127.0.0.1:$front
  wait_for 60 get -sf "$url/openapi.yaml" || { cat "$WORK"/*.log 2>/dev/null | tail -5; fail "$1 does not answer"; }
  get -sf -H "X-API-Key: $KEY" "$url/api/ratio-fixer/status/$campaign" | grep -q "$campaign" || fail "$1: status"
  get -sf "$url/" | grep -qi '<html' || fail "$1: the dashboard"
  # The first event comes at once, not when a buffer is full.
  (timeout 20 curl --cacert "$WORK/cert.pem" -sN -H "X-API-Key: $KEY" "$url/api/ratio-fixer/stream" || true) | head -c 200 | grep -q 'event:' || fail "$1: the live stream"
  # The bridge is for pages of this very address: the Host header is passed on.
  of_origin() { get -s -o /dev/null -w '%{http_code}' -H "Origin: $1" "$url/eventbus/info"; }
  [ "$(of_origin "$url")" = 200 ] || fail "$1: Host is not passed on, so the page's own origin is refused"
  [ "$(of_origin https://elsewhere.example)" = 403 ] || fail "$1: a page of another origin is let in"
  node .ci/drives/proxies/sockjs.cjs "$url" "$KEY" "$campaign" >"$WORK/sockjs" 2>&1 || { cat "$WORK/sockjs"; fail "$1: the bridge"; }
  ok "$1: API, dashboard, stream, bridge ($(paste -sd ';' "$WORK/sockjs" | sed 's/;/; /g'))"
}

ran=0
front=$PORT
drive "without a proxy"
path=/usr/sbin:/sbin:$PATH
if PATH=$path command -v nginx >/dev/null; then
  for kind in keepalive none tls; do
    front=$(free_port)
    {
      echo "daemon off; pid $WORK/nginx-$kind.pid; error_log $WORK/nginx-$kind.log; worker_processes 1; events {}"
      echo "http { access_log off; client_body_temp_path $WORK/n1; proxy_temp_path $WORK/n2; fastcgi_temp_path $WORK/n3; uwsgi_temp_path $WORK/n4; scgi_temp_path $WORK/n5;"
      case $kind in
        keepalive) at nginx.conf ;;
        none) at nginx.conf | sed '/keepalive 16/d' ;;
        tls) at nginx.conf | sed "s|listen 127.0.0.1:$front;|listen 127.0.0.1:$front ssl; ssl_certificate $WORK/cert.pem; ssl_certificate_key $WORK/key.pem;|" ;;
      esac
      echo "}"
    } >"$WORK/nginx-$kind.conf"
    PATH=$path nginx -c "$WORK/nginx-$kind.conf" -e "$WORK/nginx-$kind.log" &
    started+=($!)
    [ "$kind" = tls ] && scheme=https
    drive "nginx, $kind"
    scheme=http
    ran=$((ran + 1))
  done
else
  echo "skipped: there is no nginx"
fi
if PATH=$path command -v haproxy >/dev/null; then
  for kind in plain tls; do
    front=$(free_port)
    if [ "$kind" = tls ]; then
      at haproxy.cfg | sed "s|bind 127.0.0.1:$front|bind 127.0.0.1:$front ssl crt $WORK/both.pem|"
      scheme=https
    else
      at haproxy.cfg
    fi >"$WORK/haproxy-$kind.cfg"
    PATH=$path haproxy -db -f "$WORK/haproxy-$kind.cfg" >"$WORK/haproxy-$kind.log" 2>&1 &
    started+=($!)
    drive "HAProxy, $kind"
    scheme=http
    ran=$((ran + 1))
  done
else
  echo "skipped: there is no haproxy"
fi
if command -v caddy >/dev/null; then
  for kind in gzip plain tls; do
    front=$(free_port)
    {
      printf '{\n\tadmin off\n}\n'
      case $kind in
        gzip) at Caddyfile ;;
        plain) at Caddyfile | sed '/encode gzip/d' ;;
        tls) at Caddyfile | sed "s|^http://\(.*\) {|https://\1 {\n\ttls $WORK/cert.pem $WORK/key.pem|" ;;
      esac
    } >"$WORK/Caddyfile-$kind"
    XDG_DATA_HOME=$WORK/caddy XDG_CONFIG_HOME=$WORK/caddy caddy run --adapter caddyfile --config "$WORK/Caddyfile-$kind" >"$WORK/caddy-$kind.log" 2>&1 &
    started+=($!)
    [ "$kind" = tls ] && scheme=https
    drive "Caddy, $kind"
    scheme=http
    ran=$((ran + 1))
  done
else
  echo "skipped: there is no caddy"
fi
[ "$ran" -gt 0 ] || skip "no proxy is installed (Debian: nginx, haproxy, caddy)"
