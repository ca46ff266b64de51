/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads what structures are called in C where that is not left to us: a
 * standard device type has the names that its chapter has.
 */
#include <string.h>

#include "reader.h"

static void advise_name(struct reader *reader, const char *example)
{
	advise(reader,
	       "It stands behind virtio_ and the name of the device type, and is made "
	       "of lower-case letters, digits and _: %s",
	       example);
}

/* Where a structure has a name already, or makes no structure of its own. */
static bool has_no_name(struct reader *reader, const struct pair *pair, enum place place,
                        const struct fields *fields)
{
	const char *why = NULL;

	if (place == IN_CONFIG)
		why = "It is struct virtio_lamp_config for a device type 'lamp'.";
	else if (place == IN_STRUCT && fields->name.value)
		why = "It has the name that stands in 'structs'.";
	if (!why)
		return false;
	complain(reader, pair->key->at, NULL,
	         place == IN_CONFIG ? "configuration space has a name already"
	                            : "the structure has a name already");
	advise(reader, "%s", why);
	return true;
}

/* A name that is much like the key, with what can be no type after it. */
static bool is_slip(struct reader *reader, const struct pair *pair)
{
	struct guess guess = { .word = pair->key->text };
	const struct node *node = pair->value;
	bool known = true;

	guess_offer(&guess, kind_field.among->name);
	if (!guess.nearest || node->kind != NODE_SCALAR || !is_name(node->text))
		return false;
	for (enum vqs_kind kind = 0; kind < VQS_STRUCT; kind++)
		if (strcmp(node->text, scalar_name(kind)) == 0)
			return false;
	find_structure(reader, node->text, &known);
	if (known)
		return false;
	complain(reader, pair->key->at, NULL, "there is no type '%s' for a field '%s'",
	         node->text, pair->key->text);
	advise_guess(reader, &guess, NULL);
	return true;
}

bool read_struct_name(struct reader *reader, const struct pair *pair, enum place place,
                      struct fields *fields)
{
	const struct node *node = pair->value;

	if (strcmp(pair->key->text, kind_field.among->name) != 0)
		return is_slip(reader, pair);
	if (has_no_name(reader, pair, place, fields) ||
	    !read_word(reader, node, "the name of a structure"))
		return true;
	if (!is_name(node->text)) {
		complain(reader, node->at, NULL, "'%s' can't be a part of a C name",
		         node->text);
		advise_name(reader, "struct: req_head");
		return true;
	}
	fields->name = (struct text){ node->text, node->at };
	return true;
}

/* Whether it is a name, with any letter for the *. */
static bool is_pattern(struct reader *reader, const char *text)
{
	const char *star = strchr(text, '*');

	if (!star)
		return is_name(text);
	return is_name(arena_format(reader->arena, "%.*sx%s", (int)(star - text), text,
	                            star + 1));
}

void read_pattern(struct reader *reader, const struct node *node, struct text *text)
{
	if (!read_word(reader, node, "a name, or a name with a *"))
		return;
	if (is_pattern(reader, node->text)) {
		*text = (struct text){ node->text, node->at };
		return;
	}
	complain(reader, node->at, NULL, "'%s' is no name, nor one with a *", node->text);
	advise_name(reader, "structs: {readable: req_*}");
}

static void name_half(struct reader *reader, const struct message *message,
                      const struct text *pattern, struct fields *fields)
{
	const char *star;

	if (!pattern->value || fields->name.value || !message->label.name)
		return;
	fields->name = *pattern;
	star = strchr(pattern->value, '*');
	if (!star)
		return;
	fields->name.value =
	        arena_format(reader->arena, "%.*s%s%s", (int)(star - pattern->value),
	                     pattern->value, message->label.name, star + 1);
}

void name_halves(struct reader *reader, struct message *message)
{
	const struct family *family = message->family;

	name_half(reader, message, &family->readable_structs, &message->readable.fields);
	name_half(reader, message, &family->writable_structs, &message->writable.fields);
}
