/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VIRTIO_F_IN_ORDER: the device end puts what it is given into order, the driver end
 * knows what a used entry for a whole batch stands for, and what none can.
 */
#include "pair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 16

static const struct pair_options plain = { .size = SIZE, .position = 3 };

/* Chains of three descriptors are long; each has `writable` bytes to write. */
static void add(struct pair *pair, unsigned int descriptors, uint32_t writable,
                void *token)
{
	struct vqs_buffer buffers[3] = { { PAIR_LOW, 5 }, { PAIR_LOW + 8, 5 } };
	unsigned int readable = descriptors - (writable > 0);

	buffers[readable] = (struct vqs_buffer){ PAIR_HIGH, writable };
	assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, readable,
	                                     writable > 0, token),
	                 0);
}

static void take(struct pair *pair, struct vqs_chain *chains, int count)
{
	assert_int_equal(vqs_device_ring_take(&pair->device, chains, (unsigned int)count,
	                                      pair->segments, PAIR_SEGMENTS),
	                 count);
}

static int give(struct pair *pair, const struct vqs_chain *chain, uint32_t length)
{
	struct vqs_used used = { chain->id, chain->slots, length };

	return vqs_device_ring_give(&pair->device, &used, 1);
}

/* ---- Device end -------------------------------------------------------------- */

#define MANY 5

/* The n-th permutation of MANY; false: there are no more. */
static bool permute(unsigned int n, unsigned int *order)
{
	unsigned int left[MANY] = { 0, 1, 2, 3, 4 };

	for (unsigned int i = 0; i < MANY; i++) {
		unsigned int which = n % (MANY - i);

		n /= MANY - i;
		order[i] = left[which];
		memmove(&left[which], &left[which + 1],
		        (MANY - 1 - which) * sizeof(left[0]));
	}
	return n == 0;
}

/* How many may be seen when those are given. */
static int prefix(unsigned int given)
{
	int count = 0;

	while (given >> count & 1)
		count++;
	return count;
}

static void come_back(struct pair *pair, const char *tokens, int first, int last)
{
	struct vqs_done done[MANY];

	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, MANY), last - first);
	for (int i = first; i < last; i++) {
		assert_ptr_equal(done[i - first].token, &tokens[i]);
		assert_int_equal(done[i - first].length, i + 1);
	}
}

/*
 * Chains in every order there is, one at a time or in two calls: after each
 * call just those are published before which none is missing.
 */
static void any_order_becomes_this_one(void **state)
{
	unsigned int order[MANY];
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int n = 0; permute(n, order); n++) {
		for (unsigned int at_once = 1; at_once <= MANY; at_once++) {
			struct vqs_chain chains[MANY];
			struct vqs_used used[MANY];
			char tokens[MANY];
			unsigned int given = 0;
			int seen = 0;

			for (unsigned int i = 0; i < MANY; i++)
				add(&pair, 1 + i % 3, 7, &tokens[i]);
			vqs_driver_ring_publish(&pair.driver);
			take(&pair, chains, MANY);
			for (unsigned int i = 0; i < MANY; i++)
				used[i] = (struct vqs_used){ chains[order[i]].id,
					                     chains[order[i]].slots,
					                     order[i] + 1 };
			for (unsigned int i = 0; i < MANY; i += at_once) {
				unsigned int count =
				        at_once < MANY - i ? at_once : MANY - i;

				assert_int_equal(vqs_device_ring_give(&pair.device,
				                                      &used[i], count),
				                 0);
				for (unsigned int j = i; j < i + count; j++)
					given |= 1u << order[j];
				come_back(&pair, tokens, seen, prefix(given));
				seen = prefix(given);
				assert_int_equal(vqs_device_ring_held(&pair.device),
				                 MANY - i - count);
			}
			assert_int_equal(pair.driver.free_count, SIZE);
		}
	}
	pair_stop(&pair);
}

