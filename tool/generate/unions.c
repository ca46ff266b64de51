/* SPDX-License-Identifier: BSD-3-Clause */
/* Unions in native form: their table, and functions for each case. */
#include "unions.h"

#include <inttypes.h>

#include "emit.h"
#include "used.h"

bool is_slot(const struct field *field)
{
	return field->union_ && !field->union_->number;
}

static const char *source_name(enum vqs_source source)
{
	static const char *const names[] = { "VQS_NONE", "VQS_HERE", "VQS_READABLE",
		                             "VQS_CONFIG" };

	return names[source];
}

/* ---- The table ----------------------------------------------------------- */

struct name union_table(const struct union_type *type)
{
	return name_of("%s_%u_union", type->label.name, type->index);
}

static void print_when(struct printer *printer, const struct union_type *type,
                       unsigned int index)
{
	const struct when *when = &type->when[index];
	struct row row;

	if (when->count == 0)
		return;
	row_begin(&row);
	for (unsigned int i = 0; i < when->count; i++)
		row_add(&row,
		        when->values[i] > UINT32_MAX ? "UINT64_C(0x%" PRIx64 ")"
		                                     : "%" PRIu64,
		        when->values[i]);
	row_end(&row, printer->out,
	        name_of("\nstatic const uint64_t %s_when_%u[] = ", union_table(type).text,
	                index)
	                .text,
	        ";");
}

static void print_case(struct printer *printer, const struct union_type *type,
                       unsigned int index)
{
	FILE *out = printer->out;

	fputs("\t{\n", out);
	print_case_field(printer, &type->cases.fields[index]);
	if (type->when[index].count)
		fprintf(out, "\t\t.when = %s_when_%u,\n\t\t.when_count = %u,\n",
		        union_table(type).text, index, type->when[index].count);
	fputs("\t},\n", out);
}

static void print_union(struct printer *printer, const struct union_type *type)
{
	struct name name = union_table(type);
	FILE *out = printer->out;

	for (unsigned int i = 0; i < type->cases.count; i++)
		print_when(printer, type, i);
	fprintf(out, "\nstatic const struct vqs_case %s_cases[] = {\n", name.text);
	for (unsigned int i = 0; i < type->cases.count; i++)
		print_case(printer, type, i);
	fprintf(out, "};\n\nstatic const struct vqs_union %s = {\n", name.text);
	fprintf(out, "\t.cases = %s_cases,\n\t.count = COUNT(%s_cases),\n", name.text,
	        name.text);
	if (type->by.field)
		fprintf(out, "\t.by = { %s, %u },\n", source_name(type->by.source),
		        type->by.field->index);
	if (type->length)
		fprintf(out, "\t.length = { VQS_HERE, %u },\n", type->length->index);
	fputs("};\n", out);
}

void print_unions(struct printer *printer, const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].union_)
			print_union(printer, fields->fields[i].union_);
}

/* ---- Functions ----------------------------------------------------------- */

void for_native_lists(const struct model *model, visit_fields *visit, void *context)
{
	struct used used;
	bool found = used_find(&used, model);

	for (unsigned int i = 0; found && i < model->structure_count; i++)
		if (used.structures[i])
			visit(context, &model->structures[i]->fields,
			      struct_name(model, model->structures[i]));
	used_fini(&used);
	visit(context, &model->config.fields, name_of("%s_config", model->label.name));
	for (unsigned int f = 0; model_any_family(model, f); f++)
		for (unsigned int m = 0; m < 2 * model_any_family(model, f)->count; m++) {
			const struct message *message =
			        &model_any_family(model, f)->messages[m / 2];

			visit(context,
			      m % 2 ? &message->writable.fields
			            : &message->readable.fields,
			      name_native_half(model, message, m % 2));
		}
}

struct name name_of_case(const struct name *owner, const struct field *field,
                         const struct field *is, bool put)
{
	return name_of("%s_%s_%s_%s", owner->text, put ? "put" : "get", field->label.name,
	               is->label.name);
}

/* One case of a union of a native structure. */
struct accessor {
	FILE *out;
	const struct model *model;
	const struct fields *fields;
	const struct field *field, *is;
	struct name owner;
	bool define;
};

static bool is_told_here(const struct union_type *type)
{
	return type->by.field && type->by.source == VQS_HERE;
}

static void emit_signature(const struct accessor *accessor, bool put, const char *after)
{
	const struct field *is = accessor->is;
	struct name name = name_of_case(&accessor->owner, accessor->field, is, put);
	struct name type =
	        name_of("%s", is->kind == VQS_STRUCT ? "" : native_type(is->kind));
	struct row row;

	if (is->kind == VQS_STRUCT)
		type = name_of("struct %s",
		               struct_name(accessor->model, is->structure).text);
	row_begin(&row);
	row_add(&row, "%sstruct %s *%s", put ? "" : "const ", accessor->owner.text,
	        put ? "to" : "from");
	row_add(&row, "%s%s *value", put ? "const " : "", type.text);
	if (put && is->extent == VQS_ARRAY && accessor->field->union_->length)
		row_add(&row, "uint32_t count");
	row_end_call(&row, accessor->out, name_of("int %s(", name.text).text, after);
}

