/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Plans at work, but for what plan.h has: fields that are judged, and halves
 * that do not end with their head.
 */
#include <string.h>

#include "items.h"

/* What a part is moved from and to; `at`: the offset of `wire` in the half. */
struct plan_place {
	uint8_t *wire;
	uint8_t *native;
	uint32_t at;
};

/* Of the values that are allowed most can be told at once; the judge has the last word. */
static bool is_plain(const struct plan_item *item, uint64_t value)
{
	return value - item->low <= item->width && !(value & item->beyond);
}

static struct cursor cursor_at_item(const struct plan_item *item,
                                    const struct plan_place *place,
                                    struct vqs_segment *segment)
{
	*segment = (struct vqs_segment){ place->wire + item->wire, item->bytes };
	return (struct cursor){ segment, 0, item->bytes, place->at + item->wire };
}

/* A scalar whose value was moved. */
static enum vqs_problem judge_value(const struct plan_item *item,
                                    const struct plan_place *place,
                                    const struct vqs_context *context,
                                    struct vqs_wire_error *error)
{
	const struct vqs_field *field = item->field;
	struct found found = { .at = place->at + item->wire };

	found.value = vqs_native_get(place->native + item->native + field->memory,
	                             (enum vqs_kind)field->kind);
	if (is_plain(item, found.value))
		return VQS_FINE;
	return value_judge(field, &found, context, error);
}

static enum vqs_problem item_decode(const struct plan_item *item,
                                    const struct plan_place *place,
                                    const struct vqs_context *context,
                                    struct vqs_wire_error *error)
{
	uint8_t *native = place->native + item->native;
	struct vqs_segment segment;
	struct cursor from = cursor_at_item(item, place, &segment);

	switch (item->what) {
	case PLAN_VALUE:
		return judge_value(item, place, context, error);
	case PLAN_ABSENT:
		fixed_clear(item->field, native);
		return VQS_FINE;
	case PLAN_TAIL_OFF:
		memset(native, 0, item->bytes);
		return VQS_FINE;
	case PLAN_RUN:
		cursor_read(&from, native, item->bytes);
		return VQS_FINE;
	}
	return fixed_decode(&from, item->field, context, native, error);
}

static enum vqs_problem item_encode(const struct plan_item *item,
                                    const struct plan_place *place,
                                    const struct vqs_context *context,
                                    struct vqs_wire_error *error)
{
	const uint8_t *native = place->native + item->native;
	struct vqs_segment segment;
	struct cursor to = cursor_at_item(item, place, &segment);

	switch (item->what) {
	case PLAN_VALUE:
		return judge_value(item, place, context, error);
	case PLAN_RUN:
		cursor_write(&to, native, item->bytes);
		return VQS_FINE;
	case PLAN_GAP:
		cursor_clear(&to, item->bytes);
		return VQS_FINE;
	}
	return fixed_encode(&to, item->field, context, native, error);
}

/* What comes after the head, which was decoded. */
static int decode_on(const struct plan *plan, const struct vqs_span *from,
                     const struct vqs_context *context, void *native,
                     struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(from);
	struct walk walk = walk_over(plan->half, native, context, error);

	cursor_skip(&cursor, plan->head.bytes);
	walk.base = plan->base;
	return walk_decode(&walk, plan->fields, &cursor, native);
}

/* An empty head may be of an empty span, which has no segment. */
static uint8_t *start_of(const struct vqs_span *span, uint32_t bytes)
{
	return bytes ? (uint8_t *)span->segments->base + span->skip : NULL;
}

int plan_decode(const struct plan *plan, const struct vqs_span *from,
                const struct vqs_context *context, void *native,
                struct vqs_wire_error *error)
{
	uint32_t bytes = plan->head.bytes, left = from->length - bytes;
	struct plan_place place;

