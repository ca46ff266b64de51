/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: the descriptors of one chain, each read once.
 *
 * virtio 1.4, The Virtqueue Descriptor Table; Indirect Descriptors.
 */
#ifndef VQSMITH_RING_SPLIT_CHAIN_H
#define VQSMITH_RING_SPLIT_CHAIN_H

#include "collect.h"
#include "table.h"

struct vqs_split_descriptor {
	uint64_t address;
	uint32_t length;
	uint16_t flags;
	uint16_t next;
};

VQS_HOT struct vqs_split_descriptor vqs_split_read(const struct vqs_device_ring *queue,
                                                   const struct vqs_table *table,
                                                   uint32_t index)
{
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	const unsigned char *at = vqs_table_at(queue, table, index, bytes);
	uint64_t address = vqs_shared_read64(at), tail = vqs_shared_read64(at + 8);

	return (struct vqs_split_descriptor){
		.address = address,
		.length = (uint32_t)tail,
		.flags = (uint16_t)(tail >> 32),
		.next = (uint16_t)(tail >> 48),
	};
}

/* Goes on in one table to the end of the chain; it was entered at `descriptor`. */
VQS_HOT enum vqs_fault vqs_split_walk(struct vqs_device_ring *queue,
                                      const struct vqs_table *table,
                                      struct vqs_split_descriptor *descriptor,
                                      struct vqs_collector *collector)
{
	for (uint32_t left = table->entries; left > 0; left--) {
		enum vqs_fault fault;

		if (VQS_SELDOM(descriptor->flags & VQS_DESCRIPTOR_INDIRECT))
			return VQS_FAULT_INDIRECT_NESTED;
		fault = vqs_collect(collector, queue, descriptor->address,
		                    descriptor->length,
		                    descriptor->flags & VQS_DESCRIPTOR_WRITE);
		if (VQS_SELDOM(fault) || !(descriptor->flags & VQS_DESCRIPTOR_NEXT))
			return fault;
		if (VQS_SELDOM(descriptor->next >= table->entries))
			return VQS_FAULT_NEXT_RANGE;
		*descriptor = vqs_split_read(queue, table, descriptor->next);
	}
	return VQS_FAULT_LOOP;
}

/* The chain that begins at `head`: direct descriptors, and a table at last or not. */
VQS_HOT enum vqs_fault vqs_split_collect(struct vqs_device_ring *queue, uint16_t head,
                                         struct vqs_collector *collector)
{
	struct vqs_table table = { .base = queue->ring.descriptors,
		                   .entries = queue->ring.size };
	struct vqs_split_descriptor descriptor = vqs_split_read(queue, &table, head);
	enum vqs_fault fault = VQS_FAULT_INDIRECT_NESTED;

	if (!(descriptor.flags & VQS_DESCRIPTOR_INDIRECT))
		fault = vqs_split_walk(queue, &table, &descriptor, collector);
	if (fault != VQS_FAULT_INDIRECT_NESTED)
		return fault;
	/* the walk stopped at a table, or never began */
	if (descriptor.flags & VQS_DESCRIPTOR_NEXT)
		return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
		                       : VQS_FAULT_INDIRECT_UNASKED;
	fault = vqs_table_enter(queue, descriptor.address, descriptor.length, &table);
	if (VQS_SELDOM(fault))
		return fault;
	descriptor = vqs_split_read(queue, &table, 0);
	return vqs_split_walk(queue, &table, &descriptor, collector);
}

#endif
