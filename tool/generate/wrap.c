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
	if (length > 1 && *line == '*')
		return line[1] == ' ' || line[1] == '/';
	return length && (*line == '/' || *line == '*' || *line == '#');
}

/* Whether a blank at `at` stands behind a comma or a logical operator. */
static bool breakable(const char *line, size_t at)
{
	static const char *const operators[] = { "&&", "||", " |", " *", " +" };

	if (line[at] != ' ' || at == 0)
		return false;
	if (line[at - 1] == ',')
		return true;
	for (size_t i = 0; at > 1 && i < sizeof(operators) / sizeof(operators[0]); i++)
		if (strncmp(&line[at - 2], operators[i], 2) == 0)
			return true;
	return false;
}

/*
 * The last place within `columns`, in as few parentheses as can be; where there
 * is none, the first one behind.
 */
static struct place find_break(const char *line, size_t length, unsigned int column,
                               unsigned int columns, struct open open)
{
	struct place best = { 0 };
	bool quoted = false;

	for (size_t i = 0; i < length && (column <= columns || !best.at); i++) {
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

/* Words between `from` and `to`, each line of them behind the tabs and ` * `. */
static void wrap_words(const char *from, const char *to, FILE *out, unsigned int tabs,
                       unsigned int columns)
{
	unsigned int start = 8 * tabs + 3, column = 0;

	while (from < to) {
		size_t length = 0;

		while (from + length < to && from[length] != ' ')
			length++;
		if (column && column + 1 + length <= columns) {
			fputc(' ', out);
			column += 1 + (unsigned int)length;
		} else {
			fputs(column ? "\n" : "", out);
			indent(out, 8 * tabs);
			fputs(" * ", out);
			column = start + (unsigned int)length;
		}
		fwrite(from, 1, length, out);
		from += length;
		while (from < to && *from == ' ')
			from++;
	}
}

/* A comment of one line becomes one of several; a line of a longer one, several lines. */
static bool wrap_comment(const char *line, size_t length, FILE *out, unsigned int columns)
{
	const char *end = line + length;
	unsigned int tabs = 0;

	while (line < end && *line == '\t') {
		line++;
		tabs++;
	}
	if (end - line > 6 && strncmp(line, "/* ", 3) == 0 &&
	    strncmp(end - 3, " */", 3) == 0) {
		indent(out, 8 * tabs);
		fputs("/*\n", out);
		wrap_words(line + 3, end - 3, out, tabs, columns);
		fputc('\n', out);
		indent(out, 8 * tabs);
		fputs(" */", out);
		return true;
	}
	if (end - line > 3 && strncmp(line, " * ", 3) == 0) {
		wrap_words(line + 3, end, out, tabs, columns);
		return true;
	}
	return false;
}

static void wrap_line(const char *line, size_t length, FILE *out, unsigned int columns)
{
	struct open open = { .depth = 0 };
	unsigned int column = 0;

	if (is_comment(line, length) && width_of(line, length, 0) > columns &&
	    wrap_comment(line, length, out, columns))
		return;
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
