/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device that lies. Whatever it does: the driver says what was wrong, every
 * call ends once, nothing outside its buffers is touched, and a reset gives a
 * device that behaves again a new chance.
 */
#include "puppet.h"

#include <errno.h>

struct state {
	struct puppet *puppet;
	struct vqs_driver *driver;
	struct listener listener;
};

static int start(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	s->puppet = puppet_create();
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, &s->puppet->base, NULL,
	                                   &listener_events, &s->listener),
	                 0);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	free(s);
	return 0;
}

struct flight {
	struct vqs_call call;
	union {
		struct lamp_get_level_writable level;
		struct lamp_identify_writable identity;
		struct lamp_get_scene_writable scene;
		struct lamp_read_writable read;
		struct lamp_bulk_in_writable bulk;
	} out;
	uint8_t bytes[256];
	struct vqs_segment room;
	unsigned int ended;
};

static void landed(struct vqs_call *call)
{
	((struct flight *)call->context)->ended++;
}

static struct strings launch(struct state *s, struct flight *flight, uint16_t queue,
                             const struct vqs_message *message)
{
	flight->call.message = message;
	flight->call.writable = &flight->out;
	flight->call.done = landed;
	flight->call.context = flight;
	assert_int_equal(vqs_driver_submit(s->driver, queue, &flight->call), 0);
	return puppet_take(s->puppet, queue);
}

static struct strings launch_request(struct state *s, struct flight *flight,
                                     unsigned int message)
{
	return launch(s, flight, LAMP_QUEUE_REQUESTS,
	              lamp_message(LAMP_FAMILY_REQUEST, message));
}

/* ---- The used ring --------------------------------------------------------- */

/* The driver noticed, ended the call, told once, and works after a reset. */
static void expect_broken(struct state *s, struct flight *flight, const char *why)
{
	struct flight after = { .ended = 0 };
	struct strings chain;

	assert_int_equal(vqs_driver_process(s->driver), -EIO);
	assert_non_null(strstr(s->listener.why, why));
	assert_string_equal(vqs_driver_fault(s->driver), s->listener.why);
	assert_int_equal(s->listener.broken, 1);
	assert_int_equal(s->puppet->status, 0);
	if (flight) {
		assert_int_equal(flight->ended, 1);
		assert_int_equal(flight->call.result, -EIO);
	}
	assert_int_equal(vqs_driver_submit(s->driver, 0, &after.call), -EIO);
	assert_int_equal(vqs_driver_process(s->driver), -EIO);
	assert_int_equal(s->listener.broken, 1);

	assert_int_equal(vqs_driver_reset(s->driver), 0);
	chain = launch_request(s, &after, LAMP_GET_LEVEL);
	puppet_give(s->puppet, 0, chain.id, 10);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(after.call.result, 0);
}

static void test_unknown_id(void **state)
{
	static const uint32_t ids[] = { 1,     15,    16,         17,
		                        65535, 65536, 0x80000000, UINT32_MAX };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct flight flight = { .ended = 0 };
		struct strings chain = launch_request(s, &flight, LAMP_GET_LEVEL);

		/* The head of the only chain, and its second descriptor, are 0 and 1. */
		assert_int_equal(chain.id, 0);
		puppet_give(s->puppet, 0, ids[i], 10);
		expect_broken(s, &flight, "requests");
		s->listener.broken = 0;
	}
}

static void test_id_twice(void **state)
{
	struct state *s = *state;
	struct flight first = { .ended = 0 }, second = { .ended = 0 };
	struct strings chain = launch_request(s, &first, LAMP_GET_LEVEL);

	launch_request(s, &second, LAMP_GET_LEVEL);
	puppet_give(s->puppet, 0, chain.id, 10);
	puppet_give(s->puppet, 0, chain.id, 10);
	expect_broken(s, &second, "requests");
	assert_int_equal(first.ended, 1);
}

