/* SPDX-License-Identifier: BSD-3-Clause */
/* The reference of the language, made from the tables of keys. */
#include "reference.h"

#include <ctype.h>
#include <string.h>

#include "keys.h"

static const char *form_text(const struct key *key)
{
	static const char *const texts[] = {
		[FORM_LINE] = "a text of one line",
		[FORM_TEXT] = "a text",
		[FORM_NUMBER] = "a number",
		[FORM_YES] = "yes or no",
		[FORM_CONDITION] = "a condition",
		[FORM_PREFIX] = "a name or `none`",
		[FORM_PATTERN] = "a name, or a name with a *",
		[FORM_NAME] = "a name",
		[FORM_PART] = "a name, after `readable.` or not",
		[FORM_NAMES] = "a name or a list of names",
		[FORM_CONDITIONS] = "a condition or a list of conditions",
		[FORM_ID] = "a number or `experimental`",
		[FORM_WORD] = "one of ",
		[FORM_WORDS] = "a list of ",
		[FORM_TYPE] = "a type",
		[FORM_OPEN] = "yes or no",
		[FORM_OPCODE] = "a number, or a list of a class and a number",
		[FORM_BYTES] = "a number or a name",
		[FORM_COUNT] = "a number, or a field with a factor and an addend",
		[FORM_FLAGS] = "a name, or flags by name",
		[FORM_ANSWERS] = "texts by rule",
		[FORM_LINES] = "a list of texts of one line",
		[FORM_NAME_LISTS] = "a list of lists of names",
		[FORM_LIMIT] = "a field of a capability",
		[FORM_PLACE] = "a name, or two with a dot between",
		[FORM_WHEN] = "a value or a list of values",
		[FORM_RANGE] = "a number or a range",
		[FORM_NONE] = "",
	};

	return texts[key->form];
}

/* The heading's anchor, as Markdown readers make it. */
static void print_anchor(const struct kind *kind, FILE *to)
{
	for (const char *c = kind->name; *c; c++)
		fputc(*c == ' ' ? '-' : tolower((unsigned char)*c), to);
}

static void print_link(const struct kind *kind, FILE *to)
{
	fprintf(to, "[%s](#", kind->a);
	print_anchor(kind, to);
	fputc(')', to);
}

static void print_words(const char *const *words, FILE *to)
{
	for (; *words; words++)
		fprintf(to, "`%s`%s", *words, words[1] ? ", " : "");
}

static void print_form(const struct key *key, FILE *to)
{
	if (key->form == FORM_MAP) {
		fputs("by name: ", to);
		print_link(key->of, to);
		if (key->of == &kind_family) {
			fputs(" or ", to);
			print_link(&kind_single, to);
		}
		return;
	}
	if (key->form == FORM_THINGS)
		fputs("a list: ", to);
	if (key->form == FORM_THING || key->form == FORM_THINGS) {
		print_link(key->of, to);
		return;
	}
	fputs(form_text(key), to);
	if (key->form == FORM_WORD || key->form == FORM_WORDS)
		print_words(key->words, to);
}

static void print_example(const char *example, FILE *to)
{
	fputs("\n```yaml\n", to);
	fputs(example, to);
	fputs("```\n", to);
}

static void print_key(const struct key *key, FILE *to)
{
	fprintf(to, "\n**`%s`**: ", key->name);
	print_form(key, to);
	fputs(key->required ? ", required\n" : "\n", to);
	fprintf(to, "\n%s\n", key->summary);
	print_example(key->example, to);
}

static void print_kind(const struct kind *kind, FILE *to)
{
	fprintf(to, "\n### %s\n\n%s\n", kind->name, kind->summary);
	if (kind->either[2])
		fprintf(to, "\nIt has one of `%s`, `%s` and `%s`.\n", kind->either[0],
		        kind->either[1], kind->either[2]);
	else if (kind->either[0])
		fprintf(to, "\nIt has either `%s` or `%s`.\n", kind->either[0],
		        kind->either[1]);
	if (kind->some[0])
		fprintf(to, "\nIt has `%s` or `%s`, or both.\n", kind->some[0],
		        kind->some[1]);
	for (unsigned int i = 0; i < kind->count; i++)
		print_key(&kind->keys[i], to);
	if (kind->among) {
		fputs("\nAmong the names of such fields may stand:\n", to);
		print_key(kind->among, to);
	}
}

void reference_print(FILE *to)
{
	for (unsigned int i = 0; all_kinds[i]; i++)
		print_kind(all_kinds[i], to);
}
