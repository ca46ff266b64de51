/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#include "net_device.h"

static void take_transmitted(void *self, struct vqs_request *request)
{
	net_transmitted(self, request, request->readable);
}

static vqs_handler *const transmitted_handlers[] = {
	take_transmitted,
};

vqs_handler *const *const net_handlers[] = {
	NULL, /* net_received: the device sends it */
	transmitted_handlers,
};
