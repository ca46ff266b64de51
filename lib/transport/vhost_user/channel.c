/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The back end's own requests, on the socket of SET_BACKEND_REQ_FD:
 * configuration changes, and in-band notifications. None asks for a reply.
 * What finds no room waits, and what is waiting already is not doubled, so a
 * front end that does not read costs nothing.
 */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server.h"

static bool is_socket(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 && S_ISSOCK(file.st_mode);
}

int vhu_set_backend_req_fd(vhu_server *server, struct vhu_message *message)
{
	int fd = vhu_inbox_take_fd(&server->inbox);

	(void)message;
	if (fd < 0)
		return vhu_refuse(&server->why, "the file descriptor is missing");
	vhu_channel_close(server);
	if (is_socket(fd) && vhu_watch(server, fd, EPOLLIN, VHU_WATCH_CHANNEL, 0) == 0) {
		server->channel.socket = fd;
		return 0;
	}
	close(fd);
	return vhu_refuse(&server->why, "the descriptor is no socket");
}

void vhu_channel_close(vhu_server *server)
{
	struct vhu_channel *channel = &server->channel;

	if (channel->socket >= 0) {
		vhu_unwatch(server, channel->socket);
		close(channel->socket);
	}
	*channel = (struct vhu_channel){ .socket = -1 };
}

/* True: sent, or there is nobody to send it to. */
static bool tell(vhu_server *server, enum vhu_backend_request what, uint32_t index)
{
	struct vhu_message message = {
		.header = { .request = what, .flags = VHU_VERSION },
	};
	int r;

	if (what != VHU_BACKEND_CONFIG_CHANGE) {
		message.header.size = sizeof(message.payload.state);
		message.payload.state.index = index;
	}
	r = vhu_send(server->channel.socket, &message, NULL, 0);
	if (r == -EAGAIN && !server->channel.blocked) {
		server->channel.blocked = true;
		vhu_watch(server, server->channel.socket, EPOLLIN | EPOLLOUT,
		          VHU_WATCH_CHANNEL, 0);
	}
	return r != -EAGAIN;
}

static bool flush_ring(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];

	if (ring->call_due)
		ring->call_due = !tell(server, VHU_BACKEND_VRING_CALL, index);
	if (ring->error_due && !server->channel.blocked)
		ring->error_due = !tell(server, VHU_BACKEND_VRING_ERR, index);
	return !server->channel.blocked;
}

void vhu_channel_flush(vhu_server *server)
{
	struct vhu_channel *channel = &server->channel;

	if (channel->socket < 0 || channel->blocked)
		return;
	if (channel->config_due)
		channel->config_due = !tell(server, VHU_BACKEND_CONFIG_CHANGE, 0);
	for (unsigned int i = 0; i < server->ring_count && !channel->blocked; i++)
		if (!flush_ring(server, i))
			return;
}

/* Nothing that comes here means anything to us: we asked for no reply. */
static bool discard(int socket)
{
	char bytes[512];
	ssize_t r = recv(socket, bytes, sizeof(bytes), MSG_DONTWAIT);

	return r > 0 || (r < 0 && (errno == EAGAIN || errno == EINTR));
}

void vhu_channel_ready(vhu_server *server)
{
	struct vhu_channel *channel = &server->channel;

	if (channel->socket < 0)
		return;
	if (!discard(channel->socket)) {
		vhu_channel_close(server);
		return;
	}
	if (channel->blocked) {
		channel->blocked = false;
		vhu_watch(server, channel->socket, EPOLLIN, VHU_WATCH_CHANNEL, 0);
	}
	vhu_channel_flush(server);
}
