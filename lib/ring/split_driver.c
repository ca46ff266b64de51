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

/* The list of free entries, while it is worked on. */
struct free_list {
	uint32_t head, count;
};

int vqs_split_driver_init(struct vqs_driver_ring *queue)
{
	const struct vqs_ring *ring = &queue->ring;
	struct vqs_ring_need need = vqs_ring_need(ring->size, &ring->features);
	uint16_t position = (uint16_t)ring->position;

	if (ring->position > UINT16_MAX)
		return -EINVAL;
	queue->next_available = position;
	queue->published = position;
	queue->available = vqs_at(ring->driver_area, VQS_SPLIT_ENTRIES);
	queue->mask = ring->size - 1u;
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

/* Second half of a descriptor but for its length. */
VQS_HOT uint64_t tail_of(uint32_t flags, uint32_t next)
{
	return (uint64_t)flags << 32 | (uint64_t)next << 48;
}

#define NEXT  tail_of(VQS_DESCRIPTOR_NEXT, 0)
#define WRITE tail_of(VQS_DESCRIPTOR_WRITE, 0)

VQS_HOT uint64_t write_descriptor(unsigned char *at, uint64_t address, uint64_t tail)
{
	vqs_shared_put64(at, address);
	return vqs_shared_put64(at + VQS_SPLIT_LENGTH, tail);
}

/*
 * Entries as offsets in the table, which spares multiplications: the free entry after
 * that one. A slot is as large as two descriptors.
 */
VQS_HOT size_t next_of(const struct vqs_driver_slot *slots, size_t entry)
{
	const struct vqs_driver_slot *slot =
	        (const void *)((const unsigned char *)slots + 2 * entry);

	return (size_t)slot->next * VQS_DESCRIPTOR_BYTES;
}

_Static_assert(sizeof(struct vqs_driver_slot) == 2 * VQS_DESCRIPTOR_BYTES, "next_of");

/* The last one of a chain has no next one, whatever is left in the field. */
VQS_HOT void end_list(unsigned char *last, uint64_t tail)
{
	vqs_shared_put64(last + VQS_SPLIT_LENGTH, tail & ~NEXT);
}

/*
 * The chain gets its place in the available ring, before its descriptors are written even:
 * the device sees all that with the next publish.
 */
VQS_HOT void begin(struct vqs_driver_ring *queue, struct vqs_driver_slot *slot,
                   uint32_t head, void *token, uint32_t descriptors)
{
	vqs_slot_keep(queue, slot, token, descriptors);
	queue->free_count -= (uint16_t)descriptors;
	vqs_shared_put16(queue->available + (queue->next_available & queue->mask), head);
	queue->next_available++;
}

/* What has begun does not go on. */
static VQS_NO_INLINE int give_up(struct vqs_driver_ring *queue,
                                 struct vqs_driver_slot *slot)
{
	queue->next_available--;
	queue->free_count += slot->descriptors;
	slot->batch = VQS_NO_BATCH;
	return -EINVAL;
}

/* One buffer: one descriptor. */
VQS_HOT int add_single(struct vqs_driver_ring *queue, const struct vqs_buffer *buffer,
                       uint32_t writable, void *token)
{
	const uint32_t head = queue->free_head, length = buffer->length;
	struct vqs_driver_slot *slot = &queue->storage.slots[head];

	if (VQS_UNUSUAL(length == 0))
		return -EINVAL;
	write_descriptor(vqs_descriptor_at(queue->ring.descriptors, head),
	                 buffer->address,
	                 length | tail_of(writable * VQS_DESCRIPTOR_WRITE, 0));
	begin(queue, slot, head, token, 1);
	slot->writable_length = length & (0 - writable);
	slot->last = (uint16_t)head;
	queue->free_head = slot->next;
	return 0;
}

/* Where a chain grows, in the queue's table. */
struct list {
	const struct vqs_driver_slot *slots;
	unsigned char *table;
	size_t last, next; /* entry written last; the next free one */
	uint64_t tail;     /* of the last one */
};

/* One half of the buffers, along the list of free entries. Returns their bytes. */
VQS_HOT uint64_t write_list(struct vqs_driver_ring *queue, struct vqs_driver_slot *head,
                            struct list *list, const struct vqs_buffer *buffer,
                            const struct vqs_buffer *end, uint64_t flags)
{
	uint64_t sum = 0;

	for (; buffer != end; buffer++) {
		const uint64_t length = buffer->length;

		sum += length;
		if (VQS_UNUSUAL(length == 0)) {
			head->descriptors--;
			queue->free_count++;
			continue;
		}
		list->last = list->next;
		list->next = next_of(list->slots, list->last);
		list->tail = vqs_shared_put64(list->table + list->last + VQS_SPLIT_LENGTH,
		                              (uint64_t)list->next << (48 - 4) | flags |
		                                      length);
		vqs_shared_put64(list->table + list->last, buffer->address);
	}
	return sum;
}

/* There are enough free entries. */
static VQS_NO_INLINE int add_direct(struct vqs_driver_ring *queue,
                                    const struct vqs_buffer *buffers, uint32_t readable,
                                    uint32_t writable, void *token)
{
	const struct vqs_buffer *const border = buffers + readable;
	const uint32_t head = queue->free_head;
	struct vqs_driver_slot *const slot = &queue->storage.slots[head];
	struct list list = { .slots = queue->storage.slots,
		             .table = queue->ring.descriptors,
		             .next = (size_t)head * VQS_DESCRIPTOR_BYTES };
	uint64_t first, second;

	begin(queue, slot, head, token, readable + writable);
	first = write_list(queue, slot, &list, buffers, border, NEXT);
	second = write_list(queue, slot, &list, border, border + writable, NEXT | WRITE);
	if (VQS_UNUSUAL(!vqs_addition_sound(first, second)))
		return give_up(queue, slot);
	end_list(list.table + list.last, list.tail);
	slot->writable_length = (uint32_t)second;
	slot->last = (uint16_t)(list.last / VQS_DESCRIPTOR_BYTES);
	queue->free_head = (uint16_t)(list.next / VQS_DESCRIPTOR_BYTES);
	return 0;
}

/* Where a chain grows, in a table of its own. */
struct table {
	unsigned char *at;
	uint64_t tail, next;
};

VQS_HOT uint64_t write_table(struct table *table, const struct vqs_buffer *buffer,
                             const struct vqs_buffer *end, uint64_t flags)
{
	uint64_t sum = 0;

	for (; buffer != end; buffer++) {
		const uint64_t length = buffer->length;

		sum += length;
		if (VQS_UNUSUAL(length == 0))
			continue;
		table->tail = write_descriptor(table->at, buffer->address,
		                               length | flags | table->next);
		table->next += tail_of(0, 1);
		table->at += VQS_DESCRIPTOR_BYTES;
	}
	return sum;
}

/* In the table that belongs to the first free entry, which then refers to it. */
static VQS_NO_INLINE int add_indirect(struct vqs_driver_ring *queue,
                                      const struct vqs_buffer *buffers, uint32_t readable,
                                      uint32_t writable, void *token)
{
	const struct vqs_buffer *const border = buffers + readable;
	const uint32_t head = queue->free_head;
	struct vqs_driver_slot *const slot = &queue->storage.slots[head];
	unsigned char *const at = vqs_descriptor_at(queue->ring.descriptors, head);
	uint64_t address, first, second;
	struct table table = { .at = vqs_addition_table(queue, head, &address),
		               .next = tail_of(0, 1) };

	begin(queue, slot, head, token, 1);
	slot->last = (uint16_t)head;
	vqs_shared_put64(at, address);
	first = write_table(&table, buffers, border, NEXT);
	second = write_table(&table, border, border + writable, NEXT | WRITE);
	if (VQS_UNUSUAL(!vqs_addition_sound(first, second)))
		return give_up(queue, slot);
	end_list(table.at - VQS_DESCRIPTOR_BYTES, table.tail);
	/* next is the number of descriptors and one more */
	vqs_shared_put64(at + VQS_SPLIT_LENGTH,
	                 ((table.next >> 48) - 1) * VQS_DESCRIPTOR_BYTES |
	                         tail_of(VQS_DESCRIPTOR_INDIRECT, 0));
	slot->writable_length = (uint32_t)second;
	queue->free_head = slot->next;
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

int vqs_split_driver_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                         uint32_t readable, uint32_t writable, void *token)
{
	const uint32_t count = readable + writable;

	if (VQS_UNUSUAL(!vqs_addition_fits(queue, count)))
		return add_tightly(queue, buffers, readable, writable, token);
	if (count == 1)
		return add_single(queue, buffers, writable, token);
	if (vqs_addition_in_table(queue, count))
		return add_indirect(queue, buffers, readable, writable, token);
	return add_direct(queue, buffers, readable, writable, token);
}

bool vqs_split_driver_publish(struct vqs_driver_ring *queue)
{
	void *area = queue->ring.device_area;
	uint16_t moved = queue->next_available - queue->published;

	if (moved == 0)
		return false;
	queue->in_flight += moved;
	queue->published = queue->next_available;
	queue->batch++;
	/* publish: the device observes this index before the entries and descriptors */
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

/*
 * A used entry, wherever it says that it comes from: what it stands for, and its entries
 * back on the list of free ones.
 */
VQS_HOT enum vqs_fault reap_one(const struct vqs_driver_ring *queue, uint64_t entry,
                                struct free_list *free, struct vqs_done *done)
{
	uint32_t id = (uint32_t)entry, length = (uint32_t)(entry >> 32);
	struct vqs_driver_slot *slots = queue->storage.slots, *slot;

	if (VQS_UNUSUAL(id >= queue->ring.size))
		return VQS_FAULT_ID_UNKNOWN;
	slot = &slots[id];
	if (VQS_UNUSUAL(!vqs_slot_published(slot, queue->batch)))
		return VQS_FAULT_ID_UNKNOWN;
	if (VQS_UNUSUAL(length > slot->writable_length))
		return VQS_FAULT_USED_LENGTH;
	done->token = slot->token;
	done->length = length;
	slot->batch = VQS_NO_BATCH;
	slots[slot->last].next = (uint16_t)free->head;
	free->head = id;
	free->count += slot->descriptors;
	return VQS_FAULT_NONE;
}

/* As many used entries as that, all there, or -EIO. */
static VQS_NO_INLINE int reap_all(struct vqs_driver_ring *queue, struct vqs_done *done,
                                  uint32_t count)
{
	enum vqs_fault fault = VQS_FAULT_NONE;
	struct free_list free = { queue->free_head, queue->free_count };
	void *area = queue->ring.device_area;
	uint32_t index = queue->next_used, reaped;

	for (reaped = 0; reaped < count; reaped++) {
		uint64_t entry = vqs_shared_read64(
		        vqs_used_entry(area, queue->ring.size, index + reaped));

		fault = reap_one(queue, entry, &free, &done[reaped]);
		if (VQS_UNUSUAL(fault))
			break;
	}
	queue->free_head = (uint16_t)free.head;
	queue->free_count = (uint16_t)free.count;
	queue->next_used = (uint16_t)(index + reaped);
	queue->in_flight -= (uint16_t)reaped;
	if (!VQS_UNUSUAL(fault && reaped == 0))
		return (int)reaped;
	vqs_driver_ring_break(queue, fault);
	return -EIO;
}

/* Who polls comes here for nothing most of the time. */
int vqs_split_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                          unsigned int count)
{
	uint16_t known;

	/* observe: the device's publish of the used entries before index */
	known = vqs_barrier_observe16(vqs_at(queue->ring.device_area, VQS_SPLIT_INDEX)) -
	        queue->next_used;
	if (known == 0)
		return 0;
	if (VQS_UNUSUAL(known > queue->in_flight)) {
		vqs_driver_ring_break(queue, VQS_FAULT_INDEX_JUMP);
		return -EIO;
	}
	return reap_all(queue, done, count < known ? count : known);
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
