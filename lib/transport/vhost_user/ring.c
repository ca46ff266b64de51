/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The rings' lives: one runs on the device while the front end has started and
 * enabled it and features are agreed on. Its areas are found anew each time,
 * by the front end's user addresses.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "server.h"

static bool enabled(const vhu_server *server, const struct vhu_vring *ring)
{
	return ring->enabled || !(server->features >> VHU_F_PROTOCOL_FEATURES & 1);
}

/* One area of a ring: mapped, whole in one region, and aligned. */
static int find_area(vhu_server *server, unsigned int index, const char *name,
                     uint64_t user, const size_t need[2], void **area)
{
	*area = vhu_table_user(server->table, user, need[0]);
	if (!*area)
		return vhu_refuse(&server->why,
		                  "queue %u: its %s, %zu bytes at user address 0x%" PRIx64
		                  ", is not in one memory region",
		                  index, name, need[0], user);
	if ((uintptr_t)*area % need[1])
		return vhu_refuse(&server->why,
		                  "queue %u: its %s at user address 0x%" PRIx64
		                  " is not aligned to %zu bytes",
		                  index, name, user, need[1]);
	return 0;
}

/* virtio 1.4, Split Virtqueues; Packed Virtqueues: sizes and alignments. */
static int find_ring(vhu_server *server, unsigned int index, struct vqs_ring *to)
{
	const struct vhu_vring *ring = &server->rings[index];
	struct vqs_ring_need need;
	bool packed;
	int r;

	to->size = (uint16_t)ring->size;
	to->position = ring->position;
	to->features = *vqs_device_negotiated(server->device);
	packed = vqs_features_has(&to->features, VQS_F_RING_PACKED);
	if (!packed && ring->size & (ring->size - 1))
		return vhu_refuse(&server->why, "queue %u: size %u is not a power of two",
		                  index, ring->size);
	need = vqs_ring_need(to->size, &to->features);
	r = find_area(server, index, "descriptor area", ring->addr.descriptors,
	              (size_t[2]){ need.descriptors, 16 }, &to->descriptors);
	if (r == 0)
		r = find_area(server, index, "driver area", ring->addr.available,
		              (size_t[2]){ need.driver_area, packed ? 4 : 2 },
		              &to->driver_area);
	if (r == 0)
		r = find_area(server, index, "device area", ring->addr.used,
		              (size_t[2]){ need.device_area, 4 }, &to->device_area);
	return r;
}

static int refuse_start(vhu_server *server, unsigned int index, int error)
{
	switch (error) {
	case -ENOENT:
		return vhu_refuse(&server->why,
		                  "queue %u does not exist with the features negotiated",
		                  index);
	case -EINVAL:
		return vhu_refuse(
		        &server->why, "queue %u: size %u or position 0x%x is not allowed",
		        index, server->rings[index].size, server->rings[index].position);
	default:
		return vhu_refuse(&server->why,
		                  "queue %u: the device did not start it (%d)", index,
		                  error);
	}
}

static int start(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];
	struct vqs_ring it;
	int r;

	if (!ring->size)
		return vhu_refuse(&server->why, "queue %u: its size was not set", index);
	if (!ring->addressed)
		return vhu_refuse(&server->why, "queue %u: its addresses were not set",
		                  index);
	if (!server->table)
		return vhu_refuse(&server->why, "queue %u: no memory was set", index);
	r = find_ring(server, index, &it);
	if (r < 0)
		return r;
	r = vqs_device_queue_start(server->device, (uint16_t)index, &it,
	                           &server->table->memory);
	if (r < 0)
		return refuse_start(server, index, r);
	r = vhu_inflight_start(server, index);
	if (r < 0)
		return r;
	ring->running = true;
	ring->stopped = ring->renewed = false;
	if (index >= server->ring_end)
		server->ring_end = index + 1;
	ring->faulty = false;
	ring->pending = true; /* what became available before needs no kick */
	return 0;
}

void vhu_ring_stop(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];

	if (ring->running) {
		ring->position = vqs_device_queue_stop(server->device, (uint16_t)index);
		ring->go_on = ring->stopped = true;
	}
	ring->running = false;
	ring->pending = false;
	while (server->ring_end && !server->rings[server->ring_end - 1].running)
		server->ring_end--;
}

bool vhu_rings_idle(const vhu_server *server)
{
	return server->ring_end == 0;
}

/* Whether every ring that was started runs, and there is one. */
static bool complete(const vhu_server *server)
{
	bool any = false;

	for (unsigned int i = 0; i < server->ring_count; i++) {
		if (server->rings[i].kicked && !server->rings[i].running)
			return false;
		any |= server->rings[i].running;
	}
	return any;
}

/* The driver was reset, says a front end that disables the last queue. */
static void went_idle(vhu_server *server)
{
	if (!server->status_told && vhu_rings_idle(server))
		vqs_device_reset(server->device);
}

