#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Has spin go through every order in which the two ends of a virtqueue can meet: with all
# barriers nothing goes wrong, and with any one of them left out something does.
#
#	check.sh MODEL split|packed

set -u
model=$(realpath "$1") format=$2
for program in spin cc; do
	command -v $program > /dev/null || { echo "no $program: run tools/setup test"; exit 77; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/vqsmith-order.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
packed=
[ "$format" = packed ] && packed=-DPACKED

# errors OPTION...: how many the checker found, and of what kind
errors() {
	rm -f pan ./*.trail
	# shellcheck disable=SC2086
	spin $packed "$@" -a "$model" > log 2>&1 && cc -O2 -DSAFETY -DCOLLAPSE -DNOREDUCE -w -o pan pan.c >> log 2>&1 &&
		./pan -m1000000 -w24 > log 2>&1
	sed -n 's/^State-vector.*errors: \([0-9]*\).*/\1/p' log
}

check() {
	local expected=$1 what=$2 found kind states
	shift 2
	found=$(errors "$@")
	states=$(sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' log)
	kind=$(sed -n 's/^pan:[0-9]*: *\(invalid end state\|assertion violated\).*/\1/p' log)
	if grep -q 'max search depth too small\|out of memory' log || [ -z "$found" ]; then
		echo "FAILED: $format, $what: the checker did not come to an end"
		cat log
		failed=1
	elif [ "$expected" = "$found" ]; then
		echo "ok: $format, $what: ${kind:-nothing goes wrong} ($states states)"
	else
		echo "FAILED: $format, $what: $found errors, not $expected: $kind"
		failed=1
	fi
}

check 0 'all barriers'
check 0 'all barriers, suppressed by flags' -DBY_FLAGS
check 1 'without publish' -DWITHOUT_PUBLISH
check 1 'without observe' -DWITHOUT_OBSERVE
check 1 "without the driver's decide" -DWITHOUT_DRIVER_DECIDE
check 1 "without the device's decide" -DWITHOUT_DEVICE_DECIDE
check 1 "without the driver's decide, by flags" -DBY_FLAGS -DWITHOUT_DRIVER_DECIDE
check 1 "without the device's decide, by flags" -DBY_FLAGS -DWITHOUT_DEVICE_DECIDE
check 0 'in batches, all barriers' -DBATCH
check 0 'in batches, all barriers, suppressed by flags' -DBATCH -DBY_FLAGS
check 1 'in batches, without publish' -DBATCH -DWITHOUT_PUBLISH
check 1 "in batches, without the driver's decide" -DBATCH -DWITHOUT_DRIVER_DECIDE
check 1 "in batches, without the device's decide" -DBATCH -DWITHOUT_DEVICE_DECIDE
check 1 'in batches, deciding by the last alone' -DBATCH -DLAST_ALONE
exit $failed
