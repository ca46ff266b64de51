/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decoding: every sample cut at every byte, cut short at every length, and
 * spoilt in every way that the table forbids.
 */
#include "pieces.h"

#include <errno.h>

#define EACH(it)                                                                         \
	for (const struct sample *(it) = samples; (it) < samples + sample_count; (it)++)

static int decode(const struct sample *sample, const uint8_t *bytes, uint32_t length,
                  union native *native, struct vqs_wire_error *error)
{
	struct pieces pieces;
	int result;

	pieces_cut(&pieces, bytes, length, length / 3, length / 2);
	result = vqs_half_decode(sample_half(sample), &pieces.span, NULL, native, error);
	pieces_free(&pieces);
	return result;
}

static void test_every_cut(void **state)
{
	(void)state;
	EACH(sample)
	for (uint32_t a = 0; a <= sample->length; a++)
		for (uint32_t b = a; b <= sample->length; b++) {
			struct pieces pieces;
			union native native;

			pieces_cut(&pieces, sample->bytes, sample->length, a, b);
			memset(&native, 0x55, sizeof(native));
			assert_int_equal(vqs_half_decode(sample_half(sample),
			                                 &pieces.span, NULL, &native,
			                                 NULL),
			                 0);
			sample->check(&native);
			pieces_free(&pieces);
		}
}

/* A shorter half is refused, other than where a REST gets shorter by whole elements. */
static bool good_at(const struct sample *sample, uint32_t length)
{
	const struct vqs_half *half = sample_half(sample);
	uint32_t unit = 1;

	if (!sample->shortest || length < sample->shortest)
		return false;
	for (uint32_t i = 0; i < half->field_count; i++)
		if (half->fields[i].extent == VQS_REST &&
		    half->fields[i].kind == VQS_STRUCT)
			unit = half->fields[i].structure->size;
	return (length - sample->shortest) % unit == 0;
}

static void test_every_length(void **state)
{
	(void)state;
	EACH(sample)
	for (uint32_t length = 0; length < sample->length; length++) {
		struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
		union native native;
		int result = decode(sample, sample->bytes, length, &native, &error);

		if (good_at(sample, length)) {
			assert_int_equal(result, 0);
			continue;
		}
		assert_int_equal(result, -EBADMSG);
		assert_true(error.problem == VQS_TOO_SHORT ||
		            error.problem == VQS_BAD_COUNT);
		assert_non_null(error.field);
		assert_true(error.offset <= length);
	}
}

static void test_too_long(void **state)
{
	(void)state;
	EACH(sample)
	{
		uint8_t bytes[256] = { 0 };
		struct vqs_segment segment = { bytes, sample->length + 1 };
		struct vqs_span span = { &segment, 0, segment.length };
		struct vqs_wire_error error;
		union native native;

		memcpy(bytes, sample->bytes, sample->length);
		if (sample->shortest)
			continue;
		assert_int_equal(vqs_half_decode(sample_half(sample), &span, NULL,
		                                 &native, &error),
		                 -EBADMSG);
		assert_int_equal(error.problem, VQS_TOO_LONG);
		assert_int_equal(error.offset, sample->length);
		assert_int_equal(
		        vqs_half_decode(sample_half(sample), &span,
		                        &(struct vqs_context){ .tolerant = true },
		                        &native, NULL),
		        0);
		sample->check(&native);
	}
}

static void test_no_half(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION)->readable;
	struct vqs_span none = { NULL, 0, 0 };
	uint8_t byte = 0;
	struct vqs_segment segment = { &byte, 1 };
	struct vqs_span one = { &segment, 0, 1 };

	(void)state;
	assert_int_equal(half->field_count, 0);
	assert_int_equal(vqs_half_decode(half, &none, NULL, NULL, NULL), 0);
	assert_int_equal(vqs_half_decode(half, &one, NULL, NULL, NULL), -EBADMSG);
	assert_int_equal(vqs_half_decode(half, &one,
	                                 &(struct vqs_context){ .tolerant = true }, NULL,
	                                 NULL),
	                 0);
}

/* ---- Spoilt bytes ------------------------------------------------------------ */

