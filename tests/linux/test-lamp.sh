#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The generated driver of the lamp in a guest, with a real device: test-lamp.sh TEST...
# Each runs in the same guest; `plain` and `surprise` have one of their own.

. "$(dirname "$0")/common.sh"
can_boot
generate lamp "$top/types/lamp.yaml"
build_uml lamp

case "$*" in
plain) lamp_begin plain ;;
surprise)
	lamp_begin
	# The transport has nobody left to tell of its virtqueues or to hear from, and warns; the
	# driver does not.
	others='at arch/um/drivers/virtio_uml.c:[0-9]+ (vu_del_vqs|vu_interrupt)'
	;;
*) lamp_begin ;;
esac
run_lamp "$@"
case "$*" in
surprise) check "the device is gone" equal "$(kill -0 $daemon 2>&1 | wc -l)" 1 ;;
*) check "the device is still there" kill -0 $daemon ;;
esac
finish
