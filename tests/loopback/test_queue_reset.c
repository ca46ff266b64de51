/* SPDX-License-Identifier: BSD-3-Clause */
/* A driver resets one queue and enables it again, over loopback, while the others go on. */
#include "looped.h"

#include <errno.h>
#include <stdio.h>

#include <vqsmith/loopback.h>

#define CALLS 16

struct state {
	struct looped on;
	unsigned int ended; /* calls, by their `done` */
	int resubmitted;    /* what a submit from inside it returned */
};

struct flight {
	struct vqs_call call;
	struct lamp_get_level_writable out;
};

static struct vqs_features withheld;

static bool is_packed(void)
{
	return !vqs_features_has(&withheld, VQS_F_RING_PACKED);
}

static int start(void **state)
{
	struct state *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	looped_start(&s->on, &withheld);
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	looped_stop(&s->on);
	free(s);
	return 0;
}

static void count_end(struct vqs_call *call)
{
	((struct state *)call->context)->ended++;
}

static void launch(struct state *s, struct flight *flights, uint16_t queue)
{
	const bool bulk = queue >= LAMP_QUEUE_BULK;

	for (unsigned int i = 0; i < CALLS; i++) {
		flights[i] = (struct flight){
			.call = { .message = bulk ? lamp_message(LAMP_FAMILY_BULK,
			                                         LAMP_BULK_FLUSH)
			                          : lamp_message(LAMP_FAMILY_REQUEST,
			                                         LAMP_GET_LEVEL),
			          .done = count_end,
			          .context = s },
		};
		flights[i].call.writable = &flights[i].out;
		assert_int_equal(vqs_driver_submit(s->on.driver, queue, &flights[i].call),
		                 0);
	}
	vqs_driver_process(s->on.driver);
}

static void expect_results(const struct flight *flights, int result)
{
	for (unsigned int i = 0; i < CALLS; i++) {
		assert_null(flights[i].call.slot);
		assert_int_equal(flights[i].call.result, result);
	}
}

