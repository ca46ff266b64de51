/* SPDX-License-Identifier: BSD-3-Clause */
/* The rarer steps of making segments of buffers. */
#include "collect.h"

enum vqs_fault vqs_collect_slowly(struct vqs_collector *collector,
                                  struct vqs_device_ring *queue, uint64_t address,
                                  uint32_t length)
{
	if (length - 1 > UINT64_MAX - address)
		return VQS_FAULT_ADDRESS;
	while (length > 0) {
		const struct vqs_region *region =
		        vqs_memory_region(queue->memory, address);
		uint64_t part;
		enum vqs_fault fault;

		if (!region)
			return VQS_FAULT_ADDRESS;
		queue->recent = region;
		part = region->size - (address - region->guest);
		if (part > length)
			part = length;
		fault = vqs_collect_segment(collector, vqs_region_host(region, address),
		                            (uint32_t)part);
		if (fault)
			return fault;
		address += part;
		length -= (uint32_t)part;
	}
	return VQS_FAULT_NONE;
}

/*
 * A chain is not longer than 2^32 bytes (The Virtqueue Descriptor Table). One
 * half that takes all of these is refused too: the used length could not say
 * that it was written, and no driver has such a buffer.
 */
enum vqs_fault vqs_collect_finish(const struct vqs_collector *collector,
                                  struct vqs_chain *chain)
{
	uint64_t readable = collector->readable_length;
	uint64_t writable = collector->writable_length;

	if (readable > UINT32_MAX || writable > UINT32_MAX ||
	    readable + writable > UINT64_C(1) << 32 || readable + writable == 0)
		return VQS_FAULT_LENGTH;
	chain->segments = collector->segments;
	chain->readable = collector->readable;
	chain->writable = collector->writable;
	chain->readable_length = (uint32_t)readable;
	chain->writable_length = (uint32_t)writable;
	return VQS_FAULT_NONE;
}
