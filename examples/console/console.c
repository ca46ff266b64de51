/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A console on this terminal: vqs-console --socket PATH
 *
 * What the guest puts out goes to stdout, what comes from stdin goes to the
 * guest. Everything but that is generated from types/console.yaml.
 *
 * virtio 1.4, Device Types / Console Device.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "console_device.h"
#include "serve.h"

#define LINE 4096

struct console {
	struct vqs_device *device;
	char typed[LINE]; /* read and not yet taken by the guest */
	size_t count;
	bool ended; /* no more to read */
};

/* What the guest writes. A terminal that takes nothing more holds it up: it is in no
 * hurry. */
void console_output(struct console *console, struct vqs_request *request,
                    const struct console_output *asked)
{
	struct vqs_span span = asked->data;
	struct vqs_segment piece;

	(void)console;
	while (vqs_span_next(&span, &piece)) {
		const char *at = piece.base;
		size_t left = piece.length;

		while (left) {
			ssize_t done = write(STDOUT_FILENO, at, left);

			if (done < 0 && errno == EINTR)
				continue;
			if (done <= 0)
				break;
			at += done;
			left -= (size_t)done;
		}
	}
	console_output_done(request);
}

/* Gives the guest what was typed, as far as it has room. */
static void deliver(struct console *console)
{
	while (console->count) {
		struct vqs_request *buffer =
		        vqs_device_posted(console->device, CONSOLE_VQ_RECEIVEQ);
		struct console_input input;

		if (!buffer)
			return;
		input.data = vqs_span_part(&buffer->writable_span, 0,
		                           (uint32_t)console->count);
		vqs_span_write(&input.data, 0, console->typed, input.data.length);
		console->count -= input.data.length;
		memmove(console->typed, console->typed + input.data.length,
		        console->count);
		vqs_request_send(buffer, &console_type.families[0].messages[0], &input);
	}
}

static void on_posted(void *self, uint16_t queue)
{
	(void)queue;
	deliver(self);
}

/* ---- The program ------------------------------------------------------------ */

static int prepare(void *self, struct pollfd *fds, int room, int *timeout)
{
	const struct console *console = self;

	(void)room;
	(void)timeout;
	if (console->ended || console->count == LINE || !vqs_device_live(console->device))
		return 0;
	fds[0] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
	return 1;
}

static bool ready(void *self, const struct pollfd *fds, int count)
{
	struct console *console = self;
	ssize_t got;

	if (!count || !fds[0].revents)
		return true;
	got = read(STDIN_FILENO, console->typed + console->count, LINE - console->count);
	if (got > 0)
		console->count += (size_t)got;
	else if (got == 0 || errno != EINTR)
		console->ended = true;
	deliver(console);
	return true;
}

static const struct vqs_device_class console_class = {
	.type = &console_type,
	.handlers = console_handlers,
	.posted = on_posted,
	.complaint = serve_complaint,
};

static int make_device(struct console *console)
{
	const int wanted[] = { CONSOLE_F_SIZE, -1 };
	const struct vqs_device_options options = {
		.withhold = serve_withhold(&console_type, wanted),
	};
	struct winsize size = { .ws_col = 80, .ws_row = 25 };
	struct console_config config;
	int error;

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	config = (struct console_config){ .cols = size.ws_col, .rows = size.ws_row };
	error = vqs_device_create(&console->device, &console_class, console, &config,
	                          &options);
	if (error)
		fprintf(stderr, "console: cannot make the device: %s\n",
		        strerror(-error));
	return error;
}

static int usage(int status)
{
	fputs("usage: vqs-console --socket PATH\n"
	      "A virtio console on stdin and stdout, over vhost-user.\n",
	      status ? stderr : stdout);
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "socket", required_argument, NULL,
		                                   's' },
		                                 { "help", no_argument, NULL, 'h' },
		                                 { 0 } };
	static const struct serve_hooks hooks = { .prepare = prepare, .ready = ready };
	struct console console = { .count = 0 };
	const char *socket = NULL;
	int option, status = EXIT_FAILURE;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option != 's')
			return usage(option == 'h' ? EXIT_SUCCESS : EXIT_FAILURE);
		socket = optarg;
	}
	if (!socket || optind != argc)
		return usage(EXIT_FAILURE);
	if (make_device(&console) == 0)
		status = serve("console", console.device, socket, &hooks, &console);
	vqs_device_destroy(console.device);
	return status;
}
