/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The parts of a generated table that type_table.c and type_fields.c share.
 */
#ifndef VQSMITH_TOOL_TYPE_FIELDS_H
#define VQSMITH_TOOL_TYPE_FIELDS_H

#include <stdio.h>

#include "conditions.h"
#include "emit.h"
#include "model.h"

struct printer {
	FILE *out;
	const struct model *model;
	struct conditions conditions;
	const char *list; /* of fields that are being printed */
};

/* The static arrays of named values: status_names; numbered where two are called so. */
struct name values_names(const struct model *model, const struct values *values,
                         const char *what);

/* ".member = value", unless it is 0. */
void row_number(struct row *row, const char *member, uint64_t value);

/* The array `list` of the fields, which are members of the native `structure`. */
void print_fields(struct printer *printer, const struct fields *fields, const char *list,
                  const char *structure);
/* The member `field` of a case of a union. */
void print_case_field(struct printer *printer, const struct field *field);
/* The same of bits. */
void print_ranges(struct printer *printer, const struct fields *ranges, const char *list);
void print_values(struct printer *printer, const struct values *values);
void print_structure(struct printer *printer, const struct structure *structure);

#endif
