/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Encoding: the samples come back byte by byte, nothing is written beyond, no
 * value that the table forbids gets out, and what is in its place stays there.
 */
#include "pieces.h"

#include <errno.h>

#define EACH(it)                                                                         \
	for (const struct sample *(it) = samples; (it) < samples + sample_count; (it)++)

/* The sample's native form; spans refer to *pieces. */
static void load(const struct sample *sample, struct pieces *pieces, union native *native)
{
	pieces_cut(pieces, sample->bytes, sample->length, sample->length / 4,
	           sample->length / 2);
	assert_int_equal(
	        vqs_half_decode(sample_half(sample), &pieces->span, NULL, native, NULL),
	        0);
}

/* What encoding makes of the sample: reserved bytes are zero. */
static void ideal(const struct sample *sample, uint8_t *bytes)
{
	const struct vqs_half *half = sample_half(sample);

	memcpy(bytes, sample->bytes, sample->length);
	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];

		if (field->flags & VQS_RESERVED)
			memset(bytes + field->offset, 0,
			       vqs_scalar_size((enum vqs_kind)field->kind));
	}
}

static void encode_cut(const struct sample *sample, const union native *native,
                       uint32_t a, uint32_t b)
{
	uint8_t expected[256], all[256];
	struct pieces to;
	uint32_t length;

	ideal(sample, expected);
	pieces_cut(&to, NULL, sample->length, a, b);
	assert_int_equal(
	        vqs_half_encode(
	                sample_half(sample), native,
	                &(struct vqs_context){ .opcode = sample_message(sample)->opcode },
	                &to.span, &length, NULL),
	        0);
	assert_int_equal(length, sample->length);
	pieces_gather(&to, all);
	assert_memory_equal(all, expected, length);
	pieces_free(&to);
}

static void test_every_cut(void **state)
{
	(void)state;
	EACH(sample)
	{
		struct pieces from;
		union native native;
		uint64_t length;

		load(sample, &from, &native);
		assert_int_equal(vqs_half_length(sample_half(sample), &native, NULL,
		                                 &length, NULL),
		                 0);
		assert_int_equal(length, sample->length);
		for (uint32_t a = 0; a <= sample->length; a++)
			for (uint32_t b = a; b <= sample->length; b++)
				encode_cut(sample, &native, a, b);
		pieces_free(&from);
	}
}

/* Too little room: nothing at all is written. */
static void test_too_small(void **state)
{
	(void)state;
	EACH(sample)
	{
		struct pieces from, to;
		union native native;
		uint8_t all[256];
		uint32_t written;

		load(sample, &from, &native);
		for (uint32_t length = 0; length < sample->length; length++) {
			pieces_cut(&to, NULL, length, length / 2, length);
			assert_int_equal(vqs_half_encode(sample_half(sample), &native,
			                                 NULL, &to.span, &written, NULL),
			                 -EMSGSIZE);
			assert_int_equal(written, 0);
			pieces_gather(&to, all);
			for (uint32_t i = 0; i < length; i++)
				assert_int_equal(all[i], 0xaa);
			pieces_free(&to);
		}
		pieces_free(&from);
	}
}

/* More room than needed: untouched, but for a REST that something follows. */
static void test_too_large(void **state)
{
	(void)state;
	EACH(sample)
	{
		struct pieces from, to;
		union native native;
		uint8_t all[256];
		uint32_t length;

		if (sample->message == LAMP_MIX || !strcmp(sample->name, "bulk_in"))
			continue;
		load(sample, &from, &native);
		pieces_cut(&to, NULL, sample->length + 9, 1, sample->length - 1);
		assert_int_equal(vqs_half_encode(sample_half(sample), &native, NULL,
		                                 &to.span, &length, NULL),
		                 0);
		assert_int_equal(length, sample->length);
		pieces_gather(&to, all);
		for (uint32_t i = 0; i < 9; i++)
			assert_int_equal(all[length + i], 0xaa);
		pieces_free(&to);
		pieces_free(&from);
	}
}

static void test_trailer_is_at_the_end(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN)->writable;
	uint8_t data[3] = { 1, 2, 3 };
	struct vqs_segment segment = { data, 3 };
	struct lamp_bulk_in_writable native = { { &segment, 0, 3 }, 9 };

	(void)state;
	for (uint32_t cut = 0; cut <= 6; cut++) {
		static const uint8_t expected[6] = { 1, 2, 3, 0, 0, 9 };
		struct pieces to;
		uint32_t length;
		uint8_t all[6];

		pieces_cut(&to, NULL, 6, cut / 2, cut);
		assert_int_equal(
		        vqs_half_encode(half, &native, NULL, &to.span, &length, NULL), 0);
		assert_int_equal(length, 6);
		pieces_gather(&to, all);
		assert_memory_equal(all, expected, 6);
		pieces_free(&to);
	}
}

