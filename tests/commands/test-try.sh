#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# `vqsmith build` and `vqsmith try`: a Linux guest drives a new device.

. "$(dirname "$0")/common.sh"
"$top/guest/run" --run true || exit
export TMPDIR=$work/tmp
mkdir "$TMPDIR"

run 0 new lamp
check "build" run 0 build lamp/lamp.yaml -o made
for file in lamp liblamp_driver.a virtio_lamp.h linux/virtio_lamp.ko; do
	check "makes $file" [ -s "made/$file" ]
done

try() {
	local status=$1
	shift
	run "$status" try "$@"
}
check "try" try 0 lamp/lamp.yaml --run 'cat /sys/bus/virtio/devices/virtio0/device; ls /dev/lamp0'
check "the driver is bound, the device is there" says out /dev/lamp0
check "its number" says out 0xffff
check "the command's exit status" try 5 lamp/lamp.yaml --run 'exit 5'
check "another device program" try 0 lamp/lamp.yaml --device made/lamp --run 'test -c /dev/lamp0'
check "options for the guest" try 0 lamp/lamp.yaml --run 'cat /root/note' -- --file lamp/README.md:/root/note
check "arrive" says out "A virtio device type"
check "the guest's time is up" try 124 lamp/lamp.yaml --timeout 5 --run 'sleep 100'
mkdir hole
sed 's/^  requests: .*/&\n  spare: {if: spare, carries: lamp_request, summary: Never there.}/
	s/^  reports: .*/&\n  spare: {bit: 1, summary: There is a spare virtqueue.}/' lamp/lamp.yaml > hole/lamp.yaml
sed 's/&config, NULL)/\&config, \&(struct vqs_device_options){ .withhold = { { 2 } } })/' lamp/lamp.c > hole/lamp.c
check "a driver that does not bind" try 5 hole/lamp.yaml --run 'exit 5'
check "is told of" says err "the driver has not bound the device: no /dev/lamp0"
cp lamp/lamp.yaml alone.yaml
check "no device program" try 3 alone.yaml --run true
check "says what to do" says err "--device PROGRAM"
check "one that does not exist" try 125 alone.yaml --device nowhere --run true
check "a shell" [ "$(echo 'echo here; exit 4' | "$vqsmith" try lamp/lamp.yaml 2> /dev/null; echo $?)" = "here
4" ]

# Ended from outside, early (it still builds) and late (the guest is up).
for wait in 0.5 up; do
	"$vqsmith" try lamp/lamp.yaml --run 'echo up; sleep 100' > out 2> err &
	process=$!
	if [ "$wait" = up ]; then
		for _ in $(seq 300); do grep -q up out || sleep 0.1; done
	else
		sleep "$wait"
	fi
	kill -TERM "$process"
	wait "$process"
	status=$?
	check "ends when it is asked to" [ "$status" != 0 ]
done
check "no handlers: what there is" run 0 build "$top/types/entropy.yaml" -o other
check "says what there is not" says out "No device program: there is no"
check "nothing is left behind" [ -z "$(ls -A "$TMPDIR")" ]
check "nothing runs" [ -z "$(pgrep -f "$TMPDIR")" ]

finish
