#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The generated driver on PCI, in Debian's kernel with two processors: test-pci.sh TEST...
# QEMU has no vhost-user device for a type that it does not know; pci/lamp.yaml says what is done
# about that.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
run=$top/guest/qemu-run
can_boot
export TMPDIR=$work

generate lamp "$here/pci/lamp.yaml"
headers=$("$top/guest/kernels" headers 6.1)
skip_if_unable $?
make -s -C "$headers" M="$work/lamp" modules > "$work/build.log" 2>&1
check "the module is built" test -e "$work/lamp/virtio_lamp.ko"

lamp_begin
tests=$*
in_guest "$run" --device "$work/s:vhost-user-scsi-pci,num_queues=1" --qemu '-smp 2' \
	--module "$work/lamp/virtio_lamp.ko"
check "the device is still there" kill -0 $daemon
finish
