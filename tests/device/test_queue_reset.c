/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One queue is reset, the others go on (Virtqueue Reset): what was held of it is
 * forgotten, a fault of it is mended, and it starts anew with any size.
 */
#include "author.h"

#include <errno.h>

#define BULK LAMP_QUEUE_BULK

static void set_level(struct rig *rig, uint16_t level, bool answered)
{
	uint8_t bytes[16] = { 0 };
	struct exchange *exchange;

	put(header(bytes, 1), 2, level);
	exchange = rig_ask(rig, LAMP_QUEUE_REQUESTS, bytes, 16, 8);
	assert_int_equal(exchange->done, answered);
	if (!answered)
		return;
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	assert_int_equal(rig->level, level);
}

static struct exchange *flush(struct rig *rig)
{
	uint8_t bytes[16] = { 0 };

	put(bytes, 4, 4);
	return rig_ask(rig, BULK, bytes, 16, 1);
}

static void queue_reset(void *self, uint16_t queue)
{
	struct rig *rig = self;
	unsigned int kept = 0;

	rig->queue_resets++;
	rig->queue_reset = queue;
	for (unsigned int i = 0; i < rig->held_count; i++)
		if (rig->held[i]->queue != queue)
			rig->held[kept++] = rig->held[i];
	rig->held_count = kept;
}

static int up(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));

	assert_non_null(rig);
	rig_up(rig);
	rig->class.queue_reset = queue_reset;
	*state = rig;
	return 0;
}

static int down(void **state)
{
	rig_destroy(*state);
	free(*state);
	return 0;
}

static int reset_queue(struct rig *rig, uint16_t queue)
{
	return vqs_device_queue_reset(rig->device, queue);
}

static void test_held_are_forgotten(void **state)
{
	struct rig *rig = *state;
	unsigned int resets = rig->resets;
	struct exchange *other;

	rig->hold = true;
	set_level(rig, 7, false);
	set_level(rig, 8, false);
	other = flush(rig);
	assert_int_equal(rig->held_count, 3);
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(rig->queue_resets, 1);
	assert_int_equal(rig->queue_reset, LAMP_QUEUE_REQUESTS);
	assert_int_equal(rig->resets, resets);
	assert_false(vqs_device_queue_started(rig->device, LAMP_QUEUE_REQUESTS));
	assert_int_equal(vqs_device_queue_held(rig->device, LAMP_QUEUE_REQUESTS), 0);
	/* Of the other queue nothing was forgotten. */
	assert_int_equal(rig->held_count, 1);
	author_answer(rig, rig->held[0]);
	rig_reap(rig, BULK);
	assert_true(other->done);
	assert_true(vqs_device_live(rig->device));
}

/* Who is not told may complete them, to no effect. */
static void test_author_is_not_told(void **state)
{
	struct rig *rig = *state;
	unsigned int notices = rig->used_notices[LAMP_QUEUE_REQUESTS];

	rig->class.queue_reset = NULL;
	rig->hold = true;
	set_level(rig, 7, false);
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
	author_answer(rig, rig->held[0]);
	assert_int_equal(rig->used_notices[LAMP_QUEUE_REQUESTS], notices);
	rig_reap(rig, LAMP_QUEUE_REQUESTS);
	assert_false(rig->exchanges[0].done);
	rig->hold = false;
	rig_queue_start(rig, LAMP_QUEUE_REQUESTS, 8);
	set_level(rig, 9, true);
}

static void test_sizes(void **state)
{
	static const uint16_t sizes[] = { 64, 2, 16, 32, 4, 64 };
	struct rig *rig = *state;

	for (unsigned int i = 0; i < 6; i++) {
		assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
		assert_int_equal(rig_queue_start(rig, LAMP_QUEUE_REQUESTS, sizes[i]), 0);
		for (uint16_t level = 0; level < 100; level++)
			set_level(rig, level, true);
	}
	assert_int_equal(rig->queue_resets, 0); /* it held nothing */
}

/* The available index jumps, or, packed, a buffer lies nowhere. */
static void break_queue(struct rig *rig, uint16_t queue)
{
	const struct vqs_buffer nowhere = { 1, 64 };

	assert_int_equal(vqs_driver_ring_add(&rig->driver[queue], &nowhere, 1, 0, rig),
	                 0);
	rig_kick(rig, queue);
	assert_int_equal(vqs_device_queue_fault(rig->device, queue), VQS_FAULT_ADDRESS);
}

static void test_mends_a_broken_queue(void **state)
{
	struct rig *rig = *state;

	break_queue(rig, LAMP_QUEUE_REQUESTS);
	assert_int_equal(rig->complaints, 1);
	assert_non_null(strstr(rig->complaint, "resets it or the device"));
	assert_true(vqs_device_status(rig->device) & VQS_STATUS_NEEDS_RESET);
	assert_true(flush(rig)->done);
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
	assert_int_equal(vqs_device_queue_fault(rig->device, LAMP_QUEUE_REQUESTS),
	                 VQS_FAULT_NONE);
	assert_int_equal(rig_queue_start(rig, LAMP_QUEUE_REQUESTS, 16), 0);
	set_level(rig, 77, true);
	/* Only a reset of the device takes the bit back. */
	assert_true(vqs_device_status(rig->device) & VQS_STATUS_NEEDS_RESET);
	break_queue(rig, LAMP_QUEUE_REQUESTS);
	assert_int_equal(rig->complaints, 2);
}

