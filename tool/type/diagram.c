/* SPDX-License-Identifier: BSD-3-Clause */
/* Diagrams of 32 bits a row. */
#include "diagram.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BITS    32
#define LONG    (16 * 8) /* more bits than that are cut short */
#define NOTHING (-1)
#define COLUMNS 80

struct cell {
	char *label;
	unsigned int row, width; /* the widest row of it, and bits there */
	char key;                /* 0: the label has room; ' ': there is none */
};

struct row {
	int cells[BITS]; /* index, or NOTHING */
	uint64_t offset; /* bytes */
	bool cut;        /* stands for many rows, or for a part of variable length */
	bool after;      /* the offset counts from the end of such a part */
};

struct diagram {
	struct cell *cells;
	struct row *rows;
	unsigned int cell_count, row_count, used; /* bits of the last row */
	uint64_t offset;                          /* bits */
	bool after;
};

static void *grow(void *list, unsigned int count, size_t size)
{
	void *larger = realloc(list, (count + 1) * size);

	if (larger)
		return larger;
	fputs("vqsmith: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}

struct diagram *diagram_create(void)
{
	struct diagram *diagram = grow(NULL, 0, sizeof(*diagram));

	memset(diagram, 0, sizeof(*diagram));
	diagram->used = BITS;
	return diagram;
}

void diagram_destroy(struct diagram *diagram)
{
	if (!diagram)
		return;
	for (unsigned int i = 0; i < diagram->cell_count; i++)
		free(diagram->cells[i].label);
	free(diagram->cells);
	free(diagram->rows);
	free(diagram);
}

/* ---- Adding -------------------------------------------------------------------- */

static unsigned int add_cell(struct diagram *diagram, const char *label)
{
	struct cell *cell;

	diagram->cells = grow(diagram->cells, diagram->cell_count, sizeof(*cell));
	cell = &diagram->cells[diagram->cell_count];
	*cell = (struct cell){ .label = strdup(label) };
	return diagram->cell_count++;
}

static struct row *add_row(struct diagram *diagram, bool cut)
{
	struct row *row;

	diagram->rows = grow(diagram->rows, diagram->row_count, sizeof(*row));
	row = &diagram->rows[diagram->row_count++];
	*row = (struct row){ .offset = diagram->offset / 8,
		             .cut = cut,
		             .after = diagram->after };
	for (unsigned int i = 0; i < BITS; i++)
		row->cells[i] = NOTHING;
	diagram->used = 0;
	return row;
}

/* The next `bits`, which the last row has room for, belong to the cell. */
static void fill(struct diagram *diagram, unsigned int index, unsigned int bits)
{
	struct row *row = &diagram->rows[diagram->row_count - 1];
	struct cell *cell = &diagram->cells[index];

	for (unsigned int i = 0; i < bits; i++)
		row->cells[diagram->used + i] = (int)index;
	if (bits > cell->width) {
		cell->width = bits;
		cell->row = diagram->row_count - 1;
	}
	diagram->used += bits;
}

void diagram_add(struct diagram *diagram, uint64_t bits, const char *label)
{
	unsigned int index = add_cell(diagram, label);

	while (bits) {
		bool cut = diagram->used == BITS && bits > LONG;
		uint64_t take = BITS - diagram->used;

		if (diagram->used == BITS) {
			add_row(diagram, cut);
			take = BITS;
		}
		if (take > bits)
			take = bits;
		fill(diagram, index, (unsigned int)take);
		if (cut)
			take = bits / BITS * BITS;
		bits -= take;
		diagram->offset += take;
	}
}

void diagram_add_variable(struct diagram *diagram, const char *label)
{
	unsigned int index = add_cell(diagram, label);

	add_row(diagram, true);
	fill(diagram, index, BITS);
	diagram->offset = 0;
	diagram->after = true;
}

/* ---- Printing ------------------------------------------------------------------ */

static int cell_of(const struct row *row, int bit)
{
	return row && bit >= 0 && bit < BITS ? row->cells[bit] : NOTHING;
}

static bool is_line(const struct row *above, const struct row *below, int bit)
{
	return cell_of(above, bit) != cell_of(below, bit);
}

/* Between two bits of a border. */
static char corner(const struct row *above, const struct row *below, int bit)
{
	bool line = is_line(above, below, bit - 1) || is_line(above, below, bit);
	bool edge = cell_of(above, bit - 1) != cell_of(above, bit) ||
	            cell_of(below, bit - 1) != cell_of(below, bit);

	return line || edge ? '+' : ' ';
}

static void print_line(FILE *to, char *text)
{
	size_t length = strlen(text);

	while (length && text[length - 1] == ' ')
		length--;
	fprintf(to, "%.*s\n", (int)length, text);
}

static void print_border(FILE *to, const struct row *above, const struct row *below)
{
	char text[2 * BITS + 2] = "";

	for (int bit = 0; bit <= BITS; bit++) {
		text[2 * bit] = corner(above, below, bit);
		if (bit < BITS)
			text[2 * bit + 1] = is_line(above, below, bit) ? '-' : ' ';
	}
	fputs("       ", to);
	print_line(to, text);
}

static void center(char *at, size_t room, const char *label)
{
	size_t length = strlen(label);

	if (length <= room)
		memcpy(at + (room - length) / 2, label, length);
}

/* From `bit` on, all that is of one cell; bits of it. */
static int print_run(const struct diagram *diagram, unsigned int index, int bit,
                     char *text)
{
	const struct row *row = &diagram->rows[index];
	const struct cell *cell = &diagram->cells[row->cells[bit]];
	char key[2] = { cell->key, 0 };
	int end = bit;

	while (end < BITS && row->cells[end] == row->cells[bit])
		end++;
	if (cell->row == index)
		center(text + 2 * bit + 1, 2 * (size_t)(end - bit) - 1,
		       cell->key ? key : cell->label);
	text[2 * bit] = text[2 * end] = row->cut ? '/' : '|';
	return end - bit;
}

static void print_row(const struct diagram *diagram, unsigned int index, FILE *to)
{
	const struct row *row = &diagram->rows[index];
	char text[2 * BITS + 2] = "";

	memset(text, ' ', 2 * BITS + 1);
	for (int bit = 0; bit < BITS;) {
		if (row->cells[bit] == NOTHING)
			break;
		bit += print_run(diagram, index, bit, text);
	}
	fprintf(to, "%s%*" PRIu64 " ", row->after ? "+" : " ", 5, row->offset);
	print_line(to, text);
}

/* A letter for each label that has no room. */
static void choose_keys(const struct diagram *diagram)
{
	static const char letters[] =
	        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	unsigned int next = 0;

	for (unsigned int i = 0; i < diagram->cell_count; i++) {
		struct cell *cell = &diagram->cells[i];

		cell->key = 0;
		if (cell->width && strlen(cell->label) > 2 * cell->width - 1)
			cell->key = letters[next++ % (sizeof(letters) - 1)];
	}
}

/* `first` stands in the indentation of the first line, on its right. */
static void print_wrapped(FILE *to, const char *first, const char *text,
                          unsigned int indent)
{
	const unsigned int room = COLUMNS - indent;

	while (*text) {
		size_t length = strlen(text), next;

		if (length > room) {
			length = room;
			while (length && text[length] != ' ')
				length--;
			if (length == 0)
				length = room; /* one word: it is cut */
		}
		next = length + strspn(text + length, " ");
		fprintf(to, "%*s%.*s\n", (int)indent, first, (int)length, text);
		first = "";
		text += next;
	}
}

void diagram_text(FILE *to, const char *text, unsigned int indent)
{
	print_wrapped(to, "", text, indent);
}

static void print_keys(const struct diagram *diagram, FILE *to)
{
	bool any = false;

	for (unsigned int i = 0; i < diagram->cell_count; i++) {
		const struct cell *cell = &diagram->cells[i];

		if (!cell->key)
			continue;
		if (!any)
			fputc('\n', to);
		any = true;
		print_wrapped(to, (char[]){ cell->key, ' ', ' ', 0 }, cell->label, 11);
	}
}

void diagram_print(const struct diagram *diagram, FILE *to)
{
	const struct row *above = NULL;

	choose_keys(diagram);
	fputs("        0                   1                   2                   3\n"
	      "        0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 "
	      "1\n",
	      to);
	for (unsigned int i = 0; i < diagram->row_count; i++) {
		const struct row *row = &diagram->rows[i];

		print_border(to, above, row);
		print_row(diagram, i, to);
		above = row;
	}
	print_border(to, above, NULL);
	print_keys(diagram, to);
}
