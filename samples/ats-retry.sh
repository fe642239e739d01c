#!/bin/bash
# Makes ats-retry.pcap: Apache Traffic Server 9 as a reverse proxy before three origins, of which one refuses connections and one resets
# them. Usage, as root: samples/ats-retry.sh [FILE]. Needs traffic_server, tcpdump, python3, curl and util-linux (Debian: trafficserver ...).
# All of it runs in a network namespace of its own and ends with it.
set -euo pipefail
out=$(realpath "${1:-$(dirname "$0")/ats-retry.pcap}")
if [ -z "${ALONE-}" ]; then ALONE=1 exec unshare --net --pid --fork --kill-child --mount-proc "$0" "$out"; fi

ip link set lo up
root=$(mktemp -d); trap 'rm -rf "$root"' EXIT
mkdir "$root"/{etc,log,run,cache}; chmod -R 777 "$root"

for key in sysconfdir:etc datadir:cache localstatedir:run runtimedir:run logdir:log cachedir:cache; do
  echo "${key%:*}: $root/${key#*:}"
done > "$root/runroot.yaml"
cat >> "$root/runroot.yaml" <<'END'
prefix: /usr
exec_prefix: /usr
bindir: /usr/bin
sbindir: /usr/sbin
includedir: /usr/include
libdir: /usr/lib
libexecdir: /usr/lib/trafficserver/modules
END
cat > "$root/etc/records.config" <<END
CONFIG proxy.config.http.server_ports STRING 8080
CONFIG proxy.config.admin.user_id STRING #-1
CONFIG proxy.config.http.parent_proxy.retry_time INT 0
CONFIG proxy.config.http.parent_proxy.per_parent_connect_attempts INT 1
CONFIG proxy.config.http.parent_proxy.total_connect_attempts INT 6
CONFIG proxy.config.http.wait_for_cache INT 2
CONFIG proxy.config.log.logfile_dir STRING $root/log
END
echo 'map http://shop.test/ http://origin.test/' > "$root/etc/remap.config"
echo 'dest_domain=origin.test parent="127.0.0.11:80;127.0.0.12:80;127.0.0.13:80" round_robin=false go_direct=false parent_is_proxy=false
' | tr -d '\n' > "$root/etc/parent.config"
echo "$root/cache 64M" > "$root/etc/storage.config"
cp /etc/trafficserver/{ip_allow.yaml,plugin.config} "$root/etc/"

cat > "$root/origins.py" <<'END'
import socket, struct, threading

def serve(address, answer):
    listener = socket.create_server((address, 80))
    while True:
        threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

def reset(connection):
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()

def answer(connection):
    while request := connection.recv(65536):
        path = request.split(b" ")[1]
        body = b'{"path": "' + path + b'", "items": [7, 11]}\n'
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

threading.Thread(target=serve, args=("127.0.0.12", reset), daemon=True).start()
serve("127.0.0.13", answer)
END
python3 "$root/origins.py" &
traffic_server --run-root="$root" > "$root/log/ats.out" 2>&1 &
for _ in $(seq 100); do
  curl -s -o /dev/null http://127.0.0.1:8080/ && break
  sleep 0.1
done
sleep 2   # the port is open before the cache is

rm -f "$out"
tcpdump -i any -U -w "$out" 'tcp port (80 or 8080)' 2> "$root/log/tcpdump" &
tcpdump=$!
sleep 1
curl -s -H 'Host: shop.test' http://127.0.0.1:8080/cart?id=7
curl -s -H 'Host: shop.test' -d 'item=7' http://127.0.0.1:8080/order
curl -s -H 'Host: shop.test' http://127.0.0.1:8080/cart?id=8
sleep 1
kill -INT $tcpdump
wait $tcpdump
