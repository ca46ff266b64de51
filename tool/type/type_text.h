/* SPDX-License-Identifier: BSD-3-Clause */
/* Scalars by kind, and the text after `type`. */
#ifndef VQSMITH_TOOL_TYPE_TEXT_H
#define VQSMITH_TOOL_TYPE_TEXT_H

#include <stdint.h>

#include <vqsmith/type.h>

/* "u8", "le16"; "struct". */
const char *scalar_name(enum vqs_kind kind);
unsigned int scalar_size(enum vqs_kind kind); /* VQS_STRUCT: 0 */
uint64_t scalar_max(enum vqs_kind kind);

#endif
