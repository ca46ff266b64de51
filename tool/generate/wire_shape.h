/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a structure of the generated header consists of, as a text: two things
 * that have one name are one structure if their texts are equal.
 */
#ifndef VQSMITH_TOOL_WIRE_SHAPE_H
#define VQSMITH_TOOL_WIRE_SHAPE_H

#include "model.h"
#include "wire_parts.h"

/* For the caller to free; NULL: no memory. */
char *shape_of_fields(const struct model *model, const struct fields *fields);
char *shape_of_part(const struct model *model, const struct message *message,
                    bool writable, const struct wire_part *part);

/* Names that were there already. */
struct seen {
	struct name *names;
	unsigned int count;
};

/* Whether it is the first time. */
bool seen_first(struct seen *seen, const char *name);
void seen_fini(struct seen *seen);

#endif
