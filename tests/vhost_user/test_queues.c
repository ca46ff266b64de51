/* SPDX-License-Identifier: BSD-3-Clause */
/* Rings: set up, run, changed on the fly, stopped, taken up again. */
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "peer.h"

static void requests_and_replies(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	for (uint16_t i = 0; i < 3 * PEER_SIZE; i++)
		peer_set_level(peer, i);
	assert_int_equal(peer_called(peer, 0), 3 * PEER_SIZE);
	assert_int_equal(peer->requests, 3 * PEER_SIZE);
}

static void several_in_one_go(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	for (unsigned int i = 0; i < PEER_SIZE / 2; i++)
		peer_add_level(peer, i, (uint16_t)i);
	peer_kick(peer, 0);
	assert_int_equal(peer_reap(peer, 0), PEER_SIZE / 2);
	assert_int_equal(peer_called(peer, 0), 1);
}

static void kick_before_enable(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_set_kick(peer, 0);
	peer_add_level(peer, 0, 40);
	peer_kick(peer, 0);
	assert_int_equal(peer->requests, 0);
	peer_enable(peer, 0, 1);
	assert_int_equal(peer->level, 40); /* with no further kick */
}

static void enable_before_kick(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_enable(peer, 0, 1);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	assert_false(vqs_device_queue_started(peer->device, 0));
	peer_set_kick(peer, 0);
	peer_set_level(peer, 41);
}

static uint32_t get_base(struct peer *peer, unsigned int queue)
{
	struct vhu_message reply;

	peer_send_state(peer, VHU_GET_VRING_BASE, queue, 0);
	peer_receive(peer, VHU_GET_VRING_BASE, &reply);
	assert_int_equal(reply.header.size, 8);
	assert_int_equal(reply.payload.state.index, queue);
	return reply.payload.state.num;
}

static void stops_and_goes_on(void **state)
{
	struct peer *peer = *state;

	peer_bring_up(peer);
	peer_set_level(peer, 42);
	peer_set_level(peer, 43);
	assert_int_equal(get_base(peer, 0), 2);
	assert_false(vqs_device_queue_started(peer->device, 0));
	/* Stopped means stopped: the old kick rings for nobody. */
	peer_add_level(peer, 0, 44);
	peer_kick(peer, 0);
	assert_int_equal(peer->level, 43);
	peer_set_ring(peer, 0, 2);
	peer_set_kick(peer, 0);
	assert_int_equal(peer->level, 44);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(get_base(peer, 0), 3);
	assert_int_equal(get_base(peer, 0), 3);
}

static void base_of_a_queue_never_started(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(get_base(peer, 0), 0);
	peer_send_state(peer, VHU_SET_VRING_BASE, 0, 9);
	assert_int_equal(get_base(peer, 0), 9);
}

static void descriptors_change_on_the_fly(void **state)
{
	struct peer *peer = *state;
	const uint64_t none = VHU_NO_FD;

	peer_bring_up(peer);
	peer_set_level(peer, 45);
	assert_int_equal(peer_called(peer, 0), 1);
	peer_set_call(peer, 0);
	peer_serve(peer);
	assert_int_equal(peer_called(peer, 0), 1);
	peer_set_kick(peer, 0);
	peer_set_level(peer, 46);
	assert_int_equal(peer_called(peer, 0), 1);
	/* No call: the front end polls. */
	peer_send_u64(peer, VHU_SET_VRING_CALL, none);
	peer_set_level(peer, 47);
	assert_int_equal(peer_called(peer, 0), 0);
	peer_set_call(peer, 0);
	peer_serve(peer);
	assert_int_equal(peer_called(peer, 0), 1);
	peer_set_level(peer, 48);
	assert_int_equal(peer_called(peer, 0), 1);
}

/*
 * A kick comes by itself, and messages in their order: so what is called may be the
 * descriptor before, though the front end has sent the next one.
 */
