/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Messages that should not be: in the wrong order, with the wrong descriptors,
 * sizes, flags, indices and addresses. Each is met with a complaint that names
 * it; who asked for an answer gets "no", who didn't is dropped.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

enum stage {
	FRESH,  /* connected */
	AGREED, /* features and protocol features negotiated */
	SHARED, /* and memory is there */
	ALIVE,  /* and queue 0 runs */
};

struct offence {
	enum stage stage;
	uint32_t request;
	uint32_t size;
	union {
		uint64_t u64;
		struct vhu_vring_state state;
		struct vhu_vring_addr addr;
		struct vhu_memory memory;
		struct vhu_single_region single;
	} payload;
	unsigned int fds; /* how many come with it */
	const char *complaint;
};

#define NONE                                                                             \
	0,                                                                               \
	{                                                                                \
		0                                                                        \
	}
#define U64(value)                                                                       \
	8,                                                                               \
	{                                                                                \
		.u64 = (value)                                                           \
	}
#define STATE(index, num)                                                                \
	8,                                                                               \
	{                                                                                \
		.state = { index, num }                                                  \
	}
#define ADDR(index, flags, descriptors, used, available)                                 \
	40,                                                                              \
	{                                                                                \
		.addr = { index, flags, descriptors, used, available, 0 }                \
	}
#define REGIONS(count, size)                                                             \
	size,                                                                            \
	{                                                                                \
		.memory = { count, 0, { { 0 } } }                                        \
	}
#define REGION(...)                                                                      \
	40,                                                                              \
	{                                                                                \
		.memory = { 1, 0, { { __VA_ARGS__ } } }                                  \
	}

