#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# However a guest ends, nothing stays behind: no process, no directory.

. "$(dirname "$0")/common.sh"
can_boot
export TMPDIR=$work

clean() {
	local i
	for ((i = 0; i < 100; i++)); do
		[ -n "$(leftovers "$work")" ] || return 0
		sleep 0.1
	done
	leftovers "$work"
	return 1
}

"$run" --run true
check "after a power off" clean

"$run" --timeout 3 --run 'while :; do :; done' 2> "$work/err"
check "the time is up: exit status" equal $? 124
check "the time is up: the message says so" grep -q 'not done in 3 seconds' "$work/err"
check "after the time was up" clean

"$run" --append init=/no/such/file --run true 2> "$work/err"
check "a kernel that panics: exit status" equal $? 125
check "a kernel that panics: its words are shown" grep -q 'Kernel panic' "$work/err"
check "after a panic" clean

# started SIGNAL: a guest that is up, ended by the signal
ended_by() {
	mkfifo "$work/up"
	"$run" --timeout 60 --run 'echo up; sleep 1000' > "$work/up" 2> /dev/null &
	runner=$!
	read -r line < "$work/up"
	rm "$work/up"
	kill "-$1" "$runner"
	wait "$runner"
	status=$?
	equal "$line" up
}

check "a guest that is up" ended_by TERM
check "TERM: exit status" equal "$status" 143
check "after TERM" clean
check "a guest that is up" ended_by INT
check "INT: exit status" equal "$status" 130
check "after INT" clean
check "a guest that is up" ended_by KILL 2> /dev/null
check "after KILL, which the runner can't catch" clean
finish
