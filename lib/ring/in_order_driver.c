/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver end with VIRTIO_F_IN_ORDER: chains come back in the order in which they were
 * added, and one used entry may stand for a batch of them, whose last one it names.
 *
 * Slots are used in turn then, round and round, and so are a split queue's descriptors.
 * The chains in flight are those from the oldest on, whatever the device says: it can
 * name one of them, and no more.
 *
 * virtio 1.4, In-order use of descriptors, of both formats; The Virtqueue Descriptor
 * Table.
 */
#include "in_order_driver.h"

#include <errno.h>

#include "addition.h"
#include "barrier.h"
#include "packed_layout.h"
#include "split_layout.h"

/* The slot of the chain that was added after that one. `packed` is known when compiling. */
VQS_HOT uint16_t after(const struct vqs_driver_ring *queue, uint16_t slot, bool packed)
{
	const struct vqs_driver_slot *slots = queue->storage.slots;

	return slots[packed ? slot : slots[slot].last].next;
}

/* The chain that a used entry names. NULL: none that was made available. */
VQS_HOT const struct vqs_driver_slot *named(const struct vqs_driver_ring *queue,
                                            uint32_t id)
{
	const struct vqs_driver_slot *slot;

	if (VQS_SELDOM(id >= queue->ring.size))
		return NULL;
	slot = &queue->storage.slots[id];
	return vqs_slot_published(slot, queue->batch) ? slot : NULL;
}

VQS_HOT void open_batch(struct vqs_driver_ring *queue, uint32_t last, uint32_t length)
{
	queue->used_batch.last = (uint16_t)last;
	queue->used_batch.length = length;
	queue->used_batch.open = true;
}

/* Whether a batch up to that chain has no more of them than became used. */
VQS_HOT bool within(const struct vqs_driver_ring *queue, uint16_t last, unsigned int used)
{
	uint16_t slot = queue->oldest;

	for (; slot != last && used > 1; used--)
		slot = after(queue, slot, false);
	return slot == last;
}

/* Reads a used entry; the index tells that there are `used`. */
VQS_HOT enum vqs_fault read_split(struct vqs_driver_ring *queue, unsigned int used)
{
	uint64_t entry = vqs_shared_read64(vqs_used_entry(
	        queue->ring.device_area, queue->ring.size, queue->next_used));
	uint32_t id = (uint32_t)entry, length = (uint32_t)(entry >> 32);
	const struct vqs_driver_slot *slot = named(queue, id);

	if (VQS_SELDOM(!slot))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_SELDOM(!within(queue, (uint16_t)id, used)))
		return VQS_FAULT_USED_ORDER;
	if (VQS_SELDOM(length > slot->writable_length))
		return VQS_FAULT_USED_LENGTH;
	open_batch(queue, id, length);
	return VQS_FAULT_NONE;
}

/*
 * A used descriptor's second half. The batch has as many as it takes to come to the chain
 * that is named. The length counts as packed_driver.c says.
 */
VQS_HOT enum vqs_fault read_packed(struct vqs_driver_ring *queue, uint64_t tail)
{
	uint32_t id = (uint16_t)(tail >> 32), length = (uint32_t)tail;
	const struct vqs_driver_slot *slot = named(queue, id);

	if (VQS_SELDOM(!slot))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_SELDOM(length > slot->writable_length)) {
		if (tail >> 48 & VQS_DESCRIPTOR_WRITE)
			return VQS_FAULT_USED_LENGTH;
		length = 0;
	}
	open_batch(queue, id, length);
	return VQS_FAULT_NONE;
}

/* The oldest chain, which belongs to the open batch, comes back. */
VQS_HOT void reap_oldest(struct vqs_driver_ring *queue, struct vqs_done *done,
                         bool packed)
{
	struct vqs_driver_slot *slot = &queue->storage.slots[queue->oldest];

	done->token = slot->token;
	done->length = slot->writable_length;
	if (queue->oldest == queue->used_batch.last) {
		done->length = queue->used_batch.length;
		queue->used_batch.open = false;
	}
	queue->oldest = after(queue, queue->oldest, packed);
	queue->free_count += slot->descriptors;
	if (packed) {
		vqs_packed_advance(&queue->next_used, &queue->used_flags,
		                   slot->descriptors, queue->ring.size);
		queue->in_flight -= slot->descriptors;
	} else {
		queue->next_used++;
		queue->in_flight--;
	}
	slot->batch = VQS_NO_BATCH;
}

/* What a call comes to where the entry after `reaped` chains has a fault. */
VQS_HOT int finish(struct vqs_driver_ring *queue, unsigned int reaped,
                   enum vqs_fault fault)
{
	if (!VQS_SELDOM(fault && reaped == 0))
		return (int)reaped;
	vqs_driver_ring_break(queue, fault);
	return -EIO;
}

static int reap_split(struct vqs_driver_ring *queue, struct vqs_done *done,
                      unsigned int count)
{
	enum vqs_fault fault = VQS_FAULT_NONE;
	unsigned int reaped;
	uint16_t index, known;

	/* observe: the device's publish of the used entries before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.device_area, VQS_SPLIT_INDEX));
	known = index - queue->next_used;
	if (VQS_SELDOM(known > queue->in_flight))
		return finish(queue, 0, VQS_FAULT_INDEX_JUMP);
	for (reaped = 0; reaped < count && reaped < known; reaped++) {
		if (!queue->used_batch.open)
			fault = read_split(queue, known - reaped);
		if (VQS_SELDOM(fault))
			break;
		reap_oldest(queue, &done[reaped], false);
	}
	return finish(queue, reaped, fault);
}

/* Whether the next entry is used; its second half. Not inside a batch: nothing is there. */
VQS_HOT bool look(const struct vqs_driver_ring *queue, uint64_t *tail)
{
	unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, queue->next_used);

	if (queue->in_flight == 0)
		return false;
	/* observe: the device's publish of the used descriptors before these flags */
	*tail = vqs_barrier_observe_tail(at + VQS_PACKED_LENGTH);
	return ((uint32_t)(*tail >> 48) & VQS_PACKED_BOTH) == queue->used_flags;
}

static int reap_packed(struct vqs_driver_ring *queue, struct vqs_done *done,
                       unsigned int count)
{
	enum vqs_fault fault = VQS_FAULT_NONE;
	unsigned int reaped;
	uint64_t tail;

	for (reaped = 0; reaped < count; reaped++) {
		if (!queue->used_batch.open) {
			if (!look(queue, &tail))
				break;
			fault = read_packed(queue, tail);
		}
		if (VQS_SELDOM(fault))
			break;
		reap_oldest(queue, &done[reaped], true);
	}
	return finish(queue, reaped, fault);
}

int vqs_in_order_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                      unsigned int count)
{
	return queue->packed ? reap_packed(queue, done, count)
	                     : reap_split(queue, done, count);
}
