/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The configuration space on MMIO, field by field: an access is as wide as the field that
 * it is of, in 32 bits at the most.
 *
 * virtio 1.4, Virtio Over MMIO / MMIO-specific Initialization And Device Operation.
 */
#include <string.h>

#include <vqsmith/wire.h>

#include "registers.h"

static const struct vqs_mmio *of(struct vqs_driver_transport *transport)
{
	return (const struct vqs_mmio *)transport;
}

/* How wide an element of the field is; of a structure, of what is at `offset` in it. */
static uint32_t width_in(const struct vqs_struct *type, uint32_t offset)
{
	while (type) {
		const struct vqs_field *field = NULL;

		for (uint32_t i = 0; i < type->field_count; i++)
			if (type->fields[i].offset <= offset)
				field = &type->fields[i];
		if (!field)
			return 1;
		if (field->kind != VQS_STRUCT)
			return vqs_scalar_size(field->kind);
		offset -= field->offset;
		type = field->structure;
		if (type && type->size)
			offset %= type->size;
	}
	return 1;
}

/* As wide as it may be: what is left, and where it is, set limits too. */
static uint32_t step(const struct vqs_mmio *mmio, uint32_t offset, uint32_t length)
{
	uint32_t width = width_in(&mmio->options.type->config, offset);

	if (width > 4)
		width = 4;
	while (width > length || offset % width)
		width /= 2;
	return width;
}

int mmio_config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                    uint32_t length)
{
	const struct vqs_mmio *mmio = of(transport);
	const volatile unsigned char *registers = mmio->options.registers;
	unsigned char *out = to;

	while (length) {
		const volatile void *at = registers + MMIO_CONFIG + offset;
		uint32_t width = step(mmio, offset, length);
		uint16_t two;
		uint32_t four;

		switch (width) {
		case 4:
			four = *(const volatile uint32_t *)at;
			memcpy(out, &four, 4);
			break;
		case 2:
			two = *(const volatile uint16_t *)at;
			memcpy(out, &two, 2);
			break;
		default:
			*out = *(const volatile unsigned char *)at;
		}
		out += width;
		offset += width;
		length -= width;
	}
	return 0;
}

int mmio_config_put(struct vqs_driver_transport *transport, uint32_t offset,
                    const void *from, uint32_t length)
{
	const struct vqs_mmio *mmio = of(transport);
	volatile unsigned char *registers = mmio->options.registers;
	const unsigned char *in = from;

	while (length) {
		volatile void *at = registers + MMIO_CONFIG + offset;
		uint32_t width = step(mmio, offset, length);
		uint16_t two;
		uint32_t four;

		switch (width) {
		case 4:
			memcpy(&four, in, 4);
			*(volatile uint32_t *)at = four;
			break;
		case 2:
			memcpy(&two, in, 2);
			*(volatile uint16_t *)at = two;
			break;
		default:
			*(volatile unsigned char *)at = *in;
		}
		in += width;
		offset += width;
		length -= width;
	}
	return 0;
}

int mmio_config_generation(struct vqs_driver_transport *transport, uint32_t *generation)
{
	*generation = mmio_get(of(transport), MMIO_CONFIG_GENERATION);
	return 0;
}