struct spoil {
	const char *sample;
	uint32_t at;
	uint8_t byte;
	enum vqs_problem problem; /* FINE: it does not matter */
	const char *field;
	uint64_t value;
	uint32_t offset;
};

static const struct spoil spoils[] = {
	{ "set_level", 2, 0x77, VQS_FINE, NULL, 0, 0 }, /* reserved, ignored */
	{ "set_level", 9, 3, VQS_FINE, NULL, 0, 0 },    /* 808 */
	{ "set_level", 9, 4, VQS_BAD_VALUE, "level", 1064, 8 },
	{ "set_level", 10, 1, VQS_BAD_RESERVED, "reserved", 1, 10 },
	{ "set_level", 11, 9, VQS_BAD_RESERVED, "reserved", 9, 11 },
	{ "set_scene", 10, 0, VQS_FINE, NULL, 0, 0 },
	{ "set_scene", 10, 4, VQS_BAD_VALUE, "flags", 4, 10 },
	{ "set_scene", 11, 1, VQS_BAD_VALUE, "flags", 0x103, 10 },
	{ "set_scene", 8, 3, VQS_BAD_COUNT, "steps", 3, 12 },
	{ "set_scene", 8, 1, VQS_TOO_LONG, NULL, 8, 20 },
	{ "set_scene", 9, 0xff, VQS_BAD_COUNT, "steps", 0xff02, 12 },
	{ "set_scene", 14, 1, VQS_FINE, NULL, 0, 0 }, /* bulk is not judged here */
	{ "mix", 8, 5, VQS_FINE, NULL, 0, 0 },        /* the parts after it move */
	{ "mix", 8, 255, VQS_BAD_COUNT, "pair_data", 511, 11 },
	{ "mix", 9, 16, VQS_BAD_COUNT, "word_data", 16, 17 },
	{ "mix", 9, 17, VQS_BAD_COUNT, "word_data", 17, 17 },
	{ "mix", 10, 2, VQS_BAD_COUNT, "rest", 17, 27 },
	{ "mix", 10, 200, VQS_TOO_SHORT, "rest", 27, 27 },
	{ "identify", 53, 6, VQS_BAD_VALUE, "grade", 6, 53 },
	{ "motion", 2, 8, VQS_BAD_VALUE, "zone", 8, 2 },
	{ "motion", 5, 8, VQS_FINE, NULL, 0, 0 },
};

static const struct sample *sample_named(const char *name)
{
	const struct sample *sample = samples;

	while (strcmp(sample->name, name))
		sample++;
	return sample;
}

static void test_spoilt(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < sizeof(spoils) / sizeof(spoils[0]); i++) {
		const struct spoil *spoil = &spoils[i];
		const struct sample *sample = sample_named(spoil->sample);
		struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
		union native native;
		uint8_t bytes[256];
		int result;

		memcpy(bytes, sample->bytes, sample->length);
		bytes[spoil->at] = spoil->byte;
		result = decode(sample, bytes, sample->length, &native, &error);
		assert_int_equal(error.problem, spoil->problem);
		assert_int_equal(result, spoil->problem ? -EBADMSG : 0);
		if (spoil->problem) {
			assert_int_equal(error.value, spoil->value);
			assert_int_equal(error.offset, spoil->offset);
		}
		if (spoil->field)
			assert_string_equal(error.field->name, spoil->field);
	}
}

/* ---- Counts that would wrap --------------------------------------------------- */

struct wide_native {
	uint64_t count;
	struct vqs_span items;
};

static int decode_wide(const uint8_t *bytes, uint16_t factor, int32_t addend,
                       struct wide_native *native, struct vqs_wire_error *error)
{
	const struct vqs_field fields[] = {
		{ .name = "count",
		  .kind = VQS_LE64,
		  .memory = offsetof(struct wide_native, count) },
		{ .name = "items",
		  .kind = VQS_STRUCT,
		  .structure = &lamp_step_struct,
		  .extent = VQS_COUNTED,
		  .counter = { VQS_HERE, 0 },
		  .factor = factor,
		  .addend = addend,
		  .offset = 8,
		  .memory = offsetof(struct wide_native, items) },
	};
	const struct vqs_half half = { fields, 2, 8, 8, sizeof(*native), true, false };
	struct pieces pieces;
	int result;

