/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The barriers between the two ends of a queue, all of them. Each is one half
 * of a pair; the other half is in the other end, which may be a guest's
 * kernel. A use of one says which pair it makes. tests/order has a model of
 * them, in which none can be left out.
 *
 *   publish / observe   The index of a ring and the entries that it covers.
 *                       virtio 1.4, Supplying Buffers to The Device, step 4.
 *   decide / decide     An index against the other side's wish for
 *                       notifications: each end writes one of the two and then
 *                       reads the other, and at least one of them must see
 *                       what the other wrote, or both would sleep.
 *                       virtio 1.4, Notifying The Device.
 */
#ifndef VQSMITH_RING_BARRIER_H
#define VQSMITH_RING_BARRIER_H

#include "shared.h"

/* Writes an index after everything that it covers. */
static inline void vqs_barrier_publish16(void *at, uint16_t value)
{
	__atomic_store_n((vqs_shared16 *)at, VQS_LE16(value), __ATOMIC_RELEASE);
}

/* Reads the other end's index before everything that it covers. */
static inline uint16_t vqs_barrier_observe16(const void *at)
{
	return VQS_LE16(__atomic_load_n((const vqs_shared16 *)at, __ATOMIC_ACQUIRE));
}

/* Between one's own write and the read that a decision to notify or to sleep is made on.
 */
static inline void vqs_barrier_decide(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#endif
