/* SPDX-License-Identifier: BSD-3-Clause */
/* Native structures as a C compiler on this machine lays them out. */
#include "native.h"

#include <stdalign.h>

#include <vqsmith/wire.h>

static struct native scalar(enum vqs_kind kind)
{
	switch (kind) {
	case VQS_U8:
		return (struct native){ sizeof(uint8_t), alignof(uint8_t) };
	case VQS_LE16:
	case VQS_BE16:
		return (struct native){ sizeof(uint16_t), alignof(uint16_t) };
	case VQS_LE32:
	case VQS_BE32:
		return (struct native){ sizeof(uint32_t), alignof(uint32_t) };
	default:
		return (struct native){ sizeof(uint64_t), alignof(uint64_t) };
	}
}

static struct native member(const struct native_table *table, const struct field *field)
{
	struct native native;

	if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
		return (struct native){ sizeof(struct vqs_span),
			                alignof(struct vqs_span) };
	native = field->kind == VQS_STRUCT ? table->of[field->structure->index]
	                                   : scalar(field->kind);
	native.size *= field->elements;
	return native;
}

static uint32_t round_up(uint32_t number, uint32_t align)
{
	return (number + align - 1) / align * align;
}

struct native native_lay_out(const struct native_table *table,
                             const struct fields *fields, uint32_t *places)
{
	struct native whole = { 0, 1 };

	for (unsigned int i = 0; i < fields->count; i++) {
		struct native native;

		places[i] = VQS_NOWHERE;
		if (!native_has(&fields->fields[i]))
			continue;
		native = member(table, &fields->fields[i]);
		places[i] = round_up(whole.size, native.align);
		whole.size = places[i] + native.size;
		if (native.align > whole.align)
			whole.align = native.align;
	}
	whole.size = round_up(whole.size, whole.align);
	return whole;
}
