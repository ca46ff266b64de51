/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Events: posted buffers, taken when there is something to say.
 */
#include "author.h"

#include <errno.h>

#define Q LAMP_QUEUE_EVENTS

static const struct vqs_message *motion(void)
{
	return lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
}

static int send_motion(struct rig *rig, uint16_t zone)
{
	const struct lamp_motion_writable event = { zone, 0x1122334455667788, 1500 };

	return vqs_device_send(rig->device, Q, motion(), &event);
}

static struct exchange *post(struct rig *rig, uint32_t length)
{
	return rig_add(rig, Q, NULL, 0, length);
}

static void test_send(void **state)
{
	static const uint8_t expected[18] = { 1,    0,    3,    0,    0,    0,
		                              0,    0,    0x88, 0x77, 0x66, 0x55,
		                              0x44, 0x33, 0x22, 0x11, 0xdc, 5 };
	struct rig rig;
	struct exchange *first, *second;

	(void)state;
	rig_up(&rig);
	assert_int_equal(send_motion(&rig, 3), -EAGAIN);
	rig.pieces = 4;
	first = post(&rig, 30);
	second = post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(rig.posted_calls, 1);
	assert_int_equal(send_motion(&rig, 3), 0);
	rig_reap(&rig, Q);
	assert_int_equal(rig.used_notices[Q], 1);
	assert_int_equal(first->used, 18);
	assert_memory_equal(first->writable, expected, 18);
	assert_int_equal(first->writable[18], 0xee);
	assert_false(second->done); /* it was not touched */
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	assert_int_equal(send_motion(&rig, 4), 0);
	rig_reap(&rig, Q);
	assert_int_equal(second->used, 18);
	assert_int_equal(send_motion(&rig, 5), -EAGAIN);
	rig_destroy(&rig);
}

/* class->posted is called when the author has run dry, and only then. */
static void test_posted_is_told_once(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < 5; i++) {
		post(&rig, 18);
		rig_kick(&rig, Q);
	}
	assert_int_equal(rig.posted_calls, 1);
	for (unsigned int i = 0; i < 5; i++)
		assert_int_equal(send_motion(&rig, 1), 0);
	assert_int_equal(send_motion(&rig, 1), -EAGAIN);
	rig_reap(&rig, Q);
	assert_int_equal(rig.posted_calls, 1);
	post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(rig.posted_calls, 2);
	rig_destroy(&rig);
}

/* An author that looks by itself is not told what it has found. */
static void test_found_is_not_told(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(send_motion(&rig, 1), -EAGAIN);
	post(&rig, 18);
	post(&rig, 18);
	vqs_driver_ring_publish(&rig.driver[Q]);
	assert_int_equal(send_motion(&rig, 1), 0);
	assert_false(vqs_device_queue_notified(rig.device, Q));
	assert_int_equal(rig.posted_calls, 0);
	rig_destroy(&rig);
}

static void test_variable_events(void **state)
{
	static uint8_t bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct vqs_segment segment = { bytes, sizeof(bytes) };
	const struct lamp_burst_writable burst = { 2, { &segment, 0, 8 } };
	const struct lamp_note_writable note = { { &segment, 1, 5 } };
	struct rig rig;
	struct exchange *exchanges[3];

	(void)state;
	rig_up(&rig);
	exchanges[0] = post(&rig, 64);
	exchanges[1] = post(&rig, 64);
	exchanges[2] = post(&rig, 6);
	rig_kick(&rig, Q);
	assert_int_equal(vqs_device_send(rig.device, Q,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_BURST),
	                                 &burst),
	                 0);
	assert_int_equal(vqs_device_send(rig.device, Q,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_NOTE),
	                                 &note),
	                 0);
	assert_int_equal(vqs_device_send(rig.device, Q,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_NOTE),
	                                 &note),
	                 -EMSGSIZE);
	rig_reap(&rig, Q);
	assert_int_equal(exchanges[0]->used, 12);
	assert_memory_equal(exchanges[0]->writable, "\2\0\2\0\1\2\3\4\5\6\7\10", 12);
	assert_int_equal(exchanges[1]->used, 7);
	assert_memory_equal(exchanges[1]->writable, "\3\0\2\3\4\5\6", 7);
	assert_true(exchanges[2]->done);
	assert_int_equal(exchanges[2]->used, 0);
	assert_int_equal(exchanges[2]->writable[0], 0xee);
	assert_non_null(strstr(rig.complaint, "too small"));
	rig_destroy(&rig);
}

