/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows a model to programs. docs/language.md says what the keys are. */
#include "show.h"

#include <inttypes.h>
#include <jansson.h>

#include "json.h"
#include "type_text.h"

static void put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new(object, key, value);
}

static void put_flag(json_t *object, const char *key, bool flag)
{
	if (flag)
		put(object, key, json_true());
}

static void put_number(json_t *object, const char *key, uint64_t number)
{
	char text[24];

	if (number <= INT64_MAX) {
		put(object, key, json_integer((json_int_t)number));
		return;
	}
	snprintf(text, sizeof(text), "%" PRIu64, number);
	put(object, key, json_string(text));
}

static void put_given(json_t *object, const char *key, const struct number *number)
{
	if (number->given)
		put_number(object, key, number->value);
}

static json_t *labelled(const struct label *label)
{
	json_t *object = json_object();

	json_put_text(object, "name", label->name);
	json_put_text(object, "summary", label->summary.value);
	json_put_text(object, "description", label->description.value);
	json_put_text(object, "defined_by", label->defined_by.value);
	return object;
}

/* ---- Features
 * ----------------------------------------------------------------------------- */

static json_t *alternative(const struct feature *const *all, unsigned int count)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < count; i++)
		json_array_append_new(list, json_string(all[i]->label.name));
	return list;
}

/* In disjunctive form: any of the lists, all of its features. */
static void put_condition(json_t *object, const char *key,
                          const struct condition *condition)
{
	json_t *made, *any;

	if (condition->count == 0)
		return;
	made = json_object();
	any = json_array();
	json_put_text(made, "text", condition->text.value);
	for (unsigned int i = 0; i < condition->count; i++)
		json_array_append_new(
		        any, alternative(condition->any[i].all, condition->any[i].count));
	put(made, "any", any);
	put(object, key, made);
}

static void put_rivals(json_t *object, const char *key, const struct rival *rivals,
                       unsigned int count)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < count; i++)
		json_array_append_new(list, json_string(rivals[i].feature->label.name));
	if (count)
		json_object_set(object, key, list);
	json_decref(list);
}

static json_t *feature_json(const struct feature *feature)
{
	json_t *object = labelled(&feature->label);

	put_number(object, "bit", feature->bit.value);
	put_condition(object, "requires", &feature->requires);
	put_rivals(object, "conflicts", feature->conflicts, feature->conflict_count);
	put_rivals(object, "not_offered_with", feature->superiors,
	           feature->superior_count);
	if (feature->always)
		json_put_text(object, "offer", "always");
	put_flag(object, "implied", feature->implied);
	put_flag(object, "required", feature->required);
	json_put_text(object, "because", feature->because.value);
	json_put_text(object, "behaviour", feature->behaviour.value);
	return object;
}

/* Names of the features of which one has to be there. */
static json_t *one_of_json(const struct condition *condition)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < condition->count; i++)
		json_array_append_new(list,
		                      json_string(condition->any[i].all[0]->label.name));
	return list;
}

/* ---- Values and fields
 * ---------------------------------------------------------------------- */

static json_t *values_json(const struct values *values)
{
	json_t *object = labelled(&values->label), *list = json_array();

	json_put_text(object, "prefix", values->prefix.value);
	put(object, "flags", json_boolean(values->flags));
	if (values->of)
		json_put_text(object, "numbered_by", values->of->label.name);
	put(object, "open", json_boolean(values->open));
	put(object, "inline", json_boolean(values->inline_));
	for (unsigned int i = 0; i < values->count; i++) {
		json_t *value = labelled(&values->values[i].label);

		put_number(value, "value", values->values[i].number);
		json_array_append_new(list, value);
	}
	put(object, "values", list);
	return object;
}

/* Flags that are numbered by an enumeration stand at their fields alone. */
static json_t *all_values_json(const struct model *model)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < model->values_count; i++)
		if (!model->values[i]->of)
			json_array_append_new(list, values_json(model->values[i]));
	return list;
}

/* "pairs", "config.pairs", "readable.pairs" */
static void put_reference(json_t *object, const char *key,
                          const struct reference *reference)
{
	static const char *const lists[] = { "", "", "readable.", "config." };

	if (reference->field)
		put(object, key,
		    json_sprintf("%s%s", lists[reference->source],
		                 reference->field->label.name));
}

static void put_limits(json_t *object, const struct field *field)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < field->limit_count; i++) {
		const struct limit *limit = &field->limits[i];
		json_t *made = json_object();

		put_condition(made, "if", &limit->condition);
		put_condition(made, "unless", &limit->unless);
		put_given(made, "min", &limit->min);
		put_given(made, "max", &limit->max);
		json_array_append_new(list, made);
	}
	if (field->limit_count)
		json_object_set(object, "limits", list);
	json_decref(list);
}

