/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The memory of a driver that is fuzzed: regions in several layouts, each an allocation of its
 * own and of its exact size, so that the sanitizers see the first byte beyond.
 */
#ifndef VQSMITH_FUZZ_RING_REGIONS_H
#define VQSMITH_FUZZ_RING_REGIONS_H

#include <string.h>

#include <vqsmith/memory.h>

#include "input.h"

#define REGIONS      8
#define REGION_BYTES 2048u

struct regions {
	struct vqs_region each[REGIONS];
	struct vqs_memory memory;
};

struct layout {
	unsigned int count;
	uint64_t guest[REGIONS];
	uint64_t size[REGIONS];
};

/* The first holds the ring, so it is as large as any. */
static const struct layout region_layouts[] = {
	/* two that adjoin, one far off */
	{ 3, { 0x10000, 0x10800, 0xfffffffffff00000 }, { 2048, 2048, 2048 } },
	{ 1, { 0 }, { 2048 } },
	/* many, of odd sizes, adjoining and not, from one byte on */
	{ 8,
	  { 0x1000, 0x1800, 0x1801, 0x1811, 0x1900, 0x2000, 0x2007, 0x10000000 },
	  { 2048, 1, 16, 15, 100, 7, 9, 33 } },
	/* to the last address but one, which is as far as a region goes */
	{ 2, { 0, 0xfffffffffffff800 }, { 2048, 2047 } },
};

static inline bool regions_make(struct regions *regions, uint8_t which)
{
	const struct layout *layout = &region_layouts[which % 4];

	memset(regions, 0, sizeof(*regions));
	regions->memory = (struct vqs_memory){ regions->each, layout->count, 1, NULL };
	for (unsigned int i = 0; i < layout->count; i++) {
		regions->each[i] =
		        (struct vqs_region){ layout->guest[i], layout->size[i],
			                     calloc(1, (size_t)layout->size[i]) };
		if (!regions->each[i].host)
			return false;
	}
	return true;
}

static inline void regions_free(struct regions *regions)
{
	for (unsigned int i = 0; i < regions->memory.count; i++)
		free(regions->each[i].host);
}

/* Whether one region holds all of it. */
static inline bool regions_hold(const struct regions *regions, const void *base,
                                uint32_t length)
{
	for (unsigned int i = 0; i < regions->memory.count; i++) {
		uintptr_t first = (uintptr_t)regions->each[i].host;
		uint64_t offset = (uintptr_t)base - first;

		if ((uintptr_t)base >= first && offset < regions->each[i].size &&
		    length <= regions->each[i].size - offset)
			return true;
	}
	return false;
}

/* A place in or just outside the driver's memory, or anything at all. */
static inline uint64_t some_address(const struct regions *regions, struct input *input)
{
	uint8_t kind = input8(input);
	const struct vqs_region *region = &regions->each[kind % regions->memory.count];

	if (kind == 0xff)
		return input64(input);
	return region->guest + input16(input) % (region->size + 16) -
	       (kind & 0x80 ? 8 : 0);
}

static inline uint32_t some_length(struct input *input)
{
	uint8_t kind = input8(input);

	if (kind == 0xff)
		return input32(input);
	if (kind & 0x80)
		return kind % 16 * 16;
	return kind;
}

/* A buffer that is where it should be. */
static inline uint64_t sound_buffer(const struct regions *regions, struct input *input,
                                    uint32_t *length)
{
	const struct vqs_region *region =
	        &regions->each[input8(input) % regions->memory.count];
	uint64_t offset = input8(input) * 8u % region->size;

	*length = 1 + input8(input) % 64;
	if (*length > region->size - offset)
		*length = (uint32_t)(region->size - offset);
	return region->guest + offset;
}

#endif
