/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The fields, named values and structures of a device type's table.
 */
#include "type_fields.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "emit.h"
#include "lists.h"
#include "native.h"
#include "unions.h"

/* ---- Fields -------------------------------------------------------------- */

const char *kind_name(enum vqs_kind kind)
{
	static const char *const names[] = { "VQS_U8",   "VQS_LE16",  "VQS_LE32",
		                             "VQS_LE64", "VQS_BE16",  "VQS_BE32",
		                             "VQS_BE64", "VQS_STRUCT" };

	return names[kind];
}

static const char *extent_name(enum vqs_extent extent)
{
	static const char *const names[] = { "VQS_ONE", "VQS_ARRAY", "VQS_COUNTED",
		                             "VQS_REST" };

	return names[extent];
}

static const char *access_name(enum vqs_access access)
{
	static const char *const names[] = { "VQS_READ_ONLY", "VQS_READ_WRITE",
		                             "VQS_WRITE_ONLY", "VQS_WRITE_1_CLEAR" };

	return names[access];
}

static void flag_add(struct name *flags, const char *flag)
{
	*flags = name_of("%s%s%s", flags->text, *flags->text ? " | " : "", flag);
}

static struct name field_flags(const struct field *field)
{
	struct name flags = { "" };

	if (field->role == ROLE_RESERVED)
		flag_add(&flags, "VQS_RESERVED");
	if (field->role == ROLE_RESERVED && field->reserved_strict)
		flag_add(&flags, "VQS_STRICT");
	if (field->role == ROLE_RESERVED && field->reserved_skip)
		flag_add(&flags, "VQS_SKIP");
	if (field->role == ROLE_OPCODE)
		flag_add(&flags, "VQS_OPCODE");
	if (field->role == ROLE_CLASS)
		flag_add(&flags, "VQS_CLASS");
	if (field->role == ROLE_STATUS)
		flag_add(&flags, "VQS_STATUS");
	if (field->min.given || field->max.given)
		flag_add(&flags, "VQS_RANGE");
	if (field->values && !field->values->open)
		flag_add(&flags, "VQS_CLOSED");
	if (field->values && field->values->flags)
		flag_add(&flags, "VQS_FLAGS");
	if (field->volatile_)
		flag_add(&flags, "VQS_VOLATILE");
	if (field->addresses)
		flag_add(&flags, "VQS_ADDRESSES");
	if (field->survives_reset)
		flag_add(&flags, "VQS_SURVIVES");
	return flags;
}

static uint64_t kind_max(enum vqs_kind kind)
{
	switch (kind) {
	case VQS_U8:
		return UINT8_MAX;
	case VQS_LE16:
	case VQS_BE16:
		return UINT16_MAX;
	case VQS_LE32:
	case VQS_BE32:
		return UINT32_MAX;
	default:
		return UINT64_MAX;
	}
}

void row_number(struct row *row, const char *member, uint64_t value)
{
	if (value > UINT32_MAX)
		row_add(row, ".%s = UINT64_C(0x%" PRIx64 ")", member, value);
	else if (value)
		row_add(row, ".%s = %" PRIu64, member, value);
}

static void row_reference(struct row *row, const char *member,
                          const struct reference *reference)
{
	static const char *const sources[] = { "VQS_NONE", "VQS_HERE", "VQS_READABLE",
		                               "VQS_CONFIG" };

	if (reference->field)
		row_add(row, ".%s = { %s, %u }", member, sources[reference->source],
		        reference->field->index);
}

static void row_extent(struct row *row, const struct field *field)
{
	if (field->extent != VQS_ONE)
		row_add(row, ".extent = %s", extent_name(field->extent));
	if (field->extent == VQS_COUNTED) {
		row_reference(row, "counter", &field->count.counter);
		row_reference(row, "times", &field->count.times);
		row_add(row, ".factor = %u", (unsigned int)field->count.factor);
		if (field->count.addend)
			row_add(row, ".addend = %" PRId32, field->count.addend);
	}
	if (field->extent == VQS_ARRAY)
		row_number(row, "count", field->elements);
	else if (field->extent != VQS_ONE)
		row_number(row, "count", field->most.value);
}

static void row_limits(struct row *row, const struct field *field)
{
	if (!field->min.given && !field->max.given)
		return;
	row_number(row, "min", field->min.given ? field->min.value : 0);
	row_number(row, "max",
	           field->max.given ? field->max.value : kind_max(field->kind));
}

