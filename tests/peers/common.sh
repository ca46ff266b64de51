# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests with others' back ends share, on top of those of the command.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../commands/common.sh"

# need PROGRAM: or there is nothing to test with
need() {
	command -v "$1" > /dev/null && return
	echo "no $1: run tools/setup test"
	exit 77
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

# start_peer COMMAND...: a back end, which listens on $work/socket; ended with the test
start_peer() {
	"$@" > "$work/device.log" 2>&1 <&0 &
	device=$!
	wait_until 30 test -S "$work/socket" && return
	cat "$work/device.log"
	return 1
}

peer_lives() {
	kill -0 "$device"
}
