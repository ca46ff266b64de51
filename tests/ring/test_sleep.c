/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Two threads, one an end each, that sleep when there is nothing to do: a
 * notification that is decided wrongly leaves both asleep. The time limit is
 * how such a failure is told; no success depends on it.
 */
#include "pair.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define SIZE     16
#define REQUESTS 150000u
#define TOO_LONG 30000 /* ms */

struct ends {
	struct pair pair;
	int available, used; /* notifications: event descriptors */
	/* Who never sleeps, which makes it meet the other going to sleep. */
	bool device_polls, driver_polls;
	unsigned int depth; /* requests in flight */
	_Atomic bool lost;
};

static void notify(int event)
{
	uint64_t one = 1;

	if (write(event, &one, sizeof(one)) != sizeof(one))
		print_error("cannot notify\n");
}

static bool sleep_until(int event)
{
	struct pollfd poll_event = { .fd = event, .events = POLLIN };
	uint64_t count;

	return poll(&poll_event, 1, TOO_LONG) == 1 &&
	       read(event, &count, sizeof(count)) == sizeof(count);
}

/* A different while each time, so that the ends meet in every way. */
static void dawdle(unsigned int step)
{
	for (volatile unsigned int i = step * 2654435761u >> 25; i > 0; i--)
		;
}

/* For who polls: where there is one CPU for both, the other needs it too. */
static void poll_again(unsigned int *idle)
{
	if (++*idle % 256 == 0)
		sched_yield();
}

/* Answers each request with its bytes inverted. */
static unsigned int serve(struct ends *ends)
{
	struct vqs_segment segments[2 * SIZE];
	struct vqs_chain chains[SIZE];
	struct vqs_used used[SIZE];
	int taken = vqs_device_ring_take(&ends->pair.device, chains, SIZE, segments,
	                                 2 * SIZE);

	for (int i = 0; i < taken; i++) {
		uint32_t number;

		memcpy(&number, chains[i].segments[0].base, sizeof(number));
		number = ~number;
		memcpy(chains[i].segments[1].base, &number, sizeof(number));
		used[i] = (struct vqs_used){ chains[i].id, chains[i].slots,
			                     sizeof(number) };
	}
	if (taken > 0) {
		vqs_device_ring_give(&ends->pair.device, used, (unsigned int)taken);
		if (vqs_device_ring_must_notify(&ends->pair.device))
			notify(ends->used);
	}
	return taken > 0 ? (unsigned int)taken : 0;
}

static void *device(void *context)
{
	struct ends *ends = context;
	unsigned int served = 0, idle = 0;

	while (served < REQUESTS && !ends->lost) {
		unsigned int now = serve(ends);

		served += now;
		if (now > 0) {
			vqs_device_ring_suppress(&ends->pair.device);
			dawdle(served);
		} else if (ends->device_polls) {
			poll_again(&idle);
		} else if (!vqs_device_ring_expect(&ends->pair.device)) {
			ends->lost = !sleep_until(ends->available);
		}
	}
	return NULL;
}

/* Sends a few, as many as may be in flight. */
static uint32_t send_some(struct ends *ends, uint32_t sent, uint32_t received)
{
	for (unsigned int i = 0; i <= sent % 5 && sent < REQUESTS; i++) {
		uint32_t cell = sent % (2 * SIZE) * 64;
		struct vqs_buffer buffers[2] = { { PAIR_LOW + cell, 4 },
			                         { PAIR_HIGH + cell, 4 } };

		if (sent - received == ends->depth)
			break;
		assert_int_equal(
		        vqs_driver_ring_add(&ends->pair.driver, buffers, 1, 1,
		                            pair_at(&ends->pair, PAIR_LOW + cell)),
		        0);
		memcpy(pair_at(&ends->pair, PAIR_LOW + cell), &sent, sizeof(sent));
		sent++;
	}
	if (vqs_driver_ring_publish(&ends->pair.driver))
		notify(ends->available);
	return sent;
}

static uint32_t receive_some(struct ends *ends)
{
	struct vqs_done done[SIZE];
	int count = vqs_driver_ring_reap(&ends->pair.driver, done, SIZE);

	for (int i = 0; i < count; i++) {
		unsigned char *low = done[i].token, *first = ends->pair.regions[0].host;
		uint32_t number, answer;

		memcpy(&number, low, sizeof(number));
		memcpy(&answer, pair_at(&ends->pair, PAIR_HIGH + (uint64_t)(low - first)),
		       sizeof(answer));
		assert_int_equal(done[i].length, sizeof(answer));
		assert_int_equal(answer, ~number);
	}
	assert_true(count >= 0);
	return (uint32_t)count;
}

static void drive(struct ends *ends)
{
	uint32_t sent = 0, received = 0;
	unsigned int idle = 0;

	while (received < REQUESTS && !ends->lost) {
		uint32_t before = sent, now;

		sent = send_some(ends, sent, received);
		now = receive_some(ends);
		received += now;
		if (now > 0 || sent > before) {
			vqs_driver_ring_suppress(&ends->pair.driver);
			if (now > 0)
				dawdle(received);
		} else if (ends->driver_polls) {
			poll_again(&idle);
		} else if (!vqs_driver_ring_expect(&ends->pair.driver)) {
			ends->lost = !sleep_until(ends->used);
		}
	}
}

static void run(bool device_polls, bool driver_polls, unsigned int depth, bool event_idx)
{
	struct pair_options options = { .size = SIZE,
		                        .position = 65500,
		                        .event_idx = event_idx };
	static struct ends ends;
	pthread_t thread;

	memset(&ends, 0, sizeof(ends));
	ends.device_polls = device_polls;
	ends.driver_polls = driver_polls;
	ends.depth = depth;
	pair_start(&ends.pair, &options);
	ends.available = eventfd(0, 0);
	ends.used = eventfd(0, 0);
	assert_true(ends.available >= 0 && ends.used >= 0);
	assert_int_equal(pthread_create(&thread, NULL, device, &ends), 0);
	drive(&ends);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_false(ends.lost);
	close(ends.available);
	close(ends.used);
	pair_stop(&ends.pair);
}

static void both_sleep(void **state)
{
	(void)state;
	for (unsigned int depth = 1; depth <= SIZE / 2; depth += SIZE / 2 - 1) {
		run(false, false, depth, false);
		run(false, false, depth, true);
	}
}

static void only_the_device_sleeps(void **state)
{
	(void)state;
	for (unsigned int depth = 1; depth <= SIZE / 2; depth += SIZE / 2 - 1) {
		run(false, true, depth, false);
		run(false, true, depth, true);
	}
}

static void only_the_driver_sleeps(void **state)
{
	(void)state;
	for (unsigned int depth = 1; depth <= SIZE / 2; depth += SIZE / 2 - 1) {
		run(true, false, depth, false);
		run(true, false, depth, true);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(both_sleep),
		cmocka_unit_test(only_the_device_sleeps),
		cmocka_unit_test(only_the_driver_sleeps),
	};

	return pair_run(argc, argv, both, PAIR_COUNT(both), NULL, 0);
}
