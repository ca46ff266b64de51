/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The driver's memory, as a device sees it: a few regions, each contiguous
 * both in the driver's (guest physical) addresses and in ours.
 *
 * A table of regions is immutable once in use. A transport that is told of
 * new regions makes a new table; the old one lives until the last request
 * that points into it is gone (references). Nothing here takes a lock: one
 * table belongs to one thread.
 */
#ifndef VQSMITH_MEMORY_H
#define VQSMITH_MEMORY_H

#include <stdint.h>

struct vqs_region {
	uint64_t guest; /* first address, as it stands in descriptors */
	uint64_t size;  /* bytes; guest + size does not wrap */
	void *host;     /* where the first byte is in this process */
};

struct vqs_memory {
	const struct vqs_region *regions; /* ascending by guest, not overlapping */
	unsigned int count;
	unsigned int references;
	void (*destroy)(
	        struct vqs_memory *memory); /* at the last put; NULL: nothing to do */
};

/* The region that holds `guest`, or NULL. */
const struct vqs_region *vqs_memory_region(const struct vqs_memory *memory,
                                           uint64_t guest);

/* Where `guest`, which the region holds, is in this process. */
static inline void *vqs_region_host(const struct vqs_region *region, uint64_t guest)
{
	return (void *)((uintptr_t)region->host + (uintptr_t)(guest - region->guest));
}

/*
 * Where [guest, guest + size) is in this process, or NULL unless all of it
 * lies in one region. size 0 is refused.
 */
void *vqs_memory_at(const struct vqs_memory *memory, uint64_t guest, uint64_t size);

/*
 * As vqs_memory_at, but settles for the part that the region of `guest` holds:
 * *size is lowered to it. NULL where `guest` is in no region.
 */
void *vqs_memory_part(const struct vqs_memory *memory, uint64_t guest, uint64_t *size);

void vqs_memory_get(struct vqs_memory *memory);
void vqs_memory_put(struct vqs_memory *memory); /* takes NULL */

#endif
