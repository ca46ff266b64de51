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

/*
 * Whether all of a buffer is there, which has at least one byte. One that ends with the
 * last of all addresses is not found here, but by those who take their time.
 */
VQS_HOT bool vqs_recent_holds(const struct vqs_recent *recent, uint64_t address,
                              uint32_t length)
{
	uint64_t end = address + length;

	return end > address && address >= recent->start && end <= recent->end;
}

/* Our view of a buffer. False: it is empty, or in neither of the recent regions. */
VQS_HOT bool vqs_recent_host(const struct vqs_device_ring *queue, uint64_t address,
                             uint32_t length, void **host)
{
	const struct vqs_recent *recent = queue->recent;

	if (VQS_SELDOM(!vqs_recent_holds(recent, address, length))) {
		recent++;
		if (!vqs_recent_holds(recent, address, length))
			return false;
		*host = (void *)(uintptr_t)(address + recent->delta);
		return true;
	}
	*host = (void *)(uintptr_t)(address + queue->recent[0].delta);
	return true;
}

/* The region of an address, looked up and remembered; NULL: there is none. */
static inline const struct vqs_region *vqs_recent_find(struct vqs_device_ring *queue,
                                                       uint64_t address)
{
	const struct vqs_region *region = vqs_memory_region(queue->memory, address);

	if (region) {
		queue->recent[queue->oldest] = (struct vqs_recent){
			.start = region->guest,
			.end = region->guest + region->size,
			.delta = (uint64_t)(uintptr_t)region->host - region->guest,
		};
		queue->oldest ^= 1;
	}
	return region;
}

#endif
