/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The main program that the examples share: a device on a vhost-user socket,
 * one thread, until SIGINT or SIGTERM.
 */
#ifndef EXAMPLES_SERVE_H
#define EXAMPLES_SERVE_H

#include <poll.h>

#include <vqsmith/device.h>

/* How a device is served, and what it waits for besides its driver. All may be NULL. */
struct serve_hooks {
	/* Look for requests again and again while there is a driver; never sleep. */
	bool poll;
	/* What the device does by itself, after each look; more of it by and by. */
	void (*work)(void *self);
	/* Fills at most `room` entries and returns how many; may lower *timeout (ms). */
	int (*prepare)(void *self, struct pollfd *fds, int room, int *timeout);
	/* After each wait, with the same entries. False: end the program. */
	bool (*ready)(void *self, const struct pollfd *fds, int count);
};

/*
 * Serves `device` on the socket at `path`. Returns an exit status; what went
 * wrong is on stderr, under `name`.
 */
int serve(const char *name, struct vqs_device *device, const char *path,
          const struct serve_hooks *hooks, void *self);

/* For struct vqs_device_class: what a driver did wrong, on stderr. */
void serve_complaint(void *self, const char *text);

/* The features of the type that are not in `wanted` (bits, ended by -1). */
struct vqs_features serve_withhold(const struct vqs_type *type, const int *wanted);

#endif
