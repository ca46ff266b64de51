/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of findings. Printing is in finding_print.c and finding_json.c. */
#include "finding_order.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

static char *format_text(const char *format, va_list arguments)
        __attribute__((format(printf, 1, 0)));

static char *format_text(const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = grow(NULL, (size_t)(length < 0 ? 0 : length) + 1, 1);
	text[0] = 0;
	if (length > 0)
		vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

static struct finding *add_one(struct findings *findings)
{
	struct finding *finding;

	if (findings->count == findings->room) {
		findings->room = findings->room ? 2 * findings->room : 16;
		findings->list =
		        grow(findings->list, findings->room, sizeof(*findings->list));
	}
	finding = &findings->list[findings->count];
	*finding = (struct finding){ .order = findings->count++ };
	return finding;
}

void finding_add(struct findings *findings, enum severity severity, struct position at,
                 const char *rule, const char *format, ...)
{
	struct finding *finding = add_one(findings);
	va_list arguments;

	finding->severity = severity;
	finding->at = at;
	finding->rule = rule;
	va_start(arguments, format);
	finding->message = format_text(format, arguments);
	va_end(arguments);
	findings->errors += severity == SEVERITY_ERROR;
	findings->warnings += severity == SEVERITY_WARNING;
	findings->notes += severity == SEVERITY_NOTE;
	findings->questions += severity == SEVERITY_QUESTION;
}

void finding_advise(struct findings *findings, const char *section, const char *format,
                    ...)
{
	struct finding *last;
	va_list arguments;

	if (findings->count == 0)
		return;
	last = &findings->list[findings->count - 1];
	free(last->advice);
	va_start(arguments, format);
	last->advice = format_text(format, arguments);
	va_end(arguments);
	last->section = section;
}

/* What stands nowhere comes last. */
static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;

	if (a->at.line != b->at.line)
		return a->at.line - 1 < b->at.line - 1 ? -1 : 1;
	if (a->at.column != b->at.column)
		return a->at.column < b->at.column ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

void findings_sort(struct findings *findings)
{
	if (findings->count > 1)
		qsort(findings->list, findings->count, sizeof(*findings->list), compare);
	for (unsigned int i = 0; i < findings->count; i++)
		findings->list[i].order = i;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = { "question", "note", "warning", "error" };

	return names[severity];
}

void findings_fini(struct findings *findings)
{
	for (unsigned int i = 0; i < findings->count; i++) {
		free(findings->list[i].message);
		free(findings->list[i].advice);
	}
	free(findings->list);
	*findings = (struct findings){ .list = NULL };
}
