/* SPDX-License-Identifier: BSD-3-Clause */
/* Features, protocol features and the device status, told and not told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "peer.h"

#define BEFORE_LIVE (VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER | VQS_STATUS_FEATURES_OK)

static void offers_what_the_device_offers(void **state)
{
	struct peer *peer = *state;
	const uint64_t not_here =
	        UINT64_C(1) << VQS_F_NOTIFICATION_DATA | UINT64_C(1) << VQS_F_RING_RESET;
	uint64_t features = peer_ask(peer, VHU_GET_FEATURES);
	uint64_t protocol = peer_ask(peer, VHU_GET_PROTOCOL_FEATURES);

	assert_true(features & PEER_F_PROTOCOL);
	assert_true((features & ~PEER_F_PROTOCOL) ==
	            (vqs_device_offered(peer->device)->word[0] & ~not_here));
	assert_true(features & 1u << LAMP_F_MOTION);
	assert_false(features >> VQS_F_ACCESS_PLATFORM & 1);
	assert_false(features >> VQS_F_NOTIFICATION_DATA & 1);
	assert_true(protocol ==
	            (PEER_PROTOCOL | PROTOCOL(RESET_DEVICE) | PROTOCOL(STATUS) |
	             PROTOCOL(CONFIGURE_MEM_SLOTS) | PROTOCOL(INBAND_NOTIFICATIONS) |
	             PROTOCOL(INFLIGHT_SHMFD)));
	assert_int_equal(peer_ask(peer, VHU_GET_QUEUE_NUM), 6);
}

/* The front end keeps the status: we set it in its place. */
static void goes_live_by_itself(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	assert_int_equal(vqs_device_status(peer->device), BEFORE_LIVE);
	assert_true(vqs_device_negotiated(peer->device)->word[0] ==
	            (PEER_FEATURES & ~PEER_F_PROTOCOL));
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_set_kick(peer, 0);
	peer_set_ring(peer, 1, 0);
	peer_set_kick(peer, 1);
	peer_enable(peer, 0, 1);
	assert_int_equal(peer->started, 0); /* one is missing */
	peer_enable(peer, 1, 1);
	assert_int_equal(peer->started, 1);
	assert_true(vqs_device_live(peer->device));
	peer_set_level(peer, 17);
}

/* Or at the first kick, for who never enables the other queue. */
static void goes_live_when_kicked(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_set_ring(peer, 1, 0);
	peer_set_kick(peer, 1);
	peer_start(peer, 0);
	assert_int_equal(peer->started, 0);
	peer_set_level(peer, 18);
	assert_int_equal(peer->started, 1);
}

/* Without VHOST_USER_F_PROTOCOL_FEATURES a queue is enabled from the start. */
static void needs_no_enable_without_protocol_features(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES & ~PEER_F_PROTOCOL, 0);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_set_kick(peer, 0);
	assert_true(vqs_device_live(peer->device));
	peer_set_level(peer, 19);
}

static void features_may_come_last(void **state)
{
	struct peer *peer = *state;

	peer_share(peer);
	peer_start(peer, 0);
	assert_false(vqs_device_queue_started(peer->device, 0));
	peer_negotiate(peer, PEER_FEATURES, 0);
	peer_set_level(peer, 20);
}

static void status_is_the_drivers(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL | PROTOCOL(STATUS));
	peer_send_u64(peer, VHU_SET_STATUS, 0);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), 0);
	peer_send_u64(peer, VHU_SET_STATUS, VQS_STATUS_ACKNOWLEDGE);
	peer_send_u64(peer, VHU_SET_STATUS, VQS_STATUS_ACKNOWLEDGE | VQS_STATUS_DRIVER);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), 3);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), 3);
	peer_send_u64(peer, VHU_SET_STATUS, BEFORE_LIVE);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), BEFORE_LIVE);
	peer_share(peer);
	peer_start(peer, 0);
	assert_false(vqs_device_live(peer->device));
	/* What is kicked before DRIVER_OK is done after it. */
	peer_add_level(peer, 0, 400);
	peer_kick(peer, 0);
	assert_int_equal(peer->requests, 0);
	peer_send_u64(peer, VHU_SET_STATUS, BEFORE_LIVE | VQS_STATUS_DRIVER_OK);
	assert_int_equal(peer->started, 1);
	assert_int_equal(peer->level, 400);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS),
	                 BEFORE_LIVE | VQS_STATUS_DRIVER_OK);
}

