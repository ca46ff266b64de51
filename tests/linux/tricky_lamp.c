/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * lamp-device SOCKET [PLAIN]: a lamp that serves guests until it is ended, and
 * does the tricks of tricks.h. PLAIN, anything: it senses no motion and plays
 * no scenes.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <vqsmith/vhost_user.h>

#include "lamp_device.h"
#include "raw.h"
#include "tricks.h"

#define HELD_MOST 1024

struct lamp {
	struct vqs_device *device;
	uint16_t level;
	uint8_t refuse;       /* the next request with this status */
	enum odd_reply reply; /* the next one */
	bool holding;
	unsigned int hold_until; /* so many are held; 0: told */
	struct vqs_request *held[HELD_MOST];
	unsigned int held_count;
	struct vqs_request *waiting; /* TRICK_AWAIT */
	unsigned int awaited;
	unsigned int events; /* to be sent */
	uint16_t sent;
};

/* ---- Events and configuration -------------------------------------------- */

/* Those for which there is no buffer wait until there is. */
static void send_events(struct lamp *lamp)
{
	while (lamp->events) {
		const struct lamp_event event = { .when_ns = 1000000u * lamp->sent,
			                          .distance_mm = lamp->sent };

		if (lamp_send_event(lamp->device, &event))
			return;
		lamp->sent++;
		lamp->events--;
	}
}

static void posted(void *self, uint16_t queue)
{
	(void)queue;
	send_events(self);
}

static void set_max_level(struct lamp *lamp, uint16_t level)
{
	lamp_config(lamp->device)->max_level = level;
	if (vqs_device_config_changed(lamp->device))
		fprintf(stderr, "lamp: max_level cannot be %u\n", level);
}

static void burst(struct lamp *lamp, unsigned int count)
{
	while (count--)
		set_max_level(lamp, (uint16_t)(count + 1));
}

/* ---- Answers ------------------------------------------------------------- */

static void describe(struct lamp *lamp, struct vqs_request *request)
{
	static const char text[] = "a lamp that does tricks";
	struct vqs_span span = lamp_describe_text(request);

	(void)lamp;
	span.length = vqs_span_write(&span, 0, text, sizeof(text) - 1);
	lamp_describe_done(request, &(struct lamp_describe_reply){ .text = span });
}

/* A proper answer. */
static void answer(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_set_level *asked = request->readable;

	switch (request->message->opcode) {
	case LAMP_SET_LEVEL:
		lamp->level = asked->level;
		lamp_set_level_done(request);
		break;
	case LAMP_GET_LEVEL:
		lamp_get_level_done(
		        request, &(struct lamp_get_level_reply){ .level = lamp->level });
		break;
	case LAMP_PLAY_SCENE:
		lamp_play_scene_done(request);
		break;
	default:
		describe(lamp, request);
		break;
	}
}

/* Backwards, for no driver may rely on an order. */
static void release(struct lamp *lamp)
{
	lamp->holding = false;
	vqs_device_begin(lamp->device);
	while (lamp->held_count)
		answer(lamp, lamp->held[--lamp->held_count]);
	vqs_device_end(lamp->device);
}

static void hold(struct lamp *lamp, struct vqs_request *request)
{
	if (lamp->held_count == HELD_MOST) {
		lamp_refuse(request, LAMP_STATUS_FAILED);
		return;
	}
	lamp->held[lamp->held_count++] = request;
	if (lamp->waiting && lamp->held_count >= lamp->awaited) {
		lamp_set_level_done(lamp->waiting);
		lamp->waiting = NULL;
	}
	if (lamp->held_count == lamp->hold_until)
		release(lamp);
}

static void take(struct lamp *lamp, struct vqs_request *request)
{
	enum odd_reply odd = lamp->reply;
	uint8_t status = lamp->refuse;

	lamp->reply = 0;
	lamp->refuse = LAMP_STATUS_OK;
	if (lamp->holding)
		hold(lamp, request);
	else if (odd)
		raw_reply(request, odd);
	else if (status)
		lamp_refuse(request, status);
	else
		answer(lamp, request);
}

/* ---- Tricks -------------------------------------------------------------- */

