#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Stock kernels and stock front ends drive a disk of ours:
#
#   test-guests.sh DISK uml | uml-in-band | qemu
#
# Reading, writing, a driver that lets go and comes back, a capacity that changes meanwhile.

. "$(dirname "$0")/../guest/common.sh"
disk=$1
words=()
case "$2" in
uml*) device=s:2 ;;
qemu)
	device=s:blk
	run=$top/guest/qemu-run
	;;
esac
[ "$2" != uml-in-band ] || words=(in-band)
can_boot
export TMPDIR=$work

dd if=/dev/urandom of="$work/disk" bs=1M count=16 status=none
expected=$(sha256sum < "$work/disk")
"$disk" "$work/s" "$work/disk" "${words[@]}" 2> "$work/log" &
daemon=$!
trap 'kill $daemon; wait $daemon; rm -rf "$work"' EXIT

"$run" --device "$work/$device" --module virtio_blk --run '
	at=/sys/bus/virtio/drivers/virtio_blk
	sha256sum < /dev/vda
	cat /sys/block/vda/serial; echo
	name=$(basename $(readlink /sys/block/vda/device))
	for i in 1 2 3; do
		echo $name > $at/unbind
		echo $name > $at/bind
	done
	sha256sum < /dev/vda
	dd if=/dev/zero of=/dev/vda bs=1M count=1 conv=fsync 2> /dev/null' > "$work/out"
check "exit status" equal $? 0
check "what the guest saw" equal "$(cat "$work/out")" "$expected
vqsmith-disk
$expected"
check "what the guest wrote" cmp -n 1048576 "$work/disk" /dev/zero
check "the driver came at least four times" test "$(grep -c 'disk: started' "$work/log")" -ge 4

# Another guest, the same device: 16 MB when it starts, then more.
starts=$(grep -c 'disk: started' "$work/log")
{
	until [ "$(grep -c 'disk: started' "$work/log")" -gt "$starts" ] || ! kill -0 $daemon; do
		sleep 0.1
	done
	truncate -s 32M "$work/disk"
	kill -HUP $daemon
} &
"$run" --device "$work/$device" --module virtio_blk --run '
	i=0
	while [ "$(cat /sys/block/vda/size)" != 65536 ] && [ $i -lt 2000 ]; do
		i=$((i + 1))
		usleep 10000
	done
	cat /sys/block/vda/size
	sha256sum < /dev/vda' > "$work/out"
check "the new size, and all of it" equal "$(cat "$work/out")" "65536
$(sha256sum < "$work/disk")"
check "no complaint" equal "$(grep -vxE 'disk: (listening|started|reset)' "$work/log")" ""
check "the device is still there" kill -0 $daemon
finish
