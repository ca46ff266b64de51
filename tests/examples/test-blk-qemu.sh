#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# QEMU's vhost-user-blk-pci and Debian's kernel on our disk.

. "$(dirname "$0")/common.sh"
qemu=$top/guest/qemu-run
"$qemu" --run true
skip_if_unable $?
dd if=/dev/urandom of="$work/disk" bs=1M count=16 status=none
before=$(sha256sum < "$work/disk")
start_device "$1" "$work/s" "$work/disk"

"$qemu" --device "$work/s:blk" --run '
	set -e
	sha256sum < /dev/vda
	seq 100000 | dd of=/dev/vda bs=4096 seek=100 conv=fsync 2> /dev/null
	echo 3 > /proc/sys/vm/drop_caches
	dd if=/dev/vda bs=4096 skip=100 2> /dev/null | head -n 100000 | sha256sum' > "$work/out"
check "the guest's exit status" equal $? 0
check "what the guest read" equal "$(cat "$work/out")" "$before
$(seq 100000 | sha256sum)"
check "what the host has then" equal \
	"$(dd if="$work/disk" bs=4096 skip=100 status=none | head -n 100000 | sha256sum)" \
	"$(seq 100000 | sha256sum)"
check "no complaint" no_complaint
written=$(sha256sum < "$work/disk")

# Packed rings, which QEMU has to be asked for; the driver lets go of the device and takes it
# again, so the rings are stopped and start anew.
"$qemu" --device "$work/s:blk,packed=on" --run '
	set -e
	cd /sys/bus/virtio/drivers/virtio_blk
	echo "packed $(cut -c 35 virtio0/features)"
	for i in 1 2 3; do
		sha256sum < /dev/vda
		echo virtio0 > unbind
		echo virtio0 > bind
	done
	dd if=/dev/zero of=/dev/vda bs=4096 count=100 conv=fsync 2> /dev/null
	echo 3 > /proc/sys/vm/drop_caches
	sha256sum < /dev/vda' > "$work/out"
check "the guest's exit status" equal $? 0
check "what the disk was" equal "$(head -n 4 "$work/out" | uniq -c | sed 's/^ *//')" \
	"1 packed 1
3 $written"
check "what the host has then" equal "$(tail -n 1 "$work/out")" "$(sha256sum < "$work/disk")"
check "which is something else" [ "$(sha256sum < "$work/disk")" != "$written" ]
check "no complaint" no_complaint

# Two processors with a virtqueue each.
end_background
start_device "$1" "$work/two" --queues 2 "$work/disk"
"$qemu" --device "$work/two:vhost-user-blk-pci,num-queues=2" --qemu '-smp 2' --run '
	set -e
	ls /sys/block/vda/mq
	for cpu in 0 1; do
		taskset $((cpu + 1)) dd if=/dev/vda bs=64k iflag=direct 2> /dev/null | sha256sum &
	done
	wait' > "$work/out"
check "the guest's exit status" equal $? 0
sum=$(sha256sum < "$work/disk")
check "what both processors read" equal "$(cat "$work/out")" "0
1
$sum
$sum"
check "no complaint" no_complaint
finish