int vhu_ring_update(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];
	bool wanted = ring->kicked && enabled(server, ring);
	int r = 0;

	if (ring->running && !wanted) {
		vhu_ring_stop(server, index);
		went_idle(server);
		return 0;
	}
	if (ring->running || !wanted)
		return 0;
	/* Enabled again after went_idle(): it was only a pause. */
	if (!server->status_told && server->features && !vhu_negotiated(server))
		r = vhu_renegotiate(server);
	if (r == 0 && vhu_negotiated(server))
		r = start(server, index);
	if (r == 0 && complete(server))
		vhu_go_live(server);
	return r;
}

int vhu_rings_update(vhu_server *server)
{
	int r = 0;

	for (unsigned int i = 0; i < server->ring_count && r == 0; i++)
		r = vhu_ring_update(server, i);
	return r;
}

void vhu_rings_stop(vhu_server *server)
{
	for (unsigned int i = 0; i < server->ring_count; i++) {
		vhu_ring_stop(server, i);
		server->rings[i].kicked = false;
	}
}

/* Tells the front end that a queue is broken; the device has complained already. */
static void tell_fault(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];

	if (ring->faulty || !vqs_device_queue_fault(server->device, (uint16_t)index))
		return;
	ring->faulty = true;
	if (ring->error.fd >= 0 || !vhu_has(server, VHU_PROTOCOL_INBAND_NOTIFICATIONS)) {
		vhu_notifier_signal(&ring->error);
		return;
	}
	ring->error_due = true;
	vhu_channel_flush(server);
}

void vhu_ring_run(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];

	if (!ring->running)
		return;
	ring->pending = vqs_device_queue_notified(server->device, (uint16_t)index) ||
	                ring->polled;
	tell_fault(server, index);
}

void vhu_wake(vhu_server *server)
{
	const uint64_t one = 1;

	if (!server->woken)
		server->woken = write(server->wake, &one, sizeof(one)) == sizeof(one);
}

void vhu_rings_run(vhu_server *server)
{
	bool more = false;

	for (unsigned int i = 0; i < server->ring_end; i++) {
		if (server->rings[i].pending)
			vhu_ring_run(server, i);
		more |= server->rings[i].pending;
	}
	if (more)
		vhu_wake(server);
}

/* Each stays pending: before the program sleeps the driver has to be asked again. */
int vhu_rings_poll(vhu_server *server)
{
	bool any = false, found = false;

	for (unsigned int i = 0; i < server->ring_end; i++) {
		if (!server->rings[i].running)
			continue;
		any = true;
		server->rings[i].pending = true;
		if (vqs_device_queue_polled(server->device, (uint16_t)i))
			found = true;
		else
			tell_fault(server, i);
	}
	return any ? found : -EAGAIN;
}

void vhu_rings_poke(vhu_server *server)
{
	for (unsigned int i = 0; i < server->ring_end; i++)
		server->rings[i].pending = server->rings[i].running;
}

/* Puts a running ring on the new table, or ends it where the table has no place for it.
 */
static void move(vhu_server *server, unsigned int index)
{
	struct vhu_vring *ring = &server->rings[index];
	struct vqs_ring it;

	if (find_ring(server, index, &it) == 0 &&
	    vqs_device_queue_move(server->device, (uint16_t)index, &it,
	                          &server->table->memory) == 0)
		return;
	vqs_device_complain(server->device, "vhost-user: %s; the queue is stopped",
	                    server->why.text);
	vhu_ring_stop(server, index);
	ring->kicked = false;
	vhu_notifier_signal(&ring->error);
}

int vhu_rings_move(vhu_server *server, struct vhu_table *table)
{
	struct vhu_table *old = server->table;

	server->table = table;
	for (unsigned int i = 0; i < server->ring_count; i++)
		if (server->rings[i].running)
			move(server, i);
	vhu_table_put(old);
	return 0;
}

/* -1: there is none. Edge-triggered: an eventfd need not be read then. */
int vhu_ring_kick_fd(vhu_server *server, unsigned int index, int fd)
{
	struct vhu_vring *ring = &server->rings[index];

	if (ring->kick.fd >= 0)
		vhu_unwatch(server, ring->kick.fd);
	if (vhu_notifier_set(&ring->kick, fd) == 0 &&
	    (fd < 0 ||
	     vhu_watch(server, fd, EPOLLIN | EPOLLET, VHU_WATCH_KICK, index) == 0))
		return 0;
	vhu_notifier_close(&ring->kick);
	return vhu_refuse(&server->why,
	                  "queue %u: the descriptor is no eventfd, pipe or socket",
	                  index);
}

void vhu_rings_close(vhu_server *server)
{
	for (unsigned int i = 0; i < server->ring_count; i++) {
		struct vhu_vring *ring = &server->rings[i];

		vhu_ring_kick_fd(server, i, -1);
		vhu_notifier_close(&ring->call);
		vhu_notifier_close(&ring->error);
		*ring = (struct vhu_vring){ .kick.fd = -1,
			                    .call.fd = -1,
			                    .error.fd = -1 };
	}
}
