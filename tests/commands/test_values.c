/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Values of unusual shapes, from JSON to native form and back, by the table of
 * a description.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read.h"
#include "table.h"
#include "output.h"
#include "value.h"

/* No value of these tests stands in a file. */
char *file_read(const char *path, size_t *length)
{
	(void)path;
	(void)length;
	return NULL;
}

struct shapes {
	struct model *model;
	struct table *table;
};

static int open_shapes(void **state)
{
	static struct shapes shapes;
	struct findings findings = { 0 };

	shapes.model = model_read(source_open(SHAPES), &findings);
	assert_non_null(shapes.model);
	shapes.table = table_build(shapes.model);
	findings_fini(&findings);
	*state = &shapes;
	return 0;
}

static int close_shapes(void **state)
{
	struct shapes *shapes = *state;

	table_destroy(shapes->table);
	model_destroy(shapes->model);
	return 0;
}

/* The fields of a native structure, and its size. */
struct shape {
	struct value_fields fields;
	size_t size;
};

static struct shape shape_of(void **state, const char *name)
{
	const struct shapes *shapes = *state;
	const struct vqs_type *type = &shapes->table->type;
	const struct vqs_message *message = type->families->messages;
	const struct vqs_half *half =
	        strcmp(name, "readable") == 0 ? &message->readable : &message->writable;

	if (strcmp(name, "config") == 0)
		return (struct shape){ value_fields_of_struct(&type->config),
			               type->config.memory };
	return (struct shape){ value_fields_of_half(half), half->memory };
}

/* What comes back of a value, as text; or what is wrong with it. */
static char *through(struct shape shape, const char *field, const char *text)
{
	const struct vqs_field *found = value_field_find(shape.fields, field);
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL), *all;
	struct value_room room = { 0 };
	char *native = calloc(1, shape.size), *result;

	assert_non_null(found);
	assert_non_null(json);
	assert_non_null(native);
	if (value_put(found, json, native, &room)) {
		all = value_get_all(shape.fields, native);
		result = json_dumps(json_object_get(all, field),
		                    JSON_ENCODE_ANY | JSON_SORT_KEYS | JSON_COMPACT);
		json_decref(all);
	} else {
		result = strdup(room.error);
	}
	free(native);
	json_decref(json);
	value_room_fini(&room);
	return result;
}

static void expect(struct shape shape, const char *field, const char *text,
                   const char *expected)
{
	char *result = through(shape, field, text);

	assert_string_equal(result, expected);
	free(result);
}

static void test_bits(void **state)
{
	struct shape config = shape_of(state, "config");
	struct shape half = shape_of(state, "readable");

	expect(config, "state", "{\"hue\": \"blue\", \"level\": 200, \"mood\": \"wild\"}",
	       "{\"hue\":\"blue\",\"level\":200,\"mood\":\"wild\"}");
	expect(config, "state", "2147483647",
	       "{\"hue\":15,\"level\":255,\"mood\":\"wild\"}");
	expect(config, "state", "{\"level\": 256}",
	       "level: 256 does not fit into 8 bits");
	expect(config, "state", "{\"reserved\": 1}", "state has no bits 'reserved'");
	expect(half, "pair", "[{\"a\": 1, \"b\": 15}, 33]",
	       "[{\"a\":1,\"b\":15},{\"a\":1,\"b\":2}]");
}

/* All fields at once: what a union tells may be left out. */
static void expect_all(struct shape shape, const char *text, const char *expected)
{
	json_t *json = json_loads(text, 0, NULL), *all;
	struct value_room room = { 0 };
	char *native = calloc(1, shape.size), *result;

	assert_non_null(json);
	assert_non_null(native);
	if (!value_put_all(shape.fields, json, native, &room)) {
		assert_string_equal(room.error, expected);
	} else {
		all = value_get_all(shape.fields, native);
		result = json_dumps(all, JSON_SORT_KEYS | JSON_COMPACT);
		assert_string_equal(result, expected);
		free(result);
		json_decref(all);
	}
	free(native);
	json_decref(json);
	value_room_fini(&room);
}

