/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A hostile front end, and the driver behind it, against the vhost-user back
 * end with a lamp. The input is a list of steps: messages near to sense or far
 * from it, with descriptors of all sorts; kicks; writes into the shared memory;
 * memory that is cut off; what the device does in between; leaving and coming
 * back. The lamp keeps some requests for later.
 */
#define _GNU_SOURCE /* memfd_create */
#include <fcntl.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/vhost_user.h>

#include "../lib/transport/vhost_user/protocol.h"
#include "input.h"
#include "lamp_type.h"

#define BYTES  0x10000u
#define GUEST  UINT64_C(0x100000)
#define USER   UINT64_C(0x200000)
#define SIZE   8u /* of the queues that are set up well */
#define QUEUES 6
#define KEPT   8
#define FDS    16

struct world {
	struct input input;
	struct vqs_device *device;
	struct vqs_vhost_user_server *server;
	int socket, memory_fd, event, channel, channel_end;
	uint8_t *memory;
	struct vqs_request *kept[KEPT];
	unsigned int kept_count;
};

/* ---- The lamp ---------------------------------------------------------------- */

static void on_request(void *self, struct vqs_request *request)
{
	struct world *world = self;

	if (input8(&world->input) % 2 && world->kept_count < KEPT)
		world->kept[world->kept_count++] = request;
	else
		vqs_request_fail(request, input8(&world->input));
}

static void on_reset(void *self)
{
	((struct world *)self)->kept_count = 0;
}

static void drop_kept(struct world *world, unsigned int which)
{
	world->kept[which] = world->kept[--world->kept_count];
}

/* What it has not begun goes back, something is done now, and the rest keeps it waiting. */
static void on_stopping(void *self, uint16_t queue)
{
	struct world *world = self;

	for (unsigned int i = world->kept_count; i-- > 0;) {
		struct vqs_request *request = world->kept[i];
		uint8_t what = input8(&world->input) % 4;

		if (request->queue != queue || what > 1)
			continue;
		drop_kept(world, i);
		if (what)
			MUST(vqs_request_return(request) == 0);
		else
			vqs_request_fail(request, 1);
	}
}

static void on_queue_reset(void *self, uint16_t queue)
{
	struct world *world = self;

	for (unsigned int i = world->kept_count; i-- > 0;)
		if (world->kept[i]->queue == queue)
			drop_kept(world, i);
}

static void on_complaint(void *self, const char *text)
{
	(void)self;
	MUST(*text && strlen(text) < 512);
}

static vqs_handler *const requests[LAMP_REQUEST_MESSAGES] = {
	on_request, on_request, on_request, on_request,
	on_request, on_request, on_request, on_request,
};
static vqs_handler *const events[LAMP_EVENT_MESSAGES];
static vqs_handler *const bulk[LAMP_BULK_MESSAGES] = { on_request, on_request };
static vqs_handler *const *const handlers[LAMP_FAMILIES] = { requests, events, bulk };

static const struct vqs_device_class class = {
	.type = &lamp_type,
	.handlers = handlers,
	.reset = on_reset,
	.queue_stopping = on_stopping,
	.queue_reset = on_queue_reset,
	.complaint = on_complaint,
};

static const struct lamp_config first_config = {
	.max_level = 1000,
	.model = LAMP_MODEL_INDOOR,
	.bulk_queues = 4,
};

/* ---- Connections -------------------------------------------------------------- */

/* Some queues are polled and are never done: not for ever. */
static void serve(struct world *world)
{
	char replies[4096];

	for (int i = 0; i < 4; i++)
		vqs_vhost_user_process(world->server);
	if (world->socket >= 0 && input8(&world->input) % 8)
		(void)!recv(world->socket, replies, sizeof(replies), MSG_DONTWAIT);
}

static void arrive(struct world *world)
{
	const struct vqs_vhost_user_options options = { .inband_notifications = true,
		                                        .ring_reset = true };
	int pair[2];

	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	world->socket = pair[0];
	MUST(vqs_vhost_user_serve(&world->server, world->device, pair[1], &options) == 0);
}

static void leave(struct world *world)
{
	if (world->socket >= 0)
		close(world->socket);
	world->socket = -1;
	if (input8(&world->input) % 2)
		MUST(vqs_vhost_user_process(world->server) <= 0);
	vqs_vhost_user_destroy(world->server);
	MUST(vqs_device_status(world->device) == 0 && world->kept_count == 0);
	arrive(world);
}

