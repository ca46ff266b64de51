/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The file in which a back end records what it has in flight: how it is asked for and
 * given, what it may not be, and that the next back end carries on by it.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

#define WITH_INFLIGHT (PEER_PROTOCOL | PROTOCOL(INFLIGHT_SHMFD))

/* The file that the back end makes, and what it says of it. */
static int ask(struct peer *peer, struct vhu_inflight *it, uint32_t bytes)
{
	struct vhu_inbox box = { 0 };
	int fd;

	peer_send(peer, VHU_GET_INFLIGHT_FD, it, bytes);
	assert_int_equal(vhu_receive(peer->socket, &box), 1);
	assert_int_equal(box.message.header.request, VHU_GET_INFLIGHT_FD);
	assert_int_equal(box.message.header.flags, VHU_VERSION | VHU_REPLY);
	assert_int_equal(box.message.header.size, bytes);
	assert_int_equal(box.fd_count, 1);
	*it = box.message.payload.inflight;
	fd = vhu_inbox_take_fd(&box);
	vhu_inbox_clear(&box);
	return fd;
}

static bool give(struct peer *peer, const struct vhu_inflight *it, int fd)
{
	return peer_try(peer, VHU_SET_INFLIGHT_FD, it, sizeof(*it), &fd, fd >= 0);
}

/* What a front end asks for, in either of the sizes that there are. */
static void asks(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
	for (uint32_t bytes = 20; bytes <= 24; bytes += 4) {
		struct vhu_inflight it = { .queues = 2, .queue_size = PEER_SIZE };
		struct stat file;
		int fd = ask(peer, &it, bytes);

		assert_int_equal(it.size, 2 * vqs_inflight_bytes(PEER_SIZE, false));
		assert_int_equal(it.offset, 0);
		assert_int_equal(it.queues, 2);
		assert_int_equal(it.queue_size, PEER_SIZE);
		assert_int_equal(fstat(fd, &file), 0);
		assert_true((uint64_t)file.st_size >= it.size);
		assert_int_equal(ftruncate(fd, 0), -1);
		assert_int_equal(errno, EPERM);
		assert_true(give(peer, &it, fd));
		assert_true(give(peer, &it, fd));
		close(fd);
	}
}

/* ---- What is wrong with it ---------------------------------------------------- */

static void asks_wrong(void **state)
{
	static const struct {
		struct vhu_inflight it;
		uint32_t bytes;
		const char *complaint;
	} wrong[] = {
		{ { .queues = 1, .queue_size = 1 }, 23, "23 bytes of payload, not 24" },
		{ { .queues = 1, .queue_size = 1 }, 0, "0 bytes of payload" },
		{ { .queues = 0, .queue_size = 1 }, 24, "0 queues, the device has up" },
		{ { .queues = 7, .queue_size = 1 }, 24, "7 queues, the device has up" },
		{ { .queues = 1, .queue_size = 0 }, 24, "queue size 0 is not between" },
		{ { .queues = 1, .queue_size = 32769 }, 24, "queue size 32769 is not" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct peer *peer = *state;

		peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
		peer_send(peer, VHU_GET_INFLIGHT_FD, &wrong[i].it, wrong[i].bytes);
		assert_true(peer_complained(peer, wrong[i].complaint));
		assert_true(peer_dropped(peer));
		peer_teardown(state);
		peer_setup(state);
	}
}

static int file_of(off_t size, int seals)
{
	int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, size), 0);
	assert_int_equal(fcntl(fd, F_ADD_SEALS, seals), 0);
	return fd;
}

static void gives_wrong(void **state)
{
	struct peer *peer = *state;
	const struct vhu_inflight good = { .size = vqs_inflight_bytes(16, false),
		                           .queues = 1,
		                           .queue_size = 16 };
	const int sealed = file_of(8192, F_SEAL_SHRINK), open_ended = file_of(8192, 0);
	const int unwritable = file_of(8192, F_SEAL_SHRINK | F_SEAL_WRITE);
	const int device = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct vhu_inflight bad;

	peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
	assert_false(give(peer, &good, -1));
	assert_true(peer_complained(peer, "SET_INFLIGHT_FD: its file descriptor is "
	                                  "missing; refused"));
	assert_false(give(peer, &good, device));
	assert_true(peer_complained(peer, "the descriptor is not of a file"));
	assert_false(give(peer, &good, open_ended));
	assert_true(peer_complained(peer, "its file could become shorter"));
	assert_false(give(peer, &good, unwritable));
	assert_true(peer_complained(peer, "cannot map 320 bytes"));
	bad = good;
	bad.size--;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "319 bytes are too few for 1 queues of 16 "
	                                  "entries, which need 320"));
	bad = good;
	bad.offset = 64;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "offset 0x40 is in a page"));
	bad.offset = 8192;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "the file has 8192 bytes, 0x140 at offset"));
	bad.offset = UINT64_MAX - 4095;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "the file has 8192 bytes, 0x140 at offset"));
	bad = good;
	bad.size = UINT64_MAX;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "the file has 8192 bytes"));
	bad = good;
	bad.queues = 7;
	assert_false(give(peer, &bad, sealed));
	assert_true(peer_complained(peer, "7 queues"));
	/* The second page is as good as the first. */
	bad = good;
	bad.offset = 4096;
	assert_true(give(peer, &bad, sealed));
	peer_share(peer);
	peer_start(peer, 0);
	assert_false(give(peer, &good, sealed));
	assert_true(peer_complained(peer, "queues are running"));
	peer_set_level(peer, 7);
	close(sealed);
	close(open_ended);
	close(unwritable);
	close(device);
}

