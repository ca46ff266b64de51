/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads a mapping by the table of its kind's keys. */
#include "reader.h"

#include <string.h>

static void read_text(struct reader *reader, const struct node *node, struct text *text)
{
	if (!read_word(reader, node, "a text"))
		return;
	text->value = node->text;
	text->at = node->at;
}

static void read_prefix(struct reader *reader, const struct node *node, struct text *text)
{
	if (!read_word(reader, node, "a name or none"))
		return;
	if (!is_name(node->text)) {
		complain(reader, node->at, NULL,
		         "'%s' can't start the name of a constant", node->text);
		advise(reader, "It is made of lower-case letters, digits and _, and "
		               "starts with a letter; where C wants capitals they are "
		               "made.");
		return;
	}
	text->value = node->text;
	text->at = node->at;
}

static void *member(void *thing, size_t offset)
{
	return (char *)thing + offset;
}

static void read_value(struct reader *reader, const struct key *key, struct pair *pair,
                       void *thing)
{
	const struct node *node = pair->value;
	bool yes = false;

	switch (key->form) {
	case FORM_LINE:
		read_line(reader, node, member(thing, key->to));
		break;
	case FORM_TEXT:
		read_text(reader, node, member(thing, key->to));
		break;
	case FORM_NUMBER:
		read_number(reader, node, member(thing, key->to));
		break;
	case FORM_YES:
		if (!read_yes(reader, node, &yes))
			break;
		*(bool *)member(thing, key->to) = yes;
		if (yes && key->at)
			*(struct position *)member(thing, key->at) = pair->key->at;
		break;
	case FORM_CONDITION:
		read_condition(reader, node, key->words, member(thing, key->to));
		break;
	case FORM_PATTERN:
		read_pattern(reader, node, member(thing, key->to));
		break;
	case FORM_PREFIX:
		read_prefix(reader, node, member(thing, key->to));
		break;
	default:
		break;
	}
}

/* A key that this kind has not, but one much like it has. */
static const char *meant_for(const struct kind *kind, const char *name)
{
	static const struct kind *const fields[] = { &kind_config_field,
		                                     &kind_header_field, NULL };
	const struct kind *const *cousin = fields;

	if (kind == &kind_single && kind_key(&kind_family, name))
		return kind_family.a;
	if (kind != &kind_field && kind != &kind_config_field &&
	    kind != &kind_header_field)
		return NULL;
	for (; *cousin; cousin++)
		if (kind_key(*cousin, name))
			return (*cousin)->a;
	return NULL;
}

static void advise_keys(struct reader *reader, const struct kind *kind)
{
	const char *list = "";

	for (unsigned int i = 0; i < kind->count; i++)
		list = arena_format(reader->arena, "%s%s%s", list, i ? ", " : "",
		                    kind->keys[i].name);
	advise(reader, "Its keys are %s.", list);
}

static void complain_unknown(struct reader *reader, const struct node *key,
                             const struct kind *kind)
{
	struct guess guess = { .word = key->text };
	const char *meant = meant_for(kind, key->text);

	if (meant) {
		complain(reader, key->at, NULL, "'%s' is no key of %s", key->text,
		         kind->a);
		advise(reader, "It is one of %s.", meant);
		return;
	}
	if (complain_no_key(reader, key, kind))
		return;
	complain(reader, key->at, NULL, "unknown key '%s' of %s", key->text, kind->a);
	for (unsigned int i = 0; i < kind->count; i++)
		guess_offer(&guess, kind->keys[i].name);
	if (guess.nearest)
		advise_guess(reader, &guess, NULL);
	else if (strchr(key->text, ' '))
		advise(reader,
		       "Within braces, a text that has a ',' in it stands in quotes.");
	else
		advise_keys(reader, kind);
}

bool is_misspelled(const struct node *map, const struct kind *kind, const char *name)
{
	if (map->kind != NODE_MAP)
		return false;
	for (unsigned int i = 0; i < map->count; i++) {
		struct guess guess = { .word = map->pairs[i].key->text };

		if (kind_key(kind, guess.word))
			continue;
		guess_offer(&guess, name);
		if (guess.nearest)
			return true;
	}
	return false;
}

static void complain_missing(struct reader *reader, const struct node *map,
                             const struct kind *kind, const struct subject *subject)
{
	for (unsigned int i = 0; i < kind->count; i++) {
		const struct key *key = &kind->keys[i];

		if (!key->required || node_find(map, key->name) ||
		    is_misspelled(map, kind, key->name))
			continue;
		if (subject->name)
			complain(reader, subject->at, NULL, "%s '%s' has no '%s'",
			         strchr(subject->a, ' ') + 1, subject->name, key->name);
		else
			complain(reader, subject->at, NULL, "%s has no '%s'", subject->a,
			         key->name);
		advise(reader, "%s For example: %.*s", key->summary,
		       (int)strcspn(key->example, "\n"), key->example);
	}
}

const char *about_of(const struct label *label)
{
	if (label->about)
		return label->about;
	return label->summary.value ? label->summary.value : "";
}

/* What is said of a thing that a foreign standard defines. */
static void tell_standard(struct reader *reader, const struct kind *kind, void *thing)
{
	const struct key *key = kind_key(kind, "defined_by");
	struct label *label;

	if (!key)
		return;
	label = member(thing, key->to - offsetof(struct label, defined_by));
	if (label->defined_by.value)
		label->about = arena_format(
		        reader->arena, "%s%sDefined by %s.",
		        label->summary.value ? label->summary.value : "",
		        label->summary.value ? " " : "", label->defined_by.value);
}

bool read_keys(struct reader *reader, struct node *map, const struct kind *kind,
               struct subject subject, void *thing)
{
	if (!want_map(reader, map, "a mapping of keys"))
		return false;
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		struct pair *pair = &map->pairs[i];
		const struct key *key = kind_key(kind, pair->key->text);

		if (key)
			read_value(reader, key, pair, thing);
		else if (!kind->rest)
			complain_unknown(reader, pair->key, kind);
	}
	complain_missing(reader, map, kind, &subject);
	tell_standard(reader, kind, thing);
	return true;
}
