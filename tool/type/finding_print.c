/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Findings for people: the place, what is wrong, the line with a caret under
 * it, what to do, and where the specification says so.
 */
#include "finding_order.h"

#include <stdint.h>
#include <string.h>

#include "source.h"
#include "utf8.h"

/* Columns of a source line that are shown, and those left of the caret if it is longer.
 */
#define LINE_WIDTH 100
#define LINE_LEAD  40
#define TEXT_WIDTH 90

struct printer {
	FILE *to;
	const struct source *source;
	bool colour;
};

static void paint(const struct printer *printer, const char *code)
{
	if (printer->colour)
		fprintf(printer->to, "\033[%sm", code);
}

static const char *colour_of(enum severity severity)
{
	static const char *const codes[] = { "1;34", "1;36", "1;35", "1;31" };

	return codes[severity];
}

/* Text that may come from the file; a line break becomes an escape as well. */
static void print_safe(FILE *to, const char *text)
{
	size_t left = strlen(text);
	char shown[SHOWN_SIZE];
	unsigned int width;

	while (left) {
		unsigned int taken = utf8_show(text, left, shown, &width);

		fputs(shown, to);
		text += taken;
		left -= taken;
	}
}

/* ---- The source line -------------------------------------------------------- */

/* A line as it is shown: each character, tabs spread out, with its columns. */
struct walk {
	const char *at;
	size_t left;
	unsigned int character; /* the next one, from 1 */
	unsigned int column;    /* where it is shown, from 0 */
	char shown[SHOWN_SIZE];
	unsigned int width;
};

static struct walk walk_start(const struct source *source, unsigned int line)
{
	return (struct walk){
		.at = source->lines[line - 1],
		.left = source_line_length(source, line),
		.character = 0,
	};
}

static bool walk_next(struct walk *walk)
{
	unsigned int taken;

	walk->column += walk->width;
	walk->character++;
	walk->width = 0;
	if (walk->left == 0)
		return false;
	if (*walk->at == '\t') {
		walk->width = 8 - walk->column % 8;
		snprintf(walk->shown, sizeof(walk->shown), "%*s", (int)walk->width, "");
		taken = 1;
	} else {
		taken = utf8_show(walk->at, walk->left, walk->shown, &walk->width);
	}
	walk->at += taken;
	walk->left -= taken;
	return true;
}

/* Columns, from 0, end not included. */
struct span {
	unsigned int from, to;
};

static struct span caret_span(const struct source *source, struct position at)
{
	struct walk walk = walk_start(source, at.line);
	struct span span = { 0, 0 };
	unsigned int length = at.length ? at.length : 1;
	bool more = true;

	while (more) {
		more = walk_next(&walk);
		if (walk.character <= at.column)
			span.from = walk.column;
		if (walk.character - 1 < at.column + length - 1)
			span.to = walk.column + walk.width;
	}
	if (span.to <= span.from)
		span.to = span.from + 1;
	return span;
}

static unsigned int line_width(const struct source *source, unsigned int line)
{
	struct walk walk = walk_start(source, line);

	while (walk_next(&walk))
		;
	return walk.column;
}

/* The columns of the line to show: all, or those around the caret. */
static struct span window(unsigned int width, struct span caret)
{
	struct span span = { 0, width };

	if (width <= LINE_WIDTH)
		return span;
	if (caret.from > LINE_WIDTH - LINE_LEAD)
		span.from = caret.from - LINE_LEAD;
	span.to = span.from + LINE_WIDTH;
	if (span.to > width)
		span.to = width;
	return span;
}

/* Spaces stand for the half of a wide character at the edge. */
static void print_window(FILE *to, struct walk walk, struct span span)
{
	while (walk_next(&walk)) {
		unsigned int end = walk.column + walk.width;

		if (walk.column >= span.from && end <= span.to)
			fputs(walk.shown, to);
		else if (end > span.from && walk.column < span.from)
			fprintf(to, "%*s", (int)(end - span.from), "");
	}
}

static void print_caret(const struct printer *printer, unsigned int indent, int length)
{
	fprintf(printer->to, "      | %*s", (int)indent, "");
	paint(printer, "1;32");
	fputc('^', printer->to);
	for (int i = 1; i < length; i++)
		fputc('~', printer->to);
	paint(printer, "0");
	fputc('\n', printer->to);
}

