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

/* Second half of a descriptor but for its length. */
VQS_HOT uint64_t tail_of(uint32_t id, uint32_t flags)
{
	return (uint64_t)id << 32 | (uint64_t)flags << 48;
}

#define WRITE tail_of(0, VQS_DESCRIPTOR_WRITE)

/*
 * Where the second half of the next descriptor goes. That of the first one that was added
 * since the last publish waits for the next: no device can look past it before.
 */
VQS_HOT void *place_of_tail(struct vqs_driver_ring *queue, unsigned char *at)
{
	if (queue->added > 0)
		return at + VQS_PACKED_LENGTH;
	queue->first_entry = queue->next_available;
	return &queue->first_tail;
}

VQS_HOT void write_descriptor(unsigned char *at, void *tail_at, uint64_t address,
                              uint64_t tail)
{
	vqs_shared_put64(at, address);
	vqs_shared_put64(tail_at, tail);
}

/* One descriptor that is a whole chain of the ring: its buffer or its table. */
VQS_HOT void write_whole(struct vqs_driver_ring *queue, uint64_t address, uint64_t tail)
{
	unsigned char *at =
	        vqs_descriptor_at(queue->ring.descriptors, queue->next_available);

	write_descriptor(at, place_of_tail(queue, at), address,
	                 tail | tail_of(0, queue->available_flags));
	vqs_packed_advance(&queue->next_available, &queue->available_flags, 1,
	                   queue->ring.size);
	queue->added++;
}

/* What was added in vain: no entry of it is available, once one before it is. */
static void withdraw(struct vqs_driver_ring *queue, uint32_t count)
{
	uint32_t entry = queue->next_available;

	while (count-- > 0) {
		vqs_shared_write16(vqs_descriptor_at(queue->ring.descriptors, entry) +
		                           VQS_PACKED_FLAGS,
		                   0);
		if (++entry == queue->ring.size)
			entry = 0;
	}
}

/* One buffer: one descriptor. */
VQS_HOT int add_single(struct vqs_driver_ring *queue, const struct vqs_buffer *buffer,
                       uint32_t writable, void *token)
{
	const uint32_t id = queue->free_head, length = buffer->length;
	struct vqs_driver_slot *slot = &queue->storage.slots[id];

	if (VQS_SELDOM(length == 0))
		return -EINVAL;
	/* first of all: a polling device has the cache line, and it takes time to come */
	write_whole(queue, buffer->address,
	            length | tail_of(id, writable * VQS_DESCRIPTOR_WRITE));
	queue->free_head = slot->next;
	queue->free_count--;
	vqs_slot_keep(queue, slot, token, 1);
	slot->writable_length = length & (0 - writable);
	return 0;
}

/* Where a chain grows, in the ring. */
struct list {
	unsigned char *ring, *end;
	unsigned char *at;       /* the next entry */
	void *tail_at, *last_at; /* where its second half goes; that of the one before */
	uint64_t tail;           /* of the one before */
	uint64_t flags;          /* and the id, of each */
	uint32_t count;
};

VQS_HOT struct list start_list(struct vqs_driver_ring *queue, uint32_t id, uint32_t count)
{
	unsigned char *ring = queue->ring.descriptors;
	unsigned char *at = vqs_descriptor_at(ring, queue->next_available);

	return (struct list){ .ring = ring,
		              .end = vqs_descriptor_at(ring, queue->ring.size),
		              .at = at,
		              .tail_at = place_of_tail(queue, at),
		              .last_at = at + VQS_PACKED_LENGTH,
		              .flags = tail_of(id, queue->available_flags |
		                                           VQS_DESCRIPTOR_NEXT),
		              .count = count };
}

/* One half of the buffers, along the ring. Returns their bytes. */
VQS_HOT uint64_t write_list(struct list *list, const struct vqs_buffer *buffer,
                            const struct vqs_buffer *end)
{
	uint64_t sum = 0;

	for (; buffer != end; buffer++) {
		const uint32_t length = buffer->length;

		sum += length;
		if (VQS_SELDOM(length == 0)) {
			list->count--;
			continue;
		}
		list->last_at = list->tail_at;
		list->tail = length | list->flags;
		write_descriptor(list->at, list->tail_at, buffer->address, list->tail);
		list->at += VQS_DESCRIPTOR_BYTES;
		if (VQS_SELDOM(list->at == list->end)) {
			list->at = list->ring;
			list->flags ^= tail_of(0, VQS_PACKED_BOTH);
		}
		list->tail_at = list->at + VQS_PACKED_LENGTH;
	}
	return sum;
}

