/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith check`: what is wrong with descriptions, for people and machines.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "description.h"
#include "runs.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_NONE };

/* What one file makes: text is printed at once, the rest is put together. */
struct checked {
	enum format format;
	json_t *files; /* a list */
};

static enum format format_of(const char *name)
{
	if (!name || strcmp(name, "text") == 0)
		return FORMAT_TEXT;
	if (strcmp(name, "json") == 0)
		return FORMAT_JSON;
	return strcmp(name, "sarif") == 0 ? FORMAT_SARIF : FORMAT_NONE;
}

static void print_text(struct description *description)
{
	findings_print(&description->findings, description->source, stdout,
	               wants_colour(stdout));
	if (description->findings.count == 0)
		printf("%s: nothing to say\n", description->source->name);
}

static json_t *json_of(struct description *description, enum format format)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	json_t *json;

	if (!out)
		return json_null();
	(format == FORMAT_SARIF ? findings_print_sarif : findings_print_json)(
	        &description->findings, description->source, out);
	fclose(out);
	json = json_loadb(text, length, 0, NULL);
	free(text);
	return json;
}

static enum outcome check_one(const char *path, struct checked *checked)
{
	struct description description;
	enum outcome outcome;

	if (!description_open(&description, path))
		return FAILED;
	if (checked->format == FORMAT_TEXT)
		print_text(&description);
	else
		json_array_append_new(checked->files,
		                      json_of(&description, checked->format));
	outcome = description.findings.errors ? REFUSED : DONE;
	description_close(&description);
	return outcome;
}

/* SARIF is one log of many runs; our own JSON is one object, or a list of them. */
static json_t *joined(const struct checked *checked)
{
	json_t *first = json_array_get(checked->files, 0), *file;
	size_t i;

	if (checked->format == FORMAT_JSON)
		return json_array_size(checked->files) > 1 ? checked->files : first;
	json_array_foreach(checked->files, i, file) if (i > 0) json_array_extend(
	        json_object_get(first, "runs"), json_object_get(file, "runs"));
	return first;
}

enum outcome run_check(const struct arguments *arguments)
{
	const char *format = arguments->option[0];
	struct checked checked = { .format = format_of(format), .files = json_array() };
	enum outcome worst = DONE;

	if (checked.format == FORMAT_NONE)
		worst = trouble(MISUSED,
		                "no such format: %s; there are text, json and sarif",
		                format);
	for (int i = 0; i < arguments->count && checked.format != FORMAT_NONE; i++) {
		enum outcome outcome = check_one(arguments->words[i], &checked);

		if (outcome > worst)
			worst = outcome;
	}
	if (json_array_size(checked.files)) {
		json_dumpf(joined(&checked), stdout, JSON_INDENT(2));
		putchar('\n');
	}
	json_decref(checked.files);
	return worst;
}
