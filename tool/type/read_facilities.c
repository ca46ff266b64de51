/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads what administration commands get and set: capabilities, resource
 * objects and device parts.
 */
#include "reader.h"

#include <string.h>

#define SELECTOR_SIZE 8 /* struct virtio_dev_part_hdr, device_type_raw */

/* What is different about them. */
static const struct way {
	const char *section, *a, *things;
	const struct kind *kind;
	const char *number, *fields; /* keys */
	uint64_t first, last;
	const char *rule, *place;
	const char *prefix; /* of names in C */
} ways[FACILITY_KINDS] = {
	[FACILITY_CAPABILITY] = { "capabilities", "a capability",
	                          "a mapping of capabilities", &kind_capability, "id",
	                          "fields", 0x800, 0xfff, "DP-10",
	                          "Group administration commands / Device and driver "
	                          "capabilities",
	                          "" },
	[FACILITY_OBJECT] = { "resource_objects", "a resource object",
	                      "a mapping of resource objects", &kind_object, "type",
	                      "fields", 0x200, 0x4ff, "DP-10",
	                      "Group administration commands / Device resource objects",
	                      "resource_obj_" },
	[FACILITY_PART] = { "device_parts", "a device part", "a mapping of device parts",
	                    &kind_part, "type", "value", 0x200, 0x5ff, "DP-01",
	                    "Basic Facilities of a Virtio Device / Device parts",
	                    "dev_part_" },
};

/* ---- Numbers ------------------------------------------------------------------------ */

static void check_number(struct reader *reader, const struct facility *facility)
{
	const struct facilities *all = &reader->model->facilities[facility->kind];
	const struct way *way = &ways[facility->kind];

	if (!facility->id.given)
		return;
	if (facility->id.value < way->first || facility->id.value > way->last) {
		complain(reader, facility->id.at, way->rule,
		         "the %s of %s of a device type is 0x%llx to 0x%llx", way->number,
		         way->a, (unsigned long long)way->first,
		         (unsigned long long)way->last);
		finding_advise(
		        reader->findings, way->place,
		        "Lower numbers are common to all device types, higher ones "
		        "reserved.");
	}
	for (unsigned int i = 0; i < facility->index; i++) {
		if (!all->list[i].id.given || all->list[i].id.value != facility->id.value)
			continue;
		complain(reader, facility->id.at, way->rule,
		         "'%s' and '%s' have the same %s", all->list[i].label.name,
		         facility->label.name, way->number);
		finding_advise(reader->findings, way->place,
		               "It is all that they are told apart by: choose another.");
	}
}

/* ---- Fields ------------------------------------------------------------------------- */

static struct position key_of(const struct node *map, const char *key)
{
	for (unsigned int i = 0; i < map->count; i++)
		if (strcmp(map->pairs[i].key->text, key) == 0)
			return map->pairs[i].key->at;
	return map->at;
}

/* A family of one message, whose readable half the fields are. */
static struct family *read_body(struct reader *reader, const struct facility *facility,
                                const struct node *map, const char *key, const char *name)
{
	struct model *model = reader->model;
	struct family *family = &model->facility_families[model->facility_family_count++];
	struct message *message = arena_alloc(reader->arena, 1, sizeof(*message));
	struct half *half = &message->readable;
	struct node *fields = node_find(map, key);

	family->label = facility->label;
	family->label.name = name;
	family->facility = facility;
	family->messages = message;
	family->count = 1;
	family->index = model->facility_family_count - 1;
	message->label = family->label;
	message->family = family;
	half->at = key_of(map, key);
	half->fields.fields = arena_alloc(reader->arena, count_fields(fields),
	                                  sizeof(*half->fields.fields));
	read_fields(reader, fields, IN_MESSAGE, &kind_field, &half->fields);
	half->present = half->fields.count > 0;
	if (fields->kind == NODE_MAP && fields->count == 0)
		complain(reader, half->at, NULL, "'%s' has no %s", facility->label.name,
		         key);
	lay_out_half(reader, half, half->at);
	return family;
}

/* What the structure is called: as `key` says, else after the facility. */
static const char *structure_name(struct reader *reader, const struct facility *facility,
                                  const struct node *map, const char *key,
                                  const char *end)
{
	const struct node *node = node_find(map, key);
	struct label label;

	if (node && read_word(reader, node, "the name of a structure"))
		read_name(reader, node, &kind_struct, &label);
	if (node && node->kind == NODE_SCALAR)
		return node->text;
	return arena_format(reader->arena, "%s%s%s", ways[facility->kind].prefix,
	                    facility->label.name, end);
}

static void read_data(struct reader *reader, struct facility *facility,
                      const struct node *map)
{
	const char *key = ways[facility->kind].fields;

	if (node_find(map, key))
		facility->data =
		        read_body(reader, facility, map, key,
		                  structure_name(reader, facility, map, "struct", ""));
}

