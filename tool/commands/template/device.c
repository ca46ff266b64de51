/*
 * The @name@: what the device does. Its type is described in @name@.yaml;
 * @name@_device.h, which is made of that, says which functions to write here.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <vqsmith/vhost_user.h>

#include "@name@_device.h"

struct @name@ {
	struct vqs_device *device;
	uint16_t level;
};

/* ---- What it does -------------------------------------------------------- */

void @name@_set_level(struct @name@ *@name@, struct vqs_request *request,
		const struct @name@_set_level *asked)
{
	const struct @name@_event event = { .level = asked->level };

	if (asked->level > @name@_config(@name@->device)->max_level) {
		@name@_refuse(request, @NAME@_STATUS_INVALID);
		return;
	}
	@name@->level = asked->level;
	@name@_set_level_done(request);
	@name@_send_event(@name@->device, &event);
}

void @name@_get_level(struct @name@ *@name@, struct vqs_request *request)
{
	const struct @name@_get_level_reply reply = {
		.status = @NAME@_STATUS_OK,
		.level = @name@->level,
	};

	@name@_get_level_done(request, &reply);
}

/* What a driver, or the front end between, did wrong: a line for the log. */
static void complaint(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "@name@: %s\n", text);
}

static const struct vqs_device_class class = {
	.type = &@name@_type,
	.handlers = @name@_handlers,
	.complaint = complaint,
};

/* ---- The program --------------------------------------------------------- */

/* SIGINT and SIGTERM as something to poll. */
static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Serves the device until a signal comes. What else it waits for, a timer or
   the world outside, becomes one more line of `wait`. */
static int serve(struct vqs_vhost_user_server *server, int signals)
{
	struct pollfd wait[] = {
		{ .fd = vqs_vhost_user_fd(server), .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
	};

	while (poll(wait, 2, -1) >= 0) {
		if (wait[1].revents)
			return 0;
		if (wait[0].revents && vqs_vhost_user_process(server) < 0)
			return 1;
	}
	return 1;
}

static int run(struct @name@ *@name@, const char *path)
{
	const struct @name@_config config = { .max_level = 100 };
	struct vqs_vhost_user_server *server;
	int signals = open_signals(), error;

	error = vqs_device_create(&@name@->device, &class, @name@, &config, NULL);
	if (error)
		path = "the device (is a value of config out of its range?)";
	if (error == 0) {
		/* Without it a front end that shortens its memory's file ends us. */
		vqs_vhost_user_guard_install();
		error = vqs_vhost_user_listen(&server, @name@->device, path, NULL);
		if (error == 0) {
			printf("@name@: listening on %s\n", path);
			fflush(stdout);
			error = serve(server, signals);
			vqs_vhost_user_destroy(server);
		}
		vqs_device_destroy(@name@->device);
	}
	close(signals);
	if (error < 0)
		fprintf(stderr, "@name@: %s: %s\n", path, strerror(-error));
	return error != 0;
}

int main(int argc, char **argv)
{
	struct @name@ @name@ = { .device = NULL };

	if (argc != 3 || strcmp(argv[1], "--socket") != 0) {
		fprintf(stderr, "usage: %s --socket PATH\n", argv[0]);
		return 2;
	}
	return run(&@name@, argv[2]);
}
