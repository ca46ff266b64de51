/* SPDX-License-Identifier: 0BSD */
/*
 * The device: what its author writes, and what that calls.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate device console.yaml
 */
#ifndef CONSOLE_DEVICE_H
#define CONSOLE_DEVICE_H

#include <vqsmith/device.h>

#include "console_type.h"

/* Your state, which every handler gets: `self` of vqs_device_create(). */
struct console;

/*
 * Handlers: these you write. Each takes a request and completes it, now or
 * later, with the function _done of its name. What the request holds stays
 * valid until then.
 */

/* Characters to put out. */
void console_output(struct console *console, struct vqs_request *request,
                    const struct console_output *asked);

/* The driver is ready, or failed. May be left out. */
void console_device_ready(struct console *console, struct vqs_request *request,
                          const struct console_device_ready *asked);

/* A port is ready, or failed. May be left out. */
void console_port_ready(struct console *console, struct vqs_request *request,
                        const struct console_port_ready *asked);

/* A port was opened or closed. May be left out. */
void console_control_port_open(struct console *console, struct vqs_request *request,
                               const struct console_control_port_open *asked);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const console_handlers[];

static inline int console_output_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

static inline int console_device_ready_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

static inline int console_port_ready_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

static inline int console_control_port_open_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

/*
 * Events. -EAGAIN: the driver has posted no buffer; the class's posted() tells
 * when it has.
 */

/* Characters that were typed. */
static inline int console_send_input(struct vqs_device *device, uint16_t queue,
                                     const struct console_input *event)
{
	return vqs_device_send(device, queue, &console_type.families[0].messages[0],
	                       event);
}

/* As many as there are buffers for; how many, or an error. */
static inline int console_send_input_many(struct vqs_device *device, uint16_t queue,
                                          const struct console_input *events,
                                          unsigned int count)
{
	return vqs_device_send_many(device, queue,
	                            &console_type.families[0].messages[0], events,
	                            count);
}

/* There is a new port. */
static inline int console_send_event_device_add(struct vqs_device *device,
                                                const struct console_event_device_add *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[0], event);
}

/* A port is gone. */
static inline int console_send_event_device_remove(struct vqs_device *device,
                                                   const struct console_event_device_remove *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[1], event);
}

/* A port is a console. */
static inline int console_send_event_console_port(struct vqs_device *device,
                                                  const struct console_event_console_port *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[2], event);
}

/* The size of a console changed. */
static inline int console_send_event_resize(struct vqs_device *device,
                                            const struct console_event_resize *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[3], event);
}

/* A port was opened or closed. */
static inline int console_send_event_port_open(struct vqs_device *device,
                                               const struct console_event_port_open *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[4], event);
}

/* A port has a name. */
static inline int console_send_event_port_name(struct vqs_device *device,
                                               const struct console_event_port_name *event)
{
	return vqs_device_send(device, CONSOLE_VQ_CONTROL_RECEIVEQ,
	                       &console_type.families[2].messages[5], event);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct console_config *console_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
