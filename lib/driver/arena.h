/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory that a driver shares with its device: one mapping, handed out in
 * pages. For transports that have to make up the driver's memory themselves,
 * because no guest brings one.
 */
#ifndef DRIVER_ARENA_H
#define DRIVER_ARENA_H

#include <stddef.h>
#include <stdint.h>

#include <vqsmith/driver_transport.h>

struct arena_extent {
	size_t start, size;
};

struct arena {
	char *base;
	size_t size;
	uint64_t address;          /* what the device calls the first byte */
	struct arena_extent *free; /* ascending, never adjacent */
	size_t free_count, free_room;
	size_t taken; /* allocations that were not given back */
};

/*
 * Maps `size` bytes (whole pages) of `fd`, or of anonymous memory where fd is
 * -1. Pages cost nothing until they are used. 0 or -ENOMEM.
 */
int arena_init(struct arena *arena, int fd, size_t size, uint64_t address);
void arena_fini(struct arena *arena);

/* Zeroed, aligned to 4096. -ENOMEM; -EINVAL: size 0. */
int arena_alloc(struct arena *arena, size_t size, struct vqs_dma *dma);
void arena_free(struct arena *arena, const struct vqs_dma *dma);

#endif
