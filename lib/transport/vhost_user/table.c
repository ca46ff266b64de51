/* SPDX-License-Identifier: BSD-3-Clause */
/* The front end's memory: the regions it told of, mapped. */
#include "table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guard.h"

static void mapping_put(struct vhu_mapping *mapping)
{
	if (--mapping->references)
		return;
	vhu_guard_remove(mapping->guarded);
	munmap(mapping->base, mapping->length);
	free(mapping);
}

static void destroy(struct vqs_memory *memory)
{
	struct vhu_table *table = (struct vhu_table *)memory;

	for (unsigned int i = 0; i < memory->count; i++)
		mapping_put(table->slots[i].mapping);
	free(table);
}

struct vhu_table *vhu_table_copy(const struct vhu_table *from)
{
	struct vhu_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	if (from)
		*table = *from;
	table->memory.regions = table->regions;
	table->memory.references = 1;
	table->memory.destroy = destroy;
	for (unsigned int i = 0; i < table->memory.count; i++)
		table->slots[i].mapping->references++;
	return table;
}

void vhu_table_put(struct vhu_table *table)
{
	if (table)
		vqs_memory_put(&table->memory);
}

static int check_numbers(const struct vhu_region *region, struct vhu_why *why)
{
	if (!region->size)
		return vhu_refuse(why,
		                  "the region at guest address 0x%" PRIx64 " is empty",
		                  region->guest);
	if (region->guest + region->size < region->guest ||
	    region->user + region->size < region->user)
		return vhu_refuse(why,
		                  "the region at guest address 0x%" PRIx64 ", 0x%" PRIx64
		                  " bytes, runs over the end of the addresses",
		                  region->guest, region->size);
	if (region->offset > INT64_MAX || region->size > INT64_MAX - region->offset ||
	    region->size > SIZE_MAX / 2)
		return vhu_refuse(
		        why, "0x%" PRIx64 " bytes at offset 0x%" PRIx64 " are in no file",
		        region->size, region->offset);
	return 0;
}

static bool overlap(uint64_t a, uint64_t a_size, uint64_t b, uint64_t b_size)
{
	return a < b + b_size && b < a + a_size;
}

static int check_place(const struct vhu_table *table, const struct vhu_region *region,
                       struct vhu_why *why)
{
	if (table->memory.count == VHU_MEM_SLOTS)
		return vhu_refuse(why, "there are %d regions already, which is the most",
		                  VHU_MEM_SLOTS);
	for (unsigned int i = 0; i < table->memory.count; i++) {
		const struct vqs_region *other = &table->regions[i];

		if (overlap(region->guest, region->size, other->guest, other->size))
			return vhu_refuse(why,
			                  "the regions at guest addresses 0x%" PRIx64
			                  " and 0x%" PRIx64 " overlap",
			                  other->guest, region->guest);
		if (overlap(region->user, region->size, table->slots[i].user,
		            other->size))
			return vhu_refuse(why,
			                  "the regions at user addresses 0x%" PRIx64
			                  " and 0x%" PRIx64 " overlap",
			                  table->slots[i].user, region->user);
	}
	return 0;
}

static int check_file(const struct vhu_region *region, int fd, struct stat *file,
                      struct vhu_why *why)
{
	if (fstat(fd, file) < 0 || !S_ISREG(file->st_mode))
		return vhu_refuse(why,
		                  "the descriptor for guest address 0x%" PRIx64
		                  " is not of a file",
		                  region->guest);
	if ((uint64_t)file->st_size < region->offset + region->size)
		return vhu_refuse(why,
		                  "the file for guest address 0x%" PRIx64 " has %" PRId64
		                  " bytes, 0x%" PRIx64 " at offset 0x%" PRIx64
		                  " are not in it",
		                  region->guest, (int64_t)file->st_size, region->size,
		                  region->offset);
	return 0;
}

