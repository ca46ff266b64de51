/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists of items: written and read back, and read out of bytes of which every
 * one may be anything.
 */
#include "pieces.h"

#include <errno.h>
#include <stddef.h>

struct tag {
	uint8_t size, kind;
};

struct sheet {
	struct tag tag;
	uint16_t a;
	uint8_t b;
};

static const struct vqs_field kinds[] = {
	{ .name = "what", .kind = VQS_U8, .count = 4, .memory = VQS_NOWHERE },
	{ .name = "how", .kind = VQS_U8, .count = 3, .offset = 4, .memory = VQS_NOWHERE },
};
static const struct vqs_bits kind_bits = { kinds, 2, 0, 0x80 };
static const struct vqs_field tag_fields[] = {
	{ .name = "size", .kind = VQS_U8, .memory = offsetof(struct tag, size) },
	{ .name = "kind",
	  .kind = VQS_U8,
	  .offset = 1,
	  .memory = offsetof(struct tag, kind),
	  .bits = &kind_bits },
};
static const struct vqs_struct tag_type = { .name = "tag",
	                                    .fields = tag_fields,
	                                    .field_count = 2,
	                                    .size = 2,
	                                    .memory = sizeof(struct tag) };
static const struct vqs_field sheet_fields[] = {
	{ .name = "tag",
	  .kind = VQS_STRUCT,
	  .memory = offsetof(struct sheet, tag),
	  .structure = &tag_type },
	{ .name = "a",
	  .kind = VQS_BE16,
	  .offset = 2,
	  .memory = offsetof(struct sheet, a) },
	{ .name = "b",
	  .kind = VQS_U8,
	  .offset = 4,
	  .flags = VQS_RANGE,
	  .max = 9,
	  .memory = offsetof(struct sheet, b) },
};
static const struct vqs_struct sheet_type = { .name = "sheet",
	                                      .fields = sheet_fields,
	                                      .field_count = 3,
	                                      .size = 5,
	                                      .memory = sizeof(struct sheet) };
static const struct vqs_item_type items[] = {
	{ { .name = "text", .kind = VQS_U8, .extent = VQS_REST }, 1, false },
	{ { .name = "word", .kind = VQS_LE16 }, 2, false },
	{ { .name = "sheet", .kind = VQS_STRUCT, .structure = &sheet_type }, 3, true },
	{ { .name = "words", .kind = VQS_LE16, .extent = VQS_REST }, 4, false },
};

/* Lengths with and without the head, aligned or not, ended or not. */
static const struct vqs_list plain = { .name = "plain",
	                               .head = &tag_type,
	                               .type = &tag_fields[1],
	                               .range = &kinds[0],
	                               .length = &tag_fields[0],
	                               .items = items,
	                               .count = 4 };
static const struct vqs_list ended = { .name = "ended",
	                               .head = &tag_type,
	                               .type = &tag_fields[1],
	                               .range = &kinds[0],
	                               .length = &tag_fields[0],
	                               .items = items,
	                               .count = 4,
	                               .align = 4,
	                               .includes_head = true,
	                               .ends = true,
	                               .end = 15 };
static const struct vqs_list alike = { .name = "alike",
	                               .head = &tag_type,
	                               .length = &tag_fields[0],
	                               .items = items,
	                               .count = 1 };

static struct vqs_span span_over(struct vqs_segment *segment, void *bytes,
                                 uint32_t length)
{
	*segment = (struct vqs_segment){ bytes, length };
	return (struct vqs_span){ segment, 0, length };
}

/* Writes one of each; bytes that it took. */
static uint32_t write_all(const struct vqs_list *list, struct vqs_span span)
{
	struct vqs_segment segment;
	const struct tag head = { 77, 0x20 };
	const struct sheet sheet = { { 0, 0x30 }, 0x102, 9 };
	char letters[] = "abc";
	const struct vqs_span text = span_over(&segment, letters, 3);
	const uint16_t word = 0x1234;
	struct vqs_items to;
	uint32_t used;

	vqs_items_init(&to, list, &span);
	assert_int_equal(vqs_items_add(&to, &items[0], &head, &text, NULL), 0);
	assert_int_equal(vqs_items_add(&to, &items[1], NULL, &word, NULL), 0);
	assert_int_equal(vqs_items_add(&to, &items[2], NULL, &sheet, NULL), 0);
	used = to.at;
	vqs_items_end(&to);
	return used;
}

static void next(struct vqs_items *from, struct vqs_item *item, unsigned int type)
{
	assert_int_equal(vqs_items_next(from, item, NULL), 1);
	assert_ptr_equal(item->type, &items[type]);
}

