/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Halves of messages: fields in a row, some of them as long as a field before
 * them says, one of them as long as what is left.
 *
 * Where a field lies is decided by one walk, see struct walk.
 */
#include <errno.h>

#include "internal.h"

/* ---- Decoding ------------------------------------------------------------ */

/* Bytes of the REST at `index`, which starts where `from` stands. */
static enum vqs_problem rest_bytes(const struct walk *walk, uint32_t index,
                                   const struct cursor *from, uint64_t *bytes)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint32_t unit = field_unit(field);
	uint64_t tail;
	enum vqs_problem problem = tail_bytes(walk, index, &tail);

	if (problem)
		return problem;
	if (tail > from->left)
		return wire_problem(walk->error, VQS_TOO_SHORT, field, from->at,
		                    from->left);
	*bytes = from->left - tail;
	if (*bytes % unit || (field->count && *bytes / unit > field->count))
		return wire_problem(walk->error, VQS_BAD_COUNT, field, from->at, *bytes);
	return VQS_FINE;
}

static enum vqs_problem part_bytes(const struct walk *walk, uint32_t index,
                                   const struct cursor *from, uint64_t *bytes)
{
	const struct vqs_field *field = &walk->half->fields[index];
	enum vqs_problem problem;

	if (field->extent != VQS_COUNTED)
		return rest_bytes(walk, index, from, bytes);
	problem = counted_bytes(walk, field, bytes);
	if (!problem && *bytes > from->left)
		problem = wire_problem(walk->error, VQS_BAD_COUNT, field, 0,
		                       *bytes / field_unit(field));
	if (problem && walk->error)
		walk->error->offset = from->at;
	return problem;
}

/* A part of variable length: its native form is the span it lies in. */
static enum vqs_problem part_decode(const struct walk *walk, uint32_t index,
                                    struct cursor *from, uint8_t *native)
{
	const struct vqs_field *field = &walk->half->fields[index];
	enum vqs_problem problem = VQS_FINE;
	uint64_t bytes = 0;

	if (is_there(walk->half, index, walk->context))
		problem = part_bytes(walk, index, from, &bytes);
	if (!problem && field->same.source)
		problem = judge_same(walk, field, bytes);
	if (problem)
		return problem;
	if (field->memory != VQS_NOWHERE)
		*(struct vqs_span *)(void *)(native + field->memory) =
		        cursor_span(from, (uint32_t)bytes);
	cursor_skip(from, (uint32_t)bytes);
	return VQS_FINE;
}

/* Bytes of a field of fixed length that are there; the walk takes note of the others. */
static uint64_t bytes_here(struct walk *walk, const struct vqs_field *field)
{
	uint64_t full = field_size(field), here = full;

	if (walk->half->contextual)
		here = field_here(field, walk->context->negotiated);
	walk->base -= full - here;
	return here;
}

static enum vqs_problem field_decode(struct walk *walk, uint32_t index,
                                     struct cursor *from, void *native)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint64_t gap = walk->base + field->offset - from->at;
	uint64_t bytes = field_varies(field) ? 0 : bytes_here(walk, field);
	enum vqs_problem problem;

	if (gap + bytes > from->left)
		return wire_problem(walk->error, VQS_TOO_SHORT, field, from->at,
		                    from->left);
	cursor_skip(from, (uint32_t)gap);
	if (field_varies(field)) {
		problem = part_decode(walk, index, from, native);
		walk->base = from->at;
		return problem;
	}
	if (bytes)
		return fixed_decode(from, field, walk->context, native, walk->error);
	fixed_clear(field, native);
	return VQS_FINE;
}

/*
 * The fields before the first part of variable length, by one look at how many
 * bytes there are; what is short is for the walk to tell. How many fields it was.
 */
static uint32_t head_decode(const struct walk *walk, struct cursor *from, void *native)
{
	const struct vqs_half *half = walk->half;
	uint32_t i;

	if (half->contextual || from->left < half->head)
		return 0;
	for (i = 0; i < half->field_count && !field_varies(&half->fields[i]); i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->offset > from->at)
			cursor_skip(from, field->offset - from->at);
		if (fixed_decode(from, field, walk->context, native, walk->error))
			return UINT32_MAX;
	}
	return i;
}

