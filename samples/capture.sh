#!/bin/sh
# Captures HTTP traffic on a host that has only tcpdump, until Ctrl-C; the file is for pcap2http, elsewhere. Copy this one file; it needs
# a POSIX shell and tcpdump, old ones too (no option newer than tcpdump 4.1 is asked for), and root or the capability cap_net_raw.
set -u

usage() {
  cat <<'END'
Usage: capture.sh [-i INTERFACE] [-p PORTS] [-s BYTES] [-r MB -n FILES] [-t SECONDS] [-B KIB] [-o FILE] [FILTER]

Captures until Ctrl-C, then says how many packets there are and how to convert them.

  -i INTERFACE  default any, where there is such a thing, else the first that is up
  -p PORTS      TCP ports, separated by commas: -p 80,8080; default 80,443,3128,8000,8080,8443
  -s BYTES      take so many bytes of each packet; default 0: all. What is cut off is missing in bodies;
                headers mostly fit in 512
  -r MB         a ring: begin another file after so many megabytes,
  -n FILES      and keep the last so many of them (default 10): FILE0, FILE1 ...
  -t SECONDS    a ring by time: begin another file after so many seconds, named by the time of day
  -B KIB        the kernel's buffer, default 16384; larger where packets are dropped
  -o FILE       default HOST-DATE.pcap, in this directory
  FILTER        a filter of tcpdump, in place of -p: 'host 192.0.2.7 and tcp port 80'
  -h            this; -k: where servers and clients write the keys of TLS connections
END
}

keys() {
  cat <<'END'
TLS traffic is only of use with its keys, which one of its two ends must write down, as lines such as
'CLIENT_RANDOM 5f3c... 9a01...'. Take the file along, and give it to pcap2http: --keylog FILE. Whoever has it can
read the traffic: keep it as you keep passwords, and turn it off afterwards. Start it before the connections begin.

  curl, Chrome, Firefox   SSLKEYLOGFILE=/tmp/keys.log curl https://...   (browsers: started from that shell)
  Python                  ssl contexts of Python 3.8 and later heed SSLKEYLOGFILE
  Node.js                 node --tls-keylog=/tmp/keys.log server.js
  openssl                 openssl s_client -keylogfile /tmp/keys.log; s_server has the option too
  Go                      in the program: tls.Config{KeyLogWriter: file}
  Java                    an agent that logs TLS secrets: java -javaagent:extract-tls-secrets.jar=/tmp/keys.log ...
  Apache Traffic Server   records: proxy.config.ssl.keylog_file: /var/log/trafficserver/keys.log
  Envoy                   in common_tls_context: key_log: {path: /tmp/keys.log}
  HAProxy                 global: tune.ssl.keylog on, then log the fetches in a log-format: for TLS 1.2
                          'CLIENT_RANDOM %[ssl_fc_client_random,hex] %[ssl_fc_session_key,hex]', for TLS 1.3 likewise
                          ssl_fc_client_handshake_traffic_secret and its sisters; ssl_bc_... for servers
  nginx                   with the module sslkeylog: ssl_keylog /tmp/keys.log; NGINX Plus: ssl_key_log /tmp/keys.log; else
                          a library loaded before it: LD_PRELOAD=libsslkeylog.so SSLKEYLOGFILE=/tmp/keys.log nginx
  Apache httpd            SSLKEYLOGFILE in its environment, from 2.4.49 on with OpenSSL 1.1.1
END
}

fail() {
  echo "capture.sh: $1" >&2
  exit "${2-1}"
}

number() {
  case $2 in
    '' | *[!0-9]*) fail "$1 needs a number, not '$2'" 2 ;;
  esac
}

interface=
ports=80,443,3128,8000,8080,8443
snaplen=0
megabytes=
files=10
seconds=
buffer=16384
out=
while getopts i:p:s:r:n:t:B:o:kh option; do
  case $option in
    i) interface=$OPTARG ;;
    p) ports=$OPTARG ;;
    s) number -s "$OPTARG"; snaplen=$OPTARG ;;
    r) number -r "$OPTARG"; megabytes=$OPTARG ;;
    n) number -n "$OPTARG"; files=$OPTARG ;;
    t) number -t "$OPTARG"; seconds=$OPTARG ;;
    B) number -B "$OPTARG"; buffer=$OPTARG ;;
    o) out=$OPTARG ;;
    k) keys; exit 0 ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
