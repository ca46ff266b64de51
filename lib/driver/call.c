/* SPDX-License-Identifier: BSD-3-Clause */
/* From a call to a chain on the ring. */
#include "internal.h"

#include <errno.h>
#include <string.h>

static bool carries(const struct vqs_family *family, const struct vqs_message *message)
{
	for (uint32_t i = 0; i < family->message_count; i++)
		if (&family->messages[i] == message)
			return true;
	return false;
}

static int check_call(const struct vqs_driver *driver, const struct driver_queue *queue,
                      const struct vqs_call *call)
{
	if (driver_broken(driver) || !driver->live)
		return -EIO;
	if (!queue)
		return -ENOENT;
	if (queue->off)
		return -ESHUTDOWN;
	if (queue->type->posted || !carries(queue->type->family, call->message))
		return -EINVAL;
	if (!vqs_condition_holds(call->message->condition, &driver->negotiated))
		return -ENOENT;
	return 0;
}

/* What the device has not written reads as zero, and shows nothing of an earlier call. */
static void clear_fixed(const struct vqs_half *half, const struct vqs_context *context,
                        const struct slot_half *at)
{
	struct vqs_span span = { .segments = at->segments, .length = at->length };
	struct vqs_measure measure = vqs_half_measure(half, context);
	uint32_t tail = measure.fixed - measure.head;

	vqs_span_clear(&span, 0, measure.head);
	if (half->variable && tail)
		vqs_span_clear(&span, at->length - tail, tail);
}

static int encode(struct vqs_driver *driver, struct driver_slot *slot,
                  struct vqs_call *call)
{
	const struct vqs_half *half = &call->message->readable;
	const void *native = call->readable ? call->readable : driver->zeros;
	struct vqs_context context = driver_context(driver, call->message, native);
	int error = driver_encode(slot->queue, call->message, &context, &slot->readable,
	                          &call->error);

	if (error)
		return error == -EMSGSIZE ? -EINVAL : error;
	clear_fixed(&call->message->writable, &context, &slot->writable);
	if (slot->asked)
		memcpy(slot->asked, native, half->memory);
	return 0;
}

static int fill_slot(struct vqs_driver *driver, struct driver_slot *slot,
                     struct vqs_call *call)
{
	int error = driver_slot_layout(driver, slot, call);

	if (!error)
		error = encode(driver, slot, call);
	if (!error)
		error = driver_slot_add(slot);
	return error;
}

int vqs_driver_submit(struct vqs_driver *driver, uint16_t index, struct vqs_call *call)
{
	struct driver_queue *queue = driver_queue(driver, index);
	int error = check_call(driver, queue, call);
	struct driver_slot *slot;

	memset(&call->error, 0, sizeof(call->error));
	call->slot = NULL;
	if (error)
		return error;
	slot = driver_slot_take(queue);
	if (!slot)
		return -EAGAIN;
	error = fill_slot(driver, slot, call);
	if (error) {
		driver_slot_give(slot);
		return error == -ENOSPC ? -EAGAIN : error;
	}
	slot->call = call;
	call->slot = slot;
	if (!driver->batches)
		driver_queue_publish(driver, queue);
	return 0;
}

void vqs_driver_begin(struct vqs_driver *driver)
{
	driver->batches++;
}

void vqs_driver_end(struct vqs_driver *driver)
{
	if (--driver->batches == 0)
		driver_publish_all(driver);
}