static void emit_get(const struct accessor *accessor)
{
	const struct union_type *type = accessor->field->union_;
	const char *field = accessor->field->label.name;
	struct name table = union_table(type);
	FILE *out = accessor->out;

	fputc('\n', out);
	emit_signature(accessor, false, ")");
	fprintf(out, "{\n\tconst struct vqs_case *is = &%s_cases[%u];\n", table.text,
	        accessor->is->index);
	if (type->length)
		fprintf(out,
		        "\tuint64_t length = from->%s < sizeof(from->%s) ? from->%s : "
		        "sizeof(from->%s);\n",
		        type->length->label.name, field, type->length->label.name, field);
	fputc('\n', out);
	if (is_told_here(type))
		fprintf(out,
		        "\tif (vqs_union_find(&%s, from->%s) != is)\n"
		        "\t\treturn -ENOENT;\n",
		        table.text, type->by.field->label.name);
	if (type->length)
		fprintf(out,
		        "\treturn vqs_case_decode(is, from->%s, (uint32_t)length, value, "
		        "NULL);\n}\n",
		        field);
	else
		fprintf(out,
		        "\treturn vqs_case_decode(is, from->%s, sizeof(from->%s), value, "
		        "NULL);\n}\n",
		        field, field);
}

/* The valid bytes: all of the case, or of an array `count` elements. */
static void emit_length(const struct accessor *accessor)
{
	const struct field *is = accessor->is;
	const char *length = accessor->field->union_->length->label.name;
	const char *type = native_type(accessor->field->union_->length->kind);

	if (is->extent == VQS_ARRAY)
		fprintf(accessor->out, "\tto->%s = (%s)(count * %" PRIu32 ");\n", length,
		        type, is->size / is->elements);
	else
		fprintf(accessor->out, "\tto->%s = %" PRIu32 ";\n", length, is->size);
}

static void emit_put(const struct accessor *accessor)
{
	const struct union_type *type = accessor->field->union_;
	const struct field *is = accessor->is;
	const char *field = accessor->field->label.name;
	bool counted = is->extent == VQS_ARRAY && type->length;
	FILE *out = accessor->out;

	fputc('\n', out);
	emit_signature(accessor, true, ")");
	fprintf(out, "{\n\tstruct vqs_case is = %s_cases[%u];\n%s\n",
	        union_table(type).text, is->index, type->length ? "\tint error;\n" : "");
	if (counted)
		fprintf(out, "\tif (count > is.field.count)\n\t\treturn -EINVAL;\n"
		             "\tis.field.count = count;\n");
	if (!type->length) {
		fprintf(out,
		        "\treturn vqs_case_encode(&is, value, to->%s, sizeof(to->%s), "
		        "NULL);\n}\n",
		        field, field);
		return;
	}
	fprintf(out,
	        "\terror = vqs_case_encode(&is, value, to->%s, sizeof(to->%s), NULL);\n"
	        "\tif (error)\n\t\treturn error;\n",
	        field, field);
	emit_length(accessor);
	fputs("\treturn 0;\n}\n", out);
}

static void emit_comment_of(const struct accessor *accessor)
{
	const struct union_type *type = accessor->field->union_;

	fputc('\n', accessor->out);
	if (is_told_here(type))
		emit_comment(accessor->out, 0,
		             "What %s may be. Getting fails with -ENOENT if %s says that "
		             "it is something else, with -EBADMSG if it is not as "
		             "described. Putting leaves %s alone%s; -EINVAL.",
		             accessor->field->label.name, type->by.field->label.name,
		             type->by.field->label.name,
		             type->length ? " and sets the length" : "");
	else
		emit_comment(accessor->out, 0,
		             "What %s may be: -EBADMSG, -EINVAL if it is not as "
		             "described.",
		             accessor->field->label.name);
}

static void emit_case_functions(struct accessor *accessor)
{
	const struct fields *cases = &accessor->field->union_->cases;

	if (!accessor->define)
		emit_comment_of(accessor);
	for (unsigned int i = 0; i < cases->count; i++) {
		accessor->is = &cases->fields[i];
		if (!accessor->define) {
			emit_signature(accessor, false, ");");
			emit_signature(accessor, true, ");");
			continue;
		}
		emit_get(accessor);
		emit_put(accessor);
	}
}

static void emit_list(void *context, const struct fields *fields, struct name owner)
{
	struct accessor *accessor = context;

	accessor->fields = fields;
	accessor->owner = owner;
	for (unsigned int i = 0; i < fields->count; i++) {
		accessor->field = &fields->fields[i];
		if (is_slot(accessor->field))
			emit_case_functions(accessor);
	}
}

void emit_cases(FILE *out, const struct model *model, bool define)
{
	struct accessor accessor = { .out = out, .model = model, .define = define };

	for_native_lists(model, emit_list, &accessor);
}
