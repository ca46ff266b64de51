/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A queue stops and goes on, with requests in flight: what the author completes, what it
 * hands back, in any order. Nothing is lost, and nothing is done twice.
 */
#include "author.h"

#include <errno.h>

#define Q LAMP_QUEUE_REQUESTS
#define E LAMP_QUEUE_EVENTS

static int up(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));

	assert_non_null(rig);
	rig_up(rig);
	*state = rig;
	return 0;
}

static int down(void **state)
{
	rig_destroy(*state);
	free(*state);
	return 0;
}

static struct exchange *add_level(struct rig *rig, uint16_t level)
{
	uint8_t bytes[16] = { 0 };

	put(header(bytes, 1), 2, level);
	return rig_add(rig, Q, bytes, 16, 8);
}

/* As a transport does it: the next start is where the stop was. */
static void stop(struct rig *rig, uint16_t queue)
{
	rig->rings[queue].position = vqs_device_queue_stop(rig->device, queue);
}

static void go_on(struct rig *rig, uint16_t queue)
{
	assert_int_equal(vqs_device_queue_start(rig->device, queue, &rig->rings[queue],
	                                        &rig->memory),
	                 0);
	while (vqs_device_queue_notified(rig->device, queue))
		;
}

static void test_idle_at_once(void **state)
{
	struct rig *rig = *state;

	add_level(rig, 1);
	rig_kick(rig, Q);
	assert_true(vqs_device_queue_pause(rig->device, Q));
	add_level(rig, 2);
	rig_kick(rig, Q);
	assert_int_equal(rig->level, 1);
	stop(rig, Q);
	go_on(rig, Q);
	assert_int_equal(rig->level, 2);
	rig_reap(rig, Q);
	assert_true(rig->exchanges[1].done);
	assert_true(vqs_device_queue_pause(rig->device, 99));
}

static void test_completes_in_the_pause(void **state)
{
	struct rig *rig = *state;

	rig->hold = true;
	for (uint16_t i = 0; i < 3; i++)
		add_level(rig, i);
	rig_kick(rig, Q);
	assert_false(vqs_device_queue_pause(rig->device, Q));
	assert_int_equal(vqs_device_queue_held(rig->device, Q), 3);
	for (unsigned int i = 0; i < 3; i++) {
		assert_int_equal(rig->idle_notices[Q], 0);
		author_answer(rig, rig->held[2 - i]);
		assert_int_equal(vqs_device_queue_pause(rig->device, Q), i == 2);
	}
	assert_int_equal(rig->idle_notices[Q], 1);
	stop(rig, Q);
	rig_reap(rig, Q);
	for (unsigned int i = 0; i < 3; i++)
		assert_true(rig->exchanges[i].done);
	go_on(rig, Q);
	assert_int_equal(rig->handled, 3);
}

static void return_all(void *self, uint16_t queue)
{
	struct rig *rig = self;

	assert_int_equal(queue, Q);
	while (rig->held_count)
		assert_int_equal(vqs_request_return(rig->held[--rig->held_count]), 0);
}

/* Chains of several descriptors and of one, wherever the ring wraps. */
static void test_returns_all(void **state)
{
	struct rig *rig = *state;
	unsigned int handled = 0;

	rig->class.queue_stopping = return_all;
	for (unsigned int round = 0; round < 200; round++) {
		unsigned int count = 1 + round % 12;

		rig->hold = true;
		rig->pieces = 1 + round % 3;
		for (uint16_t i = 0; i < count; i++)
			add_level(rig, (uint16_t)(round + i));
		rig_kick(rig, Q);
		assert_int_equal(rig->held_count, count);
		assert_true(vqs_device_queue_pause(rig->device, Q));
		stop(rig, Q);
		rig_reap(rig, Q);
		assert_false(rig->exchanges[0].done);
		assert_int_equal(rig->handled, handled + count);
		rig->hold = false;
		go_on(rig, Q);
		handled += 2 * count;
		assert_int_equal(rig->handled, handled);
		rig_reap(rig, Q);
		assert_int_equal(rig->level, round + count - 1);
		rig_forget(rig);
	}
	assert_int_equal(rig->complaints, 0);
}

/*
 * The oldest is not begun, and the one behind it is done: no position has both. In order
 * none of them was used, and a successor takes all of them up.
 */
