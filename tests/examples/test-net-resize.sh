#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# QEMU lets the kernel's virtio_net reset a queue (VIRTIO_F_RING_RESET) where the back end
# offers it, and does not tell the back end: driver and device would part. So it is not
# offered, the driver says that it cannot, and packets go on.
#
#   test-net-resize.sh VQS-NET RING-SIZE

. "$(dirname "$0")/common.sh"
run=$top/guest/qemu-run
can_boot
start_device "$1" "$work/s" --echo

# With MSI-X, QEMU 7.2 crashes as soon as the driver of a vhost-user network card starts.
"$run" --device "$work/s:net,vectors=0" --program "$2" --run '
	cut -c 41 /sys/bus/virtio/devices/virtio0/features
	ip link set eth0 up
	for i in 1 2 3; do
		ring-size eth0 64 64 2> /dev/null || echo refused
	done
	before=$(cat /sys/class/net/eth0/statistics/rx_packets)
	ip addr add 10.0.2.15/24 dev eth0
	ping -c 3 -W 1 10.0.2.2 > /dev/null
	[ "$(cat /sys/class/net/eth0/statistics/rx_packets)" -gt "$before" ] && echo packets' \
	> "$work/out"
check "the guest's exit status" equal $? 0
check "what the guest sees" equal "$(cat "$work/out")" "0
refused
refused
refused
packets"
check "no complaint" no_complaint
finish
