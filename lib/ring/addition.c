/* SPDX-License-Identifier: BSD-3-Clause */
/* Driver end, any format: whether there is room for a chain, when that is not plain. */
#include "addition.h"

/* Bytes of the buffers; counts those that have any. */
static uint64_t sum(const struct vqs_buffer *buffers, uint32_t count, uint32_t *filled)
{
	uint64_t length = 0;

	for (uint32_t i = 0; i < count; i++) {
		length += buffers[i].length;
		*filled += buffers[i].length != 0;
	}
	return length;
}

int vqs_addition_room(const struct vqs_driver_ring *queue,
                      const struct vqs_buffer *buffers, uint32_t readable,
                      uint32_t writable)
{
	uint64_t first, second;
	uint32_t filled = 0;

	if (queue->fault)
		return -EIO;
	first = sum(buffers, readable, &filled);
	second = sum(buffers + readable, writable, &filled);
	if (filled > queue->ring.size || !vqs_addition_sound(first, second))
		return -EINVAL;
	if (vqs_addition_in_table(queue, readable + writable))
		filled = 1;
	return filled > queue->free_count ? -ENOSPC : 0;
}
