/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Counts that are sums, and counts within structures and unions: as long as the
 * case that is chosen says, and nothing of what is not there.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/wire.h>

#include "terms_type.h"

#define HEADER 8 /* opcode and reserved bytes */
#define HEAD   16

struct asked {
	uint8_t bytes[256];
	uint32_t length;
	struct terms_seal seal;
	struct vqs_wire_error error;
};

static const struct vqs_message *seal_message(void)
{
	return &terms_type.families[0].messages[0];
}

static void begin(struct asked *asked)
{
	memset(asked, 0, sizeof(*asked));
	asked->bytes[0] = 1;
}

static int decode(struct asked *asked, const struct vqs_features *negotiated)
{
	struct vqs_segment segment = { asked->bytes, asked->length };
	struct vqs_span span = { &segment, 0, asked->length };
	struct vqs_context context = { .opcode = 1, .negotiated = negotiated };

	return vqs_half_decode(&seal_message()->readable, &span, &context, &asked->seal,
	                       &asked->error);
}

/* `kind` is behind the union that it tells apart. */
static void put_head(struct asked *asked, uint8_t kind, uint8_t tag)
{
	asked->bytes[HEADER + 12] = kind;
	asked->bytes[HEADER + 14] = tag;
}

static void test_first_case(void **state)
{
	struct vqs_features none = { 0 };
	struct asked asked;

	(void)state;
	begin(&asked);
	put_head(&asked, 2, 3);
	asked.bytes[HEADER + 4] = 5; /* rsa.key.length; of ecc it would be 5 << 8 */
	asked.length = HEADER + HEAD + 5 + 1 + 3;
	assert_int_equal(decode(&asked, &none), 0);
	assert_int_equal(asked.seal.key.length, 6);
	assert_int_equal(asked.seal.tag.length, 3);
	asked.length++;
	assert_int_equal(decode(&asked, &none), -EBADMSG);
	asked.length -= 2;
	assert_int_equal(decode(&asked, &none), -EBADMSG);
}

static void test_other_case(void **state)
{
	struct vqs_features none = { 0 };
	struct asked asked;

	(void)state;
	begin(&asked);
	put_head(&asked, 3, 0);
	asked.bytes[HEADER + 5] = 7; /* ecc.length, big-endian; of rsa it is 7 << 8 */
	asked.length = HEADER + HEAD + 7 + 1;
	assert_int_equal(decode(&asked, &none), 0);
	assert_int_equal(asked.seal.key.length, 8);
}

static void test_no_case(void **state)
{
	struct vqs_features none = { 0 };
	struct asked asked;

	(void)state;
	begin(&asked);
	put_head(&asked, 9, 2);
	memset(asked.bytes + HEADER, 0xff, 12);
	asked.length = HEADER + HEAD + 1 + 2;
	assert_int_equal(decode(&asked, &none), 0);
	assert_int_equal(asked.seal.key.length, 1);
}

/* With the feature there is another head, and nothing of the first counts. */
static void test_not_there(void **state)
{
	struct vqs_features brief = { .word = { 1 } };
	struct asked asked;

	(void)state;
	begin(&asked);
	asked.bytes[HEADER + 2] = 4;
	asked.length = HEADER + 4 + 4 + 1;
	assert_int_equal(decode(&asked, &brief), 0);
	assert_int_equal(asked.seal.key.length, 5);
	assert_int_equal(asked.seal.tag.length, 0);
}

/* What a caller gives has to be as long as its counts say. */
static void test_encode(void **state)
{
	struct vqs_features brief = { .word = { 1 } };
	struct vqs_context context = { .opcode = 1, .negotiated = &brief };
	uint8_t key[9] = { 1, 2, 3 }, room[64];
	struct vqs_segment from = { key, sizeof(key) }, to = { room, sizeof(room) };
	struct vqs_span span = { &to, 0, sizeof(room) };
	struct terms_seal seal = { .brief = { .length = 8 }, .key = { &from, 0, 9 } };
	struct vqs_wire_error error;
	uint32_t length;

	(void)state;
	assert_int_equal(vqs_half_encode(&seal_message()->readable, &seal, &context,
	                                 &span, &length, &error),
	                 0);
	assert_int_equal(length, HEADER + 4 + 9);
	seal.brief.length = 7;
	assert_int_equal(vqs_half_encode(&seal_message()->readable, &seal, &context,
	                                 &span, &length, &error),
	                 -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_case), cmocka_unit_test(test_other_case),
		cmocka_unit_test(test_no_case),    cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_encode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
