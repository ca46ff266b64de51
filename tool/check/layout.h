/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sizes and alignments, as a C compiler would have them. The layout of a
 * description has no implicit padding; these tell where a compiler would add
 * some, or a processor would not like it.
 */
#ifndef VQSMITH_TOOL_LAYOUT_H
#define VQSMITH_TOOL_LAYOUT_H

#include "checking.h"

/* Of each structure of a model, by index; to be freed. */
uint8_t *structure_alignments(const struct model *model);

bool is_big_endian(enum vqs_kind kind);
bool is_variable(const struct field *field);

/* Natural alignment of a field, its elements' if it is an array: 1, 2, 4, 8. */
unsigned int field_alignment(const struct checking *checking, const struct field *field);
/* Bytes that a field takes; 0 where it is of variable length. */
uint64_t field_bytes(const struct field *field);
uint64_t fields_bytes(const struct fields *fields);

/*
 * The structures that a list of fields is made of, directly or not: an array
 * of flags by index, to be freed.
 */
bool *structures_within(const struct model *model, const struct fields *fields);
/* In two steps, for several lists: the direct ones, then the members of all. */
void structures_mark_direct(const struct fields *fields, bool *marks);
void structures_mark_members(const struct model *model, bool *marks);
/* Those that messages are made of. */
bool *structures_of_messages(const struct model *model);

#endif
