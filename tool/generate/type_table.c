/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * NAME_type.c: the constant table of a device type, the same that
 * tool/type/table.c makes in memory.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "emit.h"
#include "lists.h"
#include "native.h"
#include "type_fields.h"
#include "unions.h"
#include "used.h"

/* ---- Messages ------------------------------------------------------------ */

static struct name half_list(const struct printer *printer, const struct message *message,
                             bool writable)
{
	return name_of("%s_%s", name_message(printer->model, message).text,
	               writable ? "writable" : "readable");
}

static const struct half *half_of(const struct message *message, bool writable)
{
	return writable ? &message->writable : &message->readable;
}

static void print_half_fields(struct printer *printer, const struct message *message,
                              bool writable)
{
	const struct half *half = half_of(message, writable);
	struct name list = half_list(printer, message, writable);
	struct name native = name_native_half(printer->model, message, writable);

	if (half->fields.count)
		print_fields(printer, &half->fields, list.text, native.text);
}

static void print_half(struct printer *printer, const struct message *message,
                       bool writable)
{
	const struct half *half = half_of(message, writable);
	struct name list = half_list(printer, message, writable);
	struct row row;

	if (half->fields.count == 0)
		return;
	row_begin(&row);
	row_add(&row, ".fields = %s", list.text);
	row_add(&row, ".field_count = COUNT(%s)", list.text);
	row_number(&row, "head", half->head);
	row_number(&row, "least", half->least);
	if (fields_have_native(&half->fields))
		row_add(&row, ".memory = sizeof(struct %s)",
		        name_native_half(printer->model, message, writable).text);
	if (half->variable)
		row_add(&row, ".variable = true");
	if (half->contextual)
		row_add(&row, ".contextual = true");
	row_end(&row, printer->out,
	        writable ? "\t\t.writable = " : "\t\t.readable = ", ",");
}

/* As a value of its field, where it has them. */
static struct name class_name(const struct printer *printer,
                              const struct message *message)
{
	const struct values *values = message->family->opcode_class->values;
	uint64_t number = message->opcode_class.value;

	for (unsigned int i = 0; values && i < values->count; i++)
		if (values->values[i].number == number)
			return name_value(printer->model, values, &values->values[i]);
	return name_of("%" PRIu64, number);
}

static void print_message(struct printer *printer, const struct message *message)
{
	FILE *out = printer->out;

	fprintf(out, "\t{\n\t\t.name = \"%s\",\n", message->label.name);
	if (message->opcode_class.given)
		fprintf(out, "\t\t.opcode = VQS_CLASS_OPCODE(%s, %s),\n",
		        class_name(printer, message).text,
		        name_native_opcode(printer->model, message).text);
	else if (message->family->has_opcode)
		fprintf(out, "\t\t.opcode = %s,\n",
		        name_native_opcode(printer->model, message).text);
	if (message->ok && message->ok->number)
		fprintf(out, "\t\t.ok = %s,\n",
		        name_value(printer->model, message->family->status->values,
		                   message->ok)
		                .text);
	print_half(printer, message, false);
	print_half(printer, message, true);
	if (message->condition.count)
		fprintf(out, "\t\t.condition = &%s,\n",
		        condition_name(&printer->conditions, &message->condition).text);
	fputs("\t},\n", out);
}

static void print_messages(struct printer *printer, const struct family *family)
{
	for (unsigned int i = 0; i < family->count; i++) {
		print_half_fields(printer, &family->messages[i], false);
		print_half_fields(printer, &family->messages[i], true);
	}
	fprintf(printer->out, "\nstatic const struct vqs_message %s_messages[] = {\n",
	        name_local(printer->model, family->label.name));
	for (unsigned int i = 0; i < family->count; i++)
		print_message(printer, &family->messages[i]);
	fputs("};\n", printer->out);
}

/* ---- Families ------------------------------------------------------------ */

/* Bytes from the start of the field to the end of its list. */
static uint32_t from_end(const struct fields *fields, const struct field *field)
{
	uint32_t bytes = 0;

	for (unsigned int i = field->index; i < fields->count; i++)
		bytes += fields->fields[i].size;
	return bytes;
}

/* Of the opcode or its class. */
static void print_opcode(struct printer *printer, const struct family *family,
                         const struct field *field)
{
	struct row row;

	row_begin(&row);
	row_add(&row, ".kind = %s", kind_name(field->kind));
	row_add(&row, ".present = true");
	if (family->opcode_writable)
		row_add(&row, ".writable = true");
	row_number(&row, "offset", field->offset);
	row_number(&row, "mask", field->mask.value);
	row_end(&row, printer->out,
	        field == family->opcode ? "\t\t.opcode = " : "\t\t.opcode_class = ", ",");
}

