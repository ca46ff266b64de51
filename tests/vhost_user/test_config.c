/* SPDX-License-Identifier: BSD-3-Clause */
/* Configuration space over the socket, and the news that it changed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

static void get(struct peer *peer, uint32_t offset, uint32_t size,
                struct vhu_message *reply)
{
	struct vhu_config config = { .offset = offset, .size = size };

	memset(config.bytes, 0x77, sizeof(config.bytes));
	peer_send(peer, VHU_GET_CONFIG, &config, VHU_CONFIG_HEAD + size);
	peer_receive(peer, VHU_GET_CONFIG, reply);
}

static void reads_all_and_parts(void **state)
{
	static const uint8_t zeroes[64];
	struct peer *peer = *state;
	struct vhu_message reply;
	uint8_t space[LAMP_CONFIG_SIZE];

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	get(peer, 0, LAMP_CONFIG_SIZE, &reply);
	assert_int_equal(reply.header.size, VHU_CONFIG_HEAD + LAMP_CONFIG_SIZE);
	memcpy(space, reply.payload.config.bytes, sizeof(space));
	assert_int_equal(space[0] | space[1] << 8, 1000);
	assert_int_equal(space[12], 4);
	for (uint32_t at = 0; at < LAMP_CONFIG_SIZE; at++) {
		get(peer, at, LAMP_CONFIG_SIZE - at, &reply);
		assert_int_equal(reply.header.size,
		                 VHU_CONFIG_HEAD + LAMP_CONFIG_SIZE - at);
		assert_int_equal(reply.payload.config.offset, at);
		assert_int_equal(reply.payload.config.size, LAMP_CONFIG_SIZE - at);
		assert_memory_equal(reply.payload.config.bytes, space + at,
		                    LAMP_CONFIG_SIZE - at);
	}
	/* A front end that thinks there is more gets as much as it asks for. */
	get(peer, 0, LAMP_CONFIG_SIZE + 28, &reply);
	assert_int_equal(reply.header.size, VHU_CONFIG_HEAD + LAMP_CONFIG_SIZE + 28);
	assert_memory_equal(reply.payload.config.bytes, space, LAMP_CONFIG_SIZE);
	assert_memory_equal(reply.payload.config.bytes + LAMP_CONFIG_SIZE, zeroes, 28);
	assert_string_equal(peer->complaints, "");
}

static void reads_outside(void **state)
{
	struct peer *peer = *state;
	struct vhu_message reply;
	struct vhu_config config = { .offset = 0, .size = VHU_CONFIG_MAX + 1 };

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	get(peer, LAMP_CONFIG_SIZE, 1, &reply);
	assert_int_equal(reply.header.size, 0);
	assert_true(peer_complained(peer,
	                            "GET_CONFIG: 1 bytes at offset 32 are asked for, "
	                            "there are 32"));
	get(peer, UINT32_MAX, 4, &reply);
	assert_int_equal(reply.header.size, 0);
	peer_send(peer, VHU_GET_CONFIG, &config, VHU_CONFIG_HEAD);
	peer_receive(peer, VHU_GET_CONFIG, &reply);
	assert_int_equal(reply.header.size, 0);
	for (uint32_t size = 0; size < VHU_CONFIG_HEAD; size++) {
		peer_send(peer, VHU_GET_CONFIG, &config, size);
		peer_receive(peer, VHU_GET_CONFIG, &reply);
		assert_int_equal(reply.header.size, 0);
	}
	assert_true(vqs_vhost_user_connected(peer->server));
}

static const struct {
	struct vhu_config config;
	uint32_t size;
	bool good, fatal; /* without an answer asked for */
	const char *complaint;
} writes[] = {
	{ { 4, 4, 0, { 10 } }, 16, true, false, NULL },
	{ { 4, 4, 0, { 11 } }, 20, true, false, NULL },
	{ { 0, 2, 0, { 1 } },
	  14,
	  false,
	  false,
	  "SET_CONFIG: 2 bytes at offset 0: not to be" },
	{ { 30, 4, 0, { 1 } }, 16, false, true, "4 bytes at offset 30: outside of" },
	{ { UINT32_MAX, 4, 0, { 1 } },
	  16,
	  false,
	  true,
	  "outside of configuration space" },
	{ { 4, 4, 1, { 1 } }, 16, false, true, "SET_CONFIG: migration (flags 0x1)" },
	{ { 4, 4, 0, { 1 } }, 15, false, true, "15 bytes of payload are too few for 4" },
	{ { 4, 5000, 0, { 1 } },
	  16,
	  false,
	  true,
	  "5000 bytes are asked for, the most is" },
	{ { 4, UINT32_MAX, 0, { 1 } }, 16, false, true, "are asked for, the most is" },
	{ { 4, 4, 0, { 1 } },
	  11,
	  false,
	  true,
	  "SET_CONFIG: 11 bytes of payload are too few" },
	{ { 4, 4, 0, { 1 } },
	  0,
	  false,
	  true,
	  "SET_CONFIG: 0 bytes of payload are too few" },
};

