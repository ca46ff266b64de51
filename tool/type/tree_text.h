/* SPDX-License-Identifier: BSD-3-Clause */
/* The letters of a description, before and when they are no YAML. */
#ifndef VQSMITH_TOOL_TREE_TEXT_H
#define VQSMITH_TOOL_TREE_TEXT_H

#include <stdbool.h>

#include "finding.h"
#include "source.h"

/* UTF-8, no control characters, no line that is too long. False: reported. */
bool tree_check_text(const struct source *source, struct findings *findings);

/* libyaml's words in ours, and what to do about it. */
const char *tree_syntax_text(const char *problem);
const char *tree_syntax_advice(const struct source *source, struct position at);

#endif
