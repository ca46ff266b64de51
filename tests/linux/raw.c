/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Breaks the rules by reaching into the device end and into the used ring.
 */
#include <string.h>

#include "../../lib/device/internal.h"
#include "../../lib/ring/split_layout.h"
#include "raw.h"

/* An entry of the used ring of our own making, after those that are gathered. */
static void used_put(struct queue *queue, uint32_t id, uint32_t length)
{
	struct vqs_device_ring *ring = &queue->ring;
	uint8_t *entry = vqs_used_entry(ring->ring.device_area, ring->ring.size,
	                                ring->next_used++);

	memcpy(entry, &id, sizeof(id));
	memcpy(entry + 4, &length, sizeof(length));
}

static void used_publish(struct queue *queue)
{
	struct vqs_device *device = queue->device;
	uint8_t *index = (uint8_t *)queue->ring.ring.device_area + VQS_SPLIT_INDEX;

	__atomic_thread_fence(__ATOMIC_RELEASE);
	memcpy(index, &queue->ring.next_used, 2);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	device->functions->notify_used(device->transport, queue->index);
}

static void fill(struct vqs_request *request, uint8_t byte)
{
	for (uint32_t i = 0; i < request->writable_span.length; i++)
		vqs_span_write(&request->writable_span, i, &byte, 1);
}

static void give_with_status(struct vqs_request *request, uint8_t status, uint32_t length)
{
	fill(request, 0);
	vqs_span_write(&request->writable_span, 0, &status, 1);
	slot_give((struct slot *)request, length);
}

/* What no device may do. Stale entries of the used ring that a jump reveals are zero. */
static void give_and_break(struct vqs_request *request, enum odd_reply odd)
{
	struct slot *slot = (struct slot *)request;
	struct queue *queue = slot->pool->queue;
	uint16_t id = slot->used.id;

	if (odd == REPLY_TWICE) {
		used_put(queue, id, request->writable_span.length);
		give_with_status(request, 0, request->writable_span.length);
	} else if (odd == REPLY_OTHER_ID) {
		used_put(queue, (id + 1u) % queue->ring.ring.size, 8);
	} else if (odd == REPLY_WILD_ID) {
		used_put(queue, queue->ring.ring.size, 8);
	} else {
		queue->ring.next_used += 100;
	}
	used_publish(queue);
}

void raw_reply(struct vqs_request *request, enum odd_reply odd)
{
	uint32_t room = request->writable_span.length;

	switch (odd) {
	case REPLY_EMPTY:
		slot_give((struct slot *)request, 0);
		break;
	case REPLY_STATUS:
		give_with_status(request, 0, 1);
		break;
	case REPLY_FAILURE:
		give_with_status(request, 3, 1);
		break;
	case REPLY_LONG:
		give_with_status(request, 0, room + 1);
		break;
	case REPLY_HUGE:
		give_with_status(request, 0, UINT32_MAX);
		break;
	case REPLY_GARBAGE:
		fill(request, 0xff);
		slot_give((struct slot *)request, room);
		break;
	case REPLY_NEVER:
		break;
	default:
		give_and_break(request, odd);
		break;
	}
}

void raw_event(struct vqs_device *device, uint16_t queue, enum odd_event odd)
{
	struct vqs_request *buffer = vqs_device_posted(device, queue);
	uint32_t room;

	if (!buffer)
		return;
	room = buffer->writable_span.length;
	fill(buffer, 0x11);
	switch (odd) {
	case EVENT_EMPTY:
		slot_give((struct slot *)buffer, 0);
		break;
	case EVENT_SHORT:
		slot_give((struct slot *)buffer, room - 1);
		break;
	case EVENT_LONG:
		slot_give((struct slot *)buffer, room + 1);
		break;
	case EVENT_HUGE:
		slot_give((struct slot *)buffer, UINT32_MAX);
		break;
	}
}

unsigned int raw_queue_size(const struct vqs_device *device, uint16_t queue)
{
	return queue_at(device, queue)->ring.ring.size;
}
