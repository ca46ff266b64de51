/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, any format: the buffers of one chain become segments. Who walks
 * the descriptors hands over each buffer, from a private copy of its
 * descriptor; here it is placed in our memory and counted, and the rules that
 * hold for a chain of any format are checked.
 */
#ifndef VQSMITH_RING_COLLECT_H
#define VQSMITH_RING_COLLECT_H

#include <vqsmith/ring.h>

struct vqs_collector {
	struct vqs_segment *segments;
	size_t room;
	uint32_t readable, writable;               /* segments */
	uint64_t readable_length, writable_length; /* bytes; no chain overflows 64 bits */
	bool in_writable; /* a device-writable buffer was seen, if only an empty one */
};

/* For a buffer that the region found last does not hold whole. */
enum vqs_fault vqs_collect_slowly(struct vqs_collector *collector,
                                  struct vqs_device_ring *queue, uint64_t address,
                                  uint32_t length);

static inline enum vqs_fault vqs_collect_segment(struct vqs_collector *collector,
                                                 void *base, uint32_t length)
{
	uint32_t index = collector->readable + collector->writable;

	if (index == collector->room)
		return VQS_FAULT_TOO_LONG;
	collector->segments[index].base = base;
	collector->segments[index].length = length;
	if (collector->in_writable) {
		collector->writable++;
		collector->writable_length += length;
	} else {
		collector->readable++;
		collector->readable_length += length;
	}
	return VQS_FAULT_NONE;
}

/*
 * Adds one buffer. An empty one makes no segment and its address does not
 * matter: nothing in the specification forbids it, and there is nothing of it
 * to read or write. It has its place in the order, though.
 */
static inline enum vqs_fault vqs_collect(struct vqs_collector *collector,
                                         struct vqs_device_ring *queue, uint64_t address,
                                         uint32_t length, bool writable)
{
	const struct vqs_region *region = queue->recent;
	uint64_t offset = address - region->guest;

	if (collector->in_writable && !writable)
		return VQS_FAULT_ORDER;
	collector->in_writable = writable;
	if (length == 0)
		return VQS_FAULT_NONE;
	if (offset >= region->size || length > region->size - offset)
		return vqs_collect_slowly(collector, queue, address, length);
	return vqs_collect_segment(collector, vqs_region_host(region, address), length);
}

/* After the last buffer: checks the whole, and says it in `chain`. */
enum vqs_fault vqs_collect_finish(const struct vqs_collector *collector,
                                  struct vqs_chain *chain);

#endif