	if (plan->shape == PLAN_WALK || !plan_within(from, bytes))
		return vqs_half_decode(plan->half, from, context, native, error);
	place = (struct plan_place){ start_of(from, bytes), native, 0 };
	part_move(&plan->head, place.wire, native);
	plan_read();
	for (uint32_t i = 0; i < plan->head.item_count; i++)
		if (item_decode(&plan->head.items[i], &place, context, error))
			return -EBADMSG;
	if (plan->shape == PLAN_FIXED && left == 0)
		return 0;
	return decode_on(plan, from, context, native, error);
}

/* ---- A REST, and what follows it --------------------------------------------- */

static int part_fill(const struct plan_part *part, const struct plan_place *place,
                     const struct vqs_context *context, struct vqs_wire_error *error)
{
	part_move(part, place->native, place->wire);
	for (uint32_t i = 0; i < part->item_count; i++)
		if (item_encode(&part->items[i], place, context, error))
			return -EINVAL;
	return 0;
}

/* From one piece into one piece; false: it is not so. */
static bool copy_piece(const struct vqs_span *to, uint32_t at,
                       const struct vqs_span *from)
{
	const struct vqs_segment *target = to->segments, *source = from->segments;
	uint64_t begin = (uint64_t)to->skip + at;

	if (from->length && (begin + from->length > target->length ||
	                     (uint64_t)from->skip + from->length > source->length))
		return false;
	/* A driver may lay two buffers over each other. */
	if (from->length)
		memmove((uint8_t *)target->base + begin,
		        (const uint8_t *)source->base + from->skip, from->length);
	return true;
}

/* What lies there already is left alone. */
static void rest_copy(const struct vqs_span *to, uint32_t at, const struct vqs_span *from)
{
	struct cursor target, source;

	if (from->segments == to->segments && from->skip == to->skip + at)
		return;
	if (copy_piece(to, at, from))
		return;
	target = cursor_over(to);
	cursor_skip(&target, at);
	source = cursor_over(from);
	cursor_copy(&target, &source, from->length);
}

/* Room that the REST leaves before what follows it is the general way's to clear. */
static bool rest_fits(const struct plan *plan, uint32_t bytes, uint32_t room)
{
	uint64_t need = (uint64_t)bytes + plan->tail.bytes;

	return !(bytes & plan->unit) && bytes <= plan->most &&
	       (plan->tail.bytes ? need == room : need <= room);
}

static int encode_rest(const struct plan *plan, const void *native,
                       const struct vqs_context *context, const struct vqs_span *to,
                       uint32_t *length, struct vqs_wire_error *error)
{
	uint32_t bytes = plan->head.bytes, tail = plan->tail.bytes;
	uint8_t *from = (uint8_t *)(uintptr_t)native;
	const struct vqs_span *rest = (const void *)(from + plan->rest);
	struct plan_place place = { start_of(to, bytes), from, 0 };
	uint8_t *end = NULL;

	if ((plan->shape != PLAN_REST && plan->shape != PLAN_TAIL) ||
	    !rest_fits(plan, rest->length, to->length - bytes))
		return 1;
	if (tail && !(end = plan_piece(to->segments,
	                               (uint64_t)to->skip + to->length - tail, tail)))
		return 1;
	if (part_fill(&plan->head, &place, context, error))
		return -EINVAL;
	rest_copy(to, bytes, rest);
	place = (struct plan_place){ end, from, to->length - tail };
	if (tail && part_fill(&plan->tail, &place, context, error))
		return -EINVAL;
	*length = bytes + rest->length + tail;
	return 0;
}

int plan_encode(const struct plan *plan, const void *native,
                const struct vqs_context *context, const struct vqs_span *to,
                uint32_t *length, struct vqs_wire_error *error)
{
	uint32_t bytes = plan->head.bytes;
	struct plan_place place;

	if (plan->shape == PLAN_WALK || !plan_within(to, bytes) ||
	    (!native && plan->half->memory))
		return 1;
	if (plan->shape != PLAN_FIXED)
		return encode_rest(plan, native, context, to, length, error);
	/* Encoding does not write to the native form. */
	place = (struct plan_place){ start_of(to, bytes), (uint8_t *)(uintptr_t)native,
		                     0 };
	*length = bytes;
	return part_fill(&plan->head, &place, context, error);
}
