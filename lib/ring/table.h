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

/* Whether there is room for a segment of each descriptor. */
VQS_HOT bool vqs_table_room(const struct vqs_segment *next, size_t length,
                            const struct vqs_segment *end)
{
	const uint64_t bytes = length / (VQS_DESCRIPTOR_BYTES / sizeof(*end));

	return (uint64_t)(uintptr_t)next + bytes <= (uintptr_t)end;
}

/*
 * The same where INDIRECT may be, for a table that is all in one piece and that there is
 * room for. False: it is not so, or a fault. Tables tend to be where the last one was,
 * wherever the buffers are.
 */
VQS_HOT bool vqs_table_usual(struct vqs_device_ring *queue,
                             const struct vqs_descriptor *now,
                             const struct vqs_segment *next,
                             const struct vqs_segment *end, const unsigned char **base)
{
	struct vqs_recent *recent = queue->tables;
	uint64_t address = now->address;

	if (VQS_SELDOM(!vqs_table_room(next, now->length, end)) ||
	    VQS_SELDOM(now->length % VQS_DESCRIPTOR_BYTES != 0))
		return false;
	if (VQS_SELDOM(!vqs_recent_translate(recent, &address, now->length))) {
		recent = vqs_recent_at(queue, address);
		if (!vqs_recent_translate(recent, &address, now->length))
			return false;
		queue->tables = recent;
	}
	*base = (const unsigned char *)(uintptr_t)address;
	return true;
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
