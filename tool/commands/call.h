/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What `call` talks about: which message, on which queue.
 */
#ifndef VQSMITH_TOOL_CALL_H
#define VQSMITH_TOOL_CALL_H

#include <vqsmith/driver.h>

#include "command.h"
#include "description.h"
#include "value.h"

struct target {
	const struct vqs_family *family;
	const struct vqs_message *message; /* NULL: none, only events are wanted */
	unsigned int number; /* of the queues that carry the family */
};

/*
 * The message of a name: "set_level", or with its family where two have one,
 * "lamp_request.set_level". NULL: fine if `may_be_none`. Otherwise what there
 * is is listed.
 */
enum outcome target_find(const struct vqs_type *type, const char *name, bool may_be_none,
                         struct target *target);

/* Takes the queue of that number, of several that carry the message; from 0. */
enum outcome target_queue(const struct vqs_type *type, const char *number,
                          struct target *target);

/* The index of the target's queue on that device; -ENOENT: it has not so many. */
int target_index(const struct vqs_driver *driver, const struct vqs_type *type,
                 const struct target *target);

/*
 * The bytes of a configuration space in which the fields that `text` names have its
 * values and all others are zero. *wire is the caller's to free, in any case.
 */
enum outcome given_take(const struct vqs_type *type, const char *text, uint8_t **wire);

/* Where the bytes of a field of the reply go; field NULL: nowhere. */
struct save {
	const struct vqs_field *field;
	const char *path; /* "-": standard output */
};

enum outcome save_find(const char *text, struct value_fields fields, struct save *save);
enum outcome save_write(const struct save *save, const void *native);

/* ---- One conversation */

struct caller {
	const struct model *model;
	const struct vqs_type *type;
	struct vqs_driver *driver;
	uint8_t *given; /* configuration space of a back end that has none, or NULL */
	struct save save;
	char why[256]; /* the device broke the rules */
	long events;   /* that are still waited for */
	long timeout;  /* milliseconds */
	long room;
};

/* field=value of the command line, as one object. NULL: it was complained of. */
json_t *object_of_words(struct value_fields fields, char **words,
                        struct value_room *room);

/* Prints it on a line, and drops it. */
void print_json(json_t *json);

enum outcome call_config(struct caller *caller, char **words, struct value_room *room);
enum outcome call_events(struct caller *caller);
extern const struct vqs_driver_events call_driver_events;

const char *error_text(const struct caller *caller, int error);
enum outcome wire_complain(const struct caller *caller, const char *what, int error,
                           const struct vqs_wire_error *wire);
enum outcome connect_complain(const struct caller *caller, const char *path, int error);

/* Says that `word` is not field=value, and which fields there are. */
void fields_complain(struct value_fields fields, const char *word, const char *name);

#endif
