/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The three areas of a queue: how large, how aligned.
 *
 * virtio 1.4, Split Virtqueues; Packed Virtqueues: the tables of alignment and
 * size.
 */
#include "area.h"

#include <errno.h>

#include "split_layout.h"

#define EVENT_BYTES                  2
#define PACKED_EVENT_STRUCTURE_BYTES 4

struct vqs_ring_need vqs_ring_need(uint16_t size, const struct vqs_features *features)
{
	struct vqs_ring_need need = {
		.descriptors = (size_t)VQS_DESCRIPTOR_BYTES * size,
		.driver_area = PACKED_EVENT_STRUCTURE_BYTES,
		.device_area = PACKED_EVENT_STRUCTURE_BYTES,
	};

	if (!vqs_features_has(features, VQS_F_RING_PACKED)) {
		need.driver_area = VQS_SPLIT_ENTRIES +
		                   (size_t)VQS_AVAILABLE_ENTRY_BYTES * size + EVENT_BYTES;
		need.device_area = VQS_SPLIT_ENTRIES +
		                   (size_t)VQS_USED_ENTRY_BYTES * size + EVENT_BYTES;
	}
	return need;
}

static bool placed(const void *area, unsigned int alignment)
{
	return area && (uintptr_t)area % alignment == 0;
}

int vqs_ring_check(const struct vqs_ring *ring)
{
	bool packed = vqs_features_has(&ring->features, VQS_F_RING_PACKED);
	uint16_t size = ring->size;

	if (size == 0 || size > VQS_QUEUE_SIZE_MAX)
		return -EINVAL;
	if (!packed && (size & (size - 1)) != 0)
		return -EINVAL;
	if (!placed(ring->descriptors, 16) ||
	    !placed(ring->driver_area, packed ? 4 : 2) || !placed(ring->device_area, 4))
		return -EINVAL;
	return 0;
}
