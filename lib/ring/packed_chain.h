/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: the descriptors of one chain, on the usual way and on the
 * other one; see collect.h.
 *
 * virtio 1.4, Packed Virtqueues: Next Flag: Descriptor Chaining; Indirect Flag:
 * Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_PACKED_CHAIN_H
#define VQSMITH_RING_PACKED_CHAIN_H

#include "collect.h"
#include "packed_layout.h"
#include "table.h"

/* How far a chain was walked in the usual way, and what of it the device does not hold. */
struct vqs_packed_walk {
	struct vqs_collector collector;
	struct vqs_collect_rest rest;
	const unsigned char *entry; /* of the descriptor at hand, or of its table's */
	size_t slots;               /* entries of the ring before that one, then all */
	size_t free;                /* entries that the chain may take at most */
	struct vqs_table table;
	bool inside;  /* the table, not the ring */
	bool stopped; /* that at hand was added; `entry` is behind it */
};

/* The rest of a chain, whatever it is like. All descriptors before it were usual ones. */
enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                  struct vqs_packed_walk *walk, struct vqs_chain *chain);

/* All but the flags of a descriptor in the ring. */
VQS_HOT void vqs_packed_read(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_field32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

/* All of one that may be in a table. */
VQS_HOT void vqs_packed_row(struct vqs_descriptor *now, const unsigned char *at)
{
	now->flags = vqs_shared_anywhere16(at + VQS_PACKED_FLAGS);
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_anywhere32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

/* A chain that is being taken in the usual way, all of it in registers. */
struct vqs_packed_usual {
	const unsigned char *at;  /* the descriptor at hand, in the ring or in a table */
	struct vqs_segment *next; /* what becomes of it */
	size_t reads,
	        writes; /* in the ring: flags of an available one with NEXT, in each half */
	struct vqs_descriptor now;
	struct vqs_recent *recent; /* where to look for the region first */
	int64_t length;            /* bytes, and 2^32 less: not below 0 is too long */
	struct vqs_chain *chain;
	enum vqs_usual came; /* how it ended, if not in the usual way */
};

/* With the first descriptor read: at it. */
VQS_HOT void vqs_packed_begin(struct vqs_device_ring *queue,
                              struct vqs_packed_usual *usual)
{
	usual->recent = vqs_recent_at(queue, usual->now.address);
	usual->length = -(INT64_C(1) << 32);
}

/* Adds the buffer of the descriptor at hand. In a loop nobody is called for it. */
VQS_HOT bool vqs_packed_add(struct vqs_device_ring *queue, struct vqs_packed_usual *usual)
{
	if (!vqs_collect_place(queue, &usual->recent, &usual->now, usual->next))
		return false;
	usual->next++;
	usual->length += (int64_t)usual->now.length;
	return true;
}

/* This chain goes the other way; `flags` of the descriptor at hand, as it was read. */
VQS_HOT bool vqs_packed_odd(struct vqs_packed_usual *usual, enum vqs_usual came,
                            size_t flags)
{
	usual->now.flags = flags;
	usual->came = VQS_UNUSUAL | came;
	return false;
}

/* Length, flags and what came in one. */
VQS_HOT uint64_t vqs_packed_half(const struct vqs_packed_usual *usual)
{
	return (uint32_t)usual->now.length | (uint64_t)usual->now.flags << 32 |
	       (uint64_t)usual->came << 48;
}

/* From the readable half to the writable one, the first of which is at hand. */
VQS_HOT void vqs_packed_turn(struct vqs_packed_usual *usual)
{
	usual->chain->readable = (uint16_t)(usual->next - usual->chain->segments);
	usual->chain->readable_length = (uint32_t)usual->length;
}

/* All were added. */
VQS_HOT bool vqs_packed_end(struct vqs_packed_usual *usual, enum vqs_usual half,
                            size_t flags)
{
	if (VQS_SELDOM(usual->length >= 0))
		return vqs_packed_odd(usual, half | VQS_LONG, flags);
	vqs_collect_end(usual->next, (uint64_t)usual->length, usual->chain, half);
	return true;
}

#endif
