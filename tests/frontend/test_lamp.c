/* SPDX-License-Identifier: BSD-3-Clause */
/* Both our ends of vhost-user against each other: a lamp, and a driver of it. */
#include "backend.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

struct state {
	struct backend backend;
	struct listener listener;
	struct vqs_driver *driver;
	bool stopped;
};

static struct vqs_features withheld;

static void connect_driver(struct state *s)
{
	struct vqs_driver_transport *transport;

	memset(&s->listener, 0, sizeof(s->listener));
	assert_int_equal(vqs_vhost_user_connect(&transport, s->backend.path, NULL), 0);
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, transport, NULL,
	                                   &listener_events, &s->listener),
	                 0);
	s->listener.driver = s->driver;
}

static int start(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	backend_start(&s->backend, &withheld);
	connect_driver(s);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	if (!s->stopped)
		backend_stop(&s->backend);
	free(s);
	return 0;
}

/* Waits for something that has to come. */
static void wait_until(struct state *s, const unsigned int *counter, unsigned int value)
{
	while (*counter < value)
		assert_true(vqs_driver_wait(s->driver, 10000) > 0);
	assert_int_equal(*counter, value);
}

/* ---- Requests -------------------------------------------------------------- */

static void test_call(void **state)
{
	struct state *s = *state;

	for (uint16_t i = 0; i < 1000; i++) {
		set_level(s->driver, i);
		assert_int_equal(get_level(s->driver), i);
	}
	assert_null(vqs_driver_fault(s->driver));
}

struct flight {
	struct vqs_call call;
	struct lamp_get_level_writable out;
	unsigned int *landed;
};

static void landed(struct vqs_call *call)
{
	++*((struct flight *)call->context)->landed;
}

static void test_many_at_once(void **state)
{
	struct state *s = *state;
	struct flight flights[LAMP_QUEUE_SIZE / 2];
	unsigned int count = LAMP_QUEUE_SIZE / 2, down = 0;

	set_level(s->driver, 42);
	for (int round = 0; round < 200; round++) {
		down = 0;
		vqs_driver_begin(s->driver);
		for (unsigned int i = 0; i < count; i++) {
			flights[i] = (struct flight){ .landed = &down };
			flights[i].call = (struct vqs_call){
				.message =
				        lamp_message(LAMP_FAMILY_REQUEST, LAMP_GET_LEVEL),
				.writable = &flights[i].out,
				.done = landed,
				.context = &flights[i],
			};
			assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS,
			                                   &flights[i].call),
			                 0);
		}
		vqs_driver_end(s->driver);
		wait_until(s, &down, count);
		for (unsigned int i = 0; i < count; i++)
			assert_int_equal(flights[i].out.level, 42);
	}
}

static void hold_or_answer(struct backend *backend, void *argument)
{
	backend->lamp.hold = *(bool *)argument;
	if (!backend->lamp.hold)
		lamp_answer_all(&backend->lamp);
}

static void count_held(struct backend *backend, void *argument)
{
	*(unsigned int *)argument = backend->lamp.held_count;
}

/*
 * Resets and enables a queue, of every size, with calls in flight in it and in another
 * one. The lamp answers in the end what it has, also what has no queue any more.
 */