static const struct offence offences[] = {
	/* Requests that are none, or not to be served. */
	{ FRESH, 0, NONE, 0, "request 0: this back end has no such request" },
	{ FRESH, 27, NONE, 0, "request 27: this back end has no such request" },
	{ FRESH, 41, U64(1), 0, "request 41: this back end has no such request" },
	{ FRESH, UINT32_MAX, U64(1), 0, "request 4294967295: this back end has no such" },
	{ AGREED, VHU_SET_LOG_BASE, U64(0), 1,
	  "SET_LOG_BASE: this back end has no such" },
	{ AGREED, VHU_IOTLB_MSG, U64(0), 0,
	  "IOTLB_MSG: this back end has no such request" },

	/* What was not negotiated. */
	{ FRESH, VHU_GET_CONFIG, NONE, 0, "GET_CONFIG: protocol feature 9 was not" },
	{ FRESH, VHU_SET_BACKEND_REQ_FD, NONE, 1,
	  "protocol feature 5 was not negotiated" },
	{ AGREED, VHU_SET_STATUS, U64(0), 0, "SET_STATUS: protocol feature 16 was not" },
	{ AGREED, VHU_ADD_MEM_REG, NONE, 1, "ADD_MEM_REG: protocol feature 15 was not" },
	{ AGREED, VHU_RESET_DEVICE, NONE, 0,
	  "RESET_DEVICE: protocol feature 13 was not" },
	{ AGREED, VHU_VRING_KICK, STATE(0, 0), 0,
	  "VRING_KICK: protocol feature 14 was not" },
	{ FRESH, VHU_GET_INFLIGHT_FD, U64(0), 0,
	  "GET_INFLIGHT_FD: protocol feature 12 was not" },
	{ AGREED, VHU_SET_INFLIGHT_FD, U64(0), 1,
	  "SET_INFLIGHT_FD: protocol feature 12 was not" },

	/* Sizes. */
	{ FRESH, VHU_GET_FEATURES, U64(0), 0, "GET_FEATURES: 8 bytes of payload, not 0" },
	{ FRESH, VHU_SET_FEATURES, NONE, 0, "SET_FEATURES: 0 bytes of payload, not 8" },
	{ FRESH,
	  VHU_SET_VRING_NUM,
	  4,
	  { 0 },
	  0,
	  "SET_VRING_NUM: 4 bytes of payload, not 8" },
	{ FRESH,
	  VHU_SET_VRING_ADDR,
	  48,
	  { 0 },
	  0,
	  "SET_VRING_ADDR: 48 bytes of payload, not" },
	{ FRESH,
	  VHU_SET_VRING_KICK,
	  9,
	  { 0 },
	  1,
	  "SET_VRING_KICK: 9 bytes of payload, not" },
	{ AGREED, VHU_SET_MEM_TABLE, NONE, 0,
	  "SET_MEM_TABLE: 0 bytes of payload are too" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(1, 39), 1,
	  "39 bytes of payload are too few" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(2, 40), 2, "too few for 2 regions" },

	/* Descriptors. */
	{ FRESH, VHU_GET_FEATURES, NONE, 1,
	  "1 file descriptors, 0 is the most it takes" },
	{ FRESH, VHU_SET_FEATURES, U64(PEER_FEATURES), 3,
	  "3 file descriptors, 0 is the" },
	{ FRESH, VHU_SET_VRING_CALL, U64(0), 2, "2 file descriptors, 1 is the most it" },
	{ FRESH, VHU_SET_VRING_CALL, U64(0), 0, "queue 0: a file descriptor is missing" },
	{ FRESH, VHU_SET_VRING_KICK, U64(1), 0, "queue 1: a file descriptor is missing" },
	{ FRESH, VHU_SET_VRING_ERR, U64(VHU_NO_FD | 2), 1,
	  "came where none was announced" },
	{ FRESH, VHU_SET_VRING_CALL, U64(0x1000), 1, "0x1000 has unknown bits" },
	{ FRESH, VHU_SET_VRING_KICK, U64(UINT64_MAX), 0, "has unknown bits" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(1, 40), 0,
	  "0 file descriptors for 1 regions" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(1, 40), 2,
	  "2 file descriptors for 1 regions" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(1, 40), 9,
	  "9 file descriptors, 8 is the most" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(1, 40), 30, "16 or more file descriptors" },

	/* Memory. */
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(0, 8), 0,
	  "0 regions are not between 1 and 8" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(9, 264), 8,
	  "9 regions are not between 1 and 8" },
	{ AGREED, VHU_SET_MEM_TABLE, REGIONS(UINT32_MAX, 264), 8,
	  "4294967295 regions are not" },
	{ AGREED, VHU_SET_MEM_TABLE, REGION(0, 0, 0, 0), 1,
	  "at guest address 0x0 is empty" },
	{ AGREED, VHU_SET_MEM_TABLE, REGION(0, UINT64_MAX, 1, 0), 1,
	  "runs over the end" },
	{ AGREED, VHU_SET_MEM_TABLE, REGION(0, UINT64_C(1) << 62, 0, 0), 1,
	  "are not in it" },
	{ AGREED, VHU_SET_MEM_TABLE, REGION(0, PEER_BYTES, 0, 1), 1, "are not in it" },

	/* Indices. */
	{ FRESH, VHU_SET_VRING_NUM, STATE(6, 16), 0,
	  "there is no queue 6, the device has 6" },
	{ FRESH, VHU_SET_VRING_BASE, STATE(UINT32_MAX, 0), 0,
	  "there is no queue 4294967295" },
	{ FRESH, VHU_SET_VRING_ADDR, ADDR(256, 0, 0, 0, 0), 0, "there is no queue 256" },
	{ FRESH, VHU_SET_VRING_ENABLE, STATE(77, 1), 0, "there is no queue 77" },
	{ FRESH, VHU_SET_VRING_KICK, U64(255), 1, "there is no queue 255" },
	{ FRESH, VHU_SET_VRING_CALL, U64(6), 1, "there is no queue 6" },

	/* Numbers of a ring. */
	{ FRESH, VHU_SET_VRING_NUM, STATE(0, 0), 0,
	  "queue 0: size 0 is not between 1 and" },
	{ FRESH, VHU_SET_VRING_NUM, STATE(0, 32769), 0,
	  "size 32769 is not between 1 and 32768" },
	{ FRESH, VHU_SET_VRING_NUM, STATE(0, UINT32_MAX), 0,
	  "size 4294967295 is not between" },
	{ FRESH, VHU_SET_VRING_BASE, STATE(0, 65536), 0,
	  "position 65536 is above 65535" },
	{ FRESH, VHU_SET_VRING_ENABLE, STATE(0, 2), 0, "queue 0: 2 is neither 0 nor 1" },
	{ FRESH, VHU_SET_VRING_ADDR, ADDR(0, 1, 0, 0, 0), 0, "flags 0x1 ask for a log" },

	/* Under a queue that runs. */
	{ ALIVE, VHU_SET_VRING_ADDR, ADDR(0, 0, PEER_USER, PEER_USER, PEER_USER), 0,
	  "SET_VRING_ADDR: queue 0 is running" },
	{ ALIVE, VHU_SET_VRING_NUM, STATE(0, 32), 0,
	  "SET_VRING_NUM: queue 0 is running" },
	{ ALIVE, VHU_SET_VRING_BASE, STATE(0, 0), 0,
	  "SET_VRING_BASE: queue 0 is running" },
	{ ALIVE, VHU_SET_VRING_ADDR, ADDR(0, 0, 0, 0, 0), 0, "queue 0 is running" },
};

