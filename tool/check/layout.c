/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sizes and alignments. Every structure is looked at once, however often it is
 * used: members stand before their users in the model.
 */
#include "layout.h"

#include <string.h>

#include "../type/arena.h"
#include "../type/type_text.h"

bool is_big_endian(enum vqs_kind kind)
{
	return kind == VQS_BE16 || kind == VQS_BE32 || kind == VQS_BE64;
}

bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

static unsigned int alignment_with(const uint8_t *alignments, const struct field *field)
{
	if (field->kind == VQS_STRUCT)
		return alignments[field->structure->index];
	return scalar_size(field->kind);
}

uint8_t *structure_alignments(const struct model *model)
{
	uint8_t *alignments = grow(NULL, model->structure_count + 1, 1);

	memset(alignments, 1, model->structure_count + 1);
	for (unsigned int i = 0; i < model->structure_count; i++) {
		const struct fields *fields = &model->structures[i]->fields;

		for (unsigned int j = 0; j < fields->count; j++) {
			unsigned int one = alignment_with(alignments, &fields->fields[j]);

			if (one > alignments[i])
				alignments[i] = (uint8_t)one;
		}
	}
	return alignments;
}

unsigned int field_alignment(const struct checking *checking, const struct field *field)
{
	return alignment_with(checking->alignment, field);
}

uint64_t field_bytes(const struct field *field)
{
	return is_variable(field) ? 0 : field->size;
}

uint64_t fields_bytes(const struct fields *fields)
{
	uint64_t bytes = 0;

	for (unsigned int i = 0; i < fields->count; i++)
		bytes += field_bytes(&fields->fields[i]);
	return bytes;
}

/* ---- What is made of what -----------------------------------------------------------
 */

void structures_mark_direct(const struct fields *fields, bool *marks)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].kind == VQS_STRUCT)
			marks[fields->fields[i].structure->index] = true;
}

void structures_mark_members(const struct model *model, bool *marks)
{
	for (unsigned int i = model->structure_count; i-- > 0;)
		if (marks[i])
			structures_mark_direct(&model->structures[i]->fields, marks);
}

bool *structures_within(const struct model *model, const struct fields *fields)
{
	bool *marks = grow(NULL, model->structure_count + 1, sizeof(*marks));

	memset(marks, 0, (model->structure_count + 1) * sizeof(*marks));
	structures_mark_direct(fields, marks);
	structures_mark_members(model, marks);
	return marks;
}

bool *structures_of_messages(const struct model *model)
{
	static const struct fields none;
	bool *within = structures_within(model, &none);

	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++) {
			const struct message *message = &model->families[i].messages[j];

			structures_mark_direct(&message->readable.fields, within);
			structures_mark_direct(&message->writable.fields, within);
		}
	structures_mark_members(model, within);
	return within;
}
