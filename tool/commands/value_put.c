/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From JSON to native values.
 */
#include "value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

#define MOST_LIST ((size_t)1 << 20) /* bytes of a list of items */

void value_room_fini(struct value_room *room)
{
	for (size_t i = 0; i < room->count; i++)
		free(room->list[i]);
	free(room->list);
	*room = (struct value_room){ 0 };
}

static bool fail(struct value_room *room, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

static bool fail(struct value_room *room, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(room->error, sizeof(room->error), format, arguments);
	va_end(arguments);
	return false;
}

static void *room_alloc(struct value_room *room, size_t size)
{
	void **list = reallocarray(room->list, room->count + 1, sizeof(*list));
	void *memory = list ? calloc(1, size ? size : 1) : NULL;

	if (list)
		room->list = list;
	if (memory)
		room->list[room->count++] = memory;
	else
		fail(room, "out of memory");
	return memory;
}

struct value_fields value_fields_of_half(const struct vqs_half *half)
{
	return (struct value_fields){ .fields = half->fields,
		                      .count = half->field_count };
}

struct value_fields value_fields_of_struct(const struct vqs_struct *type)
{
	return (struct value_fields){ .fields = type->fields,
		                      .count = type->field_count,
		                      .type = type };
}

struct value_fields value_fields_with(struct value_fields fields,
                                      const struct vqs_features *features)
{
	fields.features = features;
	return fields;
}

bool value_is_there(struct value_fields fields, uint32_t index)
{
	const struct vqs_field *field = &fields.fields[index];

	if (!fields.features)
		return true;
	if (fields.type && fields.type->tailed)
		return field->offset < vqs_struct_length(fields.type, fields.features);
	return vqs_field_there(field, fields.features);
}

const struct vqs_field *value_field_find(struct value_fields fields, const char *name)
{
	for (uint32_t i = 0; i < fields.count; i++)
		if (fields.fields[i].memory != VQS_NOWHERE &&
		    strcmp(fields.fields[i].name, name) == 0)
			return &fields.fields[i];
	return NULL;
}

/* ---- Scalars --------------------------------------------------------------- */

static uint64_t kind_max(enum vqs_kind kind)
{
	unsigned int bits = 8 * vqs_scalar_size(kind);

	return bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
}

static bool name_value(const struct vqs_names *names, const char *name, size_t length,
                       uint64_t *value)
{
	for (unsigned int i = 0; names && i < names->count; i++)
		if (strlen(names->names[i].name) == length &&
		    memcmp(names->names[i].name, name, length) == 0) {
			*value = names->names[i].value;
			return true;
		}
	return false;
}

static bool number_value(const char *text, size_t length, uint64_t *value)
{
	char copy[32], *end;
	bool hex = length > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');

	if (length == 0 || length >= sizeof(copy) || !isdigit((unsigned char)*text))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	errno = 0;
	*value = strtoull(copy, &end, hex ? 16 : 10);
	return !errno && *end == '\0';
}

static bool fail_name(const struct vqs_field *field, const char *text, size_t length,
                      struct value_room *room)
{
	char allowed[160] = "";

	if (field->names)
		value_choice(field, allowed, sizeof(allowed));
	return fail(room, "%s: '%.*s' is neither a number nor %s%s", field->name,
	            (int)(length > 60 ? 60 : length), text,
	            field->names ? "a name of it; it is " : "a name of it", allowed);
}

static bool text_value(const struct vqs_field *field, const char *text, uint64_t *value,
                       struct value_room *room)
{
	bool flags = field->flags & VQS_FLAGS;

	*value = 0;
	for (;;) {
		size_t length = flags ? strcspn(text, "|") : strlen(text);
		uint64_t one;

		if (!name_value(field->names, text, length, &one) &&
		    !number_value(text, length, &one))
			return fail_name(field, text, length, room);
		*value |= one;
		text += length;
		if (*text == '\0')
			return true;
		text++;
	}
}

static bool list_value(const struct vqs_field *field, json_t *list, uint64_t *value,
                       struct value_room *room)
{
	*value = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *text = json_string_value(json_array_get(list, i));
		uint64_t one;

		if (!text)
			return fail(room, "%s: the list has to be of names", field->name);
		if (!text_value(field, text, &one, room))
			return false;
		*value |= one;
	}
	return true;
}