static void test_calls_in_flight(void **state)
{
	struct state *s = *state;
	struct flight requests[CALLS], bulk[CALLS];

	s->on.lamp.hold = true;
	launch(s, requests, LAMP_QUEUE_REQUESTS);
	launch(s, bulk, LAMP_QUEUE_BULK);
	assert_int_equal(s->on.lamp.held_count, 2 * CALLS);
	assert_int_equal(vqs_driver_queue_reset(s->on.driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(s->ended, CALLS);
	expect_results(requests, -ECANCELED);
	assert_int_equal(vqs_driver_queue_size(s->on.driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(
	        vqs_driver_submit(s->on.driver, LAMP_QUEUE_REQUESTS, &requests[0].call),
	        -ESHUTDOWN);
	/* The lamp answers all that it has, also what is forgotten. */
	s->on.lamp.hold = false;
	lamp_answer_all(&s->on.lamp);
	vqs_driver_process(s->on.driver);
	assert_int_equal(s->ended, 2 * CALLS);
	expect_results(bulk, 0);
	assert_int_equal(vqs_driver_queue_enable(s->on.driver, LAMP_QUEUE_REQUESTS, 0),
	                 0);
	set_level(s->on.driver, 321);
	assert_int_equal(get_level(s->on.driver), 321);
	assert_null(vqs_driver_fault(s->on.driver));
}

static void test_sizes(void **state)
{
	static const uint16_t sizes[] = { 64, 2, 8, 32, 4, 0 };
	struct state *s = *state;
	struct vqs_driver *driver = s->on.driver;

	for (unsigned int i = 0; i < 6; i++) {
		assert_int_equal(vqs_driver_queue_reset(driver, LAMP_QUEUE_REQUESTS), 0);
		assert_int_equal(
		        vqs_driver_queue_enable(driver, LAMP_QUEUE_REQUESTS, sizes[i]),
		        0);
		assert_int_equal(vqs_driver_queue_size(driver, LAMP_QUEUE_REQUESTS),
		                 sizes[i] ? sizes[i] : 64);
		for (uint16_t level = 0; level < 200; level++) {
			set_level(driver, level);
			assert_int_equal(get_level(driver), level);
		}
	}
	assert_int_equal(s->on.lamp.complaints, 0);
}

static void test_odd_sizes(void **state)
{
	struct looped on = { .driver = NULL };
	struct lamp_of_any_size any;

	(void)state;
	lamp_make_any_size(&any);
	looped_start_as(&on, &any.type, &withheld);
	lamp_try_odd_sizes(on.driver, is_packed());
	assert_int_equal(on.lamp.complaints, 0);
	looped_stop(&on);
}

static void test_events(void **state)
{
	struct state *s = *state;

	for (unsigned int i = 0; i < 10; i++) {
		unsigned int motions = s->on.listener.motions;

		assert_int_equal(lamp_move(&s->on.lamp, 5), 0);
		vqs_driver_process(s->on.driver);
		assert_int_equal(s->on.listener.motions, motions + 1);
		assert_int_equal(vqs_driver_queue_reset(s->on.driver, LAMP_QUEUE_EVENTS),
		                 0);
		assert_int_equal(lamp_move(&s->on.lamp, 6), -ENOTCONN);
		assert_int_equal(
		        vqs_driver_queue_enable(s->on.driver, LAMP_QUEUE_EVENTS, 4), 0);
		for (int sent = 0; sent < 4; sent++)
			assert_int_equal(lamp_move(&s->on.lamp, 7), 0);
		assert_int_equal(lamp_move(&s->on.lamp, 8), -EAGAIN);
		vqs_driver_process(s->on.driver);
		assert_int_equal(s->on.listener.motions, motions + 5);
		assert_int_equal(s->on.listener.distance, 7);
	}
}

static void reset_events(struct listener *listener)
{
	assert_int_equal(vqs_driver_queue_reset(listener->driver, LAMP_QUEUE_EVENTS), 0);
	assert_int_equal(vqs_driver_queue_enable(listener->driver, LAMP_QUEUE_EVENTS, 0),
	                 0);
}

/* The events that lie in the ring behind it are gone with it. */
static void test_from_inside_an_event(void **state)
{
	struct state *s = *state;

	s->on.listener.on_motion = reset_events;
	for (int sent = 0; sent < 4; sent++)
		assert_int_equal(lamp_move(&s->on.lamp, 7), 0);
	vqs_driver_process(s->on.driver);
	assert_int_equal(s->on.listener.motions, 1);
	s->on.listener.on_motion = NULL;
	assert_int_equal(lamp_move(&s->on.lamp, 9), 0);
	vqs_driver_process(s->on.driver);
	assert_int_equal(s->on.listener.motions, 2);
	assert_int_equal(s->on.listener.distance, 9);
}

static void reset_from_done(struct vqs_call *call)
{
	struct state *s = call->context;

	if (++s->ended > 1)
		return;
	assert_int_equal(vqs_driver_queue_reset(s->on.driver, LAMP_QUEUE_REQUESTS), 0);
	s->resubmitted = vqs_driver_submit(s->on.driver, LAMP_QUEUE_REQUESTS, call);
	assert_int_equal(vqs_driver_queue_enable(s->on.driver, LAMP_QUEUE_REQUESTS, 4),
	                 0);
}

/* What was answered behind it is cancelled, as it was not collected. */
static void test_from_inside_done(void **state)
{
	struct state *s = *state;
	struct flight flights[CALLS];

	s->on.lamp.hold = true;
	launch(s, flights, LAMP_QUEUE_REQUESTS);
	for (unsigned int i = 0; i < CALLS; i++)
		flights[i].call.done = reset_from_done;
	s->on.lamp.hold = false;
	lamp_answer_all(&s->on.lamp);
	vqs_driver_process(s->on.driver);
	assert_int_equal(s->ended, CALLS);
	assert_int_equal(s->resubmitted, -ESHUTDOWN);
	set_level(s->on.driver, 5);
	assert_int_equal(vqs_driver_queue_size(s->on.driver, LAMP_QUEUE_REQUESTS), 4);
}

static void reset_the_device(struct vqs_call *call)
{
	struct state *s = call->context;

	if (++s->ended == 1)
		assert_int_equal(vqs_driver_reset(s->on.driver), 0);
}

/* The end of a cancelled call may do anything, even take the queue away. */
static void test_device_reset_from_inside(void **state)
{
	struct state *s = *state;
	struct flight flights[CALLS];

	s->on.lamp.hold = true;
	launch(s, flights, LAMP_QUEUE_REQUESTS);
	for (unsigned int i = 0; i < CALLS; i++)
		flights[i].call.done = reset_the_device;
	s->on.lamp.hold = false;
	assert_int_equal(vqs_driver_queue_reset(s->on.driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(s->ended, CALLS);
	expect_results(flights, -ECANCELED);
	set_level(s->on.driver, 5);
}

static void test_refused(void **state)
{
	struct state *s = *state;
	struct vqs_driver *driver = s->on.driver;

	assert_int_equal(vqs_driver_queue_reset(driver, 99), -ENOENT);
	assert_int_equal(vqs_driver_queue_enable(driver, 99, 0), -ENOENT);
	assert_int_equal(vqs_driver_queue_enable(driver, 0, 0), -EALREADY);
	assert_int_equal(vqs_driver_queue_reset(driver, 0), 0);
	assert_int_equal(vqs_driver_queue_reset(driver, 0), -EALREADY);
	assert_int_equal(vqs_driver_queue_enable(driver, 0, 128), -EINVAL);
	assert_int_equal(vqs_driver_queue_enable(driver, 0, 64), 0);
	/* A queue that is reset when the device is comes back with it. */
	assert_int_equal(vqs_driver_queue_reset(driver, 0), 0);
	assert_int_equal(vqs_driver_reset(driver), 0);
	set_level(driver, 5);
	assert_int_equal(vqs_driver_queue_size(driver, 0), 64);
}

static void test_not_negotiated(void **state)
{
	struct vqs_features without = withheld;
	struct looped on = { .driver = NULL };

	(void)state;
	vqs_features_add(&without, VQS_F_RING_RESET);
	looped_start(&on, &without);
	assert_int_equal(vqs_driver_queue_reset(on.driver, 0), -ENOTSUP);
	set_level(on.driver, 5);
	looped_stop(&on);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(calls_in_flight),
		TEST(sizes),
		cmocka_unit_test(test_odd_sizes),
		TEST(events),
		TEST(from_inside_an_event),
		TEST(from_inside_done),
		TEST(device_reset_from_inside),
		TEST(refused),
		cmocka_unit_test(test_not_negotiated),
	};

	return lamp_run(tests, sizeof(tests) / sizeof(tests[0]), &withheld);
}
