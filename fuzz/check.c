/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fuzzes reading and judging: a description of any bytes is read, checked and
 * printed in each format, and nothing is read or written outside.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../tool/check/check.h"
#include "../tool/type/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct findings findings = { .list = NULL };
	struct source *source = source_from_text("fuzz.yaml", (const char *)data, size);
	struct model *model;
	FILE *to;

	if (!source)
		return 0;
	model = check_source(source, &findings);
	to = fopen("/dev/null", "w");
	findings_print(&findings, source, to, true);
	findings_print_json(&findings, source, to);
	if (size % 16 == 0) /* it prints all rules: slow */
		findings_print_sarif(&findings, source, to);
	fclose(to);
	findings_fini(&findings);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	return 0;
}
