/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Walks through a half: where its fields lie, and how long its parts are, by
 * counts of this half, of the readable one and of the configuration.
 */
#include <errno.h>

#include "internal.h"

/* The list that a reference is into, and the native form of it. */
struct list {
	const struct vqs_field *fields;
	const uint8_t *native; /* NULL: not known */
};

static struct list list_of(const struct walk *walk, enum vqs_source source)
{
	const struct vqs_context *context = walk->context;

	if (source == VQS_HERE)
		return (struct list){ walk->half->fields, walk->native };
	if (source == VQS_READABLE && context->readable_half)
		return (struct list){ context->readable_half->fields, context->readable };
	if (source == VQS_CONFIG && context->config_type)
		return (struct list){ context->config_type->fields, context->config };
	return (struct list){ NULL, NULL };
}

static const struct vqs_field *refer(const struct walk *walk,
                                     const struct vqs_reference *reference,
                                     const uint8_t **native)
{
	struct list list = list_of(walk, (enum vqs_source)reference->source);

	if (!list.native)
		return NULL;
	*native = list.native;
	return &list.fields[reference->field];
}

static bool is_known(const struct walk *walk, const struct vqs_reference *reference)
{
	return reference->source == VQS_NONE ||
	       list_of(walk, (enum vqs_source)reference->source).native;
}

bool count_is_known(const struct walk *walk, const struct vqs_field *field)
{
	return is_known(walk, &field->counter) && is_known(walk, &field->times);
}

/* What a field of a half that is not there holds of the caller's is passed over. */
static bool count_of(const struct walk *walk, const struct vqs_reference *reference,
                     uint64_t *count)
{
	const uint8_t *native;
	const struct vqs_field *field = refer(walk, reference, &native);

	*count = 0;
	if (!field)
		return false;
	if (reference->source == VQS_CONFIG
	            ? vqs_config_valid(field, walk->context->offered,
	                               walk->context->negotiated)
	            : vqs_field_there(field, walk->context->negotiated))
		*count = vqs_native_get(native + field->memory,
		                        (enum vqs_kind)field->kind);
	return *count <= UINT32_MAX;
}

/* ---- Sums ------------------------------------------------------------------ */

/* Fields, and the bytes that hold them: in native form, or as on the wire. */
struct place {
	const struct vqs_field *fields;
	const uint8_t *bytes;
	bool wire;
};

static const uint8_t *bytes_of(const struct place *place, const struct vqs_field *field)
{
	return place->bytes + (place->wire ? field->offset : field->memory);
}

static uint64_t number_at(const struct place *place, const struct vqs_field *field)
{
	enum vqs_kind kind = (enum vqs_kind)field->kind;

	if (place->wire)
		return vqs_scalar_get(bytes_of(place, field), kind);
	return vqs_native_get(bytes_of(place, field), kind);
}

/* The description has a case within the list of what tells the cases apart. */
static bool is_chosen(const struct place *place, const struct vqs_union *union_,
                      const struct vqs_case *one)
{
	uint64_t value = number_at(place, &place->fields[union_->by.field]);

	for (uint32_t i = 0; i < one->when_count; i++)
		if (one->when[i] == value)
			return true;
	return false;
}

static bool step_in(struct place *place, const struct vqs_field **field, uint16_t index)
{
	const struct vqs_union *union_ = (*field)->union_;
	const uint8_t *bytes = bytes_of(place, *field);

	if (!union_) {
		*place =
		        (struct place){ (*field)->structure->fields, bytes, place->wire };
		*field = &place->fields[index];
		return true;
	}
	if (!is_chosen(place, union_, &union_->cases[index]))
		return false;
	*place = (struct place){ &union_->cases[index].field, bytes, true };
	*field = place->fields;
	return true;
}

static uint64_t term_of(const struct place *list, const struct vqs_term *term)
{
	const struct vqs_field *field = &list->fields[term->path[0]];
	struct place place = *list;

	for (uint32_t i = 1; i < term->length; i++)
		if (!step_in(&place, &field, term->path[i]))
			return 0;
	return number_at(&place, field);
}

static bool sum_of(const struct walk *walk, const struct vqs_field *field,
                   uint64_t *count)
{
	struct list list = list_of(walk, (enum vqs_source)field->counter.source);
	const struct place place = { list.fields, list.native, false };

	*count = 0;
	if (!list.native)
		return false;
	for (uint32_t i = 0; i < field->sum->count; i++) {
		const struct vqs_term *term = &field->sum->terms[i];
		uint64_t value = 0;

		if (vqs_field_there(&list.fields[term->path[0]],
		                    walk->context->negotiated))
			value = term_of(&place, term);
		/* One of 64 bits could take a sum around to where it is small. */
		if (value > UINT32_MAX - *count)
			return false;
		*count += value;
	}
	return true;
}

/*
 * Counts are foreign: each is held against what 32 bits can hold before
 * anything is multiplied, and so is their product.
 */
