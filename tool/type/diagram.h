/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Diagrams of 32 bits a row, as RFCs have them. Bytes and bits run from the lowest
 * on the left, so that a little-endian number and the bits in it lie together.
 */
#ifndef VQSMITH_TOOL_DIAGRAM_H
#define VQSMITH_TOOL_DIAGRAM_H

#include <stdint.h>
#include <stdio.h>

struct diagram;

struct diagram *diagram_create(void);
void diagram_destroy(struct diagram *diagram); /* takes NULL */

/* What comes next: `bits` of it, and a label that may stand in it; "": reserved. */
void diagram_add(struct diagram *diagram, uint64_t bits, const char *label);

/* A part of variable length: what follows it counts its offset from there. */
void diagram_add_variable(struct diagram *diagram, const char *label);

/* Prints it; labels that had no room stand below, by a letter. */
void diagram_print(const struct diagram *diagram, FILE *to);

/* A text of words in lines of 80 columns at most, each indented. */
void diagram_text(FILE *to, const char *text, unsigned int indent);

#endif
