/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Halves of the lamp's messages, byte by byte as its description has them, and
 * what they mean.
 */
#include "pieces.h"

static void expect_span(const struct vqs_span *span, const void *bytes, uint32_t length)
{
	uint8_t copy[256];

	assert_int_equal(span->length, length);
	assert_int_equal(vqs_span_read(span, 0, copy, sizeof(copy)), length);
	assert_memory_equal(copy, bytes, length);
}

static const uint8_t set_level[] = {
	1, 0, 0xff, 0xff, 4, 3, 2, 1, 0x28, 0x01, 0, 0, 0xe8, 3, 0, 0x80,
};

static void check_set_level(const void *native)
{
	const struct lamp_set_level_readable *in = native;

	assert_int_equal(in->cookie, 0x01020304);
	assert_int_equal(in->level, 0x128);
	assert_int_equal(in->fade_ms, 0x800003e8);
}

static const uint8_t get_level[] = { 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xca };

static void check_get_level(const void *native)
{
	const struct lamp_get_level_writable *out = native;

	assert_int_equal(out->status, 2);
	assert_int_equal(out->level, 0xcafe);
}

static const uint8_t set_scene[] = {
	3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 3, 0, /* two steps, LOOP and SMOOTH */
	1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0,
};

static void check_set_scene(const void *native)
{
	const struct lamp_set_scene_readable *in = native;

	assert_int_equal(in->count, 2);
	assert_int_equal(in->flags, LAMP_SCENE_LOOP | LAMP_SCENE_SMOOTH);
	expect_span(&in->steps, set_scene + 12, 16);
}

static const uint8_t get_scene[] = {
	0, 0, 0, 0, 9, 9, 9, 9, 1, 0, 2, 0, 5, 0, 0, 0, 6, 0, 0, 0,
};

static void check_get_scene(const void *native)
{
	const struct lamp_get_scene_writable *out = native;

	assert_int_equal(out->count, 1);
	assert_int_equal(out->flags, LAMP_SCENE_SMOOTH);
	expect_span(&out->steps, get_scene + 12, 8);
}

static const uint8_t write_bytes[] = {
	5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 'b', 'u', 'l', 'k',
};

static void check_write(const void *native)
{
	const struct lamp_write_readable *in = native;

	assert_int_equal(in->offset, 256);
	expect_span(&in->data, "bulk", 4);
}

static const uint8_t mix[] = {
	7,    0,    0,   0, 1, 0, 0, 0, 1, 2, 3,                /* pairs, words, seals */
	1,    0,    2,   0, 3, 0,                               /* 1 * 2 + 1 le16 */
	0,    0,    0,   1, 0, 0, 0, 2,                         /* 2 be32 */
	0x12, 0x34,                                             /* be16 */
	1,    0,    0,   0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, /* rest: 2 steps */
	1,    2,    3,   4, 5, 6, 7, 8,                         /* be64 */
	's',  'e',  'a',
};

static void check_mix(const void *native)
{
	const struct lamp_mix_readable *in = native;

	expect_span(&in->pair_data, mix + 11, 6);
	expect_span(&in->word_data, mix + 17, 8);
	assert_int_equal(in->middle, 0x1234);
	expect_span(&in->rest, mix + 27, 16);
	assert_true(in->sum == UINT64_C(0x0102030405060708));
	expect_span(&in->seal, "sea", 3);
}

static const uint8_t identify[] = {
	0,   0,   0,   0, 0, 0, 0, 0, 0xab, 0xcd, 1,   2, 3, 4,   5,   6,   7, 8,
	'x', 'y', 'z', 0, 1, 0, 0, 0, 0,    0,    0,   0, 1, 'a', 'b', 'c', 0, 2,
	0,   0,   0,   0, 0, 0, 0, 2, 'd',  'e',  'f', 1, 0, 2,   0,   0,   3, 5,
};

