/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * UTF-8, and what of it may be shown: a description may be hostile to the
 * terminal that its errors are printed on.
 */
#ifndef VQSMITH_TOOL_UTF8_H
#define VQSMITH_TOOL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character at `text`, its code to *code; 0: that is no UTF-8. */
unsigned int utf8_next(const char *text, size_t left, uint32_t *code);

/* Columns that a terminal takes for it. */
unsigned int utf8_width(uint32_t code);

/* Neither a control character nor one that turns or hides text. */
bool utf8_is_safe(uint32_t code);

#define SHOWN_SIZE 16

/*
 * How the character at `text` is shown: itself, or an escape like \x1b where
 * it is not safe. Writes it to `shown`, its columns to *width; bytes taken.
 */
unsigned int utf8_show(const char *text, size_t left, char shown[SHOWN_SIZE],
                       unsigned int *width);

#endif
