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

#include "barrier.h"
#include "split_layout.h"

void vqs_split_driver_init(struct vqs_driver_ring *queue)
{
	const struct vqs_ring *ring = &queue->ring;
	struct vqs_ring_need need = vqs_ring_need(ring->size, &ring->features);

	memset(ring->descriptors, 0, need.descriptors);
	memset(ring->driver_area, 0, need.driver_area);
	memset(ring->device_area, 0, need.device_area);
	vqs_shared_write16(vqs_at(ring->driver_area, VQS_SPLIT_INDEX), ring->position);
	vqs_shared_write16(vqs_at(ring->device_area, VQS_SPLIT_INDEX), ring->position);
	if (queue->event_idx)
		vqs_shared_write16(vqs_used_event(ring->driver_area, ring->size),
		                   ring->position);
}

static void write_descriptor(void *table, uint32_t index, const struct vqs_buffer *buffer,
                             uint16_t flags, uint16_t next)
{
	unsigned char *at = (unsigned char *)table + (size_t)index * VQS_DESCRIPTOR_BYTES;

	vqs_shared_write64(at, buffer->address);
	vqs_shared_write64(at + 8,
	                   buffer->length | (uint64_t)flags << 32 | (uint64_t)next << 48);
}

/* In the queue's table: along the list of free entries. Returns the last entry. */
static uint16_t write_direct(struct vqs_driver_ring *queue,
                             const struct vqs_addition *addition)
{
	const struct vqs_driver_slot *slots = queue->storage.slots;
	const struct vqs_buffer *buffer = addition->buffers;
	uint16_t entry = queue->free_head, last = entry;

	for (unsigned int left = addition->count; left > 0; buffer++) {
		bool writable = buffer >= addition->buffers + addition->readable;
		uint16_t flags = writable ? VQS_DESCRIPTOR_WRITE : 0;

		if (buffer->length == 0)
			continue;
		last = entry;
		entry = slots[last].next;
		if (--left > 0)
			flags |= VQS_DESCRIPTOR_NEXT;
		write_descriptor(queue->ring.descriptors, last, buffer, flags,
		                 left > 0 ? entry : 0);
	}
	return last;
}

/* In the table that belongs to the first free entry, which then refers to it. */
static uint16_t write_indirect(struct vqs_driver_ring *queue,
                               const struct vqs_addition *addition)
{
	const struct vqs_driver_ring_storage *storage = &queue->storage;
	uint16_t head = queue->free_head, index = 0;
	size_t offset = (size_t)head * storage->indirect_entries * VQS_DESCRIPTOR_BYTES;
	unsigned char *table = (unsigned char *)storage->indirect + offset;
	struct vqs_buffer whole = { storage->indirect_address + offset,
		                    addition->count * VQS_DESCRIPTOR_BYTES };

	for (unsigned int i = 0; index < addition->count; i++) {
		uint16_t flags = i < addition->readable ? 0 : VQS_DESCRIPTOR_WRITE;
		uint16_t next = index + 1;

		if (addition->buffers[i].length == 0)
			continue;
		if (next < addition->count)
			flags |= VQS_DESCRIPTOR_NEXT;
		else
			next = 0;
		write_descriptor(table, index++, &addition->buffers[i], flags, next);
	}
	write_descriptor(queue->ring.descriptors, head, &whole, VQS_DESCRIPTOR_INDIRECT,
	                 0);
	return head;
}

int vqs_split_driver_add(struct vqs_driver_ring *queue,
                         const struct vqs_addition *addition)
{
	bool indirect = queue->indirect && addition->count > 1 &&
	                addition->count <= queue->storage.indirect_entries;
	uint16_t descriptors = indirect ? 1 : (uint16_t)addition->count;
	uint16_t head = queue->free_head, last;
	struct vqs_driver_slot *slot = &queue->storage.slots[head];

	if (descriptors > queue->free_count)
		return -ENOSPC;
	last = indirect ? write_indirect(queue, addition) : write_direct(queue, addition);
	queue->free_head = queue->storage.slots[last].next;
	queue->free_count -= descriptors;
	slot->token = addition->token;
	slot->writable_length = addition->writable_length;
	slot->descriptors = descriptors;
	slot->batch = queue->batch;
	vqs_shared_write16(vqs_available_entry(queue->ring.driver_area, queue->ring.size,
	                                       queue->next_available++),
	                   head);
	return 0;
}

bool vqs_split_driver_publish(struct vqs_driver_ring *queue)
{
	void *area = queue->ring.device_area;
	uint16_t moved = queue->next_available - queue->published_available;

	queue->published_available = queue->next_available;
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
static void free_chain(struct vqs_driver_ring *queue, uint16_t head)
{
	struct vqs_driver_slot *slots = queue->storage.slots;
	uint16_t last = head;

	for (uint16_t i = 1; i < slots[head].descriptors; i++)
		last = slots[last].next;
	slots[last].next = queue->free_head;
	queue->free_head = head;
	queue->free_count += slots[head].descriptors;
	slots[head].descriptors = 0;
}

/* The used entry that is next. */
static enum vqs_fault reap_one(struct vqs_driver_ring *queue, struct vqs_done *done)
{
	uint64_t entry = vqs_shared_read64(vqs_used_entry(
	        queue->ring.device_area, queue->ring.size, queue->next_used));
	uint32_t id = (uint32_t)entry, length = (uint32_t)(entry >> 32);
	const struct vqs_driver_slot *slot;

	if (id >= queue->ring.size)
		return VQS_FAULT_ID_UNKNOWN;
	slot = &queue->storage.slots[id];
	if (slot->descriptors == 0 || slot->batch == queue->batch)
		return VQS_FAULT_ID_UNKNOWN;
	if (length > slot->writable_length)
		return VQS_FAULT_USED_LENGTH;
	done->token = slot->token;
	done->length = length;
	free_chain(queue, (uint16_t)id);
	queue->next_used++;
	return VQS_FAULT_NONE;
}

int vqs_split_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                          unsigned int count)
{
	uint16_t in_flight = queue->published_available - queue->next_used;
	uint16_t index, known;
	unsigned int reaped;

	/* observe: the device's publish of the used entries before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.device_area, VQS_SPLIT_INDEX));
	known = index - queue->next_used;
	if (known > in_flight) {
		vqs_driver_ring_break(queue, VQS_FAULT_INDEX_JUMP);
		return -EIO;
	}
	if (count > known)
		count = known;
	for (reaped = 0; reaped < count; reaped++) {
		enum vqs_fault fault = reap_one(queue, &done[reaped]);

		if (fault && reaped > 0)
			break;
		if (fault) {
			vqs_driver_ring_break(queue, fault);
			return -EIO;
		}
	}
	return (int)reaped;
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
