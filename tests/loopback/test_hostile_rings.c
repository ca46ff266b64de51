/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Every known class of ring fault against a device with two queues, in both formats. The
 * queue on which it is done is latched broken, the device complains, DEVICE_NEEDS_RESET is set,
 * nothing is used; the other queue goes on, and a reset mends all. Or the fault is none: then both
 * go on. docs/hostile.md lists the classes and where they are known from.
 */
#include "raw.h"

/* ---- The classes ------------------------------------------------------------------ */

/* Split: each into the next and back; packed: NEXT all the way round. */
static void a_loop(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[SIZE];

	for (uint16_t i = 0; i < SIZE; i++)
		descriptors[i] = (struct descriptor){ raw_at(raw, 0), i % 2, NEXT,
			                              (uint16_t)((i + 1) % SIZE) };
	raw_offer(raw, BROKEN, 0, descriptors, SIZE);
	raw_expect_fault(raw, VQS_FAULT_LOOP);
}

static void a_loop_in_a_table(void **state)
{
	struct raw *raw = *state;
	const struct descriptor head = { raw_at(raw, TABLE), 32, INDIRECT, 0 };

	if (raw->packed) /* its tables have no next */
		return;
	for (uint16_t i = 0; i < 2; i++)
		raw_put_in_table(raw, i,
		                 (struct descriptor){ raw_at(raw, 0), 8, NEXT, 1u - i });
	raw_offer(raw, BROKEN, 0, &head, 1);
	raw_expect_fault(raw, VQS_FAULT_LOOP);
}

static void an_index_that_jumps(void **state)
{
	struct raw *raw = *state;
	static const uint16_t jumps[] = { SIZE + 1, 0x7fff, 0x8000, 0xffff };

	for (unsigned int i = 0; i < 4 && !raw->packed; i++) {
		raw_set_available(raw, BROKEN, raw->offered[BROKEN] + jumps[i]);
		raw_expect_fault(raw, VQS_FAULT_INDEX_JUMP);
	}
}

static void an_index_that_goes_back(void **state)
{
	struct raw *raw = *state;

	if (raw->packed)
		return;
	raw_expect_good(raw);
	raw_set_available(raw, BROKEN, raw->offered[BROKEN] - 1);
	raw_expect_fault(raw, VQS_FAULT_INDEX_JUMP);
}

/* Packed: flags of the round before, of the one after, of none. */
static void a_wrap_counter_that_lies(void **state)
{
	struct raw *raw = *state;
	static const uint16_t flags[] = { USED, AVAILABLE | USED, 0 };
	struct descriptor descriptors[2];
	uint16_t entry;

	for (unsigned int i = 0; i < 3 && raw->packed; i++) {
		raw_good(raw, descriptors);
		raw_offer(raw, BROKEN, 0, descriptors, 2);
		raw->offered[BROKEN] -= 2;
		entry = raw->offered[BROKEN];
		vqs_scalar_put(raw->rings[BROKEN] + 16 * (size_t)entry + 14, VQS_LE16,
		               flags[i] | NEXT);
		raw->lamp.handled = 0;
		raw_kick(raw, BROKEN);
		assert_int_equal(raw->lamp.handled, 0);
		raw_expect_no_fault(raw);
		raw_initialise(raw);
	}
}

static void a_head_beyond_the_queue(void **state)
{
	struct raw *raw = *state;
	static const uint16_t heads[] = { SIZE, SIZE + 1, 0x7fff, 0xffff };
	struct descriptor descriptors[2];

	for (unsigned int i = 0; i < 4; i++) {
		raw_good(raw, descriptors);
		raw_offer(raw, BROKEN, heads[i], descriptors, 2);
		raw_expect_fault(raw, VQS_FAULT_HEAD_RANGE);
	}
}

static void a_next_beyond_the_table(void **state)
{
	struct raw *raw = *state;
	static const uint16_t nexts[] = { SIZE, 0xffff };
	struct descriptor descriptors[2];

	for (unsigned int i = 0; i < 2 && !raw->packed; i++) {
		raw_good(raw, descriptors);
		descriptors[0].next = nexts[i];
		raw_offer(raw, BROKEN, 0, descriptors, 2);
		raw_expect_fault(raw, VQS_FAULT_NEXT_RANGE);
	}
}