/* ---- Values that may not go out ------------------------------------------------- */

static void expect_refused(const struct vqs_message *message, bool writable,
                           const void *native, enum vqs_problem problem,
                           const char *field)
{
	const struct vqs_half *half = writable ? &message->writable : &message->readable;
	struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
	struct pieces to;
	uint32_t length;

	pieces_cut(&to, NULL, 200, 3, 9);
	assert_int_equal(vqs_half_encode(half, native, NULL, &to.span, &length, &error),
	                 -EINVAL);
	assert_int_equal(length, 0);
	assert_int_equal(error.problem, problem);
	if (field)
		assert_string_equal(error.field->name, field);
	pieces_free(&to);
}

static void test_values(void **state)
{
	const struct lamp_set_level_readable level = { .level = 1001 };
	const struct lamp_set_scene_readable flags = { .flags = 4 };
	const struct lamp_identify_writable grade = { .grade = 6 };

	(void)state;
	expect_refused(lamp_message(LAMP_FAMILY_REQUEST, LAMP_SET_LEVEL), false, &level,
	               VQS_BAD_VALUE, "level");
	expect_refused(lamp_message(LAMP_FAMILY_REQUEST, LAMP_SET_SCENE), false, &flags,
	               VQS_BAD_VALUE, "flags");
	expect_refused(lamp_message(LAMP_FAMILY_REQUEST, LAMP_IDENTIFY), true, &grade,
	               VQS_BAD_VALUE, "grade");
	expect_refused(lamp_message(LAMP_FAMILY_REQUEST, LAMP_SET_LEVEL), false, NULL,
	               VQS_BAD_VALUE, NULL);
}

static void test_counts(void **state)
{
	static uint8_t data[1024];
	struct vqs_segment segment = { data, sizeof(data) };
	struct lamp_set_scene_readable scene = { .count = 2,
		                                 .steps = { &segment, 0, 15 } };
	struct lamp_mix_readable mix = {
		.pair_data = { &segment, 0, 2 },
		.rest = { &segment, 0, 9 },
	};
	const struct vqs_message *set_scene =
	        lamp_message(LAMP_FAMILY_REQUEST, LAMP_SET_SCENE);
	const struct vqs_message *message = lamp_message(LAMP_FAMILY_REQUEST, LAMP_MIX);

	(void)state;
	expect_refused(set_scene, false, &scene, VQS_BAD_COUNT, "steps");
	scene.steps.length = 24;
	expect_refused(set_scene, false, &scene, VQS_BAD_COUNT, "steps");
	scene.count = LAMP_SCENE_MOST + 1;
	scene.steps.length = scene.count * 8u;
	expect_refused(set_scene, false, &scene, VQS_BAD_COUNT, "steps");

	expect_refused(message, false, &mix, VQS_BAD_COUNT, "rest");
	mix.rest.length = 72; /* nine, and eight are the most */
	expect_refused(message, false, &mix, VQS_BAD_COUNT, "rest");
	mix.rest.length = 64;
	mix.pair_data.length = 0; /* there is always one */
	expect_refused(message, false, &mix, VQS_BAD_COUNT, "pair_data");
	mix.pair_data.length = 2;
	mix.seal.length = 1;
	expect_refused(message, false, &mix, VQS_BAD_COUNT, "seal");
}

/* ---- In place --------------------------------------------------------------------- */

static void test_in_place(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_BULK, LAMP_BULK_IN)->writable;

	(void)state;
	for (uint32_t cut = 0; cut <= 9; cut++) {
		struct lamp_bulk_in_writable native = { .status = 7 };
		struct pieces to;
		uint32_t length;
		uint8_t all[9];

		pieces_cut(&to, NULL, 9, cut / 2, cut);
		native.data = vqs_half_part(half, 0, &to.span, NULL, NULL);
		assert_int_equal(native.data.length, 8);
		vqs_span_write(&native.data, 0, "in place", 8);
		assert_int_equal(
		        vqs_half_encode(half, &native, NULL, &to.span, &length, NULL), 0);
		pieces_gather(&to, all);
		assert_memory_equal(all, "in place\7", 9);
		pieces_free(&to);
	}
}

