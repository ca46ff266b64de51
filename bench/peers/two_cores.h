/* SPDX-License-Identifier: BSD-3-Clause */
/* What is measured on two cores. */
#ifndef BENCH_TWO_CORES_H
#define BENCH_TWO_CORES_H

struct effort {
	unsigned int rounds, seconds;
};

/*
 * One end on each of two processors, both polling, until each has been measured
 * so many times, or for so long. Prints "DEPTH DEVICE DRIVER SHAPE" and then
 * "NANOSECONDS TRIPS LINE COUNT": nanoseconds a chain of the best round, round trips
 * of a cache line a chain of the middle one, nanoseconds of such a trip in the
 * middle, and how many rounds; or "busy" where no round had both processors to
 * itself.
 */
void two_cores(const unsigned int processors[2], const struct effort *effort);

#endif
