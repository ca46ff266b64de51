/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rings in memory, for the neutral ends: little-endian machines alone, the
 * benchmark runs on nothing else.
 *
 * virtio 1.4, Split Virtqueues; Packed Virtqueues.
 */
#ifndef BENCH_LAYOUT_H
#define BENCH_LAYOUT_H

#include <stdatomic.h>
#include <stdint.h>

#define DESC_NEXT     1
#define DESC_WRITE    2
#define DESC_INDIRECT 4
#define DESC_AVAIL    0x80
#define DESC_USED     0x8000

#define NO_NOTIFICATION 1 /* split: flags; packed: event flags, disable */

struct split_desc {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next;
};

struct split_avail {
	uint16_t flags;
	_Atomic uint16_t index;
	uint16_t ring[256];
	uint16_t used_event;
};

struct split_used {
	uint16_t flags;
	_Atomic uint16_t index;
	struct {
		uint32_t id, length;
	} ring[256];
	uint16_t avail_event;
};

struct packed_desc {
	uint64_t address;
	uint32_t length;
	uint16_t id;
	_Atomic uint16_t flags;
};

struct packed_event {
	uint16_t offset, flags;
};

#endif
