/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Each rule by its fixtures: bad-RULE.yaml breaks it, and prints exactly what
 * bad-RULE.expected says; good-RULE.yaml, its twin, has no error, and nothing
 * of that rule. Prints TAP.
 *
 * The descriptions of types/ have nothing worse than notes, and just the notes
 * that the file `edges` has with the reason for each.
 *
 *	fixtures SOURCE-ROOT            runs the tests
 *	fixtures SOURCE-ROOT --update   writes the expected output and docs/rules.md
 */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tool/check/check.h"
#include "../../tool/type/source.h"

#define PATH 4096

static const char *root;
static unsigned int tests, failures;

static void result(bool passed, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

static void result(bool passed, const char *format, ...)
{
	va_list arguments;

	printf("%sok %u - ", passed ? "" : "not ", ++tests);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	if (!passed)
		failures++;
}

/* ---- Files ------------------------------------------------------------------ */

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t room = 0, length = 0, got;

	if (!file)
		return NULL;
	do {
		if (length + 4096 + 1 > room)
			text = realloc(text, room += 65536);
		got = fread(text + length, 1, 4096, file);
		length += got;
	} while (got);
	text[length] = '\0';
	fclose(file);
	return text;
}

static bool write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (!file)
		return false;
	fputs(text, file);
	return fclose(file) == 0;
}

static void fixture_path(char path[PATH], const char *kind, const char *rule,
                         const char *end)
{
	snprintf(path, PATH, "%s/tests/check/%s-%s.%s", root, kind, rule, end);
}

/* ---- Checking --------------------------------------------------------------- */

struct outcome {
	char *text;           /* as printed */
	unsigned int of_rule; /* findings of the rule */
	unsigned int errors, warnings, questions;
	unsigned int unadvised; /* findings that do not say what to do */
	unsigned int uncited;   /* of rules, without a section */
	char rules[PATH];       /* " CF-08 ID-03 ": of which there are findings */
};

static void note_rule(struct outcome *outcome, const char *rule)
{
	char word[32];
	size_t length = strlen(outcome->rules);

	snprintf(word, sizeof(word), " %s ", rule ? rule : "-");
	if (!strstr(outcome->rules, word) && length + sizeof(word) < PATH)
		strcpy(outcome->rules + length, word);
}

static void count(struct outcome *outcome, const struct findings *findings,
                  const char *rule)
{
	for (unsigned int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		note_rule(outcome, finding->rule);
		outcome->of_rule += finding->rule && strcmp(finding->rule, rule) == 0;
		outcome->unadvised += finding->rule && !finding->advice;
		outcome->uncited += finding->rule && !finding->section;
	}
	outcome->errors = findings->errors;
	outcome->warnings = findings->warnings;
	outcome->questions = findings->questions;
}

static bool judge(const char *path, const char *rule, struct outcome *outcome)
{
	struct findings findings = { .list = NULL };
	const char *name = strrchr(path, '/') + 1;
	char *text = read_file(path);
	struct source *source;
	struct model *model;
	size_t size;
	FILE *to;

	*outcome = (struct outcome){ .text = NULL };
	if (!text)
		return false;
	source = source_from_text(name, text, strlen(text));
	model = check_source(source, &findings);
	to = open_memstream(&outcome->text, &size);
	findings_print(&findings, source, to, false);
	fclose(to);
	count(outcome, &findings, rule);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	findings_fini(&findings);
	free(text);
	return true;
}

/* ---- A rule ------------------------------------------------------------------- */

static void show(const char *title, const char *text)
{
	fprintf(stderr, "--- %s\n%s", title, text ? text : "(no such file)\n");
}

static void test_bad(const struct rule *rule)
{
	char path[PATH];
	struct outcome outcome;
	char *expected;
	bool same;

	fixture_path(path, "bad", rule->id, "yaml");
	if (!judge(path, rule->id, &outcome)) {
		result(false, "bad %s: no fixture", rule->id);
		return;
	}
	result(outcome.of_rule > 0, "bad %s breaks the rule", rule->id);
	result(outcome.unadvised == 0 && outcome.uncited == 0,
	       "bad %s: findings say what to do, and where it is written", rule->id);
	fixture_path(path, "bad", rule->id, "expected");
	expected = read_file(path);
	same = expected && strcmp(expected, outcome.text) == 0;
	result(same, "bad %s prints what is expected", rule->id);
	if (!same) {
		show("expected", expected);
		show("printed", outcome.text);
	}
	free(expected);
	free(outcome.text);
}

static void test_good(const struct rule *rule)
{
	char path[PATH];
	struct outcome outcome;
	bool passed;

	fixture_path(path, "good", rule->id, "yaml");
	if (!judge(path, rule->id, &outcome)) {
		result(false, "good %s: no fixture", rule->id);
		return;
	}
	passed = outcome.of_rule == 0 && outcome.errors == 0 && outcome.warnings == 0;
	result(passed, "good %s passes", rule->id);
	if (!passed)
		show("printed", outcome.text);
	free(outcome.text);
}

/* Whether each line of the story stands in the fixture. */
static bool stands_in(const char *lines, const char *text)
{
	char line[400];

	while (*lines) {
		size_t length = strcspn(lines, "\n");

		snprintf(line, sizeof(line), "\n%.*s\n", (int)length, lines);
		if (!strstr(text, line))
			return false;
		lines += length;
		lines += *lines == '\n';
	}
	return true;
}

