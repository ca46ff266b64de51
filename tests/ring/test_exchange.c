/* SPDX-License-Identifier: BSD-3-Clause */
/* Driver end against device end: chains of every shape go there and back. */
#include "pair.h"

#include <errno.h>
#include <string.h>

static int give_one(struct pair *pair, const struct vqs_chain *chain, uint32_t length)
{
	struct vqs_used used = { chain->id, chain->slots, length };

	return vqs_device_ring_give(&pair->device, &used, 1);
}

static int take(struct pair *pair, struct vqs_chain *chains, unsigned int count)
{
	return vqs_device_ring_take(&pair->device, chains, count, pair->segments,
	                            PAIR_SEGMENTS);
}

/* Chains of 1..size buffers with every place for the border between the halves. */
static void every_shape(struct pair *pair, unsigned int size)
{
	struct vqs_buffer buffers[16];
	struct vqs_chain chain;
	struct vqs_done done;

	for (unsigned int i = 0; i < size; i++)
		buffers[i] = (struct vqs_buffer){ PAIR_LOW + i * 0x100, i + 1 };
	for (unsigned int count = 1; count <= size; count++) {
		for (unsigned int readable = 0; readable <= count; readable++) {
			assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers,
			                                     readable, count - readable,
			                                     &buffers[count]),
			                 0);
			assert_int_equal(take(pair, &chain, 1), 0);
			vqs_driver_ring_publish(&pair->driver);
			assert_int_equal(take(pair, &chain, 1), 1);
			assert_int_equal(chain.readable, readable);
			assert_int_equal(chain.writable, count - readable);
			for (unsigned int i = 0; i < count; i++) {
				assert_ptr_equal(chain.segments[i].base,
				                 pair_at(pair, buffers[i].address));
				assert_int_equal(chain.segments[i].length, i + 1);
			}
			assert_int_equal(chain.readable_length,
			                 readable * (readable + 1) / 2);
			assert_int_equal(chain.writable_length + chain.readable_length,
			                 count * (count + 1) / 2);
			assert_int_equal(vqs_device_ring_held(&pair->device), 1);
			assert_int_equal(give_one(pair, &chain, chain.writable_length),
			                 0);
			assert_int_equal(vqs_driver_ring_reap(&pair->driver, &done, 1),
			                 1);
			assert_ptr_equal(done.token, &buffers[count]);
			assert_int_equal(done.length, chain.writable_length);
			assert_int_equal(pair->driver.free_count, pair->ring.size);
		}
	}
}

static void direct_chains_of_every_shape(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 16 });
	every_shape(&pair, 16);
	pair_stop(&pair);
}

static void indirect_chains_of_every_shape(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){
	                          .size = 16, .indirect = true, .indirect_entries = 16 });
	every_shape(&pair, 16);
	pair_stop(&pair);
}

/* Short ones indirect, those that no table holds direct. */
static void mixed_chains_of_every_shape(void **state)
{
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){
	                          .size = 16, .indirect = true, .indirect_entries = 5 });
	every_shape(&pair, 16);
	pair_stop(&pair);
}

static void a_queue_of_one(void **state)
{
	struct vqs_buffer buffers[2] = { { PAIR_LOW, 4 }, { PAIR_HIGH, 4 } };
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 1 });
	every_shape(&pair, 1);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 1, &pair),
	                 -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 0, &pair), 0);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 0, &pair),
	                 -ENOSPC);
	pair_stop(&pair);
}

static void queue_fills_and_empties(uint16_t size)
{
	static struct vqs_chain chains[VQS_QUEUE_SIZE_MAX];
	static struct vqs_segment segments[VQS_QUEUE_SIZE_MAX];
	static struct vqs_used used[VQS_QUEUE_SIZE_MAX];
	static struct vqs_done done[VQS_QUEUE_SIZE_MAX];
	struct vqs_buffer buffer = { PAIR_LOW, 8 };
	struct pair pair;

	pair_start(&pair, &(struct pair_options){ .size = size });
	for (int round = 0; round < 3; round++) {
		for (unsigned int i = 0; i < size; i++)
			assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1,
			                                     &used[i]),
			                 0);
		assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
		                 -ENOSPC);
		assert_true(vqs_driver_ring_publish(&pair.driver));
		assert_int_equal(
		        vqs_device_ring_take(&pair.device, chains, size, segments, size),
		        size);
		for (unsigned int i = 0; i < size; i++)
			used[i] =
			        (struct vqs_used){ chains[i].id, chains[i].slots, i % 9 };
		assert_int_equal(vqs_device_ring_give(&pair.device, used, size), 0);
		assert_true(vqs_device_ring_must_notify(&pair.device));
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, size), size);
		for (unsigned int i = 0; i < size; i++) {
			assert_ptr_equal(done[i].token, &used[i]);
			assert_int_equal(done[i].length, i % 9);
		}
		assert_int_equal(pair.driver.free_count, size);
	}
	pair_stop(&pair);
}

