/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile driver against the device end. The input is a list of steps: the
 * driver's, which write descriptors, ring entries or any bytes into its
 * memory, and the device's calls between them. Rings and buffers share the
 * memory, so a chain may well point at the ring that it is in.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/ring.h>

#include "input.h"

#define LOW      UINT64_C(0x10000)
#define BYTES    2048u /* of each region; the second adjoins the first */
#define REGIONS  3
#define SEGMENTS 96
#define CHAINS   8
#define MAX_SIZE 64

struct world {
	struct input input;
	struct vqs_region regions[REGIONS];
	struct vqs_memory memory;
	struct vqs_ring ring;
	struct vqs_device_ring device;
	uint8_t marks[VQS_QUEUE_SIZE_MAX]; /* the queue's */
	struct vqs_chain held[MAX_SIZE];   /* their segments are not kept */
	unsigned int held_count;
};

static const uint64_t guests[REGIONS] = { LOW, LOW + BYTES,
	                                  UINT64_C(0xfffffffffff00000) };

static unsigned char *ring_bytes(struct world *world)
{
	return world->regions[0].host;
}

static bool packed(const struct world *world)
{
	return vqs_features_has(&world->ring.features, VQS_F_RING_PACKED);
}

/* Packed: as much in flight as a queue can have, or any position. */
static uint32_t some_position(struct world *world)
{
	uint32_t entry;

	if (!packed(world))
		return input16(&world->input);
	entry = input8(&world->input);
	if (entry & 0x40)
		return input32(&world->input);
	return (entry & 0x3f) % world->ring.size * 0x10001u +
	       (entry & 0x80 ? 0x80008000 : 0);
}

/* Descriptors, available and used ring one after another in the first region. */
static void place_ring(struct world *world)
{
	uint8_t options = input8(&world->input);
	struct vqs_ring_need need;
	size_t driver_area;

	world->ring.size = (uint16_t)(1u << (options & 7) % 7);
	if (options & 64) {
		vqs_features_add(&world->ring.features, VQS_F_RING_PACKED);
		world->ring.size -= options >> 7 & (world->ring.size > 1);
	}
	if (options & 8)
		vqs_features_add(&world->ring.features, VQS_F_EVENT_IDX);
	if (options & 16)
		vqs_features_add(&world->ring.features, VQS_F_INDIRECT_DESC);
	if (options & 32)
		world->ring.position = some_position(world);
	need = vqs_ring_need(world->ring.size, &world->ring.features);
	driver_area = need.descriptors + need.driver_area;
	world->ring.descriptors = ring_bytes(world);
	world->ring.driver_area = ring_bytes(world) + need.descriptors;
	world->ring.device_area = ring_bytes(world) + (driver_area + 3) / 4 * 4;
	MUST((driver_area + 3) / 4 * 4 + need.device_area <= BYTES);
}

static bool start(struct world *world, const uint8_t *bytes, size_t size)
{
	memset(world, 0, sizeof(*world));
	world->input = (struct input){ bytes, size };
	for (unsigned int i = 0; i < REGIONS; i++) {
		world->regions[i] =
		        (struct vqs_region){ guests[i], BYTES, calloc(1, BYTES) };
		if (!world->regions[i].host)
			return false;
	}
	world->memory = (struct vqs_memory){ world->regions, REGIONS, 1, NULL };
	place_ring(world);
	return vqs_device_ring_init(&world->device, &world->ring, &world->memory,
	                            world->marks) == 0;
}

/* A place in or just outside the driver's memory, or anything at all. */
static uint64_t some_address(struct input *input)
{
	uint8_t kind = input8(input);

	if (kind == 0xff)
		return input64(input);
	return guests[kind % REGIONS] + input16(input) % (BYTES + 16) -
	       (kind & 0x80 ? 8 : 0);
}

static uint32_t some_length(struct input *input)
{
	uint8_t kind = input8(input);

	if (kind == 0xff)
		return input32(input);
	if (kind & 0x80)
		return kind % 16 * 16;
	return kind;
}

