/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The text after `type`: a scalar or a structure, and how many of it.
 *
 *	le16    u8[6]    lamp_step[count]    u8[count * 4 + 2]    u8[]
 *	u8[config.most]    le32[readable.rows * readable.columns]
 *	u8[head.key_length + head.tag_length]
 *
 * virtio 1.4, Structure Specifications.
 */
#include "reader.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const scalars[] = { "u8",   "le16", "le32", "le64",
	                               "be16", "be32", "be64", NULL };

const char *scalar_name(enum vqs_kind kind)
{
	return kind < VQS_STRUCT ? scalars[kind] : "struct";
}

unsigned int scalar_size(enum vqs_kind kind)
{
	static const unsigned int sizes[] = { 1, 2, 4, 8, 2, 4, 8 };

	return kind < VQS_STRUCT ? sizes[kind] : 0;
}

uint64_t scalar_max(enum vqs_kind kind)
{
	unsigned int size = scalar_size(kind);

	return size >= 8 ? UINT64_MAX : (UINT64_C(1) << (8 * size)) - 1;
}

/* ---- Reading ------------------------------------------------------------------- */

struct cursor {
	struct reader *reader;
	const struct node *node;
	const char *at;
	bool failed;
};

static void skip(struct cursor *cursor)
{
	cursor->at += strspn(cursor->at, " ");
}

static size_t word_length(const char *text)
{
	size_t length = 0;

	while (isalnum((unsigned char)text[length]) || text[length] == '_')
		length++;
	return length;
}

static void fail(struct cursor *cursor, const char *what)
{
	if (cursor->failed)
		return;
	complain(cursor->reader,
	         node_place(cursor->node, (size_t)(cursor->at - cursor->node->text), 1),
	         NULL, "%s", what);
	advise(cursor->reader,
	       "A type is a scalar or a structure, alone or with a number of elements: "
	       "le16, "
	       "u8[6], step[count], step[config.most * 2 + 1], or u8[] for all that is "
	       "left.");
	cursor->failed = true;
}

static bool take(struct cursor *cursor, char what)
{
	skip(cursor);
	if (*cursor->at != what)
		return false;
	cursor->at++;
	skip(cursor);
	return true;
}

static void read_base(struct cursor *cursor, struct type_text *type)
{
	size_t length = word_length(cursor->at);

	if (length == 0 || length > NAME_LENGTH) {
		fail(cursor, length ? "the name of a type is too long"
		                    : "a type is expected here");
		return;
	}
	memcpy(type->base, cursor->at, length);
	for (int i = 0; scalars[i]; i++) {
		if (strcmp(type->base, scalars[i]) != 0)
			continue;
		type->kind = (enum vqs_kind)i;
		type->is_scalar = true;
	}
	if (!type->is_scalar)
		type->kind = VQS_STRUCT;
	cursor->at += length;
}

static uint64_t read_digits(struct cursor *cursor, uint64_t max)
{
	char text[32] = "";
	size_t length = word_length(cursor->at);
	enum number_error error = NUMBER_LARGE;
	uint64_t number = 0;

	if (length < sizeof(text)) {
		memcpy(text, cursor->at, length);
		error = parse_number(text, &number);
	}
	if (error == NUMBER_OCTAL)
		fail(cursor, "a number that starts with 0: write it without");
	else if (error == NUMBER_LARGE || (error == NUMBER_FINE && number > max))
		fail(cursor, "this number is too large");
	else if (error != NUMBER_FINE)
		fail(cursor, "a number is expected here");
	cursor->at += length;
	return number;
}

static bool take_word(struct cursor *cursor, char word[NAME_LENGTH + 1])
{
	size_t length = word_length(cursor->at);

	if (length == 0 || length > NAME_LENGTH) {
		fail(cursor, "a number or the name of a field is expected here");
		return false;
	}
	memcpy(word, cursor->at, length);
	word[length] = 0;
	cursor->at += length;
	return true;
}

static enum vqs_source source_named(struct cursor *cursor, const char *word)
{
	if (strcmp(word, "config") == 0)
		return VQS_CONFIG;
	if (strcmp(word, "readable") == 0)
		return VQS_READABLE;
	fail(cursor,
	     strcmp(word, "writable") == 0
	             ? "the device-writable half is not there yet when this is read"
	             : "only 'config' and 'readable' have fields that can count "
	               "here");
	return VQS_NONE;
}

