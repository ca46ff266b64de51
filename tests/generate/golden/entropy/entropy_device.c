/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate device entropy.yaml
 */
#include "entropy_device.h"

static void take_request(void *self, struct vqs_request *request)
{
	entropy_request(self, request);
}

static vqs_handler *const request_handlers[] = {
	take_request,
};

vqs_handler *const *const entropy_handlers[] = {
	request_handlers,
};