/* A part written for more elements than there are in the end: what follows moves up. */
static void test_parts_of_mix(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_REQUEST, LAMP_MIX)->readable;
	struct lamp_mix_readable mix = { .pairs = 1, .words = 2, .seals = 3 };
	uint8_t all[100];
	struct pieces to;
	struct vqs_span part;

	(void)state;
	pieces_cut(&to, NULL, 100, 13, 50);
	part = vqs_half_part(half, 6, &to.span, NULL, &mix); /* pair_data */
	assert_int_equal(part.length, 6);
	part = vqs_half_part(half, 7, &to.span, NULL, &mix); /* word_data */
	assert_int_equal(part.length, 8);
	vqs_span_write(&part, 0, "wordDATA", 8);
	part = vqs_half_part(half, 9, &to.span, NULL,
	                     &mix);        /* rest: 8 steps at the most */
	assert_int_equal(part.length, 56); /* (100 - 27 - 8 - 3) / 8 * 8 */
	part = vqs_half_part(half, 11, &to.span, NULL, &mix); /* seal */
	assert_int_equal(part.length, 3);
	pieces_gather(&to, all);
	assert_memory_equal(all + 17, "wordDATA", 8);

	/* Without counts only the first part has a place. */
	assert_int_equal(vqs_half_part(half, 6, &to.span, NULL, NULL).length, 78);
	assert_int_equal(vqs_half_part(half, 7, &to.span, NULL, NULL).length, 0);
	assert_int_equal(vqs_half_part(half, 9, &to.span, NULL, NULL).length, 0);
	/* No part at all, or no room for it. */
	assert_int_equal(vqs_half_part(half, 8, &to.span, NULL, &mix).length, 0);
	assert_int_equal(vqs_half_part(half, 99, &to.span, NULL, &mix).length, 0);
	mix.pairs = 255;
	assert_int_equal(vqs_half_part(half, 6, &to.span, NULL, &mix).length, 0);
	assert_int_equal(vqs_half_part(half, 9, &to.span, NULL, &mix).length, 0);
	pieces_free(&to);
}

static void test_parts_are_bounded(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_REQUEST, LAMP_GET_SCENE)->writable;
	struct lamp_get_scene_writable scene = { .count = 3 };
	static uint8_t bytes[1024];
	struct vqs_segment segment = { bytes, sizeof(bytes) };
	struct vqs_span all = { &segment, 0, sizeof(bytes) }, part;

	(void)state;
	assert_int_equal(vqs_half_part(half, 4, &all, NULL, NULL).length,
	                 LAMP_SCENE_MOST * 8);
	assert_int_equal(vqs_half_part(half, 4, &all, NULL, &scene).length, 24);
	all.length = 12 + 23;
	assert_int_equal(vqs_half_part(half, 4, &all, NULL, NULL).length, 16);
	assert_int_equal(vqs_half_part(half, 4, &all, NULL, &scene).length, 0);
	all.length = 11;
	part = vqs_half_part(half, 4, &all, NULL, NULL);
	assert_int_equal(part.length, 0);
}

static void test_struct(void **state)
{
	static const uint8_t expected[8] = { 0xe8, 3, 0, 0, 4, 3, 2, 1 };
	struct lamp_step step = { 1000, 0x01020304 };
	struct vqs_wire_error error;
	uint8_t bytes[8];

	(void)state;
	memset(bytes, 0xaa, sizeof(bytes));
	assert_int_equal(vqs_struct_encode(&lamp_step_struct, &step, bytes, &error), 0);
	assert_memory_equal(bytes, expected, 8);
	step.level = 1001;
	assert_int_equal(vqs_struct_encode(&lamp_step_struct, &step, bytes, &error),
	                 -EINVAL);
	assert_int_equal(error.problem, VQS_BAD_VALUE);
	assert_int_equal(error.value, 1001);
	step.hold_ms = 9;
	assert_int_equal(
	        vqs_field_encode(&lamp_step_struct.fields[2], &step, bytes, NULL), 0);
	assert_int_equal(bytes[4], 9);
	assert_int_equal(bytes[3], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cut),
		cmocka_unit_test(test_too_small),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_trailer_is_at_the_end),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_in_place),
		cmocka_unit_test(test_parts_of_mix),
		cmocka_unit_test(test_parts_are_bounded),
		cmocka_unit_test(test_struct),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
