#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Every test that docs/hostile.md names is there, and runs.

top=$(cd "$(dirname "$0")/../.." && pwd)
file= count=0 failures=0

missing() {
	echo "docs/hostile.md names $1, which is not there"
	failures=$((failures + 1))
}

# A C test is registered by its name, or by TEST() without the test_ before it.
runs() {
	grep -qE "(cmocka_unit_test|TEST)\((test_)?${2#test_}\)" "$top/tests/$1"
}

while read -r word; do
	count=$((count + 1))
	case $word in
	fuzz/*) [ -f "$top/$word" ] || missing "$word" ;;
	*.sh) [ -f "$top/tests/$word" ] || missing "$word" ;;
	*:\ *) file=${word%%:*} && runs "$file" "${word#*: }" || missing "$word" ;;
	*) runs "$file" "$word" || missing "$file: $word" ;;
	esac
done < <(grep -oE '`([a-z_]+/[A-Za-z_-]+\.(c|sh)(: [a-z_0-9]+)?|[a-z]+_[a-z_0-9]+)`' \
	"$top/docs/hostile.md" | tr -d '`')

echo "$count names, $failures missing"
[ "$count" -gt 100 ] && [ "$failures" = 0 ]
