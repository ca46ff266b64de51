/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A lamp behind our own vhost-user back end, in a thread of its own, as it
 * would be in another process. The test reaches into that thread only by
 * backend_do().
 */
#ifndef VQSMITH_TESTS_FRONTEND_BACKEND_H
#define VQSMITH_TESTS_FRONTEND_BACKEND_H

#include <pthread.h>

#include <vqsmith/vhost_user.h>

#include "lamp.h"

struct backend {
	struct lamp lamp;
	struct vqs_vhost_user_server *server;
	char directory[64], path[96];
	pthread_t thread;
	int orders[2]; /* pipe: an order to the thread */
	int answers[2];
	void (*order)(struct backend *backend, void *argument);
	void *argument;
	bool end;
};

void backend_start(struct backend *backend, const struct vqs_features *withhold);

/* Stops the thread and removes the socket: every front end loses its device. */
void backend_stop(struct backend *backend);

/* Runs `order` in the back end's thread, and returns when it is done. */
void backend_do(struct backend *backend,
                void (*order)(struct backend *backend, void *argument), void *argument);

#endif
