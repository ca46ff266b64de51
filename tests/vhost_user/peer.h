/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A vhost-user front end made by hand, on one end of a socket pair, and a lamp
 * that the back end serves on the other. Both live in one thread: what a test
 * sends is handled when it says so.
 */
#ifndef VQSMITH_TESTS_VHOST_USER_PEER_H
#define VQSMITH_TESTS_VHOST_USER_PEER_H

#include <vqsmith/device_transport.h>
#include <vqsmith/vhost_user.h>

#include "../../lib/transport/vhost_user/socket.h"
#include "lamp_type.h"

#define PEER_QUEUES 6
#define PEER_SIZE   16 /* entries of each queue */

/* Its memory, as the device addresses it, as the front end does, and in the file. */
#define PEER_GUEST        UINT64_C(0x100000)
#define PEER_USER         UINT64_C(0x7f0000000000)
#define PEER_BYTES        (64 * 4096)
#define PEER_DATA         (32 * 4096) /* buffers start there */
#define PEER_VRING(queue) ((uint64_t)(queue)*4 * 4096)

#define PEER_F_PROTOCOL (UINT64_C(1) << 30)
#define PEER_F_VERSION  (UINT64_C(1) << 32)
#define PEER_FEATURES   (PEER_F_PROTOCOL | PEER_F_VERSION | 1u << LAMP_F_MOTION)

struct peer_queue {
	int kick, call, error; /* the front end's ends; -1: none */
	struct vqs_driver_ring ring;
	struct vqs_driver_slot slots[PEER_SIZE];
};

struct peer {
	struct vqs_device *device;
	struct vqs_vhost_user_server *server;
	int socket;  /* ours; -1: closed */
	int channel; /* where the back end asks; -1: none */
	int memory_fd;
	uint8_t *memory;
	struct peer_queue queues[PEER_QUEUES];

	/* What the lamp saw. */
	unsigned int started, resets, level, requests;
	bool hold; /* keep requests */
	struct vqs_request *held;
	char complaints[8192];
	int fds_before;
};

/* cmocka's set-up and tear-down; the latter fails if a descriptor was leaked. */
int peer_setup(void **state);
int peer_teardown(void **state);

/* The back end goes, with its device, and another one comes in its place. */
void peer_next_back_end(struct peer *peer);

int peer_count_fds(void);

/* Lets the back end do everything it has to do. Returns what it returned last. */
int peer_serve(struct peer *peer);

/* Sends as it is; nothing is handled yet. */
void peer_send_raw(struct peer *peer, const void *bytes, size_t size, const int *fds,
                   unsigned int count);

/* Sends a message and has it handled. */
void peer_send(struct peer *peer, uint32_t request, const void *payload, uint32_t size);
void peer_send_u64(struct peer *peer, uint32_t request, uint64_t value);
void peer_send_state(struct peer *peer, uint32_t request, uint32_t index, uint32_t num);
void peer_send_fds(struct peer *peer, uint32_t request, const void *payload,
                   uint32_t size, const int *fds, unsigned int count);

/* The same with need_reply; true: the reply was 0. */
bool peer_try(struct peer *peer, uint32_t request, const void *payload, uint32_t size,
              const int *fds, unsigned int count);

/* Takes the reply to `request`. */
void peer_receive(struct peer *peer, uint32_t request, struct vhu_message *message);
uint64_t peer_ask(struct peer *peer, uint32_t request);

/* Whether the back end hung up, and said nothing more. */
bool peer_dropped(struct peer *peer);

/* Whether a complaint has this in it; then all of them are forgotten. */
bool peer_complained(struct peer *peer, const char *text);

/* The usual ways. Features: PEER_FEATURES; protocol: bits of enum vhu_protocol_feature.
 */
void peer_negotiate(struct peer *peer, uint64_t features, uint64_t protocol);
struct vhu_memory peer_memory(void); /* one region, all of it */
void peer_share(struct peer *peer);
void peer_set_ring(struct peer *peer, unsigned int queue, uint16_t base);
void peer_set_addresses(struct peer *peer, unsigned int queue);
void peer_set_kick(struct peer *peer, unsigned int queue);
void peer_set_call(struct peer *peer, unsigned int queue);
void peer_enable(struct peer *peer, unsigned int queue, unsigned int on);
void peer_start(struct peer *peer, unsigned int queue); /* the last four */

/* All of it, with queue 0: a lamp that answers. */
void peer_bring_up(struct peer *peer);

/* Adds a request of lamp's to queue 0, without a notification. */
void peer_add_level(struct peer *peer, unsigned int at, uint16_t level);
void peer_kick(struct peer *peer, unsigned int queue);
/* Sends `count` of them, of levels from `level` on; the lamp keeps the requests. */
void peer_hold(struct peer *peer, uint16_t level, struct vqs_request **requests,
               unsigned int count);
/* How many chains came back. */
unsigned int peer_reap(struct peer *peer, unsigned int queue);
/* Sets the level and sees that it was done. */
void peer_set_level(struct peer *peer, uint16_t level);
/* How often the call eventfd rang since the last time. */
uint64_t peer_called(struct peer *peer, unsigned int queue);

#define PROTOCOL(name) (UINT64_C(1) << VHU_PROTOCOL_##name)
#define PEER_PROTOCOL                                                                    \
	(PROTOCOL(MQ) | PROTOCOL(REPLY_ACK) | PROTOCOL(CONFIG) | PROTOCOL(BACKEND_REQ))

#endif
