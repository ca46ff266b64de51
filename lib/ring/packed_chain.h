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

/*
 * Where a call of take is in the ring: an entry, the two flags that make one there
 * available, and where to stop. The entries before `stop` are one piece, the device does
 * not hold them, and there is room for a segment for each.
 */
struct vqs_packed_at {
	const unsigned char *entry, *stop;
	size_t mark;
};

/* How far a chain was walked, for vqs_packed_collect. */
struct vqs_packed_walk {
	struct vqs_collector collector;
	struct vqs_collect_rest rest;
	struct vqs_packed_at at; /* the descriptor at hand, or who refers to its table */
	size_t slots;            /* entries of the ring before that one, then all */
	size_t free;             /* that the chain may take at most */
	struct vqs_table table;
	bool inside;  /* the table, not the ring */
	bool stopped; /* that at hand was added; `at` is behind it */
};

/* The rest of a chain, whatever it is like. All descriptors before it were usual ones. */
enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                  struct vqs_packed_walk *walk, struct vqs_chain *chain);

/*
 * How many entries there are from this one on that the device does not hold. The queue
 * stands where this call of take began.
 */
size_t vqs_packed_free(const struct vqs_device_ring *queue, const unsigned char *entry,
                       size_t mark);

/* Where to stop, with room for so many segments. */
const unsigned char *vqs_packed_stop(const struct vqs_device_ring *queue,
                                     const unsigned char *entry, size_t mark,
                                     size_t room);

/* Behind the last entry of the ring is the first one. */
VQS_HOT void vqs_packed_wrap_at(const struct vqs_device_ring *queue,
                                struct vqs_packed_at *at)
{
	if (at->entry != vqs_descriptor_at(queue->ring.descriptors, queue->ring.size))
		return;
	at->entry = queue->ring.descriptors;
	at->mark ^= VQS_PACKED_BOTH;
}

/* Goes on to the next entry. False: the device holds it, or there is no room. */
VQS_HOT bool vqs_packed_step(const struct vqs_device_ring *queue,
                             struct vqs_packed_at *at, const struct vqs_segment *next,
                             struct vqs_segment *const *end)
{
	at->entry += VQS_DESCRIPTOR_BYTES;
	if (!VQS_SELDOM(at->entry == at->stop))
		return true;
	vqs_packed_wrap_at(queue, at);
	at->stop = vqs_packed_stop(queue, at->entry, at->mark, (size_t)(*end - next));
	return at->entry != at->stop;
}