static void queues_of_every_size_fill_and_empty(void **state)
{
	static const uint16_t sizes[] = { 1, 2, 256, 32768, 3, 255, 257, 32767 };

	(void)state;
	for (unsigned int i = 0; i < (pair_packed() ? 8 : 4); i++)
		queue_fills_and_empties(sizes[i]);
}

/* What a packed queue of 4 says after that many entries. */
static uint32_t position_of(uint32_t entries)
{
	uint32_t place = entries % 4 | (entries / 4 % 2 ? 0 : 0x8000);

	return place | place << 16;
}

static void indices_wrap_at_65536(void **state)
{
	struct pair pair;

	(void)state;
	for (int event_idx = 0; event_idx < 2; event_idx++) {
		pair_start(&pair,
		           &(struct pair_options){ .size = 4, .event_idx = event_idx });
		for (uint32_t i = 0; i < 70000; i++)
			pair_echo(&pair, &i, sizeof(i));
		/* packed: all of it counts the rounds of the queue modulo 2 */
		assert_int_equal(vqs_device_ring_position(&pair.device),
		                 pair_packed() ? position_of(140000) : 70000 - 65536);
		pair_stop(&pair);
	}
}

/*
 * Eight in flight come back in another order, each with its own token; with
 * VIRTIO_F_IN_ORDER in the order in which they were added all the same.
 */
static void completion_in_any_order(void **state)
{
	static const uint8_t orders[][8] = { { 7, 6, 5, 4, 3, 2, 1, 0 },
		                             { 3, 1, 4, 0, 5, 7, 2, 6 },
		                             { 0, 2, 4, 6, 1, 3, 5, 7 } };
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 16, .position = 65530 });
	for (unsigned int round = 0; round < 3 * 10; round++) {
		struct vqs_chain chains[8];
		struct vqs_used used[8];
		struct vqs_done done[8];
		char tokens[8];

		for (unsigned int i = 0; i < 8; i++) {
			struct vqs_buffer b[2] = { { PAIR_LOW + i, 1 },
				                   { PAIR_HIGH, i + 1 } };

			assert_int_equal(
			        vqs_driver_ring_add(&pair.driver, b, 1, 1, &tokens[i]),
			        0);
		}
		vqs_driver_ring_publish(&pair.driver);
		assert_int_equal(take(&pair, chains, 8), 8);
		for (unsigned int i = 0; i < 8; i++) {
			unsigned int which = orders[round % 3][i];

			used[i] = (struct vqs_used){ chains[which].id,
				                     chains[which].slots, which + 1 };
		}
		assert_int_equal(vqs_device_ring_give(&pair.device, used, 3), 0);
		assert_int_equal(vqs_device_ring_give(&pair.device, used + 3, 5), 0);
		assert_int_equal(vqs_driver_ring_reap(&pair.driver, done, 8), 8);
		for (unsigned int i = 0; i < 8; i++) {
			unsigned int which = pair_in_order() ? i : orders[round % 3][i];

			assert_ptr_equal(done[i].token, &tokens[which]);
			assert_int_equal(done[i].length, which + 1);
		}
	}
	pair_stop(&pair);
}

/* Adds so many chains of so many writable bytes, each of as many buffers as `shape` says. */
static void add_some(struct pair *pair, unsigned int count, unsigned int shape)
{
	const struct vqs_buffer buffers[] = { { PAIR_LOW, 3 }, { PAIR_HIGH, 5 } };

	for (unsigned int i = 0; i < count; i++)
		assert_int_equal(
		        vqs_driver_ring_add(&pair->driver, buffers, shape - 1, 1, pair),
		        0);
	vqs_driver_ring_publish(&pair->driver);
}

