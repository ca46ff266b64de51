/* SPDX-License-Identifier: BSD-3-Clause */
/* Nodes as texts, numbers, words; and what is wrong where they are none. */
#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool too_many_errors(const struct reader *reader)
{
	return reader->findings->errors >= MOST_ERRORS;
}

void complain(struct reader *reader, struct position at, const char *rule,
              const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	finding_add(reader->findings, SEVERITY_ERROR, at, rule, "%s", text);
}

void advise(struct reader *reader, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	finding_advise(reader->findings, NULL, "%s", text);
}

void advise_guess(struct reader *reader, const struct guess *guess, const char *otherwise)
{
	if (guess->nearest)
		advise(reader, "Did you mean '%s'?", guess->nearest);
	else if (otherwise)
		advise(reader, "%s", otherwise);
}

static bool is_empty(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain &&
	       (node->text[0] == 0 || strcmp(node->text, "~") == 0 ||
	        strcmp(node->text, "null") == 0);
}

/* Reports a node that is not `what`: "a number". */
static void complain_form(struct reader *reader, const struct node *node,
                          const char *what)
{
	static const char *const kinds[] = { "a text", "a list", "a mapping" };

	if (node->kind == NODE_BAD)
		return;
	if (is_empty(node))
		complain(reader, node->at, NULL, "nothing stands here: %s is expected",
		         what);
	else
		complain(reader, node->at, NULL, "%s is expected here, not %s", what,
		         kinds[node->kind]);
}

struct node *want_map(struct reader *reader, struct node *node, const char *what)
{
	if (node->kind == NODE_MAP)
		return node;
	complain_form(reader, node, what);
	return NULL;
}

const char *read_word(struct reader *reader, const struct node *node, const char *what)
{
	if (node->kind == NODE_SCALAR && !is_empty(node))
		return node->text;
	complain_form(reader, node, what);
	return NULL;
}

bool read_line(struct reader *reader, const struct node *node, struct text *text)
{
	if (!read_word(reader, node, "a text"))
		return false;
	if (strchr(node->text, '\n')) {
		complain(reader, node->at, NULL, "a text of one line is expected here");
		advise(reader, "What takes more than a line goes to 'description'.");
		return false;
	}
	if (node->text[strspn(node->text, " ")] == 0) {
		complain(reader, node->at, NULL, "the text is empty");
		return false;
	}
	text->value = node->text;
	text->at = node->at;
	return true;
}

static const char *number_problem(enum number_error error)
{
	switch (error) {
	case NUMBER_OCTAL:
		return "starts with 0: readers disagree on which number that is";
	case NUMBER_NEGATIVE:
		return "is negative";
	case NUMBER_LARGE:
		return "does not fit in 64 bits";
	default:
		return "is not a number";
	}
}

bool read_number(struct reader *reader, const struct node *node, struct number *number)
{
	enum number_error error;

	if (!read_word(reader, node, "a number"))
		return false;
	error = parse_number(node->text, &number->value);
	if (error == NUMBER_FINE && !node->plain) {
		complain(reader, node->at, NULL, "a number stands without quotes");
		return false;
	}
	if (error != NUMBER_FINE) {
		complain(reader, node->at, NULL, "'%s' %s", node->text,
		         number_problem(error));
		advise(reader, "Numbers are decimal, or hexadecimal with 0x in front.");
		return false;
	}
	number->at = node->at;
	number->given = true;
	return true;
}

static bool one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

bool read_yes(struct reader *reader, const struct node *node, bool *yes)
{
	static const char *const yeses[] = { "true", "True", "TRUE", "on", "On", "ON",
		                             "Yes",  "YES",  "y",    "Y",  NULL };
	static const char *const noes[] = { "false", "False", "FALSE", "off",
		                            "Off",   "OFF",   "No",    "NO",
		                            "n",     "N",     NULL };

	if (!read_word(reader, node, "yes or no"))
		return false;
	*yes = node->plain && strcmp(node->text, "yes") == 0;
	if (*yes || (node->plain && strcmp(node->text, "no") == 0))
		return true;
	complain(reader, node->at, NULL, "yes or no is expected here, not '%s'",
	         node->text);
	if (one_of(node->text, yeses))
		advise(reader, "Write yes.");
	else if (one_of(node->text, noes))
		advise(reader, "Write no.");
	return false;
}

static void advise_words(struct reader *reader, const char *const *words)
{
	char text[128] = "One of: ";

	for (; *words; words++) {
		strncat(text, *words, sizeof(text) - strlen(text) - 1);
		strncat(text, words[1] ? ", " : ".", sizeof(text) - strlen(text) - 1);
	}
	advise(reader, "%s", text);
}

int read_choice(struct reader *reader, const struct node *node, const char *const *words,
                const char *what)
{
	if (!read_word(reader, node, what))
		return -1;
	for (int i = 0; words[i]; i++)
		if (strcmp(node->text, words[i]) == 0)
			return i;
	complain(reader, node->at, NULL, "'%s' is not %s", node->text, what);
	advise_words(reader, words);
	return -1;
}

static bool has_upper(const char *text)
{
	for (; *text; text++)
		if (*text >= 'A' && *text <= 'Z')
			return true;
	return false;
}

bool read_name(struct reader *reader, const struct node *key, const struct kind *kind,
               struct label *label)
{
	label->name = key->text;
	label->at = key->at;
	if (!is_name(key->text)) {
		complain(reader, key->at, NULL, "'%s' can't be the name of %s", key->text,
		         kind->a);
		if (strlen(key->text) > NAME_LENGTH)
			advise(reader, "A name has at most %d letters.", NAME_LENGTH);
		else if (has_upper(key->text))
			advise(reader,
			       "A name is in lower case; where C wants capitals they "
			       "are made.");
		else
			advise(reader,
			       "A name is made of lower-case letters, digits and _, "
			       "and starts with a letter.");
		return false;
	}
	if (kind->c_name && is_c_word(key->text)) {
		complain(reader, key->at, NULL, "'%s' is a word of C or C++", key->text);
		advise(reader, "It becomes a name in generated code: choose another.");
		return false;
	}
	return true;
}

/* Room is a power of two: full where the count is one. */
void list_add(struct reader *reader, void *list, unsigned int *count, void *item)
{
	void ***items = list;

	if ((*count & (*count - 1)) == 0) {
		void **bigger = arena_alloc(
		        reader->arena, *count ? 2 * (size_t)*count : 1, sizeof(*bigger));

		if (*count)
			memcpy(bigger, *items, *count * sizeof(*bigger));
		*items = bigger;
	}
	(*items)[(*count)++] = item;
}