static void test_both_ways(const struct vqs_list *list, uint32_t a, uint32_t b)
{
	uint8_t bytes[40], text[4];
	struct vqs_span found;
	struct pieces pieces;
	struct vqs_items from;
	struct vqs_item item;
	struct sheet sheet;
	struct tag tag;
	uint16_t word;

	memset(bytes, 0x55, sizeof(bytes));
	pieces_cut(&pieces, bytes, sizeof(bytes), a, b);
	pieces.span.length = list->ends ? 40 : write_all(list, pieces.span);
	if (list->ends)
		write_all(list, pieces.span);
	vqs_items_init(&from, list, &pieces.span);
	next(&from, &item, 0);
	assert_int_equal(vqs_item_head(list, &item, &tag, NULL), 0);
	assert_int_equal(tag.kind, 0x21);
	assert_int_equal(vqs_item_decode(list, &item, &found, NULL), 0);
	assert_int_equal(found.length, list->align ? 6 : 3);
	vqs_span_read(&found, 0, text, 3);
	assert_memory_equal(text, "abc", 3);
	next(&from, &item, 1);
	assert_int_equal(vqs_item_decode(list, &item, &word, NULL), 0);
	assert_int_equal(word, 0x1234);
	next(&from, &item, 2);
	assert_int_equal(vqs_item_decode(list, &item, &sheet, NULL), 0);
	assert_int_equal(sheet.tag.kind, 0x33);
	assert_int_equal(sheet.a, 0x102);
	assert_int_equal(sheet.b, 9);
	assert_int_equal(vqs_items_next(&from, &item, NULL), 0);
	assert_int_equal(vqs_items_next(&from, &item, NULL), 0);
	pieces_free(&pieces);
}

static void test_round(void **state)
{
	(void)state;
	for (uint32_t a = 0; a <= 20; a++)
		for (uint32_t b = a; b <= 20; b++) {
			test_both_ways(&plain, a, b);
			test_both_ways(&ended, a, b);
		}
}

static void test_bytes(void **state)
{
	static const uint8_t expected[] = {
		3, 0x21, 'a', 'b', 'c', 2, 2, 0x34, 0x12, 3, 0x33, 1, 2, 9, 0x55,
	};
	static const uint8_t aligned[] = {
		8,    0x21, 'a',  'b', 'c', 0, 0, 0, 4, 2, 0x34,
		0x12, 8,    0x33, 1,   2,   9, 0, 0, 0, 0, 15,
	};
	uint8_t bytes[22];
	struct vqs_segment segment;

	(void)state;
	memset(bytes, 0x55, sizeof(bytes));
	assert_int_equal(write_all(&plain, span_over(&segment, bytes, 14)), 14);
	assert_memory_equal(bytes, expected, sizeof(expected));
	assert_int_equal(write_all(&ended, span_over(&segment, bytes, 22)), 20);
	assert_memory_equal(bytes, aligned, sizeof(aligned));
}

static void test_no_room(void **state)
{
	const struct sheet bad = { { 0, 0 }, 1, 10 };
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	uint8_t bytes[300] = { 0 };
	struct vqs_segment segment, long_one;
	struct vqs_span span = span_over(&segment, bytes, 4), text;
	struct vqs_items to;
	const uint16_t word = 7;

	(void)state;
	text = span_over(&long_one, bytes, 256);
	vqs_items_init(&to, &plain, &span);
	assert_int_equal(vqs_items_add(&to, &items[2], NULL, &bad, NULL), -EMSGSIZE);
	assert_int_equal(vqs_items_add(&to, &items[1], NULL, &word, NULL), 0);
	assert_int_equal(vqs_items_add(&to, &items[1], NULL, &word, NULL), -EMSGSIZE);
	assert_int_equal(to.at, 4);
	span = span_over(&segment, bytes, 300);
	vqs_items_init(&to, &plain, &span);
	assert_int_equal(vqs_items_add(&to, &items[2], NULL, &bad, &error), -EINVAL);
	assert_string_equal(error.field->name, "b");
	/* 256 does not fit into the length */
	assert_int_equal(vqs_items_add(&to, &items[0], NULL, &text, &error), -EINVAL);
	assert_string_equal(error.field->name, "size");
	assert_int_equal(to.at, 0);
}

static void expect(const struct vqs_list *list, const void *bytes, uint32_t length,
                   int result, enum vqs_problem problem)
{
	struct vqs_segment segment;
	struct vqs_span span = span_over(&segment, (void *)(uintptr_t)bytes, length);
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	struct vqs_items from;
	struct vqs_item item;

	vqs_items_init(&from, list, &span);
	assert_int_equal(vqs_items_next(&from, &item, &error), result);
	assert_int_equal(error.problem, problem);
	if (result < 0)
		assert_int_equal(vqs_items_next(&from, &item, &error), 0);
}

