#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The kernel's own virtio_net on ours: ping, and HTTP both ways between guest and host.

. "$(dirname "$0")/common.sh"
can_boot
mkdir "$work/www"
head -c 5000000 /dev/urandom > "$work/www/file"

# A port that nobody has: the server chooses it, and for the guest's we take the next free one.
in_background python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$work/www" \
	> "$work/http" 2>&1
wait_until 10 grep -q 'port [0-9]' "$work/http"
port=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$work/http" | head -n 1)
forward=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
start_device "$1" "$work/s" --forward "$forward:80"

in_background "$run" --device "$work/s:1" --module virtio_net --run "
	set -e
	ip link set eth0 up
	ip addr add 10.0.2.15/24 dev eth0
	ip route add default via 10.0.2.2
	ping -c 3 10.0.2.2 | grep packets
	wget -q -O /tmp/file http://10.0.2.2:$port/file
	sha256sum < /tmp/file
	mkdir /tmp/www
	cp /tmp/file /tmp/www/back
	httpd -p 80 -h /tmp/www
	echo serving
	until [ -e /tmp/www/done ]; do sleep 1; done" > "$work/out" 2> "$work/err"

check "the guest serves" wait_until 60 grep -q serving "$work/out"
check "ping" equal "$(head -n 1 "$work/out")" \
	"3 packets transmitted, 3 packets received, 0% packet loss"
check "what the guest fetched" equal "$(sed -n 2p "$work/out")" "$(sha256sum < "$work/www/file")"
python3 -c '
import sys, urllib.request
sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1], timeout=60).read())' \
	"http://127.0.0.1:$forward/back" > "$work/back"
check "what the host fetched" cmp "$work/back" "$work/www/file"
check "no complaint" no_complaint
finish
