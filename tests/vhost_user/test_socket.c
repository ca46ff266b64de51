/* SPDX-License-Identifier: BSD-3-Clause */
/* Messages and descriptors over a socket, in pieces, too many, too long. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

struct pair {
	struct peer sender; /* only its socket is used */
	int receiver;
	struct vhu_inbox box;
	int fds_before;
};

static int setup(void **state)
{
	struct pair *pair = calloc(1, sizeof(*pair));
	int sockets[2];

	assert_non_null(pair);
	*state = pair;
	pair->fds_before = peer_count_fds();
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
	pair->sender.socket = sockets[0];
	pair->receiver = sockets[1];
	return 0;
}

static int teardown(void **state)
{
	struct pair *pair = *state;
	int before = pair->fds_before;

	vhu_inbox_clear(&pair->box);
	if (pair->sender.socket >= 0)
		close(pair->sender.socket);
	close(pair->receiver);
	free(pair);
	assert_int_equal(peer_count_fds(), before);
	return 0;
}

static const struct {
	struct vhu_header header;
	uint64_t payload;
} __attribute__((packed)) message = { { 7, VHU_VERSION, 8 }, 0x1122334455667788 };

static void in_pieces_of_every_size(void **state)
{
	struct pair *pair = *state;
	const char *bytes = (const char *)&message;

	for (size_t piece = 1; piece <= sizeof(message); piece++) {
		for (size_t at = 0; at < sizeof(message); at += piece) {
			size_t left = sizeof(message) - at;
			size_t size = left < piece ? left : piece;

			assert_int_equal(vhu_receive(pair->receiver, &pair->box), 0);
			peer_send_raw(&pair->sender, bytes + at, size, NULL, 0);
		}
		assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
		assert_int_equal(pair->box.message.header.request, 7);
		assert_int_equal(pair->box.message.payload.u64, message.payload);
		vhu_inbox_clear(&pair->box);
	}
}

static void one_after_another(void **state)
{
	struct pair *pair = *state;
	char twice[2 * sizeof(message)];

	memcpy(twice, &message, sizeof(message));
	memcpy(twice + sizeof(message), &message, sizeof(message));
	twice[sizeof(message)] = 9;
	peer_send_raw(&pair->sender, twice, sizeof(twice), NULL, 0);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_int_equal(pair->box.message.header.request, 7);
	vhu_inbox_clear(&pair->box);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_int_equal(pair->box.message.header.request, 9);
}

static void descriptors_come_with_any_piece(void **state)
{
	struct pair *pair = *state;
	const char *bytes = (const char *)&message;
	int null = open("/dev/null", O_RDONLY);
	int fds[2] = { null, null };

	peer_send_raw(&pair->sender, bytes, 5, fds, 1);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 0);
	peer_send_raw(&pair->sender, bytes + 5, 8, NULL, 0);
	peer_send_raw(&pair->sender, bytes + 13, sizeof(message) - 13, fds, 2);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_int_equal(pair->box.fd_count, 3);
	for (int i = 0; i < 3; i++) {
		int fd = vhu_inbox_take_fd(&pair->box);

		assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
		close(fd);
	}
	assert_int_equal(vhu_inbox_take_fd(&pair->box), -1);
	close(null);
}

static void more_descriptors_than_fit(void **state)
{
	struct pair *pair = *state;
	int fds[40];

	for (int i = 0; i < 40; i++)
		fds[i] = pair->receiver;
	peer_send_raw(&pair->sender, &message, sizeof(message), fds, 40);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_int_equal(pair->box.fd_count, VHU_FDS_MAX);
	assert_true(pair->box.fds_lost);
	vhu_inbox_clear(&pair->box);

	/* In two goes, each of which would fit. */
	peer_send_raw(&pair->sender, &message, 12, fds, 10);
	peer_send_raw(&pair->sender, &message.payload, 8, fds, 10);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_int_equal(pair->box.fd_count, VHU_FDS_MAX);
	assert_true(pair->box.fds_lost);
}

static void too_long(void **state)
{
	struct pair *pair = *state;
	struct vhu_header header = { 1, VHU_VERSION, VHU_PAYLOAD_MAX + 1 };

	peer_send_raw(&pair->sender, &header, sizeof(header), NULL, 0);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), -EMSGSIZE);
}

static void longest(void **state)
{
	static char bytes[sizeof(struct vhu_header) + VHU_PAYLOAD_MAX];
	struct vhu_header header = { 1, VHU_VERSION, VHU_PAYLOAD_MAX };
	struct pair *pair = *state;

	memcpy(bytes, &header, sizeof(header));
	memset(bytes + sizeof(header), 0xa5, VHU_PAYLOAD_MAX);
	peer_send_raw(&pair->sender, bytes, sizeof(bytes), NULL, 0);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_memory_equal(pair->box.message.payload.bytes, bytes + sizeof(header),
	                    VHU_PAYLOAD_MAX);
}

static void the_end(void **state)
{
	struct pair *pair = *state;

	peer_send_raw(&pair->sender, &message, 3, NULL, 0);
	close(pair->sender.socket);
	pair->sender.socket = -1;
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), -EPIPE);
	vhu_inbox_clear(&pair->box);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), -ENOTCONN);
}

static void sends_what_is_received(void **state)
{
	struct pair *pair = *state;
	struct vhu_message it = { .header = { 24, VHU_VERSION | VHU_REPLY, 20 } };

	memset(it.payload.bytes, 0x5a, 20);
	assert_int_equal(vhu_send(pair->sender.socket, &it, &pair->receiver, 1), 0);
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
	assert_memory_equal(&pair->box.message.header, &it.header, sizeof(it.header));
	assert_memory_equal(&pair->box.message.payload, &it.payload, 20);
	assert_int_equal(pair->box.fd_count, 1);
}

static void never_waits_for_room(void **state)
{
	struct pair *pair = *state;
	struct vhu_message it = { .header = { 24, VHU_VERSION, VHU_PAYLOAD_MAX } };
	int sent = 0, r;

	while ((r = vhu_send(pair->sender.socket, &it, NULL, 0)) == 0)
		sent++;
	assert_int_equal(r, -EAGAIN);
	/* All of them arrive whole. */
	for (; sent; sent--) {
		assert_int_equal(vhu_receive(pair->receiver, &pair->box), 1);
		vhu_inbox_clear(&pair->box);
	}
	assert_int_equal(vhu_receive(pair->receiver, &pair->box), 0);
}

static void nobody_to_send_to(void **state)
{
	struct pair *pair = *state;
	struct vhu_message it = { .header = { 24, VHU_VERSION, 8 } };
	int fd = pair->sender.socket;

	pair->sender.socket = -1;
	close(fd);
	assert_int_equal(vhu_send(pair->receiver, &it, NULL, 0), -EPIPE);
	it.header.size = VHU_PAYLOAD_MAX + 1;
	assert_int_equal(vhu_send(pair->receiver, &it, NULL, 0), -EMSGSIZE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(in_pieces_of_every_size),
		TEST(one_after_another),
		TEST(descriptors_come_with_any_piece),
		TEST(more_descriptors_than_fit),
		TEST(too_long),
		TEST(longest),
		TEST(the_end),
		TEST(sends_what_is_received),
		TEST(never_waits_for_room),
		TEST(nobody_to_send_to),
	};

	return cmocka_run_group_tests_name("vhost-user socket", tests, NULL, NULL);
}
