/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * NAME_type.h: the constants of a device type, its values in native form, and
 * the declaration of its table. Shared by `device` and `driver`.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "bits.h"
#include "emit.h"
#include "generate.h"
#include "lists.h"
#include "names.h"
#include "native.h"
#include "unions.h"

/* ---- Constants ----------------------------------------------------------- */

static void emit_enumerator(FILE *out, const struct label *label, struct name name,
                            uint64_t value)
{
	if (*summary_of(label))
		emit_comment(out, 1, "%s", summary_of(label));
	fprintf(out, "\t%s = %" PRIu64 ",\n", name.text, value);
}

static void emit_features(FILE *out, const struct model *model)
{
	if (model->feature_count == 0)
		return;
	fputs("\n/* Feature bits. */\nenum {\n", out);
	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		emit_enumerator(out, &feature->label, name_feature(model, feature),
		                feature->bit.value);
	}
	fputs("};\n", out);
}

static void emit_queues(FILE *out, const struct model *model)
{
	if (model->queue_count == 0)
		return;
	fputs("\n/* Virtqueues. */\nenum {\n", out);
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!queue->moves)
			emit_enumerator(out, &queue->label, name_queue(model, queue),
			                queue->first);
	}
	fputs("};\n", out);
}

/* Where they are may hang on configuration and on features. */
static void emit_rows(FILE *out, const struct model *model)
{
	if (!has_rows(model))
		return;
	fputs("\n/*\n * Rows of virtqueues, in the order of the table: "
	      "vqs_device_queue_index() and\n * vqs_driver_queue_index() tell where they "
	      "are.\n */\nenum {\n",
	      out);
	for (unsigned int i = 0; i < model->queue_count; i++)
		emit_enumerator(out, &model->queues[i].label,
		                name_row(model, &model->queues[i]), i);
	fputs("};\n", out);
}

static void emit_regions(FILE *out, const struct model *model)
{
	if (model->region_count == 0)
		return;
	fputs("\n/* Shared memory regions. */\nenum {\n", out);
	for (unsigned int i = 0; i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		emit_enumerator(out, &region->label, name_region(model, region, false),
		                region->first);
		if (region_is_range(region))
			fprintf(out, "\t%s = %u,\n",
			        name_region(model, region, true).text, region->last);
	}
	fputs("};\n", out);
}

static void emit_facilities(FILE *out, const struct model *model, enum facility_kind kind,
                            const char *title)
{
	const struct facilities *all = &model->facilities[kind];

	if (all->count == 0)
		return;
	fprintf(out, "\n/* %s. */\nenum {\n", title);
	for (unsigned int i = 0; i < all->count; i++)
		emit_enumerator(out, &all->list[i].label,
		                name_facility(model, &all->list[i]),
		                all->list[i].id.value);
	fputs("};\n", out);
}

static bool values_fit_enum(const struct values *values)
{
	for (unsigned int i = 0; i < values->count; i++)
		if (values->values[i].number > INT32_MAX)
			return false;
	return true;
}

/* Values that an int cannot hold are macros. */
static void emit_wide_values(FILE *out, const struct model *model,
                             const struct values *values)
{
	for (unsigned int i = 0; i < values->count; i++) {
		const struct value *value = &values->values[i];

		if (*summary_of(&value->label))
			emit_comment(out, 0, "%s", summary_of(&value->label));
		fprintf(out, "#define %s UINT64_C(0x%" PRIx64 ")\n",
		        name_value(model, values, value).text, value->number);
	}
}

static void emit_values(FILE *out, const struct model *model, const struct values *values)
{
	if (values->count == 0)
		return;
	fputc('\n', out);
	if (values->label.summary.value)
		emit_comment(out, 0, "%s", values->label.summary.value);
	else
		emit_comment(out, 0, "%s of %s.", values->flags ? "Flags" : "Values",
		             values->label.name);
	if (!values_fit_enum(values)) {
		emit_wide_values(out, model, values);
		return;
	}
	fputs("enum {\n", out);
	for (unsigned int i = 0; i < values->count; i++)
		emit_enumerator(out, &values->values[i].label,
		                name_value(model, values, &values->values[i]),
		                values->values[i].number);
	fputs("};\n", out);
}

static void emit_config_fields(FILE *out, const struct model *model)
{
	if (model->config.fields.count == 0)
		return;
	fputs("\n/* Fields of the configuration space, as config_write() is told of "
	      "them. */\n"
	      "enum {\n",
	      out);
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		fprintf(out, "\t%s,\n",
		        name_config(model, &model->config.fields.fields[i]).text);
	fputs("};\n", out);
}

/* ---- Structures ---------------------------------------------------------- */

/* What a field's declaration does not say. */
static void emit_field_comment(FILE *out, const struct model *model,
                               const struct field *field)
{
	const char *summary = summary_of(&field->label);
	struct name prefix = name_upper("%s_f_", model->label.name);
	bool config = is_config_field(model, field);
	char *guard = guard_text(prefix.text, field, config ? "offered" : "negotiated");

	if (guard)
		emit_guarded(out, summary, guard);
	else if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
		emit_comment(out, 1, "%s%sAs on the wire: %s", summary,
		             *summary ? " " : "", field->type.value);
	else if (*summary)
		emit_comment(out, 1, "%s", summary);
	free(guard);
}

