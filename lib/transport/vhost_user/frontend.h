/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The front end from the inside: a driver's transport to a back end.
 *
 *   frontend.c        the connection, features, status, configuration
 *   frontend_talk.c   one message and its reply; the back end's own messages
 *   frontend_queue.c  memory and virtqueues
 *   frontend_wait.c   notifications
 */
#ifndef VHU_FRONTEND_H
#define VHU_FRONTEND_H

#include <stdbool.h>
#include <stdint.h>

#include <vqsmith/driver_transport.h>

#include "../../driver/arena.h"
#include "socket.h"

/* An index is 8 bits wide in SET_VRING_KICK and its like. */
#define FRONTEND_QUEUES 256

/* Milliseconds that a back end may take for a reply. */
#define FRONTEND_PATIENCE 5000

struct frontend_queue {
	bool started;
	int kick, call; /* eventfds, -1: none */
};

struct frontend {
	struct vqs_driver_transport base;
	int patience;
	int socket;
	int channel; /* where the back end sends messages of its own; -1: nowhere */
	int epoll;   /* all of the below, and both sockets */
	int error;   /* eventfd: the back end rings it when a queue breaks */
	int wake; /* eventfd: something is pending that came while we waited for a reply
	           */
	struct vhu_inbox inbox, channel_inbox;
	bool gone; /* the back end hung up, or said what cannot be understood */

	bool has_protocol; /* VHOST_USER_F_PROTOCOL_FEATURES */
	uint64_t offered;
	uint64_t protocol; /* protocol features in use */
	uint64_t queue_pairs_most;

	uint8_t status; /* what we wrote; all there is where the back end has no status */
	bool broken;    /* `error` rang */
	bool config;    /* a configuration change that wait has not told of */

	int memory_fd;
	struct arena arena;
	bool memory_told; /* since the last reset */
	uint8_t *given; /* the configuration space of a back end that has none; or NULL */
	uint32_t given_length;
	struct frontend_queue queues[FRONTEND_QUEUES];
};

static inline bool frontend_speaks(const struct frontend *frontend,
                                   enum vhu_protocol_feature feature)
{
	return frontend->protocol >> feature & 1;
}

/* A front end on a connected socket, which it takes over, also on failure. */
int vhu_frontend_create(struct vqs_driver_transport **transport, int socket,
                        int patience);

/* ---- frontend_talk.c: -ENOTCONN: the back end is gone; -EPROTO: it talks nonsense;
   -ETIMEDOUT: it does not answer. After any of them it is gone. */

struct frontend_request {
	enum vhu_request type;
	const void *payload;
	uint32_t size;
	const int *fds;
	unsigned int fd_count;
};

/* Sends, and waits for a reply of `size` bytes, which is left in frontend->inbox. */
int frontend_ask(struct frontend *frontend, const struct frontend_request *request,
                 uint32_t size);

/* The same for one of any size. */
int frontend_ask_any(struct frontend *frontend, const struct frontend_request *request);

/* Sends and, where the back end can, has it acknowledged. -EREMOTEIO: it refused. */
int frontend_tell(struct frontend *frontend, const struct frontend_request *request);

/* A payload of one number. */
int frontend_ask_u64(struct frontend *frontend, enum vhu_request type, uint64_t *value);
int frontend_tell_u64(struct frontend *frontend, enum vhu_request type, uint64_t value);

/* Handles what the back end sent of its own accord. */
int frontend_hear(struct frontend *frontend);

/* ---- frontend_queue.c */

int frontend_start_memory(struct frontend *frontend);
int frontend_queue_start(struct vqs_driver_transport *transport, uint16_t index,
                         const struct vqs_ring *ring);
int frontend_queue_reset(struct vqs_driver_transport *transport, uint16_t index);
int frontend_queues_enable(struct frontend *frontend);
int frontend_queues_stop(struct frontend *frontend);
void frontend_queues_close(struct frontend *frontend);

/* ---- frontend_config.c */

/* What the configuration space holds if the back end leaves it to the VMM; copied. */
int frontend_config_give(struct frontend *frontend, const void *config, uint32_t length);
int frontend_config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                        uint32_t length);
int frontend_config_put(struct vqs_driver_transport *transport, uint32_t offset,
                        const void *from, uint32_t length);
int frontend_config_generation(struct vqs_driver_transport *transport,
                               uint32_t *generation);

/* ---- frontend_wait.c */

int frontend_watch(struct frontend *frontend, int fd);
void frontend_unwatch(struct frontend *frontend, int fd);
void frontend_ring(int event_fd);
int frontend_notify(struct vqs_driver_transport *transport, uint32_t notification);
int frontend_wait(struct vqs_driver_transport *transport, int timeout, bool *used,
                  bool *config);

#endif
