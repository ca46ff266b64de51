/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver entropy.yaml
 */
#include "entropy_driver.h"

static void config_changed(void *self)
{
	const struct entropy_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct entropy_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.config_changed = config_changed,
	.broken = broken,
};

int entropy_driver_init(struct entropy_driver *driver,
                        struct vqs_driver_transport *transport,
                        const struct vqs_features *wanted,
                        const struct entropy_driver_events *events, void *self)
{
	*driver = (struct entropy_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &entropy_type, transport, wanted,
	                         &driver_events, driver);
}

void entropy_driver_fini(struct entropy_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int entropy_call_request(struct entropy_driver *driver,
                         struct entropy_request_reply *reply)
{
	struct vqs_call call = {
		.message = &entropy_type.families[0].messages[0],
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, ENTROPY_VQ_REQUESTQ, &call, driver->timeout);
}

int entropy_start_request(struct entropy_driver *driver, struct vqs_call *call,
                          struct entropy_request_reply *reply)
{
	call->message = &entropy_type.families[0].messages[0];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, ENTROPY_VQ_REQUESTQ, call);
}
