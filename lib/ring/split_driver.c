/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end, split format. What the driver needs to know again later it keeps
 * in its slots: the rings are written, and of the device's only what it has to
 * say is read.
 *
 * virtio 1.4, Supplying Buffers to The Device; Receiving Used Buffers From The
 * Device.
 */
#include "split_driver.h"

#include <errno.h>
#include <string.h>

#include "addition.h"
#include "barrier.h"
#include "split_layout.h"

int vqs_split_driver_init(struct vqs_driver_ring *queue)
{
	const struct vqs_ring *ring = &queue->ring;
	struct vqs_ring_need need = vqs_ring_need(ring->size, &ring->features);
	uint16_t position = (uint16_t)ring->position;

	if (ring->position > UINT16_MAX)
		return -EINVAL;
	queue->next_available = position;
	queue->next_used = position;
	memset(ring->descriptors, 0, need.descriptors);
	memset(ring->driver_area, 0, need.driver_area);
	memset(ring->device_area, 0, need.device_area);
	vqs_shared_write16(vqs_at(ring->driver_area, VQS_SPLIT_INDEX), position);
	vqs_shared_write16(vqs_at(ring->device_area, VQS_SPLIT_INDEX), position);
	if (queue->event_idx)
		vqs_shared_write16(vqs_used_event(ring->driver_area, ring->size),
		                   position);
	return 0;
}

VQS_HOT void write_descriptor(void *table, uint32_t index,
                              const struct vqs_buffer *buffer, uint16_t flags,
                              uint16_t next)
{
	unsigned char *at = vqs_descriptor_at(table, index);

	vqs_shared_write64(at, buffer->address);
	vqs_shared_write64(at + 8, vqs_descriptor_tail(buffer->length, flags, next));
}

/* In the queue's table: along the list of free entries. Returns the last entry. */
VQS_HOT uint16_t write_direct(struct vqs_driver_ring *queue,
                              const struct vqs_addition *addition)
{
	const struct vqs_driver_slot *slots = queue->storage.slots;
	uint16_t entry = queue->free_head, flags = 0, next;
	unsigned int left = addition->count;

	for (unsigned int i = 0;; i++) {
		const struct vqs_buffer *buffer = &addition->buffers[i];

		if (VQS_SELDOM(buffer->length == 0))
			continue;
		if (i >= addition->readable)
			flags = VQS_DESCRIPTOR_WRITE;
		if (--left == 0) {
			write_descriptor(queue->ring.descriptors, entry, buffer, flags,
			                 0);
			return entry;
		}
		next = slots[entry].next;
		write_descriptor(queue->ring.descriptors, entry, buffer,
		                 flags | VQS_DESCRIPTOR_NEXT, next);
		entry = next;
	}
}

/* In the table that belongs to the first free entry, which then refers to it. */
VQS_HOT uint16_t write_indirect(struct vqs_driver_ring *queue,
                                const struct vqs_addition *addition)
{
	struct vqs_buffer whole = { .length = addition->count * VQS_DESCRIPTOR_BYTES };
	uint16_t head = queue->free_head, index = 0, flags = VQS_DESCRIPTOR_NEXT;
	unsigned char *table = vqs_addition_table(queue, head, &whole.address);

	for (unsigned int i = 0; index < addition->count; i++) {
		const struct vqs_buffer *buffer = &addition->buffers[i];
		uint16_t next = index + 1;

		if (VQS_SELDOM(buffer->length == 0))
			continue;
		if (i >= addition->readable)
			flags = VQS_DESCRIPTOR_NEXT | VQS_DESCRIPTOR_WRITE;
		if (next == addition->count)
			write_descriptor(table, index, buffer,
			                 flags & VQS_DESCRIPTOR_WRITE, 0);
		else
			write_descriptor(table, index, buffer, flags, next);
		index = next;
	}
	write_descriptor(queue->ring.descriptors, head, &whole, VQS_DESCRIPTOR_INDIRECT,
	                 0);
	return head;
}

int vqs_split_driver_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                         unsigned int readable, unsigned int writable, void *token)
{
	struct vqs_addition addition = { .buffers = buffers,
		                         .readable = readable,
		                         .writable = writable };
	uint16_t head = queue->free_head;
	struct vqs_driver_slot *slot = &queue->storage.slots[head];
	int error = vqs_addition_begin(queue, &addition);

	if (VQS_SELDOM(error))
		return error;
	slot->last = addition.indirect ? write_indirect(queue, &addition)
	                               : write_direct(queue, &addition);
	vqs_addition_keep(queue, &addition, slot, token);
	vqs_shared_write16(vqs_available_entry(queue->ring.driver_area, queue->ring.size,
	                                       queue->next_available),
	                   head);
	queue->free_head = queue->storage.slots[slot->last].next;
	queue->free_count -= addition.descriptors;
	queue->next_available++;
	queue->added++;
	return 0;
}

