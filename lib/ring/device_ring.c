/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, whatever the format: starting, faults, and what is the caller's
 * mistake. Each call goes on to the format's own file.
 */
#include <vqsmith/ring.h>

#include <errno.h>
#include <string.h>

#include "area.h"
#include "device_format.h"
#include "in_order_device.h"
#include "packed_device.h"
#include "packed_layout.h"
#include "recent.h"
#include "split_device.h"

static void place(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                  const struct vqs_memory *memory)
{
	queue->ring = *ring;
	queue->memory = memory;
	queue->ring_end = vqs_descriptor_at(ring->descriptors, ring->size);
	vqs_recent_init(queue);
}

static int init_format(struct vqs_device_ring *queue)
{
	const struct vqs_features *features = &queue->ring.features;

	queue->event_idx = vqs_features_has(features, VQS_F_EVENT_IDX);
	queue->indirect = vqs_features_has(features, VQS_F_INDIRECT_DESC);
	queue->entries = queue->ring.size;
	queue->table_flags = queue->indirect ? VQS_DESCRIPTOR_INDIRECT : UINT32_MAX;
	queue->packed = vqs_features_has(features, VQS_F_RING_PACKED);
	return queue->packed ? vqs_packed_device_init(queue)
	                     : vqs_split_device_init(queue);
}

int vqs_device_ring_init(struct vqs_device_ring *queue, const struct vqs_ring *ring,
                         const struct vqs_memory *memory,
                         const struct vqs_device_ring_storage *storage)
{
	bool in_order = vqs_features_has(&ring->features, VQS_F_IN_ORDER);
	int error = vqs_ring_check(ring);

	if (error)
		return error;
	if (!storage->held || (in_order && !storage->turns))
		return -EINVAL;
	memset(queue, 0, sizeof(*queue));
	queue->held = storage->held;
	queue->turns = in_order ? storage->turns : NULL;
	place(queue, ring, memory);
	error = init_format(queue);
	if (error)
		return error;
	memset(queue->held, 0, ring->size);
	if (in_order)
		vqs_in_order_device_init(queue);
	return 0;
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
	return queue->format->take(queue, chains, count, segments, room);
}

int vqs_device_ring_give(struct vqs_device_ring *queue, const struct vqs_used *used,
                         unsigned int count)
{
	return queue->format->give(queue, used, count);
}

bool vqs_device_ring_must_notify(struct vqs_device_ring *queue)
{
	return queue->format->must_notify(queue);
}

void vqs_device_ring_suppress(struct vqs_device_ring *queue)
{
	queue->format->suppress(queue);
}

bool vqs_device_ring_expect(struct vqs_device_ring *queue)
{
	return queue->format->expect(queue);
}

/*
 * Split: at most a queue ahead of us, or, if the notification is late, behind us.
 * Packed: the wrap counter makes two queues of it, all of which is either.
 */
bool vqs_device_ring_plausible(const struct vqs_device_ring *queue, uint16_t place)
{
	const uint16_t size = queue->ring.size;
	uint16_t ahead = place - queue->next_available;

	if (queue->packed)
		return (place & ~VQS_PACKED_WRAP) < size;
	return ahead <= size || (uint16_t)-ahead <= size;
}

uint32_t vqs_device_ring_position(const struct vqs_device_ring *queue)
{
	uint32_t position = queue->packed ? vqs_packed_device_position(queue)
	                                  : vqs_split_device_position(queue);

	if (!queue->turns)
		return position;
	/* in order: all that was not used is taken again */
	return queue->packed ? position >> 16 | (position & 0xffff0000)
	                     : queue->next_used;
}

unsigned int vqs_device_ring_held(const struct vqs_device_ring *queue)
{
	return queue->held_count - queue->waiting;
}

/* ---- A queue that is broken ------------------------------------------------- */

static int take_nothing(struct vqs_device_ring *queue, struct vqs_chain *chains,
                        unsigned int count, struct vqs_segment *segments, size_t room)
{
	(void)queue;
	(void)chains;
	(void)count;
	(void)segments;
	(void)room;
	return -EIO;
}

static int give_nothing(struct vqs_device_ring *queue, const struct vqs_used *used,
                        unsigned int count)
{
	(void)queue;
	(void)used;
	(void)count;
	return -EIO;
}

static bool no(struct vqs_device_ring *queue)
{
	(void)queue;
	return false;
}

static void do_nothing(struct vqs_device_ring *queue)
{
	(void)queue;
}

void vqs_device_ring_break(struct vqs_device_ring *queue, enum vqs_fault fault)
{
	static const struct vqs_device_format broken = {
		.take = take_nothing,
		.give = give_nothing,
		.must_notify = no,
		.suppress = do_nothing,
		.expect = no,
	};

	if (queue->fault)
		return;
	queue->fault = fault;
	queue->format = &broken;
}
