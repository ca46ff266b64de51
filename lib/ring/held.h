/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which chains the device holds: taken, not yet given back. Layers above keep
 * what they know of a chain by its id, so no id may come twice.
 */
#ifndef VQSMITH_RING_HELD_H
#define VQSMITH_RING_HELD_H

#include <vqsmith/ring.h>

static inline bool vqs_is_held(const struct vqs_device_ring *queue, uint16_t id)
{
	return queue->held[id / 32u] >> (id % 32u) & 1;
}

static inline void vqs_hold(struct vqs_device_ring *queue, uint16_t id)
{
	queue->held[id / 32u] |= UINT32_C(1) << (id % 32u);
	queue->held_count++;
}

static inline void vqs_let_go(struct vqs_device_ring *queue, uint16_t id)
{
	queue->held[id / 32u] &= ~(UINT32_C(1) << (id % 32u));
	queue->held_count--;
}

#endif
