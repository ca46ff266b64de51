/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver blk.yaml
 */
#include "blk_driver.h"

static void config_changed(void *self)
{
	const struct blk_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct blk_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.config_changed = config_changed,
	.broken = broken,
};

int blk_driver_init(struct blk_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct blk_driver_events *events, void *self)
{
	*driver = (struct blk_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &blk_type, transport, wanted,
	                         &driver_events, driver);
}

void blk_driver_fini(struct blk_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int blk_call_in(struct blk_driver *driver, uint16_t queue, const struct blk_in *asked,
                struct blk_in_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[0],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_in(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                 const struct blk_in *asked, struct blk_in_reply *reply)
{
	call->message = &blk_type.families[0].messages[0];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_out(struct blk_driver *driver, uint16_t queue, const struct blk_out *asked,
                 struct blk_out_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[1],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_out(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                  const struct blk_out *asked, struct blk_out_reply *reply)
{
	call->message = &blk_type.families[0].messages[1];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_flush(struct blk_driver *driver, uint16_t queue,
                   const struct blk_flush *asked, struct blk_flush_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[2],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_flush(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                    const struct blk_flush *asked, struct blk_flush_reply *reply)
{
	call->message = &blk_type.families[0].messages[2];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_get_id(struct blk_driver *driver, uint16_t queue,
                    const struct blk_get_id *asked, struct blk_get_id_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[3],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_get_id(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                     const struct blk_get_id *asked, struct blk_get_id_reply *reply)
{
	call->message = &blk_type.families[0].messages[3];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_get_lifetime(struct blk_driver *driver, uint16_t queue,
                          const struct blk_get_lifetime *asked,
                          struct blk_get_lifetime_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[4],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_get_lifetime(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_get_lifetime *asked,
                           struct blk_get_lifetime_reply *reply)
{
	call->message = &blk_type.families[0].messages[4];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_discard(struct blk_driver *driver, uint16_t queue,
                     const struct blk_discard *asked, struct blk_discard_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[5],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_discard(struct blk_driver *driver, uint16_t queue, struct vqs_call *call,
                      const struct blk_discard *asked, struct blk_discard_reply *reply)
{
	call->message = &blk_type.families[0].messages[5];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_write_zeroes(struct blk_driver *driver, uint16_t queue,
                          const struct blk_write_zeroes *asked,
                          struct blk_write_zeroes_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[6],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_write_zeroes(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_write_zeroes *asked,
                           struct blk_write_zeroes_reply *reply)
{
	call->message = &blk_type.families[0].messages[6];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_secure_erase(struct blk_driver *driver, uint16_t queue,
                          const struct blk_secure_erase *asked,
                          struct blk_secure_erase_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[7],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_secure_erase(struct blk_driver *driver, uint16_t queue,
                           struct vqs_call *call, const struct blk_secure_erase *asked,
                           struct blk_secure_erase_reply *reply)
{
	call->message = &blk_type.families[0].messages[7];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_append(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_append *asked,
                         struct blk_zone_append_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[8],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_append(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_append *asked,
                          struct blk_zone_append_reply *reply)
{
	call->message = &blk_type.families[0].messages[8];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_report(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_report *asked,
                         struct blk_zone_report_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[9],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_report(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_report *asked,
                          struct blk_zone_report_reply *reply)
{
	call->message = &blk_type.families[0].messages[9];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_open(struct blk_driver *driver, uint16_t queue,
                       const struct blk_zone_open *asked,
                       struct blk_zone_open_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[10],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_open(struct blk_driver *driver, uint16_t queue,
                        struct vqs_call *call, const struct blk_zone_open *asked,
                        struct blk_zone_open_reply *reply)
{
	call->message = &blk_type.families[0].messages[10];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_close(struct blk_driver *driver, uint16_t queue,
                        const struct blk_zone_close *asked,
                        struct blk_zone_close_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[11],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_close(struct blk_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct blk_zone_close *asked,
                         struct blk_zone_close_reply *reply)
{
	call->message = &blk_type.families[0].messages[11];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_finish(struct blk_driver *driver, uint16_t queue,
                         const struct blk_zone_finish *asked,
                         struct blk_zone_finish_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[12],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_finish(struct blk_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct blk_zone_finish *asked,
                          struct blk_zone_finish_reply *reply)
{
	call->message = &blk_type.families[0].messages[12];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_reset(struct blk_driver *driver, uint16_t queue,
                        const struct blk_zone_reset *asked,
                        struct blk_zone_reset_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[13],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_reset(struct blk_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct blk_zone_reset *asked,
                         struct blk_zone_reset_reply *reply)
{
	call->message = &blk_type.families[0].messages[13];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_call_zone_reset_all(struct blk_driver *driver, uint16_t queue,
                            const struct blk_zone_reset_all *asked,
                            struct blk_zone_reset_all_reply *reply)
{
	struct vqs_call call = {
		.message = &blk_type.families[0].messages[14],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int blk_start_zone_reset_all(struct blk_driver *driver, uint16_t queue,
                             struct vqs_call *call,
                             const struct blk_zone_reset_all *asked,
                             struct blk_zone_reset_all_reply *reply)
{
	call->message = &blk_type.families[0].messages[14];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, queue, call);
}

int blk_driver_config(struct blk_driver *driver, struct blk_config *config)
{
	return vqs_driver_config_read(driver->driver, config, NULL);
}

int blk_driver_set_writeback(struct blk_driver *driver, uint8_t value)
{
	const struct blk_config config = { .writeback = value };

	return vqs_driver_config_write(driver->driver, BLK_CONFIG_WRITEBACK, &config);
}