static void print_status(struct printer *printer, const struct family *family)
{
	const struct fields *fields = family->has_opcode
	                                      ? &family->writable_trailer
	                                      : &family->messages->writable.fields;
	const struct field *status = family->status;
	bool trailer = family->status_in_trailer;
	struct row row;

	row_begin(&row);
	row_add(&row, ".kind = %s", kind_name(status->kind));
	row_add(&row, ".present = true");
	row_add(&row, ".writable = true");
	if (trailer)
		row_add(&row, ".from_end = true");
	row_number(&row, "offset", trailer ? from_end(fields, status) : status->offset);
	row_end(&row, printer->out, "\t\t.status = ", ",");
}

static void print_answers(struct printer *printer, const struct family *family)
{
	const struct model *model = printer->model;
	const struct values *values = family->status->values;
	struct row row;

	row_begin(&row);
	if (family->unsupported) {
		row_add(&row, ".unsupported = %s",
		        name_value(model, values, family->unsupported).text);
		row_add(&row, ".has_unsupported = true");
	}
	if (family->unnegotiated) {
		row_add(&row, ".unnegotiated = %s",
		        name_value(model, values, family->unnegotiated).text);
		row_add(&row, ".has_unnegotiated = true");
	}
	if (family->invalid) {
		row_add(&row, ".invalid = %s",
		        name_value(model, values, family->invalid).text);
		row_add(&row, ".has_invalid = true");
	}
	row_end(&row, printer->out, "\t\t.answer = ", ",");
}

static void print_family(struct printer *printer, const struct family *family)
{
	const char *name = name_local(printer->model, family->label.name);
	FILE *out = printer->out;

	fprintf(out, "\t{\n\t\t.name = \"%s\",\n", family->label.name);
	fprintf(out, "\t\t.messages = %s_messages,\n", name);
	fprintf(out, "\t\t.message_count = COUNT(%s_messages),\n", name);
	if (family->opcode)
		print_opcode(printer, family, family->opcode);
	if (family->opcode_class)
		print_opcode(printer, family, family->opcode_class);
	if (family->status)
		print_status(printer, family);
	if (family->status && (family->unsupported || family->invalid))
		print_answers(printer, family);
	if (family->tolerant)
		fputs("\t\t.tolerant = true,\n", out);
	fputs("\t},\n", out);
}

static void print_families(struct printer *printer)
{
	const struct model *model = printer->model;

	for (unsigned int i = 0; i < model->family_count; i++)
		print_messages(printer, &model->families[i]);
	if (model->family_count == 0)
		return;
	fputs("\nstatic const struct vqs_family families[] = {\n", printer->out);
	for (unsigned int i = 0; i < model->family_count; i++)
		print_family(printer, &model->families[i]);
	fputs("};\n", printer->out);
}

/* ---- Queues and features ------------------------------------------------- */

static void print_queue(struct printer *printer, const struct queue *queue)
{
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", queue->label.name);
	row_add(&row, ".family = &families[%u]", queue->family->index);
	if (queue->condition.count)
		row_add(&row, ".condition = &%s",
		        condition_name(&printer->conditions, &queue->condition).text);
	if (queue->posted)
		row_add(&row, ".posted = true");
	row_number(&row, "size", queue->size.value);
	if (queue->moves)
		row_number(&row, "index", queue->first);
	else
		row_add(&row, ".index = %s", name_queue(printer->model, queue).text);
	row_add(&row, ".most = %u", queue->most);
	if (queue->count_field)
		row_number(&row, "least", queue->least);
	if (queue->stride > 1)
		row_number(&row, "stride", queue->stride);
	if (queue->count_field)
		row_add(&row, ".count_field = %s",
		        name_config(printer->model, queue->count_field).text);
	else
		row_add(&row, ".count_field = -1");
	if (queue->factor > 1)
		row_number(&row, "factor", queue->factor);
	if (queue->addend)
		row_add(&row, ".addend = %" PRId32, queue->addend);
	if (queue->shifts)
		row_add(&row, ".shifts = true");
	if (queue->holds)
		row_add(&row, ".holds = true");
	if (queue->least_buffer_field)
		row_add(&row, ".least_buffer_field = %s + 1",
		        name_config(printer->model, queue->least_buffer_field).text);
	row_number(&row, "least_buffer", queue->least_buffer_bytes);
	row_end(&row, printer->out, "\t", ",");
}

static void print_queues(struct printer *printer)
{
	const struct model *model = printer->model;

	if (model->queue_count == 0)
		return;
	fputs("\nstatic const struct vqs_queue_type queues[] = {\n", printer->out);
	for (unsigned int i = 0; i < model->queue_count; i++)
		print_queue(printer, &model->queues[i]);
	fputs("};\n", printer->out);
}

