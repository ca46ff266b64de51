/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where things are in the areas of a packed virtqueue, and where an end stands
 * in it: an entry and a wrap counter. The wrap counter is kept as the two flags
 * that it makes: comparing and writing flags is what it is for.
 *
 * virtio 1.4, Packed Virtqueues: Available and Used Ring Wrap Counters; The
 * Virtqueue Descriptor Format; Event Suppression Structure Format.
 */
#ifndef VQSMITH_RING_PACKED_LAYOUT_H
#define VQSMITH_RING_PACKED_LAYOUT_H

#include <vqsmith/ring.h>

#include "descriptor.h"

#define VQS_PACKED_LENGTH 8
#define VQS_PACKED_ID     12
#define VQS_PACKED_FLAGS  14

#define VQS_PACKED_AVAILABLE 0x0080
#define VQS_PACKED_USED      0x8000
#define VQS_PACKED_BOTH      (VQS_PACKED_AVAILABLE | VQS_PACKED_USED)

/* An event suppression structure, all of it in one 32-bit value. */
#define VQS_PACKED_EVENT_ENABLE     UINT32_C(0)
#define VQS_PACKED_EVENT_DISABLE    UINT32_C(0x10000)
#define VQS_PACKED_EVENT_DESCRIPTOR UINT32_C(0x20000)
#define VQS_PACKED_EVENT_FLAGS      UINT32_C(0x30000)

/* The wrap counter beside an entry, in events and positions. */
#define VQS_PACKED_WRAP 0x8000u

static inline uint16_t vqs_packed_available_flags(bool wrap)
{
	return wrap ? VQS_PACKED_AVAILABLE : VQS_PACKED_USED;
}

static inline uint16_t vqs_packed_used_flags(bool wrap)
{
	return wrap ? VQS_PACKED_BOTH : 0;
}

static inline bool vqs_packed_wrap(uint16_t flags)
{
	return flags & VQS_PACKED_AVAILABLE;
}

/*
 * The second half of the used descriptors of one round, as one value: of those that were
 * written to, before length and id are put in. The wrap counter is its highest bit.
 */
#define VQS_PACKED_FLAGS_AT 48
#define VQS_PACKED_WRITE    ((uint64_t)VQS_DESCRIPTOR_WRITE << VQS_PACKED_FLAGS_AT)
#define VQS_PACKED_ROUND    ((uint64_t)VQS_PACKED_BOTH << VQS_PACKED_FLAGS_AT)

static inline uint64_t vqs_packed_used_tail(bool wrap)
{
	return wrap ? VQS_PACKED_WRITE | VQS_PACKED_ROUND : VQS_PACKED_WRITE;
}

static inline bool vqs_packed_tail_wrap(uint64_t tail)
{
	return tail >> 63;
}

/* Entry and wrap counter, as events and positions have them. */
static inline uint16_t vqs_packed_place(uint16_t entry, uint16_t flags)
{
	return (uint16_t)(entry | (vqs_packed_wrap(flags) ? VQS_PACKED_WRAP : 0));
}

static inline uint16_t vqs_packed_used_place(uint16_t entry, uint64_t tail)
{
	return (uint16_t)(entry | (vqs_packed_tail_wrap(tail) ? VQS_PACKED_WRAP : 0));
}

/* Goes on by as many entries as the queue has at most. */
VQS_HOT void vqs_packed_advance(uint16_t *entry, uint16_t *flags, uint32_t by,
                                uint16_t size)
{
	uint32_t next = *entry + by;

	if (next >= size) {
		next -= size;
		*flags ^= VQS_PACKED_BOTH;
	}
	*entry = (uint16_t)next;
}

/*
 * Whether an end that went on by `moved` entries to `entry` is to notify the other, whose
 * event suppression structure holds `wish`. Its wrap counter is where it is beside events;
 * the other bits of `wrap` are anything. Who went on by 2 * size passed every place there
 * is.
 */
static VQS_NO_INLINE bool vqs_packed_must_notify_far(uint32_t wish, uint32_t entry,
                                                     uint32_t wrap, uint64_t moved,
                                                     uint16_t size)
{
	int32_t behind = (int32_t)entry - (int32_t)(wish & ~VQS_PACKED_WRAP & UINT16_MAX);

	if ((wish & VQS_PACKED_EVENT_FLAGS) != VQS_PACKED_EVENT_DESCRIPTOR)
		return (wish & VQS_PACKED_EVENT_FLAGS) != VQS_PACKED_EVENT_DISABLE;
	if ((wish ^ wrap) & VQS_PACKED_WRAP)
		behind += size;
	if (behind <= 0)
		behind += 2 * size;
	return moved >= (uint32_t)behind;
}

/* The same; it takes least where all was in one round, and the wish is for a place. */
VQS_HOT bool vqs_packed_must_notify(uint32_t wish, uint32_t entry, uint32_t wrap,
                                    uint64_t moved, uint16_t size)
{
	const uint32_t event = wish - VQS_PACKED_EVENT_DESCRIPTOR;

	if (VQS_SELDOM(event > UINT16_MAX) || VQS_SELDOM(moved > entry))
		return vqs_packed_must_notify_far(wish, entry, wrap, moved, size);
	return (uint16_t)(entry + (wrap & VQS_PACKED_WRAP) + ~event) < moved;
}

#endif
