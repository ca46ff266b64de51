/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device end once more, in the plainest words.
 *
 * virtio 1.4, Split Virtqueues; Packed Virtqueues.
 */
#include "reference.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BYTES     16 /* of a descriptor */
#define NEXT      1
#define WRITE     2
#define INDIRECT  4
#define AVAILABLE 0x0080
#define USED      0x8000

/* Two of its numbers are flags and next in the split format, id and flags in the packed. */
struct descriptor {
	uint64_t address;
	uint32_t length;
	uint16_t third, fourth;
};

/* One chain that is being walked. */
struct walk {
	struct vqs_chain *chain;
	size_t room; /* segments that are left */
	uint64_t length[2];
	uint16_t segments[2];
	bool writable;
};

/* Descriptors of the queue itself, or at an address of the driver. */
struct table {
	const unsigned char *base;
	uint64_t guest;
	size_t entries;
};

static uint64_t get(const unsigned char *bytes, unsigned int count)
{
	uint64_t value = 0;

	while (count-- > 0)
		value = value << 8 | bytes[count];
	return value;
}

static void put(unsigned char *bytes, uint64_t value, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
}

static const struct vqs_region *region_of(const struct reference *reference,
                                          uint64_t guest)
{
	for (unsigned int i = 0; i < reference->memory->count; i++) {
		const struct vqs_region *region = &reference->memory->regions[i];

		if (guest >= region->guest && guest - region->guest < region->size)
			return region;
	}
	return NULL;
}

/* How many of these bytes the region of the first one holds; 0: it is in none. */
static uint64_t part_of(const struct reference *reference, uint64_t guest,
                        uint64_t length, unsigned char **host)
{
	const struct vqs_region *region = region_of(reference, guest);
	uint64_t most;

	if (!region)
		return 0;
	*host = (unsigned char *)region->host + (guest - region->guest);
	most = region->size - (guest - region->guest);
	return length < most ? length : most;
}

/* Its length is not 0. */
static bool goes_round(uint64_t guest, uint64_t length)
{
	return guest + (length - 1) < guest;
}

static bool in_memory(const struct reference *reference, uint64_t guest, uint64_t length)
{
	unsigned char *host;

	if (goes_round(guest, length))
		return false;
	while (length > 0) {
		uint64_t part = part_of(reference, guest, length, &host);

		if (part == 0)
			return false;
		guest += part;
		length -= part;
	}
	return true;
}

static struct descriptor descriptor_at(const struct reference *reference,
                                       const struct table *table, size_t index)
{
	unsigned char bytes[BYTES];
	const uint64_t guest = table->guest + index * BYTES;

	if (table->base)
		memcpy(bytes, table->base + index * BYTES, BYTES);
	for (uint64_t done = 0, part; done < BYTES && !table->base; done += part) {
		unsigned char *host;

		part = part_of(reference, guest + done, BYTES - done, &host);
		if (part == 0)
			abort(); /* all of a table is in memory */
		memcpy(bytes + done, host, part);
	}
	return (struct descriptor){ get(bytes, 8), (uint32_t)get(bytes + 8, 4),
		                    (uint16_t)get(bytes + 12, 2),
		                    (uint16_t)get(bytes + 14, 2) };
}

static enum vqs_fault add(const struct reference *reference, struct walk *walk,
                          struct descriptor buffer, bool writable)
{
	if (walk->writable && !writable)
		return VQS_FAULT_ORDER;
	walk->writable = writable;
	walk->length[writable] += buffer.length;
	if (buffer.length > 0 && goes_round(buffer.address, buffer.length))
		return VQS_FAULT_ADDRESS;
	while (buffer.length > 0) {
		struct vqs_segment *segment =
		        &walk->chain->segments[walk->segments[0] + walk->segments[1]];
		unsigned char *host;
		uint64_t part = part_of(reference, buffer.address, buffer.length, &host);

		if (part == 0)
			return VQS_FAULT_ADDRESS;
		if (walk->room == 0)
			return VQS_FAULT_TOO_LONG;
		walk->room--;
		walk->segments[writable]++;
		*segment = (struct vqs_segment){ host, (uint32_t)part };
		buffer.address += part;
		buffer.length -= (uint32_t)part;
	}
	return VQS_FAULT_NONE;
}

