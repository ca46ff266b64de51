/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows a model as diagrams of bits and bytes. */
#include "show.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diagram.h"
#include "type_text.h"

#define LABEL 1000

/* What stands in the place of a field: its name, and what else is to be known. */
static void label_of(const struct field *field, char text[LABEL])
{
	bool scalar = field->kind != VQS_STRUCT && field->extent == VQS_ONE;
	int at = snprintf(text, LABEL, "%s", field->label.name);

	if (!scalar && at < LABEL)
		at += snprintf(text + at, (size_t)(LABEL - at), ": %s%s",
		               field->union_ ? "union of " : "",
		               field->type.value ? field->type.value : "");
	if (field->union_ && field->union_->by.field && at < LABEL)
		at += snprintf(text + at, (size_t)(LABEL - at), ", by %s",
		               field->union_->by_text.value);
	if (field->list && at < LABEL)
		at += snprintf(text + at, (size_t)(LABEL - at), ", list %s",
		               field->list->label.name);
	if (field->condition.text.value && at < LABEL)
		at += snprintf(text + at, (size_t)(LABEL - at), " if %s",
		               field->condition.text.value);
	if (field->unless.text.value && at < LABEL)
		snprintf(text + at, (size_t)(LABEL - at), " unless %s",
		         field->unless.text.value);
}

/* Reserved bits need no name if there is no room for one. */
static void add(struct diagram *diagram, const struct field *field, uint64_t bits)
{
	char text[LABEL];

	label_of(field, text);
	if (field->role == ROLE_RESERVED && !field->condition.text.value && bits <= 32 &&
	    strlen(text) > 2 * bits - 1)
		snprintf(text, sizeof(text), "%s",
		         strlen(field->label.name) <= 2 * bits - 1 ? field->label.name
		                                                   : "");
	diagram_add(diagram, bits, text);
}

static const struct field *range_at(const struct bits *bits, uint32_t bit)
{
	for (unsigned int i = 0; i < bits->ranges.count; i++)
		if (bits->ranges.fields[i].offset == bit)
			return &bits->ranges.fields[i];
	return NULL;
}

/* The ranges in their order; between them what nobody named. */
static void add_bits(struct diagram *diagram, const struct field *field)
{
	uint32_t width = 8 * scalar_size(field->kind), bit = 0;

	while (bit < width) {
		const struct field *range = range_at(field->bits, bit);
		uint32_t start = bit;

		if (range) {
			add(diagram, range, range->size);
			bit += range->size;
			continue;
		}
		while (bit < width && !range_at(field->bits, bit))
			bit++;
		diagram_add(diagram, bit - start, "");
	}
}

/* Bits of a big-endian number don't lie together. */
static bool shows_bits(const struct field *field)
{
	return field->bits && field->extent == VQS_ONE && field->kind <= VQS_LE64;
}

static void draw(const struct fields *fields, FILE *to)
{
	struct diagram *diagram = diagram_create();
	char text[LABEL];

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field->extent == VQS_COUNTED || field->extent == VQS_REST) {
			label_of(field, text);
			diagram_add_variable(diagram, text);
		} else if (shows_bits(field)) {
			add_bits(diagram, field);
		} else {
			add(diagram, field, 8 * (uint64_t)field->size);
		}
	}
	diagram_print(diagram, to);
	diagram_destroy(diagram);
}

/* ---- What there is to draw ------------------------------------------------------- */

static void draw_half(const struct message *message, const struct half *half,
                      const char *which, FILE *to)
{
	char title[LABEL], opcode[40];

	if (!half->present)
		return;
	snprintf(opcode, sizeof(opcode), ", opcode %" PRIu64, message->opcode.value);
	snprintf(title, sizeof(title), "%s%s%s%s", message->label.name,
	         message->family->has_opcode ? opcode : "",
	         message->condition.text.value ? ", if " : "",
	         message->condition.text.value ? message->condition.text.value : "");
	fputc('\n', to);
	diagram_text(to, title, 0);
	fprintf(to, "%s, %s%u bytes\n\n", which, half->variable ? "at least " : "",
	        half->least);
	draw(&half->fields, to);
}

static void draw_family(const struct family *family, FILE *to)
{
	for (unsigned int i = 0; i < family->count; i++) {
		const struct message *message = &family->messages[i];

		draw_half(message, &message->readable, "device-readable", to);
		draw_half(message, &message->writable, "device-writable", to);
	}
}

void show_diagram(const struct model *model, FILE *to)
{
	fprintf(to, "%s\n", model->label.name);
	if (model->config.fields.count) {
		fprintf(to, "\nConfiguration space, %u bytes\n\n", model->config.size);
		draw(&model->config.fields, to);
	}
	for (unsigned int i = 0; i < model->structure_count; i++) {
		const struct structure *structure = model->structures[i];

		fprintf(to, "\nStructure %s, %u bytes\n\n", structure->label.name,
		        structure->size);
		draw(&structure->fields, to);
	}
	for (unsigned int i = 0; i < model->family_count; i++)
		draw_family(&model->families[i], to);
	fputs("\nBytes and bits run from the lowest, on the left; the numbers on the "
	      "left are\noffsets in bytes, after a part of variable length from its "
	      "end.\n",
	      to);
}
