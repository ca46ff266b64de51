/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: the regions found last, copied into the queue, so that an
 * address in one of them costs the same however many regions there are. Two,
 * because requests tend to take turns: a header here, its data there.
 */
#ifndef VQSMITH_RING_RECENT_H
#define VQSMITH_RING_RECENT_H

#include <vqsmith/ring.h>

#include "shared.h"

/* Whether the region holds all of that; nothing is in no region. */
VQS_HOT bool vqs_region_holds(const struct vqs_region *region, uint64_t address,
                              uint32_t length)
{
	uint64_t offset = address - region->guest;

	return offset < region->size && (uint64_t)length - 1 < region->size - offset;
}

/* Our view of a buffer; NULL: it is empty, or in neither of the recent regions. */
VQS_HOT void *vqs_recent_host(const struct vqs_device_ring *queue, uint64_t address,
                              uint32_t length)
{
	const struct vqs_region *region = &queue->recent[0];

	if (!vqs_region_holds(region, address, length)) {
		region = &queue->recent[1];
		if (VQS_SELDOM(!vqs_region_holds(region, address, length)))
			return NULL;
	}
	return vqs_region_host(region, address);
}

/* The region of an address, looked up and remembered; NULL: there is none. */
static inline const struct vqs_region *vqs_recent_find(struct vqs_device_ring *queue,
                                                       uint64_t address)
{
	const struct vqs_region *region = vqs_memory_region(queue->memory, address);

	if (region) {
		queue->recent[queue->oldest] = *region;
		queue->oldest ^= 1;
	}
	return region;
}

#endif
