/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The lamp of types/lamp.yaml as a program, for tests of `vqsmith call`. It
 * says what it got in the text of describe; after a scene it reports motion,
 * and gets hot, which lowers max_level.
 */
#define _GNU_SOURCE /* sigprocmask */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>

#include <vqsmith/vhost_user.h>

#include "lamp_device.h"

struct lamp {
	struct vqs_device *device;
	uint16_t level;
	char text[1024];
};

void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked)
{
	lamp->level = asked->level;
	lamp_set_level_done(request);
}

void lamp_get_level(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_get_level_reply reply = { .level = lamp->level };

	lamp_get_level_done(request, &reply);
}

void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked)
{
	const struct lamp_event event = { .when_ns = 12345678901, .distance_mm = 40 };
	struct lamp_step step;
	size_t length = 0;

	for (uint32_t i = 0; lamp_play_scene_get_steps(asked, i, &step) == 0; i++)
		length +=
		        (size_t)snprintf(lamp->text + length, sizeof(lamp->text) - length,
		                         "%u for %u ms;", step.level, step.hold_ms);
	lamp_play_scene_done(request);
	lamp_send_event(lamp->device, &event);
	lamp_config(lamp->device)->max_level = 50;
	vqs_device_config_changed(lamp->device);
}

void lamp_describe(struct lamp *lamp, struct vqs_request *request)
{
	struct vqs_span room = lamp_describe_text(request);
	struct lamp_describe_reply reply = { .status = LAMP_STATUS_OK };
	uint32_t length = (uint32_t)strlen(lamp->text);

	reply.text =
	        vqs_span_part(&room, 0, vqs_span_write(&room, 0, lamp->text, length));
	lamp_describe_done(request, &reply);
}

static const struct vqs_device_class lamp_class = {
	.type = &lamp_type,
	.handlers = lamp_handlers,
};

static int serve(struct vqs_vhost_user_server *server)
{
	struct pollfd wait[2] = { { .fd = vqs_vhost_user_fd(server), .events = POLLIN },
		                  { .events = POLLIN } };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	wait[1].fd = signalfd(-1, &set, SFD_CLOEXEC);
	while (poll(wait, 2, -1) > 0 && !wait[1].revents)
		if (vqs_vhost_user_process(server) < 0)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	struct lamp lamp = { .text = "A lamp." };
	const struct lamp_config config = { .max_level = 100,
		                            .range_mm = 3000,
		                            .serial = "L-7" };
	struct vqs_vhost_user_server *server;
	int status = 1;

	if (argc != 3 ||
	    vqs_device_create(&lamp.device, &lamp_class, &lamp, &config, NULL))
		return 1;
	if (vqs_vhost_user_listen(&server, lamp.device, argv[2], NULL) == 0) {
		status = serve(server);
		vqs_vhost_user_destroy(server);
	}
	vqs_device_destroy(lamp.device);
	return status;
}
