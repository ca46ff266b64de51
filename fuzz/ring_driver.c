/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile device against the driver end. The input is a list of steps: the
 * driver's calls, and between them what the device writes, into the used ring
 * or anywhere into the three areas: anything, or a chain given back as a sound
 * device does but for one thing. With CHANGING it also writes while a call is
 * under way: see changing.h.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/ring.h>

#include "changing.h"
#include "input.h"

#define MAX_SIZE    64
#define MAX_BUFFERS 12
#define MAX_DONE    8

enum state { NOT_IN_FLIGHT, ADDED, PUBLISHED };

/* What the driver's caller knows of a chain: the token points at it. */
struct request {
	enum state state;
	uint32_t writable_length;
};

struct world {
	struct input input;
	struct vqs_ring ring;
	struct vqs_ring_need need;
	struct vqs_driver_ring_storage storage;
	struct vqs_driver_ring driver;
	struct request requests[MAX_SIZE];
};

static bool start(struct world *world, const uint8_t *bytes, size_t size)
{
	uint8_t options, more;

	memset(world, 0, sizeof(*world));
	world->input = (struct input){ bytes, size };
	options = input8(&world->input);
	world->ring.size = (uint16_t)(1u << (options & 7) % 7);
	if (options & 64) {
		vqs_features_add(&world->ring.features, VQS_F_RING_PACKED);
		if (options & 128)
			world->ring.size =
			        (uint16_t)(1 + input8(&world->input) % MAX_SIZE);
	}
	if (options & 8)
		vqs_features_add(&world->ring.features, VQS_F_EVENT_IDX);
	if (options & 16)
		vqs_features_add(&world->ring.features, VQS_F_INDIRECT_DESC);
	if (options & 32)
		world->ring.position = input16(&world->input);
	if (options & 64)
		world->ring.position = world->ring.position % world->ring.size |
		                       (world->ring.position & VQS_QUEUE_SIZE_MAX);
	world->need = vqs_ring_need(world->ring.size, &world->ring.features);
	world->ring.descriptors = malloc(world->need.descriptors);
	world->ring.driver_area = malloc(world->need.driver_area);
	world->ring.device_area = malloc(world->need.device_area);
	world->storage.slots = malloc(world->ring.size * sizeof(*world->storage.slots));
	more = input8(&world->input);
	if (more & 0x80)
		vqs_features_add(&world->ring.features, VQS_F_IN_ORDER);
	world->storage.indirect_entries = more % 8;
	if (world->storage.indirect_entries > 0)
		world->storage.indirect = malloc(
		        (size_t)16 * world->storage.indirect_entries * world->ring.size);
	if (!world->ring.descriptors || !world->ring.driver_area ||
	    !world->ring.device_area || !world->storage.slots)
		return false;
	return vqs_driver_ring_init(&world->driver, &world->ring, &world->storage) == 0;
}

static void stop(struct world *world)
{
	free(world->ring.descriptors);
	free(world->ring.driver_area);
	free(world->ring.device_area);
	free(world->storage.slots);
	free(world->storage.indirect);
}

static struct request *idle_request(struct world *world)
{
	for (unsigned int i = 0; i < MAX_SIZE; i++)
		if (world->requests[i].state == NOT_IN_FLIGHT)
			return &world->requests[i];
	return NULL;
}

static void add(struct world *world)
{
	struct vqs_buffer buffers[MAX_BUFFERS];
	unsigned int readable = input8(&world->input) % (MAX_BUFFERS / 2 + 1);
	unsigned int writable = input8(&world->input) % (MAX_BUFFERS / 2 + 1);
	struct request *request = idle_request(world);
	uint64_t writable_length = 0;
	int result;

	if (!request)
		return;
	for (unsigned int i = 0; i < readable + writable; i++) {
		uint8_t length = input8(&world->input);

		buffers[i].address = (uintptr_t)request;
		buffers[i].length = length == 0xff ? input32(&world->input) : length;
		if (i >= readable)
			writable_length += buffers[i].length;
	}
	result =
	        vqs_driver_ring_add(&world->driver, buffers, readable, writable, request);
	MUST(world->driver.fault ? result == -EIO : 1);
	MUST(result == 0 || result == -ENOSPC || result == -EINVAL || result == -EIO);
	if (result == 0) {
		request->state = ADDED;
		request->writable_length = (uint32_t)writable_length;
	}
}

static void publish(struct world *world)
{
	vqs_driver_ring_publish(&world->driver);
	if (world->driver.fault)
		return;
	for (unsigned int i = 0; i < MAX_SIZE; i++)
		if (world->requests[i].state == ADDED)
			world->requests[i].state = PUBLISHED;
}

static void reap(struct world *world)
{
	unsigned int count = input8(&world->input) % (MAX_DONE + 1);
	enum vqs_fault before = world->driver.fault;
	struct vqs_done done[MAX_DONE];
	bool packed = vqs_features_has(&world->ring.features, VQS_F_RING_PACKED);
	int reaped;

	changing_plan(
	        packed ? world->ring.descriptors : world->ring.device_area,
	        (uint16_t)(packed ? world->need.descriptors : world->need.device_area),
	        &world->input);
	reaped = vqs_driver_ring_reap(&world->driver, done, count);
	changing_stop();
	MUST(reaped == -EIO || (reaped >= 0 && reaped <= (int)count));
	MUST((reaped == -EIO) == (world->driver.fault != VQS_FAULT_NONE));
	MUST(!before || world->driver.fault == before);
	for (int i = 0; i < reaped; i++) {
		struct request *request = done[i].token;

		MUST(request >= world->requests && request < world->requests + MAX_SIZE);
		MUST(request->state == PUBLISHED);
		MUST(done[i].length <= request->writable_length);
		request->state = NOT_IN_FLIGHT;
	}
}

