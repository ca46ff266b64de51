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

#include "compiler.h"

typedef uint16_t __attribute__((may_alias)) vqs_shared16;
typedef uint32_t __attribute__((may_alias)) vqs_shared32;
/* An indirect table may begin anywhere, so its descriptors have no alignment. */
typedef uint64_t __attribute__((may_alias, aligned(1))) vqs_shared64;
typedef uint16_t __attribute__((may_alias, aligned(1))) vqs_shared16_anywhere;
typedef uint32_t __attribute__((may_alias, aligned(1))) vqs_shared32_anywhere;
typedef vqs_shared16 vqs_shared16_aligned, vqs_shared16_anywhere_aligned;
typedef vqs_shared32 vqs_shared32_aligned, vqs_shared32_anywhere_aligned;
typedef uint64_t __attribute__((may_alias)) vqs_shared64_aligned;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define VQS_LE16(value) ((uint16_t)(value))
#define VQS_LE32(value) ((uint32_t)(value))
#define VQS_LE64(value) ((uint64_t)(value))
#else
#define VQS_LE16(value) __builtin_bswap16(value)
#define VQS_LE32(value) __builtin_bswap32(value)
#define VQS_LE64(value) __builtin_bswap64(value)
#endif

/*
 * ThreadSanitizer takes a plain access that the other end may meet for a race. To it, and to
 * it alone, these are relaxed atomic ones: they order no more than plain ones do, so that it
 * still sees each byte of a buffer that a barrier is missing for. Its tables are aligned.
 */
#if defined(__SANITIZE_THREAD__)
#define VQS_THREAD_SANITIZER
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define VQS_THREAD_SANITIZER
#endif
#endif

#ifdef VQS_THREAD_SANITIZER
#define VQS_LOAD(bits, at)                                                               \
	__atomic_load_n((const vqs_shared##bits##_aligned *)(at), __ATOMIC_RELAXED)
#define VQS_STORE(bits, at, value)                                                       \
	__atomic_store_n((vqs_shared##bits##_aligned *)(at), value, __ATOMIC_RELAXED)
#define VQS_PUT VQS_STORE
#else
#ifndef VQS_LOAD /* fuzz/changing_reads.h puts itself between */
#define VQS_LOAD(bits, at) (*(const vqs_shared##bits *)(at))
#endif
#define VQS_STORE(bits, at, value) (*(volatile vqs_shared##bits *)(at) = (value))
#define VQS_PUT(bits, at, value)   (*(vqs_shared##bits *)(at) = (value))
#endif

/* No more than 16 bits, but as a register holds them. */
VQS_HOT uint32_t vqs_shared_read16(const void *at)
{
	uint32_t value = VQS_LE16(VQS_LOAD(16, at));

	VQS_KEEP(value);
	return value;
}

/* The same for what is an index here: as a whole register holds it. */
VQS_HOT size_t vqs_shared_index16(const void *at)
{
	size_t value = VQS_LE16(VQS_LOAD(16, at));

	VQS_KEEP(value);
	return value;
}

VQS_HOT uint32_t vqs_shared_read32(const void *at)
{
	uint32_t value = VQS_LOAD(32, at);

	VQS_KEEP(value);
	return VQS_LE32(value);
}

VQS_HOT uint64_t vqs_shared_read64(const void *at)
{
	uint64_t value = VQS_LOAD(64, at);

	VQS_KEEP(value);
	return VQS_LE64(value);
}

/*
 * The same for the fields of one descriptor: VQS_KEEP_ALL() is between the last of these
 * and the first use of any. What is read before it cannot be read behind it.
 */
#define VQS_KEEP_ALL() __asm__ volatile("" ::: "memory")

VQS_HOT size_t vqs_shared_field16(const void *at)
{
	return VQS_LE16(VQS_LOAD(16, at));
}

VQS_HOT size_t vqs_shared_field32(const void *at)
{
	return VQS_LE32(VQS_LOAD(32, at));
}

VQS_HOT uint64_t vqs_shared_field64(const void *at)
{
	return VQS_LE64(VQS_LOAD(64, at));
}

/* The same in a table that may begin anywhere. */
VQS_HOT size_t vqs_shared_anywhere16(const void *at)
{
	return VQS_LE16(VQS_LOAD(16_anywhere, at));
}

VQS_HOT size_t vqs_shared_anywhere32(const void *at)
{
	return VQS_LE32(VQS_LOAD(32_anywhere, at));
}

VQS_HOT void vqs_shared_write16(void *at, uint16_t value)
{
	VQS_STORE(16, at, VQS_LE16(value));
}

VQS_HOT void vqs_shared_write32(void *at, uint32_t value)
{
	VQS_STORE(32, at, VQS_LE32(value));
}

/*
 * What a later release covers, such as halves of descriptors, may wait for it. The value
 * is kept apart from its memory; it comes back for further use.
 */
VQS_HOT uint32_t vqs_shared_put16(void *at, uint32_t value)
{
	VQS_KEEP(value);
	VQS_PUT(16, at, VQS_LE16(value));
	return value;
}

VQS_HOT uint64_t vqs_shared_put64(void *at, uint64_t value)
{
	VQS_KEEP(value);
	VQS_PUT(64, at, VQS_LE64(value));
	return value;
}

#endif
