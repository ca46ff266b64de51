# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests of the examples share: a device in the background, on a socket of its own.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../guest/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../common/wait.sh"
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
	! grep -v ': listening on \|: [0-9]* packets \|: the driver accepts ' "$work/device"
}