static void write_descriptor(struct world *world)
{
	struct input *input = &world->input;
	uint64_t address = some_address(input);
	uint32_t length = some_length(input);
	uint16_t tail[2];
	uint8_t where = input8(input), flags = input8(input);
	unsigned char *table = world->regions[where & 0x80 ? 1 : 0].host;
	size_t index = where % 0x40;

	tail[0] = flags % 8;
	tail[1] =
	        flags & 0x80 ? input16(input) : (uint16_t)(index + 1 + (flags >> 4) % 4);
	if (packed(world)) { /* id, flags */
		tail[0] = tail[1];
		tail[1] = flags % 8 | (flags & 0x40 ? 0x80 : 0x8000);
	}
	memcpy(table + 16 * index, &address, 8);
	memcpy(table + 16 * index + 8, &length, 4);
	memcpy(table + 16 * index + 12, tail, 4);
}

/*
 * Puts the flags that make the entry available where the device looks next, or
 * some entries further, and perhaps an id; the rest of it is what stands there.
 */
static void make_available_packed(struct world *world, uint8_t how)
{
	uint32_t position = vqs_device_ring_position(&world->device);
	uint32_t entry = (position & 0x7fff) + how % 4;
	bool wrap = position & 0x8000;
	uint8_t flags = input8(&world->input);
	unsigned char *at;

	if (entry >= world->ring.size)
		wrap = !wrap;
	at = ring_bytes(world) + (size_t)(entry % world->ring.size) * 16;
	if (how & 0x10)
		at[12] = flags >> 3;
	at[13] = how & 0x20 ? 0xff : 0;
	at[14] = (uint8_t)(flags % 8 | (wrap ? 0x80 : 0));
	at[15] = wrap ? 0 : 0x80;
	if (how & 0x40)
		at[15] ^= 0x80;
}

static void make_available(struct world *world)
{
	unsigned char *available = world->ring.driver_area;
	uint16_t head = input8(&world->input), index;

	if (packed(world)) {
		make_available_packed(world, head);
		return;
	}
	if (head == 0xff)
		head = input16(&world->input);
	memcpy(&index, available + 2, 2);
	memcpy(available + 4 + 2 * (size_t)(index % world->ring.size), &head, 2);
	index++;
	memcpy(available + 2, &index, 2);
}

static void write_anything(struct world *world)
{
	uint16_t offset = input16(&world->input) % BYTES;
	uint8_t count = input8(&world->input);

	for (unsigned int i = 0; i < count % 16u && offset + i < BYTES; i++)
		ring_bytes(world)[offset + i] = input8(&world->input);
}

static void check_segment(const struct world *world, const struct vqs_segment *segment)
{
	bool inside = false;

	MUST(segment->length > 0);
	for (unsigned int i = 0; i < REGIONS; i++) {
		uintptr_t first = (uintptr_t)world->regions[i].host;
		uintptr_t base = (uintptr_t)segment->base;

		inside |= base >= first && base - first < BYTES &&
		          segment->length <= BYTES - (base - first);
	}
	MUST(inside);
}

static void check_chain(struct world *world, const struct vqs_chain *chain)
{
	uint64_t readable = 0, writable = 0;

	MUST(chain->id < world->ring.size);
	for (unsigned int i = 0; i < world->held_count; i++)
		MUST(world->held[i].id != chain->id);
	for (uint32_t i = 0; i < chain->readable + chain->writable; i++) {
		check_segment(world, &chain->segments[i]);
		*(i < chain->readable ? &readable : &writable) +=
		        chain->segments[i].length;
	}
	MUST(readable == chain->readable_length && writable == chain->writable_length);
	MUST(readable + writable > 0);
}

/* All of the writable half is written, ring or not. */
static void use_chain(struct world *world, const struct vqs_chain *chain)
{
	uint8_t value = input8(&world->input);

	if (value & 1)
		return;
	for (uint32_t i = 0; i < chain->writable; i++)
		memset(chain->segments[chain->readable + i].base, value,
		       chain->segments[chain->readable + i].length);
}

