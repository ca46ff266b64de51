/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: some regions in which something was found, copied into the queue, so that
 * an address in one of them costs the same however many regions there are. The last two
 * are tried first, because requests tend to take turns: a header here, its data there.
 */
#ifndef VQSMITH_RING_RECENT_H
#define VQSMITH_RING_RECENT_H

#include <vqsmith/ring.h>

#include "shared.h"

/*
 * Goes from the two regions of late to the one that holds all of a buffer. False: it is
 * empty, or ends with the last of all addresses, or no region holds all of it.
 */
bool vqs_recent_search(struct vqs_device_ring *queue, uint64_t address, size_t length);

/*
 * Whether all of a buffer is there, which has at least one byte. One that ends with the
 * last of all addresses is not found here, but by those who take their time.
 */
VQS_HOT bool vqs_recent_holds(const struct vqs_recent *recent, uint64_t address,
                              size_t length)
{
	uint64_t end = address + length;

	return end > address && address >= recent->start && end <= recent->end;
}

/*
 * Our view of a buffer. False as above: then somebody who takes his time may find it.
 * *last is queue->current, for it to be in a register.
 */
VQS_HOT bool vqs_recent_host(struct vqs_device_ring *queue, struct vqs_recent **last,
                             uint64_t address, size_t length, void **host)
{
	if (VQS_SELDOM(!vqs_recent_holds(*last, address, length))) {
		struct vqs_recent *other = queue->other;

		queue->other = *last;
		queue->current = other;
		if (VQS_SELDOM(!vqs_recent_holds(other, address, length))) {
			if (!vqs_recent_search(queue, address, length)) {
				*last = queue->current;
				return false;
			}
		}
		*last = queue->current;
	}
	*host = (void *)(uintptr_t)(address + (*last)->delta);
	return true;
}

#endif
