/* SPDX-License-Identifier: BSD-3-Clause */
/* Requests over loopback: calls, batches, bulk data, and their ends. */
#include "looped.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

#include <vqsmith/loopback.h>

static struct vqs_features withheld;

static int start(void **state)
{
	struct looped *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	looped_start(s, &withheld);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct looped *s = *state;

	looped_stop(s);
	free(s);
	return 0;
}

static const struct vqs_message *request(unsigned int message)
{
	return lamp_message(LAMP_FAMILY_REQUEST, message);
}

static int call_now(struct looped *s, struct vqs_call *call)
{
	return vqs_driver_call(s->driver, LAMP_QUEUE_REQUESTS, call, 10000);
}

/* ---- Calls ----------------------------------------------------------------- */

static void test_call(void **state)
{
	struct looped *s = *state;

	set_level(s->driver, 123);
	assert_int_equal(s->lamp.level, 123);
	s->lamp.level = 456;
	assert_int_equal(get_level(s->driver), 456);
	assert_int_equal(s->lamp.complaints, 0);
	assert_null(vqs_driver_fault(s->driver));
}

/* More calls than the ring has entries, so that indices wrap. */
static void test_many_calls(void **state)
{
	struct looped *s = *state;

	for (unsigned int i = 0; i < 70000; i++)
		set_level(s->driver, (uint16_t)(i % 1000));
	assert_int_equal(s->lamp.handled, 70000);
}

static void test_reply_without_room(void **state)
{
	struct looped *s = *state;
	struct vqs_call call = { .message = request(LAMP_GET_LEVEL) };

	assert_int_equal(call_now(s, &call), 0);
	assert_int_equal(call.length, 10);
}

static void test_nested_structures(void **state)
{
	struct looped *s = *state;
	struct lamp_identify_writable out;
	struct vqs_call call = { .message = request(LAMP_IDENTIFY), .writable = &out };

	assert_int_equal(call_now(s, &call), 0);
	assert_int_equal(out.body.serial, UINT64_C(0x1122334455667788));
	assert_int_equal(out.bulbs[1].vendor, 0x9abc);
	assert_int_equal(out.firmware[2], 7);
	assert_int_equal(out.grade, 5);
}

static void test_value_out_of_range(void **state)
{
	struct looped *s = *state;
	const struct lamp_set_level_readable in = { .level = 1001 };
	struct vqs_call call = { .message = request(LAMP_SET_LEVEL), .readable = &in };

	assert_int_equal(call_now(s, &call), -EINVAL);
	assert_int_equal(call.error.problem, VQS_BAD_VALUE);
	assert_string_equal(call.error.field->name, "level");
	assert_int_equal(call.error.value, 1001);
	assert_int_equal(s->lamp.handled, 0);
	set_level(s->driver, 1000);
}

static void test_not_a_message_of_the_queue(void **state)
{
	struct looped *s = *state;
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_BULK, 0) };

	assert_int_equal(call_now(s, &call), -EINVAL);
	call.message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_EVENTS, &call), -EINVAL);
	call.message = request(LAMP_GET_LEVEL);
	assert_int_equal(vqs_driver_submit(s->driver, 99, &call), -ENOENT);
}

static void test_no_handler(void **state)
{
	struct looped *s = *state;
	struct lamp_status_writable out = { 77 };
	uint8_t pair[2] = { 0 };
	struct vqs_segment segment = { pair, 2 };
	const struct lamp_mix_readable in = { .pair_data = { &segment, 0, 2 } };
	struct vqs_call call = { .message = request(LAMP_MIX),
		                 .readable = &in,
		                 .writable = &out };

	assert_int_equal(call_now(s, &call), 0);
	assert_int_equal(out.status, LAMP_UNSUPPORTED);
}

/* A failed request has no body, and what was in the caller's is gone. */
static void test_failure_without_body(void **state)
{
	struct looped *s = *state;
	struct lamp_identify_writable out = { .grade = 3 };
	struct vqs_call call = { .message = request(LAMP_IDENTIFY), .writable = &out };

	s->lamp.fail = LAMP_BUSY;
	assert_int_equal(call_now(s, &call), 0);
	assert_int_equal(out.status, LAMP_BUSY);
	assert_int_equal(out.grade, 0);
}

/* ---- Asynchronous calls ---------------------------------------------------- */