enum vqs_problem counted_bytes(const struct walk *walk, const struct vqs_field *field,
                               uint64_t *bytes)
{
	uint64_t count, times = 1;
	int64_t elements = -1;
	bool sound = field->sum ? sum_of(walk, field, &count)
	                        : count_of(walk, &field->counter, &count);

	if (sound && field->times.source)
		sound = count_of(walk, &field->times, &times);
	*bytes = 0;
	if (sound && count * times <= UINT32_MAX)
		elements = (int64_t)(count * times) * field->factor + field->addend;
	if (elements < 0 || elements > UINT32_MAX ||
	    (field->count && elements > field->count))
		return wire_problem(walk->error, VQS_BAD_COUNT, field, 0, count);
	*bytes = (uint64_t)elements * field_unit(field);
	return VQS_FINE;
}

enum vqs_problem judge_same(const struct walk *walk, const struct vqs_field *field,
                            uint64_t bytes)
{
	const uint8_t *native;
	const struct vqs_field *other = refer(walk, &field->same, &native);
	uint32_t length;

	if (!other || !bytes || !vqs_field_there(other, walk->context->negotiated))
		return VQS_FINE;
	length =
	        ((const struct vqs_span *)(const void *)(native + other->memory))->length;
	if (!length || length == bytes)
		return VQS_FINE;
	return wire_problem(walk->error, VQS_BAD_COUNT, field, 0,
	                    bytes / field_unit(field));
}

enum vqs_problem walk_field(struct walk *walk, uint32_t index)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint64_t bytes = 0, full;
	enum vqs_problem problem;

	if (!field_varies(field)) {
		full = bytes = field_size(field);
		if (walk->half->contextual)
			bytes = field_here(field, walk->context->negotiated);
		walk->end = walk->base + field->offset + bytes;
		walk->base -= full - bytes;
		return VQS_FINE;
	}
	if (field->extent == VQS_COUNTED && count_is_known(walk, field) &&
	    is_there(walk->half, index, walk->context)) {
		problem = counted_bytes(walk, field, &bytes);
		if (problem)
			return problem;
	}
	walk->base += field->offset + bytes;
	walk->end = walk->base;
	return VQS_FINE;
}

enum vqs_problem tail_bytes(const struct walk *walk, uint32_t index, uint64_t *bytes)
{
	struct walk tail =
	        walk_over(walk->half, walk->native, walk->context, walk->error);
	enum vqs_problem problem = VQS_FINE;

	for (uint32_t i = index + 1; i < tail.half->field_count && !problem; i++)
		problem = walk_field(&tail, i);
	*bytes = tail.end;
	return problem;
}

/* ---- Measures ------------------------------------------------------------ */

/* By `native` NULL, a part that the half counts itself counts as nothing. */
static uint64_t walk_all(const struct vqs_half *half, const struct vqs_context *context)
{
	struct walk walk = walk_over(half, NULL, context, NULL);

	for (uint32_t i = 0; i < half->field_count; i++)
		if (walk_field(&walk, i))
			return UINT64_MAX;
	return walk.end;
}

static bool is_counted_here(const struct vqs_field *field)
{
	return field->counter.source == VQS_HERE || field->times.source == VQS_HERE;
}

struct vqs_measure vqs_half_measure(const struct vqs_half *half,
                                    const struct vqs_context *context)
{
	struct vqs_measure measure = { half->head, half->least, half->least };
	uint64_t fixed = 0;
	bool head = true;

	if (!half->contextual)
		return measure;
	context = some_context(context);
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if (!field_varies(field))
			fixed += field_here(field, context->negotiated);
		else if (head && is_there(half, i, context))
			head = false;
		if (head)
			measure.head = (uint32_t)fixed;
	}
	measure.fixed = (uint32_t)fixed;
	measure.least = walk_all(half, context);
	return measure;
}

bool vqs_half_known(const struct vqs_half *half, uint32_t index,
                    const struct vqs_context *context, uint64_t *bytes)
{
	const struct vqs_field *field = &half->fields[index];
	struct walk walk = walk_over(half, NULL, some_context(context), NULL);

	*bytes = 0;
	if (!is_there(half, index, walk.context))
		return true;
	if (field->extent != VQS_COUNTED || !count_is_known(&walk, field))
		return false;
	if (counted_bytes(&walk, field, bytes))
		*bytes = UINT64_MAX;
	return true;
}

bool vqs_half_refers(const struct vqs_half *half, enum vqs_source source)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->counter.source == source || field->times.source == source ||
		    field->same.source == source)
			return true;
	}
	return false;
}

/*
 * A part that is like one of the readable half has the room that there is for
 * it, where this half does not count it.
 */
int vqs_half_room(const struct vqs_half *half, uint32_t room,
                  const struct vqs_context *context, struct vqs_wire_error *error)
{
	uint64_t least = vqs_half_measure(half, context).least;
	struct walk walk = walk_over(half, NULL, some_context(context), error);

	if (room < least) {
		wire_problem(error, VQS_TOO_SHORT, NULL, room, least);
		return -EBADMSG;
	}
	for (uint32_t i = 0; half->contextual && i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->same.source == VQS_READABLE && !is_counted_here(field) &&
		    is_there(half, i, walk.context) &&
		    judge_same(&walk, field, part_extent(&walk, i, room).length))
			return -EBADMSG;
	}
	return 0;
}
