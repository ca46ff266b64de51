#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The kernel's own virtio_blk on our disk: a file system is made, filled, and read after a remount.

. "$(dirname "$0")/common.sh"
can_boot
truncate -s 64M "$work/disk"
start_device "$1" "$work/s" "$work/disk"

"$run" --device "$work/s:2" --module virtio_blk --program mkfs.ext4 --run '
	set -e
	echo "serial $(cat /sys/block/vda/serial)"
	echo "packed $(cut -c 35 /sys/bus/virtio/devices/virtio0/features)"
	mkfs.ext4 -q /dev/vda
	mount /dev/vda /mnt
	for i in 1 2 3 4; do dd if=/dev/urandom of=/mnt/$i bs=1M count=8 2> /dev/null; done
	cd /mnt; sha256sum 1 2 3 4 > /root/sums; cd /
	umount /mnt
	echo 3 > /proc/sys/vm/drop_caches
	mount -o ro /dev/vda /mnt
	cd /mnt; sha256sum -c /root/sums; cd /
	umount /mnt' > "$work/out" 2> "$work/err"
check "the guest's exit status" equal $? 0
check "what it read again" equal "$(cat "$work/out")" "serial vqsmith
packed 1
1: OK
2: OK
3: OK
4: OK"
check "the file system, by the host's e2fsck" e2fsck -fn "$work/disk"

# The same back end takes the next front end.
check "the next guest" equal \
	"$("$run" --device "$work/s:2" --module virtio_blk --run 'sha256sum < /dev/vda')" \
	"$(sha256sum < "$work/disk")"
check "no complaint" no_complaint
finish