struct flight {
	struct vqs_call call;
	struct lamp_set_level_readable in;
	struct lamp_status_writable out;
	unsigned int ended;
};

static void landed(struct vqs_call *call)
{
	struct flight *flight = call->context;

	flight->ended++;
}

static void prepare(struct flight *flight, uint16_t level)
{
	*flight = (struct flight){ .in.level = level, .out.status = 77 };
	flight->call = (struct vqs_call){ .message = request(LAMP_SET_LEVEL),
		                          .readable = &flight->in,
		                          .writable = &flight->out,
		                          .done = landed,
		                          .context = flight };
}

/* Submits until the queue is full; how many went. */
static unsigned int fill(struct looped *s, struct flight *flights, unsigned int room)
{
	unsigned int count = 0;
	int error = 0;

	while (!error) {
		assert_true(count < room);
		prepare(&flights[count], (uint16_t)count);
		error = vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS,
		                          &flights[count].call);
		if (!error)
			count++;
	}
	assert_int_equal(error, -EAGAIN);
	return count;
}

static void test_fill_and_answer_out_of_order(void **state)
{
	struct looped *s = *state;
	struct flight flights[LAMP_QUEUE_SIZE + 1];

	s->lamp.hold = true;
	for (int round = 0; round < 20; round++) {
		unsigned int count = fill(s, flights, LAMP_QUEUE_SIZE + 1);

		assert_true(count >= LAMP_QUEUE_SIZE / 2);
		while (s->lamp.held_count < count)
			assert_true(vqs_driver_process(s->driver) >= 0);
		lamp_answer_all(&s->lamp);
		assert_int_equal(vqs_driver_process(s->driver), count);
		for (unsigned int i = 0; i < count; i++) {
			assert_int_equal(flights[i].ended, 1);
			assert_int_equal(flights[i].call.result, 0);
			assert_int_equal(flights[i].out.status, LAMP_OK);
		}
	}
}

static void test_batch(void **state)
{
	struct looped *s = *state;
	struct flight flights[8];

	vqs_driver_begin(s->driver);
	for (uint16_t i = 0; i < 8; i++) {
		prepare(&flights[i], i);
		assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS,
		                                   &flights[i].call),
		                 0);
	}
	assert_int_equal(vqs_driver_process(s->driver), 0);
	assert_int_equal(s->lamp.handled, 0);
	vqs_driver_end(s->driver);
	assert_int_equal(vqs_driver_process(s->driver), 8);
	assert_int_equal(s->lamp.handled, 8);
}

static void test_descriptor_tells(void **state)
{
	struct looped *s = *state;
	struct pollfd poll_fd = { .fd = vqs_driver_fd(s->driver), .events = POLLIN };
	struct flight flight;

	assert_true(poll_fd.fd >= 0);
	/* The buffers that were posted for events. */
	assert_int_equal(poll(&poll_fd, 1, 0), 1);
	assert_int_equal(vqs_driver_process(s->driver), 0);
	assert_int_equal(poll(&poll_fd, 1, 0), 0);
	prepare(&flight, 1);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &flight.call),
	                 0);
	assert_int_equal(poll(&poll_fd, 1, 0), 1);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(poll(&poll_fd, 1, 0), 0);
}

struct chain_reaction {
	struct flight flight;
	struct vqs_driver *driver;
	unsigned int left;
};

static void again(struct vqs_call *call)
{
	struct chain_reaction *reaction = call->context;

	assert_int_equal(call->result, 0);
	if (reaction->left == 0)
		return;
	reaction->left--;
	/* Both ways of calling, from inside the end of a call. */
	assert_int_equal(get_level(reaction->driver), reaction->flight.in.level);
	assert_int_equal(vqs_driver_submit(reaction->driver, LAMP_QUEUE_REQUESTS, call),
	                 0);
}

static void test_calls_from_inside_done(void **state)
{
	struct looped *s = *state;
	struct chain_reaction reaction = { .driver = s->driver, .left = 100 };

	prepare(&reaction.flight, 17);
	reaction.flight.call.done = again;
	reaction.flight.call.context = &reaction;
	assert_int_equal(
	        vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &reaction.flight.call),
	        0);
	while (reaction.left || reaction.flight.call.slot)
		assert_true(vqs_driver_process(s->driver) > 0);
}

/* ---- Bulk data ------------------------------------------------------------- */