[ -z "$megabytes" ] || [ -z "$seconds" ] || fail 'a ring is by size (-r) or by time (-t)' 2

PATH=$PATH:/usr/sbin:/sbin
command -v tcpdump >/dev/null 2>&1 || fail 'there is no tcpdump; its package is called tcpdump nearly everywhere'

# The filter of -p: each port by itself, for tcpdumps that do not know 'port (80 or 8080)'.
filter=$*
if [ -z "$filter" ]; then
  rest=$ports,
  while [ -n "$rest" ]; do
    port=${rest%%,*}
    rest=${rest#*,}
    number -p "$port"
    filter="${filter:+$filter or }tcp port $port"
  done
  # Frames with a VLAN tag are none of these; what stands behind 'vlan' is looked for behind the tag.
  filter="$filter or (vlan and ($filter))"
fi

# Some containers and systems other than Linux have no 'any'.
if [ -z "$interface" ]; then
  interface=any
  tcpdump -D 2>/dev/null | grep -q '[.]any\b' || interface=$(tcpdump -D 2>/dev/null | sed -n '1s/^[0-9]*[.]\([^ ]*\).*/\1/p')
  [ -n "$interface" ] || fail "no interface may be captured on: run this as root (sudo), or in a container with --cap-add NET_RAW"
fi
tcpdump -i "$interface" -d "$filter" >/dev/null 2>&1 || {
  why=$(tcpdump -i "$interface" -d "$filter" 2>&1 | sed -n 's/^tcpdump: //p' | sed '/^[Ww]arning/d;/^WARNING/d' | sed -n 1p)
  # On some interfaces and with old versions of libpcap 'vlan' is no word.
  filter=${filter%% or (vlan*}
  tcpdump -i "$interface" -d "$filter" >/dev/null 2>&1 || fail "$why"
}

[ -n "$out" ] || out=$(uname -n)-$(date +%Y%m%d-%H%M%S).pcap
set -- -i "$interface" -n -s "$snaplen" -B "$buffer"
if [ -n "$megabytes" ]; then
  set -- "$@" -C "$megabytes" -W "$files"
elif [ -n "$seconds" ]; then
  case $out in *.pcap) out=${out%.pcap} ;; esac
  out=$out-%H%M%S.pcap
  set -- "$@" -G "$seconds"
fi

# Some tcpdumps give up root's rights, and then cannot begin the next file: -Z root keeps them, where it is known.
if [ "$(id -u)" = 0 ] && tcpdump --help 2>&1 | grep -q -e '-Z '; then set -- "$@" -Z root; fi

messages=$(mktemp) || fail 'no temporary file can be made'
trap 'rm -f "$messages"' EXIT

# A job in the background does not hear of Ctrl-C by itself: tcpdump is told, and the summary comes after it.
tcpdump "$@" -w "$out" "$filter" 2>"$messages" &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' INT TERM HUP
sleep 1
if ! kill -0 "$child" 2>/dev/null; then fail "$(grep -v '^tcpdump: listening' "$messages" | sed -n '1s/^tcpdump: //p')"; fi
echo "capturing on $interface into $out: $filter" >&2
echo 'Ctrl-C ends it' >&2
while kill -0 "$child" 2>/dev/null; do wait "$child"; done

echo >&2
case $out in
  *%H%M%S*) pattern="${out%%%H*}*.pcap" ;;
  *) pattern="$out${megabytes:+*}" ;;
esac
# shellcheck disable=SC2086  # the pattern stands for several names
ls -l $pattern >&2
grep -E 'captured|received|dropped' "$messages" >&2
dropped=$(sed -n 's/^\([0-9]*\) packets* dropped by kernel.*/\1/p' "$messages")
if [ "${dropped:-0}" -gt 0 ]; then
  echo "$dropped packets are missing: use a larger buffer (-B $((buffer * 4))), fewer ports, or a smaller -s" >&2
fi
echo "convert with:  pcap2http $pattern -o out.har      (-k tells how to get the keys of TLS)" >&2