static void test_length_beyond_the_buffer(void **state)
{
	static const uint32_t lengths[] = { 11, 4096, 0x80000000, UINT32_MAX };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct flight flight = { .ended = 0 };
		struct strings chain = launch_request(s, &flight, LAMP_GET_LEVEL);

		puppet_give(s->puppet, 0, chain.id, lengths[i]);
		expect_broken(s, &flight, "requests");
		s->listener.broken = 0;
	}
}

static void test_index_jump(void **state)
{
	static const uint16_t jumps[] = { 2, 17, 1000, 0x8000, 0xffff };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(jumps) / sizeof(jumps[0]); i++) {
		struct flight flight = { .ended = 0 };

		launch_request(s, &flight, LAMP_GET_LEVEL);
		puppet_jump(s->puppet, 0, jumps[i]);
		expect_broken(s, &flight, "requests");
		s->listener.broken = 0;
	}
}

static void test_used_without_request(void **state)
{
	struct state *s = *state;

	puppet_give(s->puppet, 0, 0, 0);
	expect_broken(s, NULL, "requests");
}

/* A used buffer notification for nothing is no fault. */
static void test_ring_for_nothing(void **state)
{
	struct state *s = *state;

	for (int i = 0; i < 100; i++) {
		s->puppet->ring = true;
		assert_int_equal(vqs_driver_process(s->driver), 0);
	}
}

/* ---- Replies --------------------------------------------------------------- */

static void put32(uint8_t *at, uint32_t value)
{
	vqs_scalar_put(at, VQS_LE32, value);
}

/* A bad reply fails its call and nothing else. */
static void expect_bad(struct state *s, struct flight *flight, enum vqs_problem problem)
{
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(flight->ended, 1);
	assert_int_equal(flight->call.result, -EBADMSG);
	assert_int_equal(flight->call.error.problem, problem);
	assert_null(vqs_driver_fault(s->driver));
}

static void test_short_success(void **state)
{
	struct state *s = *state;

	for (uint32_t length = 0; length < 10; length++) {
		struct flight flight = { .out.level = { 7, 7 } };
		struct strings chain = launch_request(s, &flight, LAMP_GET_LEVEL);

		puppet_give(s->puppet, 0, chain.id, length);
		expect_bad(s, &flight, VQS_TOO_SHORT);
		assert_int_equal(flight.out.level.level, 0);
	}
}

/* Where the status tells of a failure it alone has to be there. */
static void test_short_failure(void **state)
{
	struct state *s = *state;

	for (uint32_t length = 0; length <= 54; length++) {
		struct flight flight = { .out.identity.grade = 3 };
		struct strings chain = launch_request(s, &flight, LAMP_IDENTIFY);

		memset(chain.writable[0], 0xff, chain.writable_length[0]);
		put32(chain.writable[0], LAMP_BUSY);
		puppet_give(s->puppet, 0, chain.id, length);
		if (length < 4) {
			expect_bad(s, &flight, VQS_TOO_SHORT);
			continue;
		}
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(flight.call.result, 0);
		assert_int_equal(flight.call.length, length);
		assert_int_equal(flight.out.identity.status, LAMP_BUSY);
		assert_int_equal(flight.out.identity.grade, 0);
		assert_int_equal(flight.out.identity.body.vendor, 0);
	}
}

/* A message may have a success of its own: only what is not that may be short. */
static void test_own_success(void **state)
{
	static const uint32_t statuses[] = { LAMP_BUSY, LAMP_OK };
	struct state *s = *state;

	for (size_t i = 0; i < 2; i++) {
		struct flight flight = { .ended = 0 };
		struct strings chain = launch_request(s, &flight, LAMP_IDENTIFY);
		struct vqs_message own = *flight.call.message;

		own.ok = LAMP_BUSY;
		flight.call.message = &own;
		put32(chain.writable[0], statuses[i]);
		puppet_give(s->puppet, 0, chain.id, 4);
		if (statuses[i] == own.ok) {
			expect_bad(s, &flight, VQS_TOO_SHORT);
			continue;
		}
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(flight.call.result, 0);
	}
}

