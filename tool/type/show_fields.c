/* SPDX-License-Identifier: BSD-3-Clause */
/* A table of fields, with their unions and bits, as people are shown it. */
#include "show_fields.h"

#include <inttypes.h>
#include <string.h>

#include "grid.h"
#include "type_text.h"

enum { OFFSET, SIZE, NAME, TYPE, ACCESS, IF, RULES, SUMMARY };

static void show_bounds(struct grid *grid, const struct field *field)
{
	if (field->min.given && field->max.given)
		grid_cell(grid, RULES, "%" PRIu64 "..%" PRIu64, field->min.value,
		          field->max.value);
	else if (field->min.given)
		grid_cell(grid, RULES, "at least %" PRIu64, field->min.value);
	else if (field->max.given)
		grid_cell(grid, RULES, "at most %" PRIu64, field->max.value);
	if (field->initial.given)
		grid_cell(grid, RULES, "%" PRIu64 " after reset", field->initial.value);
	if (field->most.given)
		grid_cell(grid, RULES, "at most %" PRIu64 " of them", field->most.value);
}

/* Values that stand at the field are few: they are told in place. */
static void show_inline_values(struct grid *grid, const struct values *values)
{
	for (unsigned int i = 0; values && values->inline_ && i < values->count; i++)
		grid_cell(grid, RULES, values->flags ? "%s 0x%" PRIx64 : "%s %" PRIu64,
		          values->values[i].label.name, values->values[i].number);
}

static void show_values(struct grid *grid, const struct field *field)
{
	const struct values *values = field->values;

	if (!values)
		return;
	if (!values->inline_) {
		grid_cell(grid, RULES, values->of ? "bits of %s" : "%s",
		          values->label.name);
		return;
	}
	show_inline_values(grid, values);
}

static void show_bits(struct grid *grid, const struct field *field)
{
	for (unsigned int i = 0; field->bits && i < field->bits->ranges.count; i++) {
		const struct field *range = &field->bits->ranges.fields[i];
		const struct values *values = range->values;

		if (range->role == ROLE_RESERVED)
			grid_cell(grid, RULES, "%s: %s", range->type.value,
			          range->reserved_strict ? "must be zero" : "zero");
		else
			grid_cell(grid, RULES, "%s: %s%s%s", range->type.value,
			          range->label.name,
			          values && !values->inline_ ? " " : "",
			          values && !values->inline_ ? values->label.name : "");
		if (range->role != ROLE_RESERVED) {
			show_bounds(grid, range);
			show_inline_values(grid, values);
		}
	}
}

/* at most 8 unless fast */
static void show_limit(struct grid *grid, const struct limit *limit)
{
	const char *with = limit->condition.text.value;
	const char *without = limit->unless.text.value;
	char bounds[64];

	if (limit->min.given && limit->max.given)
		snprintf(bounds, sizeof(bounds), "%" PRIu64 "..%" PRIu64,
		         limit->min.value, limit->max.value);
	else
		snprintf(bounds, sizeof(bounds), "at %s %" PRIu64,
		         limit->min.given ? "least" : "most",
		         limit->min.given ? limit->min.value : limit->max.value);
	grid_cell(grid, RULES, "%s%s%s%s%s", bounds, with ? " if " : "", text_of(with),
	          without ? " unless " : "", text_of(without));
}

static void show_parts(struct grid *grid, const struct field *field)
{
	for (unsigned int i = 0; i < field->limit_count; i++)
		show_limit(grid, &field->limits[i]);
	if (field->same_text.value)
		grid_cell(grid, RULES, "as long as %s, or empty", field->same_text.value);
}