static void check_identify(const void *native)
{
	const struct lamp_identify_writable *out = native;

	assert_int_equal(out->body.vendor, 0xabcd);
	assert_true(out->body.serial == UINT64_C(0x0102030405060708));
	assert_memory_equal(out->body.tag, "xyz", 3);
	assert_int_equal(out->bulbs[0].serial, 1);
	assert_int_equal(out->bulbs[1].vendor, 2);
	assert_memory_equal(out->bulbs[1].tag, "def", 3);
	assert_int_equal(out->firmware[2], 0x300);
	assert_int_equal(out->grade, 5);
}

static const uint8_t motion[] = {
	1, 0, 7, 0, 1, 2, 3, 4, 8, 7, 6, 5, 4, 3, 2, 1, 0x10, 0x27,
};

static void check_motion(const void *native)
{
	const struct lamp_motion_writable *out = native;

	assert_int_equal(out->zone, 7);
	assert_true(out->when_ns == UINT64_C(0x0102030405060708));
	assert_int_equal(out->distance_mm, 10000);
}

static const uint8_t burst[] = { 2, 0, 2, 0, 1, 0, 0, 0, 2, 0, 0, 0 };

static void check_burst(const void *native)
{
	expect_span(&((const struct lamp_burst_writable *)native)->distances, burst + 4,
	            8);
}

static const uint8_t note[] = { 3, 0, 'h', 'i' };

static void check_note(const void *native)
{
	expect_span(&((const struct lamp_note_writable *)native)->text, "hi", 2);
}

static const uint8_t bulk_in[] = { 'd', 'a', 't', 'a', 1 };

static void check_bulk_in(const void *native)
{
	const struct lamp_bulk_in_writable *out = native;

	expect_span(&out->data, "data", 4);
	assert_int_equal(out->status, 1);
}

static const uint8_t bulk_id[21] = "twenty bytes are this";

static void check_bulk_id(const void *native)
{
	const struct lamp_bulk_id_writable *out = native;

	assert_memory_equal(out->id, bulk_id, 20);
	assert_int_equal(out->status, 's');
}

#define SAMPLE(of, index, half, array)                                                   \
	.name = #array, .family = LAMP_FAMILY_##of, .message = (index),                  \
	.writable = (half), .bytes = array, .length = sizeof(array),                     \
	.check = check_##array

#define check_write_bytes check_write

const struct sample samples[] = {
	{ SAMPLE(REQUEST, LAMP_SET_LEVEL, false, set_level) },
	{ SAMPLE(REQUEST, LAMP_GET_LEVEL, true, get_level) },
	{ SAMPLE(REQUEST, LAMP_SET_SCENE, false, set_scene) },
	{ SAMPLE(REQUEST, LAMP_GET_SCENE, true, get_scene) },
	{ SAMPLE(REQUEST, LAMP_WRITE, false, write_bytes), .shortest = 12 },
	{ SAMPLE(REQUEST, LAMP_MIX, false, mix), .shortest = 38 },
	{ SAMPLE(REQUEST, LAMP_IDENTIFY, true, identify) },
	{ SAMPLE(EVENT, LAMP_MOTION, true, motion) },
	{ SAMPLE(EVENT, LAMP_BURST, true, burst) },
	{ SAMPLE(EVENT, LAMP_NOTE, true, note), .shortest = 2 },
	{ SAMPLE(BULK, LAMP_BULK_IN, true, bulk_in), .shortest = 1 },
	{ SAMPLE(BULK, LAMP_BULK_ID, true, bulk_id) },
};

const unsigned int sample_count = sizeof(samples) / sizeof(samples[0]);

const struct vqs_message *sample_message(const struct sample *sample)
{
	return lamp_message(sample->family, sample->message);
}

const struct vqs_half *sample_half(const struct sample *sample)
{
	const struct vqs_message *message = sample_message(sample);

	return sample->writable ? &message->writable : &message->readable;
}
