/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads unions: a place of fixed length in a structure or a message whose
 * layout is one of several cases, as another field says.
 *
 * The field that says it may stand behind the union, so what refers to it is
 * read when the whole list is.
 */
#include "reader.h"

#include <string.h>

#include "type_text.h"

#define MOST_SLOT 65536 /* bytes of a union */

/* ---- The cases ----------------------------------------------------------------- */

static void read_cases(struct reader *reader, struct node *map, struct union_type *made)
{
	unsigned int count;

	if (!want_map(reader, map, "a mapping of cases"))
		return;
	count = map->count;
	if (count == 0)
		complain(reader, map->at, NULL, "there are no cases");
	made->cases.fields =
	        arena_alloc(reader->arena, count, sizeof(*made->cases.fields));
	made->when = arena_alloc(reader->arena, count, sizeof(*made->when));
	read_fields(reader, map, IN_STRUCT, &kind_case, &made->cases);
	for (unsigned int i = 0; i < made->cases.count; i++) {
		struct field *field = &made->cases.fields[i];
		struct fields alone = { .fields = field, .count = 1 };

		if (field->role == ROLE_RESERVED)
			complain(reader, field->label.at, NULL,
			         "a case can't be called '%s': that is for reserved "
			         "fields",
			         field->label.name);
		lay_out_fields(reader, &alone, field->label.at);
	}
}

static uint32_t largest(const struct union_type *made)
{
	uint32_t size = 0;

	for (unsigned int i = 0; i < made->cases.count; i++)
		if (made->cases.fields[i].size > size)
			size = made->cases.fields[i].size;
	return size;
}

/* Numbers of one kind: then the union is such a number, with one meaning or another. */
static bool is_number(const struct union_type *made, const struct field *field)
{
	const struct field *first = made->cases.fields;

	for (unsigned int i = 0; i < made->cases.count; i++)
		if (first[i].kind == VQS_STRUCT || first[i].kind != first->kind ||
		    first[i].extent != VQS_ONE)
			return false;
	return made->cases.count && !field->slot.given;
}

static void check_size(struct reader *reader, const struct union_type *made,
                       const struct field *field)
{
	if (!field->slot.given)
		return;
	if (field->slot.value == 0 || field->slot.value > MOST_SLOT)
		complain(reader, field->slot.at, NULL, "the size of a union is 1 to %d",
		         MOST_SLOT);
	for (unsigned int i = 0; i < made->cases.count; i++) {
		const struct field *one = &made->cases.fields[i];

		if (one->size <= field->slot.value)
			continue;
		complain(reader, field->slot.at, "ST-12",
		         "'%s' has %u bytes, more than the union", one->label.name,
		         one->size);
		advise(reader, "Left out, 'size' is that of the largest case.");
		return;
	}
}

/* As a field it is a number, or bytes. */
static void set_slot(struct reader *reader, struct union_type *made, struct field *field)
{
	uint64_t size = field->slot.given ? field->slot.value : largest(made);

	check_size(reader, made, field);
	if (size == 0 || size > MOST_SLOT)
		return; /* that was reported */
	made->number = is_number(made, field);
	if (made->number) {
		field->kind = made->cases.fields->kind;
		field->type.value = scalar_name(field->kind);
		return;
	}
	field->kind = VQS_U8;
	field->extent = VQS_ARRAY;
	field->elements = (uint32_t)size;
	field->type.value =
	        arena_format(reader->arena, "u8[%u]", (unsigned int)field->elements);
}

void read_union(struct reader *reader, struct node *map, enum place place,
                struct field *field)
{
	struct union_type *made = arena_alloc(reader->arena, 1, sizeof(*made));
	struct node *cases = node_find(map, "cases");
	const struct node *word = node_find(map, "union");

	if (place == IN_HEADER) {
		complain(reader, field->label.at, NULL,
		         "there are no unions in a header or trailer");
		advise(reader, "Messages tell layouts apart: put it into a message.");
		return;
	}
	if (read_word(reader, word, "the name of a field, or none"))
		made->by_text = (struct text){ word->text, word->at };
	made->label = field->label;
	made->index = reader->model->union_count;
	list_add(reader, &reader->model->unions, &reader->model->union_count, made);
	field->union_ = made;
	field->type.at = field->label.at;
	if (cases)
		read_cases(reader, cases, made);
	else if (!is_misspelled(map, &kind_field, "cases"))
		complain(reader, field->label.at, NULL, "union '%s' has no 'cases'",
		         field->label.name);
	set_slot(reader, made, field);
}

void refuse_union_keys(struct reader *reader, const struct node *map)
{
	static const char *const keys[] = { "size", "length", "cases" };

	for (int i = 0; i < 3; i++) {
		const struct node *node = node_find(map, keys[i]);

		if (!node)
			continue;
		complain(reader, node->at, NULL, "'%s' at a field that is no union",
		         keys[i]);
		advise(reader, "It goes with 'union', the name of the field that tells "
		               "the cases apart.");
	}
}

/* ---- What refers to other fields ------------------------------------------------- */