/* There are enough entries. */
static VQS_NO_INLINE int add_direct(struct vqs_driver_ring *queue,
                                    const struct vqs_buffer *buffers, uint32_t readable,
                                    uint32_t writable, void *token)
{
	const struct vqs_buffer *const border = buffers + readable;
	const uint32_t id = queue->free_head;
	struct vqs_driver_slot *slot = &queue->storage.slots[id];
	struct list list = start_list(queue, id, readable + writable);
	uint64_t first, second;

	first = write_list(&list, buffers, border);
	list.flags |= WRITE;
	second = write_list(&list, border, border + writable);
	vqs_shared_put64(list.last_at, list.tail & ~tail_of(0, VQS_DESCRIPTOR_NEXT));
	if (VQS_SELDOM(!vqs_addition_sound(first, second))) {
		withdraw(queue, list.count);
		return -EINVAL;
	}
	vqs_slot_keep(queue, slot, token, list.count);
	slot->writable_length = (uint32_t)second;
	queue->free_head = slot->next;
	queue->free_count -= (uint16_t)list.count;
	queue->added += (uint16_t)list.count;
	queue->next_available =
	        (uint16_t)((size_t)(list.at - list.ring) / VQS_DESCRIPTOR_BYTES);
	queue->available_flags = (uint16_t)(list.flags >> 48) & VQS_PACKED_BOTH;
	return 0;
}

VQS_HOT uint64_t write_table(unsigned char **at, const struct vqs_buffer *buffer,
                             const struct vqs_buffer *end, uint64_t flags)
{
	uint64_t sum = 0;

	for (; buffer != end; buffer++) {
		const uint32_t length = buffer->length;

		sum += length;
		if (VQS_SELDOM(length == 0))
			continue;
		write_descriptor(*at, *at + VQS_PACKED_LENGTH, buffer->address,
		                 length | flags);
		*at += VQS_DESCRIPTOR_BYTES;
	}
	return sum;
}

/* In the table that belongs to the id; one entry of the ring then refers to it. */
static VQS_NO_INLINE int add_indirect(struct vqs_driver_ring *queue,
                                      const struct vqs_buffer *buffers, uint32_t readable,
                                      uint32_t writable, void *token)
{
	const struct vqs_buffer *const border = buffers + readable;
	const uint32_t id = queue->free_head;
	struct vqs_driver_slot *slot = &queue->storage.slots[id];
	uint64_t address, first, second;
	unsigned char *const table = vqs_addition_table(queue, id, &address);
	unsigned char *at = table;

	first = write_table(&at, buffers, border, 0);
	second = write_table(&at, border, border + writable, WRITE);
	if (VQS_SELDOM(!vqs_addition_sound(first, second)))
		return -EINVAL;
	vqs_slot_keep(queue, slot, token, 1);
	slot->writable_length = (uint32_t)second;
	queue->free_head = slot->next;
	queue->free_count--;
	write_whole(queue, address,
	            (uint64_t)(at - table) | tail_of(id, VQS_DESCRIPTOR_INDIRECT));
	return 0;
}

static VQS_NO_INLINE int add_tightly(struct vqs_driver_ring *queue,
                                     const struct vqs_buffer *buffers, uint32_t readable,
                                     uint32_t writable, void *token)
{
	const uint32_t count = readable + writable;
	int error = vqs_addition_room(queue, buffers, readable, writable);

	if (error)
		return error;
	if (vqs_addition_in_table(queue, count))
		return add_indirect(queue, buffers, readable, writable, token);
	return add_direct(queue, buffers, readable, writable, token);
}

int vqs_packed_driver_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                          uint32_t readable, uint32_t writable, void *token)
{
	const uint32_t count = readable + writable;

	if (VQS_SELDOM(!vqs_addition_fits(queue, count)))
		return add_tightly(queue, buffers, readable, writable, token);
	if (count == 1)
		return add_single(queue, buffers, writable, token);
	if (vqs_addition_in_table(queue, count))
		return add_indirect(queue, buffers, readable, writable, token);
	return add_direct(queue, buffers, readable, writable, token);
}

bool vqs_packed_driver_publish(struct vqs_driver_ring *queue)
{
	unsigned char *first =
	        vqs_descriptor_at(queue->ring.descriptors, queue->first_entry);
	uint16_t moved = queue->added;

	if (moved == 0)
		return false;
	/* publish: the device observes these flags before all that they cover */
	vqs_barrier_publish_tail(first + VQS_PACKED_LENGTH,
	                         vqs_shared_read64(&queue->first_tail));
	queue->in_flight += moved;
	queue->added = 0;
	queue->batch++;
	/* decide: the device writes its wish, then reads the flags */
	vqs_barrier_decide();
	return vqs_packed_must_notify(
	        vqs_shared_read32(queue->ring.device_area), queue->next_available,
	        queue->available_flags ^ VQS_PACKED_USED, moved, queue->ring.size);
}

