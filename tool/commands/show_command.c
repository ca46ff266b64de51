/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith show`: the layout, for people or for programs.
 */
#include "show.h"

#include <string.h>

#include "description.h"
#include "runs.h"

static void (*const shows[])(const struct model *model, FILE *to) = {
	show_text,
	show_json,
	show_diagram,
};

/* Index of a format; -1: there is none of that name. */
static int find_format(const char *name)
{
	static const char *const names[] = { "text", "json", "diagram" };

	for (int i = 0; i < 3; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

enum outcome run_show(const struct arguments *arguments)
{
	const char *name = arguments->option[0] ? arguments->option[0] : "text";
	int format = find_format(name);
	struct description description;
	enum outcome outcome;

	if (format < 0)
		return trouble(MISUSED,
		               "no such format: %s; there are text, json and diagram",
		               name);
	if (!description_open(&description, arguments->words[0]))
		return FAILED;
	outcome = description.model ? DONE : REFUSED;
	if (outcome == REFUSED)
		findings_print(&description.findings, description.source, stderr,
		               wants_colour(stderr));
	else
		shows[format](description.model, stdout);
	description_close(&description);
	return outcome;
}
