/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Unions: bytes whose layout another field tells. In native form they are bytes,
 * a private copy by then, so that reading one twice is no danger.
 */
#include <errno.h>
#include <string.h>

#include "internal.h"

const struct vqs_case *vqs_union_find(const struct vqs_union *type, uint64_t by)
{
	for (uint32_t i = 0; i < type->count; i++)
		for (uint32_t j = 0; j < type->cases[i].when_count; j++)
			if (type->cases[i].when[j] == by)
				return &type->cases[i];
	return NULL;
}

/* Bytes of the native form of a field. */
static uint64_t native_size(const struct vqs_field *field)
{
	uint32_t one = field->kind == VQS_STRUCT ? field->structure->memory
	                                         : kind_size((enum vqs_kind)field->kind);

	return (uint64_t)one * field_elements(field);
}

/* How many elements of the case there are. */
static enum vqs_problem count_elements(const struct vqs_field *field, uint32_t length,
                                       uint32_t *count, struct vqs_wire_error *error)
{
	uint32_t unit = field_unit(field), most = field_elements(field);

	*count = length / unit;
	if (*count >= most) {
		*count = most;
		return VQS_FINE;
	}
	if (field->extent != VQS_ARRAY)
		return wire_problem(error, VQS_TOO_SHORT, field, 0, length);
	if (length % unit)
		return wire_problem(error, VQS_BAD_COUNT, field, 0, length);
	return VQS_FINE;
}

int vqs_case_decode(const struct vqs_case *is, const void *bytes, uint32_t length,
                    void *native, struct vqs_wire_error *error)
{
	struct vqs_field some = is->field;
	uint32_t count;

	memset((uint8_t *)native + some.memory, 0, native_size(&some));
	if (count_elements(&is->field, length, &count, error))
		return -EBADMSG;
	if (some.extent == VQS_ARRAY)
		some.count = count;
	if (count == 0 || vqs_field_decode(&some, bytes, native, error) == 0)
		return 0;
	if (error && error->field == &some)
		error->field = &is->field;
	return -EBADMSG;
}

int vqs_case_encode(const struct vqs_case *is, const void *native, void *bytes,
                    uint32_t size, struct vqs_wire_error *error)
{
	if (field_size(&is->field) > size) {
		wire_problem(error, VQS_TOO_LONG, &is->field, 0, size);
		return -EINVAL;
	}
	memset(bytes, 0, size);
	return vqs_field_encode(&is->field, native, bytes, error);
}