int walk_decode(struct walk *walk, uint32_t index, struct cursor *from, void *native)
{
	for (uint32_t i = index; i < walk->half->field_count; i++)
		if (field_decode(walk, i, from, native))
			return -EBADMSG;
	if (from->left && !walk->context->tolerant) {
		wire_problem(walk->error, VQS_TOO_LONG, NULL, from->at, from->left);
		return -EBADMSG;
	}
	return 0;
}

int vqs_half_decode(const struct vqs_half *half, const struct vqs_span *from,
                    const struct vqs_context *context, void *native,
                    struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(from);
	struct walk walk = walk_over(half, native, some_context(context), error);
	uint32_t i = head_decode(&walk, &cursor, native);

	return i == UINT32_MAX ? -EBADMSG : walk_decode(&walk, i, &cursor, native);
}

/* ---- Encoding ------------------------------------------------------------ */

static bool is_counted(const struct walk *walk, const struct vqs_field *field,
                       uint64_t bytes)
{
	uint32_t unit = field_unit(field);
	uint64_t counted;

	if (field->extent == VQS_COUNTED)
		return !counted_bytes(walk, field, &counted) && counted == bytes;
	return bytes % unit == 0 && (!field->count || bytes / unit <= field->count);
}

/* Bytes of a native span, which has to be what its count, unit and bound say. */
static enum vqs_problem native_bytes(const struct walk *walk, uint32_t index,
                                     uint64_t *bytes)
{
	const struct vqs_field *field = &walk->half->fields[index];
	const uint8_t *at = (const uint8_t *)walk->native + field->memory;

	*bytes = 0;
	if (field->memory == VQS_NOWHERE || !is_there(walk->half, index, walk->context))
		return VQS_FINE;
	*bytes = ((const struct vqs_span *)(const void *)at)->length;
	if (!is_counted(walk, field, *bytes))
		return wire_problem(walk->error, VQS_BAD_COUNT, field,
		                    (uint32_t)walk->end, *bytes / field_unit(field));
	return field->same.source ? judge_same(walk, field, *bytes) : VQS_FINE;
}

int vqs_half_length(const struct vqs_half *half, const void *native,
                    const struct vqs_context *context, uint64_t *length,
                    struct vqs_wire_error *error)
{
	struct walk walk = walk_over(half, native, some_context(context), error);

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		uint64_t bytes;

		if (!field_varies(field)) {
			bytes = bytes_here(&walk, field);
			walk.end = walk.base + field->offset + field_size(field);
			continue;
		}
		if (native_bytes(&walk, i, &bytes))
			return -EINVAL;
		walk.base += field->offset + bytes;
		walk.end = walk.base;
	}
	*length = walk.end;
	return 0;
}

/*
 * A REST that something follows takes all the room there is, since the reader
 * looks for what follows at the end: `spare` is the room beyond its own bytes.
 */
static void part_encode(const struct vqs_field *field, const uint8_t *native,
                        struct cursor *to, uint32_t spare)
{
	const struct vqs_span *span = (const void *)(native + field->memory);
	struct cursor from;

	if (field->memory != VQS_NOWHERE) {
		from = cursor_over(span);
		cursor_copy(to, &from, span->length);
	}
	if (field->extent == VQS_REST)
		cursor_clear(to, spare);
}

static enum vqs_problem field_encode(struct walk *walk, uint32_t index, struct cursor *to,
                                     uint32_t spare)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint64_t gap = walk->base + field->offset - to->at;

	if (field_varies(field)) {
		cursor_clear(to, (uint32_t)gap);
		if (is_there(walk->half, index, walk->context))
			part_encode(field, walk->native, to, spare);
		walk->base = to->at;
		return VQS_FINE;
	}
	if (!bytes_here(walk, field))
		return VQS_FINE;
	cursor_clear(to, (uint32_t)gap);
	return fixed_encode(to, field, walk->context, walk->native, walk->error);
}

