/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory under use: queues that stop, start and move while requests are held,
 * tables of regions that live as long as something points into them, and how
 * often the device end allocates (test_memory is linked so that it can count).
 */
#include "author.h"

#include <errno.h>

#define Q LAMP_QUEUE_REQUESTS

/* ---- Counting ------------------------------------------------------------------------
 */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

static struct {
	unsigned int count;
	unsigned int fail_after; /* so many succeed, then none; 0: all */
	size_t bytes;            /* of malloc */
} allocations;

static bool allowed(void)
{
	allocations.count++;
	return !allocations.fail_after || allocations.count <= allocations.fail_after;
}

void *__wrap_malloc(size_t size)
{
	allocations.bytes += size;
	return allowed() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
	return allowed() ? __real_calloc(count, size) : NULL;
}

static void ask_many(struct rig *rig, unsigned int pieces)
{
	uint8_t request[8];

	header(request, 2);
	rig->pieces = pieces;
	for (unsigned int i = 0; i < 20; i++)
		rig_add(rig, Q, request, 8, 60);
	rig_kick(rig, Q);
	for (unsigned int i = 0; i < rig->held_count; i++)
		author_answer(rig, rig->held[i]);
	rig->held_count = 0;
	rig_reap(rig, Q);
	rig_forget(rig);
}

static void test_no_allocation(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	allocations.count = 0;
	for (unsigned int i = 0; i < 10; i++)
		ask_many(&rig, 1 + i % 4);
	assert_int_equal(allocations.count, 0);
	rig.hold = true;
	for (unsigned int i = 0; i < 10; i++)
		ask_many(&rig, 1 + i % 4);
	assert_int_equal(allocations.count, 0);

	/* Long chains: once for as many as are held at the same time, never again. */
	ask_many(&rig, 30);
	assert_int_equal(allocations.count, 20);
	for (unsigned int i = 0; i < 10; i++)
		ask_many(&rig, 30);
	assert_int_equal(allocations.count, 20);
	rig.hold = false;
	ask_many(&rig, 30);
	assert_int_equal(allocations.count, 20);
	rig_destroy(&rig);
}

static void test_out_of_memory(void **state)
{
	struct vqs_device_class class;
	struct lamp_config config = { .max_level = 1, .model = 1, .bulk_queues = 1 };
	struct vqs_device *device = NULL;
	struct rig rig;
	struct exchange *exchange;
	uint8_t request[8];
	unsigned int needed;

	(void)state;
	author_class(&class);
	class.complaint = NULL;
	for (needed = 1; !device; needed++) {
		allocations.count = 0;
		allocations.fail_after = needed;
		if (vqs_device_create(&device, &class, NULL, &config, NULL))
			assert_null(device);
	}
	allocations.fail_after = 0;
	assert_in_range(needed, 4, 12);
	vqs_device_destroy(device);

	rig_up(&rig);
	assert_int_equal(vqs_device_queue_stop(rig.device, Q), 0);
	for (unsigned int i = 0; i < 2; i++) {
		allocations.count = 0;
		allocations.fail_after = i;
		if (i)
			assert_int_equal(rig_queue_start(&rig, Q, 16), -ENOMEM);
		assert_false(vqs_device_queue_started(rig.device, Q));
	}
	allocations.fail_after = 0;
	assert_int_equal(rig_queue_start(&rig, Q, 64), 0);

	/* A long chain for which there is no block is refused. */
	header(request, 2);
	rig.pieces = 20;
	exchange = rig_add(&rig, Q, request, 8, 60);
	allocations.count = 1;
	allocations.fail_after = 1;
	rig_kick(&rig, Q);
	allocations.fail_after = 0;
	rig_reap(&rig, Q);
	assert_true(exchange->done);
	assert_int_equal(exchange->used, 4);
	assert_int_equal(le(exchange->writable, 4), LAMP_INVALID);
	assert_non_null(strstr(rig.complaint, "no memory"));
	assert_true(vqs_device_live(rig.device));
	assert_int_equal(rig_ask(&rig, Q, request, 8, 60)->used, 10);
	rig_destroy(&rig);
}

