/* SPDX-License-Identifier: BSD-3-Clause */
/* The driver's thread: sends chains, and looks at every byte of what comes back. */
#include <errno.h>
#include <stdlib.h>

#include "round.h"

#define NONE UINT64_MAX

struct driver {
	struct round *round;
	struct vqs_driver_ring *ring;
	uint64_t random, sent, received;
	uint16_t free_count;
	uint16_t *free;    /* cells */
	uint64_t *numbers; /* of the chain in each cell, or NONE */
};

static unsigned int cut_buffers(const struct driver *driver, const struct shape *shape,
                                unsigned int cell, struct vqs_buffer *buffers)
{
	unsigned int count = 0;

	for (unsigned int half = 0; half < 2; half++) {
		uint64_t address = cell_address(driver->round, cell, half);

		for (unsigned int i = 0; i < shape->pieces[half]; i++) {
			buffers[count].address = address;
			buffers[count++].length = shape->lengths[half][i];
			address += shape->lengths[half][i];
		}
	}
	return count;
}

/* Puts the next chain into the queue. False: no room now. */
static bool send_one(struct driver *driver)
{
	const struct plan *plan = &driver->round->plan;
	struct shape shape = shape_of(plan->seed, driver->sent, plan->most);
	unsigned int cell = driver->free[driver->free_count - 1];
	struct cell *at = &driver->round->cells[cell];
	struct vqs_buffer buffers[2 * PIECES];
	int result;

	cut_buffers(driver, &shape, cell, buffers);
	result = vqs_driver_ring_add(driver->ring, buffers, shape.pieces[0],
	                             shape.pieces[1], &driver->numbers[cell]);
	if (result == -ENOSPC)
		return false;
	EXPECT(driver->round, result == 0, driver->sent);
	pattern(at->bytes[0], shape.totals[0], READABLE_KEY(&shape));
	memset(at->bytes[1], UNTOUCHED(&shape), shape.totals[1]);
	driver->numbers[cell] = driver->sent++;
	driver->free_count--;
	return true;
}

static unsigned int send_some(struct driver *driver)
{
	const struct plan *plan = &driver->round->plan;
	unsigned int burst = 1 + chance(&driver->random, BURST), added = 0;

	while (added < burst && driver->sent < plan->chains &&
	       driver->sent - driver->received < plan->depth && send_one(driver))
		added++;
	if (vqs_driver_ring_publish(driver->ring))
		bell_ring(&driver->round->available);
	return added;
}

/* What the device wrote, all that it wrote, and nothing beyond. */
static void check_reply(struct driver *driver, const struct vqs_done *done)
{
	struct round *round = driver->round;
	uint64_t *token = done->token, number = *token;
	unsigned int cell = (unsigned int)(token - driver->numbers);
	unsigned char expected[HALF + 8];
	struct shape shape;

	EXPECT(round, cell < round->plan.size, driver->received);
	EXPECT(round, number != NONE, driver->received);
	if (round->plan.in_order)
		EXPECT(round, number == driver->received, number);
	shape = shape_of(round->plan.seed, number, round->plan.most);
	EXPECT(round, done->length == shape.used, number);
	pattern(expected, shape.used, WRITABLE_KEY(&shape));
	memset(expected + shape.used, UNTOUCHED(&shape), shape.totals[1] - shape.used);
	EXPECT(round, memcmp(round->cells[cell].bytes[1], expected, shape.totals[1]) == 0,
	       number);
	*token = NONE;
	driver->free[driver->free_count++] = (uint16_t)cell;
	driver->received++;
}

static unsigned int receive_some(struct driver *driver)
{
	struct vqs_done done[BURST];
	int count = vqs_driver_ring_reap(driver->ring, done,
	                                 1 + chance(&driver->random, BURST));

	EXPECT(driver->round, count >= 0, driver->received);
	for (int i = 0; i < count; i++)
		check_reply(driver, &done[i]);
	return (unsigned int)count;
}

static void rest(struct driver *driver, unsigned int *times)
{
	struct round *round = driver->round;

	if (round->plan.driver_polls) {
		idle(times);
	} else if (!vqs_driver_ring_expect(driver->ring)) {
		atomic_store_explicit(&round->driver_sleeps, true, memory_order_relaxed);
		bell_wait(&round->used);
		atomic_store_explicit(&round->driver_sleeps, false, memory_order_relaxed);
	}
}

static void drive(struct driver *driver)
{
	const struct plan *plan = &driver->round->plan;
	unsigned int times = 0;

	while (driver->received < plan->chains) {
		unsigned int done = send_some(driver);

		done += receive_some(driver);
		if (done == 0) {
			rest(driver, &times);
		} else if (plan->suppresses && chance(&driver->random, 2)) {
			vqs_driver_ring_suppress(driver->ring);
		}
		atomic_store_explicit(&driver->round->driven, driver->received,
		                      memory_order_relaxed);
	}
}

static void free_all_cells(struct driver *driver, uint16_t size)
{
	driver->free = calloc(size, sizeof(*driver->free));
	driver->numbers = calloc(size, sizeof(*driver->numbers));
	EXPECT(driver->round, driver->free && driver->numbers, 0);
	for (uint16_t i = 0; i < size; i++) {
		driver->numbers[i] = NONE;
		driver->free[driver->free_count++] = i;
	}
}

/* The ring is initialised already, because that comes before the device starts. */
void *driver_end(void *argument)
{
	struct round *round = argument;
	struct driver driver = { .round = round,
		                 .ring = &round->driver,
		                 .random = round->plan.seed };

	free_all_cells(&driver, round->plan.size);
	drive(&driver);
	EXPECT(round, driver.free_count == round->plan.size, driver.received);
	free(driver.free);
	free(driver.numbers);
	return NULL;
}
