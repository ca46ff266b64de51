/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Comments, columns and heads of generated files.
 */
#define _GNU_SOURCE /* vasprintf */
#include "emit.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

#define COLUMNS     80 /* of comments */
#define ROW_COLUMNS 90

const char *summary_of(const struct label *label)
{
	return about_of(label);
}

/* Text in a comment must neither end it nor seem to begin another. */
static void put_comment_text(FILE *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		char before = i ? text[i - 1] : ' ';

		if ((c == '/' && before == '*') || (c == '*' && before == '/'))
			fputc(' ', out);
		fputc(iscntrl(c) ? ' ' : c, out);
	}
}

/* Where to end a line that starts at `text`: bytes on it. */
static size_t line_break(const char *text, size_t width)
{
	size_t length = strcspn(text, "\n"), cut = width;

	if (length <= width)
		return length;
	while (cut > 0 && text[cut] != ' ')
		cut--;
	return cut ? cut : strcspn(text, " \n");
}

/* Words of `text`, on lines of at most `width` bytes, each after `before`. */
static void emit_wrapped(FILE *out, unsigned int indent, const char *text)
{
	size_t width = COLUMNS - 3 - 8 * (size_t)indent;

	while (*text) {
		size_t length = line_break(text, width);

		for (unsigned int i = 0; i < indent; i++)
			fputc('\t', out);
		fputs(length ? " * " : " *", out);
		put_comment_text(out, text, length);
		fputc('\n', out);
		text += length;
		text += strspn(text, " ");
		text += *text == '\n';
	}
}

const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static const char *license_text(enum emit_license license)
{
	switch (license) {
	case LICENSE_UAPI:
		return "((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)";
	case LICENSE_KERNEL:
		return "GPL-2.0-or-later";
	default:
		return "0BSD";
	}
}

void emit_head(FILE *out, const struct model *model, enum emit_license license,
               const char *kind, const char *what)
{
	const char *file = base_name(model->source->name);

	fprintf(out, "/* SPDX-License-Identifier: %s */\n/*\n", license_text(license));
	emit_wrapped(out, 0, what);
	fprintf(out,
	        " *\n * Made by vqsmith from %s; it belongs to you. To make it again:\n",
	        file);
	fprintf(out, " *\tvqsmith generate %s %s\n */\n", kind, file);
}

void emit_comment(FILE *out, unsigned int indent, const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	for (unsigned int i = 0; i < indent; i++)
		fputc('\t', out);
	if (!strchr(text, '\n') && (size_t)length + 6 + 8 * (size_t)indent <= COLUMNS) {
		fputs("/* ", out);
		put_comment_text(out, text, (size_t)length);
		fputs(" */\n", out);
	} else {
		fputs("/*\n", out);
		emit_wrapped(out, indent, text);
		for (unsigned int i = 0; i < indent; i++)
			fputc('\t', out);
		fputs(" */\n", out);
	}
	free(text);
}

/* Tabs from column `from` to the tab stop `to`, at least one. */
static void tabs(FILE *out, size_t from, size_t to)
{
	do {
		fputc('\t', out);
		from = from / 8 * 8 + 8;
	} while (from < to);
}

static size_t width_of(const char *text)
{
	return strlen(text);
}

/* The columns that values and comments start in; true if comments fit behind. */
static bool define_columns(const struct constant *list, unsigned int count,
                           size_t *value_at, size_t *about_at)
{
	size_t widest = 0, value = 0, about = 0;

	for (unsigned int i = 0; i < count; i++) {
		if (width_of(list[i].name.text) > widest)
			widest = width_of(list[i].name.text);
		if (width_of(list[i].value.text) > value)
			value = width_of(list[i].value.text);
		if (width_of(list[i].about) > about)
			about = width_of(list[i].about);
	}
	*value_at = (strlen("#define ") + widest) / 8 * 8 + 8;
	*about_at = (*value_at + value) / 8 * 8 + 8;
	return *about_at + about + strlen("/*  */") <= COLUMNS;
}

void emit_defines(FILE *out, const char *title, const struct constant *list,
                  unsigned int count)
{
	size_t value_at, about_at;
	bool behind = define_columns(list, count, &value_at, &about_at);

	fputc('\n', out);
	emit_comment(out, 0, "%s", title);

	for (unsigned int i = 0; i < count; i++) {
		const struct constant *line = &list[i];

		if (!behind && *line->about) {
			fputc('\n', out);
			emit_comment(out, 0, "%s", line->about);
		}
		fprintf(out, "#define %s", line->name.text);
		tabs(out, strlen("#define ") + width_of(line->name.text), value_at);
		fputs(line->value.text, out);
		if (behind && *line->about) {
			tabs(out, value_at + width_of(line->value.text), about_at);
			fputs("/* ", out);
			put_comment_text(out, line->about, strlen(line->about));
			fputs(" */", out);
		}
		fputc('\n', out);
	}
}

