#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# check-driver finds nothing in a good driver, and in a bad one what is bad.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/../guest/common.sh"

# changed SED-SCRIPT: a copy of the driver with a fault, and what check-driver says of it
changed() {
	rm -rf "$work/driver"
	cp -r "$here/blinker" "$work/driver"
	sed -i "$1" "$work/driver/virtio_blinker.c"
	! cmp -s "$work/driver/virtio_blinker.c" "$here/blinker/virtio_blinker.c" || exit 1
	"$here/check-driver" "$work/driver" > "$work/out"
	status=$?
}

# only WORD...: these verdicts are bad and no others
only() {
	equal "$status $(grep 'NOT CLEAN$' "$work/out" | sed 's/ *NOT CLEAN//' | tr '\n' ';')" "1 $1"
}

"$here/check-driver" "$here/blinker" > "$work/out"
status=$?
skip_if_unable $status
check "a good driver" equal "$status" 0
check "five verdicts" equal "$(grep -c ' clean$' "$work/out")" 5

changed 's/u32 per_minute;/u32 per_minute, never;\n\n\tnever = 0;/'
check "a variable that nobody reads: W=1" only \
	"Linux 6.1, gcc at W=1;Linux 6.12, gcc at W=1;"
check "with the compiler's words" grep -q Wunused-but-set-variable "$work/out"

changed 's/virtio_device_ready(vdev);/per_minute = (__force u32)cpu_to_le32(1);\n\t&/; s/(__force u32)//'
check "a little-endian value taken for a number: sparse" only \
	"Linux 6.1, sparse;Linux 6.12, sparse;"
check "with sparse's words" grep -q 'incorrect type in assignment' "$work/out"

changed 's/return 0;/return(0);/; s/per_minute, /per_minute,/'
check "spaces amiss: checkpatch" only "checkpatch --strict virtio_blinker.c;"

changed 's/virtio_reset_device(vdev)/virtio_reset_divice(vdev)/'
check "a function that is not there: everything fails" \
	equal "$status $(grep -c '^Linux.*NOT CLEAN$' "$work/out")" "1 4"
finish
