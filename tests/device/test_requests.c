/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests: every kind of message, whole and in pieces, held and out of order,
 * and those that the author never gets to see.
 */
#include "author.h"

#include <errno.h>

#define Q  LAMP_QUEUE_REQUESTS
#define QB LAMP_QUEUE_BULK

static uint32_t bulk_header(uint8_t *at, uint32_t opcode, uint64_t sector)
{
	put(put(put(at, 4, opcode), 4, 0), 8, sector);
	return 16;
}

static void test_simple_request(void **state)
{
	struct rig rig;
	uint8_t request[16];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	put(put(put(header(request, 1), 2, 40), 2, 0), 4, 250);
	exchange = rig_ask(&rig, Q, request, sizeof(request), 8);
	assert_true(exchange->done);
	assert_int_equal(exchange->used, 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	assert_int_equal(le(exchange->writable + 4, 4), 0); /* reserved */
	assert_int_equal(rig.level, 40);
	assert_int_equal(rig.fade_ms, 250);

	header(request, 2);
	exchange = rig_ask(&rig, Q, request, 8, 64);
	assert_int_equal(exchange->used, 10);
	assert_int_equal(le(exchange->writable + 8, 2), 40);
	assert_int_equal(exchange->writable[10], 0xee); /* nothing beyond */
	assert_int_equal(rig.complaints, 0);
	rig_destroy(&rig);
}

/* A counted array of structures there and back, by chains of 2 to 40 segments. */
static void test_scene_in_pieces(void **state)
{
	struct rig rig;
	uint8_t request[12 + 10 * 8], ask[8], *at;
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	at = put(put(header(request, 3), 2, 10), 2, LAMP_SCENE_SMOOTH);
	for (unsigned int i = 0; i < 10; i++)
		at = put(put(at, 4, 100 * i), 4, i);
	header(ask, 4);
	for (rig.pieces = 1; rig.pieces <= 20; rig.pieces++) {
		rig.scene_count = 0;
		exchange = rig_ask(&rig, Q, request, sizeof(request), 8);
		assert_int_equal(exchange->used, 8);
		assert_int_equal(le(exchange->writable, 4), LAMP_OK);
		assert_int_equal(rig.scene_count, 10);
		assert_int_equal(rig.scene[9].level, 900);

		exchange = rig_ask(&rig, Q, ask, sizeof(ask), 200);
		assert_int_equal(exchange->used, 12 + 80);
		assert_int_equal(le(exchange->writable + 8, 2), 10);
		assert_memory_equal(exchange->writable + 12, request + 12, 80);
		assert_int_equal(exchange->writable[92], 0xee);
	}
	assert_int_equal(rig.complaints, 0);
	rig_destroy(&rig);
}

static void test_bulk_data(void **state)
{
	struct rig rig;
	uint8_t request[12 + 300];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.pieces = 3;
	put(header(request, 5), 4, 1000);
	for (unsigned int i = 0; i < 300; i++)
		request[12 + i] = (uint8_t)(i * 7);
	exchange = rig_ask(&rig, Q, request, sizeof(request), 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	assert_memory_equal(rig.store + 1000, request + 12, 300);

	/* The author sends 100 at the most, though there is room for more. */
	put(header(request, 6), 4, 1000);
	exchange = rig_ask(&rig, Q, request, 12, 400);
	assert_int_equal(exchange->used, 108);
	assert_memory_equal(exchange->writable + 8, rig.store + 1000, 100);
	assert_int_equal(exchange->writable[108], 0xee);
	exchange = rig_ask(&rig, Q, request, 12, 8);
	assert_int_equal(exchange->used, 8);
	rig_destroy(&rig);
}

static void test_disk(void **state)
{
	struct rig rig;
	uint8_t request[16 + 512];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.pieces = 2;
	memset(request, 0x5c, sizeof(request));
	bulk_header(request, 1, 2);
	exchange = rig_ask(&rig, QB, request, sizeof(request), 1);
	assert_int_equal(exchange->used, 1);
	assert_int_equal(exchange->writable[0], LAMP_BULK_OK);

	exchange = rig_ask(&rig, QB + 1, request, bulk_header(request, 0, 2), 513);
	assert_int_equal(exchange->used, 513);
	assert_int_equal(exchange->writable[511], 0x5c);
	assert_int_equal(exchange->writable[512], LAMP_BULK_OK);
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 4, 0), 1);
	assert_int_equal(exchange->used, 1);
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 8, 0), 21);
	assert_memory_equal(exchange->writable, "porch\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
	                    21);
	/* Tolerant: the family says that more than is described is no mistake. */
	exchange = rig_ask(&rig, QB, request, 500, 21);
	assert_int_equal(exchange->used, 21);

	/* A failure: what precedes the status is clean, the status is the last byte. */
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 0, 99), 513);
	assert_int_equal(exchange->used, 513);
	for (unsigned int i = 0; i < 512; i++)
		assert_int_equal(exchange->writable[i], 0);
	assert_int_equal(exchange->writable[512], LAMP_BULK_IOERR);
	assert_int_equal(rig.complaints, 0);
	rig_destroy(&rig);
}

