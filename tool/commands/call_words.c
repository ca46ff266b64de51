/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Values of the command line to JSON, and JSON to standard output.
 */
#include "call.h"

#include <stdio.h>
#include <string.h>

/* field=value of the command line, as one object. */
json_t *object_of_words(struct value_fields fields, char **words, struct value_room *room)
{
	json_t *object = json_object();

	for (; *words; words++) {
		size_t length = strcspn(*words, "=");
		const struct vqs_field *field;
		char name[64];
		json_t *value;

		snprintf(name, sizeof(name), "%.*s", (int)(length < 63 ? length : 63),
		         *words);
		field = value_field_find(fields, name);
		if (!field || !(*words)[length]) {
			fields_complain(fields, *words, name);
			json_decref(object);
			return NULL;
		}
		value = value_from_argument(field, *words + length + 1, room);
		if (!value || json_object_set_new(object, name, value) != 0) {
			trouble(MISUSED, "%s", room->error);
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

void print_json(json_t *json)
{
	json_dumpf(json, stdout, 0);
	putchar('\n');
	fflush(stdout);
	json_decref(json);
}
