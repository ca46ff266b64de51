/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A ring stops when what the device holds of it has come back, so that nothing is lost:
 * the message that stops it is put off, and those behind it with it. The other rings go
 * on meanwhile. A front end waits for the reply, and does nothing else, so there is a limit.
 *
 * QEMU's "Vhost-user Protocol", Ring states.
 */
#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "server.h"

#define PATIENCE 3000 /* milliseconds, if the program does not say */

int vhu_drain_make(vhu_server *server)
{
	server->drain.timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (server->drain.timer < 0)
		return -errno;
	return vhu_watch(server, server->drain.timer, EPOLLIN, VHU_WATCH_TIMER, 0);
}

static void set_timer(vhu_server *server, unsigned int milliseconds)
{
	const struct itimerspec when = {
		.it_value = { .tv_sec = milliseconds / 1000,
		              .tv_nsec = milliseconds % 1000 * 1000000L },
	};

	timerfd_settime(server->drain.timer, 0, &when, NULL);
}

static void start(vhu_server *server)
{
	unsigned int patience = server->options.stop_patience;

	server->drain.waiting = true;
	set_timer(server, patience ? patience : PATIENCE);
	/* What comes next is handled after it. */
	vhu_unwatch(server, server->connection);
}

bool vhu_drains(vhu_server *server, unsigned int index)
{
	struct vhu_drain *drain = &server->drain;

	if (!server->rings[index].running ||
	    vqs_device_queue_pause(server->device, (uint16_t)index))
		return false;
	if (drain->late) {
		vqs_device_complain(
		        server->device,
		        "vhost-user: queue %u stops while the device has requests of it, "
		        "%u with those that it did not begin",
		        index, vqs_device_queue_held(server->device, (uint16_t)index));
		return false;
	}
	drain->over = false;
	if (!drain->waiting)
		start(server);
	return true;
}

void vhu_drain_idle(vhu_server *server)
{
	if (!server->drain.waiting)
		return;
	server->drain.over = true;
	vhu_wake(server);
}

void vhu_drain_late(vhu_server *server)
{
	uint64_t count;

	if (read(server->drain.timer, &count, sizeof(count)) != sizeof(count))
		return;
	server->drain.late = server->drain.over = server->drain.waiting;
}

void vhu_drain_end(vhu_server *server)
{
	if (server->drain.waiting)
		set_timer(server, 0);
	server->drain.waiting = server->drain.over = server->drain.late = false;
}

void vhu_drain_go_on(vhu_server *server)
{
	int r;

	if (!server->drain.over)
		return;
	r = vhu_request(server);
	if (r == VHU_LATER)
		return;
	vhu_drain_end(server);
	vhu_inbox_clear(&server->inbox);
	if (r < 0 ||
	    vhu_watch(server, server->connection, EPOLLIN, VHU_WATCH_CONNECTION, 0) < 0)
		vhu_drop(server);
}