static void start_to_hold(struct lamp *lamp, uint8_t argument)
{
	lamp->holding = true;
	lamp->hold_until = 0;
	if (argument == HOLD_FULL)
		lamp->hold_until = raw_queue_size(lamp->device, LAMP_VQ_REQUESTS);
}

static void await(struct lamp *lamp, struct vqs_request *request, unsigned int count)
{
	if (lamp->held_count >= count) {
		lamp_set_level_done(request);
		return;
	}
	lamp->waiting = request;
	lamp->awaited = count;
}

/* Those that have to do with events. */
static void do_event_trick(struct lamp *lamp, unsigned int trick, uint8_t argument)
{
	if (trick == TRICK_ODD_EVENT) {
		raw_event(lamp->device, LAMP_VQ_EVENTS, argument);
		return;
	}
	lamp->sent = 0;
	lamp->events = trick == TRICK_FLOOD ? argument * 100u : argument;
	send_events(lamp);
}

static void do_trick(struct lamp *lamp, struct vqs_request *request, unsigned int trick,
                     uint8_t argument)
{
	switch (trick) {
	case TRICK_DIE:
		_exit(0);
	case TRICK_AWAIT:
		await(lamp, request, argument);
		return;
	case TRICK_CONFIG:
		set_max_level(lamp, argument * 100);
		break;
	case TRICK_BURST:
		burst(lamp, argument * 100u);
		break;
	case TRICK_HOLD:
		start_to_hold(lamp, argument);
		break;
	case TRICK_RELEASE:
		release(lamp);
		break;
	case TRICK_REFUSE:
		lamp->refuse = argument;
		break;
	case TRICK_REPLY:
		lamp->reply = argument;
		break;
	default:
		do_event_trick(lamp, trick, argument);
		break;
	}
	lamp_set_level_done(request);
}

/* ---- The device ---------------------------------------------------------- */

void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked)
{
	if (asked->level >> 8 >= TRICK_FIRST)
		do_trick(lamp, request, asked->level >> 8, asked->level & 0xff);
	else
		take(lamp, request);
}

void lamp_get_level(struct lamp *lamp, struct vqs_request *request)
{
	take(lamp, request);
}

void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked)
{
	(void)asked;
	take(lamp, request);
}

void lamp_describe(struct lamp *lamp, struct vqs_request *request)
{
	take(lamp, request);
}

static void reset(void *self)
{
	struct lamp *lamp = self;

	*lamp = (struct lamp){ .device = lamp->device };
	fprintf(stderr, "lamp: reset\n");
}

static void complain(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "lamp: %s\n", text);
}

static int serve(struct vqs_device *device, const char *path)
{
	/* Guests let go of hundreds of requests that it holds, and wait each time. */
	const struct vqs_vhost_user_options options = { .stop_patience = 20 };
	struct vqs_vhost_user_server *server;
	struct pollfd ready = { .events = POLLIN };
	int error = vqs_vhost_user_listen(&server, device, path, &options);

	if (error) {
		fprintf(stderr, "lamp: %s: %s\n", path, strerror(-error));
		return 1;
	}
	ready.fd = vqs_vhost_user_fd(server);
	for (;;)
		if (poll(&ready, 1, -1) > 0)
			vqs_vhost_user_process(server);
}

int main(int argc, char **argv)
{
	struct lamp lamp = { 0 };
	const struct vqs_device_class class = {
		.type = &lamp_type,
		.handlers = lamp_handlers,
		.posted = posted,
		.reset = reset,
		.complaint = complain,
	};
	const struct lamp_config config = { .max_level = 1000,
		                            .range_mm = 4000,
		                            .serial = "L-0001" };
	struct vqs_device_options options = { 0 };

	/* What raw.c writes into the rings by hand is of the split format. */
	vqs_features_add(&options.withhold_ring, VQS_F_RING_PACKED);
	if (argc < 2)
		return 2;
	if (argc > 2) {
		vqs_features_add(&options.withhold, LAMP_F_MOTION);
		vqs_features_add(&options.withhold, LAMP_F_SCENES);
	}
	if (vqs_device_create(&lamp.device, &class, &lamp, &config, &options))
		return 1;
	return serve(lamp.device, argv[1]);
}
