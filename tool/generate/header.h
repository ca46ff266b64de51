/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the parts of the `header` generator share.
 */
#ifndef VQSMITH_TOOL_HEADER_H
#define VQSMITH_TOOL_HEADER_H

#include <stdio.h>

#include "model.h"
#include "names.h"

/* __le16 and the like. */
const char *linux_type(enum vqs_kind kind);

/* A number of an enumeration or of flags as C has it. */
struct name value_text(const struct values *values, uint64_t number);

/* The end of the header: the character device of the Linux driver. */
void emit_ioctls(FILE *out, const struct model *model);

#endif
