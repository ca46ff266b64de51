/* SPDX-License-Identifier: BSD-3-Clause */
/* Slots: the chains of a queue, in flight and free, and how they reach the device. */
#include "internal.h"

struct driver_slot *driver_slot_take(struct driver_queue *queue)
{
	struct driver_slot *slot = queue->free;

	if (slot)
		queue->free = slot->next;
	return slot;
}

void driver_slot_give(struct driver_slot *slot)
{
	slot->call = NULL;
	slot->next = slot->queue->free;
	slot->queue->free = slot;
}

void driver_slots_make(struct driver_queue *queue, size_t start, size_t size)
{
	for (unsigned int i = queue->ring.ring.size; i-- > 0;) {
		struct driver_slot *slot = &queue->slots[i];
		size_t at = start + i * size;

		slot->queue = queue;
		slot->fixed.host = (char *)queue->memory.host + at;
		slot->fixed.address = queue->memory.address + at;
		slot->fixed.size = size;
		if (queue->asked)
			slot->asked = queue->asked + i * queue->asked_size;
		driver_slot_give(slot);
	}
}

static unsigned int put_buffers(const struct slot_half *half, struct vqs_buffer *buffers)
{
	for (unsigned int i = 0; i < half->count; i++)
		buffers[i] = (struct vqs_buffer){ .address = half->addresses[i],
			                          .length = half->segments[i].length };
	return half->count;
}

int driver_slot_add(struct driver_slot *slot)
{
	struct vqs_buffer buffers[2 * HALF_SEGMENTS];
	unsigned int readable = put_buffers(&slot->readable, buffers);
	unsigned int writable = put_buffers(&slot->writable, buffers + readable);
	int error = vqs_driver_ring_add(&slot->queue->ring, buffers, readable, writable,
	                                slot);

	if (!error)
		slot->queue->added = true;
	return error;
}

/* Driver Notifications: the queue, and where it stands if that was agreed on. */
static uint32_t notification(const struct vqs_driver *driver,
                             const struct driver_queue *queue)
{
	uint32_t place = 0;

	if (vqs_features_has(&driver->negotiated, VQS_F_NOTIFICATION_DATA))
		place = vqs_driver_ring_place(&queue->ring);
	return queue->index | place << 16;
}

void driver_queue_publish(struct vqs_driver *driver, struct driver_queue *queue)
{
	int error = 0;

	if (!queue->added)
		return;
	queue->added = false;
	if (vqs_driver_ring_publish(&queue->ring) && driver->live)
		error = driver->transport->functions->notify(driver->transport,
		                                             notification(driver, queue));
	if (error)
		driver_lost(driver, "notification", error);
}

void driver_publish_all(struct vqs_driver *driver)
{
	for (unsigned int i = 0; i < driver->queue_most; i++)
		if (driver->queues[i])
			driver_queue_publish(driver, driver->queues[i]);
}

/* Posts a buffer in every slot (Device Operation: the driver populates the queue). */
int driver_slots_post(struct driver_queue *queue)
{
	struct driver_slot *slot;

	while ((slot = driver_slot_take(queue)) != NULL) {
		int error;

		slot->writable = (struct slot_half){ .count = 1 };
		slot->writable.segments[0].base = slot->fixed.host;
		slot->writable.segments[0].length = (uint32_t)slot->fixed.size;
		slot->writable.addresses[0] = slot->fixed.address;
		slot->writable.length = (uint32_t)slot->fixed.size;
		error = driver_slot_add(slot);
		if (error)
			return error;
	}
	return 0;
}
