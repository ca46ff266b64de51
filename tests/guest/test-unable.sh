#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Where no guest can run, the runner ends with 77 and says why.

. "$(dirname "$0")/common.sh"

# unable REASON COMMAND...
unable() {
	local reason=$1 status
	shift
	"$@" 2> "$work/err"
	status=$?
	equal "$status" 77 && grep "cannot run here: .*$reason" "$work/err" && return
	cat "$work/err"
	return 1
}

check "no linux.uml" unable 'no /no/linux.uml: run tools/setup guest' \
	env VQS_LINUX_UML=/no/linux.uml "$run" --run true

# The same runner under a filter that denies ptrace, as container engines have it.
gcc -o "$work/deny-ptrace" "$top/tests/guest/deny-ptrace.c" || exit 1
"$work/deny-ptrace" true
case $? in
0) check "no ptrace" unable 'does not allow ptrace' "$work/deny-ptrace" "$run" --run true ;;
*) echo "not checked: seccomp filters are not allowed here" ;;
esac

check "wrong use: nothing to run" equal "$("$run" 2>&1; echo $?)" \
	"guest: --run COMMAND or --shell is missing; see guest/run --help
2"
check "wrong use: an unknown option" equal "$("$run" --nonsense 2> /dev/null; echo $?)" 2
check "wrong use: a device without an id" \
	equal "$("$run" --device "$work/a" --run true 2> /dev/null; echo $?)" 2
finish
