/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: what is available. And runs along both rings.
 *
 * virtio 1.4, The Virtqueue Available Ring.
 */
#ifndef VQSMITH_RING_SPLIT_TAKE_H
#define VQSMITH_RING_SPLIT_TAKE_H

#include <vqsmith/ring.h>

#include "barrier.h"
#include "split_layout.h"

/* vqs_device_ring_take() of this format. */
int vqs_split_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room);

/* Reads the driver's index; how many chains are available by it. False: it is a lie. */
VQS_HOT bool vqs_split_look(struct vqs_device_ring *queue, uint32_t *available)
{
	uint16_t known = queue->seen_available - queue->next_available;
	uint16_t index, now;

	/* observe: the driver's publish of the entries and descriptors before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.driver_area, VQS_SPLIT_INDEX));
	now = index - queue->next_available;
	if (VQS_SELDOM(now > queue->ring.size) || VQS_SELDOM(now < known))
		return false;
	queue->seen_available = index;
	*available = now;
	return true;
}

/* Entries of either ring, and then those at its beginning. */
struct vqs_split_run {
	size_t bytes, again;
};

/* From an index on. */
VQS_HOT struct vqs_split_run vqs_split_run_of(const struct vqs_device_ring *queue,
                                              size_t index, size_t count,
                                              size_t entry_bytes)
{
	size_t left = queue->ring.size - (index & (queue->ring.size - 1u));

	if (VQS_SELDOM(count > left))
		return (struct vqs_split_run){ left * entry_bytes,
			                       (count - left) * entry_bytes };
	return (struct vqs_split_run){ count * entry_bytes, 0 };
}

#endif
