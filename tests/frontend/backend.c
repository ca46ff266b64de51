/* SPDX-License-Identifier: BSD-3-Clause */
/* The lamp's thread (backend.h). */
#include "backend.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

/* Asserts work in the test's thread alone; here a failure ends the program. */
static void must(bool holds, const char *what)
{
	if (holds)
		return;
	perror(what);
	abort();
}

static void take_order(struct backend *backend)
{
	char byte;

	must(read(backend->orders[0], &byte, 1) == 1, "order");
	backend->order(backend, backend->argument);
	must(write(backend->answers[1], &byte, 1) == 1, "answer");
}

static void *serve(void *argument)
{
	struct backend *backend = argument;

	while (!backend->end) {
		struct pollfd fds[2] = { { .fd = backend->orders[0], .events = POLLIN },
			                 { .fd = vqs_vhost_user_fd(backend->server),
			                   .events = POLLIN } };

		must(poll(fds, 2, -1) >= 0 || errno == EINTR, "poll");
		if (fds[0].revents)
			take_order(backend);
		if (fds[1].revents)
			must(vqs_vhost_user_process(backend->server) == 0, "process");
	}
	return NULL;
}

void backend_do(struct backend *backend,
                void (*order)(struct backend *backend, void *argument), void *argument)
{
	char byte = 0;

	backend->order = order;
	backend->argument = argument;
	assert_int_equal(write(backend->orders[1], &byte, 1), 1);
	assert_int_equal(read(backend->answers[0], &byte, 1), 1);
}

void backend_start(struct backend *backend, const struct vqs_features *withhold)
{
	memset(backend, 0, sizeof(*backend));
	lamp_create(&backend->lamp, withhold);
	snprintf(backend->directory, sizeof(backend->directory), "/tmp/vqsmith-XXXXXX");
	assert_non_null(mkdtemp(backend->directory));
	snprintf(backend->path, sizeof(backend->path), "%s/lamp.sock",
	         backend->directory);
	assert_int_equal(vqs_vhost_user_listen(
	                         &backend->server, backend->lamp.device, backend->path,
	                         &(struct vqs_vhost_user_options){ .ring_reset = true }),
	                 0);
	assert_int_equal(pipe(backend->orders), 0);
	assert_int_equal(pipe(backend->answers), 0);
	assert_int_equal(pthread_create(&backend->thread, NULL, serve, backend), 0);
}

static void end(struct backend *backend, void *argument)
{
	(void)argument;
	backend->end = true;
}

void backend_stop(struct backend *backend)
{
	backend_do(backend, end, NULL);
	assert_int_equal(pthread_join(backend->thread, NULL), 0);
	vqs_vhost_user_destroy(backend->server);
	lamp_destroy(&backend->lamp);
	for (int i = 0; i < 2; i++) {
		close(backend->orders[i]);
		close(backend->answers[i]);
	}
	rmdir(backend->directory);
}
