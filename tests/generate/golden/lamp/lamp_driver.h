/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver lamp.yaml
 */
#ifndef LAMP_DRIVER_H
#define LAMP_DRIVER_H

#include <vqsmith/driver.h>

#include "lamp_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct lamp_driver_events {
	/* Something moved in front of the lamp. */
	void (*event)(void *self, const struct lamp_event *event);
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct lamp_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct lamp_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int lamp_driver_init(struct lamp_driver *driver, struct vqs_driver_transport *transport,
                     const struct vqs_features *wanted,
                     const struct lamp_driver_events *events, void *self);
void lamp_driver_fini(struct lamp_driver *driver);

/* Whether a feature was negotiated. */
static inline bool lamp_driver_has(const struct lamp_driver *driver,
                                   unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* Sets the brightness. */
int lamp_call_set_level(struct lamp_driver *driver, const struct lamp_set_level *asked,
                        struct lamp_set_level_reply *reply);
int lamp_start_set_level(struct lamp_driver *driver, struct vqs_call *call,
                         const struct lamp_set_level *asked,
                         struct lamp_set_level_reply *reply);

/* Tells the brightness. */
int lamp_call_get_level(struct lamp_driver *driver, struct lamp_get_level_reply *reply);
int lamp_start_get_level(struct lamp_driver *driver, struct vqs_call *call,
                         struct lamp_get_level_reply *reply);

/* Plays a sequence of steps, once. */
int lamp_call_play_scene(struct lamp_driver *driver,
                         const struct lamp_play_scene *asked,
                         struct lamp_play_scene_reply *reply);
int lamp_start_play_scene(struct lamp_driver *driver, struct vqs_call *call,
                          const struct lamp_play_scene *asked,
                          struct lamp_play_scene_reply *reply);

/* Tells in words what the lamp is, in UTF-8. */
int lamp_call_describe(struct lamp_driver *driver, struct lamp_describe_reply *reply);
int lamp_start_describe(struct lamp_driver *driver, struct vqs_call *call,
                        struct lamp_describe_reply *reply);

/*
 * Reads the configuration space, untorn. Fields whose feature is not offered
 * are zero.
 */
int lamp_driver_config(struct lamp_driver *driver, struct lamp_config *config);

#endif
