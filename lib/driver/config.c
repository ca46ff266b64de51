/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration space from the driver's side. virtio 1.4, Device Configuration
 * Space: fields exist if their feature is offered; what is wider than 32 bits,
 * or more than one field, is read between two equal generations.
 */
#include "internal.h"

#include <errno.h>
#include <string.h>

/* A device whose configuration never stands still is broken. */
#define GENERATION_TRIES 64

static uint32_t field_size(const struct vqs_field *field)
{
	uint32_t size = field->kind == VQS_STRUCT
	                        ? field->structure->size
	                        : vqs_scalar_size((enum vqs_kind)field->kind);

	return field->extent == VQS_ARRAY ? size * field->count : size;
}

static bool exists(const struct vqs_driver *driver, const struct vqs_field *field)
{
	return vqs_config_valid(field, &driver->offered, &driver->negotiated);
}

/* How far the fields reach that this device has. */
static uint32_t config_end(const struct vqs_driver *driver)
{
	const struct vqs_struct *config = &driver->type->config;
	uint32_t end = 0;

	for (uint32_t i = 0; i < config->field_count; i++) {
		const struct vqs_field *field = &config->fields[i];

		if (exists(driver, field) && field->offset + field_size(field) > end)
			end = field->offset + field_size(field);
	}
	return end;
}

/* Reads [offset, offset + length) to its place in driver->config, untorn. */
static int read_wire(struct vqs_driver *driver, uint32_t offset, uint32_t length)
{
	const struct vqs_driver_functions *functions = driver->transport->functions;
	struct vqs_driver_transport *transport = driver->transport;

	for (int tries = 0; tries < GENERATION_TRIES; tries++) {
		uint32_t before = 0, after = 0;
		int error = functions->config_generation(transport, &before);

		if (!error)
			error = functions->config_get(transport, offset,
			                              driver->config + offset, length);
		if (!error)
			error = functions->config_generation(transport, &after);
		if (error)
			return error == -ERANGE ? -EPROTO : error;
		if (before == after)
			return 0;
	}
	return -EPROTO;
}

int vqs_driver_config_read(struct vqs_driver *driver, void *native,
                           struct vqs_wire_error *error)
{
	const struct vqs_struct *config = &driver->type->config;
	uint32_t end = config_end(driver);
	int bad = end ? read_wire(driver, 0, end) : 0;

	memset(native, 0, config->memory);
	for (uint32_t i = 0; !bad && i < config->field_count; i++) {
		const struct vqs_field *field = &config->fields[i];

		if (exists(driver, field) && field->access != VQS_WRITE_ONLY)
			bad = vqs_field_decode(field, driver->config, native, error);
	}
	return bad;
}

int driver_config_scalar(struct vqs_driver *driver, uint32_t index, uint64_t *value)
{
	const struct vqs_field *field = &driver->type->config.fields[index];
	int error;

	if (!exists(driver, field))
		return -ENOENT;
	error = read_wire(driver, field->offset, field_size(field));
	if (!error)
		*value = vqs_scalar_get(driver->config + field->offset,
		                        (enum vqs_kind)field->kind);
	return error;
}

int vqs_driver_config_write(struct vqs_driver *driver, uint32_t index, const void *native)
{
	const struct vqs_struct *config = &driver->type->config;
	const struct vqs_field *field;
	int error;

	if (index >= config->field_count)
		return -EINVAL;
	field = &config->fields[index];
	if (!exists(driver, field))
		return -ENOENT;
	if (field->access == VQS_READ_ONLY || field->flags & VQS_RESERVED)
		return -EACCES;
	error = vqs_field_encode(field, native, driver->config, NULL);
	if (error)
		return error;
	error = driver->transport->functions->config_put(driver->transport, field->offset,
	                                                 driver->config + field->offset,
	                                                 field_size(field));
	return error ? error : driver_counts_read(driver);
}
