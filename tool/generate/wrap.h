/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Breaks lines of C that are too long, as Linux does: after a comma or an
 * operator, the next line under the open parenthesis. A generator then needs
 * not know how long the names are.
 */
#ifndef VQSMITH_TOOL_WRAP_H
#define VQSMITH_TOOL_WRAP_H

#include <stdio.h>

/* Writes C source with no line that can be broken over `columns`; a tab is 8. */
void wrap_c(const char *text, FILE *out, unsigned int columns);

#endif