static void test_story(const struct rule *rule)
{
	char path[PATH];
	char *bad, *good;

	fixture_path(path, "bad", rule->id, "yaml");
	bad = read_file(path);
	fixture_path(path, "good", rule->id, "yaml");
	good = read_file(path);
	result(bad && stands_in(rule->story->wrong, bad),
	       "%s: what is told to be wrong is in the bad fixture", rule->id);
	result(good && stands_in(rule->story->right, good),
	       "%s: what is told to be right is in the good fixture", rule->id);
	free(bad);
	free(good);
}

/* Whether what a rule needs exists, and leads back to it nowhere. */
static bool needs_are_sound(const struct rule *rule, unsigned int depth)
{
	if (depth > 10)
		return false;
	for (unsigned int i = 0; i < RULE_NEEDS && rule->needs[i]; i++) {
		const struct rule *other = rule_find(rule->needs[i]);

		if (!other || !needs_are_sound(other, depth + 1))
			return false;
	}
	return true;
}

/* ---- Everything ----------------------------------------------------------------- */

static char *page_text(void)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	rules_print_page(to);
	fclose(to);
	return text;
}

static void test_page(void)
{
	char path[PATH];
	char *page = page_text(), *written;

	snprintf(path, sizeof(path), "%s/docs/rules.md", root);
	written = read_file(path);
	result(written && strcmp(page, written) == 0,
	       "docs/rules.md is as tests/check/update writes it");
	free(page);
	free(written);
}

static int is_description(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot && strcmp(dot, ".yaml") == 0;
}

/* Whether the table has a line for the rule: "\nblk VQ-15 reason". */
static bool is_edge(const char *edges, const char *type, const char *rule)
{
	char line[200];

	snprintf(line, sizeof(line), "\n%s %s ", type, rule);
	return strstr(edges, line) != NULL;
}

/* Each finding is in the table. */
static void test_known(const char *edges, const char *type, const char *rules)
{
	char rest[PATH], *word, *place = NULL;

	snprintf(rest, sizeof(rest), "%s", rules);
	for (word = strtok_r(rest, " ", &place); word; word = strtok_r(NULL, " ", &place))
		result(is_edge(edges, type, word),
		       "types/%s.yaml: %s is in tests/check/edges", type, word);
}

/* Each line of the table is found. */
static void test_still(const char *edges, const char *type, const char *rules)
{
	char start[120], rule[16], word[20];

	snprintf(start, sizeof(start), "\n%s ", type);
	for (const char *at = edges; (at = strstr(at, start)); at++) {
		if (sscanf(at + strlen(start), "%15s", rule) != 1)
			continue;
		snprintf(word, sizeof(word), " %s ", rule);
		result(strstr(rules, word) != NULL,
		       "types/%s.yaml: %s is still an edge; else take it out of edges",
		       type, rule);
	}
}

static void test_type(const char *file, const char *edges)
{
	struct outcome outcome;
	char path[PATH], type[100];
	bool passed;

	snprintf(path, sizeof(path), "%s/types/%s", root, file);
	snprintf(type, sizeof(type), "%.*s", (int)strcspn(file, "."), file);
	passed = judge(path, "", &outcome) && outcome.errors == 0 &&
	         outcome.warnings == 0 && outcome.questions == 0;
	result(passed, "types/%s passes", file);
	if (!passed)
		show("printed", outcome.text);
	test_known(edges, type, outcome.rules);
	test_still(edges, type, outcome.rules);
	free(outcome.text);
}

static void test_types(void)
{
	struct dirent **list;
	char path[PATH], *edges;
	int found;

	snprintf(path, sizeof(path), "%s/tests/check/edges", root);
	edges = read_file(path);
	result(edges != NULL, "there is a table of edges");
	snprintf(path, sizeof(path), "%s/types", root);
	found = scandir(path, &list, is_description, alphasort);
	result(found > 0, "there are descriptions in types/");
	for (int i = 0; i < found; i++) {
		test_type(list[i]->d_name, edges ? edges : "");
		free(list[i]);
	}
	if (found >= 0)
		free(list);
	free(edges);
}

static int run(void)
{
	const struct rule *rule;

	for (unsigned int i = 0; (rule = rule_at(i)); i++) {
		test_bad(rule);
		test_good(rule);
		test_story(rule);
		result(needs_are_sound(rule, 0), "%s needs rules that are there",
		       rule->id);
	}
	test_page();
	test_types();
	printf("1..%u\n", tests);
	return failures ? 1 : 0;
}

static int update(void)
{
	const struct rule *rule;
	char path[PATH];
	char *page = page_text();

	for (unsigned int i = 0; (rule = rule_at(i)); i++) {
		struct outcome outcome;

		fixture_path(path, "bad", rule->id, "yaml");
		if (!judge(path, rule->id, &outcome)) {
			perror(path);
			return 1;
		}
		fixture_path(path, "bad", rule->id, "expected");
		if (!write_file(path, outcome.text))
			perror(path);
		free(outcome.text);
	}
	snprintf(path, sizeof(path), "%s/docs/rules.md", root);
	if (!write_file(path, page))
		perror(path);
	free(page);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "usage: fixtures SOURCE-ROOT [--update]\n");
		return 2;
	}
	root = argv[1];
	return argc > 2 ? update() : run();
}
