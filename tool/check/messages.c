/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Structures and messages: rules ST-02, ST-03, ST-05 and ST-06.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "../type/arena.h"
#include "layout.h"

/* ---- ST-02: what a compiler would add at the end ------------------------- */

static void check_tail(struct checking *checking, const struct structure *structure)
{
	unsigned int alignment = checking->alignment[structure->index];
	uint64_t bytes = fields_bytes(&structure->fields);
	unsigned int gap = (unsigned int)(alignment - bytes % alignment) % alignment;
	const struct field *last;

	if (gap == 0)
		return;
	last = &structure->fields.fields[structure->fields.count - 1];
	report(checking, last->label.at,
	       "structure '%s' has %llu bytes, but a compiler makes it %llu",
	       structure->label.name, (unsigned long long)bytes,
	       (unsigned long long)bytes + gap);
	advice(checking,
	       "Structures have no implicit padding on the wire; C adds %u byte%s at "
	       "the end so that the next element of an array is aligned. Code that "
	       "forgets to pack it then disagrees with code that does not. Name the "
	       "gap: `reserved: \"u8[%u]\"` at the end.",
	       gap, gap == 1 ? "" : "s", gap);
}

void check_struct_padding(struct checking *checking)
{
	const struct model *model = checking->model;
	bool *within = structures_of_messages(model);

	for (unsigned int i = 0; i < model->structure_count; i++)
		if (within[i])
			check_tail(checking, model->structures[i]);
	free(within);
}

/* ---- ST-03: alignment ---------------------------------------------------- */

static const char *type_of(const struct field *field)
{
	if (field->type.value)
		return field->type.value;
	return field->structure ? field->structure->label.name : "structure";
}

static void report_misaligned(struct checking *checking, const struct field *field,
                              unsigned int alignment)
{
	report(checking, field->label.at,
	       "'%s' (%s) is at offset %u, not a multiple of %u", field->label.name,
	       type_of(field), field->offset, alignment);
	advice(checking,
	       "Legal, but every access costs more, compilers take it for undefined "
	       "unless the structure is packed, and some processors trap. Order fields "
	       "by size, or put `reserved: \"u8[%u]\"` before it.",
	       alignment - field->offset % alignment);
}

static void report_after_variable(struct checking *checking, const struct field *field,
                                  const struct field *variable, unsigned int alignment)
{
	report(checking, field->label.at,
	       "'%s' (%s) follows '%s', which ends where its length says: not always at "
	       "a multiple of %u",
	       field->label.name, type_of(field), variable->label.name, alignment);
	advice(checking,
	       "Legal, but every access costs more, and C has no structure for it. Put "
	       "what is of fixed length first, or make the elements of '%s' multiples "
	       "of %u bytes.",
	       variable->label.name, alignment);
}

/* What is known of the place where fields are counted from. */
struct ground {
	const struct field
	        *variable;      /* the part that it is the end of; NULL: the start */
	unsigned int alignment; /* that it certainly has */
};

static void step_over(struct ground *ground, const struct field *field)
{
	unsigned int place = field->offset | ground->alignment | field->size | 8;

	ground->variable = field;
	ground->alignment = place & -place;
}

static void check_alignment(struct checking *checking, const struct ground *ground,
                            const struct field *field)
{
	unsigned int alignment = field_alignment(checking, field);

	if (field->offset % alignment)
		report_misaligned(checking, field, alignment);
	else if (ground->variable && ground->alignment < alignment)
		report_after_variable(checking, field, ground->variable, alignment);
}

/* Headers are alike in all messages: those of the first stand for all. */
static void check_half_alignment(struct checking *checking, const struct message *message,
                                 const struct half *half, bool *trailer_told)
{
	struct ground ground = { .variable = NULL, .alignment = 8 };

	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];
		unsigned int before = checking->findings->count;

		if (!(field->from_header && message->index > 0) &&
		    !(field->from_trailer && *trailer_told))
			check_alignment(checking, &ground, field);
		if (field->from_trailer && checking->findings->count > before)
			*trailer_told = true;
		if (is_variable(field))
			step_over(&ground, field);
	}
}

static void check_structure_alignment(struct checking *checking,
                                      const struct structure *structure)
{
	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];
		unsigned int alignment = field_alignment(checking, field);

		if (field->offset % alignment)
			report_misaligned(checking, field, alignment);
	}
}

void check_misaligned(struct checking *checking)
{
	const struct model *model = checking->model;
	bool *within = structures_of_messages(model);

	for (unsigned int i = 0; i < model->structure_count; i++)
		if (within[i])
			check_structure_alignment(checking, model->structures[i]);
	free(within);
	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		bool told[2] = { false, false };

		for (unsigned int j = 0; j < family->count; j++) {
			const struct message *message = &family->messages[j];

			check_half_alignment(checking, message, &message->readable,
			                     &told[0]);
			check_half_alignment(checking, message, &message->writable,
			                     &told[1]);
		}
	}
}

