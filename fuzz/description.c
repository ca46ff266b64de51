/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Descriptions that nobody would write: reads them, and does with what comes
 * out all that the tool's lower rooms can do.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "read.h"
#include "show.h"
#include "table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(const struct model *model, FILE *nowhere)
{
	struct table *table = table_build(model);

	show_text(model, nowhere);
	show_json(model, nowhere);
	table_destroy(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct findings findings = { .count = 0 };
	struct source *source;
	struct model *model;
	FILE *nowhere;

	source = source_from_text("fuzz.yaml", (const char *)data, size);
	nowhere = fopen("/dev/null", "w");
	if (!source || !nowhere)
		abort();
	model = model_read(source, &findings);
	findings_print(&findings, source, nowhere, true);
	findings_print_json(&findings, source, nowhere);
	if (!model && findings.errors == 0)
		abort(); /* nothing was said about what is wrong */
	findings_fini(&findings);
	if (model)
		use(model, nowhere);
	else
		source_destroy(source);
	model_destroy(model);
	fclose(nowhere);
	return 0;
}