/* The alignment that mmap wants: a huge page is the block size of its file system. */
static size_t page_of(const struct stat *file)
{
	size_t usual = (size_t)sysconf(_SC_PAGESIZE);
	size_t block = (size_t)file->st_blksize;

	return block > usual && !(block & (block - 1)) ? block : usual;
}

static struct vhu_mapping *map(const struct vhu_region *region, int fd, size_t page)
{
	uint64_t skip = region->offset % page;
	struct vhu_mapping *mapping = calloc(1, sizeof(*mapping));

	if (!mapping)
		return NULL;
	mapping->references = 1;
	mapping->page = page;
	mapping->length = (region->size + skip + page - 1) / page * page;
	mapping->base =
	        mmap(NULL, mapping->length, PROT_READ | PROT_WRITE,
	             MAP_SHARED | MAP_NORESERVE, fd, (off_t)(region->offset - skip));
	if (mapping->base == MAP_FAILED) {
		free(mapping);
		return NULL;
	}
	mapping->guarded = vhu_guard_add(mapping->base, mapping->length, page);
	if (mapping->guarded)
		return mapping;
	munmap(mapping->base, mapping->length);
	free(mapping);
	errno = ENOSPC;
	return NULL;
}

static void insert(struct vhu_table *table, const struct vhu_region *region,
                   struct vhu_mapping *mapping)
{
	unsigned int at = table->memory.count++;

	for (; at > 0 && table->regions[at - 1].guest > region->guest; at--) {
		table->regions[at] = table->regions[at - 1];
		table->slots[at] = table->slots[at - 1];
	}
	table->regions[at] = (struct vqs_region){
		.guest = region->guest,
		.size = region->size,
		.host = (char *)mapping->base + region->offset % mapping->page,
	};
	table->slots[at].user = region->user;
	table->slots[at].mapping = mapping;
}

int vhu_table_add(struct vhu_table *table, const struct vhu_region *region, int fd,
                  struct vhu_why *why)
{
	struct vhu_mapping *mapping;
	struct stat file;
	int r = check_numbers(region, why);

	if (r == 0)
		r = check_place(table, region, why);
	if (r == 0)
		r = check_file(region, fd, &file, why);
	if (r < 0)
		return r;
	mapping = map(region, fd, page_of(&file));
	if (!mapping)
		return vhu_refuse(why,
		                  "cannot map 0x%" PRIx64
		                  " bytes for guest address 0x%" PRIx64 ": %s",
		                  region->size, region->guest, strerror(errno));
	insert(table, region, mapping);
	return 0;
}

int vhu_table_remove(struct vhu_table *table, const struct vhu_region *region,
                     struct vhu_why *why)
{
	for (unsigned int i = 0; i < table->memory.count; i++) {
		if (table->regions[i].guest != region->guest ||
		    table->regions[i].size != region->size ||
		    table->slots[i].user != region->user)
			continue;
		mapping_put(table->slots[i].mapping);
		table->memory.count--;
		for (; i < table->memory.count; i++) {
			table->regions[i] = table->regions[i + 1];
			table->slots[i] = table->slots[i + 1];
		}
		return 0;
	}
	return vhu_refuse(why,
	                  "there is no region at guest address 0x%" PRIx64
	                  ", user address 0x%" PRIx64 " of 0x%" PRIx64 " bytes",
	                  region->guest, region->user, region->size);
}

void *vhu_table_user(const struct vhu_table *table, uint64_t user, uint64_t size)
{
	for (unsigned int i = 0; table && i < table->memory.count; i++) {
		const struct vqs_region *region = &table->regions[i];
		uint64_t skip = user - table->slots[i].user;

		if (user >= table->slots[i].user && skip < region->size &&
		    size <= region->size - skip)
			return (char *)region->host + skip;
	}
	return NULL;
}

bool vhu_table_torn(const struct vhu_table *table)
{
	for (unsigned int i = 0; table && i < table->memory.count; i++)
		if (vhu_guard_torn(table->slots[i].mapping->guarded))
			return true;
	return false;
}
