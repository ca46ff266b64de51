/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Parts of variable length are spans in native form. Of those that are not
 * bytes, generated functions get and put one element: lamp_play_scene_get_steps().
 */
#include <inttypes.h>

#include "emit.h"
#include "native.h"

struct element {
	FILE *out;
	const struct model *model;
	const struct field *field;
	struct name owner; /* the native structure: lamp_play_scene */
	struct name type;  /* of an element: "struct lamp_step ", "uint16_t " */
};

static bool has_elements(const struct field *field)
{
	if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
		return false;
	return field->size > 1 && (field->kind != VQS_STRUCT ||
	                           fields_have_native(&field->structure->fields));
}

static void emit_signature(const struct element *element, bool put, const char *after)
{
	struct name start = name_of("int %s_%s_%s(", element->owner.text,
	                            put ? "put" : "get", element->field->label.name);
	struct row row;

	row_begin(&row);
	row_add(&row, "const struct %s *%s", element->owner.text, put ? "to" : "from");
	row_add(&row, "uint32_t index");
	row_add(&row, "%s%s*element", put ? "const " : "", element->type.text);
	row_end_call(&row, element->out, start.text, after);
}

static bool any_in_half(const struct half *half)
{
	for (unsigned int i = 0; i < half->fields.count; i++)
		if (has_elements(&half->fields.fields[i]))
			return true;
	return false;
}

bool any_elements(const struct model *model)
{
	for (unsigned int f = 0; model_any_family(model, f); f++)
		for (unsigned int m = 0; m < model_any_family(model, f)->count; m++) {
			const struct message *message =
			        &model_any_family(model, f)->messages[m];

			if (any_in_half(&message->readable) ||
			    any_in_half(&message->writable))
				return true;
		}
	return false;
}

static void emit_declarations(const struct element *element)
{
	fputc('\n', element->out);
	emit_comment(
	        element->out, 0,
	        "Reads and writes one element of %s, where the span lies. -ERANGE: it "
	        "has none of this index.",
	        element->field->label.name);
	emit_signature(element, false, ");");
	emit_signature(element, true, ");");
}

static void emit_check(const struct element *element, const char *owner)
{
	fprintf(element->out,
	        "\tuint8_t wire[%" PRIu32 "];\n\n"
	        "\tif (index >= %s->%s.length / sizeof(wire))\n\t\treturn -ERANGE;\n",
	        element->field->size, owner, element->field->label.name);
}

static void emit_get(const struct element *element)
{
	const struct field *field = element->field;
	FILE *out = element->out;

	fputc('\n', out);
	emit_signature(element, false, ")");
	fputs("{\n", out);
	emit_check(element, "from");
	fprintf(out,
	        "\tvqs_span_read(&from->%s, index * sizeof(wire), wire, sizeof(wire));\n",
	        field->label.name);
	if (field->kind == VQS_STRUCT)
		fprintf(out,
		        "\treturn vqs_struct_decode(&%s_structure, wire, element, "
		        "NULL);\n",
		        name_local(element->model, field->structure->label.name));
	else
		fprintf(out, "\t*element = (%s)vqs_scalar_get(wire, %s);\n\treturn 0;\n",
		        native_type(field->kind), kind_name(field->kind));
	fputs("}\n", out);
}

static void emit_put(const struct element *element)
{
	const struct field *field = element->field;
	FILE *out = element->out;

	fputc('\n', out);
	emit_signature(element, true, ")");
	fputs(field->kind == VQS_STRUCT ? "{\n\tint error;\n" : "{\n", out);
	emit_check(element, "to");
	if (field->kind == VQS_STRUCT)
		fprintf(out,
		        "\terror = vqs_struct_encode(&%s_structure, element, wire, "
		        "NULL);\n"
		        "\tif (error)\n\t\treturn error;\n",
		        name_local(element->model, field->structure->label.name));
	else
		fprintf(out, "\tvqs_scalar_put(wire, %s, *element);\n",
		        kind_name(field->kind));
	fprintf(out,
	        "\tvqs_span_write(&to->%s, index * sizeof(wire), wire, sizeof(wire));\n"
	        "\treturn 0;\n}\n",
	        field->label.name);
}

static void emit_of_half(FILE *out, const struct model *model,
                         const struct message *message, bool writable, bool define)
{
	const struct half *half = writable ? &message->writable : &message->readable;

	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];
		struct element element = {
			.out = out,
			.model = model,
			.field = field,
			.owner = name_native_half(model, message, writable),
		};

		if (!has_elements(field))
			continue;
		if (field->kind == VQS_STRUCT)
			element.type = name_of("struct %s ",
			                       struct_name(model, field->structure).text);
		else
			element.type = name_of("%s ", native_type(field->kind));
		if (!define)
			emit_declarations(&element);
		if (define)
			emit_get(&element);
		if (define)
			emit_put(&element);
	}
}

void emit_elements(FILE *out, const struct model *model, const struct message *message,
                   bool define)
{
	emit_of_half(out, model, message, false, define);
	emit_of_half(out, model, message, true, define);
}
