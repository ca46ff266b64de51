/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end, whatever the format: starting, faults, and what is the caller's
 * mistake. Each call goes on to the format's own file.
 */
#include <vqsmith/ring.h>

#include <errno.h>
#include <string.h>

#include "addition.h"
#include "area.h"
#include "in_order_driver.h"
#include "packed_driver.h"
#include "packed_layout.h"
#include "shared.h"
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
	for (uint16_t i = 0; i < ring->size; i++) {
		storage->slots[i].batch = VQS_NO_BATCH;
		storage->slots[i].next = i + 1;
	}
	queue->ring = *ring;
	queue->storage = *storage;
	queue->free_count = ring->size;
	queue->event_idx = vqs_features_has(&ring->features, VQS_F_EVENT_IDX);
	if (!storage->indirect || !vqs_features_has(&ring->features, VQS_F_INDIRECT_DESC))
		queue->storage.indirect_entries = 0;
	queue->packed = vqs_features_has(&ring->features, VQS_F_RING_PACKED);
	queue->special = vqs_features_has(&ring->features, VQS_F_IN_ORDER);
	/* in order: of the free entries the first comes after the last, and round again */
	if (queue->special)
		storage->slots[ring->size - 1].next = 0;
	return queue->packed ? vqs_packed_driver_init(queue)
	                     : vqs_split_driver_init(queue);
}

int vqs_driver_ring_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                        unsigned int readable, unsigned int writable, void *token)
{
	if (VQS_SELDOM(!token || writable > UINT32_MAX - readable))
		return -EINVAL;
	if (queue->packed)
		return vqs_packed_driver_add(queue, buffers, readable, writable, token);
	return vqs_split_driver_add(queue, buffers, readable, writable, token);
}

bool vqs_driver_ring_publish(struct vqs_driver_ring *queue)
{
	if (queue->fault)
		return false;
	return queue->packed ? vqs_packed_driver_publish(queue)
	                     : vqs_split_driver_publish(queue);
}

/* What was added and not published has no place yet, but its entries are taken. */
uint16_t vqs_driver_ring_place(const struct vqs_driver_ring *queue)
{
	if (queue->packed)
		return vqs_packed_place(queue->next_available, queue->available_flags);
	return queue->next_available;
}

int vqs_driver_ring_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                         unsigned int count)
{
	if (VQS_SELDOM(queue->special))
		return queue->fault ? -EIO : vqs_in_order_reap(queue, done, count);
	if (queue->packed)
		return vqs_packed_driver_reap(queue, done, count);
	return vqs_split_driver_reap(queue, done, count);
}

void vqs_driver_ring_suppress(struct vqs_driver_ring *queue)
{
	if (queue->fault)
		return;
	if (queue->packed)
		vqs_packed_driver_suppress(queue);
	else
		vqs_split_driver_suppress(queue);
}

bool vqs_driver_ring_expect(struct vqs_driver_ring *queue)
{
	bool more;

	if (queue->fault)
		return false;
	more = queue->packed ? vqs_packed_driver_expect(queue)
	                     : vqs_split_driver_expect(queue);
	return more || queue->used_batch.open;
}

void *vqs_driver_ring_detach(struct vqs_driver_ring *queue)
{
	while (queue->detached < queue->ring.size) {
		struct vqs_driver_slot *slot = &queue->storage.slots[queue->detached++];

		if (slot->batch != VQS_NO_BATCH) {
			slot->batch = VQS_NO_BATCH;
			return slot->token;
		}
	}
	return NULL;
}

void vqs_driver_ring_break(struct vqs_driver_ring *queue, enum vqs_fault fault)
{
	if (!queue->fault)
		queue->fault = fault;
	queue->free_count = 0; /* one test says that nothing can be added */
	queue->special = true;
}
