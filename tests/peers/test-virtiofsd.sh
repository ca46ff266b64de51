#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# virtiofsd, which shares a folder: FUSE_INIT, which FUSE defines, in the queues and the
# framing of our description. It has no notification queue, so the first request queue is 1.
#
#	test-virtiofsd.sh VQSMITH

. "$(dirname "$0")/common.sh"
daemon=$(ls /usr/libexec/virtiofsd /usr/lib/qemu/virtiofsd 2> /dev/null | head -n 1)
need "${daemon:-virtiofsd}"
fs=$top/types/fs.yaml

mkdir share
check "virtiofsd starts" start_peer "$daemon" --socket-path="$work/socket" \
	-o "source=$work/share" -o sandbox=chroot

# le LENGTH NUMBER...: numbers as hexadecimal bytes, little-endian
le() {
	local length=$1 number i
	shift
	for number; do
		for ((i = 0; i < length; i++)); do
			printf '%02x' $((number >> 8 * i & 255))
		done
	done
}
# fuse_in_header: len, opcode, unique, nodeid, uid, gid, pid, padding
init_body=$(le 4 7 31 131072 0)
init=$(le 4 56 26; le 8 4711 0; le 4 0 0 0 0)
check "FUSE_INIT" run 0 call "$work/socket" "$fs" fs_request "in=hex:$init" \
	"datain=hex:$init_body" --queue 1 --given num_request_queues=1,tag=share
check "is answered with its own number" says out "$(le 4 80 0)$(le 8 4711)"
check "and the version" says out "\"hex:$(le 4 7)"
finish
