/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver that breaks the rules, over loopback. Its rings are written by
 * hand. Each wrong thing breaks the queue it was done on, with a complaint and
 * DEVICE_NEEDS_RESET; another queue goes on, and so does all after a reset.
 */
#include "lamp.h"

#include <errno.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/driver_transport.h>
#include <vqsmith/loopback.h>

#define SIZE 16

/* Descriptor flags (Split Virtqueues / The Virtqueue Descriptor Table). */
#define NEXT     1
#define WRITE    2
#define INDIRECT 4

struct raw {
	struct lamp lamp;
	struct vqs_driver_transport *transport;
	struct vqs_dma memory;
	uint8_t *descriptors[3], *available[3], *used[3];
	uint16_t index[3];
	uint8_t *data; /* half of the memory */
};

static const struct vqs_driver_functions *functions(const struct raw *raw)
{
	return raw->transport->functions;
}

static uint64_t address(const struct raw *raw, const void *at)
{
	return raw->memory.address +
	       (uint64_t)((const uint8_t *)at - (const uint8_t *)raw->memory.host);
}

static void set_status(struct raw *raw, uint8_t status)
{
	assert_int_equal(functions(raw)->set_status(raw->transport, status), 0);
}

static uint8_t get_status(struct raw *raw)
{
	uint8_t status;

	assert_int_equal(functions(raw)->get_status(raw->transport, &status), 0);
	return status;
}

/* Queues 0 (requests) and 2 (bulk), fresh. */
static void initialise(struct raw *raw)
{
	struct vqs_features features;

	memset(raw->memory.host, 0, raw->memory.size);
	set_status(raw, 0);
	set_status(raw, 1);
	set_status(raw, 3);
	assert_int_equal(functions(raw)->offered(raw->transport, &features), 0);
	vqs_features_drop(&features, VQS_F_EVENT_IDX);
	assert_int_equal(functions(raw)->accept(raw->transport, &features), 0);
	set_status(raw, 11);
	assert_int_equal(get_status(raw), 11);
	for (uint16_t queue = 0; queue < 3; queue += 2) {
		uint8_t *base = (uint8_t *)raw->memory.host + queue * 4096;
		const struct vqs_ring ring = {
			.size = SIZE,
			.descriptors = base,
			.driver_area = base + 1024,
			.device_area = base + 2048,
			.features = features,
		};

		raw->descriptors[queue] = base;
		raw->available[queue] = base + 1024;
		raw->used[queue] = base + 2048;
		raw->index[queue] = 0;
		assert_int_equal(
		        functions(raw)->queue_start(raw->transport, queue, &ring), 0);
	}
	set_status(raw, 15);
	raw->lamp.complaints = 0;
}

static int start(void **state)
{
	struct vqs_features withheld = { { 0 } };
	struct raw *raw = calloc(1, sizeof(*raw));

	/* the rings are written by hand below: split ones */
	vqs_features_add(&withheld, VQS_F_RING_PACKED);
	vqs_features_add(&withheld, VQS_F_NOTIFICATION_DATA);
	lamp_create(&raw->lamp, &withheld);
	assert_int_equal(vqs_loopback_create(&raw->transport, raw->lamp.device), 0);
	assert_int_equal(functions(raw)->dma_alloc(raw->transport, 32768, &raw->memory),
	                 0);
	raw->data = (uint8_t *)raw->memory.host + 16384;
	initialise(raw);
	*state = raw;
	return 0;
}

static int stop(void **state)
{
	struct raw *raw = *state;

	functions(raw)->dma_free(raw->transport, &raw->memory);
	functions(raw)->destroy(raw->transport);
	lamp_destroy(&raw->lamp);
	free(raw);
	return 0;
}

static void describe(uint8_t *table, unsigned int index, uint64_t where, uint32_t length)
{
	vqs_scalar_put(table + 16 * index, VQS_LE64, where);
	vqs_scalar_put(table + 16 * index + 8, VQS_LE32, length);
}

static void link_to(uint8_t *table, unsigned int index, uint16_t flags, uint16_t next)
{
	vqs_scalar_put(table + 16 * index + 12, VQS_LE16, flags);
	vqs_scalar_put(table + 16 * index + 14, VQS_LE16, next);
}

static void offer(struct raw *raw, uint16_t queue, uint16_t head)
{
	uint8_t *available = raw->available[queue];

	vqs_scalar_put(available + 4 + 2 * (raw->index[queue]++ % SIZE), VQS_LE16, head);
	vqs_scalar_put(available + 2, VQS_LE16, raw->index[queue]);
}

static void kick(struct raw *raw, uint16_t queue)
{
	bool used, config;
	int error;

	assert_int_equal(functions(raw)->notify(raw->transport, queue), 0);
	error = functions(raw)->wait(raw->transport, 0, &used, &config);
	assert_true(error == 0 || error == -ETIMEDOUT);
}

