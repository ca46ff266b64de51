#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# DPDK's virtio-user port on our network device in every mode that its options make: packets go
# round and round, and the driver accepted what the options say. Counted are packets, not time.
#
#   test-net-dpdk-modes.sh VQS-NET

. "$(dirname "$0")/common.sh"
command -v dpdk-testpmd > /dev/null || {
	echo "no dpdk-testpmd: run tools/setup test"
	exit 77
}
export XDG_RUNTIME_DIR=$work
simd=
grep -q avx512 /proc/cpuinfo && simd=--force-max-simd-bitwidth=512

start_port() {
	rm -f "$work/commands"
	mkfifo "$work/commands"
	exec 3<> "$work/commands"
	# shellcheck disable=SC2086 # no word where there is no such instruction set
	in_background stdbuf -oL dpdk-testpmd --no-huge --no-pci --no-telemetry -m 256 -l 0,1 $simd \
		--log-level=pmd.net.virtio.init:info --log-level=pmd.net.virtio.driver:debug \
		--vdev "net_virtio_user0,path=$work/s,mac=52:54:00:12:34:56,queues=1,$1" \
		-- -i --total-num-mbufs=4096 < "$work/commands" > "$work/testpmd" 2>&1
	wait_until 60 grep -q 'Done' "$work/testpmd" && echo 'start tx_first' >&3
}

forwarded() {
	echo 'show port stats 0' >&3
	sleep 0.2
	count=$(sed -n 's/.*RX-packets: \([0-9]*\).*/\1/p' "$work/testpmd" | tail -n 1)
	[ "${count:-0}" -ge 20000 ]
}

stop_port() {
	echo 'quit' >&3
	exec 3>&-
	end_background
}

# accepted PACKED IN-ORDER MERGEABLE: what the device was told is what was asked for
accepted() {
	local words=split
	[ "$1" = 1 ] && words=packed
	[ "$2" = 1 ] && words+=' in_order'
	[ "$3" = 1 ] && words+=' mrg_rxbuf'
	grep -qx "net: the driver accepts $words" "$work/device"
}

for mode in {0,1}{0,1}{0,1}{0,1}; do
	way=packed_vq=${mode:0:1},in_order=${mode:1:1},mrg_rxbuf=${mode:2:1},vectorized=${mode:3:1}
	start_device "$1" "$work/s" --echo
	check "$way: the port comes up" start_port "$way"
	check "20,000 packets come back" wait_until 60 forwarded
	check "and it is what was asked for" accepted "${mode:0:1}" "${mode:1:1}" "${mode:2:1}"
	check "no complaint" no_complaint
	stop_port
	sed -n 's/^net: the driver accepts/  &/p' "$work/device" | tail -n 1
	# which way through DPDK's driver it is
	sed -n 's/.*virtio: using \(.*x path\).*/  \1/p' "$work/testpmd"
	rm -f "$work/s"
done
finish
