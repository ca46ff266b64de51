/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Halves of messages: fields in a row, some of them as long as a field before
 * them says, one of them as long as what is left.
 *
 * Where a field lies is decided by one walk: `base` is the end of the last
 * part of variable length, and offsets count from there.
 */
#include <errno.h>

#include "internal.h"

/* Where a walk through a half has come to. */
struct walk {
	const struct vqs_half *half;
	const void *native; /* has the counts; NULL: they count as none */
	uint64_t base, end; /* of the last part of variable length; of what was walked */
	struct vqs_wire_error *error;
};

/*
 * Bytes of a COUNTED field. A count is foreign: it is held against what 32
 * bits can hold before anything is multiplied.
 */
static enum vqs_problem counted_bytes(const struct walk *walk,
                                      const struct vqs_field *field, uint64_t *bytes)
{
	const struct vqs_field *counter = &walk->half->fields[field->counter];
	const uint8_t *at = (const uint8_t *)walk->native + counter->memory;
	uint64_t count = vqs_native_get(at, (enum vqs_kind)counter->kind);
	int64_t elements;

	*bytes = 0;
	if (count > UINT32_MAX)
		return wire_problem(walk->error, VQS_BAD_COUNT, field, 0, count);
	elements = (int64_t)count * field->factor + field->addend;
	if (elements < 0 || elements > UINT32_MAX ||
	    (field->count && elements > field->count))
		return wire_problem(walk->error, VQS_BAD_COUNT, field, 0, count);
	*bytes = (uint64_t)elements * field_unit(field);
	return VQS_FINE;
}

/* Steps over field `index`, the REST counting as nothing. */
static enum vqs_problem walk_field(struct walk *walk, uint32_t index)
{
	const struct vqs_field *field = &walk->half->fields[index];
	uint64_t bytes = 0;
	enum vqs_problem problem;

	if (!field_varies(field)) {
		walk->end = walk->base + field->offset + field_size(field);
		return VQS_FINE;
	}
	if (field->extent == VQS_COUNTED && walk->native) {
		problem = counted_bytes(walk, field, &bytes);
		if (problem)
			return problem;
	}
	walk->base += field->offset + bytes;
	walk->end = walk->base;
	return VQS_FINE;
}

/* Bytes of the fields after `index`, a part of variable length. */
static enum vqs_problem tail_bytes(const struct vqs_half *half, uint32_t index,
                                   const void *native, struct vqs_wire_error *error,
                                   uint64_t *bytes)
{
	struct walk walk = { half, native, 0, 0, error };
	enum vqs_problem problem = VQS_FINE;

	for (uint32_t i = index + 1; i < half->field_count && !problem; i++)
		problem = walk_field(&walk, i);
	*bytes = walk.end;
	return problem;
}

/* ---- Decoding ------------------------------------------------------------ */

/* Bytes of the REST at `index`, which starts where `from` stands. */
static enum vqs_problem rest_bytes(const struct vqs_half *half, uint32_t index,
                                   const struct cursor *from, const void *native,
                                   struct vqs_wire_error *error, uint64_t *bytes)
{
	const struct vqs_field *field = &half->fields[index];
	uint32_t unit = field_unit(field);
	uint64_t tail;
	enum vqs_problem problem = tail_bytes(half, index, native, error, &tail);

	if (problem)
		return problem;
	if (tail > from->left)
		return wire_problem(error, VQS_TOO_SHORT, field, from->at, from->left);
	*bytes = from->left - tail;
	if (*bytes % unit || (field->count && *bytes / unit > field->count))
		return wire_problem(error, VQS_BAD_COUNT, field, from->at, *bytes);
	return VQS_FINE;
}

/* A part of variable length: its native form is the span it lies in. */
static enum vqs_problem part_decode(const struct vqs_half *half, uint32_t index,
                                    struct cursor *from, uint8_t *native,
                                    struct vqs_wire_error *error)
{
	const struct vqs_field *field = &half->fields[index];
	const struct walk walk = { half, native, 0, 0, error };
	uint64_t bytes;
	enum vqs_problem problem;

	if (field->extent == VQS_COUNTED) {
		problem = counted_bytes(&walk, field, &bytes);
		if (!problem && bytes > from->left)
			problem = wire_problem(error, VQS_BAD_COUNT, field, 0,
			                       bytes / field_unit(field));
		if (problem && error)
			error->offset = from->at;
	} else {
		problem = rest_bytes(half, index, from, native, error, &bytes);
	}
	if (problem)
		return problem;
	if (field->memory != VQS_NOWHERE)
		*(struct vqs_span *)(void *)(native + field->memory) =
		        cursor_span(from, (uint32_t)bytes);
	cursor_skip(from, (uint32_t)bytes);
	return VQS_FINE;
}

static enum vqs_problem half_decode(const struct vqs_half *half, struct cursor *from,
                                    void *native, struct vqs_wire_error *error)
{
	uint64_t base = 0;

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		uint64_t gap = base + field->offset - from->at;
		uint64_t need = gap + (field_varies(field) ? 0 : field_size(field));
		enum vqs_problem problem;

		if (need > from->left)
			return wire_problem(error, VQS_TOO_SHORT, field, from->at,
			                    from->left);
		cursor_skip(from, (uint32_t)gap);
		if (!field_varies(field)) {
			problem = fixed_decode(from, field, native, error);
		} else {
			problem = part_decode(half, i, from, native, error);
			base = from->at;
		}
		if (problem)
			return problem;
	}
	return VQS_FINE;
}

