/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device's thread: takes chains, which come in the order in which they were sent, looks at
 * every byte, and answers them: now or later, in this order or another.
 */
#include <errno.h>
#include <stdlib.h>

#include "round.h"

#define SEGMENTS (2 * PIECES)

/* A chain that is not given back yet. */
struct held {
	uint64_t number;
	struct shape shape;
	struct vqs_segment segments[PIECES]; /* the writable ones */
	uint16_t id, slots;
};

struct device {
	struct round *round;
	struct vqs_device_ring ring;
	uint64_t random, taken, given;
	struct held *held; /* a ring of as many as the queue has entries */
	unsigned int oldest, held_count;
	struct vqs_device_ring_storage remembered; /* the ring's */
	struct vqs_segment segments[BURST * SEGMENTS];
};

static void gather(unsigned char *to, const struct vqs_segment *segments, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		memcpy(to, segments[i].base, segments[i].length);
		to += segments[i].length;
	}
}

static void scatter(const struct vqs_segment *segments, const unsigned char *from,
                    uint32_t length)
{
	for (; length > 0; segments++) {
		uint32_t part = segments->length < length ? segments->length : length;

		memcpy(segments->base, from, part);
		from += part;
		length -= part;
	}
}

static struct held *held_at(struct device *device, unsigned int which)
{
	return &device->held[(device->oldest + which) % device->round->plan.size];
}

static void check_request(struct device *device, const struct vqs_chain *chain)
{
	struct round *round = device->round;
	const uint64_t number = device->taken;
	struct held *held = held_at(device, device->held_count);
	unsigned char bytes[HALF], expected[HALF + 8];
	struct shape shape = shape_of(round->plan.seed, number, round->plan.most);

	EXPECT(round, device->held_count < round->plan.size, number);
	EXPECT(round, chain->readable_length == shape.totals[0], number);
	EXPECT(round, chain->writable_length == shape.totals[1], number);
	EXPECT(round, chain->readable <= PIECES && chain->writable <= PIECES, number);
	gather(bytes, chain->segments, chain->readable);
	pattern(expected, shape.totals[0], READABLE_KEY(&shape));
	EXPECT(round, memcmp(bytes, expected, shape.totals[0]) == 0, number);
	held->number = number;
	held->shape = shape;
	held->id = chain->id;
	held->slots = chain->slots;
	memcpy(held->segments, chain->segments + chain->readable,
	       chain->writable * sizeof(*held->segments));
	device->held_count++;
	device->taken++;
}

static unsigned int take_some(struct device *device)
{
	struct vqs_chain chains[BURST];
	int count = vqs_device_ring_take(&device->ring, chains,
	                                 1 + chance(&device->random, BURST),
	                                 device->segments, BURST * SEGMENTS);

	EXPECT(device->round, count >= 0, device->taken);
	for (int i = 0; i < count; i++)
		check_request(device, &chains[i]);
	return (unsigned int)count;
}

/* One of those that are held; the oldest takes its place. */
static struct held take_out(struct device *device, unsigned int which)
{
	struct held *oldest = held_at(device, 0), *one = held_at(device, which);
	struct held picked = *one;

	*one = *oldest;
	device->oldest = (device->oldest + 1) % device->round->plan.size;
	device->held_count--;
	return picked;
}

static struct vqs_used answer(const struct held *held)
{
	unsigned char bytes[HALF + 8];

	pattern(bytes, held->shape.used, WRITABLE_KEY(&held->shape));
	scatter(held->segments, bytes, held->shape.used);
	return (struct vqs_used){ held->id, held->slots, held->shape.used };
}

/* All but so many, a few at a time, and one decision to notify. How many. */
static unsigned int give_some(struct device *device, unsigned int keep)
{
	struct vqs_used used[BURST];
	uint64_t before = device->given;

	while (device->held_count > keep) {
		unsigned int most = device->held_count - keep, count;

		count = 1 + chance(&device->random, most < BURST ? most : BURST);
		for (unsigned int i = 0; i < count; i++) {
			struct held held = take_out(
			        device, chance(&device->random, device->held_count));

			used[i] = answer(&held);
		}
		EXPECT(device->round,
		       vqs_device_ring_give(&device->ring, used, count) == 0,
		       device->given);
		device->given += count;
	}
	if (vqs_device_ring_must_notify(&device->ring))
		bell_ring(&device->round->used);
	return (unsigned int)(device->given - before);
}