/* What the author gets wrong does not cost the driver its buffer. */
static void test_author_mistakes(void **state)
{
	struct rig rig;
	struct exchange *exchange;
	struct vqs_request *request;

	(void)state;
	rig_up(&rig);
	exchange = post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(send_motion(&rig, 8), -EINVAL); /* zones end at 7 */
	assert_int_equal(
	        vqs_device_send(rig.device, Q,
	                        lamp_message(LAMP_FAMILY_REQUEST, LAMP_GET_LEVEL), NULL),
	        -EINVAL);
	assert_int_equal(
	        vqs_device_send(rig.device, Q, motion() + LAMP_EVENT_MESSAGES, NULL),
	        -EINVAL);
	request = vqs_device_posted(rig.device, Q);
	assert_non_null(request);
	assert_null(request->message);
	assert_int_equal(request->writable_span.length, 18);
	assert_int_equal(vqs_request_part(request, 0).length, 0);
	assert_null(vqs_device_posted(rig.device, Q));
	assert_int_equal(vqs_request_send(request, motion(), NULL), -EINVAL);
	rig_reap(&rig, Q);
	assert_false(exchange->done);
	assert_int_equal(send_motion(&rig, 7), 0);
	rig_reap(&rig, Q);
	assert_int_equal(exchange->used, 18);
	rig_destroy(&rig);
}

/* Two at once are both kept, and both used. */
static void test_two_spare_buffers(void **state)
{
	const struct lamp_motion_writable bad = { .zone = 8 };
	struct vqs_request *requests[2];
	struct rig rig;

	(void)state;
	rig_up(&rig);
	post(&rig, 18);
	post(&rig, 18);
	rig_kick(&rig, Q);
	for (unsigned int i = 0; i < 2; i++)
		requests[i] = vqs_device_posted(rig.device, Q);
	for (unsigned int i = 0; i < 2; i++)
		assert_int_equal(vqs_request_send(requests[i], motion(), &bad), -EINVAL);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 2);
	assert_int_equal(send_motion(&rig, 1), 0);
	assert_int_equal(send_motion(&rig, 1), 0);
	assert_int_equal(send_motion(&rig, 1), -EAGAIN);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[0].done && rig.exchanges[1].done);
	rig_destroy(&rig);
}

static void test_spare_buffer_and_reset(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	post(&rig, 18);
	post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(send_motion(&rig, 8), -EINVAL);
	vqs_device_reset(rig.device);
	assert_int_equal(rig.memory.references, 1);
	assert_int_equal(send_motion(&rig, 1), -ENOTCONN);
	rig_destroy(&rig);
}

/* Posted buffers may be held, given back empty, and completed in any order. */
static void test_held(void **state)
{
	struct rig rig;
	struct exchange *exchanges[3];
	struct vqs_request *requests[3];
	const struct lamp_motion_writable event = { .zone = 1 };

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < 3; i++)
		exchanges[i] = post(&rig, 20);
	rig_kick(&rig, Q);
	for (unsigned int i = 0; i < 3; i++)
		requests[i] = vqs_device_posted(rig.device, Q);
	assert_null(vqs_device_posted(rig.device, Q));
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 3);
	vqs_request_fail(requests[1], 1); /* events have no status */
	assert_int_equal(vqs_request_complete(requests[2], NULL), -EINVAL);
	assert_int_equal(vqs_request_send(requests[0], motion(), &event), 0);
	rig_reap(&rig, Q);
	assert_int_equal(exchanges[0]->used, 18);
	assert_int_equal(exchanges[1]->used, 0);
	assert_int_equal(exchanges[2]->used, 0);
	assert_true(exchanges[1]->done && exchanges[2]->done);
	rig_destroy(&rig);
}

