/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A notification from one thread to the other, by a futex. Every access is relaxed and the system
 * calls are made directly: neither the processor nor ThreadSanitizer gets an order out of it that
 * the queue itself does not make.
 */
#ifndef VQSMITH_STRESS_BELL_H
#define VQSMITH_STRESS_BELL_H

#include <stdbool.h>
#include <stdint.h>

struct bell {
	_Alignas(64) _Atomic uint32_t rung;
	_Alignas(64) uint32_t heard; /* the sleeper's own */
	uint64_t slept;
};

void bell_ring(struct bell *bell);

/* Until it was rung after the last time that this returned. */
void bell_wait(struct bell *bell);

#endif
