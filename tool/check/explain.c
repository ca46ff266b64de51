/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The stories of the rules, for people: on a terminal, and as a page.
 */
#include "check.h"

#include <string.h>

#define WIDTH 79

static const char *severity_of(const struct rule *rule)
{
	static const char *const names[] = { "question", "note", "warning", "error" };

	return names[rule->severity];
}

/* Prose, wrapped, each line after `indent` spaces. */
static void print_prose(FILE *to, const char *text, unsigned int indent)
{
	size_t column = 0;

	while (*(text += strspn(text, " \n"))) {
		size_t length = strcspn(text, " \n");

		if (column && column + 1 + length > WIDTH) {
			fputc('\n', to);
			column = 0;
		}
		if (column)
			column += (size_t)fprintf(to, " %.*s", (int)length, text);
		else
			column = (size_t)fprintf(to, "%*s%.*s", (int)indent, "",
			                         (int)length, text);
		text += length;
	}
	fputc('\n', to);
}

/* Lines as they are, each after `indent` spaces. */
static void print_lines(FILE *to, const char *text, unsigned int indent)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		fprintf(to, "%*s%.*s\n", (int)indent, "", (int)length, text);
		text += length;
		text += *text == '\n';
	}
}

/* What standard types make of it, where `existing: yes` changes the severity. */
static const char *softened(const struct rule *rule)
{
	if (rule->severity == SEVERITY_QUESTION)
		return "; not asked of a standard device type";
	if (rule->existing == rule->severity)
		return "";
	return rule->existing == SEVERITY_NOTE ? "; a note for a standard device type"
	                                       : "; a warning for a standard device type";
}

static void print_part(FILE *to, const char *title, const char *text)
{
	fprintf(to, "\n%s\n", title);
	print_prose(to, text, 2);
}

/* A question is not broken, only open. */
static const char *title(const struct rule *rule, const char *of_rule,
                         const char *of_question)
{
	return rule->severity == SEVERITY_QUESTION ? of_question : of_rule;
}

void explain_print(const struct rule *rule, FILE *to)
{
	const struct story *story = rule->story;

	fprintf(to, "%s: %s\n", rule->id, rule->title);
	fprintf(to, "%s%s\n", severity_of(rule), softened(rule));
	fprintf(to, "virtio 1.4, %s\n", rule->section);
	print_part(to, "What it says", story->says);
	print_part(to, "Why", story->why);
	fprintf(to, "\n%s\n", title(rule, "Wrong", "Open"));
	print_lines(to, story->wrong, 4);
	fprintf(to, "\n%s\n", title(rule, "Right", "Answered"));
	print_lines(to, story->right, 4);
	print_part(to, title(rule, "How to mend it", "What an answer says"), story->mend);
	print_part(to, "At the edge", story->edge);
	if (rule->severity == SEVERITY_QUESTION) {
		fprintf(to, "\nHow to answer\n");
		fprintf(to, "  answers: {%s: the answer}   and it is not asked again\n",
		        rule->id);
	}
	if (rule->severity == SEVERITY_WARNING) {
		fprintf(to, "\nIf you know better\n");
		fprintf(to, "  answers: {%s: the reason}   makes a note of it\n",
		        rule->id);
	}
}

void rules_print(FILE *to)
{
	const struct rule *rule;

	for (unsigned int i = 0; (rule = rule_at(i)); i++)
		fprintf(to, "%s  %-8s  %s\n", rule->id, severity_of(rule), rule->title);
}

/* ---- The page ------------------------------------------------------------ */

static void print_yaml(FILE *to, const char *title, const char *text)
{
	fprintf(to, "\n%s\n\n```yaml\n%s```\n", title, text);
}

static void print_rule(FILE *to, const struct rule *rule)
{
	const struct story *story = rule->story;

	fprintf(to, "\n## %s: %s\n\n", rule->id, rule->title);
	fprintf(to, "*%s%s. virtio 1.4, %s*\n\n", severity_of(rule), softened(rule),
	        rule->section);
	print_prose(to, story->says, 0);
	fputc('\n', to);
	print_prose(to, story->why, 0);
	print_yaml(to, title(rule, "Wrong:", "Open:"), story->wrong);
	print_yaml(to, title(rule, "Right:", "Answered:"), story->right);
	fputc('\n', to);
	print_prose(to, story->mend, 0);
	fputc('\n', to);
	fprintf(to, "At the edge:\n");
	print_prose(to, story->edge, 0);
}

static const char page_start[] =
        "<!-- SPDX-License-Identifier: BSD-3-Clause -->\n"
        "<!-- Made of the table in tool/check by `tests/check/update`; do not edit. -->\n"
        "# The rules\n"
        "\n"
        "`vqsmith check` judges a description by these. `vqsmith explain RULE` prints\n"
        "one of them.\n"
        "\n"
        "An *error* breaks a requirement of the specification, or cannot be built on a\n"
        "declared transport. A *warning* breaks a recommendation, or bites in practice;\n"
        "a person who knows better answers it, which makes a note of it:\n"
        "\n"
        "```yaml\n"
        "answers:\n"
        "  VQ-17: A lost packet is sent again.\n"
        "```\n"
        "\n"
        "A *question* is about what no description shows; it is asked until\n"
        "`answers:` has what holds for this device type.\n"
        "\n"
        "Errors are not answered. `existing: yes` says that a description is of a\n"
        "standard device type; what the committee decided is then noted, not judged.\n";

void rules_print_page(FILE *to)
{
	const struct rule *rule;

	fputs(page_start, to);
	fprintf(to, "\n| rule | severity | |\n|---|---|---|\n");
	for (unsigned int i = 0; (rule = rule_at(i)); i++)
		fprintf(to, "| %s | %s | %s |\n", rule->id, severity_of(rule),
		        rule->title);
	for (unsigned int i = 0; (rule = rule_at(i)); i++)
		print_rule(to, rule);
}
