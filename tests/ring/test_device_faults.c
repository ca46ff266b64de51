/* SPDX-License-Identifier: BSD-3-Clause */
/* A hostile driver against the device end: each fault, and what is legal beside it. */
#include "pair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 8

static const struct pair_options plain = { .size = SIZE, .event_idx = true };
static const struct pair_options with_indirect = { .size = SIZE, .indirect = true };

static int take(struct pair *pair, struct vqs_chain *chains, unsigned int count)
{
	return vqs_device_ring_take(&pair->device, chains, count, pair->segments,
	                            PAIR_SEGMENTS);
}

struct areas {
	unsigned char *copy;
	struct vqs_ring_need need;
};

static struct areas copy_areas(const struct pair *pair)
{
	struct areas areas = { .need = vqs_ring_need(SIZE, &pair->ring.features) };
	const struct vqs_ring_need *need = &areas.need;

	areas.copy = malloc(need->descriptors + need->driver_area + need->device_area);
	assert_non_null(areas.copy);
	memcpy(areas.copy, pair->ring.descriptors, need->descriptors);
	memcpy(areas.copy + need->descriptors, pair->ring.driver_area, need->driver_area);
	memcpy(areas.copy + need->descriptors + need->driver_area, pair->ring.device_area,
	       need->device_area);
	return areas;
}

static void assert_areas_unchanged(const struct pair *pair, struct areas before)
{
	struct areas now = copy_areas(pair);

	assert_memory_equal(before.copy, now.copy,
	                    now.need.descriptors + now.need.driver_area +
	                            now.need.device_area);
	free(before.copy);
	free(now.copy);
}

/* The queue breaks with this fault, stays so and writes nothing any more. */
static void assert_breaks(struct pair *pair, enum vqs_fault fault)
{
	struct areas before = copy_areas(pair);
	struct vqs_chain chain;
	struct vqs_used used = { 0, 1, 0 };

	assert_int_equal(take(pair, &chain, 1), -EIO);
	assert_int_equal(pair->device.fault, fault);
	assert_int_equal(take(pair, &chain, 1), -EIO);
	assert_int_equal(vqs_device_ring_give(&pair->device, &used, 1), -EIO);
	assert_false(vqs_device_ring_must_notify(&pair->device));
	assert_false(vqs_device_ring_expect(&pair->device));
	vqs_device_ring_suppress(&pair->device);
	vqs_device_ring_break(&pair->device, VQS_FAULT_MESSAGE);
	assert_int_equal(pair->device.fault, fault);
	assert_areas_unchanged(pair, before);
	pair_stop(pair);
}

static void index_too_far(void **state)
{
	static const uint16_t positions[] = { 0, 5, 65530, 65535 };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		struct pair_options options = { .size = SIZE, .position = positions[i] };

		for (uint32_t jump = SIZE + 1; jump <= UINT16_MAX; jump += 13) {
			pair_start(&pair, &options);
			forge_available_index(&pair, (uint16_t)(positions[i] + jump));
			assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
		}
		pair_start(&pair, &options);
		forge_available_index(&pair, positions[i] - 1);
		assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
	}
}

static void index_goes_back(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (uint16_t i = 0; i < 4; i++) {
		forge_direct(&pair, i, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, i);
	}
	assert_int_equal(take(&pair, &chain, 1), 1);
	/* three were seen and not taken; now there is one */
	forge_available_index(&pair, 2);
	assert_int_equal(vqs_device_ring_expect(&pair.device), true);
	assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
}

static void head_beyond_the_queue(void **state)
{
	static const uint16_t heads[] = { SIZE, SIZE + 1, 0x8000, 0xffff };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		pair_start(&pair, &plain);
		forge_offer(&pair, heads[i]);
		assert_breaks(&pair, VQS_FAULT_HEAD_RANGE);
	}
}

