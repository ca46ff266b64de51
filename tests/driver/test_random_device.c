/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device that does anything: it answers some requests, with random bytes and
 * random lengths, sends random events, and now and then writes at random into
 * its rings and everything else that it sees. Each call ends exactly once, a
 * broken driver says why and recovers by a reset, and nothing outside the
 * device's memory is touched (which the sanitizers and valgrind look at).
 */
#include "puppet.h"

#include <errno.h>

#define CALLS 8

struct flight {
	struct vqs_call call;
	union {
		struct lamp_get_level_writable level;
		struct lamp_identify_writable identity;
		struct lamp_get_scene_writable scene;
		struct lamp_read_writable read;
		struct lamp_bulk_in_writable bulk;
	} out;
	uint8_t *bytes; /* exactly as many as there is room for */
	struct vqs_segment room;
	unsigned int begun, ended;
};

struct state {
	struct puppet *puppet;
	struct vqs_driver *driver;
	struct listener listener;
	struct flight flights[CALLS];
	uint32_t seed;
	unsigned int broken, events;
};

static uint32_t any(struct state *s, uint32_t below)
{
	s->seed ^= s->seed << 13;
	s->seed ^= s->seed >> 17;
	s->seed ^= s->seed << 5;
	return s->seed % below;
}

static void landed(struct vqs_call *call)
{
	struct flight *flight = call->context;

	flight->ended++;
	free(flight->bytes);
	flight->bytes = NULL;
}

static struct vqs_span room(struct flight *flight, uint32_t length)
{
	flight->bytes = malloc(length ? length : 1);
	flight->room = (struct vqs_segment){ flight->bytes, length };
	return (struct vqs_span){ &flight->room, 0, length };
}

static uint16_t choose(struct state *s, struct flight *flight)
{
	static const unsigned int requests[] = { LAMP_GET_LEVEL, LAMP_IDENTIFY,
		                                 LAMP_GET_SCENE, LAMP_READ };
	unsigned int which = any(s, 5);

	memset(&flight->out, 0, sizeof(flight->out));
	if (which == 4) {
		flight->out.bulk.data = room(flight, any(s, 1000));
		flight->call.message = lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN);
		return (uint16_t)(LAMP_QUEUE_BULK + any(s, 3));
	}
	flight->call.message = lamp_message(LAMP_FAMILY_REQUEST, requests[which]);
	if (requests[which] == LAMP_GET_SCENE)
		flight->out.scene.steps = room(flight, any(s, 64) * 8);
	if (requests[which] == LAMP_READ)
		flight->out.read.data = room(flight, any(s, 1000));
	return LAMP_QUEUE_REQUESTS;
}

static void submit(struct state *s, struct flight *flight)
{
	uint16_t queue;

	if (flight->begun > flight->ended)
		return;
	memset(&flight->call, 0, sizeof(flight->call));
	queue = choose(s, flight);
	flight->call.writable = &flight->out;
	flight->call.done = landed;
	flight->call.context = flight;
	flight->begun++;
	/* Without an end where it did not begin. */
	if (vqs_driver_submit(s->driver, queue, &flight->call))
		landed(&flight->call);
}

static void scribble(struct state *s, uint8_t *at, uint32_t length)
{
	uint32_t most = any(s, 4) ? 8 : length;

	for (uint32_t i = 0; i < length && i < most; i++)
		at[any(s, length)] = (uint8_t)(any(s, 3) ? any(s, 4) : any(s, 256));
}

