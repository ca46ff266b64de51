/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One queue, reset and enabled again, while the others go on.
 *
 * virtio 1.4, Virtqueue Reset; Virtqueue Re-enable.
 */
#include "internal.h"

#include <errno.h>

/*
 * The calls in flight, one after another by their private pointers; the last one points
 * to itself. None of them is the queue's any more, so that their ends may do anything.
 */
static struct vqs_call *take_calls(struct driver_queue *queue)
{
	struct vqs_call *first = NULL;

	for (unsigned int i = queue->ring.ring.size; i-- > 0;) {
		struct vqs_call *call = queue->slots[i].call;

		if (!call)
			continue;
		call->slot = first ? first : call;
		first = call;
	}
	return first;
}

static void cancel(struct vqs_call *call)
{
	while (call) {
		struct vqs_call *next = call->slot == call ? NULL : call->slot;

		call->slot = NULL;
		call->result = -ECANCELED;
		call->length = 0;
		if (call->done)
			call->done(call);
		call = next;
	}
}

/* The device cannot do it, says the transport, and has not: all is as before. */
static bool is_unable(int error)
{
	return error == -ENOTSUP;
}

int vqs_driver_queue_reset(struct vqs_driver *driver, uint16_t index)
{
	const struct vqs_driver_functions *functions = driver->transport->functions;
	struct driver_queue *queue = driver_queue(driver, index);
	struct vqs_call *calls;
	int error;

	if (driver_broken(driver) || !driver->live)
		return -EIO;
	if (!queue)
		return -ENOENT;
	if (!vqs_features_has(&driver->negotiated, VQS_F_RING_RESET))
		return -ENOTSUP;
	if (queue->off)
		return -EALREADY;
	error = functions->queue_reset(driver->transport, index);
	if (is_unable(error))
		return error;
	if (error) {
		driver_lost(driver, "reset of a queue", error);
		driver_tell(driver);
		return error;
	}
	queue->off = true;
	queue->epoch++;
	calls = take_calls(queue);
	driver_queue_empty(driver, queue);
	cancel(calls);
	return 0;
}

int vqs_driver_queue_enable(struct vqs_driver *driver, uint16_t index, uint16_t size)
{
	struct driver_queue *queue = driver_queue(driver, index);
	int error;

	if (driver_broken(driver) || !driver->live)
		return -EIO;
	if (!queue)
		return -ENOENT;
	if (!queue->off)
		return -EALREADY;
	error = driver_queue_fill(driver, queue, size);
	if (error) {
		driver_queue_empty(driver, queue);
	} else {
		queue->off = false;
		driver_queue_publish(driver, queue);
		error = driver_broken(driver) ? -EIO : 0;
	}
	driver_tell(driver);
	return error;
}

uint16_t vqs_driver_queue_size(const struct vqs_driver *driver, uint16_t index)
{
	const struct driver_queue *queue = driver_queue(driver, index);

	return queue && !queue->off ? queue->ring.ring.size : 0;
}
