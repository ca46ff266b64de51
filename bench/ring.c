/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a chain costs in instructions, for callgrind to count: the device end's
 * take, a look at every segment, give and one decision to notify; the driver
 * end's add, publish and reap. ring.py runs this once for each end, has the
 * functions measured_* of that end counted, and prints the table; each cell is
 * a dump of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <valgrind/callgrind.h>

#include "consume.h"

#define SIZE        256
#define LARGEST     32768
#define BUFFERS     3
#define REGIONS     8
#define REGION_SIZE UINT64_C(0x400000)
#define WARM        64
#define ROUNDS      512

struct cell {
	bool packed, driver, in_order;
	unsigned int buffers, batch, regions, size;
	bool indirect;
	bool spread; /* each chain in another region; else all in one */
};

struct bench {
	struct vqs_ring ring;
	struct vqs_region regions[REGIONS];
	struct vqs_memory memory;
	uint8_t held[LARGEST];
	struct vqs_device_turn turns[LARGEST];
	struct vqs_driver_ring driver;
	struct vqs_done done[MOST_BATCH];
	struct vqs_buffer buffers[MOST_BATCH][BUFFERS];
	struct consumer device;
	unsigned int notified;
};

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void place(struct bench *bench, const struct cell *cell)
{
	for (unsigned int i = 0; i < cell->regions; i++)
		bench->regions[i] =
		        (struct vqs_region){ (i + 1) * 16 * REGION_SIZE, REGION_SIZE,
			                     must(aligned_alloc(4096, REGION_SIZE)) };
	bench->memory = (struct vqs_memory){ bench->regions, cell->regions, 1, NULL };
	for (unsigned int i = 0; i < MOST_BATCH; i++) {
		unsigned int region =
		        cell->spread ? i % cell->regions : cell->regions - 1;
		uint64_t at = bench->regions[region].guest + REGION_SIZE / 2 + i * 1024;

		for (unsigned int j = 0; j < BUFFERS; j++)
			bench->buffers[i][j] =
			        (struct vqs_buffer){ at + j * 256, 16 + 16 * j };
	}
}

static void start(struct bench *bench, const struct cell *cell)
{
	const struct vqs_device_ring_storage remembered = { bench->held, bench->turns };
	struct vqs_driver_ring_storage storage = { .indirect_entries = 0 };
	struct vqs_ring_need need;

	memset(bench, 0, sizeof(*bench));
	place(bench, cell);
	bench->ring.size = cell->size;
	vqs_features_add(&bench->ring.features, VQS_F_EVENT_IDX);
	if (cell->packed)
		vqs_features_add(&bench->ring.features, VQS_F_RING_PACKED);
	if (cell->in_order)
		vqs_features_add(&bench->ring.features, VQS_F_IN_ORDER);
	if (cell->indirect)
		vqs_features_add(&bench->ring.features, VQS_F_INDIRECT_DESC);
	need = vqs_ring_need(cell->size, &bench->ring.features);
	bench->ring.descriptors = must(calloc(1, need.descriptors));
	bench->ring.driver_area = must(calloc(1, need.driver_area));
	bench->ring.device_area = must(calloc(1, need.device_area));
	storage.slots = must(calloc(cell->size, sizeof(*storage.slots)));
	if (cell->indirect) { /* the tables lie beside the buffers */
		storage.indirect_entries = BUFFERS;
		storage.indirect = bench->regions[cell->regions - 1].host;
		storage.indirect_address = bench->regions[cell->regions - 1].guest;
	}
	if (vqs_driver_ring_init(&bench->driver, &bench->ring, &storage) ||
	    vqs_device_ring_init(&bench->device.ring, &bench->ring, &bench->memory,
	                         &remembered))
		abort();
}

static void stop(struct bench *bench, const struct cell *cell)
{
	for (unsigned int i = 0; i < cell->regions; i++)
		free(bench->regions[i].host);
	free(bench->ring.descriptors);
	free(bench->ring.driver_area);
	free(bench->ring.device_area);
	free(bench->driver.storage.slots);
}

/* Not inlined, as measured_device() in consume.h. */
__attribute__((noinline)) static void
measured_add(struct bench *bench, unsigned int batch, unsigned int buffers)
{
	for (unsigned int i = 0; i < batch; i++)
		if (vqs_driver_ring_add(&bench->driver, bench->buffers[i], buffers / 2,
		                        buffers - buffers / 2, &bench->done[i]))
			abort();
	bench->notified += vqs_driver_ring_publish(&bench->driver);
}

__attribute__((noinline)) static void measured_reap(struct bench *bench,
                                                    unsigned int batch)
{
	if (vqs_driver_ring_reap(&bench->driver, bench->done, batch) != (int)batch)
		abort();
}

static void run(struct bench *bench, const struct cell *cell, unsigned int rounds)
{
	for (unsigned int i = 0; i < rounds; i++) {
		measured_add(bench, cell->batch, cell->buffers);
		measured_device(&bench->device, cell->batch);
		measured_reap(bench, cell->batch);
	}
}

/* One line a cell: what ring.py finds again in the name of the dump. */
static void measure(const struct cell *cell)
{
	static struct bench bench;
	char name[100];

	start(&bench, cell);
	run(&bench, cell, WARM);
	CALLGRIND_ZERO_STATS;
	run(&bench, cell, ROUNDS);
	snprintf(name, sizeof(name), "%s %s%s %u%s %u %u%s %u %u",
	         cell->driver ? "driver" : "device", cell->packed ? "packed" : "split",
	         cell->in_order ? "-in-order" : "", cell->buffers,
	         cell->indirect ? "i" : "", cell->batch, cell->regions,
	         cell->spread ? "s" : "", cell->size, cell->batch * ROUNDS);
	CALLGRIND_DUMP_STATS_AT(name);
	if (bench.device.seen == 0)
		abort();
	stop(&bench, cell);
}

static void measure_places(struct cell cell)
{
	static const unsigned int regions[] = { 1, 2, 8 };

	cell.regions = 1;
	cell.size = LARGEST;
	if (cell.batch > 1)
		measure(&cell);
	cell.size = SIZE;
	for (unsigned int i = 0; i < 3; i++) {
		cell.regions = regions[i];
		cell.spread = false;
		measure(&cell);
		cell.spread = true;
		if (!cell.driver && cell.regions > 1)
			measure(&cell);
		if (cell.driver)
			return;
	}
}

/* The argument: which end. */
int main(int argc, char **argv)
{
	static const struct cell shapes[] = { { .buffers = 1 },
		                              { .buffers = 3 },
		                              { .buffers = 3, .indirect = true } };

	for (unsigned int i = 0; i < 24; i++) {
		struct cell cell = shapes[i % 3];

		cell.driver = argc > 1 && strcmp(argv[1], "driver") == 0;
		cell.packed = i / 6 % 2;
		cell.in_order = i / 12;
		cell.batch = i / 3 % 2 ? 32 : 1;
		measure_places(cell);
	}
	return 0;
}