static void fill_pattern(uint8_t *at, uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
		at[i] = (uint8_t)(i * 7 + i / 251);
}

static uint32_t write_bytes(struct looped *s, const struct vqs_span *data)
{
	const struct lamp_write_readable in = { .offset = 16, .data = *data };
	struct lamp_status_writable out = { 77 };
	struct vqs_call call = { .message = request(LAMP_WRITE),
		                 .readable = &in,
		                 .writable = &out };

	assert_int_equal(call_now(s, &call), 0);
	return out.status;
}

static uint32_t read_bytes(struct looped *s, uint32_t offset, struct vqs_span *data)
{
	const struct lamp_read_readable in = { .offset = offset };
	struct lamp_read_writable out = { .status = 77, .data = *data };
	struct vqs_call call = { .message = request(LAMP_READ),
		                 .readable = &in,
		                 .writable = &out };

	assert_int_equal(call_now(s, &call), 0);
	*data = out.data;
	return out.status;
}

static void test_bulk_anywhere(void **state)
{
	static const uint32_t lengths[] = { 0, 1, 7, 191, 192, 193, 4096, 60000 };
	struct looped *s = *state;
	uint8_t *there = malloc(60000), *back = malloc(60000);

	fill_pattern(there, 60000);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		/* Three pieces, uneven, none of them seen by the device. */
		uint32_t length = lengths[i], cut = length / 3;
		struct vqs_segment pieces[3] = { { there, cut },
			                         { there + cut, cut },
			                         { there + 2 * cut, length - 2 * cut } };
		struct vqs_segment room = { back, length };
		struct vqs_span data = { pieces, 0, length };

		assert_int_equal(write_bytes(s, &data), LAMP_OK);
		memset(back, 0, 60000);
		data = (struct vqs_span){ &room, 0, length };
		assert_int_equal(read_bytes(s, 16, &data), LAMP_OK);
		assert_int_equal(data.length, length);
		assert_ptr_equal(data.segments, &room);
		assert_memory_equal(there, back, length);
	}
	free(there);
	free(back);
}

static void test_bulk_in_place(void **state)
{
	struct looped *s = *state;
	struct vqs_segment pieces[2];
	struct vqs_span data = { pieces, 100, 9000 };
	void *memory;
	uint8_t *bytes;

	assert_int_equal(vqs_driver_memory_alloc(s->driver, 20000, &memory), 0);
	bytes = memory;
	fill_pattern(bytes, 20000);
	/* The second half lies before the first. */
	pieces[0] = (struct vqs_segment){ bytes + 10000, 5000 };
	pieces[1] = (struct vqs_segment){ bytes + 1000, 5000 };
	assert_int_equal(write_bytes(s, &data), LAMP_OK);
	assert_ptr_equal(s->lamp.seen, bytes + 10100);
	assert_memory_equal(s->lamp.store + 16, bytes + 10100, 4900);
	assert_memory_equal(s->lamp.store + 16 + 4900, bytes + 1000, 4100);

	fill_pattern(s->lamp.store, LAMP_STORE);
	assert_int_equal(read_bytes(s, 0, &data), LAMP_OK);
	assert_ptr_equal(s->lamp.seen, bytes + 10100);
	assert_memory_equal(s->lamp.store, bytes + 10100, 4900);
	assert_memory_equal(s->lamp.store + 4900, bytes + 1000, 4100);
	vqs_driver_memory_free(s->driver, memory);
}

/* Part of it in the device's sight, part not: all of it is copied. */
static void test_bulk_half_in_place(void **state)
{
	struct looped *s = *state;
	uint8_t elsewhere[100];
	struct vqs_segment pieces[2];
	struct vqs_span data = { pieces, 0, 200 };
	void *memory;

	assert_int_equal(vqs_driver_memory_alloc(s->driver, 100, &memory), 0);
	fill_pattern(memory, 100);
	memset(elsewhere, 0xab, sizeof(elsewhere));
	pieces[0] = (struct vqs_segment){ memory, 100 };
	pieces[1] = (struct vqs_segment){ elsewhere, 100 };
	assert_int_equal(write_bytes(s, &data), LAMP_OK);
	assert_memory_equal(s->lamp.store + 16, memory, 100);
	assert_memory_equal(s->lamp.store + 116, elsewhere, 100);
	vqs_driver_memory_free(s->driver, memory);
}