static void next_beyond_the_table(void **state)
{
	static const uint16_t nexts[] = { SIZE, SIZE + 1, 0x8000, 0xffff };
	unsigned char *table;
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		pair_start(&pair, &plain);
		forge_direct(&pair, 2, (struct forged){ PAIR_LOW, 1, NEXT, nexts[i] });
		forge_offer(&pair, 2);
		assert_breaks(&pair, VQS_FAULT_NEXT_RANGE);
	}
	/* an indirect table of three has no fourth, though the queue has */
	pair_start(&pair, &with_indirect);
	table = pair_at(&pair, PAIR_HIGH);
	forge_table(table, 0, (struct forged){ PAIR_LOW, 1, NEXT, 3 });
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 48, INDIRECT, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_NEXT_RANGE);
}

static void loops(void **state)
{
	struct pair pair;

	(void)state;
	for (uint32_t length = 0; length < 2; length++) {
		pair_start(&pair, &plain);
		forge_direct(&pair, 0, (struct forged){ PAIR_LOW, length, NEXT, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_LOOP);

		pair_start(&pair, &plain);
		forge_direct(&pair, 5, (struct forged){ PAIR_LOW, length, NEXT, 1 });
		forge_direct(&pair, 1,
		             (struct forged){ PAIR_LOW, length, NEXT | WRITE, 7 });
		forge_direct(&pair, 7,
		             (struct forged){ PAIR_LOW, length, NEXT | WRITE, 1 });
		forge_offer(&pair, 5);
		assert_breaks(&pair, VQS_FAULT_LOOP);
	}
}

static void loops_in_tables(void **state)
{
	unsigned char *table;
	struct pair pair;

	(void)state;
	for (uint32_t length = 0; length < 2; length++) {
		pair_start(&pair, &with_indirect);
		table = pair_at(&pair, PAIR_HIGH);
		forge_table(table, 0, (struct forged){ PAIR_LOW, length, NEXT, 1 });
		forge_table(table, 1, (struct forged){ PAIR_LOW, length, NEXT, 0 });
		forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 32, INDIRECT, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_LOOP);
	}
}

static void longest_chain_is_no_loop(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (uint16_t i = 0; i < SIZE; i++)
		forge_direct(
		        &pair, i,
		        (struct forged){ PAIR_LOW, 1, i < SIZE - 1 ? NEXT : 0, i + 1 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.readable, SIZE);
	pair_stop(&pair);
}

static void address_outside_memory(void **state)
{
	static const struct forged outside[] = {
		{ 0, 1, 0, 0 },
		{ PAIR_LOW - 1, 1, 0, 0 },
		{ PAIR_LOW - 1, 2, WRITE, 0 },
		{ PAIR_LOW + 2 * PAIR_REGION_SIZE, 1, 0, 0 },
		{ PAIR_LOW + 2 * PAIR_REGION_SIZE - 1, 2, WRITE, 0 },
		{ PAIR_LOW, 2 * PAIR_REGION_SIZE + 1, 0, 0 },
		{ PAIR_HIGH + PAIR_REGION_SIZE, 1, 0, 0 },
		{ PAIR_HIGH, UINT32_MAX, 0, 0 },
		{ UINT64_MAX, 1, 0, 0 },
		{ UINT64_MAX, UINT32_MAX, WRITE, 0 },
		{ UINT64_MAX - 7, 16, 0, 0 },
	};
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
		pair_start(&pair, &plain);
		/* a good one first: the region found last must not help */
		forge_direct(&pair, 0,
		             (struct forged){ PAIR_LOW, 16, NEXT | outside[i].flags, 1 });
		forge_direct(&pair, 1, outside[i]);
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_ADDRESS);
	}
}

/* Regions at both ends of the address space do not adjoin each other. */
static void address_that_wraps(void **state)
{
	unsigned char low[16] = { 0 }, high[16];
	const struct vqs_region regions[] = {
		{ 0, sizeof(low), low },
		{ UINT64_MAX - 15, 16, high },
	};
	struct vqs_memory memory = { regions, 2, 1, NULL };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 2; i++) {
		/* from the last 16 bytes on into the first 16: as a buffer, as a table */
		forge_table(high, 0, (struct forged){ 0, 1, 0, 0 });
		pair_start(&pair, &with_indirect);
		assert_int_equal(vqs_device_ring_move(&pair.device, &pair.ring, &memory),
		                 0);
		forge_direct(&pair, 0,
		             (struct forged){ UINT64_MAX - 15, 32, i ? INDIRECT : 0, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_ADDRESS);
	}
}

