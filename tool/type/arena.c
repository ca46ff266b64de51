/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory that is given back all at once. */
#include "arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 16384

struct block {
	struct block *next;
	max_align_t memory[];
};

struct arena {
	struct block *blocks;
	char *free;
	size_t left;
};

static void *no_memory(void)
{
	fputs("vqsmith: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}

void *grow(void *memory, size_t count, size_t size)
{
	void *bigger = NULL;

	if (count == 0)
		count = 1;
	if (size == 0 || count <= SIZE_MAX / size)
		bigger = realloc(memory, count * size);
	return bigger ? bigger : no_memory();
}

struct arena *arena_create(void)
{
	struct arena *arena = grow(NULL, 1, sizeof(*arena));

	*arena = (struct arena){ .blocks = NULL };
	return arena;
}

void arena_destroy(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->blocks) {
		struct block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
	free(arena);
}

static void add_block(struct arena *arena, size_t bytes)
{
	struct block *block = grow(NULL, 1, sizeof(*block) + bytes);

	memset(block->memory, 0, bytes);
	block->next = arena->blocks;
	arena->blocks = block;
	arena->free = (char *)block->memory;
	arena->left = bytes;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	char *memory;
	size_t bytes;

	if (size && count > (SIZE_MAX / 2) / size)
		return no_memory();
	bytes = (count * size + align) / align * align;
	if (bytes > arena->left)
		add_block(arena, bytes > BLOCK ? bytes : BLOCK);
	memory = arena->free;
	arena->free += bytes;
	arena->left -= bytes;
	return memory;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return no_memory();
	text = arena_alloc(arena, (size_t)length + 1, 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return text;
}
