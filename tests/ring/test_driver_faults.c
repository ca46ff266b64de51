/* SPDX-License-Identifier: BSD-3-Clause */
/* A hostile device against the driver end: each fault, and what is legal beside it. */
#include "pair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 8

static const struct pair_options plain = { .size = SIZE };

/* A chain of two descriptors, the second of them writable, of 10 bytes. */
static void add_two(struct pair *pair, void *token)
{
	struct vqs_buffer buffers[2] = { { PAIR_LOW, 5 }, { PAIR_HIGH, 10 } };

	assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, 1, 1, token), 0);
}

static void start(struct pair *pair)
{
	pair_start(pair, &plain);
	add_two(pair, pair);
	assert_true(vqs_driver_ring_publish(&pair->driver));
}

static void assert_breaks(struct pair *pair, enum vqs_fault fault)
{
	struct vqs_ring_need need = vqs_ring_need(SIZE, &pair->ring.features);
	struct vqs_buffer buffer = { PAIR_LOW, 1 };
	unsigned char *before = malloc(need.driver_area);
	struct vqs_done done;

	assert_non_null(before);
	memcpy(before, pair->ring.driver_area, need.driver_area);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, &done, 1), -EIO);
	assert_int_equal(pair->driver.fault, fault);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, &done, 1), -EIO);
	assert_int_equal(vqs_driver_ring_add(&pair->driver, &buffer, 1, 0, pair), -EIO);
	assert_false(vqs_driver_ring_publish(&pair->driver));
	assert_false(vqs_driver_ring_expect(&pair->driver));
	vqs_driver_ring_suppress(&pair->driver);
	vqs_driver_ring_break(&pair->driver, VQS_FAULT_MESSAGE);
	assert_int_equal(pair->driver.fault, fault);
	assert_memory_equal(before, pair->ring.driver_area, need.driver_area);
	free(before);
}

/* The n-th chain comes back, says the device; each has two descriptors. */
static void use(struct pair *pair, uint16_t n, uint32_t id, uint32_t length)
{
	if (pair_packed()) {
		forge_used_at(pair, 2 * n, (uint16_t)id, length);
		return;
	}
	forge_used(pair, n, id, length);
	forge_used_index(pair, n + 1);
}

static void unknown_ids(void **state)
{
	/* not in flight; the chain's second descriptor; beyond the queue, in 16 bits or
	 * in 32 */
	static const uint32_t ids[] = { 2,       1,          SIZE,      0xffff,
		                        0x10000, 0x80000000, 0xffffffff };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		if (pair_packed() && ids[i] > UINT16_MAX)
			break;
		start(&pair);
		use(&pair, 0, ids[i], 0);
		assert_breaks(&pair, VQS_FAULT_ID_UNKNOWN);
		assert_ptr_equal(vqs_driver_ring_detach(&pair.driver), &pair);
		assert_null(vqs_driver_ring_detach(&pair.driver));
		pair_stop(&pair);
	}
}

static void id_used_twice(void **state)
{
	struct vqs_done done[4];
	struct pair pair;

	(void)state;
	start(&pair);
	add_two(&pair, &done);
	vqs_driver_ring_publish(&pair.driver);
	use(&pair, 0, 0, 10);
	use(&pair, 1, 0, 10);
	/* the first of the two is good, and comes before the fault */
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 4), 1);
	assert_ptr_equal(done[0].token, &pair);
	assert_int_equal(pair.driver.fault, VQS_FAULT_NONE);
	assert_breaks(&pair, VQS_FAULT_ID_UNKNOWN);
	pair_stop(&pair);
}

/* The device guesses the id of a chain that it was not yet told of. */
static void id_not_yet_published(void **state)
{
	struct vqs_done done;
	struct pair pair;

	(void)state;
	start(&pair);
	add_two(&pair, &done);
	use(&pair, 0, pair_packed() ? 1 : 2, 0);
	assert_breaks(&pair, VQS_FAULT_ID_UNKNOWN);
	pair_stop(&pair);
}

static void used_length_too_long(void **state)
{
	static const uint32_t lengths[] = { 11, 15, 0x80000000, 0xffffffff };
	struct vqs_done done;
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		start(&pair);
		use(&pair, 0, 0, lengths[i]);
		assert_breaks(&pair, VQS_FAULT_USED_LENGTH);
		pair_stop(&pair);
	}
	for (uint32_t length = 0; length <= 10; length++) {
		start(&pair);
		use(&pair, 0, 0, length);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
		assert_int_equal(done.length, length);
		pair_stop(&pair);
	}
}

static void used_length_without_writable(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 5 };
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 1, 0, &pair), 0);
	vqs_driver_ring_publish(&pair.driver);
	use(&pair, 0, 0, 1);
	assert_breaks(&pair, VQS_FAULT_USED_LENGTH);
	pair_stop(&pair);
}