int vqs_half_decode(const struct vqs_half *half, const struct vqs_span *from,
                    bool tolerant, void *native, struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(from);

	if (half_decode(half, &cursor, native, error))
		return -EBADMSG;
	if (cursor.left && !tolerant) {
		wire_problem(error, VQS_TOO_LONG, NULL, cursor.at, cursor.left);
		return -EBADMSG;
	}
	return 0;
}

/* ---- Encoding ------------------------------------------------------------ */

/* Bytes of a native span, which has to be what its count, unit and bound say. */
static enum vqs_problem native_bytes(const struct walk *walk,
                                     const struct vqs_field *field, uint64_t *bytes)
{
	const uint8_t *at = (const uint8_t *)walk->native + field->memory;
	uint32_t unit = field_unit(field);
	uint64_t counted;
	enum vqs_problem problem;

	*bytes = 0;
	if (field->memory == VQS_NOWHERE)
		return VQS_FINE;
	*bytes = ((const struct vqs_span *)(const void *)at)->length;
	if (field->extent == VQS_COUNTED) {
		problem = counted_bytes(walk, field, &counted);
		if (problem || counted == *bytes)
			return problem;
	} else if (*bytes % unit == 0 &&
	           (!field->count || *bytes / unit <= field->count)) {
		return VQS_FINE;
	}
	return wire_problem(walk->error, VQS_BAD_COUNT, field, (uint32_t)walk->end,
	                    *bytes / unit);
}

int vqs_half_length(const struct vqs_half *half, const void *native, uint64_t *length,
                    struct vqs_wire_error *error)
{
	struct walk walk = { half, native, 0, 0, error };

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		uint64_t bytes;

		if (!field_varies(field)) {
			walk.end = walk.base + field->offset + field_size(field);
			continue;
		}
		if (native_bytes(&walk, field, &bytes))
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

static enum vqs_problem half_encode(const struct vqs_half *half, const void *native,
                                    uint64_t opcode, struct cursor *to, uint32_t spare,
                                    struct vqs_wire_error *error)
{
	uint64_t base = 0;

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		enum vqs_problem problem;

		cursor_clear(to, (uint32_t)(base + field->offset - to->at));
		if (field_varies(field)) {
			part_encode(field, native, to, spare);
			base = to->at;
			continue;
		}
		problem = fixed_encode(to, field, native, opcode, error);
		if (problem)
			return problem;
	}
	return VQS_FINE;
}

static bool rest_is_last(const struct vqs_half *half)
{
	return half->field_count &&
	       half->fields[half->field_count - 1].extent == VQS_REST;
}

int vqs_half_encode(const struct vqs_half *half, const void *native, uint64_t opcode,
                    const struct vqs_span *to, uint32_t *length,
                    struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(to);
	uint64_t need = half->least;
	uint32_t spare = 0;

	*length = 0;
	if (half->memory && !native) {
		wire_problem(error, VQS_BAD_VALUE, NULL, 0, 0);
		return -EINVAL;
	}
	if (half->variable && vqs_half_length(half, native, &need, error))
		return -EINVAL;
	if (need > to->length) {
		wire_problem(error, VQS_TOO_SHORT, NULL, to->length, need);
		return -EMSGSIZE;
	}
	if (half->variable && !rest_is_last(half))
		spare = to->length - (uint32_t)need;
	if (half_encode(half, native, opcode, &cursor, spare, error))
		return -EINVAL;
	*length = cursor.at;
	return 0;
}

/* ---- By place alone ------------------------------------------------------ */

/* Bytes that the part at `index` may take of `room`, in whole elements. */
static uint64_t part_room(const struct vqs_half *half, uint32_t index, const void *native,
                          uint64_t room)
{
	const struct vqs_field *field = &half->fields[index];
	uint32_t unit = field_unit(field);
	struct walk walk = { half, native, 0, 0, NULL };
	uint64_t tail, bytes;

	if (field->extent == VQS_COUNTED && native)
		return counted_bytes(&walk, field, &bytes) || bytes > room ? 0 : bytes;
	if (tail_bytes(half, index, native, NULL, &tail) || tail > room)
		return 0;
	bytes = (room - tail) / unit * unit;
	if (field->count && bytes / unit > field->count)
		bytes = (uint64_t)field->count * unit;
	return bytes;
}

struct vqs_span vqs_half_part(const struct vqs_half *half, uint32_t index,
                              const struct vqs_span *of, const void *native)
{
	struct walk walk = { half, native, 0, 0, NULL };
	uint64_t start;

	if (index >= half->field_count || !field_varies(&half->fields[index]))
		return vqs_span_part(of, 0, 0);
	for (uint32_t i = 0; i < index; i++)
		if (walk_field(&walk, i) || (!native && field_varies(&half->fields[i])))
			return vqs_span_part(of, 0, 0);
	start = walk.base + half->fields[index].offset;
	if (start > of->length)
		return vqs_span_part(of, 0, 0);
	return vqs_span_part(
	        of, (uint32_t)start,
	        (uint32_t)part_room(half, index, native, of->length - start));
}
