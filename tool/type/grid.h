/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Text in columns: as wide as what stands in them, numbers to the right, the
 * last one wrapped. A column in which nothing stands is left out.
 */
#ifndef VQSMITH_TOOL_GRID_H
#define VQSMITH_TOOL_GRID_H

#include <stdio.h>

#define GRID_COLUMNS 8

struct grid {
	const char *heads[GRID_COLUMNS]; /* a head that starts with '>' is of numbers */
	unsigned int columns, indent;
	/* From here on it is the grid's own. */
	char *(*rows)[GRID_COLUMNS];
	unsigned int count;
};

/* Starts a row; its cells are filled one by one, in any order. */
void grid_row(struct grid *grid);

/* Appends to a cell of the last row, after ", " where something stands in it. */
void grid_cell(struct grid *grid, unsigned int column, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* Prints it, heads first, and empties it. */
void grid_print(struct grid *grid, FILE *to);

/* Prints text that may be hostile, wrapped, each line indented; paragraphs stay. */
void print_text(FILE *to, const char *text, unsigned int indent);

#endif
