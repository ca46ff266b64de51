/* SPDX-License-Identifier: BSD-3-Clause */
/* A vhost-user front end made by hand, and the lamp behind the back end. */
#include "peer.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- The lamp --------------------------------------------------------------- */

static void set_level(void *self, struct vqs_request *request)
{
	struct peer *peer = self;
	const struct lamp_set_level_readable *readable = request->readable;
	const struct lamp_status_writable writable = { .status = LAMP_OK };

	peer->level = readable->level;
	peer->requests++;
	if (peer->hold)
		peer->held = request;
	else
		vqs_request_complete(request, &writable);
}

static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
	[LAMP_SET_LEVEL] = set_level,
};

static vqs_handler *const event_handlers[LAMP_EVENT_MESSAGES];
static vqs_handler *const bulk_handlers[LAMP_BULK_MESSAGES];

static vqs_handler *const *const handlers[LAMP_FAMILIES] = {
	[LAMP_FAMILY_REQUEST] = request_handlers,
	[LAMP_FAMILY_EVENT] = event_handlers,
	[LAMP_FAMILY_BULK] = bulk_handlers,
};

static void started(void *self)
{
	((struct peer *)self)->started++;
}

static void reset(void *self)
{
	struct peer *peer = self;

	peer->resets++;
	peer->held = NULL;
}

static void complaint(void *self, const char *text)
{
	struct peer *peer = self;
	size_t length = strlen(peer->complaints);

	snprintf(peer->complaints + length, sizeof(peer->complaints) - length, "%s\n",
	         text);
}

static const struct vqs_device_class class = {
	.type = &lamp_type,
	.handlers = handlers,
	.started = started,
	.reset = reset,
	.complaint = complaint,
};

static const struct lamp_config config = {
	.max_level = 1000,
	.model = LAMP_MODEL_INDOOR,
	.bulk_queues = 4,
};

/* ---- Set-up ----------------------------------------------------------------- */

int peer_count_fds(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

static void make_memory(struct peer *peer)
{
	peer->memory_fd = memfd_create("peer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	assert_true(peer->memory_fd >= 0);
	assert_int_equal(ftruncate(peer->memory_fd, PEER_BYTES), 0);
	peer->memory = mmap(NULL, PEER_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
	                    peer->memory_fd, 0);
	assert_true(peer->memory != MAP_FAILED);
}

/* The back end, on a socket of its own. */
static void start_server(struct peer *peer)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	peer->socket = pair[0];
	assert_int_equal(vqs_vhost_user_serve(&peer->server, peer->device, pair[1],
	                                      &(struct vqs_vhost_user_options){
	                                              .inband_notifications = true,
	                                              .stop_patience = 2000 }),
	                 0);
}

int peer_setup(void **state)
{
	struct vqs_device_options options = { 0 };
	struct peer *peer = calloc(1, sizeof(*peer));

	assert_non_null(peer);
	*state = peer;
	peer->fds_before = peer_count_fds();
	vqs_features_add(&options.withhold, LAMP_F_OLD);
	peer->channel = -1;
	for (unsigned int i = 0; i < PEER_QUEUES; i++)
		peer->queues[i].kick = peer->queues[i].call = peer->queues[i].error = -1;
	make_memory(peer);
	assert_int_equal(
	        vqs_device_create(&peer->device, &class, peer, &config, &options), 0);
	start_server(peer);
	return 0;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void peer_next_back_end(struct peer *peer)
{
	struct vqs_device_options options = { 0 };

	vqs_vhost_user_destroy(peer->server);
	vqs_device_destroy(peer->device);
	close_fd(&peer->socket);
	vqs_features_add(&options.withhold, LAMP_F_OLD);
	assert_int_equal(
	        vqs_device_create(&peer->device, &class, peer, &config, &options), 0);
	start_server(peer);
}

int peer_teardown(void **state)
{
	struct peer *peer = *state;
	int before = peer->fds_before;

	vqs_vhost_user_destroy(peer->server);
	vqs_device_destroy(peer->device);
	munmap(peer->memory, PEER_BYTES);
	close_fd(&peer->memory_fd);
	close_fd(&peer->socket);
	close_fd(&peer->channel);
	for (unsigned int i = 0; i < PEER_QUEUES; i++) {
		close_fd(&peer->queues[i].kick);
		close_fd(&peer->queues[i].call);
		close_fd(&peer->queues[i].error);
	}
	free(peer);
	assert_int_equal(peer_count_fds(), before);
	return 0;
}

/* ---- Messages --------------------------------------------------------------- */

int peer_serve(struct peer *peer)
{
	struct pollfd it = { .fd = vqs_vhost_user_fd(peer->server), .events = POLLIN };
	int r = 0;

	for (int i = 0; i < 10000 && poll(&it, 1, 0) == 1; i++)
		r = vqs_vhost_user_process(peer->server);
	return r;
}

void peer_send_raw(struct peer *peer, const void *bytes, size_t size, const int *fds,
                   unsigned int count)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(64 * sizeof(int))];
	} control = { 0 };
	char copy[8192];
	struct iovec piece = { .iov_base = copy, .iov_len = size };
	struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };

	assert_true(size <= sizeof(copy) && count <= 64);
	memcpy(copy, bytes, size);
	if (count) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(count * sizeof(int));
		control.align.cmsg_level = SOL_SOCKET;
		control.align.cmsg_type = SCM_RIGHTS;
		control.align.cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(&control.align), fds, count * sizeof(int));
	}
	assert_int_equal(sendmsg(peer->socket, &message, MSG_NOSIGNAL), (int)size);
}

