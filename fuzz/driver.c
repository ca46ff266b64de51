/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile device against the driver end. The input is a list of steps: calls
 * of any message with any room, and what the device does, which sees each
 * allocation of the driver's memory by itself: bytes anywhere in it, used
 * rings, notifications, configuration, status, errors of the transport. Each
 * call has to end exactly once.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/driver_transport.h>

#include "input.h"
#include "lamp_type.h"

#define QUEUES 6
#define BLOCKS 128
#define CALLS  8
#define NATIVE 512

struct block {
	uint8_t *bytes;
	size_t size;
};

struct flight {
	struct vqs_call call;
	_Alignas(16) uint8_t readable[NATIVE];
	_Alignas(16) uint8_t writable[NATIVE];
	struct vqs_segment rooms[8];
	unsigned int room_count;
	bool flying;
};

struct world {
	struct vqs_driver_transport base;
	struct input input;
	struct vqs_driver *driver;
	struct block blocks[BLOCKS];
	struct vqs_ring rings[QUEUES];
	uint16_t used[QUEUES];
	bool started[QUEUES];
	struct flight flights[CALLS];
	uint8_t status, config[LAMP_CONFIG_SIZE];
	uint16_t queue_size;
	struct vqs_features offered;
	bool ring, change;
	unsigned int countdown; /* calls of the transport until one fails; 0: none does */
};

static struct world *of(struct vqs_driver_transport *transport)
{
	return (struct world *)transport;
}

static int outcome(struct world *world)
{
	return world->countdown && --world->countdown == 0 ? -ENOTCONN : 0;
}

/* ---- The transport --------------------------------------------------------------- */

static int device_id(struct vqs_driver_transport *transport, uint16_t *id)
{
	*id = 0;
	return outcome(of(transport));
}

static int offered(struct vqs_driver_transport *transport, struct vqs_features *features)
{
	*features = of(transport)->offered;
	return outcome(of(transport));
}

static int accept_features(struct vqs_driver_transport *transport,
                           const struct vqs_features *features)
{
	MUST(vqs_features_within(features, &of(transport)->offered));
	return outcome(of(transport));
}

static int get_status(struct vqs_driver_transport *transport, uint8_t *status)
{
	*status = of(transport)->status;
	return outcome(of(transport));
}

static int set_status(struct vqs_driver_transport *transport, uint8_t status)
{
	struct world *world = of(transport);

	world->status = status;
	if (status == 0) {
		memset(world->started, 0, sizeof(world->started));
		memset(world->used, 0, sizeof(world->used));
	}
	return outcome(world);
}

static int config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                      uint32_t length)
{
	MUST(offset + length <= LAMP_CONFIG_SIZE);
	memcpy(to, of(transport)->config + offset, length);
	return outcome(of(transport));
}

static int config_put(struct vqs_driver_transport *transport, uint32_t offset,
                      const void *from, uint32_t length)
{
	MUST(offset + length <= LAMP_CONFIG_SIZE);
	memcpy(of(transport)->config + offset, from, length);
	return outcome(of(transport));
}

static int config_generation(struct vqs_driver_transport *transport, uint32_t *generation)
{
	*generation = 0;
	return outcome(of(transport));
}

static int queue_size(struct vqs_driver_transport *transport, uint16_t queue,
                      uint16_t *size)
{
	MUST(queue < QUEUES);
	*size = of(transport)->queue_size;
	return outcome(of(transport));
}

static int queue_start(struct vqs_driver_transport *transport, uint16_t queue,
                       const struct vqs_ring *ring)
{
	struct world *world = of(transport);

	MUST(queue < QUEUES && !world->started[queue]);
	world->rings[queue] = *ring;
	world->started[queue] = true;
	return outcome(world);
}

static int notify(struct vqs_driver_transport *transport, uint32_t notification)
{
	const uint16_t queue = (uint16_t)notification;

	MUST(queue < QUEUES && of(transport)->started[queue]);
	return outcome(of(transport));
}

/* Each allocation stands alone, so that the sanitizer guards its ends. */
static int dma_alloc(struct vqs_driver_transport *transport, size_t size,
                     struct vqs_dma *dma)
{
	struct world *world = of(transport);
	unsigned int i = 0;

