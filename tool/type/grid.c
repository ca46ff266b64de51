/* SPDX-License-Identifier: BSD-3-Clause */
/* Text in columns. */
#include "grid.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "utf8.h"

#define PAGE  100
#define LEAST 30 /* of a column that is wrapped */
#define CELL  4096

void grid_row(struct grid *grid)
{
	grid->rows = grow(grid->rows, grid->count + 1, sizeof(*grid->rows));
	for (unsigned int i = 0; i < GRID_COLUMNS; i++)
		grid->rows[grid->count][i] = NULL;
	grid->count++;
}

void grid_cell(struct grid *grid, unsigned int column, const char *format, ...)
{
	char **cell = &grid->rows[grid->count - 1][column];
	size_t before = *cell ? strlen(*cell) : 0;
	char text[CELL];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (!text[0])
		return;
	*cell = grow(*cell, before + strlen(text) + 3, 1);
	sprintf(*cell + before, "%s%s", before ? ", " : "", text);
}

/* ---- Words ------------------------------------------------------------------------- */

/* Columns of `length` bytes. */
static unsigned int width_of(const char *text, size_t length)
{
	unsigned int sum = 0, width;
	char shown[SHOWN_SIZE];

	while (length) {
		unsigned int taken = utf8_show(text, length, shown, &width);

		sum += width;
		text += taken;
		length -= taken;
	}
	return sum;
}

static void put(FILE *to, const char *text, size_t length)
{
	char shown[SHOWN_SIZE];
	unsigned int width;

	while (length) {
		unsigned int taken = utf8_show(text, length, shown, &width);

		fputs(shown, to);
		text += taken;
		length -= taken;
	}
}

static void pad(FILE *to, unsigned int width)
{
	fprintf(to, "%*s", (int)width, "");
}

/* Prints words up to `width` columns a line; the first line is indented already. */
static void print_wrapped(FILE *to, const char *text, unsigned int indent,
                          unsigned int width)
{
	unsigned int column = 0;

	while (*(text += strspn(text, " \n"))) {
		size_t length = strcspn(text, " \n");
		unsigned int word = width_of(text, length);

		if (column && column + 1 + word > width) {
			fputc('\n', to);
			pad(to, indent);
			column = 0;
		}
		if (column)
			fputc(' ', to);
		put(to, text, length);
		column += word + (column ? 1 : 0);
		text += length;
	}
	fputc('\n', to);
}

void print_text(FILE *to, const char *text, unsigned int indent)
{
	while (*(text += strspn(text, "\n"))) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);
		char *paragraph = memcpy(grow(NULL, length + 1, 1), text, length);

		paragraph[length] = 0;
		pad(to, indent);
		print_wrapped(to, paragraph, indent, PAGE - indent);
		free(paragraph);
		text += length;
		if (text[strspn(text, "\n")])
			fputc('\n', to);
	}
}

/* ---- The grid ------------------------------------------------------------------------
 */

struct column {
	unsigned int width;
	const char *head;
	bool numbers, used;
};

static void measure(const struct grid *grid, struct column *columns)
{
	for (unsigned int i = 0; i < grid->columns; i++) {
		struct column *column = &columns[i];
		const char *head = grid->heads[i];

		column->numbers = head[0] == '>';
		column->head = head + column->numbers;
		column->width = (unsigned int)strlen(column->head);
		column->used = false;
		for (unsigned int row = 0; row < grid->count; row++) {
			const char *cell = grid->rows[row][i];
			unsigned int width = cell ? width_of(cell, strlen(cell)) : 0;

			column->used |= width > 0;
			if (width > column->width)
				column->width = width;
		}
	}
}

static void print_cell(FILE *to, const struct column *column, const char *text)
{
	unsigned int width = width_of(text, strlen(text));

	if (column->numbers)
		pad(to, column->width - width);
	put(to, text, strlen(text));
	if (!column->numbers)
		pad(to, column->width - width);
}

/* Whether anything stands in this row from column `from` on. */
static bool has_more(const struct grid *grid, const struct column *columns,
                     char *const *row, unsigned int from)
{
	for (unsigned int i = from; i < grid->columns; i++) {
		const char *cell = row ? row[i] : columns[i].head;

		if (columns[i].used && cell && cell[0])
			return true;
	}
	return false;
}

/* row NULL: the heads. */
static void print_row(const struct grid *grid, const struct column *columns,
                      char *const *row, FILE *to)
{
	unsigned int at = grid->indent, last = grid->columns - 1;

	pad(to, at);
	for (unsigned int i = 0; i < last && has_more(grid, columns, row, i); i++) {
		const char *text = row ? row[i] : columns[i].head;

		if (!columns[i].used)
			continue;
		if (!has_more(grid, columns, row, i + 1) && !columns[i].numbers) {
			put(to, text ? text : "", text ? strlen(text) : 0);
			break;
		}
		print_cell(to, &columns[i], text ? text : "");
		at += columns[i].width + 2;
		if (has_more(grid, columns, row, i + 1))
			pad(to, 2);
	}
	if (row && row[last])
		print_wrapped(to, row[last], at, at + LEAST < PAGE ? PAGE - at : LEAST);
	else
		fprintf(to, "%s\n", row || !columns[last].used ? "" : columns[last].head);
}

void grid_print(struct grid *grid, FILE *to)
{
	struct column columns[GRID_COLUMNS];

	measure(grid, columns);
	print_row(grid, columns, NULL, to);
	for (unsigned int i = 0; i < grid->count; i++) {
		print_row(grid, columns, grid->rows[i], to);
		for (unsigned int j = 0; j < GRID_COLUMNS; j++)
			free(grid->rows[i][j]);
	}
	free(grid->rows);
	grid->rows = NULL;
	grid->count = 0;
}
