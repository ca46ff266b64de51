/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows a model to people. */
#include "show.h"

#include <inttypes.h>
#include <string.h>

#include "grid.h"
#include "type_text.h"

static const char *text_of(const char *text)
{
	return text ? text : "";
}

/* Ends a title. */
static void show_prefix(const struct text *prefix, FILE *to)
{
	if (prefix->value)
		fprintf(to, ", prefix %s", prefix->value);
	fputc('\n', to);
}

static void heading(FILE *to, const char *text)
{
	fprintf(to, "\n%s\n\n", text);
}

/* ---- Identity -------------------------------------------------------------------------
 */

static void show_transports(const struct model *model, FILE *to)
{
	static const char *const names[] = { "pci", "mmio", "ccw" };
	const char *between = "";

	for (unsigned int i = 0; i < 3; i++) {
		if (!(model->transports & 1U << i))
			continue;
		fprintf(to, "%s%s", between, names[i]);
		between = ", ";
	}
}

static void show_identity(const struct model *model, FILE *to)
{
	fprintf(to, "%s\n", model->named);
	print_text(to, about_of(&model->label), 0);
	fprintf(to, "\n  device ID   %" PRIu64 "%s\n", model->id.value,
	        model->experimental ? " (experimental)" : "");
	if (model->trial_pci_id.given)
		fprintf(to, "  on PCI      %" PRIu64 " (a trial, not for release)\n",
		        model->trial_pci_id.value);
	fputs("  transports  ", to);
	show_transports(model, to);
	fprintf(to, "\n  vectors     %" PRIu64 "\n",
	        model->vectors.given ? model->vectors.value : 2);
	if (!model->label.description.value)
		return;
	fputc('\n', to);
	print_text(to, model->label.description.value, 0);
}

/* ---- Features
 * --------------------------------------------------------------------------- */

static void show_features(const struct model *model, FILE *to)
{
	struct grid grid = {
		.heads = { ">bit", "name", "needs", "" },
		.columns = 4,
		.indent = 2,
	};

	if (model->feature_count == 0)
		return;
	heading(to, "Feature bits");
	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		grid_row(&grid);
		grid_cell(&grid, 0, "%" PRIu64, feature->bit.value);
		grid_cell(&grid, 1, "%s", feature->label.name);
		grid_cell(&grid, 2, "%s", text_of(feature->requires.text.value));
		for (unsigned int j = 0; j < feature->conflict_count; j++)
			grid_cell(&grid, 2, "not %s",
			          feature->conflicts[j].feature->label.name);
		for (unsigned int j = 0; j < feature->superior_count; j++)
			grid_cell(&grid, 2, "%s not offered",
			          feature->superiors[j].feature->label.name);
		grid_cell(&grid, 3, "%s%s%s%s", text_of(feature->label.summary.value),
		          feature->always ? " A device has to offer it." : "",
		          feature->required ? " A driver has to accept it." : "",
		          feature->implied ? " Implied where nothing is negotiated."
		                           : "");
	}
	grid_print(&grid, to);
	for (unsigned int i = 0; i < model->at_least_one_count; i++)
		fprintf(to, "\n  One has to be there: %s.\n",
		        text_of(model->at_least_one[i].text.value));
}

/* ---- Fields
 * ------------------------------------------------------------------------------- */

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

static void show_fields(const struct fields *fields, const struct message *message,
                        bool config, FILE *to)
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

static void show_config(const struct model *model, FILE *to)
{
	const struct structure *config = &model->config;

	if (config->fields.count == 0)
		return;
	fprintf(to, "\nConfiguration space, %u bytes\n\n", config->size);
	show_fields(&config->fields, NULL, true, to);
}

static void show_list(const struct list_type *list, FILE *to)
{
	struct grid grid = { .heads = { ">type", ">size", "item", "of", "", "", "", "" },
		             .columns = 8,
		             .indent = 2 };

	fprintf(to, "\nList %s\n", list->label.name);
	print_text(to, text_of(list->label.summary.value), 0);
	fprintf(to, "\n  Each item starts with %s; %s tells its length%s",
	        list->head->label.name, list->length->label.name,
	        list->includes_head ? " with that" : " behind it");
	if (list->type)
		fprintf(to, ", %s what it is", list->type_text.value);
	if (list->align.given)
		fprintf(to, ".\n  Lengths are multiples of %" PRIu64, list->align.value);
	if (list->ends)
		fprintf(to, ".\n  The type %" PRIu64 " ends the list", list->end);
	fputs(".\n\n", to);
	for (unsigned int i = 0; i < list->items.count; i++) {
		const struct field *item = &list->items.fields[i];

		grid_row(&grid);
		if (list->type)
			grid_cell(&grid, 0, "%" PRIu64, list->values[i]);
		grid_cell(&grid, 1, item->extent == VQS_REST ? "n" : "%u", item->size);
		grid_cell(&grid, 2, "%s", item->label.name);
		grid_cell(&grid, 3, "%s%s", text_of(item->type.value),
		          list->whole[i] ? ", with the head" : "");
		grid_cell(&grid, SUMMARY, "%s", text_of(item->label.summary.value));
	}
	grid_print(&grid, to);
}

