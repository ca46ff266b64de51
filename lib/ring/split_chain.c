/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: the descriptors of one chain, each read once.
 *
 * virtio 1.4, The Virtqueue Descriptor Table; Indirect Descriptors.
 */
#include "split_device.h"

#include <string.h>

#include "shared.h"
#include "split_layout.h"

/* A descriptor table: the queue's own, or an indirect one. */
struct table {
	const unsigned char *base; /* NULL: it lies in several regions, see `guest` */
	uint64_t guest;
	uint32_t entries;
	bool indirect;
};

struct descriptor {
	uint64_t address;
	uint32_t length;
	uint16_t flags;
	uint16_t next;
};

/* The 16 bytes at `guest`, which regions that adjoin each other hold together. */
static void copy_scattered(const struct vqs_memory *memory, uint64_t guest,
                           unsigned char bytes[VQS_DESCRIPTOR_BYTES])
{
	uint64_t done = 0;

	while (done < VQS_DESCRIPTOR_BYTES) {
		uint64_t part = VQS_DESCRIPTOR_BYTES - done;
		const void *host = vqs_memory_part(memory, guest + done, &part);

		memcpy(bytes + done, host, (size_t)part);
		done += part;
	}
}

static inline struct descriptor read_descriptor(const struct vqs_device_ring *queue,
                                                const struct table *table, uint32_t index)
{
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	const unsigned char *at = bytes;
	uint64_t rest;
	struct descriptor descriptor;

	if (table->base)
		at = table->base + (size_t)index * VQS_DESCRIPTOR_BYTES;
	else
		copy_scattered(queue->memory, table->guest + index * VQS_DESCRIPTOR_BYTES,
		               bytes);
	descriptor.address = vqs_shared_read64(at);
	rest = vqs_shared_read64(at + 8);
	descriptor.length = (uint32_t)rest;
	descriptor.flags = (uint16_t)(rest >> 32);
	descriptor.next = (uint16_t)(rest >> 48);
	return descriptor;
}

/* Whether [guest, guest + length) is all there, in however many regions. */
static bool in_memory(const struct vqs_memory *memory, uint64_t guest, uint64_t length)
{
	if (length - 1 > UINT64_MAX - guest)
		return false;
	while (length > 0) {
		uint64_t part = length;

		if (!vqs_memory_part(memory, guest, &part))
			return false;
		guest += part;
		length -= part;
	}
	return true;
}

/*
 * Goes from the queue's table to the one that an INDIRECT descriptor refers
 * to. Its WRITE flag is ignored, as the specification has it. A table may be
 * longer than the queue: the specification forbids drivers that, and Linux
 * does it (virtqueue_add_split), so only what an index can reach is a limit.
 */
static enum vqs_fault enter_indirect(const struct vqs_device_ring *queue,
                                     const struct descriptor *descriptor,
                                     struct table *table)
{
	uint32_t length = descriptor->length;

	if (!queue->indirect)
		return VQS_FAULT_INDIRECT_UNASKED;
	if (table->indirect || (descriptor->flags & VQS_DESCRIPTOR_NEXT))
		return VQS_FAULT_INDIRECT_NESTED;
	if (length == 0 || length % VQS_DESCRIPTOR_BYTES != 0 ||
	    length > VQS_QUEUE_SIZE_MAX * VQS_DESCRIPTOR_BYTES)
		return VQS_FAULT_INDIRECT_LENGTH;
	table->base = vqs_memory_at(queue->memory, descriptor->address, length);
	if (!table->base && !in_memory(queue->memory, descriptor->address, length))
		return VQS_FAULT_ADDRESS;
	table->guest = descriptor->address;
	table->entries = length / VQS_DESCRIPTOR_BYTES;
	table->indirect = true;
	return VQS_FAULT_NONE;
}

enum vqs_fault vqs_split_collect(struct vqs_device_ring *queue, uint16_t head,
                                 struct vqs_collector *collector)
{
	struct table table = { .base = queue->ring.descriptors,
		               .entries = queue->ring.size };
	uint32_t index = head, left = table.entries;
	enum vqs_fault fault;

	while (left-- > 0) {
		struct descriptor descriptor = read_descriptor(queue, &table, index);

		if (descriptor.flags & VQS_DESCRIPTOR_INDIRECT) {
			fault = enter_indirect(queue, &descriptor, &table);
			if (fault)
				return fault;
			index = 0;
			left = table.entries;
			continue;
		}
		fault = vqs_collect(collector, queue, descriptor.address,
		                    descriptor.length,
		                    descriptor.flags & VQS_DESCRIPTOR_WRITE);
		if (fault)
			return fault;
		if (!(descriptor.flags & VQS_DESCRIPTOR_NEXT))
			return VQS_FAULT_NONE;
		if (descriptor.next >= table.entries)
			return VQS_FAULT_NEXT_RANGE;
		index = descriptor.next;
	}
	return VQS_FAULT_LOOP;
}
