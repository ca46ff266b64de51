/* SPDX-License-Identifier: BSD-3-Clause */
/* Unions, in generated C. */
#ifndef VQSMITH_TOOL_UNIONS_H
#define VQSMITH_TOOL_UNIONS_H

#include "native.h"
#include "type_fields.h"

/* Whether it is bytes in native form; else it is no union, or a number. */
bool is_slot(const struct field *field);

/* The static struct vqs_union of each union among the fields of a table. */
void print_unions(struct printer *printer, const struct fields *fields);
struct name union_table(const struct union_type *type);

/*
 * Functions that get and put each case of the unions of a native structure:
 * declared in the header, defined behind the table.
 */
void emit_cases(FILE *out, const struct model *model, bool define);
/* input_config_get_u_abs */
struct name name_of_case(const struct name *owner, const struct field *field,
                         const struct field *is, bool put);

/* Calls `visit` with every list of fields that has a native structure, and its name. */
typedef void visit_fields(void *context, const struct fields *fields, struct name owner);
void for_native_lists(const struct model *model, visit_fields *visit, void *context);

/* For Linux: a member of a structure that is a C union. */
void emit_wire_union(FILE *out, const struct model *model, const struct field *field);

#endif
