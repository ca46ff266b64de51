/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory that is given back all at once: what a description is read into.
 * A description is at most 1 MiB and what is made of it is bounded, so running
 * out of memory is not an error to recover from: the program says so and ends.
 */
#ifndef VQSMITH_TOOL_ARENA_H
#define VQSMITH_TOOL_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena *arena); /* takes NULL */

/* `count` things of `size` bytes, all zero. Never NULL, not even for none. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
char *arena_copy(struct arena *arena, const char *text, size_t length);
char *arena_format(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/* realloc() that ends the program where there is no memory. */
void *grow(void *memory, size_t count, size_t size);

#endif
