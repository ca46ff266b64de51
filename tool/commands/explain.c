/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith explain`: the story of a rule, or the list of rules.
 */
#include "check.h"
#include "runs.h"

enum outcome run_explain(const struct arguments *arguments)
{
	const struct rule *rule;

	if (arguments->count == 0) {
		rules_print(stdout);
		return DONE;
	}
	rule = rule_find(arguments->words[0]);
	if (!rule)
		return trouble(MISUSED,
		               "no such rule: %s; `vqsmith explain` lists all of them",
		               arguments->words[0]);
	explain_print(rule, stdout);
	return DONE;
}
