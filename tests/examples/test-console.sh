#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The kernel's own virtio_console on ours: a shell on hvc0 answers what is typed on the host.

. "$(dirname "$0")/common.sh"
can_boot
mkfifo "$work/typed"
exec 3<> "$work/typed"
device_stdin=$work/typed start_device "$1" "$work/s"

in_background "$run" --device "$work/s:3" --module virtio_console --run '
	stty -F /dev/hvc0 -echo
	PS1="ready# " setsid sh -i < /dev/hvc0 > /dev/hvc0 2>&1'

said() {
	grep -q -- "$1" "$work/device"
}
check "the shell's prompt arrives" wait_until 60 said 'ready#'
echo 'echo sum-$((40 + 2))' >&3
check "the shell answers" wait_until 30 said '^sum-42'
line=$(seq -s '' 300)
echo "echo $line | tr 0-9 a-j; exit" >&3
check "a long line comes back whole" wait_until 30 said "^$(echo "$line" | tr 0-9 a-j)"
check "no complaint" equal "$(grep -c 'queue\|vhost-user' "$work/device")" 0
finish
