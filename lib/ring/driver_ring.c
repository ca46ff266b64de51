/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end, whatever the format: starting, faults, and what is the caller's
 * mistake. Each call goes on to the format's own file; the packed format will
 * be a second one to go to.
 */
#include <vqsmith/ring.h>

#include <errno.h>
#include <string.h>

#include "area.h"
#include "split_driver.h"

int vqs_driver_ring_init(struct vqs_driver_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_driver_ring_storage *storage)
{
	int error = vqs_ring_check(ring);

	if (error)
		return error;
	if (!storage->slots || storage->indirect_entries > VQS_QUEUE_SIZE_MAX)
		return -EINVAL;
	memset(queue, 0, sizeof(*queue));
	memset(storage->slots, 0, ring->size * sizeof(*storage->slots));
	for (uint16_t i = 0; i < ring->size; i++)
		storage->slots[i].next = i + 1;
	queue->ring = *ring;
	queue->storage = *storage;
	queue->next_available = ring->position;
	queue->published_available = ring->position;
	queue->next_used = ring->position;
	queue->free_count = ring->size;
	queue->event_idx = vqs_features_has(&ring->features, VQS_F_EVENT_IDX);
	queue->indirect = storage->indirect &&
	                  vqs_features_has(&ring->features, VQS_F_INDIRECT_DESC);
	vqs_split_driver_init(queue);
	return 0;
}

/* Counts the buffers; -EINVAL if no device could take them as one chain. */
static int measure(struct vqs_addition *addition, uint16_t size)
{
	uint64_t readable = 0, writable = 0;

	for (unsigned int i = 0; i < addition->readable + addition->writable; i++) {
		uint32_t length = addition->buffers[i].length;

		if (length == 0)
			continue;
		addition->count++;
		if (i < addition->readable)
			readable += length;
		else
			writable += length;
	}
	if (addition->count == 0 || addition->count > size || readable > UINT32_MAX ||
	    writable > UINT32_MAX || readable + writable > UINT64_C(1) << 32)
		return -EINVAL;
	addition->writable_length = (uint32_t)writable;
	return 0;
}

int vqs_driver_ring_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                        unsigned int readable, unsigned int writable, void *token)
{
	struct vqs_addition addition = {
		.buffers = buffers,
		.readable = readable,
		.writable = writable,
		.token = token,
	};
	int error;

	if (queue->fault)
		return -EIO;
	if (!token || writable > UINT32_MAX - readable)
		return -EINVAL;
	error = measure(&addition, queue->ring.size);
	if (error)
		return error;
	return vqs_split_driver_add(queue, &addition);
}

bool vqs_driver_ring_publish(struct vqs_driver_ring *queue)
{
	if (queue->fault || queue->next_available == queue->published_available)
		return false;
	return vqs_split_driver_publish(queue);
}

int vqs_driver_ring_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                         unsigned int count)
{
	if (queue->fault)
		return -EIO;
	return vqs_split_driver_reap(queue, done, count);
}

void vqs_driver_ring_suppress(struct vqs_driver_ring *queue)
{
	if (!queue->fault)
		vqs_split_driver_suppress(queue);
}

bool vqs_driver_ring_expect(struct vqs_driver_ring *queue)
{
	return !queue->fault && vqs_split_driver_expect(queue);
}

void *vqs_driver_ring_detach(struct vqs_driver_ring *queue)
{
	while (queue->detached < queue->ring.size) {
		struct vqs_driver_slot *slot = &queue->storage.slots[queue->detached++];

		if (slot->descriptors > 0) {
			slot->descriptors = 0;
			return slot->token;
		}
	}
	return NULL;
}

void vqs_driver_ring_break(struct vqs_driver_ring *queue, enum vqs_fault fault)
{
	if (!queue->fault)
		queue->fault = fault;
}
