/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which chains the device holds: taken, not yet given back. Layers above keep
 * what they know of a chain by its id, so no id may come twice.
 */
#ifndef VQSMITH_RING_HELD_H
#define VQSMITH_RING_HELD_H

#include <vqsmith/ring.h>

#include "shared.h"

/*
 * False: the device does not hold it, whatever it is. The compiler, which takes the id for
 * changed, keeps no register for its place.
 */
VQS_HOT bool vqs_let_go(uint8_t *held, size_t size, size_t *id)
{
	if (VQS_SELDOM(*id >= size) || VQS_SELDOM(!held[*id]))
		return false;
	VQS_KEEP(*id);
	held[*id] = 0;
	return true;
}

#endif
