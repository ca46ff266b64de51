/* SPDX-License-Identifier: 0BSD */
/*
 * The device: what its author writes, and what that calls.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#ifndef BLK_DEVICE_H
#define BLK_DEVICE_H

#include <vqsmith/device.h>

#include "blk_type.h"

/* Your state, which every handler gets: `self` of vqs_device_create(). */
struct blk;

/*
 * Handlers: these you write. Each takes a request and completes it, now or
 * later, with the function _done of its name or with blk_refuse(). What the
 * request holds stays valid until then.
 */

/* Reads sectors. */
void blk_in(struct blk *blk, struct vqs_request *request, const struct blk_in *asked);

/* Writes sectors. */
void blk_out(struct blk *blk, struct vqs_request *request, const struct blk_out *asked);

/* Makes what was written durable. */
void blk_flush(struct blk *blk, struct vqs_request *request,
               const struct blk_flush *asked);

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
void blk_get_id(struct blk *blk, struct vqs_request *request,
                const struct blk_get_id *asked);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const blk_handlers[];

/*
 * The room that the driver left for the reply's data: fill it, and give the
 * part that was filled to blk_in_done().
 */
static inline struct vqs_span blk_in_data(const struct vqs_request *request)
{
	return vqs_request_part(request, 0);
}

static inline int blk_in_done(struct vqs_request *request,
                              const struct blk_in_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int blk_out_done(struct vqs_request *request)
{
	const struct blk_out_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_flush_done(struct vqs_request *request)
{
	const struct blk_flush_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_get_id_done(struct vqs_request *request,
                                  const struct blk_get_id_reply *reply)
{
	return vqs_request_complete(request, reply);
}

/* Completes any request with a status, and all else zero. */
static inline void blk_refuse(struct vqs_request *request, uint64_t status)
{
	vqs_request_fail(request, status);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct blk_config *blk_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
