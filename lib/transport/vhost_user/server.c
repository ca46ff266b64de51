/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The back end: one epoll descriptor for the listening socket, the front end's
 * connection and the rings' kicks, handled without blocking.
 */
#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* Messages in one go, so that a front end can't keep the caller from other work. */
#define MESSAGES_MAX 64
#define EVENTS_MAX   32

/* How often a program that polls looks at more than the rings: each so many turns. */
#define POLL_TURNS 4096

int vhu_watch(vhu_server *server, int fd, uint32_t events, enum vhu_watch what,
              unsigned int index)
{
	struct epoll_event event = {
		.events = events,
		.data.u64 = (uint64_t)what << 32 | index,
	};

	if (epoll_ctl(server->epoll, EPOLL_CTL_ADD, fd, &event) == 0)
		return 0;
	if (errno == EEXIST && epoll_ctl(server->epoll, EPOLL_CTL_MOD, fd, &event) == 0)
		return 0;
	return -errno;
}

void vhu_unwatch(vhu_server *server, int fd)
{
	epoll_ctl(server->epoll, EPOLL_CTL_DEL, fd, NULL);
}

static void forget_front_end(vhu_server *server)
{
	server->connection = -1;
	server->features = 0;
	server->protocol = 0;
	server->status_told = false;
	server->refusals = 0;
	vhu_table_put(server->table);
	server->table = NULL;
}

void vhu_drop(vhu_server *server)
{
	if (server->connection < 0)
		return;
	vhu_rings_stop(server);
	vqs_device_reset(server->device);
	vhu_rings_close(server);
	vhu_inflight_close(server);
	vhu_channel_close(server);
	vhu_drain_end(server);
	vhu_inbox_clear(&server->inbox);
	/* A copy of it that somebody else has would keep it watched. */
	vhu_unwatch(server, server->connection);
	close(server->connection);
	forget_front_end(server);
	/* Others were left waiting meanwhile: one front end at a time. */
	if (server->listener.socket >= 0)
		vhu_watch(server, server->listener.socket, EPOLLIN, VHU_WATCH_LISTENER,
		          0);
}

/* Takes over a connected socket; it stays the caller's on failure. */
static int take_front_end(vhu_server *server, int socket)
{
	int r = vhu_watch(server, socket, EPOLLIN, VHU_WATCH_CONNECTION, 0);

	if (r < 0)
		return r;
	server->connection = socket;
	if (server->listener.socket >= 0)
		vhu_unwatch(server, server->listener.socket);
	return 0;
}

static void accept_front_end(vhu_server *server)
{
	int fd;

	if (server->connection >= 0)
		return;
	fd = vhu_accept(&server->listener);
	if (fd >= 0 && take_front_end(server, fd) < 0)
		close(fd);
}

static int receive_one(vhu_server *server)
{
	int r = vhu_receive(server->connection, &server->inbox);

	if (r > 0) {
		r = vhu_request(server);
		if (r == VHU_LATER)
			return 0;
		vhu_inbox_clear(&server->inbox);
		return r < 0 ? r : 1;
	}
	if (r == -EMSGSIZE)
		vqs_device_complain(server->device,
		                    "vhost-user: message %u announces %u bytes, the most "
		                    "is %d; connection dropped",
		                    server->inbox.message.header.request,
		                    server->inbox.message.header.size, VHU_PAYLOAD_MAX);
	else if (r == -EPIPE)
		vqs_device_complain(server->device,
		                    "vhost-user: the front end left in the "
		                    "middle of a message");
	else if (r < 0 && r != -ENOTCONN && r != -ECONNRESET)
		vqs_device_complain(server->device, "vhost-user: %s; connection dropped",
		                    strerror(-r));
	return r;
}

static void receive(vhu_server *server)
{
	int r = 1;

	for (int i = 0; i < MESSAGES_MAX && r > 0; i++)
		r = receive_one(server);
	if (r < 0)
		vhu_drop(server);
}

static void kicked(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];

	vhu_notifier_drain(&ring->kick);
	/* An event of before this one's descriptor was closed does no harm. */
	ring->pending = ring->running;
	if (ring->running)
		vhu_go_live(server);
}

static void clear_wake(vhu_server *server)
{
	uint64_t count;

	if (read(server->wake, &count, sizeof(count)) == sizeof(count))
		server->woken = false;
}

static void handle(vhu_server *server, const struct epoll_event *event)
{
	switch ((enum vhu_watch)(event->data.u64 >> 32)) {
	case VHU_WATCH_LISTENER:
		accept_front_end(server);
		break;
	case VHU_WATCH_CONNECTION:
		if (server->connection >= 0)
			receive(server);
		break;
	case VHU_WATCH_CHANNEL:
		vhu_channel_ready(server);
		break;
	case VHU_WATCH_WAKE:
		clear_wake(server);
		break;
	case VHU_WATCH_TIMER:
		vhu_drain_late(server);
		break;
	case VHU_WATCH_KICK:
		kicked(server, (unsigned int)event->data.u64);
		break;
	}
}

/* The guard has put nothing in the place of what the front end took away. */
static void check_memory(vhu_server *server)
{
	if (server->connection < 0 || !vhu_table_torn(server->table))
		return;
	vqs_device_complain(server->device,
	                    "vhost-user: the front end shortened the file of its memory; "
	                    "connection dropped");
	vhu_drop(server);
}