/* Answers or fills the next chain of a queue. */
static void act(struct state *s, uint16_t queue)
{
	struct puppet *puppet = s->puppet;
	struct strings chain;
	uint32_t length = 0;

	if (!puppet_has(puppet, queue))
		return;
	chain = puppet_take(puppet, queue);
	for (unsigned int i = 0; i < chain.writables; i++) {
		scribble(s, chain.writable[i], chain.writable_length[i]);
		length += chain.writable_length[i];
	}
	/* An event that nothing is right with is the end at once: mostly let there be
	 * sense. */
	if (queue == LAMP_QUEUE_EVENTS && any(s, 4))
		vqs_scalar_put(chain.writable[0], VQS_LE16, 1 + any(s, 3));
	if (any(s, 2))
		length = any(s, length + 1);
	if (any(s, 50) == 0)
		length = s->seed;
	puppet_give(puppet, queue, any(s, 50) ? chain.id : any(s, 64), length);
}

/* What only a device that is out of its mind does. */
static void rave(struct state *s)
{
	struct puppet *puppet = s->puppet;
	uint16_t queue = (uint16_t)any(s, 5);

	switch (any(s, 4)) {
	case 0:
		scribble(s, puppet->rings[queue].device_area, 128);
		puppet->ring = true;
		break;
	case 1:
		puppet_jump(puppet, queue, (uint16_t)any(s, 65536));
		break;
	case 2:
		puppet->change = true;
		puppet->status |= any(s, 4) ? 0 : 64;
		break;
	case 3:
		/* Available ring and descriptors too: the driver must not read them. */
		scribble(s, (uint8_t *)puppet->arena.base, 1 << 16);
		puppet->ring = true;
		break;
	}
}

static void check_ends(struct state *s)
{
	for (int i = 0; i < CALLS; i++)
		assert_true(s->flights[i].begun - s->flights[i].ended <= 1);
}

static void play(struct state *s)
{
	bool raving = any(s, 20) == 0;

	for (unsigned int i = any(s, CALLS); i > 0; i--)
		submit(s, &s->flights[any(s, CALLS)]);
	for (unsigned int i = any(s, 6); i > 0; i--)
		act(s, (uint16_t)any(s, 5));
	if (raving)
		rave(s);
	if (vqs_driver_process(s->driver) < 0) {
		assert_non_null(vqs_driver_fault(s->driver));
		s->broken++;
		for (int i = 0; i < CALLS; i++)
			assert_int_equal(s->flights[i].begun, s->flights[i].ended);
		assert_int_equal(vqs_driver_reset(s->driver), 0);
	} else if (raving) {
		/* What raving did to the available ring only a reset heals. */
		assert_int_equal(vqs_driver_reset(s->driver), 0);
	}
	check_ends(s);
}

/* Any event: the listener of lamp.h would insist on what is in it. */
static void heard(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	struct state *s = self;
	const struct vqs_span *span = NULL;
	uint8_t bytes[64];

	assert_int_equal(queue, LAMP_QUEUE_EVENTS);
	if (message == lamp_message(LAMP_FAMILY_EVENT, LAMP_BURST))
		span = &((const struct lamp_burst_writable *)writable)->distances;
	if (message == lamp_message(LAMP_FAMILY_EVENT, LAMP_NOTE))
		span = &((const struct lamp_note_writable *)writable)->text;
	for (uint32_t at = 0; span && at < span->length; at += sizeof(bytes))
		assert_true(vqs_span_read(span, at, bytes, sizeof(bytes)) > 0);
	s->events++;
}

static void test_random_device(void **state)
{
	static const struct vqs_driver_events events = { .event = heard };
	struct state *s = calloc(1, sizeof(*s));

	(void)state;
	s->seed = 0x2545f491;
	s->puppet = puppet_create();
	assert_int_equal(vqs_driver_create(&s->driver, &lamp_type, &s->puppet->base, NULL,
	                                   &events, s),
	                 0);
	for (int i = 0; i < 20000; i++)
		play(s);
	/* It was neither all good nor all broken. */
	assert_true(s->broken > 500);
	assert_true(s->events > 500);
	vqs_driver_destroy(s->driver);
	for (int i = 0; i < CALLS; i++) {
		assert_int_equal(s->flights[i].begun, s->flights[i].ended);
		assert_true(s->flights[i].ended > 500);
	}
	free(s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(test_random_device) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
