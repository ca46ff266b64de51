/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory told, replaced, added to and taken away while a queue runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

#define SLOTS (PEER_PROTOCOL | PROTOCOL(CONFIGURE_MEM_SLOTS))

/* The rings are in the first half, the buffers in the second. */
static struct vhu_single_region half(int which)
{
	const uint64_t skip = which * PEER_DATA;

	return (struct vhu_single_region){
		.region = { PEER_GUEST + skip, PEER_BYTES / 2, PEER_USER + skip, skip },
	};
}

static bool add(struct peer *peer, int which)
{
	const struct vhu_single_region region = half(which);

	return peer_try(peer, VHU_ADD_MEM_REG, &region, sizeof(region), &peer->memory_fd,
	                1);
}

static bool remove_half(struct peer *peer, int which)
{
	const struct vhu_single_region region = half(which);

	return peer_try(peer, VHU_REM_MEM_REG, &region, sizeof(region), NULL, 0);
}

static void with_bytes_after_the_regions(void **state)
{
	struct peer *peer = *state;
	struct vhu_memory memory = peer_memory();

	/* As User-Mode Linux sends it: one region, room for two. */
	memory.regions[1].size = 0xdead;
	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	assert_true(peer_try(peer, VHU_SET_MEM_TABLE, &memory, 72, &peer->memory_fd, 1));
	peer_start(peer, 0);
	peer_set_level(peer, 60);
}

static void in_slots(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, SLOTS);
	assert_int_equal(peer_ask(peer, VHU_GET_MAX_MEM_SLOTS), VHU_MEM_SLOTS);
	assert_true(add(peer, 1));
	assert_true(add(peer, 0));
	assert_false(add(peer, 0));
	assert_true(peer_complained(peer, "ADD_MEM_REG: the regions at guest addresses"));
	peer_start(peer, 0);
	peer_set_level(peer, 61);
}

/* A queue goes on where its ring is left alone. */
static void table_replaced_under_a_queue(void **state)
{
	struct peer *peer = *state;
	struct vhu_memory memory = peer_memory();
	int fds[2] = { peer->memory_fd, peer->memory_fd };

	peer_bring_up(peer);
	peer_set_level(peer, 62);
	peer_share(peer);
	peer_set_level(peer, 63);
	/* In two pieces, the second one at another guest address. */
	memory.count = 2;
	memory.regions[0] = half(0).region;
	memory.regions[1] = half(1).region;
	peer_send_fds(peer, VHU_SET_MEM_TABLE, &memory, 72, fds, 2);
	peer_set_level(peer, 64);
	assert_string_equal(peer->complaints, "");
	assert_int_equal(peer->resets, 0);
}

static void a_refused_table_changes_nothing(void **state)
{
	struct peer *peer = *state;
	struct vhu_memory memory = peer_memory();

	peer_bring_up(peer);
	memory.regions[0].size = PEER_BYTES + 1;
	assert_false(peer_try(peer, VHU_SET_MEM_TABLE, &memory, 40, &peer->memory_fd, 1));
	assert_true(peer_complained(peer, "SET_MEM_TABLE: the file for guest address"));
	peer_set_level(peer, 65);
}

static void ring_taken_away(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0;
	eventfd_t count;

	peer_negotiate(peer, PEER_FEATURES, SLOTS);
	assert_true(add(peer, 0));
	assert_true(add(peer, 1));
	peer->queues[0].error = eventfd(0, EFD_NONBLOCK);
	peer_send_fds(peer, VHU_SET_VRING_ERR, &index, 8, &peer->queues[0].error, 1);
	peer_start(peer, 0);
	peer_set_level(peer, 66);
	assert_true(remove_half(peer, 0));
	assert_true(peer_complained(
	        peer, "queue 0: its descriptor area, 256 bytes at user "
	              "address 0x7f0000000000, is not in one memory region; "
	              "the queue is stopped"));
	assert_int_equal(eventfd_read(peer->queues[0].error, &count), 0);
	peer_add_level(peer, 0, 67);
	peer_kick(peer, 0);
	assert_int_equal(peer->level, 66);
	/* It may be put up again. */
	assert_true(add(peer, 0));
	peer_set_ring(peer, 0, 0);
	peer_set_kick(peer, 0);
	peer_set_level(peer, 68);
}

/* A buffer where no memory is any more: the driver's fault, the queue breaks. */
static void buffers_taken_away(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, SLOTS);
	assert_true(add(peer, 0));
	assert_true(add(peer, 1));
	peer_start(peer, 0);
	peer_set_level(peer, 69);
	assert_true(remove_half(peer, 1));
	assert_string_equal(peer->complaints, "");
	peer_add_level(peer, 0, 70);
	peer_kick(peer, 0);
	assert_int_equal(peer->level, 69);
	assert_true(peer_complained(peer, "queue 0"));
}

/* A request that is held keeps the memory it lies in. */
static void taken_away_under_a_request(void **state)
{
	const struct lamp_status_writable busy = { LAMP_BUSY };
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, SLOTS);
	assert_true(add(peer, 0));
	assert_true(add(peer, 1));
	peer_start(peer, 0);
	peer->hold = true;
	peer_add_level(peer, 0, 71);
	peer_kick(peer, 0);
	assert_non_null(peer->held);
	assert_true(remove_half(peer, 1));
	vqs_request_complete(peer->held, &busy);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(peer->memory[PEER_DATA + 16], LAMP_BUSY);
	assert_int_equal(peer->memory[PEER_DATA + 17], 0);
}

static void taken_out_with_a_descriptor(void **state)
{
	const struct vhu_single_region region = half(1);
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, SLOTS);
	assert_true(add(peer, 1));
	assert_true(peer_try(peer, VHU_REM_MEM_REG, &region, sizeof(region),
	                     &peer->memory_fd, 1));
	assert_false(remove_half(peer, 1));
	assert_true(peer_complained(peer, "REM_MEM_REG: there is no region"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(with_bytes_after_the_regions),
		TEST(in_slots),
		TEST(table_replaced_under_a_queue),
		TEST(a_refused_table_changes_nothing),
		TEST(ring_taken_away),
		TEST(buffers_taken_away),
		TEST(taken_away_under_a_request),
		TEST(taken_out_with_a_descriptor),
	};

	return cmocka_run_group_tests_name("vhost-user memory", tests, NULL, NULL);
}
