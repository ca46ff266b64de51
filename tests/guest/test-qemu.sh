#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Debian's kernel in Debian's QEMU: a command, a module, a disk over vhost-user, and the end.

. "$(dirname "$0")/common.sh"
run=$top/guest/qemu-run
can_boot
export TMPDIR=$work

"$run" --run 'echo to stdout; echo to stderr >&2; exit 7' > "$work/out" 2> "$work/err"
check "the command's exit status" equal $? 7
check "stdout" equal "$(cat "$work/out")" "to stdout"
check "stderr" equal "$(cat "$work/err")" "to stderr"
"$run" --run 'seq 40000; printf "\r\n\0\377"' > "$work/out"
check "230 kB of output" cmp "$work/out" <(seq 40000; printf '\r\n\0\377')

cp -r "$top/tests/kernel/blinker" "$work/blinker"
headers=$("$top/guest/kernels" headers 6.1)
skip_if_unable $?
check "a driver is built" make -s -C "$headers" M="$work/blinker" modules 2> /dev/null
check "and loads" equal "$("$run" --module "$work/blinker/virtio_blinker.ko" \
	--run 'ls /sys/bus/virtio/drivers')" virtio_blinker

dd if=/dev/urandom of="$work/disk" bs=1M count=4 status=none
expected=$(sha256sum < "$work/disk")
qemu-storage-daemon --blockdev "file,node-name=disk,filename=$work/disk" \
	--export "vhost-user-blk,id=e,node-name=disk,addr.type=unix,addr.path=$work/s,writable=on" &
daemon=$!
trap 'kill $daemon; wait $daemon; rm -rf "$work"' EXIT
check "a disk of vhost-user-blk-pci" equal \
	"$("$run" --device "$work/s:blk" --run 'sha256sum < /dev/vda; dd if=/dev/zero of=/dev/vda bs=64k \
		count=1 conv=fsync 2>/dev/null')" "$expected"
check "what the guest wrote" cmp -n 65536 "$work/disk" /dev/zero

"$run" --timeout 3 --run 'while :; do :; done' 2> "$work/err"
check "the time is up: exit status" equal $? 124
"$run" --append rdinit=/no/such/file --run true 2> "$work/err"
check "a kernel that panics: exit status" equal $? 125
check "a kernel that panics: its words are shown" grep -q 'Kernel panic' "$work/err"
check "nothing is left" equal "$(leftovers "$work")" ""
check "no QEMU" equal "$(VQS_QEMU=/no/qemu "$run" --run true 2>&1; echo $?)" \
	"guest: cannot run here: no /no/qemu: run tools/setup test
77"
finish
