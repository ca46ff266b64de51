/* SPDX-License-Identifier: BSD-3-Clause */
/* Plans: plans.h. */
#include <string.h>

#include "../lib/wire/plan.h"
#include "input.h"
#include "plans.h"

#define BEHIND 16 /* bytes of room that are more than a half needs */

struct planned {
	struct plan decoding, encoding;
	struct plan_room room;
};

static void *some(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	MUST(memory);
	return memory;
}

/* For what has to be written, zeroes too. */
static void *stale(size_t size)
{
	return memset(some(size), 0x5a, size);
}

static void drop(struct planned *planned)
{
	free(planned->room.moves);
	free(planned->room.items);
}

static void plan(struct planned *planned, const struct vqs_half *half,
                 const struct vqs_features *negotiated)
{
	struct plan_room *room = &planned->room;

	plan_decoding(&planned->decoding, half, negotiated, room);
	plan_encoding(&planned->encoding, half, negotiated, room);
	room->moves = some(room->move_count * sizeof(*room->moves));
	room->items = some(room->item_count * plan_item_size());
	room->move_count = room->item_count = 0;
	plan_decoding(&planned->decoding, half, negotiated, room);
	plan_encoding(&planned->encoding, half, negotiated, room);
}

/* ---- Decoding ----------------------------------------------------------------- */

static void same_bytes(const struct vqs_span *one, const struct vqs_span *other)
{
	MUST(one->length == other->length);
	for (uint32_t at = 0; at < one->length; at++) {
		uint8_t byte[2];

		MUST(vqs_span_read(one, at, &byte[0], 1) == 1);
		MUST(vqs_span_read(other, at, &byte[1], 1) == 1);
		MUST(byte[0] == byte[1]);
	}
}

/* The same place can be said in several ways, so spans are what they are of. */
static void same_native(const struct vqs_half *half, const uint8_t *one,
                        const uint8_t *other)
{
	uint8_t *copies[2] = { some(half->memory), some(half->memory) };

	memcpy(copies[0], one, half->memory);
	memcpy(copies[1], other, half->memory);
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_span spans[2];

		if ((field->extent != VQS_COUNTED && field->extent != VQS_REST) ||
		    field->memory == VQS_NOWHERE)
			continue;
		for (unsigned int j = 0; j < 2; j++) {
			memcpy(&spans[j], copies[j] + field->memory, sizeof(spans[j]));
			memset(copies[j] + field->memory, 0, sizeof(spans[j]));
		}
		same_bytes(&spans[0], &spans[1]);
	}
	MUST(memcmp(copies[0], copies[1], half->memory) == 0);
	free(copies[0]);
	free(copies[1]);
}

static void same_error(const struct vqs_wire_error *one,
                       const struct vqs_wire_error *other)
{
	MUST(one->problem == other->problem && one->field == other->field);
	MUST(one->offset == other->offset && one->value == other->value);
}

/* As requests come: not tolerant, and from the start of a segment to be looked at. */
static void decode_quickly(const struct plan *plan, const struct vqs_context *context,
                           const struct vqs_span *from)
{
	uint8_t *natives[2] = { stale(plan->half->memory), stale(plan->half->memory) };

	if (!context->tolerant && !from->skip &&
	    plan_quick_decode(plan, from->segments, from->length, natives[1])) {
		MUST(vqs_half_decode(plan->half, from, context, natives[0], NULL) == 0);
		same_native(plan->half, natives[0], natives[1]);
	}
	free(natives[0]);
	free(natives[1]);
}

/* Into `native`. False: it does not decode. */
static bool decode(const struct plan *plan, const struct vqs_context *context,
                   const struct vqs_span *from, uint8_t *native)
{
	struct vqs_wire_error errors[2] = { { VQS_FINE, NULL, 0, 0 },
		                            { VQS_FINE, NULL, 0, 0 } };
	uint8_t *other = stale(plan->half->memory);
	int results[2] = { vqs_half_decode(plan->half, from, context, native, &errors[0]),
		           plan_decode(plan, from, context, other, &errors[1]) };

	MUST(results[0] == results[1]);
	same_error(&errors[0], &errors[1]);
	if (!results[0])
		same_native(plan->half, native, other);
	free(other);
	decode_quickly(plan, context, from);
	return !results[0];
}

