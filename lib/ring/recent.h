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
 * Puts the region of an address in its place. False: it holds not all of the buffer, which
 * is empty, or ends with the last of all addresses, or lies in several, or in none.
 */
bool vqs_recent_search(const struct vqs_device_ring *queue, struct vqs_recent *recent,
                       uint64_t address, size_t length);

/*
 * Whether all of a buffer is there, which has at least one byte. One that ends with the
 * last of all addresses is not found here, but by those who take their time.
 */
VQS_HOT bool vqs_recent_holds(const struct vqs_recent *recent, uint64_t address,
                              size_t length)
{
	uint64_t end = address + length;

	return !VQS_SELDOM(end <= address) && !VQS_SELDOM(address < recent->start) &&
	       !VQS_SELDOM(end > recent->end);
}

/* Our view of a buffer; *recent: where to look first. False as above. */
VQS_HOT bool vqs_recent_host(struct vqs_device_ring *queue, struct vqs_recent **recent,
                             uint64_t address, size_t length, void **host)
{
	if (VQS_SELDOM(!vqs_recent_holds(*recent, address, length))) {
		*recent = vqs_recent_at(queue, address);
		if (VQS_SELDOM(!vqs_recent_holds(*recent, address, length)) &&
		    !vqs_recent_search(queue, *recent, address, length))
			return false;
	}
	*host = (void *)(uintptr_t)(address + (*recent)->delta);
	return true;
}

#endif