static void print_facility(struct printer *printer, const struct facility *facility)
{
	const struct model *model = printer->model;
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", facility->label.name);
	row_add(&row, ".id = %s", name_facility(model, facility).text);
	if (facility->condition.count)
		row_add(&row, ".condition = &%s",
		        condition_name(&printer->conditions, &facility->condition).text);
	row_add(&row, ".data = &%s_messages->readable",
	        name_local(model, facility->data->label.name));
	if (facility->selector)
		row_add(&row, ".selector = &%s_messages->readable",
		        name_local(model, facility->selector->label.name));
	row_end(&row, printer->out, "\t", ",");
}

static const char *const facility_lists[FACILITY_KINDS] = { "capabilities", "objects",
	                                                    "parts" };

static void print_facilities(struct printer *printer)
{
	const struct model *model = printer->model;

	for (unsigned int i = model->family_count; model_any_family(model, i); i++)
		print_messages(printer, model_any_family(model, i));
	for (int kind = 0; kind < FACILITY_KINDS; kind++) {
		const struct facilities *all = &model->facilities[kind];

		if (all->count == 0)
			continue;
		fprintf(printer->out, "\nstatic const struct vqs_facility %s[] = {\n",
		        facility_lists[kind]);
		for (unsigned int i = 0; i < all->count; i++)
			print_facility(printer, &all->list[i]);
		fputs("};\n", printer->out);
	}
}

static void print_region(struct printer *printer, const struct region *region)
{
	const struct model *model = printer->model;
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", region->label.name);
	row_add(&row, ".first = %s", name_region(model, region, false).text);
	row_add(&row, ".last = %s", name_region(model, region, true).text);
	if (region->size_field)
		row_add(&row, ".size_field = %s",
		        name_config(model, region->size_field).text);
	else
		row_add(&row, ".size_field = -1");
	if (region->condition.count)
		row_add(&row, ".condition = &%s",
		        condition_name(&printer->conditions, &region->condition).text);
	row_end(&row, printer->out, "\t", ",");
}

static void print_regions(struct printer *printer)
{
	const struct model *model = printer->model;

	if (model->region_count == 0)
		return;
	fputs("\nstatic const struct vqs_shared_memory regions[] = {\n", printer->out);
	for (unsigned int i = 0; i < model->region_count; i++)
		print_region(printer, &model->regions[i]);
	fputs("};\n", printer->out);
}

/* ".member = " and the set of these, unless there are none. */
static void row_features(struct row *row, const struct model *model, const char *member,
                         const struct rival *rivals, unsigned int count)
{
	const struct feature **list = calloc(count + 1, sizeof(*list));

	for (unsigned int i = 0; list && i < count; i++)
		list[i] = rivals[i].feature;
	if (list && count) {
		fprintf(row->stream, ".%s = ", member);
		features_print(row->stream, model, list, count);
		fputc('\n', row->stream);
	}
	free(list);
}

static void print_all_features(FILE *out, const struct model *model)
{
	const struct feature **list = calloc(model->feature_count, sizeof(*list));

	for (unsigned int i = 0; list && i < model->feature_count; i++)
		list[i] = &model->features[i];
	if (list)
		features_print(out, model, list, model->feature_count);
	free(list);
}

static void print_feature(struct printer *printer, const struct feature *feature)
{
	const struct model *model = printer->model;
	struct row row;

	row_begin(&row);
	row_add(&row, ".name = \"%s\"", feature->label.name);
	row_add(&row, ".bit = %s", name_feature(model, feature).text);
	if (feature->required)
		row_add(&row, ".required = true");
	if (feature->requires.count)
		row_add(&row, ".requires = { %s_any, %u }",
		        condition_name(&printer->conditions, &feature->requires).text,
		        feature->requires.count);
	row_features(&row, model, "conflicts", feature->conflicts,
	             feature->conflict_count);
	row_features(&row, model, "superiors", feature->superiors,
	             feature->superior_count);
	if (feature->implied)
		row_add(&row, ".implied = true");
	if (feature->always)
		row_add(&row, ".always = true");
	row_end(&row, printer->out, "\t", ",");
}

static void print_features(struct printer *printer)
{
	const struct model *model = printer->model;

	if (model->feature_count == 0)
		return;
	fputs("\nstatic const struct vqs_feature_type features[] = {\n", printer->out);
	for (unsigned int i = 0; i < model->feature_count; i++)
		print_feature(printer, &model->features[i]);
	fputs("};\n", printer->out);
}

