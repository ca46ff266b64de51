# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests of the command share. The first argument of each is the
# program; $vqsmith is it, $work a directory of its own.
# shellcheck shell=bash

vqsmith=$(realpath "$1")
second=${2:+$(realpath "$2")} # a program that the test needs
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-test.XXXXXX")
failures=0 passes=0 device=
trap 'stop_device; rm -rf "$work"' EXIT
cd "$work" || exit 1

# A runtime that was built with sanitizers links only with them.
if nm "$(dirname "$vqsmith")/libvqsmith.a" 2> /dev/null | grep -q __asan_init; then
	export CC='clang -fsanitize=address,undefined'
fi

# run STATUS WORDS...: runs vqsmith; what it prints is in out and err
run() {
	local expected=$1 status
	shift
	timeout 60 "$vqsmith" "$@" > "$work/out" 2> "$work/err" < /dev/null
	status=$?
	[ "$status" = "$expected" ] && return
	printf 'vqsmith %s\n' "$*"
	printf 'exit status %s, not %s\n' "$status" "$expected"
	cat "$work/out" "$work/err"
	return 1
}

# check WHAT COMMAND...: the command must succeed
check() {
	local what=$1
	shift
	if "$@"; then
		echo "ok: $what"
		passes=$((passes + 1))
	else
		echo "FAILED: $what"
		failures=$((failures + 1))
	fi
}

# says FILE TEXT: a line of out or err has the text
says() {
	grep -qF -- "$2" "$work/$1" && return
	printf 'expected in %s: %s\nfound:\n' "$1" "$2"
	cat "$work/$1"
	return 1
}

# prints TEXT: stdout was this, and nothing was on stderr
prints() {
	[ "$(cat "$work/out")" = "$1" ] && [ ! -s "$work/err" ] && return
	printf 'expected: %s\nfound:    %s\n' "$1" "$(cat "$work/out" "$work/err")"
	return 1
}

# start_device PROGRAM SOCKET
start_device() {
	"$1" --socket "$2" > "$work/device.log" 2>&1 &
	device=$!
	for _ in $(seq 200); do
		[ -S "$2" ] && return
		sleep 0.05
	done
	cat "$work/device.log"
	return 1
}

# Its exit status.
stop_device() {
	[ -n "$device" ] || return 0
	kill "$device" 2> /dev/null
	wait "$device" 2> /dev/null
	set -- $?
	device=
	return "$1"
}

finish() {
	[ "$failures" = 0 ] || exit 1
	[ "$passes" -gt 0 ]
	exit
}
