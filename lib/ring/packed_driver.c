/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end, packed format. What the driver needs to know again later it keeps
 * in its slots, one for each buffer id; of the ring it reads what the device
 * wrote, and no more.
 *
 * virtio 1.4, Packed Virtqueues: Supplying Buffers to The Device; Receiving
 * Used Buffers From The Device; Driver and Device Event Suppression.
 */
#include "packed_driver.h"

#include <errno.h>
#include <string.h>

#include "addition.h"
#include "barrier.h"
#include "packed_layout.h"

static void tell(struct vqs_driver_ring *queue, uint32_t wish)
{
	queue->wish = wish;
	vqs_shared_write32(queue->ring.driver_area, wish);
}

static void wish_next(struct vqs_driver_ring *queue)
{
	if (queue->event_idx)
		tell(queue,
		     VQS_PACKED_EVENT_DESCRIPTOR |
		             vqs_packed_place(queue->next_used, queue->used_flags));
	else
		tell(queue, VQS_PACKED_EVENT_ENABLE);
}

/* Zeroed descriptors are neither available nor used, whatever the wrap counters. */
int vqs_packed_driver_init(struct vqs_driver_ring *queue)
{
	const struct vqs_ring *ring = &queue->ring;
	struct vqs_ring_need need = vqs_ring_need(ring->size, &ring->features);
	bool wrap = ring->position == 0 || ring->position & VQS_PACKED_WRAP;
	uint16_t entry = ring->position & (VQS_PACKED_WRAP - 1);

	if (entry >= ring->size)
		return -EINVAL;
	queue->next_available = entry;
	queue->next_used = entry;
	queue->available_flags = vqs_packed_available_flags(wrap);
	queue->used_flags = vqs_packed_used_flags(wrap);
	memset(ring->descriptors, 0, need.descriptors);
	memset(ring->driver_area, 0, need.driver_area);
	memset(ring->device_area, 0, need.device_area);
	wish_next(queue);
	return 0;
}

/*
 * A descriptor of a chain. The first one that was added since the last publish
 * gets its flags by the next: no device can look past it before.
 */
VQS_HOT void write_descriptor(struct vqs_driver_ring *queue, uint16_t entry,
                              const struct vqs_buffer *buffer, uint16_t id,
                              uint16_t flags)
{
	unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, entry);

	vqs_shared_write64(at, buffer->address);
	if (queue->added > 0) {
		vqs_shared_write64(at + VQS_PACKED_LENGTH,
		                   vqs_descriptor_tail(buffer->length, id, flags));
		return;
	}
	vqs_shared_write32(at + VQS_PACKED_LENGTH, buffer->length);
	vqs_shared_write16(at + VQS_PACKED_ID, id);
	queue->first_entry = entry;
	queue->first_flags = flags;
}

/* Along the ring. */
VQS_HOT void write_list(struct vqs_driver_ring *queue,
                        const struct vqs_addition *addition, uint16_t id)
{
	uint16_t flags = 0;

	for (unsigned int i = 0, left = addition->count; left > 0; i++) {
		const struct vqs_buffer *buffer = &addition->buffers[i];

		if (VQS_SELDOM(buffer->length == 0))
			continue;
		if (i >= addition->readable)
			flags = VQS_DESCRIPTOR_WRITE;
		write_descriptor(queue, queue->next_available, buffer, id,
		                 (uint16_t)(flags | queue->available_flags |
		                            (--left > 0 ? VQS_DESCRIPTOR_NEXT : 0)));
		vqs_packed_advance(&queue->next_available, &queue->available_flags, 1,
		                   queue->ring.size);
		queue->added++;
	}
}

/* In the table that belongs to the id; one entry of the ring then refers to it. */
VQS_HOT void write_table(struct vqs_driver_ring *queue,
                         const struct vqs_addition *addition, uint16_t id)
{
	struct vqs_buffer whole = { .length = addition->count * VQS_DESCRIPTOR_BYTES };
	unsigned char *at = vqs_addition_table(queue, id, &whole.address);
	uint16_t flags = 0;

	for (unsigned int i = 0, left = addition->count; left > 0; i++) {
		const struct vqs_buffer *buffer = &addition->buffers[i];

		if (VQS_SELDOM(buffer->length == 0))
			continue;
		if (i >= addition->readable)
			flags = VQS_DESCRIPTOR_WRITE;
		vqs_shared_write64(at, buffer->address);
		vqs_shared_write64(at + VQS_PACKED_LENGTH,
		                   vqs_descriptor_tail(buffer->length, 0, flags));
		at += VQS_DESCRIPTOR_BYTES;
		left--;
	}
	write_descriptor(queue, queue->next_available, &whole, id,
	                 VQS_DESCRIPTOR_INDIRECT | queue->available_flags);
	vqs_packed_advance(&queue->next_available, &queue->available_flags, 1,
	                   queue->ring.size);
	queue->added++;
}