static void test_returns_the_oldest(void **state)
{
	struct rig *rig = *state;

	rig->hold = true;
	for (uint16_t i = 0; i < 4; i++)
		add_level(rig, i);
	rig_kick(rig, Q);
	author_answer(rig, rig->held[1]);
	assert_false(vqs_device_queue_pause(rig->device, Q));
	assert_int_equal(vqs_request_return(rig->held[0]), 0);
	assert_int_equal(vqs_request_return(rig->held[3]), 0);
	author_answer(rig, rig->held[2]);
	assert_int_equal(rig->idle_notices[Q], 1);
	stop(rig, Q);
	rig_reap(rig, Q);
	if (rig_in_order()) {
		for (unsigned int i = 0; i < 3; i++)
			assert_false(rig->exchanges[i].done);
	} else {
		assert_int_equal(le(rig->exchanges[0].writable, 4), LAMP_INVALID);
		assert_int_equal(le(rig->exchanges[1].writable, 4), LAMP_OK);
		assert_int_equal(le(rig->exchanges[2].writable, 4), LAMP_OK);
	}
	assert_false(rig->exchanges[3].done);
	rig->hold = false;
	go_on(rig, Q);
	rig_reap(rig, Q);
	for (unsigned int i = rig_in_order() ? 0 : 3; i < 4; i++)
		assert_int_equal(le(rig->exchanges[i].writable, 4), LAMP_OK);
	assert_int_equal(rig->level, 3);
}

static void ask_nothing(void *self, uint16_t queue)
{
	(void)self;
	(void)queue;
}

static void test_posted_buffers(void **state)
{
	struct rig *rig = *state;
	const struct vqs_message *message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	const struct lamp_motion_writable motion = { .zone = 1 };
	struct vqs_request *first, *second;

	rig->class.queue_stopping = ask_nothing;
	for (unsigned int i = 0; i < 3; i++)
		rig_add(rig, E, NULL, 0, 64);
	rig_kick(rig, E);
	first = vqs_device_posted(rig->device, E);
	second = vqs_device_posted(rig->device, E);
	assert_int_equal(vqs_request_return(second), -EBUSY);
	/* one that the author could not use is the next one's, or a successor's */
	assert_int_equal(
	        vqs_request_send(second, lamp_message(LAMP_FAMILY_REQUEST, 0), &motion),
	        -EINVAL);
	assert_false(vqs_device_queue_pause(rig->device, E));
	assert_null(vqs_device_posted(rig->device, E));
	assert_int_equal(vqs_request_send(first, message, &motion), 0);
	assert_int_equal(rig->idle_notices[E], 1);
	stop(rig, E);
	rig_reap(rig, E);
	assert_true(rig->exchanges[0].done);
	assert_false(rig->exchanges[1].done);
	go_on(rig, E);
	for (unsigned int i = 0; i < 2; i++)
		assert_int_equal(vqs_device_send(rig->device, E, message, &motion), 0);
	assert_int_equal(vqs_device_send(rig->device, E, message, &motion), -EAGAIN);
	rig_reap(rig, E);
	assert_true(rig->exchanges[1].done && rig->exchanges[2].done);
}

/*
 * The buffer that was not used is older than one that was: it goes back with nothing. In
 * order both are a successor's.
 */
static void test_posted_out_of_order(void **state)
{
	struct rig *rig = *state;
	const struct vqs_message *message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	const struct lamp_motion_writable motion = { .zone = 1 };
	struct vqs_request *first, *second;

	rig_add(rig, E, NULL, 0, 64);
	rig_add(rig, E, NULL, 0, 64);
	rig_kick(rig, E);
	first = vqs_device_posted(rig->device, E);
	second = vqs_device_posted(rig->device, E);
	assert_int_equal(vqs_request_send(second, message, &motion), 0);
	vqs_device_queue_pause(rig->device, E);
	assert_int_equal(vqs_request_return(first), 0);
	stop(rig, E);
	rig_reap(rig, E);
	if (rig_in_order()) {
		assert_false(rig->exchanges[0].done || rig->exchanges[1].done);
		return;
	}
	assert_true(rig->exchanges[0].done);
	assert_int_equal(rig->exchanges[0].used, 0);
	assert_true(rig->exchanges[1].used > 0);
}

