/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A queue on which each call of the device end is made twice: of the library, and of the
 * reference. Both have to give the same chains, the same segments and the same fault, and
 * the library must leave alone what is not its own: what lies behind the room it was given,
 * and in the ring all but what it uses.
 */
#ifndef VQSMITH_TESTS_RING_LOCKSTEP_H
#define VQSMITH_TESTS_RING_LOCKSTEP_H

#include "pair.h"
#include "reference.h"

struct lockstep {
	struct pair pair;
	struct reference reference;
	struct vqs_chain
	        held[REFERENCE_SIZE]; /* oldest first; their segments are not kept */
	unsigned int held_count;
	/* the driver: of each descriptor (packed: id) who has it, plus 1; 0: nobody */
	uint16_t owner[REFERENCE_SIZE];
	uint16_t given[REFERENCE_SIZE]; /* slots of an id that is not used yet; or 0 */
	uint16_t next_free, index;
	unsigned int free; /* entries */
	uint64_t random;
	unsigned int note[8]; /* the test's: which case this is; printed when one fails */
};

/* A chain to be offered: buffers and, if it is in a table, where that is; else 0. */
struct offer {
	const struct vqs_buffer *buffers;
	unsigned int readable, writable;
	uint64_t table;
};

void lockstep_start(struct lockstep *lockstep, const struct pair_options *options);
/* The same queue and memory once more, from another position on. */
void lockstep_again(struct lockstep *lockstep, uint16_t position);
/* The memory is another one from now on. */
void lockstep_move(struct lockstep *lockstep, const struct vqs_memory *memory);
void lockstep_stop(struct lockstep *lockstep);

/* False: the queue is too full for it. What of a table is not in memory is not written. */
bool lockstep_offer(struct lockstep *lockstep, const struct offer *offer);

/* How many chains, or -EIO. */
int lockstep_take(struct lockstep *lockstep, unsigned int count, size_t room);

/* So many of those that are held: the oldest ones, or any, each in any order. */
void lockstep_give(struct lockstep *lockstep, unsigned int count, bool oldest);

uint64_t lockstep_any(struct lockstep *lockstep, uint64_t below);

#endif