static void kick_overtakes_call(void **state)
{
	struct peer *peer = *state;
	const uint64_t none = VHU_NO_FD;

	peer_bring_up(peer);
	peer_send_u64(peer, VHU_SET_VRING_CALL, none);
	peer_set_level(peer, 45);
	peer_set_call(peer, 0);
	peer_serve(peer);
	assert_int_equal(peer_called(peer, 0), 1);
	get_base(peer, 0);
	peer_set_call(peer, 0);
	peer_serve(peer);
	assert_int_equal(peer_called(peer, 0), 0); /* of a queue that stands still */
}

/* No kick: we poll. */
static void polls_what_is_never_kicked(void **state)
{
	struct peer *peer = *state;
	struct pollfd it;

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_send_u64(peer, VHU_SET_VRING_KICK, VHU_NO_FD);
	peer_enable(peer, 0, 1);
	peer_add_level(peer, 0, 49);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	peer_serve(peer);
	assert_int_equal(peer->level, 49);
	it = (struct pollfd){ .fd = vqs_vhost_user_fd(peer->server), .events = POLLIN };
	assert_int_equal(poll(&it, 1, 0), 1); /* there is always something to do */
	get_base(peer, 0);
	peer_serve(peer);
	assert_int_equal(poll(&it, 1, 0), 0);
}

/* User-Mode Linux: a blocking eventfd for the kick, a socket for the call. */
static void blocking_kick_and_socket_call(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0, called;
	int pair[2];

	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer->queues[0].kick = eventfd(0, 0);
	peer_send_fds(peer, VHU_SET_VRING_KICK, &index, 8, &peer->queues[0].kick, 1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	peer_send_fds(peer, VHU_SET_VRING_CALL, &index, 8, &pair[1], 1);
	close(pair[1]);
	peer_enable(peer, 0, 1);
	for (uint16_t i = 0; i < 5; i++) {
		peer_set_level(peer, i);
		assert_int_equal(recv(pair[0], &called, sizeof(called), MSG_DONTWAIT), 8);
	}
	close(pair[0]);
	peer_set_level(peer, 50); /* nobody listens: no harm done */
	assert_true(vqs_vhost_user_connected(peer->server));
}

static void kicked_by_a_pipe(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0, one = 1;
	int pair[2];

	peer_bring_up(peer);
	assert_int_equal(pipe(pair), 0);
	peer_send_fds(peer, VHU_SET_VRING_KICK, &index, 8, &pair[0], 1);
	close(pair[0]);
	for (unsigned int i = 0; i < 20000; i++) {
		peer_add_level(peer, 0, (uint16_t)(i % 1000));
		vqs_driver_ring_publish(&peer->queues[0].ring);
		assert_int_equal(write(pair[1], &one, 8), 8); /* blocks if nobody reads */
		peer_serve(peer);
		assert_int_equal(peer_reap(peer, 0), 1);
	}
	close(pair[1]);
	peer_serve(peer);
	assert_true(vqs_vhost_user_connected(peer->server));
}

static void call_that_is_full(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0;

	peer_bring_up(peer);
	close(peer->queues[0].call);
	peer->queues[0].call = eventfd(UINT32_MAX, 0);
	assert_int_equal(eventfd_write(peer->queues[0].call, UINT64_MAX - 1 - UINT32_MAX),
	                 0);
	peer_send_fds(peer, VHU_SET_VRING_CALL, &index, 8, &peer->queues[0].call, 1);
	peer_set_level(peer, 51);
}

static void queues_of_their_own(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_FEATURES | 1u << LAMP_F_MANY, PEER_PROTOCOL);
	peer_share(peer);
	for (unsigned int i = 0; i < PEER_QUEUES; i++)
		peer_start(peer, i);
	for (uint16_t i = 0; i < PEER_QUEUES; i++)
		assert_true(vqs_device_queue_started(peer->device, i));
	peer_set_level(peer, 52);
	peer_enable(peer, 3, 0);
	assert_false(vqs_device_queue_started(peer->device, 3));
	peer_set_level(peer, 53);
	peer_enable(peer, 3, 1);
	assert_true(vqs_device_queue_started(peer->device, 3));
	assert_int_equal(peer->resets, 0);
}

