/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads structures. Each is read when it is first used, so members come
 * before users whatever the order of the file.
 */
#include "reader.h"

#include <string.h>

static void add_structure(struct reader *reader, struct structure *structure)
{
	structure->index = reader->model->structure_count;
	list_add(reader, &reader->model->structures, &reader->model->structure_count,
	         structure);
}

/* Reserved fields have no native form, and C has no structure without members. */
static void refuse_empty(struct reader *reader, const struct structure *structure,
                         const struct node *map)
{
	unsigned int count = count_fields(map) - (node_find(map, "struct") != NULL);

	if (map->kind != NODE_MAP)
		return;
	for (unsigned int i = 0; i < structure->fields.count; i++)
		if (structure->fields.fields[i].role != ROLE_RESERVED)
			return;
	if (count && !structure->fields.count)
		return; /* that was reported */
	complain(reader, structure->label.at, NULL, "structure '%s' has no fields%s",
	         structure->label.name, count ? " but reserved ones" : "");
	advise(reader, "For reserved bytes alone use an array: reserved: \"u8[8]\"");
}

static void read_members(struct reader *reader, struct structure *structure,
                         struct node *map)
{
	unsigned int count = count_fields(map);

	structure->fields.fields =
	        arena_alloc(reader->arena, count, sizeof(*structure->fields.fields));
	if (++reader->nesting > MOST_NESTING) {
		complain(reader, structure->label.at, NULL,
		         "structures are nested too deeply");
		advise(reader, "%d levels at most.", MOST_NESTING);
	} else {
		read_fields(reader, map, IN_STRUCT, &kind_field, &structure->fields);
	}
	reader->nesting--;
	refuse_empty(reader, structure, map);
	check_tail(reader, structure);
	lay_out_struct(reader, structure, structure->label.at);
}

static void read_struct(struct reader *reader, struct named_struct *named)
{
	struct structure *structure = arena_alloc(reader->arena, 1, sizeof(*structure));
	struct pair *pair = named->pair;
	struct subject subject = { kind_struct.a, pair->key->text, pair->key->at };
	struct node *fields;

	named->reading = true;
	named->structure = structure;
	structure->fields.name = (struct text){ pair->key->text, pair->key->at };
	if (read_name(reader, pair->key, &kind_struct, &structure->label) &&
	    read_keys(reader, pair->value, &kind_struct, subject, structure)) {
		fields = node_find(pair->value, "fields");
		if (fields)
			read_members(reader, structure, fields);
	}
	named->reading = false;
	add_structure(reader, structure);
}

/* A structure that holds itself has no length. */
static bool is_cyclic(struct reader *reader, struct named_struct *named)
{
	if (!named->reading)
		return false;
	if (!named->bad)
		complain(reader, named->pair->key->at, NULL,
		         "structure '%s' is a part of itself", named->pair->key->text);
	named->bad = true;
	return true;
}

struct structure *find_structure(struct reader *reader, const char *name, bool *known)
{
	for (unsigned int i = 0; i < reader->struct_count; i++) {
		struct named_struct *named = &reader->structs[i];

		if (strcmp(named->pair->key->text, name) != 0)
			continue;
		*known = true;
		if (is_cyclic(reader, named))
			return NULL;
		if (!named->structure)
			read_struct(reader, named);
		return named->structure;
	}
	*known = false;
	return NULL;
}

void guess_structure(const struct reader *reader, struct guess *guess)
{
	for (unsigned int i = 0; i < reader->struct_count; i++)
		guess_offer(guess, reader->structs[i].pair->key->text);
}

struct structure *read_inline_struct(struct reader *reader, struct node *fields,
                                     const struct label *field)
{
	struct structure *structure = arena_alloc(reader->arena, 1, sizeof(*structure));

	structure->label = *field;
	structure->inline_ = true;
	if (want_map(reader, fields, "a mapping of fields"))
		read_members(reader, structure, fields);
	if (structure->fields.name.value) {
		structure->label.name = structure->fields.name.value;
		structure->label.at = structure->fields.name.at;
	}
	add_structure(reader, structure);
	return structure;
}

void read_structs(struct reader *reader)
{
	struct node *map = node_find(reader->root, "structs");

	if (!map || !want_map(reader, map, "a mapping of structures"))
		return;
	reader->structs =
	        arena_alloc(reader->arena, map->count, sizeof(*reader->structs));
	reader->struct_count = map->count;
	for (unsigned int i = 0; i < map->count; i++)
		reader->structs[i].pair = &map->pairs[i];
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++)
		if (!reader->structs[i].structure)
			read_struct(reader, &reader->structs[i]);
}
