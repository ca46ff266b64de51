/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: the descriptors of one chain.
 *
 * virtio 1.4, The Virtqueue Descriptor Table; Indirect Descriptors.
 */
#ifndef VQSMITH_RING_SPLIT_CHAIN_H
#define VQSMITH_RING_SPLIT_CHAIN_H

#include "collect.h"
#include "split_layout.h"
#include "table.h"

#define VQS_SPLIT_WORD_AT 12 /* flags, and `next` above them */

/* What is needed seldom on the way along a chain, and so is in memory. */
struct vqs_split_place {
	struct vqs_segment *end;   /* of the room */
	const unsigned char *last; /* row of an indirect table */
};

/* How far a chain was walked, for vqs_split_collect. */
struct vqs_split_walk {
	struct vqs_collector collector;
	struct vqs_collect_rest rest;
	bool inside;            /* an indirect table: */
	struct vqs_table table; /* else set later */
};

/* Flags and `next` in one, as both ways below want them. */
VQS_HOT void vqs_split_read(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_field32(at + VQS_SPLIT_LENGTH);
	now->flags = vqs_shared_field32(at + VQS_SPLIT_WORD_AT);
	VQS_KEEP_ALL();
}

/* In an indirect table. */
VQS_HOT void vqs_split_row(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_anywhere32(at + VQS_SPLIT_LENGTH);
	now->flags = vqs_shared_anywhere32(at + VQS_SPLIT_WORD_AT);
	VQS_KEEP_ALL();
	VQS_KEEP(now->flags);
}

/* As everywhere else. */
VQS_HOT void vqs_split_apart(struct vqs_descriptor *now)
{
	now->next = now->flags >> 16;
	now->flags &= UINT16_MAX;
}

/*
 * The rest of a chain, whatever it is like. All descriptors before it were usual ones, of
 * the same table.
 */
enum vqs_fault vqs_split_collect(struct vqs_device_ring *queue,
                                 struct vqs_split_walk *walk, struct vqs_chain *chain);

/* `rows`: the indirect table; NULL: in the queue's own. */
VQS_HOT enum vqs_fault vqs_split_rest(struct vqs_device_ring *queue,
                                      struct vqs_collector *collector,
                                      enum vqs_usual came, const unsigned char *rows,
                                      const struct vqs_split_place *place,
                                      struct vqs_chain *chain)
{
	struct vqs_split_walk walk;
	enum vqs_fault fault;

	VQS_APART();
	if (came & VQS_LONG)
		return vqs_collect_finish(collector->next, collector->length,
		                          came & VQS_WRITABLE, chain);
	walk.collector = *collector;
	walk.rest.writable = vqs_collect_writable(collector, came, chain);
	walk.rest.end = place->end;
	walk.inside = rows != NULL;
	if (rows) {
		walk.table.base = rows;
		walk.table.entries =
		        (size_t)(place->last - rows) / VQS_DESCRIPTOR_BYTES + 1;
	}
	vqs_split_apart(&walk.collector.now);
	fault = vqs_split_collect(queue, &walk, chain);
	collector->next = walk.collector.next;
	return fault;
}

/* Whether there is a segment for it, and the buffer was placed. */
VQS_HOT bool vqs_split_add(struct vqs_device_ring *queue, struct vqs_collector *collector,
                           const struct vqs_split_place *place)
{
	return !VQS_SELDOM(collector->next == place->end) &&
	       vqs_collect_add(collector, queue);
}

/*
 * In the queue's own table a descriptor's flags are kept above its `next`, less those that
 * are expected. If they are there what is left is an index; if only NEXT is missing, a
 * number below 0; else one that is above all indices.
 */
VQS_HOT uint32_t vqs_split_expect(size_t word, uint32_t flags)
{
	return ((uint32_t)word >> 16 | (uint32_t)word << 16) -
	       ((flags | VQS_DESCRIPTOR_NEXT) << 16);
}

VQS_HOT size_t vqs_split_unexpect(uint32_t next, uint32_t flags)
{
	next += (flags | VQS_DESCRIPTOR_NEXT) << 16;
	return next >> 16 | next << 16;
}

VQS_HOT bool vqs_split_ends(uint32_t next)
{
	return next >= UINT32_C(0xffff) << 16;
}