static void an_address_outside_memory(void **state)
{
	struct raw *raw = *state;
	const uint64_t wrong[] = {
		0,          4096,           (uintptr_t)raw->memory.host,
		UINT64_MAX, UINT64_MAX - 7, UINT64_MAX - 9
	};
	struct descriptor descriptors[2];

	for (unsigned int i = 0; i < 12; i++) {
		raw_good(raw, descriptors);
		descriptors[i % 2].address = wrong[i / 2];
		raw_offer(raw, BROKEN, 0, descriptors, 2);
		raw_expect_fault(raw, VQS_FAULT_ADDRESS);
	}
}

static void a_length_beyond_memory(void **state)
{
	struct raw *raw = *state;
	static const uint32_t lengths[] = { 65 << 20, 0x7fffffff, 0x80000000,
		                            UINT32_MAX };
	struct descriptor descriptors[2];

	for (unsigned int i = 0; i < 8; i++) {
		raw_good(raw, descriptors);
		descriptors[i % 2].length = lengths[i / 2];
		raw_offer(raw, BROKEN, 0, descriptors, 2);
		raw_expect_fault(raw, VQS_FAULT_ADDRESS);
	}
}

/* Each is there, together they come round past 2^32 to a small number. */
static void lengths_that_add_up_to_little(void **state)
{
	struct raw *raw = *state;
	const struct descriptor head = { raw_at(raw, TABLE), 16 * 80, INDIRECT, 0 };
	const uint32_t most = (64u << 20) - DATA;

	for (uint16_t i = 0; i < 80; i++)
		raw_put_in_table(raw, i,
		                 (struct descriptor){ raw_at(raw, 0), most, WRITE | NEXT,
		                                      i + 1u });
	raw_put_in_table(raw, 79, (struct descriptor){ raw_at(raw, 0), 1, WRITE, 0 });
	raw_offer(raw, BROKEN, 0, &head, 1);
	raw_expect_fault(raw, VQS_FAULT_LENGTH);
}

static void buffers_of_no_length(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];

	raw_good(raw, descriptors);
	descriptors[0].length = descriptors[1].length = 0;
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_expect_fault(raw, VQS_FAULT_LENGTH);
}

static void more_pieces_than_fit(void **state)
{
	struct raw *raw = *state;
	const struct descriptor head = { raw_at(raw, TABLE), 16 * 2048, INDIRECT, 0 };

	for (uint16_t i = 0; i < 2048; i++)
		raw_put_in_table(raw, i,
		                 (struct descriptor){ raw_at(raw, 0), 1,
		                                      i < 2047 ? NEXT : 0, i + 1u });
	raw_offer(raw, BROKEN, 0, &head, 1);
	raw_expect_fault(raw, VQS_FAULT_TOO_LONG);
}

static void readable_after_writable(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];

	raw_good(raw, descriptors);
	descriptors[0].flags |= WRITE;
	descriptors[1].flags = 0;
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_expect_fault(raw, VQS_FAULT_ORDER);
}

static void a_table_that_was_not_negotiated(void **state)
{
	struct raw *raw = *state;
	const struct descriptor head = { raw_at(raw, TABLE), 16, INDIRECT, 0 };

	raw->tables = false;
	raw_initialise(raw);
	raw_put_in_table(raw, 0, (struct descriptor){ raw_at(raw, 0), 8, 0, 0 });
	raw_offer(raw, BROKEN, 0, &head, 1);
	raw_expect_fault(raw, VQS_FAULT_INDIRECT_UNASKED);
}

/* Split: in a table; packed: in a list. */
static void a_table_in_a_table(void **state)
{
	struct raw *raw = *state;
	const struct descriptor head = { raw_at(raw, TABLE), 32, INDIRECT, 0 };
	struct descriptor descriptors[2];

	raw_good(raw, descriptors);
	descriptors[1] = head;
	raw_put_in_table(raw, 0, head);
	raw_offer(raw, BROKEN, 0, raw->packed ? descriptors : &head, raw->packed ? 2 : 1);
	raw_expect_fault(raw, VQS_FAULT_INDIRECT_NESTED);
}

