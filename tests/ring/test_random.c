/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random traffic from fixed seeds: chains of random shapes are added,
 * published, taken, given back and reaped in random batches and any order, and
 * every byte of both halves is compared with what it should be.
 */
#include "pair.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SEEDS       400
#define STEPS       600
#define MAX_BUFFERS 12
#define MAX_BYTES   64
#define CELLS       256 /* places for buffers; each chain in flight has its own */
#define CELL_BYTES  (MAX_BUFFERS * MAX_BYTES)

struct request {
	struct vqs_buffer buffers[MAX_BUFFERS];
	unsigned int readable, writable;
	uint32_t readable_length, writable_length;
	uint64_t seed; /* of its content */
	uint32_t written;
	unsigned int number; /* it was added as this one */
	bool busy;
};

struct traffic {
	struct pair pair;
	uint64_t random;
	struct request requests[CELLS];
	struct vqs_chain held[CELLS];
	struct vqs_segment held_segments[CELLS][2 * MAX_BUFFERS];
	unsigned int held_count, in_flight, added, reaped;
	bool carries; /* the device end from time to time */
};

/* splitmix64 */
static uint64_t next_random(uint64_t *random)
{
	uint64_t z = *random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static unsigned int below(struct traffic *traffic, unsigned int limit)
{
	return (unsigned int)(next_random(&traffic->random) % limit);
}

static unsigned char content(uint64_t seed, uint32_t position, bool writable)
{
	return (unsigned char)((seed >> (position % 8 * 8)) + position * 7 +
	                       writable * 0x55);
}

/* Cells lie all over the regions, some across the border of the first two. */
static uint64_t cell_address(unsigned int cell)
{
	if (cell % 2)
		return PAIR_HIGH + (cell / 2) * (PAIR_REGION_SIZE / (CELLS / 2));
	return PAIR_LOW + PAIR_REGION_SIZE - CELL_BYTES * (CELLS / 4) - CELL_BYTES / 3 +
	       (cell / 2) * CELL_BYTES;
}

static void shape(struct traffic *traffic, unsigned int cell)
{
	struct request *request = &traffic->requests[cell];
	unsigned int count = 1 + below(traffic, MAX_BUFFERS);
	uint64_t address = cell_address(cell);

	memset(request, 0, sizeof(*request));
	request->seed = next_random(&traffic->random);
	request->readable = below(traffic, count + 1);
	request->writable = count - request->readable;
	for (unsigned int i = 0; i < count; i++) {
		uint32_t length = below(traffic, 5) ? 1 + below(traffic, 20) : 0;

		request->buffers[i] = (struct vqs_buffer){ address, length };
		address += length + below(traffic, 10);
		if (i < request->readable)
			request->readable_length += length;
		else
			request->writable_length += length;
	}
}

/* Walks the bytes of one half of a request, in the driver's addresses. */
static void fill_readable(struct traffic *traffic, const struct request *request)
{
	uint32_t position = 0;

	for (unsigned int i = 0; i < request->readable; i++)
		for (uint32_t j = 0; j < request->buffers[i].length; j++)
			*pair_at(&traffic->pair, request->buffers[i].address + j) =
			        content(request->seed, position++, false);
}

static void check_written(struct traffic *traffic, const struct request *request)
{
	uint32_t position = 0;

	for (unsigned int i = request->readable;
	     i < request->readable + request->writable; i++)
		for (uint32_t j = 0; j < request->buffers[i].length; j++, position++)
			if (position < request->written)
				assert_int_equal(
				        *pair_at(&traffic->pair,
				                 request->buffers[i].address + j),
				        content(request->seed, position, true));
}

static void add(struct traffic *traffic)
{
	unsigned int cell = below(traffic, CELLS);
	struct request *request = &traffic->requests[cell];
	int result;

	if (request->busy)
		return;
	shape(traffic, cell);
	fill_readable(traffic, request);
	result = vqs_driver_ring_add(&traffic->pair.driver, request->buffers,
	                             request->readable, request->writable, request);
	request->busy = result == 0;
	if (request->busy)
		request->number = ++traffic->added;
	traffic->in_flight += request->busy;
}

static struct request *request_of(struct traffic *traffic, const struct vqs_chain *chain)
{
	/* by the address of its first segment, as the test knows the cells */
	for (unsigned int i = 0; i < CELLS; i++) {
		struct request *request = &traffic->requests[i];
		unsigned int first = 0;

		if (!request->busy)
			continue;
		while (request->buffers[first].length == 0)
			first++;
		if (pair_at(&traffic->pair, request->buffers[first].address) ==
		    chain->segments[0].base)
			return request;
	}
	fail();
	abort();
}

static void check_taken(struct traffic *traffic, const struct vqs_chain *chain)
{
	const struct request *request = request_of(traffic, chain);
	uint32_t position = 0, writable = 0;

	assert_int_equal(chain->readable_length, request->readable_length);
	assert_int_equal(chain->writable_length, request->writable_length);
	for (uint32_t i = 0; i < chain->readable; i++)
		for (uint32_t j = 0; j < chain->segments[i].length; j++)
			assert_int_equal(((unsigned char *)chain->segments[i].base)[j],
			                 content(request->seed, position++, false));
	assert_int_equal(position, request->readable_length);
	for (uint32_t i = 0; i < chain->writable; i++)
		writable += chain->segments[chain->readable + i].length;
	assert_int_equal(writable, request->writable_length);
}

static void take(struct traffic *traffic)
{
	struct vqs_segment segments[6 * MAX_BUFFERS];
	struct vqs_chain chains[8];
	size_t room = 2 * MAX_BUFFERS + below(traffic, 4 * MAX_BUFFERS);
	int taken = vqs_device_ring_take(&traffic->pair.device, chains,
	                                 1 + below(traffic, 8), segments, room);

	assert_true(taken >= 0);
	for (int i = 0; i < taken; i++) {
		struct vqs_chain *held = &traffic->held[traffic->held_count];
		struct vqs_segment *copy = traffic->held_segments[chains[i].id];

		check_taken(traffic, &chains[i]);
		*held = chains[i];
		memcpy(copy, held->segments,
		       (held->readable + held->writable) * sizeof(*copy));
		held->segments = copy;
		traffic->held_count++;
	}
}

/* Writes some of the writable bytes; answers the chain with how many. */
static struct vqs_used use(struct traffic *traffic, const struct vqs_chain *chain)
{
	struct request *request = request_of(traffic, chain);
	uint32_t position = 0;

	request->written = below(traffic, chain->writable_length + 1);
	for (uint32_t i = chain->readable; i < chain->readable + chain->writable; i++)
		for (uint32_t j = 0; j < chain->segments[i].length; j++, position++)
			if (position < request->written)
				((unsigned char *)chain->segments[i].base)[j] =
				        content(request->seed, position, true);
	return (struct vqs_used){ chain->id, chain->slots, request->written };
}

static void give(struct traffic *traffic)
{
	unsigned int count = below(traffic, 5);
	struct vqs_used used[5];

	if (count > traffic->held_count)
		count = traffic->held_count;
	for (unsigned int i = 0; i < count; i++) {
		struct vqs_chain *chain =
		        &traffic->held[below(traffic, traffic->held_count)];

		used[i] = use(traffic, chain);
		*chain = traffic->held[--traffic->held_count];
	}
	assert_int_equal(vqs_device_ring_give(&traffic->pair.device, used, count), 0);
	if (below(traffic, 2))
		vqs_device_ring_must_notify(&traffic->pair.device);
}

static void reap(struct traffic *traffic)
{
	struct vqs_done done[6];
	int count =
	        vqs_driver_ring_reap(&traffic->pair.driver, done, 1 + below(traffic, 6));

	assert_true(count >= 0);
	for (int i = 0; i < count; i++) {
		struct request *request = done[i].token;

		assert_true(request->busy);
		if (pair_in_order())
			assert_int_equal(request->number, ++traffic->reaped);
		assert_int_equal(done[i].length, request->written);
		check_written(traffic, request);
		request->busy = false;
		traffic->in_flight--;
	}
}

/* A chain as it travels. */
struct travelling {
	uint16_t id, slots;
	uint32_t readable, writable;
	struct vqs_buffer buffers[2 * MAX_BUFFERS];
};

static void save_chain(struct traffic *traffic, const struct vqs_chain *chain,
                       struct travelling *saved)
{
	int count = vqs_device_ring_save_chain(&traffic->pair.device, chain,
	                                       saved->buffers, 2 * MAX_BUFFERS);

	assert_int_equal(count, chain->readable + chain->writable);
	saved->id = chain->id;
	saved->slots = chain->slots;
	saved->readable = chain->readable;
	saved->writable = chain->writable;
}

static void restore_chain(struct traffic *traffic, const struct travelling *saved,
                          struct vqs_chain *chain)
{
	const struct vqs_carried_chain carried = { saved->id, saved->slots,
		                                   saved->readable, saved->writable,
		                                   saved->buffers };

	assert_true(vqs_device_ring_restore_chain(&traffic->pair.device, &carried, chain,
	                                          traffic->held_segments[saved->id],
	                                          2 * MAX_BUFFERS) > 0);
	/* No chain comes twice. */
	assert_int_equal(vqs_device_ring_restore_chain(&traffic->pair.device, &carried,
	                                               &(struct vqs_chain){ .id = 0 },
	                                               traffic->held_segments[saved->id],
	                                               2 * MAX_BUFFERS),
	                 -EINVAL);
	check_taken(traffic, chain);
}

/* Another device end goes on, with what the first one held, in any order. */
static void carry(struct traffic *traffic)
{
	static struct travelling saved[CELLS];
	struct pair *pair = &traffic->pair;
	struct vqs_ring_state state;
	struct vqs_ring ring = pair->ring;

	vqs_device_ring_save(&pair->device, &state);
	assert_int_equal(state.held, traffic->held_count);
	for (unsigned int i = 0; i < traffic->held_count; i++)
		save_chain(traffic, &traffic->held[i], &saved[i]);
	memset(&pair->device, 0xaa, sizeof(pair->device));
	memset(pair->held, 0xaa, sizeof(pair->held));
	memset(pair->turns, 0xaa, sizeof(pair->turns));
	if (pair_in_order())
		traffic->held_count = 0; /* they are taken again */
	memset(traffic->held_segments, 0xaa, sizeof(traffic->held_segments));
	ring.position = state.position;
	assert_int_equal(vqs_device_ring_init(&pair->device, &ring, &pair->memory,
	                                      &pair->remembered),
	                 0);
	assert_int_equal(vqs_device_ring_restore(&pair->device, &state), 0);
	for (unsigned int i = traffic->held_count; i-- > 0;) {
		unsigned int other = below(traffic, i + 1);
		struct travelling it = saved[other];

		saved[other] = saved[i];
		restore_chain(traffic, &it, &traffic->held[i]);
	}
	assert_int_equal(vqs_device_ring_held(&pair->device), traffic->held_count);
}

static void step(struct traffic *traffic)
{
	if (traffic->carries && below(traffic, 8) == 0)
		carry(traffic);
	switch (below(traffic, 8)) {
	case 0:
	case 1:
	case 2:
		add(traffic);
		break;
	case 3:
		vqs_driver_ring_publish(&traffic->pair.driver);
		break;
	case 4:
		take(traffic);
		break;
	case 5:
		give(traffic);
		break;
	case 6:
		reap(traffic);
		break;
	default:
		vqs_device_ring_expect(&traffic->pair.device);
		vqs_driver_ring_expect(&traffic->pair.driver);
		break;
	}
}

/* Everything comes back in the end, and the driver's entries are all free. */
static void drain(struct traffic *traffic)
{
	vqs_driver_ring_publish(&traffic->pair.driver);
	while (traffic->in_flight > 0) {
		take(traffic);
		give(traffic);
		reap(traffic);
	}
	assert_int_equal(traffic->held_count, 0);
	assert_int_equal(vqs_device_ring_held(&traffic->pair.device), 0);
	assert_int_equal(traffic->pair.driver.free_count, traffic->pair.ring.size);
}

static void run(bool carries)
{
	static struct traffic traffic;

	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct pair_options options = { 0 };

		memset(&traffic, 0, sizeof(traffic));
		traffic.random = seed;
		traffic.carries = carries;
		options.size = (uint16_t)(1u << below(&traffic, 9));
		if (pair_packed())
			options.size = (uint16_t)(1 + below(&traffic, CELLS));
		options.position = (uint16_t)(65536 - below(&traffic, 300));
		options.event_idx = below(&traffic, 2);
		options.indirect = below(&traffic, 2);
		options.indirect_entries =
		        (uint16_t)(options.indirect * below(&traffic, MAX_BUFFERS + 2));
		pair_start(&traffic.pair, &options);
		for (unsigned int i = 0; i < STEPS; i++)
			step(&traffic);
		drain(&traffic);
		assert_int_equal(traffic.pair.device.fault, VQS_FAULT_NONE);
		assert_int_equal(traffic.pair.driver.fault, VQS_FAULT_NONE);
		pair_stop(&traffic.pair);
	}
}

static void random_traffic(void **state)
{
	(void)state;
	run(false);
}

static void random_traffic_carried(void **state)
{
	(void)state;
	run(true);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(random_traffic),
		cmocka_unit_test(random_traffic_carried),
	};

	return pair_run(argc, argv, both, PAIR_COUNT(both), NULL, 0);
}
