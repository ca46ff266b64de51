/* SPDX-License-Identifier: BSD-3-Clause */
/* Starting a queue, going on with it elsewhere, and what it needs of memory. */
#include "pair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int start_both(struct pair *pair, const struct vqs_ring *ring)
{
	int device = vqs_device_ring_init(&pair->device, ring, &pair->memory,
	                                  &pair->remembered);
	int driver = vqs_driver_ring_init(&pair->driver, ring, &pair->storage);

	assert_int_equal(device, driver);
	return device;
}

static void sizes_of_a_queue(void **state)
{
	static const uint16_t bad[] = { 0, 32769, 65535, 3, 6, 7, 12, 255, 257, 32767 };
	struct vqs_ring ring;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = VQS_QUEUE_SIZE_MAX });
	ring = pair.ring;
	for (unsigned int i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		/* a packed queue needs no power of two */
		bool fine = pair_packed() && i > 2;

		ring.size = bad[i];
		assert_int_equal(start_both(&pair, &ring), fine ? 0 : -EINVAL);
	}
	for (uint32_t size = 1; size <= VQS_QUEUE_SIZE_MAX; size *= 2) {
		ring.size = (uint16_t)size;
		assert_int_equal(start_both(&pair, &ring), 0);
	}
	pair_stop(&pair);
}

static void areas_must_be_aligned(void **state)
{
	struct vqs_ring ring;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	for (unsigned int offset = 1; offset < 16; offset++) {
		ring = pair.ring;
		ring.descriptors = (char *)pair.ring.descriptors + offset;
		assert_int_equal(start_both(&pair, &ring), -EINVAL);
	}
	ring = pair.ring;
	ring.driver_area = (char *)pair.ring.driver_area + (pair_packed() ? 2 : 1);
	assert_int_equal(start_both(&pair, &ring), -EINVAL);
	ring = pair.ring;
	ring.device_area = (char *)pair.ring.device_area + 2;
	assert_int_equal(start_both(&pair, &ring), -EINVAL);
	ring = pair.ring;
	ring.device_area = NULL;
	assert_int_equal(start_both(&pair, &ring), -EINVAL);
	pair_stop(&pair);
}

/* Areas aligned to just what the format asks for work, and UBSan has nothing to say. */
static void least_alignment_works(void **state)
{
	static _Alignas(16) unsigned char driver_area[64], device_area[128];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4, .event_idx = true });
	free(pair.ring.driver_area);
	free(pair.ring.device_area);
	pair.ring.driver_area = driver_area + (pair_packed() ? 4 : 2);
	pair.ring.device_area = device_area + 4;
	assert_int_equal(vqs_driver_ring_init(&pair.driver, &pair.ring, &pair.storage),
	                 0);
	assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory,
	                                      &pair.remembered),
	                 0);
	for (unsigned int i = 0; i < 100; i++)
		pair_echo(&pair, &i, sizeof(i));
	pair.ring.driver_area = NULL;
	pair.ring.device_area = NULL;
	pair_stop(&pair);
}

static void device_needs_storage(void **state)
{
	struct vqs_device_ring_storage none = { NULL, NULL };
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	assert_int_equal(
	        vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory, &none),
	        -EINVAL);
	none.held = pair.held;
	/* turns are for VIRTIO_F_IN_ORDER alone */
	assert_int_equal(
	        vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory, &none),
	        pair_in_order() ? -EINVAL : 0);
	pair_stop(&pair);
}

static void driver_needs_slots(void **state)
{
	struct vqs_driver_ring_storage storage;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	storage = pair.storage;
	storage.slots = NULL;
	assert_int_equal(vqs_driver_ring_init(&pair.driver, &pair.ring, &storage),
	                 -EINVAL);
	pair_stop(&pair);
}