static void a_table_with_a_next(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];

	raw_good(raw, descriptors);
	descriptors[0] =
	        (struct descriptor){ raw_at(raw, TABLE), 16, INDIRECT | NEXT, 1 };
	raw_put_in_table(raw, 0, (struct descriptor){ raw_at(raw, 0), 8, 0, 0 });
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_expect_fault(raw, VQS_FAULT_INDIRECT_NESTED);
}

static void a_table_of_wrong_length(void **state)
{
	struct raw *raw = *state;
	static const uint32_t lengths[] = { 0, 1, 15, 17, 0x80010, UINT32_MAX };
	struct descriptor head = { raw_at(raw, TABLE), 0, INDIRECT, 0 };

	for (unsigned int i = 0; i < 6; i++) {
		head.length = lengths[i];
		raw_offer(raw, BROKEN, 0, &head, 1);
		raw_expect_fault(raw, VQS_FAULT_INDIRECT_LENGTH);
	}
}

static void a_table_outside_memory(void **state)
{
	struct raw *raw = *state;
	const uint64_t wrong[] = { 0, UINT64_MAX - 7, UINT64_MAX - 31,
		                   raw->memory.address + (64u << 20) - 16 };
	struct descriptor head = { 0, 32, INDIRECT, 0 };

	for (unsigned int i = 0; i < 4; i++) {
		head.address = wrong[i];
		raw_offer(raw, BROKEN, 0, &head, 1);
		raw_expect_fault(raw, VQS_FAULT_ADDRESS);
	}
}

/* While the device holds it. */
static void an_id_that_is_held(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];

	raw->lamp.hold = true;
	raw_good(raw, descriptors);
	raw_offer(raw, BROKEN, 3, descriptors, 2);
	descriptors[0].next = 4;
	raw_kick(raw, BROKEN);
	raw_offer(raw, BROKEN, 3, descriptors, 2);
	raw_expect_fault(raw, VQS_FAULT_ID_BUSY);
}

/* Packed: a chain that goes on into entries which the device has not used yet. */
static void a_chain_into_what_is_held(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[SIZE];

	if (!raw->packed)
		return;
	raw->lamp.hold = true;
	raw_good(raw, descriptors);
	raw_offer(raw, BROKEN, 3, descriptors, 2);
	raw_kick(raw, BROKEN);
	for (unsigned int i = 0; i < SIZE; i++)
		descriptors[i] = (struct descriptor){ raw_at(raw, 0), 1, NEXT, 0 };
	raw_offer(raw, BROKEN, 4, descriptors, SIZE);
	raw_expect_fault(raw, VQS_FAULT_LOOP);
}

/* The reply goes over the request; over the other queue's data; over its own ring. */
static void buffers_that_overlap(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];

	raw_good(raw, descriptors);
	descriptors[1].address = descriptors[0].address;
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_kick(raw, BROKEN);
	assert_true(raw_was_used(raw, BROKEN, 2));
	raw_expect_no_fault(raw);
	for (unsigned int i = 0; i < 3; i++) {
		raw_good(raw, descriptors);
		descriptors[1].address = raw->memory.address + i * 1024;
		raw_offer(raw, BROKEN, 0, descriptors, 2);
		raw_kick(raw, BROKEN);
		raw_kick(raw, BROKEN);
		raw_expect_other_alive(raw);
		raw_initialise(raw);
		raw_expect_no_fault(raw);
	}
}

/* Whatever it says that it wants to be told of. */
static void events_that_lie(void **state)
{
	struct raw *raw = *state;

	for (unsigned int i = 0; i < 64; i++) {
		uint8_t *area = raw->rings[BROKEN] + DRIVER_AREA;
		const unsigned int length = raw->packed ? 4 : 2;

		for (unsigned int j = 0; j < length; j++)
			area[j] = (uint8_t)(i * 37 + j * 101);
		raw_expect_no_fault(raw);
	}
}

/* Notifications for nothing cost a look each. */
static void notifications_for_nothing(void **state)
{
	struct raw *raw = *state;

	raw->lamp.handled = 0;
	for (unsigned int i = 0; i < 10000; i++)
		raw_kick(raw, BROKEN);
	assert_int_equal(raw->lamp.handled, 0);
	assert_int_equal(raw->lamp.complaints, 0);
	raw_expect_no_fault(raw);
}

