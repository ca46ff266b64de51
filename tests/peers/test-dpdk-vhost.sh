#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# DPDK's vhost port, which sends each packet back: one goes out on transmitq and comes
# in on receiveq.
#
#	test-dpdk-vhost.sh VQSMITH

. "$(dirname "$0")/common.sh"
need dpdk-testpmd
net=$top/types/net.yaml

export XDG_RUNTIME_DIR=$work
mkfifo commands
exec 3<> commands
check "the port comes up" start_peer stdbuf -oL dpdk-testpmd --no-huge --no-pci \
	--no-telemetry -m 256 -l 0,1 --vdev "net_vhost0,iface=$work/socket,queues=1" \
	-- -i --forward-mode=io --total-num-mbufs=2048 <&3
check "testpmd is ready" wait_until 60 grep -q '^Done' device.log
echo 'start' >&3
check "and forwards" wait_until 60 grep -q 'io packet forwarding' device.log

header='{"flags": [], "gso_type": "none", "hdr_len": 0, "gso_size": 0, "csum_start": 0, "csum_offset": 0, "num_buffers": 0}'
frame=ffffffffffff02000000000108004500001c0000000040110000$(printf '5a%.0s' $(seq 34))
check "a packet" run 0 call "$work/socket" "$net" net_transmitted "hdr=$header" \
	"data=hex:$frame" --events 1 --timeout 20
check "comes back" says out "\"data\": \"hex:$frame\""
# bits 34 and 35 of what DPDK was told
in_order() {
	features=$(sed -n 's/.*negotiated Virtio features: \(0x[0-9a-f]*\).*/\1/p' device.log | tail -n 1)
	[ $((${features:-0} >> 34 & 3)) = 3 ]
}
check "over packed rings, in order" in_order
check "as one that was received" says out '"event": "net_received"'
counted() {
	echo 'show port stats all' >&3
	sleep 0.2
	grep -q 'RX-packets: 1 .*RX-bytes:  60' device.log
}
check "and DPDK counted it" wait_until 30 counted
check "the configuration" run 3 call "$work/socket" "$net" --config
check "is the VMM's" says err "this back end leaves it to the VMM"
check "which --given stands in for" run 0 call "$work/socket" "$net" --config \
	--given mac=hex:525400123456,mtu=1500,max_virtqueue_pairs=1
check "as it says" says out '"mtu": 1500'
check "testpmd lives" peer_lives
echo 'quit' >&3
exec 3>&-
finish
