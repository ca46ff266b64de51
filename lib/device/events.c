/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Events: buffers that the driver posts and the device fills when it has
 * something to say. A buffer is taken only when it is needed, so that the
 * others are still the driver's when the queue stops.
 */
#include <errno.h>

#include "internal.h"

/*
 * Takes the next buffer. While there are some the driver need not notify; when
 * there are none it has to. 0: there is none.
 */
static int take_one(struct queue *queue, struct vqs_chain *chain)
{
	int count = queue_take(queue, chain, 1);

	if (count == 0) {
		queue->dry = true;
		if (!queue->polled && vqs_device_ring_expect(&queue->ring))
			count = queue_take(queue, chain, 1);
	}
	if (count > 0 && queue->dry) {
		queue->dry = false;
		if (!queue->polled)
			vqs_device_ring_suppress(&queue->ring);
	}
	return count;
}

/* Bytes that a posted buffer has at the least, by the type or by configuration. */
static uint64_t least_buffer(const struct queue *queue)
{
	const struct vqs_queue_type *type = queue->type;
	const struct vqs_device *device = queue->device;
	const struct vqs_field *field;

	if (type->least_buffer_field == 0)
		return type->least_buffer;
	field = &device->class->type->config.fields[type->least_buffer_field - 1];
	if (!vqs_condition_holds(field->condition, &device->offered))
		return 0;
	return vqs_scalar_get(device->config.image + field->offset,
	                      (enum vqs_kind)field->kind);
}

/* It may do for what there is to say all the same. */
static void complain_small(struct queue *queue, uint32_t length)
{
	uint64_t least = least_buffer(queue);

	if (length < least)
		complain_often(queue->device, &queue->complaints,
		               "queue %u (%s): a posted buffer has %u bytes; it has to "
		               "have %llu at least",
		               queue->index, queue->type->name, length,
		               (unsigned long long)least);
}

/* A buffer with no writable part is no use to anybody and goes back. */
static struct slot *take_useful(struct queue *queue)
{
	struct vqs_chain chain;
	struct slot *slot;

	for (uint32_t tries = queue->pool->size; tries && take_one(queue, &chain) > 0;
	     tries--) {
		slot = chain.writable_length ? slot_take(queue, &chain) : NULL;
		if (slot) {
			complain_small(queue, chain.writable_length);
			return slot;
		}
		if (!chain.writable_length)
			complain_often(queue->device, &queue->complaints,
			               "queue %u (%s): a posted buffer has no "
			               "device-writable part",
			               queue->index, queue->type->name);
		queue_give(queue, &(struct vqs_used){ chain.id, chain.slots, 0 });
	}
	return NULL;
}

static struct queue *usable(const struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_at(device, index);

	if (!queue || !queue->started || !queue->type->posted || queue->ring.fault ||
	    !device_runs(device))
		return NULL;
	return queue;
}

struct vqs_request *vqs_device_posted(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = usable(device, index);
	struct slot *slot;

	if (!queue)
		return NULL;
	slot = queue->spare;
	if (slot)
		queue->spare = slot->spare;
	else
		slot = take_useful(queue);
	return slot ? &slot->request : NULL;
}

static bool may_send(const struct queue *queue, const struct vqs_message *message)
{
	const struct vqs_family *family = queue->type->family;

	return message >= family->messages &&
	       message < family->messages + family->message_count &&
	       vqs_condition_holds(message->condition, &queue->device->negotiated);
}

/* The next event takes it. */
static void keep_spare(struct queue *queue, struct slot *slot)
{
	slot->spare = queue->spare;
	queue->spare = slot;
}

int vqs_request_send(struct vqs_request *request, const struct vqs_message *message,
                     const void *writable)
{
	struct slot *slot = (struct slot *)request;
	struct queue *queue = slot->pool->queue;
	struct vqs_context context;
	uint32_t length;
	int error;

	if (!request_is_held(request))
		return -EINVAL;
	if (!queue) {
		slot_release(slot);
		return 0;
	}
	if (!may_send(queue, message)) {
		keep_spare(queue, slot);
		return -EINVAL;
	}
	context = context_of(queue->device, message, NULL);
	error = vqs_half_encode(&message->writable, writable, &context,
	                        &request->writable_span, &length, NULL);
	if (error == -EINVAL) {
		/* What the author got wrong the driver need not suffer for. */
		keep_spare(queue, slot);
		return error;
	}
	if (error)
		complain_often(
		        queue->device, &queue->complaints,
		        "queue %u (%s): a posted buffer of %u bytes is too small for "
		        "%s",
		        queue->index, queue->type->name, request->writable_span.length,
		        message->name);
	slot_give(slot, length);
	return error;
}

int vqs_device_send(struct vqs_device *device, uint16_t index,
                    const struct vqs_message *message, const void *writable)
{
	struct vqs_request *request;

	if (!usable(device, index))
		return -ENOTCONN;
	request = vqs_device_posted(device, index);
	if (!request)
		return usable(device, index) ? -EAGAIN : -ENOTCONN;
	return vqs_request_send(request, message, writable);
}

static void tell_author(struct queue *queue)
{
	const struct vqs_device_class *class = queue->device->class;

	if (!class->posted)
		return;
	vqs_device_begin(queue->device);
	class->posted(queue->device->self, queue->index);
	vqs_device_end(queue->device);
}

/* The driver posted buffers: tells the author if it waits for one. */
void events_notified(struct queue *queue)
{
	if (!queue->dry || !vqs_device_ring_expect(&queue->ring))
		return;
	if (queue->ring.fault) {
		queue_broken(queue);
		return;
	}
	queue->dry = false;
	vqs_device_ring_suppress(&queue->ring);
	tell_author(queue);
}

/* The same by looking. The buffer that was there is the next to be taken. */
bool events_polled(struct queue *queue)
{
	struct slot *slot;

	if (!queue->dry || !queue->device->class->posted)
		return false;
	slot = take_useful(queue);
	if (!slot)
		return false;
	keep_spare(queue, slot);
	tell_author(queue);
	return true;
}
