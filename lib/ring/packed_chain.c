/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: chains of several descriptors, each read once.
 *
 * virtio 1.4, Packed Virtqueues: Next Flag: Descriptor Chaining; Indirect Flag:
 * Scatter-Gather Support.
 */
#include "packed_chain.h"

#include "collect.h"
#include "packed_layout.h"
#include "table.h"

/*
 * A table has no flags but WRITE, and no end but its own: "others are
 * reserved and are ignored by the device".
 */
VQS_HOT enum vqs_fault collect_table(struct vqs_device_ring *queue,
                                     const struct vqs_packed_chain *found,
                                     struct vqs_collector *collector)
{
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	struct vqs_table table = { .entries = 0 };
	enum vqs_fault fault =
	        vqs_table_enter(queue, found->address, found->length, &table);

	for (uint32_t i = 0; !VQS_SELDOM(fault) && i < table.entries; i++) {
		const unsigned char *at = vqs_table_at(queue, &table, i, bytes);
		uint64_t address = vqs_shared_read64(at);
		uint64_t tail = vqs_shared_read64(at + VQS_PACKED_LENGTH);

		fault = vqs_collect(collector, queue, address, (uint32_t)tail,
		                    (uint32_t)(tail >> 48));
	}
	return fault;
}

/*
 * Along the ring, no further than the entries go that the device does not have
 * yet. The first descriptor's flags vouch for the rest: they were written last.
 */
VQS_HOT enum vqs_fault collect_list(struct vqs_device_ring *queue,
                                    struct vqs_packed_chain *found,
                                    struct vqs_collector *collector)
{
	uint32_t free = queue->ring.size - queue->entries_held, slots = 1;
	uint32_t entry = found->entry, length = found->length, flags = found->flags;
	uint64_t address = found->address;

	for (;; slots++) {
		enum vqs_fault fault =
		        vqs_collect(collector, queue, address, length, flags);
		const unsigned char *at;

		if (VQS_SELDOM(fault))
			return fault;
		if (!(flags & VQS_DESCRIPTOR_NEXT))
			break;
		if (VQS_SELDOM(slots == free))
			return VQS_FAULT_LOOP;
		if (VQS_SELDOM(++entry == queue->ring.size))
			entry = 0;
		at = vqs_descriptor_at(queue->ring.descriptors, entry);
		flags = vqs_shared_read16(at + VQS_PACKED_FLAGS);
		if (VQS_SELDOM(flags & VQS_DESCRIPTOR_INDIRECT))
			return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
			                       : VQS_FAULT_INDIRECT_UNASKED;
		address = vqs_shared_read64(at);
		length = vqs_shared_read32(at + VQS_PACKED_LENGTH);
	}
	found->entry = entry;
	found->slots = slots;
	return VQS_FAULT_NONE;
}

/* A chain is a list in the ring or one table, never both. */
int vqs_packed_collect(struct vqs_device_ring *queue, struct vqs_packed_chain *found,
                       struct vqs_chain *chain, struct vqs_segment *first,
                       struct vqs_segment *end)
{
	struct vqs_collector collector = { .first = first, .next = first, .end = end };
	enum vqs_fault fault;

	if (!(found->flags & VQS_DESCRIPTOR_INDIRECT))
		fault = collect_list(queue, found, &collector);
	else if (VQS_SELDOM(found->flags & VQS_DESCRIPTOR_NEXT))
		fault = queue->indirect ? VQS_FAULT_INDIRECT_NESTED
		                        : VQS_FAULT_INDIRECT_UNASKED;
	else
		fault = collect_table(queue, found, &collector);
	if (!VQS_SELDOM(fault))
		fault = vqs_collect_finish(&collector, chain);
	return VQS_SELDOM(fault) ? -(int)fault : (int)(collector.next - first);
}
