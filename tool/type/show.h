/* SPDX-License-Identifier: BSD-3-Clause */
/* Shows a model: to people, and to programs. */
#ifndef VQSMITH_TOOL_SHOW_H
#define VQSMITH_TOOL_SHOW_H

#include <stdio.h>

#include "model.h"

/* The layout, as a person would draw it. */
void show_text(const struct model *model, FILE *to);

/* Configuration space, structures and messages as diagrams of 32 bits a row. */
void show_diagram(const struct model *model, FILE *to);

/*
 * The whole model, resolved, as one JSON object. Numbers above 2^63 - 1, which
 * JSON readers disagree on, are strings.
 */
void show_json(const struct model *model, FILE *to);

#endif
