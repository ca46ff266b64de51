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

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const console_handlers[];

static inline int console_output_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

/*
 * Events. -EAGAIN: the driver has posted no buffer; the class's posted() tells
 * when it has.
 */

/* Characters that were typed. */
static inline int console_send_input(struct vqs_device *device,
                                     const struct console_input *event)
{
	return vqs_device_send(device, CONSOLE_VQ_RECEIVEQ,
	                       &console_type.families[0].messages[0], event);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct console_config *console_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