	pieces_cut(&pieces, bytes, 24, 3, 9);
	result = vqs_half_decode(&half, &pieces.span, NULL, native, error);
	pieces_free(&pieces);
	return result;
}

static void test_wide_counts(void **state)
{
	static const uint64_t lies[] = {
		3,
		UINT32_MAX,
		UINT64_C(1) << 32,
		(UINT64_C(1) << 32) + 2,
		UINT64_C(1) << 61, /* times 8 is 0 */
		(UINT64_C(1) << 61) + 2,
		(UINT64_C(1) << 29) + 2, /* times 8 is 16 in 32 bits */
		UINT64_MAX,
	};
	struct vqs_wire_error error;
	struct wide_native native;
	uint8_t bytes[24] = { 0 };

	(void)state;
	for (unsigned int i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		vqs_scalar_put(bytes, VQS_LE64, lies[i]);
		assert_int_equal(decode_wide(bytes, 1, 0, &native, &error), -EBADMSG);
		assert_int_equal(error.problem, VQS_BAD_COUNT);
		assert_int_equal(decode_wide(bytes, 65535, INT32_MAX, &native, &error),
		                 -EBADMSG);
		assert_int_equal(error.problem, VQS_BAD_COUNT);
	}
	vqs_scalar_put(bytes, VQS_LE64, 2);
	assert_int_equal(decode_wide(bytes, 1, 0, &native, &error), 0);
	assert_int_equal(native.items.length, 16);
	assert_int_equal(decode_wide(bytes, 3, -4, &native, &error), 0);
	assert_int_equal(decode_wide(bytes, 0, 2, &native, &error), 0);
	assert_int_equal(decode_wide(bytes, 1, -3, &native, &error), -EBADMSG);
	assert_int_equal(error.problem, VQS_BAD_COUNT);
}

/* ---- What has no native form --------------------------------------------------- */

/* u8 count, ignored bytes[count], ignored rest[], le16 opcode at the very end. */
struct trailing_native {
	uint8_t count;
};

static const struct vqs_field trailing_fields[] = {
	{ .name = "count", .memory = offsetof(struct trailing_native, count) },
	{ .name = "skipped",
	  .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 0 },
	  .factor = 1,
	  .offset = 1,
	  .memory = VQS_NOWHERE,
	  .flags = VQS_RESERVED },
	{ .name = "ignored",
	  .extent = VQS_REST,
	  .memory = VQS_NOWHERE,
	  .flags = VQS_RESERVED },
	{ .name = "opcode",
	  .kind = VQS_LE16,
	  .memory = VQS_NOWHERE,
	  .flags = VQS_OPCODE },
};

static void test_nowhere(void **state)
{
	static const struct vqs_half half = {
		trailing_fields, 4, 1, 3, sizeof(struct trailing_native), true, false
	};
	static const uint8_t bytes[8] = { 2, 9, 9, 9, 9, 9, 0x34, 0x12 };
	static const uint8_t clean[8] = { 0, 0, 0, 0, 0, 0, 0x78, 0x56 };
	struct trailing_native native[2] = { { 0 }, { 0x77 } };
	uint8_t all[8];
	struct pieces pieces;
	uint32_t length;

	(void)state;
	pieces_cut(&pieces, bytes, 8, 2, 7);
	assert_int_equal(vqs_half_decode(&half, &pieces.span, NULL, native, NULL), 0);
	assert_int_equal(native[0].count, 2);
	assert_int_equal(native[1].count, 0x77);
	native[0].count = 0;
	assert_int_equal(vqs_half_encode(&half, native,
	                                 &(struct vqs_context){ .opcode = 0x5678 },
	                                 &pieces.span, &length, NULL),
	                 0);
	assert_int_equal(length, 8);
	pieces_gather(&pieces, all);
	assert_memory_equal(all, clean, 8);
	pieces_free(&pieces);
}