static void no_memory_at_all(void **state)
{
	struct vqs_memory memory = { NULL, 0, 1, NULL };
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	assert_int_equal(vqs_device_ring_move(&pair.device, &pair.ring, &memory), 0);
	forge_direct(&pair, 0, (struct forged){ 0, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_ADDRESS);
}

/* One region so large that lengths can overflow; no byte of it is ever touched. */
static const struct vqs_region vast_region = { 0, UINT64_C(1) << 40, NULL };
static const struct vqs_memory vast = { &vast_region, 1, 1, NULL };

static void start_vast(struct pair *pair)
{
	pair_start(pair, &plain);
	assert_int_equal(vqs_device_ring_move(&pair->device, &pair->ring, &vast), 0);
}

static void lengths_overflow(void **state)
{
	static const uint16_t flags[][2] = { { 0, 0 }, { WRITE, WRITE }, { 0, WRITE } };
	static const uint32_t second[] = { 1, 1, 2 };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 3; i++) {
		start_vast(&pair);
		forge_direct(&pair, 0,
		             (struct forged){ 1, UINT32_MAX, flags[i][0] | NEXT, 1 });
		forge_direct(&pair, 1, (struct forged){ 1, second[i], flags[i][1], 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_LENGTH);
	}
	/* all lengths together come round to a small number */
	start_vast(&pair);
	for (uint16_t i = 0; i < 4; i++)
		forge_direct(&pair, i,
		             (struct forged){ 1, UINT32_C(1) << 30, NEXT, i + 1 });
	forge_direct(&pair, 4, (struct forged){ 1, 16, 0, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_LENGTH);
}

static void longest_lengths(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	start_vast(&pair);
	forge_direct(&pair, 0, (struct forged){ 1, UINT32_MAX, NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ 1, 1, WRITE, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.readable_length, UINT32_MAX);
	assert_int_equal(chain.writable_length, 1);
	pair_stop(&pair);
}

static void nothing_but_empty_buffers(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 0, NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ PAIR_LOW, 0, WRITE, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_LENGTH);
}

static void empty_buffers_among_others(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_direct(&pair, 0, (struct forged){ 0, 0, NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ PAIR_LOW, 7, NEXT, 2 });
	forge_direct(&pair, 2, (struct forged){ UINT64_MAX, 0, NEXT | WRITE, 3 });
	forge_direct(&pair, 3, (struct forged){ PAIR_HIGH, 9, NEXT | WRITE, 4 });
	forge_direct(&pair, 4, (struct forged){ 0, 0, WRITE, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.readable, 1);
	assert_int_equal(chain.writable, 1);
	assert_int_equal(chain.segments[0].length, 7);
	assert_ptr_equal(chain.segments[1].base, pair_at(&pair, PAIR_HIGH));
	pair_stop(&pair);
}

static void readable_after_writable(void **state)
{
	struct pair pair;

	(void)state;
	for (uint32_t length = 0; length < 2; length++) {
		pair_start(&pair, &plain);
		forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, NEXT, 1 });
		forge_direct(&pair, 1,
		             (struct forged){ PAIR_LOW, length, WRITE | NEXT, 2 });
		forge_direct(&pair, 2, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_ORDER);
	}
}

static void readable_table_after_writable(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &with_indirect);
	forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, WRITE | NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ PAIR_HIGH, 16, INDIRECT, 0 });
	forge_table(pair_at(&pair, PAIR_HIGH), 0, (struct forged){ PAIR_LOW, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_ORDER);
}

static void indirect_not_negotiated(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 16, INDIRECT, 0 });
	forge_table(pair_at(&pair, PAIR_HIGH), 0, (struct forged){ PAIR_LOW, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_INDIRECT_UNASKED);
}