/* ---- Malformed ones ---------------------------------------------------------------- */

struct malformed {
	const char *what;
	const char *complaint; /* part of it; NULL: none */
	uint16_t opcode;
	uint16_t length; /* of the readable half, zeroes after the header */
	uint16_t writable;
	uint16_t spoil_at; /* 0: no */
	uint8_t spoil;
	uint16_t used;
	uint16_t status;
};

static const struct malformed malformeds[] = {
	{ "no opcode", "1 bytes are no header", 1, 1, 8, 0, 0, 4, LAMP_INVALID },
	{ "no header", "cookie", 1, 7, 8, 0, 0, 8, LAMP_INVALID },
	{ "short body", "fade_ms", 1, 15, 8, 0, 0, 8, LAMP_INVALID },
	{ "long body", "set_level: 1 device-readable bytes too many", 1, 17, 8, 0, 0, 8,
	  LAMP_INVALID },
	{ "value", "field level at byte 8: a value that is not allowed (65280)", 1, 16, 8,
	  9, 0xff, 8, LAMP_INVALID },
	{ "reserved", "reserved", 1, 16, 8, 10, 1, 8, LAMP_INVALID },
	{ "opcode", "99 is no opcode", 99, 16, 8, 0, 0, 4, LAMP_UNSUPPORTED },
	{ "opcode, short", "99 is no opcode", 99, 16, 4, 0, 0, 4, LAMP_UNSUPPORTED },
	{ "opcode, no room", "99 is no opcode", 99, 16, 3, 0, 0, 0, 0 },
	{ "opcode, no reply", "99 is no opcode", 99, 16, 0, 0, 0, 0, 0 },
	{ "short reply", "get_level: 9 device-writable bytes are too few", 2, 8, 9, 0, 0,
	  4, LAMP_INVALID },
	{ "no reply", "too few", 2, 8, 0, 0, 0, 0, 0 },
	{ "no reply's status", "too few", 2, 8, 3, 0, 0, 0, 0 },
	{ "count", "steps", 3, 12, 8, 8, 1, 8, LAMP_INVALID },
	{ "no handler", NULL, 7, 23, 8, 0, 0, 8, LAMP_UNSUPPORTED },
	{ "in the author's eyes", NULL, 5, 12, 8, 11, 0xff, 8, LAMP_INVALID },
};

static void test_malformed(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < sizeof(malformeds) / sizeof(malformeds[0]); i++) {
		const struct malformed *bad = &malformeds[i];
		uint8_t request[64] = { 0 };
		struct exchange *exchange;

		header(request, bad->opcode);
		if (bad->spoil_at)
			request[bad->spoil_at] = bad->spoil;
		rig.complaints = 0;
		exchange = rig_ask(&rig, Q, request, bad->length, bad->writable);
		assert_true(exchange->done);
		assert_int_equal(exchange->used, bad->used);
		if (bad->used)
			assert_int_equal(le(exchange->writable, 4), bad->status);
		for (unsigned int j = bad->used; j < bad->writable; j++)
			assert_int_equal(exchange->writable[j], 0xee);
		assert_int_equal(rig.complaints, bad->complaint ? 1 : 0);
		if (bad->complaint && !strstr(rig.complaint, bad->complaint))
			fail_msg("%s: %s", bad->what, rig.complaint);
	}
	assert_true(vqs_device_live(rig.device));
	rig_destroy(&rig);
}

