#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# QEMU's storage daemon, which exports a disk by vhost-user: its configuration, its name,
# sectors there and back, and what it refuses.
#
#	test-storage-daemon.sh VQSMITH

. "$(dirname "$0")/common.sh"
need qemu-storage-daemon
blk=$top/types/blk.yaml
call() {
	local status=$1
	shift
	run "$status" call "$work/socket" "$blk" "$@"
}

truncate -s 8M disk
printf 'the first sector' | dd of=disk conv=notrunc status=none
head -c 1024 /dev/urandom > two
check "the daemon starts" start_peer qemu-storage-daemon \
	--blockdev driver=file,node-name=file,filename=disk \
	--blockdev driver=raw,node-name=disk,file=file \
	--export type=vhost-user-blk,id=e,node-name=disk,writable=on,addr.type=unix,addr.path="$work/socket",num-queues=2

check "the configuration" call 0 --config
check "has the capacity" says out '"capacity": 16384'
check "has the queues" says out '"num_queues": 2'
check "the name" call 0 get_id
check "is read" prints '{"id": "vhost_user_blk", "status": "ok"}'
check "the first sector" call 0 in --room 512 --save data=first
check "has a status" prints '{"status": "ok"}'
check "is what the disk has" cmp -n 512 first disk
check "two sectors are written" call 0 out sector=8 data=@two
check "with success" prints '{"status": "ok"}'
check "and flushed" call 0 flush
check "they are on the disk" cmp -n 1024 -i 0:4096 two disk
check "they are read again" call 0 in sector=8 --room 1024 --save data=back
check "as they were" cmp two back
check "on the other queue" call 0 in sector=8 --room 1024 --save data=back2 --queue 1
check "as well" cmp two back2
check "beyond the end" call 1 in sector=16384 --room 512
check "is refused" says out '"status": "ioerr"'
check "half a sector" call 1 in --room 100
check "is refused" says out '"status": "ioerr"'
check "a queue that is not there" call 3 in --queue 2 --room 512
check "is none of the device" says err "the device has no virtqueue 2"
check "the writeback mode" call 0 --config writeback=writeback
check "is set" says out '"writeback": "writeback"'
check "what is read-only" call 2 --config capacity=1
check "is not written" says err "a driver may not write it"
check "the daemon lives" peer_lives

# ---- mistakes of a person ----

check "the socket second" run 2 call "$blk" "$work/socket" get_id
check "is told" says err "the socket comes first: vqsmith call $work/socket $blk"
check "to save a number" call 2 in --save status=x
check "is told" says err "--save: status is a value, not data"
check "to save nothing known" call 2 in --save dat=x
check "is told" says err "the reply has no field 'dat'"
check "to save where one can't" call 3 in --room 512 --save data=/nowhere/x
check "is told" says err "/nowhere/x: cannot write"
finish
