/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: the descriptors of one chain.
 *
 * virtio 1.4, Packed Virtqueues: Next Flag: Descriptor Chaining; Indirect Flag:
 * Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_PACKED_CHAIN_H
#define VQSMITH_RING_PACKED_CHAIN_H

#include "collect.h"
#include "packed_layout.h"
#include "table.h"

/* Where in the ring, and the two flags that make an entry there available. */
struct vqs_packed_at {
	const unsigned char *entry;
	size_t mark;
};

/* How far a chain was walked, for vqs_packed_collect. */
struct vqs_packed_walk {
	struct vqs_collector collector;
	struct vqs_collect_rest rest;
	struct vqs_packed_at at; /* the descriptor at hand, or who refers to its table */
	size_t slots;            /* then: entries of the ring that it takes */
	size_t free;             /* of the ring, that the device does not hold */
	struct vqs_table table;
	bool inside; /* the table, not the ring */
};

/* The rest of a chain, whatever it is like. All descriptors before it were usual ones. */
enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                  struct vqs_packed_walk *walk, struct vqs_chain *chain);

/* Goes on to the next entry of the ring, which ends before `end`. */
VQS_HOT void vqs_packed_step(const struct vqs_device_ring *queue,
                             struct vqs_packed_at *at, const unsigned char *end)
{
	at->entry += VQS_DESCRIPTOR_BYTES;
	if (VQS_SELDOM(at->entry == end)) {
		at->entry = queue->ring.descriptors;
		at->mark ^= VQS_PACKED_BOTH;
	}
}

VQS_HOT const unsigned char *vqs_packed_end(const struct vqs_device_ring *queue)
{
	return vqs_descriptor_at(queue->ring.descriptors, queue->ring.size);
}

/* All but the flags of the first one of a chain. */
VQS_HOT void vqs_packed_read(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_field32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

/*
 * Along the ring, no further than the entries go that the device does not have
 * yet. The first descriptor's flags vouch for the rest: they were written last. Those of
 * availability are 0 here where they are as they should be.
 */
struct vqs_packed_list {
	const struct vqs_device_ring *queue;
	const unsigned char *const *end;
	struct vqs_packed_at at;
};

VQS_HOT bool vqs_packed_list_more(const struct vqs_collector *collector,
                                  const void *context, size_t flags)
{
	(void)context;
	return collector->now.flags == (flags | VQS_DESCRIPTOR_NEXT);
}

VQS_HOT bool vqs_packed_list_last(const struct vqs_collector *collector,
                                  const void *context, size_t flags)
{
	(void)context;
	return collector->now.flags == flags;
}

VQS_HOT void vqs_packed_list_step(struct vqs_collector *collector, void *context)
{
	struct vqs_packed_list *list = context;

	vqs_packed_step(list->queue, &list->at, *list->end);
	collector->now.flags =
	        vqs_shared_field16(list->at.entry + VQS_PACKED_FLAGS) ^ list->at.mark;
	vqs_packed_read(&collector->now, list->at.entry);
}

/*
 * A table has no flags but WRITE, and no end but its own: "others are reserved and are
 * ignored by the device".
 */
struct vqs_packed_rows {
	const unsigned char *at, *last;
};

VQS_HOT bool vqs_packed_rows_more(const struct vqs_collector *collector,
                                  const void *context, size_t flags)
{
	const struct vqs_packed_rows *rows = context;

	return collector->now.flags == flags && rows->at != rows->last;
}

VQS_HOT bool vqs_packed_rows_last(const struct vqs_collector *collector,
                                  const void *context, size_t flags)
{
	const struct vqs_packed_rows *rows = context;

	return collector->now.flags == flags && rows->at == rows->last;
}

VQS_HOT void vqs_packed_row(struct vqs_descriptor *now, const unsigned char *at)
{
	now->flags = vqs_shared_anywhere16(at + VQS_PACKED_FLAGS);
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_anywhere32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

VQS_HOT void vqs_packed_rows_step(struct vqs_collector *collector, void *context)
{
	struct vqs_packed_rows *rows = context;

	rows->at += VQS_DESCRIPTOR_BYTES;
	vqs_packed_row(&collector->now, rows->at);
}

/* What does not change on the way along one chain. */
struct vqs_packed_place {
	struct vqs_segment *end;    /* of the room */
	const unsigned char *limit; /* of the ring */
	size_t free;
};

VQS_HOT enum vqs_fault vqs_packed_rest(struct vqs_device_ring *queue,
                                       struct vqs_collector *collector,
                                       enum vqs_usual came, const struct vqs_table *table,
                                       const struct vqs_packed_place *place,
                                       struct vqs_packed_at *at, size_t *slots,
                                       struct vqs_chain *chain)
{
	struct vqs_packed_walk walk;
	enum vqs_fault fault;

	VQS_APART();
	if (came & VQS_LONG)
		return vqs_collect_finish(collector->next, collector->length,
		                          came & VQS_WRITABLE, chain);
	walk.collector = *collector;
	walk.rest.writable = vqs_collect_writable(collector, came, chain);
	walk.rest.end = place->end;
	walk.at = *at;
	walk.slots = *slots;
	walk.free = place->free;
	walk.inside = table;
	if (table)
		walk.table = *table;
	fault = vqs_packed_collect(queue, &walk, chain);
	collector->next = walk.collector.next;
	collector->recent = queue->current;
	*at = walk.at;
	*slots = walk.slots;
	return fault;
}

/* A chain whose descriptors are in a table. */
VQS_HOT enum vqs_fault vqs_packed_table(struct vqs_device_ring *queue,
                                        struct vqs_collector *collector,
                                        const struct vqs_packed_place *place,
                                        struct vqs_packed_at *at, struct vqs_chain *chain)
{
	const struct vqs_collect_way way = { vqs_packed_rows_more, vqs_packed_rows_last,
		                             vqs_packed_rows_step };
	const unsigned char *base = vqs_table_usual(queue, collector, place->end);
	struct vqs_packed_rows rows;
	struct vqs_table table;
	enum vqs_usual came;
	size_t slots = 1;

	if (!base)
		return vqs_packed_rest(queue, collector, VQS_UNUSUAL, NULL, place, at,
		                       &slots, chain);
	rows.at = base;
	rows.last = base + collector->now.length - VQS_DESCRIPTOR_BYTES;
	vqs_packed_row(&collector->now, rows.at);
	came = vqs_collect_usual(collector, queue, chain, NULL, way, &rows);
	if (came == VQS_USUAL)
		return VQS_FAULT_NONE;
	table.base = base;
	table.entries = (size_t)(rows.last - base) / VQS_DESCRIPTOR_BYTES + 1;
	return vqs_packed_rest(queue, collector, came, &table, place, at, &slots, chain);
}

/* A chain whose descriptors are in the ring. `at`: then its last. */
VQS_HOT enum vqs_fault
vqs_packed_list(struct vqs_device_ring *queue, struct vqs_collector *collector,
                const struct vqs_packed_place *place, struct vqs_segment *const *end,
                struct vqs_packed_at *at, size_t *slots, struct vqs_chain *chain)
{
	const struct vqs_collect_way way = { vqs_packed_list_more, vqs_packed_list_last,
		                             vqs_packed_list_step };
	struct vqs_packed_list list = { queue, &place->limit, *at };
	enum vqs_usual came = vqs_collect_usual(collector, queue, chain, end, way, &list);

	*at = list.at;
	*slots = (size_t)(collector->next - chain->segments);
	if (came == VQS_USUAL)
		return VQS_FAULT_NONE;
	return vqs_packed_rest(queue, collector, came, NULL, place, at, slots, chain);
}

#endif