/* A structure may be longer than its last field. */
static void test_padded_struct(void **state)
{
	static const struct vqs_field inner_fields[] = {
		{ .name = "value", .kind = VQS_LE16, .offset = 1 },
	};
	static const struct vqs_struct inner = {
		"inner", inner_fields, 1, 5, 2, false,
	};
	static const struct vqs_field fields[] = {
		{ .name = "pair",
		  .kind = VQS_STRUCT,
		  .extent = VQS_ARRAY,
		  .count = 2,
		  .structure = &inner },
	};
	static const struct vqs_half half = { fields, 1, 10, 10, 4, false, false };
	static const uint8_t bytes[10] = { 0, 1, 2, 0, 0, 0, 3, 4, 0, 0 };
	struct pieces pieces;
	uint16_t native[2];
	uint32_t length;
	uint8_t all[10];

	(void)state;
	pieces_cut(&pieces, bytes, 10, 2, 7);
	assert_int_equal(vqs_half_decode(&half, &pieces.span, NULL, native, NULL), 0);
	assert_int_equal(native[0], 0x0201);
	assert_int_equal(native[1], 0x0403);
	pieces_free(&pieces);
	pieces_cut(&pieces, NULL, 10, 4, 6);
	assert_int_equal(
	        vqs_half_encode(&half, native, NULL, &pieces.span, &length, NULL), 0);
	pieces_gather(&pieces, all);
	assert_memory_equal(all, bytes, 10);
	pieces_free(&pieces);
}

/* The bound of a REST: eight steps are good, nine are not. */
static void test_rest_bound(void **state)
{
	const struct vqs_half *half =
	        &lamp_message(LAMP_FAMILY_REQUEST, LAMP_MIX)->readable;
	static uint8_t bytes[8 + 3 + 2 + 2 + 72 + 8] = { 7 };
	struct vqs_segment segment = { bytes, sizeof(bytes) };
	struct vqs_span span = { &segment, 0, sizeof(bytes) };
	struct vqs_wire_error error;
	struct lamp_mix_readable mix;

	(void)state;
	assert_int_equal(vqs_half_decode(half, &span, NULL, &mix, &error), -EBADMSG);
	assert_string_equal(error.field->name, "rest");
	span.length -= 8;
	assert_int_equal(vqs_half_decode(half, &span, NULL, &mix, &error), 0);
	assert_int_equal(mix.rest.length, 64);
}

/* ---- Structures, and words ---------------------------------------------------- */

static void test_struct(void **state)
{
	static const uint8_t good[8] = { 0xe8, 3, 0, 0, 4, 3, 2, 1 };
	struct vqs_wire_error error;
	struct lamp_step step;
	uint8_t bytes[8];

	(void)state;
	assert_int_equal(vqs_struct_decode(&lamp_step_struct, good, &step, &error), 0);
	assert_int_equal(step.level, 1000);
	assert_int_equal(step.hold_ms, 0x01020304);
	memcpy(bytes, good, 8);
	bytes[0]++;
	assert_int_equal(vqs_struct_decode(&lamp_step_struct, bytes, &step, &error),
	                 -EBADMSG);
	assert_int_equal(error.value, 1001);
	assert_int_equal(vqs_struct_decode(&lamp_step_struct, bytes, &step, NULL),
	                 -EBADMSG);
	assert_int_equal(
	        vqs_field_decode(&lamp_step_struct.fields[2], bytes, &step, NULL), 0);
	assert_int_equal(
	        vqs_field_decode(&lamp_step_struct.fields[0], bytes, &step, NULL),
	        -EBADMSG);
}

static void test_texts(void **state)
{
	(void)state;
	for (int a = VQS_FINE; a <= VQS_BAD_OPCODE + 1; a++)
		for (int b = VQS_FINE; b < a; b++)
			assert_string_not_equal(vqs_problem_text((enum vqs_problem)a),
			                        vqs_problem_text((enum vqs_problem)b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cut),  cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_too_long),   cmocka_unit_test(test_no_half),
		cmocka_unit_test(test_spoilt),     cmocka_unit_test(test_wide_counts),
		cmocka_unit_test(test_nowhere),    cmocka_unit_test(test_padded_struct),
		cmocka_unit_test(test_rest_bound), cmocka_unit_test(test_struct),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
