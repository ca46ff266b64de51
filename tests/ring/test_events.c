/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * When notifications are sent, and when not.
 *
 * virtio 1.4, Used Buffer Notification Suppression; Available Buffer
 * Notification Suppression.
 */
#include "pair.h"

#include <errno.h>
#include <string.h>

#define SIZE 16

/* The words of the specification: was an entry with that index written? */
static bool was_written(uint16_t from, uint16_t count, uint16_t event)
{
	/* a packed queue has no more places than two rounds of it */
	uint16_t places = pair_packed() ? 2 * SIZE - 1 : UINT16_MAX;

	for (uint16_t i = 0; i < count; i++)
		if (((from + i) & places) == (event & places))
			return true;
	return false;
}

static void add(struct pair *pair, unsigned int count)
{
	struct vqs_buffer buffer = { PAIR_LOW, 1 };

	for (unsigned int i = 0; i < count; i++)
		assert_int_equal(vqs_driver_ring_add(&pair->driver, &buffer, 0, 1, pair),
		                 0);
}

static void take_and_give(struct pair *pair, unsigned int count)
{
	struct vqs_chain chains[SIZE];
	struct vqs_used used[SIZE];

	assert_int_equal(vqs_device_ring_take(&pair->device, chains, count,
	                                      pair->segments, PAIR_SEGMENTS),
	                 count);
	for (unsigned int i = 0; i < count; i++)
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots, 1 };
	assert_int_equal(vqs_device_ring_give(&pair->device, used, count), 0);
}

static void reap(struct pair *pair, unsigned int count)
{
	struct vqs_done done[SIZE];

	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, SIZE), count);
}

static void *used_event(struct pair *pair)
{
	return (unsigned char *)pair->ring.driver_area +
	       (pair_packed() ? 0 : 4 + 2 * SIZE);
}

static void *available_event(struct pair *pair)
{
	return (unsigned char *)pair->ring.device_area +
	       (pair_packed() ? 0 : 4 + 8 * SIZE);
}

/* An end's flags: NO_INTERRUPT, NO_NOTIFY; RING_EVENT_FLAGS. */
static void *flags(void *area)
{
	return (unsigned char *)area + (pair_packed() ? 2 : 0);
}

/* Asks for a notification about that index. */
static void ask(void *event, uint16_t index)
{
	put16(event, pair_packed() ? pair_place(index, SIZE) : index);
	if (pair_packed())
		put16((unsigned char *)event + 2, 2);
}

/* Every event near the batch, every size of batch, before, at and after the wrap. */
static void events_are_exact(void **state)
{
	static const uint16_t positions[] = { 0, 100, 32760, 65521, 65530, 65535 };
	struct pair pair;

	(void)state;
	for (unsigned int p = 0; p < sizeof(positions) / sizeof(positions[0]); p++) {
		uint16_t from = positions[p];

		pair_start(&pair, &(struct pair_options){ .size = SIZE,
		                                          .position = from,
		                                          .event_idx = true });
		for (int offset = -3 * SIZE; offset <= 3 * SIZE; offset++) {
			for (uint16_t count = 1; count <= SIZE; count++) {
				uint16_t event = (uint16_t)(from + offset);

				add(&pair, count);
				ask(available_event(&pair), event);
				assert_int_equal(vqs_driver_ring_publish(&pair.driver),
				                 was_written(from, count, event));
				take_and_give(&pair, count);
				ask(used_event(&pair), event);
				assert_int_equal(
				        vqs_device_ring_must_notify(&pair.device),
				        was_written(from, count, event));
				/* decided once; nothing more was given */
				assert_false(vqs_device_ring_must_notify(&pair.device));
				reap(&pair, count);
				from += count;
			}
		}
		pair_stop(&pair);
	}
}

/* Several gives, one decision: about all of them. */
static void a_decision_covers_all_gives(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){
	                          .size = SIZE, .position = 65533, .event_idx = true });
	add(&pair, 6);
	vqs_driver_ring_publish(&pair.driver);
	for (unsigned int i = 0; i < 6; i++)
		take_and_give(&pair, 1);
	ask(used_event(&pair), 65534);
	assert_true(vqs_device_ring_must_notify(&pair.device));
	pair_stop(&pair);
}