/* More pieces than one chain names: gathered into one. */
static void test_bulk_in_crumbs(void **state)
{
	struct looped *s = *state;
	struct vqs_segment pieces[100];
	struct vqs_span data = { pieces, 0, 100 };
	void *memory;

	assert_int_equal(vqs_driver_memory_alloc(s->driver, 200, &memory), 0);
	for (int i = 0; i < 100; i++) {
		((uint8_t *)memory)[i * 2] = (uint8_t)i;
		pieces[i] = (struct vqs_segment){ (uint8_t *)memory + i * 2, 1 };
	}
	assert_int_equal(write_bytes(s, &data), LAMP_OK);
	for (int i = 0; i < 100; i++)
		assert_int_equal(s->lamp.store[16 + i], i);
	memset(memory, 0, 200);
	assert_int_equal(read_bytes(s, 16, &data), LAMP_OK);
	for (int i = 0; i < 100; i++)
		assert_int_equal(((uint8_t *)memory)[i * 2], i);
	vqs_driver_memory_free(s->driver, memory);
}

/* The device writes less than there was room for: the span ends where it stopped. */
static void test_reply_shorter_than_room(void **state)
{
	struct looped *s = *state;
	uint8_t bytes[300];
	struct vqs_segment room = { bytes, sizeof(bytes) };
	struct vqs_span data = { &room, 0, sizeof(bytes) };
	void *memory;

	assert_int_equal(read_bytes(s, LAMP_STORE - 10, &data), LAMP_OK);
	assert_int_equal(data.length, 10);
	assert_int_equal(vqs_driver_memory_alloc(s->driver, 300, &memory), 0);
	room.base = memory;
	data = (struct vqs_span){ &room, 0, 300 };
	assert_int_equal(read_bytes(s, LAMP_STORE - 20, &data), LAMP_OK);
	assert_int_equal(data.length, 20);
	assert_ptr_equal(data.segments, &room);
	vqs_driver_memory_free(s->driver, memory);
}

static void test_failed_read_is_empty(void **state)
{
	struct looped *s = *state;
	uint8_t bytes[300];
	struct vqs_segment room = { bytes, sizeof(bytes) };
	struct vqs_span data = { &room, 0, sizeof(bytes) };

	assert_int_equal(read_bytes(s, LAMP_STORE + 1, &data), LAMP_INVALID);
	assert_int_equal(data.length, 0);
	assert_ptr_equal(data.segments, &room);
}

static void test_counted_reply(void **state)
{
	struct looped *s = *state;
	uint8_t wire[8 * LAMP_SCENE_MOST];
	struct vqs_segment segment = { wire, sizeof(wire) };
	struct lamp_set_scene_readable in = { .count = 5, .steps = { &segment, 0, 40 } };
	struct lamp_get_scene_writable out = { .steps = { &segment, 0, sizeof(wire) } };
	struct vqs_call set = { .message = request(LAMP_SET_SCENE), .readable = &in };
	struct vqs_call get = { .message = request(LAMP_GET_SCENE), .writable = &out };

	for (uint16_t i = 0; i < 5; i++) {
		const struct lamp_step step = { .level = i, .hold_ms = i * 1000u };

		assert_int_equal(
		        vqs_struct_encode(&lamp_step_struct, &step, wire + i * 8, NULL),
		        0);
	}
	assert_int_equal(call_now(s, &set), 0);
	assert_int_equal(s->lamp.scene_count, 5);
	assert_int_equal(s->lamp.scene[4].hold_ms, 4000);
	memset(wire, 0, sizeof(wire));
	assert_int_equal(call_now(s, &get), 0);
	assert_int_equal(out.count, 5);
	assert_int_equal(out.steps.length, 40);
	assert_int_equal(wire[4 * 8], 4);

	/* A count that is not what the span holds. */
	in.count = 6;
	assert_int_equal(call_now(s, &set), -EINVAL);
	assert_int_equal(set.error.problem, VQS_BAD_COUNT);
}