/* virtio 1.4, Split Virtqueues and Packed Virtqueues: the tables of sizes. */
static void bytes_of_the_areas(void **state)
{
	struct vqs_features features = { { 0, 0 } };
	struct vqs_ring_need need;

	(void)state;
	need = vqs_ring_need(256, &features);
	assert_int_equal(need.descriptors, 16 * 256);
	assert_int_equal(need.driver_area, 6 + 2 * 256);
	assert_int_equal(need.device_area, 6 + 8 * 256);
	need = vqs_ring_need(VQS_QUEUE_SIZE_MAX, &features);
	assert_int_equal(need.device_area, 6 + 8 * 32768);
	vqs_features_add(&features, VQS_F_RING_PACKED);
	need = vqs_ring_need(100, &features);
	assert_int_equal(need.descriptors, 16 * 100);
	assert_int_equal(need.driver_area, 4);
	assert_int_equal(need.device_area, 4);
}

/* Another device end goes on where the first one stopped, at any position. */
static void device_end_is_replaced(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		pair_start(&pair, &(struct pair_options){ .size = 4,
		                                          .position = 65530,
		                                          .event_idx = event_idx });
		for (uint32_t i = 0; i < 40; i++) {
			for (uint32_t j = 0; j <= i % 5; j++)
				pair_echo(&pair, &i, sizeof(i));
			pair.ring.position = vqs_device_ring_position(&pair.device);
			memset(&pair.device, 0xa5, sizeof(pair.device));
			assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring,
			                                      &pair.memory,
			                                      &pair.remembered),
			                 0);
		}
		pair_stop(&pair);
	}
}

/* What was in flight when a device end died is taken again from an earlier position. */
static void device_end_takes_again(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 4 };
	struct vqs_chain chains[4];
	struct vqs_used used[4];
	struct vqs_done done[4];
	struct pair pair;
	uint32_t position;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4, .position = 65534 });
	pair_echo(&pair, "abcd", 4);
	for (unsigned int i = 0; i < 3; i++)
		assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
		                 0);
	vqs_driver_ring_publish(&pair.driver);
	position = vqs_device_ring_position(&pair.device);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 4, pair.segments, 8),
	                 3);
	if (!pair_packed())
		assert_int_equal(vqs_device_ring_position(&pair.device),
		                 (uint16_t)(position + (pair_in_order() ? 0 : 3)));
	pair.ring.position = position;
	assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory,
	                                      &pair.remembered),
	                 0);
	used[0] = (struct vqs_used){ chains[0].id, chains[0].slots, 4 };
	/* a completion for the dead one changes nothing */
	assert_int_equal(vqs_device_ring_give(&pair.device, used, 1), -EINVAL);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 4, pair.segments, 8),
	                 3);
	for (unsigned int i = 0; i < 3; i++)
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots, i };
	assert_int_equal(vqs_device_ring_give(&pair.device, used, 3), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 4), 3);
	pair_stop(&pair);
}

/* All that is available, which is that many chains, comes back. */
static void take_and_return(struct pair *pair, int count)
{
	struct vqs_chain chains[8];
	struct vqs_used used[8];
	struct vqs_done done[8];

	assert_int_equal(vqs_device_ring_take(&pair->device, chains, 8, pair->segments,
	                                      PAIR_SEGMENTS),
	                 count);
	for (int i = 0; i < count; i++)
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots, 0 };
	assert_int_equal(vqs_device_ring_give(&pair->device, used, (unsigned int)count),
	                 0);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, 8), count);
}

/*
 * Chains that a dead device end took and never gave back stay in flight; the
 * next one goes on behind them, and the used ring has no hole. In order it takes
 * them again, or nothing could be used any more.
 */
static void device_end_leaves_some_behind(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 4 };
	struct vqs_chain chains[2];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 8, .position = 65534 });
	for (unsigned int i = 0; i < 2; i++)
		assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
		                 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 2, pair.segments, 8),
	                 2);
	pair.ring.position = vqs_device_ring_position(&pair.device);
	assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring, &pair.memory,
	                                      &pair.remembered),
	                 0);
	if (pair_in_order())
		take_and_return(&pair, 2);
	for (unsigned int i = 0; i < 10; i++)
		pair_echo(&pair, &i, sizeof(i));
	pair_stop(&pair);
}