static void rest(struct device *device, unsigned int *times)
{
	struct round *round = device->round;

	if (round->plan.device_polls) {
		idle(times);
	} else if (!vqs_device_ring_expect(&device->ring)) {
		atomic_store_explicit(&round->device_sleeps, true, memory_order_relaxed);
		bell_wait(&round->available);
		atomic_store_explicit(&round->device_sleeps, false, memory_order_relaxed);
	}
}

/* The number of the first chain that is held; of the next one if none is. */
static uint64_t first_held(struct device *device)
{
	uint64_t first = device->taken;

	for (unsigned int i = 0; i < device->held_count; i++)
		if (held_at(device, i)->number < first)
			first = held_at(device, i)->number;
	return first;
}

/* Whether what is held was taken last, nothing of it given back. */
static bool all_are_newest(struct device *device)
{
	return first_held(device) == device->taken - device->held_count;
}

/* Back over the chain that was taken last, which is one of those that are held. */
static void untake_one(struct device *device)
{
	int id = vqs_device_ring_newest(&device->ring);
	unsigned int which = 0;
	struct vqs_used used;

	while (which < device->held_count && held_at(device, which)->id != id)
		which++;
	EXPECT(device->round, which < device->held_count, device->taken);
	EXPECT(device->round, held_at(device, which)->number == device->taken - 1,
	       device->taken);
	used = (struct vqs_used){ held_at(device, which)->id,
		                  held_at(device, which)->slots, 0 };
	EXPECT(device->round, vqs_device_ring_untake(&device->ring, &used),
	       device->taken);
	take_out(device, which);
	device->taken--;
}

/*
 * Another device end goes on where this one stands. What is held has to come again: by
 * going back over it; in order by itself, with what was given back and waits for its turn.
 */
static void restart(struct device *device)
{
	struct round *round = device->round;
	struct vqs_ring ring = round->ring;

	if (round->plan.in_order) {
		device->taken = first_held(device);
		device->given = device->taken;
		device->held_count = 0;
	}
	while (device->held_count > 0)
		untake_one(device);
	ring.position = vqs_device_ring_position(&device->ring);
	memset(&device->ring, 0xff, sizeof(device->ring));
	EXPECT(round,
	       vqs_device_ring_init(&device->ring, &ring, &round->memory,
	                            &device->remembered) == 0,
	       device->given);
	round->restarted++;
}

static void serve(struct device *device)
{
	const struct plan *plan = &device->round->plan;
	unsigned int times = 0;

	while (device->given < plan->chains) {
		unsigned int taken = take_some(device);
		unsigned int given = give_some(device, taken > 0 ? plan->held : 0);

		if (plan->restarts && chance(&device->random, 64) == 0 &&
		    (plan->in_order || all_are_newest(device)))
			restart(device);
		else if (plan->restarts && chance(&device->random, 64) == 0 &&
		         vqs_device_ring_newest(&device->ring) >= 0)
			untake_one(device);
		else if (taken + given == 0)
			rest(device, &times);
		else if (plan->suppresses && chance(&device->random, 2))
			vqs_device_ring_suppress(&device->ring);
		atomic_store_explicit(&device->round->served, device->given,
		                      memory_order_relaxed);
	}
}

void *device_end(void *argument)
{
	struct round *round = argument;
	struct device *device = calloc(1, sizeof(*device));

	EXPECT(round, device, 0);
	device->round = round;
	device->random = ~round->plan.seed;
	device->held = calloc(round->plan.size, sizeof(*device->held));
	device->remembered.held = malloc(round->plan.size);
	device->remembered.turns =
	        malloc(round->plan.size * sizeof(*device->remembered.turns));
	EXPECT(round, device->held && device->remembered.held, 0);
	EXPECT(round, device->remembered.turns, 0);
	EXPECT(round,
	       vqs_device_ring_init(&device->ring, &round->ring, &round->memory,
	                            &device->remembered) == 0,
	       0);
	serve(device);
	free(device->held);
	free(device->remembered.held);
	free(device->remembered.turns);
	free(device);
	return NULL;
}
