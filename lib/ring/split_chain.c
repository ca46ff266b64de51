/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: chains of several descriptors, each read once.
 *
 * virtio 1.4, The Virtqueue Descriptor Table; Indirect Descriptors.
 */
#include "split_chain.h"

#include "table.h"

/* A private copy. */
struct split_descriptor {
	uint64_t address;
	uint32_t length;
	uint32_t flags; /* and above them, from bit 16 on, next */
};

VQS_HOT struct split_descriptor read_descriptor(const unsigned char *at)
{
	uint64_t address = vqs_shared_read64(at), tail = vqs_shared_read64(at + 8);

	return (struct split_descriptor){
		.address = address,
		.length = (uint32_t)tail,
		.flags = (uint32_t)(tail >> 32),
	};
}

/*
 * To the end of the chain, or to an INDIRECT descriptor, in one table. Its base
 * is known to be one piece or several when this is compiled.
 */
VQS_HOT enum vqs_fault walk_on(struct vqs_device_ring *queue,
                               const struct vqs_table *table,
                               struct split_descriptor *descriptor,
                               struct vqs_collector *collector, uint32_t left)
{
	for (; left > 0; left--) {
		unsigned char bytes[VQS_DESCRIPTOR_BYTES];
		enum vqs_fault fault;
		uint32_t next;

		if (VQS_SELDOM(descriptor->flags & VQS_DESCRIPTOR_INDIRECT))
			return VQS_FAULT_INDIRECT_NESTED;
		fault = vqs_collect(collector, queue, descriptor->address,
		                    descriptor->length, descriptor->flags);
		if (VQS_SELDOM(fault))
			return fault;
		if (!(descriptor->flags & VQS_DESCRIPTOR_NEXT))
			return VQS_FAULT_NONE;
		next = descriptor->flags >> 16;
		if (VQS_SELDOM(next >= table->entries))
			return VQS_FAULT_NEXT_RANGE;
		*descriptor = read_descriptor(vqs_table_at(queue, table, next, bytes));
	}
	return VQS_FAULT_LOOP;
}

/* A table in several pieces: rare, and slow. */
static __attribute__((noinline)) enum vqs_fault
walk_pieces(struct vqs_device_ring *queue, uint64_t guest, uint32_t entries,
            struct vqs_collector *collector)
{
	const struct vqs_table table = { .guest = guest, .entries = entries };
	struct split_descriptor descriptor;
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];

	descriptor = read_descriptor(vqs_table_at(queue, &table, 0, bytes));
	return walk_on(queue, &table, &descriptor, collector, entries);
}

VQS_HOT enum vqs_fault walk_indirect(struct vqs_device_ring *queue,
                                     struct split_descriptor *descriptor,
                                     struct vqs_collector *collector)
{
	struct vqs_table table;
	enum vqs_fault fault;

	if (VQS_SELDOM(descriptor->flags & VQS_DESCRIPTOR_NEXT))
		return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
		                       : VQS_FAULT_INDIRECT_UNASKED;
	fault = vqs_table_enter(queue, descriptor->address, descriptor->length, &table);
	if (VQS_SELDOM(fault))
		return fault;
	if (VQS_SELDOM(!table.base)) {
		struct vqs_collector copy = *collector;

		fault = walk_pieces(queue, table.guest, table.entries, &copy);
		*collector = copy;
		return fault;
	}
	*descriptor = read_descriptor(table.base);
	return walk_on(queue, &table, descriptor, collector, table.entries);
}

int vqs_split_collect(struct vqs_device_ring *queue, const struct vqs_split_walk *walk,
                      struct vqs_chain *chain, struct vqs_segment *end)
{
	struct vqs_collector collector = {
		.first = walk->first,
		.next = walk->next,
		.end = end,
		.border = walk->border,
		.length = walk->length,
		.readable_length = walk->readable,
		.half = (uint32_t)(walk->usual >> 32) & VQS_DESCRIPTOR_WRITE,
	};
	struct vqs_table table = { .base = walk->table,
		                   .entries = walk->bytes / VQS_DESCRIPTOR_BYTES };
	uint32_t walked = (uint32_t)(walk->next - walk->first);
	struct split_descriptor descriptor = {
		.address = walk->address,
		.length = (uint32_t)walk->tail,
		.flags = (uint32_t)(walk->tail >> 32),
	};
	enum vqs_fault fault;

	if (!table.base)
		__builtin_unreachable();
	/* each of the usual descriptors before this one made a segment */
	fault = walk_on(queue, &table, &descriptor, &collector,
	                walked < table.entries ? table.entries - walked : 0);
	/* the queue's table may lead to another; from that one there is no way on */
	if (fault == VQS_FAULT_INDIRECT_NESTED && !walk->inside)
		fault = walk_indirect(queue, &descriptor, &collector);
	if (!VQS_SELDOM(fault))
		fault = vqs_collect_finish(&collector, chain);
	return VQS_SELDOM(fault) ? -(int)fault : (int)(collector.next - collector.first);
}