/* All but the flags of the first one of a chain. */
VQS_HOT void vqs_packed_read(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_field32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

VQS_HOT void vqs_packed_row(struct vqs_descriptor *now, const unsigned char *at)
{
	now->flags = vqs_shared_anywhere16(at + VQS_PACKED_FLAGS);
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_anywhere32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

/* What came, with buffers of the half that has these flags. */
VQS_HOT enum vqs_usual vqs_packed_unusual(size_t flags)
{
	return flags & VQS_DESCRIPTOR_WRITE ? VQS_UNUSUAL | VQS_WRITABLE : VQS_UNUSUAL;
}

/*
 * The usual way along a table. It has no flags but WRITE, and no end but its own: "others
 * are reserved and are ignored by the device".
 */
VQS_HOT enum vqs_usual vqs_packed_rows(struct vqs_collector *collector,
                                       struct vqs_device_ring *queue,
                                       struct vqs_chain *chain, const unsigned char *at,
                                       const unsigned char *last)
{
	size_t flags = 0;

	for (;; at += VQS_DESCRIPTOR_BYTES) {
		vqs_packed_row(&collector->now, at);
		if (collector->now.flags != flags) {
			if (flags || collector->now.flags != VQS_DESCRIPTOR_WRITE)
				return vqs_packed_unusual(flags);
			vqs_collect_turn(collector, chain);
			flags = VQS_DESCRIPTOR_WRITE;
		}
		if (!vqs_collect_add(collector, queue, NULL))
			return vqs_packed_unusual(flags);
		if (at == last)
			return vqs_collect_short(collector, chain, flags);
	}
}

/*
 * The usual way along the ring. The first descriptor's flags vouch for the rest: they were
 * written last. Those of availability are 0 here where they are as they should be.
 */
VQS_HOT enum vqs_usual vqs_packed_entries(struct vqs_collector *collector,
                                          struct vqs_device_ring *queue,
                                          struct vqs_chain *chain,
                                          struct vqs_packed_at *at,
                                          struct vqs_segment *const *end)
{
	size_t flags = VQS_DESCRIPTOR_NEXT;

	for (;;) {
		while (collector->now.flags == flags) {
			if (!vqs_collect_add(collector, queue, NULL))
				return vqs_packed_unusual(flags);
			if (!vqs_packed_step(queue, at, collector->next, end))
				return vqs_packed_unusual(flags) | VQS_STOPPED;
			collector->now.flags =
			        vqs_shared_field16(at->entry + VQS_PACKED_FLAGS) ^
			        at->mark;
			vqs_packed_read(&collector->now, at->entry);
		}
		if (collector->now.flags == flags - VQS_DESCRIPTOR_NEXT)
			break;
		if (flags != VQS_DESCRIPTOR_NEXT ||
		    !(collector->now.flags & VQS_DESCRIPTOR_WRITE))
			return vqs_packed_unusual(flags);
		vqs_collect_turn(collector, chain);
		flags = VQS_DESCRIPTOR_NEXT | VQS_DESCRIPTOR_WRITE;
	}
	if (!vqs_collect_add(collector, queue, NULL))
		return vqs_packed_unusual(flags);
	return vqs_collect_short(collector, chain, flags & VQS_DESCRIPTOR_WRITE);
}

/* What is needed seldom on the way along a chain, and so is in memory. */
struct vqs_packed_place {
	struct vqs_segment *end; /* of the room */
	bool tables; /* there were some: less room than vqs_packed_at knows of */
};

/* `table`: whose row is at hand; NULL: it is in the ring. *slots: as far as it was. */
VQS_HOT enum vqs_fault vqs_packed_rest(struct vqs_device_ring *queue,
                                       struct vqs_collector *collector,
                                       enum vqs_usual came, const struct vqs_table *table,
                                       struct vqs_segment *end, struct vqs_packed_at *at,
                                       size_t *slots, struct vqs_chain *chain)
{
	struct vqs_packed_walk walk;
	enum vqs_fault fault;

	VQS_APART();
	if (came & VQS_LONG)
		return vqs_collect_finish(collector->next, collector->length,
		                          came & VQS_WRITABLE, chain);
	walk.collector = *collector;
	walk.rest.writable = vqs_collect_writable(collector, came, chain);
	walk.rest.end = end;
	walk.at = *at;
	walk.slots = *slots;
	walk.free = *slots + vqs_packed_free(queue, at->entry, at->mark);
	walk.stopped = came & VQS_STOPPED;
	walk.inside = table;
	if (table)
		walk.table = *table;
	fault = vqs_packed_collect(queue, &walk, chain);
	collector->next = walk.collector.next;
	*slots = walk.slots;
	*at = walk.at;
	at->stop = vqs_packed_stop(queue, at->entry, at->mark,
	                           (size_t)(end - collector->next) + 1);
	return fault;
}

/* A chain whose descriptors are in a table. */
VQS_HOT enum vqs_fault vqs_packed_table(struct vqs_device_ring *queue,
                                        struct vqs_collector *collector,
                                        struct vqs_packed_place *place,
                                        struct vqs_packed_at *at, size_t *slots,
                                        struct vqs_chain *chain)
{
	const unsigned char *base;
	const unsigned char *last;
	struct vqs_table table;
	enum vqs_usual came;

	place->tables = true;
	*slots = 0;
	if (!vqs_table_usual(queue, collector, place->end, &base))
		return vqs_packed_rest(queue, collector, VQS_UNUSUAL, NULL, place->end,
		                       at, slots, chain);
	*slots = 1;
	last = base + collector->now.length - VQS_DESCRIPTOR_BYTES;
	came = vqs_packed_rows(collector, queue, chain, base, last);
	if (came == VQS_USUAL)
		return VQS_FAULT_NONE;
	table.base = base;
	table.entries = (size_t)(last - base) / VQS_DESCRIPTOR_BYTES + 1;
	return vqs_packed_rest(queue, collector, came, &table, place->end, at, slots,
	                       chain);
}

/* There were tables: less room than was thought. False: none. */
VQS_HOT bool vqs_packed_less_room(const struct vqs_device_ring *queue,
                                  struct vqs_packed_place *place,
                                  struct vqs_packed_at *at, struct vqs_segment *next)
{
	place->tables = false;
	at->stop =
	        vqs_packed_stop(queue, at->entry, at->mark, (size_t)(place->end - next));
	return at->stop != at->entry;
}

/* A chain whose descriptors are in the ring. `at`: then its last. */
VQS_HOT enum vqs_fault vqs_packed_list(struct vqs_device_ring *queue,
                                       struct vqs_collector *collector,
                                       struct vqs_packed_place *place,
                                       struct vqs_packed_at *at, size_t *slots,
                                       struct vqs_chain *chain)
{
	enum vqs_usual came;

	if (VQS_SELDOM(place->tables) &&
	    !vqs_packed_less_room(queue, place, at, collector->next))
		return VQS_FAULT_TOO_LONG;
	came = vqs_packed_entries(collector, queue, chain, at, &place->end);
	*slots = (size_t)(collector->next - chain->segments);
	if (came == VQS_USUAL)
		return VQS_FAULT_NONE;
	return vqs_packed_rest(queue, collector, came, NULL, place->end, at, slots,
	                       chain);
}

#endif
