#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The two-thread stress can fail: with lib/ring/barrier.h's release or acquire left out,
# ThreadSanitizer finds the buffers that are read before they are handed over.
#
#	barriers.sh SOURCE-ROOT COMPILER...

set -u
root=$1
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-stress.XXXXXX")
trap 'rm -rf "$work"' EXIT
export TSAN_OPTIONS=halt_on_error=1
failed=0

# build NAME SED-SCRIPT: the stress, on a library whose barriers were changed so
build() {
	mkdir -p "$work/$1/lib"
	cp -r "$root/lib/ring" "$work/$1/lib/"
	sed -i "$2" "$work/$1/lib/ring/barrier.h"
	"${compiler[@]}" -std=c11 -D_GNU_SOURCE -O1 -g -w -fsanitize=thread -pthread -I "$root/include" \
		"$root"/tests/stress/*.c "$work/$1"/lib/ring/*.c -o "$work/$1/stress"
}

check() {
	local expected=$1 name=$2 found
	build "$name" "$3" || exit 1
	"$work/$name/stress" chains=10000 each=1000 seed=3 > "$work/log" 2>&1 && found=fine ||
		found=$(grep -o -m 1 -e 'data race' -e 'NOT SO.*' "$work/log")
	if [ "$found" = "$expected" ]; then
		echo "ok: $name: $found"
	else
		echo "FAILED: $name: ${found:-nothing}, not $expected"
		tail -30 "$work/log"
		failed=1
	fi
}

compiler=("$@")
check fine 'all barriers' ''
check 'data race' 'without publish' 's/__ATOMIC_RELEASE/__ATOMIC_RELAXED/; s/__tsan_release(at)/((void)0)/'
check 'data race' 'without observe' 's/__ATOMIC_ACQUIRE/__ATOMIC_RELAXED/; s/__tsan_acquire((void.*/((void)0)/'
exit $failed
