/* SPDX-License-Identifier: BSD-3-Clause */
/* Whole vhost-user messages, with their file descriptors, over a stream socket. */
#include "socket.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define HEADER sizeof(struct vhu_header)

/* Room for a control message of VHU_FDS_MAX descriptors, aligned as one. */
union control {
	struct cmsghdr align;
	char bytes[CMSG_SPACE(VHU_FDS_MAX * sizeof(int))];
};

static void keep_fd(struct vhu_inbox *box, int fd)
{
	if (box->fd_count < VHU_FDS_MAX) {
		box->fds[box->fd_count++] = fd;
		return;
	}
	box->fds_lost = true;
	close(fd);
}

static void keep_fds(struct vhu_inbox *box, struct msghdr *from)
{
	if (from->msg_flags & MSG_CTRUNC)
		box->fds_lost = true;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(from); c; c = CMSG_NXTHDR(from, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		for (size_t at = 0; CMSG_LEN(at + sizeof(int)) <= c->cmsg_len;
		     at += sizeof(int)) {
			int fd;

			memcpy(&fd, CMSG_DATA(c) + at, sizeof(fd));
			keep_fd(box, fd);
		}
	}
}

/* Receives at most `length` bytes; how many, 0: none now, or negative errno. */
static ssize_t receive_piece(int socket, struct vhu_inbox *box, void *to, size_t length)
{
	union control control;
	struct iovec piece = { .iov_base = to, .iov_len = length };
	struct msghdr message = {
		.msg_iov = &piece,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes),
	};
	ssize_t got;

	do
		got = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -errno;
	keep_fds(box, &message);
	if (got == 0)
		return box->have ? -EPIPE : -ENOTCONN;
	return got;
}

int vhu_receive(int socket, struct vhu_inbox *box)
{
	struct vhu_message *message = &box->message;

	/* Header and payload are read apart, so that nothing of the next message is. */
	for (;;) {
		size_t whole = HEADER;
		void *to;
		ssize_t got;

		if (box->have >= HEADER) {
			if (message->header.size > VHU_PAYLOAD_MAX)
				return -EMSGSIZE;
			whole += message->header.size;
			to = message->payload.bytes + (box->have - HEADER);
		} else {
			to = (char *)&message->header + box->have;
		}
		if (box->have >= HEADER && box->have == whole)
			return 1;
		got = receive_piece(socket, box, to, whole - box->have);
		if (got <= 0)
			return (int)got;
		box->have += (size_t)got;
	}
}

int vhu_inbox_take_fd(struct vhu_inbox *box)
{
	int fd;

	if (!box->fd_count)
		return -1;
	fd = box->fds[0];
	box->fd_count--;
	memmove(box->fds, box->fds + 1, box->fd_count * sizeof(box->fds[0]));
	return fd;
}

void vhu_inbox_clear(struct vhu_inbox *box)
{
	for (unsigned int i = 0; i < box->fd_count; i++)
		close(box->fds[i]);
	memset(box, 0, sizeof(*box));
}

static void put_fds(struct msghdr *message, union control *control, const int *fds,
                    unsigned int count)
{
	size_t length = count * sizeof(int);

	memset(control, 0, sizeof(*control));
	control->align.cmsg_level = SOL_SOCKET;
	control->align.cmsg_type = SCM_RIGHTS;
	control->align.cmsg_len = CMSG_LEN(length);
	memcpy(CMSG_DATA(&control->align), fds, length);
	message->msg_control = control->bytes;
	message->msg_controllen = CMSG_SPACE(length);
}

int vhu_send(int socket, const struct vhu_message *message, const int *fds,
             unsigned int count)
{
	struct vhu_message copy = *message;
	union control control;
	struct iovec pieces[2] = {
		{ .iov_base = &copy.header, .iov_len = HEADER },
		{ .iov_base = &copy.payload, .iov_len = copy.header.size },
	};
	struct msghdr all = { .msg_iov = pieces, .msg_iovlen = 2 };
	ssize_t sent;

	if (copy.header.size > VHU_PAYLOAD_MAX || count > VHU_FDS_MAX)
		return -EMSGSIZE;
	if (count)
		put_fds(&all, &control, fds, count);
	do
		sent = sendmsg(socket, &all, MSG_DONTWAIT | MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return errno == EWOULDBLOCK ? -EAGAIN : -errno;
	return (size_t)sent == HEADER + copy.header.size ? 0 : -EPIPE;
}
