/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile driver and a careless transport against the device end. The input
 * is a list of steps: status and features, configuration space, queues that
 * start, stop and move, chains of any shape and content; and the author's:
 * requests that are held, completed late, failed, events sent.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/device_transport.h>

#include "input.h"
#include "lamp_type.h"

#define BASE   UINT64_C(0x1000)
#define RAM    8192u
#define RINGS  1024u /* each queue's */
#define QUEUES 6
#define SIZE   8
#define HELD   (QUEUES * SIZE * 4)

struct world {
	struct input input;
	struct vqs_device *device;
	struct vqs_region region;
	struct vqs_memory memory;
	struct vqs_request *held[HELD];
	unsigned int held_count;
	_Alignas(4096) uint8_t ram[RAM];
};

static void notify_used(void *transport, uint16_t queue)
{
	(void)transport;
	MUST(queue < QUEUES);
}

static void notify_config(void *transport)
{
	(void)transport;
}

static const struct vqs_device_transport transport = { .notify_used = notify_used,
	                                               .notify_config = notify_config };

/* ---- The author ------------------------------------------------------------------ */

static union {
	uint8_t bytes[256];
	uint64_t align;
} zeroes;

static void read_all(const struct vqs_span *span)
{
	uint8_t to[256];
	uint32_t at = 0, got;

	while ((got = vqs_span_read(span, at, to, sizeof(to))))
		at += got;
	MUST(at == span->length);
}

static void finish(struct world *world, struct vqs_request *request)
{
	uint8_t how = input8(&world->input);

	if (how % 8 == 7 && vqs_request_return(request) == 0)
		return;
	read_all(&request->readable_span);
	if (how % 4 == 0) {
		vqs_request_fail(request, how);
	} else if (!request->message) {
		vqs_request_send(request, lamp_message(LAMP_FAMILY_EVENT, how % 3),
		                 &zeroes);
	} else {
		const struct vqs_half *half = &request->message->writable;

		for (uint32_t i = 0; i < half->field_count; i++) {
			struct vqs_span part = vqs_request_part(request, i);

			vqs_span_write(&part, how, zeroes.bytes, sizeof(zeroes.bytes));
		}
		vqs_request_complete(request, &zeroes);
	}
}

static void hold_or_finish(struct world *world, struct vqs_request *request)
{
	if (input8(&world->input) & 1 && world->held_count < HELD)
		world->held[world->held_count++] = request;
	else
		finish(world, request);
}

static void handler(void *self, struct vqs_request *request)
{
	MUST(request->message && request->queue < QUEUES);
	hold_or_finish(self, request);
}

static int config_write(void *self, uint32_t field, const void *native)
{
	MUST(field < LAMP_CONFIG_FIELDS && native);
	return input8(&((struct world *)self)->input) % 4 ? 0 : -1;
}

static void posted(void *self, uint16_t queue)
{
	struct world *world = self;
	struct vqs_request *request = vqs_device_posted(world->device, queue);

	if (request)
		hold_or_finish(world, request);
}

static void forget(void *self)
{
	((struct world *)self)->held_count = 0;
}

static void complaint(void *self, const char *text)
{
	(void)self;
	MUST(strlen(text) < 256);
}

static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
	handler, handler, handler, handler, handler, handler, handler,
};

static vqs_handler *const bulk_handlers[LAMP_BULK_MESSAGES] = {
	handler,
	handler,
	handler,
	handler,
};

static vqs_handler *const *const handlers[LAMP_FAMILIES] = {
	[LAMP_FAMILY_REQUEST] = request_handlers,
	[LAMP_FAMILY_BULK] = bulk_handlers,
};

static const struct vqs_device_class class = {
	.type = &lamp_type,
	.handlers = handlers,
	.config_write = config_write,
	.posted = posted,
	.reset = forget,
	.complaint = complaint,
};

/* ---- The driver and its transport ------------------------------------------------- */

static uint16_t any_queue(struct world *world)
{
	return input8(&world->input) % (QUEUES + 1);
}

static struct vqs_ring ring_of(struct world *world, uint16_t queue)
{
	uint8_t *at = world->ram + (queue % QUEUES) * RINGS;

	return (struct vqs_ring){
		.size = SIZE,
		.descriptors = at,
		.driver_area = at + 256,
		.device_area = at + 512,
		.features = *vqs_device_negotiated(world->device),
	};
}

/* Four descriptors, two of them good ones as a rule, and one more available. */
static void make_available(struct world *world)
{
	struct input *input = &world->input;
	uint8_t *at = world->ram + (any_queue(world) % QUEUES) * RINGS;
	uint8_t *ring = at + 256, shape = input8(input);
	uint16_t index = (uint16_t)(ring[2] | ring[3] << 8), head = index % SIZE;
	uint32_t bytes = 768 + 16u * head;

	for (unsigned int i = 0; i < 2; i++) {
		uint8_t *descriptor = at + 16 * ((head + i) % SIZE);
		uint64_t address = BASE + (uint64_t)(at - world->ram) + bytes + 128 * i;

		memset(descriptor, 0, 16);
		vqs_scalar_put(descriptor, VQS_LE64,
		               shape & 1 ? input64(input) : address);
		vqs_scalar_put(descriptor + 8, VQS_LE32,
		               shape & 2 ? input32(input) : input8(input) % 100);
		descriptor[12] = shape & 4 ? input8(input) : (uint8_t)(i ? 2 : 1);
		descriptor[14] = (uint8_t)((head + i + 1) % SIZE);
	}
	for (unsigned int i = 0; i < 32; i++)
		at[bytes + i] = input8(input);
	ring[4 + 2 * (index % SIZE)] = shape & 8 ? input8(input) : (uint8_t)head;
	index++;
	ring[2] = (uint8_t)index;
	ring[3] = (uint8_t)(index >> 8);
}

