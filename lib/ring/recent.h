/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: regions in which something was found, copied into the queue, each at the
 * places that some bits of its addresses give. So an address costs the same however many
 * regions there are, and whichever comes next; the one of a moment ago, as often in one
 * chain, costs a little less.
 */
#ifndef VQSMITH_RING_RECENT_H
#define VQSMITH_RING_RECENT_H

#include <vqsmith/ring.h>

#include "shared.h"

#define VQS_RECENT       (sizeof(((struct vqs_device_ring *)0)->recent) / VQS_RECENT_BYTES)
#define VQS_RECENT_BYTES sizeof(struct vqs_recent)
#define VQS_RECENT_SHIFT 5 /* of its bytes, which are 32 */

_Static_assert(VQS_RECENT_BYTES == 1 << VQS_RECENT_SHIFT,
               "a place is bits of an address");
_Static_assert(offsetof(struct vqs_device_ring, recent) == 0,
               "a place is one of the queue");

/* For the queue's memory: none was met yet. */
void vqs_recent_init(struct vqs_device_ring *queue);

/* The place of an address, whatever is there. */
VQS_HOT struct vqs_recent *vqs_recent_at(struct vqs_device_ring *queue, uint64_t address)
{
	size_t offset = (size_t)(address >> queue->recent_shift) &
	                (VQS_RECENT - 1) * VQS_RECENT_BYTES;

	return (struct vqs_recent *)(void *)((unsigned char *)queue + offset);
}

/*
 * From the driver's address to ours, if the region holds all of the buffer, which has at
 * least one byte. Else the address is as it was.
 */
VQS_HOT bool vqs_recent_translate(const struct vqs_recent *recent, uint64_t *address,
                                  size_t length)
{
	uint64_t offset = *address - recent->start, end;

	VQS_KEEP(offset); /* what it was made of takes no register */
	end = offset + length;
	if (VQS_SELDOM(end <= offset) || VQS_SELDOM(end > recent->size)) {
		VQS_APART(); /* nor does this */
		*address = offset + recent->start;
		return false;
	}
	*address = offset + recent->host;
	return true;
}

/* The same in regions that were met; *recent: where to look first. */
VQS_HOT bool vqs_recent_met(struct vqs_device_ring *queue, struct vqs_recent **recent,
                            uint64_t *address, size_t length)
{
	if (!VQS_SELDOM(!vqs_recent_translate(*recent, address, length)))
		return true;
	*recent = vqs_recent_at(queue, *address);
	return !VQS_SELDOM(!vqs_recent_translate(*recent, address, length));
}

/* As vqs_memory_part(), and meets the region. */
void *vqs_recent_meet(struct vqs_device_ring *queue, uint64_t address, uint64_t *size);

#endif
