/* SPDX-License-Identifier: BSD-3-Clause */
/* Notifiers of every kind, blocking, full, and with nobody at the other end. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../lib/transport/vhost_user/notifier.h"

/* A test that waits for ever ends here, by SIGALRM. */
#define AT_MOST_SECONDS 60

static void rings_an_eventfd(void **state)
{
	struct vhu_notifier it = { .fd = -1 };
	int fd = eventfd(0, EFD_NONBLOCK);
	eventfd_t count;

	(void)state;
	assert_int_equal(vhu_notifier_set(&it, dup(fd)), 0);
	vhu_notifier_signal(&it);
	vhu_notifier_signal(&it);
	assert_int_equal(eventfd_read(fd, &count), 0);
	assert_int_equal(count, 2);
	vhu_notifier_close(&it);
	assert_int_equal(it.fd, -1);
	vhu_notifier_signal(&it); /* nobody: nothing */
	close(fd);
}

static void never_waits_for_a_full_eventfd(void **state)
{
	static const int flags[] = { 0, EFD_NONBLOCK };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct vhu_notifier it = { .fd = -1 };
		int fd = eventfd(0, flags[i]);
		eventfd_t count;

		assert_int_equal(vhu_notifier_set(&it, dup(fd)), 0);
		assert_int_equal(eventfd_write(fd, UINT64_MAX - 1), 0);
		vhu_notifier_signal(&it);
		assert_int_equal(eventfd_read(fd, &count), 0);
		assert_true(count == UINT64_MAX - 1);
		/* O_NONBLOCK is the other end's as well: left as it was. */
		assert_int_equal(!!(fcntl(fd, F_GETFL) & O_NONBLOCK), i);
		vhu_notifier_close(&it);
		close(fd);
	}
}

/* The flag is the other end's as well, so it may change after the look at it. */
static void never_waits_for_one_that_turned_blocking(void **state)
{
	struct vhu_notifier ring = { .fd = -1 }, in = { .fd = -1 };
	int fd = eventfd(0, EFD_NONBLOCK), pair[2];

	(void)state;
	assert_int_equal(vhu_notifier_set(&ring, dup(fd)), 0);
	assert_int_equal(eventfd_write(fd, UINT64_MAX - 1), 0);
	assert_int_equal(fcntl(fd, F_SETFL, 0), 0);
	vhu_notifier_signal(&ring);
	vhu_notifier_close(&ring);
	close(fd);
	assert_int_equal(pipe2(pair, O_NONBLOCK), 0);
	assert_int_equal(vhu_notifier_set(&in, pair[0]), 0);
	assert_int_equal(fcntl(pair[0], F_SETFL, 0), 0);
	vhu_notifier_drain(&in);
	vhu_notifier_close(&in);
	close(pair[1]);
}

static void rings_a_socket(void **state)
{
	struct vhu_notifier it = { .fd = -1 };
	int pair[2];
	uint64_t bytes[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(vhu_notifier_set(&it, pair[1]), 0);
	vhu_notifier_signal(&it);
	assert_int_equal(recv(pair[0], bytes, sizeof(bytes), MSG_DONTWAIT), 8);
	assert_int_equal(bytes[0], 1);
	/* The other way: what has rung is taken, and waiting is not. */
	assert_int_equal(write(pair[0], bytes, 8), 8);
	vhu_notifier_drain(&it);
	assert_int_equal(recv(it.fd, bytes, 8, MSG_DONTWAIT), -1);
	vhu_notifier_drain(&it);
	for (int i = 0; i < 1000000 && errno != ENOBUFS; i++)
		if (send(it.fd, bytes, 8, MSG_DONTWAIT) < 0)
			break;
	vhu_notifier_signal(&it); /* full */
	close(pair[0]);
	vhu_notifier_signal(&it); /* no SIGPIPE */
	vhu_notifier_drain(&it);
	vhu_notifier_close(&it);
}

static void rings_a_pipe(void **state)
{
	struct vhu_notifier in = { .fd = -1 }, out = { .fd = -1 };
	int pair[2];
	uint64_t one = 0;
	sigset_t pending;

	(void)state;
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(vhu_notifier_set(&out, pair[1]), 0);
	vhu_notifier_signal(&out);
	assert_int_equal(read(pair[0], &one, 8), 8);
	assert_int_equal(one, 1);
	assert_int_equal(vhu_notifier_set(&in, pair[0]), 0);
	vhu_notifier_drain(&in); /* empty, and blocking */
	for (int i = 0; i < 8192; i++)
		vhu_notifier_signal(&out); /* full, and blocking, before the end */
	vhu_notifier_close(&in);
	vhu_notifier_signal(&out);
	sigpending(&pending);
	assert_int_equal(sigismember(&pending, SIGPIPE), 0);
	vhu_notifier_close(&out);
}

static void drains_a_pipe(void **state)
{
	struct vhu_notifier in = { .fd = -1 }, out = { .fd = -1 };
	struct pollfd it;
	int pair[2];

	(void)state;
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(vhu_notifier_set(&in, pair[0]), 0);
	assert_int_equal(vhu_notifier_set(&out, pair[1]), 0);
	it = (struct pollfd){ .fd = pair[0], .events = POLLIN };
	vhu_notifier_signal(&out);
	vhu_notifier_signal(&out);
	assert_int_equal(poll(&it, 1, 0), 1);
	vhu_notifier_drain(&in);
	assert_int_equal(poll(&it, 1, 0), 0);
	/* There is room, but nobody reads. */
	vhu_notifier_close(&in);
	vhu_notifier_signal(&out);
	vhu_notifier_close(&out);
}

static void takes_nothing_else(void **state)
{
	struct vhu_notifier it = { .fd = -1 };
	int null = open("/dev/null", O_RDWR);
	int program = open("/proc/self/exe", O_RDONLY);

	(void)state;
	assert_int_equal(vhu_notifier_set(&it, null), -EINVAL);
	assert_int_equal(vhu_notifier_set(&it, program), -EINVAL);
	assert_int_equal(it.fd, -1);
	/* Both are closed. */
	assert_int_equal(fcntl(null, F_GETFD), -1);
	assert_int_equal(fcntl(program, F_GETFD), -1);
}

static void closes_the_former_one(void **state)
{
	struct vhu_notifier it = { .fd = -1 };
	int first = eventfd(0, 0), second = eventfd(0, 0);

	(void)state;
	assert_int_equal(vhu_notifier_set(&it, first), 0);
	assert_int_equal(vhu_notifier_set(&it, second), 0);
	assert_int_equal(fcntl(first, F_GETFD), -1);
	assert_int_equal(vhu_notifier_set(&it, -1), 0);
	assert_int_equal(fcntl(second, F_GETFD), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rings_an_eventfd),
		cmocka_unit_test(never_waits_for_a_full_eventfd),
		cmocka_unit_test(never_waits_for_one_that_turned_blocking),
		cmocka_unit_test(rings_a_socket),
		cmocka_unit_test(rings_a_pipe),
		cmocka_unit_test(drains_a_pipe),
		cmocka_unit_test(takes_nothing_else),
		cmocka_unit_test(closes_the_former_one),
	};

	alarm(AT_MOST_SECONDS);
	return cmocka_run_group_tests_name("vhost-user notifier", tests, NULL, NULL);
}
