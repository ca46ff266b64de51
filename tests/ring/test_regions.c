/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: memory of many regions, near to each other and far apart, large and small, is
 * found whatever was looked for before.
 */
#include "pair.h"

#include <string.h>

#define MOST  40
#define SIZE  16
#define CALLS 300

static struct vqs_region regions[MOST];

static uint64_t random_state = 88172645463325252u;

static uint64_t any(uint64_t below)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state % below;
}

/* Nothing is read or written in them, but the end of what is ours is needed for any. */
static void place(struct pair *pair, unsigned int count, unsigned int bits)
{
	const uint64_t step = UINT64_C(1) << bits;
	uint64_t guest = any(2) ? any(step) : 0;

	for (unsigned int i = 0; i < count; i++) {
		uint64_t size = any(3) ? 1 + any(step) : 1 + any(16);

		regions[i] = (struct vqs_region){
			guest, size, (void *)(uintptr_t)(0x1000 + (i + any(9)) * 0x100000)
		};
		guest += size + any(3) * any(step);
	}
	pair->memory = (struct vqs_memory){ regions, count, 1, NULL };
	assert_int_equal(vqs_driver_ring_init(&pair->driver, &pair->ring, &pair->storage),
	                 0);
	assert_int_equal(vqs_device_ring_init(&pair->device, &pair->ring, &pair->memory,
	                                      &pair->remembered),
	                 0);
}

/* All within one region: from its first byte to its last, or some. */
static struct vqs_buffer some(unsigned int count)
{
	const struct vqs_region *region = &regions[any(count)];
	uint64_t from = any(2) ? any(region->size) : 0, most = region->size - from;

	if (most > 1 << 20)
		most = 1 << 20;
	return (struct vqs_buffer){ region->guest + from,
		                    (uint32_t)(any(2) ? most : 1 + any(most)) };
}

static void add(struct pair *pair, struct vqs_buffer *buffers, unsigned int number,
                unsigned int count)
{
	for (unsigned int i = 0; i < number; i++)
		buffers[i] = some(count);
	assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, number / 2,
	                                     number - number / 2, pair),
	                 0);
}

static void assert_found(struct pair *pair, const struct vqs_chain *chain,
                         const struct vqs_buffer *buffers)
{
	for (uint32_t i = 0; i < chain->readable + chain->writable; i++) {
		assert_int_equal(chain->segments[i].length, buffers[i].length);
		assert_ptr_equal(chain->segments[i].base,
		                 vqs_memory_at(&pair->memory, buffers[i].address,
		                               buffers[i].length));
	}
}

static void exchange(struct pair *pair, unsigned int count)
{
	struct vqs_buffer buffers[4][3];
	struct vqs_chain chains[4];
	struct vqs_done done[4];
	unsigned int batch = (unsigned int)(1 + any(4)), number = any(2) ? 1 : 3;

	for (unsigned int i = 0; i < batch; i++)
		add(pair, buffers[i], number, count);
	vqs_driver_ring_publish(&pair->driver);
	assert_int_equal(vqs_device_ring_take(&pair->device, chains, 4, pair->segments,
	                                      PAIR_SEGMENTS),
	                 batch);
	for (unsigned int i = 0; i < batch; i++) {
		const struct vqs_used used = { chains[i].id, chains[i].slots, 0 };

		assert_int_equal(chains[i].readable, number / 2);
		assert_int_equal(chains[i].writable, number - number / 2);
		assert_found(pair, &chains[i], buffers[i]);
		assert_int_equal(vqs_device_ring_give(&pair->device, &used, 1), 0);
	}
	assert_int_equal(vqs_driver_ring_reap(&pair->driver, done, 4), batch);
}

static void every_region_is_found(void **state)
{
	const struct pair_options options = { .size = SIZE };
	struct pair pair;

	(void)state;
	pair_start(&pair, &options);
	for (unsigned int bits = 4; bits < 58; bits += 3) {
		for (unsigned int count = 1; count <= MOST; count += 1 + count / 4) {
			place(&pair, count, bits);
			for (unsigned int i = 0; i < CALLS; i++)
				exchange(&pair, count);
		}
	}
	pair.memory.count = 0;
	pair.memory.regions = pair.regions;
	pair_stop(&pair);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_region_is_found) };

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}