/* ---- A back end after another ------------------------------------------------- */

static void start(struct peer *peer, const struct vhu_inflight *it, int fd,
                  unsigned int base)
{
	peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
	assert_true(give(peer, it, fd));
	peer_share(peer);
	peer_set_call(peer, 0);
	peer_set_ring(peer, 0, (uint16_t)base);
	peer_set_kick(peer, 0);
	peer_enable(peer, 0, 1);
}

static void complete(struct vqs_request *request)
{
	const struct lamp_status_writable ok = { LAMP_OK };

	assert_int_equal(vqs_request_complete(request, &ok), 0);
}

/*
 * It goes while it has requests, of which later ones are done: the next one gets the
 * others, in their order, whatever position it is told, and before what came meanwhile.
 */
static void goes_on_out_of_order(void **state)
{
	struct peer *peer = *state;
	struct vhu_inflight it = { .queues = 1, .queue_size = PEER_SIZE };
	struct vqs_request *requests[5];
	int fd;

	peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
	fd = ask(peer, &it, sizeof(it));
	start(peer, &it, fd, 0);
	for (unsigned int round = 1; round <= 100; round++) {
		const unsigned int before = peer->requests;

		peer_hold(peer, 100, requests, 5);
		complete(requests[3]);
		complete(requests[round % 3]);
		peer_next_back_end(peer);
		peer->hold = false;
		start(peer, &it, fd, (round * 7) % 60000 + 1);
		assert_int_equal(peer->requests, before + 5 + 3);
		assert_int_equal(peer->level, 104);
		assert_int_equal(peer_reap(peer, 0), 5);
		assert_string_equal(peer->complaints, "");
	}
	close(fd);
}

/* A front end that tells of a reset starts from nothing, unless it gives the file again. */
static void forgets_at_a_reset(void **state)
{
	struct peer *peer = *state;
	struct vhu_inflight it = { .queues = 1, .queue_size = PEER_SIZE };
	const uint64_t protocol = WITH_INFLIGHT | PROTOCOL(RESET_DEVICE);
	struct vqs_request *requests[2];
	int fd;

	peer_negotiate(peer, PEER_FEATURES, protocol);
	fd = ask(peer, &it, sizeof(it));
	for (int again = 0; again < 3; again++) {
		const unsigned int before = peer->requests;

		assert_true(give(peer, &it, fd));
		peer_share(peer);
		peer_start(peer, 0);
		peer_hold(peer, 100, requests, 2);
		assert_true(peer_try(peer, VHU_RESET_DEVICE, NULL, 0, NULL, 0));
		peer->hold = false;
		peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
		if (again)
			assert_true(give(peer, &it, fd));
		/* With a new ring it is of no use to have the file. */
		if (again != 1)
			peer_set_ring(peer, 0, 0);
		peer_set_kick(peer, 0);
		peer_enable(peer, 0, 1);
		assert_int_equal(peer->requests, before + (again == 1 ? 4 : 2));
		assert_int_equal(peer_reap(peer, 0), again == 1 ? 2 : 0);
		assert_true(peer_try(peer, VHU_RESET_DEVICE, NULL, 0, NULL, 0));
		close(fd);
		peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
		it = (struct vhu_inflight){ .queues = 1, .queue_size = PEER_SIZE };
		fd = ask(peer, &it, sizeof(it));
	}
	assert_string_equal(peer->complaints, "");
	close(fd);
}

/* Records that are none, or not for this queue. */
static void no_record(void **state)
{
	static const struct {
		uint16_t queues, queue_size;
		unsigned int queue;
		uint8_t size; /* as the record says */
		const char *complaint;
	} wrong[] = {
		{ 1, PEER_SIZE, 0, 5,
		  "queue 0: the record of what is in flight is none" },
		{ 1, PEER_SIZE / 2, 0, 0, "queue 0: size 16 is more than the record of" },
		{ 1, PEER_SIZE, 1, 0,
		  "queue 1: there is no record of what is in flight" },
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct peer *peer = *state;
		struct vhu_inflight it = { .queues = wrong[i].queues,
			                   .queue_size = wrong[i].queue_size };
		int fd;

		peer_negotiate(peer, PEER_FEATURES, WITH_INFLIGHT);
		fd = ask(peer, &it, sizeof(it));
		/* version 1, and a size */
		assert_int_equal(pwrite(fd, (uint8_t[]){ 1, 0, wrong[i].size }, 3, 8), 3);
		assert_true(give(peer, &it, fd));
		peer_share(peer);
		peer_set_ring(peer, wrong[i].queue, 0);
		peer_set_kick(peer, wrong[i].queue);
		peer_enable(peer, wrong[i].queue, 1);
		assert_true(peer_complained(peer, wrong[i].complaint));
		assert_true(peer_dropped(peer));
		close(fd);
		peer_teardown(state);
		peer_setup(state);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(asks),
		TEST(asks_wrong),
		TEST(gives_wrong),
		TEST(goes_on_out_of_order),
		TEST(forgets_at_a_reset),
		TEST(no_record),
	};

	return cmocka_run_group_tests_name("vhost-user, in flight", tests, NULL, NULL);
}
