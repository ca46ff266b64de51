/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device end once more, in the plainest words: every descriptor in one way, every
 * address looked up from the first region on, nothing remembered. What the library's own is
 * held against, in whatever ways that one goes.
 */
#ifndef VQSMITH_TESTS_RING_REFERENCE_H
#define VQSMITH_TESTS_RING_REFERENCE_H

#include <vqsmith/ring.h>

#define REFERENCE_SIZE 256 /* entries of a queue at the most */

struct reference {
	struct vqs_ring ring;
	const struct vqs_memory *memory;
	bool packed, indirect, in_order; /* negotiated */
	/* split: indices; packed: entries and wrap counters */
	uint16_t next, used;
	bool next_wrap, used_wrap;
	uint16_t seen;        /* split: the driver's index when last read */
	unsigned int entries; /* packed: of the ring, that the device has */
	bool held[REFERENCE_SIZE];
	/* in order: what was taken, oldest first, and which of it waits for its turn */
	struct vqs_used turns[REFERENCE_SIZE];
	bool waits[REFERENCE_SIZE];
	unsigned int turn_count;
	enum vqs_fault fault;
};

/* `position`: what vqs_device_ring_position() says of a queue that was just initialised. */
void reference_start(struct reference *reference, const struct vqs_ring *ring,
                     const struct vqs_memory *memory, uint32_t position);

/* As vqs_device_ring_take(). */
int reference_take(struct reference *reference, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room);

/* As vqs_device_ring_expect(), as far as it matters to others. */
void reference_expect(struct reference *reference);

/* As vqs_device_ring_untake(), of the newest one. */
void reference_untake(struct reference *reference, const struct vqs_used *used);

/*
 * One chain that is held is given back. `area`: where it is told, or a copy of that: the
 * descriptors of a packed queue, the used ring of a split one; NULL: nowhere.
 */
void reference_give(struct reference *reference, const struct vqs_used *used,
                    unsigned char *area);

#endif