static void put_extent(json_t *object, const struct field *field)
{
	static const char *const names[] = { "one", "array", "counted", "rest" };

	json_put_text(object, "extent", names[field->extent]);
	if (field->extent == VQS_ARRAY)
		put_number(object, "elements", field->elements);
	if (field->extent != VQS_COUNTED)
		return;
	if (field->count.term_count)
		json_put_text(object, "sum", field->count.text.value);
	else
		put_reference(object, "counter", &field->count.counter);
	put_reference(object, "times", &field->count.times);
	put_number(object, "factor", field->count.factor);
	put(object, "addend", json_integer(field->count.addend));
}

static void put_role(json_t *object, const struct field *field)
{
	static const char *const names[] = { NULL, "reserved", "opcode", "status",
		                             "class" };

	json_put_text(object, "role", names[field->role]);
	put_flag(object, "strict", field->reserved_strict);
	put_flag(object, "skip", field->reserved_skip);
	put_given(object, "mask", &field->mask);
	if (field->from_header)
		json_put_text(object, "from", "header");
	if (field->from_trailer)
		json_put_text(object, "from", "trailer");
}

static void put_access(json_t *object, const struct field *field)
{
	static const char *const names[] = { "ro", "rw", "wo", "w1c" };

	json_put_text(object, "access", names[field->access]);
	put_flag(object, "trigger", field->trigger);
	put_flag(object, "changes", field->volatile_);
	put_flag(object, "survives_reset", field->survives_reset);
	put_given(object, "default", &field->initial);
}

static json_t *range_json(const struct field *range)
{
	json_t *object = labelled(&range->label);

	put_number(object, "low", range->offset);
	put_number(object, "width", range->size);
	put_role(object, range);
	put_given(object, "min", &range->min);
	put_given(object, "max", &range->max);
	if (range->values)
		put(object, "values", values_json(range->values));
	return object;
}

static json_t *bits_json(const struct bits *bits)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < bits->ranges.count; i++)
		json_array_append_new(list, range_json(&bits->ranges.fields[i]));
	return list;
}

static json_t *union_json(const struct union_type *type);

/* `after`: the part of variable length from whose end the offset counts. */
static json_t *field_json(const struct field *field, const struct field *after)
{
	json_t *object = labelled(&field->label);

	json_put_text(object, "type", field->type.value);
	json_put_text(object, "kind", scalar_name(field->kind));
	if (field->kind == VQS_STRUCT)
		json_put_text(object, "struct", field->structure->label.name);
	put_number(object, "offset", field->offset);
	if (after)
		json_put_text(object, "after", after->label.name);
	put_number(object, "size", field->size);
	put_extent(object, field);
	put_condition(object, "if", &field->condition);
	put_condition(object, "unless", &field->unless);
	put_role(object, field);
	put_given(object, "min", &field->min);
	put_given(object, "max", &field->max);
	put_limits(object, field);
	put_given(object, "most", &field->most);
	put_flag(object, "addresses", field->addresses);
	put_reference(object, "same_length", &field->same);
	if (field->values)
		put(object, "values", values_json(field->values));
	if (field->bits)
		put(object, "bits", bits_json(field->bits));
	if (field->list)
		json_put_text(object, "list", field->list->label.name);
	if (field->union_)
		put(object, "union", union_json(field->union_));
	return object;
}

static json_t *case_json(const struct union_type *type, unsigned int index)
{
	const struct when *when = &type->when[index];
	json_t *object = field_json(&type->cases.fields[index], NULL);
	json_t *list = json_array();

	for (unsigned int i = 0; i < when->count; i++)
		json_array_append_new(list, json_integer((json_int_t)when->values[i]));
	if (when->count)
		json_object_set(object, "when", list);
	json_decref(list);
	return object;
}

static json_t *item_json(const struct list_type *list, unsigned int index)
{
	json_t *object = field_json(&list->items.fields[index], NULL);

	if (list->type)
		put_number(object, "value", list->values[index]);
	put_flag(object, "whole", list->whole[index]);
	return object;
}

static json_t *list_json(const struct list_type *list)
{
	json_t *object = labelled(&list->label), *items = json_array();

	json_put_text(object, "head", list->head->label.name);
	json_put_text(object, "type", list->type_text.value);
	json_put_text(object, "length", list->length->label.name);
	put_flag(object, "includes_head", list->includes_head);
	if (list->ends)
		put_number(object, "ends_with", list->end);
	put_given(object, "align", &list->align);
	for (unsigned int i = 0; i < list->items.count; i++)
		json_array_append_new(items, item_json(list, i));
	put(object, "items", items);
	return object;
}