static void send_flags(struct peer *peer, struct vhu_header header, const void *payload,
                       const int *fds, unsigned int count)
{
	char bytes[sizeof(header) + VHU_PAYLOAD_MAX];

	memcpy(bytes, &header, sizeof(header));
	if (header.size)
		memcpy(bytes + sizeof(header), payload, header.size);
	peer_send_raw(peer, bytes, sizeof(header) + header.size, fds, count);
	peer_serve(peer);
}

void peer_send_fds(struct peer *peer, uint32_t request, const void *payload,
                   uint32_t size, const int *fds, unsigned int count)
{
	send_flags(peer, (struct vhu_header){ request, VHU_VERSION, size }, payload, fds,
	           count);
}

void peer_send(struct peer *peer, uint32_t request, const void *payload, uint32_t size)
{
	peer_send_fds(peer, request, payload, size, NULL, 0);
}

void peer_send_u64(struct peer *peer, uint32_t request, uint64_t value)
{
	peer_send(peer, request, &value, sizeof(value));
}

void peer_send_state(struct peer *peer, uint32_t request, uint32_t index, uint32_t num)
{
	const struct vhu_vring_state state = { index, num };

	peer_send(peer, request, &state, sizeof(state));
}

bool peer_try(struct peer *peer, uint32_t request, const void *payload, uint32_t size,
              const int *fds, unsigned int count)
{
	struct vhu_message reply;

	send_flags(peer,
	           (struct vhu_header){ request, VHU_VERSION | VHU_NEED_REPLY, size },
	           payload, fds, count);
	peer_receive(peer, request, &reply);
	assert_int_equal(reply.header.size, 8);
	return reply.payload.u64 == 0;
}

void peer_receive(struct peer *peer, uint32_t request, struct vhu_message *message)
{
	struct vhu_inbox box = { 0 };

	assert_int_equal(vhu_receive(peer->socket, &box), 1);
	assert_int_equal(box.message.header.request, request);
	assert_int_equal(box.message.header.flags, VHU_VERSION | VHU_REPLY);
	assert_int_equal(box.fd_count, 0);
	*message = box.message;
	vhu_inbox_clear(&box);
}

uint64_t peer_ask(struct peer *peer, uint32_t request)
{
	struct vhu_message reply;

	peer_send(peer, request, NULL, 0);
	peer_receive(peer, request, &reply);
	assert_int_equal(reply.header.size, 8);
	return reply.payload.u64;
}

bool peer_dropped(struct peer *peer)
{
	struct vhu_inbox box = { 0 };
	int r = vhu_receive(peer->socket, &box);

	return (r == -ENOTCONN || r == -ECONNRESET) &&
	       !vqs_vhost_user_connected(peer->server);
}

bool peer_complained(struct peer *peer, const char *text)
{
	bool found = strstr(peer->complaints, text) != NULL;

	if (!found)
		print_error("complaints were: %s\n", peer->complaints);
	peer->complaints[0] = '\0';
	return found;
}

/* ---- The usual ways ---------------------------------------------------------- */

void peer_negotiate(struct peer *peer, uint64_t features, uint64_t protocol)
{
	assert_true(peer_ask(peer, VHU_GET_FEATURES) & PEER_F_PROTOCOL);
	if (protocol)
		peer_send_u64(peer, VHU_SET_PROTOCOL_FEATURES, protocol);
	peer_send(peer, VHU_SET_OWNER, NULL, 0);
	peer_send_u64(peer, VHU_SET_FEATURES, features);
}

struct vhu_memory peer_memory(void)
{
	return (struct vhu_memory){
		.count = 1,
		.regions = { { PEER_GUEST, PEER_BYTES, PEER_USER, 0 } },
	};
}

void peer_share(struct peer *peer)
{
	const struct vhu_memory memory = peer_memory();

	peer_send_fds(peer, VHU_SET_MEM_TABLE, &memory, 40, &peer->memory_fd, 1);
}

