/* SPDX-License-Identifier: BSD-3-Clause */
/* First fit over an ordered list of free extents; see arena.h. */
#define _DEFAULT_SOURCE
#include "arena.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)4096)

int arena_init(struct arena *arena, int fd, size_t size, uint64_t address)
{
	int flags = MAP_NORESERVE | (fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED);
	void *base = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

	*arena = (struct arena){ .size = size, .address = address };
	if (base == MAP_FAILED)
		return -ENOMEM;
	arena->base = base;
	arena->free_room = 16;
	arena->free = calloc(arena->free_room, sizeof(*arena->free));
	if (!arena->free) {
		arena_fini(arena);
		return -ENOMEM;
	}
	arena->free[0] = (struct arena_extent){ .start = 0, .size = size };
	arena->free_count = 1;
	return 0;
}

void arena_fini(struct arena *arena)
{
	if (arena->base)
		munmap(arena->base, arena->size);
	free(arena->free);
	*arena = (struct arena){ 0 };
}

static void drop_extent(struct arena *arena, size_t index)
{
	arena->free_count--;
	memmove(&arena->free[index], &arena->free[index + 1],
	        (arena->free_count - index) * sizeof(*arena->free));
}

/*
 * Giving back must not fail, so its room is made while taking: n allocations
 * have n + 1 holes between them at the most.
 */
static int reserve_extents(struct arena *arena)
{
	size_t room = arena->free_room * 2;
	struct arena_extent *more;

	if (arena->taken + 2 < arena->free_room)
		return 0;
	more = realloc(arena->free, room * sizeof(*more));
	if (!more)
		return -ENOMEM;
	arena->free = more;
	arena->free_room = room;
	return 0;
}

int arena_alloc(struct arena *arena, size_t size, struct vqs_dma *dma)
{
	size_t whole = (size + PAGE - 1) / PAGE * PAGE;

	if (size == 0)
		return -EINVAL;
	if (whole < size || reserve_extents(arena))
		return -ENOMEM;
	for (size_t i = 0; i < arena->free_count; i++) {
		struct arena_extent *extent = &arena->free[i];

		if (extent->size < whole)
			continue;
		dma->host = arena->base + extent->start;
		dma->address = arena->address + extent->start;
		dma->size = whole;
		extent->start += whole;
		extent->size -= whole;
		if (!extent->size)
			drop_extent(arena, i);
		arena->taken++;
		memset(dma->host, 0, whole);
		return 0;
	}
	return -ENOMEM;
}

void arena_free(struct arena *arena, const struct vqs_dma *dma)
{
	size_t start = (size_t)((char *)dma->host - arena->base), i = 0;
	struct arena_extent *at;

	while (i < arena->free_count && arena->free[i].start < start)
		i++;
	at = &arena->free[i];
	memmove(at + 1, at, (arena->free_count - i) * sizeof(*at));
	*at = (struct arena_extent){ .start = start, .size = dma->size };
	arena->free_count++;
	arena->taken--;
	if (i + 1 < arena->free_count && at->start + at->size == at[1].start) {
		at->size += at[1].size;
		drop_extent(arena, i + 1);
	}
	if (i > 0 && at[-1].start + at[-1].size == at->start) {
		at[-1].size += at->size;
		drop_extent(arena, i);
	}
}