static struct name limits_name(const struct printer *printer, const struct field *field)
{
	return name_of("%s_%s_limits", printer->list, field->label.name);
}

static void row_condition(struct row *row, const struct printer *printer,
                          const char *member, const struct condition *condition)
{
	if (condition->count)
		row_add(row, ".%s = &%s", member,
		        condition_name(&printer->conditions, condition).text);
}

static void print_limits(const struct printer *printer, const struct field *field)
{
	struct name name = limits_name(printer, field);
	FILE *out = printer->out;

	if (field->limit_count == 0)
		return;
	fprintf(out, "\nstatic const struct vqs_limit %s_list[] = {\n", name.text);
	for (unsigned int i = 0; i < field->limit_count; i++) {
		const struct limit *limit = &field->limits[i];
		struct row row;

		row_begin(&row);
		row_condition(&row, printer, "condition", &limit->condition);
		row_condition(&row, printer, "unless", &limit->unless);
		row_number(&row, "min", limit->min.given ? limit->min.value : 0);
		row_number(&row, "max",
		           limit->max.given ? limit->max.value : kind_max(field->kind));
		row_end(&row, out, "\t", ",");
	}
	fprintf(out, "};\n\nstatic const struct vqs_limits %s = {\n", name.text);
	fprintf(out, "\t%s_list,\n\tCOUNT(%s_list),\n};\n", name.text, name.text);
}

static struct name sum_name(const struct printer *printer, const struct field *field)
{
	return name_of("%s_%s_sum", printer->list, field->label.name);
}

static void print_path(FILE *out, const struct term *term, const char *name,
                       unsigned int number)
{
	fprintf(out, "\nstatic const uint16_t %s_%u[] = { %u", name, number,
	        term->field->index);
	for (unsigned int i = 0; i < term->length; i++)
		fprintf(out, ", %u", (unsigned int)term->path[i]);
	fputs(" };\n", out);
}

static void print_sum(const struct printer *printer, const struct field *field)
{
	struct name name = sum_name(printer, field);
	const struct count *count = &field->count;
	FILE *out = printer->out;

	for (unsigned int i = 0; i < count->term_count; i++)
		print_path(out, &count->terms[i], name.text, i);
	if (!count->term_count)
		return;
	fprintf(out, "\nstatic const struct vqs_term %s_terms[] = {\n", name.text);
	for (unsigned int i = 0; i < count->term_count; i++)
		fprintf(out, "\t{ %s_%u, COUNT(%s_%u) },\n", name.text, i, name.text, i);
	fprintf(out, "};\n\nstatic const struct vqs_sum %s = {\n", name.text);
	fprintf(out, "\t%s_terms,\n\tCOUNT(%s_terms),\n};\n", name.text, name.text);
}

static void row_references(struct row *row, const struct printer *printer,
                           const struct field *field)
{
	const struct model *model = printer->model;

	if (field->kind == VQS_STRUCT)
		row_add(row, ".structure = &%s_structure",
		        name_local(model, field->structure->label.name));
	if (field->values)
		row_add(row, ".names = &%s",
		        values_names(model, field->values, "names").text);
	if (field->bits)
		row_add(row, ".bits = &%s", bits_table(field->bits).text);
	if (field->union_)
		row_add(row, ".union_ = &%s", union_table(field->union_).text);
	if (field->list)
		row_add(row, ".list = &%s", name_of_list(model, field->list).text);
	row_condition(row, printer, "condition", &field->condition);
	row_condition(row, printer, "unless", &field->unless);
	row_reference(row, "same", &field->same);
	if (field->count.term_count)
		row_add(row, ".sum = &%s", sum_name(printer, field).text);
	if (field->limit_count)
		row_add(row, ".limits = &%s", limits_name(printer, field).text);
}

static void print_range(struct printer *printer, const struct field *range)
{
	struct name flags = field_flags(range);
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", range->label.name);
	row_add(&row, ".kind = %s", kind_name(range->kind));
	if (*flags.text)
		row_add(&row, ".flags = %s", flags.text);
	row_number(&row, "count", range->size);
	row_number(&row, "offset", range->offset);
	row_add(&row, ".memory = VQS_NOWHERE");
	row_limits(&row, range);
	row_references(&row, printer, range);
	row_end(&row, printer->out, "\t", ",");
}