char *condition_text(const char *prefix, const struct condition *condition)
{
	char *text = NULL;
	size_t length;
	FILE *out;

	if (condition->count == 0)
		return NULL;
	out = open_memstream(&text, &length);
	if (!out)
		return NULL;
	for (unsigned int i = 0; i < condition->count; i++) {
		if (i)
			fputs(", or ", out);
		for (unsigned int k = 0; k < condition->any[i].count; k++) {
			const struct feature *feature = condition->any[i].all[k];

			fprintf(out, "%s%s%s", k ? " and " : "", prefix,
			        name_upper("%s", feature->label.name).text);
		}
	}
	fclose(out);
	return text;
}

bool is_config_field(const struct model *model, const struct field *field)
{
	const struct fields *config = &model->config.fields;

	return config->count && field >= config->fields &&
	       field < config->fields + config->count;
}

char *guard_text(const char *prefix, const struct field *field, const char *how)
{
	char *with = condition_text(prefix, &field->condition);
	char *without = condition_text(prefix, &field->unless);
	char *text = NULL;
	int length = 0;

	if (with && without)
		length = asprintf(&text, "only if %s is %s, and not if %s is negotiated",
		                  with, how, without);
	else if (with)
		length = asprintf(&text, "only if %s is %s", with, how);
	else if (without)
		length = asprintf(&text, "not if %s is negotiated", without);
	free(with);
	free(without);
	return length < 0 ? NULL : text;
}

void emit_guarded(FILE *out, const char *summary, const char *guard)
{
	emit_comment(out, 1, "%s%s%c%s.", summary, *summary ? " " : "",
	             toupper((unsigned char)*guard), guard + 1);
}

void emit_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\' || c == '?')
			fprintf(out, "\\%c", c);
		else if (iscntrl(c))
			fprintf(out, "\\%03o", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

void row_begin(struct row *row)
{
	row->text = NULL;
	row->stream = open_memstream(&row->text, &row->length);
}

/* Items are kept one a line. */
void row_add(struct row *row, const char *format, ...)
{
	va_list arguments;

	if (!row->stream)
		return;
	va_start(arguments, format);
	vfprintf(row->stream, format, arguments);
	va_end(arguments);
	fputc('\n', row->stream);
}

static size_t column_after(const char *text)
{
	size_t column = 0;

	for (; *text; text++)
		column = *text == '\t' ? column / 8 * 8 + 8 : column + 1;
	return column;
}

/* A new line under the first item: the tabs of `before`, then spaces. */
static size_t row_line(FILE *out, const char *before, size_t column)
{
	size_t indent = strspn(before, "\t");

	fputc('\n', out);
	for (size_t i = 0; i < indent; i++)
		fputc('\t', out);
	fprintf(out, "%*s", (int)(column - 8 * indent), "");
	return column;
}

/* The items, which start in column `start` and go on in column `next`. */
static void row_fill(const struct row *row, FILE *out, const char *before, size_t start,
                     size_t next)
{
	size_t column = start;

	for (const char *item = row->text; *item; item = strchr(item, '\n') + 1) {
		size_t length = strcspn(item, "\n");

		if (item != row->text)
			fputc(',', out);
		if (item != row->text && column + length + 4 > ROW_COLUMNS) {
			column = row_line(out, before, next);
		} else if (item != row->text) {
			fputc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", (int)length, item);
		column += length + 1;
	}
}

static bool row_close(struct row *row)
{
	return row->stream && fclose(row->stream) == 0;
}

void row_end(struct row *row, FILE *out, const char *before, const char *after)
{
	size_t next = 8 * strspn(before, "\t") + 2;

	fprintf(out, "%s{ ", before);
	if (row_close(row))
		row_fill(row, out, before, column_after(before) + 2, next);
	fprintf(out, " }%s\n", after);
	free(row->text);
}

void row_end_call(struct row *row, FILE *out, const char *before, const char *after)
{
	fputs(before, out);
	if (row_close(row))
		row_fill(row, out, before, column_after(before), column_after(before));
	fprintf(out, "%s\n", after);
	free(row->text);
}
