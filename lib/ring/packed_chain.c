/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: the chains that are not as chains usually are. */
#include "packed_chain.h"

static enum vqs_fault table_on(struct vqs_device_ring *queue,
                               struct vqs_packed_walk *walk, struct vqs_chain *chain,
                               size_t index)
{
	for (;;) {
		unsigned char bytes[VQS_DESCRIPTOR_BYTES];
		enum vqs_fault fault =
		        vqs_collect(&walk->collector, &walk->rest, queue, chain);

		if (fault || ++index == walk->table.entries)
			return fault;
		vqs_packed_row(&walk->collector.now,
		               vqs_table_at(queue, &walk->table, index, bytes));
	}
}

static enum vqs_fault table(struct vqs_device_ring *queue, struct vqs_packed_walk *walk,
                            struct vqs_chain *chain)
{
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	const struct vqs_descriptor *now = &walk->collector.now;
	enum vqs_fault fault =
	        vqs_table_enter(queue, now->address, (uint32_t)now->length, &walk->table);

	if (fault)
		return fault;
	walk->slots = 1;
	vqs_packed_row(&walk->collector.now, vqs_table_at(queue, &walk->table, 0, bytes));
	return table_on(queue, walk, chain, 0);
}

/* Reads the next descriptor. */
static enum vqs_fault list_next(struct vqs_packed_walk *walk)
{
	if (walk->slots == walk->free)
		return VQS_FAULT_LOOP;
	vqs_packed_row(&walk->collector.now, walk->entry);
	return VQS_FAULT_NONE;
}

static enum vqs_fault list_on(struct vqs_device_ring *queue, struct vqs_packed_walk *walk,
                              struct vqs_chain *chain)
{
	const struct vqs_descriptor *now = &walk->collector.now;
	enum vqs_fault fault = walk->stopped ? list_next(walk) : VQS_FAULT_NONE;

	while (!fault) {
		walk->slots++;
		if (now->flags & VQS_DESCRIPTOR_INDIRECT)
			return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
			                       : VQS_FAULT_INDIRECT_UNASKED;
		fault = vqs_collect(&walk->collector, &walk->rest, queue, chain);
		if (fault || !(now->flags & VQS_DESCRIPTOR_NEXT))
			return fault;
		walk->entry += VQS_DESCRIPTOR_BYTES;
		if (walk->entry == queue->ring_end)
			walk->entry = queue->ring.descriptors;
		fault = list_next(walk);
	}
	return fault;
}

enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                  struct vqs_packed_walk *walk, struct vqs_chain *chain)
{
	/* each of the usual descriptors made a segment */
	size_t before = (size_t)(walk->collector.next - chain->segments);
	size_t kind = walk->collector.now.flags &
	              (VQS_DESCRIPTOR_INDIRECT | VQS_DESCRIPTOR_NEXT);
	enum vqs_fault fault;

	if (walk->inside)
		fault = table_on(queue, walk, chain, before);
	else if (before == 0 && kind == VQS_DESCRIPTOR_INDIRECT)
		fault = table(queue, walk, chain);
	else
		fault = list_on(queue, walk, chain);
	if (fault)
		return fault;
	return vqs_collect_finish(walk->collector.next, walk->collector.length,
	                          walk->rest.writable, chain);
}
