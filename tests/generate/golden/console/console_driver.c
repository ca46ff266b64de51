/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver console.yaml
 */
#include "console_driver.h"

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	const struct console_driver *driver = self;
	const struct console_driver_events *events = driver->events;

	(void)queue;
	(void)writable;
	if (!events)
		return;
	if (message == &console_type.families[0].messages[0] && events->input)
		events->input(driver->self, queue, writable);
	if (message == &console_type.families[2].messages[0] && events->event_device_add)
		events->event_device_add(driver->self, writable);
	if (message == &console_type.families[2].messages[1] && events->event_device_remove)
		events->event_device_remove(driver->self, writable);
	if (message == &console_type.families[2].messages[2] && events->event_console_port)
		events->event_console_port(driver->self, writable);
	if (message == &console_type.families[2].messages[3] && events->event_resize)
		events->event_resize(driver->self, writable);
	if (message == &console_type.families[2].messages[4] && events->event_port_open)
		events->event_port_open(driver->self, writable);
	if (message == &console_type.families[2].messages[5] && events->event_port_name)
		events->event_port_name(driver->self, writable);
}

static void config_changed(void *self)
{
	const struct console_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct console_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

int console_driver_init(struct console_driver *driver,
                        struct vqs_driver_transport *transport,
                        const struct vqs_features *wanted,
                        const struct console_driver_events *events, void *self)
{
	*driver = (struct console_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &console_type, transport, wanted,
	                         &driver_events, driver);
}

void console_driver_fini(struct console_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int console_call_output(struct console_driver *driver, uint16_t queue,
                        const struct console_output *asked)
{
	struct vqs_call call = {
		.message = &console_type.families[1].messages[0],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int console_start_output(struct console_driver *driver, uint16_t queue,
                         struct vqs_call *call, const struct console_output *asked)
{
	call->message = &console_type.families[1].messages[0];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, queue, call);
}

int console_call_device_ready(struct console_driver *driver,
                              const struct console_device_ready *asked)
{
	struct vqs_call call = {
		.message = &console_type.families[3].messages[0],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, &call, driver->timeout);
}

int console_start_device_ready(struct console_driver *driver, struct vqs_call *call,
                               const struct console_device_ready *asked)
{
	call->message = &console_type.families[3].messages[0];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, call);
}

int console_call_port_ready(struct console_driver *driver,
                            const struct console_port_ready *asked)
{
	struct vqs_call call = {
		.message = &console_type.families[3].messages[1],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, &call, driver->timeout);
}

int console_start_port_ready(struct console_driver *driver, struct vqs_call *call,
                             const struct console_port_ready *asked)
{
	call->message = &console_type.families[3].messages[1];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, call);
}

int console_call_control_port_open(struct console_driver *driver,
                                   const struct console_control_port_open *asked)
{
	struct vqs_call call = {
		.message = &console_type.families[3].messages[2],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, &call, driver->timeout);
}

int console_start_control_port_open(struct console_driver *driver,
                                    struct vqs_call *call,
                                    const struct console_control_port_open *asked)
{
	call->message = &console_type.families[3].messages[2];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, CONSOLE_VQ_CONTROL_TRANSMITQ, call);
}

int console_driver_config(struct console_driver *driver, struct console_config *config)
{
	return vqs_driver_config_read(driver->driver, config, NULL);
}

int console_driver_set_emerg_wr(struct console_driver *driver, uint32_t value)
{
	const struct console_config config = { .emerg_wr = value };

	return vqs_driver_config_write(driver->driver, CONSOLE_CONFIG_EMERG_WR, &config);
}
