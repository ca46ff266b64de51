/* SPDX-License-Identifier: BSD-3-Clause */
/* A queue on which each call of the device end is made twice. */
#include "lockstep.h"

#include <stdlib.h>
#include <string.h>

#define MOST_CHAINS   64
#define MOST_SEGMENTS 600
#define GUARD         3
#define UNTOUCHED     0x5a

/* What a call gave. */
struct outcome {
	int result;
	struct vqs_chain chains[MOST_CHAINS + 1];
	struct vqs_segment segments[MOST_SEGMENTS + GUARD];
};

uint64_t lockstep_any(struct lockstep *lockstep, uint64_t below)
{
	uint64_t z = lockstep->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % below;
}

static void must(const struct lockstep *lockstep, bool holds, const char *what)
{
	if (holds)
		return;
	print_error("case:");
	for (unsigned int i = 0; i < PAIR_COUNT(lockstep->note); i++)
		print_error(" %u", lockstep->note[i]);
	fail_msg("%s (faults: %s; reference: %s)", what,
	         vqs_fault_text(lockstep->pair.device.fault),
	         vqs_fault_text(lockstep->reference.fault));
}

void lockstep_again(struct lockstep *lockstep, uint16_t position)
{
	struct pair *pair = &lockstep->pair;

	/* the packed place that a position cannot say: the same entry one round later */
	if (pair_packed() && pair_place(position, pair->ring.size) == 0)
		position += pair->ring.size;
	pair_again(pair, position);
	reference_start(&lockstep->reference, &pair->ring, &pair->memory,
	                vqs_device_ring_position(&pair->device));
	lockstep->held_count = 0;
	memset(lockstep->owner, 0, sizeof(lockstep->owner));
	memset(lockstep->given, 0, sizeof(lockstep->given));
	lockstep->next_free = 0;
	lockstep->index = position;
	lockstep->free = pair->ring.size;
}

void lockstep_start(struct lockstep *lockstep, const struct pair_options *options)
{
	memset(lockstep, 0, sizeof(*lockstep));
	pair_start(&lockstep->pair, options);
	lockstep_again(lockstep, options->position);
}

void lockstep_move(struct lockstep *lockstep, const struct vqs_memory *memory)
{
	struct pair *pair = &lockstep->pair;

	assert_int_equal(vqs_device_ring_move(&pair->device, &pair->ring, memory), 0);
	lockstep->reference.memory = memory;
}

void lockstep_stop(struct lockstep *lockstep)
{
	pair_stop(&lockstep->pair);
}

/* ---- The driver -------------------------------------------------------------- */

static uint16_t find_free(struct lockstep *lockstep)
{
	const uint16_t size = lockstep->pair.ring.size;

	while (lockstep->owner[lockstep->next_free % size] != 0)
		lockstep->next_free++;
	return lockstep->next_free++ % size;
}

static struct forged nth(const struct offer *offer, unsigned int i)
{
	const bool last = i + 1 == offer->readable + offer->writable;

	return (struct forged){ offer->buffers[i].address, offer->buffers[i].length,
		                (uint16_t)((last ? 0 : NEXT) |
		                           (i < offer->readable ? 0 : WRITE)),
		                (uint16_t)(i + 1) };
}

static void write_table(struct lockstep *lockstep, const struct offer *offer)
{
	const struct vqs_memory *memory = lockstep->reference.memory;

	for (unsigned int i = 0; i < offer->readable + offer->writable; i++) {
		const uint64_t guest = offer->table + 16 * i;
		unsigned char bytes[16], *host;

		forge_table(bytes, 0, nth(offer, i));
		host = vqs_memory_at(memory, guest, sizeof(bytes));
		if (host)
			memcpy(host, bytes, sizeof(bytes));
		for (unsigned int j = 0; j < sizeof(bytes) && !host; j++) {
			unsigned char *byte = vqs_memory_at(memory, guest + j, 1);

			if (byte)
				*byte = bytes[j];
		}
	}
}

