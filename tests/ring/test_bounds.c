/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: chains of every length at every place of the ring, round its end as well, in
 * batches of any size and with any room for their segments. Each call is compared with the
 * reference.
 */
#include "lockstep.h"

#include <errno.h>
#include <string.h>

#define CELL 64     /* bytes between two buffers */
#define FAR  0x8000 /* where the tables begin, in each region */

/* What the device end met before: it goes other ways then. */
enum before { NOTHING, SINGLES, A_LIST, A_TABLE, BEFORE_COUNT };

static struct vqs_buffer buffers[REFERENCE_SIZE];

/* Each buffer in another place than those around it: in one region, or from one to the other. */
static void make_buffers(bool both)
{
	for (unsigned int i = 0; i < REFERENCE_SIZE; i++)
		buffers[i] = (struct vqs_buffer){
			(both && i % 2 ? PAIR_HIGH : PAIR_LOW) + CELL * i, 1 + i % CELL
		};
}

/* Goes through the queue, and is with the driver again. */
static void pass(struct lockstep *lockstep, const struct offer *offer)
{
	assert_true(lockstep_offer(lockstep, offer));
	assert_int_equal(lockstep_take(lockstep, 2, REFERENCE_SIZE), 1);
	lockstep_give(lockstep, 1, true);
}

/* Stands at `position` then. Where buffers are was seen, too. */
static void begin(struct lockstep *lockstep, uint16_t position, enum before before)
{
	static const uint16_t slots[BEFORE_COUNT] = { 0, 2, 2, 1 };

	if (before == NOTHING) {
		lockstep_again(lockstep, position);
		return;
	}
	position += 2 * lockstep->pair.ring.size;
	lockstep_again(lockstep,
	               position -
	                       (before == A_LIST && !pair_packed() ? 1 : slots[before]));
	if (before != SINGLES) {
		pass(lockstep,
		     &(struct offer){ buffers, 1, 1,
		                      before == A_TABLE ? PAIR_HIGH + FAR : 0 });
		return;
	}
	for (unsigned int i = 0; i < 2; i++)
		pass(lockstep, &(struct offer){ &buffers[i], 1 - i, i, 0 });
}

/* The same chain as often as the queue takes it; how many. */
static unsigned int fill(struct lockstep *lockstep, const struct offer *offer)
{
	unsigned int count = 0;

	while (lockstep_offer(lockstep, offer))
		count++;
	return count;
}

/*
 * All that is available, in batches: the first one with so much room, the one after that
 * with enough, and so on. Less is taken by little room, and breaks the queue if it is less
 * than a chain needs.
 */
static int take_all(struct lockstep *lockstep, unsigned int batch, size_t room)
{
	const size_t enough = lockstep->pair.ring.size + 3u;
	int taken = 0, all = 0;

	for (unsigned int i = 0; i < 2 || taken > 0; i++) {
		taken = lockstep_take(lockstep, batch, i % 2 ? enough : room);
		if (taken < 0)
			return taken;
		all += taken;
	}
	return all;
}

/* Two rounds, for the second one goes on where the first one ended. */
static void rounds(struct lockstep *lockstep, const struct offer *offer,
                   unsigned int batch, size_t room)
{
	const unsigned int count = offer->readable + offer->writable;

	for (unsigned int round = 0; round < 2; round++) {
		int offered = (int)fill(lockstep, offer);
		int taken = take_all(lockstep, batch, room);

		assert_int_equal(taken, room < count ? -EIO : offered);
		if (taken < 0) {
			assert_int_equal(lockstep->pair.device.fault, VQS_FAULT_TOO_LONG);
			return;
		}
		lockstep_give(lockstep, lockstep->held_count, false);
	}
}

static const unsigned int batches[] = { 1, 2, 3, 32 };

struct place {
	uint16_t position;
	enum before before;
};

/* In a large queue: rooms for next to nothing, for about one or two chains, for all. */
static bool telling(size_t room, size_t count, size_t size)
{
	return size <= 8 || room <= 3 || room + 1 >= size ||
	       (room + 1 >= count && room <= count + 1) ||
	       (room + 1 >= 2 * count && room <= 2 * count + 1);
}

static void every_room(struct lockstep *lockstep, struct place place,
                       const struct offer *offer)
{
	const unsigned int count = offer->readable + offer->writable;
	const unsigned int size = lockstep->pair.ring.size;

	for (unsigned int i = 0; i < PAIR_COUNT(batches); i++) {
		for (size_t room = 0; room <= size + 3; room++) {
			unsigned int note[] = { size,
				                place.position,
				                place.before,
				                offer->readable,
				                offer->writable,
				                offer->table > 0,
				                batches[i],
				                (unsigned int)room };

			if (!telling(room, count, size) || (size > 8 && batches[i] < 3))
				continue;
			memcpy(lockstep->note, note, sizeof(note));
			begin(lockstep, place.position, place.before);
			rounds(lockstep, offer, batches[i], room);
		}
	}
}

/* Divided into halves in every place; the long ones of a large queue in some. */
static void every_half(struct lockstep *lockstep, struct place place, unsigned int count)
{
	for (unsigned int readable = 0; readable <= count; readable++) {
		struct offer offer = { buffers, readable, count - readable, 0 };

		if (count > 8 && readable > 1 && readable + 1 < count)
			continue;
		every_room(lockstep, place, &offer);
		/* a table of all that */
		offer.table = PAIR_HIGH + FAR;
		if (place.before == NOTHING || place.before == A_TABLE)
			every_room(lockstep, place, &offer);
	}
}

static struct lockstep lockstep;

