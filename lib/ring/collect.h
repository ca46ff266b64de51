/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, any format: the buffers of one chain become segments. Who walks the
 * descriptors hands over each, as a private copy; here its buffer is placed in our memory
 * and counted, and the rules that hold for a chain of any format are checked.
 *
 * There are two ways along a chain. The usual one is short: it takes what sound drivers
 * make, and stops before anything else. From there the other one goes on, which knows all
 * that the specification allows and has a name for every fault. Nothing is read twice.
 */
#ifndef VQSMITH_RING_COLLECT_H
#define VQSMITH_RING_COLLECT_H

#include <string.h>

#include "descriptor.h"
#include "recent.h"

/* A private copy, as registers hold it; `next` only in the split format. */
struct vqs_descriptor {
	uint64_t address;
	size_t length, flags, next;
};

/*
 * How far a chain was walked: everything before `now` was added. On the usual way nobody
 * who is not inlined takes its address: it lives in registers.
 */
struct vqs_collector {
	struct vqs_descriptor now;
	struct vqs_segment *next;
	uint64_t length;           /* bytes; never overflows */
	struct vqs_recent *recent; /* where to look for the region first */
};

/* Of the other way: whether the readable half is complete, and the end of the room. */
struct vqs_collect_rest {
	bool writable;
	struct vqs_segment *end;
};

/*
 * More segments than that are not taken at once: the counts of a chain have 16 bits, and
 * no table that this room suffices for is too long.
 */
#define VQS_ROOM_MOST VQS_QUEUE_SIZE_MAX

/* A segment of a whole buffer. False: that needs more thought. */
VQS_HOT bool vqs_collect_place(struct vqs_device_ring *queue, struct vqs_recent **recent,
                               struct vqs_descriptor *descriptor,
                               struct vqs_segment *segment)
{
	if (VQS_SELDOM(!vqs_recent_met(queue, recent, &descriptor->address,
	                               descriptor->length)))
		return false;
	segment->base = (void *)(uintptr_t)descriptor->address;
	segment->length = (uint32_t)descriptor->length;
	return true;
}

/* A chain of one buffer, as most are. */
VQS_HOT void vqs_collect_single(struct vqs_chain *chain, struct vqs_segment *segment,
                                size_t size, bool writable)
{
	const uint32_t length = (uint32_t)size;

	chain->segments = segment;
	if (writable) {
		chain->readable = 0;
		chain->writable = 1;
		chain->readable_length = 0;
		chain->writable_length = length;
		VQS_APART();
	} else {
		chain->readable = 1;
		chain->writable = 0;
		chain->readable_length = length;
		chain->writable_length = 0;
	}
}

/* How the chain is called, in one write where that is possible. */
VQS_HOT void vqs_collect_name(struct vqs_chain *chain, size_t id, size_t slots)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint32_t both = (uint32_t)(id + (slots << 16));

	memcpy(&chain->used, &both, sizeof(both));
#else
	chain->id = (uint16_t)id;
	chain->slots = (uint16_t)slots;
#endif
}

/* At the first descriptor of a chain. */
VQS_HOT void vqs_collect_begin(struct vqs_collector *collector, struct vqs_chain *chain)
{
	chain->segments = collector->next;
	collector->length = 0;
}

/* From the readable half to the writable one. */
VQS_HOT void vqs_collect_turn(struct vqs_collector *collector, struct vqs_chain *chain)
{
	chain->readable = (uint16_t)(collector->next - chain->segments);
	chain->readable_length = (uint32_t)collector->length;
}

/* After the last buffer: so many segments, of so many bytes, all within their limits. */
VQS_HOT void vqs_collect_count(size_t count, uint32_t length, struct vqs_chain *chain,
                               bool writable)
{
	if (writable) {
		chain->writable = (uint16_t)(count - chain->readable);
		chain->writable_length = length - chain->readable_length;
	} else {
		chain->readable = (uint16_t)count;
		chain->writable = 0;
		chain->readable_length = length;
		chain->writable_length = 0;
	}
}

/* The same for those up to `next`. */
VQS_HOT void vqs_collect_end(const struct vqs_segment *next, uint64_t length,
                             struct vqs_chain *chain, bool writable)
{
	vqs_collect_count((size_t)(next - chain->segments), (uint32_t)length, chain,
	                  writable);
}

/* Adds one buffer, which there is room for. False: nothing was added. */
VQS_HOT bool vqs_collect_add(struct vqs_collector *collector,
                             struct vqs_device_ring *queue)
{
	if (!vqs_collect_place(queue, &collector->recent, &collector->now,
	                       collector->next))
		return false;
	collector->next++;
	collector->length += collector->now.length;
	return true;
}

/*
 * What came of the usual way: all of the chain is done. Or it has to go on as the other
 * one, in this half; or all was added, but is too long to be usual. Or the descriptor at
 * hand was added, but not the step made to the next.
 */
enum vqs_usual {
	VQS_USUAL = 0,
	VQS_WRITABLE = 1,
	VQS_UNUSUAL = 2,
	VQS_LONG = 4,
	VQS_STOPPED = 8,
};

/* Whether buffers were added to the writable half, by what came. */
VQS_HOT bool vqs_collect_writable(const struct vqs_collector *collector,
                                  enum vqs_usual came, const struct vqs_chain *chain)
{
	return came & VQS_WRITABLE &&
	       collector->next != chain->segments + chain->readable;
}

/* Whether a chain that was collected in the usual way is as long as they usually are. */
VQS_HOT enum vqs_usual vqs_collect_short(const struct vqs_collector *collector,
                                         struct vqs_chain *chain, bool writable)
{
	if (VQS_SELDOM(collector->length >> 32))
		return writable ? VQS_LONG | VQS_WRITABLE : VQS_LONG;
	vqs_collect_end(collector->next, collector->length, chain, writable);
	return VQS_USUAL;
}

/*
 * The other way: adds one buffer. An empty one makes no segment and its address does not
 * matter: nothing in the specification forbids it, and there is nothing of it to read or
 * write. It has its place in the order, though.
 */
enum vqs_fault vqs_collect(struct vqs_collector *collector, struct vqs_collect_rest *rest,
                           struct vqs_device_ring *queue, struct vqs_chain *chain);

/* After the last buffer: checks the whole, and says it in `chain`. */
enum vqs_fault vqs_collect_finish(const struct vqs_segment *next, uint64_t length,
                                  bool writable, struct vqs_chain *chain);

#endif
