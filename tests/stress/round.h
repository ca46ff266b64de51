/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One round: a queue of some format, size and features, a thread at each end of it, some thousand
 * chains. The threads share the queue's areas, its indirect tables and the buffers, the bells, and
 * nothing else.
 */
#ifndef VQSMITH_STRESS_ROUND_H
#define VQSMITH_STRESS_ROUND_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <vqsmith/ring.h>

#include "bell.h"
#include "traffic.h"

#define BURST   64
#define REGIONS 8

/* Where a chain's buffers are: the readable ones, then the writable ones. */
struct cell {
	unsigned char bytes[2][HALF];
};

/* What a round does, all of it reckoned from the seed and its number. */
struct plan {
	uint64_t seed, number;
	bool packed, event_idx, indirect, in_order;
	uint16_t size, depth;            /* entries; chains in flight at most */
	uint16_t indirect_entries, most; /* buffers: in a table; in a chain */
	uint32_t position;               /* where the queue begins */
	unsigned int regions;
	uint16_t held; /* chains that the device keeps for later at most */
	bool driver_polls, device_polls, suppresses, restarts;
	uint64_t chains;
};

struct round {
	struct plan plan;
	struct vqs_ring ring;
	struct vqs_region regions[REGIONS + 1];
	struct vqs_memory memory;
	struct vqs_driver_ring_storage storage;
	struct vqs_driver_ring driver; /* the driver's thread's alone, once it runs */
	struct cell *cells;            /* one for each entry of the queue */
	struct bell available, used;
	/* for the watchdog alone: how far each end is, and whether it sleeps */
	_Alignas(64) _Atomic uint64_t driven;
	_Alignas(64) _Atomic uint64_t served;
	_Alignas(64) _Atomic bool driver_sleeps;
	_Atomic bool device_sleeps;
	uint64_t restarted; /* the device's */
};

struct plan plan_of(uint64_t seed, uint64_t number, uint64_t chains);
void plan_print(const struct plan *plan);

/* 0, or a negative errno value where there is no memory or no thread. What goes wrong in
   the round is told and ends the program. */
int round_start(struct round *round, const struct plan *plan);
void round_stop(struct round *round);

/* The threads' functions; the argument is the round. */
void *driver_end(void *round);
void *device_end(void *round);

/* Where the device finds a cell: guest addresses, in the region of its number. */
uint64_t cell_address(const struct round *round, unsigned int cell, unsigned int half);

/* Tells what is wrong in which round, and ends the program. */
_Noreturn void fail(const struct round *round, const char *what, uint64_t number);

#define EXPECT(round, condition, number)                                                 \
	do {                                                                             \
		if (!(condition))                                                        \
			fail(round, #condition, number);                                 \
	} while (0)

/* One end, each time that nothing is to do: lets the other have this processor now and then. */
void idle(unsigned int *times);

#endif
