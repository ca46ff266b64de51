/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the families of messages. */
#include "read_messages.h"

#include <stdlib.h>
#include <string.h>

/* ---- Halves --------------------------------------------------------------------- */

/* What stands before and after the body of a half, and what the body is made of. */
struct around {
	const struct fields *header, *trailer;
	const struct kind *kind;
};

static void append(struct reader *reader, struct fields *to, const struct fields *from,
                   bool trailer)
{
	for (unsigned int i = 0; i < from->count; i++) {
		struct field *field = &to->fields[to->count];

		if (!spend_field(reader, from->fields[i].label.at))
			return;
		*field = from->fields[i];
		field->index = to->count++;
		field->from_header = !trailer;
		field->from_trailer = trailer;
	}
}

static struct position key_place(const struct node *map, const struct node *value)
{
	for (unsigned int i = 0; value && i < map->count; i++)
		if (map->pairs[i].value == value)
			return map->pairs[i].key->at;
	return (struct position){ .line = 0 };
}

/* Header, body and trailer in a row. */
static void read_half(struct reader *reader, struct half *half, const struct node *map,
                      const char *word, const struct around *around)
{
	struct node *body = node_find(map, word);
	unsigned int room =
	        around->header->count + count_fields(body) + around->trailer->count;

	half->fields.fields =
	        arena_alloc(reader->arena, room, sizeof(*half->fields.fields));
	half->at = key_place(map, body);
	append(reader, &half->fields, around->header, false);
	if (body)
		read_fields(reader, body, IN_MESSAGE, around->kind, &half->fields);
	append(reader, &half->fields, around->trailer, true);
	half->present = half->fields.count > 0;
	lay_out_half(reader, half, half->at.line ? half->at : map->at);
}

static bool is_silent(struct reader *reader, const struct message *message,
                      const struct node *map)
{
	const struct node *writable = node_find(map, "writable");

	if (!message->silent)
		return false;
	if (message->family->opcode_writable) {
		complain(reader, node_find(map, "silent")->at, NULL,
		         "the opcode of '%s' is in the writable half",
		         message->family->label.name);
		return false;
	}
	if (writable)
		complain(reader, writable->at, NULL, "'%s' is silent, and has an answer",
		         message->label.name);
	return true;
}

static void read_halves(struct reader *reader, struct message *message,
                        const struct family *family, const struct node *map)
{
	const struct kind *kind = family->has_opcode ? &kind_field : &kind_header_field;
	struct around readable = { &family->readable_header, &family->readable_trailer,
		                   kind };
	struct around writable = { &family->writable_header, &family->writable_trailer,
		                   kind };

	read_half(reader, &message->readable, map, "readable", &readable);
	if (is_silent(reader, message, map)) {
		lay_out_half(reader, &message->writable, map->at);
		return;
	}
	reader->readable = &message->readable.fields;
	read_half(reader, &message->writable, map, "writable", &writable);
	reader->readable = NULL;
}

/* ---- Families of several messages ------------------------------------------------- */

static void guess_key(struct guess *guess)
{
	for (unsigned int i = 0; i < kind_family.count; i++)
		guess_offer(guess, kind_family.keys[i].name);
	guess_offer(guess, "readable");
	guess_offer(guess, "writable");
}

/* Whether it is meant as one: else it is a misspelled key, most likely. */
static bool is_message(const struct pair *pair)
{
	struct guess guess = { .word = pair->key->text };

	if (pair->value->kind != NODE_MAP)
		return false;
	guess_key(&guess);
	return !guess.nearest || node_find(pair->value, "opcode");
}

static void complain_message(struct reader *reader, const struct pair *pair)
{
	struct guess guess = { .word = pair->key->text };

	if (pair->value->kind == NODE_BAD)
		return;
	complain(reader, pair->key->at, NULL, "'%s' is neither a key of %s nor a message",
	         pair->key->text, kind_family.a);
	guess_key(&guess);
	advise_guess(reader, &guess, "A message is a mapping with an 'opcode'.");
}