/* Those before the last one may have any id: this is none. */
static void write_packed(struct lockstep *lockstep, struct forged now, uint16_t id)
{
	const uint16_t size = lockstep->pair.ring.size;
	const uint16_t place = pair_place(lockstep->index++, size);
	const uint16_t round = place & 0x8000 ? 0x0080 : 0x8000;

	now.next = now.flags | round;
	now.flags = now.next & NEXT ? 0xfffe : id;
	forge_descriptor(lockstep->pair.ring.descriptors, place & 0x7fff, now);
}

static void offer_packed(struct lockstep *lockstep, const struct offer *offer,
                         unsigned int count)
{
	const uint16_t id = find_free(lockstep);

	lockstep->owner[id] = id + 1;
	for (unsigned int i = 0; i < count && !offer->table; i++)
		write_packed(lockstep, nth(offer, i), id);
	if (offer->table)
		write_packed(lockstep,
		             (struct forged){ offer->table,
		                              16 * (offer->readable + offer->writable),
		                              INDIRECT, 0 },
		             id);
}

static void offer_split(struct lockstep *lockstep, const struct offer *offer,
                        unsigned int count)
{
	struct pair *pair = &lockstep->pair;
	uint16_t head = find_free(lockstep), at = head;

	lockstep->owner[head] = head + 1;
	if (offer->table)
		forge_descriptor(
		        pair->ring.descriptors, head,
		        (struct forged){ offer->table,
		                         16 * (offer->readable + offer->writable),
		                         INDIRECT, 0 });
	for (unsigned int i = 0; i < count && !offer->table; i++) {
		struct forged now = nth(offer, i);

		now.next = 0xffff;
		if (now.flags & NEXT) {
			now.next = find_free(lockstep);
			lockstep->owner[now.next] = head + 1;
		}
		forge_descriptor(pair->ring.descriptors, at, now);
		at = now.next;
	}
	forge_available(pair, lockstep->index++, head);
	forge_available_index(pair, lockstep->index);
}

bool lockstep_offer(struct lockstep *lockstep, const struct offer *offer)
{
	const unsigned int count = offer->table ? 1 : offer->readable + offer->writable;

	if (count > lockstep->free)
		return false;
	lockstep->free -= count;
	if (offer->table)
		write_table(lockstep, offer);
	if (pair_packed())
		offer_packed(lockstep, offer, count);
	else
		offer_split(lockstep, offer, count);
	return true;
}

/* ---- The device ---------------------------------------------------------------- */

static bool untouched(const void *from, const void *to)
{
	for (const unsigned char *byte = from; byte != to; byte++)
		if (*byte != UNTOUCHED)
			return false;
	return true;
}

static bool same(const struct vqs_chain *a, const struct vqs_chain *b)
{
	return a->id == b->id && a->slots == b->slots && a->readable == b->readable &&
	       a->writable == b->writable && a->readable_length == b->readable_length &&
	       a->writable_length == b->writable_length;
}

/* Chain by chain, each where the one before it ended. */
static void compare(const struct lockstep *lockstep, const struct outcome *now,
                    const struct outcome *expected)
{
	size_t first = 0;

	must(lockstep, now->result == expected->result, "another number of chains");
	must(lockstep, lockstep->pair.device.fault == lockstep->reference.fault,
	     "another fault");
	for (int i = 0; i < now->result; i++) {
		const struct vqs_chain *chain = &now->chains[i];

		must(lockstep, same(chain, &expected->chains[i]), "another chain");
		must(lockstep, chain->segments == &now->segments[first],
		     "segments in another place");
		for (unsigned int j = 0; j < chain->readable + chain->writable; j++) {
			const struct vqs_segment *segment = &now->segments[first++];

			must(lockstep,
			     segment->base == expected->segments[first - 1].base &&
			             segment->length ==
			                     expected->segments[first - 1].length,
			     "another segment");
		}
	}
}

