#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The device is killed while a guest writes and reads, again and again, and another one
# takes over: the rings go on where the dead one left them, and the guest notices nothing.
#
#   test-blk-takeover.sh VQS-BLK split | packed

. "$(dirname "$0")/common.sh"
run=$top/guest/qemu-run
"$run" --run true
skip_if_unable $?
dd if=/dev/zero of="$work/disk" bs=1M count=32 status=none
start_device "$1" "$work/s" "$work/disk"
packed=off bit=0
[ "$2" != packed ] || packed=on bit=1

"$run" --timeout 200 --module virtio_blk --qemu "-chardev socket,id=disk,path=$work/s,reconnect=1
	-device vhost-user-blk-pci,chardev=disk,packed=$packed" --run '
	echo up
	echo packed $(cut -c 35 /sys/bus/virtio/devices/virtio0/features)
	round=0
	until [ -e /dev/vda ] && dd if=/dev/vda bs=512 count=1 2> /dev/null | grep -q stop; do
		round=$((round + 1))
		seq $round $((round + 40000)) | dd of=/dev/vda bs=4096 seek=1 conv=fsync 2> /dev/null
		echo 3 > /proc/sys/vm/drop_caches
		dd if=/dev/vda bs=4096 skip=1 2> /dev/null | head -n 40001 | sha256sum > /tmp/read
		seq $round $((round + 40000)) | sha256sum | cmp - /tmp/read || exit 1
		echo round $round
	done
	dmesg | grep -i "error\|timeout" | grep -i "vda\|virtio"
	echo done' > "$work/out" 2> "$work/err" &
guest=$!
background+=("$guest")

rounds() {
	[ "$(grep -c round "$work/out")" -ge "$1" ] || ! kill -0 "$guest" 2> /dev/null
}

for kill in 1 2 3 4 5 6; do
	wait_until 120 rounds $((2 * kill))
	kill -9 "${background[0]}"
	wait "${background[0]}" 2> /dev/null
	rm -f "$work/s"
	background=("$guest")
	start_device "$1" "$work/s" "$work/disk"
	background=("${background[1]}" "${background[0]}")
done
wait_until 120 rounds 14
printf stop | dd of="$work/disk" bs=512 conv=notrunc,sync status=none
wait "$guest"
check "the guest's exit status" equal $? 0
check "what the guest said last" equal "$(tail -n 1 "$work/out")" done
check "no error in the guest" equal "$(grep -vc '^up$\|^packed '"$bit"'$\|^round\|^done$' "$work/out")" 0
check "no complaint" no_complaint
[ "$failures" = 0 ] || cat "$work/out" "$work/err"
finish
