/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Nothing that the other end can change is read twice: counted read by read,
 * and with another end that changes each field the moment it was read.
 */
#define _GNU_SOURCE 1
#include "pair.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SIZE   8
#define PAGE   4096
#define PAGES  4
#define CHAINS 3

/* All that both ends share, in pages of their own. */
struct shared {
	struct pair pair;
	unsigned char *pages; /* descriptors, available ring, used ring, indirect table */
	unsigned char reads[PAGES * PAGE];
	unsigned int count;
	bool scribble;
	bool whole; /* length, id and flags of a packed descriptor are one access */
};

static unsigned char *page(struct shared *shared, unsigned int number)
{
	return shared->pages + (size_t)number * PAGE;
}

/*
 * A descriptor: address; length, and what else there is, each or all as one. The split
 * format has flags and `next` in one; an event structure is read whole.
 */
static unsigned int descriptor_field_bytes(size_t offset, bool whole)
{
	switch (offset % 16) {
	case 0:
		return 8;
	case 8:
		return whole ? 8 : 4;
	default:
		return pair_packed() ? 2 : 4;
	}
}

/* How much one field takes. */
static unsigned int field_bytes(const struct shared *shared, size_t offset)
{
	if (offset / PAGE == 0 || offset / PAGE == 3)
		return descriptor_field_bytes(offset, shared->whole);
	if (pair_packed())
		return 4;
	if (offset / PAGE == 2 && offset % PAGE >= 4 && offset % PAGE < 4 + 8 * SIZE)
		return shared->whole ? 8 : 4;
	return 2;
}

static void seen(void *context, const void *address)
{
	struct shared *shared = context;
	size_t offset = (size_t)((const unsigned char *)address - shared->pages);

	for (unsigned int i = 0; i < field_bytes(shared, offset); i++) {
		shared->reads[offset + i]++;
		if (shared->scribble)
			shared->pages[offset + i] ^= 0xff;
	}
	shared->count++;
}