#define MANY   1024
#define PIECES 1100

static void put_descriptor(uint8_t *at, uint64_t address, uint32_t length, uint16_t flags,
                           uint16_t next)
{
	put(put(put(put(at, 8, address), 4, length), 2, flags), 2, next);
}

/* One indirect table of many pieces, all of them in the same place but the first. */
static uint64_t make_table(struct rig *rig, uint16_t pieces, uint32_t length)
{
	uint8_t *request = rig_alloc(rig, 8), *table = rig_alloc(rig, pieces * 16);
	uint64_t place = rig_guest(rig, rig_alloc(rig, length));

	header(request, 2);
	put_descriptor(table, rig_guest(rig, request), 8, 1, 1);
	for (uint16_t i = 1; i < pieces; i++)
		put_descriptor(table + 16 * i, place, length, i + 1 < pieces ? 3 : 2,
		               i + 1);
	return rig_guest(rig, table);
}

/* A queue whose entries all refer to that table, and are all available. */
static void make_queue(struct rig *rig, uint16_t size, uint64_t table, uint16_t pieces)
{
	struct vqs_ring *ring = &rig->rings[Q];

	*ring = (struct vqs_ring){
		.size = size,
		.descriptors = rig_alloc(rig, size * 16),
		.driver_area = rig_alloc(rig, size * 2 + 6),
		.device_area = rig_alloc(rig, size * 8 + 6),
		.features = *vqs_device_negotiated(rig->device),
	};
	for (uint16_t i = 0; i < size; i++) {
		put_descriptor((uint8_t *)ring->descriptors + 16 * i, table, pieces * 16,
		               4, 0);
		put((uint8_t *)ring->driver_area + 4 + 2 * i, 2, i);
	}
	put((uint8_t *)ring->driver_area + 2, 2, size);
	assert_int_equal(vqs_device_queue_start(rig->device, Q, ring, &rig->memory), 0);
}

static void keep(void *self, struct vqs_request *request)
{
	(void)request;
	((struct rig *)self)->handled++;
}

/* A device that keeps every request, and was not started yet. */
static void up_and_keep(struct rig *rig)
{
	static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
		[LAMP_GET_LEVEL] = keep,
	};
	static vqs_handler *const *const handlers[LAMP_FAMILIES] = { request_handlers };

	rig_up(rig);
	vqs_device_destroy(rig->device);
	rig->class.handlers = handlers;
	vqs_features_add(&rig->options.withhold_ring, VQS_F_EVENT_IDX);
	vqs_features_add(&rig->options.withhold_ring, VQS_F_RING_PACKED);
	vqs_features_add(&rig->options.withhold_ring, VQS_F_IN_ORDER);
	assert_int_equal(vqs_device_create(&rig->device, &rig->class, rig, &rig->config,
	                                   &rig->options),
	                 0);
	rig_attach(rig);
	rig->ram_used = 0;
	rig_negotiate(rig, vqs_device_offered(rig->device));
}

/*
 * A driver needs little memory to make each of many requests point to very
 * many pieces. What the device keeps of them while it holds them has a bound.
 */
static void test_many_long_chains(void **state)
{
	struct rig rig;

	(void)state;
	up_and_keep(&rig);
	make_queue(&rig, MANY, make_table(&rig, PIECES, 1), PIECES);
	allocations.bytes = 0;
	vqs_device_set_status(rig.device, 15);
	while (vqs_device_queue_notified(rig.device, Q))
		;
	assert_in_range(allocations.bytes, 1 << 20, 20 << 20);
	assert_in_range(rig.handled, 100, MANY - 1);
	/* The others were refused. */
	assert_int_equal(le((uint8_t *)rig.rings[Q].device_area + 2, 2),
	                 MANY - rig.handled);
	assert_non_null(strstr(rig.complaint, "no memory"));
	rig_destroy(&rig);
}

