/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Unions as JSON: an object whose one member is the case, {"axis": {...}}.
 */
#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t unit_of(const struct vqs_field *field)
{
	return field->kind == VQS_STRUCT ? field->structure->size
	                                 : vqs_scalar_size(field->kind);
}

static size_t native_size(const struct vqs_field *field)
{
	size_t size = field->kind == VQS_STRUCT ? field->structure->memory
	                                        : vqs_scalar_size(field->kind);

	return field->extent == VQS_ARRAY ? size * field->count : size;
}

/* ---- From native values ------------------------------------------------------ */

static uint64_t native_number(struct value_fields fields,
                              const struct vqs_reference *reference, const void *native)
{
	const struct vqs_field *field = &fields.fields[reference->field];

	return vqs_native_get((const char *)native + field->memory, field->kind);
}

const struct vqs_case *value_case_of(struct value_fields fields,
                                     const struct vqs_union *type, const void *native)
{
	if (type->by.source != VQS_HERE)
		return NULL;
	return vqs_union_find(type, native_number(fields, &type->by, native));
}

/* What is valid of the bytes of a union. */
static uint32_t valid_bytes(struct value_fields fields, const struct vqs_field *field,
                            const void *native)
{
	uint64_t bytes = field->count;

	if (field->union_->length.source == VQS_HERE)
		bytes = native_number(fields, &field->union_->length, native);
	return bytes < field->count ? (uint32_t)bytes : field->count;
}

json_t *value_get_case(struct value_fields fields, const struct vqs_field *field,
                       const struct vqs_case *is, const void *native)
{
	const char *at = (const char *)native + field->memory;
	uint32_t length = valid_bytes(fields, field, native);
	struct vqs_wire_error error = { .problem = VQS_FINE };
	struct vqs_field some = is->field;
	void *value = calloc(1, native_size(&is->field) + 1);
	json_t *json;

	if (value && vqs_case_decode(is, at, length, value, &error) == 0) {
		if (some.extent == VQS_ARRAY && length / unit_of(&some) < some.count)
			some.count = (uint32_t)(length / unit_of(&some));
		json = value_get_all((struct value_fields){ .fields = &some, .count = 1 },
		                     value);
	} else {
		json = json_pack("{s:s}", "broken", vqs_problem_text(error.problem));
	}
	free(value);
	return json;
}

/* ---- To native values -------------------------------------------------------- */

static const struct vqs_case *find_case(const struct vqs_union *type, const char *name)
{
	for (uint32_t i = 0; name && i < type->count; i++)
		if (strcmp(type->cases[i].field.name, name) == 0)
			return &type->cases[i];
	return NULL;
}

/* The case that an object of one member names, and what it holds; or NULL. */
static const struct vqs_case *named_case(const struct vqs_union *type, json_t *json,
                                         json_t **value)
{
	void *only = json_is_object(json) ? json_object_iter(json) : NULL;

	if (!only || json_object_size(json) != 1)
		return NULL;
	*value = json_object_iter_value(only);
	return find_case(type, json_object_iter_key(only));
}

static bool fail_cases(const struct vqs_field *field, struct value_room *room)
{
	size_t at = (size_t)snprintf(room->error, sizeof(room->error), "%s: wanted is ",
	                             field->name);

	for (uint32_t i = 0; i < field->union_->count && at < sizeof(room->error); i++)
		at += (size_t)snprintf(room->error + at, sizeof(room->error) - at,
		                       "%s{\"%s\": ...}", i ? ", or " : "",
		                       field->union_->cases[i].field.name);
	return false;
}

static bool fail_wire(const struct vqs_field *field, const struct vqs_wire_error *error,
                      struct value_room *room)
{
	snprintf(room->error, sizeof(room->error), "%s: %s: %s", field->name,
	         error->field ? error->field->name : "a case",
	         vqs_problem_text(error->problem));
	return false;
}

/* Of an array fewer elements may be given than it has room for. */
static struct vqs_case shortened(const struct vqs_case *is, json_t *value)
{
	struct vqs_case some = *is;

	if (some.field.extent == VQS_ARRAY && json_is_array(value) &&
	    json_array_size(value) < some.field.count)
		some.field.count = (uint32_t)json_array_size(value);
	return some;
}

static bool put_number(const struct vqs_field *field, json_t *json, void *native,
                       struct value_room *room)
{
	json_t *value;
	const struct vqs_case *is = named_case(field->union_, json, &value);

	if (is)
		return value_put(&is->field, value, native, room);
	for (uint32_t i = 0; i < field->union_->count; i++)
		if (value_put(&field->union_->cases[i].field, json, native, room))
			return true;
	return false;
}

bool value_put_union(const struct vqs_field *field, json_t *json, void *native,
                     struct value_room *room)
{
	char *at = (char *)native + field->memory;
	struct vqs_wire_error error = { .problem = VQS_FINE };
	json_t *value = NULL;
	const struct vqs_case *is = named_case(field->union_, json, &value);
	struct vqs_case some;
	void *own;
	bool fine;

	if (field->extent == VQS_ONE)
		return put_number(field, json, at, room);
	if (!is)
		return fail_cases(field, room);
	some = shortened(is, value);
	own = calloc(1, native_size(&is->field) + 1);
	if (!own)
		return false;
	fine = value_put(&some.field, value, own, room);
	if (fine && vqs_case_encode(&some, own, at, field->count, &error))
		fine = fail_wire(field, &error, room);
	free(own);
	return fine;
}

/* ---- What follows from a case -------------------------------------------------- */

static uint64_t bytes_of(const struct vqs_field *field, json_t *value)
{
	const char *text = json_string_value(value);
	size_t length = json_string_length(value);

	if (field->extent != VQS_ARRAY)
		return unit_of(field);
	if (text)
		return strncmp(text, "hex:", 4) == 0 ? (length - 4) / 2 : length;
	return json_array_size(value) * unit_of(field);
}

bool value_from_union(struct value_fields fields, uint32_t index, json_t *object,
                      void *native)
{
	const struct vqs_field *wanted = &fields.fields[index];

	for (uint32_t i = 0; i < fields.count; i++) {
		const struct vqs_union *type = fields.fields[i].union_;
		json_t *json = json_object_get(object, fields.fields[i].name), *value;
		const struct vqs_case *is = type ? named_case(type, json, &value) : NULL;
		bool tells = is && type->by.source == VQS_HERE &&
		             type->by.field == index && is->when_count == 1;
		bool measures = is && type->length.source == VQS_HERE &&
		                type->length.field == index;

		if (!tells && !measures)
			continue;
		vqs_native_put((char *)native + wanted->memory, wanted->kind,
		               tells ? is->when[0] : bytes_of(&is->field, value));
		return true;
	}
	return false;
}
