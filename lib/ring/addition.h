/* SPDX-License-Identifier: BSD-3-Clause */
/* Driver end, any format: a chain to add, measured before anything is written. */
#ifndef VQSMITH_RING_ADDITION_H
#define VQSMITH_RING_ADDITION_H

#include <vqsmith/ring.h>

#include <errno.h>

#include "shared.h"

struct vqs_addition {
	const struct vqs_buffer *buffers;
	unsigned int readable, writable; /* as given */
	unsigned int count;              /* of those that are not empty */
	uint32_t writable_length;
	uint16_t descriptors; /* of the ring that it takes */
	bool indirect;
};

/* Bytes of the buffers; counts those that have any. */
VQS_HOT uint64_t vqs_addition_sum(const struct vqs_buffer *buffers, unsigned int count,
                                  unsigned int *filled)
{
	uint64_t length = 0;

	for (unsigned int i = 0; i < count; i++) {
		length += buffers[i].length;
		*filled += buffers[i].length != 0;
	}
	return length;
}

/* False: no device could take them as one chain. */
VQS_HOT bool vqs_addition_measure(struct vqs_addition *addition, uint16_t size)
{
	const struct vqs_buffer *buffers = addition->buffers;
	uint64_t readable, writable;

	readable = vqs_addition_sum(buffers, addition->readable, &addition->count);
	writable = vqs_addition_sum(buffers + addition->readable, addition->writable,
	                            &addition->count);
	addition->writable_length = (uint32_t)writable;
	return addition->count - 1u < size && readable <= UINT32_MAX &&
	       writable <= UINT32_MAX && readable + writable <= UINT64_C(1) << 32;
}

/* Whether it goes into an indirect table: where there is one, and it saves entries. */
VQS_HOT bool vqs_addition_indirect(const struct vqs_driver_ring *queue,
                                   const struct vqs_addition *addition)
{
	return queue->indirect && addition->count > 1 &&
	       addition->count <= queue->storage.indirect_entries;
}

/* Measures it for the queue. 0, -EINVAL or -ENOSPC. */
VQS_HOT int vqs_addition_begin(const struct vqs_driver_ring *queue,
                               struct vqs_addition *addition)
{
	if (VQS_SELDOM(!vqs_addition_measure(addition, queue->ring.size)))
		return -EINVAL;
	addition->indirect = vqs_addition_indirect(queue, addition);
	addition->descriptors = addition->indirect ? 1 : (uint16_t)addition->count;
	return VQS_SELDOM(addition->descriptors > queue->free_count) ? -ENOSPC : 0;
}

/* What the driver end keeps of it until it comes back. */
VQS_HOT void vqs_addition_keep(const struct vqs_driver_ring *queue,
                               const struct vqs_addition *addition,
                               struct vqs_driver_slot *slot, void *token)
{
	slot->token = token;
	slot->writable_length = addition->writable_length;
	slot->descriptors = addition->descriptors;
	slot->batch = queue->batch;
}

/* The table that belongs to a slot, in our memory and for the device. */
VQS_HOT unsigned char *vqs_addition_table(const struct vqs_driver_ring *queue,
                                          uint16_t slot, uint64_t *address)
{
	size_t offset = (size_t)slot * queue->storage.indirect_entries * 16;

	*address = queue->storage.indirect_address + offset;
	return (unsigned char *)queue->storage.indirect + offset;
}

#endif
