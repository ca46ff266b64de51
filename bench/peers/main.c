/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Measures virtqueues, ours beside others, in one process:
 *
 *   bench-peers count           instructions on one core, under callgrind
 *   bench-peers time [ROUNDS]   nanoseconds on one core
 *   bench-peers pair [ROUNDS [SECONDS]]   two cores, both polling
 *
 * peers.py runs it and makes rows of what it prints in lines that begin with "= "; there
 * may be others, of DPDK.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "one_core.h"
#include "two_cores.h"

#define TIME_ROUNDS  3000
#define PAIR_ROUNDS  100
#define PAIR_SECONDS 60

/* The processors that we may run on; returns how many there are of them. */
static unsigned int find_processors(unsigned int processors[2])
{
	unsigned int count = 0;
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		abort();
	for (unsigned int i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, &set)) {
			if (count < 2)
				processors[count] = i;
			count++;
		}
	return count;
}

static unsigned int number(int argc, char **argv, int index, unsigned int otherwise)
{
	return index < argc ? (unsigned int)strtoul(argv[index], NULL, 10) : otherwise;
}

static int usage(void)
{
	fputs("usage: bench-peers count|time|pair [ROUNDS [SECONDS]]\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	unsigned int processors[2] = { 0, 0 };
	unsigned int count = find_processors(processors);
	struct effort effort = { number(argc, argv, 2, PAIR_ROUNDS),
		                 number(argc, argv, 3, PAIR_SECONDS) };

	if (argc < 2)
		return usage();
#ifdef WITH_DPDK
	if (!rte_vhost_begin(processors[0]))
		fputs("rte_vhost does not start: it is left out\n", stderr);
#endif
	if (strcmp(argv[1], "count") == 0)
		one_core_count();
	else if (strcmp(argv[1], "time") == 0)
		one_core_time(number(argc, argv, 2, TIME_ROUNDS));
	else if (strcmp(argv[1], "pair") == 0 && count > 1)
		two_cores(processors, &effort);
	else if (strcmp(argv[1], "pair") == 0)
		puts("= alone");
	else
		return usage();
#ifdef WITH_DPDK
	rte_vhost_end();
#endif
	return fflush(stdout) ? 1 : 0;
}