static void test_events(void **state)
{
	struct rig *rig = *state;
	const struct lamp_motion_writable motion = { .zone = 1 };
	const struct vqs_message *message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	struct vqs_request *request;

	rig_add(rig, LAMP_QUEUE_EVENTS, NULL, 0, 64);
	rig_add(rig, LAMP_QUEUE_EVENTS, NULL, 0, 64);
	rig_kick(rig, LAMP_QUEUE_EVENTS);
	request = vqs_device_posted(rig->device, LAMP_QUEUE_EVENTS);
	assert_non_null(request);
	/* not a message of the queue: the buffer is kept for the next event */
	assert_int_equal(
	        vqs_request_send(request, lamp_message(LAMP_FAMILY_REQUEST, 0), &motion),
	        -EINVAL);
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_EVENTS), 0);
	assert_null(vqs_device_posted(rig->device, LAMP_QUEUE_EVENTS));
	assert_int_equal(
	        vqs_device_send(rig->device, LAMP_QUEUE_EVENTS, message, &motion),
	        -ENOTCONN);
	assert_int_equal(rig_queue_start(rig, LAMP_QUEUE_EVENTS, 4), 0);
	assert_int_equal(
	        vqs_device_send(rig->device, LAMP_QUEUE_EVENTS, message, &motion),
	        -EAGAIN);
	rig_add(rig, LAMP_QUEUE_EVENTS, NULL, 0, 64);
	rig_kick(rig, LAMP_QUEUE_EVENTS);
	assert_int_equal(rig->posted_calls, 2);
	assert_int_equal(
	        vqs_device_send(rig->device, LAMP_QUEUE_EVENTS, message, &motion), 0);
}

/* What was given and not published never is. */
static void test_between_begin_and_end(void **state)
{
	struct rig *rig = *state;
	unsigned int notices;

	rig->hold = true;
	set_level(rig, 7, false);
	notices = rig->used_notices[LAMP_QUEUE_REQUESTS];
	vqs_device_begin(rig->device);
	author_answer(rig, rig->held[0]);
	rig->held_count = 0;
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
	vqs_device_end(rig->device);
	rig_reap(rig, LAMP_QUEUE_REQUESTS);
	assert_false(rig->exchanges[0].done);
	assert_int_equal(rig->used_notices[LAMP_QUEUE_REQUESTS], notices);
}

static void reset_then_answer(void *self, struct vqs_request *request)
{
	struct rig *rig = self;

	rig->handled++;
	(void)request;
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), 0);
}

static void test_from_inside_a_handler(void **state)
{
	static vqs_handler *const requests[LAMP_REQUEST_MESSAGES] = {
		[LAMP_SET_LEVEL] = reset_then_answer,
	};
	static vqs_handler *const *const handlers[LAMP_FAMILIES] = {
		[LAMP_FAMILY_REQUEST] = requests,
	};
	struct rig *rig = *state;
	uint8_t bytes[16] = { 0 };

	rig->class.handlers = handlers;
	vqs_device_set_status(rig->device, 0);
	/* the class is looked at when queues are made: a device of its own */
	vqs_device_destroy(rig->device);
	assert_int_equal(vqs_device_create(&rig->device, &rig->class, rig, &rig->config,
	                                   &rig->options),
	                 0);
	rig_attach(rig);
	rig_start(rig);
	put(header(bytes, 1), 2, 5);
	for (int i = 0; i < 3; i++)
		rig_add(rig, LAMP_QUEUE_REQUESTS, bytes, 16, 8);
	rig_kick(rig, LAMP_QUEUE_REQUESTS);
	assert_int_equal(rig->handled, 1);
	assert_int_equal(rig->queue_resets, 1);
}

static void test_refused(void **state)
{
	struct rig *rig = *state;
	struct vqs_features features = *vqs_device_offered(rig->device);

	assert_int_equal(reset_queue(rig, 99), -ENOENT);
	assert_int_equal(reset_queue(rig, BULK), 0);
	assert_int_equal(reset_queue(rig, BULK), 0);
	vqs_features_drop(&features, VQS_F_RING_RESET);
	rig_negotiate(rig, &features);
	rig_queue_start(rig, LAMP_QUEUE_REQUESTS, 16);
	vqs_device_set_status(rig->device, 15);
	assert_int_equal(reset_queue(rig, LAMP_QUEUE_REQUESTS), -ENOTSUP);
	set_level(rig, 3, true);
}

/* A queue that a transport stops while requests are held is forgotten likewise. */
static void test_stop_with_held(void **state)
{
	struct rig *rig = *state;

	rig->hold = true;
	set_level(rig, 7, false);
	vqs_device_queue_stop(rig->device, LAMP_QUEUE_REQUESTS);
	assert_int_equal(rig->queue_resets, 1);
	assert_int_equal(rig->held_count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, up, down)

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		TEST(held_are_forgotten),
		TEST(author_is_not_told),
		TEST(sizes),
		TEST(mends_a_broken_queue),
		TEST(events),
		TEST(between_begin_and_end),
		TEST(from_inside_a_handler),
		TEST(refused),
		TEST(stop_with_held),
	};

	rig_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
