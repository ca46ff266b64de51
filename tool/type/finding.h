/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Findings: what is wrong with a description, where, and what to do about it.
 * Reading (syntax) and checking (rules) both report through a list of them,
 * which is printed at the end, in the order of the file.
 */
#ifndef VQSMITH_TOOL_FINDING_H
#define VQSMITH_TOOL_FINDING_H

#include <stdio.h>

#include "model.h"

/* A question is what only a person can judge; it is neither good nor bad. */
enum severity { SEVERITY_QUESTION, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
	enum severity severity;
	struct position at;
	const char *rule;    /* "CF-08"; NULL: of the language itself */
	char *message;       /* one line, lower case, no full stop */
	char *advice;        /* why it matters and what to do; sentences; or NULL */
	const char *section; /* of the specification, without "virtio 1.4,"; or NULL */
	unsigned int order;  /* of being added */
};

struct findings {
	struct finding *list;
	unsigned int count, room;
	unsigned int errors, warnings, notes, questions;
};

/*
 * Adds a finding; the text is printf-like. Advice is added to the last one.
 * `rule` and `section` are kept as they are: constants.
 */
void finding_add(struct findings *findings, enum severity severity, struct position at,
                 const char *rule, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
void finding_advise(struct findings *findings, const char *section, const char *format,
                    ...) __attribute__((format(printf, 3, 4)));

/*
 * Sorts by position, prints all with source line and caret, and the questions
 * together at the end; in colour where asked.
 */
void findings_print(struct findings *findings, const struct source *source, FILE *to,
                    bool colour);
void findings_print_json(struct findings *findings, const struct source *source,
                         FILE *to);
void findings_fini(struct findings *findings);

#endif
