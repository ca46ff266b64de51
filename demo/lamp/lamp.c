/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The lamp of the demonstration: what an author writes by hand. The device type is
 * described in lamp.yaml; lamp_device.h, made of that, says which functions to write.
 *
 *   lamp --socket PATH
 *
 * The lamp's world is on its stdin: `motion MILLIMETRES` lets something move in front of
 * it, `hot LEVEL` lets it get hot, so that no level above that is taken any more.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <vqsmith/vhost_user.h>

#include "lamp_device.h"

struct lamp {
	struct vqs_device *device;
	uint16_t level;
	/* The scene that is being played: its request is answered at its end. */
	struct vqs_request *scene;
	const struct lamp_play_scene *steps;
	uint32_t step;
	int timer;
	uint64_t reset_ns;
};

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void set_level(struct lamp *lamp, uint16_t level)
{
	uint16_t max = lamp_config(lamp->device)->max_level;

	lamp->level = level < max ? level : max;
	printf("lamp: level %u\n", lamp->level);
	fflush(stdout);
}

/* ---- Requests -------------------------------------------------------------- */

void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked)
{
	if (asked->level > lamp_config(lamp->device)->max_level) {
		lamp_refuse(request, LAMP_STATUS_INVALID);
		return;
	}
	set_level(lamp, asked->level);
	lamp_set_level_done(request);
}

void lamp_get_level(struct lamp *lamp, struct vqs_request *request)
{
	lamp_get_level_done(request,
	                    &(struct lamp_get_level_reply){ .status = LAMP_STATUS_OK,
	                                                    .level = lamp->level });
}

/* Takes the next step of the scene, or ends it. */
static void play_on(struct lamp *lamp)
{
	struct itimerspec wait = { .it_value = { 0 } };
	struct lamp_step step;

	if (lamp->step == lamp->steps->step_count) {
		struct vqs_request *request = lamp->scene;

		lamp->scene = NULL;
		lamp_play_scene_done(request);
		return;
	}
	if (lamp_play_scene_get_steps(lamp->steps, lamp->step++, &step) < 0)
		step = (struct lamp_step){
			.level = 0
		}; /* a driver's nonsense is darkness */
	set_level(lamp, step.level);
	wait.it_value.tv_sec = step.hold_ms / 1000;
	wait.it_value.tv_nsec = step.hold_ms % 1000 * 1000000 + 1;
	timerfd_settime(lamp->timer, 0, &wait, NULL);
}

void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked)
{
	if (lamp->scene) {
		lamp_refuse(request, LAMP_STATUS_FAILED);
		return;
	}
	lamp->scene = request;
	lamp->steps = asked;
	lamp->step = 0;
	play_on(lamp);
}

void lamp_describe(struct lamp *lamp, struct vqs_request *request)
{
	struct lamp_describe_reply reply = { .status = LAMP_STATUS_OK,
		                             .text = lamp_describe_text(request) };
	char text[80];
	int length = snprintf(text, sizeof(text), "a lamp of 1000 levels, now at %u",
	                      lamp->level);

	reply.text.length = vqs_span_write(&reply.text, 0, text, (uint32_t)length);
	lamp_describe_done(request, &reply);
}

static void reset(void *self)
{
	struct lamp *lamp = self;

	lamp->scene = NULL;
	lamp->reset_ns = now_ns();
}

/* ---- The world outside ------------------------------------------------------- */

static void sense(struct lamp *lamp, unsigned int distance)
{
	const struct lamp_event event = { .when_ns = now_ns() - lamp->reset_ns,
		                          .distance_mm = (uint16_t)distance };

	printf("lamp: something moved at %u mm%s\n", distance,
	       lamp_send_event(lamp->device, &event) == 0 ? "" : ", and nobody listens");
	fflush(stdout);
}

static void get_hot(struct lamp *lamp, unsigned int level)
{
	lamp_config(lamp->device)->max_level = (uint16_t)level;
	if (vqs_device_config_changed(lamp->device) == 0)
		set_level(lamp, lamp->level);
}

static void listen_to_world(struct lamp *lamp)
{
	char line[80];
	ssize_t length = read(STDIN_FILENO, line, sizeof(line) - 1);
	unsigned int number;

	line[length > 0 ? length : 0] = '\0';
	if (sscanf(line, "motion %u", &number) == 1)
		sense(lamp, number);
	else if (sscanf(line, "hot %u", &number) == 1)
		get_hot(lamp, number);
}

static void on_timer(struct lamp *lamp)
{
	uint64_t count;

	if (read(lamp->timer, &count, sizeof(count)) == sizeof(count) && lamp->scene)
		play_on(lamp);
}

/* ---- The program -------------------------------------------------------------- */

static void complaint(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "lamp: %s\n", text);
}

static const struct vqs_device_class class = {
	.type = &lamp_type,
	.handlers = lamp_handlers,
	.reset = reset,
	.complaint = complaint,
};

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

static int serve(struct lamp *lamp, struct vqs_vhost_user_server *server)
{
	struct pollfd wait[] = {
		{ .fd = open_signals(), .events = POLLIN },
		{ .fd = vqs_vhost_user_fd(server), .events = POLLIN },
		{ .fd = lamp->timer, .events = POLLIN },
		{ .fd = STDIN_FILENO, .events = POLLIN },
	};

	while (poll(wait, 4, -1) >= 0 && !wait[0].revents) {
		if (wait[1].revents)
			vqs_vhost_user_process(server);
		if (wait[2].revents)
			on_timer(lamp);
		if (wait[3].revents & POLLIN)
			listen_to_world(lamp);
		else if (wait[3].revents)
			wait[3].fd = -1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct lamp_config config = { .max_level = 1000,
		                            .range_mm = 4000,
		                            .serial = "LAMP-0001" };
	struct lamp lamp = { .timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC) };
	struct vqs_vhost_user_server *server;
	int error;

	if (argc != 3 || strcmp(argv[1], "--socket") != 0) {
		fprintf(stderr, "usage: %s --socket PATH\n", argv[0]);
		return 2;
	}
	error = vqs_device_create(&lamp.device, &class, &lamp, &config, NULL);
	if (!error)
		error = vqs_vhost_user_guard_install(); /* the front end is a stranger */
	if (!error)
		error = vqs_vhost_user_listen(&server, lamp.device, argv[2], NULL);
	if (error) {
		fprintf(stderr, "lamp: %s: %s\n", argv[2], strerror(-error));
		return 1;
	}
	serve(&lamp, server);
	vqs_vhost_user_destroy(server);
	vqs_device_destroy(lamp.device);
	return 0;
}
