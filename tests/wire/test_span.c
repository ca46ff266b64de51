/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Spans, cut at every two places.
 */
#include "pieces.h"

#define LENGTH 12

static const uint8_t digits[LENGTH] = "0123456789ab";

typedef void body(struct pieces *pieces);

/* Runs `body` with the digits cut in every way into three. */
static void each_cut(body *run)
{
	for (uint32_t a = 0; a <= LENGTH; a++)
		for (uint32_t b = a; b <= LENGTH; b++) {
			struct pieces pieces;

			pieces_cut(&pieces, digits, LENGTH, a, b);
			run(&pieces);
			pieces_free(&pieces);
		}
}

static uint32_t fits(uint32_t at, uint32_t length)
{
	uint32_t left = at < LENGTH ? LENGTH - at : 0;

	return length < left ? length : left;
}

static void reads(struct pieces *pieces)
{
	for (uint32_t at = 0; at <= LENGTH + 2; at++)
		for (uint32_t length = 0; length <= LENGTH + 2; length++) {
			uint8_t to[LENGTH + 2];
			uint32_t got = vqs_span_read(&pieces->span, at, to, length);

			assert_int_equal(got, fits(at, length));
			if (got)
				assert_memory_equal(to, digits + at, got);
		}
}

static void writes(struct pieces *pieces)
{
	static const uint8_t from[LENGTH + 2] = "ABCDEFGHIJKLMN";
	uint8_t all[LENGTH], expected[LENGTH];

	memcpy(expected, digits, LENGTH);
	for (uint32_t at = 0; at <= LENGTH + 1; at++) {
		uint32_t length = (at * 5) % (LENGTH + 2);

		assert_int_equal(vqs_span_write(&pieces->span, at, from, length),
		                 fits(at, length));
		if (fits(at, length))
			memcpy(expected + at, from, fits(at, length));
		pieces_gather(pieces, all);
		assert_memory_equal(all, expected, LENGTH);
		assert_int_equal(vqs_span_clear(&pieces->span, at, 2), fits(at, 2));
		if (fits(at, 2))
			memset(expected + at, 0, fits(at, 2));
		pieces_gather(pieces, all);
		assert_memory_equal(all, expected, LENGTH);
	}
}

static void parts(struct pieces *pieces)
{
	for (uint32_t at = 0; at <= LENGTH + 1; at++)
		for (uint32_t length = 0; length <= LENGTH + 1; length++) {
			struct vqs_span part = vqs_span_part(&pieces->span, at, length);
			struct vqs_span again = vqs_span_part(&part, 1, 3);
			uint8_t to[LENGTH];

			assert_int_equal(part.length, fits(at, length));
			if (vqs_span_read(&part, 0, to, sizeof(to)))
				assert_memory_equal(to, digits + at, part.length);
			if (vqs_span_read(&again, 0, to, sizeof(to)))
				assert_memory_equal(to, digits + at + 1, again.length);
		}
}

static void nexts(struct pieces *pieces)
{
	struct vqs_span span = pieces->span;
	struct vqs_segment piece;
	uint8_t all[LENGTH], *to = all;
	unsigned int count = 0;

	while (vqs_span_next(&span, &piece)) {
		assert_true(piece.length > 0);
		memcpy(to, piece.base, piece.length);
		to += piece.length;
		count++;
	}
	assert_int_equal(to - all, LENGTH);
	assert_true(count <= 3);
	assert_memory_equal(all, digits, LENGTH);
}

/* Into every other cut, shorter and longer. */
static void copies(struct pieces *pieces)
{
	for (uint32_t length = 0; length <= LENGTH + 3; length++)
		for (uint32_t cut = 0; cut <= length; cut++) {
			struct pieces to;
			uint8_t all[LENGTH + 3];

			pieces_cut(&to, NULL, length, cut / 2, cut);
			assert_int_equal(vqs_span_copy(&to.span, &pieces->span),
			                 fits(0, length));
			pieces_gather(&to, all);
			assert_memory_equal(all, digits, fits(0, length));
			if (length > LENGTH)
				assert_int_equal(all[LENGTH], 0xaa);
			pieces_free(&to);
		}
}

static void test_read(void **state)
{
	(void)state;
	each_cut(reads);
}

static void test_write_and_clear(void **state)
{
	(void)state;
	each_cut(writes);
}

static void test_part(void **state)
{
	(void)state;
	each_cut(parts);
}

static void test_next(void **state)
{
	(void)state;
	each_cut(nexts);
}

static void test_copy(void **state)
{
	(void)state;
	each_cut(copies);
}

/* Two buffers of a chain may lie over each other. */
static void test_overlapping_copy(void **state)
{
	uint8_t bytes[8] = "abcdefgh";
	struct vqs_segment low = { bytes, 6 }, high = { bytes + 2, 6 };
	struct vqs_span to = { &low, 0, 6 }, from = { &high, 0, 6 };

	(void)state;
	assert_int_equal(vqs_span_copy(&to, &from), 6);
	assert_memory_equal(bytes, "cdefghgh", 8);
	assert_int_equal(vqs_span_copy(&from, &to), 6);
	assert_memory_equal(bytes, "cdcdefgh", 8);
	assert_int_equal(vqs_span_copy(&to, &to), 6);
	assert_memory_equal(bytes, "cdcdefgh", 8);
}

/* A span with no bytes is never followed to its segments. */
static void test_empty(void **state)
{
	struct vqs_span none = { NULL, 0, 0 }, part = vqs_span_part(&none, 3, 4);
	struct vqs_segment piece;
	uint8_t byte = 1;

	(void)state;
	assert_int_equal(vqs_span_read(&none, 0, &byte, 1), 0);
	assert_int_equal(vqs_span_write(&none, 7, &byte, 1), 0);
	assert_int_equal(vqs_span_clear(&none, UINT32_MAX, UINT32_MAX), 0);
	assert_int_equal(vqs_span_copy(&none, &none), 0);
	assert_false(vqs_span_next(&none, &piece));
	assert_int_equal(part.length, 0);
	assert_int_equal(byte, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),  cmocka_unit_test(test_write_and_clear),
		cmocka_unit_test(test_part),  cmocka_unit_test(test_next),
		cmocka_unit_test(test_copy),  cmocka_unit_test(test_overlapping_copy),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