int vqs_packed_driver_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                          unsigned int readable, unsigned int writable, void *token)
{
	struct vqs_addition addition = { .buffers = buffers,
		                         .readable = readable,
		                         .writable = writable };
	uint16_t id = queue->free_head;
	struct vqs_driver_slot *slot = &queue->storage.slots[id];
	int error = vqs_addition_begin(queue, &addition);

	if (VQS_SELDOM(error))
		return error;
	queue->free_head = slot->next;
	queue->free_count -= addition.descriptors;
	vqs_addition_keep(queue, &addition, slot, token);
	if (addition.indirect)
		write_table(queue, &addition, id);
	else
		write_list(queue, &addition, id);
	return 0;
}

bool vqs_packed_driver_publish(struct vqs_driver_ring *queue)
{
	unsigned char *first =
	        vqs_descriptor_at(queue->ring.descriptors, queue->first_entry);
	uint16_t moved = queue->added;

	queue->in_flight += moved;
	queue->added = 0;
	queue->batch++;
	/* publish: the device observes these flags before all that they cover */
	vqs_barrier_publish16(first + VQS_PACKED_FLAGS, queue->first_flags);
	/* decide: the device writes its wish, then reads the flags */
	vqs_barrier_decide();
	return vqs_packed_must_notify(
	        vqs_shared_read32(queue->ring.device_area),
	        vqs_packed_place(queue->next_available, queue->available_flags), moved,
	        queue->ring.size);
}

/*
 * Whether the next entry is used; its flags. The driver wrote them itself, so
 * that they tell nothing, unless a chain that is in flight has the entry.
 */
VQS_HOT bool look(const struct vqs_driver_ring *queue, uint16_t *flags)
{
	unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, queue->next_used);

	if (queue->in_flight == 0)
		return false;
	/* observe: the device's publish of the used descriptors before these flags */
	*flags = vqs_barrier_observe16(at + VQS_PACKED_FLAGS);
	return (*flags & VQS_PACKED_BOTH) == queue->used_flags;
}

/*
 * The length counts where the device says that it wrote something; QEMU's devices do not
 * say so, ever. So it counts as well where the chain has that much room: without WRITE it
 * is reserved, and may be what the driver wrote there itself.
 */
VQS_HOT enum vqs_fault reap_one(struct vqs_driver_ring *queue, uint16_t flags,
                                struct vqs_done *done)
{
	unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, queue->next_used);
	uint16_t id = vqs_shared_read16(at + VQS_PACKED_ID);
	uint32_t length = vqs_shared_read32(at + VQS_PACKED_LENGTH);
	struct vqs_driver_slot *slot;

	if (VQS_SELDOM(id >= queue->ring.size))
		return VQS_FAULT_ID_UNKNOWN;
	slot = &queue->storage.slots[id];
	if (VQS_SELDOM(slot->descriptors == 0 || slot->batch == queue->batch))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_SELDOM(length > slot->writable_length)) {
		if (flags & VQS_DESCRIPTOR_WRITE)
			return VQS_FAULT_USED_LENGTH;
		length = 0;
	}
	done->token = slot->token;
	done->length = length;
	vqs_packed_advance(&queue->next_used, &queue->used_flags, slot->descriptors,
	                   queue->ring.size);
	queue->in_flight -= slot->descriptors;
	queue->free_count += slot->descriptors;
	slot->descriptors = 0;
	slot->next = queue->free_head;
	queue->free_head = id;
	return VQS_FAULT_NONE;
}

int vqs_packed_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                           unsigned int count)
{
	enum vqs_fault fault = VQS_FAULT_NONE;
	unsigned int reaped;
	uint16_t flags;

	for (reaped = 0; reaped < count && look(queue, &flags); reaped++) {
		fault = reap_one(queue, flags, &done[reaped]);
		if (VQS_SELDOM(fault))
			break;
	}
	if (!VQS_SELDOM(fault && reaped == 0))
		return (int)reaped;
	vqs_driver_ring_break(queue, fault);
	return -EIO;
}

void vqs_packed_driver_suppress(struct vqs_driver_ring *queue)
{
	if (queue->wish != VQS_PACKED_EVENT_DISABLE)
		tell(queue, VQS_PACKED_EVENT_DISABLE);
}

bool vqs_packed_driver_expect(struct vqs_driver_ring *queue)
{
	uint16_t flags;

	wish_next(queue);
	/* decide: the device makes an entry used, then reads our wish */
	vqs_barrier_decide();
	return look(queue, &flags);
}