/* While it waits a chain is the queue's: it cannot be given again, nor taken. */
static void a_chain_that_waits_is_not_held(void **state)
{
	struct vqs_chain chains[3];
	struct vqs_used used[3];
	struct vqs_done done[3];
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int i = 0; i < 3; i++)
		add(&pair, 1, 7, &chains[i]);
	vqs_driver_ring_publish(&pair.driver);
	take(&pair, chains, 3);
	for (unsigned int i = 0; i < 3; i++)
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots, i };
	assert_int_equal(give(&pair, &chains[1], 1), 0);
	assert_int_equal(vqs_device_ring_held(&pair.device), 2);
	assert_false(vqs_device_ring_must_notify(&pair.device));
	assert_int_equal(give(&pair, &chains[1], 2), -EINVAL);
	/* the first of these is fine, and so what waits goes with it */
	assert_int_equal(vqs_device_ring_give(&pair.device, used, 3), -EINVAL);
	assert_int_equal(vqs_device_ring_held(&pair.device), 1);
	assert_true(vqs_device_ring_must_notify(&pair.device));
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 3), 2);
	assert_int_equal(done[1].length, 1);
	assert_int_equal(give(&pair, &chains[2], 2), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 3), 1);
	assert_ptr_equal(done[0].token, &chains[2]);
	pair_stop(&pair);
}

static void ids_and_slots_that_are_not_held(void **state)
{
	struct vqs_chain chains[2];
	struct vqs_used used[4];
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int i = 0; i < 2; i++)
		add(&pair, 1, 7, &chains[i]);
	vqs_driver_ring_publish(&pair.driver);
	take(&pair, chains, 2);
	used[0] = (struct vqs_used){ SIZE, 1, 0 };
	used[1] = (struct vqs_used){ 0xffff, 1, 0 };
	used[2] = (struct vqs_used){ 5, 1, 0 };
	used[3] = (struct vqs_used){ chains[1].id, 3, 0 };
	for (unsigned int i = 0; i < (pair_packed() ? 4 : 3); i++)
		assert_int_equal(vqs_device_ring_give(&pair.device, &used[i], 1),
		                 -EINVAL);
	if (pair_packed()) {
		/* two are held, one of which waits then */
		assert_int_equal(give(&pair, &chains[1], 0), 0);
		used[3] = (struct vqs_used){ chains[0].id, 2, 0 };
		assert_int_equal(vqs_device_ring_give(&pair.device, &used[3], 1),
		                 -EINVAL);
		assert_int_equal(vqs_device_ring_held(&pair.device), 1);
	}
	assert_int_equal(give(&pair, &chains[0], 0), 0);
	pair_stop(&pair);
}

/* An id that waits comes again: the driver breaks the rules. */
static void an_id_that_waits_is_busy(void **state)
{
	struct vqs_chain chains[2];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE });
	for (uint16_t i = 0; i < 2; i++) {
		forge_direct(&pair, i, (struct forged){ PAIR_LOW, 4, WRITE, 0 });
		forge_offer(&pair, i);
	}
	take(&pair, chains, 2);
	assert_int_equal(give(&pair, &chains[1], 0), 0);
	forge_offer(&pair, 1);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 2, pair.segments, 8),
	                 -EIO);
	assert_int_equal(pair.device.fault, VQS_FAULT_ID_BUSY);
	assert_int_equal(give(&pair, &chains[0], 0), -EIO);
	pair_stop(&pair);
}

/* What the dead device end had not published the next one takes again, in order. */
static void successor_takes_again(void **state)
{
	struct vqs_chain chains[SIZE];
	struct vqs_done done[SIZE];
	char tokens[4];
	struct pair pair;

	(void)state;
	for (uint16_t start = 0; start < 2 * SIZE; start++) {
		pair_start(&pair, &(struct pair_options){ .size = SIZE,
		                                          .position = start,
		                                          .event_idx = start % 2 });
		for (unsigned int i = 0; i < 4; i++)
			add(&pair, 1 + i % 3, 7, &tokens[i]);
		vqs_driver_ring_publish(&pair.driver);
		take(&pair, chains, 4);
		assert_int_equal(give(&pair, &chains[0], 1), 0);
		assert_int_equal(give(&pair, &chains[2], 3), 0);
		pair.ring.position = vqs_device_ring_position(&pair.device);
		assert_int_equal(vqs_device_ring_init(&pair.device, &pair.ring,
		                                      &pair.memory, &pair.remembered),
		                 0);
		assert_int_equal(give(&pair, &chains[1], 0), -EINVAL);
		take(&pair, chains, 3);
		for (unsigned int i = 3; i-- > 0;)
			assert_int_equal(give(&pair, &chains[i], i + 2), 0);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, SIZE), 4);
		for (unsigned int i = 0; i < 4; i++) {
			assert_ptr_equal(done[i].token, &tokens[i]);
			assert_int_equal(done[i].length, i + 1);
		}
		pair_echo(&pair, "abcd", 4);
		pair_stop(&pair);
	}
}

