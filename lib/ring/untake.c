/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, both formats: back over what was taken last. The ring is the driver's, so
 * that its word about which chain that was counts only where the device holds it. In order
 * the device knows itself.
 */
#include <vqsmith/ring.h>

#include "inflight.h"
#include "packed_layout.h"
#include "shared.h"
#include "split_layout.h"

static uint16_t split_newest(const struct vqs_device_ring *queue)
{
	const struct vqs_ring *ring = &queue->ring;

	return (uint16_t)vqs_shared_read16(vqs_available_entry(
	        ring->driver_area, ring->size, queue->next_available - 1u));
}

/* A chain's id is in its last descriptor. */
static uint16_t packed_newest(const struct vqs_device_ring *queue)
{
	const uint16_t size = queue->ring.size;
	const uint32_t entry =
	        (queue->next_available ? queue->next_available : size) - 1u;
	const unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, entry);

	return (uint16_t)vqs_shared_read16(at + VQS_PACKED_ID);
}

/* In order: the turn of the chain that was taken last. */
static uint16_t newest_turn(const struct vqs_device_ring *queue)
{
	return (uint16_t)((queue->last_turn ? queue->last_turn : queue->ring.size) - 1u);
}

int vqs_device_ring_newest(const struct vqs_device_ring *queue)
{
	uint16_t id;

	if (queue->fault || queue->held_count == 0)
		return -1;
	if (queue->turns)
		id = queue->turns[newest_turn(queue)].id;
	else
		id = queue->packed ? packed_newest(queue) : split_newest(queue);
	return id < queue->ring.size && queue->held[id] == 1 ? id : -1;
}

static void packed_go_back(struct vqs_device_ring *queue, uint32_t slots)
{
	uint32_t entry = queue->next_available;

	if (entry < slots) {
		entry += queue->ring.size;
		queue->available_flags ^= VQS_PACKED_BOTH;
	}
	queue->next_available = (uint16_t)(entry - slots);
	queue->entries_held -= slots;
}

bool vqs_device_ring_untake(struct vqs_device_ring *queue, const struct vqs_used *chain)
{
	if (vqs_device_ring_newest(queue) != chain->id)
		return false;
	if (!queue->packed)
		queue->next_available--;
	else if (chain->slots - 1u >= queue->entries_held - queue->waiting_slots)
		return false;
	else
		packed_go_back(queue, chain->slots);
	if (queue->turns)
		queue->last_turn = newest_turn(queue);
	queue->held[chain->id] = 0;
	queue->held_count--;
	if (queue->inflight)
		vqs_inflight_forget(queue, chain->id);
	return true;
}
