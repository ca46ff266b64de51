#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# The generated driver on a transport with faults (rig/), in User-Mode Linux.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
can_boot
generate lamp "$top/types/lamp.yaml"
build_uml lamp
cp -r "$here/rig" "$work/rig"
build_uml rig

tests=rig
in_guest "$run" --module "$work/lamp/virtio_lamp.ko" --module "$work/rig/lamp_rig.ko"
finish
