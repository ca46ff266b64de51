/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: a table of descriptors to read from, the queue's own or an
 * indirect one, which may begin anywhere and lie in several regions.
 *
 * virtio 1.4, Indirect Descriptors; Indirect Flag: Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_TABLE_H
#define VQSMITH_RING_TABLE_H

#include "descriptor.h"
#include "recent.h"

struct vqs_table {
	const unsigned char *base; /* NULL: it lies in several regions, see `guest` */
	uint64_t guest;
	uint32_t entries;
};

/* For a table that no recent region holds whole; *base as above. False: no memory. */
bool vqs_table_slowly(struct vqs_device_ring *queue, uint64_t guest, uint32_t length,
                      void **base);

/* The 16 bytes at `guest`, which regions that adjoin each other hold together. */
void vqs_table_scattered(const struct vqs_device_ring *queue, uint64_t guest,
                         unsigned char bytes[VQS_DESCRIPTOR_BYTES]);

/* Where the two halves of a descriptor can be read, once each. */
VQS_HOT const unsigned char *vqs_table_at(const struct vqs_device_ring *queue,
                                          const struct vqs_table *table, uint32_t index,
                                          unsigned char bytes[VQS_DESCRIPTOR_BYTES])
{
	size_t offset = (size_t)index * VQS_DESCRIPTOR_BYTES;

	if (!VQS_SELDOM(!table->base))
		return table->base + offset;
	vqs_table_scattered(queue, table->guest + offset, bytes);
	return bytes;
}

/*
 * Goes to the table that an INDIRECT descriptor refers to. Its WRITE flag is
 * ignored, as the specification has it. A table may be longer than the queue:
 * the specification forbids drivers that, and Linux does it
 * (virtqueue_add_split), so only what an index can reach is a limit.
 */
VQS_HOT enum vqs_fault vqs_table_enter(struct vqs_device_ring *queue, uint64_t guest,
                                       uint32_t length, struct vqs_table *table)
{
	void *base;

	if (!queue->indirect)
		return VQS_FAULT_INDIRECT_UNASKED;
	if (length - 1 >= VQS_QUEUE_SIZE_MAX * VQS_DESCRIPTOR_BYTES ||
	    length % VQS_DESCRIPTOR_BYTES != 0)
		return VQS_FAULT_INDIRECT_LENGTH;
	if (VQS_SELDOM(!vqs_recent_host(queue, guest, length, &base)) &&
	    !vqs_table_slowly(queue, guest, length, &base))
		return VQS_FAULT_ADDRESS;
	table->base = base;
	table->guest = guest;
	table->entries = length / VQS_DESCRIPTOR_BYTES;
	return VQS_FAULT_NONE;
}

#endif