static void reach(struct peer *peer, enum stage stage)
{
	if (stage == ALIVE) {
		peer_bring_up(peer);
		return;
	}
	if (stage >= AGREED)
		peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	if (stage >= SHARED)
		peer_share(peer);
}

static void commit(struct peer *peer, const struct offence *it, uint32_t flags)
{
	char bytes[sizeof(struct vhu_header) + sizeof(it->payload)];
	struct vhu_header header = { it->request, flags, it->size };
	int fds[64];

	for (int i = 0; i < 64; i++)
		fds[i] = peer->memory_fd;
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), &it->payload, it->size);
	peer_send_raw(peer, bytes, sizeof(header) + it->size, fds, it->fds);
	peer_serve(peer);
}

static void check_dropped(struct peer *peer, const char *complaint)
{
	char whole[300];

	snprintf(whole, sizeof(whole), "%s", complaint);
	if (!strstr(peer->complaints, "; connection dropped"))
		fail_msg("%s, but: %s", complaint, peer->complaints);
	assert_true(peer_complained(peer, whole));
	assert_true(peer_dropped(peer));
	assert_int_equal(vqs_vhost_user_process(peer->server), -ENOTCONN);
	assert_int_equal(vqs_device_status(peer->device), 0);
}

static void dropped_without_an_answer(void **state)
{
	for (size_t i = 0; i < sizeof(offences) / sizeof(offences[0]); i++) {
		struct peer *peer = *state;

		reach(peer, offences[i].stage);
		commit(peer, &offences[i], VHU_VERSION);
		check_dropped(peer, offences[i].complaint);
		peer_teardown(state);
		peer_setup(state);
	}
}

static bool has_reply_of_its_own(uint32_t request)
{
	return request == VHU_GET_FEATURES || request == VHU_GET_CONFIG ||
	       request == VHU_GET_INFLIGHT_FD;
}

static void answered_with_no(void **state)
{
	for (size_t i = 0; i < sizeof(offences) / sizeof(offences[0]); i++) {
		struct peer *peer = *state;
		struct vhu_message reply;

		reach(peer, offences[i].stage);
		if (offences[i].stage == FRESH)
			peer_send_u64(peer, VHU_SET_PROTOCOL_FEATURES,
			              PROTOCOL(REPLY_ACK));
		commit(peer, &offences[i], VHU_VERSION | VHU_NEED_REPLY);
		if (has_reply_of_its_own(offences[i].request)) {
			check_dropped(peer, offences[i].complaint);
		} else {
			peer_receive(peer, offences[i].request, &reply);
			assert_int_equal(reply.header.size, 8);
			assert_true(reply.payload.u64 != 0);
			assert_true(peer_complained(peer, offences[i].complaint));
			/* And it can do better. */
			if (offences[i].stage == ALIVE)
				peer_set_level(peer, 90);
			else
				peer_bring_up(peer);
		}
		peer_teardown(state);
		peer_setup(state);
	}
}

