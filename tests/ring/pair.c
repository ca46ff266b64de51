/* SPDX-License-Identifier: BSD-3-Clause */
/* A queue with both its ends in one process. */
#include "pair.h"

#include <stdlib.h>
#include <string.h>

static bool packed, in_order;

void pair_choose(int argc, char **argv)
{
	static const char *const formats[] = { "split", "packed", "split-in-order",
		                               "packed-in-order" };
	unsigned int i = 0;

	while (i < 4 && (argc != 2 || strcmp(argv[1], formats[i]) != 0))
		i++;
	if (i == 4) {
		print_error("usage: %s split|packed|split-in-order|packed-in-order\n",
		            argv[0]);
		exit(2);
	}
	packed = i & 1;
	in_order = i & 2;
}

int pair_run(int argc, char **argv, const struct CMUnitTest *both, size_t both_count,
             const struct CMUnitTest *one, size_t one_count)
{
	int failed;

	pair_choose(argc, argv);
	failed = _cmocka_run_group_tests("both formats", both, both_count, NULL, NULL);
	if (one_count > 0)
		failed += _cmocka_run_group_tests(argv[1], one, one_count, NULL, NULL);
	return failed;
}

bool pair_packed(void)
{
	return packed;
}

bool pair_in_order(void)
{
	return in_order;
}

uint16_t pair_place(uint16_t index, uint16_t size)
{
	bool wrap = index / size % 2 == 0;

	return (uint16_t)(index % size | (wrap ? 0x8000 : 0));
}

/* malloc aligns to 16, which is as much as any area needs. */
static void *area(size_t size)
{
	void *memory = malloc(size);

	assert_non_null(memory);
	/* what was there before must not matter */
	memset(memory, 0xa5, size);
	return memory;
}

static void place_regions(struct pair *pair, const struct pair_options *options)
{
	size_t tables = (size_t)options->size * options->indirect_entries * 16;
	const uint64_t guest[] = { PAIR_LOW, PAIR_LOW + PAIR_REGION_SIZE, PAIR_HIGH,
		                   PAIR_TABLES };

	for (unsigned int i = 0; i < PAIR_REGIONS; i++) {
		pair->regions[i].guest = guest[i];
		pair->regions[i].size = i < 3 ? PAIR_REGION_SIZE : tables;
		pair->regions[i].host = area(pair->regions[i].size + (i == 3));
	}
	pair->memory.regions = pair->regions;
	pair->memory.count = PAIR_REGIONS - (tables == 0);
	pair->memory.references = 1;
}

void pair_again(struct pair *pair, uint16_t position)
{
	uint32_t place = pair_place(position, pair->ring.size);

	/* both halves 0 would mean a queue just made: one round further */
	if (place == 0)
		place = 0x8000;
	pair->ring.position = position;
	if (packed && position)
		pair->ring.position = place | place << 16;
	pair->offered = pair->used = position;
	assert_int_equal(vqs_driver_ring_init(&pair->driver, &pair->ring, &pair->storage),
	                 0);
	assert_int_equal(vqs_device_ring_init(&pair->device, &pair->ring, &pair->memory,
	                                      &pair->remembered),
	                 0);
}

void pair_start(struct pair *pair, const struct pair_options *options)
{
	struct vqs_ring_need need;

	memset(pair, 0, sizeof(*pair));
	place_regions(pair, options);
	pair->ring.size = options->size;
	if (packed)
		vqs_features_add(&pair->ring.features, VQS_F_RING_PACKED);
	if (in_order)
		vqs_features_add(&pair->ring.features, VQS_F_IN_ORDER);
	if (options->event_idx)
		vqs_features_add(&pair->ring.features, VQS_F_EVENT_IDX);
	if (options->indirect)
		vqs_features_add(&pair->ring.features, VQS_F_INDIRECT_DESC);
	need = vqs_ring_need(options->size, &pair->ring.features);
	pair->ring.descriptors = area(need.descriptors);
	pair->ring.driver_area = area(need.driver_area);
	pair->ring.device_area = area(need.device_area);
	pair->remembered = (struct vqs_device_ring_storage){ pair->held, pair->turns };
	memset(pair->turns, 0xa5, sizeof(pair->turns));
	pair->storage.slots = area(sizeof(*pair->storage.slots) * options->size);
	if (options->indirect_entries > 0) {
		pair->storage.indirect = pair->regions[3].host;
		pair->storage.indirect_address = PAIR_TABLES;
		pair->storage.indirect_entries = options->indirect_entries;
	}
	pair_again(pair, options->position);
}

void pair_stop(struct pair *pair)
{
	for (unsigned int i = 0; i < PAIR_REGIONS; i++)
		free(pair->regions[i].host);
	free(pair->ring.descriptors);
	free(pair->ring.driver_area);
	free(pair->ring.device_area);
	free(pair->storage.slots);
}

unsigned char *pair_at(struct pair *pair, uint64_t guest)
{
	unsigned char *host = vqs_memory_at(&pair->memory, guest, 1);

	assert_non_null(host);
	return host;
}

