/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: chains are taken. What comes most often has ways of its own, in
 * each of which the compiler has registers for all that it needs.
 */
#include "split_take.h"

#include <errno.h>

#include "device_format.h"
#include "split_chain.h"

/* For what is the last call of another. */
static VQS_NO_INLINE int fail(struct vqs_device_ring *queue, enum vqs_fault fault)
{
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

/* What is needed once a chain, and so is in memory. */
struct batch {
	struct vqs_split_place place;
	const unsigned char *stop; /* in the available ring */
	size_t again;
};

/* Where the first of the heads is. */
VQS_HOT const unsigned char *first_head(const struct vqs_device_ring *queue, size_t index)
{
	return vqs_available_entry(queue->ring.driver_area, queue->ring.size,
	                           (uint32_t)index);
}

VQS_HOT enum vqs_fault head_fault(const struct vqs_device_ring *queue, size_t head)
{
	VQS_APART();
	return head < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

/* What came of it: chains, and a fault where the next is. */
VQS_HOT int finish(struct vqs_device_ring *queue, unsigned int taken,
                   enum vqs_fault fault)
{
	queue->next_available = (uint16_t)(queue->next_available + taken);
	queue->held_count += taken;
	if (VQS_SELDOM(fault && taken == 0))
		return fail(queue, fault);
	return (int)taken;
}

/* What sort of chains came so far, for the next ones to be taken in the way for it. */
enum kind {
	SINGLES, /* of one descriptor */
	TABLES,  /* in indirect tables */
	ANY,
};

/* From then on the device has the chain, if nothing is wrong with its head. */
VQS_HOT enum vqs_fault take_head(struct vqs_device_ring *queue, const unsigned char *at,
                                 struct vqs_chain *chain, const unsigned char **first)
{
	const size_t head = vqs_shared_index16(at);

	if (VQS_SELDOM((uint16_t)head >= queue->ring.size) ||
	    VQS_SELDOM(queue->held[head]))
		return head_fault(queue, head);
	queue->held[head] = 1;
	vqs_collect_name(chain, head, 1);
	*first = (const unsigned char *)queue->ring.descriptors +
	         head * VQS_DESCRIPTOR_BYTES;
	return VQS_FAULT_NONE;
}

/* A chain whose head was taken, and which may have a fault: the device has it not then. */
VQS_HOT enum vqs_fault untake_faulty(struct vqs_device_ring *queue,
                                     const struct vqs_chain *chain, enum vqs_fault fault)
{
	if (VQS_SELDOM(fault))
		queue->held[chain->id] = 0;
	return fault;
}

/* One chain of any kind. */
VQS_HOT enum vqs_fault take_chain(struct vqs_device_ring *queue,
                                  struct vqs_collector *collector,
                                  struct vqs_split_place *place, const unsigned char *at,
                                  struct vqs_chain *chain)
{
	const unsigned char *first;
	enum vqs_fault fault = take_head(queue, at, chain, &first);

	if (VQS_SELDOM(fault))
		return fault;
	fault = vqs_split_walk(queue, collector, place, first, chain);
	return untake_faulty(queue, chain, fault);
}

/* One in a table. False: it is not; its first descriptor was read and is in *collector. */
VQS_HOT bool take_table(struct vqs_device_ring *queue, struct vqs_collector *collector,
                        struct vqs_split_place *place, const unsigned char *at,
                        struct vqs_chain *chain, enum vqs_fault *fault)
{
	const unsigned char *first;

	*fault = take_head(queue, at, chain, &first);
	if (VQS_SELDOM(*fault))
		return true;
	vqs_collect_begin(collector, chain);
	vqs_split_read(&collector->now, first);
	VQS_KEEP(collector->now.flags);
	if (VQS_SELDOM((uint16_t)collector->now.flags != VQS_DESCRIPTOR_INDIRECT))
		return false;
	*fault = untake_faulty(queue, chain,
	                       vqs_split_indirect(queue, collector, place, chain));
	return true;
}

VQS_HOT struct vqs_segment *room_end(struct vqs_segment *segments, size_t room)
{
	if (VQS_SELDOM(room > VQS_ROOM_MOST))
		room = VQS_ROOM_MOST;
	return segments + room;
}

/* A chain's first descriptor, as it was read. */
VQS_HOT bool is_single(const struct vqs_descriptor *now)
{
	return !(now->flags & UINT16_MAX & ~(size_t)VQS_DESCRIPTOR_WRITE);
}

/* Chains of any kind, behind `taken` ones of the same call. */
static VQS_NO_INLINE int split_take_any(struct vqs_device_ring *queue,
                                        struct vqs_chain *chains, unsigned int count,
                                        struct vqs_segment *segments, size_t room,
                                        unsigned int taken)
{
	const size_t index = queue->next_available + taken;
	const struct vqs_split_run run =
	        vqs_split_run_of(queue, index, count - taken, VQS_AVAILABLE_ENTRY_BYTES);
	const unsigned char *at = first_head(queue, index);
	struct batch batch = {
		.place.end = room_end(segments, room),
		.place.size = queue->ring.size,
		.stop = at + run.bytes,
		.again = run.again,
	};
	struct vqs_collector collector = { .next = segments };
	struct vqs_chain *chain = chains + taken;
	enum vqs_fault fault;

	VQS_IN_MEMORY(batch);
	for (;;) {
		do {
			fault = take_chain(queue, &collector, &batch.place, at, chain);
			if (VQS_SELDOM(fault))
				return finish(queue, (unsigned int)(chain - chains),
				              fault);
			at += VQS_AVAILABLE_ENTRY_BYTES;
			chain++;
		} while (at != batch.stop);
		if (!VQS_SELDOM(batch.again))
			break;
		at = first_head(queue, 0);
		batch.stop = at + batch.again;
		batch.again = 0;
	}
	return finish(queue, (unsigned int)(chain - chains), VQS_FAULT_NONE);
}

static int split_take_on(struct vqs_device_ring *queue, struct vqs_chain *chains,
                         unsigned int count, unsigned int taken,
                         struct vqs_split_walk *walk);

/* Chains in tables, as long as they come. */
static VQS_NO_INLINE int split_take_tables(struct vqs_device_ring *queue,
                                           struct vqs_chain *chains, unsigned int count,
                                           struct vqs_segment *segments, size_t room,
                                           unsigned int taken)
{
	const size_t index = queue->next_available + taken;
	const struct vqs_split_run run =
	        vqs_split_run_of(queue, index, count - taken, VQS_AVAILABLE_ENTRY_BYTES);
	const unsigned char *at = first_head(queue, index);
	struct batch batch = {
		.place.end = room_end(segments, room),
		.stop = at + run.bytes,
		.again = run.again,
	};
	struct vqs_collector collector = { .next = segments };
	struct vqs_chain *chain = chains + taken;

	VQS_IN_MEMORY(batch);
	for (;;) {
		do {
			enum vqs_fault fault;

			if (VQS_SELDOM(!take_table(queue, &collector, &batch.place, at,
			                           chain, &fault))) {
				struct vqs_split_walk walk = {
					.collector = collector,
					.rest = { .end = batch.place.end },
				};

				return split_take_on(queue, chains, count,
				                     (unsigned int)(chain - chains),
				                     &walk);
			}
			if (VQS_SELDOM(fault))
				return finish(queue, (unsigned int)(chain - chains),
				              fault);
			at += VQS_AVAILABLE_ENTRY_BYTES;
			chain++;
		} while (at != batch.stop);
		if (!VQS_SELDOM(batch.again))
			break;
		at = first_head(queue, 0);
		batch.stop = at + batch.again;
		batch.again = 0;
	}
	return finish(queue, (unsigned int)(chain - chains), VQS_FAULT_NONE);
}

/* Which way is for those behind one that begins so. */
static enum kind kind_of(enum kind kind, const struct vqs_descriptor *first)
{
	if (kind != SINGLES)
		return ANY;
	if (is_single(first))
		return SINGLES;
	return (uint16_t)first->flags == VQS_DESCRIPTOR_INDIRECT ? TABLES : ANY;
}

/* From a chain on that is not of the kind that came so far, or not usual, to the others. */
static VQS_NO_INLINE int split_take_on(struct vqs_device_ring *queue,
                                       struct vqs_chain *chains, unsigned int count,
                                       unsigned int taken, struct vqs_split_walk *walk)
{
	struct vqs_segment *segments;
	enum vqs_fault fault;
	size_t room;

	vqs_collect_begin(&walk->collector, &chains[taken]);
	queue->kind = (uint8_t)kind_of(queue->kind, &walk->collector.now);
	vqs_split_apart(&walk->collector.now);
	fault = vqs_split_collect(queue, walk, &chains[taken]);
	if (fault) {
		queue->held[chains[taken].id] = 0;
		return finish(queue, taken, fault);
	}
	taken++;
	if (taken == count)
		return finish(queue, taken, VQS_FAULT_NONE);
	segments = walk->collector.next;
	room = (size_t)(walk->rest.end - segments);
	return queue->kind == TABLES
	               ? split_take_tables(queue, chains, count, segments, room, taken)
	               : split_take_any(queue, chains, count, segments, room, taken);
}

/*
 * Chains of one descriptor, as most are, as long as they come. What several need takes
 * none of the registers here.
 */
static VQS_NO_INLINE int split_take_singles(struct vqs_device_ring *queue,
                                            struct vqs_chain *chains, unsigned int count,
                                            struct vqs_segment *segments, size_t room)
{
	uint8_t *const held = queue->held;
	const unsigned char *const descriptors = queue->ring.descriptors;
	const size_t size = queue->ring.size;
	const struct vqs_split_run run = vqs_split_run_of(
	        queue, queue->next_available, count, VQS_AVAILABLE_ENTRY_BYTES);
	const unsigned char *at_head = first_head(queue, queue->next_available);
	const unsigned char *stop = at_head + run.bytes;
	size_t again = run.again;
	struct vqs_segment *const end = room_end(segments, room);
	struct vqs_chain *chain = chains;
	enum vqs_fault fault = VQS_FAULT_NONE;

	for (;; chain++, segments++, at_head += VQS_AVAILABLE_ENTRY_BYTES) {
		struct vqs_descriptor now;
		struct vqs_recent *recent;
		size_t head;

		if (at_head == stop) {
			if (!VQS_SELDOM(again))
				break;
			at_head = first_head(queue, 0);
			stop = at_head + again;
			again = 0;
		}
		head = vqs_shared_index16(at_head);
		if (VQS_SELDOM(head >= size) || VQS_SELDOM(held[head])) {
			fault = head_fault(queue, head);
			break;
		}
		held[head] = 1;
		vqs_collect_name(chain, head, 1);
		vqs_split_read(&now, descriptors + head * VQS_DESCRIPTOR_BYTES);
		recent = vqs_recent_at(queue, now.address);
		if (VQS_SELDOM(!is_single(&now)) || VQS_SELDOM(segments == end) ||
		    VQS_SELDOM(!vqs_collect_place(queue, &recent, &now, segments))) {
			struct vqs_split_walk walk = {
				.collector = { .now = now, .next = segments },
				.rest = { .end = end },
			};

			return split_take_on(queue, chains, count,
			                     (unsigned int)(chain - chains), &walk);
		}
		vqs_collect_single(chain, segments, now.length,
		                   now.flags & VQS_DESCRIPTOR_WRITE);
	}
	return finish(queue, (unsigned int)(chain - chains), fault);
}

/* One chain; what is set up for many would cost more than it. */
static VQS_NO_INLINE int split_take_one_any(struct vqs_device_ring *queue,
                                            struct vqs_chain *chain,
                                            struct vqs_segment *segments, size_t room)
{
	struct vqs_split_place place = {
		.end = room_end(segments, room),
		.size = queue->ring.size,
	};
	struct vqs_collector collector = { .next = segments };
	enum vqs_fault fault =
	        take_chain(queue, &collector, &place,
	                   first_head(queue, queue->next_available), chain);

	return finish(queue, fault ? 0 : 1, fault);
}

static VQS_NO_INLINE int split_take_one_table(struct vqs_device_ring *queue,
                                              struct vqs_chain *chain,
                                              struct vqs_segment *segments, size_t room)
{
	struct vqs_split_place place = { .end = room_end(segments, room) };
	struct vqs_collector collector = { .next = segments };
	enum vqs_fault fault;

	if (VQS_SELDOM(!take_table(queue, &collector, &place,
	                           first_head(queue, queue->next_available), chain,
	                           &fault))) {
		struct vqs_split_walk walk = { .collector = collector,
			                       .rest = { .end = place.end } };

		return split_take_on(queue, chain, 1, 0, &walk);
	}
	return finish(queue, fault ? 0 : 1, fault);
}

/*
 * A chain which has more than one descriptor, or is not usual. `half`: length and flags of
 * the first, in one for what is called to have all of it in registers.
 */
static VQS_NO_INLINE int split_take_one_on(struct vqs_device_ring *queue,
                                           struct vqs_chain *chain,
                                           struct vqs_segment *segments, size_t room,
                                           uint64_t address, uint64_t half)
{
	struct vqs_split_walk walk = {
		.collector.now = { .address = address,
		                   .length = (uint32_t)half,
		                   .flags = (size_t)(half >> 32) },
		.collector.next = segments,
		.collector.recent = vqs_recent_at(queue, address),
		.rest.end = room_end(segments, room),
	};
	struct vqs_descriptor *now = &walk.collector.now;

	if (room > 0 && is_single(now) &&
	    vqs_collect_place(queue, &walk.collector.recent, now, segments)) {
		vqs_collect_single(chain, segments, now->length,
		                   now->flags & VQS_DESCRIPTOR_WRITE);
		return finish(queue, 1, VQS_FAULT_NONE);
	}
	return split_take_on(queue, chain, 1, 0, &walk);
}

VQS_HOT int split_take_one(struct vqs_device_ring *queue, struct vqs_chain *chain,
                           struct vqs_segment *segments, size_t room)
{
	const size_t head = vqs_shared_index16(first_head(queue, queue->next_available));
	const struct vqs_recent *recent;
	const unsigned char *at;
	uint64_t address, half;

	if (VQS_SELDOM((uint16_t)head >= queue->ring.size) ||
	    VQS_SELDOM(queue->held[head]))
		return fail(queue, head_fault(queue, head));
	queue->held[head] = 1;
	vqs_collect_name(chain, head, 1);
	at = vqs_descriptor_at(queue->ring.descriptors, (uint32_t)head);
	address = vqs_shared_read64(at);
	half = vqs_shared_read64(at + VQS_SPLIT_LENGTH);
	recent = vqs_recent_at(queue, address);
	if (VQS_SELDOM(half & (UINT64_C(0xffff) & ~VQS_DESCRIPTOR_WRITE) << 32) ||
	    VQS_SELDOM(room == 0) ||
	    VQS_SELDOM(!vqs_recent_translate(recent, &address, (uint32_t)half)))
		return split_take_one_on(queue, chain, segments, room, address, half);
	segments->base = (void *)(uintptr_t)address;
	segments->length = (uint32_t)half;
	vqs_collect_single(chain, segments, (uint32_t)half,
	                   half & (uint64_t)VQS_DESCRIPTOR_WRITE << 32);
	return finish(queue, 1, VQS_FAULT_NONE);
}

/*
 * A chain that is faulty, or for which no room is left, ends the batch and is
 * looked at afresh by the next call: so the chains before it can still be
 * given back.
 */
int vqs_split_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room)
{
	uint32_t known = (uint16_t)(queue->seen_available - queue->next_available);

	if (known < count) {
		/* the next entry is on its way to a polling device while the index is */
		__builtin_prefetch(vqs_available_entry(queue->ring.driver_area,
		                                       queue->ring.size,
		                                       queue->next_available));
		if (VQS_SELDOM(!vqs_split_look(queue, &known)))
			return fail(queue, VQS_FAULT_INDEX_JUMP);
		if (known < count)
			count = known;
	}
	if (count == 0)
		return 0;
	if (VQS_SMALL)
		return split_take_any(queue, chains, count, segments, room, 0);
	if (count == 1) {
		if (queue->kind == SINGLES)
			return split_take_one(queue, chains, segments, room);
		return queue->kind == TABLES
		               ? split_take_one_table(queue, chains, segments, room)
		               : split_take_one_any(queue, chains, segments, room);
	}
	if (queue->kind == SINGLES)
		return split_take_singles(queue, chains, count, segments, room);
	return queue->kind == TABLES
	               ? split_take_tables(queue, chains, count, segments, room, 0)
	               : split_take_any(queue, chains, count, segments, room, 0);
}
