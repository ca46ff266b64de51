/* SPDX-License-Identifier: BSD-3-Clause */
/* Indirect tables in unusual places. */
#include "table.h"

#include <string.h>

/* Whether [guest, guest + length) is all there, in however many regions. */
static bool in_memory(const struct vqs_memory *memory, uint64_t guest, uint64_t length)
{
	while (length > 0) {
		uint64_t part = length;

		if (!vqs_memory_part(memory, guest, &part))
			return false;
		guest += part;
		length -= part;
	}
	return true;
}

bool vqs_table_slowly(struct vqs_device_ring *queue, uint64_t guest, uint32_t length,
                      void **base)
{
	const struct vqs_region *region = vqs_recent_find(queue, guest);

	*base = NULL;
	if (!region || length - 1 > UINT64_MAX - guest)
		return false;
	if (length <= region->size - (guest - region->guest))
		*base = vqs_region_host(region, guest);
	return *base || in_memory(queue->memory, guest, length);
}

void vqs_table_scattered(const struct vqs_device_ring *queue, uint64_t guest,
                         unsigned char bytes[VQS_DESCRIPTOR_BYTES])
{
	uint64_t done = 0;

	while (done < VQS_DESCRIPTOR_BYTES) {
		uint64_t part = VQS_DESCRIPTOR_BYTES - done;
		const void *host = vqs_memory_part(queue->memory, guest + done, &part);

		memcpy(bytes + done, host, (size_t)part);
		done += part;
	}
}