static void test_malformed_bulk(void **state)
{
	struct rig rig;
	uint8_t request[16];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 77, 0), 100);
	assert_int_equal(exchange->used, 100);
	assert_int_equal(exchange->writable[0], 0);
	assert_int_equal(exchange->writable[99], LAMP_BULK_UNSUPPORTED);
	exchange = rig_ask(&rig, QB, request, 3, 100);
	assert_int_equal(exchange->writable[99], LAMP_BULK_IOERR);
	/* FLUSH's status is its first byte, however much room there is. */
	bulk_header(request, 4, 0);
	exchange = rig_ask(&rig, QB, request, 15, 100);
	assert_int_equal(exchange->used, 1);
	assert_int_equal(exchange->writable[0], LAMP_BULK_IOERR);
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 8, 0), 20);
	assert_int_equal(exchange->used, 20);
	assert_int_equal(exchange->writable[19], LAMP_BULK_IOERR);
	exchange = rig_ask(&rig, QB, request, bulk_header(request, 0, 0), 0);
	assert_int_equal(exchange->used, 0);
	assert_true(vqs_device_live(rig.device));
	rig_destroy(&rig);
}

/* A message of a feature that was not negotiated is none. */
static void test_feature_not_negotiated(void **state)
{
	struct rig rig;
	struct vqs_features some = { { 0, 0 } };
	struct exchange *exchange;
	uint8_t request[12] = { 0 };

	(void)state;
	rig_create(&rig, NULL);
	vqs_features_add(&some, VQS_F_VERSION_1);
	rig_negotiate(&rig, &some);
	assert_int_equal(rig_queue_start(&rig, Q, 16), 0);
	vqs_device_set_status(rig.device, 15);
	header(request, 3);
	exchange = rig_ask(&rig, Q, request, 12, 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_UNSUPPORTED);
	assert_string_equal(rig.complaint,
	                    "queue 0 (requests): set_scene: 3 is the opcode of a feature "
	                    "that is not negotiated");
	rig_destroy(&rig);
}

/* A type may have an answer of its own for that. */
static void test_unnegotiated_answer(void **state)
{
	struct vqs_family families[8];
	struct vqs_queue_type queues[8];
	struct vqs_type type = lamp_type;
	const struct vqs_features some = { { UINT64_C(1) << VQS_F_VERSION_1, 0 } };
	uint8_t request[12] = { 0 };
	struct exchange *exchange;
	struct rig rig;

	(void)state;
	assert_true(type.family_count <= 8 && type.queue_count <= 8);
	memcpy(families, type.families, type.family_count * sizeof(*families));
	memcpy(queues, type.queues, type.queue_count * sizeof(*queues));
	for (uint32_t i = 0; i < type.queue_count; i++)
		queues[i].family = &families[queues[i].family - lamp_type.families];
	families[LAMP_FAMILY_REQUEST].answer.unnegotiated = 77;
	families[LAMP_FAMILY_REQUEST].answer.has_unnegotiated = true;
	type.families = families;
	type.queues = queues;
	rig_create(&rig, NULL);
	rig.class.type = &type;
	rig_negotiate(&rig, &some);
	assert_int_equal(rig_queue_start(&rig, Q, 16), 0);
	vqs_device_set_status(rig.device, 15);
	header(request, 3);
	exchange = rig_ask(&rig, Q, request, 12, 8);
	assert_int_equal(le(exchange->writable, 4), 77);
	header(request, 0x99); /* no opcode at all */
	exchange = rig_ask(&rig, Q, request, 12, 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_UNSUPPORTED);
	rig_destroy(&rig);
}