static void print_at_least_one(struct printer *printer)
{
	const struct model *model = printer->model;

	if (model->at_least_one_count == 0)
		return;
	fputs("\nstatic const struct vqs_condition at_least_one[] = {\n", printer->out);
	for (unsigned int i = 0; i < model->at_least_one_count; i++)
		fprintf(printer->out, "\t{ %s_any, %u },\n",
		        condition_name(&printer->conditions, &model->at_least_one[i])
		                .text,
		        model->at_least_one[i].count);
	fputs("};\n", printer->out);
}

/* ---- The type ------------------------------------------------------------ */

static void print_config(struct printer *printer)
{
	const struct structure *config = &printer->model->config;
	struct name native = name_of("%s_config", printer->model->label.name);

	fputs("\t.config = {\n\t\t.name = \"config\",\n", printer->out);
	fputs("\t\t.fields = config_fields,\n", printer->out);
	fputs("\t\t.field_count = COUNT(config_fields),\n", printer->out);
	fprintf(printer->out, "\t\t.size = %" PRIu32 ",\n", config->size);
	if (fields_have_native(&config->fields))
		fprintf(printer->out, "\t\t.memory = sizeof(struct %s),\n", native.text);
	fputs("\t},\n", printer->out);
}

static void print_type(struct printer *printer)
{
	const struct model *model = printer->model;
	const char *name = model->label.name;
	FILE *out = printer->out;

	fprintf(out, "\nconst struct vqs_type %s_type = {\n\t.name = \"%s\",\n", name,
	        name);
	fputs("\t.summary = ", out);
	emit_string(out, model->label.summary.value);
	fprintf(out, ",\n\t.id = %s,\n", name_upper("%s_id", name).text);
	if (model->feature_count) {
		fputs("\t.features = ", out);
		print_all_features(out, model);
		fputs(",\n\t.feature_types = features,\n\t.feature_count = "
		      "COUNT(features),\n",
		      out);
	}
	if (model->at_least_one_count)
		fputs("\t.at_least_one = at_least_one,\n"
		      "\t.at_least_one_count = COUNT(at_least_one),\n",
		      out);
	if (model->config.fields.count)
		print_config(printer);
	if (model->queue_count)
		fputs("\t.queues = queues,\n\t.queue_count = COUNT(queues),\n", out);
	if (model->family_count)
		fputs("\t.families = families,\n\t.family_count = COUNT(families),\n",
		      out);
	if (model->region_count)
		fputs("\t.regions = regions,\n\t.region_count = COUNT(regions),\n", out);
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		if (model->facilities[kind].count)
			fprintf(out, "\t.%s = { %s, COUNT(%s) },\n", facility_lists[kind],
			        facility_lists[kind], facility_lists[kind]);
	fputs("};\n", out);
}

static void print_parts(struct printer *printer)
{
	const struct model *model = printer->model;
	struct used used;

	if (used_find(&used, model)) {
		for (unsigned int i = 0; i < model->values_count; i++)
			if (used.values[i])
				print_values(printer, model->values[i]);
		for (unsigned int i = 0; i < model->bits_count; i++)
			if (used.bits[i])
				print_bits(printer, model->bits[i]);
		for (unsigned int i = 0; i < model->structure_count; i++)
			if (used.structures[i])
				print_structure(printer, model->structures[i]);
	}
	print_lists(printer);
	used_fini(&used);
}

void generate_type_table(const struct model *model, struct generated *to)
{
	struct printer printer = { .model = model };
	const char *name = model->label.name;

	printer.out = file_begin(to, "%s_type.c", name);
	emit_head(printer.out, model, LICENSE_OWN, "device",
	          "The table of the device type.");
	if (any_elements(model) || model->union_count || model->list_count)
		fputs("#include <errno.h>\n\n", printer.out);
	fprintf(printer.out, "#include \"%s_type.h\"\n\n", name);
	fputs("#define COUNT(list) (sizeof(list) / sizeof(*(list)))\n", printer.out);
	conditions_collect(&printer.conditions, model);
	conditions_print(&printer.conditions, printer.out);
	print_parts(&printer);
	if (model->config.fields.count)
		print_fields(&printer, &model->config.fields, "config_fields",
		             name_of("%s_config", name).text);
	print_families(&printer);
	print_queues(&printer);
	print_regions(&printer);
	print_facilities(&printer);
	print_features(&printer);
	print_at_least_one(&printer);
	print_type(&printer);
	for (unsigned int f = 0; model_any_family(model, f); f++)
		for (unsigned int m = 0; m < model_any_family(model, f)->count; m++)
			emit_elements(printer.out, model,
			              &model_any_family(model, f)->messages[m], true);
	emit_cases(printer.out, model, true);
	emit_lists(printer.out, model, true);
	conditions_fini(&printer.conditions);
	file_end(to);
}
