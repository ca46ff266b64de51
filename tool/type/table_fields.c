/* SPDX-License-Identifier: BSD-3-Clause */
/* Fields in the runtime's table: their names, bits, unions, lists and structures. */
#include "table_builder.h"

#include <string.h>

#include "type_text.h"

void table_names(struct builder *builder)
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

		list[i].condition = table_condition(builder, &limit->condition);
		list[i].unless = table_condition(builder, &limit->unless);
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
		.condition = table_condition(builder, &field->condition),
		.unless = table_condition(builder, &field->unless),
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

void table_bits(struct builder *builder)
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

const struct vqs_field *table_fields(struct builder *builder, const struct fields *fields,
                                     struct native *native)
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
	made->fields = table_fields(builder, &structure->fields, &native);
	made->field_count = structure->fields.count;
	made->size = structure->size;
	made->memory = native.size;
	made->tailed = structure->tailed;
	return native;
}

void table_structs(struct builder *builder)
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
