/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The conditions of a model as constants of C: each different one once.
 */
#ifndef VQSMITH_TOOL_CONDITIONS_H
#define VQSMITH_TOOL_CONDITIONS_H

#include <stdio.h>

#include "model.h"
#include "names.h"

struct conditions {
	const struct model *model;
	struct {
		const struct condition *condition;
		struct name name; /* if_motion */
		bool whole;       /* the struct is used, not its alternatives alone */
	} * list;
	unsigned int count;
};

/* Gathers those of queues, messages, configuration fields and features. */
void conditions_collect(struct conditions *conditions, const struct model *model);
void conditions_fini(struct conditions *conditions);

/* The constant (struct vqs_condition) of a condition; its alternatives are NAME_any. */
struct name condition_name(const struct conditions *conditions,
                           const struct condition *condition);

void conditions_print(const struct conditions *conditions, FILE *out);

/* A struct vqs_features of the given ones: "{ { UINT64_C(1) << LAMP_F_MOTION } }". */
void features_print(FILE *out, const struct model *model, const struct feature **list,
                    unsigned int count);

#endif
