/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: a table of descriptors to read from, the queue's own or an indirect one,
 * which may begin anywhere and lie in several regions.
 *
 * virtio 1.4, Indirect Descriptors; Indirect Flag: Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_TABLE_H
#define VQSMITH_RING_TABLE_H

#include "collect.h"

struct vqs_table {
	const unsigned char *base; /* NULL: it lies in several regions, see `guest` */
	uint64_t guest;
	size_t entries;
};

/*
 * Goes to the table that an INDIRECT descriptor refers to. Its WRITE flag is
 * ignored, as the specification has it. A table may be longer than the queue:
 * the specification forbids drivers that, and Linux does it
 * (virtqueue_add_split), so only what an index can reach is a limit.
 */
enum vqs_fault vqs_table_enter(struct vqs_device_ring *queue, uint64_t guest,
                               uint32_t length, struct vqs_table *table);

/*
 * The same where INDIRECT may be, for a table that is all in one piece and that there is
 * room for. NULL: it is not so, or a fault.
 */
VQS_HOT const unsigned char *vqs_table_usual(struct vqs_device_ring *queue,
                                             struct vqs_collector *collector,
                                             const struct vqs_segment *end)
{
	size_t room = (size_t)(end - collector->next) * VQS_DESCRIPTOR_BYTES;
	void *base;

	if (VQS_SELDOM(collector->now.length > room ||
	               collector->now.length % VQS_DESCRIPTOR_BYTES != 0) ||
	    !vqs_recent_host(queue, &collector->recent, collector->now.address,
	                     collector->now.length, &base))
		return NULL;
	return base;
}

/* The 16 bytes at `guest`, which regions that adjoin each other hold together. */
void vqs_table_scattered(const struct vqs_device_ring *queue, uint64_t guest,
                         unsigned char bytes[VQS_DESCRIPTOR_BYTES]);

/* Where the parts of a descriptor can be read, once each. */
static inline const unsigned char *vqs_table_at(const struct vqs_device_ring *queue,
                                                const struct vqs_table *table,
                                                size_t index,
                                                unsigned char bytes[VQS_DESCRIPTOR_BYTES])
{
	size_t offset = index * VQS_DESCRIPTOR_BYTES;

	if (table->base)
		return table->base + offset;
	vqs_table_scattered(queue, table->guest + offset, bytes);
	return bytes;
}

#endif
