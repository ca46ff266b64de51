/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory that the other end may change at any moment: each access here is made
 * exactly once, whatever the compiler would like, and ring fields are
 * little-endian. A value comes back as a private copy; whoever validates it
 * goes on with that copy.
 *
 * Nothing here orders anything; see barrier.h for that.
 */
#ifndef VQSMITH_RING_SHARED_H
#define VQSMITH_RING_SHARED_H

#include <stddef.h>
#include <stdint.h>

typedef uint16_t __attribute__((may_alias)) vqs_shared16;
typedef uint32_t __attribute__((may_alias)) vqs_shared32;
/* An indirect table may begin anywhere, so its descriptors have no alignment. */
typedef uint64_t __attribute__((may_alias, aligned(1))) vqs_shared64;

/* For the path of every message: calls cost more there than what is called. */
#define VQS_HOT static inline __attribute__((always_inline))

/* What a sound peer never makes happen, or seldom. */
#define VQS_SELDOM(condition) __builtin_expect(!!(condition), 0)

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define VQS_LE16(value) ((uint16_t)(value))
#define VQS_LE32(value) ((uint32_t)(value))
#define VQS_LE64(value) ((uint64_t)(value))
#else
#define VQS_LE16(value) __builtin_bswap16(value)
#define VQS_LE32(value) __builtin_bswap32(value)
#define VQS_LE64(value) __builtin_bswap64(value)
#endif

static inline uint16_t vqs_shared_read16(const void *at)
{
	return VQS_LE16(*(const volatile vqs_shared16 *)at);
}

static inline uint32_t vqs_shared_read32(const void *at)
{
	return VQS_LE32(*(const volatile vqs_shared32 *)at);
}

static inline uint64_t vqs_shared_read64(const void *at)
{
	return VQS_LE64(*(const volatile vqs_shared64 *)at);
}

static inline void vqs_shared_write16(void *at, uint16_t value)
{
	*(volatile vqs_shared16 *)at = VQS_LE16(value);
}

static inline void vqs_shared_write32(void *at, uint32_t value)
{
	*(volatile vqs_shared32 *)at = VQS_LE32(value);
}

static inline void vqs_shared_write64(void *at, uint64_t value)
{
	*(volatile vqs_shared64 *)at = VQS_LE64(value);
}

#endif