static enum vqs_fault enter(const struct reference *reference,
                            struct descriptor referring, struct table *table)
{
	const uint32_t length = referring.length;

	if (!reference->indirect)
		return VQS_FAULT_INDIRECT_UNASKED;
	if (length == 0 || length % BYTES != 0 || length / BYTES > VQS_QUEUE_SIZE_MAX)
		return VQS_FAULT_INDIRECT_LENGTH;
	if (!in_memory(reference, referring.address, length))
		return VQS_FAULT_ADDRESS;
	*table = (struct table){ NULL, referring.address, length / BYTES };
	return VQS_FAULT_NONE;
}

static enum vqs_fault finish(struct walk *walk, uint16_t id, uint16_t slots)
{
	const uint64_t most = UINT64_C(1) << 32, all = walk->length[0] + walk->length[1];

	if (all == 0 || all > most || walk->length[0] == most || walk->length[1] == most)
		return VQS_FAULT_LENGTH;
	walk->chain->id = id;
	walk->chain->slots = slots;
	walk->chain->readable = walk->segments[0];
	walk->chain->writable = walk->segments[1];
	walk->chain->readable_length = (uint32_t)walk->length[0];
	walk->chain->writable_length = (uint32_t)walk->length[1];
	return VQS_FAULT_NONE;
}

/* ---- Split ----------------------------------------------------------------- */

static enum vqs_fault walk_split(const struct reference *reference, struct walk *walk,
                                 uint16_t index)
{
	struct table table = { reference->ring.descriptors, 0, reference->ring.size };
	size_t left = table.entries;

	while (left-- > 0) {
		struct descriptor now = descriptor_at(reference, &table, index);
		enum vqs_fault fault;

		if (now.third & INDIRECT) {
			if (!table.base)
				return VQS_FAULT_INDIRECT_NESTED;
			if (now.third & NEXT)
				return reference->indirect ? VQS_FAULT_INDIRECT_NESTED
				                           : VQS_FAULT_INDIRECT_UNASKED;
			fault = enter(reference, now, &table);
			left = table.entries;
			now.third = NEXT;
			now.fourth = 0;
		} else {
			fault = add(reference, walk, now, now.third & WRITE);
		}
		if (fault || !(now.third & NEXT))
			return fault;
		if (now.fourth >= table.entries)
			return VQS_FAULT_NEXT_RANGE;
		index = now.fourth;
	}
	return VQS_FAULT_LOOP;
}

static enum vqs_fault take_split(struct reference *reference, struct walk *walk)
{
	const unsigned char *area = reference->ring.driver_area;
	const uint16_t size = reference->ring.size;
	uint16_t head = (uint16_t)get(area + 4 + 2 * (size_t)(reference->next % size), 2);
	enum vqs_fault fault;

	if (head >= size)
		return VQS_FAULT_HEAD_RANGE;
	if (reference->held[head])
		return VQS_FAULT_ID_BUSY;
	fault = walk_split(reference, walk, head);
	if (!fault)
		fault = finish(walk, head, 1);
	if (!fault) {
		reference->held[head] = true;
		reference->next++;
	}
	return fault;
}

/* How many are available, as far as a call for so many has to know. */
static enum vqs_fault look_split(struct reference *reference, unsigned int count,
                                 unsigned int *available)
{
	uint16_t index =
	        (uint16_t)get((unsigned char *)reference->ring.driver_area + 2, 2);
	uint16_t known = reference->seen - reference->next;
	uint16_t now = index - reference->next;

	*available = known;
	if (known >= count)
		return VQS_FAULT_NONE;
	if (now > reference->ring.size || now < known)
		return VQS_FAULT_INDEX_JUMP;
	reference->seen = index;
	*available = now;
	return VQS_FAULT_NONE;
}