/* Takes them with room for so many segments: as many chains as that suffices for. */
static void take_some(struct pair *pair, unsigned int count, unsigned int shape,
                      unsigned int room)
{
	const unsigned int most = count * shape < room ? count : room / shape;
	struct vqs_chain chains[8];
	struct vqs_done done[8];

	assert_int_equal(
	        vqs_device_ring_take(&pair->device, chains, 8, pair->segments, room),
	        most);
	for (unsigned int i = 0; i < most; i++) {
		assert_ptr_equal(chains[i].segments, &pair->segments[i * shape]);
		assert_int_equal(chains[i].readable, shape - 1);
		assert_int_equal(chains[i].readable_length, shape == 2 ? 3 : 0);
		assert_int_equal(chains[i].writable_length, shape == 2 ? 5 : 3);
		assert_int_equal(give_one(pair, &chains[i], i % 4), 0);
	}
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, 8), most);
	for (unsigned int i = 0; i < most; i++)
		assert_int_equal(done[i].length, i % 4);
	if (most < count)
		take_some(pair, count - most, shape, 2 * shape);
}

/* Who could take several gets one, again and again; then several, of that kind or not. */
static void alone_or_not(void **state)
{
	static const unsigned int counts[] = { 1, 1, 1, 3, 1, 1, 2, 2, 1, 8, 1, 1 };

	(void)state;
	for (uint16_t room = 1; room <= 8; room++) {
		for (unsigned int odd = 0; odd <= PAIR_COUNT(counts); odd++) {
			struct pair pair;

			pair_start(&pair, &(struct pair_options){ .size = 8 });
			for (unsigned int i = 0; i < PAIR_COUNT(counts); i++) {
				const unsigned int shape = i == odd ? 2 : 1;
				const unsigned int count =
				        counts[i] * shape > 8 ? 4 : counts[i];

				add_some(&pair, count, shape);
				take_some(&pair, count, shape,
				          room < shape ? shape : room);
			}
			pair_stop(&pair);
		}
	}
}

/* One chain stays with the device while the indices go round twice. */
static void one_chain_held_long(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW + 64, 8 };
	struct vqs_chain held;
	struct vqs_done done;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 8, .event_idx = true });
	assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &held), 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(take(&pair, &held, 1), 1);
	/* in order nothing can come back before it */
	for (uint32_t i = 0; i < 140000 && !pair_in_order(); i++)
		pair_echo(&pair, &i, sizeof(i));
	assert_int_equal(vqs_device_ring_held(&pair.device), 1);
	assert_int_equal(give_one(&pair, &held, 8), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	assert_ptr_equal(done.token, &held);
	pair_stop(&pair);
}

/* A batch holds all that is available, also what came after the last look. */
static void batch_looks_again(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 1 };
	struct vqs_chain chains[8];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 8 });
	for (unsigned int round = 0; round < 2; round++) {
		for (unsigned int i = 0; i < 3; i++)
			assert_int_equal(
			        vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair),
			        0);
		vqs_driver_ring_publish(&pair.driver);
		assert_int_equal(take(&pair, chains, round ? 8 : 1), round ? 5 : 1);
	}
	pair_stop(&pair);
}

/* A batch ends where the segments' room does; nothing is lost by it. */
static void room_for_segments_runs_out(void **state)
{
	struct vqs_buffer buffers[3] = { { PAIR_LOW, 1 },
		                         { PAIR_LOW + 1, 1 },
		                         { PAIR_HIGH, 1 } };
	struct vqs_chain chains[8];
	struct vqs_segment segments[7];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 16 });
	for (unsigned int i = 0; i < 5; i++)
		assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 2, 1, &pair),
		                 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 8, segments, 7), 2);
	assert_ptr_equal(chains[1].segments, segments + 3);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 8, segments, 7), 2);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 8, segments, 7), 1);
	assert_int_equal(vqs_device_ring_take(&pair.device, chains, 8, segments, 7), 0);
	assert_int_equal(pair.device.fault, VQS_FAULT_NONE);
	pair_stop(&pair);
}

