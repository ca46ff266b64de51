/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Breaks long lines of C.
 */
#include "wrap.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define DEEPEST 32

/* The columns behind the parentheses that are open. */
struct open {
	unsigned int columns[DEEPEST];
	unsigned int depth;
};

/* Where a line can be broken; the next line starts behind the innermost parenthesis. */
struct place {
	size_t at; /* bytes before the break; 0: none */
	struct open open;
};

static unsigned int advance(unsigned int column, char c)
{
	return c == '\t' ? column / 8 * 8 + 8 : column + 1;
}

static bool is_comment(const char *line, size_t length)
{
	while (length && isspace((unsigned char)*line)) {
		line++;
		length--;
	}
	return length && (*line == '/' || *line == '*' || *line == '#');
}

/* Whether a blank at `at` stands behind a comma or a logical operator. */
static bool breakable(const char *line, size_t at)
{
	if (line[at] != ' ' || at == 0)
		return false;
	return line[at - 1] == ',' || (at > 1 && (strncmp(&line[at - 2], "&&", 2) == 0 ||
	                                          strncmp(&line[at - 2], "||", 2) == 0 ||
	                                          strncmp(&line[at - 2], " *", 2) == 0 ||
	                                          strncmp(&line[at - 2], " +", 2) == 0));
}

/* The last place within `columns`, in as few parentheses as can be. */
static struct place find_break(const char *line, size_t length, unsigned int column,
                               unsigned int columns, struct open open)
{
	struct place best = { 0 };
	bool quoted = false;

	for (size_t i = 0; i < length && column <= columns; i++) {
		char c = line[i];

		if (c == '"' && (i == 0 || line[i - 1] != '\\'))
			quoted = !quoted;
		if (!quoted && c == '(' && open.depth < DEEPEST)
			open.columns[open.depth++] = column + 1;
		if (!quoted && c == ')' && open.depth)
			open.depth--;
		if (!quoted && open.depth && breakable(line, i) &&
		    (!best.at || open.depth <= best.open.depth))
			best = (struct place){ i, open };
		column = advance(column, c);
	}
	return best;
}

static unsigned int width_of(const char *line, size_t length, unsigned int column)
{
	for (size_t i = 0; i < length; i++)
		column = advance(column, line[i]);
	return column;
}

static void indent(FILE *out, unsigned int column)
{
	for (unsigned int i = 0; i < column / 8; i++)
		fputc('\t', out);
	for (unsigned int i = 0; i < column % 8; i++)
		fputc(' ', out);
}

static void wrap_line(const char *line, size_t length, FILE *out, unsigned int columns)
{
	struct open open = { .depth = 0 };
	unsigned int column = 0;

	while (!is_comment(line, length) && width_of(line, length, column) > columns) {
		struct place place = find_break(line, length, column, columns, open);

		if (!place.at)
			break;
		fwrite(line, 1, place.at, out);
		fputc('\n', out);
		line += place.at + 1;
		length -= place.at + 1;
		open = place.open;
		column = open.columns[open.depth - 1];
		indent(out, column);
	}
	fwrite(line, 1, length, out);
}

void wrap_c(const char *text, FILE *out, unsigned int columns)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		wrap_line(text, length, out, columns);
		text += length;
		if (*text) {
			fputc('\n', out);
			text++;
		}
	}
}