/* One that is held while its queue stops is dropped silently when it is sent. */
static void test_held_while_stopped(void **state)
{
	const struct lamp_motion_writable event = { .zone = 1 };
	struct vqs_request *request;
	struct rig rig;
	unsigned int references;

	(void)state;
	rig_up(&rig);
	post(&rig, 20);
	rig_kick(&rig, Q);
	request = vqs_device_posted(rig.device, Q);
	references = rig.memory.references;
	/* packed: all but the available entry is above these bits; in order it is the
	   one that was not used */
	assert_int_equal(vqs_device_queue_stop(rig.device, Q) & 0x7fff, !rig_in_order());
	assert_int_equal(rig.memory.references, references);
	assert_int_equal(vqs_request_send(request, motion(), &event), 0);
	assert_int_equal(rig.memory.references, references - 1);
	assert_int_equal(rig.exchanges[0].writable[0], 0xee);
	assert_int_equal(rig.used_notices[Q], 0);
	rig_destroy(&rig);
}

/* Buffers that nothing can be written to go back, however many there are. */
static void test_useless_buffers(void **state)
{
	struct rig rig;
	struct exchange *good;
	uint8_t byte = 0;

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < 40; i++)
		rig_add(&rig, Q, &byte, 1, 0);
	good = rig_add(&rig, Q, &byte, 1, 18);
	rig_kick(&rig, Q);
	assert_int_equal(send_motion(&rig, 2), 0);
	rig_reap(&rig, Q);
	assert_int_equal(good->used, 18);
	assert_int_equal(rig.exchanges[39].used, 0);
	assert_true(rig.exchanges[39].done);
	for (unsigned int i = 0; i < LAMP_QUEUE_SIZE; i++)
		rig_add(&rig, Q, &byte, 1, 0);
	rig_kick(&rig, Q);
	assert_int_equal(send_motion(&rig, 2), -EAGAIN);
	rig_destroy(&rig);
}

static void test_not_in_use(void **state)
{
	struct vqs_features one = { { UINT64_C(1) << VQS_F_VERSION_1, 0 } };
	struct rig rig;

	(void)state;
	rig_create(&rig, NULL);
	assert_int_equal(send_motion(&rig, 1), -ENOTCONN);
	assert_null(vqs_device_posted(rig.device, Q));
	rig_negotiate(&rig, &one);
	vqs_device_set_status(rig.device, 15);
	assert_int_equal(rig_queue_start(&rig, Q, 16), -ENOENT);
	assert_int_equal(send_motion(&rig, 1), -ENOTCONN);
	assert_int_equal(rig_queue_start(&rig, LAMP_QUEUE_REQUESTS, 16), 0);
	assert_null(vqs_device_posted(rig.device, LAMP_QUEUE_REQUESTS));
	assert_null(vqs_device_posted(rig.device, 999));
	rig_destroy(&rig);
}

/* A message whose feature was not negotiated cannot be sent. */
static void test_feature_of_event(void **state)
{
	struct vqs_device_options options = { .queue_size = 0 };
	const struct lamp_burst_writable burst = { 0, { NULL, 0, 0 } };
	struct rig rig;

	(void)state;
	vqs_features_add(&options.withhold, LAMP_F_SCENES);
	vqs_features_add(&options.withhold, LAMP_F_COLOUR);
	rig_create(&rig, &options);
	rig_start(&rig);
	post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(vqs_device_send(rig.device, Q,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_BURST),
	                                 &burst),
	                 -EINVAL);
	assert_int_equal(send_motion(&rig, 1), 0);
	rig_destroy(&rig);
}

/* An author that fills what is posted from inside the callback: one notification. */
static void eager(void *self, uint16_t queue)
{
	struct rig *rig = self;

	(void)queue;
	rig->posted_calls++;
	while (send_motion(rig, 1) == 0)
		;
}

static void test_filling_in_posted(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	rig.class.posted = eager;
	for (unsigned int i = 0; i < 40; i++)
		post(&rig, 18);
	rig_kick(&rig, Q);
	rig_reap(&rig, Q);
	assert_int_equal(rig.posted_calls, 1);
	assert_int_equal(rig.used_notices[Q], 1);
	assert_true(rig.exchanges[39].done);
	post(&rig, 18);
	rig_kick(&rig, Q);
	rig_reap(&rig, Q);
	assert_int_equal(rig.posted_calls, 2);
	assert_true(rig.exchanges[40].done);
	rig_destroy(&rig);
}

