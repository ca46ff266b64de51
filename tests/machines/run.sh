#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The tests of the virtqueue and of the codec on another machine, which qemu-user is: of
# another byte order (s390x), and with another memory order (aarch64).
#
#	run.sh SOURCES-ROOT MACHINE

set -u
top=$1 machine=$2
compiler=$machine-linux-gnu-gcc
emulator=qemu-$machine
for program in "$compiler" "$emulator"; do
	command -v "$program" > /dev/null || {
		echo "no $program: run tools/setup test"
		exit 77
	}
done
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-machine.XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0
objects=()

# compile FILE: its object is one of those that all tests are linked with
compile() {
	local object
	object=$work/$(basename "$(dirname "$1")")-$(basename "$1" .c).o
	"$compiler" -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -I"$top/tests/machines" \
		-I"$top/include" -I"$top/tests/ring" -I"$top/tests/common" -I"$top/tests/wire" \
		-c "$1" -o "$object" || exit 1
	objects+=("$object")
}

# check PROGRAM ARGUMENT...
check() {
	local program=$1 said="$*"
	shift
	if timeout 300 "$emulator" "$work/$program" "$@" > "$work/log" 2>&1; then
		echo "ok: $machine: ${said:0:40}: $(tail -n 1 "$work/log")"
	else
		echo "FAILED: $machine: ${said:0:40}"
		tail -n 5 "$work/log"
		failed=1
	fi
}

for file in "$top"/lib/ring/*.c "$top"/lib/wire/*.c \
	"$top"/tests/ring/{pair,reference,lockstep}.c "$top"/tests/wire/pieces.c \
	"$top"/tests/wire/samples.c "$top"/tests/common/lamp_type.c; do
	compile "$file"
done
shared=("${objects[@]}")
# Not once: it counts reads by stepping through x86 code.
for test in ring:{memory,device_faults,driver_faults,events,exchange,held,lies,places,queue,random,sleep} \
	wire:{scalar,span,decode,encode,random,type,opcode,bits,union}; do
	room=${test%:*} name=${test#*:}
	compile "$top/tests/$room/test_$name.c"
	"$compiler" -static -pthread "${shared[@]}" "${objects[-1]}" -o "$work/$room-$name" || exit 1
	case $room-$name in
	ring-memory | wire-*) check "$room-$name" ;;
	*) check "$room-$name" split && check "$room-$name" packed ;;
	esac
done

# Plans beside the walk, with what the fuzzer found: what they move is of this byte order.
for name in plans wire replay; do
	compile "$top/fuzz/$name.c"
done
"$compiler" -static "${shared[@]}" "${objects[@]: -3}" -o "$work/replay-wire" || exit 1
check replay-wire "$top"/fuzz/corpus/wire/*
exit $failed