static void take(struct world *world)
{
	size_t room = input8(&world->input) % SEGMENTS;
	struct vqs_segment *segments = calloc(room + 1, sizeof(*segments));
	struct vqs_chain chains[CHAINS];
	enum vqs_fault before = world->device.fault;
	unsigned int count = input8(&world->input) % (CHAINS + 1);
	int taken;

	if (!segments)
		return;
	taken = vqs_device_ring_take(&world->device, chains, count, segments, room);
	MUST(taken == -EIO || (taken >= 0 && taken <= (int)count));
	MUST((taken == -EIO) == (world->device.fault != VQS_FAULT_NONE));
	MUST(!before || world->device.fault == before);
	for (int i = 0; i < taken; i++) {
		check_chain(world, &chains[i]);
		world->held[world->held_count++] = chains[i];
	}
	for (int i = 0; i < taken; i++)
		use_chain(world, &chains[i]);
	MUST(vqs_device_ring_held(&world->device) == world->held_count);
	free(segments);
}

static void give(struct world *world)
{
	unsigned int count = input8(&world->input) % (CHAINS + 1);
	struct vqs_used used[CHAINS];
	int result;

	if (world->device.fault)
		return;
	if (count > world->held_count)
		count = world->held_count;
	for (unsigned int i = 0; i < count; i++) {
		struct vqs_chain *chain =
		        &world->held[input8(&world->input) % world->held_count];

		used[i] = (struct vqs_used){ chain->id, chain->slots,
			                     chain->writable_length };
		*chain = world->held[--world->held_count];
	}
	result = vqs_device_ring_give(&world->device, used, count);
	MUST(result == 0);
	if (count > 0)
		MUST(vqs_device_ring_give(&world->device, used, 1) == -EINVAL);
}

/* A device end that goes on after another; what was held is lost. */
static void start_again(struct world *world)
{
	struct vqs_device_ring before = world->device;
	bool anywhere = input8(&world->input) & 1;
	int result;

	world->ring.position = anywhere ? some_position(world)
	                                : vqs_device_ring_position(&world->device);
	result = vqs_device_ring_init(&world->device, &world->ring, &world->memory,
	                              world->marks);
	MUST(result == 0 || (result == -EINVAL && anywhere && packed(world)));
	if (result)
		world->device = before;
	else
		world->held_count = 0;
}

static void step(struct world *world)
{
	switch (input8(&world->input) % 16) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 4:
		write_descriptor(world);
		break;
	case 5:
	case 6:
	case 7:
		make_available(world);
		break;
	case 8:
		write_anything(world);
		break;
	case 9:
	case 10:
		take(world);
		break;
	case 11:
	case 12:
		give(world);
		break;
	case 13:
		vqs_device_ring_must_notify(&world->device);
		break;
	case 14:
		vqs_device_ring_suppress(&world->device);
		vqs_device_ring_expect(&world->device);
		break;
	default:
		start_again(world);
		break;
	}
}

/* A broken queue is left alone: nothing that is called writes to it. */
static void check_latched(struct world *world)
{
	unsigned char before[BYTES];
	struct vqs_used used = { 0, 1, 0 };
	struct vqs_chain chain;
	struct vqs_segment segment;

	if (!world->device.fault)
		return;
	memcpy(before, ring_bytes(world), BYTES);
	MUST(vqs_device_ring_take(&world->device, &chain, 1, &segment, 1) == -EIO);
	MUST(vqs_device_ring_give(&world->device, &used, 1) == -EIO);
	MUST(!vqs_device_ring_must_notify(&world->device));
	MUST(!vqs_device_ring_expect(&world->device));
	vqs_device_ring_suppress(&world->device);
	MUST(memcmp(before, ring_bytes(world), BYTES) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct world world;

	if (start(&world, bytes, size)) {
		while (world.input.left > 0)
			step(&world);
		check_latched(&world);
	}
	for (unsigned int i = 0; i < REGIONS; i++)
		free(world.regions[i].host);
	return 0;
}
