/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The front end's memory: the regions it told of, mapped. A table that has
 * been handed out doesn't change; a new one shares the mappings that stay.
 */
#ifndef VHU_TABLE_H
#define VHU_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <vqsmith/memory.h>

#include "protocol.h"
#include "why.h"

struct vhu_guarded;

/* A piece of a file in our address space. */
struct vhu_mapping {
	void *base;
	size_t length;
	size_t page; /* what mmap deals in here: more than usual for huge pages */
	struct vhu_guarded *guarded;
	unsigned int references;
};

struct vhu_table {
	struct vqs_memory memory; /* first: its destroy gets us back */
	struct vqs_region regions[VHU_MEM_SLOTS];
	struct {
		uint64_t user;
		struct vhu_mapping *mapping;
	} slots[VHU_MEM_SLOTS]; /* of the region of the same index */
};

/* A table with one reference and the regions of `from` (NULL: none). NULL: no memory. */
struct vhu_table *vhu_table_copy(const struct vhu_table *from);

/* Maps one more region of a table that is not handed out yet. `fd` stays the caller's. */
int vhu_table_add(struct vhu_table *table, const struct vhu_region *region, int fd,
                  struct vhu_why *why);

/* Takes out the region of the same guest address, user address and size. */
int vhu_table_remove(struct vhu_table *table, const struct vhu_region *region,
                     struct vhu_why *why);

/* Where [user, user + size) of the front end is here; NULL: not in one region. */
void *vhu_table_user(const struct vhu_table *table, uint64_t user, uint64_t size);

/* Whether the file behind a region was shortened (as far as the guard noticed). */
bool vhu_table_torn(const struct vhu_table *table);

/* Gives the creator's reference back. Takes NULL. */
void vhu_table_put(struct vhu_table *table);

#endif
