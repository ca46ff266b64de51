/* SPDX-License-Identifier: BSD-3-Clause */
/* Prints what reading a description finds: findings [--json] [--colour] FILE... */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read.h"

static bool print_findings(const char *path, bool json, bool colour)
{
	struct source *source = source_open(path);
	struct findings findings = { .count = 0 };
	struct model *model;
	bool good;

	if (!source) {
		perror(path);
		return false;
	}
	model = model_read(source, &findings);
	if (json)
		findings_print_json(&findings, source, stdout);
	else
		findings_print(&findings, source, stdout, colour);
	good = findings.errors == 0;
	findings_fini(&findings);
	if (!model)
		source_destroy(source);
	model_destroy(model);
	return good;
}

int main(int count, char **arguments)
{
	bool json = false, colour = false, good = true;

	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--json") == 0)
			json = true;
		else if (strcmp(arguments[i], "--colour") == 0)
			colour = true;
		else
			good &= print_findings(arguments[i], json, colour);
	}
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