static void show_lists(const struct model *model, FILE *to)
{
	for (unsigned int i = 0; i < model->list_count; i++)
		show_list(model->lists[i], to);
}

static void show_structures(const struct model *model, FILE *to)
{
	for (unsigned int i = 0; i < model->structure_count; i++) {
		const struct structure *structure = model->structures[i];

		fprintf(to, "\nStructure %s, %u bytes\n", structure->label.name,
		        structure->size);
		print_text(to, about_of(&structure->label), 0);
		fputc('\n', to);
		show_fields(&structure->fields, NULL, false, to);
	}
}

/* ---- Values
 * ---------------------------------------------------------------------------------- */

static void show_named_values(const struct model *model, FILE *to)
{
	for (unsigned int i = 0; i < model->values_count; i++) {
		const struct values *values = model->values[i];
		struct grid grid = { .heads = { ">value", "name", "" },
			             .columns = 3,
			             .indent = 2 };

		if (values->inline_ || values->of)
			continue;
		fprintf(to, "\n%s %s%s", values->flags ? "Flags" : "Enumeration",
		        values->label.name, values->open ? ", open" : "");
		show_prefix(&values->prefix, to);
		print_text(to, text_of(values->label.summary.value), 0);
		fputc('\n', to);
		for (unsigned int j = 0; j < values->count; j++) {
			const struct value *value = &values->values[j];

			grid_row(&grid);
			grid_cell(&grid, 0, values->flags ? "0x%" PRIx64 : "%" PRIu64,
			          value->number);
			grid_cell(&grid, 1, "%s", value->label.name);
			grid_cell(&grid, 2, "%s", text_of(value->label.summary.value));
		}
		grid_print(&grid, to);
	}
}

/* ---- Virtqueues
 * -------------------------------------------------------------------------------- */

/* 0, 2..5, and of rows that lie beside each other 0, 2..14. */
static void show_range(struct grid *grid, const struct queue *queue)
{
	unsigned int step = queue->stride, first = queue->first;

	if (queue->most == 1)
		grid_cell(grid, 0, "%u", first);
	else if (step == 1)
		grid_cell(grid, 0, "%u..%u", first, first + queue->most - 1);
	else if (queue->most == 2)
		grid_cell(grid, 0, "%u, %u", first, first + step);
	else
		grid_cell(grid, 0, "%u, %u..%" PRIu64, first, first + step,
		          first + (uint64_t)step * (queue->most - 1));
}

/*
 * Where it hangs on configuration or features: the sum of what comes before it, such
 * as 1 + num_queues or 2 * pairs.
 */
static void show_index(struct grid *grid, const struct queue *queue)
{
	if (queue->moves)
		grid_cell(grid, 0, "%s", queue->place);
	else
		show_range(grid, queue);
}

static void show_queue(struct grid *grid, const struct queue *queue)
{
	grid_row(grid);
	show_index(grid, queue);
	grid_cell(grid, 1, "%s", queue->label.name);
	grid_cell(grid, 2, "%" PRIu64, queue->size.value);
	grid_cell(grid, 3, "%s %s", queue->posted ? "posted" : "carries",
	          queue->family->label.name);
	if (queue->holds)
		grid_cell(grid, 3, "held");
	if (queue->least_buffer.value)
		grid_cell(grid, 3, "at least %s bytes", queue->least_buffer.value);
	grid_cell(grid, 4, "%s", text_of(queue->count.value));
	grid_cell(grid, 5, "%s", text_of(queue->condition.text.value));
	grid_cell(grid, 6, "%s", text_of(queue->label.summary.value));
}

static void show_queues(const struct model *model, FILE *to)
{
	struct grid grid = {
		.heads = { ">index", "name", ">size", "messages", "how many", "if", "" },
		.columns = 7,
		.indent = 2,
	};

	if (model->queue_count == 0) {
		fputs("\nNo virtqueues\n", to);
		return;
	}
	heading(to, "Virtqueues");
	for (unsigned int i = 0; i < model->queue_count; i++)
		show_queue(&grid, &model->queues[i]);
	grid_print(&grid, to);
}

/* ---- Shared memory ------------------------------------------------------------------ */

