/* SPDX-License-Identifier: BSD-3-Clause */
/* A driver resets one queue and enables it again, over loopback, while the others go on. */
#include "lamp.h"

#include <errno.h>
#include <stdio.h>

#include <vqsmith/loopback.h>

#define CALLS 16

struct state {
	struct lamp lamp;
	struct listener listener;
	struct vqs_driver *driver;
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
	struct vqs_driver_transport *transport;

	assert_non_null(s);
	lamp_create(&s->lamp, &withheld);
	assert_int_equal(vqs_loopback_create(&transport, s->lamp.device), 0);
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, transport, NULL,
	                                   &listener_events, &s->listener),
	                 0);
	s->listener.driver = s->driver;
	*state = s;
	return 0;
}

static int stop(void **state)
{
	struct state *s = *state;

	vqs_driver_destroy(s->driver);
	lamp_destroy(&s->lamp);
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
		assert_int_equal(vqs_driver_submit(s->driver, queue, &flights[i].call),
		                 0);
	}
	vqs_driver_process(s->driver);
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

	s->lamp.hold = true;
	launch(s, requests, LAMP_QUEUE_REQUESTS);
	launch(s, bulk, LAMP_QUEUE_BULK);
	assert_int_equal(s->lamp.held_count, 2 * CALLS);
	assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(s->ended, CALLS);
	expect_results(requests, -ECANCELED);
	assert_int_equal(vqs_driver_queue_size(s->driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(
	        vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, &requests[0].call),
	        -ESHUTDOWN);
	/* The lamp answers all that it has, also what is forgotten. */
	s->lamp.hold = false;
	lamp_answer_all(&s->lamp);
	vqs_driver_process(s->driver);
	assert_int_equal(s->ended, 2 * CALLS);
	expect_results(bulk, 0);
	assert_int_equal(vqs_driver_queue_enable(s->driver, LAMP_QUEUE_REQUESTS, 0), 0);
	set_level(s->driver, 321);
	assert_int_equal(get_level(s->driver), 321);
	assert_null(vqs_driver_fault(s->driver));
}

static void test_sizes(void **state)
{
	static const uint16_t sizes[] = { 64, 2, 8, 32, 4, 0 };
	struct state *s = *state;
	struct vqs_driver *driver = s->driver;

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
	assert_int_equal(s->lamp.complaints, 0);
}

static void test_odd_size(void **state)
{
	struct state *s = *state;
	int error;

	assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_REQUESTS), 0);
	error = vqs_driver_queue_enable(s->driver, LAMP_QUEUE_REQUESTS, 13);
	assert_int_equal(error, is_packed() ? 0 : -EINVAL);
	if (error)
		error = vqs_driver_queue_enable(s->driver, LAMP_QUEUE_REQUESTS, 8);
	assert_int_equal(error, 0);
	for (uint16_t level = 0; level < 200; level++)
		set_level(s->driver, level);
}

static void test_events(void **state)
{
	struct state *s = *state;

	for (unsigned int i = 0; i < 10; i++) {
		unsigned int motions = s->listener.motions;

		assert_int_equal(lamp_move(&s->lamp, 5), 0);
		vqs_driver_process(s->driver);
		assert_int_equal(s->listener.motions, motions + 1);
		assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_EVENTS), 0);
		assert_int_equal(lamp_move(&s->lamp, 6), -ENOTCONN);
		assert_int_equal(vqs_driver_queue_enable(s->driver, LAMP_QUEUE_EVENTS, 4),
		                 0);
		for (int sent = 0; sent < 4; sent++)
			assert_int_equal(lamp_move(&s->lamp, 7), 0);
		assert_int_equal(lamp_move(&s->lamp, 8), -EAGAIN);
		vqs_driver_process(s->driver);
		assert_int_equal(s->listener.motions, motions + 5);
		assert_int_equal(s->listener.distance, 7);
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

	s->listener.on_motion = reset_events;
	for (int sent = 0; sent < 4; sent++)
		assert_int_equal(lamp_move(&s->lamp, 7), 0);
	vqs_driver_process(s->driver);
	assert_int_equal(s->listener.motions, 1);
	s->listener.on_motion = NULL;
	assert_int_equal(lamp_move(&s->lamp, 9), 0);
	vqs_driver_process(s->driver);
	assert_int_equal(s->listener.motions, 2);
	assert_int_equal(s->listener.distance, 9);
}