/* As head_decode(). */
static uint32_t head_encode(const struct walk *walk, struct cursor *to)
{
	const struct vqs_half *half = walk->half;
	uint32_t i;

	if (half->contextual)
		return 0;
	for (i = 0; i < half->field_count && !field_varies(&half->fields[i]); i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->offset > to->at)
			cursor_clear(to, field->offset - to->at);
		if (fixed_encode(to, field, walk->context, walk->native, walk->error))
			return UINT32_MAX;
	}
	return i;
}

static int half_encode(struct walk *walk, struct cursor *to, uint32_t spare)
{
	uint32_t i = head_encode(walk, to);

	if (i == UINT32_MAX)
		return -EINVAL;
	for (; i < walk->half->field_count; i++)
		if (field_encode(walk, i, to, spare))
			return -EINVAL;
	return 0;
}

int vqs_half_encode(const struct vqs_half *half, const void *native,
                    const struct vqs_context *context, const struct vqs_span *to,
                    uint32_t *length, struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(to);
	struct walk walk = walk_over(half, native, some_context(context), error);
	uint64_t need = half->least;
	uint32_t spare = 0;

	*length = 0;
	if (half->memory && !native) {
		wire_problem(error, VQS_BAD_VALUE, NULL, 0, 0);
		return -EINVAL;
	}
	if ((half->variable || half->contextual) &&
	    vqs_half_length(half, native, context, &need, error))
		return -EINVAL;
	if (need > to->length) {
		wire_problem(error, VQS_TOO_SHORT, NULL, to->length, need);
		return -EMSGSIZE;
	}
	if (half->variable && !rest_is_last(half, walk.context))
		spare = to->length - (uint32_t)need;
	if (half_encode(&walk, &cursor, spare))
		return -EINVAL;
	*length = cursor.at;
	return 0;
}

/* ---- By place alone ------------------------------------------------------ */

/* Bytes that the part at `index` may take of `room`, in whole elements. */
static uint64_t part_room(const struct walk *walk, uint32_t index, uint64_t room)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint32_t unit = field_unit(field);
	uint64_t tail, bytes;

	if (field->extent == VQS_COUNTED && count_is_known(walk, field))
		return counted_bytes(walk, field, &bytes) || bytes > room ? 0 : bytes;
	if (tail_bytes(walk, index, &tail) || tail > room)
		return 0;
	bytes = (room - tail) / unit * unit;
	if (field->count && bytes / unit > field->count)
		bytes = (uint64_t)field->count * unit;
	return bytes;
}

/* Whether the walk can tell where the field after `index` starts. */
static bool ends_somewhere(const struct walk *walk, uint32_t index)
{
	const struct vqs_field *field = &walk->half->fields[index];

	return !field_varies(field) || !is_there(walk->half, index, walk->context) ||
	       (field->extent == VQS_COUNTED && count_is_known(walk, field)) ||
	       walk->native;
}

struct extent part_extent(const struct walk *from, uint32_t index, uint32_t room)
{
	static const struct extent nothing;
	struct walk walk = *from;
	uint64_t start;

	if (index >= walk.half->field_count || !field_varies(&walk.half->fields[index]) ||
	    !is_there(walk.half, index, walk.context))
		return nothing;
	for (uint32_t i = 0; i < index; i++)
		if (walk_field(&walk, i) || !ends_somewhere(&walk, i))
			return nothing;
	start = walk.base + walk.half->fields[index].offset;
	if (start > room)
		return nothing;
	return (struct extent){ (uint32_t)start,
		                (uint32_t)part_room(&walk, index, room - start) };
}

struct vqs_span vqs_half_part(const struct vqs_half *half, uint32_t index,
                              const struct vqs_span *of,
                              const struct vqs_context *context, const void *native)
{
	const struct walk walk = walk_over(half, native, some_context(context), NULL);
	const struct extent extent = part_extent(&walk, index, of->length);

	return vqs_span_part(of, extent.start, extent.length);
}
