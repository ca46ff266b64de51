/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two cores, both polling: the device end on the first, the driver end on the
 * second. What bounds them is the way of a cache line from one to the other and
 * back, which differs from machine to machine and from run to run; so it is
 * measured before each round, and each round is compared with its own.
 *
 * A round in which a thread did not have its processor to itself is left out.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cells.h"
#include "two_cores.h"

#define MOST_CELLS  96
#define MOST_ROUNDS 200
#define LINE_TRIPS  3000
#define SHALLOW     1
#define DEEP        MOST_CHAINS
#define SHARE       0.97 /* of the time that a thread has to have its processor */
#define MOST_NS     2e7 /* of a measurement: where processors are shared each step waits */
#define LOOK_EVERY  128 /* chains, at the clock */

/* One measurement: what the driver's thread does while the device's thread polls. */
struct job {
	struct cell *cell; /* NULL: the line goes to and fro */
	unsigned int depth, chains;
	unsigned int processor;
	double begun, took, own; /* nanoseconds; `own` of the driver's processor */
	unsigned int next_look;  /* at the clock, when so many are done */
	bool given_up;
	_Alignas(128) atomic_uint ready;
	_Alignas(128) atomic_bool stop;
	_Alignas(128) struct { /* as many and as large as a packed queue's descriptors */
		atomic_uint word;
		uint32_t others[3];
	} lines[QUEUE_SIZE];
};

struct measured {
	struct cell cell;
	unsigned int depth;
	double best;
	double trips[MOST_ROUNDS], lines[MOST_ROUNDS];
	unsigned int count;
};

struct list {
	struct measured cells[MOST_CELLS];
	unsigned int count;
};

static double clock_of(clockid_t id)
{
	struct timespec time;

	clock_gettime(id, &time);
	return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

static cpu_set_t only(unsigned int processor)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(processor, &set);
	return set;
}

/* Called now and then with how many are done: whether it takes too long. */
static bool give_up(struct job *job, unsigned int done)
{
	if (done < job->next_look)
		return job->given_up;
	job->next_look = done + LOOK_EVERY;
	job->given_up = clock_of(CLOCK_MONOTONIC) - job->begun > MOST_NS;
	return job->given_up;
}

/*
 * How long a line takes depends on which it is; so the trips go round a queue's worth of
 * them, word by word, as chains do.
 */
static atomic_uint *word_of(struct job *job, unsigned int trip)
{
	return &job->lines[trip % QUEUE_SIZE].word;
}

static void send_lines(struct job *job)
{
	for (unsigned int i = 0; i < job->chains && !give_up(job, i); i++) {
		atomic_store_explicit(word_of(job, i), 2 * i + 1, memory_order_release);
		while (atomic_load_explicit(word_of(job, i), memory_order_acquire) !=
		       2 * i + 2)
			;
	}
}

static void answer_lines(struct job *job)
{
	unsigned int trip = 0;

	while (!atomic_load_explicit(&job->stop, memory_order_relaxed)) {
		atomic_uint *word = word_of(job, trip);

		if (atomic_load_explicit(word, memory_order_acquire) != 2 * trip + 1)
			continue;
		atomic_store_explicit(word, 2 * trip + 2, memory_order_release);
		trip++;
	}
}

/* Keeps `depth` chains in flight. */
static void drive(struct job *job)
{
	unsigned int started = 0, done = 0, chains = job->chains;

	while (done < chains) {
		unsigned int room = job->depth - (started - done), count;

		if (room > chains - started)
			room = chains - started;
		if (room > MOST_BATCH)
			room = MOST_BATCH;
		if (room > 0)
			cell_add(job->cell, room);
		started += room;
		count = cell_reap(job->cell, MOST_BATCH);
		done += count;
		if (count > 0 && give_up(job, done))
			chains = started; /* what is in flight comes back */
	}
}

static void *driver_thread(void *argument)
{
	struct job *job = argument;
	double own;

	atomic_store(&job->ready, 1);
	while (atomic_load(&job->ready) != 2)
		;
	own = clock_of(CLOCK_THREAD_CPUTIME_ID);
	job->begun = clock_of(CLOCK_MONOTONIC);
	if (job->cell)
		drive(job);
	else
		send_lines(job);
	job->took = clock_of(CLOCK_MONOTONIC) - job->begun;
	job->own = clock_of(CLOCK_THREAD_CPUTIME_ID) - own;
	atomic_store(&job->stop, true);
	return NULL;
}

static pthread_t start_thread(struct job *job)
{
	cpu_set_t set = only(job->processor);
	pthread_attr_t attributes;
	pthread_t thread;

	if (pthread_attr_init(&attributes) ||
	    pthread_attr_setaffinity_np(&attributes, sizeof(set), &set) ||
	    pthread_create(&thread, &attributes, driver_thread, job))
		abort();
	pthread_attr_destroy(&attributes);
	return thread;
}