/* Back over what was taken last, as long as it does not wait; then on from there. */
static void newest_are_taken_back(void **state)
{
	struct vqs_chain chains[4], again[4];
	struct vqs_done done[4];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4, .position = 3 });
	for (unsigned int round = 0; round < 9; round++) {
		for (unsigned int i = 0; i < 4; i++)
			add(&pair, 1, 7, &chains[i]);
		vqs_driver_ring_publish(&pair.driver);
		take(&pair, chains, 4);
		assert_int_equal(give(&pair, &chains[1], 2), 0);
		for (unsigned int i = 4; i-- > 2;) {
			struct vqs_used used = { chains[i].id, chains[i].slots, 0 };

			assert_int_equal(vqs_device_ring_newest(&pair.device),
			                 chains[i].id);
			assert_true(vqs_device_ring_untake(&pair.device, &used));
		}
		/* this one waits */
		assert_int_equal(vqs_device_ring_newest(&pair.device), -1);
		take(&pair, again, 2);
		for (unsigned int i = 2; i-- > 0;)
			assert_int_equal(give(&pair, &again[i], i + 3), 0);
		assert_int_equal(give(&pair, &chains[0], 1), 0);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 4), 4);
		for (unsigned int i = 0; i < 4; i++) {
			assert_ptr_equal(done[i].token, &chains[i]);
			assert_int_equal(done[i].length, i + 1);
		}
	}
	pair_stop(&pair);
}

/* A call lays so many segments at most. */
static void take_all(struct pair *pair, struct vqs_chain *chains,
                     struct vqs_segment *segments, unsigned int count)
{
	size_t room = 2 * (size_t)count;

	while (count > 0) {
		int taken = vqs_device_ring_take(&pair->device, chains, count, segments,
		                                 room);

		assert_true(taken > 0);
		for (; taken > 0; taken--, count--, chains++) {
			segments += chains->readable + chains->writable;
			room -= chains->readable + chains->writable;
		}
	}
}

/* The whole queue, from the last to the first; only that one brings them all out. */
static void backwards(uint16_t size, unsigned int indirect_entries)
{
	struct vqs_chain *chains = calloc(size, sizeof(*chains));
	struct vqs_segment *segments = calloc(2 * size, sizeof(*segments));
	struct vqs_done *done = calloc(size, sizeof(*done));
	struct vqs_buffer buffers[2] = { { PAIR_LOW, 8 }, { PAIR_HIGH, 9 } };
	unsigned int each = indirect_entries ? 2 : 1;
	struct pair pair;

	assert_true(chains && segments && done);
	pair_start(&pair, &(struct pair_options){ .size = size,
	                                          .indirect = indirect_entries > 0,
	                                          .indirect_entries =
	                                                  (uint16_t)indirect_entries });
	for (unsigned int round = 0; round < 3; round++) {
		for (unsigned int i = 0; i < size; i++)
			assert_int_equal(vqs_driver_ring_add(&pair.driver,
			                                     &buffers[2 - each], each - 1,
			                                     1, &done[i]),
			                 0);
		assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 0, &pair),
		                 -ENOSPC);
		vqs_driver_ring_publish(&pair.driver);
		take_all(&pair, chains, segments, size);
		for (unsigned int i = size; i-- > 0;) {
			assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 1), 0);
			assert_int_equal(give(&pair, &chains[i], i % 10), 0);
		}
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, size), size);
		for (unsigned int i = 0; i < size; i++) {
			assert_ptr_equal(done[i].token, &done[i]);
			assert_int_equal(done[i].length, i % 10);
		}
		assert_int_equal(pair.driver.free_count, size);
	}
	pair_stop(&pair);
	free(done);
	free(segments);
	free(chains);
}

