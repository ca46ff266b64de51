/* SPDX-License-Identifier: BSD-3-Clause */
/* Which bits of an address tell regions apart, and those that were not met yet. */
#include "recent.h"

#include <string.h>

#define SHIFT_MOST 63

/* The slots of a region, as bits. */
static uint32_t slots(const struct vqs_region *region, unsigned int shift)
{
	uint64_t first = region->guest >> shift;
	uint64_t others = ((region->guest + region->size - 1) >> shift) - first;
	uint32_t bits;

	if (region->size == 0)
		return 0;
	if (others >= VQS_RECENT - 1)
		return (UINT32_C(1) << VQS_RECENT) - 1;
	bits = (UINT32_C(2) << others) - 1;
	bits <<= first % VQS_RECENT;
	return (bits | bits >> VQS_RECENT) & ((UINT32_C(1) << VQS_RECENT) - 1);
}

/* How often a region has to share a slot with one before it. */
static unsigned int shared(const struct vqs_memory *memory, unsigned int shift)
{
	unsigned int count = 0;
	uint32_t seen = 0;

	for (unsigned int i = 0; i < memory->count; i++) {
		const uint32_t mine = slots(&memory->regions[i], shift);

		for (uint32_t again = mine & seen; again; again &= again - 1)
			count++;
		seen |= mine;
	}
	return count;
}

void vqs_recent_init(struct vqs_device_ring *queue)
{
	unsigned int best = SHIFT_MOST, least = UINT32_MAX;

	memset(queue->recent, 0, sizeof(queue->recent));
	queue->tables = queue->recent;
	/* from large pieces to small ones */
	for (unsigned int shift = SHIFT_MOST; least > 0 && shift >= VQS_RECENT_SHIFT;
	     shift--) {
		unsigned int now = shared(queue->memory, shift);

		if (now < least) {
			least = now;
			best = shift;
		}
	}
	queue->recent_shift = best - VQS_RECENT_SHIFT;
}

/* Puts the region of an address in that place. */
static void meet(struct vqs_recent *recent, const struct vqs_memory *memory,
                 uint64_t address)
{
	const struct vqs_region *region = vqs_memory_region(memory, address);

	if (region)
		*recent = (struct vqs_recent){
			.start = region->guest,
			.size = region->size,
			.host = (uint64_t)(uintptr_t)region->host,
		};
}

void *vqs_recent_meet(struct vqs_device_ring *queue, uint64_t address, uint64_t *size)
{
	if (!VQS_SMALL && *size <= UINT32_MAX) { /* else nobody looks there */
		struct vqs_recent *recent = vqs_recent_at(queue, address);
		uint64_t host = address;

		if (vqs_recent_translate(recent, &host, (size_t)*size))
			return (void *)(uintptr_t)host;
		meet(recent, queue->memory, address);
	}
	return vqs_memory_part(queue->memory, address, size);
}
