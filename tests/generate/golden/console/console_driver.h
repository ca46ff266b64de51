/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver console.yaml
 */
#ifndef CONSOLE_DRIVER_H
#define CONSOLE_DRIVER_H

#include <vqsmith/driver.h>

#include "console_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct console_driver_events {
	/* Characters that were typed. */
	void (*input)(void *self, uint16_t queue, const struct console_input *event);
	/* There is a new port. */
	void (*event_device_add)(void *self,
	                         const struct console_event_device_add *event);
	/* A port is gone. */
	void (*event_device_remove)(void *self,
	                            const struct console_event_device_remove *event);
	/* A port is a console. */
	void (*event_console_port)(void *self,
	                           const struct console_event_console_port *event);
	/* The size of a console changed. */
	void (*event_resize)(void *self, const struct console_event_resize *event);
	/* A port was opened or closed. */
	void (*event_port_open)(void *self, const struct console_event_port_open *event);
	/* A port has a name. */
	void (*event_port_name)(void *self, const struct console_event_port_name *event);
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct console_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct console_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int console_driver_init(struct console_driver *driver,
                        struct vqs_driver_transport *transport,
                        const struct vqs_features *wanted,
                        const struct console_driver_events *events, void *self);
void console_driver_fini(struct console_driver *driver);

/* Whether a feature was negotiated. */
static inline bool console_driver_has(const struct console_driver *driver,
                                      unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* Characters to put out. */
int console_call_output(struct console_driver *driver, uint16_t queue,
                        const struct console_output *asked);
int console_start_output(struct console_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct console_output *asked);

/* The driver is ready, or failed. */
int console_call_device_ready(struct console_driver *driver,
                              const struct console_device_ready *asked);
int console_start_device_ready(struct console_driver *driver, struct vqs_call *call,
                               const struct console_device_ready *asked);

/* A port is ready, or failed. */
int console_call_port_ready(struct console_driver *driver,
                            const struct console_port_ready *asked);
int console_start_port_ready(struct console_driver *driver, struct vqs_call *call,
                             const struct console_port_ready *asked);

/* A port was opened or closed. */
int console_call_control_port_open(struct console_driver *driver,
                                   const struct console_control_port_open *asked);
int console_start_control_port_open(struct console_driver *driver,
                                    struct vqs_call *call,
                                    const struct console_control_port_open *asked);

/*
 * Reads the configuration space, untorn. Fields whose feature is not offered
 * are zero.
 */
int console_driver_config(struct console_driver *driver, struct console_config *config);

/*
 * Writes emerg_wr. A write puts out its lower byte, at any time, even before
 * negotiation.
 */
int console_driver_set_emerg_wr(struct console_driver *driver, uint32_t value);

#endif
