/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate device console.yaml
 */
#include "console_device.h"

/* In place of handlers that are left out: the device does not know the request. */

__attribute__((weak))
void console_device_ready(struct console *console, struct vqs_request *request,
                          const struct console_device_ready *asked)
{
	(void)console;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void console_port_ready(struct console *console, struct vqs_request *request,
                        const struct console_port_ready *asked)
{
	(void)console;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void console_control_port_open(struct console *console, struct vqs_request *request,
                               const struct console_control_port_open *asked)
{
	(void)console;
	(void)asked;
	vqs_request_unsupported(request);
}

static void take_output(void *self, struct vqs_request *request)
{
	console_output(self, request, request->readable);
}

static void take_device_ready(void *self, struct vqs_request *request)
{
	console_device_ready(self, request, request->readable);
}

static void take_port_ready(void *self, struct vqs_request *request)
{
	console_port_ready(self, request, request->readable);
}

static void take_control_port_open(void *self, struct vqs_request *request)
{
	console_control_port_open(self, request, request->readable);
}

static vqs_handler *const output_handlers[] = {
	take_output,
};

static vqs_handler *const control_handlers[] = {
	take_device_ready,
	take_port_ready,
	take_control_port_open,
};

vqs_handler *const *const console_handlers[] = {
	NULL, /* console_input: the device sends it */
	output_handlers,
	NULL, /* console_event: the device sends it */
	control_handlers,
};
