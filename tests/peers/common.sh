# SPDX-License-Identifier: BSD-3-Clause
#
# What the tests with others' back ends share, on top of those of the command.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../commands/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/../common/wait.sh"

# need PROGRAM: or there is nothing to test with
need() {
	command -v "$1" > /dev/null && return
	echo "no $1: run tools/setup test"
	exit 77
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
