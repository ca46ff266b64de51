/* SPDX-License-Identifier: BSD-3-Clause */
/* What is measured on one core. */
#ifndef BENCH_ONE_CORE_H
#define BENCH_ONE_CORE_H

/*
 * For callgrind, which makes a dump of each cell, named "END WHO SHAPE BATCH
 * CHAINS": END is device or driver.
 */
void one_core_count(void);

/* Prints "END WHO SHAPE BATCH NANOSECONDS" a chain: the best of so many rounds. */
void one_core_time(unsigned int rounds);

#endif