/* A thousand mistakes do not fill a log. */
static void test_complaints_are_few(void **state)
{
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	header(request, 99);
	for (unsigned int i = 0; i < 1000; i++)
		rig_ask(&rig, Q, request, 8, 8);
	assert_in_range(rig.complaints, 16, 30);
	rig_destroy(&rig);
}

/* ---- The author's mistakes ----------------------------------------------------------
 */

static void test_author_forbidden_value(void **state)
{
	struct rig rig;
	uint8_t request[8];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	header(request, 0x100);
	rig.level = 5;
	exchange = rig_ask(&rig, Q, request, 8, 54);
	assert_int_equal(exchange->used, 54);
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	rig.level = 6; /* the grade ends at 5 */
	exchange = rig_ask(&rig, Q, request, 8, 54);
	assert_int_equal(exchange->used, 54);
	assert_int_equal(le(exchange->writable, 4), LAMP_INVALID);
	assert_int_equal(le(exchange->writable + 8, 2), 0); /* nothing half done */
	assert_non_null(strstr(rig.complaint, "grade"));
	rig_destroy(&rig);
}

static void test_author_writes_too_much(void **state)
{
	struct rig rig;
	uint8_t request[8];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	header(request, 4);
	exchange = rig_ask(&rig, Q, request, 8, 20);
	rig.scene_count = 2;
	assert_int_equal(rig.held_count, 1);
	author_answer(&rig, rig.held[0]); /* its steps are fewer than its count */
	rig_reap(&rig, Q);
	assert_int_equal(le(exchange->writable, 4), LAMP_INVALID);
	assert_int_equal(exchange->used, 12);
	rig_destroy(&rig);
}

static void test_author_replies_too_long(void **state)
{
	static uint8_t steps[16];
	struct vqs_segment segment = { steps, sizeof(steps) };
	const struct lamp_get_scene_writable out = { .count = 2,
		                                     .steps = { &segment, 0, 16 } };
	struct rig rig;
	uint8_t request[8];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	header(request, 4);
	exchange = rig_ask(&rig, Q, request, 8, 27);
	assert_int_equal(vqs_request_complete(rig.held[0], &out), -EMSGSIZE);
	rig_reap(&rig, Q);
	assert_int_equal(le(exchange->writable, 4), LAMP_INVALID);
	exchange = rig_ask(&rig, Q, request, 8, 28);
	assert_int_equal(vqs_request_complete(rig.held[1], &out), 0);
	rig_reap(&rig, Q);
	assert_int_equal(exchange->used, 28);
	rig_destroy(&rig);
}

/* ---- Held ones ------------------------------------------------------------------------
 */

/* Many are held, of few and of many segments; they complete in another order. */
/* An author's mistake; the driver, and the author's other requests, do not suffer. */
static void test_completed_twice(void **state)
{
	struct lamp_get_level_writable reply = { .status = LAMP_OK, .level = 7 };
	struct vqs_request *one, *two;
	struct exchange *first, *second;
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	header(request, 2);
	first = rig_add(&rig, Q, request, 8, 10);
	second = rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.held_count, 2);
	one = rig.held[0];
	two = rig.held[1];
	assert_int_equal(vqs_request_complete(one, &reply), 0);
	assert_int_equal(vqs_request_complete(one, &reply), -EINVAL);
	vqs_request_fail(one, 1);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 1);
	rig_reap(&rig, Q);
	assert_true(first->done);
	assert_false(second->done);
	assert_int_equal(vqs_device_queue_fault(rig.device, Q), VQS_FAULT_NONE);
	assert_true(vqs_device_live(rig.device));
	assert_int_equal(vqs_request_complete(two, &reply), 0);
	rig_reap(&rig, Q);
	assert_true(second->done);
	assert_non_null(strstr(rig.complaint, "completed before"));
	rig_destroy(&rig);
}

