/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile driver that writes descriptors of any content, into the ring and into tables:
 * near enough to sound ones that the device end comes far with them. Lengths that add up to
 * 2^32 and more, flags that no chain can have, ids and heads that are held or none. Each call
 * is compared with the reference.
 */
#include "lockstep.h"

#include <string.h>

#define SEEDS  15000
#define ROUNDS 12
#define TABLES (PAIR_LOW + 0x8000)
#define VAST   (UINT64_C(1) << 40)

static struct lockstep lockstep;

/* In the last one no byte is ever touched, so it may be as large as lengths can say. */
static struct vqs_region regions[3];

static uint32_t below(uint64_t limit)
{
	return (uint32_t)lockstep_any(&lockstep, limit);
}

/* One time in so many. */
static bool seldom(uint32_t times)
{
	return below(times) == 0;
}

static uint64_t some_address(void)
{
	if (seldom(40))
		return seldom(2) ? VAST - 8 : UINT64_MAX - below(64);
	switch (below(4)) {
	case 0:
		return PAIR_HIGH + below(0x1000);
	case 1:
		return VAST + below(0x1000);
	default:
		return PAIR_LOW + below(0x1000);
	}
}

/* How much of it is there, more or less, and what comes after that. */
static uint32_t some_length(uint64_t address)
{
	static const uint32_t large[] = { UINT32_MAX, UINT32_MAX - 20, UINT32_C(1) << 31,
		                          UINT32_C(1) << 30 };

	if (address >= VAST && seldom(2))
		return large[below(PAIR_COUNT(large))];
	return seldom(20) ? 0 : 1 + below(40);
}

/* Goes along chains: `writable` once that half began. */
static struct forged some_descriptor(bool *writable, uint16_t index, uint16_t size)
{
	struct forged now = { .address = some_address() };

	now.length = some_length(now.address);
	now.next =
	        seldom(20) ? (uint16_t)below(size + 2u) : (uint16_t)((index + 1) % size);
	*writable |= seldom(3);
	now.flags = *writable != seldom(60) ? WRITE : 0;
	if (!seldom(3))
		now.flags |= NEXT;
	else
		*writable = seldom(3);
	if (seldom(12)) {
		now.flags = seldom(8) ? INDIRECT | NEXT : INDIRECT;
		now.address = TABLES + 16 * below(40);
		now.length = seldom(15) ? below(80) : 16 + 16 * below(6);
	}
	if (seldom(30))
		now.flags |= 0x10;
	return now;
}

/* Rows that lead to the next, whichever is the first of a table. */
static void write_tables(void)
{
	unsigned char *rows = pair_at(&lockstep.pair, TABLES);
	bool writable = false;

	for (uint16_t i = 0; i < 48; i++) {
		struct forged now = some_descriptor(&writable, i, UINT16_MAX);

		if (!seldom(20))
			now.flags &= NEXT | WRITE;
		now.next = seldom(10) ? (uint16_t)below(8) : 1 + i % 6;
		if (pair_packed()) {
			now.next = now.flags;
			now.flags = (uint16_t)below(UINT16_MAX);
		}
		forge_descriptor(rows, i, now);
	}
}

static void write_packed(uint16_t available)
{
	const uint16_t size = lockstep.pair.ring.size;
	bool writable = false;

	for (uint16_t i = 0; i < available; i++) {
		const unsigned int entry = lockstep.reference.next + i;
		const bool wrap = lockstep.reference.next_wrap != (entry >= size);
		struct forged now = some_descriptor(&writable, i, size);

		now.next = now.flags | (wrap ? 0x0080 : 0x8000);
		now.flags = seldom(20) ? (uint16_t)below(size + 2u)
		                       : (uint16_t)(entry % size);
		forge_descriptor(lockstep.pair.ring.descriptors, entry % size, now);
	}
}

static void write_split(uint16_t available)
{
	const uint16_t size = lockstep.pair.ring.size;
	bool writable = false;

	for (uint16_t i = 0; i < size; i++)
		forge_direct(&lockstep.pair, i, some_descriptor(&writable, i, size));
	for (uint16_t i = 0; i < available; i++) {
		const uint16_t index = lockstep.reference.next + i;

		forge_available(&lockstep.pair, index,
		                (uint16_t)(seldom(20) ? below(size + 2u) : index % size));
	}
	/* not less than it said before */
	if ((uint16_t)(lockstep.reference.seen - lockstep.reference.next) <= available)
		forge_available_index(&lockstep.pair,
		                      lockstep.reference.next + available);
}

static void round_of_lies(void)
{
	const uint16_t size = lockstep.pair.ring.size;
	const uint16_t available = (uint16_t)below(size + 1u);

	write_tables();
	if (pair_packed())
		write_packed(available);
	else
		write_split(available);
	while (lockstep_take(&lockstep, 1 + below(seldom(2) ? 2 : size + 1u),
	                     below(8) + (seldom(8) ? 0 : 2 * size)) > 0)
		;
	if (!lockstep.reference.fault)
		lockstep_give(&lockstep, below(lockstep.held_count + 1u), seldom(2));
}

static void start(uint16_t size, bool indirect)
{
	const struct pair_options options = { .size = size, .indirect = indirect };

	lockstep_start(&lockstep, &options);
	regions[0] = lockstep.pair.regions[0];
	regions[1] = lockstep.pair.regions[2];
	regions[2] = (struct vqs_region){ VAST, UINT64_C(1) << 34,
		                          (void *)(uintptr_t)0x10000 };
	lockstep.pair.memory = (struct vqs_memory){ regions, 3, 1, NULL };
}

static void any_content(void **state)
{
	static const uint16_t sizes[] = { 1, 4, 8, 16, 7, 13 };

	(void)state;
	for (unsigned int i = 0; i < PAIR_COUNT(sizes) - (pair_packed() ? 0 : 2); i++) {
		start(sizes[i], i != 1);
		for (unsigned int seed = 0; seed < SEEDS; seed++) {
			lockstep.note[0] = i;
			lockstep.note[1] = seed;
			lockstep.random = seed;
			lockstep_again(&lockstep, (uint16_t)below(100));
			for (unsigned int j = 0; j < ROUNDS; j++) {
				round_of_lies();
				if (lockstep.reference.fault)
					break;
			}
		}
		lockstep_stop(&lockstep);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(any_content) };

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}
