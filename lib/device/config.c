/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration space. There are two of it: the native form, which the author
 * changes at leisure, and the image, which is what a driver reads. A field of
 * a feature that is not offered, and one that can only be written, read as
 * zero.
 *
 * virtio 1.4, Device Configuration Space.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const struct vqs_struct *config_type(const struct vqs_device *device)
{
	return &device->class->type->config;
}

static uint32_t field_size(const struct vqs_field *field)
{
	uint32_t unit = field->kind == VQS_STRUCT
	                        ? field->structure->size
	                        : vqs_scalar_size((enum vqs_kind)field->kind);

	return unit * (field->extent == VQS_ARRAY ? field->count : 1);
}

static bool is_offered(const struct vqs_device *device, const struct vqs_field *field)
{
	return vqs_config_valid(field, &device->offered, &device->negotiated);
}

static bool is_readable(const struct vqs_device *device, const struct vqs_field *field)
{
	return field->access != VQS_WRITE_ONLY && is_offered(device, field);
}

/* What a negotiated feature takes the meaning of reads as zero. */
static void blank(struct vqs_device *device, const struct vqs_field *field)
{
	if (field->unless && !is_offered(device, field))
		memset(device->config.draft + field->offset, 0, field_size(field));
}

/* Encodes the fields that have all of `flags` into the draft, which starts as the image.
 */
static int draft(struct vqs_device *device, unsigned int flags)
{
	const struct vqs_struct *type = config_type(device);
	struct config *config = &device->config;
	struct vqs_wire_error error;

	memcpy(config->draft, config->image, type->size);
	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];

		blank(device, field);
		if ((field->flags & flags) != flags || !is_readable(device, field))
			continue;
		if (!vqs_field_encode(field, config->native, config->draft, &error))
			continue;
		vqs_device_complain(device, "configuration field %s of the device: %s",
		                    field->name, vqs_problem_text(error.problem));
		return -EINVAL;
	}
	return 0;
}

/* The draft becomes the image. A new generation, if it differs. */
static void publish(struct vqs_device *device)
{
	struct config *config = &device->config;
	uint32_t size = config_type(device)->size;

	if (!memcmp(config->image, config->draft, size))
		return;
	memcpy(config->image, config->draft, size);
	config->generation++;
	rows_lay_out(device);
}

static int allocate(struct config *config, const struct vqs_struct *type)
{
	config->native = calloc(1, type->memory);
	config->image = calloc(4, type->size);
	if (!config->native || !config->image)
		return -ENOMEM;
	config->draft = config->image + type->size;
	config->halves = config->draft + type->size;
	config->filled = config->halves + type->size;
	config->saved = malloc(type->memory);
	config->first = calloc(1, type->memory);
	return config->saved && config->first ? 0 : -ENOMEM;
}

int config_init(struct vqs_device *device, const void *native)
{
	const struct vqs_struct *type = config_type(device);
	int error;

	if (type->field_count == 0)
		return 0;
	error = allocate(&device->config, type);
	if (error)
		return error;
	if (native)
		memcpy(device->config.native, native, type->memory);
	memcpy(device->config.first, device->config.native, type->memory);
	error = draft(device, 0);
	if (!error)
		memcpy(device->config.image, device->config.draft, type->size);
	return error;
}

void config_fini(struct vqs_device *device)
{
	free(device->config.native);
	free(device->config.saved);
	free(device->config.first);
	free(device->config.image);
}

static uint32_t native_size(const struct vqs_field *field)
{
	uint32_t unit = field->kind == VQS_STRUCT
	                        ? field->structure->memory
	                        : vqs_scalar_size((enum vqs_kind)field->kind);

	return unit * (field->extent == VQS_ARRAY ? field->count : 1);
}

void config_negotiated(struct vqs_device *device)
{
	const struct vqs_struct *type = config_type(device);
	bool any = false;

	for (uint32_t i = 0; i < type->field_count; i++)
		any |= type->fields[i].unless != NULL;
	if (any && !draft(device, 0))
		publish(device);
}

/* What a driver may write is as at first again, unless it survives. */
static void forget_writes(struct vqs_device *device)
{
	const struct vqs_struct *type = config_type(device);
	struct config *config = &device->config;
	bool any = false;

	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];

		if (field->memory == VQS_NOWHERE || field->flags & VQS_SURVIVES ||
		    (field->access != VQS_READ_WRITE && field->access != VQS_WRITE_ONLY))
			continue;
		memcpy((uint8_t *)config->native + field->memory,
		       (const uint8_t *)config->first + field->memory,
		       native_size(field));
		any = true;
	}
	if (any && !draft(device, 0))
		publish(device);
}

/* What a driver wrote is forgotten; class->reset may change more. */
void config_reset(struct vqs_device *device)
{
	forget_writes(device);
	config_negotiated(device);
	if (device->config.filled)
		memset(device->config.filled, 0, config_type(device)->size);
	device->config.notice = false;
}

void *vqs_device_config(struct vqs_device *device)
{
	return device->config.native;
}

