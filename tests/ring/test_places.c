/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: buffers and tables at the first and the last byte of regions, beside them and
 * across them, in regions of one byte and where addresses end; from chain to chain in another
 * region, and in other memory. Each call is compared with the reference.
 */
#include "lockstep.h"

#include <stdlib.h>
#include <string.h>

/* The second to the fifth adjoin; two have one byte; the last ends where addresses do. */
static const struct vqs_region layout[] = {
	{ 0, 16, NULL },
	{ 0x1000, 64, NULL },
	{ 0x1040, 1, NULL },
	{ 0x1041, 1, NULL },
	{ 0x1042, 0x200, NULL },
	{ 0x10000, 0x100, NULL },
	{ UINT64_C(1) << 40, 0x100, NULL },
	{ UINT64_MAX - 255, 256, NULL },
};

#define REGIONS PAIR_COUNT(layout)
#define FIRST   UINT64_C(0x10000) /* sound buffers and tables are in these */
#define SECOND  (UINT64_C(1) << 40)

/* Two memories: the second without the fifth region, and a smaller sixth. */
static struct vqs_region regions[2][REGIONS];
static struct vqs_memory memories[2];
static struct lockstep lockstep;

/* `last`: bytes of the last region, which may take the very last address of all, or not. */
static void start(uint64_t last, bool indirect)
{
	const struct pair_options options = { .size = pair_packed() ? 11 : 16,
		                              .indirect = indirect };

	lockstep_start(&lockstep, &options);
	for (unsigned int i = 0; i < 2; i++) {
		memcpy(regions[i], layout, sizeof(layout));
		regions[i][REGIONS - 1].size = last;
		if (i == 1) {
			memmove(&regions[1][4], &regions[1][5],
			        (REGIONS - 5) * sizeof(regions[1][0]));
			regions[1][4].size /= 2;
		}
		memories[i] = (struct vqs_memory){ regions[i], REGIONS - i, 1, NULL };
		for (unsigned int j = 0; j < memories[i].count; j++) {
			regions[i][j].host = calloc(1, (size_t)regions[i][j].size);
			assert_non_null(regions[i][j].host);
		}
	}
	lockstep.pair.memory = memories[0];
}

static void stop(void)
{
	for (unsigned int i = 0; i < 2; i++)
		for (unsigned int j = 0; j < memories[i].count; j++)
			free(regions[i][j].host);
	lockstep_stop(&lockstep);
}

/* Chains that are taken one by one, or all at once. */
static void take_all(unsigned int batch)
{
	while (lockstep_take(&lockstep, batch, 40) > 0)
		;
}

static const struct vqs_buffer sound[] = { { FIRST + 3, 20 }, { SECOND, 0x100 } };

/* What the device end met before: it goes other ways then. */
enum before { NOTHING, SINGLES, A_LIST, A_TABLE, BEFORE_COUNT };

static void pass(const struct offer *offer)
{
	assert_true(lockstep_offer(&lockstep, offer));
	assert_int_equal(lockstep_take(&lockstep, 2, 40), 1);
	lockstep_give(&lockstep, 1, true);
}

static void begin(enum before before)
{
	const struct offer offer = { sound, 1, 1, before == A_TABLE ? SECOND : 0 };

	lockstep_again(&lockstep, 5);
	if (before == A_LIST || before == A_TABLE)
		pass(&offer);
	for (unsigned int i = 0; i < 2 && before == SINGLES; i++)
		pass(&(struct offer){ &sound[i], 1 - i, i, 0 });
}

/* ---- Buffers --------------------------------------------------------------------- */

static unsigned int edges_of(const struct vqs_region *region, struct vqs_buffer *edges)
{
	const uint64_t end = region->guest + region->size;
	const uint64_t from[] = { region->guest - 1, region->guest, region->guest + 1,
		                  end - 1, end };
	unsigned int count = 0;

	for (unsigned int i = 0; i < PAIR_COUNT(from); i++) {
		const uint32_t lengths[] = { 0,
			                     1,
			                     2,
			                     (uint32_t)(end - from[i]),
			                     (uint32_t)(end - from[i]) + 1,
			                     (uint32_t)region->size + 1,
			                     UINT32_MAX };

		for (unsigned int j = 0; j < PAIR_COUNT(lengths); j++)
			edges[count++] = (struct vqs_buffer){ from[i], lengths[j] };
	}
	return count;
}

/* A sound chain, then the one of the case, then the sound one again. */
static void among_others(const struct offer *offer, enum before before,
                         unsigned int batch)
{
	const struct offer other = { sound, 1, batch > 1,
		                     before == A_TABLE ? SECOND + 64 : 0 };

	begin(before);
	assert_true(lockstep_offer(&lockstep, &other));
	assert_true(lockstep_offer(&lockstep, offer));
	assert_true(lockstep_offer(&lockstep, &other));
	take_all(batch);
}