static void start(struct shared *shared, bool event_idx)
{
	struct pair *pair = &shared->pair;
	struct pair_options options = { .size = SIZE,
		                        .indirect = true,
		                        .event_idx = event_idx };

	memset(shared, 0, sizeof(*shared));
	pair_start(pair, &options);
	shared->pages = mmap(NULL, (size_t)PAGES * PAGE, PROT_READ | PROT_WRITE,
	                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(shared->pages, MAP_FAILED);
	free(pair->ring.descriptors);
	free(pair->ring.driver_area);
	free(pair->ring.device_area);
	pair->ring.descriptors = page(shared, 0);
	pair->ring.driver_area = page(shared, 1);
	pair->ring.device_area = page(shared, 2);
	free(pair->regions[3].host);
	pair->regions[3].host = NULL;
	pair->regions[3].guest = PAIR_TABLES;
	pair->regions[3].size = PAGE;
	pair->memory.count = 4;
	pair->regions[3].host = page(shared, 3);
	assert_int_equal(vqs_driver_ring_init(&pair->driver, &pair->ring, &pair->storage),
	                 0);
	assert_int_equal(vqs_device_ring_init(&pair->device, &pair->ring, &pair->memory,
	                                      &pair->remembered),
	                 0);
}

static void stop(struct shared *shared)
{
	struct pair *pair = &shared->pair;

	munmap(shared->pages, (size_t)PAGES * PAGE);
	pair->ring.descriptors = NULL;
	pair->ring.driver_area = NULL;
	pair->ring.device_area = NULL;
	pair->regions[3].host = NULL;
	pair_stop(pair);
}

static void watch_shared(struct shared *shared, bool scribble)
{
	memset(shared->reads, 0, sizeof(shared->reads));
	shared->count = 0;
	shared->scribble = scribble;
	watch_start(shared->pages, (size_t)PAGES * PAGE, seen, shared);
}

/* Whether every byte was accessed once at most; and something was. */
static void assert_once(const struct shared *shared, unsigned int count)
{
	assert_int_equal(shared->count, count);
	for (unsigned int i = 0; i < sizeof(shared->reads); i++)
		assert_true(shared->reads[i] <= 1);
}

/* A chain of one, of three direct, of one direct and three indirect descriptors. */
static void offer_chains(struct shared *shared)
{
	unsigned char *direct = page(shared, 0), *table = page(shared, 3);
	static const uint16_t heads[CHAINS] = { 0, 1, 4 };

	forge_descriptor(direct, 0, (struct forged){ PAIR_LOW, 10, 0, 0 });
	forge_descriptor(direct, 1, (struct forged){ PAIR_LOW + 10, 11, NEXT, 2 });
	forge_descriptor(direct, 2, (struct forged){ PAIR_HIGH, 12, NEXT | WRITE, 3 });
	forge_descriptor(direct, 3, (struct forged){ PAIR_HIGH + 12, 13, WRITE, 0 });
	forge_descriptor(direct, 4, (struct forged){ PAIR_LOW + 21, 14, NEXT, 5 });
	forge_descriptor(direct, 5, (struct forged){ PAIR_TABLES, 48, INDIRECT, 0 });
	forge_descriptor(table, 0, (struct forged){ PAIR_LOW + 35, 15, NEXT, 1 });
	forge_descriptor(table, 1,
	                 (struct forged){ PAIR_HIGH + 25, 16, NEXT | WRITE, 2 });
	forge_descriptor(table, 2, (struct forged){ PAIR_HIGH + 41, 17, WRITE, 0 });
	for (uint16_t i = 0; i < CHAINS; i++)
		forge_available(&shared->pair, i, heads[i]);
	forge_available_index(&shared->pair, CHAINS);
}

/* The same; but a packed table stands alone, so one more descriptor is in it. */
static void offer_packed_chains(struct shared *shared)
{
	unsigned char *table = page(shared, 3);
	struct pair *pair = &shared->pair;

	forge_direct(pair, 0, (struct forged){ PAIR_LOW, 10, 0, 0 });
	forge_direct(pair, 1, (struct forged){ PAIR_LOW + 10, 11, NEXT, 2 });
	forge_direct(pair, 2, (struct forged){ PAIR_HIGH, 12, NEXT | WRITE, 3 });
	forge_direct(pair, 3, (struct forged){ PAIR_HIGH + 12, 13, WRITE, 0 });
	forge_direct(pair, 4, (struct forged){ PAIR_TABLES, 64, INDIRECT, 0 });
	forge_descriptor(table, 0, (struct forged){ PAIR_LOW + 21, 14, 0, 0 });
	forge_descriptor(table, 1, (struct forged){ PAIR_LOW + 35, 15, 0, 0 });
	forge_descriptor(table, 2, (struct forged){ PAIR_HIGH + 25, 16, 0, WRITE });
	forge_descriptor(table, 3, (struct forged){ PAIR_HIGH + 41, 17, 0, WRITE });
	forge_offer(pair, 0);
	forge_offer(pair, 1);
	forge_offer(pair, 4);
}

static void assert_chains(struct shared *shared, const struct vqs_chain *chains)
{
	static const uint16_t ids[CHAINS] = { 0, 1, 4 };
	uint32_t length = 10, readable = 0, writable = 0;

	for (unsigned int i = 0; i < CHAINS; i++) {
		assert_int_equal(chains[i].id, ids[i]);
		for (uint32_t j = 0; j < chains[i].readable + chains[i].writable; j++) {
			bool write = j >= chains[i].readable;
			uint64_t guest =
			        write ? PAIR_HIGH + writable : PAIR_LOW + readable;

			assert_int_equal(chains[i].segments[j].length, length);
			assert_ptr_equal(chains[i].segments[j].base,
			                 pair_at(&shared->pair, guest));
			*(write ? &writable : &readable) += length;
			length++;
		}
	}
	assert_int_equal(length, 18);
}

/* All of them, so many in a call; returns how many. */
static int take_chains(struct shared *shared, struct vqs_chain *chains, unsigned int most)
{
	struct vqs_segment *segments = shared->pair.segments;
	int all = 0;

	while (all < CHAINS) {
		int taken = vqs_device_ring_take(&shared->pair.device, &chains[all], most,
		                                 segments, SIZE);

		if (taken <= 0)
			break;
		all += taken;
		segments += SIZE;
	}
	return all;
}

static void taking(bool scribble, bool one_by_one)
{
	static struct shared shared;
	struct vqs_chain chains[SIZE];
	int taken;

	start(&shared, true);
	if (pair_packed())
		offer_packed_chains(&shared);
	else
		offer_chains(&shared);
	watch_shared(&shared, scribble);
	taken = take_chains(&shared, chains, one_by_one ? 1 : CHAINS);
	watch_stop();
	assert_int_equal(taken, CHAINS);
	assert_chains(&shared, chains);
	/* address, length and flags of each descriptor; split: the index and three heads;
	   packed: ids */
	if (pair_packed())
		assert_once(&shared, 3 * (5 + 4) + 3);
	else
		assert_once(&shared, 3 * (6 + 3) + 1 + 3);
	stop(&shared);
}

static void device_reads_once(void **state)
{
	(void)state;
	taking(false, false);
	taking(false, true);
}

static void device_keeps_to_what_it_read(void **state)
{
	(void)state;
	taking(true, false);
	taking(true, true);
}

/* Which chain comes back as the n-th. */
static uint16_t came(unsigned int n)
{
	return (uint16_t)(pair_in_order() ? n : CHAINS - 1 - n);
}

static void reaping(bool scribble)
{
	struct vqs_buffer buffer = { PAIR_LOW, 100 };
	static struct shared shared;
	struct vqs_done done[SIZE];
	char tokens[CHAINS];
	int reaped;

	start(&shared, true);
	for (unsigned int i = 0; i < CHAINS; i++)
		assert_int_equal(vqs_driver_ring_add(&shared.pair.driver, &buffer, 0, 1,
		                                     &tokens[i]),
		                 0);
	vqs_driver_ring_publish(&shared.pair.driver);
	for (uint16_t i = 0; i < CHAINS; i++) {
		if (pair_packed())
			forge_used_at(&shared.pair, i, came(i), 20u + i);
		else
			forge_used(&shared.pair, i, came(i), 20u + i);
	}
	if (!pair_packed())
		forge_used_index(&shared.pair, CHAINS);
	shared.whole = true;
	watch_shared(&shared, scribble);
	reaped = vqs_driver_ring_reap(&shared.pair.driver, done, SIZE);
	watch_stop();
	assert_int_equal(reaped, CHAINS);
	for (unsigned int i = 0; i < CHAINS; i++) {
		assert_ptr_equal(done[i].token, &tokens[came(i)]);
		assert_int_equal(done[i].length, 20 + i);
	}
	/* the index and an entry each; half a descriptor each, and no fourth, for no
	   fourth chain is in flight */
	assert_once(&shared, pair_packed() ? CHAINS : 1 + CHAINS);
	stop(&shared);
}

static void driver_reads_once(void **state)
{
	(void)state;
	reaping(false);
}

static void driver_keeps_to_what_it_read(void **state)
{
	(void)state;
	reaping(true);
}

/* Giving and publishing write, and read one field: the other end's wish. */
static void decisions_read_once(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 100 };
	static struct shared shared;
	struct vqs_chain chain;
	struct vqs_used used;

	(void)state;
	for (unsigned int event_idx = 0; event_idx < 2; event_idx++) {
		start(&shared, event_idx);
		shared.whole = true;
		watch_shared(&shared, false);
		assert_int_equal(
		        vqs_driver_ring_add(&shared.pair.driver, &buffer, 0, 1, &used),
		        0);
		assert_true(vqs_driver_ring_publish(&shared.pair.driver));
		watch_stop();
		/* two halves of a descriptor; split: an entry and the index as well; and
		   the wish */
		assert_once(&shared, (pair_packed() ? 2 : 4) + 1);

		shared.whole = pair_packed();
		vqs_device_ring_take(&shared.pair.device, &chain, 1, shared.pair.segments,
		                     8);
		used = (struct vqs_used){ chain.id, chain.slots, 1 };
		watch_shared(&shared, false);
		assert_int_equal(vqs_device_ring_give(&shared.pair.device, &used, 1), 0);
		assert_true(vqs_device_ring_must_notify(&shared.pair.device));
		watch_stop();
		/* id, length and the index, or half a descriptor; and the wish */
		assert_once(&shared, (pair_packed() ? 1 : 3) + 1);
		stop(&shared);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(device_reads_once),
		cmocka_unit_test(device_keeps_to_what_it_read),
		cmocka_unit_test(driver_reads_once),
		cmocka_unit_test(driver_keeps_to_what_it_read),
		cmocka_unit_test(decisions_read_once),
	};

	pair_choose(argc, argv);
	if (!watch_possible()) {
		print_message("single steps are not possible here\n");
		return 77; /* skipped, to meson */
	}

	return pair_run(argc, argv, both, PAIR_COUNT(both), NULL, 0);
}