/* An event may never come: who does not want to be asked is not waited for. */
static void test_posted_and_not_asked(void **state)
{
	struct rig *rig = *state;
	const struct vqs_message *message = lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION);
	const struct lamp_motion_writable motion = { .zone = 1 };
	struct vqs_request *request;

	rig_add(rig, E, NULL, 0, 64);
	rig_kick(rig, E);
	request = vqs_device_posted(rig->device, E);
	assert_true(vqs_device_queue_pause(rig->device, E));
	stop(rig, E);
	assert_int_equal(vqs_request_send(request, message, &motion), 0);
	rig_reap(rig, E);
	assert_false(rig->exchanges[0].done);
}

static void forget(void *self, uint16_t queue)
{
	struct rig *rig = self;

	assert_int_equal(queue, Q);
	rig->held_count = 0;
}

/*
 * A queue that `holds` requests for as long as it likes is not waited for either. An author
 * who forgets them gets them again, but for those before one that is done, as often
 * as it stops. A device with such a queue has no in-order feature.
 */
static void test_holds(void **state)
{
	struct vqs_queue_type queues[3];
	struct vqs_type type = lamp_type;
	struct rig *rig = *state;

	rig_destroy(rig);
	assert_int_equal(type.queue_count, 3);
	memcpy(queues, type.queues, sizeof(queues));
	queues[0].holds = true;
	type.queues = queues;
	rig_up_as(rig, &type);
	rig->class.queue_reset = forget;
	rig->hold = true;
	for (uint16_t i = 0; i < 5; i++)
		add_level(rig, i);
	rig_kick(rig, Q);
	for (unsigned int round = 1; round <= 20; round++) {
		assert_true(vqs_device_queue_pause(rig->device, Q));
		stop(rig, Q);
		assert_int_equal(rig->held_count, 0);
		go_on(rig, Q);
		assert_int_equal(rig->held_count, 5);
		assert_int_equal(rig->handled, 5 + 5 * round);
	}
	rig_reap(rig, Q);
	assert_false(rig->exchanges[0].done);
	author_answer(rig, rig->held[2]);
	stop(rig, Q);
	go_on(rig, Q);
	assert_int_equal(rig->held_count, 2);
	while (rig->held_count)
		author_answer(rig, rig->held[--rig->held_count]);
	rig_reap(rig, Q);
	for (unsigned int i = 0; i < 5; i++)
		assert_int_equal(rig->exchanges[i].done, i >= 2);
	rig_destroy(rig);
	rig_up(rig);
}

static void go_on_recording(struct rig *rig, uint64_t *record)
{
	assert_int_equal(
	        vqs_device_queue_start(rig->device, Q, &rig->rings[Q], &rig->memory), 0);
	assert_int_equal(
	        vqs_device_queue_track(rig->device, Q, record, LAMP_QUEUE_SIZE, true), 0);
	while (vqs_device_queue_notified(rig->device, Q))
		;
}

/*
 * A queue that stops while the author has requests, and goes on by the record of them: an
 * author who forgot them gets them again; one who may still carry them out does not, for what
 * it does late must not come after what the driver does then.
 */
static void test_recorded(void **state)
{
	static uint64_t record[8192];
	struct rig *rig = *state;

	assert_in_range(vqs_inflight_bytes(LAMP_QUEUE_SIZE, true), 1, sizeof(record));
	memset(record, 0, sizeof(record));
	stop(rig, Q);
	go_on_recording(rig, record);
	rig->hold = true;
	rig->class.queue_reset = forget;
	for (uint16_t i = 0; i < 3; i++)
		add_level(rig, i);
	rig_kick(rig, Q);
	author_answer(rig, rig->held[1]);
	stop(rig, Q);
	assert_int_equal(rig->held_count, 0);
	go_on_recording(rig, record);
	assert_int_equal(rig->held_count, rig_in_order() ? 3 : 2);
	assert_int_equal(vqs_device_queue_track(rig->device, Q, record, 1, true), -EBUSY);
	rig->class.queue_reset = NULL;
	stop(rig, Q);
	go_on_recording(rig, record);
	assert_int_equal(rig->handled, rig_in_order() ? 9 : 5);
	for (unsigned int i = 0; i < rig->held_count; i++)
		author_answer(rig, rig->held[i]);
	rig_reap(rig, Q);
	assert_int_equal(rig->exchanges[0].done, rig_in_order());
	assert_true(rig->exchanges[1].done);
	rig->hold = false;
	add_level(rig, 9);
	rig_kick(rig, Q);
	assert_int_equal(rig->level, 9);
	rig_reap(rig, Q);
}