static void send_bytes(struct world *world, const void *bytes, size_t size,
                       const int *fds, unsigned int count)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(FDS * sizeof(int))];
	} control;
	uint8_t copy[512];
	struct iovec piece = { .iov_base = copy, .iov_len = size };
	struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };

	memcpy(copy, bytes, size);
	memset(&control, 0, sizeof(control));
	if (count) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(count * sizeof(int));
		control.align.cmsg_level = SOL_SOCKET;
		control.align.cmsg_type = SCM_RIGHTS;
		control.align.cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(&control.align), fds, count * sizeof(int));
	}
	(void)!sendmsg(world->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* ---- Messages ------------------------------------------------------------------ */

static int some_fd(struct world *world)
{
	const int all[] = { world->memory_fd, world->event, world->channel, world->socket,
		            STDERR_FILENO };

	return all[input8(&world->input) % 5];
}

static uint64_t some_user_address(struct input *input)
{
	uint8_t kind = input8(input);

	if (kind == 0xff)
		return input64(input);
	return USER + (uint64_t)kind * 0x200 + (kind % 16 == 5 ? input8(input) : 0);
}

static uint32_t some_index(struct input *input)
{
	uint8_t kind = input8(input);

	return kind == 0xff ? input32(input) : kind % (QUEUES + 1);
}

static uint32_t some_num(struct input *input)
{
	static const uint32_t usual[] = { 0, 1, 2, 8, 16, 64, 256, 32768 };
	uint8_t kind = input8(input);

	return kind & 0x80 ? input32(input) : usual[kind % 8];
}

static struct vhu_region some_region(struct input *input)
{
	static const struct vhu_region usual[] = {
		{ GUEST, BYTES, USER, 0 },
		{ GUEST, BYTES / 2, USER, 0 },
		{ GUEST + BYTES / 2, BYTES / 2, USER + BYTES / 2, BYTES / 2 },
		{ GUEST + BYTES, 0x1000, USER + BYTES, 0x1800 },
	};
	struct vhu_region region = usual[input8(input) % 4];
	uint8_t change = input8(input);

	if (change & 0x80)
		((uint64_t *)&region)[change % 4] = input64(input);
	return region;
}

static void fill_memory(struct input *input, struct vhu_memory *memory)
{
	memory->count = input8(input) % (VHU_TABLE_REGIONS + 2);
	for (unsigned int i = 0; i < VHU_TABLE_REGIONS; i++)
		if (i < memory->count)
			memory->regions[i] = some_region(input);
}

static uint64_t some_features(struct input *input)
{
	uint8_t kind = input8(input);

	if (kind & 0x80)
		return input64(input);
	return UINT64_C(1) << 32 | UINT64_C(1) << 30 | UINT64_C(3) << 28 | (kind & 0xf) |
	       (uint64_t)(kind >> 4 & 1) << VQS_F_RING_RESET |
	       (uint64_t)(kind >> 5 & 3) << VQS_F_RING_PACKED;
}

/* What could stand in a message of that kind. */
static uint32_t fill(struct input *input, uint32_t request, union vhu_payload *payload)
{
	switch (request) {
	case VHU_SET_FEATURES:
		payload->u64 = some_features(input);
		return 8;
	case VHU_SET_PROTOCOL_FEATURES:
		payload->u64 = input32(input) % 0x20000 & 0x1e229;
		return 8;
	case VHU_SET_STATUS:
		payload->u64 = input8(input);
		return 8;
	case VHU_SET_MEM_TABLE:
		fill_memory(input, &payload->memory);
		return 8 + 32 * payload->memory.count;
	case VHU_ADD_MEM_REG:
	case VHU_REM_MEM_REG:
		payload->single.region = some_region(input);
		return 40;
	case VHU_SET_VRING_ADDR:
		payload->addr = (struct vhu_vring_addr){
			some_index(input),        input8(input) == 0xff,
			some_user_address(input), some_user_address(input),
			some_user_address(input), 0,
		};
		return 40;
	case VHU_SET_VRING_KICK:
	case VHU_SET_VRING_CALL:
	case VHU_SET_VRING_ERR:
		payload->u64 = some_index(input) | (input8(input) > 200 ? VHU_NO_FD : 0);
		return 8;
	case VHU_GET_CONFIG:
	case VHU_SET_CONFIG:
		payload->config.offset = input8(input);
		payload->config.size = some_num(input) % 64;
		payload->config.flags = input8(input) == 0xff;
		return VHU_CONFIG_HEAD + payload->config.size;
	case VHU_SET_VRING_NUM:
	case VHU_SET_VRING_BASE:
	case VHU_GET_VRING_BASE:
	case VHU_SET_VRING_ENABLE:
	case VHU_VRING_KICK:
		payload->state.index = some_index(input);
		payload->state.num = some_num(input);
		return 8;
	default:
		return 0;
	}
}

static unsigned int some_fds(struct world *world, uint32_t request, const void *payload,
                             int *fds)
{
	uint8_t kind = input8(&world->input);
	const struct vhu_memory *memory = payload;
	unsigned int count = 0;

	if (kind > 240)
		count = input8(&world->input) % FDS;
	else if (request == VHU_SET_MEM_TABLE)
		count = memory->count;
	else if (request == VHU_ADD_MEM_REG || request == VHU_SET_VRING_KICK ||
	         request == VHU_SET_VRING_CALL || request == VHU_SET_VRING_ERR ||
	         request == VHU_SET_BACKEND_REQ_FD)
		count = 1;
	for (unsigned int i = 0; i < count; i++) {
		fds[i] = request == VHU_SET_MEM_TABLE || request == VHU_ADD_MEM_REG
		                 ? world->memory_fd
		                 : world->event;
		if (request == VHU_SET_BACKEND_REQ_FD)
			fds[i] = world->channel;
		if (kind > 200)
			fds[i] = some_fd(world);
	}
	return count;
}

static void send_message(struct world *world)
{
	struct input *input = &world->input;
	struct vhu_header header = { input8(input) % 44, VHU_VERSION, 0 };
	uint8_t bytes[sizeof(header) + 300], odd = input8(input);
	union vhu_payload payload;
	int fds[FDS];
	unsigned int count;
	size_t cut;

	memset(&payload, 0, 300);
	header.flags |= odd & 1 ? VHU_NEED_REPLY : 0;
	header.size = fill(input, header.request, &payload);
	if (odd > 250)
		header.flags = input32(input);
	if (odd == 250)
		header.size = input16(input);
	count = some_fds(world, header.request, &payload, fds);
	memcpy(bytes, &header, sizeof(header));
	cut = header.size < 300 ? header.size : 300;
	memcpy(bytes + sizeof(header), &payload, cut);
	cut += sizeof(header);
	if (odd == 249)
		cut = input8(input) % cut;
	if (cut)
		send_bytes(world, bytes, cut, fds, count);
}

static void send_anything(struct world *world)
{
	uint8_t bytes[64];
	size_t size = input8(&world->input) % sizeof(bytes) + 1;

	for (size_t i = 0; i < size; i++)
		bytes[i] = input8(&world->input);
	send_bytes(world, bytes, size, NULL, 0);
}

/* ---- The good way, or nearly --------------------------------------------------- */

static void tell(struct world *world, uint32_t request, const void *payload,
                 uint32_t size, const int *fd)
{
	struct vhu_header header = { request, VHU_VERSION, size };
	uint8_t bytes[sizeof(header) + 64];

	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), payload, size);
	send_bytes(world, bytes, sizeof(header) + size, fd, fd ? 1 : 0);
}

