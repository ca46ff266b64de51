/* SPDX-License-Identifier: BSD-3-Clause */
/* A model as the runtime's table, in memory. */
#include "table.h"

#include <string.h>

#include "table_builder.h"
#include "type_text.h"

/* ---- Features -------------------------------------------------------------------- */

static void fill_set(struct vqs_features *set, const struct feature *const *all,
                     unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		if (all[i]->bit.value < VQS_FEATURE_BITS)
			vqs_features_add(set, (unsigned int)all[i]->bit.value);
}

static struct vqs_condition make_condition(struct builder *builder,
                                           const struct condition *condition)
{
	struct vqs_features *any =
	        arena_alloc(builder->arena, condition->count, sizeof(*any));

	for (unsigned int i = 0; i < condition->count; i++)
		fill_set(&any[i], condition->any[i].all, condition->any[i].count);
	return (struct vqs_condition){ .any = any, .count = condition->count };
}

const struct vqs_condition *table_condition(struct builder *builder,
                                            const struct condition *condition)
{
	struct vqs_condition *made;

	if (condition->count == 0)
		return NULL;
	made = arena_alloc(builder->arena, 1, sizeof(*made));
	*made = make_condition(builder, condition);
	return made;
}

static void fill_feature(struct builder *builder, const struct feature *feature,
                         struct vqs_feature_type *type)
{
	type->name = feature->label.name;
	type->bit = feature->bit.value < VQS_FEATURE_BITS
	                    ? (unsigned int)feature->bit.value
	                    : VQS_FEATURE_BITS;
	type->required = feature->required;
	type->requires = make_condition(builder, &feature->requires);
	for (unsigned int i = 0; i < feature->conflict_count; i++)
		fill_set(&type->conflicts, &feature->conflicts[i].feature, 1);
	for (unsigned int i = 0; i < feature->superior_count; i++)
		fill_set(&type->superiors, &feature->superiors[i].feature, 1);
	type->implied = feature->implied;
	type->always = feature->always;
}

static void build_at_least_one(struct builder *builder)
{
	const struct model *model = builder->model;
	struct vqs_condition *made =
	        arena_alloc(builder->arena, model->at_least_one_count, sizeof(*made));

	for (unsigned int i = 0; i < model->at_least_one_count; i++)
		made[i] = make_condition(builder, &model->at_least_one[i]);
	builder->type->at_least_one = made;
	builder->type->at_least_one_count = model->at_least_one_count;
}

static void build_features(struct builder *builder)
{
	const struct model *model = builder->model;
	struct vqs_feature_type *types =
	        arena_alloc(builder->arena, model->feature_count, sizeof(*types));

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		fill_feature(builder, feature, &types[i]);
		fill_set(&builder->type->features, &feature, 1);
	}
	builder->type->feature_types = types;
	builder->type->feature_count = model->feature_count;
}

/* ---- Messages ---------------------------------------------------------------------- */

static void fill_half(struct builder *builder, const struct half *half,
                      struct vqs_half *made)
{
	struct native native;

	made->fields = table_fields(builder, &half->fields, &native);
	made->field_count = half->fields.count;
	made->head = half->head;
	made->least = half->least;
	made->variable = half->variable;
	made->contextual = half->contextual;
	made->memory = native.size;
}

static const struct vqs_message *make_messages(struct builder *builder,
                                               const struct family *family)
{
	struct vqs_message *made =
	        arena_alloc(builder->arena, family->count, sizeof(*made));

	for (unsigned int i = 0; i < family->count; i++) {
		const struct message *message = &family->messages[i];

		made[i].name = message->label.name;
		made[i].opcode = message_number(message);
		made[i].ok = message->ok ? message->ok->number : 0;
		fill_half(builder, &message->readable, &made[i].readable);
		fill_half(builder, &message->writable, &made[i].writable);
		made[i].condition = table_condition(builder, &message->condition);
	}
	return made;
}

/* Bytes from the start of the field to the end of its list, all of fixed length. */
static uint32_t from_end(const struct fields *fields, const struct field *field)
{
	uint32_t bytes = 0;

	for (unsigned int i = field->index; i < fields->count; i++)
		bytes += fields->fields[i].size;
	return bytes;
}

/* Of the opcode or its class. */
static struct vqs_place place_opcode(const struct family *family,
                                     const struct field *field)
{
	if (!field)
		return (struct vqs_place){ .present = false };
	return (struct vqs_place){
		.kind = (uint8_t)field->kind,
		.present = true,
		.writable = family->opcode_writable,
		.offset = field->offset,
		.mask = field->mask.value,
	};
}

static struct vqs_place place_status(const struct family *family)
{
	const struct fields *fields = &family->writable_trailer;
	struct vqs_place place = { .present = family->status };

	if (!family->status)
		return place;
	if (!family->has_opcode)
		fields = &family->messages->writable.fields;
	place.kind = (uint8_t)family->status->kind;
	place.writable = true;
	place.from_end = family->status_in_trailer;
	place.offset = place.from_end ? from_end(fields, family->status)
	                              : family->status->offset;
	return place;
}

