/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate device console.yaml
 */
#include "console_device.h"

static void take_output(void *self, struct vqs_request *request)
{
	console_output(self, request, request->readable);
}

static vqs_handler *const output_handlers[] = {
	take_output,
};

vqs_handler *const *const console_handlers[] = {
	NULL, /* console_input: the device sends it */
	output_handlers,
};