/* A broken queue takes no answers: there is nothing to wait for. */
static void test_broken(void **state)
{
	struct rig *rig = *state;
	const struct vqs_buffer nowhere = { 1, 64 };

	rig->hold = true;
	add_level(rig, 1);
	rig_kick(rig, Q);
	assert_int_equal(vqs_driver_ring_add(&rig->driver[Q], &nowhere, 1, 0, rig), 0);
	rig_kick(rig, Q);
	assert_int_equal(vqs_device_queue_fault(rig->device, Q), VQS_FAULT_ADDRESS);
	assert_true(vqs_device_queue_pause(rig->device, Q));
	assert_int_equal(vqs_request_return(rig->held[0]), 0);
	stop(rig, Q);
}

/* Which were taken when: those behind the last one that is done can go back. */
struct history {
	unsigned int taken[RIG_HELD]; /* of rig->held */
	unsigned int known, next, newest_done;
};

static void note_new(const struct rig *rig, struct history *history)
{
	while (history->known < rig->held_count)
		history->taken[history->known++] = ++history->next;
}

static void answer_one(struct rig *rig, struct history *history, unsigned int which)
{
	author_answer(rig, rig->held[which]);
	if (history->taken[which] > history->newest_done)
		history->newest_done = history->taken[which];
	rig->held_count--;
	history->known--;
	for (; which < rig->held_count; which++) {
		rig->held[which] = rig->held[which + 1];
		history->taken[which] = history->taken[which + 1];
	}
}

/* Some are done in the pause, and the others go back. */
static void stop_and_go_on(struct rig *rig, struct history *history, unsigned int answer)
{
	vqs_device_queue_pause(rig->device, Q);
	while (rig->held_count &&
	       (history->taken[0] < history->newest_done || answer-- > 0))
		answer_one(rig, history, 0);
	for (unsigned int i = 0; i < rig->held_count; i++)
		assert_int_equal(vqs_request_return(rig->held[i]), 0);
	rig->held_count = history->known = 0;
	stop(rig, Q);
	go_on(rig, Q);
	note_new(rig, history);
}

/* Whatever is completed, handed back and stopped when, each request is answered once. */
static void test_random(void **state)
{
	struct rig *rig = *state;
	struct history history = { .known = 0 };
	unsigned int random = 1, started = 0;

	rig->hold = true;
	for (unsigned int step = 0; step < 20000; step++) {
		unsigned int dice = (random = random * 1103515245u + 12345u) >> 16;

		if (dice % 16 == 0) {
			stop_and_go_on(rig, &history, dice / 16 % 8);
		} else if (dice % 4 < 3 && started < 900 && rig->held_count < 20) {
			rig->pieces = 1 + dice % 3;
			add_level(rig, (uint16_t)started++);
			rig_kick(rig, Q);
			note_new(rig, &history);
		} else if (rig->held_count) {
			answer_one(rig, &history, dice % rig->held_count);
		}
		rig_reap(rig, Q);
	}
	while (rig->held_count)
		answer_one(rig, &history, 0);
	rig_reap(rig, Q);
	assert_int_equal(started, 900);
	for (unsigned int i = 0; i < started; i++) {
		assert_true(rig->exchanges[i].done);
		assert_int_equal(le(rig->exchanges[i].writable, 4), LAMP_OK);
	}
	assert_int_equal(rig->complaints, 0);
	assert_true(rig->handled > started);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, up, down)

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		TEST(idle_at_once),
		TEST(completes_in_the_pause),
		TEST(returns_all),
		TEST(returns_the_oldest),
		TEST(posted_buffers),
		TEST(posted_out_of_order),
		TEST(posted_and_not_asked),
		TEST(holds),
		TEST(recorded),
		TEST(broken),
		TEST(random),
	};

	rig_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
