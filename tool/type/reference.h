/* SPDX-License-Identifier: BSD-3-Clause */
/* What is made of the tables of keys: the JSON Schema and the reference. */
#ifndef VQSMITH_TOOL_REFERENCE_H
#define VQSMITH_TOOL_REFERENCE_H

#include <stdio.h>

/*
 * A JSON Schema (draft 07) of descriptions, for editors. It says what the keys
 * are and what stands after them; what names refer to is beyond it.
 */
void schema_print(FILE *to);

/* The part of docs/language.md that explains each key, in Markdown. */
void reference_print(FILE *to);

#endif
