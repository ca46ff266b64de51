/* SPDX-License-Identifier: BSD-3-Clause */
/* Tells whether structures that have one name are the same structure. */
#define _GNU_SOURCE /* open_memstream, reallocarray */
#include "wire_shape.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "header.h"

static void put_field(FILE *out, const struct model *model, const struct field *field)
{
	if (field->kind == VQS_STRUCT)
		fprintf(out, "%s", struct_name(model, field->structure).text);
	else
		fprintf(out, "%s", linux_type(field->kind));
	fprintf(out, " %s", field->label.name);
	if (field->extent == VQS_ARRAY)
		fprintf(out, "[%" PRIu32 "]", field->elements);
	else if (field->extent != VQS_ONE)
		fputs("[]", out);
	fputc(';', out);
}

char *shape_of_fields(const struct model *model, const struct fields *fields)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	for (unsigned int i = 0; i < fields->count; i++)
		put_field(out, model, &fields->fields[i]);
	fclose(out);
	return text;
}

static void put_part(FILE *out, const struct model *model, const struct message *message,
                     bool writable, const struct wire_part *part)
{
	const struct family *family = message->family;
	unsigned int body_end = part->count - part->trailer;

	if (part->header)
		fprintf(out, "%s %s;", name_wire_header(model, family, writable).text,
		        part->header_member);
	for (unsigned int i = part->header; i < body_end; i++)
		put_field(out, model, &part->fields[i]);
	if (part->trailer)
		fprintf(out, "%s %s;", name_wire_trailer(model, family, writable).text,
		        part->trailer_member);
	if (part->flexible)
		put_field(out, model, part->tail);
}

char *shape_of_part(const struct model *model, const struct message *message,
                    bool writable, const struct wire_part *part)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	put_part(out, model, message, writable, part);
	fclose(out);
	return text;
}

bool seen_first(struct seen *seen, const char *name)
{
	struct name *names;

	for (unsigned int i = 0; i < seen->count; i++)
		if (strcmp(seen->names[i].text, name) == 0)
			return false;
	names = reallocarray(seen->names, seen->count + 1, sizeof(*names));
	if (!names)
		return true; /* a compiler will say so */
	seen->names = names;
	seen->names[seen->count++] = name_of("%s", name);
	return true;
}

void seen_fini(struct seen *seen)
{
	free(seen->names);
}