/* ---- Packed ---------------------------------------------------------------- */

static bool available_packed(const struct reference *reference)
{
	const struct table ring = { reference->ring.descriptors, 0, 0 };
	uint16_t flags = descriptor_at(reference, &ring, reference->next).fourth;

	return reference->entries < reference->ring.size &&
	       (flags & (AVAILABLE | USED)) == (reference->next_wrap ? AVAILABLE : USED);
}

static enum vqs_fault walk_table(const struct reference *reference, struct walk *walk,
                                 struct descriptor referring)
{
	struct table table;
	enum vqs_fault fault = enter(reference, referring, &table);

	for (size_t i = 0; !fault && i < table.entries; i++) {
		struct descriptor now = descriptor_at(reference, &table, i);

		fault = add(reference, walk, now, now.fourth & WRITE);
	}
	return fault;
}

/* *slots: entries of the ring; *id: of the last of them. */
static enum vqs_fault walk_packed(const struct reference *reference, struct walk *walk,
                                  uint16_t *slots, uint16_t *id)
{
	const struct table ring = { reference->ring.descriptors, 0, 0 };
	const uint16_t size = reference->ring.size;

	for (*slots = 0; *slots < size - reference->entries;) {
		struct descriptor now = descriptor_at(reference, &ring,
		                                      (reference->next + *slots) % size);
		enum vqs_fault fault;

		*id = now.third;
		++*slots;
		if (*slots == 1 && (now.fourth & (INDIRECT | NEXT)) == INDIRECT)
			return walk_table(reference, walk, now);
		if (now.fourth & INDIRECT)
			return reference->indirect ? VQS_FAULT_INDIRECT_NESTED
			                           : VQS_FAULT_INDIRECT_UNASKED;
		fault = add(reference, walk, now, now.fourth & WRITE);
		if (fault || !(now.fourth & NEXT))
			return fault;
	}
	return VQS_FAULT_LOOP;
}

static void go_on(uint16_t *entry, bool *wrap, unsigned int slots, uint16_t size)
{
	*wrap ^= *entry + slots >= size;
	*entry = (uint16_t)((*entry + slots) % size);
}

static enum vqs_fault take_packed(struct reference *reference, struct walk *walk)
{
	const uint16_t size = reference->ring.size;
	uint16_t slots, id;
	enum vqs_fault fault = walk_packed(reference, walk, &slots, &id);

	if (!fault)
		fault = finish(walk, id, slots);
	if (fault)
		return fault;
	if (id >= size)
		return VQS_FAULT_HEAD_RANGE;
	if (reference->held[id])
		return VQS_FAULT_ID_BUSY;
	reference->held[id] = true;
	reference->entries += slots;
	go_on(&reference->next, &reference->next_wrap, slots, size);
	return VQS_FAULT_NONE;
}

/* ---- Both ------------------------------------------------------------------ */

static void start_split(struct reference *reference, uint32_t position)
{
	const unsigned char *area = reference->ring.device_area;

	reference->next = reference->seen = (uint16_t)position;
	reference->used = (uint16_t)get(area + 2, 2);
}

/* What a predecessor had taken stays in flight. */
static void start_packed(struct reference *reference, uint32_t position)
{
	const uint16_t size = reference->ring.size;

	reference->next = position & 0x7fff;
	reference->next_wrap = position & 0x8000;
	reference->used = position >> 16 & 0x7fff;
	reference->used_wrap = position >> 31;
	reference->entries = (unsigned int)(reference->next - reference->used) +
	                     (reference->next_wrap != reference->used_wrap ? size : 0);
}

void reference_start(struct reference *reference, const struct vqs_ring *ring,
                     const struct vqs_memory *memory, uint32_t position)
{
	memset(reference, 0, sizeof(*reference));
	reference->ring = *ring;
	reference->memory = memory;
	reference->packed = vqs_features_has(&ring->features, VQS_F_RING_PACKED);
	reference->indirect = vqs_features_has(&ring->features, VQS_F_INDIRECT_DESC);
	reference->in_order = vqs_features_has(&ring->features, VQS_F_IN_ORDER);
	if (reference->packed)
		start_packed(reference, position);
	else
		start_split(reference, position);
}

