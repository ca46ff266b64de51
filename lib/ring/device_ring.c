/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, whatever the format: starting, faults, and what is the caller's
 * mistake. Each call goes on to the format's own file; the packed format will
 * be a second one to go to.
 */
#include <vqsmith/ring.h>

#include <errno.h>
#include <string.h>

#include "area.h"
#include "held.h"
#include "split_device.h"

/* What no address is in: so that `recent` never is NULL. */
static const struct vqs_region nowhere;

static void place(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                  const struct vqs_memory *memory)
{
	queue->ring = *ring;
	queue->memory = memory;
	queue->recent = &nowhere;
}

int vqs_device_ring_init(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory)
{
	int error = vqs_ring_check(ring);

	if (error)
		return error;
	memset(queue, 0, sizeof(*queue));
	place(queue, ring, memory);
	queue->next_available = ring->position;
	queue->seen_available = ring->position;
	queue->event_idx = vqs_features_has(&ring->features, VQS_F_EVENT_IDX);
	queue->indirect = vqs_features_has(&ring->features, VQS_F_INDIRECT_DESC);
	return vqs_split_device_init(queue);
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
	return vqs_split_device_take(queue, chains, count, segments, room);
}

int vqs_device_ring_give(struct vqs_device_ring *queue, const struct vqs_used *used,
                         unsigned int count)
{
	unsigned int good;

	if (queue->fault)
		return -EIO;
	for (good = 0; good < count; good++) {
		if (used[good].id >= queue->ring.size ||
		    !vqs_is_held(queue, used[good].id))
			break;
		vqs_let_go(queue, used[good].id);
	}
	if (good > 0)
		vqs_split_device_give(queue, used, good);
	/* From 65536 on every event is passed; the count need not go on for ever. */
	if (queue->unnotified <= UINT16_MAX)
		queue->unnotified += good;
	return good == count ? 0 : -EINVAL;
}

bool vqs_device_ring_must_notify(struct vqs_device_ring *queue)
{
	if (queue->fault || queue->unnotified == 0)
		return false;
	return vqs_split_device_must_notify(queue);
}

void vqs_device_ring_suppress(struct vqs_device_ring *queue)
{
	if (!queue->fault)
		vqs_split_device_suppress(queue);
}

bool vqs_device_ring_expect(struct vqs_device_ring *queue)
{
	return !queue->fault && vqs_split_device_expect(queue);
}

uint16_t vqs_device_ring_position(const struct vqs_device_ring *queue)
{
	return queue->next_available;
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
