/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver entropy.yaml
 */
#ifndef ENTROPY_DRIVER_H
#define ENTROPY_DRIVER_H

#include <vqsmith/driver.h>

#include "entropy_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct entropy_driver_events {
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct entropy_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct entropy_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int entropy_driver_init(struct entropy_driver *driver,
                        struct vqs_driver_transport *transport,
                        const struct vqs_features *wanted,
                        const struct entropy_driver_events *events, void *self);
void entropy_driver_fini(struct entropy_driver *driver);

/* Whether a feature was negotiated. */
static inline bool entropy_driver_has(const struct entropy_driver *driver,
                                      unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* A buffer that the device fills, or begins to fill, with random bytes. */
int entropy_call_request(struct entropy_driver *driver,
                         struct entropy_request_reply *reply);
int entropy_start_request(struct entropy_driver *driver, struct vqs_call *call,
                          struct entropy_request_reply *reply);

#endif