int vqs_device_config_changed(struct vqs_device *device)
{
	if (config_type(device)->field_count == 0)
		return -EINVAL;
	if (draft(device, 0))
		return -EINVAL;
	publish(device);
	device_notify_config(device);
	return 0;
}

/* ---- The driver's view ----------------------------------------------------- */

static bool overlaps(const struct vqs_field *field, uint32_t offset, uint32_t length)
{
	return field->offset < offset + length &&
	       offset < field->offset + field_size(field);
}

/* Asks the author for volatile fields if the driver looks at any. */
static void refresh(struct vqs_device *device, uint32_t offset, uint32_t length)
{
	const struct vqs_struct *type = config_type(device);

	if (!device->class->config_read)
		return;
	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];

		if (!(field->flags & VQS_VOLATILE) || !overlaps(field, offset, length))
			continue;
		device->class->config_read(device->self, device->config.native);
		if (!draft(device, VQS_VOLATILE))
			publish(device);
		return;
	}
}

uint32_t vqs_device_config_generation(const struct vqs_device *device)
{
	return device->config.generation;
}

uint32_t vqs_device_config_size(const struct vqs_device *device)
{
	return config_type(device)->size;
}

static bool inside(const struct vqs_device *device, uint32_t offset, uint32_t length)
{
	uint32_t size = config_type(device)->size;

	return offset <= size && length <= size - offset;
}

int vqs_device_config_get(struct vqs_device *device, uint32_t offset, void *to,
                          uint32_t length)
{
	if (!inside(device, offset, length))
		return -ERANGE;
	if (length == 0)
		return 0;
	refresh(device, offset, length);
	memcpy(to, device->config.image + offset, length);
	return 0;
}

/* Write 1 to clear, element by element. */
static void clear_bits(const struct vqs_field *field, const uint8_t *wire,
                       uint8_t *native)
{
	enum vqs_kind kind = (enum vqs_kind)field->kind;
	uint32_t size = vqs_scalar_size(kind);

	wire += field->offset;
	native += field->memory;
	for (uint32_t done = 0; done < field_size(field); done += size)
		vqs_native_put(native + done, kind,
		               vqs_native_get(native + done, kind) &
		                       ~vqs_scalar_get(wire + done, kind));
}

/* The whole field is there: judges it, asks the author, publishes it. */
static int take_effect(struct vqs_device *device, uint32_t index)
{
	const struct vqs_struct *type = config_type(device);
	const struct vqs_field *field = &type->fields[index];
	struct config *config = &device->config;
	int error = 0;

	memset(config->filled + field->offset, 0, field_size(field));
	memcpy(config->saved, config->native, type->memory);
	if (field->access == VQS_WRITE_1_CLEAR)
		clear_bits(field, config->halves, config->native);
	else
		error = vqs_field_decode(field, config->halves, config->native, NULL);
	if (!error && device->class->config_write)
		error = device->class->config_write(device->self, index, config->native);
	if (!error)
		error = draft(device, VQS_VOLATILE);
	if (!error && is_readable(device, field))
		error = vqs_field_encode(field, config->native, config->draft, NULL);
	if (!error) {
		publish(device);
		return 0;
	}
	memcpy(config->native, config->saved, type->memory);
	complain_often(
	        device, &config->complaints,
	        "configuration field %s: the driver writes a value that is refused",
	        field->name);
	return -EINVAL;
}

static bool is_writable(const struct vqs_device *device, const struct vqs_field *field)
{
	return field->access != VQS_READ_ONLY && !(field->flags & VQS_RESERVED) &&
	       is_offered(device, field);
}

/* The bytes of a write that fall on one field. */
static int put_field(struct vqs_device *device, uint32_t index, uint32_t offset,
                     const uint8_t *from, uint32_t length)
{
	const struct vqs_field *field = &config_type(device)->fields[index];
	struct config *config = &device->config;

	if (!is_writable(device, field)) {
		/* A driver that writes a whole block back does no harm. */
		if (!memcmp(config->image + offset, from, length))
			return 0;
		complain_often(
		        device, &config->complaints,
		        "configuration field %s: the driver writes what it may only "
		        "read; ignored",
		        field->name);
		return -EACCES;
	}
	memcpy(config->halves + offset, from, length);
	memset(config->filled + offset, 1, length);
	if (memchr(config->filled + field->offset, 0, field_size(field)))
		return 0;
	return take_effect(device, index);
}

int vqs_device_config_put(struct vqs_device *device, uint32_t offset, const void *from,
                          uint32_t length)
{
	const struct vqs_struct *type = config_type(device);
	const uint8_t *bytes = from;
	int result = 0;

	if (!inside(device, offset, length))
		return -ERANGE;
	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];
		uint32_t start = field->offset, end = start + field_size(field);
		int error;

		if (!overlaps(field, offset, length))
			continue;
		start = start > offset ? start : offset;
		end = end < offset + length ? end : offset + length;
		error = put_field(device, i, start, bytes + (start - offset),
		                  end - start);
		result = result ? result : error;
	}
	return result;
}
