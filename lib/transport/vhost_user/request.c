/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One message of the front end: judged by a table, handed to its handler,
 * answered. What is wrong with a message is told to a front end that asked for
 * an answer; one that didn't would go on believing, and is dropped.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "server.h"

#define ANY_SIZE UINT32_MAX
#define NO_NEED  0xff

struct request {
	const char *name;
	int (*handle)(vhu_server *server, struct vhu_message *message); /* NULL: none */
	uint32_t size; /* of the payload */
	uint8_t fds;   /* the most that may come */
	uint8_t needs; /* protocol feature without which it must not come, or NO_NEED */
	bool answers;  /* has a reply of its own */
};

static int ignore(vhu_server *server, struct vhu_message *message)
{
	(void)server;
	(void)message;
	return 0;
}

#define STATE sizeof(struct vhu_vring_state)
#define ADDR  sizeof(struct vhu_vring_addr)
#define SLOT  sizeof(struct vhu_single_region)

#define PLAIN(name, handle, size)                                                        \
	{                                                                                \
		name, handle, size, 0, NO_NEED, false                                    \
	}
#define WITH_FDS(name, handle, size, fds)                                                \
	{                                                                                \
		name, handle, size, fds, NO_NEED, false                                  \
	}
#define ASKS(name, handle, size)                                                         \
	{                                                                                \
		name, handle, size, 0, NO_NEED, true                                     \
	}
#define UNSERVED(name)                                                                   \
	{                                                                                \
		name, NULL, ANY_SIZE, VHU_FDS_MAX, NO_NEED, false                        \
	}

static const struct request requests[] = {
	[VHU_GET_FEATURES] = ASKS("GET_FEATURES", vhu_get_features, 0),
	[VHU_SET_FEATURES] = PLAIN("SET_FEATURES", vhu_set_features, 8),
	[VHU_SET_OWNER] = PLAIN("SET_OWNER", ignore, 0),
	[VHU_RESET_OWNER] = PLAIN("RESET_OWNER", vhu_reset_owner, 0),
	[VHU_SET_MEM_TABLE] =
	        WITH_FDS("SET_MEM_TABLE", vhu_set_mem_table, ANY_SIZE, VHU_TABLE_REGIONS),
	[VHU_SET_LOG_BASE] = UNSERVED("SET_LOG_BASE"),
	[VHU_SET_LOG_FD] = UNSERVED("SET_LOG_FD"),
	[VHU_SET_VRING_NUM] = PLAIN("SET_VRING_NUM", vhu_set_vring_num, STATE),
	[VHU_SET_VRING_ADDR] = PLAIN("SET_VRING_ADDR", vhu_set_vring_addr, ADDR),
	[VHU_SET_VRING_BASE] = PLAIN("SET_VRING_BASE", vhu_set_vring_base, STATE),
	[VHU_GET_VRING_BASE] = ASKS("GET_VRING_BASE", vhu_get_vring_base, STATE),
	[VHU_SET_VRING_KICK] = WITH_FDS("SET_VRING_KICK", vhu_set_vring_kick, 8, 1),
	[VHU_SET_VRING_CALL] = WITH_FDS("SET_VRING_CALL", vhu_set_vring_call, 8, 1),
	[VHU_SET_VRING_ERR] = WITH_FDS("SET_VRING_ERR", vhu_set_vring_err, 8, 1),
	[VHU_GET_PROTOCOL_FEATURES] =
	        ASKS("GET_PROTOCOL_FEATURES", vhu_get_protocol_features, 0),
	[VHU_SET_PROTOCOL_FEATURES] =
	        PLAIN("SET_PROTOCOL_FEATURES", vhu_set_protocol_features, 8),
	[VHU_GET_QUEUE_NUM] = ASKS("GET_QUEUE_NUM", vhu_get_queue_num, 0),
	[VHU_SET_VRING_ENABLE] = PLAIN("SET_VRING_ENABLE", vhu_set_vring_enable, STATE),
	[VHU_SEND_RARP] = UNSERVED("SEND_RARP"),
	[VHU_NET_SET_MTU] = UNSERVED("NET_SET_MTU"),
	[VHU_SET_BACKEND_REQ_FD] = { "SET_BACKEND_REQ_FD", vhu_set_backend_req_fd, 0, 1,
	                             VHU_PROTOCOL_BACKEND_REQ, false },
	[VHU_IOTLB_MSG] = UNSERVED("IOTLB_MSG"),
	[VHU_SET_VRING_ENDIAN] = UNSERVED("SET_VRING_ENDIAN"),
	[VHU_GET_CONFIG] = { "GET_CONFIG", vhu_get_config, ANY_SIZE, 0,
	                     VHU_PROTOCOL_CONFIG, true },
	[VHU_SET_CONFIG] = { "SET_CONFIG", vhu_set_config, ANY_SIZE, 0,
	                     VHU_PROTOCOL_CONFIG, false },
	[VHU_GET_INFLIGHT_FD] = { "GET_INFLIGHT_FD", vhu_get_inflight_fd, ANY_SIZE, 0,
	                          VHU_PROTOCOL_INFLIGHT_SHMFD, true },
	[VHU_SET_INFLIGHT_FD] = { "SET_INFLIGHT_FD", vhu_set_inflight_fd, ANY_SIZE, 1,
	                          VHU_PROTOCOL_INFLIGHT_SHMFD, false },
	[VHU_RESET_DEVICE] = { "RESET_DEVICE", vhu_reset_device, 0, 0,
	                       VHU_PROTOCOL_RESET_DEVICE, false },
	[VHU_VRING_KICK] = { "VRING_KICK", vhu_vring_kick, STATE, 0,
	                     VHU_PROTOCOL_INBAND_NOTIFICATIONS, false },
	[VHU_GET_MAX_MEM_SLOTS] = { "GET_MAX_MEM_SLOTS", vhu_get_max_mem_slots, 0, 0,
	                            VHU_PROTOCOL_CONFIGURE_MEM_SLOTS, true },
	[VHU_ADD_MEM_REG] = { "ADD_MEM_REG", vhu_add_mem_reg, SLOT, 1,
	                      VHU_PROTOCOL_CONFIGURE_MEM_SLOTS, false },
	/* Some front ends send a descriptor here; it is closed. */
	[VHU_REM_MEM_REG] = { "REM_MEM_REG", vhu_rem_mem_reg, SLOT, 1,
	                      VHU_PROTOCOL_CONFIGURE_MEM_SLOTS, false },
	[VHU_SET_STATUS] = { "SET_STATUS", vhu_set_status, 8, 0, VHU_PROTOCOL_STATUS,
	                     false },
	[VHU_GET_STATUS] = { "GET_STATUS", vhu_get_status, 0, 0, VHU_PROTOCOL_STATUS,
	                     true },
};