static void test_queue_reset(void **state)
{
	static const uint16_t sizes[] = { 64, 4, 32, 2, 16, 0 };
	struct state *s = *state;
	struct vqs_call flush = { .message = lamp_message(LAMP_FAMILY_BULK,
		                                          LAMP_BULK_FLUSH) };
	struct flight flight = { .landed = &(unsigned int){ 0 } };
	bool held = true, answered = false;

	for (unsigned int i = 0; i < 6; i++) {
		unsigned int count = 0;

		flight.call = (struct vqs_call){
			.message = lamp_message(LAMP_FAMILY_REQUEST, LAMP_GET_LEVEL),
			.writable = &flight.out,
			.done = landed,
			.context = &flight,
		};
		backend_do(&s->backend, hold_or_answer, &held);
		assert_int_equal(
		        vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &flight.call),
		        0);
		assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_BULK, &flush),
		                 0);
		while (count < 2)
			backend_do(&s->backend, count_held, &count);
		assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_REQUESTS),
		                 0);
		assert_int_equal(flight.call.result, -ECANCELED);
		assert_int_equal(*flight.landed, i + 1);
		assert_int_equal(
		        vqs_driver_queue_enable(s->driver, LAMP_QUEUE_REQUESTS, sizes[i]),
		        0);
		backend_do(&s->backend, hold_or_answer, &answered);
		while (flush.slot)
			assert_true(vqs_driver_wait(s->driver, 10000) > 0);
		assert_int_equal(flush.result, 0);
		for (uint16_t level = 0; level < 200; level++) {
			set_level(s->driver, level);
			assert_int_equal(get_level(s->driver), level);
		}
		assert_int_equal(*flight.landed, i + 1);
	}
	assert_null(vqs_driver_fault(s->driver));
}

static void test_bulk(void **state)
{
	struct state *s = *state;
	uint8_t *there = malloc(30000);
	struct vqs_segment segment = { there, 30000 };
	struct lamp_bulk_out_readable out = { .sector = 1,
		                              .data = { &segment, 0, 30000 } };
	struct vqs_call write = { .message =
		                          lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_OUT),
		                  .readable = &out };
	const struct lamp_bulk_readable where = { .sector = 1 };
	struct lamp_bulk_in_writable in = { .status = 9 };
	struct vqs_call read = { .message = lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN),
		                 .readable = &where,
		                 .writable = &in };
	struct vqs_segment room = { .length = 30000 };
	void *memory;

	for (int i = 0; i < 30000; i++)
		there[i] = (uint8_t)(i * 31 + i / 300);
	assert_int_equal(vqs_driver_memory_alloc(s->driver, 30000, &memory), 0);
	room.base = memory;
	in.data = (struct vqs_span){ &room, 0, 30000 };
	assert_int_equal(vqs_driver_call(s->driver, LAMP_QUEUE_BULK + 1, &write, 10000),
	                 0);
	assert_int_equal(vqs_driver_call(s->driver, LAMP_QUEUE_BULK + 2, &read, 10000),
	                 0);
	assert_int_equal(in.status, LAMP_BULK_OK);
	assert_int_equal(in.data.length, 30000);
	assert_memory_equal(memory, there, 30000);
	free(there);
}

/* ---- Events and configuration ---------------------------------------------- */

static void move(struct backend *backend, void *argument)
{
	*(int *)argument = lamp_move(&backend->lamp, 77);
}

static void test_events(void **state)
{
	struct state *s = *state;
	struct pollfd poll_fd = { .fd = vqs_driver_fd(s->driver), .events = POLLIN };
	int error = 1;

	for (unsigned int i = 1; i <= 300; i++) {
		backend_do(&s->backend, move, &error);
		assert_int_equal(error, 0);
		assert_int_equal(poll(&poll_fd, 1, 10000), 1);
		wait_until(s, &s->listener.motions, i);
	}
	assert_int_equal(s->listener.distance_sum, 77 * 300);
	assert_int_equal(poll(&poll_fd, 1, 0), 0);
	assert_int_equal(vqs_driver_process(s->driver), 0);
}

static void change_config(struct backend *backend, void *argument)
{
	struct lamp_config *config = vqs_device_config(backend->lamp.device);

	config->max_level = 800;
	*(int *)argument = vqs_device_config_changed(backend->lamp.device);
}

static void test_config(void **state)
{
	struct state *s = *state;
	struct lamp_config config;
	int error = 1;

	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.max_level, lamp_fresh.max_level);
	assert_int_equal(config.uptime, lamp_fresh.uptime);
	config.night_level = 600;
	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_NIGHT_LEVEL, &config), 0);
	assert_int_equal(
	        vqs_driver_config_write(s->driver, LAMP_CONFIG_MAX_LEVEL, &config),
	        -EACCES);
	backend_do(&s->backend, change_config, &error);
	assert_int_equal(error, 0);
	wait_until(s, &s->listener.config_changes, 1);
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), 0);
	assert_int_equal(config.max_level, 800);
	assert_int_equal(config.night_level, 600);
}

