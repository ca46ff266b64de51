/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows a model to people. */
#include "show.h"

#include <inttypes.h>
#include <string.h>

#include "grid.h"
#include "show_fields.h"
#include "type_text.h"

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

/* ---- Configuration space, lists and structures ---------------------------------------- */

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
		grid_cell(&grid, 7, "%s", text_of(item->label.summary.value));
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
