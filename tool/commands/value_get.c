/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From native values to JSON.
 */
#include "value.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Scalars --------------------------------------------------------------- */

static json_t *number_json(uint64_t value)
{
	char text[24];

	if (value <= INT64_MAX)
		return json_integer((json_int_t)value);
	snprintf(text, sizeof(text), "0x%" PRIx64, value);
	return json_string(text);
}

static json_t *flags_json(const struct vqs_names *names, uint64_t value)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < names->count; i++)
		if (names->names[i].value &&
		    (value & names->names[i].value) == names->names[i].value) {
			json_array_append_new(list, json_string(names->names[i].name));
			value &= ~names->names[i].value;
		}
	if (value)
		json_array_append_new(list, number_json(value));
	return list;
}

static json_t *scalar_json(const struct vqs_field *field, uint64_t value);

static json_t *bits_json(const struct vqs_bits *bits, uint64_t value)
{
	json_t *object = json_object();

	for (uint32_t i = 0; i < bits->count; i++) {
		const struct vqs_field *range = &bits->ranges[i];

		if (!(range->flags & VQS_RESERVED))
			json_object_set_new(
			        object, range->name,
			        scalar_json(range, vqs_bits_get(range, value)));
	}
	return object;
}

static json_t *scalar_json(const struct vqs_field *field, uint64_t value)
{
	const struct vqs_names *names = field->names;

	if (field->bits)
		return bits_json(field->bits, value);
	if (names && (field->flags & VQS_FLAGS))
		return flags_json(names, value);
	for (unsigned int i = 0; names && i < names->count; i++)
		if (names->names[i].value == value)
			return json_string(names->names[i].name);
	return number_json(value);
}

/* ---- Bytes ----------------------------------------------------------------- */

static bool is_text(const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\t') ||
		    bytes[i] == 127)
			return false;
	return length < 4 || memcmp(bytes, "hex:", 4) != 0;
}

static json_t *hex_json(const uint8_t *bytes, size_t length)
{
	char *text = malloc(2 * length + 5);
	json_t *json;

	if (!text)
		return json_null();
	strcpy(text, "hex:");
	for (size_t i = 0; i < length; i++)
		snprintf(text + 4 + 2 * i, 3, "%02x", bytes[i]);
	json = json_string(text);
	free(text);
	return json;
}

/* Text, where it is some; zero bytes at the end of a fixed array are padding. */
static json_t *bytes_json(const uint8_t *bytes, size_t length, bool padded)
{
	size_t end = length;
	json_t *json = NULL;

	while (padded && end && bytes[end - 1] == 0)
		end--;
	if (is_text(bytes, end))
		json = json_stringn((const char *)bytes, end);
	return json ? json : hex_json(bytes, length);
}

/* ---- Elements -------------------------------------------------------------- */

static json_t *element_json(const struct vqs_field *field, const void *at)
{
	if (field->kind == VQS_STRUCT)
		return value_get_all(value_fields_of_struct(field->structure), at);
	return scalar_json(field, vqs_native_get(at, field->kind));
}

static json_t *array_list_json(const struct vqs_field *field, const char *at)
{
	struct vqs_segment segment = { (void *)(uintptr_t)at, field->count };
	struct vqs_span span = { .segments = &segment, .length = field->count };

	return value_get_list(field->list, &span);
}

static json_t *array_json(const struct vqs_field *field, const char *at)
{
	size_t size = field->kind == VQS_STRUCT ? field->structure->memory
	                                        : vqs_scalar_size(field->kind);
	json_t *list;

	if (field->list)
		return array_list_json(field, at);
	if (field->kind == VQS_U8 && !field->bits)
		return bytes_json((const uint8_t *)at, field->count, true);
	list = json_array();
	for (uint32_t i = 0; i < field->count; i++)
		json_array_append_new(list, element_json(field, at + i * size));
	return list;
}