static void put(void *at, uint64_t value, unsigned int bytes)
{
	for (unsigned int i = 0; i < bytes; i++)
		((unsigned char *)at)[i] = (unsigned char)(value >> (8 * i));
}

void put16(void *at, uint16_t value)
{
	put(at, value, 2);
}

void put32(void *at, uint32_t value)
{
	put(at, value, 4);
}

void put64(void *at, uint64_t value)
{
	put(at, value, 8);
}

uint16_t get16(const void *at)
{
	const unsigned char *bytes = at;

	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

void forge_descriptor(void *table, unsigned int index, struct forged descriptor)
{
	unsigned char *at = (unsigned char *)table + (size_t)index * 16;

	put64(at, descriptor.address);
	put32(at + 8, descriptor.length);
	put16(at + 12, descriptor.flags);
	put16(at + 14, descriptor.next);
}

/* In a packed table each goes on to the one behind it. */
void forge_table(void *table, unsigned int index, struct forged descriptor)
{
	if (packed) {
		descriptor.next = descriptor.flags & (WRITE | INDIRECT);
		descriptor.flags = 0;
	}
	forge_descriptor(table, index, descriptor);
}

void forge_direct(struct pair *pair, unsigned int index, struct forged descriptor)
{
	if (packed)
		pair->table[index] = descriptor;
	else
		forge_descriptor(pair->ring.descriptors, index, descriptor);
}

/* Along the chain, and if it has no end as long as the ring is. */
static void offer_packed(struct pair *pair, uint16_t head)
{
	uint16_t at = head;

	for (uint16_t i = 0; i < pair->ring.size; i++) {
		struct forged descriptor = pair->table[at];
		uint16_t place = pair_place(pair->offered, pair->ring.size);
		uint16_t next = descriptor.next;

		descriptor.next = descriptor.flags | (place & 0x8000 ? 0x80 : 0x8000);
		descriptor.flags = head;
		forge_descriptor(pair->ring.descriptors, place & 0x7fff, descriptor);
		pair->offered++;
		if (!(pair->table[at].flags & NEXT))
			return;
		at = next;
	}
}

void forge_offer(struct pair *pair, uint16_t head)
{
	uint16_t index;

	if (packed) {
		offer_packed(pair, head);
		return;
	}
	index = get16((unsigned char *)pair->ring.driver_area + 2);
	forge_available(pair, index, head);
	forge_available_index(pair, index + 1);
}

void forge_used_at(struct pair *pair, uint16_t index, uint16_t id, uint32_t length)
{
	uint16_t place = pair_place(index, pair->ring.size);

	forge_descriptor(pair->ring.descriptors, place & 0x7fff,
	                 (struct forged){ 0, length, id,
	                                  place & 0x8000 ? 0x8080 | WRITE : WRITE });
}

static unsigned char *entry(void *ring, uint16_t size, uint16_t index, unsigned int bytes)
{
	return (unsigned char *)ring + 4 + (size_t)(index % size) * bytes;
}

void forge_available(struct pair *pair, uint16_t index, uint16_t head)
{
	put16(entry(pair->ring.driver_area, pair->ring.size, index, 2), head);
}

void forge_available_index(struct pair *pair, uint16_t index)
{
	put16((unsigned char *)pair->ring.driver_area + 2, index);
}

void forge_used(struct pair *pair, uint16_t index, uint32_t id, uint32_t length)
{
	unsigned char *at = entry(pair->ring.device_area, pair->ring.size, index, 8);

	put32(at, id);
	put32(at + 4, length);
}

void forge_used_index(struct pair *pair, uint16_t index)
{
	put16((unsigned char *)pair->ring.device_area + 2, index);
}

void pair_echo(struct pair *pair, const void *bytes, uint32_t length)
{
	struct vqs_buffer buffers[2] = { { PAIR_LOW, length }, { PAIR_HIGH, length } };
	struct vqs_chain chain;
	struct vqs_used used;
	struct vqs_done done;

	memcpy(pair_at(pair, PAIR_LOW), bytes, length);
	assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, 1, 1, pair), 0);
	vqs_driver_ring_publish(&pair->driver);
	assert_int_equal(vqs_device_ring_take(&pair->device, &chain, 1, pair->segments,
	                                      PAIR_SEGMENTS),
	                 1);
	assert_int_equal(chain.readable, 1);
	assert_int_equal(chain.writable, 1);
	assert_int_equal(chain.readable_length, length);
	assert_int_equal(chain.writable_length, length);
	memcpy(chain.segments[1].base, chain.segments[0].base, length);
	used = (struct vqs_used){ chain.id, chain.slots, length };
	assert_int_equal(vqs_device_ring_give(&pair->device, &used, 1), 0);
	vqs_device_ring_must_notify(&pair->device);
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, &done, 1), 1);
	assert_ptr_equal(done.token, pair);
	assert_int_equal(done.length, length);
	assert_memory_equal(pair_at(pair, PAIR_HIGH), bytes, length);
}
