/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The codec of a queue's messages: a plan of each half, made when the queue starts,
 * and the general way for what a plan is not made for.
 */
#include "internal.h"

#include <stdlib.h>

#include "../wire/plan.h"

struct halves {
	struct plan readable, writable;
};

struct driver_codec {
	struct plan_room room;
	struct halves messages[]; /* of the family */
};

static void plan_all(struct driver_codec *codec, const struct vqs_family *family,
                     const struct vqs_features *negotiated)
{
	struct plan_room *room = &codec->room;

	room->move_count = room->item_count = 0;
	for (uint32_t i = 0; i < family->message_count; i++) {
		const struct vqs_message *message = &family->messages[i];
		struct halves *halves = &codec->messages[i];

		plan_encoding(&halves->readable, &message->readable, negotiated, room);
		plan_decoding(&halves->writable, &message->writable, negotiated, room);
	}
}

struct driver_codec *driver_codec_create(const struct vqs_family *family,
                                         const struct vqs_features *negotiated)
{
	struct driver_codec *codec = calloc(
	        1, sizeof(*codec) + family->message_count * sizeof(codec->messages[0]));
	struct plan_room *room;

	if (!codec)
		return NULL;
	room = &codec->room;
	plan_all(codec, family, negotiated);
	room->moves = calloc(room->move_count + 1, sizeof(*room->moves));
	room->items = calloc(room->item_count + 1, plan_item_size());
	if (!room->moves || !room->items) {
		driver_codec_destroy(codec);
		return NULL;
	}
	plan_all(codec, family, negotiated);
	return codec;
}

void driver_codec_destroy(struct driver_codec *codec)
{
	if (!codec)
		return;
	free(codec->room.moves);
	free(codec->room.items);
	free(codec);
}

/* NULL: the message is a program's own. */
static const struct halves *halves_of(const struct driver_queue *queue,
                                      const struct vqs_message *message)
{
	const struct vqs_family *family = queue->type->family;

	if (message < family->messages ||
	    message >= family->messages + family->message_count)
		return NULL;
	return &queue->codec->messages[message - family->messages];
}

int driver_encode(const struct driver_queue *queue, const struct vqs_message *message,
                  const struct vqs_context *context, const struct slot_half *at,
                  struct vqs_wire_error *error)
{
	const struct vqs_span to = { .segments = at->segments, .length = at->length };
	const struct halves *halves = halves_of(queue, message);
	uint32_t length;
	int result = 1;

	if (halves)
		result = plan_encode(&halves->readable, context->readable, context, &to,
		                     &length, error);
	if (result > 0)
		result = vqs_half_encode(&message->readable, context->readable, context,
		                         &to, &length, error);
	return result;
}

int driver_decode(const struct driver_queue *queue, const struct vqs_message *message,
                  const struct vqs_context *context, const struct vqs_span *from,
                  void *native, struct vqs_wire_error *error)
{
	const struct halves *halves = halves_of(queue, message);

	if (!halves)
		return vqs_half_decode(&message->writable, from, context, native, error);
	return plan_decode(&halves->writable, from, context, native, error);
}
