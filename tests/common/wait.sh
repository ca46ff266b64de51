# SPDX-License-Identifier: BSD-3-Clause
#
# Waiting for what another program does.
# shellcheck shell=bash

# wait_until SECONDS COMMAND...: a bound for what has to happen, not a time to measure
wait_until() {
	local left=$(($1 * 20))
	shift
	until "$@"; do
		[ $((left -= 1)) -gt 0 ] || return 1
		sleep 0.05
	done
}
