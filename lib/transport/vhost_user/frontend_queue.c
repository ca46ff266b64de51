/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The front end's memory and virtqueues. Memory is one sparse file in the
 * kernel's memory, mapped here and, as one region, in the back end. Rings are
 * told of by our own addresses, what stands in descriptors is an address of
 * the region.
 */
#include "frontend.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <vqsmith/device_transport.h> /* status bits */

static int told(int error)
{
	return error == -EREMOTEIO ? -EPROTO : error;
}

int frontend_start_memory(struct frontend *frontend)
{
	const struct vhu_memory table = {
		.count = 1,
		.regions = { { .guest = frontend->arena.address,
		               .size = frontend->arena.size,
		               .user = (uintptr_t)frontend->arena.base } },
	};
	/* The table is as long as it has regions. */
	const struct frontend_request request = {
		.type = VHU_SET_MEM_TABLE,
		.payload = &table,
		.size = offsetof(struct vhu_memory, regions) + sizeof(struct vhu_region),
		.fds = &frontend->memory_fd,
		.fd_count = 1,
	};
	int error;

	if (frontend->memory_told)
		return 0;
	error = told(frontend_tell(frontend, &request));
	frontend->memory_told = !error;
	return error;
}

static int tell_state(struct frontend *frontend, enum vhu_request type, uint32_t index,
                      uint32_t number)
{
	const struct vhu_vring_state state = { .index = index, .num = number };

	return told(frontend_tell(frontend,
	                          &(struct frontend_request){ .type = type,
	                                                      .payload = &state,
	                                                      .size = sizeof(state) }));
}

static int tell_addresses(struct frontend *frontend, uint32_t index,
                          const struct vqs_ring *ring)
{
	const struct vhu_vring_addr address = {
		.index = index,
		.descriptors = (uintptr_t)ring->descriptors,
		.used = (uintptr_t)ring->device_area,
		.available = (uintptr_t)ring->driver_area,
	};

	return told(frontend_tell(frontend,
	                          &(struct frontend_request){ .type = VHU_SET_VRING_ADDR,
	                                                      .payload = &address,
	                                                      .size = sizeof(address) }));
}

static int tell_fd(struct frontend *frontend, enum vhu_request type, uint64_t index,
                   int fd)
{
	const struct frontend_request request = { .type = type,
		                                  .payload = &index,
		                                  .size = sizeof(index),
		                                  .fds = &fd,
		                                  .fd_count = 1 };

	return told(frontend_tell(frontend, &request));
}

static int open_queue(struct frontend *frontend, struct frontend_queue *queue)
{
	queue->kick = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	queue->call = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (queue->kick < 0 || queue->call < 0)
		return -errno;
	return frontend_watch(frontend, queue->call);
}

/* The back end has the call descriptor too: closing ours alone would leave it watched. */
static void close_queue(struct frontend *frontend, struct frontend_queue *queue)
{
	if (queue->kick >= 0)
		close(queue->kick);
	if (queue->call >= 0) {
		frontend_unwatch(frontend, queue->call);
		close(queue->call);
	}
	*queue = (struct frontend_queue){ .kick = -1, .call = -1 };
}

/* A packed ring just made: both halves, and both wrap counters 1. */
static uint32_t position_to_tell(const struct vqs_ring *ring)
{
	if (ring->position == 0 && vqs_features_has(&ring->features, VQS_F_RING_PACKED))
		return 0x80008000;
	return ring->position;
}

int frontend_queue_start(struct vqs_driver_transport *transport, uint16_t index,
                         const struct vqs_ring *ring)
{
	struct frontend *frontend = (struct frontend *)transport;
	struct frontend_queue *queue = &frontend->queues[index % FRONTEND_QUEUES];
	int error;

	if (index >= FRONTEND_QUEUES)
		return -ENOENT;
	if (queue->started)
		return -EBUSY;
	error = frontend_start_memory(frontend);
	if (!error)
		error = open_queue(frontend, queue);
	if (!error)
		error = tell_state(frontend, VHU_SET_VRING_NUM, index, ring->size);
	if (!error)
		error = tell_state(frontend, VHU_SET_VRING_BASE, index,
		                   position_to_tell(ring));
	if (!error)
		error = tell_addresses(frontend, index, ring);
	if (!error)
		error = tell_fd(frontend, VHU_SET_VRING_ERR, index, frontend->error);
	if (!error)
		error = tell_fd(frontend, VHU_SET_VRING_CALL, index, queue->call);
	if (!error)
		error = tell_fd(frontend, VHU_SET_VRING_KICK, index, queue->kick);
	/* Later than the others, after a reset of this one alone. */
	if (!error && frontend->status & VQS_STATUS_DRIVER_OK && frontend->has_protocol)
		error = tell_state(frontend, VHU_SET_VRING_ENABLE, index, 1);
	queue->started = !error;
	if (error)
		close_queue(frontend, queue);
	return error;
}

/* Without protocol features a ring is enabled as soon as it is started. */
int frontend_queues_enable(struct frontend *frontend)
{
	int error = 0;

	for (uint32_t i = 0; !error && i < FRONTEND_QUEUES; i++)
		if (frontend->queues[i].started && frontend->has_protocol)
			error = tell_state(frontend, VHU_SET_VRING_ENABLE, i, 1);
	return error;
}

/* The one message that stops a ring; its reply says where, which a reset forgets. */
static int get_base(struct frontend *frontend, uint32_t index)
{
	const struct vhu_vring_state state = { .index = index };
	const struct frontend_request request = { .type = VHU_GET_VRING_BASE,
		                                  .payload = &state,
		                                  .size = sizeof(state) };

	return frontend_ask(frontend, &request, sizeof(state));
}

static int stop_queue(struct frontend *frontend, uint32_t index)
{
	int error = 0;

	if (frontend->has_protocol)
		error = tell_state(frontend, VHU_SET_VRING_ENABLE, index, 0);
	return error ? error : get_base(frontend, index);
}

/*
 * The protocol has no message for it: a ring that is stopped and started from the
 * beginning was reset. It stays enabled, as a disabled last one is a device reset to
 * back ends that know no status.
 */
int frontend_queue_reset(struct vqs_driver_transport *transport, uint16_t index)
{
	struct frontend *frontend = (struct frontend *)transport;
	int error;

	if (index >= FRONTEND_QUEUES || !frontend->queues[index].started)
		return -ENOENT;
	error = get_base(frontend, index);
	close_queue(frontend, &frontend->queues[index]);
	return error;
}

int frontend_queues_stop(struct frontend *frontend)
{
	int error = 0;

	for (uint32_t i = 0; i < FRONTEND_QUEUES; i++) {
		if (!frontend->queues[i].started)
			continue;
		if (!error)
			error = stop_queue(frontend, i);
		close_queue(frontend, &frontend->queues[i]);
	}
	return error;
}

void frontend_queues_close(struct frontend *frontend)
{
	for (uint32_t i = 0; i < FRONTEND_QUEUES; i++)
		close_queue(frontend, &frontend->queues[i]);
}