	while (i < BLOCKS && world->blocks[i].bytes)
		i++;
	if (i == BLOCKS || outcome(world))
		return -ENOMEM;
	world->blocks[i].bytes = aligned_alloc(4096, (size + 4095) / 4096 * 4096);
	world->blocks[i].size = size;
	MUST(world->blocks[i].bytes);
	memset(world->blocks[i].bytes, 0, size);
	*dma = (struct vqs_dma){ world->blocks[i].bytes, (uint64_t)(i + 1) << 32, size };
	return 0;
}

static void dma_free(struct vqs_driver_transport *transport, const struct vqs_dma *dma)
{
	struct world *world = of(transport);
	unsigned int i = 0;

	while (i < BLOCKS && world->blocks[i].bytes != dma->host)
		i++;
	MUST(i < BLOCKS);
	free(world->blocks[i].bytes);
	world->blocks[i].bytes = NULL;
}

static int descriptor(struct vqs_driver_transport *transport)
{
	(void)transport;
	return -1;
}

static int wait_device(struct vqs_driver_transport *transport, int timeout, bool *used,
                       bool *config)
{
	struct world *world = of(transport);

	(void)timeout;
	*used = world->ring;
	*config = world->change;
	world->ring = world->change = false;
	return outcome(world) ? -ENOTCONN : *used || *config ? 0 : -ETIMEDOUT;
}

static void destroy(struct vqs_driver_transport *transport)
{
	struct world *world = of(transport);

	for (unsigned int i = 0; i < BLOCKS; i++)
		MUST(!world->blocks[i].bytes);
}

static const struct vqs_driver_functions functions = {
	.device_id = device_id,
	.offered = offered,
	.accept = accept_features,
	.get_status = get_status,
	.set_status = set_status,
	.config_get = config_get,
	.config_put = config_put,
	.config_generation = config_generation,
	.queue_size = queue_size,
	.queue_start = queue_start,
	.notify = notify,
	.dma_alloc = dma_alloc,
	.dma_free = dma_free,
	.fd = descriptor,
	.wait = wait_device,
	.destroy = destroy,
};

/* ---- The program ----------------------------------------------------------------- */

static void read_spans(const struct vqs_half *half, const uint8_t *native)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		const struct vqs_span *span = (const void *)(native + field->memory);
		uint8_t bytes[64];
		uint32_t at = 0, got;

		if (field->extent != VQS_COUNTED && field->extent != VQS_REST)
			continue;
		while ((got = vqs_span_read(span, at, bytes, sizeof(bytes))))
			at += got;
		MUST(at == span->length);
	}
}

static void heard(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	(void)self;
	MUST(queue == LAMP_QUEUE_EVENTS);
	read_spans(&message->writable, writable);
}

static void free_rooms(struct flight *flight)
{
	while (flight->room_count)
		free(flight->rooms[--flight->room_count].base);
	flight->flying = false;
}

static void landed(struct vqs_call *call)
{
	struct flight *flight = call->context;

	MUST(flight->flying);
	if (call->result == 0)
		read_spans(&call->message->writable, flight->writable);
	free_rooms(flight);
}

/* Gives each part of variable length some bytes, of the program's own memory. */
static void give_rooms(struct world *world, struct flight *flight,
                       const struct vqs_half *half, uint8_t *native)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		struct vqs_segment *room = &flight->rooms[flight->room_count];
		uint32_t length = input16(&world->input) % 700;

		if ((field->extent != VQS_COUNTED && field->extent != VQS_REST) ||
		    flight->room_count == 8)
			continue;
		*room = (struct vqs_segment){ calloc(1, length + 1), length };
		flight->room_count++;
		*(struct vqs_span *)(void *)(native + field->memory) =
		        (struct vqs_span){ room, 0, length };
	}
}

static void submit(struct world *world)
{
	struct flight *flight = &world->flights[input8(&world->input) % CALLS];
	uint16_t queue = input8(&world->input) % QUEUES;
	const struct vqs_family *family = vqs_type_queue(&lamp_type, queue)->family;
	const struct vqs_message *message =
	        &family->messages[input8(&world->input) % family->message_count];

	if (flight->flying)
		return;
	memset(flight, 0, sizeof(*flight));
	for (unsigned int i = 0; i < 24; i++)
		flight->readable[i] = input8(&world->input);
	give_rooms(world, flight, &message->readable, flight->readable);
	give_rooms(world, flight, &message->writable, flight->writable);
	flight->call = (struct vqs_call){ .message = message,
		                          .readable = flight->readable,
		                          .writable = flight->writable,
		                          .done = landed,
		                          .context = flight };
	flight->flying = true;
	if (vqs_driver_submit(world->driver, queue, &flight->call))
		free_rooms(flight);
}

