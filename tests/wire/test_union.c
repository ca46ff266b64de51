/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Unions: which case it is, and each case at every length of its bytes.
 */
#include "pieces.h"

#include <errno.h>
#include <stddef.h>

struct axis {
	uint32_t least;
	uint8_t most;
};

static const struct vqs_field axis_fields[] = {
	{ .name = "least", .kind = VQS_LE32, .memory = offsetof(struct axis, least) },
	{ .name = "most",
	  .kind = VQS_U8,
	  .offset = 4,
	  .flags = VQS_RANGE,
	  .max = 9,
	  .memory = offsetof(struct axis, most) },
};
static const struct vqs_struct axis_type = { .name = "axis",
	                                     .fields = axis_fields,
	                                     .field_count = 2,
	                                     .size = 5,
	                                     .memory = sizeof(struct axis) };
static const uint64_t when_words[] = { 1, UINT64_C(0x100000002) };
static const uint64_t when_axis[] = { 3 };
static const struct vqs_case cases[] = {
	{ { .name = "words", .kind = VQS_BE16, .extent = VQS_ARRAY, .count = 3 },
	  when_words,
	  2 },
	{ { .name = "axis", .kind = VQS_STRUCT, .structure = &axis_type }, when_axis, 1 },
	{ { .name = "never", .kind = VQS_U8 }, NULL, 0 },
};
static const struct vqs_union type = { .cases = cases, .count = 3 };

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(vqs_union_find(&type, 1), &cases[0]);
	assert_ptr_equal(vqs_union_find(&type, UINT64_C(0x100000002)), &cases[0]);
	assert_ptr_equal(vqs_union_find(&type, 3), &cases[1]);
	assert_null(vqs_union_find(&type, 2));
	assert_null(vqs_union_find(&type, 0));
}

static void test_words(void **state)
{
	const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	const uint16_t values[] = { 0x102, 0x304, 0x506 };

	(void)state;
	for (uint32_t length = 0; length <= sizeof(bytes); length++) {
		uint16_t native[4] = { 9, 9, 9, 9 };
		struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
		int result = vqs_case_decode(&cases[0], bytes, length, native, &error);

		assert_int_equal(native[3], 9);
		if (length < 6 && length % 2) {
			assert_int_equal(result, -EBADMSG);
			assert_int_equal(error.problem, VQS_BAD_COUNT);
			continue;
		}
		assert_int_equal(result, 0);
		for (uint32_t i = 0; i < 3; i++)
			assert_int_equal(native[i], i < length / 2 ? values[i] : 0);
	}
}

static void test_axis(void **state)
{
	const uint8_t good[] = { 4, 3, 2, 1, 9, 77 }, bad[] = { 0, 0, 0, 0, 10 };
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	struct axis axis;

	(void)state;
	for (uint32_t length = 0; length < 5; length++) {
		assert_int_equal(vqs_case_decode(&cases[1], good, length, &axis, &error),
		                 -EBADMSG);
		assert_int_equal(error.problem, VQS_TOO_SHORT);
		assert_ptr_equal(error.field, &cases[1].field);
		assert_int_equal(axis.least, 0);
	}
	assert_int_equal(vqs_case_decode(&cases[1], good, 5, &axis, NULL), 0);
	assert_int_equal(vqs_case_decode(&cases[1], good, 6, &axis, NULL), 0);
	assert_int_equal(axis.least, 0x01020304);
	assert_int_equal(axis.most, 9);
	assert_int_equal(vqs_case_decode(&cases[1], bad, 5, &axis, NULL), -EBADMSG);
}

static void test_encode(void **state)
{
	const uint16_t words[] = { 0x102, 0x304, 0x506 };
	const uint8_t expected[] = { 1, 2, 3, 4, 5, 6, 0, 0, 0x55 };
	const struct axis axis = { 0x01020304, 9 }, bad = { 0, 10 };
	const uint8_t of_axis[] = { 4, 3, 2, 1, 9, 0, 0, 0, 0x55 };
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	uint8_t bytes[9];

	(void)state;
	memset(bytes, 0x55, sizeof(bytes));
	assert_int_equal(vqs_case_encode(&cases[0], words, bytes, 8, NULL), 0);
	assert_memory_equal(bytes, expected, sizeof(bytes));
	assert_int_equal(vqs_case_encode(&cases[1], &axis, bytes, 8, NULL), 0);
	assert_memory_equal(bytes, of_axis, sizeof(bytes));
	assert_int_equal(vqs_case_encode(&cases[1], &bad, bytes, 8, NULL), -EINVAL);
	memset(bytes, 0x55, sizeof(bytes));
	assert_int_equal(vqs_case_encode(&cases[1], &axis, bytes, 4, &error), -EINVAL);
	assert_int_equal(error.problem, VQS_TOO_LONG);
	assert_int_equal(bytes[0], 0x55);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_axis),
		cmocka_unit_test(test_encode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