/* QEMU sets FEATURES_OK alone, and the rest when the queues run. */
static void status_as_qemu_sets_it(void **state)
{
	struct peer *peer = *state;

	for (int round = 0; round < 3; round++) {
		peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL | PROTOCOL(STATUS));
		if (!(peer_ask(peer, VHU_GET_STATUS) & VQS_STATUS_FEATURES_OK))
			peer_send_u64(peer, VHU_SET_STATUS, VQS_STATUS_FEATURES_OK);
		peer_share(peer);
		peer_start(peer, 0);
		peer_send_u64(peer, VHU_SET_STATUS,
		              peer_ask(peer, VHU_GET_STATUS) | BEFORE_LIVE |
		                      VQS_STATUS_DRIVER_OK);
		peer_set_level(peer, (uint16_t)(100 + round));
		assert_int_equal(peer->started, round + 1);
		peer_enable(peer, 0, 0);
		peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
		peer_receive(peer, VHU_GET_VRING_BASE, &(struct vhu_message){ 0 });
		peer_send_u64(peer, VHU_SET_STATUS, 0);
		assert_int_equal(vqs_device_status(peer->device), 0);
		assert_int_equal(peer->resets, round + 1);
	}
	assert_string_equal(peer->complaints, "");
}

/* FEATURES_OK stays clear, and the driver sees that; the front end stays. */
static void features_ok_refused(void **state)
{
	const uint64_t bad = PEER_FEATURES | UINT64_C(1) << LAMP_F_COLOUR;
	const uint64_t status = BEFORE_LIVE;
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL | PROTOCOL(STATUS));
	peer_send_u64(peer, VHU_SET_STATUS, 0);
	/* Who asks hears it at once. */
	assert_false(peer_try(peer, VHU_SET_FEATURES, &bad, 8, NULL, 0));
	assert_true(
	        peer_complained(peer, "SET_FEATURES: feature COLOUR (bit 2) cannot go"));
	peer_send_u64(peer, VHU_SET_FEATURES, bad);
	assert_true(peer_complained(peer, "cannot go with the others accepted; ignored"));
	assert_true(peer_try(peer, VHU_SET_STATUS, &status, 8, NULL, 0));
	assert_true(peer_complained(peer,
	                            "SET_STATUS: feature COLOUR (bit 2) cannot go with "
	                            "the others accepted; FEATURES_OK stays clear"));
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), 3);
	/* Queues don't run then. */
	peer_share(peer);
	peer_start(peer, 0);
	assert_false(vqs_device_queue_started(peer->device, 0));
	/* The driver may try again with less. */
	peer_send_u64(peer, VHU_SET_STATUS, 0);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	peer_send_u64(peer, VHU_SET_STATUS, status | VQS_STATUS_DRIVER_OK);
	assert_int_equal(peer_ask(peer, VHU_GET_STATUS), status | VQS_STATUS_DRIVER_OK);
}

/* Rings that are nowhere come to light when features are agreed on. */
static void status_with_bad_rings(void **state)
{
	const uint64_t status = BEFORE_LIVE | VQS_STATUS_DRIVER_OK;
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL | PROTOCOL(STATUS));
	peer_send_u64(peer, VHU_SET_STATUS, 0);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	peer_set_kick(peer, 0);
	peer_enable(peer, 0, 1);
	assert_string_equal(peer->complaints, "");
	assert_false(peer_try(peer, VHU_SET_STATUS, &status, 8, NULL, 0));
	assert_true(peer_complained(peer, "SET_STATUS: queue 0: its size was not set"));
	assert_false(vqs_device_live(peer->device));
}

