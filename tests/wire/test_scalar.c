/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Scalars: byte order and alignment.
 */
#include "pieces.h"

struct expectation {
	enum vqs_kind kind;
	unsigned int size;
	uint64_t value; /* of the bytes 01 02 03 .. 08 */
};

static const struct expectation expectations[] = {
	{ VQS_U8, 1, 0x01 },
	{ VQS_LE16, 2, 0x0201 },
	{ VQS_LE32, 4, 0x04030201 },
	{ VQS_LE64, 8, 0x0807060504030201 },
	{ VQS_BE16, 2, 0x0102 },
	{ VQS_BE32, 4, 0x01020304 },
	{ VQS_BE64, 8, 0x0102030405060708 },
};

#define EACH(it)                                                                         \
	for (const struct expectation *(it) = expectations;                              \
	     (it) < expectations + sizeof(expectations) / sizeof(expectations[0]);       \
	     (it)++)

static void test_wire(void **state)
{
	static const uint8_t bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	(void)state;
	EACH(expected)
	for (unsigned int shift = 0; shift < 8; shift++) {
		uint8_t at[24];

		assert_int_equal(vqs_scalar_size(expected->kind), expected->size);
		memset(at, 0xee, sizeof(at));
		vqs_scalar_put(at + 8 + shift, expected->kind, expected->value);
		assert_memory_equal(at + 8 + shift, bytes, expected->size);
		assert_int_equal(at[8 + shift - 1], 0xee);
		assert_int_equal(at[8 + shift + expected->size], 0xee);
		assert_true(vqs_scalar_get(at + 8 + shift, expected->kind) ==
		            expected->value);
	}
}

static void test_native(void **state)
{
	uint16_t two = 0x1234;
	uint32_t four = 0x12345678;
	uint64_t eight = UINT64_C(0x123456789abcdef0);
	uint8_t one = 0x12;

	(void)state;
	assert_int_equal(vqs_native_get(&one, VQS_U8), 0x12);
	assert_int_equal(vqs_native_get(&two, VQS_BE16), 0x1234);
	assert_int_equal(vqs_native_get(&four, VQS_LE32), 0x12345678);
	assert_true(vqs_native_get(&eight, VQS_BE64) == eight);
	vqs_native_put(&one, VQS_U8, 0xff01);
	vqs_native_put(&two, VQS_LE16, 2);
	vqs_native_put(&four, VQS_BE32, 3);
	vqs_native_put(&eight, VQS_LE64, 4);
	assert_int_equal(one, 1);
	assert_int_equal(two, 2);
	assert_int_equal(four, 3);
	assert_int_equal(eight, 4);
}

static void test_struct_is_no_scalar(void **state)
{
	uint8_t at[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, same[8];

	(void)state;
	memcpy(same, at, sizeof(at));
	assert_int_equal(vqs_scalar_size(VQS_STRUCT), 0);
	assert_int_equal(vqs_scalar_get(at, VQS_STRUCT), 0);
	assert_int_equal(vqs_native_get(at, VQS_STRUCT), 0);
	vqs_scalar_put(at, VQS_STRUCT, 99);
	vqs_native_put(at, VQS_STRUCT, 99);
	assert_memory_equal(at, same, sizeof(at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wire),
		cmocka_unit_test(test_native),
		cmocka_unit_test(test_struct_is_no_scalar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
