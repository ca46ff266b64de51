/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses of the driver, translated: every byte of small maps, and their borders. */
#include "pair.h"

#include <stdlib.h>

static unsigned char bytes[256];

/* Adjoining, a gap of one, a gap of many, a region of one byte. */
static const struct vqs_region regions[] = {
	{ 10, 20, bytes },
	{ 30, 10, bytes + 100 },
	{ 41, 1, bytes + 50 },
	{ 60, 40, bytes + 150 },
};
static const struct vqs_memory memory = { regions, 4, 1, NULL };

/* The plain way: look at every region. */
static void *slowly(uint64_t guest, uint64_t size, uint64_t *part)
{
	for (unsigned int i = 0; i < 4; i++) {
		const struct vqs_region *region = &regions[i];

		if (size == 0 || guest < region->guest ||
		    guest >= region->guest + region->size)
			continue;
		*part = region->guest + region->size - guest;
		if (*part > size)
			*part = size;
		return (unsigned char *)region->host + (guest - region->guest);
	}
	return NULL;
}

static void every_range(void **state)
{
	(void)state;
	for (uint64_t guest = 0; guest < 120; guest++) {
		for (uint64_t size = 0; size < 120; size++) {
			uint64_t expected = size, part = size;
			void *host = slowly(guest, size, &expected);

			assert_ptr_equal(vqs_memory_part(&memory, guest, &part), host);
			assert_int_equal(part, expected);
			assert_ptr_equal(vqs_memory_at(&memory, guest, size),
			                 expected == size ? host : NULL);
		}
	}
}

static void huge_sizes_do_not_wrap(void **state)
{
	uint64_t part = UINT64_MAX;

	(void)state;
	for (uint64_t less = 0; less < 64; less++) {
		assert_null(vqs_memory_at(&memory, 15, UINT64_MAX - less));
		assert_null(vqs_memory_at(&memory, UINT64_MAX - less, 1));
		assert_null(vqs_memory_at(&memory, UINT64_MAX - less, less + 20));
	}
	assert_ptr_equal(vqs_memory_part(&memory, 15, &part), bytes + 5);
	assert_int_equal(part, 15);
}

static void any_number_of_regions(void **state)
{
	static struct vqs_region many[300];
	struct vqs_memory table = { many, 0, 1, NULL };

	(void)state;
	for (unsigned int count = 0; count <= 300; count++) {
		table.count = count;
		for (unsigned int i = 0; i < count; i++) {
			assert_ptr_equal(vqs_memory_region(&table, 1000 * i), &many[i]);
			assert_ptr_equal(vqs_memory_region(&table, 1000 * i + 899),
			                 &many[i]);
			assert_null(vqs_memory_region(&table, 1000 * i + 900));
		}
		assert_null(vqs_memory_region(&table, 1000 * count));
		if (count < 300)
			many[count] = (struct vqs_region){ 1000 * count, 900, bytes };
	}
}

static unsigned int destroyed;

static void count_destroyed(struct vqs_memory *table)
{
	(void)table;
	destroyed++;
}

static void last_reference_destroys(void **state)
{
	struct vqs_memory table = { regions, 4, 1, count_destroyed };

	(void)state;
	vqs_memory_put(NULL);
	vqs_memory_get(&table);
	vqs_memory_put(&table);
	assert_int_equal(destroyed, 0);
	vqs_memory_put(&table);
	assert_int_equal(destroyed, 1);
	table = memory;
	vqs_memory_put(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_range),
		cmocka_unit_test(huge_sizes_do_not_wrap),
		cmocka_unit_test(any_number_of_regions),
		cmocka_unit_test(last_reference_destroys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