static void indirect_in_indirect(void **state)
{
	unsigned char *table;
	struct pair pair;

	(void)state;
	for (uint16_t first = 0; first < 2; first++) {
		pair_start(&pair, &with_indirect);
		table = pair_at(&pair, PAIR_HIGH);
		forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 32, INDIRECT, 0 });
		forge_table(table, 0, (struct forged){ PAIR_LOW, 1, NEXT, 1 });
		forge_table(table, first, (struct forged){ PAIR_HIGH, 32, INDIRECT, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_INDIRECT_NESTED);
	}
}

static void descriptor_after_a_table(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &with_indirect);
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 16, INDIRECT | NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ PAIR_LOW, 1, 0, 0 });
	forge_table(pair_at(&pair, PAIR_HIGH), 0, (struct forged){ PAIR_LOW, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_INDIRECT_NESTED);
}

static void indirect_table_of_wrong_length(void **state)
{
	static const uint32_t lengths[] = {
		0, 1, 15, 17, 0x80001, 0x80010, UINT32_MAX & ~15u
	};
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		pair_start(&pair, &with_indirect);
		forge_direct(&pair, 0,
		             (struct forged){ PAIR_HIGH, lengths[i], INDIRECT, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_INDIRECT_LENGTH);
	}
}

static void indirect_table_outside_memory(void **state)
{
	static const struct forged tables[] = {
		{ 0, 16, INDIRECT, 0 },
		{ PAIR_HIGH + PAIR_REGION_SIZE, 16, INDIRECT, 0 },
		{ PAIR_HIGH + PAIR_REGION_SIZE - 8, 16, INDIRECT, 0 },
		/* the first descriptor is there, and the chain needs no second */
		{ PAIR_HIGH + PAIR_REGION_SIZE - 16, 32, INDIRECT, 0 },
		{ PAIR_LOW - 8, 16, INDIRECT, 0 },
		{ UINT64_MAX - 7, 16, INDIRECT, 0 },
		{ UINT64_MAX, 16, INDIRECT, 0 },
	};
	unsigned char *last;
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		pair_start(&pair, &with_indirect);
		last = pair_at(&pair, PAIR_HIGH + PAIR_REGION_SIZE - 16);
		forge_table(last, 0, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_direct(&pair, 0, tables[i]);
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_ADDRESS);
	}
}

/* Direct descriptors, then a table; WRITE beside INDIRECT, unknown flags and a stale
 * next. */
static void indirect_after_direct(void **state)
{
	struct vqs_chain chain;
	unsigned char *table;
	struct pair pair;

	(void)state;
	pair_start(&pair, &with_indirect);
	table = pair_at(&pair, PAIR_HIGH);
	forge_direct(&pair, 6, (struct forged){ PAIR_LOW, 1, NEXT | 0x8000, 3 });
	forge_direct(&pair, 3,
	             (struct forged){ PAIR_HIGH, 48, INDIRECT | WRITE | 0x10, 0xffff });
	forge_table(table, 0, (struct forged){ PAIR_LOW + 1, 2, NEXT, 2 });
	forge_table(table, 2, (struct forged){ PAIR_LOW + 3, 3, NEXT | WRITE, 1 });
	forge_table(table, 1, (struct forged){ PAIR_LOW + 6, 4, WRITE, 0xffff });
	forge_offer(&pair, 6);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.id, 6);
	assert_int_equal(chain.readable, 2);
	assert_int_equal(chain.writable, 2);
	assert_int_equal(chain.readable_length, 3);
	assert_int_equal(chain.writable_length, 7);
	for (uint32_t i = 0; i < 4; i++)
		assert_int_equal(chain.segments[i].length, i + 1);
	pair_stop(&pair);
}