static void read_selector(struct reader *reader, struct facility *facility,
                          const struct node *map)
{
	unsigned int errors = reader->findings->errors;
	const struct half *half;

	if (facility->kind != FACILITY_PART || !node_find(map, "selector"))
		return;
	facility->selector = read_body(
	        reader, facility, map, "selector",
	        structure_name(reader, facility, map, "selector_struct", "_selector"));
	half = &facility->selector->messages->readable;
	if (reader->findings->errors > errors ||
	    (half->least == SELECTOR_SIZE && !half->variable))
		return;
	complain(reader, half->at, "DP-05", "a selector has %d bytes", SELECTOR_SIZE);
	finding_advise(reader->findings, ways[FACILITY_PART].place,
	               "The header of a device part has no room for more; what it leaves "
	               "is reserved and zero: reserved: \"u8[6]\"");
}

/* ---- What belongs together ------------------------------------------------------------- */

static const struct facility *find_facility(const struct reader *reader,
                                            enum facility_kind kind, unsigned int before,
                                            struct guess *guess)
{
	const struct facilities *all = &reader->model->facilities[kind];

	for (unsigned int i = 0; i < all->count && i < before; i++) {
		if (strcmp(all->list[i].label.name, guess->word) == 0)
			return &all->list[i];
		guess_offer(guess, all->list[i].label.name);
	}
	return NULL;
}

static void add_need(struct reader *reader, struct facility *facility,
                     const struct node *node)
{
	struct guess guess = { .word = read_word(reader, node, "a name") };
	const struct facility *need;

	if (!guess.word)
		return;
	need = find_facility(reader, facility->kind, facility->index, &guess);
	if (need) {
		facility->needs[facility->need_count++] = need;
		return;
	}
	complain(reader, node->at, facility->kind == FACILITY_PART ? "DP-06" : "DP-10",
	         "no '%s' stands before this one", guess.word);
	advise_guess(reader, &guess,
	             "What is needed is created first, and described "
	             "first: so there is no circle.");
}

static void read_needs(struct reader *reader, struct facility *facility,
                       const struct node *node)
{
	bool list;

	if (!node || facility->kind == FACILITY_CAPABILITY)
		return;
	list = node->kind == NODE_LIST;
	facility->needs = arena_alloc(reader->arena, list ? node->count : 1,
	                              sizeof(const struct facility *));
	if (!list)
		add_need(reader, facility, node);
	for (unsigned int i = 0; list && i < node->count; i++)
		add_need(reader, facility, node->items[i]);
}

static const struct field *find_limit(const struct facility *facility,
                                      struct guess *guess)
{
	const struct fields *fields;

	if (!facility->data)
		return NULL;
	fields = &facility->data->messages->readable.fields;
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field->kind == VQS_STRUCT || field->extent != VQS_ONE)
			continue;
		if (field->label.name && strcmp(field->label.name, guess->word) == 0)
			return field;
		guess_offer(guess, field->label.name);
	}
	return NULL;
}

/* CAPABILITY.FIELD */
static void read_limit(struct reader *reader, struct facility *facility,
                       const struct node *node)
{
	struct guess guess = { .word = NULL };
	const char *dot;

	if (!node || facility->kind != FACILITY_OBJECT ||
	    !read_word(reader, node, "a field of a capability"))
		return;
	dot = strchr(node->text, '.');
	if (!dot) {
		complain(reader, node->at, NULL,
		         "a capability and its field are expected here");
		advise(reader, "For example: limit: panes_cap.limit");
		return;
	}
	facility->limit_text = (struct text){ node->text, node->at };
	guess.word =
	        arena_format(reader->arena, "%.*s", (int)(dot - node->text), node->text);
	facility->limit_in =
	        find_facility(reader, FACILITY_CAPABILITY, UINT32_MAX, &guess);
	if (facility->limit_in) {
		guess = (struct guess){ .word = dot + 1 };
		facility->limit = find_limit(facility->limit_in, &guess);
	}
	if (facility->limit)
		return;
	complain(reader, node->at, NULL,
	         facility->limit_in ? "'%s' is no number of that capability"
	                            : "there is no capability '%s'",
	         guess.word);
	advise_guess(reader, &guess, NULL);
}

/* ---- All of them -------------------------------------------------------------------- */

static void read_facility(struct reader *reader, struct facility *facility,
                          struct pair *pair)
{
	const struct way *way = &ways[facility->kind];
	const struct subject subject = { way->a, pair->key->text, pair->key->at };
	struct node *map = pair->value;

	if (!read_name(reader, pair->key, way->kind, &facility->label) ||
	    !read_keys(reader, map, way->kind, subject, facility))
		return;
	check_number(reader, facility);
	read_selector(reader, facility, map);
	read_data(reader, facility, map);
	read_needs(reader, facility, node_find(map, "needs"));
	read_limit(reader, facility, node_find(map, "limit"));
}

static void read_kind(struct reader *reader, enum facility_kind kind)
{
	struct node *map = node_find(reader->root, ways[kind].section);
	struct facilities *all = &reader->model->facilities[kind];

	if (!map || !want_map(reader, map, ways[kind].things))
		return;
	all->list = arena_alloc(reader->arena, map->count, sizeof(*all->list));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		all->list[i].kind = kind;
		all->list[i].index = i;
		all->count++;
		read_facility(reader, &all->list[i], &map->pairs[i]);
	}
}

void read_facilities(struct reader *reader)
{
	unsigned int count = 0;

	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		count += count_fields(node_find(reader->root, ways[kind].section));
	reader->model->facility_families =
	        arena_alloc(reader->arena, 2 * (size_t)count, sizeof(struct family));
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		read_kind(reader, (enum facility_kind)kind);
}
