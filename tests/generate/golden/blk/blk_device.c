/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#include "blk_device.h"

static void take_in(void *self, struct vqs_request *request)
{
	blk_in(self, request, request->readable);
}

static void take_out(void *self, struct vqs_request *request)
{
	blk_out(self, request, request->readable);
}

static void take_flush(void *self, struct vqs_request *request)
{
	blk_flush(self, request, request->readable);
}

static void take_get_id(void *self, struct vqs_request *request)
{
	blk_get_id(self, request, request->readable);
}

static vqs_handler *const request_handlers[] = {
	take_in,
	take_out,
	take_flush,
	take_get_id,
};

vqs_handler *const *const blk_handlers[] = {
	request_handlers,
};