static void poll_device(struct job *job)
{
	while (!atomic_load_explicit(&job->stop, memory_order_relaxed))
		cell_serve(job->cell, MOST_BATCH);
}

/* Nanoseconds a chain (or trip); 0: somebody else had a processor meanwhile. */
static double run_job(struct job *job)
{
	double begun, own;
	pthread_t thread = start_thread(job);

	while (atomic_load(&job->ready) != 1)
		;
	own = clock_of(CLOCK_THREAD_CPUTIME_ID);
	begun = clock_of(CLOCK_MONOTONIC);
	atomic_store(&job->ready, 2);
	if (job->cell)
		poll_device(job);
	else
		answer_lines(job);
	own = clock_of(CLOCK_THREAD_CPUTIME_ID) - own;
	begun = clock_of(CLOCK_MONOTONIC) - begun;
	pthread_join(thread, NULL);
	if (job->given_up || own < SHARE * begun || job->own < SHARE * job->took)
		return 0;
	return job->took / job->chains;
}

static double measure_line(unsigned int processor)
{
	struct job job = { .chains = LINE_TRIPS, .processor = processor };

	return run_job(&job);
}

static double measure_cell(struct measured *measured, unsigned int processor)
{
	struct job job = { .cell = &measured->cell,
		           .depth = measured->depth,
		           .chains = measured->depth == DEEP ? 30000 : 4000,
		           .processor = processor };

	return run_job(&job);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double middle(double *values, unsigned int count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static void print_cell(struct measured *measured)
{
	const struct cell *cell = &measured->cell;
	char text[64];

	shape_text(&cell->stage.shape, text);
	printf("= %u %s %s %s", measured->depth,
	       cell->device ? cell->device->name : "neutral",
	       cell->driver ? cell->driver->name : "neutral", text);
	if (measured->count > 0)
		printf(" %.1f %.3f %.1f %u\n", measured->best,
		       middle(measured->trips, measured->count),
		       middle(measured->lines, measured->count), measured->count);
	else
		puts(" busy");
}

static void note(struct measured *measured, double took, double line)
{
	if (took <= 0)
		return;
	if (measured->count == 0 || took < measured->best)
		measured->best = took;
	measured->lines[measured->count] = line;
	measured->trips[measured->count++] = took / line;
}

/* One round of those that have not enough of them yet; false: all have. */
static bool measure_round(struct list *list, unsigned int processor, unsigned int rounds)
{
	bool more = false;

	for (unsigned int i = 0; i < list->count; i++) {
		struct measured *measured = &list->cells[i];
		double line;

		if (measured->count >= rounds)
			continue;
		more = true;
		line = measure_line(processor);
		if (line <= 0)
			continue;
		note(measured, measure_cell(measured, processor), line);
	}
	return more;
}

static void measure(struct list *list, unsigned int processor,
                    const struct effort *effort)
{
	double end = clock_of(CLOCK_MONOTONIC) + 1e9 * effort->seconds;
	unsigned int rounds = effort->rounds < MOST_ROUNDS ? effort->rounds : MOST_ROUNDS;

	while (measure_round(list, processor, rounds) && clock_of(CLOCK_MONOTONIC) < end)
		;
	for (unsigned int i = 0; i < list->count; i++)
		print_cell(&list->cells[i]);
}

/* Puts a cell behind the others, where both ends can do the shape. */
static void start_cell(struct list *list, const struct device_end *device,
                       const struct driver_end *driver, const struct shape *shape,
                       unsigned int depth)
{
	struct measured *measured = &list->cells[list->count];

	if (list->count == MOST_CELLS)
		abort();
	if (!cell_start(&measured->cell, device, driver, shape))
		return;
	measured->depth = depth;
	list->count++;
}

static void start_shape(struct list *list, const struct shape *shape, unsigned int depth)
{
	for (unsigned int i = 0; device_ends[i]; i++)
		start_cell(list, device_ends[i], NULL, shape, depth);
	if (shape->work != WORK_LOOK)
		return;
	for (unsigned int i = 0; driver_ends[i]; i++)
		start_cell(list, NULL, driver_ends[i], shape, depth);
	start_cell(list, &vqsmith_device, &vqsmith_driver, shape, depth);
	if (!shape->in_order)
		start_cell(list, NULL, NULL, shape, depth);
}

void two_cores(const unsigned int processors[2], const struct effort *effort)
{
	static struct list list;
	cpu_set_t set = only(processors[0]);

	if (pthread_setaffinity_np(pthread_self(), sizeof(set), &set))
		abort();
	for (unsigned int i = 0; i < 24; i++) {
		struct shape shape = { .buffers = 1,
			               .packed = i % 2,
			               .work = i / 2 % 3,
			               .in_order = i / 12 };

		start_shape(&list, &shape, i / 6 % 2 ? DEEP : SHALLOW);
	}
	measure(&list, processors[1], effort);
	for (unsigned int i = 0; i < list.count; i++)
		cell_stop(&list.cells[i].cell);
}
