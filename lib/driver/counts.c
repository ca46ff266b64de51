/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the codec has to know beside the bytes of a half: features, the fields
 * of the configuration that count, and what a request said whose reply comes.
 * Types that refer to none of it pay nothing.
 */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct vqs_context driver_context(const struct vqs_driver *driver,
                                  const struct vqs_message *message, const void *readable)
{
	return (struct vqs_context){
		.opcode = message->opcode,
		.tolerant = true,
		.offered = &driver->offered,
		.negotiated = &driver->negotiated,
		.config_type = &driver->type->config,
		.config = driver->counts,
		.readable_half = &message->readable,
		.readable = readable,
	};
}

bool vqs_driver_reply_part(const struct vqs_driver *driver,
                           const struct vqs_message *message, const void *readable,
                           uint32_t index, uint64_t *bytes)
{
	const struct vqs_context context =
	        driver_context(driver, message, readable ? readable : driver->zeros);

	return vqs_half_known(&message->writable, index, &context, bytes);
}

/* ---- Configuration ------------------------------------------------------- */

static bool is_counter(const struct vqs_reference *reference, uint32_t field)
{
	return reference->source == VQS_CONFIG && reference->field == field;
}

static bool counts_in(const struct vqs_half *half, uint32_t field)
{
	for (uint32_t i = 0; i < half->field_count; i++)
		if (is_counter(&half->fields[i].counter, field) ||
		    is_counter(&half->fields[i].times, field))
			return true;
	return false;
}

static bool counts(const struct vqs_type *type, uint32_t field)
{
	for (uint32_t f = 0; f < type->family_count; f++) {
		const struct vqs_family *family = &type->families[f];

		for (uint32_t m = 0; m < family->message_count; m++)
			if (counts_in(&family->messages[m].readable, field) ||
			    counts_in(&family->messages[m].writable, field))
				return true;
	}
	return false;
}

int driver_counts_make(struct vqs_driver *driver)
{
	const struct vqs_type *type = driver->type;

	for (uint32_t i = 0; i < type->config.field_count; i++) {
		if (!counts(type, i))
			continue;
		driver->counts = calloc(1, type->config.memory);
		return driver->counts ? 0 : -ENOMEM;
	}
	return 0;
}

/* Some vhost-user back ends leave configuration to the VMM: it counts 0 then. */
int driver_counts_read(struct vqs_driver *driver)
{
	const struct vqs_struct *config = &driver->type->config;
	int error = 0;

	if (!driver->counts)
		return 0;
	memset(driver->counts, 0, config->memory);
	for (uint32_t i = 0; i < config->field_count && !error; i++) {
		const struct vqs_field *field = &config->fields[i];
		uint64_t value;

		if (!counts(driver->type, i))
			continue;
		error = driver_config_scalar(driver, i, &value);
		if (!error)
			error = vqs_field_decode(field, driver->config, driver->counts,
			                         NULL);
		if (error == -ENOENT || error == -ENOTSUP)
			error = 0;
	}
	return error;
}

/* ---- Requests ------------------------------------------------------------ */

int driver_asked_make(struct driver_queue *queue, uint16_t size)
{
	const struct vqs_family *family = queue->type->family;
	size_t align = _Alignof(max_align_t), most = 0;

	for (uint32_t m = 0; m < family->message_count; m++) {
		const struct vqs_message *message = &family->messages[m];

		if (vqs_half_refers(&message->writable, VQS_READABLE) &&
		    message->readable.memory > most)
			most = message->readable.memory;
	}
	queue->asked_size = (most + align - 1) / align * align;
	if (!most)
		return 0;
	queue->asked = calloc(size, queue->asked_size);
	return queue->asked ? 0 : -ENOMEM;
}