static json_t *union_json(const struct union_type *type)
{
	json_t *object = json_object(), *list = json_array();

	if (type->by.field)
		json_put_text(object, "by", type->by_text.value);
	if (type->length)
		json_put_text(object, "length", type->length->label.name);
	for (unsigned int i = 0; i < type->cases.count; i++)
		json_array_append_new(list, case_json(type, i));
	put(object, "cases", list);
	return object;
}

static json_t *fields_json(const struct fields *fields, bool config)
{
	const struct field *after = NULL;
	json_t *list = json_array();

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		json_t *object = field_json(field, after);

		if (config)
			put_access(object, field);
		json_array_append_new(list, object);
		if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
			after = field;
	}
	return list;
}

static json_t *structure_json(const struct structure *structure, bool config)
{
	json_t *object = labelled(&structure->label);

	put_number(object, "size", structure->size);
	put(object, "fields", fields_json(&structure->fields, config));
	return object;
}

/* ---- Virtqueues and messages
 * ------------------------------------------------------------------- */

static json_t *queue_json(const struct queue *queue)
{
	json_t *object = labelled(&queue->label);

	put_number(object, "index", queue->first);
	if (queue->moves)
		json_put_text(object, "place", queue->place);
	put_number(object, "most", queue->most);
	if (queue->count_field)
		put_number(object, "least", queue->least);
	if (queue->stride > 1)
		put_number(object, "stride", queue->stride);
	json_put_text(object, "count", queue->count.value);
	put_number(object, "size", queue->size.value);
	json_put_text(object, queue->posted ? "posted" : "carries",
	              queue->family->label.name);
	put_condition(object, "if", &queue->condition);
	put_flag(object, "shifts", queue->shifts);
	put_flag(object, "holds", queue->holds);
	json_put_text(object, "least_buffer", queue->least_buffer.value);
	return object;
}

static json_t *region_json(const struct region *region)
{
	json_t *object = labelled(&region->label);

	put_number(object, "first", region->first);
	put_number(object, "last", region->last);
	if (region->size_field)
		json_put_text(object, "size_field", region->size_field->label.name);
	put_condition(object, "if", &region->condition);
	return object;
}

static void put_half(json_t *message, const char *key, const struct half *half)
{
	json_t *object;

	if (!half->present)
		return;
	object = json_object();
	put_number(object, "head", half->head);
	put_number(object, "least", half->shortest);
	put(object, "variable", json_boolean(half->variable));
	json_put_text(object, "struct", half->fields.name.value);
	put(object, "fields", fields_json(&half->fields, false));
	put(message, key, object);
}

static json_t *message_json(const struct message *message)
{
	json_t *object = labelled(&message->label);

	if (message->family->has_opcode)
		put_number(object, "opcode", message->opcode.value);
	put_given(object, "class", &message->opcode_class);
	put_condition(object, "if", &message->condition);
	if (message->ok != message->family->ok)
		json_put_text(object, "ok", message->ok->label.name);
	put_half(object, "readable", &message->readable);
	put_half(object, "writable", &message->writable);
	return object;
}

static json_t *facility_json(const struct facility *facility)
{
	json_t *object = labelled(&facility->label), *needs = json_array();

	put_number(object, facility->kind == FACILITY_CAPABILITY ? "id" : "type",
	           facility->id.value);
	put_condition(object, "if", &facility->condition);
	json_put_text(object, "limit", facility->limit_text.value);
	for (unsigned int i = 0; i < facility->need_count; i++)
		json_array_append_new(needs, json_string(facility->needs[i]->label.name));
	if (facility->need_count)
		json_object_set(object, "needs", needs);
	json_decref(needs);
	json_put_text(object, "struct", facility->data->label.name);
	put_half(object, "data", &facility->data->messages->readable);
	if (facility->selector) {
		json_put_text(object, "selector_struct", facility->selector->label.name);
		put_half(object, "selector", &facility->selector->messages->readable);
	}
	return object;
}

static void put_facilities(json_t *object, const char *key, const struct facilities *all)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < all->count; i++)
		json_array_append_new(list, facility_json(&all->list[i]));
	if (all->count)
		json_object_set(object, key, list);
	json_decref(list);
}

static void put_answer(json_t *object, const char *key, const struct value *value)
{
	if (value)
		json_put_text(object, key, value->label.name);
}

