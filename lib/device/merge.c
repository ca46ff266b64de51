/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An event that runs on from one posted buffer into the next, as a network
 * device's packet does with VIRTIO_NET_F_MRG_RXBUF. The driver finds all of
 * the buffers used or none of them.
 */
#include <errno.h>

#include "internal.h"

/* Buffers for one event, and the pieces of memory that they are. */
#define BUFFERS_MOST  BATCH
#define SEGMENTS_MOST 128

struct merged {
	struct slot *slots[BUFFERS_MOST];
	unsigned int count;
	uint64_t room, length;
	struct vqs_segment segments[SEGMENTS_MOST];
};

/* They stay the first ones to be taken. */
static int keep_all(struct queue *queue, struct merged *merged, int error)
{
	while (merged->count)
		queue_keep_spare(queue, merged->slots[--merged->count]);
	return error;
}

static int take_room(struct queue *queue, struct merged *merged)
{
	do {
		struct vqs_request *request;

		if (merged->count == BUFFERS_MOST)
			return -EMSGSIZE;
		request = vqs_device_posted(queue->device, queue->index);
		if (!request)
			return -EAGAIN;
		merged->slots[merged->count++] = (struct slot *)request;
		merged->room += request->writable_span.length;
	} while (merged->room < merged->length);
	return 0;
}

/* All of them as one. */
static int join(struct merged *merged)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < merged->count; i++) {
		struct vqs_span span = merged->slots[i]->request.writable_span;
		struct vqs_segment piece;

		while (vqs_span_next(&span, &piece)) {
			if (count == SEGMENTS_MOST)
				return -EMSGSIZE;
			merged->segments[count++] = piece;
		}
	}
	return 0;
}

static void give_all(struct queue *queue, struct merged *merged)
{
	uint64_t left = merged->length;

	vqs_device_begin(queue->device);
	queue_reserve(queue, merged->count);
	for (unsigned int i = 0; i < merged->count; i++) {
		uint32_t room = merged->slots[i]->request.writable_span.length;
		uint32_t length = left < room ? (uint32_t)left : room;

		left -= length;
		slot_give(merged->slots[i], length);
	}
	vqs_device_end(queue->device);
}

static int fill(struct merged *merged, const struct vqs_message *message,
                const void *writable, const struct vqs_context *context)
{
	const struct vqs_span to = { merged->segments, 0, (uint32_t)merged->length };
	uint32_t length;

	return vqs_half_encode(&message->writable, writable, context, &to, &length, NULL);
}

int vqs_device_send_merged(struct vqs_device *device, uint16_t index,
                           const struct vqs_message *message, void *writable,
                           uint16_t *buffers)
{
	struct queue *queue = posted_queue(device, index);
	struct merged merged = { .count = 0 };
	struct vqs_context context;
	int error;

	if (!queue)
		return -ENOTCONN;
	if (!posted_takes(queue, message))
		return -EINVAL;
	context = context_of(device, message, NULL);
	error = vqs_half_length(&message->writable, writable, &context, &merged.length,
	                        NULL);
	if (error)
		return error;
	if (merged.length > UINT32_MAX)
		return -EMSGSIZE;
	error = take_room(queue, &merged);
	if (!posted_queue(device, index))
		return -ENOTCONN;
	if (!error)
		error = join(&merged);
	*buffers = (uint16_t)merged.count;
	if (!error)
		error = fill(&merged, message, writable, &context);
	if (error)
		return keep_all(queue, &merged, error);
	give_all(queue, &merged);
	return 0;
}
