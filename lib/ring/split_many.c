/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: several chains are taken. What comes most often has ways of its
 * own, in each of which the compiler has registers for all that it needs.
 */
#include "split_take.h"

#include "split_chain.h"
#include "split_head.h"

/* What is needed once a chain, and so is in memory. */
struct batch {
	struct vqs_split_place place;
	const unsigned char *stop; /* in the available ring */
	size_t again;
};

/* What sort of chains came so far, for the next ones to be taken in the way for it. */
enum kind {
	SINGLES, /* of one descriptor */
	TABLES,  /* in indirect tables */
	ANY,
};

/* One chain of any kind. */
VQS_HOT enum vqs_fault take_chain(struct vqs_device_ring *queue,
                                  struct vqs_collector *collector,
                                  struct vqs_split_place *place, const unsigned char *at,
                                  struct vqs_chain *chain)
{
	const unsigned char *first;
	enum vqs_fault fault = vqs_split_take_head(queue, at, chain, &first);

	if (VQS_SELDOM(fault))
		return fault;
	fault = vqs_split_walk(queue, collector, place, first, chain);
	return vqs_split_untake_faulty(queue, chain, fault);
}

/* One in a table. False: it is not; its first descriptor was read and is in *collector. */
VQS_HOT bool take_table(struct vqs_device_ring *queue, struct vqs_collector *collector,
                        struct vqs_split_place *place, const unsigned char *at,
                        struct vqs_chain *chain, enum vqs_fault *fault)
{
	const unsigned char *first;

	*fault = vqs_split_take_head(queue, at, chain, &first);
	if (VQS_SELDOM(*fault))
		return true;
	vqs_collect_begin(collector, chain);
	vqs_split_read(&collector->now, first);
	VQS_KEEP(collector->now.flags);
	if (VQS_SELDOM((uint16_t)collector->now.flags != VQS_DESCRIPTOR_INDIRECT))
		return false;
	*fault = vqs_split_untake_faulty(
	        queue, chain, vqs_split_indirect(queue, collector, place, chain));
	return true;
}

/* A chain's first descriptor, as it was read. */
VQS_HOT bool is_single(const struct vqs_descriptor *now)
{
	return !(now->flags & UINT16_MAX & ~(size_t)VQS_DESCRIPTOR_WRITE);
}

static int split_take_on(struct vqs_device_ring *queue, struct vqs_chain *chains,
                         unsigned int count, unsigned int taken,
                         struct vqs_split_walk *walk);

/*
 * Chains of any kind, or in tables alone as long as these come, behind `taken` ones of the
 * same call.
 */
VQS_HOT int take_run(struct vqs_device_ring *queue, struct vqs_chain *chains,
                     unsigned int count, struct vqs_segment *segments, size_t room,
                     unsigned int taken, const bool tables)
{
	const size_t index = queue->next_available + taken;
	const struct vqs_split_run run =
	        vqs_split_run_of(queue, index, count - taken, VQS_AVAILABLE_ENTRY_BYTES);
	const unsigned char *at = vqs_split_head_at(queue, index);
	struct batch batch = {
		.place.end = vqs_split_room_end(segments, room),
		.stop = at + run.bytes,
		.again = run.again,
	};
	struct vqs_collector collector = { .next = segments };
	struct vqs_chain *chain = chains + taken;

	VQS_IN_MEMORY(batch);
	for (;;) {
		do {
			enum vqs_fault fault;

			if (!tables) {
				fault = take_chain(queue, &collector, &batch.place, at,
				                   chain);
			} else if (VQS_SELDOM(!take_table(queue, &collector, &batch.place,
			                                  at, chain, &fault))) {
				struct vqs_split_walk walk = {
					.collector = collector,
					.rest = { .end = batch.place.end },
				};

				return split_take_on(queue, chains, count,
				                     (unsigned int)(chain - chains),
				                     &walk);
			}
			if (VQS_SELDOM(fault))
				return vqs_split_finish(
				        queue, (unsigned int)(chain - chains), fault);
			at += VQS_AVAILABLE_ENTRY_BYTES;
			chain++;
		} while (at != batch.stop);
		if (!VQS_SELDOM(batch.again))
			break;
		at = vqs_split_head_at(queue, 0);
		batch.stop = at + batch.again;
		batch.again = 0;
	}
	return vqs_split_finish(queue, (unsigned int)(chain - chains), VQS_FAULT_NONE);
}

static VQS_NO_INLINE int split_take_any(struct vqs_device_ring *queue,
                                        struct vqs_chain *chains, unsigned int count,
                                        struct vqs_segment *segments, size_t room,
                                        unsigned int taken)
{
	return take_run(queue, chains, count, segments, room, taken, false);
}

static VQS_NO_INLINE int split_take_tables(struct vqs_device_ring *queue,
                                           struct vqs_chain *chains, unsigned int count,
                                           struct vqs_segment *segments, size_t room,
                                           unsigned int taken)
{
	return take_run(queue, chains, count, segments, room, taken, true);
}

/* Which way is for those behind one that begins so. */
static enum kind kind_of(const struct vqs_device_ring *queue,
                         const struct vqs_descriptor *first)
{
	if (queue->kind != SINGLES)
		return ANY;
	if (is_single(first))
		return SINGLES;
	return (uint16_t)first->flags == queue->table_flags ? TABLES : ANY;
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
	queue->kind = (uint8_t)kind_of(queue, &walk->collector.now);
	vqs_split_apart(&walk->collector.now);
	fault = vqs_split_collect(queue, walk, &chains[taken]);
	if (fault) {
		queue->held[chains[taken].id] = 0;
		return vqs_split_finish(queue, taken, fault);
	}
	taken++;
	if (taken == count)
		return vqs_split_finish(queue, taken, VQS_FAULT_NONE);
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
	const unsigned char *at_head = vqs_split_head_at(queue, queue->next_available);
	const unsigned char *stop = at_head + run.bytes;
	size_t again = run.again;
	struct vqs_segment *const end = vqs_split_room_end(segments, room);
	struct vqs_chain *chain = chains;
	enum vqs_fault fault = VQS_FAULT_NONE;

	for (;; chain++, segments++, at_head += VQS_AVAILABLE_ENTRY_BYTES) {
		struct vqs_descriptor now;
		struct vqs_recent *recent;
		size_t head;

		if (at_head == stop) {
			if (!VQS_SELDOM(again))
				break;
			at_head = vqs_split_head_at(queue, 0);
			stop = at_head + again;
			again = 0;
		}
		head = vqs_shared_index16(at_head);
		if (VQS_SELDOM(head >= size) || VQS_SELDOM(held[head])) {
			fault = vqs_split_head_fault(queue, head);
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
	return vqs_split_finish(queue, (unsigned int)(chain - chains), fault);
}

int vqs_split_take_many(struct vqs_device_ring *queue, struct vqs_chain *chains,
                        unsigned int count, struct vqs_segment *segments, size_t room)
{
	if (VQS_SMALL)
		return split_take_any(queue, chains, count, segments, room, 0);
	if (queue->kind == SINGLES)
		return split_take_singles(queue, chains, count, segments, room);
	return queue->kind == TABLES
	               ? split_take_tables(queue, chains, count, segments, room, 0)
	               : split_take_any(queue, chains, count, segments, room, 0);
}
