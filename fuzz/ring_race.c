/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Both ends of a queue, and a second thread that writes into the memory between them all the
 * while: the rings, the indirect tables, the buffers. The input says what it writes, and how many
 * chains of what kind the ends try to pass. Whatever comes of it, no end touches a byte outside
 * its memory, a fault stays, each chain comes back at most once and no longer than it is.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include <vqsmith/ring.h>

#include "input.h"

#define MAX_SIZE 32
#define TABLE    6 /* entries of each indirect table */
#define CELL     64
#define ROUNDS   48
#define WRITES   64
#define BUFFERS  UINT64_C(0x40000)
#define TABLES   UINT64_C(0x80000)

/* One write of the second thread. */
struct scribble {
	uint8_t *at;
	uint8_t value, how, pause;
};

struct world {
	struct vqs_ring ring;
	struct vqs_ring_need need;
	struct vqs_region regions[2];
	struct vqs_memory memory;
	struct vqs_driver_ring_storage storage;
	struct vqs_driver_ring driver;
	struct vqs_device_ring device;
	struct vqs_device_ring_storage remembered;
	uint8_t *buffers;
	uint32_t writable[MAX_SIZE]; /* of the chain in each cell */
	bool in_flight[MAX_SIZE];
	struct vqs_used held[MAX_SIZE];
	unsigned int held_count;
	struct scribble scribbles[WRITES];
	unsigned int scribble_count;
	_Atomic bool over;
};

static void choose(struct world *world, struct input *input)
{
	uint8_t options = input8(input);

	world->ring.size = (uint16_t)(1u << options % 6);
	if (options & 8)
		vqs_features_add(&world->ring.features, VQS_F_EVENT_IDX);
	if (options & 16)
		vqs_features_add(&world->ring.features, VQS_F_INDIRECT_DESC);
	if (options & 32) {
		vqs_features_add(&world->ring.features, VQS_F_RING_PACKED);
		world->ring.size = (uint16_t)(1 + input8(input) % MAX_SIZE);
	}
	if (options & 64)
		vqs_features_add(&world->ring.features, VQS_F_IN_ORDER);
}

static bool start(struct world *world)
{
	const uint16_t size = world->ring.size;

	world->need = vqs_ring_need(size, &world->ring.features);
	world->ring.descriptors = calloc(1, world->need.descriptors);
	world->ring.driver_area = calloc(1, world->need.driver_area);
	world->ring.device_area = calloc(1, world->need.device_area);
	world->buffers = calloc(size, CELL);
	world->remembered.held = malloc(size);
	world->remembered.turns = malloc(size * sizeof(*world->remembered.turns));
	world->storage.slots = calloc(size, sizeof(*world->storage.slots));
	world->storage.indirect = calloc(size, 16 * TABLE);
	world->storage.indirect_address = TABLES;
	world->storage.indirect_entries = TABLE;
	world->regions[0] =
	        (struct vqs_region){ BUFFERS, (size_t)size * CELL, world->buffers };
	world->regions[1] = (struct vqs_region){ TABLES, (size_t)size * 16 * TABLE,
		                                 world->storage.indirect };
	world->memory = (struct vqs_memory){ world->regions, 2, 1, NULL };
	return vqs_driver_ring_init(&world->driver, &world->ring, &world->storage) == 0 &&
	       vqs_device_ring_init(&world->device, &world->ring, &world->memory,
	                            &world->remembered) == 0;
}

static void stop(struct world *world)
{
	free(world->ring.descriptors);
	free(world->ring.driver_area);
	free(world->ring.device_area);
	free(world->buffers);
	free(world->remembered.held);
	free(world->remembered.turns);
	free(world->storage.slots);
	free(world->storage.indirect);
}

/* Most writes go where a little does much: indices, flags, the first entries. */
static void plan_scribbles(struct world *world, struct input *input)
{
	uint8_t *const areas[] = { world->ring.descriptors, world->ring.driver_area,
		                   world->ring.device_area, world->storage.indirect };
	const size_t sizes[] = { world->need.descriptors, world->need.driver_area,
		                 world->need.device_area,
		                 (size_t)world->ring.size * 16 * TABLE };

	world->scribble_count = input8(input) % (WRITES + 1);
	for (unsigned int i = 0; i < world->scribble_count; i++) {
		uint8_t where = input8(input);
		size_t offset = where & 4 ? input16(input) : where >> 3;

		world->scribbles[i] = (struct scribble){
			.at = areas[where % 4] + offset % sizes[where % 4],
			.value = input8(input),
			.how = input8(input),
			.pause = input8(input),
		};
	}
}

/* A plain race, as a hostile peer makes it; volatile, so that each write is made. */
static void write_one(const struct scribble *scribble)
{
	volatile uint8_t *at = scribble->at;

	if (scribble->how & 1)
		*at ^= scribble->value;
	else if (scribble->how & 2)
		*at = (uint8_t)(*at + 1);
	else
		*at = scribble->value;
	for (volatile unsigned int i = scribble->pause; i > 0; i--)
		;
}

static void *scribble(void *argument)
{
	struct world *world = argument;

	while (!atomic_load_explicit(&world->over, memory_order_relaxed))
		for (unsigned int i = 0; i < world->scribble_count; i++)
			write_one(&world->scribbles[i]);
	return NULL;
}

