/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith ids`: which device ids are taken, and by what.
 */
#include "ids.h"

#include <string.h>

#include "runs.h"

enum { OPTION_FREE, OPTION_FORMAT };

enum outcome run_ids(const struct arguments *arguments)
{
	const char *format = arguments->option[OPTION_FORMAT];

	if (format && strcmp(format, "json") == 0) {
		ids_print_json(stdout);
		return DONE;
	}
	if (format && strcmp(format, "text") != 0)
		return trouble(MISUSED, "no such format: %s; there are text and json",
		               format);
	if (arguments->option[OPTION_FREE]) {
		ids_print_free(stdout);
		return DONE;
	}
	if (arguments->count == 0) {
		ids_print(stdout);
		return DONE;
	}
	if (ids_print_matching(stdout, arguments->words[0]))
		return DONE;
	return trouble(REFUSED, "no device type is called or numbered like '%s'",
	               arguments->words[0]);
}