static void test_bad_value(void **state)
{
	struct state *s = *state;
	struct flight flight = { .ended = 0 };
	struct strings chain = launch_request(s, &flight, LAMP_IDENTIFY);

	chain.writable[0][53] = 6;
	puppet_give(s->puppet, 0, chain.id, 54);
	expect_bad(s, &flight, VQS_BAD_VALUE);
	assert_string_equal(flight.call.error.field->name, "grade");
	assert_int_equal(flight.call.error.offset, 53);
	assert_int_equal(flight.call.error.value, 6);
}

/* A device that says how long it wrote, but wrote nothing: zeros, not old replies. */
static void test_unwritten_bytes(void **state)
{
	struct state *s = *state;

	for (int round = 0; round < 2; round++) {
		struct flight flight = { .out.level = { 7, 7 } };
		struct strings chain = launch_request(s, &flight, LAMP_GET_LEVEL);

		assert_int_equal(chain.writable[0][8], 0);
		puppet_give(s->puppet, 0, chain.id, 10);
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(flight.call.result, 0);
		assert_int_equal(flight.out.level.status, 0);
		assert_int_equal(flight.out.level.level, 0);
		/* After the reply, the device scribbles on. */
		memset(chain.writable[0], 0xee, 10);
		assert_int_equal(flight.out.level.level, 0);
	}
}

static void give_room(struct flight *flight, struct vqs_span *span, uint32_t length)
{
	flight->room = (struct vqs_segment){ flight->bytes, sizeof(flight->bytes) };
	*span = (struct vqs_span){ &flight->room, 0, length };
}

static void test_count_beyond_the_room(void **state)
{
	static const uint16_t counts[] = { 11, 64, 65, 0xffff };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct flight flight = { .ended = 0 };
		struct strings chain;

		give_room(&flight, &flight.out.scene.steps, 80);
		chain = launch_request(s, &flight, LAMP_GET_SCENE);
		vqs_scalar_put(chain.writable[0] + 8, VQS_LE16, counts[i]);
		puppet_give(s->puppet, 0, chain.id, 92);
		expect_bad(s, &flight, VQS_BAD_COUNT);
		assert_int_equal(flight.out.scene.steps.length, 0);
		assert_ptr_equal(flight.out.scene.steps.segments, &flight.room);
	}
}

static void test_count_beyond_the_length(void **state)
{
	struct state *s = *state;
	struct flight flight = { .ended = 0 };
	struct strings chain;

	give_room(&flight, &flight.out.scene.steps, 80);
	chain = launch_request(s, &flight, LAMP_GET_SCENE);
	vqs_scalar_put(chain.writable[0] + 8, VQS_LE16, 10);
	puppet_give(s->puppet, 0, chain.id, 12 + 79);
	expect_bad(s, &flight, VQS_BAD_COUNT);
}

/* Fewer bytes than there is room for are no lie. */
static void test_shorter_data(void **state)
{
	struct state *s = *state;

	for (uint32_t length = 0; length <= 200; length += 25) {
		struct flight flight = { .ended = 0 };
		struct strings chain;

		give_room(&flight, &flight.out.read.data, 200);
		chain = launch_request(s, &flight, LAMP_READ);
		memset(chain.writable[0] + 8, 0x5a, 200);
		memset(flight.bytes, 0, sizeof(flight.bytes));
		puppet_give(s->puppet, 0, chain.id, 8 + length);
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(flight.call.result, 0);
		assert_int_equal(flight.out.read.data.length, length);
		for (uint32_t i = 0; i < sizeof(flight.bytes); i++)
			assert_int_equal(flight.bytes[i], i < length ? 0x5a : 0);
	}
}

/* With the status behind the data, only a reply of full length has one. */
static void test_status_not_reached(void **state)
{
	struct state *s = *state;

	for (uint32_t length = 0; length <= 201; length += 67) {
		struct flight flight = { .ended = 0 };
		struct strings chain;

		give_room(&flight, &flight.out.bulk.data, 200);
		chain = launch(s, &flight, LAMP_QUEUE_BULK,
		               lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN));
		chain.writable[0][200] = LAMP_BULK_IOERR;
		puppet_give(s->puppet, LAMP_QUEUE_BULK, chain.id, length);
		if (length < 201) {
			expect_bad(s, &flight, VQS_TOO_SHORT);
			continue;
		}
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(flight.call.result, 0);
		assert_int_equal(flight.out.bulk.status, LAMP_BULK_IOERR);
	}
}