static bool scalar_value(const struct vqs_field *field, json_t *json, uint64_t *value,
                         struct value_room *room);

static const struct vqs_field *find_range(const struct vqs_bits *bits, const char *name)
{
	for (uint32_t i = 0; i < bits->count; i++)
		if (strcmp(bits->ranges[i].name, name) == 0 &&
		    !(bits->ranges[i].flags & VQS_RESERVED))
			return &bits->ranges[i];
	return NULL;
}

/* Those that are left out are zero. */
static bool bits_value(const struct vqs_field *field, json_t *object, uint64_t *value,
                       struct value_room *room)
{
	const char *name;
	json_t *json;

	*value = 0;
	json_object_foreach(object, name, json)
	{
		const struct vqs_field *range = find_range(field->bits, name);
		uint64_t own;

		if (!range)
			return fail(room, "%s has no bits '%.60s'", field->name, name);
		if (!scalar_value(range, json, &own, room))
			return false;
		*value = vqs_bits_put(range, *value, own);
		if (vqs_bits_get(range, *value) != own)
			return fail(room,
			            "%s: %" PRIu64 " does not fit into %" PRIu32 " bits",
			            name, own, range->count);
	}
	return true;
}

static bool scalar_value(const struct vqs_field *field, json_t *json, uint64_t *value,
                         struct value_room *room)
{
	if (json_is_integer(json)) {
		if (json_integer_value(json) < 0)
			return fail(room, "%s: numbers are not negative", field->name);
		*value = (uint64_t)json_integer_value(json);
	} else if (json_is_object(json) && field->bits) {
		return bits_value(field, json, value, room);
	} else if (json_is_string(json)) {
		if (!text_value(field, json_string_value(json), value, room))
			return false;
	} else if (json_is_array(json) && (field->flags & VQS_FLAGS)) {
		if (!list_value(field, json, value, room))
			return false;
	} else {
		return fail(room, "%s: a number or a name is wanted", field->name);
	}
	if (*value > kind_max(field->kind))
		return fail(room, "%s: %" PRIu64 " does not fit; the most is %" PRIu64,
		            field->name, *value, kind_max(field->kind));
	return true;
}

/* ---- Bytes ----------------------------------------------------------------- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of a text, which are as they are, or "hex:...". */
static uint8_t *bytes_of(const struct vqs_field *field, json_t *json, size_t *length,
                         struct value_room *room)
{
	const char *text = json_string_value(json);
	size_t size = json_string_length(json);
	uint8_t *bytes = room_alloc(room, size);

	*length = size;
	if (!bytes)
		return NULL;
	if (strncmp(text, "hex:", 4) != 0) {
		memcpy(bytes, text, size);
		return bytes;
	}
	*length = (size - 4) / 2;
	for (size_t i = 0; i < size - 4; i++) {
		int digit = hex_digit(text[4 + i]);

		if (digit < 0 || size % 2) {
			fail(room, "%s: after hex: come pairs of hexadecimal digits",
			     field->name);
			return NULL;
		}
		bytes[i / 2] = (uint8_t)(bytes[i / 2] << 4 | digit);
	}
	return bytes;
}

static bool put_byte_array(const struct vqs_field *field, json_t *json, uint8_t *at,
                           struct value_room *room)
{
	size_t length;
	const uint8_t *bytes = bytes_of(field, json, &length, room);

	if (!bytes)
		return false;
	if (length > field->count)
		return fail(room, "%s: %zu bytes are too many; it has %" PRIu32,
		            field->name, length, field->count);
	memset(at, 0, field->count);
	memcpy(at, bytes, length);
	return true;
}

/* ---- Elements -------------------------------------------------------------- */

static size_t native_size(const struct vqs_field *field)
{
	if (field->kind == VQS_STRUCT)
		return field->structure->memory;
	return vqs_scalar_size(field->kind);
}

static size_t wire_size(const struct vqs_field *field)
{
	if (field->kind == VQS_STRUCT)
		return field->structure->size;
	return vqs_scalar_size(field->kind);
}

static bool put_element(const struct vqs_field *field, json_t *json, void *at,
                        struct value_room *room)
{
	struct value_fields fields;
	uint64_t value;

	if (field->kind == VQS_STRUCT) {
		fields = value_fields_of_struct(field->structure);
		return value_put_all(value_fields_with(fields, room->features), json, at,
		                     room);
	}
	if (!scalar_value(field, json, &value, room))
		return false;
	vqs_native_put(at, field->kind, value);
	return true;
}