void print_ranges(struct printer *printer, const struct fields *ranges, const char *list)
{
	fprintf(printer->out, "\nstatic const struct vqs_field %s[] = {\n", list);
	for (unsigned int i = 0; i < ranges->count; i++)
		print_range(printer, &ranges->fields[i]);
	fputs("};\n", printer->out);
}

void print_case_field(struct printer *printer, const struct field *field)
{
	struct name flags = field_flags(field);
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", field->label.name);
	row_add(&row, ".kind = %s", kind_name(field->kind));
	row_extent(&row, field);
	if (*flags.text)
		row_add(&row, ".flags = %s", flags.text);
	row_limits(&row, field);
	row_references(&row, printer, field);
	row_end(&row, printer->out, "\t\t.field = ", ",");
}

/* `structure`: the native one that the fields are members of. */
static void print_field(struct printer *printer, const struct field *field,
                        const char *structure)
{
	struct name flags = field_flags(field);
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", field->label.name);
	row_add(&row, ".kind = %s", kind_name(field->kind));
	row_extent(&row, field);
	if (field->access != VQS_READ_ONLY)
		row_add(&row, ".access = %s", access_name(field->access));
	if (*flags.text)
		row_add(&row, ".flags = %s", flags.text);
	row_number(&row, "offset", field->offset);
	if (field_has_native(field))
		row_add(&row, ".memory = offsetof(struct %s, %s)", structure,
		        field->label.name);
	else
		row_add(&row, ".memory = VQS_NOWHERE");
	row_number(&row, "mask", field->mask.value);
	row_limits(&row, field);
	row_references(&row, printer, field);
	row_end(&row, printer->out, "\t", ",");
}

void print_fields(struct printer *printer, const struct fields *fields, const char *list,
                  const char *structure)
{
	print_unions(printer, fields);
	printer->list = list;
	for (unsigned int i = 0; i < fields->count; i++) {
		print_limits(printer, &fields->fields[i]);
		print_sum(printer, &fields->fields[i]);
	}
	fprintf(printer->out, "\nstatic const struct vqs_field %s[] = {\n", list);
	for (unsigned int i = 0; i < fields->count; i++)
		print_field(printer, &fields->fields[i], structure);
	fputs("};\n", printer->out);
}

/* ---- Values and structures ----------------------------------------------- */

struct name values_names(const struct model *model, const struct values *values,
                         const char *what)
{
	const char *name = values->label.name;

	for (unsigned int i = 0; i < model->values_count; i++)
		if (model->values[i] != values &&
		    strcmp(model->values[i]->label.name, name) == 0)
			return name_of("%s_%u_%s", name, values->index, what);
	return name_of("%s_%s", name, what);
}

void print_values(struct printer *printer, const struct values *values)
{
	struct name list = values_names(printer->model, values, "name_list");
	FILE *out = printer->out;

	fprintf(out, "\nstatic const struct vqs_name %s[] = {\n", list.text);
	for (unsigned int i = 0; i < values->count; i++)
		fprintf(out, "\t{ \"%s\", %s },\n", values->values[i].label.name,
		        name_value(printer->model, values, &values->values[i]).text);
	fprintf(out, "};\n\nstatic const struct vqs_names %s = {\n",
	        values_names(printer->model, values, "names").text);
	fprintf(out, "\t%s,\n\tCOUNT(%s),\n};\n", list.text, list.text);
}

void print_structure(struct printer *printer, const struct structure *structure)
{
	struct name native = struct_name(printer->model, structure);
	const char *name = name_local(printer->model, structure->label.name);

	if (structure->fields.count == 0)
		return;
	print_fields(printer, &structure->fields, name_of("%s_fields", name).text,
	             native.text);
	fprintf(printer->out, "\nstatic const struct vqs_struct %s_structure = {\n",
	        name);
	fprintf(printer->out, "\t.name = \"%s\",\n", structure->label.name);
	fprintf(printer->out, "\t.fields = %s_fields,\n", name);
	fprintf(printer->out, "\t.field_count = COUNT(%s_fields),\n", name);
	fprintf(printer->out, "\t.size = %" PRIu32 ",\n", structure->size);
	if (fields_have_native(&structure->fields))
		fprintf(printer->out, "\t.memory = sizeof(struct %s),\n", native.text);
	if (structure->tailed)
		fputs("\t.tailed = true,\n", printer->out);
	fputs("};\n", printer->out);
}
