/* SPDX-License-Identifier: BSD-3-Clause */
/* `header`: unions, as members of structures. */
#include <inttypes.h>
#include <string.h>

#include "emit.h"
#include "header.h"
#include "unions.h"
#include "wire_parts.h"

static void emit_case(FILE *out, const struct model *model, const struct field *is)
{
	if (*summary_of(&is->label))
		emit_comment(out, 2, "%s", summary_of(&is->label));
	if (is->kind == VQS_STRUCT)
		fprintf(out, "\t\tstruct virtio_%s %s",
		        struct_name(model, is->structure).text, is->label.name);
	else
		fprintf(out, "\t\t%s %s", linux_type(is->kind), is->label.name);
	if (is->extent == VQS_ARRAY)
		fprintf(out, "[%" PRIu32 "]", is->elements);
	fputs(";\n", out);
}

/* A member of all the bytes, where no case has them all. */
static void emit_all(FILE *out, const struct field *field)
{
	const struct fields *cases = &field->union_->cases;
	const char *name = "bytes";

	for (unsigned int i = 0; i < cases->count; i++) {
		if (cases->fields[i].size == field->size)
			return;
		if (strcmp(cases->fields[i].label.name, name) == 0)
			name = "all_bytes";
	}
	fprintf(out, "\t\t__u8 %s[%" PRIu32 "];\n", name, field->size);
}

void emit_wire_union(FILE *out, const struct model *model, const struct field *field)
{
	const struct fields *cases = &field->union_->cases;

	fputs("\tunion {\n", out);
	for (unsigned int i = 0; i < cases->count; i++)
		emit_case(out, model, &cases->fields[i]);
	emit_all(out, field);
	fprintf(out, "\t}%s %s;\n",
	        c_layout_of_union(field).packed ? " __attribute__((packed))" : "",
	        field->label.name);
}