static const struct request *find(uint32_t number)
{
	if (number >= sizeof(requests) / sizeof(requests[0]) || !requests[number].name)
		return NULL;
	return &requests[number];
}

static int check_flags(vhu_server *server)
{
	uint32_t flags = server->inbox.message.header.flags;

	if ((flags & VHU_VERSION_MASK) != VHU_VERSION)
		return vhu_refuse(&server->why, "protocol version %u, not 1",
		                  flags & VHU_VERSION_MASK);
	if (flags & VHU_REPLY)
		return vhu_refuse(&server->why, "it is flagged as a reply");
	if (flags & ~(VHU_VERSION_MASK | VHU_NEED_REPLY))
		return vhu_refuse(&server->why, "its flags 0x%x are unknown", flags);
	return 0;
}

static int check(vhu_server *server, const struct request *request)
{
	const struct vhu_inbox *box = &server->inbox;

	if (!request || !request->handle)
		return vhu_refuse(&server->why, "this back end has no such request");
	if (request->needs != NO_NEED && !(server->protocol >> request->needs & 1))
		return vhu_refuse(&server->why, "protocol feature %u was not negotiated",
		                  request->needs);
	if (request->size != ANY_SIZE && box->message.header.size != request->size)
		return vhu_refuse(&server->why, "%u bytes of payload, not %u",
		                  box->message.header.size, request->size);
	if (box->fds_lost && box->fd_count < VHU_FDS_MAX)
		return vhu_refuse(&server->why,
		                  "its file descriptors were lost: too many "
		                  "are open here");
	if (box->fds_lost || box->fd_count > request->fds)
		return vhu_refuse(
		        &server->why, "%u%s file descriptors, %u is the most it takes",
		        box->fd_count, box->fds_lost ? " or more" : "", request->fds);
	return 0;
}

static void complain(vhu_server *server, const char *what)
{
	uint32_t number = server->inbox.message.header.request;
	const struct request *request = find(number);

	if (request)
		vqs_device_complain(server->device, "vhost-user: %s: %s; %s",
		                    request->name, server->why.text, what);
	else
		vqs_device_complain(server->device, "vhost-user: request %u: %s; %s",
		                    number, server->why.text, what);
}

void vhu_complain_often(vhu_server *server, const char *what)
{
	unsigned int count = ++server->refusals;

	if (count <= 16 || !(count & (count - 1)))
		complain(server, what);
}

static int reply(vhu_server *server)
{
	struct vhu_message *message = &server->inbox.message;
	int fd = server->reply_fd, r;

	message->header.flags = VHU_VERSION | VHU_REPLY;
	r = vhu_send(server->connection, message, &fd, fd >= 0);
	if (fd >= 0)
		close(fd);
	server->reply_fd = -1;
	if (r == -EAGAIN)
		vhu_refuse(&server->why, "the front end does not read its replies");
	else if (r < 0)
		vhu_refuse(&server->why, "cannot reply: %s", strerror(-r));
	if (r == 0)
		return 0;
	complain(server, "connection dropped");
	return -EPROTO;
}

static int acknowledge(vhu_server *server, uint64_t result)
{
	server->inbox.message.header.size = sizeof(uint64_t);
	server->inbox.message.payload.u64 = result;
	return reply(server);
}

/* What the reply has to say: 0, or that the request was refused. */
static int settle(vhu_server *server, const struct request *request, int result)
{
	bool asked = server->inbox.message.header.flags & VHU_NEED_REPLY &&
	             vhu_has(server, VHU_PROTOCOL_REPLY_ACK);

	if (result == VHU_LATER)
		return result;
	if (result == VHU_ANSWER)
		return reply(server);
	if (result == -EACCES && !asked) {
		/* The driver's doing, not the front end's. */
		vhu_complain_often(server, "ignored");
		return 0;
	}
	if (result < 0 && (!asked || (request && request->answers))) {
		complain(server, "connection dropped");
		return -EPROTO;
	}
	if (result < 0)
		vhu_complain_often(server, "refused");
	return asked ? acknowledge(server, result < 0) : 0;
}

int vhu_request(vhu_server *server)
{
	struct vhu_message *message = &server->inbox.message;
	const struct request *request = find(message->header.request);
	int result = check_flags(server);

	if (result < 0) {
		complain(server, "connection dropped");
		return -EPROTO;
	}
	result = check(server, request);
	if (result == 0)
		result = request->handle(server, message);
	return settle(server, request, result);
}