static void tell_u64(struct world *world, uint32_t request, uint64_t value, const int *fd)
{
	tell(world, request, &value, 8, fd);
}

static void agree(struct world *world)
{
	const struct vhu_memory memory = { 1, 0, { { GUEST, BYTES, USER, 0 } } };

	tell_u64(world, VHU_SET_PROTOCOL_FEATURES, 0x1e229, NULL);
	tell_u64(world, VHU_SET_FEATURES, some_features(&world->input), NULL);
	tell(world, VHU_SET_BACKEND_REQ_FD, "", 0, &world->channel);
	tell(world, VHU_SET_MEM_TABLE, &memory, 40, &world->memory_fd);
}

static void start_queue(struct world *world)
{
	uint32_t queue = input8(&world->input) % QUEUES;
	uint64_t at = USER + queue * 0x800;
	const struct vhu_vring_addr addr = { queue, 0, at, at + 0x600, at + 0x400, 0 };

	tell_u64(world, VHU_SET_VRING_NUM, (uint64_t)SIZE << 32 | queue, NULL);
	tell(world, VHU_SET_VRING_ADDR, &addr, sizeof(addr), NULL);
	tell_u64(world, VHU_SET_VRING_CALL, queue, &world->event);
	tell_u64(world, VHU_SET_VRING_KICK, queue, &world->event);
	tell_u64(world, VHU_SET_VRING_ENABLE, UINT64_C(1) << 32 | queue, NULL);
}

/* A chain of a readable and a writable buffer in a queue that was set up well. */
static void add_request(struct world *world)
{
	struct input *input = &world->input;
	uint8_t *ring = world->memory + input8(input) % QUEUES * 0x800;
	uint16_t index, head = input8(input) % SIZE & ~1u;
	const uint64_t buffer = GUEST + 0x8000 + head * 0x100u;
	const struct {
		uint64_t address;
		uint32_t length;
		uint16_t flags, next;
	} chain[2] = {
		{ buffer, 8u + input8(input) % 64, 1, (uint16_t)(head + 1) },
		{ buffer + 0x80, input8(input), 2, 0 },
	};

	memcpy(ring + head * 16, chain, sizeof(chain));
	memset(world->memory + 0x8000 + head * 0x100u, 0, 64);
	for (int i = 0; i < 12; i++)
		world->memory[0x8000 + head * 0x100u + (i > 1 ? i + 6 : i)] =
		        input8(input);
	memcpy(&index, ring + 0x402, 2);
	memcpy(ring + 0x404 + index % SIZE * 2, &head, 2);
	index++;
	memcpy(ring + 0x402, &index, 2);
}

