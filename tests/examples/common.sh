# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests of the examples share: a device in the background, on a socket of its own.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../guest/common.sh"
background=()
trap 'end_background; rm -rf "$work"' EXIT

# in_background COMMAND...: ended with the test
in_background() {
	"$@" <&0 & # without job control its stdin would be /dev/null
	background+=($!)
}

end_background() {
	[ ${#background[@]} = 0 ] && return
	kill "${background[@]}" 2> /dev/null
	wait "${background[@]}" 2> /dev/null
	background=()
}

# wait_until SECONDS COMMAND...: a bound for what has to happen, not a time to measure
wait_until() {
	local left=$(($1 * 20))
	shift
	until "$@"; do
		[ $((left -= 1)) -gt 0 ] || return 1
		sleep 0.05
	done
}

listening() {
	[ -S "$1" ]
}

# start_device PROGRAM SOCKET ARGUMENT...: what it says goes to $work/device
start_device() {
	local program=$1 socket=$2
	shift 2
	in_background "$program" --socket "$socket" "$@" > "$work/device" 2>&1 < "${device_stdin:-/dev/null}"
	wait_until 10 listening "$socket" || {
		cat "$work/device"
		exit 1
	}
}

no_complaint() {
	! grep -v ': listening on \|: [0-9]* packets ' "$work/device"
}
