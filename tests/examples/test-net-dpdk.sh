#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# DPDK's virtio-user port on our network device, which sends each packet back: testpmd throws
# a burst in, and forwards what comes for ever. Counted are packets, not time.

. "$(dirname "$0")/common.sh"
command -v dpdk-testpmd > /dev/null || {
	echo "no dpdk-testpmd: run tools/setup test"
	exit 77
}
start_device "$1" "$work/s" --echo

export XDG_RUNTIME_DIR=$work
mkfifo "$work/commands"
exec 3<> "$work/commands"
in_background stdbuf -oL dpdk-testpmd --no-huge --no-pci --no-telemetry -m 256 -l 0,1 \
	--vdev "net_virtio_user0,path=$work/s,mac=52:54:00:12:34:56,queues=1${2:+,$2}" \
	-- -i --total-num-mbufs=4096 < "$work/commands" > "$work/testpmd" 2>&1
check "testpmd's port comes up" wait_until 60 grep -q 'Done' "$work/testpmd"
echo 'start tx_first' >&3
forwarded() {
	echo 'show port stats 0' >&3
	sleep 0.2
	[ "$(sed -n 's/.*RX-packets: \([0-9]*\).*/\1/p' "$work/testpmd" | tail -n 1)" -ge 100000 ]
}
check "100,000 packets come back" wait_until 120 forwarded
echo 'stop' >&3
echo 'quit' >&3
exec 3>&-
check "no complaint" no_complaint
grep 'RX-packets' "$work/testpmd" | tail -n 1
finish