static void show_region(struct grid *grid, const struct region *region)
{
	grid_row(grid);
	if (region->first == region->last)
		grid_cell(grid, 0, "%u", region->first);
	else
		grid_cell(grid, 0, "%u..%u", region->first, region->last);
	grid_cell(grid, 1, "%s", region->label.name);
	if (region->size_field)
		grid_cell(grid, 2, "%s", region->size_field->label.name);
	grid_cell(grid, 3, "%s", text_of(region->condition.text.value));
	grid_cell(grid, 4, "%s", about_of(&region->label));
}

static void show_regions(const struct model *model, FILE *to)
{
	struct grid grid = {
		.heads = { ">id", "name", "size", "if", "" },
		.columns = 5,
		.indent = 2,
	};

	if (model->region_count == 0)
		return;
	heading(to, "Shared memory regions");
	for (unsigned int i = 0; i < model->region_count; i++)
		show_region(&grid, &model->regions[i]);
	grid_print(&grid, to);
}

/* ---- Messages
 * ------------------------------------------------------------------------------------ */

static void show_half(const struct half *half, const char *which,
                      const struct message *message, FILE *to)
{
	if (!half->present)
		return;
	fprintf(to, "\n    %s", which);
	if (half->fields.name.value)
		fprintf(to, ", struct %s", half->fields.name.value);
	fprintf(to, ", %s%u", half->variable ? "at least " : "", half->shortest);
	if (half->shortest < half->least && !half->variable)
		fprintf(to, " to %u", half->least);
	fputs(" bytes\n", to);
	show_fields(&half->fields, message, false, to);
}

static void show_message(const struct message *message, FILE *to)
{
	if (message->family->has_opcode) {
		fprintf(to, "\n  %s, ", message->label.name);
		if (message->opcode_class.given)
			fprintf(to, "class %" PRIu64 ", ", message->opcode_class.value);
		fprintf(to, "opcode %" PRIu64 "%s%s\n", message->opcode.value,
		        message->condition.text.value ? ", if " : "",
		        text_of(message->condition.text.value));
		print_text(to, about_of(&message->label), 2);
	}
	show_half(&message->readable, "device-readable", message, to);
	show_half(&message->writable, "device-writable", message, to);
}

static void show_family(const struct family *family, FILE *to)
{
	fprintf(to, "\n%s %s%s", family->has_opcode ? "Messages" : "Message",
	        family->label.name, family->tolerant ? ", longer ones accepted" : "");
	show_prefix(&family->prefix, to);
	print_text(to, about_of(&family->label), 0);
	for (unsigned int i = 0; i < family->count; i++)
		show_message(&family->messages[i], to);
}

/* ---- What administration commands get and set -------------------------------------------
 */

static void show_body(const struct family *family, const char *what, FILE *to)
{
	const struct half *half;

	if (!family)
		return;
	half = &family->messages->readable;
	fprintf(to, "\n    %s, %s%u bytes\n", what, half->variable ? "at least " : "",
	        half->least);
	show_fields(&half->fields, family->messages, false, to);
}

static void show_facility(const struct facility *facility, FILE *to)
{
	static const char *const names[] = { "Capability", "Resource object",
		                             "Device part" };

	fprintf(to, "\n%s %s, 0x%" PRIx64 "%s%s\n", names[facility->kind],
	        facility->label.name, facility->id.value,
	        facility->condition.text.value ? ", if " : "",
	        text_of(facility->condition.text.value));
	print_text(to, about_of(&facility->label), 0);
	if (facility->limit)
		fprintf(to, "As many as %s says.\n", facility->limit_text.value);
	for (unsigned int i = 0; i < facility->need_count; i++)
		fprintf(to, "Needs %s.\n", facility->needs[i]->label.name);
	show_body(facility->selector, "selector", to);
	show_body(facility->data, facility->kind == FACILITY_PART ? "value" : "data", to);
}

static void show_facilities(const struct model *model, FILE *to)
{
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		for (unsigned int i = 0; i < model->facilities[kind].count; i++)
			show_facility(&model->facilities[kind].list[i], to);
}

static void show_unstated(const struct model *model, FILE *to)
{
	if (model->unstated_count == 0)
		return;
	heading(to, "What this description does not state");
	for (unsigned int i = 0; i < model->unstated_count; i++)
		print_text(to, model->unstated[i].value, 2);
}

void show_text(const struct model *model, FILE *to)
{
	show_identity(model, to);
	show_features(model, to);
	show_config(model, to);
	show_queues(model, to);
	show_regions(model, to);
	show_named_values(model, to);
	show_structures(model, to);
	show_lists(model, to);
	for (unsigned int i = 0; i < model->family_count; i++)
		show_family(&model->families[i], to);
	show_facilities(model, to);
	show_unstated(model, to);
}