/* At every offset around the border of two regions, so unaligned and split in itself. */
static void indirect_table_across_regions(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	for (uint64_t before = 0; before <= 50; before++) {
		uint64_t guest = PAIR_LOW + PAIR_REGION_SIZE - before;
		unsigned char table[48];

		pair_start(&pair, &with_indirect);
		forge_table(table, 0, (struct forged){ PAIR_HIGH, 1, NEXT, 1 });
		forge_table(table, 1,
		            (struct forged){ PAIR_HIGH + 1, 2, NEXT | WRITE, 2 });
		forge_table(table, 2, (struct forged){ PAIR_HIGH + 3, 3, WRITE, 0 });
		for (unsigned int i = 0; i < 48; i++)
			*pair_at(&pair, guest + i) = table[i];
		forge_direct(&pair, 0, (struct forged){ guest, 48, INDIRECT, 0 });
		forge_offer(&pair, 0);
		assert_int_equal(take(&pair, &chain, 1), 1);
		assert_int_equal(chain.readable_length, 1);
		assert_int_equal(chain.writable, 2);
		assert_int_equal(chain.writable_length, 5);
		assert_ptr_equal(chain.segments[2].base, pair_at(&pair, PAIR_HIGH + 3));
		pair_stop(&pair);
	}
}

static void indirect_table_longer_than_the_queue(void **state)
{
	const uint16_t count = 200;
	struct vqs_chain chain;
	unsigned char *table;
	struct pair pair;

	(void)state;
	pair_start(&pair, &with_indirect);
	table = pair_at(&pair, PAIR_HIGH);
	for (uint16_t i = 0; i < count; i++)
		forge_table(table, i,
		            (struct forged){ PAIR_LOW + i, 1, i < count - 1 ? NEXT : 0,
		                             i + 1 });
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, count * 16u, INDIRECT, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.readable, count);
	pair_stop(&pair);
}

static void more_segments_than_room(void **state)
{
	struct vqs_segment *segments = malloc(2 * sizeof(*segments));
	struct vqs_chain chains[2];
	struct pair pair;

	(void)state;
	assert_non_null(segments);
	pair_start(&pair, &plain);
	forge_direct(&pair, 3, (struct forged){ PAIR_LOW, 1, 0, 0 });
	for (uint16_t i = 0; i < 3; i++)
		forge_direct(&pair, i,
		             (struct forged){ PAIR_LOW, 1, i < 2 ? NEXT : 0, i + 1 });
	forge_offer(&pair, 3);
	forge_offer(&pair, 0);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 2, segments, 2), 1);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 2, segments, 2),
	                 -EIO);
	assert_int_equal(pair.device.fault, VQS_FAULT_TOO_LONG);
	free(segments);
	pair_stop(&pair);
}

static void same_id_twice_in_a_batch(void **state)
{
	struct vqs_chain chains[4];
	struct vqs_used used;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, WRITE, 0 });
	forge_offer(&pair, 0);
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, chains, 4), 1);
	/* given back, it may come again */
	used = (struct vqs_used){ chains[0].id, chains[0].slots, 1 };
	assert_int_equal(vqs_device_ring_give(&pair.device, &used, 1), 0);
	assert_int_equal(take(&pair, chains, 4), 1);
	forge_offer(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_ID_BUSY);
}

/* What came before the faulty chain is taken, and can be given back before the fault
 * latches. */
static void good_chains_before_a_faulty_one(void **state)
{
	struct vqs_chain chains[8];
	struct vqs_used used[3];
	struct vqs_done done;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (uint16_t i = 0; i < 4; i++) {
		uint64_t address = i < 3 ? PAIR_LOW : 0;

		forge_direct(&pair, i, (struct forged){ address, 4, WRITE, 0 });
		forge_offer(&pair, i);
	}
	assert_int_equal(take(&pair, chains, 8), 3);
	assert_int_equal(pair.device.fault, VQS_FAULT_NONE);
	for (unsigned int i = 0; i < 3; i++)
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots, 4 };
	assert_int_equal(vqs_device_ring_give(&pair.device, used, 3), 0);
	assert_int_equal(vqs_device_ring_held(&pair.device), 0);
	/* the driver end never added these: it says so, or does not even look */
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1),
	                 pair_packed() ? 0 : -EIO);
	assert_breaks(&pair, VQS_FAULT_ADDRESS);
}