/* ---- ST-05: reserved fields ---------------------------------------------- */

static bool sounds_reserved(const char *name)
{
	static const char *const names[] = { "pad",  "rsvd", "resv", "rsv",    "res",
		                             "mbz",  "zero", "fill", "filler", "spare",
		                             "hole", "gap",  "dummy" };
	size_t length = strcspn(name, "0123456789");

	if (length && name[length - 1] == '_')
		length--;
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
			return true;
	return false;
}

static bool is_named_reserved(const char *name)
{
	return strncmp(name, "reserved", 8) == 0 || strncmp(name, "padding", 7) == 0 ||
	       strncmp(name, "unused", 6) == 0;
}

static void check_policy(struct checking *checking, const struct field *field)
{
	if (field->role != ROLE_NONE || (!sounds_reserved(field->label.name) &&
	                                 !is_named_reserved(field->label.name)))
		return;
	report(checking, field->label.at,
	       "'%s' is named like padding, but nothing says what is in it",
	       field->label.name);
	advice(checking,
	       "Say who does what with it: `reserved: yes` has the sender write zero "
	       "and the receiver ignore it, `reserved: strict` has anything but zero "
	       "refused. Only then can a later version use it. If it has a meaning, "
	       "give it that name.");
}

static void report_mixed(struct checking *checking, const struct field *first,
                         const struct field *field, const char *where)
{
	report(checking, field->label.at,
	       "'%s' is %s, but '%s' before it is %s, in one %s", field->label.name,
	       field->reserved_strict ? "refused unless zero" : "ignored",
	       first->label.name,
	       first->reserved_strict ? "refused unless zero" : "ignored", where);
	advice(checking, "A later version that uses either has to know what an older "
	                 "receiver does, and one rule for all of it is one that people "
	                 "remember. (The IOMMU device has three policies in one "
	                 "request.) Say `strict` of all or of none.");
}

enum part { PART_ALL, PART_HEADER, PART_BODY, PART_TRAILER };

static enum part part_of(const struct field *field)
{
	if (field->from_header)
		return PART_HEADER;
	return field->from_trailer ? PART_TRAILER : PART_BODY;
}

static void check_list(struct checking *checking, const struct fields *fields,
                       enum part part, const char *where)
{
	const struct field *first = NULL;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (part != PART_ALL && part_of(field) != part)
			continue;
		check_policy(checking, field);
		if (field->role != ROLE_RESERVED)
			continue;
		if (first && first->reserved_strict != field->reserved_strict)
			report_mixed(checking, first, field, where);
		if (!first)
			first = field;
	}
}

static void check_family_reserved(struct checking *checking, const struct family *family)
{
	check_list(checking, &family->readable_header, PART_ALL, "header");
	check_list(checking, &family->writable_header, PART_ALL, "header");
	check_list(checking, &family->readable_trailer, PART_ALL, "trailer");
	check_list(checking, &family->writable_trailer, PART_ALL, "trailer");
	for (unsigned int i = 0; i < family->count; i++) {
		const struct message *message = &family->messages[i];

		check_list(checking, &message->readable.fields, PART_BODY, "half");
		check_list(checking, &message->writable.fields, PART_BODY, "half");
	}
}

void check_reserved(struct checking *checking)
{
	const struct model *model = checking->model;

	check_list(checking, &model->config.fields, PART_ALL, "configuration space");
	for (unsigned int i = 0; i < model->structure_count; i++)
		check_list(checking, &model->structures[i]->fields, PART_ALL,
		           "structure");
	for (unsigned int i = 0; i < model->family_count; i++)
		check_family_reserved(checking, &model->families[i]);
}

/* ---- ST-06: opcodes ------------------------------------------------------ */

static void report_equal_opcodes(struct checking *checking, const struct message *first,
                                 const struct message *message)
{
	report(checking, message->opcode.at,
	       "message '%s' has opcode %llu, as '%s' in line %u has",
	       message->label.name, (unsigned long long)message->opcode.value,
	       first->label.name, first->opcode.at.line);
	advice(checking,
	       "The opcode is all that tells the messages of '%s' apart. %llu is free.",
	       message->family->label.name,
	       (unsigned long long)message->family->messages[message->family->count - 1]
	                       .opcode.value +
	               1);
}

void check_opcodes(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		const struct message *first = NULL;

		if (!family->has_opcode)
			continue;
		for (unsigned int j = 0; j < family->count; j++) {
			const struct message *message = &family->messages[j];

			if (first && message_number(first) == message_number(message))
				report_equal_opcodes(checking, first, message);
			else
				first = message;
		}
	}
}