/* ---- Encoding ----------------------------------------------------------------- */

/* Room in two segments. */
struct room {
	uint8_t *bytes;
	struct vqs_segment segments[2];
	struct vqs_span span;
};

static void room_make(struct room *room, uint32_t length, uint32_t cut)
{
	cut = cut < length ? cut : length;
	room->bytes = stale(length);
	room->segments[0] = (struct vqs_segment){ room->bytes, cut };
	room->segments[1] = (struct vqs_segment){ room->bytes + cut, length - cut };
	room->span = (struct vqs_span){ room->segments, 0, length };
}

/* What was written, and how long it is; by whatever of the plan is made for it. */
static bool encode_planned(const struct plan *plan, const struct vqs_context *context,
                           const uint8_t *native, const struct vqs_span *to,
                           uint32_t *length)
{
	bool roomy = to->length >= plan_least(plan->half, context->negotiated);
	uint8_t *end;

	if (roomy && plan_quick_encodes(plan, to->segments)) {
		part_move(&plan->head, native, to->segments->base);
		*length = (uint32_t)plan->exact;
		return true;
	}
	if (roomy && plan->open != UINT32_MAX && plan_closes(plan, native, to, &end)) {
		*length = plan->beside + plan_rest(plan, native)->length;
		if (plan_quick_closes(plan, native, to->segments, to->length))
			MUST(*length == to->length);
		plan_close(plan, native, to->segments, end);
		return true;
	}
	if (plan_quick_copy(plan, native, to->segments, length))
		return true;
	return plan_encode(plan, native, context, to, length, NULL) == 0;
}

static void encode(const struct plan *plan, const struct vqs_context *context,
                   const uint8_t *native, uint32_t length, uint32_t cut, bool in_place)
{
	uint8_t *other = some(plan->half->memory);
	uint32_t written[2];
	struct room rooms[2];

	memcpy(other, native, plan->half->memory);
	for (unsigned int i = 0; i < 2; i++)
		room_make(&rooms[i], length, cut);
	if (in_place)
		plan_part(plan, plan->open, &rooms[1].span,
		          (struct vqs_span *)(void *)(other + plan->rest));
	if (encode_planned(plan, context, other, &rooms[1].span, &written[1])) {
		if (in_place)
			plan_part(plan, plan->open, &rooms[0].span,
			          (struct vqs_span *)(void *)(other + plan->rest));
		MUST(vqs_half_encode(plan->half, other, context, &rooms[0].span,
		                     &written[0], NULL) == 0);
		MUST(written[0] == written[1]);
		MUST(memcmp(rooms[0].bytes, rooms[1].bytes, length) == 0);
	}
	free(rooms[0].bytes);
	free(rooms[1].bytes);
	free(other);
}

void plans_judge(const struct vqs_half *half, const struct vqs_context *context,
                 const struct vqs_span *from, uint32_t cut)
{
	struct planned planned = { .room = { .moves = NULL } };
	uint8_t *native = stale(half->memory);
	uint64_t length;

	plan(&planned, half, context->negotiated);
	if (decode(&planned.decoding, context, from, native)) {
		MUST(vqs_half_length(half, native, context, &length, NULL) == 0);
		encode(&planned.encoding, context, native, (uint32_t)length, cut, false);
		encode(&planned.encoding, context, native, (uint32_t)length + BEHIND, cut,
		       false);
		if (planned.encoding.open != UINT32_MAX)
			encode(&planned.encoding, context, native, (uint32_t)length, cut,
			       true);
	}
	drop(&planned);
	free(native);
}

void plans_judge_native(const struct vqs_half *half, const struct vqs_context *context,
                        const void *native, uint32_t length, uint32_t cut)
{
	struct planned planned = { .room = { .moves = NULL } };

	plan(&planned, half, context->negotiated);
	encode(&planned.encoding, context, native, length, cut, false);
	drop(&planned);
}