static void layer_above_breaks_the_queue(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	vqs_device_ring_break(&pair.device, VQS_FAULT_MESSAGE);
	assert_breaks(&pair, VQS_FAULT_MESSAGE);
}

/* ---- The packed format alone ------------------------------------------------- */

/* A chain whose buffer id is none. */
static void id_beyond_the_queue(void **state)
{
	static const uint16_t ids[] = { SIZE, SIZE + 1, 0x8000, 0xffff };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		pair_start(&pair, &plain);
		forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, 0);
		put16((unsigned char *)pair.ring.descriptors + 12, ids[i]);
		assert_breaks(&pair, VQS_FAULT_HEAD_RANGE);
	}
}

/* The id of a chain is its last descriptor's; those before say anything. */
static void id_of_the_last_counts(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (uint16_t i = 0; i < 3; i++)
		forge_direct(&pair, i,
		             (struct forged){ PAIR_LOW, 1, i < 2 ? NEXT : 0, i + 1 });
	forge_offer(&pair, 0);
	put16((unsigned char *)pair.ring.descriptors + 12, 0xffff);
	put16((unsigned char *)pair.ring.descriptors + 16 + 12, 5);
	put16((unsigned char *)pair.ring.descriptors + 32 + 12, 6);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.id, 6);
	assert_int_equal(chain.slots, 3);
	pair_stop(&pair);
}

/* A list that runs into the entries of a chain that the device still holds. */
static void chain_into_held_entries(void **state)
{
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	for (uint16_t start = 0; start < SIZE; start++) {
		struct pair_options options = plain;

		options.position = start;
		pair_start(&pair, &options);
		forge_direct(&pair, 3, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, 3);
		assert_int_equal(take(&pair, &chain, 1), 1);
		for (uint16_t i = 0; i < SIZE; i++)
			forge_direct(&pair, i,
			             (struct forged){ PAIR_LOW, 1, NEXT, i % 7 + 1 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, VQS_FAULT_LOOP);
	}
}

/* All entries are with the device: whatever stands there, none is available. */
static void nothing_available_when_all_is_held(void **state)
{
	struct vqs_chain chains[SIZE];
	struct vqs_used used;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (uint16_t i = 0; i < SIZE; i++) {
		forge_direct(&pair, i, (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, i);
	}
	assert_int_equal(take(&pair, chains, SIZE), SIZE);
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, chains, 1), 0);
	assert_false(vqs_device_ring_expect(&pair.device));
	used = (struct vqs_used){ 5, 1, 0 };
	assert_int_equal(vqs_device_ring_give(&pair.device, &used, 1), 0);
	pair_stop(&pair);
}

/* A wrap counter that is one round late or early makes nothing available. */
static void flags_of_another_round(void **state)
{
	static const uint16_t flags[] = { 0, 0x8080, 0x8000, 0x0080 };
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	for (unsigned int round = 0; round < 2; round++) {
		struct pair_options options = plain;

		options.position = round ? SIZE + 2 : 2;
		pair_start(&pair, &options);
		for (unsigned int i = 0; i < 4; i++) {
			bool good = flags[i] == (round ? 0x8000 : 0x0080);

			forge_descriptor(pair.ring.descriptors, 2,
			                 (struct forged){ PAIR_LOW, 1, 0, flags[i] });
			assert_int_equal(vqs_device_ring_expect(&pair.device), good);
			if (!good)
				assert_int_equal(take(&pair, &chain, 1), 0);
		}
		pair_stop(&pair);
	}
}

/* In a list each descriptor is direct; a table stands alone. */
static void table_in_a_list(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int indirect = 0; indirect < 2; indirect++) {
		pair_start(&pair, indirect ? &with_indirect : &plain);
		forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, NEXT, 1 });
		forge_direct(&pair, 1, (struct forged){ PAIR_HIGH, 16, INDIRECT, 0 });
		forge_descriptor(pair_at(&pair, PAIR_HIGH), 0,
		                 (struct forged){ PAIR_LOW, 1, 0, 0 });
		forge_offer(&pair, 0);
		assert_breaks(&pair, indirect ? VQS_FAULT_INDIRECT_NESTED
		                              : VQS_FAULT_INDIRECT_UNASKED);
	}
}