static void writes_good_and_bad(void **state)
{
	for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
		struct peer *peer = *state;
		struct lamp_config *config;

		peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
		assert_int_equal(peer_try(peer, VHU_SET_CONFIG, &writes[i].config,
		                          writes[i].size, NULL, 0),
		                 writes[i].good);
		config = vqs_device_config(peer->device);
		assert_int_equal(config->night_level,
		                 writes[i].good ? writes[i].config.bytes[0] : 0);
		assert_int_equal(config->max_level, 1000);
		if (writes[i].complaint)
			assert_true(peer_complained(peer, writes[i].complaint));
		peer_send(peer, VHU_SET_CONFIG, &writes[i].config, writes[i].size);
		assert_int_equal(vqs_vhost_user_connected(peer->server),
		                 !writes[i].fatal);
		peer_teardown(state);
		peer_setup(state);
	}
}

static void open_channel(struct peer *peer)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	if (peer->channel >= 0)
		close(peer->channel);
	peer->channel = pair[0];
	assert_true(peer_try(peer, VHU_SET_BACKEND_REQ_FD, NULL, 0, &pair[1], 1));
	close(pair[1]);
}

static void change(struct peer *peer)
{
	struct lamp_config *config = vqs_device_config(peer->device);

	config->night_level = (config->night_level + 1) % 1000;
	assert_int_equal(vqs_device_config_changed(peer->device), 0);
}

static void expect_news(struct peer *peer)
{
	struct vhu_inbox box = { 0 };

	assert_int_equal(vhu_receive(peer->channel, &box), 1);
	assert_int_equal(box.message.header.request, VHU_BACKEND_CONFIG_CHANGE);
	assert_int_equal(box.message.header.flags, VHU_VERSION);
	assert_int_equal(box.message.header.size, 0);
	vhu_inbox_clear(&box);
}

static void news_of_a_change(void **state)
{
	struct peer *peer = *state;
	struct vhu_message reply;
	struct vhu_inbox box = { 0 };

	peer_bring_up(peer);
	change(peer); /* nobody to tell */
	open_channel(peer);
	for (int i = 0; i < 3; i++) {
		change(peer);
		expect_news(peer);
		get(peer, 4, 4, &reply);
		assert_int_equal(reply.payload.config.bytes[0], i + 2);
		assert_int_equal(vhu_receive(peer->channel, &box), 0);
	}
	/* Another channel takes the place of the first one. */
	open_channel(peer);
	change(peer);
	expect_news(peer);
}

/* Of changes that a front end doesn't hear of, one piece of news is left. */
static void news_with_no_room(void **state)
{
	struct peer *peer = *state;
	struct vhu_inbox box = { 0 };
	int told = 0;

	peer_bring_up(peer);
	open_channel(peer);
	for (int i = 0; i < 1000; i++)
		change(peer);
	while (vhu_receive(peer->channel, &box) == 1) {
		told++;
		vhu_inbox_clear(&box);
	}
	assert_true(told > 10 && told < 1000);
	peer_serve(peer);
	expect_news(peer);
	assert_int_equal(vhu_receive(peer->channel, &box), 0);
	change(peer);
	expect_news(peer);
}

/* What comes the other way is not for us; an end of it is no end of the connection. */
static void channel_says_things_and_closes(void **state)
{
	struct peer *peer = *state;
	char noise[5000] = "noise";
	struct vhu_inbox box = { 0 };

	peer_bring_up(peer);
	open_channel(peer);
	assert_int_equal(send(peer->channel, noise, sizeof(noise), 0), sizeof(noise));
	peer_serve(peer);
	assert_int_equal(vhu_receive(peer->channel, &box), 0);
	close(peer->channel);
	peer->channel = -1;
	peer_serve(peer);
	change(peer);
	assert_true(vqs_vhost_user_connected(peer->server));
	peer_set_level(peer, 80);
}

static void channel_that_is_no_socket(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	assert_false(
	        peer_try(peer, VHU_SET_BACKEND_REQ_FD, NULL, 0, &peer->memory_fd, 1));
	assert_true(
	        peer_complained(peer, "SET_BACKEND_REQ_FD: the descriptor is no socket"));
	assert_false(peer_try(peer, VHU_SET_BACKEND_REQ_FD, NULL, 0, NULL, 0));
	assert_true(peer_complained(peer, "the file descriptor is missing"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_all_and_parts),       TEST(reads_outside),
		TEST(writes_good_and_bad),       TEST(news_of_a_change),
		TEST(news_with_no_room),         TEST(channel_says_things_and_closes),
		TEST(channel_that_is_no_socket),
	};

	return cmocka_run_group_tests_name("vhost-user configuration", tests, NULL, NULL);
}
