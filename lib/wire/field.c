/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fields of fixed length and structures of them: scalars, arrays, nested
 * structures, reserved bytes. Every byte is fetched once and judged from the
 * copy.
 */
#include <errno.h>

#include "internal.h"

enum vqs_problem wire_problem(struct vqs_wire_error *error, enum vqs_problem problem,
                              const struct vqs_field *field, uint32_t offset,
                              uint64_t value)
{
	if (error)
		*error = (struct vqs_wire_error){ problem, field, offset, value };
	return problem;
}

const char *vqs_problem_text(enum vqs_problem problem)
{
	switch (problem) {
	case VQS_FINE:
		return "nothing is wrong";
	case VQS_TOO_SHORT:
		return "too short";
	case VQS_TOO_LONG:
		return "too long";
	case VQS_BAD_VALUE:
		return "a value that is not allowed";
	case VQS_BAD_RESERVED:
		return "reserved bytes that are not zero";
	case VQS_BAD_COUNT:
		return "a count that does not fit";
	case VQS_BAD_OPCODE:
		return "no such message";
	}
	return "an unknown problem";
}

static bool within_limits(const struct vqs_limits *limits, uint64_t value,
                          const struct vqs_features *negotiated)
{
	for (unsigned int i = 0; i < limits->count; i++) {
		const struct vqs_limit *limit = &limits->limits[i];
		const struct vqs_field guard = { .condition = limit->condition,
			                         .unless = limit->unless };

		if ((value < limit->min || value > limit->max) &&
		    vqs_field_there(&guard, negotiated))
			return false;
	}
	return true;
}

bool value_allowed(const struct vqs_field *field, uint64_t value,
                   const struct vqs_features *negotiated)
{
	const struct vqs_names *names = field->names;
	uint64_t known = 0;

	if (field->flags & VQS_RANGE && (value < field->min || value > field->max))
		return false;
	if (field->limits && !within_limits(field->limits, value, negotiated))
		return false;
	if (!(field->flags & VQS_CLOSED) || !names)
		return true;
	for (unsigned int i = 0; i < names->count; i++) {
		if (names->names[i].value == value)
			return true;
		known |= names->names[i].value;
	}
	return field->flags & VQS_FLAGS && !(value & ~known);
}

enum vqs_problem value_judge(const struct vqs_field *field, struct found *found,
                             const struct vqs_context *context,
                             struct vqs_wire_error *error)
{
	if (field->bits)
		return bits_judge(field, found->at, &found->value, error);
	if (value_allowed(field, found->value, context->negotiated))
		return VQS_FINE;
	return wire_problem(error, VQS_BAD_VALUE, field, found->at, found->value);
}

bool is_judged(const struct vqs_field *field)
{
	return field->bits || field->limits || field->flags & (VQS_RANGE | VQS_CLOSED);
}

static enum vqs_problem reserved_decode(struct cursor *from,
                                        const struct vqs_field *field,
                                        struct vqs_wire_error *error)
{
	uint32_t size = (uint32_t)field_size(field);
	uint64_t value;

	if (!(field->flags & VQS_STRICT)) {
		cursor_skip(from, size);
		return VQS_FINE;
	}
	for (uint32_t i = 0; i < size; i++) {
		value = cursor_get(from, VQS_U8);
		if (value)
			return wire_problem(error, VQS_BAD_RESERVED, field, from->at - 1,
			                    value);
	}
	return VQS_FINE;
}

static enum vqs_problem scalars_decode(struct cursor *from, const struct vqs_field *field,
                                       const struct vqs_context *context, uint8_t *to,
                                       struct vqs_wire_error *error)
{
	enum vqs_kind kind = (enum vqs_kind)field->kind;
	uint32_t size = kind_size(kind);

	for (uint32_t n = field_elements(field); n; n--, to += size) {
		struct found found = { .at = from->at };
		enum vqs_problem problem;

		found.value = cursor_get(from, kind);
		problem = value_judge(field, &found, context, error);
		if (problem)
			return problem;
		vqs_native_put(to, kind, found.value);
	}
	return VQS_FINE;
}