/* "The only valid flag is WRITE ... others are reserved and ignored." */
static void flags_in_a_table(void **state)
{
	struct vqs_chain chain;
	unsigned char *table;
	struct pair pair;

	(void)state;
	pair_start(&pair, &with_indirect);
	table = pair_at(&pair, PAIR_HIGH);
	forge_descriptor(table, 0, (struct forged){ PAIR_LOW, 1, 0xffff, 0xfffd });
	forge_descriptor(table, 1, (struct forged){ PAIR_LOW + 1, 2, 0, WRITE });
	forge_descriptor(table, 2, (struct forged){ PAIR_LOW + 3, 3, 0, 0xffff });
	forge_direct(&pair, 0, (struct forged){ PAIR_HIGH, 48, INDIRECT | WRITE, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.readable, 1);
	assert_int_equal(chain.writable, 2);
	assert_int_equal(chain.writable_length, 5);
	assert_int_equal(chain.slots, 1);
	pair_stop(&pair);
}

/* A caller that gives more entries back than the device holds, or none. */
static void slots_that_are_not_held(void **state)
{
	static const uint16_t slots[] = { 0, 3, SIZE, 0xffff };
	struct vqs_chain chain;
	struct vqs_used used;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_direct(&pair, 0, (struct forged){ PAIR_LOW, 1, NEXT, 1 });
	forge_direct(&pair, 1, (struct forged){ PAIR_LOW, 1, 0, 0 });
	forge_offer(&pair, 0);
	assert_int_equal(take(&pair, &chain, 1), 1);
	for (unsigned int i = 0; i < 4; i++) {
		used = (struct vqs_used){ chain.id, slots[i], 0 };
		assert_int_equal(vqs_device_ring_give(&pair.device, &used, 1), -EINVAL);
	}
	used.slots = 2;
	assert_int_equal(vqs_device_ring_give(&pair.device, &used, 1), 0);
	pair_stop(&pair);
}

/* The last of them says that it is `slots` long. Those before it come back, it does not. */
static void give_up_to_a_wrong_one(struct pair *pair, unsigned int count, uint16_t slots)
{
	const struct vqs_buffer buffers[] = { { PAIR_LOW, 1 }, { PAIR_LOW, 1 } };
	struct vqs_chain chains[3];
	struct vqs_used used[3];
	struct vqs_done done[3];

	for (unsigned int i = 0; i < 3; i++)
		assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, 1, 1, pair),
		                 0);
	vqs_driver_ring_publish(&pair->driver);
	assert_int_equal(take(pair, chains, 3), 3);
	for (unsigned int i = 0; i < 3; i++)
		used[i] = (struct vqs_used){ chains[i].id, 2, i & 1 };
	used[count - 1].slots = slots;
	assert_int_equal(vqs_device_ring_give(&pair->device, used, 3), -EINVAL);
	assert_int_equal(vqs_device_ring_held(&pair->device), 3 - (count - 1));
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, 3), count - 1);
	used[count - 1].slots = 2;
	assert_int_equal(
	        vqs_device_ring_give(&pair->device, &used[count - 1], 3 - (count - 1)),
	        0);
	assert_int_equal(vqs_device_ring_held(&pair->device), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, 3), 3 - (count - 1));
}

/* The same in a batch, wherever it is in the ring. */
static void slots_that_are_not_held_in_a_batch(void **state)
{
	struct pair pair;

	(void)state;
	for (uint32_t place = 0; place < 2 * SIZE; place++) {
		const uint32_t position = place % SIZE | (place < SIZE ? 0x8000 : 0);

		for (unsigned int i = 0; i < 3 * 4; i++) {
			const unsigned int count = i % 3 + 1;
			const uint16_t held = (uint16_t)(6 - 2 * (count - 1));
			const uint16_t slots[] = { 0, held + 1, SIZE + 1, 0xffff };

			pair_start(&pair, &(struct pair_options){ .size = SIZE,
			                                          .position = position *
			                                                      0x10001 });
			give_up_to_a_wrong_one(&pair, count, slots[i / 3]);
			pair_stop(&pair);
		}
	}
}

