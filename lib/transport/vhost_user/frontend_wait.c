/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Notifications of the front end. Everything that can wake it is in one epoll
 * descriptor, which the program may poll in turn. Eventfds are watched
 * edge-triggered: each ring counts once and none has to be read.
 */
#include "frontend.h"
#include "notifier.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <vqsmith/device_transport.h> /* status bits */

#define EVENTS 32

int frontend_watch(struct frontend *frontend, int fd)
{
	bool socket = fd == frontend->socket || fd == frontend->channel;
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (!socket)
		event.events |= EPOLLET;
	return epoll_ctl(frontend->epoll, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

void frontend_unwatch(struct frontend *frontend, int fd)
{
	epoll_ctl(frontend->epoll, EPOLL_CTL_DEL, fd, NULL);
}

void frontend_ring(int event_fd)
{
	const uint64_t one = 1;

	/* It fails only where the counter is full: it has rung often enough. */
	if (write(event_fd, &one, sizeof(one)) < 0)
		return;
}

int frontend_notify(struct vqs_driver_transport *transport, uint32_t notification)
{
	const uint16_t index = (uint16_t)notification;
	struct frontend *frontend = (struct frontend *)transport;
	/* The back end has it too, and might have made it one that waits. */
	struct vhu_notifier kick = { .kind = VHU_NOTIFIER_EVENT };

	if (frontend->gone)
		return -ENOTCONN;
	if (index >= FRONTEND_QUEUES || !frontend->queues[index].started)
		return -ENOENT;
	kick.fd = frontend->queues[index].kick;
	vhu_notifier_signal(&kick);
	return 0;
}

/* The channel of a back end that closed it would be readable for ever. */
static void mind_channel(struct frontend *frontend, const struct epoll_event *event)
{
	if (!(event->events & (EPOLLHUP | EPOLLERR)) ||
	    event->data.fd != frontend->channel)
		return;
	epoll_ctl(frontend->epoll, EPOLL_CTL_DEL, frontend->channel, NULL);
}

static int sort(struct frontend *frontend, const struct epoll_event *event, bool *used)
{
	int fd = event->data.fd;

	if (fd == frontend->socket || fd == frontend->channel) {
		int error = frontend_hear(frontend);

		mind_channel(frontend, event);
		return error;
	}
	if (fd == frontend->error) {
		/* Which queue does not matter: a reset is the only way out. */
		frontend->broken = true;
		frontend->config = true;
	} else if (fd != frontend->wake) {
		*used = true;
	}
	return 0;
}

int frontend_wait(struct vqs_driver_transport *transport, int timeout, bool *used,
                  bool *config)
{
	struct frontend *frontend = (struct frontend *)transport;
	struct epoll_event events[EVENTS];
	int count, error = 0;

	*used = false;
	if (frontend->gone)
		return -ENOTCONN;
	count = epoll_wait(frontend->epoll, events, EVENTS,
	                   frontend->config ? 0 : timeout);
	if (count < 0 && errno != EINTR)
		return -errno;
	for (int i = 0; i < count && !error; i++)
		error = sort(frontend, &events[i], used);
	*config = frontend->config;
	frontend->config = false;
	if (error)
		return error;
	return count == 0 && !*config ? -ETIMEDOUT : 0;
}
