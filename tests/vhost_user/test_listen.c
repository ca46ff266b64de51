/* SPDX-License-Identifier: BSD-3-Clause */
/* The socket that front ends connect to: made, taken over, left, and come back to. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

static char directory[] = "/tmp/vqsmith-listen-XXXXXX";
static char path[64];

/* The peer's own server makes room for one that listens. */
static int setup(void **state)
{
	struct peer *peer;

	peer_setup(state);
	peer = *state;
	vqs_vhost_user_destroy(peer->server);
	peer->server = NULL;
	close(peer->socket);
	peer->socket = -1;
	return 0;
}

static int listen_there(struct peer *peer, const char *where)
{
	return vqs_vhost_user_listen(&peer->server, peer->device, where, NULL);
}

static int connect_there(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strcpy(address.sun_path, path);
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

static void arrive(struct peer *peer)
{
	peer->socket = connect_there();
	assert_true(peer->socket >= 0);
	peer_serve(peer);
	assert_true(vqs_vhost_user_connected(peer->server));
}

static void leave(struct peer *peer)
{
	close(peer->socket);
	peer->socket = -1;
	assert_int_equal(peer_serve(peer), 0); /* the next one may come */
	assert_false(vqs_vhost_user_connected(peer->server));
}

static void one_after_another(void **state)
{
	struct peer *peer = *state;
	unsigned int resets = peer->resets;

	assert_int_equal(listen_there(peer, path), 0);
	assert_false(vqs_vhost_user_connected(peer->server));
	for (int i = 0; i < 5; i++) {
		arrive(peer);
		peer_bring_up(peer);
		peer_set_level(peer, 1);
		leave(peer);
		assert_int_equal(peer->resets, ++resets);
	}
	vqs_vhost_user_destroy(peer->server);
	peer->server = NULL;
	assert_int_equal(access(path, F_OK), -1);
}

/* The second one waits, and is served when the first has gone. */
static void one_at_a_time(void **state)
{
	const struct vhu_header ask = { VHU_GET_FEATURES, VHU_VERSION, 0 };
	struct peer *peer = *state;
	int second, first;
	char byte;

	assert_int_equal(listen_there(peer, path), 0);
	arrive(peer);
	peer_bring_up(peer);
	second = connect_there();
	assert_true(second >= 0);
	assert_int_equal(send(second, &ask, sizeof(ask), 0), sizeof(ask));
	peer_set_level(peer, 2);
	assert_int_equal(recv(second, &byte, 1, MSG_PEEK | MSG_DONTWAIT), -1);
	first = peer->socket;
	peer->socket = second;
	close(first);
	peer_serve(peer);
	peer_receive(peer, VHU_GET_FEATURES, &(struct vhu_message){ 0 });
	peer_bring_up(peer);
	peer_set_level(peer, 3);
}

/* An offender is dropped, and the next one is served as if nothing had been. */
static void after_an_offence(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(listen_there(peer, path), 0);
	for (int i = 0; i < 3; i++) {
		arrive(peer);
		peer_bring_up(peer);
		peer_send(peer, 99, NULL, 0);
		assert_true(peer_complained(peer, "request 99"));
		assert_true(peer_dropped(peer));
		close(peer->socket);
		arrive(peer);
		peer_bring_up(peer);
		peer_set_level(peer, 4);
		leave(peer);
	}
}

static void takes_a_stale_socket_over(void **state)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct peer *peer = *state;

	strcpy(address.sun_path, path);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(listen_there(peer, path), -EADDRINUSE); /* somebody listens */
	close(fd);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(listen_there(peer, path), 0);
	arrive(peer);
}

static void takes_nothing_else_over(void **state)
{
	struct peer *peer = *state;
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	assert_int_equal(write(fd, "precious", 8), 8);
	close(fd);
	assert_int_equal(listen_there(peer, path), -EADDRINUSE);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
	assert_int_equal(symlink("/nowhere", path), 0);
	assert_int_equal(listen_there(peer, path), -EADDRINUSE);
	unlink(path);
}