static bool put_array(const struct vqs_field *field, json_t *json, char *at,
                      struct value_room *room)
{
	size_t length = field->count;

	if (field->list && json_is_array(json))
		return value_put_list(field->list, json, (uint8_t *)at, &length, room);
	if (json_is_string(json) && field->kind == VQS_U8)
		return put_byte_array(field, json, (uint8_t *)at, room);
	if (!json_is_array(json) || json_array_size(json) != field->count)
		return fail(room, "%s: a list of %" PRIu32 " is wanted", field->name,
		            field->count);
	for (uint32_t i = 0; i < field->count; i++)
		if (!put_element(field, json_array_get(json, i),
		                 at + i * native_size(field), room))
			return false;
	return true;
}

/* ---- Parts of variable length ---------------------------------------------- */

static bool encode_element(const struct vqs_field *field, json_t *json, uint8_t *wire,
                           struct value_room *room)
{
	struct vqs_wire_error error = { .problem = VQS_FINE };
	uint64_t value;
	void *native;

	if (field->kind != VQS_STRUCT) {
		if (!scalar_value(field, json, &value, room))
			return false;
		vqs_scalar_put(wire, field->kind, value);
		return true;
	}
	native = room_alloc(room, field->structure->memory);
	if (!native || !put_element(field, json, native, room))
		return false;
	if (vqs_struct_encode(field->structure, native, wire, &error) == 0)
		return true;
	return fail(room, "%s: %s: %s", field->name,
	            error.field ? error.field->name : "an element",
	            vqs_problem_text(error.problem));
}

static uint8_t *encode_list(const struct vqs_field *field, json_t *json, size_t *length,
                            struct value_room *room)
{
	size_t count = json_array_size(json);
	uint8_t *wire = room_alloc(room, count * wire_size(field));

	*length = count * wire_size(field);
	for (size_t i = 0; wire && i < count; i++)
		if (!encode_element(field, json_array_get(json, i),
		                    wire + i * wire_size(field), room))
			return NULL;
	return wire;
}

static uint8_t *encode_items(const struct vqs_list *list, json_t *json, size_t *length,
                             struct value_room *room)
{
	uint8_t *bytes = room_alloc(room, MOST_LIST);

	*length = MOST_LIST;
	if (!bytes || !value_put_list(list, json, bytes, length, room))
		return NULL;
	return bytes;
}

static bool put_span(const struct vqs_field *field, json_t *json, struct vqs_span *span,
                     struct value_room *room)
{
	struct vqs_segment *segment = room_alloc(room, sizeof(*segment));
	uint8_t *bytes = NULL;
	size_t length = 0;

	if (json_is_string(json))
		bytes = bytes_of(field, json, &length, room);
	else if (field->list && json_is_array(json))
		bytes = encode_items(field->list, json, &length, room);
	else if (json_is_array(json))
		bytes = encode_list(field, json, &length, room);
	else
		return fail(room, "%s: a list or bytes are wanted", field->name);
	if (!segment || !bytes)
		return false;
	if (length % wire_size(field) || length > UINT32_MAX)
		return fail(room, "%s: %zu bytes are no whole number of elements of %zu",
		            field->name, length, wire_size(field));
	*segment = (struct vqs_segment){ bytes, (uint32_t)length };
	*span = (struct vqs_span){ .segments = segment, .length = (uint32_t)length };
	return true;
}

bool value_put(const struct vqs_field *field, json_t *value, void *native,
               struct value_room *room)
{
	char *at = (char *)native + field->memory;

	if (field->union_ && (field->extent == VQS_ONE || !json_is_string(value)))
		return value_put_union(field, value, native, room);
	switch (field->extent) {
	case VQS_ONE:
		return put_element(field, value, at, room);
	case VQS_ARRAY:
		return put_array(field, value, at, room);
	default:
		return put_span(field, value, (struct vqs_span *)(void *)at, room);
	}
}

/* ---- Objects --------------------------------------------------------------- */

