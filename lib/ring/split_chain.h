/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: the descriptors of one chain.
 *
 * There are two ways along a chain. The usual one is short: it takes what sound drivers
 * make, and stops at anything else. From there, with the descriptor that it read last,
 * vqs_split_collect goes on, which knows all that the specification allows and has a
 * name for every fault. Nothing is read twice.
 */
#ifndef VQSMITH_RING_SPLIT_CHAIN_H
#define VQSMITH_RING_SPLIT_CHAIN_H

#include "collect.h"

/* Three of the flags, where they are in a descriptor's second half: length, flags, next. */
#define VQS_SPLIT_NEXT     ((uint64_t)VQS_DESCRIPTOR_NEXT << 32)
#define VQS_SPLIT_WRITE    ((uint64_t)VQS_DESCRIPTOR_WRITE << 32)
#define VQS_SPLIT_INDIRECT ((uint64_t)VQS_DESCRIPTOR_INDIRECT << 32)
#define VQS_SPLIT_THREE    (VQS_SPLIT_NEXT | VQS_SPLIT_WRITE | VQS_SPLIT_INDIRECT)

/* How far a chain was walked. */
struct vqs_split_walk {
	const unsigned char *table; /* in which the next descriptor will be */
	uint32_t bytes;             /* of it */
	uint64_t address, tail;     /* the descriptor that comes now, a private copy */
	struct vqs_segment *first;
	/* Segments were made for all descriptors before it: */
	struct vqs_segment *next, *border; /* border: of the first writable one */
	uint64_t length, readable;         /* bytes: of all, up to the border */
	uint64_t usual; /* NEXT: none was writable; or WRITE and NEXT */
	bool inside;    /* the table is an indirect one */
};

/* The rest of a chain. How many segments all of it has, or -fault. */
int vqs_split_collect(struct vqs_device_ring *queue, const struct vqs_split_walk *walk,
                      struct vqs_chain *chain, struct vqs_segment *end);

/* Goes to an indirect table that is all in one. */
VQS_HOT bool vqs_split_enter(const struct vqs_device_ring *queue,
                             struct vqs_split_walk *walk)
{
	const void *table = vqs_usual_table(queue, walk->address, (uint32_t)walk->tail);

	if (!table)
		return false;
	walk->table = table;
	walk->bytes = (uint32_t)walk->tail;
	walk->address = vqs_shared_read64(walk->table);
	walk->tail = vqs_shared_read64(walk->table + 8);
	walk->inside = true;
	return true;
}

/*
 * The usual way, from the first descriptor on. Where the segments end, or NULL and how
 * far it went. A loop ends where the room does.
 */
VQS_HOT struct vqs_segment *vqs_split_usual(const struct vqs_device_ring *queue,
                                            struct vqs_split_walk *walk,
                                            struct vqs_chain *chain,
                                            const struct vqs_segment *end)
{
	uint64_t flags;

	walk->next = walk->border = walk->first;
	walk->usual = VQS_SPLIT_NEXT;
	if ((walk->tail & VQS_SPLIT_THREE) == VQS_SPLIT_INDIRECT &&
	    !vqs_split_enter(queue, walk))
		return NULL;
	for (;;) {
		size_t at = walk->tail >> 44 & 0xffff0;

		flags = walk->tail & VQS_SPLIT_THREE;
		if (flags != walk->usual) {
			if (flags != (VQS_SPLIT_NEXT | VQS_SPLIT_WRITE))
				break;
			walk->usual = flags;
			walk->border = walk->next;
			walk->readable = walk->length;
		}
		if (VQS_SELDOM(at >= walk->bytes) ||
		    !vqs_collect_usual(queue, walk->address, (uint32_t)walk->tail,
		                       walk->next, end))
			return NULL;
		walk->next++;
		walk->length += (uint32_t)walk->tail;
		walk->address = vqs_shared_read64(walk->table + at);
		walk->tail = vqs_shared_read64(walk->table + at + 8);
	}
	if (flags != VQS_SPLIT_WRITE && (flags || walk->usual != VQS_SPLIT_NEXT))
		return NULL;
	if (VQS_SELDOM(walk->length + (uint32_t)walk->tail > UINT32_MAX) ||
	    !vqs_collect_usual(queue, walk->address, (uint32_t)walk->tail, walk->next,
	                       end))
		return NULL;
	if (walk->usual == VQS_SPLIT_NEXT) {
		walk->border = flags ? walk->next : walk->next + 1;
		walk->readable = walk->length + (flags ? 0 : (uint32_t)walk->tail);
	}
	walk->next++;
	walk->length += (uint32_t)walk->tail;
	chain->segments = walk->first;
	chain->readable = (uint32_t)(walk->border - walk->first);
	chain->writable = (uint32_t)(walk->next - walk->border);
	chain->readable_length = (uint32_t)walk->readable;
	chain->writable_length = (uint32_t)(walk->length - walk->readable);
	return walk->next;
}

#endif