static void empty_buffers_are_left_out(void **state)
{
	struct vqs_buffer buffers[5] = { { PAIR_LOW, 0 },
		                         { PAIR_LOW, 3 },
		                         { 0, 0 },
		                         { PAIR_HIGH, 4 },
		                         { PAIR_HIGH, 0 } };
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	for (unsigned int indirect = 0; indirect < 2; indirect++) {
		pair_start(&pair, &(struct pair_options){ .size = 2,
		                                          .indirect = true,
		                                          .indirect_entries =
		                                                  indirect ? 2 : 0 });
		assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 3, 2, &pair),
		                 0);
		vqs_driver_ring_publish(&pair.driver);
		assert_int_equal(take(&pair, &chain, 1), 1);
		assert_int_equal(chain.readable, 1);
		assert_int_equal(chain.writable, 1);
		assert_int_equal(chain.segments[0].length, 3);
		assert_int_equal(chain.segments[1].length, 4);
		assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 0, &pair),
		                 -EINVAL);
		pair_stop(&pair);
	}
}

static void buffer_across_regions_is_split(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW + PAIR_REGION_SIZE - 10, 25 };
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 2 });
	assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair), 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(take(&pair, &chain, 1), 1);
	assert_int_equal(chain.writable, 2);
	assert_int_equal(chain.writable_length, 25);
	assert_ptr_equal(chain.segments[0].base,
	                 (char *)pair.regions[0].host + PAIR_REGION_SIZE - 10);
	assert_int_equal(chain.segments[0].length, 10);
	assert_ptr_equal(chain.segments[1].base, pair.regions[1].host);
	assert_int_equal(chain.segments[1].length, 15);
	pair_stop(&pair);
}

static void caller_mistakes_of_the_driver(void **state)
{
	struct vqs_buffer huge[3] = { { PAIR_LOW, UINT32_MAX },
		                      { PAIR_LOW, 1 },
		                      { 0, 1 } };
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 1, 0, NULL), -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 0, 0, &pair), -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, UINT32_MAX, 2, &pair),
	                 -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 2, 0, &pair), -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 0, 2, &pair), -EINVAL);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 1, 2, &pair), -EINVAL);
	/* 2^32 in all, no half of it more than a length can say */
	assert_int_equal(vqs_driver_ring_add(&pair.driver, huge, 1, 1, &pair), 0);
	assert_int_equal(pair.driver.free_count, 2);
	pair_stop(&pair);
}

/* What was refused after it was written already: the device gets to see none of it. */
static void a_refused_chain_leaves_nothing(void **state)
{
	struct vqs_buffer huge[3] = { { PAIR_LOW, UINT32_MAX },
		                      { PAIR_LOW, UINT32_MAX },
		                      { PAIR_LOW, UINT32_MAX } };
	struct vqs_buffer nothing[3] = { { PAIR_LOW, 0 },
		                         { PAIR_LOW, 0 },
		                         { PAIR_LOW, 0 } };
	struct vqs_buffer buffer = { PAIR_LOW, 7 };
	struct vqs_chain chains[8];
	struct pair pair;

	(void)state;
	for (uint16_t entries = 0; entries <= 4; entries += 4) {
		pair_start(&pair, &(struct pair_options){ .size = 8,
		                                          .indirect = true,
		                                          .indirect_entries = entries });
		for (unsigned int round = 0; round < 9; round++) {
			for (unsigned int i = 0; i < 3; i++) {
				void *token = &chains[i];

				assert_int_equal(vqs_driver_ring_add(&pair.driver, huge,
				                                     1, 2, token),
				                 -EINVAL);
				assert_int_equal(vqs_driver_ring_add(&pair.driver,
				                                     nothing, 2, 1,
				                                     token),
				                 -EINVAL);
				assert_int_equal(pair.driver.free_count, 8 - i);
				assert_int_equal(vqs_driver_ring_add(&pair.driver,
				                                     &buffer, 0, 1,
				                                     token),
				                 0);
			}
			assert_int_equal(
			        vqs_driver_ring_add(&pair.driver, huge, 2, 1, &pair),
			        -EINVAL);
			vqs_driver_ring_publish(&pair.driver);
			assert_int_equal(take(&pair, chains, 8), 3);
			assert_int_equal(take(&pair, chains + 3, 5), 0);
			for (unsigned int i = 0; i < 3; i++) {
				struct vqs_done done;

				assert_int_equal(give_one(&pair, &chains[i], 7), 0);
				assert_int_equal(
				        vqs_driver_ring_reap(&pair.driver, &done, 8), 1);
				assert_ptr_equal(done.token, &chains[i]);
				assert_int_equal(done.length, 7);
			}
		}
		assert_null(vqs_driver_ring_detach(&pair.driver));
		pair_stop(&pair);
	}
}

