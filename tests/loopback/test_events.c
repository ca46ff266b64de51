/* SPDX-License-Identifier: BSD-3-Clause */
/* Events over loopback: posted buffers, filled by the device and posted again. */
#include "looped.h"

#include <errno.h>

#include <vqsmith/loopback.h>

static int start(void **state)
{
	struct looped *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	looped_start(s, NULL);
	assert_int_equal(vqs_driver_process(s->driver), 0);
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

static const struct vqs_message *event(unsigned int message)
{
	return lamp_message(LAMP_FAMILY_EVENT, message);
}

static void test_event(void **state)
{
	struct looped *s = *state;

	assert_int_equal(lamp_move(&s->lamp, 1234), 0);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(s->listener.motions, 1);
	assert_int_equal(s->listener.distance, 1234);
	assert_int_equal(vqs_driver_process(s->driver), 0);
}

/* As many as there are buffers, then no more, until they were collected. */
static void test_all_buffers(void **state)
{
	struct looped *s = *state;
	uint64_t sum = 0;

	for (int round = 0; round < 2000; round++) {
		for (uint16_t i = 0; i < LAMP_QUEUE_SIZE; i++) {
			assert_int_equal(lamp_move(&s->lamp, i), 0);
			sum += i;
		}
		assert_int_equal(lamp_move(&s->lamp, 1), -EAGAIN);
		assert_int_equal(vqs_driver_process(s->driver), LAMP_QUEUE_SIZE);
		/* What was posted again reaches the device with the next look. */
		assert_int_equal(vqs_driver_process(s->driver), 0);
	}
	assert_int_equal(s->listener.distance_sum, sum);
}

static void test_counted_event(void **state)
{
	struct looped *s = *state;
	uint8_t wire[4 * 100];
	struct vqs_segment segment = { wire, sizeof(wire) };
	struct lamp_burst_writable burst = { 100, { &segment, 0, sizeof(wire) } };

	for (unsigned int i = 0; i < 100; i++)
		vqs_scalar_put(wire + i * 4, VQS_LE32, i);
	assert_int_equal(vqs_device_send(s->lamp.device, LAMP_QUEUE_EVENTS,
	                                 event(LAMP_BURST), &burst),
	                 0);
	burst = (struct lamp_burst_writable){ 0, { &segment, 0, 0 } };
	assert_int_equal(vqs_device_send(s->lamp.device, LAMP_QUEUE_EVENTS,
	                                 event(LAMP_BURST), &burst),
	                 0);
	assert_int_equal(vqs_driver_process(s->driver), 2);
	assert_int_equal(s->listener.bursts, 2);
	assert_int_equal(s->listener.burst_sum, 99 * 100 / 2);
}

static int send_note(struct looped *s, uint8_t *text, uint32_t length)
{
	struct vqs_segment segment = { text, length };
	const struct lamp_note_writable note = { { &segment, 0, length } };

	return vqs_device_send(s->lamp.device, LAMP_QUEUE_EVENTS, event(LAMP_NOTE),
	                       &note);
}

/* Posted buffers hold 2048 bytes of an open part. What is longer is given back empty. */
static void test_open_event(void **state)
{
	struct looped *s = *state;
	uint8_t text[5000];

	for (unsigned int i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)(i / 3);
	for (uint32_t length = 0; length <= 2048; length += 16) {
		assert_int_equal(send_note(s, text, length), 0);
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(vqs_driver_process(s->driver), 0);
		assert_int_equal(s->listener.note_length, length);
		assert_memory_equal(s->listener.note, text, length);
	}
	for (int i = 0; i < 3 * LAMP_QUEUE_SIZE; i++) {
		assert_int_equal(send_note(s, text, sizeof(text)), -EMSGSIZE);
		assert_int_equal(vqs_driver_process(s->driver), 1);
		assert_int_equal(vqs_driver_process(s->driver), 0);
	}
	assert_int_equal(s->listener.broken, 0);
	assert_int_equal(send_note(s, text, 5), 0);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(s->listener.note_length, 5);
}

/* A call while an event is looked at; the event must not change under the hand. */
static void call_inside(struct listener *listener)
{
	uint16_t distance = listener->distance;

	assert_int_equal(get_level(listener->driver), 300);
	assert_int_equal(listener->distance, distance);
}

static void test_call_from_inside_event(void **state)
{
	struct looped *s = *state;

	s->lamp.level = 300;
	s->listener.on_motion = call_inside;
	for (int round = 0; round < 100; round++) {
		for (uint16_t i = 0; i < 10; i++)
			assert_int_equal(lamp_move(&s->lamp, i), 0);
		while (s->listener.motions < 10u * (unsigned int)(round + 1))
			assert_true(vqs_driver_process(s->driver) > 0);
		assert_true(vqs_driver_process(s->driver) >= 0);
	}
	assert_int_equal(s->listener.distance_sum, 100 * 45);
}

static void reset_inside(struct listener *listener)
{
	listener->on_motion = NULL;
	assert_int_equal(vqs_driver_reset(listener->driver), 0);
}

static void test_reset_from_inside_event(void **state)
{
	struct looped *s = *state;

	s->listener.on_motion = reset_inside;
	for (uint16_t i = 0; i < 5; i++)
		assert_int_equal(lamp_move(&s->lamp, i), 0);
	assert_true(vqs_driver_process(s->driver) >= 0);
	assert_int_equal(s->listener.motions, 1);
	assert_true(vqs_driver_process(s->driver) >= 0);
	assert_int_equal(lamp_move(&s->lamp, 99), 0);
	assert_int_equal(vqs_driver_process(s->driver), 1);
	assert_int_equal(s->listener.distance, 99);
}

static void test_after_reset(void **state)
{
	struct looped *s = *state;

	for (int i = 0; i < 10; i++) {
		assert_int_equal(vqs_driver_reset(s->driver), 0);
		assert_int_equal(vqs_driver_process(s->driver), 0);
		assert_int_equal(lamp_move(&s->lamp, 7), 0);
		assert_int_equal(vqs_driver_process(s->driver), 1);
	}
	assert_int_equal(s->listener.motions, 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(event),
		TEST(all_buffers),
		TEST(counted_event),
		TEST(open_event),
		TEST(call_from_inside_event),
		TEST(reset_from_inside_event),
		TEST(after_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
