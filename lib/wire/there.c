/* SPDX-License-Identifier: BSD-3-Clause */
/* What features leave of a field and of a structure. */
#include <string.h>

#include "internal.h"

static const struct vqs_features none;

bool vqs_field_there(const struct vqs_field *field, const struct vqs_features *features)
{
	if (!features)
		features = &none;
	return vqs_condition_holds(field->condition, features) &&
	       !(field->unless && vqs_condition_holds(field->unless, features));
}

bool vqs_config_valid(const struct vqs_field *field, const struct vqs_features *offered,
                      const struct vqs_features *negotiated)
{
	return vqs_condition_holds(field->condition, offered ? offered : &none) &&
	       !(field->unless &&
	         vqs_condition_holds(field->unless, negotiated ? negotiated : &none));
}

uint32_t vqs_struct_length(const struct vqs_struct *type,
                           const struct vqs_features *features)
{
	uint32_t i = type->field_count;

	if (!type->tailed)
		return type->size;
	while (i && !vqs_field_there(&type->fields[i - 1], features))
		i--;
	return i ? type->fields[i - 1].offset + (uint32_t)field_size(&type->fields[i - 1])
	         : 0;
}

uint64_t field_here(const struct vqs_field *field, const struct vqs_features *features)
{
	if (!vqs_field_there(field, features))
		return 0;
	if (field->kind == VQS_STRUCT && field->structure->tailed)
		return vqs_struct_length(field->structure, features);
	return field_size(field);
}

void fixed_clear(const struct vqs_field *field, void *native)
{
	uint32_t unit = field->kind == VQS_STRUCT ? field->structure->memory
	                                          : kind_size((enum vqs_kind)field->kind);

	if (field->memory != VQS_NOWHERE)
		memset((uint8_t *)native + field->memory, 0,
		       (size_t)unit * field_elements(field));
}
