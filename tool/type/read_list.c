/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads lists: items that each start with a head, which tells type and length. */
#include "reader.h"

#include <string.h>

#define MOST_HEAD  VQS_HEAD_MOST
#define MOST_ALIGN 4096

/* ---- The head ------------------------------------------------------------------ */

static void read_head(struct reader *reader, struct list_type *list,
                      const struct node *node)
{
	struct guess guess = { .word = read_word(reader, node,
		                                 "the name of a structure") };
	const struct structure *head;
	bool known;

	if (!guess.word)
		return;
	head = find_structure(reader, guess.word, &known);
	if (!known) {
		complain(reader, node->at, NULL, "there is no structure '%s'",
		         guess.word);
		guess_structure(reader, &guess);
		advise_guess(reader, &guess,
		             "Structures stand in the section 'structs'.");
	}
	if (!head)
		return;
	for (unsigned int i = 0; i < head->fields.count; i++)
		if (head->fields.fields[i].kind == VQS_STRUCT) {
			complain(reader, node->at, NULL,
			         "the head of a list has numbers, no structures");
			return;
		}
	if (head->size > MOST_HEAD)
		complain(reader, node->at, NULL, "the head of a list is at most %d bytes",
		         MOST_HEAD);
	else
		list->head = head;
}

/* A single number of the head. */
static const struct field *find_in_head(struct reader *reader,
                                        const struct list_type *list,
                                        const struct node *node, const char *name)
{
	struct guess guess = { .word = name };

	for (unsigned int i = 0; i < list->head->fields.count; i++) {
		const struct field *field = &list->head->fields.fields[i];

		if (!field->label.name)
			continue;
		guess_offer(&guess, field->label.name);
		if (strcmp(field->label.name, name) != 0)
			continue;
		if (field->extent == VQS_ONE && field->role == ROLE_NONE)
			return field;
		complain(reader, node->at, NULL, "'%s' has to be a single number", name);
		return NULL;
	}
	complain(reader, node->at, NULL, "the head '%s' has no field '%s'",
	         list->head->label.name, name);
	advise_guess(reader, &guess, NULL);
	return NULL;
}

static void read_range(struct reader *reader, struct list_type *list,
                       const struct node *node, const char *name)
{
	const struct bits *bits = list->type->bits;
	struct guess guess = { .word = name };

	for (unsigned int i = 0; bits && i < bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i];

		if (!range->label.name || range->role == ROLE_RESERVED)
			continue;
		guess_offer(&guess, range->label.name);
		if (strcmp(range->label.name, name) == 0) {
			list->range = range;
			return;
		}
	}
	complain(reader, node->at, NULL, "field '%s' has no bits '%s'",
	         list->type->label.name, name);
	advise_guess(reader, &guess, NULL);
}

/* FIELD or FIELD.BITS */
static void read_type(struct reader *reader, struct list_type *list,
                      const struct node *node)
{
	const char *dot;

	if (!node || !list->head ||
	    !read_word(reader, node, "the name of a field of the head"))
		return;
	list->type_text = (struct text){ node->text, node->at };
	dot = strchr(node->text, '.');
	list->type = find_in_head(reader, list, node,
	                          dot ? arena_format(reader->arena, "%.*s",
	                                             (int)(dot - node->text), node->text)
	                              : node->text);
	if (dot && list->type)
		read_range(reader, list, node, dot + 1);
}

static void read_length(struct reader *reader, struct list_type *list,
                        const struct node *node)
{
	if (!node || !list->head ||
	    !read_word(reader, node, "the name of a field of the head"))
		return;
	list->length = find_in_head(reader, list, node, node->text);
	if (list->length && list->length == list->type)
		complain(reader, node->at, NULL, "'%s' is the type already",
		         list->length->label.name);
}

/* ---- Values of the type ------------------------------------------------------------ */

static const struct values *values_of(const struct list_type *list)
{
	if (list->range)
		return list->range->values;
	return list->type ? list->type->values : NULL;
}

static bool read_type_value(struct reader *reader, const struct list_type *list,
                            const struct node *node, uint64_t *value)
{
	const struct values *values = values_of(list);
	struct guess guess = { .word = read_word(reader, node, "a value of the type") };
	struct number number = { .given = false };

	if (!guess.word)
		return false;
	for (unsigned int i = 0; values && i < values->count; i++) {
		guess_offer(&guess, values->values[i].label.name);
		*value = values->values[i].number;
		if (strcmp(values->values[i].label.name, guess.word) == 0)
			return true;
	}
	if (is_name(guess.word)) {
		complain(reader, node->at, NULL, "the type has no value '%s'",
		         guess.word);
		advise_guess(reader, &guess, "Give its number.");
		return false;
	}
	read_number(reader, node, &number);
	*value = number.value;
	return number.given;
}

static void read_end(struct reader *reader, struct list_type *list,
                     const struct node *node)
{
	if (!node)
		return;
	if (!list->type_text.value) {
		complain(reader, node->at, NULL, "'ends_with' in a list without 'type'");
		return;
	}
	list->ends = read_type_value(reader, list, node, &list->end);
}

/* ---- Items ----------------------------------------------------------------------- */

