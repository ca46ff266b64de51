#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A device of many parts in a guest: test-parts.sh EMIT DESCRIPTION DEVICE GUEST

. "$(dirname "$0")/common.sh"
can_boot
LAMP_DEVICE=$3 LAMP_GUEST=$4

mkdir "$work/parts"
"$1" linux "$2" "$work/parts" || exit 1
build_uml parts
lamp_begin
in_guest "$run" --device "$work/s:65535" --module "$work/parts/virtio_parts.ko"
check "the device is still there" kill -0 $daemon

# Linux before 6.11 closes the gap that a shorter row leaves: better no device than another queue.
lamp_begin 2
"$run" --device "$work/s:65535" --module "$work/parts/virtio_parts.ko" \
	--run 'ls /dev/parts0; uname -r; dmesg | grep -cE "WARNING|BUG|Oops"' > "$work/out" 2>&1
check "a kernel that would take the wrong queue has none" \
	grep -q "/dev/parts0: No such file" "$work/out"
check "and survives it" equal "$(tail -n 1 "$work/out")" 0
finish
