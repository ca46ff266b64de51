/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A description as commands use it: read, and judged.
 */
#ifndef VQSMITH_TOOL_DESCRIPTION_H
#define VQSMITH_TOOL_DESCRIPTION_H

#include <stdbool.h>

#include "command.h"
#include "finding.h"
#include "model.h"
#include "source.h"

struct description {
	struct source *source; /* NULL: it could not be read */
	struct model *model;   /* NULL: it has errors of the language */
	struct findings findings;
};

/* Reads and checks a file. False, with a complaint, where it cannot be read. */
bool description_open(struct description *description, const char *path);
void description_close(struct description *description);

/*
 * The same for commands that need a sound one: prints the findings if there
 * are errors among them, and closes it. DONE, REFUSED or FAILED.
 */
enum outcome description_need(struct description *description, const char *path);

/* Whether to print in colours there. */
bool wants_colour(FILE *to);

#endif
