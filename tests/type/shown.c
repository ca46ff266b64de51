/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows descriptions: shown [--json] FILE... */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read.h"
#include "show.h"

static bool print_model(const char *path, bool json)
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
	else if (json)
		show_json(model, stdout);
	else
		show_text(model, stdout);
	model_destroy(model);
	return model;
}

int main(int count, char **arguments)
{
	bool json = false, good = true;

	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--json") == 0)
			json = true;
		else
			good &= print_model(arguments[i], json);
	}
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
