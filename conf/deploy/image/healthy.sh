#!/usr/bin/env bash
# The image's health check: succeeds while the engine answers on its management port. A file, as some container engines
# split the words of a command anew.
exec 3<>/dev/tcp/127.0.0.1/9090 && printf 'GET /livez HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200 '