/* In order they are published when none before them is missing, the last time all. */
static void test_held_out_of_order(void **state)
{
	struct rig rig;
	uint8_t requests[40][12 + 64];
	struct exchange *exchanges[40];

	(void)state;
	rig_up(&rig);
	for (unsigned int round = 0; round < 20; round++) {
		rig.hold = true;
		rig.held_count = 0;
		for (unsigned int i = 0; i < 40; i++) {
			put(header(requests[i], 5), 4, i * 64);
			memset(requests[i] + 12, (int)(round * 40 + i), 64);
			rig.pieces = 1 + (i * 5) % 31;
			exchanges[i] =
			        rig_add(&rig, Q, requests[i], sizeof(requests[i]), 8);
		}
		rig_kick(&rig, Q);
		rig_reap(&rig, Q);
		assert_int_equal(rig.held_count, 40);
		assert_int_equal(vqs_device_queue_held(rig.device, Q), 40);
		for (unsigned int i = 0; i < 40; i++) {
			unsigned int which = (i * 17 + round) % 40;

			assert_false(exchanges[which]->done);
			author_answer(&rig, rig.held[which]);
			rig_reap(&rig, Q);
			assert_true(exchanges[which]->done || rig_in_order());
			assert_memory_equal(rig.store + which * 64, requests[which] + 12,
			                    64);
		}
		for (unsigned int i = 0; i < 40; i++) {
			assert_true(exchanges[i]->done);
			assert_int_equal(exchanges[i]->used, 8);
		}
		assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
		rig_forget(&rig);
	}
	rig_destroy(&rig);
}

/* ---- Batches and notifications
 * ---------------------------------------------------------- */

static void fill(struct rig *rig, unsigned int count)
{
	uint8_t request[8];

	header(request, 2);
	for (unsigned int i = 0; i < count; i++)
		rig_add(rig, Q, request, 8, 10);
}

static void test_one_notification_a_batch(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	fill(&rig, 32);
	rig_kick(&rig, Q);
	assert_int_equal(rig.handled, 32);
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	for (unsigned int i = 0; i < 32; i++)
		assert_true(rig.exchanges[i].done);
	rig_destroy(&rig);
}

static void test_begin_and_end(void **state)
{
	struct rig rig;
	unsigned int done = 0;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	fill(&rig, 40);
	rig_kick(&rig, Q);
	assert_int_equal(rig.used_notices[Q], 0);
	vqs_device_begin(rig.device);
	vqs_device_begin(rig.device);
	for (unsigned int i = 0; i < 40; i++)
		author_answer(&rig, rig.held[i]);
	vqs_device_end(rig.device);
	assert_int_equal(rig.used_notices[Q], 0);
	vqs_device_end(rig.device);
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	for (unsigned int i = 0; i < 40; i++)
		done += rig.exchanges[i].done;
	assert_int_equal(done, 40);
	rig_destroy(&rig);
}

/* In the middle of a batch, for a driver that can use the time. */
static void test_flush(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	fill(&rig, 3);
	rig_kick(&rig, Q);
	vqs_device_begin(rig.device);
	vqs_device_flush(rig.device);
	assert_int_equal(rig.used_notices[Q], 0);
	for (unsigned int i = 0; i < 2; i++)
		author_answer(&rig, rig.held[i]);
	vqs_device_flush(rig.device);
	vqs_device_flush(rig.device);
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[1].done);
	author_answer(&rig, rig.held[2]);
	rig_reap(&rig, Q);
	assert_false(rig.exchanges[2].done);
	vqs_device_end(rig.device);
	assert_int_equal(rig.used_notices[Q], 2);
	rig_reap(&rig, Q);
	assert_true(rig.exchanges[2].done);
	rig_destroy(&rig);
}

/* Requests of three queues in one pair: each queue is told once. */
static void test_one_pair_many_queues(void **state)
{
	struct rig rig;
	uint8_t request[16];

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	fill(&rig, 2);
	rig_kick(&rig, Q);
	bulk_header(request, 4, 0);
	for (uint16_t queue = QB; queue < QB + 2; queue++) {
		rig_add(&rig, queue, request, 16, 1);
		rig_add(&rig, queue, request, 16, 1);
		rig_kick(&rig, queue);
	}
	vqs_device_begin(rig.device);
	for (unsigned int i = 0; i < 6; i++)
		author_answer(&rig, rig.held[i]);
	vqs_device_end(rig.device);
	for (uint16_t queue = QB; queue < QB + 2; queue++) {
		assert_int_equal(rig.used_notices[queue], 1);
		rig_reap(&rig, queue);
	}
	assert_int_equal(rig.used_notices[Q], 1);
	rig_reap(&rig, Q);
	for (unsigned int i = 0; i < 6; i++)
		assert_true(rig.exchanges[i].done);
	rig_destroy(&rig);
}