static const struct {
	uint32_t flags;
	const char *complaint;
} bad_flags[] = {
	{ 0, "GET_FEATURES: protocol version 0, not 1" },
	{ 2, "GET_FEATURES: protocol version 2, not 1" },
	{ 3, "GET_FEATURES: protocol version 3, not 1" },
	{ VHU_VERSION | VHU_REPLY, "GET_FEATURES: it is flagged as a reply" },
	{ VHU_VERSION | 0x10, "GET_FEATURES: its flags 0x11 are unknown" },
	{ 0x80000001, "GET_FEATURES: its flags 0x80000001 are unknown" },
};

static void flags_and_versions(void **state)
{
	for (size_t i = 0; i < sizeof(bad_flags) / sizeof(bad_flags[0]); i++) {
		struct peer *peer = *state;
		const struct offence it = { FRESH, VHU_GET_FEATURES, NONE, 0, NULL };

		commit(peer, &it, bad_flags[i].flags);
		check_dropped(peer, bad_flags[i].complaint);
		peer_teardown(state);
		peer_setup(state);
	}
}

static void too_long(void **state)
{
	struct peer *peer = *state;
	const struct vhu_header header = { VHU_SET_CONFIG, VHU_VERSION, UINT32_MAX };

	peer_send_raw(peer, &header, sizeof(header), &peer->memory_fd, 1);
	peer_serve(peer);
	check_dropped(peer, "message 25 announces 4294967295 bytes, the most is 4096");
}

/* Of protocol features that are not negotiated elsewhere here. */
static void status_and_slots(void **state)
{
	const struct vhu_single_region region = { 0, { 0, 1, 0, 0 } };
	struct peer *peer = *state;
	uint64_t status = 256;

	peer_negotiate(peer, PEER_FEATURES,
	               PEER_PROTOCOL | PROTOCOL(STATUS) | PROTOCOL(CONFIGURE_MEM_SLOTS));
	assert_false(peer_try(peer, VHU_SET_STATUS, &status, 8, NULL, 0));
	assert_true(peer_complained(peer, "SET_STATUS: 0x100 is not a device status"));
	assert_false(peer_try(peer, VHU_ADD_MEM_REG, &region, sizeof(region), NULL, 0));
	assert_true(peer_complained(peer, "ADD_MEM_REG: the file descriptor is missing"));
}

/* need_reply means nothing before REPLY_ACK is negotiated. */
static void answer_not_negotiated(void **state)
{
	struct peer *peer = *state;
	const struct offence it = { FRESH, 99, NONE, 0, NULL };

	commit(peer, &it, VHU_VERSION | VHU_NEED_REPLY);
	check_dropped(peer, "request 99: this back end has no such request");
}

struct ring {
	uint32_t size;
	uint64_t descriptors, available, used;
	const char *complaint;
};

static const struct ring rings[] = {
	{ 16, PEER_USER - 16, PEER_USER + 4096, PEER_USER + 8192,
	  "its descriptor area, 256 bytes at user address 0x7effff" },
	{ 16, PEER_USER + PEER_BYTES - 128, PEER_USER + 4096, PEER_USER + 8192,
	  "its descriptor area, 256 bytes at user address" },
	{ 16, PEER_USER, PEER_USER + PEER_BYTES - 2, PEER_USER + 8192,
	  "its driver area, 38 bytes at user address" },
	{ 16, PEER_USER, PEER_USER + 4096, UINT64_MAX - 7, "its device area, 134 bytes" },
	{ 16, PEER_GUEST, PEER_GUEST + 4096, PEER_GUEST + 8192,
	  "its descriptor area, 256 bytes at user address 0x100000, is not in" },
	{ 16, 0, 0, 0, "is not in one memory region" },
	{ 16, PEER_USER + 8, PEER_USER + 4096, PEER_USER + 8192,
	  "its descriptor area at user address 0x7f0000000008 is not aligned to 16" },
	{ 16, PEER_USER, PEER_USER + 4097, PEER_USER + 8192,
	  "its driver area at user address 0x7f0000001001 is not aligned to 2" },
	{ 16, PEER_USER, PEER_USER + 4096, PEER_USER + 8194,
	  "its device area at user address 0x7f0000002002 is not aligned to 4" },
	{ 12, PEER_USER, PEER_USER + 4096, PEER_USER + 8192,
	  "size 12 is not a power of two" },
	{ 32768, PEER_USER, PEER_USER, PEER_USER, "queue 0: its " },
};

