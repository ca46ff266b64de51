/* SPDX-License-Identifier: BSD-3-Clause */
/* The messages about one virtqueue. */
#include <errno.h>

#include "server.h"

/* The ring that a message is about, or NULL and why. */
static struct vhu_vring *find(vhu_server *server, uint32_t index)
{
	unsigned int count = vhu_queue_count(server);

	if (index < count)
		return &server->rings[index];
	vhu_refuse(&server->why, "there is no queue %u, the device has %u", index, count);
	return NULL;
}

/* What must not change under a ring that runs. */
static struct vhu_vring *find_idle(vhu_server *server, uint32_t index)
{
	struct vhu_vring *ring = find(server, index);

	if (!ring || !ring->running)
		return ring;
	vhu_refuse(&server->why, "queue %u is running", index);
	return NULL;
}

int vhu_set_vring_num(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_vring_state *state = &message->payload.state;
	struct vhu_vring *ring = find(server, state->index);

	if (!ring)
		return -EINVAL;
	if (state->num == 0 || state->num > VQS_QUEUE_SIZE_MAX)
		return vhu_refuse(&server->why,
		                  "queue %u: size %u is not between 1 and %d",
		                  state->index, state->num, VQS_QUEUE_SIZE_MAX);
	if (ring->running && ring->size != state->num)
		return vhu_refuse(&server->why, "queue %u is running", state->index);
	ring->size = state->num;
	return 0;
}

/* Addresses are looked up when the ring starts: the memory may be told later. */
int vhu_set_vring_addr(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_vring_addr *addr = &message->payload.addr;
	struct vhu_vring *ring = find(server, addr->index);

	if (!ring)
		return -EINVAL;
	if (addr->flags)
		return vhu_refuse(&server->why,
		                  "queue %u: its flags 0x%x ask for a log, "
		                  "which was not offered",
		                  addr->index, addr->flags);
	if (ring->running &&
	    (addr->descriptors != ring->addr.descriptors ||
	     addr->available != ring->addr.available || addr->used != ring->addr.used))
		return vhu_refuse(&server->why, "queue %u is running", addr->index);
	ring->addr = *addr;
	ring->addressed = true;
	return 0;
}

/*
 * struct vqs_ring has the position of a packed ring as the protocol does. DPDK
 * tells the available half of a ring just made, and 0 for the used one, which
 * would be all of the ring held.
 */
static uint32_t whole_position(uint32_t told)
{
	return told == 0x8000 ? 0x80008000 : told;
}

int vhu_set_vring_base(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_vring_state *state = &message->payload.state;
	struct vhu_vring *ring = find_idle(server, state->index);
	bool packed = server->features >> VQS_F_RING_PACKED & 1;
	uint32_t position;

	if (!ring)
		return -EINVAL;
	if (!packed && state->num > UINT16_MAX)
		return vhu_refuse(&server->why, "queue %u: position %u is above 65535",
		                  state->index, state->num);
	position = packed ? whole_position(state->num) : state->num;
	ring->renewed |= ring->stopped && position != ring->position;
	ring->position = position;
	return 0;
}

/*
 * With VIRTIO_F_RING_RESET, a ring that is stopped while it is enabled is reset; one that
 * is to go on later, all of them mostly, is disabled first. What is reset is not waited for.
 */
static bool is_reset(const vhu_server *server, const struct vhu_vring *ring)
{
	return server->features >> VQS_F_RING_RESET & 1 && ring->running && ring->enabled;
}

int vhu_get_vring_base(vhu_server *server, struct vhu_message *message)
{
	struct vhu_vring_state *state = &message->payload.state;
	struct vhu_vring *ring = find(server, state->index);

	if (!ring)
		return -EINVAL;
	if (is_reset(server, ring)) {
		vqs_device_queue_reset(server->device, (uint16_t)state->index);
		vhu_ring_stop(server, state->index);
		ring->position = 0;
		ring->go_on = false;
	} else if (vhu_drains(server, state->index)) {
		return VHU_LATER;
	}
	vhu_ring_stop(server, state->index);
	vhu_ring_kick_fd(server, state->index, -1);
	ring->kicked = false;
	state->num = ring->position;
	return VHU_ANSWER;
}

