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
	uint16_t queue;
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

/* Says that `word` is not field=value, and which fields there are. */
void fields_complain(struct value_fields fields, const char *word, const char *name);

#endif
