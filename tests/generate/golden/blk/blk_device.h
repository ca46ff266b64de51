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

/* Makes what was written durable. May be left out. */
void blk_flush(struct blk *blk, struct vqs_request *request,
               const struct blk_flush *asked);

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
void blk_get_id(struct blk *blk, struct vqs_request *request,
                const struct blk_get_id *asked);

/* Tells how worn the storage is. May be left out. */
void blk_get_lifetime(struct blk *blk, struct vqs_request *request,
                      const struct blk_get_lifetime *asked);

/*
 * Tells that the contents of sectors are not needed any more. May be left out.
 */
void blk_discard(struct blk *blk, struct vqs_request *request,
                 const struct blk_discard *asked);

/* Writes zeroes to sectors. May be left out. */
void blk_write_zeroes(struct blk *blk, struct vqs_request *request,
                      const struct blk_write_zeroes *asked);

/* Erases sectors so that nobody can read them any more. May be left out. */
void blk_secure_erase(struct blk *blk, struct vqs_request *request,
                      const struct blk_secure_erase *asked);

/*
 * Writes sectors at the write pointer of the zone at sector. May be left out.
 */
void blk_zone_append(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_append *asked);

/* Tells how the zones from sector on are. May be left out. */
void blk_zone_report(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_report *asked);

/* Opens the zone at sector. May be left out. */
void blk_zone_open(struct blk *blk, struct vqs_request *request,
                   const struct blk_zone_open *asked);

/* Closes the zone at sector. May be left out. */
void blk_zone_close(struct blk *blk, struct vqs_request *request,
                    const struct blk_zone_close *asked);

/* Makes the zone at sector full. May be left out. */
void blk_zone_finish(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_finish *asked);

/* Makes the zone at sector empty. May be left out. */
void blk_zone_reset(struct blk *blk, struct vqs_request *request,
                    const struct blk_zone_reset *asked);

/* Makes all zones empty. May be left out. */
void blk_zone_reset_all(struct blk *blk, struct vqs_request *request,
                        const struct blk_zone_reset_all *asked);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const blk_handlers[];

/*
 * The room that the driver left for the reply's data: fill it, and give the
 * part that was filled to blk_in_done().
 */
static inline struct vqs_span blk_in_data(const struct vqs_request *request)
{
	return vqs_request_rest(request, 0, 1);
}

static inline int blk_in_done(struct vqs_request *request,
                              const struct blk_in_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int blk_out_done(struct vqs_request *request)
{
	static const struct blk_out_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_flush_done(struct vqs_request *request)
{
	static const struct blk_flush_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_get_id_done(struct vqs_request *request,
                                  const struct blk_get_id_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int blk_get_lifetime_done(struct vqs_request *request,
                                        const struct blk_get_lifetime_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int blk_discard_done(struct vqs_request *request)
{
	static const struct blk_discard_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_write_zeroes_done(struct vqs_request *request)
{
	static const struct blk_write_zeroes_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_secure_erase_done(struct vqs_request *request)
{
	static const struct blk_secure_erase_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_zone_append_done(struct vqs_request *request,
                                       const struct blk_zone_append_reply *reply)
{
	return vqs_request_complete(request, reply);
}

/*
 * The room that the driver left for the reply's zones: fill it, and give the
 * part that was filled to blk_zone_report_done().
 */
static inline struct vqs_span blk_zone_report_zones(const struct vqs_request *request)
{
	return vqs_request_part(request, 2);
}

static inline int blk_zone_report_done(struct vqs_request *request,
                                       const struct blk_zone_report_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int blk_zone_open_done(struct vqs_request *request)
{
	static const struct blk_zone_open_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_zone_close_done(struct vqs_request *request)
{
	static const struct blk_zone_close_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_zone_finish_done(struct vqs_request *request)
{
	static const struct blk_zone_finish_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_zone_reset_done(struct vqs_request *request)
{
	static const struct blk_zone_reset_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
}

static inline int blk_zone_reset_all_done(struct vqs_request *request)
{
	static const struct blk_zone_reset_all_reply reply = { .status = BLK_S_OK };

	return vqs_request_complete(request, &reply);
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