static void test_broken(void **state)
{
	(void)state;
	expect(&plain, "\x01\x01", 1, -EBADMSG, VQS_TOO_SHORT);
	expect(&plain, "\x03\x01zz", 4, -EBADMSG, VQS_BAD_COUNT);
	expect(&plain, "\x02\x01zz", 4, 1, VQS_FINE);
	expect(&plain, "\0\x01", 2, 1, VQS_FINE);
	expect(&ended, "\x01\x01zz", 4, -EBADMSG, VQS_BAD_COUNT);
	expect(&ended, "\x02\x01zz", 4, -EBADMSG, VQS_BAD_COUNT);
	expect(&ended, "\x08\x01zz", 4, -EBADMSG, VQS_BAD_COUNT);
	expect(&ended, "\x04\x01zz", 4, 1, VQS_FINE);
	expect(&ended, "\x04", 1, 0, VQS_FINE);
	expect(&ended, "\xff\x0f", 2, 0, VQS_FINE);
	expect(&alike, "\x01\xfez", 3, 1, VQS_FINE);
	expect(&plain, "", 0, 0, VQS_FINE);
}

/* What is not known, or has reserved bits set, is stepped over. */
static void test_ignored(void **state)
{
	uint8_t bytes[] = { 1, 9, 'x', 2, 0x82, 1, 2, 2, 2, 3, 4 };
	struct vqs_segment segment;
	struct vqs_span span = span_over(&segment, bytes, sizeof(bytes));
	struct vqs_items from;
	struct vqs_item item;
	uint16_t word;

	(void)state;
	vqs_items_init(&from, &plain, &span);
	assert_int_equal(vqs_items_next(&from, &item, NULL), 1);
	assert_null(item.type);
	assert_int_equal(item.value, 9);
	assert_int_equal(item.body.length, 1);
	assert_int_equal(vqs_items_next(&from, &item, NULL), 1);
	assert_null(item.type);
	next(&from, &item, 1);
	assert_int_equal(vqs_item_decode(&plain, &item, &word, NULL), 0);
	assert_int_equal(word, 0x403);
	assert_int_equal(vqs_items_next(&from, &item, NULL), 0);
}

/* Items that are shorter than what they are, or longer, or no whole elements. */
static void test_lengths(void **state)
{
	(void)state;
	for (uint8_t type = 1; type <= 4; type++)
		for (uint8_t length = 0; length <= 6; length++) {
			uint8_t bytes[8] = { length, type, 0, 1, 2, 3, 4, 5 };
			struct vqs_segment segment;
			struct vqs_span span = span_over(&segment, bytes, 2U + length),
			                found;
			bool good = type == 1 || (type == 2 && length >= 2) ||
			            (type == 3 && length >= 3) ||
			            (type == 4 && length % 2 == 0);
			struct vqs_items from;
			struct vqs_item item;
			union {
				uint16_t word;
				struct sheet sheet;
			} native;

			vqs_items_init(&from, &plain, &span);
			next(&from, &item, type - 1U);
			assert_int_equal(vqs_item_decode(&plain, &item,
			                                 type == 1 || type == 4
			                                         ? (void *)&found
			                                         : &native,
			                                 NULL),
			                 good ? 0 : -EBADMSG);
		}
}

/* Every list ends, inside its bytes, whatever they are. */
static void test_any(void **state)
{
	static const struct vqs_list *const lists[] = { &plain, &ended, &alike };
	uint32_t seed = 1;

	(void)state;
	for (unsigned int round = 0; round < 30000; round++) {
		uint8_t bytes[24];
		uint32_t length = round % (sizeof(bytes) + 1), steps = 0;
		const struct vqs_list *list = lists[round % 3];
		struct pieces pieces;
		struct vqs_items from;
		struct vqs_item item;

		for (unsigned int i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (uint8_t)(seed >> 28 | (seed >> 20 & 0x80));
		}
		pieces_cut(&pieces, bytes, length, length / 3, length / 2);
		vqs_items_init(&from, list, &pieces.span);
		while (vqs_items_next(&from, &item, NULL) > 0) {
			union {
				struct vqs_span span;
				struct sheet sheet;
			} native;

			assert_true(from.at <= length);
			assert_true(++steps <= length / 2);
			if (item.type)
				vqs_item_decode(list, &item, &native, NULL);
		}
		pieces_free(&pieces);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),   cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_no_room), cmocka_unit_test(test_broken),
		cmocka_unit_test(test_ignored), cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
