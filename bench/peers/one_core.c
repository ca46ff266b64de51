/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One core: instructions, each end by itself, and nanoseconds, everybody in turn.
 * EVENT_IDX is negotiated, and nobody wants a notification.
 */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <valgrind/callgrind.h>

#include "cells.h"
#include "one_core.h"

#define WARM_ROUNDS  32
#define COUNT_ROUNDS 128

typedef void visit(const struct shape *shape, unsigned int batch, unsigned int rounds);

/* ---- Instructions -------------------------------------------------------- */

static void run(struct cell *cell, unsigned int batch, unsigned int rounds)
{
	for (unsigned int i = 0; i < rounds; i++) {
		cell_add(cell, batch);
		if (cell_serve(cell, batch) != batch || cell_reap(cell, batch) != batch)
			abort();
	}
}

static void count(const struct device_end *device, const struct driver_end *driver,
                  const struct shape *shape, unsigned int batch)
{
	char text[64], name[120];
	struct cell cell;

	if (!cell_start(&cell, device, driver, shape))
		return;
	shape_text(shape, text);
	snprintf(name, sizeof(name), "%s %s %s %u %u", device ? "device" : "driver",
	         device ? device->name : driver->name, text, batch, batch * COUNT_ROUNDS);
	run(&cell, batch, WARM_ROUNDS);
	CALLGRIND_ZERO_STATS;
	run(&cell, batch, COUNT_ROUNDS);
	CALLGRIND_DUMP_STATS_AT(name);
	cell_stop(&cell);
}

static void count_devices(const struct shape *shape, unsigned int batch,
                          unsigned int rounds)
{
	(void)rounds;
	for (unsigned int i = 0; device_ends[i]; i++)
		count(device_ends[i], NULL, shape, batch);
}

static void count_drivers(const struct shape *shape, unsigned int batch,
                          unsigned int rounds)
{
	(void)rounds;
	for (unsigned int i = 0; driver_ends[i]; i++)
		count(NULL, driver_ends[i], shape, batch);
}

/* ---- Nanoseconds --------------------------------------------------------- */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

/* What it takes to look at the clock, to be taken off. */
static double clock_cost(void)
{
	double least = DBL_MAX;

	for (unsigned int i = 0; i < 1000; i++) {
		double begun = now(), took = now() - begun;

		least = took < least ? took : least;
	}
	return least;
}

static void add_all(struct cell *cell, unsigned int batch)
{
	for (unsigned int i = 0; i < MOST_CHAINS; i += batch)
		cell_add(cell, batch);
}

static void serve_all(struct cell *cell, unsigned int batch)
{
	for (unsigned int i = 0; i < MOST_CHAINS; i += batch)
		if (cell_serve(cell, batch) != batch)
			abort();
}

static void reap_all(struct cell *cell)
{
	unsigned int left = MOST_CHAINS;

	while (left > 0) {
		unsigned int count = cell_reap(cell, left);

		if (count == 0)
			abort();
		left -= count;
	}
}

/* Nanoseconds a chain of the end that is not neutral. */
static double time_once(struct cell *cell, unsigned int batch, double cost)
{
	double added, served, reaped, begun = now();

	add_all(cell, batch);
	added = now();
	serve_all(cell, batch);
	served = now();
	reap_all(cell);
	reaped = now();
	if (cell->device)
		return (served - added - cost) / MOST_CHAINS;
	return (added - begun + reaped - served - 2 * cost) / MOST_CHAINS;
}

static void time_cells(struct cell *cells, unsigned int count, unsigned int batch,
                       unsigned int rounds)
{
	double best[MOST_ENDS], cost = clock_cost();
	char text[64];

	for (unsigned int i = 0; i < count; i++)
		best[i] = DBL_MAX;
	for (unsigned int round = 0; round < rounds; round++)
		for (unsigned int i = 0; i < count; i++)
			/* The first is after another's: its caches are cold. */
			for (unsigned int again = 0; again < 4; again++) {
				double took = time_once(&cells[i], batch, cost);

				best[i] = took < best[i] ? took : best[i];
			}
	shape_text(&cells[0].stage.shape, text);
	for (unsigned int i = 0; i < count; i++) {
		const struct cell *cell = &cells[i];

		printf("= %s %s %s %u %.2f\n", cell->device ? "device" : "driver",
		       cell->device ? cell->device->name : cell->driver->name, text,
		       batch, best[i]);
		cell_stop(&cells[i]);
	}
}

static void time_devices(const struct shape *shape, unsigned int batch,
                         unsigned int rounds)
{
	struct cell cells[MOST_ENDS];
	unsigned int count = 0;

	for (unsigned int i = 0; device_ends[i]; i++)
		count += cell_start(&cells[count], device_ends[i], NULL, shape);
	if (count > 0)
		time_cells(cells, count, batch, rounds);
}

static void time_drivers(const struct shape *shape, unsigned int batch,
                         unsigned int rounds)
{
	struct cell cells[MOST_ENDS];
	unsigned int count = 0;

	for (unsigned int i = 0; driver_ends[i]; i++)
		count += cell_start(&cells[count], NULL, driver_ends[i], shape);
	if (count > 0)
		time_cells(cells, count, batch, rounds);
}

/* ---- Shapes -------------------------------------------------------------- */

static void each_shape(enum work work, unsigned int batch, unsigned int rounds,
                       visit *visitor)
{
	static const struct shape shapes[] = { { .buffers = 1 },
		                               { .buffers = BUFFERS },
		                               { .buffers = BUFFERS, .indirect = true } };

	for (unsigned int i = 0; i < 12; i++) {
		struct shape shape = shapes[i % 3];

		shape.work = work;
		shape.event_idx = true;
		shape.packed = i / 3 % 2;
		shape.in_order = i / 6;
		/* In order, the neutral driver's chains take an entry each. */
		if (!shape.in_order || shape.buffers == 1 || shape.indirect)
			visitor(&shape, batch, rounds);
	}
}

void one_core_count(void)
{
	static const unsigned int batches[] = { 32, 1 };

	for (unsigned int i = 0; i < 2; i++) {
		each_shape(WORK_LOOK, batches[i], 0, count_devices);
		each_shape(WORK_READ, batches[i], 0, count_devices);
		each_shape(WORK_WRITE, batches[i], 0, count_devices);
		each_shape(WORK_LOOK, batches[i], 0, count_drivers);
	}
}

void one_core_time(unsigned int rounds)
{
	each_shape(WORK_LOOK, 32, rounds, time_devices);
	each_shape(WORK_READ, 32, rounds, time_devices);
	each_shape(WORK_WRITE, 32, rounds, time_devices);
	each_shape(WORK_LOOK, 32, rounds, time_drivers);
}