/* Nor does it need much to make each very long: the others have their turn sooner. */
static void test_large_chains_take_turns(void **state)
{
	struct rig rig;
	unsigned int calls = 1;

	(void)state;
	up_and_keep(&rig);
	vqs_device_set_status(rig.device, 15);
	make_queue(&rig, 256, make_table(&rig, 5, 1 << 20), 5);
	while (vqs_device_queue_notified(rig.device, Q))
		calls++;
	assert_int_equal(rig.handled, 256);
	assert_in_range(calls, 8, 9);
	rig_destroy(&rig);

	/* Those that are there before DRIVER_OK are all handled with it. */
	up_and_keep(&rig);
	make_queue(&rig, 256, make_table(&rig, 5, 1 << 20), 5);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig.handled, 256);
	rig_destroy(&rig);
}

/* ---- Stop
 * ------------------------------------------------------------------------------ */

static void hold(struct rig *rig, unsigned int count)
{
	unsigned int before = rig->held_count;
	uint8_t request[8];

	header(request, 2);
	rig->hold = true;
	for (unsigned int i = 0; i < count; i++)
		rig_add(rig, Q, request, 8, 10);
	rig_kick(rig, Q);
	assert_int_equal(rig->held_count, before + count);
}

static void test_stop_with_held(void **state)
{
	struct rig rig;
	unsigned int references;

	(void)state;
	rig_up(&rig);
	hold(&rig, 3);
	references = rig.memory.references;
	author_answer(&rig, rig.held[1]);
	assert_int_equal(vqs_device_queue_stop(rig.device, Q), 3);
	assert_int_equal(vqs_device_queue_stop(rig.device, Q), 0); /* it is stopped */
	assert_false(vqs_device_queue_started(rig.device, Q));
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	assert_int_equal(rig.memory.references, references);
	author_answer(&rig, rig.held[0]);
	assert_int_equal(rig.memory.references, references);
	vqs_request_fail(rig.held[2], LAMP_BUSY);
	assert_int_equal(rig.memory.references, references - 1);
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	assert_false(rig.exchanges[0].done);
	assert_true(rig.exchanges[1].done);
	assert_int_equal(rig.exchanges[0].writable[0], 0xee);
	rig_destroy(&rig);
}

/* It goes on where it stopped, with old requests still held of the time before. */
static void test_stop_and_start(void **state)
{
	struct rig rig;
	struct exchange *exchange;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	hold(&rig, 2);
	rig.rings[Q].position = vqs_device_queue_stop(rig.device, Q);
	assert_int_equal(rig.rings[Q].position, 2);
	assert_int_equal(
	        vqs_device_queue_start(rig.device, Q, &rig.rings[Q], &rig.memory), 0);
	rig.hold = false;
	header(request, 2);
	exchange = rig_ask(&rig, Q, request, 8, 10);
	assert_int_equal(exchange->used, 10);
	author_answer(&rig, rig.held[0]);
	rig_reap(&rig, Q);
	assert_false(rig.exchanges[0].done);
	rig_destroy(&rig);
}

/* Every time before keeps its memory while one of its requests is held. */
static void test_stop_and_start_for_ever(void **state)
{
	struct rig rig;
	unsigned int starts = 0;
	int error = 0;

	(void)state;
	rig_up(&rig);
	for (; !error && starts < 1000; starts++) {
		rig.exchange_count = rig.held_count = 0;
		hold(&rig, 1);
		rig.rings[Q].position = vqs_device_queue_stop(rig.device, Q);
		error = vqs_device_queue_start(rig.device, Q, &rig.rings[Q], &rig.memory);
	}
	assert_int_equal(error, -ENOMEM);
	assert_in_range(starts, 4, 16);
	author_answer(&rig, rig.held[0]);
	assert_int_equal(
	        vqs_device_queue_start(rig.device, Q, &rig.rings[Q], &rig.memory), 0);
	rig_destroy(&rig);
}