void peer_set_addresses(struct peer *peer, unsigned int queue)
{
	const uint64_t at = PEER_USER + PEER_VRING(queue);
	const struct vhu_vring_addr addr = {
		.index = queue,
		.descriptors = at,
		.available = at + 4096,
		.used = at + 2 * 4096,
	};

	peer_send(peer, VHU_SET_VRING_ADDR, &addr, sizeof(addr));
}

/* The driver's end of the queue starts afresh, unless it goes on from `base`. */
void peer_set_ring(struct peer *peer, unsigned int queue, uint16_t base)
{
	uint8_t *at = peer->memory + PEER_VRING(queue);
	struct peer_queue *it = &peer->queues[queue];
	const struct vqs_driver_ring_storage storage = { .slots = it->slots };
	const struct vqs_ring ring = {
		.size = PEER_SIZE,
		.descriptors = at,
		.driver_area = at + 4096,
		.device_area = at + 2 * 4096,
	};

	if (base == 0)
		assert_int_equal(vqs_driver_ring_init(&it->ring, &ring, &storage), 0);
	peer_send_state(peer, VHU_SET_VRING_NUM, queue, PEER_SIZE);
	peer_send_state(peer, VHU_SET_VRING_BASE, queue, base);
	peer_set_addresses(peer, queue);
}

static void set_fd(struct peer *peer, uint32_t request, unsigned int queue, int *fd)
{
	const uint64_t index = queue;

	close_fd(fd);
	*fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	assert_true(*fd >= 0);
	peer_send_fds(peer, request, &index, sizeof(index), fd, 1);
}

void peer_set_kick(struct peer *peer, unsigned int queue)
{
	set_fd(peer, VHU_SET_VRING_KICK, queue, &peer->queues[queue].kick);
}

void peer_set_call(struct peer *peer, unsigned int queue)
{
	set_fd(peer, VHU_SET_VRING_CALL, queue, &peer->queues[queue].call);
}

void peer_enable(struct peer *peer, unsigned int queue, unsigned int on)
{
	peer_send_state(peer, VHU_SET_VRING_ENABLE, queue, on);
}

void peer_start(struct peer *peer, unsigned int queue)
{
	peer_set_ring(peer, queue, 0);
	peer_set_call(peer, queue);
	peer_set_kick(peer, queue);
	peer_enable(peer, queue, 1);
}

void peer_bring_up(struct peer *peer)
{
	peer_negotiate(peer, PEER_FEATURES, PEER_PROTOCOL);
	peer_share(peer);
	peer_start(peer, 0);
	assert_true(vqs_device_queue_started(peer->device, 0));
	assert_true(vqs_device_live(peer->device));
	assert_string_equal(peer->complaints, "");
}

/* ---- Requests ---------------------------------------------------------------- */

void peer_add_level(struct peer *peer, unsigned int at, uint16_t level)
{
	const uint64_t offset = PEER_DATA + at * 64;
	const uint8_t bytes[16] = {
		1, [8] = (uint8_t)(level & 0xff), [9] = (uint8_t)(level >> 8)
	};
	const struct vqs_buffer buffers[2] = {
		{ PEER_GUEST + offset, 16 },
		{ PEER_GUEST + offset + 16, 8 },
	};

	memcpy(peer->memory + offset, bytes, sizeof(bytes));
	memset(peer->memory + offset + 16, 0xee, 8);
	assert_int_equal(vqs_driver_ring_add(&peer->queues[0].ring, buffers, 1, 1,
	                                     peer->memory + offset),
	                 0);
}

void peer_kick(struct peer *peer, unsigned int queue)
{
	vqs_driver_ring_publish(&peer->queues[queue].ring);
	assert_int_equal(eventfd_write(peer->queues[queue].kick, 1), 0);
	peer_serve(peer);
}

void peer_hold(struct peer *peer, uint16_t level, struct vqs_request **requests,
               unsigned int count)
{
	peer->hold = true;
	for (unsigned int i = 0; i < count; i++) {
		peer_add_level(peer, i, (uint16_t)(level + i));
		peer_kick(peer, 0);
		requests[i] = peer->held;
		assert_non_null(requests[i]);
	}
}

unsigned int peer_reap(struct peer *peer, unsigned int queue)
{
	struct vqs_done done[PEER_SIZE];
	int count = vqs_driver_ring_reap(&peer->queues[queue].ring, done, PEER_SIZE);

	assert_true(count >= 0);
	return (unsigned int)count;
}

void peer_set_level(struct peer *peer, uint16_t level)
{
	const uint8_t ok[8] = { 0 };

	peer_add_level(peer, 0, level);
	peer_kick(peer, 0);
	assert_int_equal(peer_reap(peer, 0), 1);
	assert_memory_equal(peer->memory + PEER_DATA + 16, ok, 8);
	assert_int_equal(peer->level, level);
}

uint64_t peer_called(struct peer *peer, unsigned int queue)
{
	eventfd_t count = 0;

	if (eventfd_read(peer->queues[queue].call, &count) < 0)
		return 0;
	return count;
}
