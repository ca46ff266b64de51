/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Cuts a half into structures that C can declare, and tells how a C compiler
 * lays them out.
 */
#include "wire_parts.h"

#include <string.h>

#include "type_text.h"

struct c_layout c_layout_of_union(const struct field *field)
{
	const struct fields *cases = &field->union_->cases;
	struct c_layout layout = { .size = field->size, .alignment = 1 };

	for (unsigned int i = 0; i < cases->count; i++)
		if (c_alignment(&cases->fields[i]) > layout.alignment)
			layout.alignment = c_alignment(&cases->fields[i]);
	layout.packed = layout.size % layout.alignment != 0;
	if (layout.packed)
		layout.alignment = 1;
	return layout;
}

uint32_t c_alignment(const struct field *field)
{
	if (field->union_ && !field->union_->number)
		return c_layout_of_union(field).alignment;
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

/* What ends a structure: what follows it may move. */
static bool is_loose(const struct field *field)
{
	return is_variable(field) || may_lack(field);
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

/* The first that has fields of fixed length has the name of the half. */
static unsigned int first_part(const struct half *half)
{
	return half->fields.count && is_variable(&half->fields.fields[0]);
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
	if (part->index == first_part(writable ? &message->writable : &message->readable))
		return name_wire_half(model, message, writable);
	return name_of("%s_part%u", name_wire_half(model, message, writable).text,
	               part->index + 1);
}

/*
 * A half that has a name of its own is a structure of its own, if its header is
 * all it has.
 */
static bool part_named(const struct half *half, unsigned int index,
                       const struct fields *header)
{
	const char *name = half->fields.name.value;

	if (name && header->name.value && strcmp(name, header->name.value) == 0)
		return false;
	return name && index == first_part(half);
}

static const struct fields *header_of(const struct family *family, bool writable)
{
	return writable ? &family->writable_header : &family->readable_header;
}

static const struct fields *trailer_of(const struct family *family, bool writable)
{
	return writable ? &family->writable_trailer : &family->readable_trailer;
}

bool wire_header_apart(const struct half *half, const struct fields *part)
{
	return part->name.value || !half->fields.name.value;
}

static bool is_apart(const struct family *family, const struct fields *part,
                     bool writable)
{
	for (unsigned int i = 0; i < family->count; i++) {
		const struct message *message = &family->messages[i];

		if (wire_header_apart(writable ? &message->writable : &message->readable,
		                      part))
			return true;
	}
	return false;
}

bool wire_header_used(const struct family *family, bool writable)
{
	const struct fields *header = header_of(family, writable);

	/* Linux reads the opcode of what a device sends through it. */
	return header->count && ((writable && family->opcode_writable) ||
	                         is_apart(family, header, writable));
}

bool wire_trailer_used(const struct family *family, bool writable)
{
	const struct fields *trailer = trailer_of(family, writable);

	return trailer->count && is_apart(family, trailer, writable);
}

bool wire_part_next(const struct model *model, const struct message *message,
                    bool writable, struct wire_part *part)
{
	const struct half *half = writable ? &message->writable : &message->readable;
	const struct field *fields = half->fields.fields;
	unsigned int at = part->next, total = half->fields.count;
	unsigned int index = part->next ? part->index + 1 : 0;
	bool header = wire_header_apart(half, header_of(message->family, writable));
	bool trailer = wire_header_apart(half, trailer_of(message->family, writable));

	if (at >= total)
		return false;
	*part = (struct wire_part){ .fields = &fields[at], .index = index };
	for (; at < total && !is_loose(&fields[at]); at++) {
		part->count++;
		part->header += fields[at].from_header && header;
		part->trailer += fields[at].from_trailer && trailer;
		part->size += fields[at].size;
	}
	if (at < total)
		part->tail = &fields[at++];
	part->flexible =
	        part->tail && is_variable(part->tail) && at == total && part->count;
	part->header_member = name_header_member(message->family, writable);
	part->trailer_member = name_trailer_member(message->family, writable);
	part->shared = !part->flexible && part->count &&
	               !part_named(half, index, header_of(message->family, writable)) &&
	               (part->header == part->count || part->trailer == part->count);
	part->packed = part_layout(part).packed;
	part->name = part_name(model, message, writable, part);
	part->next = at;
	return true;
}
