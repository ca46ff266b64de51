/* SPDX-License-Identifier: BSD-3-Clause */
/* The back end that lies (liar.h). */
#include "liar.h"

#include <dirent.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* The payload of the truthful reply. */
static void prepare(struct liar *liar, struct vhu_message *reply,
                    const struct vhu_message *message)
{
	union vhu_payload *payload = &reply->payload;

	reply->header = (struct vhu_header){ .request = message->header.request,
		                             .flags = VHU_VERSION | VHU_REPLY,
		                             .size = sizeof(uint64_t) };
	payload->u64 = 0;
	switch (message->header.request) {
	case VHU_GET_FEATURES:
		payload->u64 = lamp_type.features.word[0] |
		               UINT64_C(1) << VQS_F_VERSION_1 |
		               UINT64_C(1) << VHU_F_PROTOCOL_FEATURES;
		break;
	case VHU_GET_PROTOCOL_FEATURES:
		payload->u64 = liar->protocol;
		break;
	case VHU_GET_QUEUE_NUM:
		payload->u64 = 6;
		break;
	case VHU_GET_STATUS:
		payload->u64 = liar->status;
		break;
	case VHU_SET_STATUS:
		liar->status = (uint8_t)message->payload.u64;
		break;
	case VHU_GET_VRING_BASE:
		payload->state =
		        (struct vhu_vring_state){ message->payload.state.index, 0 };
		break;
	case VHU_GET_CONFIG:
		reply->header.size = message->header.size;
		payload->config = message->payload.config;
		vqs_struct_encode(&lamp_type.config, &lamp_fresh, payload->config.bytes,
		                  NULL);
		break;
	}
}

static bool wants_reply(const struct vhu_message *message)
{
	switch (message->header.request) {
	case VHU_GET_FEATURES:
	case VHU_GET_PROTOCOL_FEATURES:
	case VHU_GET_QUEUE_NUM:
	case VHU_GET_STATUS:
	case VHU_GET_VRING_BASE:
	case VHU_GET_CONFIG:
		return true;
	default:
		return message->header.flags & VHU_NEED_REPLY;
	}
}

static void send_with_fds(struct liar *liar, const struct vhu_message *reply,
                          unsigned int count)
{
	int fds[VHU_FDS_MAX];

	for (unsigned int i = 0; i < count; i++)
		fds[i] = liar->own;
	vhu_send(liar->own, reply, fds, count);
}

/* A descriptor array that is longer than vhu_send takes has to go by hand. */
static void send_many_fds(struct liar *liar, const struct vhu_message *reply)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(100 * sizeof(int))];
	} control = { 0 };
	struct vhu_message copy = *reply;
	struct iovec pieces[2] = { { &copy.header, sizeof(copy.header) },
		                   { &copy.payload, copy.header.size } };
	struct msghdr message = { .msg_iov = pieces,
		                  .msg_iovlen = 2,
		                  .msg_control = &control,
		                  .msg_controllen = sizeof(control) };
	int fds[100];

	for (int i = 0; i < 100; i++)
		fds[i] = liar->own;
	control.align.cmsg_level = SOL_SOCKET;
	control.align.cmsg_type = SCM_RIGHTS;
	control.align.cmsg_len = CMSG_LEN(sizeof(fds));
	memcpy(CMSG_DATA(&control.align), fds, sizeof(fds));
	sendmsg(liar->own, &message, MSG_NOSIGNAL);
}

/* False: nothing more shall be said. */
static bool lie(struct liar *liar, struct vhu_message *reply)
{
	unsigned int fds = 0;

	switch (liar->lie) {
	case LIE_TYPE:
		reply->header.request++;
		break;
	case LIE_NO_REPLY:
		reply->header.flags = VHU_VERSION;
		break;
	case LIE_VERSION:
		reply->header.flags = 2 | VHU_REPLY;
		break;
	case LIE_LONGER:
		reply->header.size += 8;
		break;
	case LIE_SHORTER:
		reply->header.size -= 4;
		break;
	case LIE_HUGE:
		reply->header.size = 1 << 20;
		send(liar->own, &reply->header, sizeof(reply->header), MSG_NOSIGNAL);
		return true;
	case LIE_FD:
		fds = 1;
		break;
	case LIE_MANY_FDS:
		send_many_fds(liar, reply);
		return true;
	case LIE_REFUSE:
		reply->payload.u64 = 1;
		break;
	case LIE_HALF:
		send(liar->own, &reply->header, sizeof(reply->header), MSG_NOSIGNAL);
		return false;
	case LIE_HANG_UP:
		return false;
	case LIE_SILENT:
		return true;
	case LIE_TWICE:
		vhu_send(liar->own, reply, NULL, 0);
		break;
	default:
		break;
	}
	send_with_fds(liar, reply, fds);
	return true;
}

static void keep(int *kept, struct vhu_inbox *box)
{
	if (*kept >= 0)
		close(*kept);
	*kept = vhu_inbox_take_fd(box);
}

static bool answer(struct liar *liar, struct vhu_inbox *box)
{
	struct vhu_message reply = { .header = { .flags = 0 } };

	liar->heard++;
	if (box->message.header.request == VHU_SET_BACKEND_REQ_FD && liar->channel < 0)
		liar->channel = vhu_inbox_take_fd(box);
	if (box->message.header.request == VHU_SET_VRING_KICK)
		keep(&liar->kick, box);
	if (box->message.header.request == VHU_SET_VRING_ERR)
		keep(&liar->error, box);
	prepare(liar, &reply, &box->message);
	if (!wants_reply(&box->message))
		return true;
	if (liar->heard == liar->when) {
		liar->lied_to = box->message.header.request;
		return lie(liar, &reply);
	}
	vhu_send(liar->own, &reply, NULL, 0);
	return true;
}

static void *serve(void *argument)
{
	struct liar *liar = argument;
	struct vhu_inbox box = { .have = 0 };
	struct pollfd poll_fd = { .fd = liar->own, .events = POLLIN };
	bool going = true;

	while (going && poll(&poll_fd, 1, -1) >= 0) {
		int got = vhu_receive(liar->own, &box);

		if (got < 0)
			break;
		if (got == 0)
			continue;
		going = answer(liar, &box);
		vhu_inbox_clear(&box);
	}
	vhu_inbox_clear(&box);
	shutdown(liar->own, SHUT_RDWR);
	return NULL;
}

void liar_start(struct liar *liar, enum lie what, unsigned int when, uint64_t protocol)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	*liar = (struct liar){ .socket = ends[0],
		               .own = ends[1],
		               .channel = -1,
		               .kick = -1,
		               .error = -1,
		               .lie = what,
		               .when = when,
		               .protocol = protocol };
	assert_int_equal(pthread_create(&liar->thread, NULL, serve, liar), 0);
}

void liar_stop(struct liar *liar)
{
	shutdown(liar->own, SHUT_RDWR);
	assert_int_equal(pthread_join(liar->thread, NULL), 0);
	close(liar->own);
	if (liar->channel >= 0)
		close(liar->channel);
	if (liar->kick >= 0)
		close(liar->kick);
	if (liar->error >= 0)
		close(liar->error);
}

unsigned int open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	unsigned int count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}