static uint16_t used_index(const struct raw *raw, uint16_t queue)
{
	return (uint16_t)vqs_scalar_get(raw->used[queue] + 2, VQS_LE16);
}

/* A flawless GET_LEVEL in descriptors 0 and 1, for a test to spoil. */
static void good_request(struct raw *raw)
{
	uint8_t *table = raw->descriptors[0];

	memset(raw->data, 0, 4096);
	vqs_scalar_put(raw->data, VQS_LE16, 2);
	describe(table, 0, address(raw, raw->data), 8);
	link_to(table, 0, NEXT, 1);
	describe(table, 1, address(raw, raw->data + 1024), 10);
	link_to(table, 1, WRITE, 0);
}

static void expect_good_request(struct raw *raw)
{
	uint16_t before = used_index(raw, 0);

	raw->lamp.level = 321;
	good_request(raw);
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(used_index(raw, 0), (uint16_t)(before + 1));
	assert_int_equal(vqs_scalar_get(raw->data + 1024 + 8, VQS_LE16), 321);
}

/* Another queue of the same device: FLUSH. */
static void expect_other_queue_alive(struct raw *raw)
{
	uint8_t *table = raw->descriptors[2], *at = raw->data + 8192;
	uint16_t before = used_index(raw, 2);

	memset(at, 0, 64);
	vqs_scalar_put(at, VQS_LE32, 4);
	at[32] = 9;
	describe(table, 0, address(raw, at), 16);
	link_to(table, 0, NEXT, 1);
	describe(table, 1, address(raw, at + 32), 1);
	link_to(table, 1, WRITE, 0);
	offer(raw, 2, 0);
	kick(raw, 2);
	assert_int_equal(used_index(raw, 2), (uint16_t)(before + 1));
	assert_int_equal(at[32], LAMP_BULK_OK);
}

/* What was offered breaks queue 0, and queue 0 alone. */
static void expect_fault(struct raw *raw, enum vqs_fault fault)
{
	uint16_t before = used_index(raw, 0);

	kick(raw, 0);
	assert_int_equal(vqs_device_queue_fault(raw->lamp.device, 0), fault);
	assert_int_equal(used_index(raw, 0), before);
	assert_true(raw->lamp.complaints > 0);
	assert_true(get_status(raw) & VQS_STATUS_NEEDS_RESET);
	/* Nothing more is taken from it, however often it is rung. */
	raw->lamp.handled = 0;
	good_request(raw);
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(raw->lamp.handled, 0);
	expect_other_queue_alive(raw);
	initialise(raw);
	expect_good_request(raw);
}

static void test_good(void **state)
{
	struct raw *raw = *state;

	for (int i = 0; i < 100; i++)
		expect_good_request(raw);
	expect_other_queue_alive(raw);
	assert_int_equal(raw->lamp.complaints, 0);
}

/* ---- Rings ----------------------------------------------------------------- */

static void test_head_out_of_range(void **state)
{
	static const uint16_t heads[] = { SIZE, SIZE + 1, 0x7fff, 0xffff };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		good_request(raw);
		offer(raw, 0, heads[i]);
		expect_fault(raw, VQS_FAULT_HEAD_RANGE);
	}
}

static void test_index_jump(void **state)
{
	static const uint16_t jumps[] = { SIZE, 1000, 0x7fff, 0xfffe };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(jumps) / sizeof(jumps[0]); i++) {
		good_request(raw);
		raw->index[0] = (uint16_t)(raw->index[0] + jumps[i]);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_INDEX_JUMP);
	}
}

static void test_next_out_of_range(void **state)
{
	static const uint16_t nexts[] = { SIZE, 0xffff };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(nexts) / sizeof(nexts[0]); i++) {
		good_request(raw);
		link_to(raw->descriptors[0], 0, NEXT, nexts[i]);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_NEXT_RANGE);
	}
}

static void test_loops(void **state)
{
	struct raw *raw = *state;

	for (uint16_t length = 1; length <= SIZE; length++) {
		uint8_t *table = raw->descriptors[0];

		good_request(raw);
		for (uint16_t i = 0; i < length; i++) {
			describe(table, i, address(raw, raw->data), 8);
			link_to(table, i, NEXT, (uint16_t)((i + 1) % length));
		}
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_LOOP);
	}
}

static void test_same_head_twice(void **state)
{
	struct raw *raw = *state;

	good_request(raw);
	raw->lamp.hold = true;
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(raw->lamp.held_count, 1);
	raw->lamp.hold = false;
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_ID_BUSY);
	assert_int_equal(raw->lamp.held_count, 0);
}

