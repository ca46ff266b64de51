/* SPDX-License-Identifier: BSD-3-Clause */
/* What the files that build the runtime's table share. */
#ifndef VQSMITH_TOOL_TABLE_BUILDER_H
#define VQSMITH_TOOL_TABLE_BUILDER_H

#include "arena.h"
#include "native.h"
#include "table.h"

struct builder {
	const struct model *model;
	struct arena *arena;
	struct vqs_type *type;
	struct vqs_names *names;  /* by index of the values */
	struct vqs_bits *bits;    /* by index of the bits */
	struct vqs_union *unions; /* by index of the unions */
	struct vqs_list *lists;   /* by index of the lists */
	struct vqs_struct *structs;
	struct native_table natives;
	struct vqs_family *families;
};

/* table.c; NULL: there is none. */
const struct vqs_condition *table_condition(struct builder *builder,
                                            const struct condition *condition);

/* table_fields.c; structures refer to names and bits, which come before. */
void table_names(struct builder *builder);
void table_bits(struct builder *builder);
void table_structs(struct builder *builder);

/* The fields of a structure or half, laid out in `native` too. */
const struct vqs_field *table_fields(struct builder *builder, const struct fields *fields,
                                     struct native *native);

#endif
