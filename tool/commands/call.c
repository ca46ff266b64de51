/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith call`: speaks to a running device by its description, as a driver
 * would. call_find.c finds what to say, value_*.c the bytes.
 */
#include "call.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <vqsmith/vhost_user.h>

#include "runs.h"
#include "table.h"
#include "value.h"

enum {
	OPTION_CONFIG,
	OPTION_EVENTS,
	OPTION_TIMEOUT,
	OPTION_ROOM,
	OPTION_QUEUE,
	OPTION_SAVE,
	OPTION_GIVEN,
};

/* The most that a reply's part is given, whatever its count says. */
#define ROOM_MOST (UINT32_C(16) << 20)

/* ---- Requests ---------------------------------------------------------------- */

static bool status_is_ok(const struct vqs_message *message, const void *native)
{
	const struct vqs_half *half = &message->writable;

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if ((field->flags & VQS_STATUS) && field->memory != VQS_NOWHERE)
			return vqs_native_get((const char *)native + field->memory,
			                      field->kind) == message->ok;
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
	int queue = target_index(caller->driver, caller->type, target);
	enum outcome saved = DONE;
	json_t *reply;
	int error = queue;

	if (queue >= 0)
		error = vqs_driver_call(caller->driver, (uint16_t)queue, &call,
		                        (int)caller->timeout);
	if (error == -ENOENT &&
	    vqs_condition_holds(message->condition,
	                        vqs_driver_negotiated(caller->driver)))
		return trouble(FAILED, "%s: the device has no virtqueue %u for it",
		               message->name, target->number);
	if (error)
		return wire_complain(caller, message->name, error, &call.error);
	reply = value_get_all(value_fields_with(value_fields_of_half(&message->writable),
	                                        vqs_driver_negotiated(caller->driver)),
	                      writable);
	if (caller->save.field) {
		json_object_del(reply, caller->save.field->name);
		saved = save_write(&caller->save, writable);
	}
	if (!caller->save.field || json_object_size(reply))
		print_json(reply);
	else
		json_decref(reply);
	if (saved != DONE)
		return saved;
	return status_is_ok(message, writable) ? DONE
	                                                                  : REFUSED;
}

/*
 * What all requests of a family begin with may be left out where a request has no use
 * for it (the sector of the block device's get_id): it is zero then.
 */
static void leave_out(const struct caller *caller, const struct target *target,
                      json_t *object)
{
	const struct family *family =
	        &caller->model->families[target->family - caller->type->families];
	const struct message *message =
	        &family->messages[target->message - target->family->messages];

	for (unsigned int i = 0; object && i < message->readable.fields.count; i++) {
		const struct field *field = &message->readable.fields.fields[i];

		if (field->from_header && field->role == ROLE_NONE &&
		    field->kind != VQS_STRUCT && field->extent == VQS_ONE &&
		    !json_object_get(object, field->label.name))
			json_object_set_new(object, field->label.name, json_integer(0));
	}
}

/* As much as a part has to have, where that is known; else as was asked for. */
static uint32_t room_for(const struct caller *caller, const struct vqs_message *message,
                         const char *readable, uint32_t index)
{
	const struct vqs_field *field = &message->writable.fields[index];
	const struct vqs_span *same;
	uint64_t bytes;

	if (vqs_driver_reply_part(caller->driver, message, readable, index, &bytes))
		return bytes > ROOM_MOST ? ROOM_MOST : (uint32_t)bytes;
	if (field->same.source != VQS_READABLE)
		return (uint32_t)caller->room;
	same = (const void *)(readable +
	                      message->readable.fields[field->same.field].memory);
	return same->length ? same->length : (uint32_t)caller->room;
}

static bool make_rooms(const struct caller *caller, const struct vqs_message *message,
                       const void *readable, void *writable, struct value_room *room)
{
	const struct vqs_half *half = &message->writable;

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->memory == VQS_NOWHERE || field->extent < VQS_COUNTED)
			continue;
		if (!value_make_room(field, writable,
		                     room_for(caller, message, readable, i), room))
			return false;
	}
	return true;
}

static enum outcome do_call(struct caller *caller, const struct target *target,
                            char **words, struct value_room *room)
{
	struct value_fields fields = value_fields_of_half(&target->message->readable);
	void *readable = calloc(1, target->message->readable.memory + 1);
	void *writable = calloc(1, target->message->writable.memory + 1);
	json_t *object = object_of_words(fields, words, room);
	enum outcome outcome = MISUSED;

	room->features = vqs_driver_negotiated(caller->driver);
	fields = value_fields_with(fields, room->features);
	leave_out(caller, target, object);
	if (readable && writable && object) {
		if (!value_put_all(fields, object, readable, room) ||
		    !make_rooms(caller, target->message, readable, writable, room))
			trouble(MISUSED, "%s: %s", target->message->name, room->error);
		else
			outcome = call_and_print(caller, target, readable, writable);
	}
	json_decref(object);
	free(readable);
	free(writable);
	return outcome;
}

/* ---- The command ---------------------------------------------------------------- */

static enum outcome converse(struct caller *caller, const struct arguments *arguments,
                             const struct target *target)
{
	struct value_room room = { 0 };
	enum outcome outcome = DONE;

	if (arguments->option[OPTION_CONFIG])
		outcome = call_config(caller, arguments->words + 2, &room);
	else if (target->message)
		outcome = do_call(caller, target, arguments->words + 3, &room);
	if (outcome == DONE && caller->events)
		outcome = call_events(caller);
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
	struct vqs_vhost_user_connect_options options = {
		.config = caller->given,
		.config_length = caller->type->config.size,
	};
	int error = vqs_vhost_user_connect(&transport, path, &options);

	if (error == 0)
		error = vqs_driver_create(&caller->driver, caller->type, transport, NULL,
		                          &call_driver_events, caller);
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

/* All that the command line says, before anybody is spoken to. */
static enum outcome take_target(struct caller *caller, const struct arguments *arguments,
                                struct target *target)
{
	const char *const *option = arguments->option;
	enum outcome outcome = DONE;

	if (!option[OPTION_CONFIG])
		outcome = target_find(caller->type, arguments->words[2],
		                      caller->events > 0, target);
	if (outcome == DONE && option[OPTION_QUEUE])
		outcome = target_queue(caller->type, option[OPTION_QUEUE], target);
	if (outcome == DONE && option[OPTION_SAVE] && !target->message)
		outcome = trouble(MISUSED, "--save is of a reply: of which message?");
	if (outcome == DONE && option[OPTION_SAVE])
		outcome = save_find(option[OPTION_SAVE],
		                    value_fields_of_half(&target->message->writable),
		                    &caller->save);
	if (outcome == DONE && option[OPTION_GIVEN])
		outcome = given_take(caller->type, option[OPTION_GIVEN], &caller->given);
	return outcome;
}

static bool is_socket(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISSOCK(status.st_mode);
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
	if (is_socket(arguments->words[1]))
		return trouble(MISUSED,
		               "call: the socket comes first: vqsmith call %s %s",
		               arguments->words[1], arguments->words[0]);
	outcome = description_need(&description, arguments->words[1]);
	if (outcome != DONE)
		return outcome;
	table = table_build(description.model);
	caller.model = description.model;
	caller.type = &table->type;
	outcome = take_target(&caller, arguments, &target);
	if (outcome == DONE)
		outcome = connect_and_converse(&caller, arguments, &target);
	free(caller.given);
	table_destroy(table);
	description_close(&description);
	return outcome;
}