/* Whether some part that was given tells how much this field counts. */
static bool count_from_part(struct value_fields fields, uint32_t index, json_t *object,
                            void *native, struct value_room *room)
{
	const struct vqs_field *counter = &fields.fields[index];

	for (uint32_t i = 0; i < fields.count; i++) {
		const struct vqs_field *field = &fields.fields[i];
		const struct vqs_span *span =
		        (const void *)((const char *)native + field->memory);
		int64_t count;

		if (field->extent != VQS_COUNTED || field->sum ||
		    field->counter.source != VQS_HERE ||
		    field->counter.field != index || field->times.source ||
		    !json_object_get(object, field->name) || field->factor == 0)
			continue;
		count = (int64_t)(span->length / wire_size(field)) - field->addend;
		if (count < 0 || count % field->factor ||
		    (uint64_t)(count / field->factor) > kind_max(counter->kind))
			return fail(room, "%s: %s cannot count so many elements",
			            field->name, counter->name);
		vqs_native_put((char *)native + counter->memory, counter->kind,
		               (uint64_t)(count / field->factor));
		return true;
	}
	return fail(room, "%s is missing", counter->name);
}

static bool check_names(struct value_fields fields, json_t *object,
                        struct value_room *room)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value) if (
	        !value_field_find(fields, name)) return fail(room,
	                                                     "there is no field '%.60s'",
	                                                     name);
	return true;
}

bool value_put_all(struct value_fields fields, json_t *object, void *native,
                   struct value_room *room)
{
	if (!json_is_object(object))
		return fail(room, "an object is wanted: {\"field\": value, ...}");
	if (!check_names(fields, object, room))
		return false;
	for (uint32_t i = 0; i < fields.count; i++) {
		json_t *value = json_object_get(object, fields.fields[i].name);

		if (value && !value_is_there(fields, i))
			return fail(
			        room,
			        "%s is not there without its feature, or beside another",
			        fields.fields[i].name);
		if (value && fields.fields[i].memory != VQS_NOWHERE &&
		    !value_put(&fields.fields[i], value, native, room))
			return false;
	}
	for (uint32_t i = 0; i < fields.count; i++)
		if (fields.fields[i].memory != VQS_NOWHERE && value_is_there(fields, i) &&
		    !json_object_get(object, fields.fields[i].name) &&
		    !value_from_union(fields, i, object, native) &&
		    !count_from_part(fields, i, object, native, room))
			return false;
	return true;
}

bool value_make_room(const struct vqs_field *field, void *native, uint32_t bytes,
                     struct value_room *room)
{
	struct vqs_span *span = (void *)((char *)native + field->memory);
	struct vqs_segment *segment = room_alloc(room, sizeof(*segment));

	if (!segment)
		return false;
	*segment = (struct vqs_segment){ room_alloc(room, bytes), bytes };
	if (!segment->base)
		return false;
	*span = (struct vqs_span){ .segments = segment, .length = bytes };
	return true;
}

/* ---- Arguments ------------------------------------------------------------- */

static json_t *bytes_from_file(const struct vqs_field *field, const char *path,
                               struct value_room *room)
{
	size_t length;
	char *text = file_read(path, &length);
	json_t *json = text ? json_stringn_nocheck(text, length) : NULL;

	if (!json)
		fail(room, "%s: cannot read %.100s: %s", field->name, path,
		     strerror(errno));
	free(text);
	return json;
}

json_t *value_from_argument(const struct vqs_field *field, const char *text,
                            struct value_room *room)
{
	bool bytes = field->extent >= VQS_COUNTED ||
	             (field->extent == VQS_ARRAY && field->kind == VQS_U8);
	bool whole = field->kind == VQS_STRUCT || field->extent != VQS_ONE;
	bool listed = whole || field->bits || field->union_ || (field->flags & VQS_FLAGS);
	json_error_t error;
	json_t *json;

	if (bytes && (*text == '@' || strcmp(text, "-") == 0))
		return bytes_from_file(field, *text == '@' ? text + 1 : text, room);
	if (listed && (*text == '[' || *text == '{')) {
		json = json_loads(text, JSON_REJECT_DUPLICATES, &error);
		if (!json)
			fail(room, "%s: column %d of its JSON: %s", field->name,
			     error.column, error.text);
		return json;
	}
	if (whole && !bytes) {
		fail(room, "%s: JSON is wanted: %s", field->name,
		     field->extent == VQS_ONE ? "{\"field\": value, ...}"
		                              : "[value, ...]");
		return NULL;
	}
	return json_stringn_nocheck(text, strlen(text));
}