static void handle_events(vhu_server *server)
{
	struct epoll_event events[EVENTS_MAX];
	int count = epoll_wait(server->epoll, events, EVENTS_MAX, 0);

	for (int i = 0; i < count; i++)
		handle(server, &events[i]);
	vhu_drain_go_on(server);
}

static int state(const vhu_server *server)
{
	return server->connection < 0 && server->listener.socket < 0 ? -ENOTCONN : 0;
}

int vqs_vhost_user_process(struct vqs_vhost_user_server *server)
{
	handle_events(server);
	vhu_rings_run(server);
	check_memory(server);
	return state(server);
}

int vqs_vhost_user_poll(struct vqs_vhost_user_server *server)
{
	int found;

	if (++server->turns % POLL_TURNS == 0)
		handle_events(server);
	found = vhu_rings_poll(server);
	check_memory(server);
	return found < 0 && state(server) < 0 ? state(server) : found;
}

static void notify_config(void *transport)
{
	vhu_server *server = transport;

	server->channel.config_due = true;
	vhu_channel_flush(server);
}

static void notify_used(void *transport, uint16_t queue)
{
	vhu_server *server = transport;
	struct vhu_vring *ring;

	if (queue >= server->ring_count)
		return;
	ring = &server->rings[queue];
	if (ring->call.fd >= 0 || !vhu_has(server, VHU_PROTOCOL_INBAND_NOTIFICATIONS)) {
		vhu_notifier_signal(&ring->call);
		return;
	}
	ring->call_due = true;
	vhu_channel_flush(server);
}

static void queue_idle(void *transport, uint16_t queue)
{
	(void)queue;
	vhu_drain_idle(transport);
}

static const struct vqs_device_transport functions = {
	.notify_used = notify_used,
	.notify_config = notify_config,
	.queue_idle = queue_idle,
};

static int make_rings(vhu_server *server)
{
	unsigned int count = vqs_type_queue_count(vqs_device_type(server->device));

	server->ring_count = count < VHU_RINGS_MAX ? count : VHU_RINGS_MAX;
	server->rings = calloc(count ? count : 1, sizeof(*server->rings));
	if (!server->rings)
		return -ENOMEM;
	for (unsigned int i = 0; i < server->ring_count; i++) {
		server->rings[i].kick.fd = -1;
		server->rings[i].call.fd = -1;
		server->rings[i].error.fd = -1;
	}
	return 0;
}

static int make_descriptors(vhu_server *server)
{
	server->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (server->epoll < 0)
		return -errno;
	server->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (server->wake < 0)
		return -errno;
	if (vhu_watch(server, server->wake, EPOLLIN, VHU_WATCH_WAKE, 0) < 0)
		return -errno;
	return vhu_drain_make(server);
}

static void release(vhu_server *server)
{
	vhu_unlisten(&server->listener);
	if (server->wake >= 0)
		close(server->wake);
	if (server->drain.timer >= 0)
		close(server->drain.timer);
	if (server->epoll >= 0)
		close(server->epoll);
	free(server->rings);
	free(server);
}

static int create(vhu_server **server, struct vqs_device *device,
                  const struct vqs_vhost_user_options *options)
{
	vhu_server *it = calloc(1, sizeof(*it));
	int r;

	if (!it)
		return -ENOMEM;
	it->device = device;
	if (options)
		it->options = *options;
	it->epoll = it->wake = it->drain.timer = it->connection = it->reply_fd = -1;
	it->listener.socket = it->listener.spare = it->channel.socket = -1;
	r = make_descriptors(it);
	if (r == 0)
		r = make_rings(it);
	if (r == 0)
		r = vqs_device_attach(device, &functions, it);
	if (r < 0)
		release(it);
	else
		*server = it;
	return r;
}

int vqs_vhost_user_listen(struct vqs_vhost_user_server **server,
                          struct vqs_device *device, const char *path,
                          const struct vqs_vhost_user_options *options)
{
	vhu_server *it;
	int r = create(&it, device, options);

	if (r < 0)
		return r;
	r = vhu_listen(&it->listener, path);
	if (r == 0)
		r = vhu_watch(it, it->listener.socket, EPOLLIN, VHU_WATCH_LISTENER, 0);
	if (r < 0)
		vqs_vhost_user_destroy(it);
	else
		*server = it;
	return r;
}

int vqs_vhost_user_serve(struct vqs_vhost_user_server **server, struct vqs_device *device,
                         int socket, const struct vqs_vhost_user_options *options)
{
	vhu_server *it;
	int r = create(&it, device, options);

	if (r < 0)
		return r;
	r = take_front_end(it, socket);
	if (r < 0)
		vqs_vhost_user_destroy(it);
	else
		*server = it;
	return r;
}

void vqs_vhost_user_destroy(struct vqs_vhost_user_server *server)
{
	if (!server)
		return;
	vhu_drop(server);
	vqs_device_detach(server->device);
	release(server);
}

int vqs_vhost_user_fd(const struct vqs_vhost_user_server *server)
{
	return server->epoll;
}

bool vqs_vhost_user_connected(const struct vqs_vhost_user_server *server)
{
	return server->connection >= 0;
}