static void read_message(struct reader *reader, struct family *family, struct pair *pair)
{
	struct message *message = &family->messages[family->count];
	struct subject subject = { kind_message.a, pair->key->text, pair->key->at };

	if (!is_message(pair)) {
		complain_message(reader, pair);
		return;
	}
	family->count++;
	message->family = family;
	if (!read_name(reader, pair->key, &kind_message, &message->label))
		return;
	read_keys(reader, pair->value, &kind_message, subject, message);
	read_opcode(reader, family, message, pair->value);
	read_ok(reader, message, pair->value);
	read_halves(reader, message, family, pair->value);
	name_halves(reader, message);
}

static int by_opcode(const void *left, const void *right)
{
	const struct message *a = left, *b = right;

	if (message_number(a) != message_number(b))
		return message_number(a) < message_number(b) ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

static void sort_messages(struct family *family)
{
	for (unsigned int i = 0; i < family->count; i++)
		family->messages[i].index = i;
	if (family->count > 1)
		qsort(family->messages, family->count, sizeof(*family->messages),
		      by_opcode);
	for (unsigned int i = 0; i < family->count; i++)
		family->messages[i].index = i;
}

static void read_patterns(struct reader *reader, struct family *family, struct node *map)
{
	const struct subject subject = { kind_half_structs.a, NULL, { .line = 0 } };
	struct node *node = node_find(map, "structs");

	if (node)
		read_keys(reader, node, &kind_half_structs, subject, family);
}

static void read_several(struct reader *reader, struct family *family, struct node *map)
{
	struct subject subject = { kind_family.a, family->label.name, family->label.at };
	unsigned int errors = reader->findings->errors;

	family->has_opcode = true;
	read_keys(reader, map, &kind_family, subject, family);
	read_patterns(reader, family, map);
	read_frame(reader, family, map);
	family->messages =
	        arena_alloc(reader->arena, map->count, sizeof(*family->messages));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++)
		if (!kind_key(&kind_family, map->pairs[i].key->text))
			read_message(reader, family, &map->pairs[i]);
	sort_messages(family);
	if (family->count || reader->findings->errors > errors)
		return;
	complain(reader, family->label.at, NULL, "family '%s' has no messages",
	         family->label.name);
	advise(reader,
	       "It has messages with an 'opcode' each, or is a message itself: then "
	       "it has 'readable' or 'writable'.");
}

/* ---- Families of one message --------------------------------------------------------
 */

static void read_single(struct reader *reader, struct family *family, struct node *map)
{
	struct subject subject = { kind_single.a, family->label.name, family->label.at };
	struct message *message = arena_alloc(reader->arena, 1, sizeof(*message));

	read_keys(reader, map, &kind_single, subject, family);
	family->messages = message;
	family->count = 1;
	message->label = family->label;
	message->family = family;
	read_halves(reader, message, family, map);
	read_single_status(reader, family, map);
	message->ok = family->ok;
}

/* ---- All of them ---------------------------------------------------------------------
 */

static void read_family(struct reader *reader, struct family *family, struct pair *pair)
{
	struct node *map = pair->value;

	if (!read_name(reader, pair->key, &kind_family, &family->label) ||
	    !want_map(reader, map, "a family of messages"))
		return;
	if (node_find(map, "readable") || node_find(map, "writable"))
		read_single(reader, family, map);
	else
		read_several(reader, family, map);
}

void read_families(struct reader *reader)
{
	struct node *map = node_find(reader->root, "messages");
	struct model *model = reader->model;

	if (!map || !want_map(reader, map, "a mapping of families of messages"))
		return;
	model->families =
	        arena_alloc(reader->arena, map->count, sizeof(*model->families));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		struct family *family = &model->families[model->family_count++];

		family->index = i;
		read_family(reader, family, &map->pairs[i]);
	}
}
