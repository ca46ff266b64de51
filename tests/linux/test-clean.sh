#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# What is generated of a description passes W=1, sparse and checkpatch --strict:
#
#   test-clean.sh EMIT DESCRIPTION
#
# EMIT generates also where the rules would not let it.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/../guest/common.sh"

mkdir "$work/driver"
"$1" linux "$2" "$work/driver" || exit 1
"$here/../kernel/check-driver" "$work/driver" > "$work/out"
status=$?
cat "$work/out"
skip_if_unable $status
check "nothing is said of it" equal "$status" 0
check "seven verdicts" equal "$(grep -c ' clean$' "$work/out")" 7
finish
