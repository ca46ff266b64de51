/* SPDX-License-Identifier: BSD-3-Clause */
/* From the driver's addresses to ours. */
#include <vqsmith/memory.h>

#include <stddef.h>

const struct vqs_region *vqs_memory_region(const struct vqs_memory *memory,
                                           uint64_t guest)
{
	unsigned int low = 0, high = memory->count;

	while (low < high) {
		unsigned int middle = low + (high - low) / 2;
		const struct vqs_region *region = &memory->regions[middle];

		if (guest < region->guest)
			high = middle;
		else if (guest - region->guest >= region->size)
			low = middle + 1;
		else
			return region;
	}
	return NULL;
}

void *vqs_memory_part(const struct vqs_memory *memory, uint64_t guest, uint64_t *size)
{
	const struct vqs_region *region = vqs_memory_region(memory, guest);

	if (!region || *size == 0)
		return NULL;
	if (*size > region->size - (guest - region->guest))
		*size = region->size - (guest - region->guest);
	return vqs_region_host(region, guest);
}

void *vqs_memory_at(const struct vqs_memory *memory, uint64_t guest, uint64_t size)
{
	uint64_t part = size;
	void *host = vqs_memory_part(memory, guest, &part);

	return part == size ? host : NULL;
}

void vqs_memory_get(struct vqs_memory *memory)
{
	memory->references++;
}

void vqs_memory_put(struct vqs_memory *memory)
{
	if (memory && --memory->references == 0 && memory->destroy)
		memory->destroy(memory);
}
