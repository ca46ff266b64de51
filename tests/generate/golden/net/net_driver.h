/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver net.yaml
 */
#ifndef NET_DRIVER_H
#define NET_DRIVER_H

#include <vqsmith/driver.h>

#include "net_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct net_driver_events {
	/* A packet that was received. */
	void (*received)(void *self, const struct net_received *event);
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct net_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct net_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int net_driver_init(struct net_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct net_driver_events *events, void *self);
void net_driver_fini(struct net_driver *driver);

/* Whether a feature was negotiated. */
static inline bool net_driver_has(const struct net_driver *driver, unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* A packet to transmit. */
int net_call_transmitted(struct net_driver *driver, const struct net_transmitted *asked);
int net_start_transmitted(struct net_driver *driver, struct vqs_call *call,
                          const struct net_transmitted *asked);

/*
 * Reads the configuration space, untorn. Fields whose feature is not offered
 * are zero.
 */
int net_driver_config(struct net_driver *driver, struct net_config *config);

#endif