/* ---- The device ------------------------------------------------------------------ */

static void scribble(struct world *world)
{
	struct block *block = &world->blocks[input8(&world->input) % BLOCKS];
	uint32_t at = input32(&world->input), length = input8(&world->input) % 64;

	if (!block->bytes)
		return;
	for (uint32_t i = 0; i < length; i++)
		block->bytes[(at + i) % block->size] = input8(&world->input);
}

/* Bytes into the writable buffer of an available chain: where a reply would be. */
static void reply(struct world *world)
{
	uint16_t queue = input8(&world->input) % QUEUES, entry = input16(&world->input);
	const struct vqs_ring *ring = &world->rings[queue];
	const uint8_t *descriptor;
	uint64_t address;
	uint32_t length;
	struct block *block;

	if (!world->started[queue])
		return;
	descriptor = (const uint8_t *)ring->descriptors + 16 * (entry % ring->size);
	address = vqs_scalar_get(descriptor, VQS_LE64);
	length = (uint32_t)vqs_scalar_get(descriptor + 8, VQS_LE32);
	block = &world->blocks[((address >> 32) - 1) % BLOCKS];
	for (uint32_t i = 0; i < length && i < 64; i++)
		if (block->bytes && (uint32_t)address + i < block->size)
			block->bytes[(uint32_t)address + i] = input8(&world->input);
}

static void give(struct world *world)
{
	uint16_t queue = input8(&world->input) % QUEUES;
	const struct vqs_ring *ring = &world->rings[queue];
	uint8_t *element;

	if (!world->started[queue])
		return;
	element =
	        (uint8_t *)ring->device_area + 4 + 8 * (world->used[queue] % ring->size);
	vqs_scalar_put(element, VQS_LE32, input8(&world->input));
	vqs_scalar_put(element + 4, VQS_LE32, input16(&world->input));
	world->used[queue]++;
	vqs_scalar_put((uint8_t *)ring->device_area + 2, VQS_LE16, world->used[queue]);
	world->ring = true;
}

/* ---- Both ------------------------------------------------------------------------ */

static void configure(struct world *world)
{
	uint8_t native[NATIVE] = { 0 };

	world->config[input8(&world->input) % LAMP_CONFIG_SIZE] = input8(&world->input);
	vqs_driver_config_read(world->driver, native, NULL);
	vqs_driver_config_write(world->driver, input8(&world->input) % LAMP_CONFIG_FIELDS,
	                        native);
}

static void step(struct world *world)
{
	switch (input8(&world->input) % 10) {
	case 0:
	case 1:
		submit(world);
		break;
	case 2:
	case 3:
		give(world);
		break;
	case 4:
		reply(world);
		break;
	case 5:
		scribble(world);
		break;
	case 6:
		configure(world);
		break;
	case 7:
		world->change = true;
		world->status |= input8(&world->input) & 64;
		break;
	case 8:
		world->countdown = input8(&world->input);
		break;
	case 9:
		vqs_driver_reset(world->driver);
		break;
	}
	vqs_driver_process(world->driver);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct vqs_driver_events events = { .event = heard };
	struct world *world = calloc(1, sizeof(*world));

	MUST(world);
	world->base.functions = &functions;
	world->input = (struct input){ bytes, size };
	world->offered = lamp_type.features;
	world->offered.word[0] |= input64(&world->input);
	vqs_features_add(&world->offered, VQS_F_VERSION_1);
	world->queue_size = input8(&world->input) % 17;
	world->config[0] = 1;
	world->config[2] = LAMP_MODEL_INDOOR;
	world->config[12] = input8(&world->input) % 6;
	if (!vqs_driver_create(&world->driver, &lamp_type, &world->base, NULL, &events,
	                       world)) {
		while (world->input.left)
			step(world);
		vqs_driver_destroy(world->driver);
	}
	for (unsigned int i = 0; i < CALLS; i++)
		MUST(!world->flights[i].flying);
	free(world);
	return 0;
}