/* What is not negotiated isn't there. */
static void queue_of_a_feature_not_negotiated(void **state)
{
	struct peer *peer = *state;

	peer_negotiate(peer, PEER_F_PROTOCOL | PEER_F_VERSION, PEER_PROTOCOL);
	peer_share(peer);
	peer_set_ring(peer, 1, 0);
	peer_set_kick(peer, 1);
	peer_enable(peer, 1, 1);
	assert_true(
	        peer_complained(peer, "SET_VRING_ENABLE: queue 1 does not exist with"));
	assert_true(peer_dropped(peer));
}

/* The front end is told of a queue that its driver broke, and the others go on. */
static void a_broken_queue(void **state)
{
	struct peer *peer = *state;
	uint64_t index = 0;
	eventfd_t count;

	peer_bring_up(peer);
	peer->queues[0].error = eventfd(0, EFD_NONBLOCK);
	peer_send_fds(peer, VHU_SET_VRING_ERR, &index, 8, &peer->queues[0].error, 1);
	peer_start(peer, 1);
	/* The available index: a thousand more than there can be. */
	memcpy(peer->memory + PEER_VRING(0) + 4096 + 2, &(uint16_t){ 1000 }, 2);
	peer_kick(peer, 0);
	assert_int_equal(eventfd_read(peer->queues[0].error, &count), 0);
	assert_int_equal(count, 1);
	assert_true(peer_complained(peer, "queue 0"));
	peer_kick(peer, 0);
	peer_kick(peer, 0);
	assert_int_equal(eventfd_read(peer->queues[0].error, &count), -1);
	assert_string_equal(peer->complaints, "");
	assert_true(vqs_vhost_user_connected(peer->server));
	/* A reset mends it. */
	peer_enable(peer, 1, 0);
	peer_enable(peer, 0, 0);
	peer_send_u64(peer, VHU_SET_FEATURES, PEER_FEATURES);
	peer_start(peer, 0);
	peer_set_level(peer, 54);
}

static bool has_reply(struct peer *peer)
{
	struct pollfd it = { .fd = peer->socket, .events = POLLIN };

	peer_serve(peer);
	return poll(&it, 1, 0) == 1;
}

static uint32_t base_that_came(struct peer *peer)
{
	struct vhu_message reply;

	assert_true(has_reply(peer));
	peer_receive(peer, VHU_GET_VRING_BASE, &reply);
	return reply.payload.state.num;
}

static void complete(struct vqs_request *request)
{
	const struct lamp_status_writable ok = { LAMP_OK };

	assert_int_equal(vqs_request_complete(request, &ok), 0);
}

/* The position is told when the request that the device has is done, and not before. */
static void waits_for_a_request(void **state)
{
	struct peer *peer = *state;
	struct vqs_request *request;
	struct vhu_message reply;

	peer_bring_up(peer);
	peer_hold(peer, 55, &request, 1);
	peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
	assert_false(has_reply(peer));
	/* Nothing more is taken meanwhile, and no message is handled. */
	peer_add_level(peer, 1, 56);
	peer_kick(peer, 0);
	assert_int_equal(peer->level, 55);
	peer_send(peer, VHU_GET_FEATURES, NULL, 0);
	assert_false(has_reply(peer));
	complete(request);
	assert_int_equal(base_that_came(peer), 1);
	assert_int_equal(peer_reap(peer, 0), 1);
	peer_receive(peer, VHU_GET_FEATURES, &reply);
	assert_string_equal(peer->complaints, "");
	/* It goes on where it was. */
	peer->hold = false;
	peer_set_ring(peer, 0, 1);
	peer_set_kick(peer, 0);
	assert_int_equal(peer->level, 56);
	assert_int_equal(peer_reap(peer, 0), 1);
}

