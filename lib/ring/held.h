/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which chains the device holds: taken, not yet given back. Layers above keep
 * what they know of a chain by its id, so no id may come twice.
 */
#ifndef VQSMITH_RING_HELD_H
#define VQSMITH_RING_HELD_H

#include <vqsmith/ring.h>

#include "shared.h"

/* False: the device does not hold it, whatever it is. */
VQS_HOT bool vqs_let_go(struct vqs_device_ring *queue, uint32_t id)
{
	if (VQS_SELDOM(id >= queue->ring.size || !queue->held[id]))
		return false;
	queue->held[id] = 0;
	return true;
}

#endif
