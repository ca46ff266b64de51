/* SPDX-License-Identifier: BSD-3-Clause */
/* Another region than the last two. */
#include "recent.h"

#define RECENT (sizeof(((struct vqs_device_ring *)0)->recent) / sizeof(struct vqs_recent))

/* From the one behind the last on: regions tend to be gone through in turn, too. */
static struct vqs_recent *known(struct vqs_device_ring *queue, uint64_t address)
{
	struct vqs_recent *recent = queue->other;

	for (unsigned int i = 0; i < RECENT; i++) {
		if (++recent == queue->recent + RECENT)
			recent = queue->recent;
		if (address >= recent->start && address < recent->end)
			return recent;
	}
	return NULL;
}

/* In the place of one that was found long ago, if it is not found this moment. */
static struct vqs_recent *remember(struct vqs_device_ring *queue,
                                   const struct vqs_region *region)
{
	struct vqs_recent *recent = &queue->recent[queue->oldest++ % RECENT];

	*recent = (struct vqs_recent){
		.start = region->guest,
		.end = region->guest + region->size,
		.delta = (uint64_t)(uintptr_t)region->host - region->guest,
	};
	return recent;
}

bool vqs_recent_search(struct vqs_device_ring *queue, uint64_t address, size_t length)
{
	struct vqs_recent *recent = length ? known(queue, address) : NULL;

	if (!recent && length) {
		const struct vqs_region *region =
		        vqs_memory_region(queue->memory, address);

		recent = region ? remember(queue, region) : NULL;
	}
	if (!recent || !vqs_recent_holds(recent, address, length))
		return false;
	queue->current = recent;
	return true;
}
