/* SPDX-License-Identifier: 0BSD */
/*
 * The device: what its author writes, and what that calls.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate device entropy.yaml
 */
#ifndef ENTROPY_DEVICE_H
#define ENTROPY_DEVICE_H

#include <vqsmith/device.h>

#include "entropy_type.h"

/* Your state, which every handler gets: `self` of vqs_device_create(). */
struct entropy;

/*
 * Handlers: these you write. Each takes a request and completes it, now or
 * later, with the function _done of its name. What the request holds stays
 * valid until then.
 */

/* A buffer that the device fills, or begins to fill, with random bytes. */
void entropy_request(struct entropy *entropy, struct vqs_request *request);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const entropy_handlers[];

/*
 * The room that the driver left for the reply's bytes: fill it, and give the
 * part that was filled to entropy_request_done().
 */
static inline struct vqs_span entropy_request_bytes(const struct vqs_request *request)
{
	return vqs_request_rest(request, 0, 0);
}

static inline int entropy_request_done(struct vqs_request *request,
                                       const struct entropy_request_reply *reply)
{
	return vqs_request_complete(request, reply);
}

#endif
