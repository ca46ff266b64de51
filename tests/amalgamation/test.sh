#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The runtime in one file: each compiler takes it without a word, it shows what the library
# shows and nothing else, tests of the virtqueue run on it, and the part of it that is for
# firmware needs no C library.
#
#	test.sh SOURCES-ROOT LIBRARY

set -u
top=$1 library=$(realpath "$2")
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-amalgamation.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
warnings='-std=c11 -Wall -Wextra -Werror'

# step WHAT COMMAND...
step() {
	local what=$1
	shift
	if "$@"; then
		echo "ok: $what"
	else
		echo "FAILED: $what"
		failed=1
	fi
}

shown() {
	nm -g --defined-only "$1" | awk 'NF == 3 { print $3 }' | sort
}

# What of the library the public headers have; other names with vqs_ are for its own files.
public() {
	shown "$library" | grep -xF "$(grep -ohE '\bvqs_\w+' "$top"/include/vqsmith/*.h | sort -u)"
}

shows_the_same() {
	diff <(public) <(shown vqsmith.o)
}

runs() {
	for format in split packed; do
		"./$1" "$format" > log 2>&1 || { cat log; return 1; }
	done
}

step "is made" "$top/tools/amalgamate" .
for compiler in gcc clang; do
	command -v $compiler > /dev/null || continue
	# shellcheck disable=SC2086
	step "$compiler takes it" $compiler $warnings -O2 -c vqsmith.c
done
# shellcheck disable=SC2086
step "any compiler option goes" gcc $warnings -O0 -g -c vqsmith.c -o slow.o
step "it shows the library's API alone" shows_the_same
for name in exchange events device_faults driver_faults; do
	step "tests of the virtqueue are built on it" gcc -O2 -I"$top/include" \
		"$top/tests/ring/test_$name.c" "$top/tests/ring/pair.c" vqsmith.o \
		-lcmocka -lpthread -o "$name"
	step "and pass: $name" runs "$name"
done
step "it is made of rooms" "$top/tools/amalgamate" firmware ring wire
if command -v clang > /dev/null; then
	# shellcheck disable=SC2086
	step "and they need no C library" clang $warnings --target=thumbv7m-none-eabi \
		-mcpu=cortex-m3 -Os -ffreestanding -nostdlibinc -idirafter \
		"$top/lib/freestanding" -c firmware/vqsmith.c -o firmware.o
fi
exit $failed