/* A note of so many bytes, at most 200. */
static int send_merged(struct rig *rig, uint16_t *buffers, uint32_t length)
{
	static uint8_t bytes[200];
	struct vqs_segment segment = { bytes, sizeof(bytes) };
	struct lamp_note_writable note = { { &segment, 0, length } };

	for (unsigned int i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	return vqs_device_send_merged(rig->device, Q,
	                              lamp_message(LAMP_FAMILY_EVENT, LAMP_NOTE), &note,
	                              buffers);
}

/* An event in as many buffers as it takes, and no buffer for one that has no room. */
static void test_merged(void **state)
{
	struct rig rig;
	uint16_t buffers = 0;
	uint8_t got[202];

	(void)state;
	rig_up(&rig);
	assert_int_equal(send_merged(&rig, &buffers, 98), -EAGAIN);
	for (unsigned int i = 0; i < 4; i++) {
		rig.pieces = 1 + i % 2;
		post(&rig, 30);
	}
	rig_kick(&rig, Q);
	assert_int_equal(send_merged(&rig, &buffers, 200), -EAGAIN);
	assert_int_equal(send_merged(&rig, &buffers, 61), 0);
	assert_int_equal(buffers, 3);
	rig_reap(&rig, Q);
	assert_int_equal(rig.used_notices[Q], 1);
	for (unsigned int i = 0; i < 3; i++) {
		assert_int_equal(rig.exchanges[i].used, i < 2 ? 30 : 3);
		memcpy(got + i * 30, rig.exchanges[i].writable, i < 2 ? 30 : 3);
	}
	assert_memory_equal(got, "\3", 2);
	for (unsigned int i = 0; i < 61; i++)
		assert_int_equal(got[2 + i], i);
	assert_false(rig.exchanges[3].done);
	assert_int_equal(send_merged(&rig, &buffers, 28), 0);
	assert_int_equal(buffers, 1);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	rig_destroy(&rig);
}

/* A batch that is nearly full is published before, so that they stay together. */
static void test_merged_in_a_batch(void **state)
{
	struct rig rig;
	uint16_t buffers;

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < LAMP_QUEUE_SIZE; i++)
		post(&rig, i < 31 ? 18 : 5);
	rig_kick(&rig, Q);
	vqs_device_begin(rig.device);
	for (unsigned int i = 0; i < 31; i++)
		assert_int_equal(send_motion(&rig, 1), 0);
	rig_reap(&rig, Q);
	assert_false(rig.exchanges[0].done);
	assert_int_equal(send_merged(&rig, &buffers, 10), 0);
	assert_int_equal(buffers, 3);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[30].done);
	assert_false(rig.exchanges[31].done);
	assert_int_equal(send_merged(&rig, &buffers, 199), -EAGAIN);
	vqs_device_end(rig.device);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[33].done);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), LAMP_QUEUE_SIZE - 34);
	for (unsigned int i = 0; i < 2; i++)
		post(&rig, 5);
	rig_kick(&rig, Q);
	assert_int_equal(send_merged(&rig, &buffers, 5 * 32 - 1), -EMSGSIZE);
	assert_int_equal(send_merged(&rig, &buffers, 5 * 32 - 2), 0);
	assert_int_equal(buffers, 32);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	rig_destroy(&rig);
}

#define MANY 40

static void fill_many(struct lamp_motion_writable *events)
{
	for (uint16_t i = 0; i < MANY; i++)
		events[i] = (struct lamp_motion_writable){ i % 8, i, 1500 };
}

static int send_many(struct rig *rig, const struct lamp_motion_writable *events,
                     unsigned int count)
{
	return vqs_device_send_many(rig->device, Q, motion(), events, count);
}