static bool names_list(const char *word)
{
	return strcmp(word, "config") == 0 || strcmp(word, "readable") == 0 ||
	       strcmp(word, "writable") == 0;
}

/* .NAME.NAME: members, which are looked up when their field is known. */
static void skip_members(struct cursor *cursor, struct type_counter *counter)
{
	char word[NAME_LENGTH + 1];

	if (*cursor->at == '.')
		counter->within = (size_t)(cursor->at + 1 - cursor->node->text);
	while (*cursor->at == '.' && !cursor->failed) {
		cursor->at++;
		take_word(cursor, word);
	}
}

/* NAME, config.NAME or readable.NAME, and members of it */
static void read_term(struct cursor *cursor, struct type_counter *counter)
{
	const char *start = cursor->at;

	counter->source = VQS_HERE;
	counter->at = (size_t)(start - cursor->node->text);
	if (!take_word(cursor, counter->name))
		return;
	if (*cursor->at == '.' && names_list(counter->name)) {
		counter->source = source_named(cursor, counter->name);
		cursor->at++;
		if (!cursor->failed)
			take_word(cursor, counter->name);
	}
	skip_members(cursor, counter);
	counter->length = (size_t)(cursor->at - start);
}

static void read_plus(struct cursor *cursor, struct type_text *type)
{
	if (isdigit((unsigned char)*cursor->at))
		type->addend = read_digits(cursor, INT32_MAX);
	else if (type->times.source != VQS_NONE || type->factor != 1)
		fail(cursor, "a count is a product or a sum of fields, not both");
	else if (type->plus_count == TERMS_MOST - 1)
		fail(cursor, "a sum of more than four fields");
	else
		read_term(cursor, &type->plus[type->plus_count++]);
}

/* TERM [* TERM] [* NUMBER] [+ NUMBER], or TERM [+ TERM] [+ TERM] [+ TERM] [+ NUMBER] */
static void read_counter(struct cursor *cursor, struct type_text *type)
{
	type->extent = VQS_COUNTED;
	type->factor = 1;
	read_term(cursor, &type->counter);
	while (!cursor->failed && take(cursor, '*')) {
		if (isdigit((unsigned char)*cursor->at) && type->factor == 1)
			type->factor = read_digits(cursor, UINT16_MAX);
		else if (type->times.source == VQS_NONE)
			read_term(cursor, &type->times);
		else
			fail(cursor, "a count is a product of two fields and a number at "
			             "most");
	}
	while (!cursor->failed && !type->addend && take(cursor, '+'))
		read_plus(cursor, type);
	if (type->factor == 0)
		fail(cursor, "a count that is multiplied by 0");
}

static void read_brackets(struct cursor *cursor, struct type_text *type)
{
	if (take(cursor, ']')) {
		type->extent = VQS_REST;
		type->elements = 0;
		return;
	}
	if (isdigit((unsigned char)*cursor->at)) {
		type->extent = VQS_ARRAY;
		type->elements = read_digits(cursor, MOST_BYTES);
		if (type->elements == 0)
			fail(cursor, "an array of no elements");
	} else {
		read_counter(cursor, type);
	}
	skip(cursor);
	if (!cursor->failed && !take(cursor, ']'))
		fail(cursor, "a ']' is missing here");
}

bool read_type_text(struct reader *reader, const struct node *node,
                    struct type_text *type)
{
	struct cursor cursor = { .reader = reader, .node = node, .at = node->text };

	*type = (struct type_text){ .extent = VQS_ONE, .elements = 1 };
	if (!read_word(reader, node, "a type"))
		return false;
	skip(&cursor);
	read_base(&cursor, type);
	if (!cursor.failed && take(&cursor, '['))
		read_brackets(&cursor, type);
	skip(&cursor);
	if (!cursor.failed && *cursor.at == '[')
		fail(&cursor, "an array of arrays");
	else if (!cursor.failed && *cursor.at)
		fail(&cursor, "the type ends here, but more follows");
	return !cursor.failed;
}

/* ---- Types of other languages ---------------------------------------------------- */

