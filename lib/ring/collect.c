/* SPDX-License-Identifier: BSD-3-Clause */
/* The way along a chain on which anything may come. */
#include "collect.h"

/* A buffer that may lie in several regions, which adjoin each other. */
static enum vqs_fault place(struct vqs_collector *collector,
                            struct vqs_device_ring *queue, const struct vqs_segment *end)
{
	uint64_t address = collector->now.address, length = collector->now.length;

	if (length > 0 && length - 1 > UINT64_MAX - address)
		return VQS_FAULT_ADDRESS;
	while (length > 0) {
		uint64_t part = length;
		void *host = vqs_recent_meet(queue, address, &part);

		if (!host)
			return VQS_FAULT_ADDRESS;
		if (collector->next == end)
			return VQS_FAULT_TOO_LONG;
		collector->next->base = host;
		collector->next->length = (uint32_t)part;
		collector->next++;
		address += part;
		length -= part;
	}
	return VQS_FAULT_NONE;
}

enum vqs_fault vqs_collect(struct vqs_collector *collector, struct vqs_collect_rest *rest,
                           struct vqs_device_ring *queue, struct vqs_chain *chain)
{
	if (collector->now.flags & VQS_DESCRIPTOR_WRITE) {
		if (!rest->writable)
			vqs_collect_turn(collector, chain);
		rest->writable = true;
	} else if (rest->writable) {
		return VQS_FAULT_ORDER;
	}
	collector->length += collector->now.length;
	return place(collector, queue, rest->end);
}

/*
 * A chain is not longer than 2^32 bytes (The Virtqueue Descriptor Table). One
 * half that takes all of these is refused too: the used length could not say
 * that it was written, and no driver has such a buffer.
 */
enum vqs_fault vqs_collect_finish(const struct vqs_segment *next, uint64_t length,
                                  bool writable, struct vqs_chain *chain)
{
	const uint64_t most = UINT64_C(1) << 32;

	if (length == 0 || length > most)
		return VQS_FAULT_LENGTH;
	/* of 2^32 bytes 32 bits are left: all in one half make it none or all of these */
	if (length == most && (!writable || chain->readable_length == 0))
		return VQS_FAULT_LENGTH;
	vqs_collect_end(next, length, chain, writable);
	return VQS_FAULT_NONE;
}