/* More than a batch, until buffers run out; one notification. */
static void test_many(void **state)
{
	struct lamp_motion_writable events[MANY];
	struct rig rig;

	(void)state;
	fill_many(events);
	rig_up(&rig);
	assert_int_equal(send_many(&rig, events, MANY), -EAGAIN);
	assert_int_equal(send_many(&rig, events, 0), 0);
	for (unsigned int i = 0; i < MANY - 1; i++)
		if (i == 7)
			rig_add(&rig, Q, "none", 4, 0);
		else
			post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(send_many(&rig, events, 3), 3);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	rig_reap(&rig, Q);
	assert_int_equal(rig.used_notices[Q], 1);
	assert_int_equal(send_many(&rig, events + 3, MANY - 3), MANY - 5);
	rig_reap(&rig, Q);
	assert_int_equal(rig.used_notices[Q], 2);
	for (unsigned int i = 0; i < MANY - 1; i++) {
		assert_true(rig.exchanges[i].done);
		assert_int_equal(rig.exchanges[i].used, i == 7 ? 0 : 18);
		if (i != 7)
			assert_int_equal(rig.exchanges[i].writable[8], i - (i > 7));
	}
	rig_destroy(&rig);
}

/* One that can't be sent ends it; no buffer is lost for it. */
static void test_many_with_a_bad_one(void **state)
{
	struct lamp_motion_writable events[MANY];
	struct exchange *small;
	struct rig rig;

	(void)state;
	fill_many(events);
	rig_up(&rig);
	for (unsigned int i = 0; i < 6; i++)
		post(&rig, 18);
	small = post(&rig, 17);
	post(&rig, 18);
	rig_kick(&rig, Q);
	events[2].zone = 8;
	assert_int_equal(send_many(&rig, events, 5), 2);
	assert_int_equal(send_many(&rig, events + 2, 3), -EINVAL);
	assert_int_equal(send_many(&rig, events + 3, 10), 4);
	assert_int_equal(send_many(&rig, events + 7, 10), 1);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	rig_reap(&rig, Q);
	for (unsigned int i = 0; i < 8; i++)
		assert_int_equal(rig.exchanges[i].used,
		                 &rig.exchanges[i] == small ? 0 : 18);
	assert_int_equal(rig.exchanges[2].writable[8], 3);
	assert_int_equal(rig.exchanges[7].writable[8], 7);
	assert_int_equal(vqs_device_send_many(rig.device, 0, motion(), events, 1),
	                 -ENOTCONN);
	assert_int_equal(vqs_device_send_many(rig.device, Q,
	                                      lamp_message(LAMP_FAMILY_REQUEST, 0),
	                                      events, 1),
	                 -EINVAL);
	rig_destroy(&rig);
}

/* A transport that looks by itself: the author is told of buffers all the same. */
static void test_polled(void **state)
{
	struct rig rig;
	struct exchange *first, *second;

	(void)state;
	rig_up(&rig);
	assert_false(vqs_device_queue_polled(rig.device, Q));
	assert_int_equal(send_motion(&rig, 1), -EAGAIN);
	first = post(&rig, 18);
	second = post(&rig, 18);
	vqs_driver_ring_publish(&rig.driver[Q]);
	assert_true(vqs_device_queue_polled(rig.device, Q));
	assert_false(vqs_device_queue_polled(rig.device, Q));
	assert_int_equal(rig.posted_calls, 1);
	assert_int_equal(send_motion(&rig, 1), 0);
	assert_int_equal(send_motion(&rig, 2), 0);
	assert_int_equal(send_motion(&rig, 3), -EAGAIN);
	rig_reap(&rig, Q);
	assert_true(first->done && second->done);
	/* Before it sleeps it asks for notifications. */
	assert_false(vqs_device_queue_notified(rig.device, Q));
	post(&rig, 18);
	rig_kick(&rig, Q);
	assert_int_equal(rig.posted_calls, 2);
	rig_destroy(&rig);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_send),
		cmocka_unit_test(test_posted_is_told_once),
		cmocka_unit_test(test_found_is_not_told),
		cmocka_unit_test(test_variable_events),
		cmocka_unit_test(test_author_mistakes),
		cmocka_unit_test(test_two_spare_buffers),
		cmocka_unit_test(test_spare_buffer_and_reset),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_held_while_stopped),
		cmocka_unit_test(test_useless_buffers),
		cmocka_unit_test(test_not_in_use),
		cmocka_unit_test(test_feature_of_event),
		cmocka_unit_test(test_filling_in_posted),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_merged_in_a_batch),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_many_with_a_bad_one),
		cmocka_unit_test(test_polled),
	};

	rig_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