/* ---- Events ---------------------------------------------------------------- */

static struct strings take_posted(struct state *s)
{
	return puppet_take(s->puppet, LAMP_QUEUE_EVENTS);
}

static void give_event(struct state *s, const struct strings *chain, uint32_t length)
{
	puppet_give(s->puppet, LAMP_QUEUE_EVENTS, chain->id, length);
}

static void test_short_event(void **state)
{
	struct state *s = *state;

	for (uint32_t length = 1; length < 18; length++) {
		struct strings chain = take_posted(s);

		vqs_scalar_put(chain.writable[0], VQS_LE16, 1);
		give_event(s, &chain, length);
		expect_broken(s, NULL, "a bad event");
		assert_non_null(strstr(s->listener.why, "events"));
		s->listener.broken = 0;
	}
	assert_int_equal(s->listener.motions, 0);
}

static void test_unknown_event(void **state)
{
	static const uint16_t opcodes[] = { 0, 4, 0xffff };
	struct state *s = *state;

	for (size_t i = 0; i < sizeof(opcodes) / sizeof(opcodes[0]); i++) {
		struct strings chain = take_posted(s);

		vqs_scalar_put(chain.writable[0], VQS_LE16, opcodes[i]);
		give_event(s, &chain, 18);
		expect_broken(s, NULL, "no such message");
		s->listener.broken = 0;
	}
}

static void test_bad_value_in_event(void **state)
{
	struct state *s = *state;
	struct strings chain = take_posted(s);

	vqs_scalar_put(chain.writable[0], VQS_LE16, 1);
	vqs_scalar_put(chain.writable[0] + 2, VQS_LE16, 8);
	give_event(s, &chain, 18);
	expect_broken(s, NULL, "zone");
}

static void test_count_in_event(void **state)
{
	struct state *s = *state;
	struct strings chain = take_posted(s);

	vqs_scalar_put(chain.writable[0], VQS_LE16, 2);
	vqs_scalar_put(chain.writable[0] + 2, VQS_LE16, 5);
	give_event(s, &chain, 4 + 19);
	expect_broken(s, NULL, "distances");
}

static void test_event_longer_than_its_buffer(void **state)
{
	struct state *s = *state;
	struct strings chain = take_posted(s);

	vqs_scalar_put(chain.writable[0], VQS_LE16, 3);
	give_event(s, &chain, chain.writable_length[0] + 1);
	expect_broken(s, NULL, "events");
}

/* An event of a feature that was not negotiated. */
static void test_event_not_negotiated(void **state)
{
	struct state *s = *state;
	struct puppet *puppet = puppet_create();
	struct strings chain;

	vqs_driver_destroy(s->driver);
	vqs_features_drop(&puppet->offered, LAMP_F_SCENES);
	s->puppet = puppet;
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, &puppet->base, NULL,
	                                   &listener_events, &s->listener),
	                 0);
	chain = take_posted(s);
	vqs_scalar_put(chain.writable[0], VQS_LE16, 2);
	give_event(s, &chain, 4);
	expect_broken(s, NULL, "no such message");
}

/* The lamp, but that a motion with anything in its reserved field is to be passed over. */
struct wary_lamp {
	struct vqs_field motion[5];
	struct vqs_message events[3];
	struct vqs_family family;
	struct vqs_queue_type queues[8];
	struct vqs_type type;
};

static void make_wary(struct wary_lamp *wary)
{
	const struct vqs_family *family = lamp_type.queues[LAMP_QUEUE_EVENTS].family;

	assert_int_equal(family->messages[0].writable.field_count, 5);
	assert_int_equal(family->message_count, 3);
	assert_true(lamp_type.queue_count <= 8);
	memcpy(wary->motion, family->messages[0].writable.fields, sizeof(wary->motion));
	wary->motion[2].flags |= VQS_STRICT | VQS_SKIP;
	memcpy(wary->events, family->messages, sizeof(wary->events));
	wary->events[0].writable.fields = wary->motion;
	wary->family = *family;
	wary->family.messages = wary->events;
	memcpy(wary->queues, lamp_type.queues,
	       lamp_type.queue_count * sizeof(*lamp_type.queues));
	wary->queues[LAMP_QUEUE_EVENTS].family = &wary->family;
	wary->type = lamp_type;
	wary->type.queues = wary->queues;
}