/* ---- Ends ------------------------------------------------------------------ */

static void hold(struct backend *backend, void *argument)
{
	backend->lamp.hold = *(bool *)argument;
}

static void test_timeout(void **state)
{
	struct state *s = *state;
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST,
		                                         LAMP_GET_LEVEL) };
	bool yes = true, no = false;

	backend_do(&s->backend, hold, &yes);
	for (int i = 0; i < 3; i++)
		assert_int_equal(
		        vqs_driver_call(s->driver, LAMP_QUEUE_REQUESTS, &call, 20),
		        -ETIMEDOUT);
	backend_do(&s->backend, hold, &no);
	set_level(s->driver, 9);
	assert_int_equal(s->listener.broken, 0);
}

static void test_reset(void **state)
{
	struct state *s = *state;
	int error;

	for (unsigned int i = 1; i <= 20; i++) {
		assert_int_equal(vqs_driver_reset(s->driver), 0);
		set_level(s->driver, 5);
		backend_do(&s->backend, move, &error);
		assert_int_equal(error, 0);
		wait_until(s, &s->listener.motions, i);
	}
}

static void test_reconnect(void **state)
{
	struct state *s = *state;

	for (int i = 0; i < 20; i++) {
		vqs_driver_destroy(s->driver);
		connect_driver(s);
		set_level(s->driver, 5);
	}
}

static void break_device(struct backend *backend, void *argument)
{
	(void)argument;
	vqs_device_needs_reset(backend->lamp.device);
}

static void test_needs_reset(void **state)
{
	struct state *s = *state;

	backend_do(&s->backend, break_device, NULL);
	while (!s->listener.broken)
		assert_true(vqs_driver_wait(s->driver, 10000) != 0);
	assert_non_null(strstr(s->listener.why, "needs a reset"));
	assert_int_equal(vqs_driver_reset(s->driver), 0);
	set_level(s->driver, 6);
}

static void test_gone(void **state)
{
	struct state *s = *state;
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST,
		                                         LAMP_GET_LEVEL) };
	struct vqs_driver_transport *transport;
	struct lamp_config config;
	bool yes = true;

	backend_do(&s->backend, hold, &yes);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &call), 0);
	backend_stop(&s->backend);
	s->stopped = true;
	assert_int_equal(vqs_driver_wait(s->driver, 10000), -EIO);
	assert_int_equal(call.result, -EIO);
	assert_int_equal(s->listener.broken, 1);
	assert_non_null(strstr(s->listener.why, "gone"));
	assert_int_equal(vqs_driver_config_read(s->driver, &config, NULL), -ENOTCONN);
	assert_int_equal(vqs_driver_reset(s->driver), -ENOTCONN);
	assert_int_equal(vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &call), -EIO);
	assert_int_equal(vqs_vhost_user_connect(&transport, s->backend.path, NULL),
	                 -ENOENT);
}

/* The back end takes what sizes the front end says. */
static void test_odd_sizes(void **state)
{
	struct state *s = *state;
	struct vqs_driver_transport *transport;
	struct lamp_of_any_size any;

	lamp_make_any_size(&any);
	vqs_driver_destroy(s->driver);
	assert_int_equal(vqs_vhost_user_connect(&transport, s->backend.path, NULL), 0);
	assert_int_equal(
	        vqs_driver_create(&s->driver, &any.type, transport, NULL, NULL, NULL), 0);
	lamp_try_odd_sizes(s->driver, !vqs_features_has(&withheld, VQS_F_RING_PACKED));
	assert_int_equal(s->backend.lamp.complaints, 0);
	vqs_driver_destroy(s->driver);
	s->driver = NULL;
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(call),  TEST(many_at_once), TEST(queue_reset), TEST(odd_sizes),
		TEST(bulk),  TEST(events),       TEST(config),      TEST(timeout),
		TEST(reset), TEST(reconnect),    TEST(needs_reset), TEST(gone),
	};

	return lamp_run(tests, sizeof(tests) / sizeof(tests[0]), &withheld);
}