static enum vqs_fault take_one(struct reference *reference, struct walk *walk)
{
	enum vqs_fault fault = reference->packed ? take_packed(reference, walk)
	                                         : take_split(reference, walk);

	if (!fault && reference->in_order)
		reference->turns[reference->turn_count++] = walk->chain->used;
	return fault;
}

int reference_take(struct reference *reference, struct vqs_chain *chains,
                   unsigned int count, struct vqs_segment *segments, size_t room)
{
	unsigned int taken = 0, available = count;
	enum vqs_fault fault = reference->fault;

	if (!fault && !reference->packed)
		fault = look_split(reference, count, &available);
	while (!fault && taken < count && taken < available) {
		struct walk walk = { .chain = &chains[taken], .room = room };

		if (reference->packed && !available_packed(reference))
			break;
		walk.chain->segments = segments;
		fault = take_one(reference, &walk);
		if (fault && taken > 0)
			return (int)taken;
		if (!fault) {
			segments += walk.segments[0] + walk.segments[1];
			room = walk.room;
			taken++;
		}
	}
	reference->fault = fault;
	return fault ? -EIO : (int)taken;
}

void reference_expect(struct reference *reference)
{
	unsigned int available;

	if (!reference->fault && !reference->packed)
		reference->fault = look_split(reference, UINT32_MAX, &available);
}

void reference_untake(struct reference *reference, const struct vqs_used *used)
{
	const uint16_t size = reference->ring.size;

	reference->held[used->id] = false;
	if (reference->in_order)
		reference->turn_count--;
	if (!reference->packed) {
		reference->next--;
		return;
	}
	reference->entries -= used->slots;
	reference->next_wrap ^= reference->next < used->slots;
	reference->next = (uint16_t)((reference->next + size - used->slots) % size);
}

/* ---- Giving ---------------------------------------------------------------- */

static void tell_packed(struct reference *reference, const struct vqs_used *used,
                        unsigned char *area)
{
	const uint16_t round = reference->used_wrap ? AVAILABLE | USED : 0;

	if (area) {
		unsigned char *at = area + (size_t)reference->used * BYTES;

		put(at + 8, used->length, 4);
		put(at + 12, used->id, 2);
		put(at + 14, round | (used->length > 0 ? WRITE : 0), 2);
	}
	reference->entries -= used->slots;
	go_on(&reference->used, &reference->used_wrap, used->slots, reference->ring.size);
}

static void tell_split(struct reference *reference, const struct vqs_used *used,
                       unsigned char *area)
{
	const size_t entry = reference->used++ % reference->ring.size;

	if (!area)
		return;
	put(area + 4 + 8 * entry, used->id, 4);
	put(area + 4 + 8 * entry + 4, used->length, 4);
	put(area + 2, reference->used, 2);
}

static void tell(struct reference *reference, const struct vqs_used *used,
                 unsigned char *area)
{
	reference->held[used->id] = false;
	if (reference->packed)
		tell_packed(reference, used, area);
	else
		tell_split(reference, used, area);
}

void reference_give(struct reference *reference, const struct vqs_used *used,
                    unsigned char *area)
{
	struct vqs_used *const turns = reference->turns;

	if (!reference->in_order) {
		tell(reference, used, area);
		return;
	}
	reference->waits[used->id] = true;
	for (unsigned int i = 0; i < reference->turn_count; i++)
		if (turns[i].id == used->id)
			turns[i] = *used;
	while (reference->turn_count > 0 && reference->waits[turns[0].id]) {
		reference->waits[turns[0].id] = false;
		tell(reference, &turns[0], area);
		memmove(turns, turns + 1, --reference->turn_count * sizeof(*turns));
	}
}
