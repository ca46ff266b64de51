/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Checks: is this a good virtio device type, and which clause of the
 * specification says so? One table of rules; each judges a model and reports
 * what it finds, with what an engineer has to know to mend it.
 */
#ifndef VQSMITH_TOOL_CHECK_H
#define VQSMITH_TOOL_CHECK_H

#include <stdbool.h>
#include <stdio.h>

#include "../type/finding.h"
#include "../type/model.h"

struct checking;
struct story;

#define RULE_NEEDS 3

struct rule {
	const char *id;
	enum severity severity; /* the worst that it reports of a new device type */
	enum severity existing; /* the worst of a standard one (`existing: yes`) */
	const char *section;    /* of virtio 1.4 */
	const char *title;      /* one line */
	void (*check)(struct checking *checking); /* NULL: only reading finds it */
	/* Rules without whose success the outcome of this one means nothing. */
	const char *needs[RULE_NEEDS];
	const struct story *story;
};

/* The whole story of a rule, for someone who has just been told of it. */
struct story {
	const char *says;  /* what is asked */
	const char *why;   /* and for what reason: what breaks otherwise */
	const char *wrong; /* lines of a description that breaks it */
	const char *right; /* the same lines, mended */
	const char *mend;  /* how one gets there */
	const char *edge;  /* the standard device types nearest to the line */
};

/* All rules, in the order of their ids' groups; NULL past the last. */
const struct rule *rule_at(unsigned int index);
/* By id, in upper or lower case. NULL: there is none. */
const struct rule *rule_find(const char *id);

/*
 * Reads a description and judges it: what commands call. Findings of both go
 * to `findings`. NULL where no model can be made of it (`source` is then still
 * the caller's, to print them with); else the model owns it, also where there
 * are errors of design: findings->errors tells.
 */
struct model *check_source(struct source *source, struct findings *findings);

/* Judges a model by every rule and adds what they find. */
void check_model(const struct model *model, struct findings *findings);

/* Prints the story of a rule to a person; the list of all, one line each. */
void explain_print(const struct rule *rule, FILE *to);
void rules_print(FILE *to);
/* The page of all rules of docs/, in Markdown. */
void rules_print_page(FILE *to);

/* SARIF 2.1.0: the form in which code hosts and editors take findings. */
void findings_print_sarif(struct findings *findings, const struct source *source,
                          FILE *to);

#endif
