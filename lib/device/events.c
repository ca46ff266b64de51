/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Events: buffers that the driver posts and the device fills when it has
 * something to say. A buffer is taken only when it is needed, so that the
 * others are still the driver's when the queue stops.
 */
#include <errno.h>

#include "internal.h"
#include "prefetch.h"

/*
 * Takes the next buffers, `count` at the most. While there are some the driver need
 * not notify; when there are none it has to. 0: there is none.
 */
static int take(struct queue *queue, struct vqs_chain *chains, unsigned int count)
{
	int taken = queue_take(queue, chains, count);

	if (taken == 0) {
		queue->dry = true;
		if (!queue->polled && vqs_device_ring_expect(&queue->ring))
			taken = queue_take(queue, chains, count);
	}
	if (taken > 0 && queue->dry) {
		queue->dry = false;
		if (!queue->polled)
			vqs_device_ring_suppress(&queue->ring);
	}
	return taken;
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
static void complain_small(struct queue *queue, uint32_t length, uint64_t least)
{
	complain_often(queue->device, &queue->complaints,
	               "queue %u (%s): a posted buffer has %u bytes; it has to have %llu "
	               "at least",
	               queue->index, queue->type->name, length,
	               (unsigned long long)least);
}

static void judge_size(struct queue *queue, uint32_t length)
{
	uint64_t least = least_buffer(queue);

	if (length < least)
		complain_small(queue, length, least);
}

/* A buffer with no writable part is no use to anybody and goes back. */
static void refuse_buffer(struct queue *queue, const struct vqs_chain *chain)
{
	complain_often(queue->device, &queue->complaints,
	               "queue %u (%s): a posted buffer has no device-writable part",
	               queue->index, queue->type->name);
	queue_give(queue, chain->id, chain->slots, 0);
}

static struct slot *take_useful(struct queue *queue)
{
	struct vqs_chain chain;
	struct slot *slot;

	for (uint32_t tries = queue->pool->size; tries && take(queue, &chain, 1) > 0;
	     tries--) {
		if (!chain.writable_length) {
			refuse_buffer(queue, &chain);
			continue;
		}
		slot = slot_take(queue, &chain);
		if (slot) {
			judge_size(queue, chain.writable_length);
			return slot;
		}
		queue_give(queue, chain.id, chain.slots, 0);
	}
	return NULL;
}

struct queue *posted_queue(const struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_at(device, index);

	if (!queue || !queue->started || !queue->type->posted || queue->ring.fault ||
	    queue->stopping || !device_runs(device))
		return NULL;
	return queue;
}

struct vqs_request *vqs_device_posted(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = posted_queue(device, index);
	struct slot *slot;

	if (!queue)
		return NULL;
	slot = queue->spare;
	if (slot) {
		queue->spare = slot->spare;
		queue->spare_count--;
	} else {
		slot = take_useful(queue);
	}
	return slot ? &slot->request : NULL;
}

bool posted_takes(const struct queue *queue, const struct vqs_message *message)
{
	const struct vqs_family *family = queue->type->family;

	return message >= family->messages &&
	       message < family->messages + family->message_count &&
	       vqs_condition_holds(message->condition, &queue->device->negotiated);
}

/*
 * A message into a posted buffer. *length: of what was written, 0 where the buffer is too
 * small.
 */
static int encode(struct queue *queue, const struct vqs_message *message,
                  const void *writable, const struct vqs_span *to, uint32_t *length)
{
	const struct route *route =
	        &queue->routes->list[message - queue->type->family->messages];
	int error;

	if (writable && to->length && to->skip == 0 &&
	    plan_quick_copy(&route->writable, writable, to->segments, length))
		return 0;
	error = plan_encode(&route->writable, writable, &route->context, to, length,
	                    NULL);

	if (error > 0)
		error = vqs_half_encode(&message->writable, writable, &route->context, to,
		                        length, NULL);
	if (!error)
		return 0;
	*length = 0;
	if (error != -EINVAL)
		complain_often(
		        queue->device, &queue->complaints,
		        "queue %u (%s): a posted buffer of %u bytes is too small for "
		        "%s",
		        queue->index, queue->type->name, to->length, message->name);
	return error;
}

int vqs_request_send(struct vqs_request *request, const struct vqs_message *message,
                     const void *writable)
{
	struct slot *slot = (struct slot *)request;
	struct queue *queue = slot->pool->queue;
	uint32_t length;
	int error;

	if (!request_is_held(request))
		return -EINVAL;
	if (!queue) {
		slot_release(slot);
		return 0;
	}
	if (!posted_takes(queue, message)) {
		queue_keep_spare(queue, slot);
		return -EINVAL;
	}
	error = encode(queue, message, writable, &request->writable_span, &length);
	if (error == -EINVAL) {
		/* What the author got wrong the driver need not suffer for. */
		queue_keep_spare(queue, slot);
		return error;
	}
	slot_give(slot, length);
	return error;
}

int vqs_device_send(struct vqs_device *device, uint16_t index,
                    const struct vqs_message *message, const void *writable)
{
	struct vqs_request *request;

	if (!posted_queue(device, index))
		return -ENOTCONN;
	request = vqs_device_posted(device, index);
	if (!request)
		return posted_queue(device, index) ? -EAGAIN : -ENOTCONN;
	return vqs_request_send(request, message, writable);
}

/* ---- Many at once ------------------------------------------------------------- */

struct many {
	const struct vqs_message *message;
	const uint8_t *left; /* to send: native forms, one after another */
	unsigned int count;
	uint64_t least; /* bytes that a buffer has to have */
	int error;      /* of the one that could not be sent */
	const struct plan *plan;
};

static inline void one_sent(struct many *many)
{
	many->left += many->message->writable.memory;
	many->count--;
}

/* What most are. False: it is something else, and nothing was done. */
static inline bool send_quick(struct queue *queue, const struct vqs_chain *chain,
                              struct many *many)
{
	unsigned int count = queue->used_count;
	uint32_t length;

	if (!chain->writable || chain->writable_length < many->least ||
	    count >= queue->used_room || !many->left ||
	    !plan_quick_copy(many->plan, many->left, chain->segments + chain->readable,
	                     &length))
		return false;
	queue->used[count].id = chain->id;
	queue->used[count].slots = chain->slots;
	queue->used[count].length = length;
	queue->used_count = count + 1;
	one_sent(many);
	return true;
}

/* The buffer gets the next message. False: it could not be sent. */
static bool send_in(struct queue *queue, const struct vqs_chain *chain, struct many *many)
{
	const struct vqs_span to = { chain->segments + chain->readable, 0,
		                     chain->writable_length };
	uint32_t length;

	if (chain->writable_length < many->least)
		complain_small(queue, chain->writable_length, many->least);
	many->error = encode(queue, many->message, many->left, &to, &length);
	if (many->error == -EINVAL)
		return false;
	queue_give(queue, chain->id, chain->slots, length);
	if (many->error)
		return false;
	one_sent(many);
	return true;
}

/* Buffers that are left when a message could not be sent: later ones take them. */
static void keep_buffers(struct queue *queue, const struct vqs_chain *chains, int count)
{
	while (count-- > 0) {
		struct slot *slot = slot_take(queue, &chains[count]);

		if (slot)
			queue_keep_spare(queue, slot);
		else
			queue_give(queue, chains[count].id, chains[count].slots, 0);
	}
}

/* As many buffers as there are messages, but a batch at the most. False: that's it. */
static bool send_some(struct queue *queue, struct many *many)
{
	struct vqs_chain chains[BATCH];
	int count = take(queue, chains, many->count < BATCH ? many->count : BATCH);

	for (int i = 0; i < count; i++)
		if (chains[i].writable)
			prefetch_to_write(chains[i].segments + chains[i].readable);
	for (int i = 0; i < count; i++) {
		if (send_quick(queue, &chains[i], many))
			continue;
		if (!chains[i].writable_length) {
			refuse_buffer(queue, &chains[i]);
		} else if (!send_in(queue, &chains[i], many)) {
			i += many->error != -EINVAL;
			keep_buffers(queue, chains + i, count - i);
			return false;
		}
	}
	return count > 0 && many->count;
}

/* Buffers that were taken before go first. */
static bool send_spare(struct vqs_device *device, struct queue *queue, struct many *many)
{
	many->error = vqs_device_send(device, queue->index, many->message, many->left);
	if (many->error)
		return false;
	one_sent(many);
	return many->count;
}

int vqs_device_send_many(struct vqs_device *device, uint16_t index,
                         const struct vqs_message *message, const void *writables,
                         unsigned int count)
{
	struct queue *queue = posted_queue(device, index);
	struct many many = { message, writables, count, 0, -EAGAIN, NULL };
	bool more = count;

	if (!queue)
		return -ENOTCONN;
	if (!posted_takes(queue, message))
		return -EINVAL;
	many.least = least_buffer(queue);
	many.plan =
	        &queue->routes->list[message - queue->type->family->messages].writable;
	vqs_device_begin(device);
	while (more && posted_queue(device, index))
		more = queue->spare ? send_spare(device, queue, &many)
		                    : send_some(queue, &many);
	vqs_device_end(device);
	if (many.count < count || !count)
		return (int)(count - many.count);
	return posted_queue(device, index) ? many.error : -ENOTCONN;
}

/* ---- Notifications of the driver ----------------------------------------------- */

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
	queue_keep_spare(queue, slot);
	tell_author(queue);
	return true;
}
