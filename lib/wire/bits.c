/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Numbers that are cut into ranges of bits: virtio 1.4, Structure Specifications.
 */
#include "internal.h"

uint64_t vqs_bits_get(const struct vqs_field *range, uint64_t number)
{
	uint64_t ones =
	        range->count >= 64 ? UINT64_MAX : (UINT64_C(1) << range->count) - 1;

	return number >> range->offset & ones;
}

uint64_t vqs_bits_put(const struct vqs_field *range, uint64_t number, uint64_t value)
{
	uint64_t ones =
	        range->count >= 64 ? UINT64_MAX : (UINT64_C(1) << range->count) - 1;

	return (number & ~(ones << range->offset)) | (value & ones) << range->offset;
}

enum vqs_problem bits_judge(const struct vqs_field *field, uint32_t at, uint64_t *value,
                            struct vqs_wire_error *error)
{
	const struct vqs_bits *bits = field->bits;

	if (*value & bits->strict)
		return wire_problem(error, VQS_BAD_RESERVED, field, at, *value);
	*value &= ~bits->ignored;
	for (uint32_t i = 0; i < bits->count; i++) {
		const struct vqs_field *range = &bits->ranges[i];
		uint64_t own = vqs_bits_get(range, *value);

		if (!(range->flags & VQS_RESERVED) && !value_allowed(range, own, NULL))
			return wire_problem(error, VQS_BAD_VALUE, range, at, own);
	}
	return VQS_FINE;
}