/* ---- Buffers --------------------------------------------------------------- */

static void test_addresses(void **state)
{
	struct raw *raw = *state;
	const uint64_t end = UINT64_C(0x100000000) + (UINT64_C(64) << 20);
	const uint64_t wrong[] = {
		0,
		4096,
		(uintptr_t)raw->data, /* ours, not the device's */
		UINT64_C(0x100000000) - 1,
		end - 7,
		end,
		UINT64_MAX - 7,
		UINT64_MAX,
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		good_request(raw);
		describe(raw->descriptors[0], 0, wrong[i], 8);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_ADDRESS);
		good_request(raw);
		describe(raw->descriptors[0], 1, wrong[i], 10);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_ADDRESS);
	}
}

static void test_length_beyond_memory(void **state)
{
	static const uint32_t lengths[] = { 64 << 20, 0x7fffffff, 0x80000000,
		                            UINT32_MAX };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		good_request(raw);
		describe(raw->descriptors[0], 1, address(raw, raw->data), lengths[i]);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_ADDRESS);
	}
}

static void test_order(void **state)
{
	struct raw *raw = *state;

	good_request(raw);
	link_to(raw->descriptors[0], 0, NEXT | WRITE, 1);
	link_to(raw->descriptors[0], 1, 0, 0);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_ORDER);
}

/* ---- Indirect tables ------------------------------------------------------- */

/* The good request again, in a table at data + 2048. */
static uint8_t *good_table(struct raw *raw)
{
	uint8_t *table = raw->data + 2048;

	good_request(raw);
	memcpy(table, raw->descriptors[0], 32);
	describe(raw->descriptors[0], 0, address(raw, table), 32);
	link_to(raw->descriptors[0], 0, INDIRECT, 0);
	return table;
}

static void test_good_table(void **state)
{
	struct raw *raw = *state;

	good_table(raw);
	raw->lamp.level = 99;
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(used_index(raw, 0), 1);
	assert_int_equal(vqs_scalar_get(raw->data + 1024 + 8, VQS_LE16), 99);
}

static void test_indirect_in_indirect(void **state)
{
	struct raw *raw = *state;
	uint8_t *table = good_table(raw);

	describe(table, 0, address(raw, table), 32);
	link_to(table, 0, INDIRECT, 0);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_INDIRECT_NESTED);
}

static void test_indirect_with_next(void **state)
{
	struct raw *raw = *state;

	good_table(raw);
	link_to(raw->descriptors[0], 0, INDIRECT | NEXT, 1);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_INDIRECT_NESTED);
}

static void test_table_length(void **state)
{
	static const uint32_t lengths[] = { 0, 1, 15, 17, 33, 0xffffffff };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		good_table(raw);
		describe(raw->descriptors[0], 0, address(raw, raw->data + 2048),
		         lengths[i]);
		offer(raw, 0, 0);
		expect_fault(raw, VQS_FAULT_INDIRECT_LENGTH);
	}
}

static void test_table_address(void **state)
{
	struct raw *raw = *state;

	good_table(raw);
	describe(raw->descriptors[0], 0, 64, 32);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_ADDRESS);
}

static void test_loop_in_table(void **state)
{
	struct raw *raw = *state;
	uint8_t *table = good_table(raw);

	link_to(table, 1, NEXT | WRITE, 1);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_LOOP);
	table = good_table(raw);
	link_to(table, 1, NEXT | WRITE, 2);
	offer(raw, 0, 0);
	expect_fault(raw, VQS_FAULT_NEXT_RANGE);
}

/* ---- Messages -------------------------------------------------------------- */

/* A request that no rule of the ring forbids; the status that answers it. */
static uint32_t ask(struct raw *raw, uint16_t opcode, uint32_t readable,
                    uint32_t writable)
{
	uint16_t before = used_index(raw, 0);

	good_request(raw);
	vqs_scalar_put(raw->data, VQS_LE16, opcode);
	memset(raw->data + 1024, 0xee, 64);
	describe(raw->descriptors[0], 0, address(raw, raw->data), readable);
	describe(raw->descriptors[0], 1, address(raw, raw->data + 1024), writable);
	raw->lamp.handled = raw->lamp.complaints = 0;
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(used_index(raw, 0), (uint16_t)(before + 1));
	assert_int_equal(vqs_device_queue_fault(raw->lamp.device, 0), VQS_FAULT_NONE);
	return (uint32_t)vqs_scalar_get(raw->data + 1024, VQS_LE32);
}

static void test_unknown_opcode(void **state)
{
	static const uint16_t opcodes[] = { 0, 8, 0xff, 0x101, 0xffff };
	struct raw *raw = *state;

	for (size_t i = 0; i < sizeof(opcodes) / sizeof(opcodes[0]); i++) {
		assert_int_equal(ask(raw, opcodes[i], 8, 64), LAMP_UNSUPPORTED);
		assert_int_equal(raw->lamp.handled, 0);
	}
	expect_good_request(raw);
}

