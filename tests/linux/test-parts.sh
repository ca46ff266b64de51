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

# What comes behind a row begins where the row ends, so a shorter one leaves no gap, which Linux
# before 6.11 would close.
lamp_begin 2
"$run" --device "$work/s:65535" --module "$work/parts/virtio_parts.ko" \
	--run 'cat /sys/class/misc/parts0/config/row_count; dmesg | grep -cE "WARNING|BUG|Oops"' > "$work/out" 2>&1
check "a shorter row is taken" equal "$(tail -n 2 "$work/out" | head -n 1)" 2
check "and nothing is wrong" equal "$(tail -n 1 "$work/out")" 0
check "the device is still there" kill -0 $daemon
finish