/* A chain of up to four buffers in the first cell that is free. */
static void add(struct world *world, uint8_t how)
{
	unsigned int count = 1 + how % 4, readable = (how >> 2) % (count + 1), cell = 0;
	struct vqs_buffer buffers[4];
	int result;

	while (cell < world->ring.size && world->in_flight[cell])
		cell++;
	if (cell == world->ring.size)
		return;
	for (unsigned int i = 0; i < count; i++)
		buffers[i] = (struct vqs_buffer){ BUFFERS + cell * CELL + i * CELL / 4,
			                          1 + (how >> 4) % (CELL / 4) };
	result = vqs_driver_ring_add(&world->driver, buffers, readable, count - readable,
	                             &world->in_flight[cell]);
	MUST((result == -EIO) == (world->driver.fault != VQS_FAULT_NONE));
	if (result)
		return;
	world->in_flight[cell] = true;
	world->writable[cell] = (count - readable) * buffers[0].length;
}

static bool inside(const struct world *world, const struct vqs_segment *segment)
{
	const uint8_t *base = segment->base;

	for (unsigned int i = 0; i < 2; i++) {
		const uint8_t *first = world->regions[i].host;

		if (base >= first && base < first + world->regions[i].size)
			return segment->length <=
			       world->regions[i].size - (size_t)(base - first);
	}
	return false;
}

/* All of it, written; the device may, whatever the driver made of it meanwhile. */
static void use(const struct world *world, const struct vqs_chain *chain)
{
	uint64_t readable = 0, writable = 0;

	for (uint32_t i = 0; i < chain->readable + chain->writable; i++) {
		const struct vqs_segment *segment = &chain->segments[i];

		MUST(segment->length > 0 && inside(world, segment));
		*(i < chain->readable ? &readable : &writable) += segment->length;
		if (i >= chain->readable)
			memset(segment->base, 0x5a, segment->length);
	}
	MUST(readable == chain->readable_length && writable == chain->writable_length);
	MUST(readable + writable > 0);
}

static void take(struct world *world, unsigned int count)
{
	enum vqs_fault before = world->device.fault;
	struct vqs_segment segments[64];
	struct vqs_chain chains[8];
	int taken = vqs_device_ring_take(&world->device, chains, count % 9, segments, 64);

	MUST((taken == -EIO) == (world->device.fault != VQS_FAULT_NONE));
	MUST(!before || world->device.fault == before);
	for (int i = 0; i < taken; i++) {
		MUST(chains[i].id < world->ring.size);
		for (unsigned int j = 0; j < world->held_count; j++)
			MUST(world->held[j].id != chains[i].id);
		use(world, &chains[i]);
		world->held[world->held_count++] =
		        (struct vqs_used){ chains[i].id, chains[i].slots,
			                   chains[i].writable_length };
	}
	if (taken >= 0)
		MUST(vqs_device_ring_held(&world->device) == world->held_count);
}

static void give(struct world *world, unsigned int count)
{
	int result;

	if (count > world->held_count)
		count = world->held_count;
	result = vqs_device_ring_give(&world->device, world->held, count);
	MUST(result == (world->device.fault ? -EIO : 0));
	if (result)
		return;
	world->held_count -= count;
	memmove(world->held, world->held + count,
	        world->held_count * sizeof(*world->held));
	vqs_device_ring_must_notify(&world->device);
}

static void reap(struct world *world)
{
	struct vqs_done done[8];
	int count = vqs_driver_ring_reap(&world->driver, done, 8);

	MUST((count == -EIO) == (world->driver.fault != VQS_FAULT_NONE));
	for (int i = 0; i < count; i++) {
		bool *in_flight = done[i].token;
		size_t cell = (size_t)(in_flight - world->in_flight);

		MUST(cell < world->ring.size && *in_flight);
		MUST(done[i].length <= world->writable[cell]);
		*in_flight = false;
	}
}

static void exchange(struct world *world, struct input *input)
{
	for (unsigned int i = 0; i < ROUNDS && input->left > 0; i++) {
		uint8_t adds = input8(input);

		for (unsigned int j = 0; j < adds % 4; j++)
			add(world, input8(input));
		vqs_driver_ring_publish(&world->driver);
		take(world, adds >> 2 & 15);
		if (adds & 0x40)
			vqs_device_ring_expect(&world->device);
		give(world, adds & 0x80 ? 8 : 1);
		reap(world);
		if (adds & 0x40)
			vqs_driver_ring_expect(&world->driver);
	}
}

/* Tokens of chains in flight, each once. */
static void detach(struct world *world)
{
	bool *in_flight;

	while ((in_flight = vqs_driver_ring_detach(&world->driver))) {
		MUST(*in_flight);
		*in_flight = false;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	static struct world world;
	pthread_t thread;

	memset(&world, 0, sizeof(world));
	choose(&world, &input);
	if (start(&world)) {
		plan_scribbles(&world, &input);
		MUST(pthread_create(&thread, NULL, scribble, &world) == 0);
		exchange(&world, &input);
		atomic_store_explicit(&world.over, true, memory_order_relaxed);
		MUST(pthread_join(thread, NULL) == 0);
		detach(&world);
	}
	stop(&world);
	return 0;
}