static void queues_of_every_size_backwards(void **state)
{
	static const uint16_t sizes[] = { 1, 2, 4, 256, 32768, 3, 255, 257, 32767 };

	(void)state;
	for (unsigned int i = 0; i < (pair_packed() ? 9 : 5); i++) {
		backwards(sizes[i], 0);
		if (sizes[i] > 1)
			backwards(sizes[i], 2);
	}
}

/* ---- Driver end -------------------------------------------------------------- */

/*
 * A device that uses in batches: `first` is the entry where the batch begins, in
 * chains for the split format, in descriptors for the packed one. `chains` of
 * them are used; the entry tells of the last, `id`.
 */
static void use_batch(struct pair *pair, uint16_t first, uint16_t chains, uint16_t id,
                      uint32_t length)
{
	if (pair_packed()) {
		forge_used_at(pair, first, id, length);
		return;
	}
	forge_used(pair, first, id, length);
	forge_used_index(pair, first + chains);
}

/* What the driver calls the n-th chain where each has two descriptors. */
static uint16_t id_of(unsigned int n)
{
	return (uint16_t)((pair_packed() ? n : 2 * n) % SIZE);
}

/* Where its used entry is, as use_batch() wants it, where each has two descriptors. */
static uint16_t place_of(unsigned int n)
{
	return (uint16_t)(plain.position + (pair_packed() ? 2 * n : n));
}

/* Batches of every length and every way to reap them, round and round. */
static void batches(unsigned int at_once)
{
	unsigned int next = 0;
	char tokens[SIZE];
	struct pair pair;

	pair_start(&pair, &plain);
	for (unsigned int round = 0; round < 40; round++) {
		unsigned int count = 1 + round % (SIZE / 2), reaped = 0;
		struct vqs_done done[SIZE];

		for (unsigned int i = 0; i < count; i++)
			add(&pair, 2, 10 + i, &tokens[i]);
		vqs_driver_ring_publish(&pair.driver);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 1), 0);
		use_batch(&pair, place_of(next), (uint16_t)count, id_of(next + count - 1),
		          4);
		while (reaped < count) {
			unsigned int most = count - reaped;

			/* the batch is not done yet, though no entry is there to see */
			assert_true(vqs_driver_ring_expect(&pair.driver));
			most = most < at_once ? most : at_once;
			assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done[reaped],
			                                      at_once),
			                 most);
			reaped += most;
		}
		assert_false(vqs_driver_ring_expect(&pair.driver));
		for (unsigned int i = 0; i < count; i++) {
			assert_ptr_equal(done[i].token, &tokens[i]);
			/* skipped: used completely */
			assert_int_equal(done[i].length, i + 1 < count ? 10 + i : 4);
		}
		assert_int_equal(pair.driver.free_count, SIZE);
		next += count;
	}
	pair_stop(&pair);
}

static void batches_of_every_length(void **state)
{
	(void)state;
	for (unsigned int at_once = 1; at_once <= SIZE / 2; at_once++)
		batches(at_once);
}

/* Chains without device-writable buffers: none of them can have a length. */
static void batches_of_readable_chains(void **state)
{
	struct vqs_done done[4];
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int i = 0; i < 4; i++)
		add(&pair, 2, 0, &done[i]);
	vqs_driver_ring_publish(&pair.driver);
	use_batch(&pair, place_of(0), 4, id_of(3), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 4), 4);
	for (unsigned int i = 0; i < 4; i++)
		assert_int_equal(done[i].length, 0);
	pair_stop(&pair);
}

static void assert_breaks(struct pair *pair, enum vqs_fault fault)
{
	struct vqs_done done[SIZE];

	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, SIZE), -EIO);
	assert_int_equal(pair->driver.fault, fault);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, SIZE), -EIO);
	assert_false(vqs_driver_ring_expect(&pair->driver));
}

/* Four chains of two descriptors and 10 writable bytes, three of them published. */
static void start_three(struct pair *pair)
{
	pair_start(pair, &plain);
	for (unsigned int i = 0; i < 3; i++)
		add(pair, 2, 10, pair);
	vqs_driver_ring_publish(&pair->driver);
	add(pair, 2, 10, pair);
}

