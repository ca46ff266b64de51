/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: what is available, and one chain of it. What is set up for many
 * would cost more than one does. On its usual way nothing is called, so that a function has
 * enough of the registers that need not be saved; what is not usual goes on elsewhere and
 * does not come back.
 */
#include "split_take.h"

#include <errno.h>

#include "split_chain.h"
#include "split_head.h"

VQS_NO_INLINE int vqs_split_fail(struct vqs_device_ring *queue, enum vqs_fault fault)
{
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

/* What is needed seldom, and where a way was left; so it is in memory. */
struct stop {
	struct vqs_split_place place;
	struct vqs_collector collector;
	struct vqs_split_rows rows;
	enum vqs_usual came;
};

/* To the end of the chain on the way that knows all. */
static int go_on(struct vqs_device_ring *queue, struct vqs_chain *chain,
                 struct vqs_split_walk *walk, enum vqs_usual came)
{
	struct vqs_collector *const collector = &walk->collector;
	enum vqs_fault fault;

	walk->rest.writable = vqs_collect_writable(collector, came, chain);
	vqs_split_apart(&collector->now);
	if (came & VQS_LONG)
		fault = vqs_collect_finish(collector->next, collector->length,
		                           came & VQS_WRITABLE, chain);
	else
		fault = vqs_split_collect(queue, walk, chain);
	fault = vqs_split_untake_faulty(queue, chain, fault);
	return vqs_split_finish(queue, fault ? 0 : 1, fault);
}

static VQS_NO_INLINE int list_on(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                 const struct stop *stop)
{
	struct vqs_split_walk walk = { .collector = stop->collector,
		                       .rest.end = stop->place.end };

	return go_on(queue, chain, &walk, stop->came);
}

static VQS_NO_INLINE int table_on(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                  const struct stop *stop)
{
	struct vqs_split_walk walk = { .collector = stop->collector,
		                       .rest.end = stop->place.end };

	vqs_split_enter(&walk, &stop->rows, &stop->place);
	return go_on(queue, chain, &walk, stop->came);
}

/*
 * Those below get the first descriptor as it was read, in registers: `word` is its flags,
 * and `next` above them.
 */
VQS_HOT void begin(struct vqs_collector *collector, const struct vqs_chain *chain,
                   uint64_t address, size_t length, size_t word)
{
	collector->now.address = address;
	collector->now.length = length;
	collector->now.flags = word;
	collector->next = chain->segments;
	collector->length = 0;
}

/* A chain which is not usual from its beginning. */
static VQS_NO_INLINE int take_odd(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                  size_t length, size_t word, struct vqs_segment *end,
                                  uint64_t address)
{
	struct vqs_split_walk walk = { .rest.end = end };

	begin(&walk.collector, chain, address, length, word);
	return go_on(queue, chain, &walk, VQS_UNUSUAL);
}

static VQS_NO_INLINE int take_table(struct vqs_device_ring *queue,
                                    struct vqs_chain *chain, size_t length, size_t word,
                                    struct vqs_segment *end, uint64_t address)
{
	struct vqs_split_rows rows = { .expected = 1 << 16 | VQS_DESCRIPTOR_NEXT };
	struct vqs_collector collector;
	struct stop stop;

	begin(&collector, chain, address, length, word);
	if (VQS_SELDOM(!vqs_table_usual(queue, &collector.now, collector.next, end,
	                                &rows.at)))
		return take_odd(queue, chain, length, word, end, address);
	stop.place.end = end;
	stop.place.last = rows.at + length - VQS_DESCRIPTOR_BYTES;
	VQS_IN_PLACE(stop.place.last);
	vqs_split_read_row(&collector, &rows, 0);
	collector.recent = vqs_recent_at(queue, collector.now.address);
	stop.came = vqs_split_table(queue, &collector, &rows, &stop.place, chain);
	if (!VQS_SELDOM(stop.came))
		return vqs_split_finish(queue, 1, VQS_FAULT_NONE);
	VQS_APART();
	collector.now.flags = rows.more + rows.expected;
	stop.collector = collector;
	stop.rows = rows;
	return table_on(queue, chain, &stop);
}

static VQS_NO_INLINE int take_list(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                   size_t length, size_t word, struct vqs_segment *end,
                                   uint64_t address)
{
	uint32_t next = vqs_split_expect(word, 0);
	struct vqs_collector collector;
	struct stop stop;

	begin(&collector, chain, address, length, word);
	stop.place.end = end;
	VQS_IN_PLACE(stop.place.end);
	collector.recent = vqs_recent_at(queue, address);
	stop.came = vqs_split_list(queue, &collector, &next, &stop.place, chain);
	if (!VQS_SELDOM(stop.came))
		return vqs_split_finish(queue, 1, VQS_FAULT_NONE);
	VQS_APART();
	collector.now.flags = vqs_split_unexpect(
	        next, stop.came & VQS_WRITABLE ? VQS_DESCRIPTOR_WRITE : 0);
	stop.collector = collector;
	return list_on(queue, chain, &stop);
}

VQS_HOT int take_single(struct vqs_device_ring *queue, struct vqs_chain *chain,
                        const struct vqs_descriptor *now, struct vqs_segment *segments,
                        size_t room)
{
	const struct vqs_recent *recent = vqs_recent_at(queue, now->address);
	uint64_t address = now->address;

	if (VQS_SELDOM(room == 0) ||
	    VQS_SELDOM(!vqs_recent_translate(recent, &address, now->length)))
		return take_odd(queue, chain, now->length, now->flags,
		                vqs_split_room_end(segments, room), address);
	segments->base = (void *)(uintptr_t)address;
	segments->length = (uint32_t)now->length;
	vqs_collect_single(chain, segments, now->length,
	                   now->flags & VQS_DESCRIPTOR_WRITE);
	return vqs_split_finish(queue, 1, VQS_FAULT_NONE);
}

VQS_HOT int take_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                     const unsigned char *at, struct vqs_segment *segments, size_t room)
{
	struct vqs_descriptor now;
	struct vqs_segment *end;
	enum vqs_fault fault;

	fault = vqs_split_take_head(queue, at, chain, &at);
	if (VQS_SELDOM(fault))
		return vqs_split_fail(queue, fault);
	chain->segments = segments;
	vqs_split_read(&now, at);
	VQS_KEEP(now.flags);
	if (!(now.flags & UINT16_MAX & ~(size_t)VQS_DESCRIPTOR_WRITE))
		return take_single(queue, chain, &now, segments, room);
	VQS_APART();
	end = vqs_split_room_end(segments, room);
	if ((uint16_t)now.flags == queue->table_flags)
		return take_table(queue, chain, now.length, now.flags, end, now.address);
	return take_list(queue, chain, now.length, now.flags, end, now.address);
}