/* A driver that polls, then asks: what was given came round more than once. */
static void no_decision_for_very_long(void **state)
{
	const unsigned int all = pair_packed() ? 2 : 65536 / SIZE;
	const unsigned int rounds[] = { all - 1, all, all + 1, 2 * all, 1000000 };
	struct pair pair;

	(void)state;
	for (unsigned int r = 0; r < sizeof(rounds) / sizeof(rounds[0]); r++) {
		uint32_t given = rounds[r] * SIZE;

		pair_start(&pair,
		           &(struct pair_options){ .size = SIZE, .event_idx = true });
		for (unsigned int i = 0; i < rounds[r]; i++) {
			add(&pair, SIZE);
			vqs_driver_ring_publish(&pair.driver);
			take_and_give(&pair, SIZE);
			reap(&pair, SIZE);
		}
		/* the entry that was not yet written in the shortest of the runs */
		ask(used_event(&pair), (uint16_t)(all * SIZE - 1));
		assert_int_equal(vqs_device_ring_must_notify(&pair.device),
		                 given >= all * SIZE);
		pair_stop(&pair);
	}
}

static void flags_without_event_idx(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE });
	for (unsigned int quiet = 0; quiet < 2; quiet++) {
		/* the event fields would say the opposite */
		put16(available_event(&pair), quiet ? pair.driver.next_available : 7777);
		put16(used_event(&pair), quiet ? pair.driver.next_available : 7777);
		if (quiet) {
			vqs_device_ring_suppress(&pair.device);
			vqs_driver_ring_suppress(&pair.driver);
		} else {
			assert_false(vqs_device_ring_expect(&pair.device));
			assert_false(vqs_driver_ring_expect(&pair.driver));
		}
		assert_int_equal(get16(flags(pair.ring.device_area)), quiet);
		assert_int_equal(get16(flags(pair.ring.driver_area)), quiet);
		add(&pair, 2);
		assert_int_equal(vqs_driver_ring_publish(&pair.driver), !quiet);
		take_and_give(&pair, 2);
		assert_int_equal(vqs_device_ring_must_notify(&pair.device), !quiet);
		reap(&pair, 2);
	}
	pair_stop(&pair);
}

/* With EVENT_IDX the flags say nothing, and ours stay 0. */
static void flags_with_event_idx(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE, .event_idx = true });
	vqs_device_ring_suppress(&pair.device);
	vqs_driver_ring_suppress(&pair.driver);
	assert_int_equal(get16(pair.ring.device_area), 0);
	assert_int_equal(get16(pair.ring.driver_area), 0);
	put16(pair.ring.device_area, 1);
	put16(pair.ring.driver_area, 1);
	add(&pair, 1);
	assert_true(vqs_driver_ring_publish(&pair.driver));
	take_and_give(&pair, 1);
	assert_true(vqs_device_ring_must_notify(&pair.device));
	reap(&pair, 1);
	pair_stop(&pair);
}

/* Asking again: for the next one, and telling of what came meanwhile. */
static void expecting_again(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		/* split with EVENT_IDX has no other way than letting an event lie */
		bool asked = event_idx && !pair_packed();

		pair_start(&pair, &(struct pair_options){ .size = SIZE,
		                                          .position = 65534,
		                                          .event_idx = event_idx });
		for (unsigned int round = 0; round < 10; round++) {
			vqs_device_ring_suppress(&pair.device);
			vqs_driver_ring_suppress(&pair.driver);
			add(&pair, 3);
			/* the first notification after the start is asked for, later ones
			 * are not */
			assert_int_equal(vqs_driver_ring_publish(&pair.driver),
			                 asked && round == 0);
			assert_true(vqs_device_ring_expect(&pair.device));
			take_and_give(&pair, 3);
			assert_int_equal(vqs_device_ring_must_notify(&pair.device),
			                 asked && round == 0);
			assert_false(vqs_device_ring_expect(&pair.device));
			assert_true(vqs_driver_ring_expect(&pair.driver));
			reap(&pair, 3);
			assert_false(vqs_driver_ring_expect(&pair.driver));
			add(&pair, 2);
			assert_true(vqs_driver_ring_publish(&pair.driver));
			take_and_give(&pair, 2);
			assert_true(vqs_device_ring_must_notify(&pair.device));
			reap(&pair, 2);
		}
		pair_stop(&pair);
	}
}

