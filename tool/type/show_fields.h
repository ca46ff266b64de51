/* SPDX-License-Identifier: BSD-3-Clause */
/* A table of fields, with their unions and bits, as people are shown it. */
#ifndef VQSMITH_TOOL_SHOW_FIELDS_H
#define VQSMITH_TOOL_SHOW_FIELDS_H

#include <stdbool.h>
#include <stdio.h>

#include "model.h"

static inline const char *text_of(const char *text)
{
	return text ? text : "";
}

/* `message`: that they are a half of, or NULL; `config`: with who may write. */
void show_fields(const struct fields *fields, const struct message *message, bool config,
                 FILE *to);

#endif