static void emit_field(FILE *out, const struct model *model, const struct field *field)
{
	emit_field_comment(out, model, field);
	if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
		fprintf(out, "\tstruct vqs_span %s", field->label.name);
	else if (field->kind == VQS_STRUCT)
		fprintf(out, "\tstruct %s %s", struct_name(model, field->structure).text,
		        field->label.name);
	else
		fprintf(out, "\t%s %s", native_type(field->kind), field->label.name);
	if (field->extent == VQS_ARRAY)
		fprintf(out, "[%" PRIu32 "]", field->elements);
	fputs(";\n", out);
}

static void emit_struct(FILE *out, const struct model *model, const char *name,
                        const struct fields *fields)
{
	fprintf(out, "struct %s {\n", name);
	for (unsigned int i = 0; i < fields->count; i++)
		if (field_has_native(&fields->fields[i]))
			emit_field(out, model, &fields->fields[i]);
	fputs("};\n", out);
}

static void emit_structure(FILE *out, const struct model *model,
                           const struct structure *structure)
{
	if (!fields_have_native(&structure->fields))
		return;
	fputc('\n', out);
	if (*summary_of(&structure->label))
		emit_comment(out, 0, "%s", summary_of(&structure->label));
	emit_struct(out, model, struct_name(model, structure).text, &structure->fields);
}

static void emit_config(FILE *out, const struct model *model)
{
	struct name name = name_of("%s_config", model->label.name);

	if (!fields_have_native(&model->config.fields))
		return;
	fputs("\n/* The configuration space. */\n", out);
	emit_struct(out, model, name.text, &model->config.fields);
}

/* ---- Messages ------------------------------------------------------------ */

static void emit_opcodes(FILE *out, const struct model *model,
                         const struct family *family)
{
	unsigned int said = 0;

	for (unsigned int i = 0; family->has_opcode && i < family->count; i++) {
		if (opcode_is_repeated(model, &family->messages[i]))
			continue;
		if (!said++) {
			fputc('\n', out);
			emit_comment(out, 0, "Opcodes of %s.", family->label.name);
			fputs("enum {\n", out);
		}
		emit_enumerator(out, &family->messages[i].label,
		                name_native_opcode(model, &family->messages[i]),
		                family->messages[i].opcode.value);
	}
	if (said)
		fputs("};\n", out);
}

static void emit_half(FILE *out, const struct model *model, const struct message *message,
                      bool writable)
{
	const struct half *half = writable ? &message->writable : &message->readable;
	struct name name = name_native_half(model, message, writable);

	if (!half_has_native(half))
		return;
	fputc('\n', out);
	if (!writable || family_used(model, message->family, true))
		emit_comment(out, 0, "%s", summary_of(&message->label));
	else
		emit_comment(out, 0, "The reply to %s.",
		             name_message(model, message).text);
	emit_struct(out, model, name.text, &half->fields);
}

static void emit_family(FILE *out, const struct model *model, const struct family *family)
{
	for (unsigned int i = 0; i < family->count; i++) {
		emit_half(out, model, &family->messages[i], false);
		emit_half(out, model, &family->messages[i], true);
		emit_elements(out, model, &family->messages[i], false);
	}
}

void generate_type_header(const struct model *model, struct generated *to)
{
	const char *name = model->label.name;
	struct name guard = name_upper("%s_type_h", name);
	FILE *out = file_begin(to, "%s_type.h", name);

	emit_head(out, model, LICENSE_OWN, "device",
	          "The device type's constants, its values in native form, and the table "
	          "that the runtime interprets.");
	fprintf(out, "#ifndef %s\n#define %s\n\n", guard.text, guard.text);
	fputs("#include <stdint.h>\n\n#include <vqsmith/type.h>\n#include "
	      "<vqsmith/wire.h>\n\n",
	      out);
	fprintf(out, "#define %s %" PRIu64 "%s\n", name_upper("%s_id", name).text,
	        model->id.value, model->experimental ? " /* experimental */" : "");
	emit_features(out, model);
	emit_queues(out, model);
	emit_rows(out, model);
	emit_regions(out, model);
	emit_facilities(out, model, FACILITY_CAPABILITY, "Capabilities");
	emit_facilities(out, model, FACILITY_OBJECT, "Resource objects");
	emit_facilities(out, model, FACILITY_PART, "Device parts");
	for (unsigned int i = 0; i < model->values_count; i++)
		if (!model->values[i]->of)
			emit_values(out, model, model->values[i]);
	emit_native_bits(out, model);
	for (unsigned int i = 0; i < model->family_count; i++)
		emit_opcodes(out, model, &model->families[i]);
	emit_config_fields(out, model);
	for (unsigned int i = 0; i < model->structure_count; i++)
		emit_structure(out, model, model->structures[i]);
	emit_config(out, model);
	for (unsigned int i = 0; model_any_family(model, i); i++)
		emit_family(out, model, model_any_family(model, i));
	emit_cases(out, model, false);
	emit_lists(out, model, false);
	fprintf(out, "\nextern const struct vqs_type %s_type;\n\n#endif\n", name);
	file_end(to);
}
