# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests of the guest room share: a private directory, and one line for each check.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
run=$top/guest/run
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-test.XXXXXX")
failures=0
trap 'rm -rf "$work"' EXIT

# check WHAT COMMAND...: the command must succeed
check() {
	local what=$1
	shift
	if "$@"; then
		echo "ok: $what"
	else
		echo "FAILED: $what"
		failures=$((failures + 1))
	fi
}

equal() {
	[ "$1" = "$2" ] && return
	printf 'expected: %s\n' "$2"
	printf 'found:    %s\n' "$1"
	return 1
}

# skip_if_unable STATUS: 77 of the runner is 77 of the test
skip_if_unable() {
	[ "$1" != 77 ] || exit 77
}

finish() {
	exit $((failures > 0))
}

# can_boot: ends the test with 77 and the reason where no guest runs
can_boot() {
	"$run" --run true
	skip_if_unable $?
}

# leftovers WORD: processes and directories that a guest left; a guest is known by its place
leftovers() {
	local place file
	for file in /proc/[0-9]*/cmdline; do
		{ tr "\0" " " < "$file"; } 2> /dev/null | grep "$1/vqsmith-guest" &&
			echo "process ${file#/proc/}"
	done
	for place in "$1"/vqsmith-guest.*; do
		[ -e "$place" ] && echo "directory $place"
	done
	return 0
}
