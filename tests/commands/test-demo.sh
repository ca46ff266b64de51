#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The story that `make demo` tells: whole; without a guest, where none can run; interrupted.

. "$(dirname "$0")/common.sh"
build=$(dirname "$vqsmith")
export TMPDIR=$work/tmp
mkdir "$TMPDIR"

# demo STATUS COMMAND...: runs it, what it prints is in out
demo() {
	local expected=$1 status
	shift
	timeout 120 "$@" "$top/demo/run" "$build" > "$work/out" 2>&1 < /dev/null
	status=$?
	[ "$status" = "$expected" ] && return
	cat "$work/out"
	echo "exit status $status, not $expected"
	return 1
}

"$top/guest/run" --run true
case $? in
0)
	check "the demonstration" demo 0 env
	check "a change of the configuration arrives" says out "guest: max_level is 600"
	check "it comes to its end" says out "To begin your own"
	;;
77) echo "not checked: no guest can run here" ;;
*) check "a guest" false ;;
esac

cc -o "$work/deny-ptrace" "$top/tests/guest/deny-ptrace.c" || exit 1
if "$work/deny-ptrace" true; then
	check "no ptrace: the rest of it" demo 0 "$work/deny-ptrace"
	check "says why there is no guest" says out "does not allow ptrace"
	check "comes to its end" says out "To begin your own"
else
	echo "not checked: seccomp filters are not allowed here"
fi

# Interrupted while the device runs and the guest is on its way.
env --default-signal=INT setsid "$top/demo/run" "$build" > "$work/out" 2>&1 < /dev/null &
demo=$!
for _ in $(seq 600); do grep -q '^6\.' "$work/out" && break; sleep 0.1; done
sleep 1
kill -INT -- "-$demo"
wait "$demo"
status=$?
check "interrupted: exit status $status" [ "$status" = 130 ]
# Compilers that were interrupted, too, take their files away when they get round to it.
for _ in $(seq 100); do [ -z "$(ls -A "$TMPDIR"; pgrep -f "$TMPDIR")" ] && break; sleep 0.1; done
left=$(find "$TMPDIR" -mindepth 1)
check "nothing is left behind: $left" [ -z "$left" ]
check "nothing runs" [ -z "$(pgrep -f "$TMPDIR")" ]

finish