/* A used descriptor where the driver looks next; the rest of the id says how. */
static void use_packed(struct world *world, const uint32_t entry[2])
{
	unsigned char *at = world->ring.descriptors;
	uint16_t id = entry[0] % 0x40 == 0x3f ? (uint16_t)(entry[0] >> 8)
	                                      : (uint16_t)(entry[0] % 0x40);
	uint16_t flags = world->driver.used_flags;

	if (!(entry[0] & 0x80))
		flags |= 2;
	if (entry[0] & 0x40)
		flags ^= (uint16_t)entry[1];
	at += (size_t)world->driver.next_used * 16;
	memcpy(at + 8, &entry[1], 4);
	memcpy(at + 12, &id, 2);
	memcpy(at + 14, &flags, 2);
}

static void use(struct world *world)
{
	unsigned char *used = world->ring.device_area;
	bool packed = vqs_features_has(&world->ring.features, VQS_F_RING_PACKED);
	uint32_t entry[2] = { input8(&world->input), input8(&world->input) };
	uint16_t index;

	if (entry[0] == 0xff)
		entry[0] = input32(&world->input);
	if (entry[1] == 0xff)
		entry[1] = input32(&world->input);
	if (packed) {
		use_packed(world, entry);
		return;
	}
	memcpy(&index, used + 2, 2);
	memcpy(used + 4 + 8 * (size_t)(index % world->ring.size), entry, 8);
	index++;
	memcpy(used + 2, &index, 2);
}

/* An id that is in flight, from one on; or that one. */
static uint16_t id_in_flight(const struct world *world, uint8_t from)
{
	const uint16_t size = world->ring.size;

	for (uint16_t i = 0; i < size; i++)
		if (world->storage.slots[(from + i) % size].descriptors > 0)
			return (from + i) % size;
	return from % size;
}

/* Gives one back, a byte of it perhaps not as it should be. */
static void use_sound(struct world *world)
{
	uint8_t from = input8(&world->input), how = input8(&world->input);
	uint32_t id = id_in_flight(world, from), length = how % 64;
	unsigned char *used = world->ring.device_area;
	uint16_t index;

	if (how & 0x80)
		id = (id ^ input8(&world->input)) & 0xffff;
	if (vqs_features_has(&world->ring.features, VQS_F_RING_PACKED)) {
		unsigned char *at = world->ring.descriptors;
		uint16_t flags = world->driver.used_flags | (how & 0x40 ? 2 : 0);

		at += (size_t)world->driver.next_used * 16;
		memcpy(at + 8, &length, 4);
		memcpy(at + 12, &id, 2);
		memcpy(at + 14, &flags, 2);
		return;
	}
	memcpy(&index, used + 2, 2);
	used += 4 + 8 * (size_t)(index % world->ring.size);
	memcpy(used, &id, 4);
	memcpy(used + 4, &length, 4);
	index++;
	memcpy((unsigned char *)world->ring.device_area + 2, &index, 2);
}

/* What the device says that it wants to hear: flags or event. */
static void write_event(struct world *world)
{
	unsigned char *area = world->ring.device_area;
	uint16_t first = input16(&world->input), second = input8(&world->input);

	if (vqs_features_has(&world->ring.features, VQS_F_RING_PACKED)) {
		memcpy(area, &first, 2);
		memcpy(area + 2, &second, 2);
	} else if (second & 1) {
		memcpy(area, &first, 2);
	} else {
		memcpy(area + 4 + 8 * (size_t)world->ring.size, &first, 2);
	}
}

/* The device scribbles, also where only the driver may write. */
static void write_anything(struct world *world)
{
	const size_t sizes[3] = { world->need.descriptors, world->need.driver_area,
		                  world->need.device_area };
	unsigned char *const areas[3] = { world->ring.descriptors,
		                          world->ring.driver_area,
		                          world->ring.device_area };
	unsigned int which = input8(&world->input) % 3;
	size_t offset = input16(&world->input) % sizes[which];
	uint8_t count = input8(&world->input);

	for (size_t i = offset; i < offset + count % 16u && i < sizes[which]; i++)
		areas[which][i] = input8(&world->input);
}

static void step(struct world *world)
{
	switch (input8(&world->input) % 24) {
	case 16:
	case 17:
	case 18:
	case 19:
		use_sound(world);
		break;
	case 20:
		write_event(world);
		break;
	case 21:
	case 22:
		reap(world);
		break;
	case 23:
	case 0:
	case 1:
	case 2:
	case 3:
	case 4:
		add(world);
		break;
	case 5:
	case 6:
		publish(world);
		break;
	case 7:
	case 8:
	case 9:
	case 10:
		use(world);
		break;
	case 11:
	case 12:
	case 13:
		reap(world);
		break;
	case 14:
		write_anything(world);
		break;
	default:
		vqs_driver_ring_suppress(&world->driver);
		vqs_driver_ring_expect(&world->driver);
		break;
	}
}

/* Whatever the device did: each chain in flight is handed out once, and no other. */
static void check_detach(struct world *world)
{
	struct request *request;

	while ((request = vqs_driver_ring_detach(&world->driver))) {
		MUST(request >= world->requests && request < world->requests + MAX_SIZE);
		MUST(request->state != NOT_IN_FLIGHT);
		request->state = NOT_IN_FLIGHT;
	}
	for (unsigned int i = 0; i < MAX_SIZE; i++)
		MUST(world->requests[i].state == NOT_IN_FLIGHT);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct world world;

	if (start(&world, bytes, size)) {
		while (world.input.left > 0)
			step(&world);
		check_detach(&world);
	}
	stop(&world);
	return 0;
}
