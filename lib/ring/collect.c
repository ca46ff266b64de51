/* SPDX-License-Identifier: BSD-3-Clause */
/* The rarer steps of making segments of buffers. */
#include "collect.h"

int vqs_collect_slowly(struct vqs_device_ring *queue, uint64_t address, uint32_t length,
                       struct vqs_segment *segments, size_t room)
{
	int made = 0;

	if (length > 0 && length - 1 > UINT64_MAX - address)
		return -VQS_FAULT_ADDRESS;
	while (length > 0) {
		const struct vqs_region *region = vqs_recent_find(queue, address);
		uint64_t part;

		if (!region)
			return -VQS_FAULT_ADDRESS;
		if (room-- == 0)
			return -VQS_FAULT_TOO_LONG;
		part = region->size - (address - region->guest);
		if (part > length)
			part = length;
		segments[made].base = vqs_region_host(region, address);
		segments[made++].length = (uint32_t)part;
		address += part;
		length -= (uint32_t)part;
	}
	return made;
}
