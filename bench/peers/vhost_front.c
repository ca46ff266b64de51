/* SPDX-License-Identifier: BSD-3-Clause */
/* A vhost-user front end of the fewest messages. */
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../lib/transport/vhost_user/protocol.h"
#include "vhost_front.h"

#define SPARE 0x10000 /* in the second part: rings of a queue without a driver */

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof(address.sun_path))
		return -1;
	memcpy(address.sun_path, path, strlen(path));
	return connect(fd, (struct sockaddr *)&address, sizeof(address)) ? -1 : fd;
}

static bool send_message(int socket, uint32_t request, const void *payload, uint32_t size,
                         const int *fds, unsigned int fd_count)
{
	struct vhu_header header = { request, VHU_VERSION, size };
	struct iovec parts[] = { { &header, sizeof(header) },
		                 { (void *)(uintptr_t)payload, size } };
	union {
		struct cmsghdr header;
		uint8_t bytes[CMSG_SPACE(2 * sizeof(int))];
	} control = { .bytes = { 0 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

	if (fd_count > 0) {
		message.msg_control = &control;
		message.msg_controllen = CMSG_SPACE(fd_count * sizeof(int));
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(fd_count * sizeof(int));
		memcpy(CMSG_DATA(&control.header), fds, fd_count * sizeof(int));
	}
	return sendmsg(socket, &message, MSG_NOSIGNAL) ==
	       (ssize_t)(sizeof(header) + size);
}

static bool send_memory(int socket, const struct stage *stage)
{
	struct vhu_memory memory = { .count = PARTS };
	int fds[PARTS] = { stage->fd, stage->fd };

	for (unsigned int i = 0; i < PARTS; i++) {
		const struct stage_part *part = &stage->parts[i];

		memory.regions[i] =
		        (struct vhu_region){ part->guest, part->size,
			                     (uintptr_t)part->host, part->offset };
	}
	return send_message(socket, VHU_SET_MEM_TABLE, &memory,
	                    offsetof(struct vhu_memory, regions[PARTS]), fds, PARTS);
}

static struct vhu_vring_addr areas_of(const struct stage *stage, unsigned int index,
                                      bool spare)
{
	uintptr_t at = (uintptr_t)stage->parts[1].host + SPARE;

	if (spare)
		return (struct vhu_vring_addr){ .index = index,
			                        .descriptors = at,
			                        .available = at + 0x1000,
			                        .used = at + 0x2000 };
	return (struct vhu_vring_addr){
		.index = index,
		.descriptors = (uintptr_t)stage->descriptors,
		.available = (uintptr_t)stage->driver_area,
		.used = (uintptr_t)stage->device_area,
	};
}

static bool send_queue(struct vhost_front *front, const struct stage *stage,
                       unsigned int index, bool spare)
{
	struct vhu_vring_addr areas = areas_of(stage, index, spare);
	struct vhu_vring_state size = { index, QUEUE_SIZE };
	/* Packed: next available and next used entry, each with its wrap counter. */
	struct vhu_vring_state base = { index, stage->shape.packed ? 0x80008000 : 0 };
	uint64_t number = index;

	return send_message(front->socket, VHU_SET_VRING_NUM, &size, sizeof(size), NULL,
	                    0) &&
	       send_message(front->socket, VHU_SET_VRING_BASE, &base, sizeof(base), NULL,
	                    0) &&
	       send_message(front->socket, VHU_SET_VRING_ADDR, &areas, sizeof(areas),
	                    NULL, 0) &&
	       send_message(front->socket, VHU_SET_VRING_CALL, &number, sizeof(number),
	                    &front->call[index], 1) &&
	       send_message(front->socket, VHU_SET_VRING_KICK, &number, sizeof(number),
	                    &front->kick[index], 1);
}

bool vhost_front_start(struct vhost_front *front, const char *path,
                       const struct stage *stage, unsigned int queue)
{
	front->socket = connect_to(path);
	for (unsigned int i = 0; i < 2; i++) {
		front->kick[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		front->call[i] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	}
	return front->socket >= 0 &&
	       send_message(front->socket, VHU_SET_OWNER, NULL, 0, NULL, 0) &&
	       send_message(front->socket, VHU_SET_FEATURES, &stage->features,
	                    sizeof(stage->features), NULL, 0) &&
	       send_memory(front->socket, stage) &&
	       send_queue(front, stage, 0, queue != 0) &&
	       send_queue(front, stage, 1, queue != 1);
}

void vhost_front_stop(struct vhost_front *front)
{
	if (front->socket >= 0)
		close(front->socket);
	for (unsigned int i = 0; i < 2; i++) {
		close(front->kick[i]);
		close(front->call[i]);
	}
}
