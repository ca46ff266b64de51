#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A vhost-user device reaches the guest. Nothing here is ours but the runner: the device is
# qemu-storage-daemon's, the driver is the kernel's.

. "$(dirname "$0")/common.sh"
command -v qemu-storage-daemon > /dev/null || {
	echo "no qemu-storage-daemon: run tools/setup test"
	exit 77
}
can_boot

dd if=/dev/urandom of="$work/disk" bs=1M count=16 status=none
expected=$(sha256sum < "$work/disk")
qemu-storage-daemon --blockdev "file,node-name=disk,filename=$work/disk" \
	--export "vhost-user-blk,id=e,node-name=disk,addr.type=unix,addr.path=$work/s,writable=on" &
daemon=$!
trap 'kill $daemon; wait $daemon; rm -rf "$work"' EXIT

check "the disk as the guest sees it" equal \
	"$("$run" --device "$work/s:2" --module virtio_blk --run 'sha256sum < /dev/vda')" "$expected"

"$run" --device "$work/s:2" --module virtio_blk --program mkfs.ext4 --run '
	set -e
	mkfs.ext4 -q /dev/vda
	mount /dev/vda /mnt
	seq 100000 > /mnt/numbers
	umount /mnt
	mount /dev/vda /mnt
	sha256sum < /mnt/numbers' > "$work/out" 2> "$work/err"
check "a file system: exit status" equal $? 0
check "a file system: what was written" equal "$(cat "$work/out")" "$(seq 100000 | sha256sum)"

check "no such socket" equal "$("$run" --device "$work/none:2" --run true 2>&1; echo $?)" \
	"guest: no device listens at $work/none
125"
finish
