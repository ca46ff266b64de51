/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, any format: the buffers of one chain become segments. Who walks
 * the descriptors hands over each buffer, from a private copy of its
 * descriptor; here it is placed in our memory and counted, and the rules that
 * hold for a chain of any format are checked.
 */
#ifndef VQSMITH_RING_COLLECT_H
#define VQSMITH_RING_COLLECT_H

#include "descriptor.h"
#include "recent.h"

/* Never has its address taken by what is not inlined: it lives in registers. */
struct vqs_collector {
	struct vqs_segment *first, *next, *end; /* end of the room for them */
	struct vqs_segment *border;             /* of the first writable buffer */
	uint64_t length, readable_length;       /* bytes; no chain overflows 64 bits */
	uint32_t half; /* WRITE, once a writable buffer was seen; else 0 */
};

/*
 * For a buffer that no recent region holds whole, or an empty one. How many
 * segments it made, or -fault.
 */
int vqs_collect_slowly(struct vqs_device_ring *queue, uint64_t address, uint32_t length,
                       struct vqs_segment *segments, size_t room);

/*
 * Adds one buffer. An empty one makes no segment and its address does not
 * matter: nothing in the specification forbids it, and there is nothing of it
 * to read or write. It has its place in the order, though.
 */
VQS_HOT enum vqs_fault vqs_collect(struct vqs_collector *collector,
                                   struct vqs_device_ring *queue, uint64_t address,
                                   uint32_t length, uint32_t flags)
{
	void *host;

	if ((flags ^ collector->half) & VQS_DESCRIPTOR_WRITE) {
		if (VQS_SELDOM(collector->half))
			return VQS_FAULT_ORDER;
		collector->half = VQS_DESCRIPTOR_WRITE;
		collector->border = collector->next;
		collector->readable_length = collector->length;
	}
	collector->length += length;
	if (VQS_SELDOM(!vqs_recent_host(queue, address, length, &host))) {
		size_t room = (size_t)(collector->end - collector->next);
		int made =
		        vqs_collect_slowly(queue, address, length, collector->next, room);

		if (made < 0)
			return (enum vqs_fault) - made;
		collector->next += made;
		return VQS_FAULT_NONE;
	}
	if (VQS_SELDOM(collector->next == collector->end))
		return VQS_FAULT_TOO_LONG;
	collector->next->base = host;
	collector->next->length = length;
	collector->next++;
	return VQS_FAULT_NONE;
}

/*
 * The fast way: one buffer of a chain that is as chains usually are. False: it is
 * empty, or not in a recent region, or there is no room for its segment. Then whoever
 * knows all that can be goes on with it.
 */
VQS_HOT bool vqs_collect_usual(const struct vqs_device_ring *queue, uint64_t address,
                               uint32_t length, struct vqs_segment *next,
                               const struct vqs_segment *end)
{
	void *host;

	if (VQS_SELDOM(next == end || !vqs_recent_host(queue, address, length, &host)))
		return false;
	next->base = host;
	next->length = length;
	return true;
}

/* An indirect table as usual: in one recent region. NULL: it is not. */
VQS_HOT const void *vqs_usual_table(const struct vqs_device_ring *queue, uint64_t address,
                                    uint32_t bytes)
{
	void *host;

	if (VQS_SELDOM(!queue->indirect || bytes % VQS_DESCRIPTOR_BYTES != 0 ||
	               bytes > VQS_QUEUE_SIZE_MAX * VQS_DESCRIPTOR_BYTES ||
	               !vqs_recent_host(queue, address, bytes, &host)))
		return NULL;
	return host;
}

/* A chain of one buffer, as most are. */
VQS_HOT void vqs_collect_single(struct vqs_chain *chain, struct vqs_segment *segment,
                                uint32_t writable)
{
	const uint32_t length = segment->length;

	chain->segments = segment;
	chain->readable = writable ^ 1;
	chain->writable = writable;
	chain->readable_length = length & (writable - 1);
	chain->writable_length = length & (0 - writable);
}

/*
 * After the last buffer: checks the whole, and says it in `chain`.
 *
 * A chain is not longer than 2^32 bytes (The Virtqueue Descriptor Table). One
 * half that takes all of these is refused too: the used length could not say
 * that it was written, and no driver has such a buffer.
 */
VQS_HOT enum vqs_fault vqs_collect_finish(const struct vqs_collector *collector,
                                          struct vqs_chain *chain)
{
	struct vqs_segment *border = collector->border;
	uint64_t readable = collector->readable_length, writable;

	if (!collector->half) {
		border = collector->next;
		readable = collector->length;
	}
	writable = collector->length - readable;
	if (VQS_SELDOM(collector->length - 1 >= UINT32_MAX) &&
	    (collector->length != UINT64_C(1) << 32 || !readable || !writable))
		return VQS_FAULT_LENGTH;
	chain->segments = collector->first;
	chain->readable = (uint32_t)(border - collector->first);
	chain->writable = (uint32_t)(collector->next - border);
	chain->readable_length = (uint32_t)readable;
	chain->writable_length = (uint32_t)writable;
	return VQS_FAULT_NONE;
}

#endif
