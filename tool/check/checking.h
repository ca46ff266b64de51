/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a rule's function works with: the model, and how to report. Private to
 * the checks.
 */
#ifndef VQSMITH_TOOL_CHECKING_H
#define VQSMITH_TOOL_CHECKING_H

#include "check.h"

struct checking {
	const struct model *model;
	struct findings *findings;
	const struct rule *rule;     /* the one that runs */
	const struct answer *answer; /* to it, or NULL */
	bool failed;                 /* it has reported an error */
	bool asked;                  /* it has put its question */
	uint8_t *alignment;          /* of each structure, by index: layout.h */
};

/*
 * Reports at the severity of the rule, or at another; `existing: yes` and an
 * answer soften it. One line, lower case, no full stop.
 */
void report(struct checking *checking, struct position at, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
void report_as(struct checking *checking, enum severity severity, struct position at,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Why it matters and what to do: sentences. Follows each report. */
void advice(struct checking *checking, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/*
 * Whether a rule of questions has one to ask: of a standard type the committee
 * answered, of another its author may have. Asked once, at the first place,
 * with report() and in advice() what an answer has to say.
 */
bool asks(const struct checking *checking);

/* Whether the device may be on a transport: it is declared, or none is declared. */
bool may_be_on(const struct model *model, enum transport transport);
/* Where a declared transport stands. */
struct position transport_at(const struct model *model, enum transport transport);

#endif