/* A number of the list that has a native form; NULL: reported. */
static const struct field *find_number(struct reader *reader, const struct fields *fields,
                                       const struct text *name, const char *what)
{
	struct guess guess = { .word = name->value };

	for (unsigned int i = fields->count; i-- > 0;) {
		const struct field *field = &fields->fields[i];

		if (!field->label.name)
			continue;
		guess_offer(&guess, field->label.name);
		if (strcmp(field->label.name, name->value) != 0)
			continue;
		if (field->kind != VQS_STRUCT && field->extent == VQS_ONE &&
		    (field->role == ROLE_NONE || field->role == ROLE_STATUS))
			return field;
		complain(reader, name->at, "ST-12", "%s has to be a single number", what);
		advise(reader, field->role == ROLE_OPCODE
		                       ? "Layouts that the opcode tells apart are "
		                         "messages, each with its own."
		                       : "Reserved fields, structures and arrays don't "
		                         "do.");
		return NULL;
	}
	complain(reader, name->at, "ST-12", "there is no field '%s' beside the union",
	         name->value);
	advise_guess(reader, &guess,
	             "It stands in the same list, before the union or behind it.");
	return NULL;
}

static bool find_value(struct reader *reader, const struct node *node,
                       const struct field *by, uint64_t *value)
{
	struct guess guess = { .word = node->text };
	struct number number = { .value = 0 };

	for (unsigned int i = 0; by->values && i < by->values->count; i++) {
		guess_offer(&guess, by->values->values[i].label.name);
		*value = by->values->values[i].number;
		if (strcmp(by->values->values[i].label.name, node->text) == 0)
			return true;
	}
	if (is_name(node->text)) {
		complain(reader, node->at, NULL, "field '%s' has no value '%s'",
		         by->label.name, node->text);
		advise_guess(reader, &guess, "Give its number.");
		return false;
	}
	read_number(reader, node, &number);
	*value = number.value;
	return number.given;
}

/* Whether an earlier case, or this one, has the value already. */
static bool is_taken(struct reader *reader, const struct union_type *made,
                     unsigned int index, uint64_t value, struct position at)
{
	for (unsigned int i = 0; i <= index; i++)
		for (unsigned int j = 0; j < made->when[i].count; j++) {
			if (made->when[i].values[j] != value)
				continue;
			complain(reader, at, "ST-12", "case '%s' has this value already",
			         made->cases.fields[i].label.name);
			return true;
		}
	return false;
}

static void add_value(struct reader *reader, struct union_type *made, unsigned int index,
                      const struct node *node, const struct field *by)
{
	struct when *when = &made->when[index];
	uint64_t value;

	if (read_word(reader, node, "a value of the field that tells the cases apart") &&
	    find_value(reader, node, by, &value) &&
	    !is_taken(reader, made, index, value, node->at))
		when->values[when->count++] = value;
}

static void read_when(struct reader *reader, struct union_type *made, unsigned int index,
                      const struct node *node, const struct field *by)
{
	unsigned int count = node->kind == NODE_LIST ? node->count : 1;

	made->when[index].values = arena_alloc(reader->arena, count, sizeof(uint64_t));
	if (node->kind != NODE_LIST) {
		add_value(reader, made, index, node, by);
		return;
	}
	for (unsigned int i = 0; i < count; i++)
		add_value(reader, made, index, node->items[i], by);
	if (count == 0)
		complain(reader, node->at, NULL, "the list of values is empty");
}

static void resolve_case(struct reader *reader, struct union_type *made,
                         unsigned int index, const struct node *map,
                         const struct field *by)
{
	const struct node *when = map->kind == NODE_MAP ? node_find(map, "when") : NULL;
	const struct label *label = &made->cases.fields[index].label;

	if (when && by) {
		read_when(reader, made, index, when, by);
	} else if (when && made->by_none) {
		complain(reader, when->at, NULL,
		         "'when' in a union that no field of the message tells");
	} else if (!when && by) {
		complain(reader, label->at, "ST-12", "case '%s' has no 'when'",
		         label->name);
		advise(reader, "It gives the values of '%s' for which this is the case.",
		       by->label.name);
	}
}

static void resolve_by(struct reader *reader, const struct fields *fields,
                       struct field *field, struct union_type *made)
{
	if (!made->by_text.value)
		return;
	made->by_none = strcmp(made->by_text.value, "none") == 0;
	if (!made->by_none) {
		made->by.field = find_number(reader, fields, &made->by_text,
		                             "what tells the cases apart");
		made->by.source = VQS_HERE;
		return;
	}
	if (field->label.summary.value)
		return;
	complain(reader, made->by_text.at, "ST-12",
	         "union '%s' does not say where its case is known from",
	         field->label.name);
	advise(reader, "With 'union: none', the 'summary' says what decides it.");
}

static void resolve_length(struct reader *reader, const struct fields *fields,
                           struct union_type *made, const struct node *node)
{
	struct text name;

	if (!node || !read_word(reader, node, "the name of a field"))
		return;
	name = (struct text){ node->text, node->at };
	made->length = find_number(reader, fields, &name, "the length of a union");
	if (made->number)
		complain(reader, node->at, NULL, "the length of a number");
}

static void resolve_union(struct reader *reader, const struct fields *fields,
                          struct field *field, const struct node *map)
{
	struct union_type *made = field->union_;
	const struct node *cases = node_find(map, "cases");

	resolve_by(reader, fields, field, made);
	resolve_length(reader, fields, made, node_find(map, "length"));
	for (unsigned int i = 0; i < made->cases.count; i++)
		resolve_case(reader, made, i, cases->pairs[i].value, made->by.field);
}

void resolve_unions(struct reader *reader, const struct node *map, unsigned int first,
                    struct fields *fields)
{
	for (unsigned int i = first; i < fields->count; i++) {
		struct field *field = &fields->fields[i];

		/* By name: not every pair of the map is a field. */
		if (field->union_)
			resolve_union(reader, fields, field,
			              node_find(map, field->label.name));
	}
}