/* Disabling the last one is a reset to a front end that knows no status: after it. */
static void disabled_under_a_request(void **state)
{
	struct peer *peer = *state;
	const struct vhu_vring_state off = { 0, 0 };
	struct vqs_request *request;
	struct vhu_message reply;
	unsigned int resets;

	peer_bring_up(peer);
	peer_hold(peer, 55, &request, 1);
	resets = peer->resets;
	peer_send_raw(
	        peer, &(struct {
		        struct vhu_header header;
		        struct vhu_vring_state state;
	        }){ { VHU_SET_VRING_ENABLE, VHU_VERSION | VHU_NEED_REPLY, 8 }, off },
	        20, NULL, 0);
	assert_false(has_reply(peer));
	assert_int_equal(peer->resets, resets);
	complete(request);
	assert_true(has_reply(peer));
	peer_receive(peer, VHU_SET_VRING_ENABLE, &reply);
	assert_int_equal(reply.payload.u64, 0);
	assert_int_equal(peer->resets, resets + 1);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(get_base(peer, 0), 1);
}

/* An author that is asked hands back what it has not begun: it comes again. */
static void handed_back(void **state)
{
	struct peer *peer = *state;
	struct vqs_request *requests[3];

	peer_bring_up(peer);
	peer_hold(peer, 60, requests, 3);
	for (unsigned int i = 0; i < 3; i++)
		assert_int_equal(vqs_request_return(requests[i]), -EBUSY);
	peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
	assert_false(has_reply(peer));
	assert_int_equal(vqs_request_return(requests[1]), 0);
	assert_int_equal(vqs_request_return(requests[2]), 0);
	assert_false(has_reply(peer));
	complete(requests[0]);
	assert_int_equal(base_that_came(peer), 1);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(peer->requests, 3);
	peer->hold = false;
	peer_set_ring(peer, 0, 1);
	peer_set_kick(peer, 0);
	assert_int_equal(peer->requests, 5);
	assert_int_equal(peer->level, 62);
	assert_int_equal(peer_reap(peer, 0), 2);
	assert_int_equal(get_base(peer, 0), 3);
	assert_string_equal(peer->complaints, "");
}

/* The features and the ring again, where the last back end left it. */
static void take_over(struct peer *peer, uint32_t base)
{
	peer_next_back_end(peer);
	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_send_state(peer, VHU_SET_VRING_NUM, 0, PEER_SIZE);
	peer_send_state(peer, VHU_SET_VRING_BASE, 0, base);
	peer_set_addresses(peer, 0);
	peer_set_call(peer, 0);
	peer_set_kick(peer, 0);
	peer_enable(peer, 0, 1);
}

/*
 * One back end after another, each stopped with requests in flight: some are done in the
 * pause, the others go on to the next one. Each is answered once, and done once.
 */
static void another_back_end_goes_on(void **state)
{
	struct peer *peer = *state;
	unsigned int sent = 0, answered = 0, returned = 0;
	struct vqs_request *requests[4];

	peer_bring_up(peer);
	for (unsigned int round = 0; round < 300; round++) {
		unsigned int done = round % 5;

		peer_hold(peer, (uint16_t)(sent % 1000), requests, 4);
		sent += 4;
		assert_int_equal(peer->requests, sent + returned);
		peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
		assert_false(has_reply(peer));
		for (unsigned int i = done; i < 4; i++)
			assert_int_equal(vqs_request_return(requests[i]), 0);
		for (unsigned int i = 0; i < done; i++)
			complete(requests[i]);
		returned += 4 - done;
		answered += done;
		peer->hold = false;
		take_over(peer, base_that_came(peer));
		assert_int_equal(peer->requests, sent + returned);
		assert_int_equal(peer->level, (sent - 1) % 1000);
		assert_int_equal(peer_reap(peer, 0), 4);
		assert_int_equal(peer_reap(peer, 0), 0);
	}
	assert_true(answered > 0);
	assert_string_equal(peer->complaints, "");
}

