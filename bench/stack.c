/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the stack costs over the bare ring, in instructions, for callgrind to
 * count: requests of generated device types on their way from an available
 * buffer notification through the dispatch, the handler and the typed reply to
 * the used ring; and beside it the same chains taken and given by the ring
 * alone. stack.py runs this, has the functions measured_* counted, and prints
 * the difference; each cell is a dump of its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <valgrind/callgrind.h>

#include <vqsmith/device_transport.h>

#include "blk_device.h"
#include "consume.h"
#include "lamp_device.h"

#define SIZE    256
#define BUFFERS 3
#define BASE    UINT64_C(0x40000000)
#define RAM     (1u << 20)
#define DATA    4096
#define WARM    64
#define ROUNDS  512

/* ---- What the authors of the two device types write -------------------------- */

struct lamp {
	uint16_t level;
};

void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked)
{
	lamp->level = asked->level;
	lamp_set_level_done(request);
}

void lamp_get_level(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_get_level_reply reply = { LAMP_STATUS_OK, lamp->level };

	lamp_get_level_done(request, &reply);
}

void lamp_describe(struct lamp *lamp, struct vqs_request *request)
{
	(void)lamp;
	lamp_refuse(request, LAMP_STATUS_FAILED);
}

/* Where the data is goes to whoever moves it. */
struct blk {
	uint64_t sector;
	struct vqs_span data;
};

void blk_in(struct blk *blk, struct vqs_request *request, const struct blk_in *asked)
{
	const struct blk_in_reply reply = { .data = blk_in_data(request),
		                            .status = BLK_S_OK };

	blk->sector = asked->sector;
	blk->data = reply.data;
	blk_in_done(request, &reply);
}

void blk_out(struct blk *blk, struct vqs_request *request, const struct blk_out *asked)
{
	blk->sector = asked->sector;
	blk->data = asked->data;
	blk_out_done(request);
}

void blk_get_id(struct blk *blk, struct vqs_request *request,
                const struct blk_get_id *asked)
{
	(void)blk;
	(void)asked;
	blk_refuse(request, BLK_S_UNSUPP);
}

static struct lamp lamp;
static struct blk blk;

static void complain(void *self, const char *text)
{
	(void)self;
	puts(text);
	abort();
}

static const struct vqs_device_class lamp_class = { .type = &lamp_type,
	                                            .handlers = lamp_handlers,
	                                            .complaint = complain };
static const struct vqs_device_class blk_class = { .type = &blk_type,
	                                           .handlers = blk_handlers,
	                                           .complaint = complain };

/* ---- Requests, as a driver lays them out --------------------------------------- */

struct kind {
	const char *name;
	const struct vqs_device_class *class;
	void *self;
	const void *config;
	uint8_t header[16];
	uint32_t lengths[BUFFERS]; /* 0: no such buffer */
	unsigned int readable;
	uint32_t written; /* by the device */
};

static const struct lamp_config lamp_starts = { .max_level = 0xffff };

#define OF_LAMP .class = &lamp_class, .self = &lamp, .config = &lamp_starts
#define OF_BLK  .class = &blk_class, .self = &blk

