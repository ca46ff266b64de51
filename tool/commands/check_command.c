/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith check`: what is wrong with descriptions, for people and machines.
 */
#include <string.h>

#include "check.h"
#include "description.h"
#include "runs.h"

typedef void print_findings(struct findings *findings, const struct source *source);

static void print_text(struct findings *findings, const struct source *source)
{
	findings_print(findings, source, stdout, wants_colour(stdout));
	if (findings->count == 0)
		printf("%s: nothing to say\n", source->name);
}

static void print_json(struct findings *findings, const struct source *source)
{
	findings_print_json(findings, source, stdout);
}

static void print_sarif(struct findings *findings, const struct source *source)
{
	findings_print_sarif(findings, source, stdout);
}

static print_findings *printer_of(const char *format)
{
	if (!format || strcmp(format, "text") == 0)
		return print_text;
	if (strcmp(format, "json") == 0)
		return print_json;
	if (strcmp(format, "sarif") == 0)
		return print_sarif;
	return NULL;
}

static enum outcome check_one(const char *path, print_findings *print)
{
	struct description description;
	enum outcome outcome;

	if (!description_open(&description, path))
		return FAILED;
	print(&description.findings, description.source);
	outcome = description.findings.errors ? REFUSED : DONE;
	description_close(&description);
	return outcome;
}

enum outcome run_check(const struct arguments *arguments)
{
	const char *format = arguments->option[0];
	print_findings *print = printer_of(format);
	enum outcome worst = DONE;

	if (!print)
		return trouble(MISUSED,
		               "no such format: %s; there are text, json and sarif",
		               format);
	for (int i = 0; i < arguments->count; i++) {
		enum outcome outcome = check_one(arguments->words[i], print);

		if (outcome > worst)
			worst = outcome;
	}
	return worst;
}