static void set_ring(struct peer *peer, const struct ring *ring)
{
	const struct vhu_vring_addr addr = {
		0, 0, ring->descriptors, ring->used, ring->available, 0
	};

	peer_send_state(peer, VHU_SET_VRING_NUM, 0, ring->size);
	peer_send(peer, VHU_SET_VRING_ADDR, &addr, sizeof(addr));
	peer_set_call(peer, 0);
	peer_set_kick(peer, 0);
}

static void rings_that_are_nowhere(void **state)
{
	for (size_t i = 0; i < sizeof(rings) / sizeof(rings[0]); i++) {
		struct peer *peer = *state;
		const struct vhu_vring_state enable = { 0, 1 };

		reach(peer, SHARED);
		set_ring(peer, &rings[i]);
		assert_false(peer_try(peer, VHU_SET_VRING_ENABLE, &enable, 8, NULL, 0));
		assert_true(peer_complained(peer, rings[i].complaint));
		assert_false(vqs_device_queue_started(peer->device, 0));
		/* The front end may mend it. */
		peer_enable(peer, 0, 0);
		peer_start(peer, 0);
		peer_set_level(peer, 91);
		peer_teardown(state);
		peer_setup(state);
	}
}

/* A queue that is enabled and kicked too early. */
static void rings_that_are_incomplete(void **state)
{
	struct peer *peer = *state;
	const struct vhu_vring_state enable = { 0, 1 }, off = { 0, 0 };

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_set_kick(peer, 0);
	assert_false(peer_try(peer, VHU_SET_VRING_ENABLE, &enable, 8, NULL, 0));
	assert_true(
	        peer_complained(peer, "SET_VRING_ENABLE: queue 0: its size was not set"));
	peer_send_state(peer, VHU_SET_VRING_NUM, 0, 16);
	assert_false(peer_try(peer, VHU_SET_VRING_ENABLE, &enable, 8, NULL, 0));
	assert_true(peer_complained(peer, "queue 0: its addresses were not set"));
	peer_set_ring(peer, 0, 0);
	assert_false(peer_try(peer, VHU_SET_VRING_ENABLE, &enable, 8, NULL, 0));
	assert_true(peer_complained(peer, "queue 0: no memory was set"));
	assert_true(peer_try(peer, VHU_SET_VRING_ENABLE, &off, 8, NULL, 0));
	peer_share(peer);
	assert_true(peer_try(peer, VHU_SET_VRING_ENABLE, &enable, 8, NULL, 0));
	peer_set_level(peer, 92);
}

static void notifiers_that_are_none(void **state)
{
	static const uint32_t requests[] = { VHU_SET_VRING_KICK, VHU_SET_VRING_CALL,
		                             VHU_SET_VRING_ERR };

	for (size_t i = 0; i < 3; i++) {
		struct peer *peer = *state;
		const uint64_t index = 0;

		reach(peer, AGREED);
		peer_send_fds(peer, requests[i], &index, 8, &peer->memory_fd, 1);
		check_dropped(peer, "no eventfd, pipe or socket");
		peer_teardown(state);
		peer_setup(state);
	}
}