static void index_beyond_what_is_in_flight(void **state)
{
	static const uint16_t indices[] = { 2, SIZE, SIZE + 1, 0x8000, 0xffff };
	struct vqs_done done;
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 5; i++) {
		start(&pair);
		/* added but not published does not count */
		add_two(&pair, &pair);
		forge_used(&pair, 0, 0, 0);
		forge_used_index(&pair, indices[i]);
		assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
		pair_stop(&pair);
	}
	start(&pair);
	forge_used(&pair, 0, 0, 0);
	forge_used_index(&pair, 1);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	/* back */
	forge_used_index(&pair, 0);
	assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
	pair_stop(&pair);
}

/* In order ids go round, packed for each chain, split for each of its descriptors. */
static uint32_t in_turn(unsigned int round)
{
	return (pair_packed() ? round : 2 * round) % SIZE;
}

/* The device scribbles over all that the driver wrote; the driver never looks at it
 * again. */
static void driver_reads_nothing_of_its_own(void **state)
{
	struct vqs_ring_need need;
	struct vqs_done done;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE,
	                                          .indirect = true,
	                                          .indirect_entries = 1 });
	need = vqs_ring_need(SIZE, &pair.ring.features);
	for (unsigned int round = 0; round < 100; round++) {
		add_two(&pair, &pair);
		vqs_driver_ring_publish(&pair.driver);
		if (!pair_packed())
			assert_int_equal(
			        get16((unsigned char *)pair.ring.driver_area + 2),
			        round + 1);
		memset(pair.ring.descriptors, 0xff, need.descriptors);
		memset(pair.ring.driver_area, 0xff, need.driver_area);
		/* last in, first out: the free list stands as if nothing had happened */
		use(&pair, (uint16_t)round, pair_in_order() ? in_turn(round) : 0, 3);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
		assert_ptr_equal(done.token, &pair);
		assert_int_equal(pair.driver.free_count, SIZE);
	}
	pair_stop(&pair);
}

/* ---- The packed format alone ------------------------------------------------- */

/* Flags that say used: before anything is published, and of another round. */
static void used_where_nothing_is_in_flight(void **state)
{
	struct vqs_done done;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	forge_used_at(&pair, 0, 0, 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	add_two(&pair, &pair);
	forge_used_at(&pair, 0, 0, 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	assert_false(vqs_driver_ring_expect(&pair.driver));
	vqs_driver_ring_publish(&pair.driver);
	forge_used_at(&pair, SIZE, 0, 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	forge_used_at(&pair, 0, 0, 0);
	assert_true(vqs_driver_ring_expect(&pair.driver));
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	/* again, further on: all that was in flight has come back */
	forge_used_at(&pair, 2, 0, 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	assert_int_equal(pair.driver.fault, VQS_FAULT_NONE);
	pair_stop(&pair);
}

/* "The driver MUST ignore the length where WRITE is not set." */
static void length_without_the_flag(void **state)
{
	struct vqs_done done;
	struct pair pair;

	(void)state;
	start(&pair);
	forge_used_at(&pair, 0, 0, 0xffffffff);
	put16((unsigned char *)pair.ring.descriptors + 14, 0x8080);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	assert_int_equal(done.length, 0);
	pair_stop(&pair);
}

/* Whatever the device says that it wants to be told of: the driver decides, and goes on. */
static void device_events_that_lie(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		struct pair_options options = { .size = SIZE, .event_idx = event_idx };
		struct vqs_ring_need need;

		pair_start(&pair, &options);
		need = vqs_ring_need(SIZE, &pair.ring.features);
		for (uint32_t lie = 0; lie < 0x40000; lie += 257) {
			unsigned char *area = pair.ring.device_area;

			if (pair_packed()) {
				put32(area, lie);
			} else { /* flags; avail_event */
				put16(area, (uint16_t)lie);
				put16(area + need.device_area - 2, (uint16_t)lie);
			}
			pair_echo(&pair, &lie, sizeof(lie));
		}
		assert_int_equal(pair.driver.fault, VQS_FAULT_NONE);
		pair_stop(&pair);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(unknown_ids),
		cmocka_unit_test(id_used_twice),
		cmocka_unit_test(id_not_yet_published),
		cmocka_unit_test(used_length_too_long),
		cmocka_unit_test(used_length_without_writable),
		cmocka_unit_test(driver_reads_nothing_of_its_own),
		cmocka_unit_test(device_events_that_lie),
	};
	const struct CMUnitTest split[] = {
		cmocka_unit_test(index_beyond_what_is_in_flight),
	};
	const struct CMUnitTest packed[] = {
		cmocka_unit_test(used_where_nothing_is_in_flight),
		cmocka_unit_test(length_without_the_flag),
	};
	bool is_packed;

	pair_choose(argc, argv);
	is_packed = pair_packed();
	return pair_run(argc, argv, both, PAIR_COUNT(both), is_packed ? packed : split,
	                is_packed ? PAIR_COUNT(packed) : PAIR_COUNT(split));
}
