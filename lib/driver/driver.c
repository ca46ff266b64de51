/* SPDX-License-Identifier: BSD-3-Clause */
/* The driver end: its making and its end, and what happens when something is wrong. */
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool driver_broken(const struct vqs_driver *driver)
{
	return driver->fault[0] != '\0';
}

const char *vqs_driver_fault(const struct vqs_driver *driver)
{
	return driver_broken(driver) ? driver->fault : NULL;
}

int driver_break(struct vqs_driver *driver, const char *format, ...)
{
	va_list arguments;

	if (driver_broken(driver))
		return -EIO;
	va_start(arguments, format);
	vsnprintf(driver->fault, sizeof(driver->fault), format, arguments);
	va_end(arguments);
	return -EIO;
}

int driver_lost(struct vqs_driver *driver, const char *what, int error)
{
	if (error == -ENOTCONN)
		driver_break(driver, "the device is gone (%s)", what);
	else
		driver_break(driver, "%s: %s", what, strerror(-error));
	return error;
}

/* Ends every call in flight. Slots, not the ring, know them: the ring may be broken. */
static void end_calls(struct vqs_driver *driver, int result)
{
	for (unsigned int i = 0; i < driver->queue_most; i++) {
		struct driver_queue *queue = driver->queues[i];

		for (unsigned int s = 0; queue && s < queue->ring.ring.size; s++) {
			struct vqs_call *call = queue->slots[s].call;

			if (!call)
				continue;
			queue->slots[s].call = NULL;
			call->slot = NULL;
			call->result = result;
			call->length = 0;
			if (call->done)
				call->done(call);
		}
	}
}

int driver_stop(struct vqs_driver *driver, int result)
{
	int error;

	driver->live = false;
	driver->epoch++;
	driver->stopping = true;
	/* First the device has to let go of the memory, then its owners hear of it. */
	error = driver_reset_device(driver);
	end_calls(driver, result);
	driver->stopping = false;
	return error;
}

void driver_tell(struct vqs_driver *driver)
{
	if (!driver_broken(driver) || driver->told)
		return;
	driver->told = true;
	driver_stop(driver, -EIO);
	if (driver->events.broken)
		driver->events.broken(driver->self, driver->fault);
}

/* The largest native half and the most fields of one, over all messages. */
static void measure(const struct vqs_type *type, size_t *native, size_t *fields)
{
	*native = sizeof(uint64_t);
	*fields = 1;
	for (uint32_t f = 0; f < type->family_count; f++) {
		for (uint32_t m = 0; m < type->families[f].message_count; m++) {
			const struct vqs_message *message =
			        &type->families[f].messages[m];
			const struct vqs_half *halves[2] = { &message->readable,
				                             &message->writable };

			for (int h = 0; h < 2; h++) {
				if (halves[h]->memory > *native)
					*native = halves[h]->memory;
				if (halves[h]->field_count > *fields)
					*fields = halves[h]->field_count;
			}
		}
	}
}

static int allocate_scratch(struct vqs_driver *driver)
{
	size_t native, fields;

	measure(driver->type, &native, &fields);
	driver->zeros = calloc(1, native);
	driver->event = calloc(1, native);
	driver->reply = calloc(1, native);
	driver->rooms = calloc(fields, sizeof(*driver->rooms));
	driver->config = calloc(1, driver->type->config.size + 1);
	if (!driver->zeros || !driver->event || !driver->reply || !driver->rooms ||
	    !driver->config)
		return -ENOMEM;
	return driver_counts_make(driver);
}

static void release(struct vqs_driver *driver)
{
	driver_queues_free(driver);
	driver_memory_free_all(driver);
	free(driver->zeros);
	free(driver->event);
	free(driver->reply);
	free(driver->rooms);
	free(driver->config);
	free(driver->counts);
	driver->transport->functions->destroy(driver->transport);
	free(driver);
}

int vqs_driver_create(struct vqs_driver **driver, const struct vqs_type *type,
                      struct vqs_driver_transport *transport,
                      const struct vqs_features *wanted,
                      const struct vqs_driver_events *events, void *self)
{
	struct vqs_driver *made = calloc(1, sizeof(*made));
	int error;

	if (!made) {
		transport->functions->destroy(transport);
		return -ENOMEM;
	}
	made->type = type;
	made->transport = transport;
	made->wants_all = !wanted;
	if (wanted)
		made->wanted = *wanted;
	if (events)
		made->events = *events;
	made->self = self;
	error = allocate_scratch(made);
	if (!error)
		error = driver_initialise(made);
	if (error) {
		driver_lost(made, "initialisation", error);
		if (made->events.broken)
			made->events.broken(made->self, made->fault);
		driver_stop(made, -EIO);
		release(made);
		return error;
	}
	*driver = made;
	return 0;
}

void vqs_driver_destroy(struct vqs_driver *driver)
{
	if (!driver)
		return;
	driver_stop(driver, -ECANCELED);
	release(driver);
}

int vqs_driver_reset(struct vqs_driver *driver)
{
	int error;

	if (driver->stopping || driver->resetting)
		return -EBUSY;
	driver->fault[0] = '\0';
	driver->told = false;
	error = driver_stop(driver, -ECANCELED);
	driver_queues_free(driver);
	if (!error)
		error = driver_initialise(driver);
	if (error) {
		driver_lost(driver, "reset", error);
		driver->resetting = true;
		driver_tell(driver);
		driver->resetting = false;
	}
	return error;
}

const struct vqs_features *vqs_driver_negotiated(const struct vqs_driver *driver)
{
	return &driver->negotiated;
}

int vqs_driver_queue_index(const struct vqs_driver *driver, unsigned int row,
                           unsigned int number)
{
	const struct vqs_queue_type *type;

	if (row >= driver->type->queue_count)
		return -ENOENT;
	type = &driver->type->queues[row];
	for (unsigned int i = 0; i < driver->queue_most; i++)
		if (driver->queues[i] && driver->queues[i]->type == type && !number--)
			return (int)i;
	return -ENOENT;
}

unsigned int vqs_driver_queue_count(const struct vqs_driver *driver,
                                    unsigned int type_index)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < driver->queue_most; i++)
		if (driver->queues[i] &&
		    driver->queues[i]->type == &driver->type->queues[type_index])
			count++;
	return count;
}