/* Kick descriptors replaced many times over, and always heard. */
static void many_kicks(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	for (uint16_t i = 0; i < 200; i++) {
		peer_set_kick(peer, 0);
		peer_set_level(peer, i);
	}
}

/* One eventfd for everything: each ring of it reaches both queues, and no harm is done.
 */
static void one_descriptor_for_all(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 1;

	peer_bring_up(peer);
	peer_set_ring(peer, 1, 0);
	peer_send_fds(peer, VHU_SET_VRING_KICK, &index, 8, &peer->queues[0].kick, 1);
	peer_enable(peer, 1, 1);
	index = 0;
	peer_send_fds(peer, VHU_SET_VRING_CALL, &index, 8, &peer->queues[0].kick, 1);
	peer_set_level(peer, 93);
}

/* The front end's socket, sent as its own kick. */
static void kicks_itself(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0;

	peer_bring_up(peer);
	peer_send_fds(peer, VHU_SET_VRING_KICK, &index, 8, &peer->socket, 1);
	peer_send_fds(peer, VHU_SET_VRING_CALL, &index, 8, &peer->socket, 1);
	/* what calls it comes in before the next message, and is none */
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	assert_false(vqs_vhost_user_connected(peer->server));
	assert_true(peer_complained(peer, "protocol version 0, not 1"));
}

/* Replies that nobody reads: at some time it is enough. */
static void reads_nothing(void **state)
{
	struct peer *peer = *state;
	const struct vhu_header ask = { VHU_GET_FEATURES, VHU_VERSION, 0 };
	int asked = 0;

	while (vqs_vhost_user_connected(peer->server) && asked++ < 100000) {
		peer_send_raw(peer, &ask, sizeof(ask), NULL, 0);
		peer_serve(peer);
	}
	assert_true(peer_complained(peer, "GET_FEATURES: the front end does not read its "
	                                  "replies; connection dropped"));
}

/* What is refused over and over fills no log. */
static void the_same_again_and_again(void **state)
{
	struct peer *peer = *state;
	unsigned int lines = 0;

	peer_bring_up(peer);
	for (int i = 0; i < 1000; i++)
		assert_false(peer_try(peer, 99, NULL, 0, NULL, 0));
	for (const char *at = peer->complaints; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, 16 + 5);
	peer->complaints[0] = '\0';
	peer_set_level(peer, 95);
}

/* Handled some at a time: the caller gets a word in between. */
static void a_flood(void **state)
{
	struct peer *peer = *state;
	char bytes[256 * sizeof(struct vhu_header)];
	const struct vhu_header owner = { VHU_SET_OWNER, VHU_VERSION, 0 };
	int turns = 0;
	struct vhu_message reply;

	for (size_t i = 0; i < 255; i++)
		memcpy(bytes + i * sizeof(owner), &owner, sizeof(owner));
	memcpy(bytes + 255 * sizeof(owner), &(struct vhu_header){ 1, VHU_VERSION, 0 },
	       sizeof(owner));
	peer_send_raw(peer, bytes, sizeof(bytes), NULL, 0);
	while (recv(peer->socket, &reply, 1, MSG_PEEK | MSG_DONTWAIT) != 1) {
		assert_int_equal(vqs_vhost_user_process(peer->server), 0);
		turns++;
	}
	assert_true(turns > 1 && turns < 256);
	peer_receive(peer, VHU_GET_FEATURES, &reply);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(dropped_without_an_answer),
		TEST(answered_with_no),
		TEST(flags_and_versions),
		TEST(too_long),
		TEST(status_and_slots),
		TEST(answer_not_negotiated),
		TEST(rings_that_are_nowhere),
		TEST(rings_that_are_incomplete),
		TEST(notifiers_that_are_none),
		TEST(many_kicks),
		TEST(one_descriptor_for_all),
		TEST(kicks_itself),
		TEST(reads_nothing),
		TEST(the_same_again_and_again),
		TEST(a_flood),
	};

	return cmocka_run_group_tests_name("vhost-user, hostile", tests, NULL, NULL);
}