static void give_motion(struct state *s, uint32_t reserved)
{
	struct strings chain = take_posted(s);

	memset(chain.writable[0], 0, 18);
	vqs_scalar_put(chain.writable[0], VQS_LE16, 1);
	vqs_scalar_put(chain.writable[0] + 4, VQS_LE32, reserved);
	give_event(s, &chain, 18);
	vqs_driver_process(s->driver);
}

static void hear_any(void *self, uint16_t queue, const struct vqs_message *message,
                     const void *writable)
{
	struct listener *listener = self;

	assert_int_equal(queue, LAMP_QUEUE_EVENTS);
	assert_string_equal(message->name, "motion");
	assert_non_null(writable);
	listener->motions++;
}

/* It goes on after it, and the buffers come back: more events than there are of them. */
static void test_passed_over_event(void **state)
{
	struct state *s = *state;
	struct vqs_driver_events events = listener_events;
	static struct wary_lamp wary;

	events.event = hear_any;
	make_wary(&wary);
	vqs_driver_destroy(s->driver);
	s->puppet = puppet_create();
	assert_int_equal(vqs_driver_create(&s->driver, &wary.type, &s->puppet->base, NULL,
	                                   &events, &s->listener),
	                 0);
	for (int i = 0; i < 300; i++)
		give_motion(s, UINT32_C(1) << (i % 32));
	assert_int_equal(s->listener.motions, 0);
	assert_int_equal(s->listener.broken, 0);
	give_motion(s, 0);
	assert_int_equal(s->listener.motions, 1);
}

/* Good events before a bad one are heard. */
static void test_events_before_a_bad_one(void **state)
{
	struct state *s = *state;

	for (int i = 0; i < 5; i++) {
		struct strings chain = take_posted(s);

		memset(chain.writable[0], 0, 18);
		vqs_scalar_put(chain.writable[0], VQS_LE16, i < 4 ? 1 : 9);
		vqs_scalar_put(chain.writable[0] + 2, VQS_LE16, 3);
		vqs_scalar_put(chain.writable[0] + 8, VQS_LE64, 99);
		give_event(s, &chain, 18);
	}
	expect_broken(s, NULL, "a bad event");
	assert_int_equal(s->listener.motions, 4);
}

/* ---- Configuration --------------------------------------------------------- */

static void test_config_too_small(void **state)
{
	struct state *s = *state;
	struct lamp_config config;

	for (uint32_t size = 0; size < LAMP_CONFIG_SIZE; size++) {
		s->puppet->config_size = size;
		assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL),
		                 -EPROTO);
	}
}

static void test_config_never_still(void **state)
{
	struct state *s = *state;
	struct lamp_config config;

	s->puppet->restless = 10;
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.max_level, lamp_fresh.max_level);
	s->puppet->restless = UINT32_MAX;
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), -EPROTO);
}

static void test_config_bad_value(void **state)
{
	struct state *s = *state;
	struct vqs_wire_error error;
	struct lamp_config config;

	s->puppet->config[2] = 3;
	assert_int_equal(vqs_driver_config_read(s->driver, &config, &error), -EBADMSG);
	assert_int_equal(error.problem, VQS_BAD_VALUE);
	assert_string_equal(error.field->name, "model");
}

static void test_needs_reset(void **state)
{
	struct state *s = *state;

	s->puppet->status |= 64;
	s->puppet->change = true;
	expect_broken(s, NULL, "needs a reset");
}