/* In each place of a chain, in each half. */
static void in_every_chain(const struct vqs_buffer *edge, enum before before,
                           unsigned int count)
{
	struct vqs_buffer buffers[3];

	for (unsigned int place = 0; place < count; place++) {
		for (unsigned int i = 0; i < count; i++)
			buffers[i] = i == place ? *edge : sound[i % 2];
		for (unsigned int i = 0; i < 4 * (count + 1); i++) {
			struct offer offer = { buffers, i / 4, count - i / 4,
				               i & 1 ? FIRST + 32 : 0 };
			unsigned int batch = i & 2 ? 3 : 1;

			lockstep.note[2] = before;
			lockstep.note[3] = count;
			lockstep.note[4] = place;
			lockstep.note[5] = i;
			among_others(&offer, before, batch);
		}
	}
}

static void every_edge_of(unsigned int number)
{
	struct vqs_buffer edges[64];
	unsigned int found = edges_of(&regions[0][number], edges);

	for (unsigned int i = 0; i < found; i++) {
		lockstep.note[0] = number;
		lockstep.note[1] = i;
		for (enum before before = NOTHING; before < BEFORE_COUNT; before++)
			for (unsigned int count = 1; count <= 3; count++)
				in_every_chain(&edges[i], before, count);
	}
}

static void buffers_at_every_edge(void **state)
{
	(void)state;
	for (uint64_t last = 255; last <= 256; last++) {
		start(last, true);
		for (unsigned int i = 0; i < REGIONS; i++)
			every_edge_of(i);
		stop();
	}
}

/* ---- Tables ---------------------------------------------------------------------- */

#define MOST_ROWS 3
#define PLACES    7

/* Where a table begins: at the edge of a region, or so that it ends there. */
static struct offer table_at(unsigned int number)
{
	static const struct vqs_buffer buffers[MOST_ROWS] = { { FIRST, 1 },
		                                              { SECOND + 1, 2 },
		                                              { 0x103f, 3 } };
	const struct vqs_region *region = &regions[0][number / MOST_ROWS / PLACES];
	const unsigned int rows = 1 + number % MOST_ROWS;
	const uint64_t last = region->guest + region->size - 16 * rows;
	const uint64_t from[PLACES] = {
		region->guest - 1, region->guest, region->guest + 1, last - 1, last,
		last + 1,          last + 8
	};
	uint64_t table = from[number / MOST_ROWS % PLACES];

	return (struct offer){ buffers, rows / 2, rows - rows / 2, table ? table : 1 };
}

#define TABLES (REGIONS * PLACES * MOST_ROWS)

/* One, then another: where the first one was is not where that is. */
static void one_after_another(const struct offer *one, const struct offer *other,
                              bool moved)
{
	begin(NOTHING);
	lockstep_offer(&lockstep, one);
	if (lockstep_take(&lockstep, 1, 3) < 0)
		return;
	if (moved)
		lockstep_move(&lockstep, &memories[1]);
	lockstep_offer(&lockstep, other);
	lockstep_offer(&lockstep, one);
	take_all(moved ? 1 : 2);
}

static void tables_at_every_edge(void **state)
{
	(void)state;
	start(256, true);
	for (unsigned int i = 0; i < TABLES; i++) {
		const struct offer one = table_at(i);

		for (unsigned int j = 0; j < TABLES; j++) {
			const struct offer other = table_at(j);

			lockstep.note[0] = i;
			lockstep.note[1] = j;
			one_after_another(&one, &other, false);
			one_after_another(&one, &other, true);
		}
	}
	stop();
}

/* In one batch: tables from region to region, with lists and single buffers between. */
static void tables_from_region_to_region(void **state)
{
	(void)state;
	start(256, true);
	for (unsigned int seed = 0; seed < 20000; seed++) {
		lockstep.note[0] = seed;
		lockstep.random = seed;
		begin(seed % BEFORE_COUNT);
		for (unsigned int i = 0; i < 5; i++) {
			struct offer offer =
			        table_at((unsigned int)lockstep_any(&lockstep, TABLES));

			/* five regions are large enough: more often one of them */
			if (offer.table - FIRST > 0x100 && lockstep_any(&lockstep, 3))
				offer.table = (i % 2 ? FIRST : SECOND) + 0x100 - 48;
			if (lockstep_any(&lockstep, 4) == 0)
				offer.table = 0;
			if (!lockstep_offer(&lockstep, &offer))
				break;
		}
		take_all((unsigned int)lockstep_any(&lockstep, 6) + 1);
	}
	stop();
}

/* Tables that were not negotiated, behind other chains in the same call, and in the next one. */
static void tables_that_are_refused(void **state)
{
	(void)state;
	start(256, false);
	for (unsigned int i = 0; i < 64; i++) {
		const struct offer table = { sound, 1, 1, SECOND };

		lockstep.note[0] = i;
		begin(i % 3 ? (enum before)(i % 3 - 1) : A_LIST);
		for (unsigned int j = 0; j < i / 4 % 4; j++)
			assert_true(lockstep_offer(
			        &lockstep, &(struct offer){ sound, 1, i % 2, 0 }));
		assert_true(lockstep_offer(&lockstep, &table));
		assert_true(lockstep_offer(&lockstep, &table));
		take_all(1 + i / 16);
		assert_int_equal(lockstep.pair.device.fault, VQS_FAULT_INDIRECT_UNASKED);
	}
	stop();
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buffers_at_every_edge),
		cmocka_unit_test(tables_at_every_edge),
		cmocka_unit_test(tables_from_region_to_region),
		cmocka_unit_test(tables_that_are_refused),
	};

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}
