/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Watches a range of pages: every access of the program to it is reported, one
 * instruction at a time. The pages are without access until the program
 * faults on them, get it back for one instruction, and lose it again. So a
 * test can count reads, and play the other end that writes between two of
 * them, with no second thread and no chance in it.
 */
#ifndef VQSMITH_TESTS_RING_WATCH_H
#define VQSMITH_TESTS_RING_WATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Called after the access; may write to the pages. */
typedef void watch_seen(void *context, const void *address);

/* Whether this machine can (x86-64 Linux, and not under valgrind). */
bool watch_possible(void);

/* `pages` from mmap. One watch at a time. */
void watch_start(void *pages, size_t size, watch_seen *seen, void *context);
void watch_stop(void);

#endif
