/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Native structures as a C compiler on this machine lays them out: members in
 * the order of the fields; reserved fields and opcodes have none.
 */
#ifndef VQSMITH_TOOL_NATIVE_H
#define VQSMITH_TOOL_NATIVE_H

#include "model.h"

struct native {
	uint32_t size, align; /* size 0: there is no member at all */
};

/* Of every structure by index, members before users: to be filled in that order. */
struct native_table {
	struct native *of;
};

/* Lays out `fields`; the place of each to places[], VQS_NOWHERE for those without. */
struct native native_lay_out(const struct native_table *table,
                             const struct fields *fields, uint32_t *places);

#endif
