/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `call --config`: reads the configuration space, and writes fields of it.
 */
#include "call.h"

#include <errno.h>
#include <stdlib.h>

static enum outcome complain_value(const struct vqs_field *field)
{
	char allowed[160];

	value_choice(field, allowed, sizeof(allowed));
	return trouble(MISUSED, "%s: %s%s%s", field->name,
	               vqs_problem_text(VQS_BAD_VALUE), *allowed ? "; it is " : "",
	               allowed);
}

static enum outcome write_config(struct caller *caller, json_t *object, void *native,
                                 struct value_room *room)
{
	const struct vqs_struct *type = &caller->type->config;
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
	{
		const struct vqs_field *field =
		        value_field_find(value_fields_of_struct(type), name);
		int error;

		if (!value_put(field, value, native, room))
			return trouble(MISUSED, "%s", room->error);
		error = vqs_driver_config_write(caller->driver,
		                                (uint32_t)(field - type->fields), native);
		if (error == -EACCES)
			return trouble(MISUSED, "%s: a driver may not write it", name);
		if (error == -EINVAL)
			return complain_value(field);
		if (error)
			return trouble(MISUSED, "%s: %s", name,
			               error_text(caller, error));
	}
	return DONE;
}

static enum outcome read_config(struct caller *caller, void *native, bool print)
{
	const struct vqs_struct *type = &caller->type->config;
	struct vqs_wire_error wire = { .problem = VQS_FINE };
	int error = vqs_driver_config_read(caller->driver, native, &wire);

	if (error == -ENOTSUP)
		return trouble(FAILED,
		               "configuration: this back end leaves it to the VMM; "
		               "--given FIELD=VALUE,... tells what it is");
	if (error)
		return wire_complain(caller, "configuration", error, &wire);
	if (print)
		print_json(value_get_all(
		        value_fields_with(value_fields_of_struct(type),
		                          vqs_driver_negotiated(caller->driver)),
		        native));
	return DONE;
}

enum outcome call_config(struct caller *caller, char **words, struct value_room *room)
{
	const struct vqs_struct *type = &caller->type->config;
	void *native = calloc(1, type->memory + 1);
	json_t *object = object_of_words(value_fields_of_struct(type), words, room);
	enum outcome outcome = MISUSED;

	if (native && object)
		outcome = read_config(caller, native, false);
	if (outcome == DONE && object)
		outcome = write_config(caller, object, native, room);
	if (outcome == DONE)
		outcome = read_config(caller, native, true);
	json_decref(object);
	free(native);
	return outcome;
}