/* One that was not begun, while a later one is done: it is answered. */
static void handed_back_out_of_order(void **state)
{
	struct peer *peer = *state;
	struct vqs_request *requests[2];

	peer_bring_up(peer);
	peer_hold(peer, 60, requests, 2);
	complete(requests[1]);
	peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
	assert_int_equal(vqs_request_return(requests[0]), 0);
	assert_int_equal(base_that_came(peer), 2);
	assert_int_equal(peer_reap(peer, 0), 2);
	assert_int_equal(peer->memory[PEER_DATA + 16], LAMP_INVALID);
	assert_int_equal(peer->memory[PEER_DATA + 64 + 16], LAMP_OK);
}

/* A front end is not kept waiting for ever: then the request is forgotten. */
static void stops_under_a_request(void **state)
{
	struct peer *peer = *state;
	struct pollfd reply = { .fd = peer->socket, .events = POLLIN };
	struct pollfd it = { .fd = vqs_vhost_user_fd(peer->server), .events = POLLIN };
	struct vqs_request *request;

	peer_bring_up(peer);
	peer_hold(peer, 55, &request, 1);
	peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
	while (poll(&reply, 1, 0) == 0) {
		assert_int_equal(poll(&it, 1, 20000), 1);
		vqs_vhost_user_process(peer->server);
	}
	assert_int_equal(base_that_came(peer), 1);
	assert_true(peer_complained(peer, "queue 0 stops while the device has requests"));
	complete(request);
	assert_int_equal(peer_reap(peer, 0), 0);
	assert_int_equal(peer->memory[PEER_DATA + 16], 0xee);
}

/* It leaves while its message waits: a reset, and nothing is left of it. */
static void leaves_while_it_waits(void **state)
{
	struct peer *peer = *state;
	struct vqs_request *request;

	peer_bring_up(peer);
	peer_hold(peer, 55, &request, 1);
	peer_send_state(peer, VHU_GET_VRING_BASE, 0, 0);
	close(peer->socket);
	peer->socket = -1;
	peer_serve(peer);
	complete(request);
	peer_serve(peer);
	assert_false(vqs_vhost_user_connected(peer->server));
}

/* In-band: kicks, calls and errors are messages. */
static void in_band(void **state)
{
	struct peer *peer = *state;
	const struct vhu_vring_state kick = { 0, 0 };
	struct vhu_inbox box = { 0 };
	int pair[2];

	peer_negotiate(peer, PEER_FEATURES,
	               PEER_PROTOCOL | PROTOCOL(INBAND_NOTIFICATIONS));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	peer->channel = pair[0];
	assert_true(peer_try(peer, VHU_SET_BACKEND_REQ_FD, NULL, 0, &pair[1], 1));
	close(pair[1]);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_enable(peer, 0, 1);
	assert_false(vqs_device_queue_started(peer->device, 0));
	peer_add_level(peer, 0, 56);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	assert_true(peer_try(peer, VHU_VRING_KICK, &kick, sizeof(kick), NULL, 0));
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_int_equal(peer->level, 56);
	assert_int_equal(vhu_receive(peer->channel, &box), 1);
	assert_int_equal(box.message.header.request, VHU_BACKEND_VRING_CALL);
	assert_int_equal(box.message.header.flags, VHU_VERSION);
	assert_int_equal(box.message.payload.state.index, 0);
	vhu_inbox_clear(&box);
	memcpy(peer->memory + PEER_VRING(0) + 4096 + 2, &(uint16_t){ 1000 }, 2);
	assert_true(peer_try(peer, VHU_VRING_KICK, &kick, sizeof(kick), NULL, 0));
	do {
		vhu_inbox_clear(&box);
		assert_int_equal(vhu_receive(peer->channel, &box), 1);
	} while (box.message.header.request == VHU_BACKEND_CONFIG_CHANGE);
	assert_int_equal(box.message.header.request, VHU_BACKEND_VRING_ERR);
	vhu_inbox_clear(&box);
}

