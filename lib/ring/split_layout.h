/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where things are in the areas of a split virtqueue.
 *
 * virtio 1.4, Split Virtqueues: The Virtqueue Descriptor Table, The Virtqueue
 * Available Ring, The Virtqueue Used Ring.
 */
#ifndef VQSMITH_RING_SPLIT_LAYOUT_H
#define VQSMITH_RING_SPLIT_LAYOUT_H

#include "descriptor.h"

#define VQS_SPLIT_LENGTH 8 /* of a descriptor: length, flags, next */

/* The only bit of the flags of either ring: NO_INTERRUPT and NO_NOTIFY. */
#define VQS_SPLIT_QUIET 0x1

/* Available and used ring begin alike: flags, index, entries. */
#define VQS_SPLIT_FLAGS   0
#define VQS_SPLIT_INDEX   2
#define VQS_SPLIT_ENTRIES 4

#define VQS_AVAILABLE_ENTRY_BYTES 2
#define VQS_USED_ENTRY_BYTES      8

/* The entry of a free-running index. Sizes are powers of two. */
static inline void *vqs_available_entry(void *area, uint32_t size, uint32_t index)
{
	size_t entry = index & (size - 1);

	return vqs_at(area, VQS_SPLIT_ENTRIES + VQS_AVAILABLE_ENTRY_BYTES * entry);
}

static inline void *vqs_used_entry(void *area, uint32_t size, uint32_t index)
{
	size_t entry = index & (size - 1);

	return vqs_at(area, VQS_SPLIT_ENTRIES + VQS_USED_ENTRY_BYTES * entry);
}

/* used_event: in the driver area, written by the driver. */
static inline void *vqs_used_event(void *area, uint16_t size)
{
	return vqs_at(area, VQS_SPLIT_ENTRIES + VQS_AVAILABLE_ENTRY_BYTES * size);
}

/* avail_event: in the device area, written by the device. */
static inline void *vqs_available_event(void *area, uint16_t size)
{
	return vqs_at(area, VQS_SPLIT_ENTRIES + VQS_USED_ENTRY_BYTES * size);
}

/*
 * Whether an index that moved on by `moved` to `now` passed the entry that the
 * other end asked to be told of. `moved` is not cut to 16 bits: who moved all
 * the way round passed everything.
 */
static inline int vqs_event_passed(uint16_t event, uint16_t now, uint64_t moved)
{
	return (uint16_t)(now - event - 1u) < moved;
}

#endif
