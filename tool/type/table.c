/* SPDX-License-Identifier: BSD-3-Clause */
/* A model as the runtime's table, in memory. */
#include "table.h"

#include <string.h>

#include "arena.h"
#include "native.h"
#include "type_text.h"

struct builder {
	const struct model *model;
	struct arena *arena;
	struct vqs_type *type;
	struct vqs_names *names;  /* by index of the values */
	struct vqs_bits *bits;    /* by index of the bits */
	struct vqs_union *unions; /* by index of the unions */
	struct vqs_list *lists;   /* by index of the lists */
	struct vqs_struct *structs;
	struct native_table natives;
	struct vqs_family *families;
};

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

static const struct vqs_condition *point_to_condition(struct builder *builder,
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

/* ---- Fields ------------------------------------------------------------------------ */

static void build_names(struct builder *builder)
{
	const struct model *model = builder->model;

	builder->names =
	        arena_alloc(builder->arena, model->values_count, sizeof(*builder->names));
	for (unsigned int i = 0; i < model->values_count; i++) {
		const struct values *values = model->values[i];
		struct vqs_name *list =
		        arena_alloc(builder->arena, values->count, sizeof(*list));

		for (unsigned int j = 0; j < values->count; j++)
			list[j] = (struct vqs_name){ values->values[j].label.name,
				                     values->values[j].number };
		builder->names[i] = (struct vqs_names){ list, values->count };
	}
}

static uint16_t flags_of(const struct field *field)
{
	unsigned int flags = 0;

	if (field->role == ROLE_RESERVED)
		flags |= VQS_RESERVED;
	if (field->reserved_strict)
		flags |= VQS_STRICT;
	if (field->reserved_skip)
		flags |= VQS_SKIP;
	if (field->role == ROLE_OPCODE)
		flags |= VQS_OPCODE;
	if (field->role == ROLE_CLASS)
		flags |= VQS_CLASS;
	if (field->role == ROLE_STATUS)
		flags |= VQS_STATUS;
	if (field->min.given || field->max.given)
		flags |= VQS_RANGE;
	if (field->values && !field->values->open)
		flags |= VQS_CLOSED;
	if (field->values && field->values->flags)
		flags |= VQS_FLAGS;
	if (field->volatile_)
		flags |= VQS_VOLATILE;
	if (field->addresses)
		flags |= VQS_ADDRESSES;
	if (field->survives_reset)
		flags |= VQS_SURVIVES;
	return (uint16_t)flags;
}

static uint32_t count_of(const struct field *field)
{
	if (field->extent == VQS_ARRAY)
		return field->elements;
	return field->most.given ? (uint32_t)field->most.value : 0;
}

static struct vqs_reference refer(const struct reference *reference)
{
	if (!reference->field)
		return (struct vqs_reference){ .source = VQS_NONE };
	return (struct vqs_reference){ (uint16_t)reference->source,
		                       (uint16_t)reference->field->index };
}

static const struct vqs_sum *make_sum(struct builder *builder, const struct count *count)
{
	struct vqs_sum *sum;
	struct vqs_term *terms;

	if (!count->term_count)
		return NULL;
	sum = arena_alloc(builder->arena, 1, sizeof(*sum));
	terms = arena_alloc(builder->arena, count->term_count, sizeof(*terms));
	for (unsigned int i = 0; i < count->term_count; i++) {
		const struct term *term = &count->terms[i];
		uint16_t *path =
		        arena_alloc(builder->arena, term->length + 1, sizeof(*path));

		path[0] = (uint16_t)term->field->index;
		memcpy(path + 1, term->path, term->length * sizeof(*path));
		terms[i] = (struct vqs_term){ path, term->length + 1 };
	}
	*sum = (struct vqs_sum){ terms, count->term_count };
	return sum;
}

static const struct vqs_limits *make_limits(struct builder *builder,
                                            const struct field *field)
{
	struct vqs_limits *limits;
	struct vqs_limit *list;

	if (field->limit_count == 0)
		return NULL;
	limits = arena_alloc(builder->arena, 1, sizeof(*limits));
	list = arena_alloc(builder->arena, field->limit_count, sizeof(*list));
	for (unsigned int i = 0; i < field->limit_count; i++) {
		const struct limit *limit = &field->limits[i];

		list[i].condition = point_to_condition(builder, &limit->condition);
		list[i].unless = point_to_condition(builder, &limit->unless);
		list[i].min = limit->min.given ? limit->min.value : 0;
		list[i].max =
		        limit->max.given ? limit->max.value : scalar_max(field->kind);
	}
	*limits = (struct vqs_limits){ list, field->limit_count };
	return limits;
}

static void fill_field(struct builder *builder, const struct field *field,
                       struct vqs_field *made)
{
	uint64_t max = field->kind == VQS_STRUCT ? 0 : scalar_max(field->kind);

	*made = (struct vqs_field){
		.name = field->label.name,
		.kind = (uint8_t)field->kind,
		.extent = (uint8_t)field->extent,
		.access = (uint8_t)field->access,
		.flags = flags_of(field),
		.counter = refer(&field->count.counter),
		.times = refer(&field->count.times),
		.sum = make_sum(builder, &field->count),
		.factor = field->count.factor,
		.addend = field->count.addend,
		.count = count_of(field),
		.offset = field->offset,
		.mask = field->mask.value,
		.condition = point_to_condition(builder, &field->condition),
		.unless = point_to_condition(builder, &field->unless),
		.limits = make_limits(builder, field),
		.same = refer(&field->same),
	};
	if (made->flags & VQS_RANGE) {
		made->min = field->min.given ? field->min.value : 0;
		made->max = field->max.given ? field->max.value : max;
	}
	if (field->kind == VQS_STRUCT)
		made->structure = &builder->structs[field->structure->index];
	if (field->values)
		made->names = &builder->names[field->values->index];
	if (field->bits)
		made->bits = &builder->bits[field->bits->index];
	if (field->union_)
		made->union_ = &builder->unions[field->union_->index];
	if (field->list)
		made->list = &builder->lists[field->list->index];
}

static void fill_union(struct builder *builder, const struct union_type *type,
                       struct vqs_union *made)
{
	struct vqs_case *cases =
	        arena_alloc(builder->arena, type->cases.count, sizeof(*cases));

	for (unsigned int i = 0; i < type->cases.count; i++) {
		fill_field(builder, &type->cases.fields[i], &cases[i].field);
		cases[i].when = type->when[i].values;
		cases[i].when_count = type->when[i].count;
	}
	*made = (struct vqs_union){
		.cases = cases,
		.count = type->cases.count,
		.by = refer(&type->by),
	};
	if (type->length)
		made->length =
		        (struct vqs_reference){ VQS_HERE, (uint16_t)type->length->index };
}

static void fill_list(struct builder *builder, const struct list_type *list,
                      struct vqs_list *made)
{
	const struct vqs_struct *head = &builder->structs[list->head->index];
	struct vqs_item_type *items =
	        arena_alloc(builder->arena, list->items.count, sizeof(*items));

	for (unsigned int i = 0; i < list->items.count; i++) {
		fill_field(builder, &list->items.fields[i], &items[i].field);
		items[i].value = list->values[i];
		items[i].whole = list->whole[i];
	}
	*made = (struct vqs_list){
		.name = list->label.name,
		.head = head,
		.length = &head->fields[list->length->index],
		.items = items,
		.count = list->items.count,
		.align = (uint32_t)list->align.value,
		.includes_head = list->includes_head,
		.ends = list->ends,
		.end = list->end,
	};
	if (list->type)
		made->type = &head->fields[list->type->index];
	if (list->range)
		made->range = &made->type->bits->ranges[list->range->index];
}

static void build_lists(struct builder *builder)
{
	const struct model *model = builder->model;

	for (unsigned int i = 0; i < model->list_count; i++)
		fill_list(builder, model->lists[i], &builder->lists[i]);
}

/* After the structures have their places. */
static void build_unions(struct builder *builder)
{
	const struct model *model = builder->model;

	for (unsigned int i = 0; i < model->union_count; i++)
		fill_union(builder, model->unions[i], &builder->unions[i]);
}

static void build_bits(struct builder *builder)
{
	const struct model *model = builder->model;

	builder->bits =
	        arena_alloc(builder->arena, model->bits_count, sizeof(*builder->bits));
	for (unsigned int i = 0; i < model->bits_count; i++) {
		const struct bits *bits = model->bits[i];
		struct vqs_field *ranges =
		        arena_alloc(builder->arena, bits->ranges.count, sizeof(*ranges));

		for (unsigned int j = 0; j < bits->ranges.count; j++) {
			fill_field(builder, &bits->ranges.fields[j], &ranges[j]);
			ranges[j].count = bits->ranges.fields[j].size;
			ranges[j].memory = VQS_NOWHERE;
		}
		builder->bits[i] = (struct vqs_bits){ ranges, bits->ranges.count,
			                              bits->ignored, bits->strict };
	}
}

static const struct vqs_field *
make_fields(struct builder *builder, const struct fields *fields, struct native *native)
{
	struct vqs_field *made =
	        arena_alloc(builder->arena, fields->count, sizeof(*made));
	uint32_t *places = arena_alloc(builder->arena, fields->count, sizeof(*places));

	*native = native_lay_out(&builder->natives, fields, places);
	for (unsigned int i = 0; i < fields->count; i++) {
		fill_field(builder, &fields->fields[i], &made[i]);
		made[i].memory = places[i];
	}
	return made;
}

static struct native fill_struct(struct builder *builder,
                                 const struct structure *structure,
                                 struct vqs_struct *made)
{
	struct native native;

	made->name = structure->label.name;
	made->fields = make_fields(builder, &structure->fields, &native);
	made->field_count = structure->fields.count;
	made->size = structure->size;
	made->memory = native.size;
	made->tailed = structure->tailed;
	return native;
}

static void build_structs(struct builder *builder)
{
	const struct model *model = builder->model;
	unsigned int count = model->structure_count;

	builder->structs = arena_alloc(builder->arena, count, sizeof(*builder->structs));
	builder->lists =
	        arena_alloc(builder->arena, model->list_count, sizeof(*builder->lists));
	builder->unions =
	        arena_alloc(builder->arena, model->union_count, sizeof(*builder->unions));
	builder->natives.of =
	        arena_alloc(builder->arena, count, sizeof(*builder->natives.of));
	for (unsigned int i = 0; i < count; i++)
		builder->natives.of[i] =
		        fill_struct(builder, model->structures[i], &builder->structs[i]);
	fill_struct(builder, &model->config, &builder->type->config);
	build_unions(builder);
	build_lists(builder);
}

/* ---- Messages ---------------------------------------------------------------------- */

static void fill_half(struct builder *builder, const struct half *half,
                      struct vqs_half *made)
{
	struct native native;

	made->fields = make_fields(builder, &half->fields, &native);
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
		made[i].condition = point_to_condition(builder, &message->condition);
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
			.condition = point_to_condition(builder, &queue->condition),
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
			.condition = point_to_condition(builder, &facility->condition),
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
			.condition = point_to_condition(builder, &region->condition),
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
	build_names(&builder);
	build_bits(&builder);
	build_structs(&builder);
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