static void start(struct world *world)
{
	uint16_t queue = any_queue(world);
	struct vqs_ring ring = ring_of(world, queue);
	int error;

	ring.position = input8(&world->input);
	if (ring.position & 1) {
		memset(ring.descriptors, 0, RINGS);
		ring.position = 0;
	}
	error = vqs_device_queue_start(world->device, queue, &ring, &world->memory);
	MUST((error == 0) <= vqs_device_queue_started(world->device, queue));
}

static void configure(struct world *world)
{
	uint32_t offset = input8(&world->input) % 40, length = input8(&world->input) % 40;
	uint8_t bytes[40];
	int result;

	for (unsigned int i = 0; i < sizeof(bytes); i++)
		bytes[i] = input8(&world->input);
	result = vqs_device_config_put(world->device, offset, bytes, length);
	MUST((result == -ERANGE) == (offset + length > LAMP_CONFIG_SIZE));
	result = vqs_device_config_get(world->device, offset, bytes, length);
	MUST((result == -ERANGE) == (offset + length > LAMP_CONFIG_SIZE));
	MUST(vqs_device_config_changed(world->device) == 0);
}

static void bring_up(struct world *world)
{
	struct vqs_features some = *vqs_device_offered(world->device);
	uint8_t drop = input8(&world->input);

	/* the driver here writes split rings */
	vqs_features_drop(&some, VQS_F_RING_PACKED);
	if (drop & 1)
		vqs_features_drop(&some, LAMP_F_COLOUR);
	else
		vqs_features_drop(&some, LAMP_F_OLD);
	if (drop & 2)
		some.word[0] ^= input64(&world->input);
	vqs_device_set_status(world->device, 0);
	vqs_device_accept(world->device, &some);
	vqs_device_set_status(world->device, 11);
}

static void complete_held(struct world *world)
{
	unsigned int which;

	if (!world->held_count)
		return;
	which = input8(&world->input) % world->held_count;
	finish(world, world->held[which]);
	world->held[which] = world->held[--world->held_count];
}

/* Stopped, with or without a pause, or reset. */
static void end_queue(struct world *world)
{
	uint16_t queue = any_queue(world);

	switch (input8(&world->input) % 4) {
	case 0:
		vqs_device_queue_pause(world->device, queue);
		break;
	case 1:
		vqs_device_queue_reset(world->device, queue);
		break;
	case 2:
		vqs_device_notified(world->device, queue | (uint32_t)input8(&world->input)
		                                                   << 24);
		break;
	default:
		vqs_device_queue_stop(world->device, queue);
	}
}

static void step(struct world *world)
{
	struct vqs_device *device = world->device;
	uint16_t queue;
	struct vqs_ring ring;

	switch (input8(&world->input) % 16) {
	case 0:
		bring_up(world);
		break;
	case 1:
		vqs_device_set_status(device, input8(&world->input));
		break;
	case 2:
		configure(world);
		break;
	case 3:
	case 4:
		start(world);
		break;
	case 5:
		end_queue(world);
		break;
	case 6:
		queue = any_queue(world);
		ring = ring_of(world, queue);
		vqs_device_queue_move(device, queue, &ring, &world->memory);
		break;
	case 7:
		complete_held(world);
		break;
	case 8:
		vqs_device_send(device, any_queue(world),
		                lamp_message(LAMP_FAMILY_EVENT,
		                             input8(&world->input) % LAMP_EVENT_MESSAGES),
		                &zeroes);
		break;
	case 9:
		vqs_device_begin(device);
		complete_held(world);
		complete_held(world);
		vqs_device_end(device);
		break;
	case 10:
		vqs_device_set_status(device, 15);
		break;
	case 11:
		world->ram[(input8(&world->input) << 8 | input8(&world->input)) % RAM] =
		        input8(&world->input);
		break;
	case 12:
		make_available(world);
		break;
	default:
		make_available(world);
		for (unsigned int i = 0; i < 4; i++)
			vqs_device_queue_notified(device, (uint16_t)i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct lamp_config config = { .max_level = 1,
		                                   .model = 1,
		                                   .bulk_queues = 2 };
	struct world *world = aligned_alloc(_Alignof(struct world), sizeof(*world));

	if (!world)
		return 0;
	memset(world, 0, sizeof(*world));
	world->input = (struct input){ bytes, size };
	world->region = (struct vqs_region){ BASE, RAM, world->ram };
	world->memory = (struct vqs_memory){ &world->region, 1, 1, NULL };
	MUST(vqs_device_create(&world->device, &class, world, &config, NULL) == 0);
	MUST(vqs_device_attach(world->device, &transport, world) == 0);
	bring_up(world);
	start(world);
	vqs_device_set_status(world->device, 15);
	while (world->input.left)
		step(world);
	vqs_device_destroy(world->device);
	MUST(world->memory.references == 1);
	free(world);
	return 0;
}
