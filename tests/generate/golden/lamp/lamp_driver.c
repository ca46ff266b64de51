/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver lamp.yaml
 */
#include "lamp_driver.h"

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	const struct lamp_driver *driver = self;
	const struct lamp_driver_events *events = driver->events;

	(void)queue;
	(void)writable;
	if (!events)
		return;
	if (message == &lamp_type.families[1].messages[0] && events->event)
		events->event(driver->self, writable);
}

static void config_changed(void *self)
{
	const struct lamp_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct lamp_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

int lamp_driver_init(struct lamp_driver *driver, struct vqs_driver_transport *transport,
                     const struct vqs_features *wanted,
                     const struct lamp_driver_events *events, void *self)
{
	*driver = (struct lamp_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &lamp_type, transport, wanted,
	                         &driver_events, driver);
}

void lamp_driver_fini(struct lamp_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int lamp_call_set_level(struct lamp_driver *driver, const struct lamp_set_level *asked,
                        struct lamp_set_level_reply *reply)
{
	struct vqs_call call = {
		.message = &lamp_type.families[0].messages[0],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, LAMP_VQ_REQUESTS, &call, driver->timeout);
}

int lamp_start_set_level(struct lamp_driver *driver, struct vqs_call *call,
                         const struct lamp_set_level *asked,
                         struct lamp_set_level_reply *reply)
{
	call->message = &lamp_type.families[0].messages[0];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, LAMP_VQ_REQUESTS, call);
}

int lamp_call_get_level(struct lamp_driver *driver, struct lamp_get_level_reply *reply)
{
	struct vqs_call call = {
		.message = &lamp_type.families[0].messages[1],
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, LAMP_VQ_REQUESTS, &call, driver->timeout);
}

int lamp_start_get_level(struct lamp_driver *driver, struct vqs_call *call,
                         struct lamp_get_level_reply *reply)
{
	call->message = &lamp_type.families[0].messages[1];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, LAMP_VQ_REQUESTS, call);
}

int lamp_call_play_scene(struct lamp_driver *driver,
                         const struct lamp_play_scene *asked,
                         struct lamp_play_scene_reply *reply)
{
	struct vqs_call call = {
		.message = &lamp_type.families[0].messages[2],
		.readable = asked,
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, LAMP_VQ_REQUESTS, &call, driver->timeout);
}

int lamp_start_play_scene(struct lamp_driver *driver, struct vqs_call *call,
                          const struct lamp_play_scene *asked,
                          struct lamp_play_scene_reply *reply)
{
	call->message = &lamp_type.families[0].messages[2];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, LAMP_VQ_REQUESTS, call);
}

int lamp_call_describe(struct lamp_driver *driver, struct lamp_describe_reply *reply)
{
	struct vqs_call call = {
		.message = &lamp_type.families[0].messages[3],
		.writable = reply,
	};

	return vqs_driver_call(driver->driver, LAMP_VQ_REQUESTS, &call, driver->timeout);
}

int lamp_start_describe(struct lamp_driver *driver, struct vqs_call *call,
                        struct lamp_describe_reply *reply)
{
	call->message = &lamp_type.families[0].messages[3];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, LAMP_VQ_REQUESTS, call);
}

int lamp_driver_config(struct lamp_driver *driver, struct lamp_config *config)
{
	return vqs_driver_config_read(driver->driver, config, NULL);
}
