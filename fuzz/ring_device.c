/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile driver against the device end. The input is a list of steps: the
 * driver's, which write descriptors, ring entries or any bytes into its
 * memory, or a chain that is sound but for one thing; and the device's calls
 * between them. Rings and buffers share the memory, so a chain may well point
 * at the ring that it is in.
 *
 * What is taken is what the plain reference takes, and so is the fault.
 *
 * With CHANGING the driver also writes while a call is under way, between any
 * two accesses of it: see changing.h. Then there is nothing to compare with.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/ring.h>

#include "../tests/ring/reference.h"
#include "changing.h"
#include "input.h"
#include "ring_regions.h"

#define BYTES    REGION_BYTES /* of the region that the ring is in */
#define SEGMENTS 96
#define CHAINS   8
#define MAX_SIZE 64

struct world {
	struct input input;
	struct regions regions;
	struct vqs_ring ring;
	struct vqs_device_ring device;
	struct vqs_device_ring_storage remembered; /* the queue's */
	struct vqs_chain held[MAX_SIZE];           /* their segments are not kept */
	unsigned int held_count;
	unsigned int offered; /* packed: entries beyond the device's position */
	struct reference reference;
};

#ifdef CHANGING
static const bool changes = true;
#else
static const bool changes;
#endif

static void refer(struct world *world)
{
	reference_start(&world->reference, &world->ring, &world->regions.memory,
	                vqs_device_ring_position(&world->device));
}