static const struct {
	const char *word, *advice;
} foreign[] = {
	{ "int", "How wide an int is depends on the compiler. Write le32." },
	{ "unsigned", "How wide it is depends on the compiler. Write le32." },
	{ "uint", "How wide it is depends on the compiler. Write le32." },
	{ "short", "How wide a short is depends on the compiler. Write le16." },
	{ "long", "How wide a long is depends on the machine. Write le64." },
	{ "size_t", "How wide a size_t is depends on the machine. Write le32 or le64." },
	{ "bool", "How wide a bool is depends on the compiler. Write u8 with values: "
	          "{no: 0, yes: 1}." },
	{ "boolean", "Write u8 with values: {no: 0, yes: 1}." },
	{ "char", "A char is signed on one machine and unsigned on another. Write u8." },
	{ "byte", "Write u8." },
	{ "le8", "A byte has no byte order. Write u8." },
	{ "be8", "A byte has no byte order. Write u8." },
	{ "string",
	  "Write u8[N] for a text of at most N bytes, or u8[] for one that takes "
	  "the rest of the half." },
	{ "enum", "Write how wide it is, and the values beside it: {type: u8, values: "
	          "{...}}." },
	{ "float", "virtio has no floating point. Write an integer in a smaller unit." },
	{ "double", "virtio has no floating point. Write an integer in a smaller unit." },
	{ "pointer", "An address of one side means nothing to the other. Put the data in "
	             "the message." },
	{ "u16", "It lacks the byte order. Write le16." },
	{ "u32", "It lacks the byte order. Write le32." },
	{ "u64", "It lacks the byte order. Write le64." },
	{ "uint8_t", "Write u8." },
	{ "uint16_t", "It lacks the byte order. Write le16." },
	{ "uint32_t", "It lacks the byte order. Write le32." },
	{ "uint64_t", "It lacks the byte order. Write le64." },
	{ "__u8", "Write u8." },
	{ "__u16", "It lacks the byte order. Write le16." },
	{ "__u32", "It lacks the byte order. Write le32." },
	{ "__u64", "It lacks the byte order. Write le64." },
	{ "__le16", "Write le16." },
	{ "__le32", "Write le32." },
	{ "__le64", "Write le64." },
	{ "s8", "virtio has no signed types. Write u8, and say how it is to be read." },
	{ "s16",
	  "virtio has no signed types. Write le16, and say how it is to be read." },
	{ "s32",
	  "virtio has no signed types. Write le32, and say how it is to be read." },
	{ "s64",
	  "virtio has no signed types. Write le64, and say how it is to be read." },
	{ "le128", "Write u8[16], or two le64." },
	{ "u128", "Write u8[16], or two le64." },
};

static const char *advice_for(const char *word)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (strcmp(foreign[i].word, word) == 0)
			return foreign[i].advice;
	return NULL;
}

/* u24, le48, int12: an integer of a width that nobody can access. 0: none of these. */
static unsigned long odd_width(const char *word)
{
	static const char *const stems[] = { "uint", "int", "le", "be", "u", "s", NULL };

	for (int i = 0; stems[i]; i++) {
		size_t length = strlen(stems[i]);
		char *end;
		unsigned long width;

		if (strncmp(word, stems[i], length) != 0 ||
		    !isdigit((unsigned char)word[length]))
			continue;
		width = strtoul(word + length, &end, 10);
		if ((*end == 0 || strcmp(end, "_t") == 0) && width <= 512)
			return width;
	}
	return 0;
}

static void complain_odd(struct reader *reader, const struct node *node, const char *word,
                         bool config)
{
	complain(reader, node_place(node, 0, strlen(word)), config ? "CF-04" : "ST-01",
	         "there is no type '%s': scalars have 8, 16, 32 or 64 bits", word);
	finding_advise(reader->findings,
	               config ? "Virtio Over PCI Bus / PCI Device Layout"
	                      : "Structure Specifications",
	               config ? "A driver accesses configuration space in these widths "
	                        "only. Use the next wider type."
	                      : "Use the next wider type, or u8[N] for bytes.");
}

void complain_type(struct reader *reader, const struct node *node, const char *word,
                   bool config)
{
	const char *advice = advice_for(word);
	struct guess guess = { .word = word };

	if (!advice && odd_width(word)) {
		complain_odd(reader, node, word, config);
		return;
	}
	complain(reader, node_place(node, 0, strlen(word)), "ST-01",
	         "there is no type '%s'", word);
	for (int i = 0; scalars[i]; i++)
		guess_offer(&guess, scalars[i]);
	guess_structure(reader, &guess);
	if (!advice && guess.nearest)
		advise_guess(reader, &guess, NULL);
	else
		finding_advise(
		        reader->findings, "Structure Specifications", "%s",
		        advice ? advice
		               : "Types are u8, le16, le32, le64, be16, be32, be64 "
		                 "and the structures in 'structs'.");
}
