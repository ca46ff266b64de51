/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random bytes through every half: what decodes encodes to the same meaning,
 * wherever the cuts are, and nothing is read or written beyond.
 */
#include "pieces.h"

#include <errno.h>

#define ROUNDS 3000

/* Sample-like bytes with some of them spoilt, or noise. */
static uint32_t invent(const struct sample *sample, uint8_t *bytes)
{
	uint32_t length = sample->length;

	for (uint32_t i = 0; i < 200; i++)
		bytes[i] = (uint8_t)next_random();
	if (next_random() % 8 == 0)
		return (uint32_t)(next_random() % 200);
	memcpy(bytes, sample->bytes, sample->length);
	for (unsigned int n = next_random() % 4; n; n--)
		bytes[next_random() % length] = (uint8_t)next_random();
	if (next_random() % 4 == 0)
		length = (uint32_t)(next_random() % (length * 2));
	return length;
}

/* decode, encode elsewhere, decode that, encode again: both encodings are alike. */
static bool round_trip(const struct sample *sample, const uint8_t *bytes, uint32_t length)
{
	const struct vqs_half *half = sample_half(sample);
	struct pieces from, there, back;
	uint8_t first[256], second[256];
	union native native, again;
	uint32_t one, two;
	int error;

	pieces_random(&from, bytes, length);
	memset(&native, 0x5a, sizeof(native));
	error = vqs_half_decode(half, &from.span, NULL, &native, NULL);
	if (error) {
		assert_int_equal(error, -EBADMSG);
		pieces_free(&from);
		return false;
	}
	pieces_random(&there, NULL, length);
	pieces_random(&back, NULL, length);
	assert_int_equal(vqs_half_encode(half, &native,
	                                 &(struct vqs_context){ .opcode = 1 },
	                                 &there.span, &one, NULL),
	                 0);
	assert_int_equal(one, length);
	assert_int_equal(vqs_half_decode(half, &there.span, NULL, &again, NULL), 0);
	assert_int_equal(vqs_half_encode(half, &again,
	                                 &(struct vqs_context){ .opcode = 1 }, &back.span,
	                                 &two, NULL),
	                 0);
	assert_int_equal(two, length);
	pieces_gather(&there, first);
	pieces_gather(&back, second);
	assert_memory_equal(first, second, length);
	pieces_free(&from);
	pieces_free(&there);
	pieces_free(&back);
	return true;
}

static void test_round_trips(void **state)
{
	(void)state;
	seed_random(20);
	for (const struct sample *sample = samples; sample < samples + sample_count;
	     sample++) {
		unsigned int good = 0;

		for (unsigned int i = 0; i < ROUNDS; i++) {
			uint8_t bytes[256];
			uint32_t length = invent(sample, bytes);

			good += round_trip(sample, bytes, length);
		}
		/* Neither of the two ways was hardly ever taken. */
		assert_true(good > ROUNDS / 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_round_trips) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