static void reset_from_done(struct vqs_call *call)
{
	struct state *s = call->context;

	if (++s->ended > 1)
		return;
	assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_REQUESTS), 0);
	s->resubmitted = vqs_driver_submit(s->driver, LAMP_QUEUE_REQUESTS, call);
	assert_int_equal(vqs_driver_queue_enable(s->driver, LAMP_QUEUE_REQUESTS, 4), 0);
}

/* What was answered behind it is cancelled, as it was not collected. */
static void test_from_inside_done(void **state)
{
	struct state *s = *state;
	struct flight flights[CALLS];

	s->lamp.hold = true;
	launch(s, flights, LAMP_QUEUE_REQUESTS);
	for (unsigned int i = 0; i < CALLS; i++)
		flights[i].call.done = reset_from_done;
	s->lamp.hold = false;
	lamp_answer_all(&s->lamp);
	vqs_driver_process(s->driver);
	assert_int_equal(s->ended, CALLS);
	assert_int_equal(s->resubmitted, -ESHUTDOWN);
	set_level(s->driver, 5);
	assert_int_equal(vqs_driver_queue_size(s->driver, LAMP_QUEUE_REQUESTS), 4);
}

static void reset_the_device(struct vqs_call *call)
{
	struct state *s = call->context;

	if (++s->ended == 1)
		assert_int_equal(vqs_driver_reset(s->driver), 0);
}

/* The end of a cancelled call may do anything, even take the queue away. */
static void test_device_reset_from_inside(void **state)
{
	struct state *s = *state;
	struct flight flights[CALLS];

	s->lamp.hold = true;
	launch(s, flights, LAMP_QUEUE_REQUESTS);
	for (unsigned int i = 0; i < CALLS; i++)
		flights[i].call.done = reset_the_device;
	s->lamp.hold = false;
	assert_int_equal(vqs_driver_queue_reset(s->driver, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(s->ended, CALLS);
	expect_results(flights, -ECANCELED);
	set_level(s->driver, 5);
}

static void test_refused(void **state)
{
	struct state *s = *state;
	struct vqs_driver *driver = s->driver;

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
	struct vqs_driver_transport *transport;
	struct state s = { 0 };

	(void)state;
	vqs_features_add(&without, VQS_F_RING_RESET);
	lamp_create(&s.lamp, &without);
	assert_int_equal(vqs_loopback_create(&transport, s.lamp.device), 0);
	assert_int_equal(
	        vqs_driver_create(&s.driver, &lamp_type, transport, NULL, NULL, NULL), 0);
	assert_int_equal(vqs_driver_queue_reset(s.driver, 0), -ENOTSUP);
	set_level(s.driver, 5);
	vqs_driver_destroy(s.driver);
	lamp_destroy(&s.lamp);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(calls_in_flight),
		TEST(sizes),
		TEST(odd_size),
		TEST(events),
		TEST(from_inside_an_event),
		TEST(from_inside_done),
		TEST(device_reset_from_inside),
		TEST(refused),
		cmocka_unit_test(test_not_negotiated),
	};
	int failed = 0;

	for (unsigned int i = 0; i < 4; i++) {
		withheld = (struct vqs_features){ { 0 } };
		if (!(i & 1)) {
			vqs_features_add(&withheld, VQS_F_INDIRECT_DESC);
			vqs_features_add(&withheld, VQS_F_EVENT_IDX);
		}
		if (!(i & 2))
			vqs_features_add(&withheld, VQS_F_RING_PACKED);
		printf("# %s, %s\n", i & 2 ? "packed" : "split",
		       i & 1 ? "indirect, event index" : "plain");
		failed += cmocka_run_group_tests(tests, NULL, NULL);
	}
	return failed;
}