/* As long as there is a next one. False: it cannot be had in the usual way. */
VQS_HOT bool vqs_split_links(struct vqs_device_ring *queue,
                             struct vqs_collector *collector, uint32_t *next,
                             uint32_t flags, const struct vqs_split_place *place)
{
	while (VQS_PERHAPS(*next < queue->entries)) {
		if (!vqs_split_add(queue, collector, place))
			return false;
		vqs_split_read(&collector->now,
		               vqs_descriptor_at(queue->ring.descriptors, *next));
		*next = vqs_split_expect(collector->now.flags, flags);
	}
	return true;
}

/* From the first descriptor to the last. */
VQS_HOT enum vqs_usual vqs_split_list(struct vqs_device_ring *queue,
                                      struct vqs_collector *collector, uint32_t *next,
                                      const struct vqs_split_place *place,
                                      struct vqs_chain *chain)
{
	if (!vqs_split_links(queue, collector, next, 0, place))
		return VQS_UNUSUAL;
	if (!VQS_PERHAPS(!vqs_split_ends(*next))) {
		if (!vqs_split_add(queue, collector, place))
			return VQS_UNUSUAL;
		return vqs_collect_short(collector, chain, false);
	}
	vqs_collect_turn(collector, chain);
	*next -= (uint32_t)VQS_DESCRIPTOR_WRITE << 16;
	if (!vqs_split_links(queue, collector, next, VQS_DESCRIPTOR_WRITE, place) ||
	    !vqs_split_ends(*next) || !vqs_split_add(queue, collector, place))
		return VQS_UNUSUAL | VQS_WRITABLE;
	return vqs_collect_short(collector, chain, true);
}

/*
 * A row of an indirect table in which each descriptor leads to the one behind it. What is
 * in it, flags and `next`, is kept as what it is more than what it should be: 0 if another
 * row comes; if it is the last one, NEXT less, in the half that the flags take.
 */
struct vqs_split_rows {
	const unsigned char *at;
	uint32_t more, expected;
};

VQS_HOT void vqs_split_read_row(struct vqs_collector *collector,
                                struct vqs_split_rows *rows, size_t offset)
{
	vqs_split_row(&collector->now, rows->at + offset);
	rows->more = (uint32_t)collector->now.flags - rows->expected;
}

VQS_HOT void vqs_split_next_row(struct vqs_collector *collector,
                                struct vqs_split_rows *rows)
{
	rows->expected += 1 << 16;
	vqs_split_read_row(collector, rows, VQS_DESCRIPTOR_BYTES);
	rows->at += VQS_DESCRIPTOR_BYTES;
}

VQS_HOT bool vqs_split_last_row(const struct vqs_split_rows *rows)
{
	return (uint16_t)rows->more == (uint16_t)-VQS_DESCRIPTOR_NEXT;
}

/* From then on the rows must be writable. */
VQS_HOT void vqs_split_turn_rows(struct vqs_split_rows *rows)
{
	rows->more -= VQS_DESCRIPTOR_WRITE;
	rows->expected += VQS_DESCRIPTOR_WRITE;
}

/* From the row at hand on. */
VQS_HOT void vqs_split_enter(struct vqs_split_walk *walk,
                             const struct vqs_split_rows *rows,
                             const struct vqs_split_place *place)
{
	size_t before = ((rows->expected >> 16) - 1) * VQS_DESCRIPTOR_BYTES;
	size_t behind = (size_t)(place->last - rows->at);

	walk->inside = true;
	walk->table.base = rows->at - before;
	walk->table.entries = (before + behind) / VQS_DESCRIPTOR_BYTES + 1;
}

/* As long as there is a next one. False: it cannot be had in the usual way. */
VQS_HOT bool vqs_split_half(struct vqs_device_ring *queue,
                            struct vqs_collector *collector, struct vqs_split_rows *rows,
                            const struct vqs_split_place *place)
{
	while (VQS_PERHAPS(rows->more == 0)) {
		if (VQS_SELDOM(rows->at == place->last) ||
		    VQS_SELDOM(!vqs_collect_add(collector, queue)))
			return false;
		vqs_split_next_row(collector, rows);
	}
	return true;
}

