/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Cuts a half into structures that C can declare, and tells how a C compiler
 * lays them out.
 */
#include "wire_parts.h"

#include "type_text.h"

uint32_t c_alignment(const struct field *field)
{
	if (field->kind == VQS_STRUCT)
		return c_layout_of(field->structure).alignment;
	return scalar_size(field->kind);
}

static uint32_t round_up(uint32_t value, uint32_t to)
{
	return (value + to - 1) / to * to;
}

/* Adds a member to a structure that is being laid out. */
static void layout_add(struct c_layout *layout, uint32_t size, uint32_t alignment)
{
	uint32_t at = round_up(layout->size, alignment);

	if (at != layout->size)
		layout->packed = true;
	if (alignment > layout->alignment)
		layout->alignment = alignment;
	layout->size += size; /* wire size: exact as long as it is not `packed` */
}

static struct c_layout layout_end(struct c_layout layout)
{
	if (layout.size % layout.alignment)
		layout.packed = true;
	if (layout.packed)
		layout.alignment = 1;
	return layout;
}

struct c_layout c_layout_of_fields(const struct field *fields, unsigned int count)
{
	struct c_layout layout = { .alignment = 1 };

	for (unsigned int i = 0; i < count; i++)
		layout_add(&layout, fields[i].size, c_alignment(&fields[i]));
	return layout_end(layout);
}

struct c_layout c_layout_of(const struct structure *structure)
{
	return c_layout_of_fields(structure->fields.fields, structure->fields.count);
}

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* What may follow a part of variable length starts anywhere. */
static struct c_layout unaligned(struct c_layout layout)
{
	if (layout.alignment > 1)
		layout.packed = true;
	layout.alignment = 1;
	return layout;
}

struct c_layout c_layout_of_trailer(const struct field *fields, unsigned int count)
{
	return unaligned(c_layout_of_fields(fields, count));
}

/* The header and the trailer are structures inside the part's own. */
static struct c_layout part_layout(const struct wire_part *part)
{
	const struct field *body = part->fields + part->header;
	unsigned int count = part->count - part->header - part->trailer;
	struct c_layout layout = { .alignment = 1 };
	struct c_layout inner = c_layout_of_fields(part->fields, part->header);

	layout_add(&layout, inner.size, inner.alignment);
	for (unsigned int i = 0; i < count; i++)
		layout_add(&layout, body[i].size, c_alignment(&body[i]));
	inner = c_layout_of_trailer(body + count, part->trailer);
	layout_add(&layout, inner.size, inner.alignment);
	if (part->flexible)
		layout_add(&layout, 0, c_alignment(part->tail));
	layout = layout_end(layout);
	return part->index ? unaligned(layout) : layout;
}

static struct name part_name(const struct model *model, const struct message *message,
                             bool writable, const struct wire_part *part)
{
	if (part->count == 0)
		return name_of("%s", "");
	if (part->shared && part->header)
		return name_wire_header(model, message->family, writable);
	if (part->shared)
		return name_wire_trailer(model, message->family, writable);
	if (part->index == 0)
		return name_wire_half(model, message, writable);
	return name_of("%s_part%u", name_wire_half(model, message, writable).text,
	               part->index + 1);
}

bool wire_part_next(const struct model *model, const struct message *message,
                    bool writable, struct wire_part *part)
{
	const struct half *half = writable ? &message->writable : &message->readable;
	const struct field *fields = half->fields.fields;
	unsigned int at = part->next, total = half->fields.count;
	unsigned int index = part->next ? part->index + 1 : 0;

	if (at >= total)
		return false;
	*part = (struct wire_part){ .fields = &fields[at], .index = index };
	for (; at < total && !is_variable(&fields[at]); at++) {
		part->count++;
		part->header += fields[at].from_header;
		part->trailer += fields[at].from_trailer;
		part->size += fields[at].size;
	}
	if (at < total)
		part->tail = &fields[at++];
	part->flexible = part->tail && at == total && part->count;
	part->shared = !part->flexible && part->count &&
	               (part->header == part->count || part->trailer == part->count);
	part->packed = part_layout(part).packed;
	part->name = part_name(model, message, writable, part);
	part->next = at;
	return true;
}