static void print_line(const struct printer *printer, struct position at)
{
	unsigned int width = line_width(printer->source, at.line);
	struct span caret = caret_span(printer->source, at);
	struct span shown = window(width, caret);
	bool cut_left = shown.from > 0, cut_right = shown.to < width;

	fprintf(printer->to, "%5u | %s", at.line, cut_left ? "..." : "");
	print_window(printer->to, walk_start(printer->source, at.line), shown);
	fprintf(printer->to, "%s\n", cut_right ? "..." : "");
	if (caret.to > shown.to && cut_right)
		caret.to = shown.to;
	print_caret(printer, caret.from - shown.from + (cut_left ? 3 : 0),
	            (int)(caret.to - caret.from));
}

/* ---- What to do -------------------------------------------------------------- */

static void print_word(FILE *to, const char *word, size_t length)
{
	char shown[SHOWN_SIZE];
	unsigned int width;

	while (length) {
		unsigned int taken = utf8_show(word, length, shown, &width);

		fputs(shown, to);
		word += taken;
		length -= taken;
	}
}

static void print_wrapped(FILE *to, const char *text)
{
	size_t column = 0;

	while (*(text += strspn(text, " \n"))) {
		size_t length = strcspn(text, " \n");

		if (column && column + 1 + length > TEXT_WIDTH) {
			fputc('\n', to);
			column = 0;
		}
		fputs(column ? " " : "  ", to);
		print_word(to, text, length);
		column += length + (column ? 1 : 2);
		text += length;
	}
	fputc('\n', to);
}

static void print_head(const struct printer *printer, const struct finding *finding)
{
	FILE *to = printer->to;

	paint(printer, "1");
	print_safe(to, printer->source->name);
	if (finding->at.line)
		fprintf(to, ":%u:%u", finding->at.line, finding->at.column);
	fputs(": ", to);
	paint(printer, colour_of(finding->severity));
	fprintf(to, "%s: ", severity_name(finding->severity));
	paint(printer, "0");
	print_safe(to, finding->message);
	if (finding->rule)
		fprintf(to, " [%s]", finding->rule);
	fputc('\n', to);
}

static void print_finding(const struct printer *printer, const struct finding *finding)
{
	print_head(printer, finding);
	if (finding->at.line && finding->at.line <= printer->source->line_count)
		print_line(printer, finding->at);
	if (finding->advice)
		print_wrapped(printer->to, finding->advice);
	if (finding->section)
		fprintf(printer->to, "  virtio 1.4, %s\n", finding->section);
}

/* ---- Questions ---------------------------------------------------------------- */

static void print_asked(const struct printer *printer, const struct finding *finding)
{
	FILE *to = printer->to;

	fprintf(to, "\n  %s, line %u: ", finding->rule, finding->at.line);
	print_safe(to, finding->message);
	fputc('\n', to);
	if (finding->advice)
		print_wrapped(to, finding->advice);
}

/* All in one place, with the lines that answer them: they are no mistakes. */
static void print_questions(const struct printer *printer,
                            const struct findings *findings)
{
	FILE *to = printer->to;
	unsigned int count = findings->questions;

	paint(printer, "1");
	print_safe(to, printer->source->name);
	fputs(": ", to);
	paint(printer, colour_of(SEVERITY_QUESTION));
	fprintf(to, "%u question%s that only you can answer\n", count,
	        count == 1 ? "" : "s");
	paint(printer, "0");
	for (unsigned int i = 0; i < findings->count; i++)
		if (findings->list[i].severity == SEVERITY_QUESTION)
			print_asked(printer, &findings->list[i]);
	fputs("\n  Answer in the description; it becomes part of what the type is:\n\n"
	      "    answers:\n",
	      to);
	for (unsigned int i = 0; i < findings->count; i++)
		if (findings->list[i].severity == SEVERITY_QUESTION)
			fprintf(to, "      %s: ...\n", findings->list[i].rule);
}

void findings_print(struct findings *findings, const struct source *source, FILE *to,
                    bool colour)
{
	const struct printer printer = { .to = to, .source = source, .colour = colour };

	findings_sort(findings);
	for (unsigned int i = 0; i < findings->count; i++)
		if (findings->list[i].severity != SEVERITY_QUESTION)
			print_finding(&printer, &findings->list[i]);
	if (findings->questions)
		print_questions(&printer, findings);
}