/* In a full queue it is counted what of the buffers is not empty. */
static void empty_buffers_take_no_room(void **state)
{
	struct vqs_buffer buffers[4] = {
		{ PAIR_LOW, 0 }, { PAIR_LOW, 3 }, { 0, 0 }, { PAIR_HIGH, 4 }
	};
	struct vqs_chain chains[4];
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 2, 2, &pair), 0);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 2, 2, &pair), 0);
	assert_int_equal(pair.driver.free_count, 0);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 2, 2, &pair),
	                 -ENOSPC);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers + 1, 1, 0, &pair),
	                 -ENOSPC);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(take(&pair, chains, 4), 2);
	assert_int_equal(chains[1].readable_length, 3);
	assert_int_equal(chains[1].writable_length, 4);
	pair_stop(&pair);
}

static void caller_mistakes_of_the_device(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 1 };
	struct vqs_used used[3];
	struct vqs_chain chain;
	struct vqs_done done;
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 4 });
	assert_int_equal(vqs_driver_ring_add(&pair.driver, &buffer, 0, 1, &pair), 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(take(&pair, &chain, 1), 1);
	used[0] = (struct vqs_used){ chain.id, 1, 1 };
	used[1] = used[0];
	used[2] = (struct vqs_used){ 4, 1, 1 };
	assert_int_equal(vqs_device_ring_give(&pair.device, used, 2), -EINVAL);
	assert_int_equal(vqs_device_ring_give(&pair.device, used + 2, 1), -EINVAL);
	assert_int_equal(vqs_device_ring_held(&pair.device), 0);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 1);
	assert_int_equal(vqs_driver_ring_reap(&pair.driver, &done, 1), 0);
	pair_stop(&pair);
}

static void detach_hands_out_what_is_in_flight(void **state)
{
	struct vqs_buffer buffers[3] = { { PAIR_LOW, 1 },
		                         { PAIR_LOW, 1 },
		                         { PAIR_LOW, 1 } };
	struct vqs_chain held;
	char tokens[3];
	struct pair pair;
	void *token;
	int seen = 0;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = 8 });
	if (pair_in_order())
		pair_echo(&pair, "xy", 2);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 2, &tokens[0]), 0);
	vqs_driver_ring_publish(&pair.driver);
	assert_int_equal(take(&pair, &held, 1), 1);
	if (!pair_in_order())
		pair_echo(&pair, "xy", 2);
	assert_int_equal(vqs_driver_ring_add(&pair.driver, buffers, 1, 0, &tokens[2]), 0);
	while ((token = vqs_driver_ring_detach(&pair.driver)))
		seen |= 1 << ((char *)token - tokens);
	assert_int_equal(seen, 1 | 4);
	assert_null(vqs_driver_ring_detach(&pair.driver));
	pair_stop(&pair);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(direct_chains_of_every_shape),
		cmocka_unit_test(indirect_chains_of_every_shape),
		cmocka_unit_test(mixed_chains_of_every_shape),
		cmocka_unit_test(a_queue_of_one),
		cmocka_unit_test(queues_of_every_size_fill_and_empty),
		cmocka_unit_test(indices_wrap_at_65536),
		cmocka_unit_test(completion_in_any_order),
		cmocka_unit_test(alone_or_not),
		cmocka_unit_test(one_chain_held_long),
		cmocka_unit_test(batch_looks_again),
		cmocka_unit_test(room_for_segments_runs_out),
		cmocka_unit_test(empty_buffers_are_left_out),
		cmocka_unit_test(buffer_across_regions_is_split),
		cmocka_unit_test(caller_mistakes_of_the_driver),
		cmocka_unit_test(a_refused_chain_leaves_nothing),
		cmocka_unit_test(empty_buffers_take_no_room),
		cmocka_unit_test(caller_mistakes_of_the_device),
		cmocka_unit_test(detach_hands_out_what_is_in_flight),
	};

	return pair_run(argc, argv, both, PAIR_COUNT(both), NULL, 0);
}
