/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A half of a message as C can declare it: parts of fixed length, each a
 * structure, and after each a part of variable length, if any.
 */
#ifndef VQSMITH_TOOL_WIRE_PARTS_H
#define VQSMITH_TOOL_WIRE_PARTS_H

#include "model.h"
#include "names.h"

struct wire_part {
	const struct field *fields; /* of fixed length */
	unsigned int count;
	unsigned int header; /* so many of them, the first, are a structure: the header */
	unsigned int trailer; /* so many of them, the last: the trailer */
	const struct field *tail; /* of variable length, or may not be there; or NULL */
	bool flexible;            /* the tail can be the last member of the structure */
	bool shared;              /* the structure is the header or the trailer itself */
	bool packed; /* a compiler would lay it out differently, or it may start anywhere
	              */
	uint32_t size;    /* of the fields, on the wire */
	struct name name; /* of the structure; "" where count is 0 */
	const char *header_member, *trailer_member;
	unsigned int index;
	unsigned int next; /* private */
};

/*
 * Whether the header, or the trailer, is a structure in this half. In a half that
 * has a name it has to have one too; else its fields are the half's own.
 */
bool wire_header_apart(const struct half *half, const struct fields *part);

/* Whether some half needs the structure of the header, or of the trailer. */
bool wire_header_used(const struct family *family, bool writable);
bool wire_trailer_used(const struct family *family, bool writable);

/* Steps through the parts; *part starts as all zero. False: that was the last. */
bool wire_part_next(const struct model *model, const struct message *message,
                    bool writable, struct wire_part *part);

/* What a C compiler makes of a structure: its size and alignment. */
struct c_layout {
	uint32_t size, alignment;
	bool packed; /* it needs the attribute to come out as on the wire */
};

struct c_layout c_layout_of(const struct structure *structure);
struct c_layout c_layout_of_fields(const struct field *fields, unsigned int count);

/* Of a union of bytes. */
struct c_layout c_layout_of_union(const struct field *field);

/* Of a family's trailer, which may stand behind a part of variable length. */
struct c_layout c_layout_of_trailer(const struct field *fields, unsigned int count);

/* Of a fixed field: size of an element and its alignment in C. */
uint32_t c_alignment(const struct field *field);

#endif
