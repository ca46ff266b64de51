/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the front end says and what it is told. No reply is believed before its
 * type, flags, size and number of descriptors were looked at, and no wait for
 * one is for ever.
 */
#include "frontend.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

/* Messages of the back end's own that are handled in one go. */
#define CHANNEL_MESSAGES 32

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Nothing that comes from now on could be told apart from what should have come before.
 */
static int give_up(struct frontend *frontend, int error)
{
	frontend->gone = true;
	switch (error) {
	case -EPIPE:
	case -ECONNRESET:
	case -ENOTCONN:
		return -ENOTCONN;
	case -ETIMEDOUT:
		return -ETIMEDOUT;
	default:
		return -EPROTO;
	}
}

/* ---- The back end's own messages ------------------------------------------- */

static bool well_formed(const struct vhu_inbox *box)
{
	const struct vhu_header *header = &box->message.header;

	return (header->flags & VHU_VERSION_MASK) == VHU_VERSION && !box->fds_lost;
}

static int answer_channel(struct frontend *frontend, uint32_t request, uint64_t result)
{
	struct vhu_message reply = { .header = { .request = request,
		                                 .flags = VHU_VERSION | VHU_REPLY,
		                                 .size = sizeof(uint64_t) } };
	int error;

	reply.payload.u64 = result;
	error = vhu_send(frontend->channel, &reply, NULL, 0);
	/* A back end that fills the channel and never reads it is not worth a wait. */
	return error ? give_up(frontend, error) : 0;
}

static int handle_channel(struct frontend *frontend)
{
	struct vhu_inbox *box = &frontend->channel_inbox;
	const struct vhu_header header = box->message.header;
	bool known = header.request == VHU_BACKEND_CONFIG_CHANGE;

	if (!well_formed(box) || header.flags & VHU_REPLY)
		return give_up(frontend, -EPROTO);
	vhu_inbox_clear(box);
	if (known) {
		frontend->config = true;
		frontend_ring(frontend->wake);
	}
	if (header.flags & VHU_NEED_REPLY)
		return answer_channel(frontend, header.request, known ? 0 : 1);
	return 0;
}

/*
 * A channel that the back end closes is no loss: it has no more to say. One
 * that it fills as fast as we read must not keep us here: what is left is
 * heard the next time.
 */
static int hear_channel(struct frontend *frontend)
{
	for (int i = 0; i < CHANNEL_MESSAGES && frontend->channel >= 0; i++) {
		int got = vhu_receive(frontend->channel, &frontend->channel_inbox);

		if (got == -ENOTCONN || got == -ECONNRESET)
			return 0;
		if (got < 0)
			return give_up(frontend, got);
		if (got == 0)
			return 0;
		got = handle_channel(frontend);
		if (got)
			return got;
	}
	return 0;
}

int frontend_hear(struct frontend *frontend)
{
	int got;

	if (frontend->gone)
		return -ENOTCONN;
	/* On its own socket a back end only ever replies, and nothing was asked. */
	got = vhu_receive(frontend->socket, &frontend->inbox);
	if (got != 0)
		return give_up(frontend, got < 0 ? got : -EPROTO);
	return hear_channel(frontend);
}

/* ---- Messages to the back end ---------------------------------------------- */

/* Waits for `events` of the socket, and hears the channel meanwhile. */
static int wait_for(struct frontend *frontend, short events, int64_t end)
{
	struct pollfd fds[2] = { { .fd = frontend->socket, .events = events },
		                 { .fd = frontend->channel, .events = POLLIN } };
	int64_t left = end - now();
	int ready, error;

	if (left <= 0)
		return -ETIMEDOUT;
	ready = poll(fds, 2, (int)left);
	if (ready < 0)
		return errno == EINTR ? 0 : -errno;
	if (fds[1].revents & POLLIN) {
		error = hear_channel(frontend);
		if (error)
			return error;
	}
	/* A channel that hung up would keep poll from ever waiting. */
	if (fds[1].revents & (POLLHUP | POLLERR) && !fds[0].revents) {
		ready = poll(fds, 1, (int)left);
		return ready < 0 && errno != EINTR ? -errno : 0;
	}
	return 0;
}

static int send_request(struct frontend *frontend, const struct frontend_request *request,
                        uint32_t flags, int64_t end)
{
	struct vhu_message message;
	int error;

	message.header = (struct vhu_header){ .request = request->type,
		                              .flags = VHU_VERSION | flags,
		                              .size = request->size };
	if (request->size)
		memcpy(&message.payload, request->payload, request->size);
	while ((error = vhu_send(frontend->socket, &message, request->fds,
	                         request->fd_count)) == -EAGAIN) {
		error = wait_for(frontend, POLLOUT, end);
		if (error)
			return error;
	}
	return error;
}

static int receive_reply(struct frontend *frontend, enum vhu_request type, int64_t end)
{
	struct vhu_inbox *box = &frontend->inbox;
	const struct vhu_header *header = &box->message.header;
	int got;

	vhu_inbox_clear(box);
	while ((got = vhu_receive(frontend->socket, box)) == 0) {
		int error = wait_for(frontend, POLLIN, end);

		if (error)
			return error;
	}
	if (got < 0)
		return got;
	if (header->request != (uint32_t)type || !(header->flags & VHU_REPLY) ||
	    !well_formed(box) || box->fd_count)
		return -EPROTO;
	return 0;
}

/* Sends and takes the reply, which `size` tells the size of unless it is -1. */
static int exchange(struct frontend *frontend, const struct frontend_request *request,
                    uint32_t flags, int64_t size)
{
	int64_t end = now() + frontend->patience;
	int error;

	if (frontend->gone)
		return -ENOTCONN;
	error = send_request(frontend, request, flags, end);
	if (!error)
		error = receive_reply(frontend, request->type, end);
	if (!error && size >= 0 && frontend->inbox.message.header.size != size)
		error = -EPROTO;
	/* Keeps the message, and no descriptors that nobody asked for. */
	if (error) {
		vhu_inbox_clear(&frontend->inbox);
		return give_up(frontend, error);
	}
	frontend->inbox.have = 0;
	return 0;
}

int frontend_ask(struct frontend *frontend, const struct frontend_request *request,
                 uint32_t size)
{
	return exchange(frontend, request, 0, size);
}

int frontend_ask_any(struct frontend *frontend, const struct frontend_request *request)
{
	return exchange(frontend, request, 0, -1);
}

int frontend_tell(struct frontend *frontend, const struct frontend_request *request)
{
	int error;

	if (frontend->gone)
		return -ENOTCONN;
	if (!frontend_speaks(frontend, VHU_PROTOCOL_REPLY_ACK)) {
		error = send_request(frontend, request, 0, now() + frontend->patience);
		return error ? give_up(frontend, error) : 0;
	}
	error = exchange(frontend, request, VHU_NEED_REPLY, sizeof(uint64_t));
	if (!error && frontend->inbox.message.payload.u64)
		error = -EREMOTEIO;
	return error;
}

int frontend_ask_u64(struct frontend *frontend, enum vhu_request type, uint64_t *value)
{
	int error = frontend_ask(frontend, &(struct frontend_request){ .type = type },
	                         sizeof(*value));

	if (!error)
		*value = frontend->inbox.message.payload.u64;
	return error;
}

int frontend_tell_u64(struct frontend *frontend, enum vhu_request type, uint64_t value)
{
	return frontend_tell(frontend,
	                     &(struct frontend_request){ .type = type,
	                                                 .payload = &value,
	                                                 .size = sizeof(value) });
}