static void show_rules(struct grid *grid, const struct field *field,
                       const struct message *message)
{
	if (field->role == ROLE_OPCODE && field->mask.given)
		grid_cell(grid, RULES,
		          message ? "is %" PRIu64 " in 0x%" PRIx64 : "opcode",
		          message ? message->opcode.value : 0, field->mask.value);
	else if (field->role == ROLE_OPCODE)
		grid_cell(grid, RULES, message ? "is %" PRIu64 : "opcode",
		          message ? message->opcode.value : 0);
	if (field->role == ROLE_CLASS)
		grid_cell(grid, RULES, message ? "is %" PRIu64 : "class",
		          message ? message->opcode_class.value : 0);
	if (field->role == ROLE_STATUS && (!field->values || field->values->inline_))
		grid_cell(grid, RULES, "status");
	if (field->role == ROLE_STATUS && message && message->ok != message->family->ok)
		grid_cell(grid, RULES, "ok is %s", message->ok->label.name);
	if (field->role == ROLE_RESERVED)
		grid_cell(grid, RULES, "%s",
		          field->reserved_skip     ? "zero, or passed over"
		          : field->reserved_strict ? "must be zero"
		                                   : "zero");
	if (field->list)
		grid_cell(grid, RULES, "list %s", field->list->label.name);
	show_bounds(grid, field);
	show_parts(grid, field);
	show_values(grid, field);
	show_bits(grid, field);
	if (field->trigger)
		grid_cell(grid, RULES, "a write acts");
	if (field->volatile_)
		grid_cell(grid, RULES, "changes");
	if (field->survives_reset)
		grid_cell(grid, RULES, "survives a reset");
}

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* After a part of variable length offsets are from its end: +0, +4. */
static void show_place(struct grid *grid, const struct field *field, bool after)
{
	grid_cell(grid, OFFSET, after ? "+%u" : "%u", field->offset);
	if (!is_variable(field))
		grid_cell(grid, SIZE, "%u", field->size);
	else if (field->size == 1)
		grid_cell(grid, SIZE, "n");
	else
		grid_cell(grid, SIZE, "%un", field->size);
}

static void show_access(struct grid *grid, const struct field *field)
{
	static const char *const names[] = { "ro", "rw", "wo", "w1c" };

	if (field->role != ROLE_RESERVED)
		grid_cell(grid, ACCESS, "%s", names[field->access]);
}

static void show_when(struct grid *grid, const struct union_type *type,
                      unsigned int index)
{
	const struct when *when = &type->when[index];
	const struct values *values = type->by.field ? type->by.field->values : NULL;

	for (unsigned int i = 0; i < when->count; i++) {
		const char *name = NULL;

		for (unsigned int j = 0; values && j < values->count; j++)
			if (values->values[j].number == when->values[i])
				name = values->values[j].label.name;
		if (name)
			grid_cell(grid, 0, "%s", name);
		else
			grid_cell(grid, 0, "%" PRIu64, when->values[i]);
	}
}

static void show_union(const struct field *field, unsigned int indent, FILE *to)
{
	const struct union_type *type = field->union_;
	struct grid grid = { .heads = { "when", ">size", "case", "type", "", "", "value",
		                        "" },
		             .columns = 8,
		             .indent = indent };

	fprintf(to, "\n%*sWhat %s is", (int)indent, "", field->label.name);
	if (type->by.field)
		fprintf(to, ", by %s", type->by_text.value);
	if (type->length)
		fprintf(to, "; %s of its bytes are valid", type->length->label.name);
	fputs("\n\n", to);
	for (unsigned int i = 0; i < type->cases.count; i++) {
		const struct field *is = &type->cases.fields[i];

		grid_row(&grid);
		show_when(&grid, type, i);
		grid_cell(&grid, 1, "%u", is->size);
		grid_cell(&grid, 2, "%s", is->label.name);
		grid_cell(&grid, 3, "%s", text_of(is->type.value));
		show_rules(&grid, is, NULL);
		grid_cell(&grid, SUMMARY, "%s", text_of(is->label.summary.value));
	}
	grid_print(&grid, to);
}

static void show_unions(const struct fields *fields, unsigned int indent, FILE *to)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].union_)
			show_union(&fields->fields[i], indent, to);
}

static void show_guards(struct grid *grid, const struct field *field)
{
	if (field->condition.text.value)
		grid_cell(grid, IF, "%s", field->condition.text.value);
	if (field->unless.text.value)
		grid_cell(grid, IF, "unless %s", field->unless.text.value);
}

void show_fields(const struct fields *fields, const struct message *message, bool config,
                 FILE *to)
{
	struct grid grid = {
		.heads = { ">offset", ">size", "field", "type", "access", "if", "value",
		           "" },
		.columns = 8,
		.indent = message ? 6 : 2,
	};
	bool after = false;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		grid_row(&grid);
		show_place(&grid, field, after);
		grid_cell(&grid, NAME, "%s", field->label.name);
		grid_cell(&grid, TYPE, "%s", text_of(field->type.value));
		if (config)
			show_access(&grid, field);
		show_guards(&grid, field);
		show_rules(&grid, field, message);
		grid_cell(&grid, SUMMARY, "%s", about_of(&field->label));
		after |= is_variable(field);
	}
	grid_print(&grid, to);
	show_unions(fields, grid.indent, to);
}
