/* SPDX-License-Identifier: BSD-3-Clause */
/* The descriptors that ring: kick, call and error. */
#include "notifier.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

/* An eventfd has no file type. Anything else might do what it likes when written to. */
static int kind_of(int fd)
{
	struct stat file;

	if (fstat(fd, &file) < 0)
		return -EINVAL;
	switch (file.st_mode & S_IFMT) {
	case 0:
		return VHU_NOTIFIER_EVENT;
	case S_IFSOCK:
		return VHU_NOTIFIER_SOCKET;
	case S_IFIFO:
		return VHU_NOTIFIER_PIPE;
	default:
		return -EINVAL;
	}
}

int vhu_notifier_set(struct vhu_notifier *notifier, int fd)
{
	int kind = fd < 0 ? 0 : kind_of(fd);

	vhu_notifier_close(notifier);
	if (kind < 0) {
		close(fd);
		return kind;
	}
	notifier->fd = fd;
	notifier->kind = (enum vhu_notifier_kind)kind;
	return 0;
}

void vhu_notifier_close(struct vhu_notifier *notifier)
{
	if (notifier->fd >= 0)
		close(notifier->fd);
	notifier->fd = -1;
}

/*
 * O_NONBLOCK is the peer's as well as ours: it may wait in read(), so it is not
 * for us to set, and it may be cleared at any time, so it is looked at each time.
 */
static bool ready(const struct vhu_notifier *notifier, short what)
{
	struct pollfd it = { .fd = notifier->fd, .events = what };

	if (fcntl(notifier->fd, F_GETFL) & O_NONBLOCK)
		return true;
	return poll(&it, 1, 0) == 1 && (it.revents & what);
}

/* Writing to a pipe that nobody reads raises SIGPIPE, which is not the program's fault.
 */
static void write_pipe(int fd, const void *from, size_t size)
{
	const struct timespec none = { 0 };
	sigset_t pipe, pending, old;
	bool was;

	sigpending(&pending);
	was = sigismember(&pending, SIGPIPE) == 1;
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	if (pthread_sigmask(SIG_BLOCK, &pipe, &old) != 0)
		return;
	if (write(fd, from, size) < 0 && errno == EPIPE && !was)
		sigtimedwait(&pipe, NULL, &none);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

void vhu_notifier_signal(const struct vhu_notifier *notifier)
{
	const uint64_t one = 1;
	ssize_t r = 0;

	if (notifier->fd < 0)
		return;
	/* Full (EAGAIN) is as good as rung; a peer that is gone shows on the socket. */
	if (notifier->kind == VHU_NOTIFIER_SOCKET)
		r = send(notifier->fd, &one, sizeof(one), MSG_DONTWAIT | MSG_NOSIGNAL);
	else if (!ready(notifier, POLLOUT))
		return;
	else if (notifier->kind == VHU_NOTIFIER_PIPE)
		write_pipe(notifier->fd, &one, sizeof(one));
	else
		r = write(notifier->fd, &one, sizeof(one));
	(void)r;
}

void vhu_notifier_drain(const struct vhu_notifier *notifier)
{
	uint64_t rung[64];
	ssize_t r = 0;

	if (notifier->fd < 0)
		return;
	if (notifier->kind == VHU_NOTIFIER_SOCKET)
		r = recv(notifier->fd, rung, sizeof(rung), MSG_DONTWAIT);
	else if (notifier->kind == VHU_NOTIFIER_PIPE && ready(notifier, POLLIN))
		r = read(notifier->fd, rung, sizeof(rung));
	(void)r;
}
