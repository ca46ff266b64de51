/* SPDX-License-Identifier: BSD-3-Clause */
/* Opcodes that are some bits of a field, and opcodes of two levels. */
#include "pieces.h"

#include <errno.h>

struct flagged {
	uint16_t address;
	uint32_t flags;
};

static const struct vqs_name flag_names[] = { { "last", 1 }, { "read", 2 } };
static const struct vqs_names flags = { flag_names, 2 };

static const struct vqs_field flagged_fields[] = {
	{ .name = "address",
	  .kind = VQS_BE16,
	  .memory = offsetof(struct flagged, address) },
	{ .name = "flags",
	  .kind = VQS_LE32,
	  .flags = VQS_OPCODE | VQS_FLAGS | VQS_CLOSED,
	  .offset = 2,
	  .memory = offsetof(struct flagged, flags),
	  .mask = 2,
	  .names = &flags },
};

#define FLAGGED_HALF                                                                     \
	{                                                                                \
		.fields = flagged_fields, .field_count = 2, .head = 6, .least = 6,       \
		.memory = sizeof(struct flagged)                                         \
	}

static const struct vqs_message flagged_messages[] = {
	{ .name = "write", .opcode = 0, .readable = FLAGGED_HALF },
	{ .name = "read", .opcode = 2, .readable = FLAGGED_HALF },
};

static const struct vqs_family flagged_family = {
	.name = "flagged",
	.messages = flagged_messages,
	.message_count = 2,
	.opcode = { .kind = VQS_LE32, .present = true, .offset = 2, .mask = 2 },
};

static struct vqs_span over(struct vqs_segment *segment, void *bytes, uint32_t length)
{
	*segment = (struct vqs_segment){ bytes, length };
	return (struct vqs_span){ segment, 0, length };
}

static void test_mask_decode(void **state)
{
	uint8_t bytes[] = { 0x12, 0x34, 3, 0, 0, 0 };
	struct vqs_segment segment;
	struct vqs_span span = over(&segment, bytes, sizeof(bytes));
	struct vqs_wire_error error = { .problem = VQS_FINE };
	struct flagged native;

	(void)state;
	assert_ptr_equal(vqs_family_find(&flagged_family, &span, &error),
	                 &flagged_messages[1]);
	assert_int_equal(vqs_half_decode(&flagged_messages[1].readable, &span, NULL,
	                                 &native, &error),
	                 0);
	assert_int_equal(native.address, 0x1234);
	assert_int_equal(native.flags, 1); /* without the bit of the opcode */
	bytes[2] = 1;
	assert_ptr_equal(vqs_family_find(&flagged_family, &span, &error),
	                 &flagged_messages[0]);
	bytes[2] = 5; /* a bit that no flag has */
	assert_int_equal(vqs_half_decode(&flagged_messages[0].readable, &span, NULL,
	                                 &native, &error),
	                 -EBADMSG);
	assert_int_equal(error.problem, VQS_BAD_VALUE);
	assert_int_equal(error.offset, 2);
}

static int encode_flags(const struct vqs_message *message, uint32_t value, uint8_t *bytes)
{
	struct flagged native = { 0x1234, value };
	struct vqs_segment segment;
	struct vqs_span span = over(&segment, bytes, 6);
	struct vqs_wire_error error;
	uint32_t length;

	return vqs_half_encode(&message->readable, &native,
	                       &(struct vqs_context){ .opcode = message->opcode }, &span,
	                       &length, &error);
}

static void test_mask_encode(void **state)
{
	const uint8_t reads[] = { 0x12, 0x34, 3, 0, 0, 0 };
	const uint8_t writes[] = { 0x12, 0x34, 1, 0, 0, 0 };
	uint8_t bytes[6];

	(void)state;
	assert_int_equal(encode_flags(&flagged_messages[1], 1, bytes), 0);
	assert_memory_equal(bytes, reads, 6);
	assert_int_equal(encode_flags(&flagged_messages[1], 3, bytes), 0);
	assert_memory_equal(bytes, reads, 6);
	assert_int_equal(encode_flags(&flagged_messages[0], 1, bytes), 0);
	assert_memory_equal(bytes, writes, 6);
	/* The opcode of another message, and a flag that there is not. */
	assert_int_equal(encode_flags(&flagged_messages[0], 2, bytes), -EINVAL);
	assert_int_equal(encode_flags(&flagged_messages[1], 4, bytes), -EINVAL);
}

static const struct vqs_field level_fields[] = {
	{ .name = "group", .kind = VQS_U8, .flags = VQS_CLASS, .memory = VQS_NOWHERE },
	{ .name = "code",
	  .kind = VQS_BE16,
	  .flags = VQS_OPCODE,
	  .offset = 1,
	  .memory = VQS_NOWHERE },
};

#define LEVEL_HALF                                                                       \
	{                                                                                \
		.fields = level_fields, .field_count = 2, .head = 3, .least = 3          \
	}

static const struct vqs_message level_messages[] = {
	{ .name = "a", .opcode = VQS_CLASS_OPCODE(1, 0), .readable = LEVEL_HALF },
	{ .name = "b", .opcode = VQS_CLASS_OPCODE(1, 0x203), .readable = LEVEL_HALF },
	{ .name = "c", .opcode = VQS_CLASS_OPCODE(0x80, 0), .readable = LEVEL_HALF },
};

static const struct vqs_family level_family = {
	.name = "levels",
	.messages = level_messages,
	.message_count = 3,
	.opcode = { .kind = VQS_BE16, .present = true, .offset = 1 },
	.opcode_class = { .kind = VQS_U8, .present = true },
};

static const struct vqs_message *find_levels(const uint8_t *bytes, uint32_t length,
                                             struct vqs_wire_error *error)
{
	uint8_t copy[3];
	struct vqs_segment segment;
	struct vqs_span span = over(&segment, copy, length);

	memcpy(copy, bytes, length);
	return vqs_family_find(&level_family, &span, error);
}

static void test_levels(void **state)
{
	static const uint8_t wire[3][3] = { { 1, 0, 0 }, { 1, 2, 3 }, { 0x80, 0, 0 } };
	static const uint8_t other[3] = { 0x80, 2, 3 };
	struct vqs_wire_error error = { .problem = VQS_FINE };

	(void)state;
	for (unsigned int i = 0; i < 3; i++) {
		uint8_t bytes[3] = { 0xff, 0xff, 0xff };
		struct vqs_segment segment;
		struct vqs_span span = over(&segment, bytes, 3);
		uint32_t length;

		assert_ptr_equal(find_levels(wire[i], 3, &error), &level_messages[i]);
		assert_int_equal(
		        vqs_half_encode(&level_messages[i].readable, NULL,
		                        &(struct vqs_context){
		                                .opcode = level_messages[i].opcode },
		                        &span, &length, &error),
		        0);
		assert_int_equal(length, 3);
		assert_memory_equal(bytes, wire[i], 3);
		for (uint32_t cut = 0; cut < 3; cut++) {
			assert_null(find_levels(wire[i], cut, &error));
			assert_int_equal(error.problem, VQS_TOO_SHORT);
		}
	}
	assert_null(find_levels(other, 3, &error));
	assert_int_equal(error.problem, VQS_BAD_OPCODE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mask_decode),
		cmocka_unit_test(test_mask_encode),
		cmocka_unit_test(test_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
