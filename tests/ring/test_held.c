/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile driver that makes every entry of the ring available at once, while the device
 * holds some of them: lists that run into held entries, ids that are held. Nothing comes
 * twice. Each call is compared with the reference.
 */
#include "lockstep.h"

#include <string.h>

static struct lockstep lockstep;

/* Which id, or head, the chain has that begins so many entries on. */
enum ids { OWN, ROTATED, SAME, BEYOND, IDS_COUNT };

/* Which entries go on to the next one, as bits; and so on. */
struct lie {
	unsigned int lists, ids, writable;
};

static uint16_t id_of(const struct lie *lie, unsigned int entry)
{
	const uint16_t size = lockstep.pair.ring.size;

	switch (lie->ids) {
	case OWN:
		return (uint16_t)(entry % size);
	case ROTATED:
		return (uint16_t)((entry + 2) % size);
	case SAME:
		return 1;
	default:
		return (uint16_t)(entry % size == 2 ? size : entry % size);
	}
}

/* An entry counted from where the device looks next; its place in the ring. */
static struct forged entry_of(const struct lie *lie, unsigned int ahead)
{
	uint16_t flags = lie->lists >> ahead & 1 ? NEXT : 0;

	if (ahead >= lie->writable)
		flags |= WRITE;
	return (struct forged){ (lie->lists & ahead & 1 ? PAIR_HIGH : PAIR_LOW) +
		                        64 * ahead,
		                1 + ahead, flags, 0 };
}

static void lie_packed(const struct lie *lie)
{
	const uint16_t size = lockstep.pair.ring.size;

	for (unsigned int i = 0; i < size; i++) {
		unsigned int entry = lockstep.reference.next + i;
		bool wrap = lockstep.reference.next_wrap != (entry >= size);
		struct forged now = entry_of(lie, i);

		now.next = now.flags | (wrap ? 0x0080 : 0x8000);
		now.flags = id_of(lie, entry);
		forge_descriptor(lockstep.pair.ring.descriptors, entry % size, now);
	}
}

static void lie_split(const struct lie *lie)
{
	const uint16_t size = lockstep.pair.ring.size;

	for (uint16_t i = 0; i < size; i++) {
		const uint16_t index = lockstep.reference.next + i;
		struct forged now = entry_of(lie, i);

		now.next = (index + 1) % size;
		forge_descriptor(lockstep.pair.ring.descriptors, index % size, now);
		forge_available(&lockstep.pair, index, id_of(lie, index));
	}
	forge_available_index(&lockstep.pair, lockstep.reference.next + size);
}

/* As much as is to be had, some of it given back; then the same lie again. */
static void believe(const struct lie *lie, unsigned int batch, size_t room)
{
	for (unsigned int round = 0; round < 3; round++) {
		if (pair_packed())
			lie_packed(lie);
		else
			lie_split(lie);
		while (lockstep_take(&lockstep, batch, room) > 0)
			;
		if (lockstep.reference.fault)
			return;
		lockstep_give(&lockstep, lockstep.held_count / 2, false);
	}
}

struct before {
	uint16_t position;
	unsigned int lists; /* descriptors of each chain that came before */
	unsigned int taken, given;
};

/* The device holds some of what it took. False: the ring is too small for so many. */
static bool hold(const struct before *before)
{
	struct vqs_buffer buffers[2] = { { PAIR_LOW, 10 }, { PAIR_HIGH, 20 } };
	struct offer offer = { buffers, before->lists - 1, 1, 0 };

	lockstep_again(&lockstep, before->position);
	for (unsigned int i = 0; i < before->taken; i++) {
		if (!lockstep_offer(&lockstep, &offer))
			return false;
	}
	if (before->taken > 0)
		assert_int_equal(lockstep_take(&lockstep, before->taken, 64),
		                 before->taken);
	lockstep_give(&lockstep, before->given, false);
	return true;
}

static void every_lie(const struct before *before, unsigned int lists)
{
	static const unsigned int batches[] = { 1, 3, 32 };
	const unsigned int size = lockstep.pair.ring.size;

	for (unsigned int ids = 0; ids < IDS_COUNT; ids++) {
		for (unsigned int i = 0; i < PAIR_COUNT(batches); i++) {
			const struct lie lie = { lists, ids, (lists + ids) % (size + 1) };
			unsigned int note[] = { size,          before->position,
				                before->lists, before->taken,
				                before->given, lists,
				                ids,           batches[i] };

			memcpy(lockstep.note, note, sizeof(note));
			if (!hold(before))
				return;
			believe(&lie, batches[i], i ? size + 3 : 1 + lists % size);
		}
	}
}

static void all_held(uint16_t position, unsigned int step)
{
	const unsigned int size = lockstep.pair.ring.size;

	for (unsigned int lists = 1; lists <= 2; lists++)
		for (unsigned int taken = 0; taken <= size; taken++)
			for (unsigned int given = 0; given <= taken; given++)
				for (unsigned int lie = 0; lie < 1u << size; lie += step)
					every_lie(&(struct before){ position, lists,
					                            taken, given },
					          lie);
}

static void all_is_available_and_some_is_held(void **state)
{
	static const uint16_t sizes[] = { 1, 2, 4, 5, 8 };

	(void)state;
	for (unsigned int i = 0; i < PAIR_COUNT(sizes); i++) {
		const uint16_t size = sizes[i];
		const struct pair_options options = { .size = size };

		if (!pair_packed() && (size & (size - 1)) != 0)
			continue;
		lockstep_start(&lockstep, &options);
		for (uint16_t position = 0; position < 2 * size;
		     position += size < 8 ? 1 : 5)
			all_held(position, size < 8 ? 1 : 7);
		lockstep_stop(&lockstep);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_available_and_some_is_held),
	};

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}
