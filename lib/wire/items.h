/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The items of a plan, for plan.c, which works with them, and make_plan.c, which
 * makes them.
 */
#ifndef VQSMITH_LIB_WIRE_ITEMS_H
#define VQSMITH_LIB_WIRE_ITEMS_H

#include <errno.h>

#include "internal.h"
#include "plan.h"

enum plan_item_what {
	PLAN_VALUE,    /* a scalar that moves brought, or took away: to be judged */
	PLAN_FIELD,    /* a field that no moves can do */
	PLAN_ABSENT,   /* decoding: one that is not there, and reads as zero */
	PLAN_TAIL_OFF, /* the same of all of a structure from a field on */
	PLAN_RUN,      /* bytes that are too many for moves */
	PLAN_GAP,      /* encoding: the same of zeroes */
};

struct plan_item {
	const struct vqs_field *field;
	uint8_t what;
	uint32_t wire, bytes; /* in the part */
	uint32_t native; /* what field->memory counts from; RUN, TAIL_OFF: the bytes */
	/* VALUE: low..low + width without bits of `beyond` are allowed, and maybe others. */
	uint64_t low, width, beyond;
};

#endif
