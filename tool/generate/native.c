/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names in native form, and what has one.
 */
#include "native.h"

struct name name_feature(const struct model *model, const struct feature *feature)
{
	return name_upper("%s_f_%s", model->label.name, feature->label.name);
}

struct name name_queue(const struct model *model, const struct queue *queue)
{
	return name_upper("%s_vq_%s", model->label.name, queue->label.name);
}

struct name name_facility(const struct model *model, const struct facility *facility)
{
	return name_upper("%s_%s", model->label.name, name_of_facility(facility).text);
}

struct name name_region(const struct model *model, const struct region *region, bool end)
{
	return name_upper("%s_%s", model->label.name, name_of_region(region, end).text);
}

struct name name_row(const struct model *model, const struct queue *queue)
{
	return name_upper("%s_row_%s", model->label.name, queue->label.name);
}

bool has_rows(const struct model *model)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].moves || model->queues[i].stride > 1)
			return true;
	return false;
}

struct name name_value(const struct model *model, const struct values *values,
                       const struct value *value)
{
	struct name name = name_upper("%s_%s", model->label.name,
	                              name_of_value(values, value).text);

	return values->of ? name_of("UINT64_C(1) << %s", name.text) : name;
}

struct name name_native_opcode(const struct model *model, const struct message *message)
{
	return name_upper("%s_%s", model->label.name,
	                  name_of_opcode(model, message).text);
}

struct name name_config(const struct model *model, const struct field *field)
{
	return name_upper("%s_config_%s", model->label.name, field->label.name);
}

bool field_has_native(const struct field *field)
{
	if (!native_has(field))
		return false;
	if (field->kind != VQS_STRUCT || field->extent == VQS_COUNTED ||
	    field->extent == VQS_REST)
		return true;
	return fields_have_native(&field->structure->fields);
}

bool fields_have_native(const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (field_has_native(&fields->fields[i]))
			return true;
	return false;
}

const char *native_type(enum vqs_kind kind)
{
	static const char *const types[] = { "uint8_t",  "uint16_t", "uint32_t",
		                             "uint64_t", "uint16_t", "uint32_t",
		                             "uint64_t" };

	return types[kind];
}

const struct queue *family_queue(const struct model *model, const struct family *family,
                                 bool posted)
{
	const struct queue *found = NULL;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (queue->family != family || queue->posted != posted)
			continue;
		if (found || queue->most > 1)
			return NULL;
		found = queue;
	}
	return found;
}

struct name message_in_table(const struct model *model, const struct message *message)
{
	return name_of("&%s_type.families[%u].messages[%u]", model->label.name,
	               message->family->index, message->index);
}

bool for_messages(FILE *out, const struct model *model, bool posted, emit_message *emit)
{
	bool any = false;

	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		if (!family_used(model, family, posted))
			continue;
		for (unsigned int m = 0; emit && m < family->count; m++)
			emit(out, model, &family->messages[m]);
		any |= family->count > 0;
	}
	return any;
}