/* The device asks for notifications from the start, whatever its predecessor left. */
static void start_expects_notifications(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 4 };
	struct pair pair;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		pair_start(&pair,
		           &(struct pair_options){ .size = 4, .event_idx = event_idx });
		for (unsigned int i = 0; i < 10; i++)
			pair_echo(&pair, &i, sizeof(i));
		vqs_device_ring_suppress(&pair.device);
		pair.ring.position = vqs_device_ring_position(&pair.device);
		assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring,
		                                      &pair.memory, &pair.remembered),
		                 0);
		assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
		                 0);
		assert_true(vqs_driver_ring_publish(&pair.driver));
		pair_stop(&pair);
	}
}

/* The driver's memory moves in our address space; the region found last is forgotten. */
static void memory_moves_under_a_queue(void **state)
{
	static unsigned char elsewhere[PAIR_REGION_SIZE];
	struct vqs_region region = { PAIR_LOW, sizeof(elsewhere), elsewhere };
	struct vqs_memory memory = { &region, 1, 1, NULL };
	struct vqs_buffer buffer = { PAIR_LOW + 8, 4 };
	struct vqs_ring ring;
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	pair_echo(&pair, "abcd", 4);
	ring = pair.ring;
	ring.size = 2;
	assert_int_equal(vqs_device_ring_move(&pair.device, &ring, &memory), -EINVAL);
	ring.size = 4;
	ring.device_area = NULL;
	assert_int_equal(vqs_device_ring_move(&pair.device, &ring, &memory), -EINVAL);
	pair_echo(&pair, "efgh", 4);
	assert_int_equal(vqs_device_ring_move(&pair.device, &pair.ring, &memory), 0);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair), 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(vqs_device_ring_take(&pair.device, &chain, 1, pair.segments, 8),
	                 1);
	assert_ptr_equal(chain.segments[0].base, elsewhere + 8);
	assert_int_equal(vqs_device_ring_move(&pair.device, &pair.ring, &pair.memory), 0);
	assert_int_equal(vqs_device_ring_held(&pair.device), 1);
	if (pair_in_order()) {
		struct vqs_used used = { chain.id, chain.slots, 0 };
		struct vqs_done done;

		assert_int_equal(vqs_device_ring_give(&pair.device, &used, 1), 0);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	}
	pair_echo(&pair, "ijkl", 4);
	pair_stop(&pair);
}

static void every_fault_has_words(void **state)
{
	(void)state;
	for (int i = 0; i < VQS_FAULT_COUNT; i++) {
		assert_non_null(vqs_fault_text((enum vqs_fault)i));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(vqs_fault_text((enum vqs_fault)i),
			                        vqs_fault_text((enum vqs_fault)j));
	}
	assert_string_equal(vqs_fault_text(VQS_FAULT_COUNT), "unknown fault");
	assert_string_equal(vqs_fault_text((enum vqs_fault)0x7fffffff), "unknown fault");
}

static void no_positions_above_65535(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	pair.ring.position = 65536;
	assert_int_equal(start_both(&pair, &pair.ring), -EINVAL);
	pair_stop(&pair);
}

/* ---- The packed format alone ------------------------------------------------- */

/* Every size: entries and wrap counters go round, chains lie across the end. */
static void every_size_goes_round(void **state)
{
	(void)state;
	for (uint16_t size = 2; size <= 40; size++) {
		for (uint16_t start = 0; start < 2 * size; start++) {
			struct pair_options options = { .size = size, .position = start };
			struct pair pair;

			pair_start(&pair, &options);
			for (unsigned int i = 0; i < 3u * size; i++)
				pair_echo(&pair, &i, sizeof(i));
			pair_stop(&pair);
		}
	}
}

/*
 * Position 0 is a queue just made; but also one that came round to its
 * beginning with both wrap counters 0, which its ring tells.
 */