/* Whether a table that was collected in the usual way is as long as they usually are. */
VQS_HOT enum vqs_usual vqs_split_short(const struct vqs_collector *collector,
                                       const struct vqs_split_rows *rows,
                                       struct vqs_chain *chain, bool writable)
{
	if (VQS_SELDOM(collector->length >> 32))
		return writable ? VQS_LONG | VQS_WRITABLE : VQS_LONG;
	/* each row made a segment, and tells which one comes next */
	vqs_collect_count(rows->expected >> 16, (uint32_t)collector->length, chain,
	                  writable);
	return VQS_USUAL;
}

/* From the first row to the last. */
VQS_HOT enum vqs_usual vqs_split_table(struct vqs_device_ring *queue,
                                       struct vqs_collector *collector,
                                       struct vqs_split_rows *rows,
                                       const struct vqs_split_place *place,
                                       struct vqs_chain *chain)
{
	enum vqs_usual came;

	if (VQS_SELDOM(!vqs_split_half(queue, collector, rows, place)))
		return VQS_UNUSUAL;
	if (!VQS_PERHAPS(!vqs_split_last_row(rows))) {
		if (VQS_SELDOM(!vqs_collect_add(collector, queue)))
			return VQS_UNUSUAL;
		came = vqs_split_short(collector, rows, chain, false);
		VQS_APART();
		return came;
	}
	vqs_collect_turn(collector, chain);
	vqs_split_turn_rows(rows);
	if (VQS_SELDOM(!vqs_split_half(queue, collector, rows, place)) ||
	    VQS_SELDOM(!vqs_split_last_row(rows)) ||
	    VQS_SELDOM(!vqs_collect_add(collector, queue)))
		return VQS_UNUSUAL | VQS_WRITABLE;
	return vqs_split_short(collector, rows, chain, true);
}

VQS_HOT enum vqs_fault vqs_split_indirect(struct vqs_device_ring *queue,
                                          struct vqs_collector *collector,
                                          struct vqs_split_place *place,
                                          struct vqs_chain *chain)
{
	struct vqs_split_rows rows = { .expected = 1 << 16 | VQS_DESCRIPTOR_NEXT };
	enum vqs_usual came;

	if (VQS_SELDOM(!vqs_table_usual(queue, &collector->now, collector->next,
	                                place->end, &rows.at)))
		return vqs_split_rest(queue, collector, VQS_UNUSUAL, NULL, place, chain);
	place->last = rows.at + collector->now.length - VQS_DESCRIPTOR_BYTES;
	vqs_split_read_row(collector, &rows, 0);
	collector->recent = vqs_recent_at(queue, collector->now.address);
	came = vqs_split_table(queue, collector, &rows, place, chain);
	if (!VQS_SELDOM(came))
		return VQS_FAULT_NONE;
	collector->now.flags = rows.more + rows.expected;
	rows.at -= ((rows.expected >> 16) - 1) * VQS_DESCRIPTOR_BYTES;
	return vqs_split_rest(queue, collector, came, rows.at, place, chain);
}

/* All of a chain, from its first descriptor on. */
VQS_HOT enum vqs_fault vqs_split_walk(struct vqs_device_ring *queue,
                                      struct vqs_collector *collector,
                                      struct vqs_split_place *place,
                                      const unsigned char *at, struct vqs_chain *chain)
{
	struct vqs_descriptor *now = &collector->now;
	enum vqs_usual came;
	uint32_t next;

	vqs_collect_begin(collector, chain);
	vqs_split_read(now, at);
	if (VQS_SMALL) /* one way is enough, and the other one is complete */
		return vqs_split_rest(queue, collector, VQS_UNUSUAL, NULL, place, chain);
	next = vqs_split_expect(now->flags, 0);
	if (next >= queue->entries && (uint16_t)now->flags == queue->table_flags)
		return vqs_split_indirect(queue, collector, place, chain);
	collector->recent = vqs_recent_at(queue, now->address);
	came = vqs_split_list(queue, collector, &next, place, chain);
	if (came == VQS_USUAL)
		return VQS_FAULT_NONE;
	now->flags =
	        vqs_split_unexpect(next, came & VQS_WRITABLE ? VQS_DESCRIPTOR_WRITE : 0);
	return vqs_split_rest(queue, collector, came, NULL, place, chain);
}

#endif
