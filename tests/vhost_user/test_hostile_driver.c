/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver that breaks the rules of a virtqueue, over the socket: its front end
 * is in order, the rings and buffers in the shared memory are not. The queue
 * stands still, the front end is told why, and a reset mends it. A request that
 * is wrong in itself is answered, and the queue goes on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

#define F_INDIRECT (UINT64_C(1) << VQS_F_INDIRECT_DESC)

/* Descriptor flags (Split Virtqueues / The Virtqueue Descriptor Table). */
#define NEXT     1
#define WRITE    2
#define INDIRECT 4

#define DATA  (PEER_GUEST + PEER_DATA)
#define TABLE (PEER_GUEST + PEER_DATA + 4096)
#define LAST  (PEER_GUEST + PEER_BYTES)

struct descriptor {
	uint64_t address;
	uint32_t length;
	uint16_t flags, next;
};

struct harm {
	const char *complaint;
	uint16_t head;
	uint16_t index;                /* how far the available index goes on */
	struct descriptor chain[3];    /* from the table's beginning */
	struct descriptor indirect[3]; /* at TABLE */
	bool without_indirect;         /* it is not negotiated */
};

static const struct harm harms[] = {
	{ "index went back, or further", 0, 17, { { DATA, 16, 0, 0 } }, { { 0 } }, 0 },
	{ "index went back, or further",
	  0,
	  0xffff,
	  { { DATA, 16, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "descriptor beyond the queue size", 16, 1, { { 0 } }, { { 0 } }, 0 },
	{ "descriptor beyond the queue size", 0xffff, 1, { { 0 } }, { { 0 } }, 0 },
	{ "beyond the end of its table", 0, 1, { { DATA, 16, NEXT, 16 } }, { { 0 } }, 0 },
	{ "a loop", 0, 1, { { DATA, 16, NEXT, 0 } }, { { 0 } }, 0 },
	{ "a loop", 0, 1, { { DATA, 8, NEXT, 1 }, { DATA, 8, NEXT, 0 } }, { { 0 } }, 0 },
	{ "outside the driver's memory", 0, 1, { { 0, 16, 0, 0 } }, { { 0 } }, 0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { PEER_USER, 16, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { LAST - 15, 16, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "outside the driver's memory", 0, 1, { { LAST, 1, 0, 0 } }, { { 0 } }, 0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { UINT64_MAX - 7, 16, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { DATA, UINT32_MAX, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { DATA, 16, NEXT, 1 }, { PEER_GUEST - 1, 8, WRITE, 0 } },
	  { { 0 } },
	  0 },
	{ "of no bytes", 0, 1, { { DATA, 0, 0, 0 } }, { { 0 } }, 0 },
	{ "device-readable descriptor after",
	  0,
	  1,
	  { { DATA, 8, WRITE | NEXT, 1 }, { DATA, 16, 0, 0 } },
	  { { 0 } },
	  0 },
	{ "without VIRTIO_F_INDIRECT_DESC",
	  0,
	  1,
	  { { TABLE, 16, INDIRECT, 0 } },
	  { { DATA, 16, 0, 0 } },
	  true },
	{ "in an indirect table, or",
	  0,
	  1,
	  { { TABLE, 16, INDIRECT, 0 } },
	  { { TABLE, 16, INDIRECT, 0 } },
	  0 },
	{ "in an indirect table, or",
	  0,
	  1,
	  { { TABLE, 16, INDIRECT | NEXT, 1 }, { DATA, 16, 0, 0 } },
	  { { DATA, 16, 0, 0 } },
	  0 },
	{ "indirect table empty", 0, 1, { { TABLE, 0, INDIRECT, 0 } }, { { 0 } }, 0 },
	{ "indirect table empty", 0, 1, { { TABLE, 24, INDIRECT, 0 } }, { { 0 } }, 0 },
	{ "or too long", 0, 1, { { TABLE, 16 * 32769, INDIRECT, 0 } }, { { 0 } }, 0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { LAST, 16, INDIRECT, 0 } },
	  { { 0 } },
	  0 },
	{ "outside the driver's memory",
	  0,
	  1,
	  { { LAST - 16, 32, INDIRECT, 0 } },
	  { { 0 } },
	  0 },
	{ "a loop",
	  0,
	  1,
	  { { TABLE, 32, INDIRECT, 0 } },
	  { { DATA, 8, NEXT, 1 }, { DATA, 8, NEXT, 0 } },
	  0 },
	{ "beyond the end of its table",
	  0,
	  1,
	  { { TABLE, 32, INDIRECT, 0 } },
	  { { DATA, 16, NEXT, 2 } },
	  0 },
};

static void put_chain(uint8_t *table, const struct descriptor *chain)
{
	for (unsigned int i = 0; i < 3; i++) {
		memcpy(table + 16 * i, &chain[i].address, 8);
		memcpy(table + 16 * i + 8, &chain[i].length, 4);
		memcpy(table + 16 * i + 12, &chain[i].flags, 2);
		memcpy(table + 16 * i + 14, &chain[i].next, 2);
	}
}

/* Makes the chain available, by hand. */
static void offer(struct peer *peer, uint16_t head, uint16_t by)
{
	uint8_t *available = peer->memory + PEER_VRING(0) + 4096;
	uint16_t index;

	memcpy(&index, available + 2, 2);
	memcpy(available + 4 + 2 * (index % PEER_SIZE), &head, 2);
	index = (uint16_t)(index + by);
	memcpy(available + 2, &index, 2);
	assert_int_equal(eventfd_write(peer->queues[0].kick, 1), 0);
	peer_serve(peer);
}

static void set_error(struct peer *peer)
{
	const uint64_t index = 0;

	peer->queues[0].error = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	peer_send_fds(peer, VHU_SET_VRING_ERR, &index, 8, &peer->queues[0].error, 1);
}

static void restart(struct peer *peer, uint64_t features)
{
	peer_enable(peer, 0, 0);
	peer_send_u64(peer, VHU_SET_FEATURES, features);
	peer_start(peer, 0);
}

static void every_harm(void **state)
{
	const uint64_t with = PEER_FEATURES | F_INDIRECT;
	struct peer *peer = *state;
	eventfd_t rung;

	peer_bring_up(peer);
	set_error(peer);
	for (size_t i = 0; i < sizeof(harms) / sizeof(harms[0]); i++) {
		const struct harm *harm = &harms[i];
		unsigned int requests = peer->requests;

		restart(peer, harm->without_indirect ? PEER_FEATURES : with);
		put_chain(peer->memory + PEER_VRING(0), harm->chain);
		put_chain(peer->memory + PEER_DATA + 4096, harm->indirect);
		offer(peer, harm->head, harm->index);
		assert_true(peer_complained(peer, harm->complaint));
		assert_true(vqs_device_status(peer->device) & VQS_STATUS_NEEDS_RESET);
		assert_int_equal(eventfd_read(peer->queues[0].error, &rung), 0);
		/* And stays so, whatever it says now. */
		offer(peer, 0, 1);
		assert_int_equal(peer->requests, requests);
		assert_true(vqs_vhost_user_connected(peer->server));
		restart(peer, with);
		peer_set_level(peer, (uint16_t)(i + 1));
		assert_string_equal(peer->complaints, "");
	}
}

/* One whose head the device still holds. */
static void held_twice(void **state)
{
	const struct lamp_status_writable ok = { LAMP_OK };
	const struct descriptor chain[3] = { { DATA, 16, NEXT, 1 },
		                             { DATA + 16, 8, WRITE, 0 } };
	struct peer *peer = *state;

	peer_bring_up(peer);
	memset(peer->memory + PEER_DATA, 0, 64);
	peer->memory[PEER_DATA] = 1;
	put_chain(peer->memory + PEER_VRING(0), chain);
	peer->hold = true;
	offer(peer, 0, 1);
	assert_non_null(peer->held);
	offer(peer, 0, 1);
	assert_true(peer_complained(peer, "while the device holds it"));
	assert_int_equal(vqs_request_complete(peer->held, &ok), 0);
}

struct wrong {
	const char *complaint;
	uint16_t opcode;
	uint32_t readable, writable;
};

/* Halves too short and too long, and an opcode that is none: status, not a fault. */
static void wrong_requests(void **state)
{
	static const struct wrong wrongs[] = {
		{ "is no opcode", 99, 16, 8 },
		{ "is no opcode", 0xffff, 16, 8 },
		{ "bytes are no header", 1, 1, 8 },
		{ "too short", 1, 9, 8 },
		{ "bytes too many", 1, 17, 8 },
		{ "bytes too many", 1, 4096, 8 },
		{ "too few for its reply", 1, 16, 7 },
		{ "too few for its reply", 1, 16, 1 },
	};
	struct peer *peer = *state;

	peer_bring_up(peer);
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		const struct wrong *wrong = &wrongs[i];
		const struct descriptor chain[3] = {
			{ DATA, wrong->readable, NEXT, 1 },
			{ DATA + 8192, wrong->writable, WRITE, 0 },
		};
		unsigned int requests = peer->requests;
		uint16_t used;

		memset(peer->memory + PEER_DATA, 0, 3 * 4096);
		memcpy(peer->memory + PEER_DATA, &wrong->opcode, 2);
		put_chain(peer->memory + PEER_VRING(0), chain);
		offer(peer, 0, 1);
		assert_true(peer_complained(peer, wrong->complaint));
		assert_int_equal(peer->requests, requests);
		memcpy(&used, peer->memory + PEER_VRING(0) + 8192 + 2, 2);
		assert_int_equal(used, i + 1);
		assert_true(vqs_device_live(peer->device));
		if (wrong->writable >= 4)
			assert_int_not_equal(peer->memory[PEER_DATA + 8192], LAMP_OK);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_harm),
		TEST(held_twice),
		TEST(wrong_requests),
	};

	return cmocka_run_group_tests_name("vhost-user hostile driver", tests, NULL,
	                                   NULL);
}
