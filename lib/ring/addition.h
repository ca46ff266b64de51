/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end, any format: what a chain may be, and what is kept of it until it
 * comes back. The whole is judged once its buffers are in descriptors, each of
 * them read once: the device sees none of it before.
 */
#ifndef VQSMITH_RING_ADDITION_H
#define VQSMITH_RING_ADDITION_H

#include <vqsmith/ring.h>

#include <errno.h>

#include "descriptor.h"

/* Bytes of the two halves: whether a device could take all that as one chain. */
VQS_HOT bool vqs_addition_sound(uint64_t readable, uint64_t writable)
{
	/* of 2^32 bytes it can be in all, but no half of it */
	return !VQS_SELDOM(readable + writable - 1 >= UINT32_MAX) ||
	       (readable + writable == UINT64_C(1) << 32 && readable && writable);
}

/* Whether that many buffers go into an indirect table; a single one does not. */
VQS_HOT bool vqs_addition_in_table(const struct vqs_driver_ring *queue, uint32_t count)
{
	return count <= queue->storage.indirect_entries && count != 1;
}

/*
 * Whether there is room for so many buffers, none of them empty. If not, or if they are
 * none, or if the queue is broken, vqs_addition_room() says more.
 */
VQS_HOT bool vqs_addition_fits(const struct vqs_driver_ring *queue, uint32_t count)
{
	return !VQS_SELDOM(count - 1 >= queue->free_count);
}

/* 0: there is room after all. -EIO, -EINVAL or -ENOSPC. */
int vqs_addition_room(const struct vqs_driver_ring *queue,
                      const struct vqs_buffer *buffers, uint32_t readable,
                      uint32_t writable);

/* What the driver end keeps of a chain until it comes back, but for its lengths. */
VQS_HOT void vqs_slot_keep(const struct vqs_driver_ring *queue,
                           struct vqs_driver_slot *slot, void *token,
                           uint32_t descriptors)
{
	slot->token = token;
	slot->batch = queue->batch;
	slot->descriptors = (uint16_t)descriptors;
}

/* The batch of a slot that has no chain: later than any other. */
#define VQS_NO_BATCH UINT64_MAX

/*
 * Whether the device may give it back: the slot has a chain, and one that was
 * published. `batch` is the queue's, which is still to be published.
 */
VQS_HOT bool vqs_slot_published(const struct vqs_driver_slot *slot, uint64_t batch)
{
	return slot->batch < batch;
}

/* The table that belongs to a slot, in our memory and for the device. */
VQS_HOT unsigned char *vqs_addition_table(const struct vqs_driver_ring *queue,
                                          uint32_t slot, uint64_t *address)
{
	size_t offset =
	        (size_t)slot * queue->storage.indirect_entries * VQS_DESCRIPTOR_BYTES;

	*address = queue->storage.indirect_address + offset;
	return (unsigned char *)queue->storage.indirect + offset;
}

#endif