static const struct {
	uint64_t features;
	const char *complaint;
} refused[] = {
	{ PEER_F_PROTOCOL,
	  "SET_FEATURES: feature VIRTIO_F_VERSION_1 (bit 32) was not accepted" },
	{ PEER_FEATURES | UINT64_C(1) << 33,
	  "SET_FEATURES: feature VIRTIO_F_ACCESS_PLATFORM (bit 33) was not offered" },
	{ PEER_FEATURES | UINT64_C(1) << 63,
	  "SET_FEATURES: feature bit 63 was not offered" },
	{ PEER_FEATURES | 1u << 26, "SET_FEATURES: feature bit 26 was not offered" },
	{ PEER_FEATURES | UINT64_C(1) << LAMP_F_OLD,
	  "feature OLD (bit 50) was not offered" },
};

static void features_refused(void **state)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct peer *peer = *state;

		peer_negotiate(peer, refused[i].features, PEER_PROTOCOL);
		assert_true(peer_complained(peer, refused[i].complaint));
		assert_true(peer_dropped(peer));
		peer_teardown(state);
		peer_setup(state);
		peer = *state;
		/* With an answer asked for, the front end may go on. */
		peer_send_u64(peer, VHU_SET_PROTOCOL_FEATURES, PEER_PROTOCOL);
		assert_false(peer_try(peer, VHU_SET_FEATURES, &refused[i].features, 8,
		                      NULL, 0));
		assert_true(peer_complained(peer, "; refused"));
		assert_int_equal(vqs_device_status(peer->device) & VQS_STATUS_FEATURES_OK,
		                 0);
		peer_bring_up(peer);
		peer_set_level(peer, 21);
		peer_teardown(state);
		peer_setup(state);
	}
}

/* Linux's core tells all first, then what its driver has left of them. */
static void features_thought_over(void **state)
{
	const uint64_t both = PEER_FEATURES | 1u << LAMP_F_COLOUR;
	struct peer *peer = *state;

	peer_send_u64(peer, VHU_SET_PROTOCOL_FEATURES, PEER_PROTOCOL);
	assert_true(peer_try(peer, VHU_SET_FEATURES, &both, 8, NULL, 0));
	assert_int_equal(vqs_device_status(peer->device) & VQS_STATUS_FEATURES_OK, 0);
	peer_bring_up(peer);
	peer_set_level(peer, 21);
	assert_string_equal(peer->complaints, "");
}

/* A driver that leaves it at that gets no queue. */
static void features_that_stay_contradictory(void **state)
{
	const uint64_t both = PEER_FEATURES | 1u << LAMP_F_COLOUR;
	struct peer *peer = *state;

	peer_negotiate(peer, both, PEER_PROTOCOL);
	peer_share(peer);
	peer_start(peer, 0);
	assert_true(peer_complained(peer, "feature COLOUR (bit 2) cannot go with"));
	assert_false(vqs_device_queue_started(peer->device, 0));
	assert_true(peer_dropped(peer));
}

/* Once for each pair of queues, says QEMU; it changes nothing while one runs. */
static void the_same_features_again(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	assert_int_equal(peer->resets, 0);
	peer_set_level(peer, 22);
}

static void other_features_again(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_set_level(peer, 23);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_F_PROTOCOL | PEER_F_VERSION);
	assert_int_equal(peer->resets, 1);
	assert_int_equal(vqs_device_status(peer->device), BEFORE_LIVE);
	assert_false(vqs_device_queue_started(peer->device, 0));
	peer_start(peer, 0);
	peer_set_level(peer, 24);
}

