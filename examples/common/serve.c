/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The loop of an example: its socket, its signals, and what it waits for itself.
 */
#define _GNU_SOURCE
#include "serve.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <vqsmith/vhost_user.h>

#define FDS   64
#define TURNS 10000 /* of polling between two looks at what else there is */

void serve_complaint(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "%s\n", text);
}

struct vqs_features serve_withhold(const struct vqs_type *type, const int *wanted)
{
	struct vqs_features withhold = type->features;

	for (; *wanted >= 0; wanted++)
		vqs_features_drop(&withhold, (unsigned int)*wanted);
	return withhold;
}

/* SIGINT and SIGTERM become readable; SIGPIPE is of no interest. */
static int open_signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Whether a driver keeps us busy; looks at nothing else for a while then. */
static bool busy(struct vqs_vhost_user_server *server, const struct serve_hooks *hooks,
                 void *self)
{
	int r = hooks && hooks->poll ? 0 : -EAGAIN;

	for (int i = 0; i < TURNS && r >= 0; i++) {
		r = vqs_vhost_user_poll(server);
		if (hooks->work)
			hooks->work(self);
	}
	return r >= 0;
}

static void loop(struct vqs_vhost_user_server *server, int signals,
                 const struct serve_hooks *hooks, void *self)
{
	struct pollfd fds[FDS] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = vqs_vhost_user_fd(server), .events = POLLIN },
	};
	bool go_on = true;

	while (go_on) {
		bool polling = busy(server, hooks, self);
		int timeout = polling ? 0 : -1, count = 0;

		if (hooks && hooks->prepare)
			count = hooks->prepare(self, fds + 2, FDS - 2, &timeout);
		if (poll(fds, 2 + (nfds_t)count, timeout) < 0 && errno != EINTR)
			return;
		if (fds[0].revents)
			return;
		if (!polling)
			vqs_vhost_user_process(server);
		if (hooks && hooks->ready)
			go_on = hooks->ready(self, fds + 2, count);
	}
}

int serve(const char *name, struct vqs_device *device, const char *path,
          const struct serve_hooks *hooks, void *self)
{
	struct vqs_vhost_user_server *server;
	int signals = open_signals();
	int error;

	if (signals < 0) {
		fprintf(stderr, "%s: no signals: %s\n", name, strerror(errno));
		return EXIT_FAILURE;
	}
	error = vqs_vhost_user_guard_install();
	if (!error)
		error = vqs_vhost_user_listen(&server, device, path, NULL);
	if (error) {
		fprintf(stderr, "%s: cannot listen on %s: %s\n", name, path,
		        strerror(-error));
		close(signals);
		return EXIT_FAILURE;
	}
	printf("%s: listening on %s\n", name, path);
	fflush(stdout);
	loop(server, signals, hooks, self);
	vqs_vhost_user_destroy(server);
	vqs_vhost_user_guard_remove();
	close(signals);
	return EXIT_SUCCESS;
}
