/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver blk.yaml
 */
#ifndef BLK_DRIVER_H
#define BLK_DRIVER_H

#include <vqsmith/driver.h>

#include "blk_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct blk_driver_events {
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct blk_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct blk_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int blk_driver_init(struct blk_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct blk_driver_events *events, void *self);
void blk_driver_fini(struct blk_driver *driver);

/* Whether a feature was negotiated. */
static inline bool blk_driver_has(const struct blk_driver *driver, unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* Reads sectors. */
int blk_call_in(struct blk_driver *driver, uint16_t queue, const struct blk_in *asked,
                struct blk_in_reply *reply);
int blk_start_in(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                 const struct blk_in *asked, struct blk_in_reply *reply);

/* Writes sectors. */
int blk_call_out(struct blk_driver *driver, uint16_t queue, const struct blk_out *asked,
                 struct blk_out_reply *reply);
int blk_start_out(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                  const struct blk_out *asked, struct blk_out_reply *reply);

/* Makes what was written durable. */
int blk_call_flush(struct blk_driver *driver, uint16_t queue,
                   const struct blk_flush *asked, struct blk_flush_reply *reply);
int blk_start_flush(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                    const struct blk_flush *asked, struct blk_flush_reply *reply);

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
int blk_call_get_id(struct blk_driver *driver, uint16_t queue,
                    const struct blk_get_id *asked, struct blk_get_id_reply *reply);
int blk_start_get_id(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                     const struct blk_get_id *asked, struct blk_get_id_reply *reply);

/* Tells how worn the storage is. */
int blk_call_get_lifetime(struct blk_driver *driver, uint16_t queue,
                          const struct blk_get_lifetime *asked,
                          struct blk_get_lifetime_reply *reply);
int blk_start_get_lifetime(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_get_lifetime *asked,
                           struct blk_get_lifetime_reply *reply);

/* Tells that the contents of sectors are not needed any more. */
int blk_call_discard(struct blk_driver *driver, uint16_t queue,
                     const struct blk_discard *asked, struct blk_discard_reply *reply);
int blk_start_discard(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                      const struct blk_discard *asked, struct blk_discard_reply *reply);

/* Writes zeroes to sectors. */
int blk_call_write_zeroes(struct blk_driver *driver, uint16_t queue,
                          const struct blk_write_zeroes *asked,
                          struct blk_write_zeroes_reply *reply);
int blk_start_write_zeroes(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_write_zeroes *asked,
                           struct blk_write_zeroes_reply *reply);

/* Erases sectors so that nobody can read them any more. */
int blk_call_secure_erase(struct blk_driver *driver, uint16_t queue,
                          const struct blk_secure_erase *asked,
                          struct blk_secure_erase_reply *reply);
int blk_start_secure_erase(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_secure_erase *asked,
                           struct blk_secure_erase_reply *reply);

/* Writes sectors at the write pointer of the zone at sector. */
int blk_call_zone_append(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_append *asked,
                         struct blk_zone_append_reply *reply);
int blk_start_zone_append(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_append *asked,
                          struct blk_zone_append_reply *reply);

/* Tells how the zones from sector on are. */
int blk_call_zone_report(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_report *asked,
                         struct blk_zone_report_reply *reply);
int blk_start_zone_report(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_report *asked,
                          struct blk_zone_report_reply *reply);

/* Opens the zone at sector. */
int blk_call_zone_open(struct blk_driver *driver, uint16_t queue,
                       const struct blk_zone_open *asked,
                       struct blk_zone_open_reply *reply);
int blk_start_zone_open(struct blk_driver *driver, uint16_t queue,
                        struct vqs_call *call, const struct blk_zone_open *asked,
                        struct blk_zone_open_reply *reply);

/* Closes the zone at sector. */
int blk_call_zone_close(struct blk_driver *driver, uint16_t queue,
                        const struct blk_zone_close *asked,
                        struct blk_zone_close_reply *reply);
int blk_start_zone_close(struct blk_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct blk_zone_close *asked,
                         struct blk_zone_close_reply *reply);

/* Makes the zone at sector full. */
int blk_call_zone_finish(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_finish *asked,
                         struct blk_zone_finish_reply *reply);
int blk_start_zone_finish(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_finish *asked,
                          struct blk_zone_finish_reply *reply);

/* Makes the zone at sector empty. */
int blk_call_zone_reset(struct blk_driver *driver, uint16_t queue,
                        const struct blk_zone_reset *asked,
                        struct blk_zone_reset_reply *reply);
int blk_start_zone_reset(struct blk_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct blk_zone_reset *asked,
                         struct blk_zone_reset_reply *reply);

/* Makes all zones empty. */
int blk_call_zone_reset_all(struct blk_driver *driver, uint16_t queue,
                            const struct blk_zone_reset_all *asked,
                            struct blk_zone_reset_all_reply *reply);
int blk_start_zone_reset_all(struct blk_driver *driver, uint16_t queue,
                             struct vqs_call *call,
                             const struct blk_zone_reset_all *asked,
                             struct blk_zone_reset_all_reply *reply);

/*
 * Reads the configuration space, untorn. Fields whose feature is not offered
 * are zero.
 */
int blk_driver_config(struct blk_driver *driver, struct blk_config *config);

/* Writes writeback. The mode of the cache. */
int blk_driver_set_writeback(struct blk_driver *driver, uint8_t value);

#endif