/* A driver that always has more: the device comes back after a few rounds. */
static struct rig *busy_rig;

static void refill(void *self, struct vqs_request *request)
{
	const struct lamp_get_level_writable out = { LAMP_OK, 1 };
	uint8_t bytes[8];

	assert_ptr_equal(self, busy_rig);
	busy_rig->handled++;
	vqs_request_complete(request, &out);
	if (busy_rig->exchange_count >= 1000)
		return;
	rig_reap(busy_rig, Q);
	header(bytes, 2);
	rig_add(busy_rig, Q, bytes, 8, 10);
	vqs_driver_ring_publish(&busy_rig->driver[Q]);
}

static void test_rounds_are_bounded(void **state)
{
	static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
		[LAMP_GET_LEVEL] = refill,
	};
	static vqs_handler *const *const handlers[LAMP_FAMILIES] = { request_handlers };
	struct rig rig;
	unsigned int calls = 1;

	(void)state;
	rig_up(&rig);
	rig.class.handlers = handlers;
	vqs_device_destroy(rig.device);
	assert_int_equal(vqs_device_create(&rig.device, &rig.class, &rig, &rig.config,
	                                   &rig.options),
	                 0);
	rig_attach(&rig);
	rig.ram_used = 0;
	rig_start(&rig);
	busy_rig = &rig;
	fill(&rig, 1);
	vqs_driver_ring_publish(&rig.driver[Q]);
	while (vqs_device_queue_notified(rig.device, Q))
		calls++;
	assert_int_equal(rig.handled, 1000);
	assert_true(calls >= 4);
	rig_destroy(&rig);
}

/* Queues are separate: bulk queue 1 of 2 exists, 3 does not. */
static void test_queue_row(void **state)
{
	struct rig rig;

	(void)state;
	rig_up(&rig);
	assert_int_equal(vqs_device_queue_count(rig.device), 4);
	assert_true(vqs_device_queue_started(rig.device, 3));
	assert_int_equal(vqs_device_queue_size(rig.device, 3), LAMP_QUEUE_SIZE);
	assert_int_equal(vqs_device_queue_size(rig.device, 4), 0);
	assert_int_equal(vqs_device_queue_size(rig.device, 400), 0);
	assert_int_equal(rig_queue_start(&rig, 4, 16), -ENOENT);
	assert_int_equal(rig_queue_start(&rig, 3, 16), -EBUSY);
	assert_false(vqs_device_queue_notified(rig.device, 4));
	assert_false(vqs_device_queue_notified(rig.device, 4000));
	rig_destroy(&rig);
}

/* Held, and then not known after all: the answer is that of an unknown opcode. */
static void test_unsupported(void **state)
{
	struct exchange *exchange;
	struct rig rig;
	uint8_t request[8];

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	header(request, 2);
	exchange = rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	vqs_request_unsupported(rig.held[0]);
	rig_reap(&rig, Q);
	assert_true(exchange->done);
	assert_int_equal(le(exchange->writable, 4), LAMP_UNSUPPORTED);
	vqs_request_unsupported(rig.held[0]);
	assert_non_null(strstr(rig.complaint, "completed before"));
	rig_destroy(&rig);
}

static struct exchange *publish_off(struct rig *rig, bool expected)
{
	uint8_t off[8];
	struct exchange *exchange;

	header(off, 4);
	exchange = rig_add(rig, 0, off, sizeof(off), 8);
	assert_int_equal(vqs_driver_ring_publish(&rig->driver[0]), expected);
	return exchange;
}