/* Somebody put his own file there meanwhile. */
static void removes_its_own_only(void **state)
{
	struct peer *peer = *state;
	int fd;

	assert_int_equal(listen_there(peer, path), 0);
	unlink(path);
	fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	close(fd);
	vqs_vhost_user_destroy(peer->server);
	peer->server = NULL;
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

static void paths_that_are_none(void **state)
{
	struct peer *peer = *state;
	char longest[109];

	memset(longest, 'x', 108);
	longest[108] = '\0';
	assert_int_equal(listen_there(peer, ""), -ENAMETOOLONG);
	assert_int_equal(listen_there(peer, longest), -ENAMETOOLONG);
	assert_int_equal(listen_there(peer, "/nowhere/at/all"), -ENOENT);
	/* None of that has left the device taken. */
	assert_int_equal(listen_there(peer, path), 0);
}

static void one_transport_a_device(void **state)
{
	struct vqs_vhost_user_server *other;
	struct peer *peer = *state;

	assert_int_equal(listen_there(peer, path), 0);
	assert_int_equal(vqs_vhost_user_listen(&other, peer->device, "/nowhere", NULL),
	                 -EBUSY);
	assert_int_equal(vqs_vhost_user_serve(&other, peer->device, 0, NULL), -EBUSY);
}

static void a_socket_that_is_none(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(vqs_vhost_user_serve(&peer->server, peer->device, -1, NULL),
	                 -EBADF);
	/* A file cannot be polled; it stays the caller's. */
	assert_int_equal(
	        vqs_vhost_user_serve(&peer->server, peer->device, peer->memory_fd, NULL),
	        -EPERM);
	assert_true(fcntl(peer->memory_fd, F_GETFD) >= 0);
	peer->server = NULL;
	vqs_vhost_user_destroy(NULL);
}

/* It can be polled, but there is nobody at the other end. */
static void an_eventfd_as_a_socket(void **state)
{
	struct peer *peer = *state;
	int fd = eventfd(1, 0);

	assert_int_equal(vqs_vhost_user_serve(&peer->server, peer->device, fd, NULL), 0);
	assert_int_equal(peer_serve(peer), -ENOTCONN);
	assert_true(peer_complained(
	        peer, "Socket operation on non-socket; connection dropped"));
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

#define FULL 64

struct full {
	struct rlimit before;
	int fds[FULL];
	unsigned int count;
};

/* Whether a descriptor comes in all the same: valgrind keeps the limit to itself. */
static bool still_come_in(int pair[2])
{
	struct peer sender = { .socket = pair[0] };
	struct vhu_inbox box = { 0 };
	bool came;

	peer_send_raw(&sender, "x", 1, &pair[0], 1);
	vhu_receive(pair[1], &box);
	came = box.fd_count == 1;
	vhu_inbox_clear(&box);
	return came;
}

static void use_up_descriptors(struct full *full)
{
	struct rlimit low;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &full->before), 0);
	low = (struct rlimit){ FULL, full->before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	for (full->count = 0; full->count < FULL; full->count++) {
		full->fds[full->count] = dup(STDERR_FILENO);
		if (full->fds[full->count] < 0)
			break;
	}
	assert_int_equal(errno, EMFILE);
}

static void free_descriptors(struct full *full)
{
	for (unsigned int i = 0; i < full->count; i++)
		close(full->fds[i]);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &full->before), 0);
}

/* Nobody gets in, and nobody makes us spin. */
static void no_descriptors_left(void **state)
{
	struct peer *peer = *state;
	struct full full;
	int waiting[2];
	char byte;

	assert_int_equal(listen_there(peer, path), 0);
	waiting[0] = connect_there();
	waiting[1] = connect_there();
	use_up_descriptors(&full);
	peer_serve(peer);
	free_descriptors(&full);
	assert_false(vqs_vhost_user_connected(peer->server));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(recv(waiting[i], &byte, 1, MSG_DONTWAIT), 0);
		close(waiting[i]);
	}
	arrive(peer);
	peer_bring_up(peer);
	peer_set_level(peer, 5);
}

/* A message comes in, its descriptor cannot. */
static void no_descriptor_for_a_message(void **state)
{
	struct peer *peer = *state;
	struct full full;
	int pair[2];
	bool limited;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	assert_int_equal(listen_there(peer, path), 0);
	arrive(peer);
	peer_bring_up(peer);
	use_up_descriptors(&full);
	limited = !still_come_in(pair);
	peer_send_fds(peer, VHU_SET_VRING_CALL, &(uint64_t){ 0 }, 8, &peer->memory_fd, 1);
	free_descriptors(&full);
	close(pair[0]);
	close(pair[1]);
	assert_true(peer_complained(peer, limited ? "its file descriptors were lost"
	                                          : "no eventfd, pipe or socket"));
	assert_true(peer_dropped(peer));
}

/* In-band notifications are for who asks for them. */
static void no_in_band_unless_asked_for(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(listen_there(peer, path), 0);
	arrive(peer);
	assert_false(peer_ask(peer, VHU_GET_PROTOCOL_FEATURES) &
	             PROTOCOL(INBAND_NOTIFICATIONS));
}

static int make_directory(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/lamp.sock", directory);
	return 0;
}

/* Fails if a test left something there. */
static int remove_directory(void **state)
{
	(void)state;
	return rmdir(directory);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_after_another),
		TEST(one_at_a_time),
		TEST(after_an_offence),
		TEST(takes_a_stale_socket_over),
		TEST(takes_nothing_else_over),
		TEST(removes_its_own_only),
		TEST(paths_that_are_none),
		TEST(one_transport_a_device),
		TEST(a_socket_that_is_none),
		TEST(an_eventfd_as_a_socket),
		TEST(no_descriptors_left),
		TEST(no_descriptor_for_a_message),
		TEST(no_in_band_unless_asked_for),
	};

	return cmocka_run_group_tests_name("vhost-user, listening", tests, make_directory,
	                                   remove_directory);
}