/* User-Mode Linux says no more than this when a driver lets go of the device. */
static void disabling_the_last_queue_resets(void **state)
{
	struct peer *peer = *state;

	for (int round = 0; round < 3; round++) {
		peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
		peer_share(peer);
		peer_start(peer, 0);
		peer_start(peer, 1);
		peer_set_level(peer, 25);
		peer_enable(peer, 1, 0);
		assert_int_equal(peer->resets, round);
		peer_enable(peer, 0, 0);
		assert_int_equal(peer->resets, round + 1);
		assert_int_equal(vqs_device_status(peer->device), 0);
	}
}

/* Cloud Hypervisor pauses like that, and enables again with nothing else said. */
static void a_pause(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_set_level(peer, 26);
	peer_enable(peer, 0, 0);
	peer_add_level(peer, 1, 27);
	peer_kick(peer, 0);
	assert_int_equal(peer->level, 26);
	peer_enable(peer, 0, 1);
	assert_true(vqs_device_live(peer->device));
	assert_int_equal(peer->level, 27);
	assert_int_equal(peer_reap(peer, 0), 1);
	peer_set_level(peer, 28);
}

static void reset_device(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL | PROTOCOL(RESET_DEVICE));
	peer_share(peer);
	peer_start(peer, 0);
	peer_set_level(peer, 29);
	peer_send(peer, VHU_RESET_DEVICE, NULL, 0);
	assert_int_equal(peer->resets, 1);
	assert_int_equal(vqs_device_status(peer->device), 0);
	assert_false(vqs_device_queue_started(peer->device, 0));
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	peer_start(peer, 0);
	peer_set_level(peer, 30);
}

/* Deprecated: queues stop, nothing else happens. */
static void reset_owner(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_send(peer, VHU_RESET_OWNER, NULL, 0);
	assert_false(vqs_device_queue_started(peer->device, 0));
	assert_true(vqs_vhost_user_connected(peer->server));
	peer_enable(peer, 0, 1);
	peer_set_level(peer, 31);
}

static void protocol_features_refused(void **state)
{
	static const struct {
		uint64_t features;
		const char *complaint;
	} bad[] = {
		{ UINT64_C(1) << 1, "protocol feature 1 was not offered" },
		{ UINT64_C(1) << 63, "protocol feature 63 was not offered" },
		{ PROTOCOL(INBAND_NOTIFICATIONS), "need protocol features REPLY_ACK" },
		{ PROTOCOL(INBAND_NOTIFICATIONS) | PROTOCOL(REPLY_ACK), "BACKEND_REQ" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct peer *peer = *state;

		peer_send_u64(peer, VHU_SET_PROTOCOL_FEATURES, bad[i].features);
		assert_true(peer_complained(peer, bad[i].complaint));
		assert_true(peer_dropped(peer));
		peer_teardown(state);
		peer_setup(state);
	}
}

/* User-Mode Linux asks for an answer with the very message that agrees on answers. */
static void an_answer_to_the_agreement_itself(void **state)
{
	struct peer *peer = *state;
	const uint64_t protocol = PEER_PROTOCOL;

	assert_true(peer_try(peer, VHU_SET_PROTOCOL_FEATURES, &protocol, 8, NULL, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(offers_what_the_device_offers),
		TEST(goes_live_by_itself),
		TEST(goes_live_when_kicked),
		TEST(needs_no_enable_without_protocol_features),
		TEST(features_may_come_last),
		TEST(status_is_the_drivers),
		TEST(status_as_qemu_sets_it),
		TEST(features_ok_refused),
		TEST(status_with_bad_rings),
		TEST(features_refused),
		TEST(features_thought_over),
		TEST(features_that_stay_contradictory),
		TEST(the_same_features_again),
		TEST(other_features_again),
		TEST(disabling_the_last_queue_resets),
		TEST(a_pause),
		TEST(reset_device),
		TEST(reset_owner),
		TEST(protocol_features_refused),
		TEST(an_answer_to_the_agreement_itself),
	};

	return cmocka_run_group_tests_name("vhost-user negotiation", tests, NULL, NULL);
}