static void test_halves_of_every_length(void **state)
{
	struct raw *raw = *state;

	/* SET_LEVEL wants exactly 16 bytes. */
	for (uint32_t length = 8; length <= 32; length++) {
		uint32_t status = ask(raw, 1, length, 8);

		assert_int_equal(status, length == 16 ? LAMP_OK : LAMP_INVALID);
		assert_int_equal(raw->lamp.handled, length == 16);
	}
	for (uint32_t length = 1; length < 8; length++) {
		uint32_t status = ask(raw, 1, length, 8);

		/* One byte does not even tell which message it is. */
		assert_true(status == LAMP_INVALID ||
		            (length == 1 && status == LAMP_UNSUPPORTED));
		assert_int_equal(raw->lamp.handled, 0);
	}
	/* GET_LEVEL answers with 10 bytes; what has no room for them is not asked. */
	for (uint32_t length = 1; length <= 20; length++) {
		uint32_t status = ask(raw, 2, 8, length);

		assert_int_equal(raw->lamp.handled, length >= 10);
		if (length >= 10)
			assert_int_equal(status, LAMP_OK);
		else if (length >= 4)
			assert_int_equal(status, LAMP_INVALID);
		/* Never a byte behind the buffer. */
		for (uint32_t i = length; i < 64; i++)
			assert_int_equal(raw->data[1024 + i], 0xee);
	}
	expect_good_request(raw);
}

static void test_no_writable_half(void **state)
{
	struct raw *raw = *state;

	good_request(raw);
	link_to(raw->descriptors[0], 0, 0, 0);
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(raw->lamp.handled, 0);
	assert_true(raw->lamp.complaints > 0);
	expect_other_queue_alive(raw);
}

/* ---- Bytes that change ----------------------------------------------------- */

/*
 * What the handler was given is a copy: when the driver overwrites its request
 * while the device holds it, the answer is to what was asked first.
 */
static void test_changed_after_it_was_taken(void **state)
{
	struct raw *raw = *state;
	const struct lamp_set_level_readable *taken;

	raw->lamp.hold = true;
	good_request(raw);
	vqs_scalar_put(raw->data, VQS_LE16, 1);
	vqs_scalar_put(raw->data + 8, VQS_LE16, 500);
	describe(raw->descriptors[0], 0, address(raw, raw->data), 16);
	offer(raw, 0, 0);
	kick(raw, 0);
	assert_int_equal(raw->lamp.held_count, 1);
	memset(raw->data, 0xff, 1024);
	memset(raw->descriptors[0], 0xff, 16 * SIZE);
	taken = raw->lamp.held[0]->readable;
	assert_int_equal(taken->level, 500);
	lamp_answer_all(&raw->lamp);
	assert_int_equal(raw->lamp.level, 500);
	assert_int_equal(vqs_scalar_get(raw->data + 1024, VQS_LE32), LAMP_OK);
	assert_int_equal(used_index(raw, 0), 1);
	raw->lamp.hold = false;
	expect_good_request(raw);
}

/* Everything at random, for long: nothing to expect but to get here. */
static void test_random(void **state)
{
	struct raw *raw = *state;
	uint32_t seed = 12345;

	for (unsigned int round = 0; round < 20000; round++) {
		uint8_t *table = raw->descriptors[0];

		good_table(raw);
		for (int i = 0; i < 6; i++) {
			uint8_t *where = i & 1 ? raw->data : table;

			seed = seed * 1103515245 + 12345;
			where[(seed >> 16) % (i & 1 ? 4096 : 16 * SIZE)] =
			        (uint8_t)(seed >> 8);
		}
		offer(raw, 0, (uint16_t)((seed >> 20) % (SIZE + 1)));
		kick(raw, 0);
		if (get_status(raw) & VQS_STATUS_NEEDS_RESET)
			initialise(raw);
	}
	initialise(raw);
	expect_good_request(raw);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, start, stop)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(good),
		TEST(head_out_of_range),
		TEST(index_jump),
		TEST(next_out_of_range),
		TEST(loops),
		TEST(same_head_twice),
		TEST(addresses),
		TEST(length_beyond_memory),
		TEST(order),
		TEST(good_table),
		TEST(indirect_in_indirect),
		TEST(indirect_with_next),
		TEST(table_length),
		TEST(table_address),
		TEST(loop_in_table),
		TEST(unknown_opcode),
		TEST(halves_of_every_length),
		TEST(no_writable_half),
		TEST(changed_after_it_was_taken),
		TEST(random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