/* What is completed inside a begin/end pair is out before the queue stops. */
static void test_stop_inside_a_batch(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	hold(&rig, 2);
	vqs_device_begin(rig.device);
	author_answer(&rig, rig.held[0]);
	assert_int_equal(vqs_device_queue_stop(rig.device, Q), 2);
	assert_int_equal(rig.used_notices[Q], 1);
	author_answer(&rig, rig.held[1]);
	vqs_device_end(rig.device);
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[0].done);
	assert_false(rig.exchanges[1].done);
	rig_destroy(&rig);
}

/* ---- Move
 * ------------------------------------------------------------------------------- */

/* Another mapping of the same memory, as a front end would send. */
struct mapping {
	struct vqs_memory memory;
	struct vqs_region region;
	bool gone;
};

static void mapping_gone(struct vqs_memory *memory)
{
	((struct mapping *)(void *)memory)->gone = true;
}

static void make_mapping(struct mapping *mapping, const struct rig *rig)
{
	mapping->region = rig->region;
	mapping->memory = (struct vqs_memory){ &mapping->region, 1, 1, mapping_gone };
	mapping->gone = false;
}

static void test_move_with_held(void **state)
{
	struct mapping first, second;
	struct rig rig;
	struct exchange *exchange;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	make_mapping(&first, &rig);
	make_mapping(&second, &rig);
	hold(&rig, 2);
	assert_int_equal(
	        vqs_device_queue_move(rig.device, Q, &rig.rings[Q], &first.memory), 0);
	vqs_memory_put(&first.memory);
	author_answer(&rig, rig.held[--rig.held_count]);
	hold(&rig, 1); /* one of the old table, one of the first */
	assert_int_equal(
	        vqs_device_queue_move(rig.device, Q, &rig.rings[Q], &second.memory), 0);
	vqs_memory_put(&second.memory);
	assert_false(first.gone);
	author_answer(&rig, rig.held[1]);
	assert_true(first.gone);
	author_answer(&rig, rig.held[0]);
	rig_reap(&rig, Q);
	for (unsigned int i = 0; i < 3; i++)
		assert_int_equal(rig.exchanges[i].used, 10);
	rig.hold = false;
	header(request, 2);
	exchange = rig_ask(&rig, Q, request, 8, 10);
	assert_int_equal(exchange->used, 10);
	assert_false(second.gone);
	rig_destroy(&rig);
	assert_true(second.gone);
}

static void test_move_refused(void **state)
{
	struct mapping mapping;
	struct vqs_ring ring;
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	make_mapping(&mapping, &rig);
	ring = rig.rings[Q];
	ring.size = 32;
	assert_int_equal(vqs_device_queue_move(rig.device, Q, &ring, &mapping.memory),
	                 -EINVAL);
	assert_int_equal(vqs_device_queue_move(rig.device, 5, &ring, &mapping.memory),
	                 -ENOENT);
	vqs_memory_put(&mapping.memory);
	assert_true(mapping.gone);
	header(request, 2);
	assert_int_equal(rig_ask(&rig, Q, request, 8, 10)->used, 10);
	rig_destroy(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_allocation),
		cmocka_unit_test(test_out_of_memory),
		cmocka_unit_test(test_many_long_chains),
		cmocka_unit_test(test_large_chains_take_turns),
		cmocka_unit_test(test_stop_with_held),
		cmocka_unit_test(test_stop_and_start),
		cmocka_unit_test(test_stop_and_start_for_ever),
		cmocka_unit_test(test_stop_inside_a_batch),
		cmocka_unit_test(test_move_with_held),
		cmocka_unit_test(test_move_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
