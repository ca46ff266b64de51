/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The configuration space of a device whose back end leaves it to the VMM, as the
 * command line gives it: `--given tag=share,num_request_queues=1`, or a JSON object.
 */
#include <stdlib.h>
#include <string.h>

#include "call.h"

/* "a=1,b=2", as an object; NULL: room->error tells why. */
static json_t *object_of_pairs(struct value_fields fields, const char *text,
                               struct value_room *room)
{
	json_t *object = json_object();
	char *copy = strdup(text), *at = copy, *pair;

	while (object && copy && (pair = strsep(&at, ",")) != NULL) {
		char *value = strchr(pair, '=');
		const struct vqs_field *field = NULL;

		if (value) {
			*value++ = '\0';
			field = value_field_find(fields, pair);
		}
		if (!field)
			snprintf(room->error, sizeof(room->error),
			         value ? "there is no field '%.60s'"
			               : "'%.60s': field=value is wanted",
			         pair);
		if (!field ||
		    json_object_set_new(object, pair,
		                        value_from_argument(field, value, room)) != 0) {
			json_decref(object);
			object = NULL;
		}
	}
	free(copy);
	return object;
}

static json_t *object_of_json(const char *text, struct value_room *room)
{
	json_error_t error;
	json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!object)
		snprintf(room->error, sizeof(room->error), "column %d of its JSON: %s",
		         error.column, error.text);
	return object;
}

/* Puts what the object has, and only that, into `wire`. */
static bool encode(const struct vqs_struct *type, json_t *object, uint8_t *wire,
                   struct value_room *room)
{
	void *native = calloc(1, type->memory + 1);
	const char *name;
	json_t *value;
	bool fine = native != NULL;

	json_object_foreach(object, name, value)
	{
		const struct vqs_field *field =
		        value_field_find(value_fields_of_struct(type), name);

		if (!field)
			snprintf(room->error, sizeof(room->error),
			         "there is no field '%.60s'", name);
		fine = fine && field && value_put(field, value, native, room);
		if (fine && vqs_field_encode(field, native, wire, NULL) != 0) {
			snprintf(room->error, sizeof(room->error), "%.60s: %s", name,
			         vqs_problem_text(VQS_BAD_VALUE));
			fine = false;
		}
		if (!fine)
			break;
	}
	free(native);
	return fine;
}

enum outcome given_take(const struct vqs_type *type, const char *text, uint8_t **wire)
{
	struct value_fields fields = value_fields_of_struct(&type->config);
	struct value_room room = { 0 };
	json_t *object = *text == '{' ? object_of_json(text, &room)
	                              : object_of_pairs(fields, text, &room);
	enum outcome outcome = DONE;

	*wire = calloc(1, type->config.size + 1);
	if (!*wire || !object || !encode(&type->config, object, *wire, &room))
		outcome = trouble(MISUSED, "--given: %s", room.error);
	json_decref(object);
	value_room_fini(&room);
	return outcome;
}