/* A front end that reads no calls loses none: they are due when there is room. */
static void in_band_with_no_room(void **state)
{
	struct peer *peer = *state;
	const struct vhu_vring_state kick = { 0, 0 };
	struct vhu_inbox box = { 0 };
	unsigned int requests, calls = 0;
	int pair[2];

	peer_negotiate(peer, PEER_FEATURES,
	               PEER_PROTOCOL | PROTOCOL(INBAND_NOTIFICATIONS));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	peer->channel = pair[0];
	peer_send_fds(peer, VHU_SET_BACKEND_REQ_FD, NULL, 0, &pair[1], 1);
	close(pair[1]);
	peer_share(peer);
	peer_set_ring(peer, 0, 0);
	peer_enable(peer, 0, 1);
	for (requests = 0; requests < 2000; requests++) {
		peer_add_level(peer, 0, 57);
		vqs_driver_ring_publish(&peer->queues[0].ring);
		peer_send(peer, VHU_VRING_KICK, &kick, sizeof(kick));
		assert_int_equal(peer_reap(peer, 0), 1);
	}
	for (int r = 1; r == 1 || r == 0;) {
		r = vhu_receive(peer->channel, &box);
		calls += r;
		if (r == 0) {
			peer_serve(peer);
			r = vhu_receive(peer->channel, &box);
			if (r == 0)
				break;
			calls++;
		}
		vhu_inbox_clear(&box);
	}
	assert_true(calls > 10 && calls < requests);
	/* The channel works again. */
	peer_add_level(peer, 0, 58);
	vqs_driver_ring_publish(&peer->queues[0].ring);
	peer_send(peer, VHU_VRING_KICK, &kick, sizeof(kick));
	assert_int_equal(vhu_receive(peer->channel, &box), 1);
	vhu_inbox_clear(&box);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, peer_setup, peer_teardown)

/* Looked at again and again: no kick is needed, and messages are seen by and by. */
static void polled(void **state)
{
	struct peer *peer = *state;

	assert_int_equal(vqs_vhost_user_poll(peer->server), -EAGAIN);
	peer_bring_up(peer);
	assert_int_equal(vqs_vhost_user_poll(peer->server), 0);
	for (uint16_t i = 1; i <= 3; i++) {
		peer_add_level(peer, i, (uint16_t)(40 + i));
		vqs_driver_ring_publish(&peer->queues[0].ring);
		assert_int_equal(vqs_vhost_user_poll(peer->server), 1);
		assert_int_equal(peer_reap(peer, 0), 1);
		assert_int_equal(peer->level, 40 + i);
	}
	/* Before it sleeps it asks for kicks. */
	vqs_vhost_user_process(peer->server);
	peer_add_level(peer, 0, 50);
	assert_true(vqs_driver_ring_publish(&peer->queues[0].ring));
	close(peer->socket);
	peer->socket = -1;
	for (int i = 0; i < 10000 && vqs_vhost_user_connected(peer->server); i++)
		vqs_vhost_user_poll(peer->server);
	assert_int_equal(vqs_vhost_user_poll(peer->server), -ENOTCONN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(requests_and_replies),
		TEST(several_in_one_go),
		TEST(kick_before_enable),
		TEST(enable_before_kick),
		TEST(stops_and_goes_on),
		TEST(base_of_a_queue_never_started),
		TEST(descriptors_change_on_the_fly),
		TEST(kick_overtakes_call),
		TEST(polls_what_is_never_kicked),
		TEST(blocking_kick_and_socket_call),
		TEST(kicked_by_a_pipe),
		TEST(call_that_is_full),
		TEST(queues_of_their_own),
		TEST(queue_of_a_feature_not_negotiated),
		TEST(a_broken_queue),
		TEST(stops_under_a_request),
		TEST(waits_for_a_request),
		TEST(disabled_under_a_request),
		TEST(handed_back),
		TEST(another_back_end_goes_on),
		TEST(handed_back_out_of_order),
		TEST(leaves_while_it_waits),
		TEST(polled),
		TEST(in_band),
		TEST(in_band_with_no_room),
	};

	return cmocka_run_group_tests_name("vhost-user queues", tests, NULL, NULL);
}