static void nothing_added_nothing_sent(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		pair_start(&pair, &(struct pair_options){ .size = SIZE,
		                                          .event_idx = event_idx });
		assert_false(vqs_driver_ring_publish(&pair.driver));
		assert_int_equal(vqs_device_ring_give(&pair.device, NULL, 0), 0);
		assert_false(vqs_device_ring_must_notify(&pair.device));
		pair_stop(&pair);
	}
}

/* ---- The packed format alone ------------------------------------------------- */

/* Suppressed means disabled, with EVENT_IDX or not; then asked for by place. */
static void places_with_event_idx(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE, .event_idx = true });
	assert_int_equal(get16(flags(pair.ring.device_area)), 2);
	assert_int_equal(get16(flags(pair.ring.driver_area)), 2);
	vqs_device_ring_suppress(&pair.device);
	vqs_driver_ring_suppress(&pair.driver);
	assert_int_equal(get16(flags(pair.ring.device_area)), 1);
	assert_int_equal(get16(flags(pair.ring.driver_area)), 1);
	for (unsigned int i = 0; i < 3; i++) {
		add(&pair, SIZE - 1);
		assert_false(vqs_driver_ring_publish(&pair.driver));
		take_and_give(&pair, SIZE - 1);
		assert_false(vqs_device_ring_must_notify(&pair.device));
		reap(&pair, SIZE - 1);
	}
	assert_false(vqs_device_ring_expect(&pair.device));
	assert_false(vqs_driver_ring_expect(&pair.driver));
	/* 3 * SIZE - 3 is in the third round, whose wrap counter is 1 */
	assert_int_equal(get16(pair.ring.device_area), 0x8000 | (SIZE - 3));
	assert_int_equal(get16(pair.ring.driver_area), 0x8000 | (SIZE - 3));
	pair_stop(&pair);
}

/* Wishes that are none: a notification too many does no harm, one too few does. */
static void wishes_that_are_none(void **state)
{
	static const uint32_t wishes[] = { 0x30000, 0xffff0000, 0xfffcffff };
	struct pair pair;

	(void)state;
	for (unsigned int i = 0; i < 3; i++) {
		pair_start(&pair,
		           &(struct pair_options){ .size = SIZE, .event_idx = true });
		add(&pair, 1);
		put32(pair.ring.device_area, wishes[i]);
		assert_true(vqs_driver_ring_publish(&pair.driver));
		take_and_give(&pair, 1);
		put32(pair.ring.driver_area, wishes[i]);
		assert_true(vqs_device_ring_must_notify(&pair.device));
		pair_stop(&pair);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(events_are_exact),
		cmocka_unit_test(a_decision_covers_all_gives),
		cmocka_unit_test(no_decision_for_very_long),
		cmocka_unit_test(flags_without_event_idx),
		cmocka_unit_test(expecting_again),
		cmocka_unit_test(nothing_added_nothing_sent),
	};
	const struct CMUnitTest split[] = {
		cmocka_unit_test(flags_with_event_idx),
	};
	const struct CMUnitTest packed[] = {
		cmocka_unit_test(places_with_event_idx),
		cmocka_unit_test(wishes_that_are_none),
	};
	bool is_packed;

	pair_choose(argc, argv);
	is_packed = pair_packed();
	return pair_run(argc, argv, both, PAIR_COUNT(both), is_packed ? packed : split,
	                is_packed ? PAIR_COUNT(packed) : PAIR_COUNT(split));
}
