/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ways through a model that several rules take, and what its words give away.
 * Private to the checks.
 */
#ifndef VQSMITH_TOOL_VISIT_H
#define VQSMITH_TOOL_VISIT_H

#include "checking.h"

/* ---- Ways ----------------------------------------------------------------- */

typedef void visit_message(struct checking *checking, const struct message *message);

void visit_messages(struct checking *checking, visit_message *function);

/* A field of a structure (message NULL), or of a half of a message. */
struct field_visit {
	const struct field *field;
	const struct fields *list; /* that it is in */
	const struct message *message;
	bool writable; /* the half */
};

typedef void visit_field(struct checking *checking, const struct field_visit *visit);

/*
 * All fields of messages and of the structures that they are made of.
 * Those of a header or a trailer are visited once for the family.
 */
void visit_fields(struct checking *checking, visit_field *function);

/* Whether another standard defines it, or something that it is in. */
bool is_foreign(const struct model *model, const struct field_visit *visit);

/* The first queue that carries a family, or that it is posted to; or NULL. */
const struct queue *queue_of(const struct model *model, const struct family *family,
                             bool posted);
const struct queue *first_posted(const struct model *model);

/* How many elements a part of variable length has at the most; false: any number. */
bool most_elements(const struct field *field, uint64_t *most);

/* ---- Words ---------------------------------------------------------------- */

/* Whether one of the words, NULL-terminated, is a part of a name between _. */
bool has_word(const char *name, const char *const *words);
bool ends_with_word(const char *name, const char *const *words);
/* Whether one of the words, in lower case, is in what is said of a thing, in any case. */
bool speaks_of(const struct label *label, const char *const *words);
bool text_speaks_of(const char *text, const char *const *words);

#endif
