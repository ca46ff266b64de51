/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A model as the runtime's table (vqsmith/type.h), built in memory: `call`,
 * and every tool that talks to a device, interprets it; the generator prints it.
 * Native structures are laid out as a C compiler would on this machine.
 */
#ifndef VQSMITH_TOOL_TABLE_H
#define VQSMITH_TOOL_TABLE_H

#include <vqsmith/type.h>

#include "model.h"

struct table {
	struct vqs_type type;
	void *memory;
};

/* Of a model without errors. The table refers to names in it, so it outlives the table.
 */
struct table *table_build(const struct model *model);
void table_destroy(struct table *table); /* takes NULL */

#endif