/* ---- Steps ---------------------------------------------------------------------- */

static void scribble(struct world *world)
{
	uint32_t at = input16(&world->input);

	for (unsigned int i = input8(&world->input) % 16; i; i--, at++)
		world->memory[at % BYTES] = input8(&world->input);
}

/* Our own mapping must not be touched where the file has gone: it is made anew. */
static void cut_memory(struct world *world)
{
	close(world->memory_fd);
	MUST(munmap(world->memory, BYTES) == 0);
	world->memory_fd = memfd_create("memory", MFD_CLOEXEC);
	MUST(world->memory_fd >= 0 && ftruncate(world->memory_fd, BYTES) == 0);
	world->memory = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
	                     world->memory_fd, 0);
	MUST(world->memory != MAP_FAILED);
}

static void shorten(struct world *world)
{
	MUST(ftruncate(world->memory_fd, input8(&world->input) * 0x100) == 0);
	MUST(eventfd_write(world->event, 1) == 0);
	serve(world);
	cut_memory(world);
}

static void answer(struct world *world)
{
	if (!world->kept_count)
		return;
	world->kept_count--;
	vqs_request_fail(world->kept[world->kept_count], input8(&world->input));
}

static void change_config(struct world *world)
{
	struct lamp_config *config = vqs_device_config(world->device);

	config->bulk_queues = (uint16_t)(input8(&world->input) % 4 + 1);
	MUST(vqs_device_config_changed(world->device) == 0);
}

static void send_event(struct world *world)
{
	const struct lamp_motion_writable motion = { .zone = 1 };

	vqs_device_send(world->device, LAMP_QUEUE_EVENTS,
	                lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION), &motion);
}

static void step(struct world *world)
{
	uint64_t count = 1;

	if (!vqs_vhost_user_connected(world->server))
		leave(world);
	switch (input8(&world->input) % 16) {
	case 0:
		agree(world);
		break;
	case 1:
		start_queue(world);
		break;
	case 2:
		(void)!write(world->event, &count, sizeof(count));
		break;
	case 3:
		scribble(world);
		return;
	case 4:
	case 5:
		add_request(world);
		return;
	case 6:
		shorten(world);
		break;
	case 7:
		answer(world);
		return;
	case 8:
		change_config(world);
		return;
	case 9:
		send_event(world);
		return;
	case 10:
		leave(world);
		break;
	case 11:
		send_anything(world);
		break;
	default:
		send_message(world);
		break;
	}
	serve(world);
}

static bool begin(struct world *world)
{
	struct vqs_device_options options = { 0 };
	int pair[2];

	vqs_features_add(&options.withhold, LAMP_F_OLD);
	world->event = eventfd(0, EFD_NONBLOCK);
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	world->channel = pair[0];
	world->channel_end = pair[1];
	world->memory_fd = memfd_create("memory", MFD_CLOEXEC);
	MUST(world->memory_fd >= 0 && ftruncate(world->memory_fd, BYTES) == 0);
	world->memory = mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
	                     world->memory_fd, 0);
	return world->memory != MAP_FAILED &&
	       vqs_device_create(&world->device, &class, world, &first_config,
	                         &options) == 0;
}

static void end(struct world *world)
{
	vqs_vhost_user_destroy(world->server);
	vqs_device_destroy(world->device);
	munmap(world->memory, BYTES);
	close(world->memory_fd);
	close(world->event);
	close(world->channel);
	close(world->channel_end);
	if (world->socket >= 0)
		close(world->socket);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	MUST(vqs_vhost_user_guard_install() == 0);
	return 0;
}

/* Which of the first descriptors are open. */
static uint64_t open_descriptors(void)
{
	uint64_t open = 0;

	for (int fd = 0; fd < 64; fd++)
		open |= (uint64_t)(fcntl(fd, F_GETFD) >= 0) << fd;
	return open;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct world world = { .input = { bytes, size } };
	uint64_t before = open_descriptors();

	MUST(begin(&world));
	arrive(&world);
	while (world.input.left)
		step(&world);
	serve(&world);
	end(&world);
	MUST(open_descriptors() == before);
	return 0;
}