static void position_zero_comes_round(void **state)
{
	struct pair pair;

	(void)state;
	for (unsigned int added_before = 0; added_before < 2; added_before++) {
		struct vqs_buffer buffer = { PAIR_LOW, 4 };
		struct vqs_chain chain;

		pair_start(&pair, &(struct pair_options){ .size = 4 });
		assert_int_equal(vqs_device_ring_position(&pair.device), 0x80008000);
		for (unsigned int i = 0; i < 2; i++)
			pair_echo(&pair, &i, sizeof(i));
		assert_int_equal(vqs_device_ring_position(&pair.device), 0);
		if (added_before)
			assert_int_equal(
			        vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
			        0);
		vqs_driver_ring_publish(&pair.driver);
		pair.ring.position = 0;
		assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring,
		                                      &pair.memory, &pair.remembered),
		                 0);
		assert_int_equal(vqs_device_ring_position(&pair.device), 0);
		assert_int_equal(
		        vqs_device_ring_take(&pair.device, &chain, 1, pair.segments, 8),
		        added_before);
		if (!added_before)
			for (unsigned int i = 0; i < 20; i++)
				pair_echo(&pair, &i, sizeof(i));
		pair_stop(&pair);
	}
}

/* What NOTIFICATION_DATA tells, over the wrap of every counter; and what the device thinks
   of it. */
static void places_to_notify_of(void **state)
{
	const uint16_t size = 8;
	const uint16_t starts[] = { 0, 5, 0x7ff9, 0xfff7 };
	const struct vqs_buffer buffer = { PAIR_LOW, 4 };

	(void)state;
	for (unsigned int i = 0; i < 4; i++) {
		uint16_t index = starts[i];
		struct vqs_chain chain;
		struct vqs_done done;
		struct pair pair;

		pair_start(&pair,
		           &(struct pair_options){ .size = size, .position = index });
		for (unsigned int n = 0; n < 5u * size; n++) {
			uint16_t old = vqs_driver_ring_place(&pair.driver), place;

			assert_int_equal(
			        vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
			        0);
			vqs_driver_ring_publish(&pair.driver);
			index++;
			place = vqs_driver_ring_place(&pair.driver);
			assert_int_equal(place,
			                 pair_packed() ? pair_place(index, size) : index);
			assert_true(vqs_device_ring_plausible(&pair.device, place));
			assert_int_equal(vqs_device_ring_take(&pair.device, &chain, 1,
			                                      pair.segments, 8),
			                 1);
			assert_true(vqs_device_ring_plausible(&pair.device, place));
			assert_true(vqs_device_ring_plausible(&pair.device, old));
			assert_false(vqs_device_ring_plausible(
			        &pair.device,
			        pair_packed() ? place | size : place + size + 1));
			assert_int_equal(
			        vqs_device_ring_give(
			                &pair.device,
			                &(struct vqs_used){ chain.id, chain.slots, 4 },
			                1),
			        0);
			assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
		}
		pair_stop(&pair);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(areas_must_be_aligned),
		cmocka_unit_test(least_alignment_works),
		cmocka_unit_test(device_needs_storage),
		cmocka_unit_test(driver_needs_slots),
		cmocka_unit_test(bytes_of_the_areas),
		cmocka_unit_test(device_end_is_replaced),
		cmocka_unit_test(device_end_takes_again),
		cmocka_unit_test(device_end_leaves_some_behind),
		cmocka_unit_test(start_expects_notifications),
		cmocka_unit_test(memory_moves_under_a_queue),
		cmocka_unit_test(every_fault_has_words),
		cmocka_unit_test(sizes_of_a_queue),
		cmocka_unit_test(places_to_notify_of),
	};
	const struct CMUnitTest split[] = {
		cmocka_unit_test(no_positions_above_65535),
	};
	const struct CMUnitTest packed[] = {
		cmocka_unit_test(every_size_goes_round),
		cmocka_unit_test(position_zero_comes_round),
	};
	bool is_packed;

	pair_choose(argc, argv);
	is_packed = pair_packed();
	return pair_run(argc, argv, both, PAIR_COUNT(both), is_packed ? packed : split,
	                is_packed ? PAIR_COUNT(packed) : PAIR_COUNT(split));
}
