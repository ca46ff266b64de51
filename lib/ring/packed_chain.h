/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: the descriptors of one chain, each read once.
 *
 * virtio 1.4, Packed Virtqueues: Next Flag: Descriptor Chaining; Indirect Flag:
 * Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_PACKED_CHAIN_H
#define VQSMITH_RING_PACKED_CHAIN_H

#include "collect.h"
#include "packed_layout.h"
#include "table.h"

/* A chain in the ring: where it begins, and what is found at its end. */
struct vqs_packed_chain {
	uint32_t entry; /* of its first descriptor; then of its last */
	uint16_t flags; /* of its first descriptor, which made it available */
	uint16_t id;    /* the last one's: it counts */
	uint32_t slots;
};

/*
 * A table has no flags but WRITE, and no end but its own: "others are
 * reserved and are ignored by the device".
 */
VQS_HOT enum vqs_fault vqs_packed_collect_table(struct vqs_device_ring *queue,
                                                const unsigned char *descriptor,
                                                struct vqs_collector *collector)
{
	uint64_t guest = vqs_shared_read64(descriptor);
	uint32_t length = vqs_shared_read32(descriptor + VQS_PACKED_LENGTH);
	unsigned char bytes[VQS_DESCRIPTOR_BYTES];
	struct vqs_table table;
	enum vqs_fault fault = vqs_table_enter(queue, guest, length, &table);

	for (uint32_t i = 0; !VQS_SELDOM(fault) && i < table.entries; i++) {
		const unsigned char *at = vqs_table_at(queue, &table, i, bytes);
		uint64_t address = vqs_shared_read64(at);
		uint64_t tail = vqs_shared_read64(at + VQS_PACKED_LENGTH);

		fault = vqs_collect(collector, queue, address, (uint32_t)tail,
		                    tail >> 48 & VQS_DESCRIPTOR_WRITE);
	}
	return fault;
}

/*
 * Along the ring, at most `free` entries: those that the device does not have
 * yet. The first descriptor's flags vouch for the rest: they were written last.
 */
VQS_HOT enum vqs_fault vqs_packed_collect_list(struct vqs_device_ring *queue,
                                               struct vqs_packed_chain *chain,
                                               uint32_t free,
                                               struct vqs_collector *collector)
{
	unsigned char *const ring = queue->ring.descriptors;
	uint16_t flags = chain->flags;

	for (chain->slots = 1;; chain->slots++) {
		const unsigned char *at = vqs_descriptor_at(ring, chain->entry);
		uint64_t address = vqs_shared_read64(at);
		uint32_t length = vqs_shared_read32(at + VQS_PACKED_LENGTH);
		enum vqs_fault fault = vqs_collect(collector, queue, address, length,
		                                   flags & VQS_DESCRIPTOR_WRITE);

		if (VQS_SELDOM(fault))
			return fault;
		if (!(flags & VQS_DESCRIPTOR_NEXT))
			return VQS_FAULT_NONE;
		if (VQS_SELDOM(chain->slots == free))
			return VQS_FAULT_LOOP;
		if (++chain->entry == queue->ring.size)
			chain->entry = 0;
		flags = vqs_shared_read16(vqs_descriptor_at(ring, chain->entry) +
		                          VQS_PACKED_FLAGS);
		if (VQS_SELDOM(flags & VQS_DESCRIPTOR_INDIRECT))
			return queue->indirect ? VQS_FAULT_INDIRECT_NESTED
			                       : VQS_FAULT_INDIRECT_UNASKED;
	}
}

/* A chain is a list in the ring or one table, never both. */
VQS_HOT enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                          struct vqs_packed_chain *chain, uint32_t free,
                                          struct vqs_collector *collector)
{
	unsigned char *first = vqs_descriptor_at(queue->ring.descriptors, chain->entry);
	enum vqs_fault fault;

	if (!(chain->flags & VQS_DESCRIPTOR_INDIRECT)) {
		fault = vqs_packed_collect_list(queue, chain, free, collector);
	} else if (chain->flags & VQS_DESCRIPTOR_NEXT) {
		fault = queue->indirect ? VQS_FAULT_INDIRECT_NESTED
		                        : VQS_FAULT_INDIRECT_UNASKED;
	} else {
		chain->slots = 1;
		fault = vqs_packed_collect_table(queue, first, collector);
	}
	if (!VQS_SELDOM(fault))
		chain->id = vqs_shared_read16(
		        vqs_descriptor_at(queue->ring.descriptors, chain->entry) +
		        VQS_PACKED_ID);
	return fault;
}

#endif
