/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith call`: speaks to a running device by its description, as a driver
 * would. call_find.c finds what to say, value_*.c the bytes.
 */
#include "call.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <vqsmith/vhost_user.h>

#include "runs.h"
#include "table.h"
#include "value.h"

enum { OPTION_CONFIG, OPTION_EVENTS, OPTION_TIMEOUT, OPTION_ROOM, OPTION_QUEUE };

struct caller {
	const struct vqs_type *type;
	struct vqs_driver *driver;
	char why[256]; /* the device broke the rules */
	long events;   /* that are still waited for */
	long timeout;  /* milliseconds */
	long room;
};

static void print_json(json_t *json)
{
	json_dumpf(json, stdout, 0);
	putchar('\n');
	fflush(stdout);
	json_decref(json);
}

/* ---- What the device says of itself ----------------------------------------- */

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	struct caller *caller = self;
	json_t *json;

	(void)queue;
	if (caller->events <= 0)
		return;
	caller->events--;
	json = value_get_all(value_fields_of_half(&message->writable), writable, NULL);
	print_json(json_pack("{s:s, s:o}", "event", message->name, "value", json));
}

static void config_changed(void *self)
{
	const struct caller *caller = self;

	if (caller->events > 0)
		fputs("vqsmith: the configuration changed\n", stderr);
}

static void broken(void *self, const char *why)
{
	struct caller *caller = self;

	snprintf(caller->why, sizeof(caller->why), "%s", why);
}

static const struct vqs_driver_events driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

/* ---- Errors ------------------------------------------------------------------ */

static const char *error_text(const struct caller *caller, int error)
{
	switch (error) {
	case -ENOENT:
		return "its feature is not negotiated: the device does not offer it";
	case -ETIMEDOUT:
		return "the device did not answer in time; --timeout SECONDS gives it "
		       "more";
	case -ENODEV:
		return "this is a device of another type";
	case -ENOTSUP:
		return "the device's features cannot be agreed on";
	default:
		return *caller->why ? caller->why : strerror(-error);
	}
}

static enum outcome wire_complain(const struct caller *caller, const char *what,
                                  int error, const struct vqs_wire_error *wire)
{
	enum outcome outcome = error == -EINVAL ? MISUSED : FAILED;
	char allowed[160] = "";

	if (wire->problem == VQS_FINE)
		return trouble(outcome, "%s: %s", what, error_text(caller, error));
	if (wire->field && wire->problem == VQS_BAD_VALUE)
		value_allowed(wire->field, allowed, sizeof(allowed));
	return trouble(outcome, "%s: %s%s%s (byte %u)%s%s", what,
	               wire->field ? wire->field->name : "the message",
	               error == -EBADMSG ? ", as the device answered: " : ": ",
	               vqs_problem_text(wire->problem), wire->offset,
	               *allowed ? "; it is " : "", allowed);
}

static enum outcome connect_complain(const struct caller *caller, const char *path,
                                     int error)
{
	if (error == -ENOENT || error == -ECONNREFUSED)
		return trouble(FAILED,
		               "%s: no device listens there; start it first: "
		               "./%s --socket %s",
		               path, caller->type->name, path);
	if (error == -ETIMEDOUT)
		return trouble(
		        FAILED,
		        "%s: the device does not answer; does another driver, or a "
		        "guest, use it? It serves one at a time",
		        path);
	return trouble(FAILED, "%s: %s", path, error_text(caller, error));
}

/* ---- Requests ---------------------------------------------------------------- */

/* field=value of the command line, as one object. */
static json_t *object_of(struct value_fields fields, char **words,
                         struct value_room *room)
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

static bool status_is_ok(const struct vqs_family *family, const struct vqs_half *half,
                         const void *native)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if ((field->flags & VQS_STATUS) && field->memory != VQS_NOWHERE)
			return vqs_native_get((const char *)native + field->memory,
			                      field->kind) == family->answer.ok;
	}
	return true;
}

static enum outcome call_and_print(struct caller *caller, const struct target *target,
                                   const void *readable, void *writable)
{
	const struct vqs_message *message = target->message;
	struct vqs_call call = {
		.message = message,
		.readable = readable,
		.writable = writable,
	};
	int error = vqs_driver_call(caller->driver, target->queue, &call,
	                            (int)caller->timeout);

	if (error)
		return wire_complain(caller, message->name, error, &call.error);
	print_json(
	        value_get_all(value_fields_of_half(&message->writable), writable, NULL));
	return status_is_ok(target->family, &message->writable, writable) ? DONE
	                                                                  : REFUSED;
}

static enum outcome do_call(struct caller *caller, const struct target *target,
                            char **words, struct value_room *room)
{
	struct value_fields fields = value_fields_of_half(&target->message->readable);
	void *readable = calloc(1, target->message->readable.memory + 1);
	void *writable = calloc(1, target->message->writable.memory + 1);
	json_t *object = object_of(fields, words, room);
	enum outcome outcome = MISUSED;

	if (readable && writable && object) {
		if (!value_put_all(fields, object, readable, room) ||
		    !value_make_room(value_fields_of_half(&target->message->writable),
		                     writable, (uint32_t)caller->room, room))
			trouble(MISUSED, "%s: %s", target->message->name, room->error);
		else
			outcome = call_and_print(caller, target, readable, writable);
	}
	json_decref(object);
	free(readable);
	free(writable);
	return outcome;
}

/* ---- Configuration ------------------------------------------------------------ */

static enum outcome complain_value(const struct vqs_field *field)
{
	char allowed[160];

	value_allowed(field, allowed, sizeof(allowed));
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

	if (error)
		return wire_complain(caller, "configuration", error, &wire);
	if (print)
		print_json(value_get_all(value_fields_of_struct(type), native,
		                         vqs_driver_negotiated(caller->driver)));
	return DONE;
}

static enum outcome do_config(struct caller *caller, char **words,
                              struct value_room *room)
{
	const struct vqs_struct *type = &caller->type->config;
	void *native = calloc(1, type->memory + 1);
	json_t *object = object_of(value_fields_of_struct(type), words, room);
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

/* ---- Events -------------------------------------------------------------------- */

static enum outcome do_events(struct caller *caller)
{
	while (caller->events > 0) {
		int got = vqs_driver_wait(caller->driver, (int)caller->timeout);

		if (got < 0)
			return trouble(FAILED, "%s", error_text(caller, got));
		if (got == 0 && caller->events > 0)
			return trouble(FAILED, "no event came for %g seconds",
			               (double)caller->timeout / 1000);
	}
	return DONE;
}

/* ---- The command ---------------------------------------------------------------- */

static enum outcome converse(struct caller *caller, const struct arguments *arguments,
                             const struct target *target)
{
	struct value_room room = { 0 };
	enum outcome outcome = DONE;

	if (arguments->option[OPTION_CONFIG])
		outcome = do_config(caller, arguments->words + 2, &room);
	else if (target->message)
		outcome = do_call(caller, target, arguments->words + 3, &room);
	if (outcome == DONE && caller->events)
		outcome = do_events(caller);
	value_room_fini(&room);
	return outcome;
}

static enum outcome connect_and_converse(struct caller *caller,
                                         const struct arguments *arguments,
                                         const struct target *target)
{
	struct vqs_driver_transport *transport;
	const char *path = arguments->words[0];
	enum outcome outcome;
	int error = vqs_vhost_user_connect(&transport, path);

	if (error == 0)
		error = vqs_driver_create(&caller->driver, caller->type, transport, NULL,
		                          &driver_events, caller);
	if (error)
		return connect_complain(caller, path, error);
	outcome = converse(caller, arguments, target);
	vqs_driver_destroy(caller->driver);
	return outcome;
}

static bool take_numbers(const struct arguments *arguments, struct caller *caller)
{
	const char *events = arguments->option[OPTION_EVENTS];
	const char *timeout = arguments->option[OPTION_TIMEOUT];
	const char *room = arguments->option[OPTION_ROOM];

	caller->timeout = 5;
	caller->room = 4096;
	if (events && !number_parse("events", events, 1, 1000000, &caller->events))
		return false;
	if (timeout && !number_parse("timeout", timeout, 1, 86400, &caller->timeout))
		return false;
	if (room && !number_parse("room", room, 1, 16 << 20, &caller->room))
		return false;
	caller->timeout *= 1000;
	return true;
}

enum outcome run_call(const struct arguments *arguments)
{
	struct caller caller = { 0 };
	struct description description;
	struct target target = { 0 };
	struct table *table;
	enum outcome outcome;

	if (!take_numbers(arguments, &caller))
		return MISUSED;
	outcome = description_need(&description, arguments->words[1]);
	if (outcome != DONE)
		return outcome;
	table = table_build(description.model);
	caller.type = &table->type;
	if (!arguments->option[OPTION_CONFIG])
		outcome = target_find(&table->type, arguments->words[2],
		                      caller.events > 0, &target);
	if (outcome == DONE && arguments->option[OPTION_QUEUE])
		outcome = target_queue(&table->type, arguments->option[OPTION_QUEUE],
		                       &target);
	if (outcome == DONE)
		outcome = connect_and_converse(&caller, arguments, &target);
	table_destroy(table);
	description_close(&description);
	return outcome;
}