static enum vqs_problem struct_decode(struct cursor *from, const struct vqs_struct *type,
                                      const struct vqs_context *context, uint8_t *native,
                                      struct vqs_wire_error *error)
{
	uint32_t start = from->at, size = vqs_struct_length(type, context->negotiated);

	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];
		enum vqs_problem problem;

		if (field->offset >= size) {
			fixed_clear(field, native);
			continue;
		}
		cursor_skip(from, start + field->offset - from->at);
		problem = fixed_decode(from, field, context, native, error);
		if (problem)
			return problem;
	}
	cursor_skip(from, start + size - from->at);
	return VQS_FINE;
}

static enum vqs_problem structs_decode(struct cursor *from, const struct vqs_field *field,
                                       const struct vqs_context *context, uint8_t *to,
                                       struct vqs_wire_error *error)
{
	enum vqs_problem problem;

	for (uint32_t n = field_elements(field); n; n--) {
		problem = struct_decode(from, field->structure, context, to, error);
		if (problem)
			return problem;
		to += field->structure->memory;
	}
	return VQS_FINE;
}

/* An opcode of some bits only; the native form has the others. */
static enum vqs_problem masked_decode(struct cursor *from, const struct vqs_field *field,
                                      const struct vqs_context *context, uint8_t *to,
                                      struct vqs_wire_error *error)
{
	struct found found = { .at = from->at };

	found.value = cursor_get(from, (enum vqs_kind)field->kind) & ~field->mask;
	vqs_native_put(to + field->memory, (enum vqs_kind)field->kind, found.value);
	return value_judge(field, &found, context, error);
}

/* It may have the bits of the opcode too, if they are those of the message. */
static enum vqs_problem masked_encode(struct cursor *to, const struct vqs_field *field,
                                      const struct vqs_context *context,
                                      const uint8_t *native, struct vqs_wire_error *error)
{
	uint64_t value =
	        vqs_native_get(native + field->memory, (enum vqs_kind)field->kind);
	uint64_t bits = value & field->mask;
	struct found found = { to->at, value & ~field->mask };

	if (bits && bits != context->opcode)
		return wire_problem(error, VQS_BAD_VALUE, field, to->at, value);
	if (value_judge(field, &found, context, error))
		return VQS_BAD_VALUE;
	cursor_put(to, (enum vqs_kind)field->kind, found.value | context->opcode);
	return VQS_FINE;
}

/* The opcode, or the half of one of two levels. */
static enum vqs_problem opcode_encode(struct cursor *to, const struct vqs_field *field,
                                      const struct vqs_context *context,
                                      const uint8_t *native, struct vqs_wire_error *error)
{
	uint64_t opcode = context->opcode;

	if (field->mask)
		return masked_encode(to, field, context, native, error);
	if (field->flags & VQS_CLASS)
		opcode >>= 32;
	cursor_put(to, (enum vqs_kind)field->kind, opcode);
	return VQS_FINE;
}

enum vqs_problem fixed_decode(struct cursor *from, const struct vqs_field *field,
                              const struct vqs_context *context, void *native,
                              struct vqs_wire_error *error)
{
	uint8_t *to = native;

	if (field->flags & VQS_RESERVED)
		return reserved_decode(from, field, error);
	if (field->memory == VQS_NOWHERE) {
		cursor_skip(from, (uint32_t)field_size(field));
		return VQS_FINE;
	}
	if (field->mask)
		return masked_decode(from, field, context, to, error);
	to += field->memory;
	if (field->kind == VQS_STRUCT)
		return structs_decode(from, field, context, to, error);
	if (field->kind == VQS_U8 && !is_judged(field)) {
		cursor_read(from, to, field_elements(field));
		return VQS_FINE;
	}
	if (field->extent == VQS_ONE && !is_judged(field)) {
		vqs_native_put(to, (enum vqs_kind)field->kind,
		               cursor_get(from, (enum vqs_kind)field->kind));
		return VQS_FINE;
	}
	return scalars_decode(from, field, context, to, error);
}

static enum vqs_problem scalars_encode(struct cursor *to, const struct vqs_field *field,
                                       const struct vqs_context *context,
                                       const uint8_t *from, struct vqs_wire_error *error)
{
	enum vqs_kind kind = (enum vqs_kind)field->kind;
	uint32_t size = kind_size(kind);

	for (uint32_t n = field_elements(field); n; n--, from += size) {
		struct found found = { to->at, vqs_native_get(from, kind) };
		enum vqs_problem problem = value_judge(field, &found, context, error);

		if (problem)
			return problem;
		cursor_put(to, kind, found.value);
	}
	return VQS_FINE;
}

