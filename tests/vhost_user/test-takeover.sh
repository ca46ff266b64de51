#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A disk that completes in any order is killed again and again, with many requests of a
# stock guest in flight, and another one takes over: nothing is lost, and the guest
# notices nothing. QEMU keeps the record of what is in flight.
#
#   test-takeover.sh DISK split | packed

. "$(dirname "$0")/../guest/common.sh"
. "$(dirname "$0")/../common/wait.sh"
disk=$1
run=$top/guest/qemu-run
can_boot
dd if=/dev/zero of="$work/disk" bs=1M count=32 status=none

# A new one each time that it is dead.
{
	trap 'kill $daemon 2> /dev/null; exit' TERM
	while :; do
		rm -f "$work/s"
		"$disk" "$work/s" "$work/disk" shuffle 150 2>> "$work/log" &
		daemon=$!
		wait $daemon
	done
} 2> /dev/null &
daemons=$!
trap 'kill $daemons; wait $daemons; rm -rf "$work"' EXIT
wait_until 10 test -S "$work/s"

packed=off
[ "$2" != packed ] || packed=on
"$run" --timeout 200 --module virtio_blk --qemu "-chardev socket,id=disk,path=$work/s,reconnect=1
	-device vhost-user-blk-pci,chardev=disk,packed=$packed" --run '
	cut -c 35 /sys/bus/virtio/devices/virtio0/features
	echo 4 > /sys/block/vda/queue/max_sectors_kb
	for round in 1 2 3 4 5; do
		for at in 0 1 2 3; do
			seq $((round + at)) 60000 | dd of=/dev/vda bs=4096 seek=$((at * 1024)) conv=fsync 2> /dev/null &
		done
		wait
		echo 3 > /proc/sys/vm/drop_caches
		for at in 0 1 2 3; do
			seq $((round + at)) 60000 | sha256sum > /tmp/wrote
			count=$(seq $((round + at)) 60000 | wc -l)
			dd if=/dev/vda bs=4096 skip=$((at * 1024)) count=90 2> /dev/null | head -n $count |
				sha256sum | cmp - /tmp/wrote || echo "round $round, place $at"
		done
	done
	dmesg | grep -i "error\|timeout" | grep -i "vda\|virtio"
	echo done' > "$work/out" 2> "$work/err"
check "the guest's exit status" equal $? 0
check "the format, and what the guest said" equal "$(tr '\n' ' ' < "$work/out")" "$([ $packed = on ] && echo 1 || echo 0) done "
check "it died at least eight times" test "$(grep -c "disk: dies" "$work/log")" -ge 8
check "no complaint" equal "$(grep -vxE 'disk: (listening|started|reset|dies with [0-9]+ requests)' "$work/log")" ""
grep 'disk: dies' "$work/log" | sort | uniq -c
[ "$failures" = 0 ] || cat "$work/out" "$work/err" "$work/log"
finish