/* The answer to what was asked before the reset goes nowhere. */
static void a_reset_in_flight(void **state)
{
	struct raw *raw = *state;
	struct descriptor descriptors[2];
	uint64_t before;

	raw->lamp.hold = true;
	raw_good(raw, descriptors);
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_kick(raw, BROKEN);
	assert_int_equal(raw->lamp.held_count, 1);
	raw_initialise(raw);
	before = raw_sum(raw);
	lamp_answer_all(&raw->lamp);
	assert_true(raw_sum(raw) == before);
	raw_expect_no_fault(raw);
}

/* A queue that cannot be is not started; the device and the other queue stay. */
static void a_queue_that_cannot_be(void **state)
{
	struct raw *raw = *state;
	static const uint16_t sizes[] = { 0, 32769, 65535, 12 };
	struct vqs_features features;

	memset(raw->memory.host, 0, MEMORY);
	raw_set_status(raw, 0);
	raw_set_status(raw, 3);
	assert_int_equal(raw_functions(raw)->offered(raw->transport, &features), 0);
	vqs_features_drop(&features, VQS_F_EVENT_IDX);
	vqs_features_drop(&features, VQS_F_IN_ORDER);
	assert_int_equal(raw_functions(raw)->accept(raw->transport, &features), 0);
	raw_set_status(raw, 11);
	for (unsigned int i = 0; i < (raw->packed ? 3 : 4); i++) {
		struct vqs_ring ring = raw_ring(raw, BROKEN, features);

		ring.size = sizes[i];
		assert_true(raw_functions(raw)->queue_start(raw->transport, BROKEN,
		                                            &ring) < 0);
		ring.size = SIZE;
		ring.descriptors = raw->rings[BROKEN] + 1 + i;
		assert_true(raw_functions(raw)->queue_start(raw->transport, BROKEN,
		                                            &ring) < 0);
	}
	raw_start_queue(raw, OTHER, features);
	raw_set_status(raw, 15);
	raw_expect_other_alive(raw);
	raw_initialise(raw);
	raw_expect_no_fault(raw);
}

/* ---- Each of them in both formats ------------------------------------------------ */

struct format {
	bool packed, in_order;
};

static const struct format split = { false, false }, packed = { true, false },
                           split_in_order = { false, true },
                           packed_in_order = { true, true };

static int start(void **state)
{
	const struct format *format = *state;
	struct raw *raw = malloc(sizeof(*raw));

	assert_non_null(raw);
	raw_begin(raw, format->packed, format->in_order);
	raw_expect_no_fault(raw);
	*state = raw;
	return 0;
}

static int stop(void **state)
{
	raw_end(*state);
	free(*state);
	return 0;
}

#define IN(format, test)                                                                 \
	{                                                                                \
#test ", " #format, test, start, stop, (void *)(uintptr_t) & (format)    \
	}
#define TEST(test)                                                                       \
	IN(split, test), IN(packed, test), IN(split_in_order, test),                     \
	        IN(packed_in_order, test)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_loop),
		TEST(a_loop_in_a_table),
		TEST(an_index_that_jumps),
		TEST(an_index_that_goes_back),
		TEST(a_wrap_counter_that_lies),
		TEST(a_head_beyond_the_queue),
		TEST(a_next_beyond_the_table),
		TEST(an_address_outside_memory),
		TEST(a_length_beyond_memory),
		TEST(lengths_that_add_up_to_little),
		TEST(buffers_of_no_length),
		TEST(more_pieces_than_fit),
		TEST(readable_after_writable),
		TEST(a_table_that_was_not_negotiated),
		TEST(a_table_in_a_table),
		TEST(a_table_with_a_next),
		TEST(a_table_of_wrong_length),
		TEST(a_table_outside_memory),
		TEST(an_id_that_is_held),
		TEST(a_chain_into_what_is_held),
		TEST(buffers_that_overlap),
		TEST(events_that_lie),
		TEST(notifications_for_nothing),
		TEST(a_reset_in_flight),
		TEST(a_queue_that_cannot_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
