/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists as JSON: an object for each item, {"text": "..."}, with the rest of its
 * head, where that says more, as "head".
 */
#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of an item: bytes of its native form. */
static size_t native_size(const struct vqs_field *field)
{
	size_t size = field->kind == VQS_STRUCT ? field->structure->memory
	                                        : vqs_scalar_size(field->kind);

	if (field->extent == VQS_REST)
		return sizeof(struct vqs_span);
	return field->extent == VQS_ARRAY ? size * field->count : size;
}

static bool is_set_by_us(const struct vqs_list *list, const struct vqs_field *field)
{
	return field->memory == VQS_NOWHERE || field == list->length ||
	       (field == list->type && !list->range);
}

static bool head_says_more(const struct vqs_list *list)
{
	for (uint32_t i = 0; i < list->head->field_count; i++)
		if (!is_set_by_us(list, &list->head->fields[i]))
			return true;
	return false;
}

/* ---- From bytes ---------------------------------------------------------------- */

static json_t *broken(const struct vqs_wire_error *error)
{
	return json_pack("{s:s}", "broken", vqs_problem_text(error->problem));
}

static json_t *unknown_json(const struct vqs_item *item)
{
	static const struct vqs_field bytes = { .name = "unknown",
		                                .kind = VQS_U8,
		                                .extent = VQS_REST };
	json_t *json = value_get_all(
	        (struct value_fields){ .fields = &bytes, .count = 1 }, &item->body);

	json_object_set_new(json, "type", json_integer((json_int_t)item->value));
	return json;
}

static void put_head(const struct vqs_list *list, const struct vqs_item *item,
                     json_t *json)
{
	void *native = calloc(1, list->head->memory + 1);

	if (native && vqs_item_head(list, item, native, NULL) == 0)
		json_object_set_new(
		        json, "head",
		        value_get_all(value_fields_of_struct(list->head), native));
	free(native);
}

static json_t *item_json(const struct vqs_list *list, const struct vqs_item *item)
{
	const struct vqs_field *field = &item->type->field;
	struct vqs_wire_error error = { .problem = VQS_FINE };
	void *native = calloc(1, native_size(field) + 1);
	json_t *json;

	if (!native || vqs_item_decode(list, item, native, &error)) {
		free(native);
		return json_pack("{s:o}", field->name, broken(&error));
	}
	json = value_get_all((struct value_fields){ .fields = field, .count = 1 },
	                     native);
	if (!item->type->whole && head_says_more(list))
		put_head(list, item, json);
	free(native);
	return json;
}

json_t *value_get_list(const struct vqs_list *list, const struct vqs_span *span)
{
	struct vqs_wire_error error = { .problem = VQS_FINE };
	struct vqs_items items;
	struct vqs_item item;
	json_t *json = json_array();
	int result;

	vqs_items_init(&items, list, span);
	while ((result = vqs_items_next(&items, &item, &error)) > 0)
		json_array_append_new(json, item.type ? item_json(list, &item)
		                                      : unknown_json(&item));
	if (result < 0)
		json_array_append_new(json, broken(&error));
	return json;
}

/* ---- To bytes ------------------------------------------------------------------ */

/* An object for each item has the member of its name, and may have a head. */
static const struct vqs_item_type *named_item(const struct vqs_list *list, json_t *json)
{
	for (uint32_t i = 0; json_is_object(json) && i < list->count; i++)
		if (json_object_get(json, list->items[i].field.name) &&
		    json_object_size(json) == 1U + !!json_object_get(json, "head"))
			return &list->items[i];
	return NULL;
}

/* What we set ourselves may be left out. */
static bool fill_head(const struct vqs_list *list, json_t *json, void *native,
                      struct value_room *room)
{
	const char *name;
	json_t *value;

	json_object_foreach(json, name, value)
	{
		const struct vqs_field *field =
		        value_field_find(value_fields_of_struct(list->head), name);

		if (!field) {
			snprintf(room->error, sizeof(room->error),
			         "the head has no field '%.60s'", name);
			return false;
		}
		if (!value_put(field, value, native, room))
			return false;
	}
	return true;
}

static bool fail(struct value_room *room, const char *name, const char *what)
{
	snprintf(room->error, sizeof(room->error), "%s: %s", name, what);
	return false;
}

/* A structure that starts with the head: that may be left out. */
static bool put_whole(const struct vqs_list *list, const struct vqs_item_type *type,
                      json_t *value, void *native, struct value_room *room)
{
	const struct vqs_struct *structure = type->field.structure;
	const char *head = structure->fields->name;
	json_t *full = json_is_object(value) ? json_copy(value) : json_object();
	void *zero = calloc(1, list->head->memory + 1);
	bool fine;

	if (zero && !json_object_get(full, head))
		json_object_set_new(
		        full, head,
		        value_get_all(value_fields_of_struct(list->head), zero));
	fine = value_put_all(value_fields_of_struct(structure), full, native, room);
	json_decref(full);
	free(zero);
	return fine;
}

static bool add_item(struct vqs_items *items, json_t *json, struct value_room *room)
{
	const struct vqs_list *list = items->list;
	const struct vqs_item_type *type = named_item(list, json);
	struct vqs_wire_error error = { .problem = VQS_FINE };
	json_t *value = type ? json_object_get(json, type->field.name) : NULL;
	void *native, *head;
	bool fine;
	int result;

	if (!type)
		return fail(room, list->name, "an item is wanted: {\"name\": ...}");
	native = calloc(1, native_size(&type->field) + 1);
	head = calloc(1, list->head->memory + 1);
	fine = native && head &&
	       fill_head(list, json_object_get(json, "head"), head, room) &&
	       (type->whole ? put_whole(list, type, value, native, room)
	                    : value_put(&type->field, value, native, room));
	if (fine) {
		result = vqs_items_add(items, type, head, native, &error);
		if (result)
			fine = fail(room, type->field.name,
			            vqs_problem_text(error.problem));
	}
	free(native);
	free(head);
	return fine;
}

bool value_put_list(const struct vqs_list *list, json_t *json, uint8_t *bytes,
                    size_t *length, struct value_room *room)
{
	struct vqs_segment segment = { bytes, (uint32_t)*length };
	struct vqs_span span = { &segment, 0, segment.length };
	struct vqs_items items;

	vqs_items_init(&items, list, &span);
	for (size_t i = 0; i < json_array_size(json); i++)
		if (!add_item(&items, json_array_get(json, i), room))
			return false;
	*length = items.at;
	vqs_items_end(&items);
	return true;
}
