/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads a description into a model: the file itself, section by section. */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#include "reader.h"

#define EXPERIMENTAL_ID 65535

static void read_device_name(struct reader *reader)
{
	struct node *node = node_find(reader->root, "device");

	if (node && read_word(reader, node, "the name of the device type"))
		read_name(reader, node, &kind_device, &reader->model->label);
	reader->model->named = reader->model->label.name;
}

static void read_device_prefix(struct reader *reader)
{
	struct node *node = node_find(reader->root, "prefix");
	struct label prefix;

	if (node && read_word(reader, node, "what names in generated code start with") &&
	    read_name(reader, node, &kind_device, &prefix))
		reader->model->label.name = prefix.name;
}

static void read_id(struct reader *reader)
{
	const struct node *node = node_find(reader->root, "id");
	struct model *model = reader->model;
	uint64_t number;

	if (!node || !read_word(reader, node, "a number or experimental"))
		return;
	if (strcmp(node->text, "experimental") == 0) {
		model->experimental = true;
		model->id = (struct number){ .value = EXPERIMENTAL_ID, .at = node->at };
		return;
	}
	if (parse_number(node->text, &number) == NUMBER_NONE) {
		complain(reader, node->at, NULL, "'%s' is no device ID", node->text);
		advise(reader, "It is the number that the virtio committee assigned, or "
		               "'experimental' as long as there is none.");
		return;
	}
	read_number(reader, node, &model->id);
}

static void add_transport(struct reader *reader, const struct node *node)
{
	struct model *model = reader->model;
	int which = read_choice(reader, node, words_transport, "a transport");

	if (which < 0)
		return;
	if (model->transports & 1U << which)
		complain(reader, node->at, NULL, "'%s' is given twice", node->text);
	model->transports |= 1U << which;
	model->transports_at[which] = node->at;
}

/* Those that can carry the id: see rules ID-05 and ID-06. */
static unsigned int able_transports(const struct model *model)
{
	uint64_t pci =
	        model->trial_pci_id.given ? model->trial_pci_id.value : model->id.value;
	unsigned int able = TRANSPORT_MMIO;

	if (pci <= 63)
		able |= TRANSPORT_PCI;
	if (model->id.value <= 255)
		able |= TRANSPORT_CCW;
	return able;
}

static void read_transports(struct reader *reader)
{
	const struct node *node = node_find(reader->root, "transports");
	struct model *model = reader->model;

	if (!node) {
		model->transports = able_transports(model);
		return;
	}
	model->transports_given = true;
	if (node->kind != NODE_LIST) {
		if (node->kind != NODE_BAD)
			complain(reader, node->at, NULL,
			         "a list of transports is expected");
		advise(reader, "For example: transports: [pci, mmio]");
		return;
	}
	for (unsigned int i = 0; i < node->count; i++)
		add_transport(reader, node->items[i]);
	if (node->count == 0)
		complain(reader, node->at, NULL, "the list of transports is empty");
}

/* ID-05: two or more capitals, a dash, digits. */
static bool is_rule(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	size_t digits = strspn(text + letters + (text[letters] == '-'), "0123456789");

	return letters >= 2 && text[letters] == '-' && digits >= 2 &&
	       text[letters + 1 + digits] == 0;
}

static void read_answers(struct reader *reader)
{
	struct node *map = node_find(reader->root, "answers");
	struct model *model = reader->model;

	if (!map || !want_map(reader, map, "a mapping of rules and reasons"))
		return;
	model->answers = arena_alloc(reader->arena, map->count, sizeof(*model->answers));
	for (unsigned int i = 0; i < map->count; i++) {
		const struct pair *pair = &map->pairs[i];
		struct answer *answer = &model->answers[model->answer_count];

		if (!is_rule(pair->key->text)) {
			complain(reader, pair->key->at, NULL,
			         "'%s' is not the id of a rule", pair->key->text);
			advise(reader, "It is printed with each finding: [VQ-17].");
			continue;
		}
		answer->rule = (struct text){ pair->key->text, pair->key->at };
		if (read_line(reader, pair->value, &answer->reason))
			model->answer_count++;
	}
}