bool vqs_split_driver_publish(struct vqs_driver_ring *queue)
{
	void *area = queue->ring.device_area;
	uint16_t moved = queue->added;

	queue->in_flight += moved;
	queue->added = 0;
	queue->batch++;
	/* publish: the device observes the available index before entries and descriptors
	 */
	vqs_barrier_publish16(vqs_at(queue->ring.driver_area, VQS_SPLIT_INDEX),
	                      queue->next_available);
	/* decide: the device writes its wish, then reads the available index */
	vqs_barrier_decide();
	if (!queue->event_idx)
		return !(vqs_shared_read16(vqs_at(area, VQS_SPLIT_FLAGS)) &
		         VQS_SPLIT_QUIET);
	return vqs_event_passed(
	        vqs_shared_read16(vqs_available_event(area, queue->ring.size)),
	        queue->next_available, moved);
}

/* Puts the entries of a chain back on the list of free ones. */
VQS_HOT void free_chain(struct vqs_driver_ring *queue, struct vqs_driver_slot *head)
{
	struct vqs_driver_slot *slots = queue->storage.slots;

	slots[head->last].next = queue->free_head;
	queue->free_head = (uint16_t)(head - slots);
	queue->free_count += head->descriptors;
	head->descriptors = 0;
}

/* A used entry, wherever it says that it comes from. */
VQS_HOT enum vqs_fault reap_one(struct vqs_driver_ring *queue, uint16_t index,
                                struct vqs_done *done)
{
	uint64_t entry = vqs_shared_read64(
	        vqs_used_entry(queue->ring.device_area, queue->ring.size, index));
	uint32_t id = (uint32_t)entry, length = (uint32_t)(entry >> 32);
	struct vqs_driver_slot *slot;

	if (VQS_SELDOM(id >= queue->ring.size))
		return VQS_FAULT_ID_UNKNOWN;
	slot = &queue->storage.slots[id];
	if (VQS_SELDOM(slot->descriptors == 0 || slot->batch == queue->batch))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_SELDOM(length > slot->writable_length))
		return VQS_FAULT_USED_LENGTH;
	done->token = slot->token;
	done->length = length;
	free_chain(queue, slot);
	return VQS_FAULT_NONE;
}

int vqs_split_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                          unsigned int count)
{
	enum vqs_fault fault = VQS_FAULT_NONE;
	uint16_t index, known;
	unsigned int reaped;

	/* observe: the device's publish of the used entries before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.device_area, VQS_SPLIT_INDEX));
	known = index - queue->next_used;
	if (known > queue->in_flight) {
		vqs_driver_ring_break(queue, VQS_FAULT_INDEX_JUMP);
		return -EIO;
	}
	if (count > known)
		count = known;
	for (reaped = 0; reaped < count; reaped++) {
		fault = reap_one(queue, (uint16_t)(queue->next_used + reaped),
		                 &done[reaped]);
		if (VQS_SELDOM(fault))
			break;
	}
	queue->next_used += (uint16_t)reaped;
	queue->in_flight -= (uint16_t)reaped;
	if (!VQS_SELDOM(fault && reaped == 0))
		return (int)reaped;
	vqs_driver_ring_break(queue, fault);
	return -EIO;
}

/* With EVENT_IDX nothing needs to be written: the event stays behind. */
void vqs_split_driver_suppress(struct vqs_driver_ring *queue)
{
	if (!queue->event_idx)
		vqs_shared_write16(vqs_at(queue->ring.driver_area, VQS_SPLIT_FLAGS),
		                   VQS_SPLIT_QUIET);
}

bool vqs_split_driver_expect(struct vqs_driver_ring *queue)
{
	void *area = queue->ring.driver_area;

	if (queue->event_idx)
		vqs_shared_write16(vqs_used_event(area, queue->ring.size),
		                   queue->next_used);
	else
		vqs_shared_write16(vqs_at(area, VQS_SPLIT_FLAGS), 0);
	/* decide: the device writes the used index, then reads our wish */
	vqs_barrier_decide();
	return vqs_barrier_observe16(vqs_at(queue->ring.device_area, VQS_SPLIT_INDEX)) !=
	       queue->next_used;
}