static void fill_answers(const struct family *family, struct vqs_family *made)
{
	made->answer.has_unsupported = family->unsupported;
	made->answer.has_invalid = family->invalid;
	made->answer.has_unnegotiated = family->unnegotiated;
	if (family->unnegotiated)
		made->answer.unnegotiated = family->unnegotiated->number;
	if (family->unsupported)
		made->answer.unsupported = family->unsupported->number;
	if (family->invalid)
		made->answer.invalid = family->invalid->number;
}

static void build_families(struct builder *builder)
{
	const struct model *model = builder->model;

	builder->families = arena_alloc(builder->arena, model->family_count,
	                                sizeof(*builder->families));
	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		struct vqs_family *made = &builder->families[i];

		made->name = family->label.name;
		made->messages = make_messages(builder, family);
		made->message_count = family->count;
		made->opcode = place_opcode(family, family->opcode);
		made->opcode_class = place_opcode(family, family->opcode_class);
		made->status = place_status(family);
		made->tolerant = family->tolerant;
		fill_answers(family, made);
	}
	builder->type->families = builder->families;
	builder->type->family_count = model->family_count;
}

/* ---- Virtqueues ----------------------------------------------------------------------
 */

/* Numbers that don't fit break rules VQ-03, VQ-04 and VQ-08; here they only must fit. */
static uint16_t fit(uint64_t number)
{
	return number > UINT16_MAX ? UINT16_MAX : (uint16_t)number;
}

static void count_row(const struct queue *queue, struct vqs_queue_type *made)
{
	made->count_field = (int16_t)queue->count_field->index;
	made->least = fit(queue->least);
	made->factor = queue->factor > 1 ? queue->factor : 0;
	made->addend = queue->addend;
}

static void build_queues(struct builder *builder)
{
	const struct model *model = builder->model;
	struct vqs_queue_type *made =
	        arena_alloc(builder->arena, model->queue_count, sizeof(*made));

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		made[i] = (struct vqs_queue_type){
			.name = queue->label.name,
			.family = &builder->families[queue->family->index],
			.condition = table_condition(builder, &queue->condition),
			.posted = queue->posted,
			.holds = queue->holds,
			.shifts = queue->shifts,
			.least_buffer = (uint32_t)queue->least_buffer_bytes,
			.size = fit(queue->size.value),
			.index = queue->first,
			.most = fit(queue->most),
			.stride = queue->stride > 1 ? fit(queue->stride) : 0,
			.count_field = -1,
		};
		if (queue->count_field)
			count_row(queue, &made[i]);
		if (queue->least_buffer_field)
			made[i].least_buffer_field =
			        (int16_t)(queue->least_buffer_field->index + 1);
	}
	builder->type->queues = made;
	builder->type->queue_count = model->queue_count;
}

/* ---- What administration commands get and set ------------------------------------- */

static const struct vqs_half *half_of(struct builder *builder,
                                      const struct family *family)
{
	return family ? &make_messages(builder, family)->readable : NULL;
}

static struct vqs_facilities make_facilities(struct builder *builder,
                                             const struct facilities *all)
{
	struct vqs_facility *made =
	        arena_alloc(builder->arena, all->count, sizeof(*made));

	for (unsigned int i = 0; i < all->count; i++) {
		const struct facility *facility = &all->list[i];

		made[i] = (struct vqs_facility){
			.name = facility->label.name,
			.id = fit(facility->id.value),
			.condition = table_condition(builder, &facility->condition),
			.data = half_of(builder, facility->data),
			.selector = half_of(builder, facility->selector),
		};
	}
	return (struct vqs_facilities){ made, all->count };
}

static void build_facilities(struct builder *builder)
{
	const struct facilities *all = builder->model->facilities;

	builder->type->capabilities = make_facilities(builder, &all[FACILITY_CAPABILITY]);
	builder->type->objects = make_facilities(builder, &all[FACILITY_OBJECT]);
	builder->type->parts = make_facilities(builder, &all[FACILITY_PART]);
}

/* ---- Shared memory --------------------------------------------------------------- */

static void build_regions(struct builder *builder)
{
	const struct model *model = builder->model;
	struct vqs_shared_memory *made =
	        arena_alloc(builder->arena, model->region_count, sizeof(*made));

	for (unsigned int i = 0; i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		made[i] = (struct vqs_shared_memory){
			.name = region->label.name,
			.first = region->first,
			.last = region->last,
			.size_field = -1,
			.condition = table_condition(builder, &region->condition),
		};
		if (region->size_field)
			made[i].size_field = (int16_t)region->size_field->index;
	}
	builder->type->regions = made;
	builder->type->region_count = model->region_count;
}

struct table *table_build(const struct model *model)
{
	struct arena *arena = arena_create();
	struct table *table = arena_alloc(arena, 1, sizeof(*table));
	struct builder builder = { .model = model, .arena = arena, .type = &table->type };

	table->memory = arena;
	table->type.name = model->label.name;
	table->type.summary = model->label.summary.value;
	table->type.id = fit(model->id.value);
	build_features(&builder);
	build_at_least_one(&builder);
	table_names(&builder);
	table_bits(&builder);
	table_structs(&builder);
	build_families(&builder);
	build_queues(&builder);
	build_regions(&builder);
	build_facilities(&builder);
	return table;
}

void table_destroy(struct table *table)
{
	if (table)
		arena_destroy(table->memory);
}