static void batches_that_are_none(void **state)
{
	struct pair pair;

	(void)state;
	/* its last is not published; nobody's; beyond the queue */
	for (unsigned int i = 0; i < 3; i++) {
		const uint16_t ids[] = { id_of(3), id_of(4), SIZE };

		start_three(&pair);
		use_batch(&pair, place_of(0), 3, ids[i], 0);
		assert_breaks(&pair, VQS_FAULT_ID_UNKNOWN);
		pair_stop(&pair);
	}
	start_three(&pair);
	use_batch(&pair, place_of(0), 3, id_of(2), 11);
	assert_breaks(&pair, VQS_FAULT_USED_LENGTH);
	/* every one is there to be detached */
	for (unsigned int i = 0; i < 4; i++)
		assert_ptr_equal(vqs_driver_ring_detach(&pair.driver), &pair);
	pair_stop(&pair);
}

/* A device that goes back to what it used: good ones come first, then the fault. */
static void used_again(void **state)
{
	struct vqs_done done[4];
	struct pair pair;

	(void)state;
	start_three(&pair);
	use_batch(&pair, place_of(0), 2, id_of(1), 0);
	use_batch(&pair, place_of(2), 1, id_of(0), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 4), 2);
	assert_int_equal(pair.driver.fault, VQS_FAULT_NONE);
	assert_breaks(&pair, VQS_FAULT_ID_UNKNOWN);
	pair_stop(&pair);
}

/* ---- The split format alone -------------------------------------------------- */

/* The index tells of one or two, the entry of a later one: used out of order. */
static void used_out_of_order(void **state)
{
	struct vqs_done done;
	struct pair pair;

	(void)state;
	for (uint16_t used = 1; used < 3; used++) {
		start_three(&pair);
		use_batch(&pair, place_of(0), used, id_of(2), 0);
		assert_breaks(&pair, VQS_FAULT_USED_ORDER);
		pair_stop(&pair);
	}
	/* inside a batch the index goes back: no more come than it says */
	start_three(&pair);
	use_batch(&pair, place_of(0), 3, id_of(2), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	forge_used_index(&pair, place_of(1));
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	forge_used_index(&pair, place_of(0));
	assert_breaks(&pair, VQS_FAULT_INDEX_JUMP);
	pair_stop(&pair);
}

/* virtio 1.4, The Virtqueue Descriptor Table: round the table, from its beginning. */
static void descriptors_in_ring_order(void **state)
{
	unsigned int next = 0;
	struct pair pair;

	(void)state;
	pair_start(&pair, &plain);
	for (unsigned int i = 0; i < 100; i++) {
		unsigned int count = 1 + i % 3;
		struct vqs_chain chain;
		struct vqs_done done;

		add(&pair, count, 4, &pair);
		vqs_driver_ring_publish(&pair.driver);
		take(&pair, &chain, 1);
		assert_int_equal(chain.id, next);
		for (unsigned int j = 0; j < count; j++) {
			unsigned char *at = (unsigned char *)pair.ring.descriptors +
			                    16 * (size_t)next;

			next = (next + 1) % SIZE;
			assert_int_equal(get16(at + 12) & NEXT, j + 1 < count);
			if (j + 1 < count)
				assert_int_equal(get16(at + 14), next);
		}
		assert_int_equal(give(&pair, &chain, 0), 0);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	}
	pair_stop(&pair);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(any_order_becomes_this_one),
		cmocka_unit_test(a_chain_that_waits_is_not_held),
		cmocka_unit_test(ids_and_slots_that_are_not_held),
		cmocka_unit_test(an_id_that_waits_is_busy),
		cmocka_unit_test(successor_takes_again),
		cmocka_unit_test(newest_are_taken_back),
		cmocka_unit_test(queues_of_every_size_backwards),
		cmocka_unit_test(batches_of_every_length),
		cmocka_unit_test(batches_of_readable_chains),
		cmocka_unit_test(batches_that_are_none),
		cmocka_unit_test(used_again),
	};
	const struct CMUnitTest split[] = {
		cmocka_unit_test(used_out_of_order),
		cmocka_unit_test(descriptors_in_ring_order),
	};
	bool is_packed;

	pair_choose(argc, argv);
	is_packed = pair_packed();
	return pair_run(argc, argv, both, PAIR_COUNT(both), split,
	                is_packed ? 0 : PAIR_COUNT(split));
}
