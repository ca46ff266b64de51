/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The end of a queue while the device goes on: a pause in which what is held comes back,
 * a stop that leaves the rest to a successor, and a reset, which forgets it.
 *
 * virtio 1.4, Virtqueue Reset. For the stop, vhost-user's GET_VRING_BASE.
 */
#include <errno.h>

#include "internal.h"

/* ---- A pause ------------------------------------------------------------------ */

/*
 * What a queue `holds`, or was posted for events, is not about to complete by itself, and
 * nobody has begun it: an author who does not want to be asked is not waited for.
 */
static bool keeps(const struct queue *queue)
{
	const struct vqs_queue_type *type = queue->type;

	return (type->holds || type->posted) && !queue->device->class->queue_stopping;
}

/* Whether the author has nothing of it any more. A broken queue takes no answers. */
static bool is_idle(const struct queue *queue)
{
	return queue->ring.fault || pool_held(queue->pool) == queue->spare_count ||
	       keeps(queue);
}

void queue_tell_idle(struct queue *queue)
{
	const struct vqs_device *device = queue->device;

	if (queue->started && is_idle(queue) && device->functions &&
	    device->functions->queue_idle)
		device->functions->queue_idle(device->transport, queue->index);
}

bool vqs_device_queue_pause(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_started_at(device, index);

	if (!queue)
		return true;
	if (queue->stopping || is_idle(queue)) {
		queue->stopping = true;
		return is_idle(queue);
	}
	queue->stopping = true;
	if (!device->class->queue_stopping)
		return false;
	vqs_device_begin(device);
	device->class->queue_stopping(device->self, index);
	vqs_device_end(device);
	return !queue->started || is_idle(queue);
}

/* A posted buffer that came back unsent is the next event's; a request a successor's. */
void queue_keep_spare(struct queue *queue, struct slot *slot)
{
	slot->state = SLOT_HELD;
	slot->spare = queue->spare;
	queue->spare = slot;
	queue->spare_count++;
}

int vqs_request_return(struct vqs_request *request)
{
	struct slot *slot = (struct slot *)request;
	struct queue *queue = slot->pool->queue;

	if (!request_is_held(request))
		return -EINVAL;
	if (!queue) {
		slot_release(slot);
		return 0;
	}
	if (!queue->stopping)
		return -EBUSY;
	queue_keep_spare(queue, slot);
	queue_tell_idle(queue);
	return 0;
}

/* ---- A stop ------------------------------------------------------------------- */

/* Whether it is a successor's without being handed back: the author will forget it. */
static bool leaves(const struct queue *queue)
{
	return keeps(queue) && queue->device->class->queue_reset;
}

/* The newest of what nobody has begun: as if it had never been taken. */
static bool untake_newest(struct queue *queue)
{
	int id = vqs_device_ring_newest(&queue->ring);
	struct slot *slot;

	if (id < 0)
		return false;
	slot = slot_of_id(queue, (uint16_t)id);
	if (slot->state == SLOT_FREE || (!slot->returned && !leaves(queue)) ||
	    !vqs_device_ring_untake(
	            &queue->ring,
	            &(struct vqs_used){ slot->used.id, slot->used.slots, 0 }))
		return false;
	if (slot->returned)
		slot_release(slot);
	else
		queue->pool->left = true;
	return true;
}

/* Something was taken after it that is done, so that no position is before the one and
   behind the other. */
static void answer(struct queue *queue, struct slot *slot)
{
	if (queue->type->posted)
		slot_give(slot, 0);
	else
		request_fail_invalid(slot, queue->type->family);
}

/* In order a successor takes up again all that was not used, by itself. */
static void hand_back(struct queue *queue)
{
	struct vqs_device *device = queue->device;
	struct slot *list = queue->spare, *next;

	queue->spare = NULL;
	queue->spare_count = 0;
	for (struct slot *slot = list; slot; slot = slot->spare)
		slot->returned = true;
	while (untake_newest(queue))
		;
	vqs_device_begin(device);
	for (struct slot *slot = list; slot; slot = next) {
		next = slot->spare;
		if (!slot->returned)
			continue;
		if (vqs_features_has(&device->negotiated, VQS_F_IN_ORDER))
			slot_release(slot);
		else
			answer(queue, slot);
	}
	vqs_device_end(device);
}

/* Whoever held something of the queue forgets it, or completes it in vain. */
static void forget_held(struct vqs_device *device, uint16_t index)
{
	if (!device->class->queue_reset || !pools_stopped(device, index))
		return;
	device->class->queue_reset(device->self, index);
	pool_discard_stopped(device, index);
}

uint32_t vqs_device_queue_stop(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_started_at(device, index);

	if (!queue)
		return 0;
	queue->stopping = false; /* nobody waits any more */
	queue_publish(queue);
	hand_back(queue);
	queue_publish(queue);
	queue_drop(queue);
	forget_held(device, index);
	return vqs_device_ring_position(&queue->ring);
}

/* ---- A reset ------------------------------------------------------------------ */

/*
 * DEVICE_NEEDS_RESET stays, if a fault of this queue set it: only a reset of the
 * device takes a status bit back (Device Status Field).
 */
int vqs_device_queue_reset(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_at(device, index);

	if (!queue_exists(queue))
		return -ENOENT;
	if (!vqs_features_has(&device->negotiated, VQS_F_RING_RESET))
		return -ENOTSUP;
	queue_drop(queue);
	queue->ring.fault = VQS_FAULT_NONE;
	forget_held(device, index);
	return 0;
}