static void test_window(void **state)
{
	struct shape config = shape_of(state, "config");

	expect_all(config,
	           "{\"state\": 0, \"u\": {\"axis\": {\"least\": 1, \"most\": 2}}}",
	           "{\"select\":\"axis\",\"size\":8,\"state\":{\"hue\":\"red\",\"level\":"
	           "0,\"mood\":\"calm\"},\"u\":{\"axis\":{\"least\":1,\"most\":2}}}");
	expect_all(config,
	           "{\"state\": 0, \"select\": \"serial\", \"u\": {\"text\": \"one\"}}",
	           "{\"select\":\"serial\",\"size\":3,\"state\":{\"hue\":\"red\","
	           "\"level\":0,\"mood\":\"calm\"},\"u\":{\"text\":\"one\"}}");
	expect_all(config,
	           "{\"state\": 0, \"select\": \"axis\", \"size\": 7, \"u\": "
	           "{\"axis\": {\"least\": 1, \"most\": 2}}}",
	           "{\"select\":\"axis\",\"size\":7,\"state\":{\"hue\":\"red\",\"level\":"
	           "0,\"mood\":\"calm\"},\"u\":{\"broken\":\"too short\"}}");
	expect_all(config, "{\"state\": 0, \"size\": 0, \"u\": {\"text\": \"one\"}}",
	           "select is missing");
	expect_all(config,
	           "{\"state\": 0, \"u\": {\"axis\": {\"least\": 1, \"most\": 0}}}",
	           "u: most: a value that is not allowed");
}

static void test_union(void **state)
{
	struct shape half = shape_of(state, "writable");

	expect(half, "value", "{\"small\": [3, 4]}", "\"hex:0300000004000000\"");
	expect(half, "value", "\"hex:0300000004000001\"", "\"hex:0300000004000001\"");
	expect(half, "value", "{\"tiny\": 3}",
	       "value: wanted is {\"small\": ...}, or {\"large\": ...}");
	expect(half, "value", "3",
	       "value: wanted is {\"small\": ...}, or {\"large\": ...}");
	expect(half, "odd", "{\"kind\": 5, \"u\": {\"words\": [7]}}",
	       "{\"kind\":5,\"u\":{\"words\":[7]},\"valid\":2}");
	expect(half, "odd", "{\"u\": {\"number\": 7}}",
	       "{\"kind\":1,\"u\":{\"number\":7},\"valid\":4}");
	expect(half, "odd", "{\"kind\": 9, \"u\": \"hex:ff\", \"valid\": 9}",
	       "{\"kind\":9,\"u\":\"hex:ff0000000000\",\"valid\":9}");
	expect(half, "odd", "{\"u\": {\"pair\": {\"a\": 1, \"b\": 2}}}",
	       "u: b: a value that is not allowed");
}

/* Where all cases are numbers the names are those of the case. */
static void test_number(void **state)
{
	struct shape half = shape_of(state, "writable");

	expect(half, "more", "\"bright\"", "{\"s\":9}");
	expect(half, "more", "{\"off_time\": {\"s\": 3}}", "{\"s\":3}");
	expect(half, "more", "70000",
	       "brightness: 70000 does not fit; the most is 65535");
}

static void test_list(void **state)
{
	struct shape half = shape_of(state, "readable");

	expect(half, "hints",
	       "[{\"word\": \"six\"}, {\"twin\": {\"x\": 5, \"y\": 3}, \"head\": "
	       "{\"kind\": {\"how\": 2}}}]",
	       "[{\"head\":{\"kind\":{\"how\":0,\"what\":\"word\"},\"size\":8},"
	       "\"word\":\"hex:736978000000\"},"
	       "{\"head\":{\"kind\":{\"how\":2,\"what\":2},\"size\":8},"
	       "\"twin\":{\"x\":5,\"y\":3}}]");
	expect(half, "hints", "[{\"sheet\": {\"a\": 7, \"b\": 9}}]",
	       "[{\"sheet\":{\"a\":7,\"b\":9,\"tag\":{\"kind\":{\"how\":0,\"what\":3},"
	       "\"size\":8}}}]");
	expect(half, "hints", "[{\"sheet\": {\"a\": 7, \"b\": 10}}]",
	       "sheet: a value that is not allowed");
	expect(half, "hints", "[{\"none\": 1}]",
	       "hints: an item is wanted: {\"name\": ...}");
	expect(half, "hints", "[7]", "hints: an item is wanted: {\"name\": ...}");
	expect(half, "hints", "\"hex:080fffffffffffff\"",
	       "[{\"type\":15,\"unknown\":\"hex:ffffffffffff\"}]");
	expect(half, "hints", "\"hex:0881000000000000\"",
	       "[{\"type\":1,\"unknown\":\"hex:000000000000\"}]");
	expect(half, "hints", "\"hex:0c0100\"",
	       "[{\"broken\":\"a count that does not fit\"}]");
	expect(half, "hints", "\"hex:0402aaaa0000\"",
	       "[{\"twin\":{\"broken\":\"too short\"}}]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bits),  cmocka_unit_test(test_window),
		cmocka_unit_test(test_union), cmocka_unit_test(test_number),
		cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests(tests, open_shapes, close_shapes);
}