static void start(uint16_t size)
{
	const struct pair_options options = { .size = size, .indirect = true };

	lockstep_start(&lockstep, &options);
	make_buffers(size > 5);
}

static bool possible(uint16_t size)
{
	return pair_packed() || (size & (size - 1)) == 0;
}

static void every_chain_at_every_place(void **state)
{
	static const uint16_t sizes[] = { 4, 5, 7, 8 };

	(void)state;
	for (unsigned int i = 0; i < PAIR_COUNT(sizes); i++) {
		const uint16_t size = sizes[i];

		if (!possible(size))
			continue;
		start(size);
		for (uint16_t position = 0; position < 2 * size; position++)
			for (enum before before = NOTHING; before < BEFORE_COUNT;
			     before++)
				for (unsigned int count = 1; count <= size; count++)
					every_half(&lockstep,
					           (struct place){ position, before },
					           count);
		lockstep_stop(&lockstep);
	}
}

static void chains_at_the_end_of_a_large_ring(void **state)
{
	static const uint16_t positions[] = { 255, 256 + 253 };
	static const unsigned int counts[] = { 1, 2, 3, 32, 255, 256 };

	(void)state;
	start(256);
	for (unsigned int i = 0; i < PAIR_COUNT(positions); i++)
		for (enum before before = NOTHING; before < BEFORE_COUNT; before++)
			for (unsigned int j = 0; j < PAIR_COUNT(counts); j++)
				every_half(&lockstep,
				           (struct place){ positions[i], before },
				           counts[j]);
	lockstep_stop(&lockstep);
}

/* ---- Chains of all sorts, one after another ------------------------------------ */

/* One in four where regions meet or end, one in six empty; anywhere in the first half. */
static struct vqs_buffer some_buffer(void)
{
	static const uint64_t edges[] = { PAIR_LOW, PAIR_LOW + PAIR_REGION_SIZE,
		                          PAIR_HIGH };
	uint32_t length = (uint32_t)lockstep_any(&lockstep, 6)
	                          ? 1 + (uint32_t)lockstep_any(&lockstep, 300)
	                          : 0;
	uint64_t edge = edges[lockstep_any(&lockstep, PAIR_COUNT(edges))];

	if (lockstep_any(&lockstep, 4))
		return (struct vqs_buffer){ edge + lockstep_any(&lockstep, FAR), length };
	if (edge == PAIR_LOW + PAIR_REGION_SIZE) /* in both, up to where it begins */
		return (struct vqs_buffer){ edge - lockstep_any(&lockstep, length + 1u),
			                    length };
	return (struct vqs_buffer){ edge, length };
}

/* A few buffers, at times as many as the queue takes; their tables are in both regions. */
static bool offer_any(unsigned int number)
{
	struct vqs_buffer some[REFERENCE_SIZE];
	const unsigned int size = lockstep.pair.ring.size;
	unsigned int count = (unsigned int)(1 + lockstep_any(&lockstep, 6));
	struct offer offer = { .buffers = some };

	if (lockstep_any(&lockstep, 3) == 0)
		offer.table = (number % 2 ? PAIR_HIGH : PAIR_LOW) + FAR +
		              number / 2 % (FAR / 96) * 96;
	else if (lockstep_any(&lockstep, 16) == 0)
		count = 1 + (unsigned int)lockstep_any(&lockstep, size);
	for (unsigned int i = 0; i < count; i++)
		some[i] = some_buffer();
	offer.readable = (unsigned int)lockstep_any(&lockstep, count + 1);
	offer.writable = count - offer.readable;
	some[lockstep_any(&lockstep, count)].length = 7;
	return lockstep_offer(&lockstep, &offer);
}

/* Enough room for one chain, seldom less than that. */
static void take_any(void)
{
	const unsigned int size = lockstep.pair.ring.size;
	size_t room = lockstep_any(&lockstep, 40) ? 2 * (size > 6 ? size : 6) : 0;

	lockstep_take(&lockstep, (unsigned int)lockstep_any(&lockstep, 34),
	              room + lockstep_any(&lockstep, 12));
}

static void step(unsigned int number)
{
	unsigned int count;

	switch (lockstep_any(&lockstep, 4)) {
	case 0:
	case 1:
		count = (unsigned int)lockstep_any(&lockstep, 5);
		while (count-- > 0 && offer_any(number + count))
			;
		break;
	case 2:
		take_any();
		break;
	default:
		count = (unsigned int)lockstep_any(&lockstep, 8);
		if (count > lockstep.held_count || lockstep_any(&lockstep, 9) == 0)
			count = lockstep.held_count;
		if (count > 0 && !lockstep.reference.fault)
			lockstep_give(&lockstep, count, lockstep_any(&lockstep, 2));
		break;
	}
}

static void chains_of_all_sorts(void **state)
{
	(void)state;
	for (unsigned int seed = 1; seed <= 150; seed++) {
		uint64_t random = seed;
		uint16_t size = (uint16_t)(1u << seed % 9);

		if (pair_packed() && seed % 2)
			size = (uint16_t)(1 + seed * 37 % 256);
		start(size);
		lockstep.random = random;
		lockstep.note[0] = seed;
		lockstep_again(&lockstep, (uint16_t)lockstep_any(&lockstep, 999));
		for (unsigned int i = 0; i < 1500; i++) {
			lockstep.note[1] = i;
			step(4 * i);
			if (lockstep.reference.fault)
				lockstep_again(&lockstep,
				               (uint16_t)lockstep_any(&lockstep, 999));
		}
		lockstep_stop(&lockstep);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_chain_at_every_place),
		cmocka_unit_test(chains_at_the_end_of_a_large_ring),
		cmocka_unit_test(chains_of_all_sorts),
	};

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}
