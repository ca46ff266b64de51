/* SPDX-License-Identifier: BSD-3-Clause */
/* Tables of memory regions: what may be mapped, and how long it stays. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../lib/transport/vhost_user/table.h"

#define FILE_BYTES 0x10000

static int file;
static struct vhu_why why;

static int open_file(void **state)
{
	uint8_t byte;

	(void)state;
	file = memfd_create("regions", MFD_CLOEXEC);
	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, FILE_BYTES), 0);
	/* Each page knows its number. */
	for (byte = 0; byte < FILE_BYTES / 4096; byte++)
		assert_int_equal(pwrite(file, &byte, 1, byte * 4096), 1);
	return 0;
}

static int close_file(void **state)
{
	(void)state;
	close(file);
	return 0;
}

/* How many pieces of the file are mapped. */
static int mappings(void)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];
	int count = 0;

	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps))
		count += strstr(line, "memfd:regions") != NULL;
	fclose(maps);
	return count;
}

static void finds_what_is_where(void **state)
{
	const struct vhu_region high = { 0x100000, 0x2000, 0x7000000, 0x3000 };
	const struct vhu_region low = { 0x1000, 0x1000, 0x9000000, 0x8000 };
	struct vhu_table *table = vhu_table_copy(NULL);
	uint64_t part = 0x9000;
	uint8_t *at;

	(void)state;
	assert_non_null(table);
	assert_int_equal(vhu_table_add(table, &high, file, &why), 0);
	assert_int_equal(vhu_table_add(table, &low, file, &why), 0);
	assert_int_equal(table->memory.count, 2);
	assert_int_equal(table->regions[0].guest, 0x1000);
	at = vqs_memory_at(&table->memory, 0x101000, 0x1000);
	assert_non_null(at);
	assert_int_equal(*at, 4);
	assert_ptr_equal(at, vhu_table_user(table, 0x7001000, 0x1000));
	at = vhu_table_user(table, 0x9000000, 1);
	assert_non_null(at);
	assert_int_equal(*at, 8);
	assert_ptr_equal(at, vqs_memory_part(&table->memory, 0x1000, &part));
	assert_int_equal(part, 0x1000);
	assert_null(vhu_table_user(table, 0x7001000, 0x1001));
	assert_null(vhu_table_user(table, 0x7002000, 1));
	assert_null(vhu_table_user(table, 0x6ffffff, 2));
	assert_null(vhu_table_user(NULL, 0x7001000, 1));
	assert_null(vhu_table_user(table, 0x7000000, UINT64_MAX));
	vhu_table_put(table);
	assert_int_equal(mappings(), 0);
}

/* Offsets need not be those of pages. */
static void starts_inside_a_page(void **state)
{
	const struct vhu_region region = { 0x1800, 0x1000, 0x5800, 0x1fff };
	struct vhu_table *table = vhu_table_copy(NULL);
	uint8_t *at;

	(void)state;
	assert_int_equal(vhu_table_add(table, &region, file, &why), 0);
	at = vhu_table_user(table, 0x5800, 0x1000);
	assert_non_null(at);
	assert_int_equal(at[1], 2);
	vhu_table_put(table);
	assert_int_equal(mappings(), 0);
}

static const struct {
	struct vhu_region region;
	const char *complaint;
} bad[] = {
	{ { 0x1000, 0, 0x1000, 0 }, "0x1000 is empty" },
	{ { UINT64_MAX - 0xfff, 0x1000, 0x10000, 0 }, "over the end of the addresses" },
	{ { UINT64_MAX, UINT64_MAX, 0x10000, 0 }, "over the end of the addresses" },
	{ { 0x1000, 0x1000, UINT64_MAX - 0xfff, 0 }, "over the end of the addresses" },
	{ { 0x1000, 0x1000, 0x10000, UINT64_MAX - 1 }, "are in no file" },
	{ { 0x1000, 0x1000, 0x10000, INT64_MAX - 1 }, "are in no file" },
	{ { 0x1000, (uint64_t)INT64_MAX + 1, 0x1000, 0 }, "are in no file" },
	{ { 0x1000, FILE_BYTES + 1, 0x10000, 0 }, "are not in it" },
	{ { 0x1000, 0x1000, 0x10000, FILE_BYTES - 0xfff }, "are not in it" },
	{ { 0x200fff, 0x1000, 0x10000, 0 }, "0x200000 and 0x200fff overlap" },
	{ { 0x1ff001, 0x1000, 0x10000, 0 }, "0x200000 and 0x1ff001 overlap" },
	{ { 0x1ff000, 0x4000, 0x10000, 0 }, "overlap" },
	{ { 0x200000, 0x1000, 0x10000, 0 }, "overlap" },
	{ { 0x1000, 0x1000, 0x800fff, 0 }, "user addresses 0x800000 and 0x800fff" },
};

static void refuses_bad_regions(void **state)
{
	const struct vhu_region good = { 0x200000, 0x1000, 0x800000, 0 };
	struct vhu_table *table = vhu_table_copy(NULL);

	(void)state;
	assert_int_equal(vhu_table_add(table, &good, file, &why), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_true(vhu_table_add(table, &bad[i].region, file, &why) < 0);
		if (!strstr(why.text, bad[i].complaint))
			fail_msg("%zu: %s", i, why.text);
		assert_int_equal(table->memory.count, 1);
	}
	vhu_table_put(table);
	assert_int_equal(mappings(), 0);
}

