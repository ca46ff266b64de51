/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows descriptions: shown [--json|--diagram] FILE... */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read.h"
#include "show.h"

typedef void show(const struct model *model, FILE *to);

static bool print_model(const char *path, show *as)
{
	struct source *source = source_open(path);
	struct findings findings = { .count = 0 };
	struct model *model;

	if (!source) {
		perror(path);
		return false;
	}
	model = model_read(source, &findings);
	findings_print(&findings, source, stderr, false);
	findings_fini(&findings);
	if (!model)
		source_destroy(source);
	else
		as(model, stdout);
	model_destroy(model);
	return model;
}

int main(int count, char **arguments)
{
	show *as = show_text;
	bool good = true;

	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--json") == 0)
			as = show_json;
		else if (strcmp(arguments[i], "--diagram") == 0)
			as = show_diagram;
		else
			good &= print_model(arguments[i], as);
	}
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
