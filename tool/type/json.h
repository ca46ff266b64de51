/* SPDX-License-Identifier: BSD-3-Clause */
/* What every printer of JSON needs. */
#ifndef VQSMITH_TOOL_JSON_H
#define VQSMITH_TOOL_JSON_H

#include <jansson.h>

/* Puts a text that may be hostile; NULL puts nothing. Bytes that are no UTF-8 become '?'.
 */
void json_put_text(json_t *object, const char *key, const char *text);

#endif
