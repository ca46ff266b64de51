/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device end's take once more, in the plainest words: every descriptor in one way, every
 * address looked up from the first region on, nothing remembered. What the library's own is
 * held against, in whatever ways that one goes.
 */
#ifndef VQSMITH_TESTS_RING_REFERENCE_H
#define VQSMITH_TESTS_RING_REFERENCE_H

#include "pair.h"

#define REFERENCE_SIZE 256 /* entries of a queue at the most */

struct reference {
	const struct vqs_ring *ring;
	const struct vqs_memory *memory;
	bool indirect; /* negotiated */
	/* split: indices; packed: entries and wrap counters */
	uint16_t next, used;
	bool next_wrap, used_wrap;
	uint16_t seen;        /* split: the driver's index when last read */
	unsigned int entries; /* packed: of the ring, that the device has */
	bool held[REFERENCE_SIZE];
	enum vqs_fault fault;
};

/* A queue of the pair that was just initialised at that position. */
void reference_start(struct reference *reference, const struct pair *pair,
                     uint16_t position);

/* As vqs_device_ring_take(). */
int reference_take(struct reference *reference, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room);

/* One chain is given back: what the ring's area then holds, written into a copy of it. */
void reference_give(struct reference *reference, const struct vqs_used *used,
                    unsigned char *area);

#endif