/* Status behind the data, as disks have it. */
static void test_status_at_the_end(void **state)
{
	struct looped *s = *state;
	uint8_t bytes[1024];
	struct vqs_segment room = { bytes, sizeof(bytes) };
	struct lamp_bulk_readable where = { .sector = 2 };
	struct lamp_bulk_in_writable out = { .data = { &room, 0, 1024 }, .status = 9 };
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN),
		                 .readable = &where,
		                 .writable = &out };

	fill_pattern(s->lamp.store, LAMP_STORE);
	assert_int_equal(vqs_driver_queue_count(s->driver, 2), 3);
	for (uint16_t queue = 0; queue < 3; queue++) {
		out.status = 9;
		memset(bytes, 0, sizeof(bytes));
		assert_int_equal(vqs_driver_call(s->driver,
		                                 (uint16_t)(LAMP_QUEUE_BULK + queue),
		                                 &call, 10000),
		                 0);
		assert_int_equal(out.status, LAMP_BULK_OK);
		assert_int_equal(out.data.length, 1024);
		assert_memory_equal(bytes, s->lamp.store + 1024, 1024);
	}
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_BULK + 3, &call),
	                 -ENOENT);
	where.sector = 1000;
	assert_int_equal(vqs_driver_call(s->driver, LAMP_QUEUE_BULK, &call, 10000), 0);
	assert_int_equal(out.status, LAMP_BULK_IOERR);
}

/* ---- Ends ------------------------------------------------------------------ */

static void test_timeout(void **state)
{
	struct looped *s = *state;
	struct flight other;
	struct vqs_call call = { .message = request(LAMP_GET_LEVEL) };

	s->lamp.hold = true;
	prepare(&other, 5);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &other.call),
	                 0);
	assert_int_equal(vqs_driver_call(s->driver, LAMP_QUEUE_REQUESTS, &call, 1000),
	                 -ETIMEDOUT);
	assert_int_equal(call.result, -ETIMEDOUT);
	assert_int_equal(other.ended, 1);
	assert_int_equal(other.call.result, -ECANCELED);
	assert_int_equal(s->lamp.held_count, 0);
	s->lamp.hold = false;
	set_level(s->driver, 55);
	assert_int_equal(s->listener.broken, 0);
}

static void test_reset(void **state)
{
	struct looped *s = *state;
	struct flight flights[LAMP_QUEUE_SIZE + 1];
	unsigned int count;

	s->lamp.hold = true;
	count = fill(s, flights, LAMP_QUEUE_SIZE + 1);
	assert_int_equal(vqs_driver_reset(s->driver), 0);
	for (unsigned int i = 0; i < count; i++) {
		assert_int_equal(flights[i].ended, 1);
		assert_int_equal(flights[i].call.result, -ECANCELED);
	}
	s->lamp.hold = false;
	for (int i = 0; i < 100; i++)
		set_level(s->driver, 7);
	assert_int_equal(s->lamp.handled, 100);
}

static void reset_inside(struct vqs_call *call)
{
	struct looped *s = call->context;

	if (call->result == 0)
		assert_int_equal(vqs_driver_reset(s->driver), 0);
	else
		assert_int_equal(vqs_driver_reset(s->driver), -EBUSY);
}

static void test_reset_from_inside_done(void **state)
{
	struct looped *s = *state;
	struct flight flights[4];

	vqs_driver_begin(s->driver);
	for (unsigned int i = 0; i < 4; i++) {
		prepare(&flights[i], 9);
		flights[i].call.done = reset_inside;
		flights[i].call.context = s;
		assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS,
		                                   &flights[i].call),
		                 0);
	}
	vqs_driver_end(s->driver);
	assert_true(vqs_driver_process(s->driver) >= 0);
	assert_int_equal(flights[0].call.result, 0);
	for (unsigned int i = 1; i < 4; i++)
		assert_int_equal(flights[i].call.result, -ECANCELED);
	set_level(s->driver, 8);
}

static void test_needs_reset(void **state)
{
	struct looped *s = *state;
	struct flight flight;

	s->lamp.hold = true;
	prepare(&flight, 3);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &flight.call),
	                 0);
	assert_int_equal(vqs_driver_process(s->driver), 0);
	vqs_device_needs_reset(s->lamp.device);
	assert_int_equal(vqs_driver_process(s->driver), -EIO);
	assert_int_equal(flight.ended, 1);
	assert_int_equal(flight.call.result, -EIO);
	assert_int_equal(s->listener.broken, 1);
	assert_non_null(strstr(s->listener.why, "needs a reset"));
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &flight.call),
	                 -EIO);
	assert_int_equal(vqs_driver_process(s->driver), -EIO);
	assert_int_equal(s->listener.broken, 1);

	s->lamp.hold = false;
	assert_int_equal(vqs_driver_reset(s->driver), 0);
	assert_null(vqs_driver_fault(s->driver));
	set_level(s->driver, 4);
}