static void read_unstated(struct reader *reader)
{
	const struct node *list = node_find(reader->root, "unstated");
	struct model *model = reader->model;

	if (!list)
		return;
	if (list->kind != NODE_LIST) {
		if (list->kind != NODE_BAD)
			complain(reader, list->at, NULL, "a list of texts is expected");
		advise(reader, "Each sentence stands in a line of its own, after '- '.");
		return;
	}
	model->unstated =
	        arena_alloc(reader->arena, list->count, sizeof(*model->unstated));
	for (unsigned int i = 0; i < list->count; i++)
		if (read_line(reader, list->items[i],
		              &model->unstated[model->unstated_count]))
			model->unstated_count++;
	if (list->count == 0)
		complain(reader, list->at, NULL, "the list of what is unstated is empty");
}

void read_device(struct reader *reader)
{
	struct position start = { .line = 1, .column = 1, .length = 1 };
	struct subject subject = { "the description", NULL, start };

	if (reader->root->at.line)
		subject.at = reader->root->at;
	read_keys(reader, reader->root, &kind_device, subject, reader->model);
	read_device_name(reader);
	read_device_prefix(reader);
	read_id(reader);
	read_transports(reader);
	read_answers(reader);
	read_unstated(reader);
}

/* Something that is there and never used is likely a slip, but a device works without. */
static void warn_unused(struct reader *reader)
{
	const struct model *model = reader->model;

	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		bool used = false;

		for (unsigned int j = 0; j < model->queue_count; j++)
			used |= model->queues[j].family == family;
		if (used)
			continue;
		finding_add(reader->findings, SEVERITY_WARNING, family->label.at, NULL,
		            "no virtqueue carries the messages of '%s'",
		            family->label.name);
		advise(reader, "Name it at a virtqueue, after 'carries' or 'posted'.");
	}
}

static void refuse_skips(struct reader *reader, const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		if (!fields->fields[i].reserved_skip)
			continue;
		complain(reader, fields->fields[i].label.at, NULL,
		         "'%s' is to be passed over, but is not of an event",
		         fields->fields[i].label.name);
		advise(reader, "A driver can pass over what the device sends unasked. A "
		               "request has to be answered: say 'strict'.");
		return;
	}
}

/* `reserved: skip` is for what the device sends: the writable half of posted buffers. */
static void check_skips(struct reader *reader)
{
	const struct model *model = reader->model;

	for (unsigned int i = 0; i < model->facility_family_count; i++)
		refuse_skips(reader,
		             &model->facility_families[i].messages->readable.fields);
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		const struct family *family = queue->family;

		for (unsigned int k = 0; family && k < family->count; k++) {
			refuse_skips(reader, &family->messages[k].readable.fields);
			if (!queue->posted)
				refuse_skips(reader,
				             &family->messages[k].writable.fields);
		}
	}
}

static void read_all(struct reader *reader)
{
	read_device(reader);
	read_features(reader);
	read_value_sections(reader);
	read_structs(reader);
	read_lists(reader);
	read_config(reader);
	read_families(reader);
	read_queues(reader);
	read_regions(reader);
	read_facilities(reader);
	if (too_many_errors(reader))
		complain(reader, (struct position){ .line = 0 }, NULL,
		         "too many errors: the rest was not read");
	check_skips(reader);
	if (!reader->findings->errors)
		warn_unused(reader);
}

static bool read_tree(struct reader *reader)
{
	struct position start = { .line = 1, .column = 1, .length = 1 };
	unsigned int errors = reader->findings->errors;

	reader->root = tree_read(reader->model->source, reader->arena, reader->findings);
	if (reader->root && reader->root->kind == NODE_MAP)
		return true;
	if (reader->findings->errors > errors)
		return false;
	complain(reader, reader->root ? reader->root->at : start, NULL,
	         reader->root ? "a description is a mapping"
	                      : "the description is empty");
	advise(reader, "It starts like this: device: lamp");
	return false;
}

struct model *model_read(struct source *source, struct findings *findings)
{
	struct arena *arena = arena_create();
	struct model *model = arena_alloc(arena, 1, sizeof(*model));
	struct reader reader = { .model = model, .arena = arena, .findings = findings };
	unsigned int errors = findings->errors;

	model->source = source;
	model->memory = arena;
	if (read_tree(&reader))
		read_all(&reader);
	if (findings->errors == errors)
		return model;
	model->source = NULL; /* it is still needed to print what was found */
	model_destroy(model);
	return NULL;
}

const struct family *model_any_family(const struct model *model, unsigned int index)
{
	if (index < model->family_count)
		return &model->families[index];
	index -= model->family_count;
	return index < model->facility_family_count ? &model->facility_families[index]
	                                            : NULL;
}

void model_destroy(struct model *model)
{
	if (!model)
		return;
	source_destroy(model->source);
	arena_destroy(model->memory);
}