/* Positions that no queue can be at. */
static void positions_that_are_none(void **state)
{
	static const uint32_t positions[] = {
		SIZE,                             /* an entry beyond the queue */
		0x8000u | (SIZE | 0x8000u) << 16, /* so is the used one */
		0x8000u | 0x8001u << 16,          /* used before it was available */
		0x0001u | 0x8000u << 16,          /* SIZE + 1 held */
		0x7fffu | 0x7fffu << 16,
		UINT32_MAX,
	};
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int i = 0; i < sizeof(positions) / sizeof(positions[0]); i++) {
		pair.ring.position = positions[i];
		assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring,
		                                      &pair.memory, &pair.remembered),
		                 -EINVAL);
	}
	/* all of the queue is held */
	pair.ring.position = 0x0003u | 0x8003u << 16;
	assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory,
	                                      &pair.remembered),
	                 0);
	/* in order it is taken again */
	assert_int_equal(vqs_device_ring_position(&pair.device),
	                 pair_in_order() ? 0x8003u | 0x8003u << 16 : pair.ring.position);
	pair_stop(&pair);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(loops),
		cmocka_unit_test(longest_chain_is_no_loop),
		cmocka_unit_test(address_outside_memory),
		cmocka_unit_test(address_that_wraps),
		cmocka_unit_test(no_memory_at_all),
		cmocka_unit_test(lengths_overflow),
		cmocka_unit_test(longest_lengths),
		cmocka_unit_test(nothing_but_empty_buffers),
		cmocka_unit_test(empty_buffers_among_others),
		cmocka_unit_test(readable_after_writable),
		cmocka_unit_test(indirect_not_negotiated),
		cmocka_unit_test(indirect_table_of_wrong_length),
		cmocka_unit_test(indirect_table_outside_memory),
		cmocka_unit_test(indirect_table_across_regions),
		cmocka_unit_test(indirect_table_longer_than_the_queue),
		cmocka_unit_test(more_segments_than_room),
		cmocka_unit_test(same_id_twice_in_a_batch),
		cmocka_unit_test(good_chains_before_a_faulty_one),
		cmocka_unit_test(layer_above_breaks_the_queue),
		cmocka_unit_test(descriptor_after_a_table),
	};
	const struct CMUnitTest split[] = {
		cmocka_unit_test(index_too_far),
		cmocka_unit_test(index_goes_back),
		cmocka_unit_test(head_beyond_the_queue),
		cmocka_unit_test(next_beyond_the_table),
		cmocka_unit_test(loops_in_tables),
		cmocka_unit_test(readable_table_after_writable),
		cmocka_unit_test(indirect_in_indirect),
		cmocka_unit_test(indirect_after_direct),
	};
	const struct CMUnitTest packed[] = {
		cmocka_unit_test(id_beyond_the_queue),
		cmocka_unit_test(id_of_the_last_counts),
		cmocka_unit_test(chain_into_held_entries),
		cmocka_unit_test(nothing_available_when_all_is_held),
		cmocka_unit_test(flags_of_another_round),
		cmocka_unit_test(table_in_a_list),
		cmocka_unit_test(flags_in_a_table),
		cmocka_unit_test(slots_that_are_not_held),
		cmocka_unit_test(slots_that_are_not_held_in_a_batch),
		cmocka_unit_test(positions_that_are_none),
	};
	bool is_packed;

	pair_choose(argc, argv);
	is_packed = pair_packed();
	return pair_run(argc, argv, both, PAIR_COUNT(both), is_packed ? packed : split,
	                is_packed ? PAIR_COUNT(packed) : PAIR_COUNT(split));
}
