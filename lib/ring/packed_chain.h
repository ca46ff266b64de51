/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: the descriptors of one chain.
 *
 * virtio 1.4, Packed Virtqueues: Next Flag: Descriptor Chaining; Indirect Flag:
 * Scatter-Gather Support.
 */
#ifndef VQSMITH_RING_PACKED_CHAIN_H
#define VQSMITH_RING_PACKED_CHAIN_H

#include "collect.h"
#include "packed_layout.h"
#include "table.h"

/*
 * Where a call of take is in the ring: an entry, the two flags that make one there
 * available, and where to stop. The entries before `stop` are one piece, the device does
 * not hold them, and there is room for a segment for each.
 *
 * On the way along chains of several NEXT is among these flags, and in the writable half
 * WRITE, and so they are what flags usually are: how others differ from them counts.
 */
struct vqs_packed_at {
	const unsigned char *entry, *stop;
	size_t mark;
};

#define VQS_PACKED_LAST VQS_DESCRIPTOR_NEXT
#define VQS_PACKED_TURN VQS_DESCRIPTOR_WRITE

/* How far a chain was walked in the usual way, and what of it the device does not hold. */
struct vqs_packed_walk {
	struct vqs_collector collector;
	struct vqs_collect_rest rest;
	struct vqs_packed_at at; /* the descriptor at hand, or who refers to its table */
	size_t slots;            /* entries of the ring before that one, then all */
	size_t free;             /* entries that the chain may take at most */
	struct vqs_table table;
	bool inside;  /* the table, not the ring */
	bool stopped; /* that at hand was added; `at` is behind it */
};

/* The rest of a chain, whatever it is like. All descriptors before it were usual ones. */
enum vqs_fault vqs_packed_collect(struct vqs_device_ring *queue,
                                  struct vqs_packed_walk *walk, struct vqs_chain *chain);

/* Behind the last entry of the ring is the first one. */
static inline void vqs_packed_wrap_at(const struct vqs_device_ring *queue,
                                      struct vqs_packed_at *at)
{
	if (at->entry == vqs_descriptor_at(queue->ring.descriptors, queue->ring.size)) {
		at->entry = queue->ring.descriptors;
		at->mark ^= VQS_PACKED_BOTH;
	}
}