/* A wait goes on when it is rung for nothing: 0 says that the time has passed. */
static void test_wait_rung_for_nothing(void **state)
{
	struct state *s = *state;

	s->puppet->idle = 10;
	s->puppet->change = true;
	assert_int_equal(vqs_driver_wait(s->driver, 60000), 1);
	assert_int_equal(s->listener.config_changes, 1);
	/* Without end it is rung, and yet the time passes. */
	s->puppet->idle = UINT32_MAX;
	assert_int_equal(vqs_driver_wait(s->driver, 20), 0);
	assert_int_equal(vqs_driver_process(s->driver), 0);
	s->puppet->idle = 0;
}

/* ---- A program that does something about it --------------------------------- */

struct program {
	struct vqs_driver *driver;
	unsigned int depth, deepest, changes, broken;
};

/* What a program does that makes a call in answer to a change. */
static void look_again(void *self)
{
	struct program *program = self;

	program->changes++;
	if (++program->depth > program->deepest)
		program->deepest = program->depth;
	assert_true(vqs_driver_wait(program->driver, 0) >= 0);
	program->depth--;
}

static void reset_it(void *self, const char *why)
{
	struct program *program = self;

	(void)why;
	program->broken++;
	if (++program->depth > program->deepest)
		program->deepest = program->depth;
	if (program->driver && program->broken < 1000)
		vqs_driver_reset(program->driver);
	program->depth--;
}

static void start_program(struct state *s, struct program *program)
{
	static const struct vqs_driver_events events = { .config_changed = look_again,
		                                         .broken = reset_it };

	vqs_driver_destroy(s->driver);
	s->puppet = puppet_create();
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, &s->puppet->base, NULL,
	                                   &events, program),
	                 0);
	program->driver = s->driver;
}

/* However fast they come, none is told inside another, and the last one is told. */
static void test_config_changes_all_the_time(void **state)
{
	struct state *s = *state;
	struct program program = { .driver = NULL };

	start_program(s, &program);
	s->puppet->changes = 1000;
	assert_true(vqs_driver_wait(s->driver, 0) > 0);
	assert_in_range(program.changes, 1, 999);
	assert_int_equal(program.deepest, 1);
	while (vqs_driver_wait(s->driver, 0) > 0)
		;
	assert_int_equal(s->puppet->changes, 0);
	program.changes = 0;
	s->puppet->changes = 2;
	assert_true(vqs_driver_wait(s->driver, 0) > 0);
	assert_int_equal(program.changes, 2);
	while (vqs_driver_wait(s->driver, 0) > 0)
		;
	assert_int_equal(program.deepest, 1);
}

/* A device that breaks at each attempt does not take the program's stack. */
static void test_breaks_at_each_reset(void **state)
{
	struct state *s = *state;
	struct program program = { .driver = NULL };

	start_program(s, &program);
	s->puppet->refuse_features = true;
	s->puppet->status |= 64;
	s->puppet->change = true;
	assert_int_equal(vqs_driver_wait(s->driver, 0), -EIO);
	assert_in_range(program.broken, 1, 2);
	assert_in_range(program.deepest, 1, 2);
	s->puppet->refuse_features = false;
	assert_int_equal(vqs_driver_reset(s->driver), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(unknown_id),
		TEST(id_twice),
		TEST(length_beyond_the_buffer),
		TEST(index_jump),
		TEST(used_without_request),
		TEST(ring_for_nothing),
		TEST(short_success),
		TEST(short_failure),
		TEST(own_success),
		TEST(bad_value),
		TEST(unwritten_bytes),
		TEST(count_beyond_the_room),
		TEST(count_beyond_the_length),
		TEST(shorter_data),
		TEST(status_not_reached),
		TEST(short_event),
		TEST(unknown_event),
		TEST(bad_value_in_event),
		TEST(count_in_event),
		TEST(event_longer_than_its_buffer),
		TEST(event_not_negotiated),
		TEST(passed_over_event),
		TEST(events_before_a_bad_one),
		TEST(config_too_small),
		TEST(config_never_still),
		TEST(config_bad_value),
		TEST(needs_reset),
		TEST(wait_rung_for_nothing),
		TEST(config_changes_all_the_time),
		TEST(breaks_at_each_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
