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
finish
