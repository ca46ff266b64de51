/* SPDX-License-Identifier: BSD-3-Clause */
/* A front end that leaves: at every byte of what it has to say, and later. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

/* A conversation from the beginning to a queue that runs. */
struct line {
	uint32_t request, size;
	uint64_t payload[5];
	char fd; /* which comes with it: 'm'emory, 'e'vent, 0: none */
};

static const struct line lines[] = {
	{ VHU_SET_OWNER, 0, { 0 }, 0 },
	{ VHU_SET_PROTOCOL_FEATURES, 8, { 0x8 }, 0 },
	{ VHU_SET_FEATURES, 8, { PEER_FEATURES }, 0 },
	{ VHU_SET_MEM_TABLE, 40, { 1, PEER_GUEST, PEER_BYTES, PEER_USER, 0 }, 'm' },
	{ VHU_SET_VRING_NUM, 8, { UINT64_C(16) << 32 }, 0 },
	{ VHU_SET_VRING_BASE, 8, { 0 }, 0 },
	{ VHU_SET_VRING_ADDR,
	  40,
	  { 0, PEER_USER, PEER_USER + 8192, PEER_USER + 4096, 0 },
	  0 },
	{ VHU_SET_VRING_CALL, 8, { 0 }, 'e' },
	{ VHU_SET_VRING_KICK, 8, { 0 }, 'e' },
	{ VHU_SET_VRING_ENABLE, 8, { UINT64_C(1) << 32 }, 0 },
	{ VHU_SET_VRING_ENABLE, 8, { 0 }, 0 },
};

#define LINES (sizeof(lines) / sizeof(lines[0]))

/* Says one line, or the first `bytes` of it. */
static void say(struct peer *peer, const struct line *line, size_t bytes)
{
	char whole[sizeof(struct vhu_header) + sizeof(line->payload)];
	const struct vhu_header header = { line->request, VHU_VERSION, line->size };
	int event = eventfd(0, 0);
	const int *fd = line->fd == 'm' ? &peer->memory_fd : &event;

	memcpy(whole, &header, sizeof(header));
	memcpy(whole + sizeof(header), line->payload, line->size);
	if (bytes)
		peer_send_raw(peer, whole, bytes, fd, line->fd ? 1 : 0);
	peer_serve(peer);
	close(event);
}

static void leave(struct peer *peer)
{
	close(peer->socket);
	peer->socket = -1;
	assert_int_equal(peer_serve(peer), -ENOTCONN);
	assert_false(vqs_vhost_user_connected(peer->server));
	assert_int_equal(vqs_device_status(peer->device), 0);
	assert_int_equal(vqs_vhost_user_process(peer->server), -ENOTCONN);
}

static void at_every_byte(void **state)
{
	for (size_t last = 0; last < LINES; last++) {
		size_t size = sizeof(struct vhu_header) + lines[last].size;

		for (size_t bytes = 0; bytes < size; bytes++) {
			struct peer *peer = *state;

			for (size_t i = 0; i < last; i++)
				say(peer, &lines[i],
				    sizeof(struct vhu_header) + lines[i].size);
			assert_string_equal(peer->complaints, "");
			say(peer, &lines[last], bytes);
			leave(peer);
			if (bytes)
				assert_true(peer_complained(peer,
				                            "the front end left in "
				                            "the middle of a message"));
			else
				assert_string_equal(peer->complaints, "");
			peer_teardown(state);
			peer_setup(state);
		}
	}
}

static void the_whole_works(void **state)
{
	struct peer *peer = *state;

	for (size_t i = 0; i < LINES - 1; i++)
		say(peer, &lines[i], sizeof(struct vhu_header) + lines[i].size);
	assert_true(vqs_device_live(peer->device));
	assert_true(vqs_device_queue_started(peer->device, 0));
}

static void with_a_request_held(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer->hold = true;
	peer_add_level(peer, 0, 1);
	peer_kick(peer, 0);
	assert_non_null(peer->held);
	leave(peer);
	assert_null(peer->held);
	assert_int_equal(peer->resets, 1);
}

/* Kicks that came before, and are looked at after. */
static void with_kicks_on_the_way(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_add_level(peer, 0, 2);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	assert_int_equal(eventfd_write(peer->queues[0].kick, 1), 0);
	leave(peer);
}

/* The back end goes first. */
static void destroyed_while_running(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer->hold = true;
	peer_add_level(peer, 0, 3);
	peer_kick(peer, 0);
	vqs_vhost_user_destroy(peer->server);
	peer->server = NULL;
	assert_int_equal(peer->resets,
	                 2); /* of the front end, and the device's transport */
	assert_null(peer->held);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(at_every_byte),           TEST(the_whole_works),
		TEST(with_a_request_held),     TEST(with_kicks_on_the_way),
		TEST(destroyed_while_running),
	};

	return cmocka_run_group_tests_name("vhost-user, leaving", tests, NULL, NULL);
}