static void test_one_transport_at_a_time(void **state)
{
	struct looped *s = *state;
	struct vqs_driver_transport *second;

	assert_int_equal(vqs_loopback_create(&second, s->lamp.device), -EBUSY);
}

/* Another driver, after the first: the device is as good as new. */
static void test_reconnect(void **state)
{
	struct looped *s = *state;

	for (int i = 0; i < 5; i++) {
		struct vqs_driver_transport *transport;

		s->lamp.hold = true;
		{
			struct flight flight;

			prepare(&flight, 1);
			assert_int_equal(vqs_driver_submit(s->driver, 0, &flight.call),
			                 0);
			vqs_driver_process(s->driver);
			vqs_driver_destroy(s->driver);
			assert_int_equal(flight.call.result, -ECANCELED);
		}
		s->lamp.hold = false;
		assert_int_equal(vqs_loopback_create(&transport, s->lamp.device), 0);
		assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, transport,
		                                   NULL, &listener_events, &s->listener),
		                 0);
		set_level(s->driver, 10);
	}
}

/* ---- Features -------------------------------------------------------------- */

static void test_feature_not_negotiated(void **state)
{
	struct looped *s = *state;
	struct vqs_features wanted = { { 0 } };
	struct vqs_driver_transport *transport;
	struct vqs_call call = { .message = request(LAMP_GET_SCENE) };

	vqs_driver_destroy(s->driver);
	assert_int_equal(vqs_loopback_create(&transport, s->lamp.device), 0);
	/* COLOUR requires SCENES, which is not wanted. */
	vqs_features_add(&wanted, LAMP_F_COLOUR);
	vqs_features_add(&wanted, LAMP_F_MANY);
	assert_int_equal(
	        vqs_driver_create(&s->driver, &lamp_type, transport, &wanted, NULL, NULL),
	        0);
	assert_false(vqs_features_has(vqs_driver_negotiated(s->driver), LAMP_F_COLOUR));
	assert_true(vqs_features_has(vqs_driver_negotiated(s->driver), LAMP_F_MANY));
	assert_int_equal(call_now(s, &call), -ENOENT);
	assert_int_equal(vqs_driver_queue_count(s->driver, LAMP_QUEUE_EVENTS), 0);
	call.message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_EVENTS, &call), -ENOENT);
	set_level(s->driver, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

static const struct CMUnitTest tests[] = {
	TEST(call),
	TEST(many_calls),
	TEST(reply_without_room),
	TEST(nested_structures),
	TEST(value_out_of_range),
	TEST(not_a_message_of_the_queue),
	TEST(no_handler),
	TEST(failure_without_body),
	TEST(fill_and_answer_out_of_order),
	TEST(batch),
	TEST(descriptor_tells),
	TEST(calls_from_inside_done),
	TEST(bulk_anywhere),
	TEST(bulk_in_place),
	TEST(bulk_half_in_place),
	TEST(bulk_in_crumbs),
	TEST(reply_shorter_than_room),
	TEST(failed_read_is_empty),
	TEST(counted_reply),
	TEST(status_at_the_end),
	TEST(timeout),
	TEST(reset),
	TEST(reset_from_inside_done),
	TEST(needs_reset),
	TEST(one_transport_at_a_time),
	TEST(reconnect),
	TEST(feature_not_negotiated),
};

/* Everything with each combination of what the ring may do. */
int main(void)
{
	static const char *const names[] = { "plain", "indirect", "event index", "both" };
	int failed = 0;

	for (unsigned int i = 0; i < 8; i++) {
		withheld = (struct vqs_features){ { 0 } };
		if (!(i & 1))
			vqs_features_add(&withheld, VQS_F_INDIRECT_DESC);
		if (!(i & 2))
			vqs_features_add(&withheld, VQS_F_EVENT_IDX);
		if (!(i & 4))
			vqs_features_add(&withheld, VQS_F_RING_PACKED);
		printf("# %s, %s\n", i & 4 ? "packed" : "split", names[i % 4]);
		failed += cmocka_run_group_tests(tests, NULL, NULL);
	}
	return failed;
}
