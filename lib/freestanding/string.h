/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * For where there is no C library: the functions that lib/ring and lib/wire call, which
 * any compiler wants to be there in any case. As with errno.h, last on the path.
 */
#ifndef VQSMITH_FREESTANDING_STRING_H
#define VQSMITH_FREESTANDING_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);

#endif