/* Where the next used descriptor is to come, and how much can come at all. */
struct standing {
	uint32_t entry, flags; /* flags as a used descriptor has them */
	uint32_t in_flight;    /* entries */
	uint32_t free_head, free_count;
};

/*
 * Whether the next entry is used; its second half. The driver wrote the flags itself, so
 * that they tell nothing, unless a chain that is in flight has the entry.
 */
VQS_HOT bool look(const struct vqs_driver_ring *queue, const struct standing *now,
                  uint64_t *tail)
{
	unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, now->entry);

	if (now->in_flight == 0)
		return false;
	/* observe: the device's publish of the used descriptors before these flags */
	*tail = vqs_barrier_observe_tail(at + VQS_PACKED_LENGTH);
	return ((uint32_t)(*tail >> 48) & VQS_PACKED_BOTH) == now->flags;
}

/*
 * The length counts where the device says that it wrote something; QEMU's devices do not
 * say so, ever. So it counts as well where the chain has that much room: without WRITE it
 * is reserved, and may be what the driver wrote there itself.
 */
VQS_HOT enum vqs_fault reap_one(const struct vqs_driver_ring *queue, struct standing *now,
                                uint64_t tail, struct vqs_done *done)
{
	uint32_t length = (uint32_t)tail, id = (uint32_t)(tail >> 32) & UINT16_MAX;
	struct vqs_driver_slot *slot;

	if (VQS_SELDOM(id >= queue->ring.size))
		return VQS_FAULT_ID_UNKNOWN;
	slot = &queue->storage.slots[id];
	if (VQS_SELDOM(!vqs_slot_published(slot, queue->batch)))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_SELDOM(length > slot->writable_length)) {
		if (tail & tail_of(0, VQS_DESCRIPTOR_WRITE))
			return VQS_FAULT_USED_LENGTH;
		length = 0;
	}
	done->token = slot->token;
	done->length = length;
	slot->batch = VQS_NO_BATCH;
	slot->next = (uint16_t)now->free_head;
	now->free_head = id;
	now->free_count += slot->descriptors;
	now->in_flight -= slot->descriptors;
	now->entry += slot->descriptors;
	if (now->entry >= queue->ring.size) {
		now->entry -= queue->ring.size;
		now->flags ^= VQS_PACKED_BOTH;
	}
	return VQS_FAULT_NONE;
}

VQS_HOT struct standing stand(const struct vqs_driver_ring *queue)
{
	return (struct standing){ queue->next_used, queue->used_flags, queue->in_flight,
		                  queue->free_head, queue->free_count };
}

VQS_HOT void stand_at(struct vqs_driver_ring *queue, const struct standing *now)
{
	queue->next_used = (uint16_t)now->entry;
	queue->used_flags = (uint16_t)now->flags;
	queue->in_flight = (uint16_t)now->in_flight;
	queue->free_head = (uint16_t)now->free_head;
	queue->free_count = (uint16_t)now->free_count;
}

/* From a used descriptor on, which was read. */
static VQS_NO_INLINE int reap_from(struct vqs_driver_ring *queue, uint64_t tail,
                                   struct vqs_done *done, unsigned int count)
{
	struct standing now = stand(queue);
	unsigned int reaped = 0;
	enum vqs_fault fault;

	do {
		fault = reap_one(queue, &now, tail, &done[reaped]);
		if (VQS_SELDOM(fault))
			break;
		reaped++;
	} while (reaped < count && look(queue, &now, &tail));
	stand_at(queue, &now);
	if (!VQS_SELDOM(fault && reaped == 0))
		return (int)reaped;
	vqs_driver_ring_break(queue, fault);
	return -EIO;
}

/* Who polls comes here for nothing most of the time. */
int vqs_packed_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                           unsigned int count)
{
	const struct standing now = stand(queue);
	uint64_t tail;

	if (count == 0 || !look(queue, &now, &tail))
		return 0;
	/* who had to wait for a chain will add the next one now */
	vqs_shared_want(
	        vqs_descriptor_at(queue->ring.descriptors, queue->next_available));
	return reap_from(queue, tail, done, count);
}

void vqs_packed_driver_suppress(struct vqs_driver_ring *queue)
{
	if (queue->wish != VQS_PACKED_EVENT_DISABLE)
		tell(queue, VQS_PACKED_EVENT_DISABLE);
}

bool vqs_packed_driver_expect(struct vqs_driver_ring *queue)
{
	struct standing now = stand(queue);
	uint64_t tail;

	wish_next(queue);
	/* decide: the device makes an entry used, then reads our wish */
	vqs_barrier_decide();
	return look(queue, &now, &tail);
}
