/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Numbers that are cut into bits, in both directions: what is kept, what is
 * taken out and what is refused.
 */
#include "pieces.h"

#include <errno.h>
#include <stddef.h>

static const struct vqs_name mood_list[] = { { "calm", 0 }, { "wild", 5 } };
static const struct vqs_names moods = { mood_list, 2 };

static const struct vqs_field ranges[] = {
	{ .name = "hue", .kind = VQS_BE16, .count = 4, .memory = VQS_NOWHERE },
	{ .name = "mood",
	  .kind = VQS_BE16,
	  .offset = 4,
	  .count = 3,
	  .flags = VQS_CLOSED,
	  .memory = VQS_NOWHERE,
	  .names = &moods },
	{ .name = "reserved",
	  .kind = VQS_BE16,
	  .offset = 7,
	  .count = 1,
	  .flags = VQS_RESERVED,
	  .memory = VQS_NOWHERE },
	{ .name = "level",
	  .kind = VQS_BE16,
	  .offset = 8,
	  .count = 7,
	  .flags = VQS_RANGE,
	  .max = 100,
	  .memory = VQS_NOWHERE },
	{ .name = "spare",
	  .kind = VQS_BE16,
	  .offset = 15,
	  .count = 1,
	  .flags = VQS_RESERVED | VQS_STRICT,
	  .memory = VQS_NOWHERE },
};
static const struct vqs_bits bits = {
	.ranges = ranges, .count = 5, .ignored = 0x80, .strict = 0x8000
};
static const struct vqs_field field = { .name = "state",
	                                .kind = VQS_BE16,
	                                .bits = &bits };
static const struct vqs_struct type = { "state", &field, 1, 2, 2, false };

static int decode(uint16_t number, uint16_t *native)
{
	uint8_t wire[2] = { (uint8_t)(number >> 8), (uint8_t)number };

	*native = 0x5555;
	return vqs_struct_decode(&type, wire, native, NULL);
}

/* What a number means, by the fields that a person reads in the table above. */
static bool is_good(unsigned int number)
{
	unsigned int mood = number >> 4 & 7, level = number >> 8 & 0x7f;

	return number < 0x8000 && (mood == 0 || mood == 5) && level <= 100;
}

static void test_every_number(void **state)
{
	(void)state;
	for (unsigned int number = 0; number <= UINT16_MAX; number++) {
		uint16_t native, kept = (uint16_t)(number & 0xff7f);
		uint8_t wire[2] = { 0x55, 0x55 };

		assert_int_equal(decode((uint16_t)number, &native),
		                 is_good(number) ? 0 : -EBADMSG);
		if (is_good(number))
			assert_int_equal(native, kept);
		native = (uint16_t)number;
		assert_int_equal(vqs_struct_encode(&type, &native, wire, NULL),
		                 is_good(number) ? 0 : -EINVAL);
		if (is_good(number))
			assert_int_equal(wire[0] << 8 | wire[1], kept);
	}
}

static void expect_error(uint16_t number, enum vqs_problem problem, const char *name,
                         uint64_t value)
{
	uint8_t wire[2] = { (uint8_t)(number >> 8), (uint8_t)number };
	struct vqs_segment segment = { wire, 2 };
	struct vqs_span span = { &segment, 0, 2 };
	const struct vqs_half half = {
		.fields = &field, .field_count = 1, .head = 2, .least = 2, .memory = 2
	};
	struct vqs_wire_error error = { VQS_FINE, NULL, 9, 9 };
	uint16_t native;

	assert_int_equal(vqs_half_decode(&half, &span, false, &native, &error), -EBADMSG);
	assert_int_equal(error.problem, problem);
	assert_string_equal(error.field->name, name);
	assert_int_equal(error.offset, 0);
	assert_int_equal(error.value, value);
}

static void test_errors(void **state)
{
	(void)state;
	expect_error(0x8000, VQS_BAD_RESERVED, "state", 0x8000);
	expect_error(0x0030, VQS_BAD_VALUE, "mood", 3);
	expect_error(0x6500, VQS_BAD_VALUE, "level", 101);
}

static void test_get_and_put(void **state)
{
	const struct vqs_field all = { .count = 64 };

	(void)state;
	assert_int_equal(vqs_bits_get(&ranges[3], 0xffff), 0x7f);
	assert_int_equal(vqs_bits_put(&ranges[3], 0xffff, 1), 0x81ff);
	assert_int_equal(vqs_bits_put(&ranges[3], 0, 0xfff), 0x7f00);
	assert_true(vqs_bits_get(&all, UINT64_MAX) == UINT64_MAX);
	assert_true(vqs_bits_put(&all, 5, UINT64_MAX - 1) == UINT64_MAX - 1);
}

/* Bytes are copied at once, other than those that are cut into bits. */
static void test_bytes(void **state)
{
	static const struct vqs_field halves[] = {
		{ .name = "low", .kind = VQS_U8, .count = 4, .memory = VQS_NOWHERE },
		{ .name = "high",
		  .kind = VQS_U8,
		  .offset = 4,
		  .count = 2,
		  .flags = VQS_RANGE,
		  .max = 2,
		  .memory = VQS_NOWHERE },
	};
	static const struct vqs_bits of_bytes = { halves, 2, 0xc0, 0 };
	static const struct vqs_field bytes = { .name = "bytes",
		                                .kind = VQS_U8,
		                                .extent = VQS_ARRAY,
		                                .count = 2,
		                                .bits = &of_bytes };
	static const struct vqs_struct pair = { "pair", &bytes, 1, 2, 2, false };
	const uint8_t good[] = { 0xc1, 0xef }, bad[] = { 0x01, 0x31 };
	uint8_t native[2];

	(void)state;
	assert_int_equal(vqs_struct_decode(&pair, good, native, NULL), 0);
	assert_int_equal(native[0], 0x01);
	assert_int_equal(native[1], 0x2f);
	assert_int_equal(vqs_struct_decode(&pair, bad, native, NULL), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_number),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_get_and_put),
		cmocka_unit_test(test_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
