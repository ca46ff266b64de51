/* SPDX-License-Identifier: BSD-3-Clause */
/* A notification from one thread to the other. */
#include "bell.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

void bell_ring(struct bell *bell)
{
	atomic_fetch_add_explicit(&bell->rung, 1, memory_order_relaxed);
	syscall(SYS_futex, &bell->rung, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

void bell_wait(struct bell *bell)
{
	uint32_t now;

	for (;;) {
		now = atomic_load_explicit(&bell->rung, memory_order_relaxed);
		if (now != bell->heard)
			break;
		bell->slept++;
		syscall(SYS_futex, &bell->rung, FUTEX_WAIT_PRIVATE, now, NULL, NULL, 0);
	}
	bell->heard = now;
}