static const struct kind kinds[] = {
	{ OF_LAMP, .name = "set_level", .header = { LAMP_SET_LEVEL, [8] = 0x34, 0x12 },
	  .lengths = { 10, 8 }, .readable = 1, .written = 8 },
	{ OF_LAMP, .name = "get_level", .header = { LAMP_GET_LEVEL },
	  .lengths = { 8, 10 }, .readable = 1, .written = 10 },
	{ OF_BLK, .name = "in", .header = { BLK_T_IN, [8] = 0x77 },
	  .lengths = { 16, DATA, 1 }, .readable = 1, .written = DATA + 1 },
	{ OF_BLK, .name = "out", .header = { BLK_T_OUT, [8] = 0x77 },
	  .lengths = { 16, DATA, 1 }, .readable = 2, .written = 1 },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

struct cell {
	const struct kind *kind;
	bool packed, bare;
	unsigned int batch;
};

struct bench {
	const struct cell *cell;
	uint8_t *ram;
	struct vqs_region region;
	struct vqs_memory memory;
	struct vqs_ring ring;
	struct vqs_driver_ring driver;
	struct vqs_driver_slot slots[SIZE];
	struct vqs_buffer buffers[MOST_BATCH][BUFFERS];
	unsigned int count; /* of buffers */
	struct vqs_device *device;
	struct consumer bare; /* or the ring alone, for a device without a stack */
	uint8_t held[SIZE];
	unsigned int notified;
};

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void place(struct bench *bench)
{
	const struct kind *kind = bench->cell->kind;
	uint32_t at = RAM / 2;

	for (unsigned int i = 0; i < MOST_BATCH; i++) {
		memcpy(bench->ram + at, kind->header, sizeof(kind->header));
		for (bench->count = 0;
		     bench->count < BUFFERS && kind->lengths[bench->count];
		     bench->count++) {
			bench->buffers[i][bench->count] =
			        (struct vqs_buffer){ BASE + at,
				                     kind->lengths[bench->count] };
			at += (kind->lengths[bench->count] + 63) & ~63u;
		}
	}
	if (at > RAM)
		abort();
}

/* The areas of the ring lie at the start of the ram. */
static void lay_ring(struct bench *bench)
{
	const struct vqs_driver_ring_storage storage = { .slots = bench->slots };
	struct vqs_ring_need need;

	bench->ring = (struct vqs_ring){ .size = SIZE };
	vqs_features_add(&bench->ring.features, VQS_F_VERSION_1);
	vqs_features_add(&bench->ring.features, VQS_F_EVENT_IDX);
	if (bench->cell->packed)
		vqs_features_add(&bench->ring.features, VQS_F_RING_PACKED);
	need = vqs_ring_need(SIZE, &bench->ring.features);
	bench->ring.descriptors = bench->ram;
	bench->ring.driver_area = bench->ram + ((need.descriptors + 63) & ~(size_t)63);
	bench->ring.device_area = (uint8_t *)bench->ring.driver_area +
	                          ((need.driver_area + 63) & ~(size_t)63);
	if (vqs_driver_ring_init(&bench->driver, &bench->ring, &storage))
		abort();
}

static void notified(void *transport, uint16_t queue)
{
	struct bench *bench = transport;

	(void)queue;
	bench->notified++;
}

static void start_device(struct bench *bench)
{
	static const struct vqs_device_transport transport = { .notify_used = notified };
	const struct kind *kind = bench->cell->kind;
	struct vqs_device_options plain = { .queue_size = SIZE };
	const uint8_t steps[] = { VQS_STATUS_ACKNOWLEDGE, VQS_STATUS_DRIVER,
		                  VQS_STATUS_FEATURES_OK, VQS_STATUS_DRIVER_OK };
	uint8_t status = 0;

	plain.withhold = kind->class->type->features;
	if (vqs_device_create(&bench->device, kind->class, kind->self, kind->config,
	                      &plain) ||
	    vqs_device_attach(bench->device, &transport, bench))
		abort();
	vqs_device_accept(bench->device, &bench->ring.features);
	for (unsigned int i = 0; i < sizeof(steps); i++) {
		status |= steps[i];
		if (steps[i] == VQS_STATUS_DRIVER_OK &&
		    vqs_device_queue_start(bench->device, 0, &bench->ring,
		                           &bench->memory))
			abort();
		vqs_device_set_status(bench->device, status);
	}
	if (!vqs_device_live(bench->device))
		abort();
}

static void start(struct bench *bench, const struct cell *cell)
{
	const struct vqs_device_ring_storage remembered = { bench->held, NULL };

	memset(bench, 0, sizeof(*bench));
	bench->cell = cell;
	bench->ram = must(aligned_alloc(4096, RAM));
	memset(bench->ram, 0, RAM);
	bench->region = (struct vqs_region){ BASE, RAM, bench->ram };
	bench->memory = (struct vqs_memory){ &bench->region, 1, 1, NULL };
	place(bench);
	lay_ring(bench);
	if (!cell->bare)
		start_device(bench);
	else if (vqs_device_ring_init(&bench->bare.ring, &bench->ring, &bench->memory,
	                              &remembered))
		abort();
}

static void stop(struct bench *bench)
{
	vqs_device_destroy(bench->device);
	free(bench->ram);
}

/* ---- What is counted ------------------------------------------------------------- */

__attribute__((noinline)) static void measured_stack(struct bench *bench)
{
	if (vqs_device_queue_notified(bench->device, 0))
		abort();
}

/* ---- Rounds ---------------------------------------------------------------------- */

static void ask(struct bench *bench)
{
	const struct kind *kind = bench->cell->kind;

	for (unsigned int i = 0; i < bench->cell->batch; i++)
		if (vqs_driver_ring_add(&bench->driver, bench->buffers[i], kind->readable,
		                        bench->count - kind->readable, bench))
			abort();
	vqs_driver_ring_publish(&bench->driver);
}

static void collect(struct bench *bench)
{
	struct vqs_done done[MOST_BATCH];
	int count = vqs_driver_ring_reap(&bench->driver, done, MOST_BATCH);

	if (count != (int)bench->cell->batch)
		abort();
	for (int i = 0; !bench->cell->bare && i < count; i++)
		if (done[i].length != bench->cell->kind->written)
			abort();
}

static void run(struct bench *bench, unsigned int rounds)
{
	for (unsigned int i = 0; i < rounds; i++) {
		ask(bench);
		if (bench->cell->bare)
			measured_device(&bench->bare, bench->cell->batch);
		else
			measured_stack(bench);
		collect(bench);
	}
}

/* One line a cell: what stack.py finds again in the name of the dump. */
static void measure(const struct cell *cell)
{
	static struct bench bench;
	char name[100];

	start(&bench, cell);
	run(&bench, WARM);
	CALLGRIND_ZERO_STATS;
	run(&bench, ROUNDS);
	snprintf(name, sizeof(name), "%s %s %s %u %u", cell->bare ? "ring" : "stack",
	         cell->packed ? "packed" : "split", cell->kind->name, cell->batch,
	         cell->batch * ROUNDS);
	CALLGRIND_DUMP_STATS_AT(name);
	stop(&bench);
}

/* The handlers saw what was asked. */
static void judge(void)
{
	if (lamp.level != 0x1234 || blk.sector != 0x77 || blk.data.length != DATA)
		abort();
}

int main(void)
{
	for (unsigned int i = 0; i < KINDS * 8; i++) {
		const struct cell cell = { .kind = &kinds[i / 8],
			                   .packed = i & 1,
			                   .bare = i & 2,
			                   .batch = i & 4 ? 32 : 1 };

		measure(&cell);
	}
	judge();
	return 0;
}