/* A transport that looks by itself needs no notification, until it wants to sleep. */
static void test_polled(void **state)
{
	struct rig rig;
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	assert_false(vqs_device_queue_polled(rig.device, 0));
	for (unsigned int i = 0; i < 3; i++) {
		exchange = publish_off(&rig, i == 0 && rig.driver[0].event_idx &&
		                                     !rig.driver[0].packed);
		assert_true(vqs_device_queue_polled(rig.device, 0));
		assert_false(vqs_device_queue_polled(rig.device, 0));
		rig_reap(&rig, 0);
		assert_true(exchange->done);
	}
	assert_false(vqs_device_queue_notified(rig.device, 0));
	publish_off(&rig, true);
	rig_destroy(&rig);
}

static struct exchange *publish_level(struct rig *rig)
{
	struct exchange *exchange;
	uint8_t bytes[16] = { 0 };

	header(bytes, 1);
	exchange = rig_add(rig, 0, bytes, sizeof(bytes), 8);
	vqs_driver_ring_publish(&rig->driver[0]);
	return exchange;
}

/* Where the driver says that it stands is a hint: the ring counts, whatever it says. */
static void test_notification_data(void **state)
{
	struct exchange *exchange;
	struct rig rig;
	uint16_t place;

	(void)state;
	rig_up(&rig);
	for (unsigned int i = 0; i < 3 * LAMP_QUEUE_SIZE; i++) {
		exchange = publish_level(&rig);
		place = vqs_driver_ring_place(&rig.driver[0]);
		assert_false(vqs_device_notified(rig.device, (uint32_t)place << 16));
		rig_reap(&rig, 0);
		assert_true(exchange->done);
	}
	/* nothing new, and as late as can be */
	vqs_device_notified(rig.device, (uint32_t)place << 16);
	assert_int_equal(rig.complaints, 0);
	exchange = publish_level(&rig);
	place ^= 0x4000;
	assert_false(vqs_device_notified(rig.device, (uint32_t)place << 16));
	assert_int_equal(rig.complaints, 1);
	assert_non_null(strstr(rig.complaint, "where it cannot be"));
	rig_reap(&rig, 0);
	assert_true(exchange->done);
	assert_int_equal(vqs_device_queue_fault(rig.device, 0), VQS_FAULT_NONE);
	/* a queue that is not there */
	assert_false(vqs_device_notified(rig.device, 0x1234ffff));
	rig_destroy(&rig);
}

/* Without the feature the upper bits mean nothing. */
static void test_no_notification_data(void **state)
{
	struct vqs_device_options options = { .queue_size = 0 };
	struct exchange *exchange;
	struct rig rig;

	(void)state;
	vqs_features_add(&options.withhold, LAMP_F_OLD);
	vqs_features_add(&options.withhold_ring, VQS_F_NOTIFICATION_DATA);
	rig_create(&rig, &options);
	rig_start(&rig);
	exchange = publish_level(&rig);
	assert_false(vqs_device_notified(rig.device, 0x7fff0000));
	rig_reap(&rig, 0);
	assert_true(exchange->done);
	assert_int_equal(rig.complaints, 0);
	rig_destroy(&rig);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simple_request),
		cmocka_unit_test(test_scene_in_pieces),
		cmocka_unit_test(test_bulk_data),
		cmocka_unit_test(test_disk),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_malformed_bulk),
		cmocka_unit_test(test_feature_not_negotiated),
		cmocka_unit_test(test_unnegotiated_answer),
		cmocka_unit_test(test_complaints_are_few),
		cmocka_unit_test(test_author_forbidden_value),
		cmocka_unit_test(test_author_writes_too_much),
		cmocka_unit_test(test_author_replies_too_long),
		cmocka_unit_test(test_completed_twice),
		cmocka_unit_test(test_held_out_of_order),
		cmocka_unit_test(test_one_notification_a_batch),
		cmocka_unit_test(test_begin_and_end),
		cmocka_unit_test(test_flush),
		cmocka_unit_test(test_unsupported),
		cmocka_unit_test(test_one_pair_many_queues),
		cmocka_unit_test(test_rounds_are_bounded),
		cmocka_unit_test(test_polled),
		cmocka_unit_test(test_notification_data),
		cmocka_unit_test(test_no_notification_data),
		cmocka_unit_test(test_queue_row),
	};

	rig_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
