/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, whatever the format: starting, faults, and what is the caller's
 * mistake. Each call goes on to the format's own file.
 */
#include <vqsmith/ring.h>

#include <errno.h>
#include <string.h>

#include "area.h"
#include "packed_device.h"
#include "split_device.h"

static void place(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                  const struct vqs_memory *memory)
{
	queue->ring = *ring;
	queue->memory = memory;
	/* what no address is in */
	memset(queue->recent, 0, sizeof(queue->recent));
}

int vqs_device_ring_init(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory, uint8_t *held)
{
	int error = vqs_ring_check(ring);

	if (error)
		return error;
	memset(queue, 0, sizeof(*queue));
	queue->held = held;
	place(queue, ring, memory);
	queue->event_idx = vqs_features_has(&ring->features, VQS_F_EVENT_IDX);
	queue->indirect = vqs_features_has(&ring->features, VQS_F_INDIRECT_DESC);
	queue->packed = vqs_features_has(&ring->features, VQS_F_RING_PACKED);
	error = queue->packed ? vqs_packed_device_init(queue)
	                      : vqs_split_device_init(queue);
	if (!error)
		memset(held, 0, ring->size);
	return error;
}

int vqs_device_ring_move(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory)
{
	int error = vqs_ring_check(ring);

	if (error)
		return error;
	if (ring->size != queue->ring.size)
		return -EINVAL;
	place(queue, ring, memory);
	return 0;
}

int vqs_device_ring_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                         unsigned int count, struct vqs_segment *segments, size_t room)
{
	if (queue->fault)
		return -EIO;
	if (queue->packed)
		return vqs_packed_device_take(queue, chains, count, segments, room);
	return vqs_split_device_take(queue, chains, count, segments, room);
}

int vqs_device_ring_give(struct vqs_device_ring *queue, const struct vqs_used *used,
                         unsigned int count)
{
	unsigned int given;

	if (queue->fault)
		return -EIO;
	if (queue->packed)
		given = vqs_packed_device_give(queue, used, count);
	else
		given = vqs_split_device_give(queue, used, count);
	queue->held_count -= given;
	return given == count ? 0 : -EINVAL;
}

bool vqs_device_ring_must_notify(struct vqs_device_ring *queue)
{
	if (queue->fault || queue->unnotified == 0)
		return false;
	return queue->packed ? vqs_packed_device_must_notify(queue)
	                     : vqs_split_device_must_notify(queue);
}

void vqs_device_ring_suppress(struct vqs_device_ring *queue)
{
	if (queue->fault)
		return;
	if (queue->packed)
		vqs_packed_device_suppress(queue);
	else
		vqs_split_device_suppress(queue);
}

bool vqs_device_ring_expect(struct vqs_device_ring *queue)
{
	if (queue->fault)
		return false;
	return queue->packed ? vqs_packed_device_expect(queue)
	                     : vqs_split_device_expect(queue);
}

uint32_t vqs_device_ring_position(const struct vqs_device_ring *queue)
{
	return queue->packed ? vqs_packed_device_position(queue)
	                     : vqs_split_device_position(queue);
}

unsigned int vqs_device_ring_held(const struct vqs_device_ring *queue)
{
	return queue->held_count;
}

void vqs_device_ring_break(struct vqs_device_ring *queue, enum vqs_fault fault)
{
	if (!queue->fault)
		queue->fault = fault;
}
