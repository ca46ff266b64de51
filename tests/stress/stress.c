/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two threads, one at each end of a queue, which compare every byte: round after round, all
 * formats and features in turn. What goes wrong ends the program with 1 and says in which round;
 * the same seed and round number do the same again, but for what the threads' timing makes of it.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "round.h"

#define COMBINATIONS 16
#define PATIENCE     60 /* seconds without a chain: somebody sleeps for ever */

struct options {
	uint64_t chains, seed, each;
	uint64_t only; /* this round alone; UINT64_MAX: all */
	bool verbose;
};

struct total {
	uint64_t chains, rounds, slept, restarts;
};

struct watch {
	struct round *round;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool over;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t progress(const struct round *round)
{
	return atomic_load_explicit(&round->driven, memory_order_relaxed) +
	       atomic_load_explicit(&round->served, memory_order_relaxed);
}

static const char *doing(const _Atomic bool *sleeps)
{
	return atomic_load_explicit(sleeps, memory_order_relaxed) ? "sleeps" : "is awake";
}

_Noreturn static void tell_hang(const struct round *round)
{
	char what[128];

	snprintf(what, sizeof(what),
	         "a notification was lost: the driver %s after %" PRIu64
	         " chains, the device %s after %" PRIu64,
	         doing(&round->driver_sleeps), atomic_load(&round->driven),
	         doing(&round->device_sleeps), atomic_load(&round->served));
	fail(round, what, atomic_load(&round->driven));
}

/* Once a second until the round is over. */
static void *watch_round(void *argument)
{
	struct watch *watch = argument;
	uint64_t before = 0;
	unsigned int still = 0;

	pthread_mutex_lock(&watch->lock);
	while (!watch->over) {
		struct timespec next;

		clock_gettime(CLOCK_REALTIME, &next);
		next.tv_sec++;
		pthread_cond_timedwait(&watch->changed, &watch->lock, &next);
		still = progress(watch->round) == before ? still + 1 : 0;
		before = progress(watch->round);
		if (still >= PATIENCE)
			tell_hang(watch->round);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

static void end_watch(struct watch *watch, pthread_t thread)
{
	pthread_mutex_lock(&watch->lock);
	watch->over = true;
	pthread_cond_signal(&watch->changed);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(thread, NULL);
}

/* -errno where a thread cannot be had; the program ends then. */
static int run_round(struct round *round)
{
	struct watch watch = { round, PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
		               false };
	pthread_t device, driver, watcher;

	if (pthread_create(&watcher, NULL, watch_round, &watch) ||
	    pthread_create(&device, NULL, device_end, round) ||
	    pthread_create(&driver, NULL, driver_end, round))
		return -EAGAIN;
	pthread_join(driver, NULL);
	pthread_join(device, NULL);
	end_watch(&watch, watcher);
	return 0;
}

static void show_progress(const struct options *options, uint64_t done, uint64_t rounds,
                          double *last, double start)
{
	bool terminal = isatty(STDOUT_FILENO);
	double time = now();

	if (time - *last < (terminal ? 0.5 : 30))
		return;
	*last = time;
	printf("%s%5.1f%%: %" PRIu64 " of %" PRIu64 " chains, %" PRIu64
	       " rounds, %.2f million a second%s",
	       terminal ? "\r" : "", 100.0 * (double)done / (double)options->chains, done,
	       options->chains, rounds, (double)done / (time - start) / 1e6,
	       terminal ? "  " : "\n");
	fflush(stdout);
}

static void count(struct total *total, const struct round *round)
{
	total->chains += round->plan.chains;
	total->slept += round->available.slept + round->used.slept;
	total->restarts += round->restarted;
	total->rounds++;
}

static void show_totals(const struct total totals[COMBINATIONS])
{
	printf("%-7s %-9s %-8s %-8s %8s %14s %12s %10s\n", "format", "", "", "", "rounds",
	       "chains", "sleeps", "restarts");
	for (unsigned int i = 0; i < COMBINATIONS; i++)
		if (totals[i].rounds > 0)
			printf("%-7s %-9s %-8s %-8s %8" PRIu64 " %14" PRIu64 " %12" PRIu64
			       " %10" PRIu64 "\n",
			       i & 1 ? "packed" : "split", i & 2 ? "EVENT_IDX" : "",
			       i & 4 ? "INDIRECT" : "", i & 8 ? "IN_ORDER" : "",
			       totals[i].rounds, totals[i].chains, totals[i].slept,
			       totals[i].restarts);
}

/* The round of that number; none where the library has no such format. */
static int one_round(const struct options *options, uint64_t number, struct total *totals)
{
	struct round round;
	struct plan plan = plan_of(options->seed, number, options->each);
	int error = round_start(&round, &plan);

	if (error == -ENOTSUP)
		return 0;
	if (!error && options->verbose)
		plan_print(&plan);
	if (!error)
		error = run_round(&round);
	if (error) {
		printf("round %" PRIu64 ": %s\n", number, strerror(-error));
		return error;
	}
	count(&totals[number % COMBINATIONS], &round);
	round_stop(&round);
	return 0;
}

static uint64_t chains_of(const struct total totals[COMBINATIONS])
{
	uint64_t chains = 0;

	for (unsigned int i = 0; i < COMBINATIONS; i++)
		chains += totals[i].chains;
	return chains;
}

static int run(const struct options *options)
{
	struct total totals[COMBINATIONS] = { { 0 } };
	double start = now(), last = start;
	uint64_t number = options->only == UINT64_MAX ? 0 : options->only, done = 0;

	printf("seed %" PRIu64 ", %" PRIu64 " chains, %ld processors\n", options->seed,
	       options->chains, sysconf(_SC_NPROCESSORS_ONLN));
	do {
		if (one_round(options, number++, totals))
			return 1;
		done = chains_of(totals);
		show_progress(options, done, number, &last, start);
	} while (done < options->chains && options->only == UINT64_MAX);
	printf("%s", isatty(STDOUT_FILENO) ? "\n" : "");
	show_totals(totals);
	printf("%" PRIu64
	       " chains in %.0f s, each byte of them as it was written, each once, "
	       "no notification lost\n",
	       done, now() - start);
	return 0;
}

static int usage(void)
{
	fprintf(stderr, "usage: stress [chains=N] [seed=N] [each=N] [round=N] [verbose]\n"
	                "  chains  how many in all (a million)\n"
	                "  seed    what the rounds are reckoned from (the time)\n"
	                "  each    chains in a round (100000)\n"
	                "  round   this round alone\n");
	return 2;
}

static bool parse(struct options *options, const char *argument)
{
	const struct {
		const char *name;
		uint64_t *value;
	} names[] = {
		{ "chains=", &options->chains },
		{ "seed=", &options->seed },
		{ "each=", &options->each },
		{ "round=", &options->only },
	};
	char *end;

	if (strcmp(argument, "verbose") == 0)
		return options->verbose = true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length = strlen(names[i].name);

		if (strncmp(argument, names[i].name, length) != 0)
			continue;
		*names[i].value = strtoull(argument + length, &end, 0);
		return end != argument + length && *end == '\0';
	}
	return false;
}

int main(int argc, char **argv)
{
	struct options options = { .chains = 1000000,
		                   .seed = (uint64_t)time(NULL),
		                   .each = 100000,
		                   .only = UINT64_MAX };

	for (int i = 1; i < argc; i++)
		if (!parse(&options, argv[i]))
			return usage();
	if (options.chains == 0 || options.each == 0)
		return usage();
	return run(&options);
}