static void refuses_what_cannot_be_mapped(void **state)
{
	const struct vhu_region region = { 0x200000, 0x1000, 0x800000, 0 };
	const struct vhu_region huge = { 0, INT64_MAX / 4, 0x800000, 0 };
	struct vhu_table *table = vhu_table_copy(NULL);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int large = memfd_create("large", MFD_CLOEXEC);
	char path[64];
	int readable;

	(void)state;
	assert_true(vhu_table_add(table, &region, null, &why) < 0);
	assert_non_null(strstr(why.text, "is not of a file"));
	assert_true(vhu_table_add(table, &region, -1, &why) < 0);
	assert_non_null(strstr(why.text, "is not of a file"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	readable = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(vhu_table_add(table, &region, readable, &why) < 0);
	assert_non_null(strstr(why.text, "cannot map"));
	assert_int_equal(ftruncate(large, INT64_MAX / 4), 0);
	assert_true(vhu_table_add(table, &huge, large, &why) < 0);
	assert_non_null(strstr(why.text, "cannot map"));
	close(null);
	close(large);
	close(readable);
	vhu_table_put(table);
}

static void has_so_many_slots(void **state)
{
	struct vhu_table *table = vhu_table_copy(NULL);
	struct vhu_region region = { 0, 0x1000, 0, 0 };

	(void)state;
	for (unsigned int i = 0; i < VHU_MEM_SLOTS; i++) {
		region.guest = region.user = (VHU_MEM_SLOTS - i) * 0x1000;
		assert_int_equal(vhu_table_add(table, &region, file, &why), 0);
	}
	region.guest = region.user = 0x10000000;
	assert_true(vhu_table_add(table, &region, file, &why) < 0);
	assert_non_null(strstr(why.text, "64 regions already"));
	for (unsigned int i = 1; i < VHU_MEM_SLOTS; i++)
		assert_true(table->regions[i - 1].guest < table->regions[i].guest);
	vhu_table_put(table);
	assert_int_equal(mappings(), 0);
}

/* A thousand mappings in all: what the guard has room for. */
static void all_tables_have_an_end(void **state)
{
	struct vhu_table *tables[20];
	unsigned int mapped = 0;
	int r = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		tables[i] = vhu_table_copy(NULL);
		for (uint64_t at = 0; at < VHU_MEM_SLOTS && r == 0; at++) {
			const struct vhu_region region = { at << 12, 1, at << 12, 0 };

			r = vhu_table_add(tables[i], &region, file, &why);
			mapped += r == 0;
		}
	}
	assert_int_equal(mapped, 1024);
	assert_non_null(strstr(why.text, "No space left"));
	for (int i = 0; i < 20; i++)
		vhu_table_put(tables[i]);
	assert_int_equal(mappings(), 0);
}

static void takes_out_the_same_only(void **state)
{
	const struct vhu_region first = { 0x1000, 0x1000, 0x5000, 0 };
	const struct vhu_region second = { 0x2000, 0x1000, 0x6000, 0x1000 };
	const struct vhu_region wrong[] = {
		{ 0x1001, 0x1000, 0x5000, 0 },
		{ 0x1000, 0x1001, 0x5000, 0 },
		{ 0x1000, 0x1000, 0x5001, 0 },
	};
	struct vhu_table *table = vhu_table_copy(NULL);

	(void)state;
	assert_int_equal(vhu_table_add(table, &first, file, &why), 0);
	assert_int_equal(vhu_table_add(table, &second, file, &why), 0);
	for (int i = 0; i < 3; i++) {
		assert_true(vhu_table_remove(table, &wrong[i], &why) < 0);
		assert_non_null(strstr(why.text, "there is no region"));
	}
	assert_int_equal(vhu_table_remove(table, &first, &why), 0);
	assert_int_equal(table->memory.count, 1);
	assert_null(vhu_table_user(table, 0x5000, 1));
	assert_int_equal(*(uint8_t *)vhu_table_user(table, 0x6000, 1), 1);
	vhu_table_put(table);
}

/* What a request that is held points into stays, whatever becomes of the table. */
static void stays_mapped_while_referred_to(void **state)
{
	const struct vhu_region first = { 0x1000, 0x1000, 0x5000, 0 };
	const struct vhu_region second = { 0x2000, 0x1000, 0x6000, 0x5000 };
	struct vhu_table *old = vhu_table_copy(NULL), *new;
	uint8_t *at;

	(void)state;
	assert_int_equal(vhu_table_add(old, &first, file, &why), 0);
	assert_int_equal(vhu_table_add(old, &second, file, &why), 0);
	at = vhu_table_user(old, 0x6000, 1);
	vqs_memory_get(&old->memory); /* the request's */
	new = vhu_table_copy(old);
	assert_int_equal(vhu_table_remove(new, &second, &why), 0);
	vhu_table_put(old);
	assert_int_equal(mappings(), 2);
	assert_int_equal(*at, 5);
	vqs_memory_put(&old->memory);
	assert_int_equal(mappings(), 1);
	vhu_table_put(new);
	assert_int_equal(mappings(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_is_where),
		cmocka_unit_test(starts_inside_a_page),
		cmocka_unit_test(refuses_bad_regions),
		cmocka_unit_test(refuses_what_cannot_be_mapped),
		cmocka_unit_test(has_so_many_slots),
		cmocka_unit_test(all_tables_have_an_end),
		cmocka_unit_test(takes_out_the_same_only),
		cmocka_unit_test(stays_mapped_while_referred_to),
	};

	return cmocka_run_group_tests_name("vhost-user table", tests, open_file,
	                                   close_file);
}