/* All but the flags of the first one of a chain. */
VQS_HOT void vqs_packed_read(struct vqs_descriptor *now, const unsigned char *at)
{
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_field32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

VQS_HOT void vqs_packed_row(struct vqs_descriptor *now, const unsigned char *at)
{
	now->flags = vqs_shared_anywhere16(at + VQS_PACKED_FLAGS);
	now->address = vqs_shared_field64(at);
	now->length = vqs_shared_anywhere32(at + VQS_PACKED_LENGTH);
	VQS_KEEP_ALL();
}

/* A chain that is being taken in the usual way, all of it in registers. */
struct vqs_packed_usual {
	struct vqs_collector collector;
	struct vqs_packed_at at;
	struct vqs_chain *chain;
	const unsigned char *row; /* of its table; NULL: it has none */
	enum vqs_usual came;      /* how it ended, if not in the usual way */
};

/* Adds the buffer of the descriptor at hand. In a loop nobody is called for it. */
VQS_HOT bool vqs_packed_add(struct vqs_device_ring *queue, struct vqs_packed_usual *usual)
{
	struct vqs_collector *const collector = &usual->collector;
	struct vqs_descriptor *const now = &collector->now;

	if (VQS_SELDOM(!vqs_recent_translate(collector->recent, &now->address,
	                                     now->length))) {
		collector->recent = vqs_recent_at(queue, now->address);
		if (VQS_SELDOM(!vqs_recent_translate(collector->recent, &now->address,
		                                     now->length)))
			return false;
	}
	collector->next->base = (void *)(uintptr_t)now->address;
	collector->next->length = (uint32_t)now->length;
	collector->next++;
	collector->length += now->length;
	return true;
}

/* This chain goes the other way; `flags` of the descriptor at hand, as it was read. */
VQS_HOT bool vqs_packed_odd(struct vqs_packed_usual *usual, enum vqs_usual came,
                            size_t flags)
{
	usual->collector.now.flags = flags;
	usual->came = VQS_UNUSUAL | came;
	return false;
}

/* Whether what was added is as long as chains usually are. */
VQS_HOT bool vqs_packed_end(struct vqs_packed_usual *usual, bool writable)
{
	const struct vqs_collector *const collector = &usual->collector;

	if (VQS_SELDOM(collector->length >> 32))
		return vqs_packed_odd(usual,
		                      writable ? VQS_LONG | VQS_WRITABLE : VQS_LONG, 0);
	vqs_collect_end(collector->next, collector->length, usual->chain, writable);
	return true;
}

/* Adds the row at hand and goes to the next. False: that was the last. */
VQS_HOT bool vqs_packed_next_row(struct vqs_packed_usual *usual,
                                 const unsigned char *const *last)
{
	if (usual->row == *last)
		return false;
	usual->row += VQS_DESCRIPTOR_BYTES;
	vqs_packed_row(&usual->collector.now, usual->row);
	return true;
}

/*
 * The usual way along a table. It has no flags but WRITE, and no end but its own: "others
 * are reserved and are ignored by the device".
 */
VQS_HOT bool vqs_packed_rows(struct vqs_device_ring *queue,
                             struct vqs_packed_usual *usual,
                             const unsigned char *const *last)
{
	const struct vqs_descriptor *const now = &usual->collector.now;

	vqs_packed_row(&usual->collector.now, usual->row);
	while (now->flags == 0) {
		if (!vqs_packed_add(queue, usual))
			return vqs_packed_odd(usual, VQS_USUAL, 0);
		if (!vqs_packed_next_row(usual, last))
			return vqs_packed_end(usual, false);
	}
	if (VQS_SELDOM(now->flags != VQS_DESCRIPTOR_WRITE))
		return vqs_packed_odd(usual, VQS_USUAL, now->flags);
	vqs_collect_turn(&usual->collector, usual->chain);
	for (;;) {
		if (!vqs_packed_add(queue, usual))
			return vqs_packed_odd(usual, VQS_WRITABLE, VQS_DESCRIPTOR_WRITE);
		if (!vqs_packed_next_row(usual, last))
			return vqs_packed_end(usual, true);
		if (VQS_SELDOM(now->flags != VQS_DESCRIPTOR_WRITE))
			return vqs_packed_odd(usual, VQS_WRITABLE, now->flags);
	}
}

/*
 * Adds the descriptor at hand, which has NEXT and WRITE or not, and reads the next.
 * *differ: how its flags differ.
 */
VQS_HOT bool vqs_packed_entry(struct vqs_device_ring *queue,
                              struct vqs_packed_usual *usual, enum vqs_usual half,
                              size_t flags, size_t *differ)
{
	struct vqs_packed_at *const at = &usual->at;

	if (!vqs_packed_add(queue, usual))
		return vqs_packed_odd(usual, half, flags);
	at->entry += VQS_DESCRIPTOR_BYTES;
	if (VQS_SELDOM(at->entry == at->stop))
		return vqs_packed_odd(usual, half | VQS_STOPPED, flags);
	*differ = vqs_shared_field16(at->entry + VQS_PACKED_FLAGS) ^ at->mark;
	vqs_packed_read(&usual->collector.now, at->entry);
	return true;
}

/* Adds the last one of the chain. */
VQS_HOT bool vqs_packed_last(struct vqs_device_ring *queue,
                             struct vqs_packed_usual *usual, enum vqs_usual half,
                             size_t flags)
{
	if (!vqs_packed_add(queue, usual))
		return vqs_packed_odd(usual, half, flags);
	return vqs_packed_end(usual, half);
}

/*
 * The usual way along the ring. The first descriptor's flags vouch for the rest: they were
 * written last.
 */
VQS_HOT bool vqs_packed_entries(struct vqs_device_ring *queue,
                                struct vqs_packed_usual *usual, size_t differ)
{
	const size_t next = VQS_DESCRIPTOR_NEXT, write = VQS_DESCRIPTOR_WRITE;

	if (differ == 0) {
		do {
			if (!vqs_packed_entry(queue, usual, VQS_USUAL, next, &differ))
				return false;
		} while (differ == 0);
	}
	if (differ == VQS_PACKED_LAST)
		return vqs_packed_last(queue, usual, VQS_USUAL, 0);
	if (VQS_SELDOM(differ > (VQS_PACKED_LAST | VQS_PACKED_TURN)))
		return vqs_packed_odd(usual, VQS_USUAL, differ ^ next);
	vqs_collect_turn(&usual->collector, usual->chain);
	if (differ == VQS_PACKED_TURN) {
		usual->at.mark ^= VQS_PACKED_TURN;
		do {
			if (!vqs_packed_entry(queue, usual, VQS_WRITABLE, next | write,
			                      &differ))
				return false;
		} while (differ == 0);
		usual->at.mark ^= VQS_PACKED_TURN;
		if (VQS_SELDOM(differ != VQS_PACKED_LAST))
			return vqs_packed_odd(usual, VQS_WRITABLE,
			                      differ ^ (next | write));
	}
	return vqs_packed_last(queue, usual, VQS_WRITABLE, write);
}

#endif
