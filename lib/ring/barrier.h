/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The barriers between the two ends of a queue, all of them. Each is one half
 * of a pair; the other half is in the other end, which may be a guest's
 * kernel. A use of one says which pair it makes. docs/order.md has the
 * arguments; tests/order has a model, in which none can be left out.
 *
 *   publish / observe   What covers entries, and the entries.
 *       driver to device: the available index (split), the flags of the first
 *       descriptor (packed); virtio 1.4, Supplying Buffers to The Device:
 *       Updating idx; Updating flags.
 *       device to driver: the used index, the flags of the first used
 *       descriptor; virtio 1.4, Receiving Used Buffers From The Device, of
 *       both formats.
 *   decide / decide     What was published against the other end's wish for
 *       notifications: each end writes one of the two and then reads the
 *       other, and at least one of them must see what the other wrote, or both
 *       would sleep. virtio 1.4, Notifying The Device; Used Buffer
 *       Notification Suppression; packed: Sending Available Buffer
 *       Notifications; Driver and Device Event Suppression.
 */
#ifndef VQSMITH_RING_BARRIER_H
#define VQSMITH_RING_BARRIER_H

#include "shared.h"

/*
 * ThreadSanitizer knows the two halves of a pair by their address, and the flags of a packed
 * descriptor may be published by themselves and observed with its tail, or the other way.
 */
#ifdef VQS_THREAD_SANITIZER
void __tsan_acquire(void *at);
void __tsan_release(void *at);
#define VQS_OBSERVED(at)  __tsan_acquire((void *)(uintptr_t)(at))
#define VQS_PUBLISHES(at) __tsan_release(at)
#else
#define VQS_OBSERVED(at)  ((void)0)
#define VQS_PUBLISHES(at) ((void)0)
#endif

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

/*
 * The same for the second half of a packed descriptor (8 bytes, aligned): what it covers
 * is its own length and id as well, and where the machine has loads and stores of 64 bits
 * all three go and come as one. Else the flags are written last and read first.
 */
static inline void vqs_barrier_publish_tail(void *at, uint64_t tail)
{
#if __SIZEOF_POINTER__ == 8
	VQS_PUBLISHES((unsigned char *)at + 6);
	__atomic_store_n((vqs_shared64_aligned *)at, VQS_LE64(tail), __ATOMIC_RELEASE);
#else
	vqs_shared_write32(at, (uint32_t)tail);
	vqs_shared_write16((unsigned char *)at + 4, (uint16_t)(tail >> 32));
	vqs_barrier_publish16((unsigned char *)at + 6, (uint16_t)(tail >> 48));
#endif
}

static inline uint64_t vqs_barrier_observe_tail(const void *at)
{
#if __SIZEOF_POINTER__ == 8
	uint64_t tail =
	        __atomic_load_n((const vqs_shared64_aligned *)at, __ATOMIC_ACQUIRE);

	VQS_OBSERVED((const unsigned char *)at + 6);
	return VQS_LE64(tail);
#else
	uint64_t flags = vqs_barrier_observe16((const unsigned char *)at + 6);
	uint64_t id = vqs_shared_read16((const unsigned char *)at + 4);

	return flags << 48 | id << 32 | vqs_shared_read32(at);
#endif
}

/* Between one's own write and the read that a decision to notify or to sleep is made on.
 */
static inline void vqs_barrier_decide(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#endif