static unsigned char *ring_bytes(struct world *world)
{
	return world->regions.each[0].host;
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
		if (options & 128)
			world->ring.size =
			        (uint16_t)(1 + input8(&world->input) % MAX_SIZE);
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

static bool remember(struct world *world)
{
	struct vqs_device_ring_storage *remembered = &world->remembered;

	remembered->held = malloc(world->ring.size);
	remembered->turns = malloc(world->ring.size * sizeof(*remembered->turns));
	return remembered->held && remembered->turns;
}

static bool start(struct world *world, const uint8_t *bytes, size_t size)
{
	uint8_t layout;

	memset(world, 0, sizeof(*world));
	world->input = (struct input){ bytes, size };
	layout = input8(&world->input);
	if (!regions_make(&world->regions, layout))
		return false;
	if (layout & 0x80)
		vqs_features_add(&world->ring.features, VQS_F_IN_ORDER);
	place_ring(world);
	if (!remember(world) ||
	    vqs_device_ring_init(&world->device, &world->ring, &world->regions.memory,
	                         &world->remembered))
		return false;
	refer(world);
	return true;
}

static void write_descriptor(struct world *world)
{
	struct input *input = &world->input;
	uint64_t address = some_address(&world->regions, input);
	uint32_t length = some_length(input);
	uint16_t tail[2];
	uint8_t where = input8(input), flags = input8(input);
	unsigned char *table = ring_bytes(world);
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

/* Any id that the device does not hold, from `id` on. */
static uint16_t free_id(const struct world *world, uint8_t id)
{
	uint16_t size = world->ring.size;
	bool busy = true;

	for (uint16_t tried = 0; busy && tried < size; tried++, id++) {
		busy = false;
		for (unsigned int i = 0; i < world->held_count; i++)
			busy |= world->held[i].id == id % size;
	}
	return (uint16_t)((uint8_t)(id - 1) % size);
}

/* One descriptor, in either format; `third` and `fourth` of its 16-bit fields. */
static void put_descriptor(unsigned char *at, uint64_t address, uint32_t length,
                           uint16_t third, uint16_t fourth)
{
	memcpy(at, &address, 8);
	memcpy(at + 8, &length, 4);
	memcpy(at + 12, &third, 2);
	memcpy(at + 14, &fourth, 2);
}

/* Buffers first readable, then writable, into a table or round the ring from `first` on. */
struct sound {
	unsigned char *table;
	unsigned int first, size, count, writable_from;
	uint16_t id, wrap; /* packed: AVAIL and USED of the first round */
	bool in_table;
};

static void put_sound(struct world *world, const struct sound *sound)
{
	for (unsigned int i = 0; i < sound->count; i++) {
		unsigned int entry = sound->first + i;
		uint16_t flags = i < sound->writable_from ? 0 : 2, next;
		uint32_t length;
		uint64_t address = sound_buffer(&world->regions, &world->input, &length);

		if (i + 1 < sound->count)
			flags |= 1;
		next = (uint16_t)((entry + 1) % sound->size);
		if (!packed(world))
			put_descriptor(sound->table + 16 * (entry % sound->size), address,
			               length, flags, next);
		else if (sound->in_table)
			put_descriptor(sound->table + 16 * entry, address, length, 0,
			               flags & 2);
		else
			put_descriptor(sound->table + 16 * (entry % sound->size), address,
			               length, sound->id,
			               flags | (entry >= sound->size
			                                ? sound->wrap ^ 0x8080
			                                : sound->wrap));
	}
}

/* The head that refers to the table of a chain. */
static void put_head(struct world *world, const struct sound *head,
                     const struct sound *table)
{
	uint64_t address = world->regions.each[0].guest +
	                   (uint64_t)(table->table - ring_bytes(world));
	unsigned char *at = head->table + 16 * (head->first % head->size);

	if (packed(world))
		put_descriptor(at, address, 16 * table->count, head->id, 4 | head->wrap);
	else
		put_descriptor(at, address, 16 * table->count, 4, 0);
}

/* A byte of the chain that is not as it should be, one time in four. */
static void spoil(struct world *world, const struct sound *sound)
{
	uint8_t how = input8(&world->input), value;

	if (how & 3)
		return;
	value = input8(&world->input);
	sound->table[(sound->first * 16u + (how >> 2)) % (sound->size * 16u)] ^= value;
}

static void announce(struct world *world, const struct sound *head, unsigned int slots)
{
	unsigned char *available = world->ring.driver_area;
	uint16_t index;

	if (packed(world)) {
		world->offered += slots;
		return;
	}
	memcpy(&index, available + 2, 2);
	memcpy(available + 4 + 2 * (size_t)(index % world->ring.size), &head->first, 2);
	index++;
	memcpy(available + 2, &index, 2);
}

/* A chain as a sound driver makes it, and then perhaps one byte of it otherwise. */
static void offer_sound(struct world *world)
{
	uint32_t position = vqs_device_ring_position(&world->device);
	uint8_t how = input8(&world->input), where = input8(&world->input);
	struct sound head = { .table = ring_bytes(world),
		              .size = world->ring.size,
		              .count = 1 + how % 6u,
		              .id = free_id(world, where) };
	struct sound table;

	if (head.count > head.size)
		head.count = head.size;
	head.writable_from = (how >> 3) % (head.count + 1u);
	head.first = head.id;
	head.wrap = position & 0x8000 ? 0x0080 : 0x8000;
	if (packed(world))
		head.first = (position & 0x7fff) + world->offered;
	if (packed(world) && head.first >= head.size) {
		head.first -= head.size;
		head.wrap ^= 0x8080;
	}
	head.first %= head.size;
	head.in_table = false;
	if (how & 0x80 && BYTES / 16 > head.size + 8u) {
		table = head;
		table.in_table = true;
		table.size = 6;
		table.first = 0;
		table.table += BYTES - 16 * (8 + where % 8u) - where / 64u;
		put_sound(world, &table);
		put_head(world, &head, &table);
		spoil(world, &table);
		head.count = 1;
	} else {
		put_sound(world, &head);
	}
	spoil(world, &head);
	announce(world, &head, head.count);
}

/* What the driver says that it wants to hear: flags or event. */
static void write_event(struct world *world)
{
	unsigned char *area = world->ring.driver_area;
	uint16_t first = input16(&world->input), second = input8(&world->input);

	if (packed(world)) {
		memcpy(area, &first, 2);
		memcpy(area + 2, &second, 2);
	} else if (second & 1) {
		memcpy(area, &first, 2);
	} else {
		memcpy(area + 4 + 2 * (size_t)world->ring.size, &first, 2);
	}
}

static void write_anything(struct world *world)
{
	uint16_t offset = input16(&world->input) % BYTES;
	uint8_t count = input8(&world->input);

	for (unsigned int i = 0; i < count % 16u && offset + i < BYTES; i++)
		ring_bytes(world)[offset + i] = input8(&world->input);
}

static void check_chain(struct world *world, const struct vqs_chain *chain)
{
	uint64_t readable = 0, writable = 0;

	MUST(chain->id < world->ring.size);
	for (unsigned int i = 0; i < world->held_count; i++)
		MUST(world->held[i].id != chain->id);
	for (uint32_t i = 0; i < chain->readable + chain->writable; i++) {
		MUST(chain->segments[i].length > 0);
		MUST(regions_hold(&world->regions, chain->segments[i].base,
		                  chain->segments[i].length));
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

/* What a call of take gave. */
struct taken {
	int count;
	struct vqs_chain chains[CHAINS];
	struct vqs_segment segments[SEGMENTS];
};

static void check_same(const struct world *world, const struct vqs_chain *chains,
                       const struct taken *expected)
{
	MUST(world->device.fault == world->reference.fault);
	for (int i = 0; i < expected->count; i++) {
		const struct vqs_chain *is = &chains[i], *should = &expected->chains[i];

		MUST(is->id == should->id && is->slots == should->slots);
		MUST(is->readable == should->readable &&
		     is->writable == should->writable);
		MUST(is->readable_length == should->readable_length);
		MUST(is->writable_length == should->writable_length);
		for (uint32_t j = 0; j < is->readable + is->writable; j++)
			MUST(is->segments[j].base == should->segments[j].base &&
			     is->segments[j].length == should->segments[j].length);
	}
}

static void take(struct world *world)
{
	static struct taken expected;
	size_t room = input8(&world->input) % SEGMENTS;
	struct vqs_segment *segments = calloc(room + 1, sizeof(*segments));
	struct vqs_chain chains[CHAINS];
	enum vqs_fault before = world->device.fault;
	unsigned int count = input8(&world->input) % (CHAINS + 1);
	int taken;

	if (!segments)
		return;
	if (!changes)
		expected.count = reference_take(&world->reference, expected.chains, count,
		                                expected.segments, room);
	changing_plan(ring_bytes(world), BYTES, &world->input);
	taken = vqs_device_ring_take(&world->device, chains, count, segments, room);
	changing_stop();
	MUST(changes || taken == expected.count);
	if (!changes)
		check_same(world, chains, &expected);
	if (taken < (int)count)
		world->offered = 0;
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
	for (unsigned int i = 0; i < count && !changes; i++)
		reference_give(&world->reference, &used[i], NULL);
	if (count > 0)
		MUST(vqs_device_ring_give(&world->device, used, 1) == -EINVAL);
}

/* As if what was taken last had not been; which that is, the driver may lie about. */
static void untake(struct world *world)
{
	struct vqs_chain *chain = world->held;
	struct vqs_used used = { 0, 0, 0 };
	int id;

	changing_plan(ring_bytes(world), BYTES, &world->input);
	id = vqs_device_ring_newest(&world->device);
	changing_stop();
	if (id < 0) {
		MUST(!vqs_device_ring_untake(&world->device, &used));
		return;
	}
	while (chain < world->held + world->held_count && chain->id != id)
		chain++;
	MUST(chain < world->held + world->held_count);
	used = (struct vqs_used){ chain->id, chain->slots, 0 };
	world->offered = 0;
	MUST(vqs_device_ring_untake(&world->device, &used));
	if (!changes)
		reference_untake(&world->reference, &used);
	*chain = world->held[--world->held_count];
	MUST(vqs_device_ring_held(&world->device) == world->held_count);
}

/* A device end that goes on after another; what was held is lost. */
static void start_again(struct world *world)
{
	struct vqs_device_ring before;
	uint8_t how = input8(&world->input);
	bool anywhere = how & 1;
	int result;

	for (unsigned int i = 0; i < how >> 4; i++)
		untake(world);
	if (how & 2)
		return;
	before = world->device;

	world->ring.position = anywhere ? some_position(world)
	                                : vqs_device_ring_position(&world->device);
	world->offered = 0;
	result = vqs_device_ring_init(&world->device, &world->ring,
	                              &world->regions.memory, &world->remembered);
	MUST(result == 0 || (result == -EINVAL && anywhere && packed(world)));
	if (result) {
		world->device = before;
		return;
	}
	world->held_count = 0;
	refer(world);
}

/*
 * Another table of regions, in which the ring stands as it did: what is held by then
 * points into the old one, and is forgotten here.
 */
static void move(struct world *world)
{
	struct regions next;
	unsigned char *ring = ring_bytes(world);
	struct vqs_ring moved = world->ring;
	uint8_t which = input8(&world->input);

	if (!regions_make(&next, which)) {
		regions_free(&next);
		return;
	}
	memcpy(next.each[0].host, ring, BYTES);
	regions_free(&world->regions);
	world->regions = next;
	world->regions.memory.regions = world->regions.each;
	ring = ring_bytes(world);
	moved.driver_area = ring + ((unsigned char *)moved.driver_area -
	                            (unsigned char *)moved.descriptors);
	moved.device_area = ring + ((unsigned char *)moved.device_area -
	                            (unsigned char *)moved.descriptors);
	moved.descriptors = ring;
	world->ring = moved;
	MUST(vqs_device_ring_move(&world->device, &moved, &world->regions.memory) == 0);
	world->reference.ring = moved;
}

static void step(struct world *world)
{
	switch (input8(&world->input) % 24) {
	case 16:
	case 17:
	case 18:
	case 19:
	case 20:
		offer_sound(world);
		break;
	case 21:
		take(world);
		break;
	case 22:
		write_event(world);
		break;
	case 23:
		move(world);
		break;
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
		if (!changes)
			reference_expect(&world->reference);
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
	regions_free(&world.regions);
	free(world.remembered.held);
	free(world.remembered.turns);
	return 0;
}
