/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Halves that hang on features, configuration and the request, of any bytes: what
 * is taken is written again to the same length, and means the same.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/wire.h>

#include "beads_type.h"

#define MOST   96
#define ROUNDS 20000

/* Always the same numbers. */
static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/* Small numbers mostly, so that counts fit. */
static void fill(uint8_t *bytes, size_t length, uint32_t *seed)
{
	for (size_t i = 0; i < length; i++)
		bytes[i] = next(seed) % 3 ? 0 : (uint8_t)(next(seed) % 8);
	if (length && next(seed) % 8 == 0)
		bytes[next(seed) % length] = 0xff;
}

/* Of exactly these bytes, so that one too far is seen. */
static struct vqs_span span_of(struct vqs_segment *segment, uint8_t *bytes,
                               uint32_t length)
{
	*segment = (struct vqs_segment){ bytes, length };
	return (struct vqs_span){ segment, 0, length };
}

/* What was decoded goes through once more. */
static void write_again(const struct vqs_half *half, const void *native,
                        const struct vqs_context *context, uint32_t length)
{
	uint8_t *bytes = malloc(length + 1);
	_Alignas(8) uint8_t back[256];
	struct vqs_segment segment;
	struct vqs_span span = span_of(&segment, bytes, length);
	uint32_t written;
	uint64_t measured;

	assert_int_equal(vqs_half_length(half, native, context, &measured, NULL), 0);
	assert_int_equal(measured, length);
	assert_true(vqs_half_measure(half, context).fixed <= length);
	assert_int_equal(vqs_half_encode(half, native, context, &span, &written, NULL),
	                 0);
	assert_int_equal(written, length);
	assert_int_equal(vqs_half_decode(half, &span, context, back, NULL), 0);
	free(bytes);
}

static unsigned int take(const struct vqs_half *half, const struct vqs_context *context,
                         void *native, uint32_t *seed)
{
	uint32_t length = next(seed) % MOST;
	uint8_t *bytes = malloc(length + 1);
	struct vqs_wire_error error = { .problem = VQS_FINE };
	struct vqs_segment segment;
	struct vqs_span span = span_of(&segment, bytes, length);
	int result;

	fill(bytes, length, seed);
	result = vqs_half_decode(half, &span, context, native, &error);
	assert_int_equal(result, error.problem ? -EBADMSG : 0);
	assert_true(error.offset <= length);
	if (!result)
		write_again(half, native, context, length);
	for (uint32_t i = 0; i <= half->field_count; i++)
		assert_true(vqs_half_part(half, i, &span, context, NULL).length <=
		            length);
	vqs_half_room(half, length, context, NULL);
	free(bytes);
	return result == 0;
}

static void test_any_bytes(void **state)
{
	_Alignas(8) uint8_t readable[256], writable[256];
	unsigned int taken[2] = { 0, 0 };
	uint32_t seed = 1;

	(void)state;
	for (unsigned int round = 0; round < ROUNDS; round++) {
		const struct vqs_features features = { { next(&seed) % 16 } };
		const struct beads_config config = { .name_size = next(&seed) % 8,
			                             .holes = next(&seed) % 4,
			                             .colours = next(&seed) % 8 };
		const struct vqs_family *family =
		        &beads_type.families[next(&seed) % beads_type.family_count];
		const struct vqs_message *message =
		        &family->messages[next(&seed) % family->message_count];
		struct vqs_context context = {
			.opcode = message->opcode,
			.offered = &features,
			.negotiated = &features,
			.config_type = &beads_type.config,
			.config = &config,
			.readable_half = &message->readable,
		};

		if (!take(&message->readable, &context, readable, &seed))
			continue;
		taken[0]++;
		context.readable = readable;
		taken[1] += take(&message->writable, &context, writable, &seed);
	}
	assert_true(taken[0] > ROUNDS / 20);
	assert_true(taken[1] > ROUNDS / 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
