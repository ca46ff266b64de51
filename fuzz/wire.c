/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Hostile bytes against the codec, by the lamp's table, which has every
 * construct. Each segment is an allocation of its own length. What decodes must
 * encode to a half of the same length that decodes again; and a native
 * structure of random values with sound spans must not make the encoder
 * overstep its room, whatever it says of them. Plans do what the walk does,
 * with a half that begins and ends anywhere in its segments.
 */
#include <errno.h>
#include <string.h>

#include "input.h"
#include "lamp_type.h"
#include "plans.h"

#define SEGMENTS 8
#define NATIVE   256

struct half_in_pieces {
	struct vqs_segment segments[SEGMENTS];
	unsigned int count;
	struct vqs_span span;
};

/* Segments of random lengths, some of them 0, filled with what follows in the input. */
static void make(struct input *input, struct half_in_pieces *half)
{
	half->count = 1 + input8(input) % SEGMENTS;
	half->span = (struct vqs_span){ half->segments, 0, 0 };
	for (unsigned int i = 0; i < half->count; i++) {
		struct vqs_segment *segment = &half->segments[i];
		uint8_t *bytes;

		segment->length = input8(input) % 64;
		segment->base = bytes = malloc(segment->length ? segment->length : 1);
		MUST(bytes);
		for (uint32_t at = 0; at < segment->length; at++)
			bytes[at] = input8(input);
		half->span.length += segment->length;
	}
	/* A span may begin within a segment and end before the last. */
	half->span.skip = half->span.length ? input8(input) % half->span.length : 0;
	half->span.length -= half->span.skip;
	if (half->span.length)
		half->span.length -= input8(input) % half->span.length;
}

static void make_room(struct half_in_pieces *half, uint32_t length)
{
	half->count = 2;
	half->segments[0].length = length / 3;
	half->segments[1].length = length - length / 3;
	half->span = (struct vqs_span){ half->segments, 0, length };
	for (unsigned int i = 0; i < 2; i++) {
		half->segments[i].base = malloc(half->segments[i].length + 1);
		MUST(half->segments[i].base);
		memset(half->segments[i].base, 0xaa, half->segments[i].length);
	}
}

static void drop(struct half_in_pieces *half)
{
	for (unsigned int i = 0; i < half->count; i++)
		free(half->segments[i].base);
}

/* Spans of what was decoded are all readable. */
static void read_spans(const struct vqs_half *half, const uint8_t *native)
{
	uint8_t to[64];

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_span span;

		if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
			continue;
		memcpy(&span, native + field->memory, sizeof(span));
		for (uint32_t at = 0; at < span.length; at += sizeof(to))
			MUST(vqs_span_read(&span, at, to, sizeof(to)) > 0);
	}
}

static void decode(const struct vqs_half *half, const struct vqs_span *from,
                   bool tolerant)
{
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	_Alignas(8) uint8_t native[NATIVE], again[NATIVE];
	const struct vqs_context context = { .opcode = 1, .tolerant = tolerant };
	struct half_in_pieces room;
	uint32_t length;
	int result = vqs_half_decode(half, from, &context, native, &error);

	MUST(half->memory <= NATIVE);
	MUST(result == 0 || result == -EBADMSG);
	MUST((result == 0) == (error.problem == VQS_FINE));
	MUST(error.offset <= from->length);
	if (result)
		return;
	read_spans(half, native);
	make_room(&room, from->length);
	MUST(vqs_half_encode(half, native, &context, &room.span, &length, NULL) == 0);
	MUST(length <= from->length && (tolerant || length == from->length));
	room.span.length = length;
	MUST(vqs_half_decode(half, &room.span, NULL, again, NULL) == 0);
	drop(&room);
}

/* Any values; spans of the half's own bytes, whole, of a part, or of none. */
static void encode(struct input *input, const struct vqs_half *half,
                   const struct vqs_span *bytes, uint64_t opcode)
{
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	_Alignas(8) uint8_t native[NATIVE];
	const struct vqs_context context = { .opcode = opcode };
	struct half_in_pieces room;
	uint32_t length, space = input8(input);
	int result;

	for (unsigned int i = 0; i < NATIVE; i++)
		native[i] = input8(input);
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_span span = vqs_span_part(bytes, input8(input), input8(input));

		if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
			memcpy(native + field->memory, &span, sizeof(span));
	}
	make_room(&room, space);
	result = vqs_half_encode(half, native, &context, &room.span, &length, &error);
	MUST(result == 0 || result == -EINVAL || result == -EMSGSIZE);
	MUST((result == 0) == (error.problem == VQS_FINE));
	MUST(length <= space && (result == 0 || length == 0));
	for (uint32_t i = 0; i <= half->field_count; i++)
		MUST(vqs_half_part(half, i, &room.span, NULL,
		                   input8(input) & 1 ? native : NULL)
		             .length <= space);
	plans_judge_native(half, &context, native, space, input8(input));
	drop(&room);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	const struct vqs_family *family =
	        &lamp_type.families[input8(&input) % lamp_type.family_count];
	const struct vqs_message *message =
	        &family->messages[input8(&input) % family->message_count];
	uint8_t options = input8(&input);
	const struct vqs_half *half =
	        options & 1 ? &message->readable : &message->writable;
	struct half_in_pieces from;
	const struct vqs_message *found;

	make(&input, &from);
	found = vqs_family_find(family, &from.span, NULL);
	MUST(!found || (found >= family->messages &&
	                found < family->messages + family->message_count));
	decode(half, &from.span, options & 2);
	plans_judge(half, &(struct vqs_context){ .opcode = 1, .tolerant = options & 2 },
	            &from.span, options >> 2);
	encode(&input, half, &from.span, message->opcode);
	drop(&from);
	return 0;
}
