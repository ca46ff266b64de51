/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Runs the rules over a model, each after those that it needs, softened by
 * what the description says of itself.
 */
#include "checking.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../type/arena.h"
#include "../type/read.h"
#include "layout.h"

#define TEXT_SIZE 2048

/* ---- Reporting ----------------------------------------------------------- */

static enum severity least(enum severity a, enum severity b)
{
	return a < b ? a : b;
}

static void report_text(struct checking *checking, enum severity severity,
                        struct position at, const char *text)
{
	if (checking->model->existing)
		severity = least(severity, checking->rule->existing);
	if (severity == SEVERITY_ERROR)
		checking->failed = true;
	if (severity == SEVERITY_WARNING && checking->answer)
		severity = SEVERITY_NOTE;
	finding_add(checking->findings, severity, at, checking->rule->id, "%s", text);
}

void report(struct checking *checking, struct position at, const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	report_text(checking, checking->rule->severity, at, text);
}

void report_as(struct checking *checking, enum severity severity, struct position at,
               const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	report_text(checking, severity, at, text);
}

void advice(struct checking *checking, const char *format, ...)
{
	const struct findings *findings = checking->findings;
	const struct finding *last = &findings->list[findings->count - 1];
	char text[TEXT_SIZE];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (checking->answer && last->severity == SEVERITY_ERROR)
		finding_advise(checking->findings, checking->rule->section,
		               "%s An answer cannot waive an error.", text);
	else if (checking->answer)
		finding_advise(checking->findings, checking->rule->section,
		               "The description answers: %s",
		               checking->answer->reason.value);
	else
		finding_advise(checking->findings, checking->rule->section, "%s", text);
}

bool asks(const struct checking *checking)
{
	return !checking->model->existing && !checking->answer;
}

/* ---- What rules ask -----------------------------------------------------------------
 */

bool may_be_on(const struct model *model, enum transport transport)
{
	return !model->transports_given || model->transports & transport;
}

struct position transport_at(const struct model *model, enum transport transport)
{
	switch (transport) {
	case TRANSPORT_PCI:
		return model->transports_at[0];
	case TRANSPORT_MMIO:
		return model->transports_at[1];
	default:
		return model->transports_at[2];
	}
}

/* ---- Running ------------------------------------------------------------- */

static const struct answer *answer_to(const struct model *model, const char *id)
{
	for (unsigned int i = 0; i < model->answer_count; i++)
		if (strcasecmp(model->answers[i].rule.value, id) == 0)
			return &model->answers[i];
	return NULL;
}

static unsigned int rule_index(const char *id)
{
	unsigned int i = 0;

	while (strcmp(rule_at(i)->id, id) != 0)
		i++;
	return i;
}

enum outcome { NOT_RUN, PASSED, FAILED };

/* Runs a rule once, and before it those that it needs. */
static enum outcome run(struct checking *checking, unsigned int index,
                        enum outcome *outcomes)
{
	const struct rule *rule = rule_at(index);

	if (outcomes[index] != NOT_RUN)
		return outcomes[index];
	outcomes[index] = PASSED;
	for (unsigned int i = 0; i < RULE_NEEDS && rule->needs[i]; i++)
		if (run(checking, rule_index(rule->needs[i]), outcomes) == FAILED)
			outcomes[index] = FAILED;
	if (outcomes[index] == FAILED || !rule->check)
		return outcomes[index];
	checking->rule = rule;
	checking->answer = answer_to(checking->model, rule->id);
	checking->failed = false;
	checking->asked = false;
	rule->check(checking);
	outcomes[index] = checking->failed ? FAILED : PASSED;
	return outcomes[index];
}

static void check_answers(const struct model *model, struct findings *findings)
{
	for (unsigned int i = 0; i < model->answer_count; i++) {
		const struct text *rule = &model->answers[i].rule;

		if (rule_find(rule->value))
			continue;
		finding_add(findings, SEVERITY_ERROR, rule->at, NULL,
		            "there is no rule '%s' to answer", rule->value);
		finding_advise(findings, NULL,
		               "A key of 'answers' is the id that a finding ends with, "
		               "such as ID-03. `vqsmith explain` lists them all.");
	}
}

void check_model(const struct model *model, struct findings *findings)
{
	struct checking checking = { .model = model, .findings = findings };
	enum outcome *outcomes;
	unsigned int count = 0;

	while (rule_at(count))
		count++;
	outcomes = grow(NULL, count, sizeof(*outcomes));
	memset(outcomes, 0, count * sizeof(*outcomes));
	checking.alignment = structure_alignments(model);
	check_answers(model, findings);
	for (unsigned int i = 0; i < count; i++)
		run(&checking, i, outcomes);
	free(checking.alignment);
	free(outcomes);
}

/* What reading found of a rule is cited as the table has it. */
static void cite(struct findings *findings, unsigned int from)
{
	for (unsigned int i = from; i < findings->count; i++) {
		struct finding *finding = &findings->list[i];
		const struct rule *rule = finding->rule ? rule_find(finding->rule) : NULL;

		if (rule)
			finding->section = rule->section;
	}
}

struct model *check_source(struct source *source, struct findings *findings)
{
	unsigned int before = findings->count;
	struct model *model = model_read(source, findings);

	cite(findings, before);
	if (model)
		check_model(model, findings);
	return model;
}
