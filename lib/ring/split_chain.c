/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, split format: the chains that are not as chains usually are. */
#include "split_chain.h"

static void read_from(const struct vqs_device_ring *queue, struct vqs_split_walk *walk,
                      size_t index)
{
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	const unsigned char *at = vqs_table_at(queue, &walk->table, index, bytes);

	vqs_split_row(&walk->collector.now, at);
	vqs_split_apart(&walk->collector.now);
}

/* To the end of the chain, or to an INDIRECT descriptor, in one table. */
static enum vqs_fault walk_on(struct vqs_device_ring *queue, struct vqs_split_walk *walk,
                              struct vqs_chain *chain, size_t left)
{
	const struct vqs_descriptor *now = &walk->collector.now;

	for (; left > 0; left--) {
		enum vqs_fault fault;

		if (now->flags & VQS_DESCRIPTOR_INDIRECT)
			return VQS_FAULT_INDIRECT_NESTED;
		fault = vqs_collect(&walk->collector, &walk->rest, queue, chain);
		if (fault)
			return fault;
		if (!(now->flags & VQS_DESCRIPTOR_NEXT))
			return VQS_FAULT_NONE;
		if (now->next >= walk->table.entries)
			return VQS_FAULT_NEXT_RANGE;
		read_from(queue, walk, now->next);
	}
	return VQS_FAULT_LOOP;
}

static enum vqs_fault walk_indirect(struct vqs_device_ring *queue,
                                    struct vqs_split_walk *walk, struct vqs_chain *chain)
{
	const struct vqs_descriptor *now = &walk->collector.now;
	enum vqs_fault fault;

	if (now->flags & VQS_DESCRIPTOR_NEXT)
		return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
		                       : VQS_FAULT_INDIRECT_UNASKED;
	fault = vqs_table_enter(queue, now->address, (uint32_t)now->length, &walk->table);
	if (fault)
		return fault;
	walk->inside = true;
	read_from(queue, walk, 0);
	return walk_on(queue, walk, chain, walk->table.entries);
}

enum vqs_fault vqs_split_collect(struct vqs_device_ring *queue,
                                 struct vqs_split_walk *walk, struct vqs_chain *chain)
{
	/* each of the usual descriptors made a segment */
	size_t walked = (size_t)(walk->collector.next - chain->segments);
	enum vqs_fault fault;

	if (!walk->inside)
		walk->table = (struct vqs_table){ .base = queue->ring.descriptors,
			                          .entries = queue->ring.size };
	fault = walk_on(queue, walk, chain,
	                walked < walk->table.entries ? walk->table.entries - walked : 0);

	/* the queue's table may lead to another; from that one there is no way on */
	if (fault == VQS_FAULT_INDIRECT_NESTED && !walk->inside)
		fault = walk_indirect(queue, walk, chain);
	if (fault)
		return fault;
	return vqs_collect_finish(walk->collector.next, walk->collector.length,
	                          walk->rest.writable, chain);
}