static unsigned char *copy_of(const void *area, size_t size)
{
	unsigned char *copy = malloc(size);

	assert_non_null(copy);
	memcpy(copy, area, size);
	return copy;
}

static void remember(struct lockstep *lockstep, const struct outcome *now)
{
	for (int i = 0; i < now->result; i++)
		lockstep->held[lockstep->held_count++] = now->chains[i];
	must(lockstep,
	     vqs_device_ring_held(&lockstep->pair.device) == lockstep->held_count,
	     "another number held");
}

int lockstep_take(struct lockstep *lockstep, unsigned int count, size_t room)
{
	static struct outcome now, expected;
	struct pair *pair = &lockstep->pair;
	const size_t bytes = (size_t)pair->ring.size * 16;
	unsigned char *before = copy_of(pair->ring.descriptors, bytes);

	assert_true(count <= MOST_CHAINS && room <= MOST_SEGMENTS);
	memset(&now.chains[count], UNTOUCHED, sizeof(now.chains[0]));
	memset(&now.segments[room], UNTOUCHED, GUARD * sizeof(now.segments[0]));
	expected.result = reference_take(&lockstep->reference, expected.chains, count,
	                                 expected.segments, room);
	now.result = vqs_device_ring_take(&pair->device, now.chains, count, now.segments,
	                                  room);
	compare(lockstep, &now, &expected);
	must(lockstep, untouched(&now.chains[count], &now.chains[count + 1]),
	     "written behind the chains");
	must(lockstep, untouched(&now.segments[room], &now.segments[room + GUARD]),
	     "written behind the room");
	must(lockstep, memcmp(before, pair->ring.descriptors, bytes) == 0,
	     "written into the ring");
	free(before);
	remember(lockstep, &now);
	return now.result;
}

/* The driver has the descriptors back of what is used by now. */
static void release(struct lockstep *lockstep)
{
	for (unsigned int i = 0; i < lockstep->pair.ring.size; i++) {
		const unsigned int id = lockstep->owner[i] - 1u;

		if (lockstep->owner[i] == 0 || !lockstep->given[id] ||
		    lockstep->reference.held[id])
			continue;
		lockstep->owner[i] = 0;
		lockstep->free += pair_packed() ? lockstep->given[id] : 1;
	}
	for (unsigned int i = 0; i < lockstep->pair.ring.size; i++)
		if (!lockstep->reference.held[i])
			lockstep->given[i] = 0;
}

static struct vqs_used pick(struct lockstep *lockstep, unsigned int from)
{
	struct vqs_chain *const chain = &lockstep->held[from];
	struct vqs_used used = chain->used;

	used.length = (uint32_t)lockstep_any(lockstep, UINT64_C(1) + used.length);
	memmove(chain, chain + 1, (--lockstep->held_count - from) * sizeof(*chain));
	lockstep->given[used.id] = used.slots;
	return used;
}

void lockstep_give(struct lockstep *lockstep, unsigned int count, bool oldest)
{
	struct pair *pair = &lockstep->pair;
	const size_t bytes = pair_packed() ? (size_t)pair->ring.size * 16
	                                   : 4 + (size_t)pair->ring.size * 8;
	void *area = pair_packed() ? pair->ring.descriptors : pair->ring.device_area;
	unsigned char *copy = copy_of(area, bytes);
	struct vqs_used used[REFERENCE_SIZE];

	for (unsigned int i = 0; i < count; i++) {
		unsigned int most = oldest ? count - i : lockstep->held_count;
		unsigned int from = (unsigned int)lockstep_any(lockstep, most);

		used[i] = pick(lockstep, from);
		reference_give(&lockstep->reference, &used[i], copy);
	}
	release(lockstep);
	must(lockstep, vqs_device_ring_give(&pair->device, used, count) == 0,
	     "not given");
	must(lockstep, memcmp(copy, area, bytes) == 0, "another used entry");
	free(copy);
}
