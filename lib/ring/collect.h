/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, any format: the buffers of one chain become segments. Who walks
 * the descriptors hands over each buffer, from a private copy of its
 * descriptor; here it is placed in our memory and counted, and the rules that
 * hold for a chain of any format are checked.
 */
#ifndef VQSMITH_RING_COLLECT_H
#define VQSMITH_RING_COLLECT_H

#include "recent.h"

/* Never has its address taken by what is not inlined: it lives in registers. */
struct vqs_collector {
	struct vqs_segment *first, *next, *end; /* end of the room for them */
	struct vqs_segment *border; /* of the first writable buffer; NULL: none yet */
	uint64_t length, readable_length; /* bytes; no chain overflows 64 bits */
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
                                   uint32_t length, bool writable)
{
	void *host = vqs_recent_host(queue, address, length);

	if (writable != (collector->border != NULL)) {
		if (!writable)
			return VQS_FAULT_ORDER;
		collector->border = collector->next;
		collector->readable_length = collector->length;
	}
	collector->length += length;
	if (VQS_SELDOM(!host)) {
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

	if (!border) {
		border = collector->next;
		readable = collector->length;
	}
	writable = collector->length - readable;
	/* the one sum that a half of 2^32 bytes makes is told apart by the halves */
	if (VQS_SELDOM(collector->length - 1 > UINT32_MAX || readable > UINT32_MAX ||
	               writable > UINT32_MAX))
		return VQS_FAULT_LENGTH;
	chain->segments = collector->first;
	chain->readable = (uint32_t)(border - collector->first);
	chain->writable = (uint32_t)(collector->next - border);
	chain->readable_length = (uint32_t)readable;
	chain->writable_length = (uint32_t)writable;
	return VQS_FAULT_NONE;
}

#endif
