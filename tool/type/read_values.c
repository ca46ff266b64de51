/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads enumerations and sets of flags: in sections of their own, and at fields. */
#include "reader.h"

#include <string.h>

void add_values(struct reader *reader, struct values *values)
{
	values->index = reader->model->values_count;
	list_add(reader, &reader->model->values, &reader->model->values_count, values);
}

static void set_number(struct reader *reader, struct value *value,
                       const struct number *number, bool flags)
{
	value->number_at = number->at;
	value->number = number->value;
	if (!flags || !number->given)
		return;
	if (number->value < 64) {
		value->number = UINT64_C(1) << number->value;
		return;
	}
	complain(reader, number->at, "ST-04", "flag '%s' is bit %llu: bits are 0 to 63",
	         value->label.name, (unsigned long long)number->value);
	advise(reader, "Bits are numbered here, not masks: 3 stands for 0x8.");
}

static void read_one(struct reader *reader, struct pair *pair, struct values *values,
                     struct value *value)
{
	const struct kind *kind = values->flags ? &kind_flag : &kind_enum_value;
	struct value_read read = { .value.label.name = NULL };
	struct node *node = pair->value;
	struct subject subject = { kind->a, pair->key->text, pair->key->at };

	if (!read_name(reader, pair->key, kind, &read.value.label)) {
		*value = read.value;
		return;
	}
	if (node->kind == NODE_MAP)
		read_keys(reader, node, kind, subject, &read);
	else
		read_number(reader, node, &read.number);
	set_number(reader, &read.value, &read.number, values->flags);
	*value = read.value;
}

static void refuse_same(struct reader *reader, const struct values *values)
{
	const struct value *last = &values->values[values->count - 1];

	for (const struct value *value = values->values; value < last; value++) {
		if (value->number != last->number || !value->number_at.line ||
		    !last->number_at.line)
			continue;
		if (last->alias)
			return;
		complain(reader, last->number_at, values->flags ? "ST-04" : "CF-24",
		         "'%s' has the same number as '%s'", last->label.name,
		         value->label.name);
		if (!values->flags)
			advise(reader, "If it is another name for it, say 'alias: yes'.");
		return;
	}
	if (last->alias && last->number_at.line)
		complain(reader, last->number_at, NULL,
		         "'%s' is to be another name, but no value before it has its "
		         "number",
		         last->label.name);
}

void read_value_map(struct reader *reader, struct node *map, struct values *values)
{
	if (!want_map(reader, map, "a mapping of names and numbers"))
		return;
	if (map->count == 0)
		complain(reader, map->at, NULL, "there are no values");
	values->values = arena_alloc(reader->arena, map->count, sizeof(*values->values));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		read_one(reader, &map->pairs[i], values, &values->values[i]);
		values->count++;
		refuse_same(reader, values);
	}
}

static void read_section_entry(struct reader *reader, struct pair *pair,
                               const struct kind *kind, struct named_values *named)
{
	struct values *values = arena_alloc(reader->arena, 1, sizeof(*values));
	struct subject subject = { kind->a, pair->key->text, pair->key->at };
	struct node *map;

	named->name = pair->key->text;
	values->flags = kind == &kind_flags;
	if (!read_name(reader, pair->key, kind, &values->label) ||
	    !read_keys(reader, pair->value, kind, subject, values))
		return;
	map = node_find(pair->value, "values");
	if (map)
		read_value_map(reader, map, values);
	named->values = values;
	add_values(reader, values);
}

static void read_section(struct reader *reader, const struct kind *kind,
                         struct named_values **list, unsigned int *count)
{
	struct node *map =
	        node_find(reader->root, kind == &kind_flags ? "flags" : "enums");

	if (!map || !want_map(reader, map, "a mapping"))
		return;
	*list = arena_alloc(reader->arena, map->count, sizeof(**list));
	*count = map->count;
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++)
		read_section_entry(reader, &map->pairs[i], kind, &(*list)[i]);
}

void read_value_sections(struct reader *reader)
{
	read_section(reader, &kind_enum, &reader->enums, &reader->enum_count);
	read_section(reader, &kind_flags, &reader->flags, &reader->flags_count);
}

struct values *read_inline_values(struct reader *reader, struct node *node, bool flags,
                                  const struct label *field)
{
	struct values *values = arena_alloc(reader->arena, 1, sizeof(*values));

	values->label = *field;
	values->flags = flags;
	values->inline_ = true;
	read_value_map(reader, node, values);
	add_values(reader, values);
	return values;
}

/* A flag for each value of an enumeration: that of the bit of its number. */
static struct values *make_flags_of(struct reader *reader, const struct values *of,
                                    const struct node *name)
{
	struct values *values = arena_alloc(reader->arena, 1, sizeof(*values));

	*values = *of;
	values->flags = true;
	values->of = of;
	values->values = arena_alloc(reader->arena, of->count, sizeof(*values->values));
	for (unsigned int i = 0; i < of->count; i++) {
		uint64_t bit = of->values[i].number;

		values->values[i] = of->values[i];
		values->values[i].number = bit < 64 ? UINT64_C(1) << bit : 0;
		if (bit < 64)
			continue;
		complain(reader, name->at, "ST-04",
		         "'%s' of '%s' is %llu: bits are 0 to 63",
		         of->values[i].label.name, of->label.name,
		         (unsigned long long)bit);
		break;
	}
	add_values(reader, values);
	return values;
}

static struct values *flags_of(struct reader *reader, const struct values *of,
                               const struct node *name)
{
	const struct model *model = reader->model;

	for (unsigned int i = 0; i < model->values_count; i++)
		if (model->values[i]->of == of)
			return model->values[i];
	return make_flags_of(reader, of, name);
}

/* Offers all to the guess, and takes the one of that name; its values may be bad. */
static bool take_named(const struct named_values *list, unsigned int count,
                       struct guess *guess, struct values **values)
{
	for (unsigned int i = 0; i < count; i++) {
		if (!list[i].name)
			continue;
		guess_offer(guess, list[i].name);
		*values = list[i].values;
		if (strcmp(list[i].name, guess->word) == 0)
			return true;
	}
	*values = NULL;
	return false;
}

bool find_values(struct reader *reader, const struct node *name, bool flags,
                 struct values **values)
{
	const char *what = flags ? "set of flags" : "enumeration";
	struct guess guess = { .word = read_word(reader, name, "a name") };

	if (!guess.word)
		return false;
	if (flags && take_named(reader->flags, reader->flags_count, &guess, values))
		return true;
	if (take_named(reader->enums, reader->enum_count, &guess, values)) {
		if (flags && *values)
			*values = flags_of(reader, *values, name);
		return true;
	}
	complain(reader, name->at, NULL, "there is no %s '%s'", what, guess.word);
	advise_guess(reader, &guess,
	             flags ? "Sets of flags stand in the section 'flags'; an enumeration "
	                     "may number the flags, too."
	                   : "Enumerations stand in the section 'enums'.");
	return false;
}