/*
 * Where nothing is known to be available: the same as vqs_split_look(), in one comparison.
 * False: nothing is, or what there is is a lie.
 */
VQS_HOT bool look(struct vqs_device_ring *queue, const unsigned char *entry,
                  uint32_t *available)
{
	uint16_t index, now;

	/* it is on its way to a polling device while the index is */
	__builtin_prefetch(entry);
	/* observe: the driver's publish of the entries and descriptors before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.driver_area, VQS_SPLIT_INDEX));
	now = index - queue->next_available;
	*available = now;
	if (VQS_SELDOM((uint16_t)(now - 1u) >= queue->ring.size))
		return false;
	queue->seen_available = index;
	return true;
}

/*
 * A chain that is faulty, or for which no room is left, ends the batch and is
 * looked at afresh by the next call: so the chains before it can still be
 * given back.
 */
int vqs_split_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room)
{
	const unsigned char *at = vqs_split_head_at(queue, queue->next_available);
	uint32_t known;

	if (count == 0)
		return 0;
	if (queue->seen_available == queue->next_available) {
		if (!look(queue, at, &known))
			return known ? vqs_split_fail(queue, VQS_FAULT_INDEX_JUMP) : 0;
	} else {
		known = (uint16_t)(queue->seen_available - queue->next_available);
		if (VQS_SELDOM(known < count) &&
		    VQS_SELDOM(!vqs_split_look(queue, &known)))
			return vqs_split_fail(queue, VQS_FAULT_INDEX_JUMP);
	}
	if (count != 1 && known < count)
		count = known;
	if (VQS_SMALL || count != 1)
		return vqs_split_take_many(queue, chains, count, segments, room);
	return take_one(queue, chains, at, segments, room);
}
