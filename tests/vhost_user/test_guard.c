/* SPDX-License-Identifier: BSD-3-Clause */
/* A front end that takes its memory's pages away, and the guard against it. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

static void rings_torn(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	peer_bring_up(peer);
	peer_set_level(peer, 1);
	peer_add_level(peer, 0, 2);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	assert_int_equal(ftruncate(peer->memory_fd, 0), 0);
	assert_int_equal(write(peer->queues[0].kick, &(uint64_t){ 1 }, 8), 8);
	peer_serve(peer);
	assert_true(peer_complained(peer,
	                            "the front end shortened the file of its memory; "
	                            "connection dropped"));
	assert_true(peer_dropped(peer));
	vqs_vhost_user_guard_remove();
}

/* The rings stay, the buffers go. */
static void buffers_torn(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	peer_bring_up(peer);
	peer_add_level(peer, 0, 3);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	assert_int_equal(ftruncate(peer->memory_fd, PEER_DATA), 0);
	assert_int_equal(write(peer->queues[0].kick, &(uint64_t){ 1 }, 8), 8);
	peer_serve(peer);
	assert_true(peer_complained(peer, "shortened the file of its memory"));
	assert_true(peer_dropped(peer));
	assert_int_equal(peer->level, 0);
	vqs_vhost_user_guard_remove();
}

/* A request that is held is answered into what is no longer there. */
static void torn_under_a_request(void **state)
{
	const struct lamp_status_writable ok = { LAMP_OK };
	struct peer *peer = *state;

	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	peer_bring_up(peer);
	peer->hold = true;
	peer_add_level(peer, 0, 4);
	peer_kick(peer, 0);
	assert_int_equal(ftruncate(peer->memory_fd, 0), 0);
	vqs_request_complete(peer->held, &ok);
	assert_int_equal(write(peer->queues[0].kick, &(uint64_t){ 1 }, 8), 8);
	peer_serve(peer);
	assert_true(peer_complained(peer, "shortened the file of its memory"));
	vqs_vhost_user_guard_remove();
}

/* The next front end starts with whole memory. */
static void guards_again_and_again(void **state)
{
	for (int i = 0; i < 20; i++) {
		rings_torn(state);
		peer_teardown(state);
		peer_setup(state);
	}
	peer_bring_up(*state);
	peer_set_level(*state, 5);
}

static volatile sig_atomic_t seen;
static sigjmp_buf out;

static void former_handler(int number)
{
	(void)number;
	seen++;
	siglongjmp(out, 1);
}

static void former_action(int number, siginfo_t *info, void *context)
{
	(void)info;
	(void)context;
	former_handler(number);
}

static void *torn_page(void)
{
	int fd = memfd_create("torn", MFD_CLOEXEC);
	void *page;

	assert_int_equal(ftruncate(fd, 4096), 0);
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(page != MAP_FAILED);
	assert_int_equal(ftruncate(fd, 0), 0);
	close(fd);
	return page;
}

/* What is not a front end's memory is not ours. */
static void leaves_other_faults_alone(void **state)
{
	struct sigaction former = { .sa_handler = former_handler }, original;
	volatile uint8_t *page = torn_page();

	(void)state;
	assert_int_equal(sigaction(SIGBUS, &former, &original), 0);
	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	if (!sigsetjmp(out, 1))
		page[0] = 1;
	assert_int_equal(seen, 1);
	vqs_vhost_user_guard_remove();
	if (!sigsetjmp(out, 1))
		page[0] = 1;
	assert_int_equal(seen, 2);
	vqs_vhost_user_guard_remove();
	assert_int_equal(sigaction(SIGBUS, &original, &former), 0);
	assert_ptr_equal(former.sa_handler, former_handler);
	munmap((void *)(uintptr_t)page, 4096);
}

static void leaves_them_with_all_they_know(void **state)
{
	struct sigaction former = { .sa_sigaction = former_action,
		                    .sa_flags = SA_SIGINFO };
	struct sigaction original;
	volatile uint8_t *page = torn_page();
	sig_atomic_t before = seen;

	(void)state;
	assert_int_equal(sigaction(SIGBUS, &former, &original), 0);
	assert_int_equal(vqs_vhost_user_guard_install(), 0);
	if (!sigsetjmp(out, 1))
		page[0] = 1;
	assert_int_equal(seen, before + 1);
	vqs_vhost_user_guard_remove();
	assert_int_equal(sigaction(SIGBUS, &original, NULL), 0);
	munmap((void *)(uintptr_t)page, 4096);
}

/* With no former handler such a fault still ends the process. */
static void other_faults_kill(void **state)
{
	int status;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		volatile uint8_t *page = torn_page();

		signal(SIGBUS, SIG_DFL);
		if (vqs_vhost_user_guard_install() < 0)
			_exit(2);
		page[0] = 1;
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGBUS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rings_torn),
		TEST(buffers_torn),
		TEST(torn_under_a_request),
		TEST(guards_again_and_again),
		cmocka_unit_test(leaves_other_faults_alone),
		cmocka_unit_test(leaves_them_with_all_they_know),
		cmocka_unit_test(other_faults_kill),
	};

	return cmocka_run_group_tests_name("vhost-user guard", tests, NULL, NULL);
}
