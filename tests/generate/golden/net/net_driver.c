/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver net.yaml
 */
#include "net_driver.h"

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	const struct net_driver *driver = self;
	const struct net_driver_events *events = driver->events;

	(void)queue;
	(void)writable;
	if (!events)
		return;
	if (message == &net_type.families[0].messages[0] && events->received)
		events->received(driver->self, writable);
}

static void config_changed(void *self)
{
	const struct net_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct net_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

int net_driver_init(struct net_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct net_driver_events *events, void *self)
{
	*driver = (struct net_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &net_type, transport, wanted,
	                         &driver_events, driver);
}

void net_driver_fini(struct net_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int net_call_transmitted(struct net_driver *driver, const struct net_transmitted *asked)
{
	struct vqs_call call = {
		.message = &net_type.families[1].messages[0],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, NET_VQ_TRANSMITQ, &call, driver->timeout);
}

int net_start_transmitted(struct net_driver *driver, struct vqs_call *call,
                          const struct net_transmitted *asked)
{
	call->message = &net_type.families[1].messages[0];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, NET_VQ_TRANSMITQ, call);
}

int net_driver_config(struct net_driver *driver, struct net_config *config)
{
	return vqs_driver_config_read(driver->driver, config, NULL);
}
