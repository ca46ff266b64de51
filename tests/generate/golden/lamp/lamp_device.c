/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate device lamp.yaml
 */
#include "lamp_device.h"

/* In place of handlers that are left out: the device does not know the request. */

__attribute__((weak))
void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked)
{
	(void)lamp;
	(void)asked;
	vqs_request_unsupported(request);
}

static void take_set_level(void *self, struct vqs_request *request)
{
	lamp_set_level(self, request, request->readable);
}

static void take_get_level(void *self, struct vqs_request *request)
{
	lamp_get_level(self, request);
}

static void take_play_scene(void *self, struct vqs_request *request)
{
	lamp_play_scene(self, request, request->readable);
}

static void take_describe(void *self, struct vqs_request *request)
{
	lamp_describe(self, request);
}

static vqs_handler *const request_handlers[] = {
	take_set_level,
	take_get_level,
	take_play_scene,
	take_describe,
};

vqs_handler *const *const lamp_handlers[] = {
	request_handlers,
	NULL, /* lamp_event: the device sends it */
};
