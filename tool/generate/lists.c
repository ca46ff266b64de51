/* SPDX-License-Identifier: BSD-3-Clause */
/* Lists of items in native form: their tables, and functions for each item. */
#include "lists.h"

#include <inttypes.h>

#include "bits.h"
#include "emit.h"

struct name name_of_list(const struct model *model, const struct list_type *list)
{
	return name_of("%s_%s", model->label.name, name_local(model, list->label.name));
}

struct name name_of_item(const struct model *model, const struct list_type *list,
                         const struct field *item, bool put)
{
	return name_of("%s_%s_%s", name_of_list(model, list).text, put ? "put" : "get",
	               item->label.name);
}

/* ---- The table ----------------------------------------------------------- */

static void print_items(struct printer *printer, const struct list_type *list)
{
	const char *name = name_local(printer->model, list->label.name);
	FILE *out = printer->out;

	fprintf(out, "\nstatic const struct vqs_item_type %s_items[] = {\n", name);
	for (unsigned int i = 0; i < list->items.count; i++) {
		fputs("\t{\n", out);
		print_case_field(printer, &list->items.fields[i]);
		if (list->values[i] > UINT32_MAX)
			fprintf(out, "\t\t.value = UINT64_C(0x%" PRIx64 "),\n",
			        list->values[i]);
		else if (list->type)
			fprintf(out, "\t\t.value = %" PRIu64 ",\n", list->values[i]);
		if (list->whole[i])
			fputs("\t\t.whole = true,\n", out);
		fputs("\t},\n", out);
	}
	fputs("};\n", out);
}

static void print_list(struct printer *printer, const struct list_type *list)
{
	const struct model *model = printer->model;
	const char *name = name_local(model, list->label.name);
	const char *head = name_local(model, list->head->label.name);
	FILE *out = printer->out;

	print_items(printer, list);
	fprintf(out, "\nconst struct vqs_list %s = {\n", name_of_list(model, list).text);
	fprintf(out, "\t.name = \"%s\",\n\t.head = &%s_structure,\n", list->label.name,
	        head);
	if (list->type)
		fprintf(out, "\t.type = &%s_fields[%u],\n", head, list->type->index);
	if (list->range)
		fprintf(out, "\t.range = &%s_ranges[%u],\n",
		        bits_table(list->type->bits).text, list->range->index);
	fprintf(out, "\t.length = &%s_fields[%u],\n", head, list->length->index);
	fprintf(out, "\t.items = %s_items,\n\t.count = COUNT(%s_items),\n", name, name);
	if (list->align.given)
		fprintf(out, "\t.align = %" PRIu64 ",\n", list->align.value);
	if (list->includes_head)
		fputs("\t.includes_head = true,\n", out);
	if (list->ends)
		fprintf(out, "\t.ends = true,\n\t.end = UINT64_C(%" PRIu64 "),\n",
		        list->end);
	fputs("};\n", out);
}

void print_lists(struct printer *printer)
{
	for (unsigned int i = 0; i < printer->model->list_count; i++)
		print_list(printer, printer->model->lists[i]);
}

/* ---- Functions ----------------------------------------------------------- */

struct accessor {
	FILE *out;
	const struct model *model;
	const struct list_type *list;
	const struct field *item;
};

static struct name type_of(const struct accessor *accessor)
{
	const struct field *item = accessor->item;

	if (item->extent == VQS_REST)
		return name_of("struct vqs_span");
	if (item->kind == VQS_STRUCT)
		return name_of("struct %s",
		               struct_name(accessor->model, item->structure).text);
	return name_of("%s", native_type(item->kind));
}

/* Whether the head says anything but the type and the length. */
static bool head_says_more(const struct list_type *list)
{
	for (unsigned int i = 0; i < list->head->fields.count; i++) {
		const struct field *field = &list->head->fields.fields[i];

		if (field_has_native(field) && field != list->length &&
		    (field != list->type || list->range))
			return true;
	}
	return false;
}

static bool takes_head(const struct accessor *accessor)
{
	return head_says_more(accessor->list) &&
	       !accessor->list->whole[accessor->item->index];
}

static void emit_signature(const struct accessor *accessor, bool put, const char *after)
{
	const struct model *model = accessor->model;
	const struct list_type *list = accessor->list;
	struct name name = name_of_item(model, list, accessor->item, put);
	struct row row;

	row_begin(&row);
	row_add(&row, put ? "struct vqs_items *to" : "const struct vqs_item *from");
	if (put && takes_head(accessor))
		row_add(&row, "const struct %s *head",
		        struct_name(model, list->head).text);
	row_add(&row, "%s%s *value", put ? "const " : "", type_of(accessor).text);
	row_end_call(&row, accessor->out, name_of("int %s(", name.text).text, after);
}

static void emit_functions(const struct accessor *accessor)
{
	const char *list = name_local(accessor->model, accessor->list->label.name);
	struct name table = name_of_list(accessor->model, accessor->list);
	unsigned int index = accessor->item->index;
	FILE *out = accessor->out;

	fputc('\n', out);
	emit_signature(accessor, false, ")");
	fprintf(out,
	        "{\n\tif (from->type != &%s_items[%u])\n\t\treturn -ENOENT;\n"
	        "\treturn vqs_item_decode(&%s, from, value, NULL);\n}\n\n",
	        list, index, table.text);
	emit_signature(accessor, true, ")");
	fprintf(out,
	        "{\n\treturn vqs_items_add(to, &%s_items[%u], %s, value, NULL);\n}\n",
	        list, index, takes_head(accessor) ? "head" : "NULL");
}

static void emit_list(FILE *out, const struct model *model, const struct list_type *list,
                      bool define)
{
	struct accessor accessor = { out, model, list, NULL };

	if (!define) {
		fputc('\n', out);
		emit_comment(out, 0,
		             "%s To be read with vqs_items_next(): getting fails with "
		             "-ENOENT if the item is another one, with -EBADMSG if it is "
		             "not as described. Putting appends: -EMSGSIZE, -EINVAL.",
		             summary_of(&list->label));
		fprintf(out, "extern const struct vqs_list %s;\n",
		        name_of_list(model, list).text);
	}
	for (unsigned int i = 0; i < list->items.count; i++) {
		accessor.item = &list->items.fields[i];
		if (define) {
			emit_functions(&accessor);
			continue;
		}
		emit_signature(&accessor, false, ");");
		emit_signature(&accessor, true, ");");
	}
}

void emit_lists(FILE *out, const struct model *model, bool define)
{
	for (unsigned int i = 0; i < model->list_count; i++)
		emit_list(out, model, model->lists[i], define);
}