static void refuse_same(struct reader *reader, const struct list_type *list,
                        unsigned int index, struct position at)
{
	if (list->ends && list->values[index] == list->end)
		complain(reader, at, "ST-13", "an item of this type ends the list");
	for (unsigned int i = 0; i < index; i++)
		if (list->values[i] == list->values[index])
			complain(reader, at, "ST-13", "item '%s' has this value already",
			         list->items.fields[i].label.name);
}

static void read_item_value(struct reader *reader, struct list_type *list,
                            unsigned int index, const struct node *map)
{
	const struct node *node = map->kind == NODE_MAP ? node_find(map, "value") : NULL;
	const struct label *label = &list->items.fields[index].label;

	if (node && !list->type_text.value) {
		complain(reader, node->at, NULL, "'value' in a list without 'type'");
	} else if (node) {
		if (read_type_value(reader, list, node, &list->values[index]))
			refuse_same(reader, list, index, node->at);
	} else if (list->type_text.value) {
		complain(reader, label->at, "ST-13", "item '%s' has no 'value'",
		         label->name);
		advise(reader, "It is what the type in the head of such an item is.");
	} else if (index > 0) {
		complain(reader, label->at, "ST-13",
		         "a second item in a list without 'type'");
		advise(reader, "Nothing tells them apart: 'type' names the field of the "
		               "head that does.");
	}
}

static bool is_whole(const struct list_type *list, const struct field *item)
{
	const struct field *first;

	if (item->kind != VQS_STRUCT || item->extent != VQS_ONE || !item->structure ||
	    item->structure->fields.count == 0)
		return false;
	first = item->structure->fields.fields;
	return first->kind == VQS_STRUCT && first->extent == VQS_ONE &&
	       first->structure == list->head;
}

static void read_items(struct reader *reader, struct list_type *list, struct node *map)
{
	if (!want_map(reader, map, "a mapping of items"))
		return;
	if (map->count == 0)
		complain(reader, map->at, NULL, "there are no items");
	list->items.fields =
	        arena_alloc(reader->arena, map->count, sizeof(*list->items.fields));
	list->values = arena_alloc(reader->arena, map->count, sizeof(*list->values));
	list->whole = arena_alloc(reader->arena, map->count, sizeof(*list->whole));
	read_fields(reader, map, IN_ITEM, &kind_item, &list->items);
	for (unsigned int i = 0; i < list->items.count; i++) {
		struct field *item = &list->items.fields[i];
		struct fields alone = { .fields = item, .count = 1 };

		item->role = ROLE_NONE;
		list->whole[i] = is_whole(list, item);
		lay_out_fields(reader, &alone, item->label.at);
		read_item_value(reader, list, i, map->pairs[i].value);
	}
}

/* ---- A list, and all of them ------------------------------------------------------ */

static void read_list(struct reader *reader, struct pair *pair, struct list_type *list)
{
	struct subject subject = { kind_list.a, pair->key->text, pair->key->at };
	struct node *map = pair->value;
	struct node *items;

	if (!read_name(reader, pair->key, &kind_list, &list->label) ||
	    !read_keys(reader, map, &kind_list, subject, list))
		return;
	if (node_find(map, "head"))
		read_head(reader, list, node_find(map, "head"));
	read_type(reader, list, node_find(map, "type"));
	if (node_find(map, "type") && !list->type_text.value)
		list->type_text.value = ""; /* it was bad: nothing more follows from it */
	read_length(reader, list, node_find(map, "length"));
	read_end(reader, list, node_find(map, "ends_with"));
	items = node_find(map, "items");
	if (items)
		read_items(reader, list, items);
	if (list->align.given &&
	    (list->align.value == 0 || list->align.value > MOST_ALIGN))
		complain(reader, list->align.at, NULL, "'align' is 1 to %d", MOST_ALIGN);
}

void read_lists(struct reader *reader)
{
	struct node *map = node_find(reader->root, "lists");

	if (!map || !want_map(reader, map, "a mapping of lists"))
		return;
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		struct list_type *list = arena_alloc(reader->arena, 1, sizeof(*list));

		list->index = reader->model->list_count;
		list_add(reader, &reader->model->lists, &reader->model->list_count, list);
		list->label.name = map->pairs[i].key->text;
		read_list(reader, &map->pairs[i], list);
	}
}

static const struct list_type *find_list(struct reader *reader, const struct node *node)
{
	struct guess guess = { .word = read_word(reader, node, "the name of a list") };

	if (!guess.word)
		return NULL;
	for (unsigned int i = 0; i < reader->model->list_count; i++) {
		const struct list_type *list = reader->model->lists[i];

		if (!list->label.name)
			continue;
		guess_offer(&guess, list->label.name);
		if (strcmp(list->label.name, guess.word) == 0)
			return list;
	}
	complain(reader, node->at, NULL, "there is no list '%s'", guess.word);
	advise_guess(reader, &guess, "Lists stand in the section 'lists'.");
	return NULL;
}

void read_list_of(struct reader *reader, const struct node *node, enum place place,
                  struct field *field)
{
	if (place != IN_MESSAGE) {
		complain(reader, node->at, NULL, "a list stands in a message");
		return;
	}
	field->list = find_list(reader, node);
	if (field->kind == VQS_U8 && field->extent != VQS_ONE && !field->union_)
		return;
	complain(reader, node->at, NULL, "a list has to be bytes");
	advise(reader, "For example: %s: {type: \"u8[]\", list: %s}", field->label.name,
	       node->text ? node->text : "");
}
