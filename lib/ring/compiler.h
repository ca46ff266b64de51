/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the rooms tell the compiler of the way that each message takes, and of the ways
 * beside it.
 */
#ifndef VQSMITH_RING_COMPILER_H
#define VQSMITH_RING_COMPILER_H

/* For the path of every message: calls cost more there than what is called. But not where
   size counts most. */
#ifdef __OPTIMIZE_SIZE__
#define VQS_SMALL 1
#define VQS_HOT   static inline
#else
#define VQS_SMALL 0
#define VQS_HOT   static inline __attribute__((always_inline))
#endif

/* For what is the last call of another: both need fewer registers than one would. */
#define VQS_NO_INLINE __attribute__((noinline))

/* Out of the way of what every message does. */
#define VQS_COLD __attribute__((noinline, cold))

/*
 * From here on the value is the one that was read, whatever its memory holds: the
 * compiler takes it for changed, so it can neither read it again nor guess it. A volatile
 * access would do the same, with an instruction more for each address.
 */
#define VQS_KEEP(value) __asm__ volatile("" : "+r"(value))

/*
 * What was written before this in one branch is written there: without it the compiler
 * makes one write of those of two branches, and works out what, which takes longer.
 */
#define VQS_APART() __asm__ volatile("" ::: "memory")

/*
 * From here on somebody else may know where that is and change it: the compiler leaves it
 * in memory. What each chain needs seldom takes no register from what it needs often.
 */
#define VQS_IN_MEMORY(object) __asm__ volatile("" : : "r"(&(object)) : "memory")

/* The same for something that nobody else knows of: its address takes no register. */
#define VQS_IN_PLACE(object) __asm__ volatile("" : "+m"(object))

/*
 * Asks for the cache line, to be written soon. It is on its way to this processor
 * meanwhile; what is lost when the other end takes it back is little.
 */
VQS_HOT void vqs_shared_want(const void *at)
{
#ifdef __x86_64__ /* where the compiler would ask for a line to read, for the oldest */
	__asm__ volatile("prefetchw %0" : : "m"(*(const char *)at));
#else
	__builtin_prefetch(at, 1);
#endif
}

/* What a sound peer never makes happen, or seldom. */
#define VQS_SELDOM(condition) __builtin_expect_with_probability(!!(condition), 0, 0.9999)

/* As seldom, but worth a register for all that, where there are enough. */
#define VQS_UNUSUAL(condition) __builtin_expect(!!(condition), 0)

/* What often holds, but not again and again: such a loop is not worth many registers. */
#define VQS_PERHAPS(condition) __builtin_expect_with_probability(!!(condition), 1, 0.8)

#endif