static enum vqs_problem struct_encode(struct cursor *to, const struct vqs_struct *type,
                                      const struct vqs_context *context,
                                      const uint8_t *native, struct vqs_wire_error *error)
{
	uint32_t start = to->at, size = vqs_struct_length(type, context->negotiated);

	for (uint32_t i = 0; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];
		enum vqs_problem problem;

		if (field->offset >= size)
			break;
		cursor_clear(to, start + field->offset - to->at);
		problem = fixed_encode(to, field, context, native, error);
		if (problem)
			return problem;
	}
	cursor_clear(to, start + size - to->at);
	return VQS_FINE;
}

static enum vqs_problem structs_encode(struct cursor *to, const struct vqs_field *field,
                                       const struct vqs_context *context,
                                       const uint8_t *from, struct vqs_wire_error *error)
{
	enum vqs_problem problem;

	for (uint32_t n = field_elements(field); n; n--) {
		problem = struct_encode(to, field->structure, context, from, error);
		if (problem)
			return problem;
		from += field->structure->memory;
	}
	return VQS_FINE;
}

enum vqs_problem fixed_encode(struct cursor *to, const struct vqs_field *field,
                              const struct vqs_context *context, const void *native,
                              struct vqs_wire_error *error)
{
	const uint8_t *from = native;

	if (field->flags & (VQS_OPCODE | VQS_CLASS))
		return opcode_encode(to, field, context, from, error);
	if (field->flags & VQS_RESERVED || field->memory == VQS_NOWHERE) {
		cursor_clear(to, (uint32_t)field_size(field));
		return VQS_FINE;
	}
	from += field->memory;
	if (field->kind == VQS_STRUCT)
		return structs_encode(to, field, context, from, error);
	if (field->kind == VQS_U8 && !is_judged(field)) {
		cursor_write(to, from, field_elements(field));
		return VQS_FINE;
	}
	if (field->extent == VQS_ONE && !is_judged(field)) {
		cursor_put(to, (enum vqs_kind)field->kind,
		           vqs_native_get(from, (enum vqs_kind)field->kind));
		return VQS_FINE;
	}
	return scalars_encode(to, field, context, from, error);
}

/* Casting const away is sound here: decoding never writes through its cursor. */
static struct vqs_segment segment_over(const void *wire, uint32_t length)
{
	return (struct vqs_segment){ (void *)(uintptr_t)wire, length };
}

int vqs_struct_decode(const struct vqs_struct *type, const void *wire, void *native,
                      struct vqs_wire_error *error)
{
	struct vqs_segment segment = segment_over(wire, type->size);
	struct vqs_span span = { &segment, 0, type->size };
	struct cursor from = cursor_over(&span);

	return struct_decode(&from, type, some_context(NULL), native, error) ? -EBADMSG
	                                                                     : 0;
}

int vqs_struct_encode(const struct vqs_struct *type, const void *native, void *wire,
                      struct vqs_wire_error *error)
{
	struct vqs_segment segment = { wire, type->size };
	struct vqs_span span = { &segment, 0, type->size };
	struct cursor to = cursor_over(&span);

	return struct_encode(&to, type, some_context(NULL), native, error) ? -EINVAL : 0;
}

int vqs_field_decode(const struct vqs_field *field, const void *wire, void *native,
                     struct vqs_wire_error *error)
{
	uint32_t end = field->offset + (uint32_t)field_size(field);
	struct vqs_segment segment = segment_over(wire, end);
	struct vqs_span span = { &segment, 0, end };
	struct cursor from = cursor_over(&span);

	cursor_skip(&from, field->offset);
	return fixed_decode(&from, field, some_context(NULL), native, error) ? -EBADMSG
	                                                                     : 0;
}

int vqs_field_encode(const struct vqs_field *field, const void *native, void *wire,
                     struct vqs_wire_error *error)
{
	uint32_t end = field->offset + (uint32_t)field_size(field);
	struct vqs_segment segment = { wire, end };
	struct vqs_span span = { &segment, 0, end };
	struct cursor to = cursor_over(&span);

	cursor_skip(&to, field->offset);
	return fixed_encode(&to, field, some_context(NULL), native, error) ? -EINVAL : 0;
}
