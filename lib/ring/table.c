/* SPDX-License-Identifier: BSD-3-Clause */
/* Indirect tables in any place. */
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

enum vqs_fault vqs_table_enter(struct vqs_device_ring *queue, uint64_t guest,
                               uint32_t length, struct vqs_table *table)
{
	uint64_t part = length;

	if (!queue->indirect)
		return VQS_FAULT_INDIRECT_UNASKED;
	if (length - 1 >= VQS_QUEUE_SIZE_MAX * VQS_DESCRIPTOR_BYTES ||
	    length % VQS_DESCRIPTOR_BYTES != 0)
		return VQS_FAULT_INDIRECT_LENGTH;
	if (length - 1 > UINT64_MAX - guest)
		return VQS_FAULT_ADDRESS;
	table->base = vqs_recent_meet(queue, guest, &part);
	if (!VQS_SMALL)
		queue->tables = vqs_recent_at(queue, guest);
	if (part != length)
		table->base = NULL;
	if (!table->base && !in_memory(queue->memory, guest, length))
		return VQS_FAULT_ADDRESS;
	table->guest = guest;
	table->entries = length / VQS_DESCRIPTOR_BYTES;
	return VQS_FAULT_NONE;
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
