/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whole vhost-user messages, with their file descriptors, over a stream
 * socket. For both ends. Nothing here blocks.
 */
#ifndef VHU_SOCKET_H
#define VHU_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

#include "protocol.h"

/* A message takes 8 at the most; room for more lets us say that more came. */
#define VHU_FDS_MAX 16

/* A message that is being received, in as many pieces as the peer likes. Zero it first.
 */
struct vhu_inbox {
	struct vhu_message message;
	size_t have; /* bytes of it that came so far, header included */
	int fds[VHU_FDS_MAX];
	unsigned int fd_count;
	bool fds_lost; /* more descriptors came than there is room for */
};

/*
 * Receives what is there. 1: a whole message is in the box; the caller takes
 * the descriptors it wants out of it (vhu_inbox_take_fd), and starts the next
 * one with vhu_inbox_clear(). 0: not whole yet, nothing more to read now.
 * -ENOTCONN: the peer closed between two messages. -EPIPE: it closed inside a
 * message. -EMSGSIZE: the header announces more than VHU_PAYLOAD_MAX bytes.
 * Else the socket's own error.
 */
int vhu_receive(int socket, struct vhu_inbox *box);

/* The first descriptor that is left in the box, now the caller's; -1: none. */
int vhu_inbox_take_fd(struct vhu_inbox *box);

/* Closes the descriptors that nobody took, and forgets the message. */
void vhu_inbox_clear(struct vhu_inbox *box);

/*
 * Sends a message of header.size bytes of payload, whole, with `count`
 * descriptors (which stay the caller's). -EAGAIN: the socket is full and
 * nothing was sent; -EPIPE: the peer is gone, or took only a part.
 */
int vhu_send(int socket, const struct vhu_message *message, const int *fds,
             unsigned int count);

#endif
