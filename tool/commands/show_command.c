/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith show`: the layout, for people or for programs.
 */
#include "show.h"

#include <string.h>

#include "description.h"
#include "runs.h"

enum outcome run_show(const struct arguments *arguments)
{
	const char *format = arguments->option[0] ? arguments->option[0] : "text";
	bool json = strcmp(format, "json") == 0;
	struct description description;
	enum outcome outcome;

	if (!json && strcmp(format, "text") != 0)
		return trouble(MISUSED, "no such format: %s; there are text and json",
		               format);
	if (!description_open(&description, arguments->words[0]))
		return FAILED;
	outcome = description.model ? DONE : REFUSED;
	if (outcome == REFUSED)
		findings_print(&description.findings, description.source, stderr,
		               wants_colour(stderr));
	else
		(json ? show_json : show_text)(description.model, stdout);
	description_close(&description);
	return outcome;
}