/* A number that is one of several things, by the field that tells. */
static json_t *union_json(struct value_fields fields, const struct vqs_field *field,
                          const void *native)
{
	const struct vqs_case *is = value_case_of(fields, field->union_, native);
	const char *at = (const char *)native + field->memory;

	if (field->extent == VQS_ONE)
		return scalar_json(is ? &is->field : field,
		                   vqs_native_get(at, field->kind));
	if (is)
		return value_get_case(fields, field, is, native);
	return bytes_json((const uint8_t *)at, field->count, true);
}

/* ---- Parts of variable length ---------------------------------------------- */

static json_t *decoded_json(const struct vqs_field *field, const uint8_t *wire)
{
	struct vqs_wire_error error = { .problem = VQS_FINE };
	json_t *json = NULL;
	void *native;

	if (field->kind != VQS_STRUCT)
		return scalar_json(field, vqs_scalar_get(wire, field->kind));
	native = calloc(1, field->structure->memory + 1);
	if (native && vqs_struct_decode(field->structure, wire, native, &error) == 0)
		json = element_json(field, native);
	else
		json = json_pack("{s:s}", "broken", vqs_problem_text(error.problem));
	free(native);
	return json;
}

static json_t *span_json(const struct vqs_field *field, const struct vqs_span *span)
{
	size_t size = field->kind == VQS_STRUCT ? field->structure->size
	                                        : vqs_scalar_size(field->kind);
	uint8_t *bytes;
	json_t *json;

	if (field->list)
		return value_get_list(field->list, span);
	bytes = malloc((size_t)span->length + 1);
	if (!bytes)
		return json_null();
	vqs_span_read(span, 0, bytes, span->length);
	if (field->kind == VQS_U8 && !field->bits) {
		json = bytes_json(bytes, span->length, false);
	} else {
		json = json_array();
		for (size_t at = 0; at + size <= span->length; at += size)
			json_array_append_new(json, decoded_json(field, bytes + at));
	}
	free(bytes);
	return json;
}

static json_t *one_json(const struct vqs_field *field, const void *at,
                        const struct vqs_features *features)
{
	if (field->kind != VQS_STRUCT)
		return element_json(field, at);
	return value_get_all(
	        value_fields_with(value_fields_of_struct(field->structure), features),
	        at);
}

json_t *value_get_all(struct value_fields fields, const void *native)
{
	json_t *object = json_object();

	for (uint32_t i = 0; i < fields.count; i++) {
		const struct vqs_field *field = &fields.fields[i];
		const char *at = (const char *)native + field->memory;
		json_t *value;

		if (field->memory == VQS_NOWHERE || !value_is_there(fields, i))
			continue;
		if (field->union_)
			value = union_json(fields, field, native);
		else if (field->extent == VQS_ONE)
			value = one_json(field, at, fields.features);
		else if (field->extent == VQS_ARRAY)
			value = array_json(field, at);
		else
			value = span_json(field, (const void *)at);
		json_object_set_new(object, field->name, value);
	}
	return object;
}

/* ---- What a field may hold -------------------------------------------------- */

static void allowed_names(const struct vqs_field *field, FILE *to)
{
	fputs(field->flags & VQS_FLAGS ? "any of " : "one of ", to);
	for (unsigned int i = 0; i < field->names->count; i++)
		fprintf(to, "%s%s", i ? ", " : "", field->names->names[i].name);
	if (field->flags & VQS_FLAGS)
		fputs(", with | between them", to);
}

static void allowed_bits(const struct vqs_bits *bits, FILE *to)
{
	const char *between = "{";

	for (uint32_t i = 0; i < bits->count; i++)
		if (!(bits->ranges[i].flags & VQS_RESERVED)) {
			fprintf(to, "%s\"%s\": ...", between, bits->ranges[i].name);
			between = ", ";
		}
	fputs("}, or a number", to);
}

void value_choice(const struct vqs_field *field, char *text, size_t size)
{
	FILE *to = fmemopen(text, size, "w");

	*text = '\0';
	if (!to)
		return;
	if (field->bits)
		allowed_bits(field->bits, to);
	if (field->names)
		allowed_names(field, to);
	else if (field->flags & VQS_RANGE)
		fprintf(to, "from %" PRIu64 " to %" PRIu64, field->min, field->max);
	fclose(to);
	text[size - 1] = '\0';
}