static void put_status(json_t *object, const struct family *family)
{
	json_t *status = json_object();

	if (family->status) {
		json_put_text(status, "field", family->status->label.name);
		put_answer(status, "ok", family->ok);
		put_answer(status, "unsupported", family->unsupported);
		put_answer(status, "invalid", family->invalid);
		put_answer(status, "unnegotiated", family->unnegotiated);
		put_flag(status, "trailer", family->status_in_trailer);
		json_object_set(object, "status", status);
	}
	json_decref(status);
}

/* What the structures of headers and trailers are called, where they have names. */
static void put_structs(json_t *object, const struct family *family)
{
	json_t *structs = json_object();

	json_put_text(structs, "readable_header", family->readable_header.name.value);
	json_put_text(structs, "writable_header", family->writable_header.name.value);
	json_put_text(structs, "readable_trailer", family->readable_trailer.name.value);
	json_put_text(structs, "writable_trailer", family->writable_trailer.name.value);
	if (json_object_size(structs))
		json_object_set(object, "structs", structs);
	json_decref(structs);
}

static json_t *family_json(const struct family *family)
{
	json_t *object = labelled(&family->label), *messages = json_array();

	json_put_text(object, "prefix", family->prefix.value);
	put_flag(object, "tolerant", family->tolerant);
	if (family->opcode) {
		json_put_text(object, "opcode", family->opcode->label.name);
		json_put_text(object, "opcode_half",
		              family->opcode_writable ? "writable" : "readable");
		if (family->opcode_class)
			json_put_text(object, "opcode_class",
			              family->opcode_class->label.name);
	}
	put_structs(object, family);
	put_status(object, family);
	for (unsigned int i = 0; i < family->count; i++)
		json_array_append_new(messages, message_json(&family->messages[i]));
	put(object, "messages", messages);
	return object;
}

/* ---- The device type
 * ----------------------------------------------------------------------------- */

static json_t *transports_json(const struct model *model)
{
	static const char *const names[] = { "pci", "mmio", "ccw" };
	json_t *list = json_array();

	for (unsigned int i = 0; i < 3; i++)
		if (model->transports & 1U << i)
			json_array_append_new(list, json_string(names[i]));
	return list;
}

static json_t *identity_json(const struct model *model)
{
	json_t *object = labelled(&model->label);

	json_put_text(object, "name", model->named);
	if (model->named != model->label.name)
		json_put_text(object, "prefix", model->label.name);
	put_number(object, "id", model->id.value);
	put(object, "experimental", json_boolean(model->experimental));
	put_flag(object, "existing", model->existing);
	put(object, "transports", transports_json(model));
	put_given(object, "trial_pci_id", &model->trial_pci_id);
	put_given(object, "transitional_pci_id", &model->transitional_pci_id);
	put_number(object, "vectors", model->vectors.given ? model->vectors.value : 2);
	json_put_text(object, "no_queues_because", model->no_queues_because.value);
	return object;
}

static json_t *answers_json(const struct model *model)
{
	json_t *object = json_object();

	for (unsigned int i = 0; i < model->answer_count; i++)
		json_put_text(object, model->answers[i].rule.value,
		              model->answers[i].reason.value);
	return object;
}

/* A list of what `make` makes of items 0 to count - 1. */
#define LIST(object, key, count, make)                                                   \
	do {                                                                             \
		json_t *list = json_array();                                             \
                                                                                         \
		for (unsigned int i = 0; i < (count); i++)                               \
			json_array_append_new(list, make);                               \
		put(object, key, list);                                                  \
	} while (0)

void show_json(const struct model *model, FILE *to)
{
	json_t *object = identity_json(model);

	put(object, "answers", answers_json(model));
	LIST(object, "unstated", model->unstated_count,
	     json_string(model->unstated[i].value));
	LIST(object, "features", model->feature_count, feature_json(&model->features[i]));
	if (model->at_least_one_count)
		LIST(object, "at_least_one", model->at_least_one_count,
		     one_of_json(&model->at_least_one[i]));
	put(object, "values", all_values_json(model));
	LIST(object, "structs", model->structure_count,
	     structure_json(model->structures[i], false));
	if (model->list_count)
		LIST(object, "lists", model->list_count, list_json(model->lists[i]));
	put(object, "config", structure_json(&model->config, true));
	LIST(object, "queues", model->queue_count, queue_json(&model->queues[i]));
	LIST(object, "families", model->family_count, family_json(&model->families[i]));
	if (model->region_count)
		LIST(object, "shared_memory", model->region_count,
		     region_json(&model->regions[i]));
	put_facilities(object, "capabilities", &model->facilities[FACILITY_CAPABILITY]);
	put_facilities(object, "resource_objects", &model->facilities[FACILITY_OBJECT]);
	put_facilities(object, "device_parts", &model->facilities[FACILITY_PART]);
	json_dumpf(object, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(object);
}
