#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A guest boots, runs a command, hands on what it prints and how it ends.

. "$(dirname "$0")/common.sh"
can_boot

"$run" --run 'echo to stdout; echo to stderr >&2; exit 7' > "$work/out" 2> "$work/err"
check "the command's exit status" equal $? 7
check "stdout" equal "$(cat "$work/out")" "to stdout"
check "stderr" equal "$(cat "$work/err")" "to stderr"

"$run" --run 'kill -9 $$' 2> /dev/null
check "a command killed by signal 9" equal $? 137

"$run" --run 'dd if=/dev/zero bs=1k count=3000 2>/dev/null; printf "\r\n\0\377"' > "$work/out"
{
	dd if=/dev/zero bs=1k count=3000 2> /dev/null
	printf '\r\n\0\377'
} > "$work/expected"
check "3 MB of binary output" cmp "$work/out" "$work/expected"

check "what stays in the background doesn't hold it up" \
	equal "$("$run" --timeout 30 --run 'sleep 1000 & echo done')" done

check "a shell without a terminal reads commands from stdin" \
	equal "$(echo 'echo $((6 * 7))' | "$run" --shell)" 42

mkdir "$work/share"
echo from the host > "$work/share/a"
"$run" --file "$work/share/a:/etc/b" --share "$work/share:/mnt/s" --program getconf \
	--run 'cat /etc/b > /mnt/s/c; getconf PATH' > "$work/out"
check "a file copied in, and written through a share" cmp "$work/share/a" "$work/share/c"
check "a program of the host with its libraries" equal "$(cat "$work/out")" "$(getconf PATH)"
"$run" --share "$work/share:/mnt/s:ro" --run 'echo > /mnt/s/d' 2> "$work/err"
check "a share that is read only" equal "$? $(ls "$work/share" | tr '\n' ' ')" "1 a c "
finish
