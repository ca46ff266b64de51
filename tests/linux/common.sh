# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests of the generated Linux driver share. The programs come in the environment:
# VQSMITH, LAMP_DEVICE on the host, LAMP_GUEST in the guest.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../guest/common.sh"

daemon=
trap 'lamp_end; rm -rf "$work"' EXIT

# generate NAME DESCRIPTION: the driver's source in $work/NAME
generate() {
	"$VQSMITH" generate linux "$2" -o "$work/$1" || exit 1
}

# build_uml NAME: its module for User-Mode Linux
build_uml() {
	local status
	"$top/guest/build-module" "$work/$1" > "$work/build.log" 2>&1
	status=$?
	skip_if_unable $status
	check "$1: the module is built without a word" equal \
		"$status $(grep -v ^guest: "$work/build.log")" "0 "
}

# lamp_begin [ARGUMENT]: a lamp at $work/s
lamp_begin() {
	lamp_end
	"$LAMP_DEVICE" "$work/s" "$@" 2> "$work/lamp.log" &
	daemon=$!
}

lamp_end() {
	[ -n "$daemon" ] || return
	{
		kill $daemon
		wait $daemon
	} 2> /dev/null
	daemon=
}

# What the kernel says when something is wrong with it.
complaints='WARNING|BUG|Oops|KASAN|[Pp]oison|Redzone|general protection|possible recursive|'
complaints+='inconsistent lock|hung task|Trying to free|scheduling while|Kernel panic'

# What of it is not the driver's: a pattern.
others='^$'
tests=

# in_guest RUNNER OPTION...: the program with $tests, and then what the kernel complains of
in_guest() {
	local runner=$1 program status
	program=$(basename "$LAMP_GUEST")
	shift
	"$runner" "$@" --program "$LAMP_GUEST" --append slub_debug=FZPU --timeout 300 --run "
		$program $tests
		status=\$?
		echo --- complaints
		dmesg | grep -E '$complaints' | grep -vE '$others'
		exit \$status" > "$work/out" 2> "$work/err"
	status=$?
	cat "$work/out" "$work/err"
	skip_if_unable $status
	check "in the guest: $program $tests" equal $status 0
	check "in the guest: at least one check" grep -q '^ok: ' "$work/out"
	check "the kernel has nothing to complain of" equal \
		"$(sed -n '/^--- complaints/,$p' "$work/out")" "--- complaints"
}

# run_lamp TEST...: in a guest of User-Mode Linux, with the lamp
run_lamp() {
	tests=$*
	in_guest "$run" --device "$work/s:65535" --module "$work/lamp/virtio_lamp.ko"
}
