/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which values and structures some field has. The others are there for their
 * constants and for Linux's header: a table that had them would have static
 * variables that nothing uses.
 */
#ifndef VQSMITH_TOOL_USED_H
#define VQSMITH_TOOL_USED_H

#include <stdbool.h>

#include "model.h"

/* By index in the model's lists. */
struct used {
	bool *values, *structures, *bits;
};

/* False: there is no memory; used_fini() is still right. */
bool used_find(struct used *used, const struct model *model);
void used_fini(struct used *used);

#endif
