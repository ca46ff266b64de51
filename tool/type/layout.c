/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Offsets and sizes on the wire. There is no padding but what is written:
 * virtio 1.4, Structure Specifications.
 */
#include "reader.h"

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* Of one element; 0 for a structure that is bad. */
static uint32_t element_size(const struct field *field)
{
	if (field->kind == VQS_STRUCT)
		return field->structure ? field->structure->size : 0;
	return scalar_size(field->kind);
}

static bool too_large(struct reader *reader, struct position at)
{
	complain(reader, at, NULL, "larger than 1 GiB");
	return false;
}

/* What offsets and sizes of a list come to. */
struct lengths {
	uint64_t head, least, lacking;
	bool variable, contextual;
};

static bool is_afar(const struct reference *reference)
{
	return reference->source == VQS_READABLE || reference->source == VQS_CONFIG;
}

/* Bytes of it that features leave out at the most. */
static uint64_t lacking(const struct field *field, uint64_t all)
{
	const struct fields *fields;

	if (field->condition.count || field->unless.count)
		return all;
	if (!may_lack(field))
		return 0;
	fields = &field->structure->fields;
	for (unsigned int i = 0; i < fields->count; i++)
		if (may_lack(&fields->fields[i]))
			return all - fields->fields[i].offset;
	return 0;
}

static bool lay_out(struct reader *reader, struct fields *fields, struct lengths *lengths,
                    struct position at)
{
	uint64_t offset = 0;

	*lengths = (struct lengths){ .head = 0 };
	for (unsigned int i = 0; i < fields->count; i++) {
		struct field *field = &fields->fields[i];
		uint64_t element = element_size(field), all = element * field->elements;

		lengths->contextual |=
		        may_lack(field) || is_afar(&field->count.counter) ||
		        is_afar(&field->count.times) || is_afar(&field->same);
		field->offset = (uint32_t)offset;
		field->size = (uint32_t)(is_variable(field) ? element : all);
		if (is_variable(field)) {
			lengths->variable = true;
			offset = 0;
			continue;
		}
		if (all > MOST_BYTES || lengths->least + all > MOST_BYTES)
			return too_large(reader,
			                 field->label.at.line ? field->label.at : at);
		offset += all;
		lengths->least += all;
		lengths->lacking += lacking(field, all);
		if (!lengths->variable)
			lengths->head += all;
	}
	return true;
}

bool lay_out_fields(struct reader *reader, struct fields *fields, struct position at)
{
	struct lengths lengths;

	return lay_out(reader, fields, &lengths, at);
}

bool lay_out_struct(struct reader *reader, struct structure *structure,
                    struct position at)
{
	struct lengths lengths;

	if (!lay_out(reader, &structure->fields, &lengths, at))
		return false;
	structure->size = (uint32_t)lengths.least;
	return true;
}

bool lay_out_half(struct reader *reader, struct half *half, struct position at)
{
	struct lengths lengths;

	if (!lay_out(reader, &half->fields, &lengths, at))
		return false;
	half->head = (uint32_t)lengths.head;
	half->least = (uint32_t)lengths.least;
	half->shortest = (uint32_t)(lengths.least - lengths.lacking);
	half->variable = lengths.variable;
	half->contextual = lengths.contextual;
	return true;
}