/* KICK, CALL and ERR: the queue, and the descriptor that has to be there or not. */
static struct vhu_vring *find_with_fd(vhu_server *server, uint64_t what, int *fd)
{
	struct vhu_vring *ring;

	if (what & ~(VHU_INDEX_MASK | VHU_NO_FD)) {
		vhu_refuse(&server->why, "0x%llx has unknown bits",
		           (unsigned long long)what);
		return NULL;
	}
	ring = find(server, (uint32_t)(what & VHU_INDEX_MASK));
	if (!ring)
		return NULL;
	if (!(what & VHU_NO_FD) != (server->inbox.fd_count == 1)) {
		vhu_refuse(&server->why, "queue %llu: a file descriptor %s",
		           (unsigned long long)(what & VHU_INDEX_MASK),
		           what & VHU_NO_FD ? "came where none was announced"
		                            : "is missing");
		return NULL;
	}
	*fd = vhu_inbox_take_fd(&server->inbox);
	return ring;
}

int vhu_set_vring_kick(vhu_server *server, struct vhu_message *message)
{
	unsigned int index = (unsigned int)(message->payload.u64 & VHU_INDEX_MASK);
	int fd = -1;
	struct vhu_vring *ring = find_with_fd(server, message->payload.u64, &fd);
	int r;

	if (!ring)
		return -EINVAL;
	r = vhu_ring_kick_fd(server, index, fd);
	if (r < 0)
		return r;
	ring->kicked = true;
	ring->polled = fd < 0;
	ring->pending = ring->running;
	return vhu_ring_update(server, index);
}

static int set_notifier(vhu_server *server, struct vhu_notifier *notifier, int fd)
{
	if (vhu_notifier_set(notifier, fd) == 0)
		return 0;
	return vhu_refuse(&server->why, "the descriptor is no eventfd, pipe or socket");
}

int vhu_set_vring_call(vhu_server *server, struct vhu_message *message)
{
	int fd = -1;
	struct vhu_vring *ring = find_with_fd(server, message->payload.u64, &fd);
	int r;

	if (!ring)
		return -EINVAL;
	r = set_notifier(server, &ring->call, fd);
	/*
	 * A kick overtakes messages: what it brought may be used already, and have rung where
	 * nobody listens any more. QEMU starts a ring before its driver's own descriptor
	 * comes. A notification too many does no harm.
	 */
	if (r == 0 && ring->running)
		vhu_notifier_signal(&ring->call);
	return r;
}

int vhu_set_vring_err(vhu_server *server, struct vhu_message *message)
{
	int fd = -1;
	struct vhu_vring *ring = find_with_fd(server, message->payload.u64, &fd);

	return ring ? set_notifier(server, &ring->error, fd) : -EINVAL;
}

int vhu_set_vring_enable(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_vring_state *state = &message->payload.state;
	struct vhu_vring *ring = find(server, state->index);

	if (!ring)
		return -EINVAL;
	if (state->num > 1)
		return vhu_refuse(&server->why, "queue %u: %u is neither 0 nor 1",
		                  state->index, state->num);
	if (!state->num && vhu_drains(server, state->index))
		return VHU_LATER;
	ring->enabled = state->num;
	return vhu_ring_update(server, state->index);
}

int vhu_vring_kick(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_vring_state *state = &message->payload.state;
	struct vhu_vring *ring = find(server, state->index);
	int r;

	if (!ring)
		return -EINVAL;
	ring->kicked = true;
	r = vhu_ring_update(server, state->index);
	if (r < 0)
		return r;
	if (ring->running)
		vhu_go_live(server);
	/* Before the reply: a simulation counts on its being done then. */
	vhu_ring_run(server, state->index);
	return 0;
}

/* Deprecated; back ends do best to disable all rings and nothing else. */
int vhu_reset_owner(vhu_server *server, struct vhu_message *message)
{
	(void)message;
	for (unsigned int i = 0; i < server->ring_count; i++) {
		server->rings[i].enabled = false;
		vhu_ring_stop(server, i);
	}
	return 0;
}
