#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A program on the bare `virt` machine of qemu-system-aarch64, which drives QEMU's own disk
# and its source of randomness over MMIO with the generated drivers: split and packed.
#
#	test.sh VQSMITH SOURCES-ROOT

set -u
vqsmith=$(realpath "$1") top=$2
here=$top/tests/bare
compiler=aarch64-linux-gnu-gcc
for program in $compiler qemu-system-aarch64; do
	command -v $program > /dev/null || { echo "no $program: run tools/setup test"; exit 77; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-bare.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

for type in blk entropy; do
	"$vqsmith" generate driver "$top/types/$type.yaml" -o . > /dev/null || exit 1
done
# lib/driver/arena.c maps memory of a system; here the transport has it.
lib=("$top"/lib/ring/*.c "$top"/lib/wire/*.c "$top"/lib/driver/[!a]*.c "$top"/lib/transport/mmio/*.c)
$compiler -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Werror -ffreestanding -nostdlib -static -no-pie \
	-fno-stack-protector -fno-tree-loop-distribute-patterns -mstrict-align -mgeneral-regs-only \
	-mno-outline-atomics -Wl,--no-warn-rwx-segments -I"$top/include" -I. -I"$here" -T "$here/link.ld" \
	"$here/start.S" "$here"/{disk,machine}.c ./*.c "${lib[@]}" -o program || exit 1

printf 'the first sector of a disk' > first
check() {
	if grep -qF -- "$2" out; then
		echo "ok: $1: $2"
	else
		echo "FAILED: $1: no line '$2'"
		failed=1
	fi
}
for packed in off on; do
	truncate -s 1M disk
	dd if=first of=disk conv=notrunc status=none
	timeout 120 qemu-system-aarch64 -M virt -cpu cortex-a53 -m 128 -nographic -no-reboot \
		-global virtio-mmio.force-legacy=false -kernel program \
		-drive if=none,id=d,format=raw,file=disk \
		-device virtio-blk-device,drive=d,serial=a-disk-of-qemu,packed=$packed \
		-device virtio-rng-device < /dev/null > out 2>&1
	tr -d '\r' < out > clean && mv clean out
	packing=no
	[ $packed = on ] && packing=yes
	for line in "packed: $packing" 'capacity: 2048 sectors' 'name: a-disk-of-qemu' 'sector 0: the first sector of a disk' \
		'sectors 1 to 199: written, read again' 'randomness: 64 bytes, looks so' 'done'; do
		check "packed $packed" "$line"
	done
	grep -q 'beyond the end' out && { echo 'FAILED: a sector beyond the end'; failed=1; }
	if dd if=disk bs=512 skip=199 count=1 status=none | grep -q '^written by nobody below'; then
		echo "ok: packed $packed: the disk has what was written"
	else
		echo "FAILED: packed $packed: the disk does not have what was written"
		failed=1
	fi
	[ $failed = 0 ] || cat out
done
exit $failed
