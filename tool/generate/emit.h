/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Writing C that looks written by hand: comments that are wrapped, columns
 * that line up.
 */
#ifndef VQSMITH_TOOL_EMIT_H
#define VQSMITH_TOOL_EMIT_H

#include <stdio.h>

#include "model.h"
#include "names.h"

/* Whose hands a generated file goes to. */
enum emit_license { LICENSE_UAPI, LICENSE_OWN, LICENSE_KERNEL };

/*
 * The start of a generated header or of a source file: license, what it is,
 * and that it belongs to its user. `kind` makes it again.
 */
void emit_head(FILE *out, const struct model *model, enum emit_license license,
               const char *kind, const char *what);

/* A comment, wrapped to 80 columns, after `indent` tabs: one line if it fits. */
void emit_comment(FILE *out, unsigned int indent, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* A constant and a word about it ("": none). */
struct constant {
	struct name name;
	struct name value;
	const char *about;
};

/* #defines under a title, their values in one column, after tabs as in Linux. */
void emit_defines(FILE *out, const char *title, const struct constant *list,
                  unsigned int count);

/*
 * A condition as a person says it, of constants that start with `prefix`:
 * "LAMP_F_MOTION", "LAMP_F_MOTION and LAMP_F_SCENES, or LAMP_F_TEST". free() it.
 */
char *condition_text(const char *prefix, const struct condition *condition);

/* Whether it stands in the configuration space itself. */
bool is_config_field(const struct model *model, const struct field *field);

/*
 * When a field is there: "only if X is negotiated, and not if Y is negotiated". To be
 * freed; NULL: always. `how` is "offered" or "negotiated".
 */
char *guard_text(const char *prefix, const struct field *field, const char *how);

/* The comment of a member: what it is, and when it is there. */
void emit_guarded(FILE *out, const char *summary, const char *guard);

/*
 * The rows of a table of C: { .a = 1, .b = 2 }, filled up to 90 columns.
 * Items are printf-like and go in order.
 */
struct row {
	FILE *stream;
	char *text;
	size_t length;
};

void row_begin(struct row *row);
void row_add(struct row *row, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* `before` stands before the brace: "\t", "\t.readable = "; `after` behind it. */
void row_end(struct row *row, FILE *out, const char *before, const char *after);
/* The same for the parameters of a function; `before` ends in its parenthesis. */
void row_end_call(struct row *row, FILE *out, const char *before, const char *after);

/* Text as a C string literal, quoted. */
void emit_string(FILE *out, const char *text);

/* The last part of a path. */
const char *base_name(const char *path);

/* And who defines it; "" where there is none. */
const char *summary_of(const struct label *label);

#endif
