/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads descriptions for the commands.
 */
#include "description.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

bool wants_colour(FILE *to)
{
	const char *terminal = getenv("TERM"), *none = getenv("NO_COLOR");

	return isatty(fileno(to)) && !(none && *none) && terminal &&
	       strcmp(terminal, "dumb") != 0;
}

bool description_open(struct description *description, const char *path)
{
	*description = (struct description){ .source = source_open(path) };
	if (!description->source) {
		trouble(FAILED, "%s: %s%s", path, strerror(errno),
		        errno == EFBIG ? "; a description has at most 1 MiB" : "");
		return false;
	}
	description->model = check_source(description->source, &description->findings);
	return true;
}

void description_close(struct description *description)
{
	findings_fini(&description->findings);
	if (description->model)
		model_destroy(description->model); /* and its source */
	else
		source_destroy(description->source);
	*description = (struct description){ 0 };
}

enum outcome description_need(struct description *description, const char *path)
{
	if (!description_open(description, path))
		return FAILED;
	if (description->model && description->findings.errors == 0)
		return DONE;
	findings_print(&description->findings, description->source, stderr,
	               wants_colour(stderr));
	description_close(description);
	return REFUSED;
}
