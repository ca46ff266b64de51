#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# lib/ring and lib/wire for a machine with no C library: they compile there with a
# freestanding compiler alone, and need nothing that such a compiler doesn't want anyway.
# Prints their sizes; for microcontrollers, the device end of both formats has to fit in
# 12 KiB.
#
#	build.sh CLANG SOURCES-ROOT TARGET FLAG...

set -u
clang=$1 top=$2 target=$3
shift 3
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-freestanding.XXXXXX")
trap 'rm -rf "$work"' EXIT
tools=$(dirname "$(realpath "$clang")")

for source in "$top"/lib/ring/*.c "$top"/lib/wire/*.c; do
	room=$(basename "$(dirname "$source")")
	"$clang" --target="$target" "$@" -std=c11 -ffreestanding -nostdlibinc -Wall -Wextra -Werror \
		-I"$top/include" -idirafter "$top/lib/freestanding" \
		-c "$source" -o "$work/$room-$(basename "$source" .c).o" || exit 1
done

# What a compiler may call of itself: memory functions, and arithmetic that a machine lacks.
own=$("$tools/llvm-nm" --defined-only --format=just-symbols "$work"/*.o)
foreign=$("$tools/llvm-nm" --undefined-only --format=just-symbols "$work"/*.o | grep -v ':$' | sort -u |
	grep -vxE 'memcpy|memset|memmove|memcmp|__aeabi_.*|__(u|)(div|mod)[dst]i3|' | grep -vxF "$own")
if [ -n "$foreign" ]; then
	echo "$target needs: $foreign"
	exit 1
fi

# bytes NAME FILE...: code and constants
bytes() {
	local name=$1
	shift
	"$tools/llvm-size" --totals "$@" | awk -v target="$target" -v name="$name" \
		'/TOTALS/ { printf "%-22s %-34s %6d bytes\n", target, name, $1 }'
}
cd "$work" || exit 1
device=(ring-{area,collect,device_ring,fault,in_order_device,memory,packed_chain,packed_device,packed_rest,packed_take,recent,split_chain,split_device,split_many,split_take,table}.o)
# The ways for what is usual, to which there is none where size counts most.
if "$tools/llvm-nm" --undefined-only ring-packed_take.o | grep -q vqs_packed_take_several; then
	device+=(ring-packed_{batch,lists,singles,tables}.o)
fi
driver=(ring-{area,driver_ring,fault,in_order_driver,packed_driver,split_driver}.o)
bytes 'device end, split and packed' "${device[@]}"
bytes 'driver end, split and packed' "${driver[@]}"
bytes 'codec' wire-*.o
case $target in
thumb*)
	size=$("$tools/llvm-size" --totals "${device[@]}" | awk '/TOTALS/ { print $1 }')
	if [ "$size" -gt 12288 ]; then
		echo "the device end takes more than 12288 bytes"
		exit 1
	fi
	;;
esac
