/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests on their way back: completed by the author with a reply or a status, or
 * answered by the library.
 */
#include <errno.h>

#include "internal.h"

static struct slot *slot_of(struct vqs_request *request)
{
	return (struct slot *)request;
}

/* The least that a reply has; more than there is room for where nothing is known. */
static uint64_t least_of(const struct vqs_request *request)
{
	const struct vqs_message *message = request->message;
	struct vqs_context context;

	if (!message)
		return UINT64_MAX;
	context = context_of(request->device, message, request->readable);
	return vqs_half_measure(&message->writable, &context).least;
}

/*
 * How many bytes of the writable half an answer of zeroes and a status has: as
 * many as the message when every part of variable length is empty, but all of
 * the half where the status is looked for at its end.
 */
static uint32_t failure_length(const struct vqs_family *family,
                               const struct vqs_request *request)
{
	const struct vqs_place *place = &family->status;
	uint32_t at, room = request->writable_span.length;
	uint64_t least = least_of(request);

	if (least <= room && !(place->from_end && request->message->writable.variable))
		return (uint32_t)least;
	if (place->from_end)
		return room;
	if (!vqs_place_at(place, room, &at))
		return 0;
	return at + vqs_scalar_size((enum vqs_kind)place->kind);
}

/* Writes it; its length, 0 where a status cannot be told. */
static uint32_t write_failure(struct slot *slot, uint64_t status)
{
	const struct vqs_request *request = &slot->request;
	const struct vqs_family *family = slot->pool->queue->type->family;
	const struct vqs_place *place = &family->status;
	enum vqs_kind kind = (enum vqs_kind)place->kind;
	const struct vqs_span *to = &request->writable_span;
	uint32_t length = failure_length(family, request);
	uint8_t bytes[8];
	uint32_t at;

	if (!vqs_place_at(place, length, &at))
		return 0;
	vqs_span_clear(to, 0, length);
	vqs_scalar_put(bytes, kind, status);
	vqs_span_write(to, at, bytes, vqs_scalar_size(kind));
	return length;
}

static void fail(struct slot *slot, bool has_status, uint64_t status)
{
	uint32_t length = 0;

	if (has_status && slot->pool->queue)
		length = write_failure(slot, status);
	slot_give(slot, length);
}

void request_fail_invalid(struct slot *slot, const struct vqs_family *family)
{
	fail(slot, family->answer.has_invalid, family->answer.invalid);
}

void request_fail_unsupported(struct slot *slot, const struct vqs_family *family)
{
	if (family->answer.has_unsupported)
		fail(slot, true, family->answer.unsupported);
	else
		request_fail_invalid(slot, family);
}

void request_fail_unnegotiated(struct slot *slot, const struct vqs_family *family)
{
	if (family->answer.has_unnegotiated)
		fail(slot, true, family->answer.unnegotiated);
	else
		request_fail_unsupported(slot, family);
}

bool request_is_held(const struct vqs_request *request)
{
	if (((const struct slot *)request)->state != SLOT_FREE)
		return true;
	vqs_device_complain(request->device,
	                    "queue %u: the device completes a request that was "
	                    "completed before; ignored",
	                    request->queue);
	return false;
}

void vqs_request_fail(struct vqs_request *request, uint64_t status)
{
	if (!request_is_held(request))
		return;
	fail(slot_of(request), true, status);
}

void vqs_request_unsupported(struct vqs_request *request)
{
	struct slot *slot = slot_of(request);

	if (!request_is_held(request))
		return;
	if (slot->pool->queue)
		request_fail_unsupported(slot, slot->pool->queue->type->family);
	else
		slot_release(slot);
}

static VQS_COLD void complain_encoding(struct queue *queue,
                                       const struct vqs_message *message,
                                       const struct vqs_wire_error *error)
{
	complain_often(
	        queue->device, &queue->complaints,
	        "queue %u (%s): the device's %s cannot be written: field %s at byte "
	        "%u: %s",
	        queue->index, queue->type->name, message->name,
	        error->field ? error->field->name : "(none)", error->offset,
	        vqs_problem_text(error->problem));
}

/* By the general way, which may have to know what was asked. */
static int encode(const struct vqs_request *request, const void *writable,
                  uint32_t *length, struct vqs_wire_error *error)
{
	const struct vqs_message *message = request->message;
	const struct vqs_context context =
	        context_of(request->device, message, request->readable);

	return vqs_half_encode(&message->writable, writable, &context,
	                       &request->writable_span, length, error);
}

/* What is not completed, and what cannot be. */
static VQS_COLD int complete_in_vain(struct slot *slot)
{
	if (!request_is_held(&slot->request))
		return -EINVAL;
	if (!slot->pool->queue) {
		slot_release(slot);
		return 0;
	}
	slot_give(slot, 0);
	return -EINVAL;
}

static VQS_COLD int complete_wrong(struct slot *slot, int result,
                                   const struct vqs_wire_error *error)
{
	struct queue *queue = slot->pool->queue;

	complain_encoding(queue, slot->request.message, error);
	request_fail_invalid(slot, queue->type->family);
	return result;
}

/* What the quick way is not for. */
static VQS_NO_INLINE int complete(struct vqs_request *request, const void *writable)
{
	struct slot *slot = slot_of(request);
	const struct route *route = slot->route;
	struct vqs_wire_error error;
	uint32_t length;
	int result;

	if (slot->state == SLOT_FREE || !slot->pool->queue || !route)
		return complete_in_vain(slot);
	result = plan_encode(&route->writable, writable, &route->context,
	                     &request->writable_span, &length, &error);
	if (result > 0)
		result = encode(request, writable, &length, &error);
	if (result)
		return complete_wrong(slot, result, &error);
	slot_give(slot, length);
	return 0;
}

/*
 * As slot_give(): of a plain request, in a round of handlers. False: nothing was done,
 * as there is no such round.
 */
static inline bool note_used(struct slot *slot, uint32_t length)
{
	struct queue *queue = slot->pool->queue;
	unsigned int count = queue->used_count;

	if (VQS_SELDOM(count >= queue->used_room))
		return false;
	slot->state = SLOT_FREE;
	queue->used_count = count + 1;
	queue->used[count] = (struct vqs_used){ slot->used.id, slot->used.slots, length };
	return true;
}

/* A plain request whose reply is a part that was filled in place, and numbers. */
static VQS_NO_INLINE int complete_around(struct slot *slot, const void *writable)
{
	const struct vqs_span *to = &slot->request.writable_span;
	const struct plan *plan = &slot->route->writable;
	uint8_t *end;

	if (plan->open == UINT32_MAX || !plan_closes(plan, writable, to, &end) ||
	    !note_used(slot, plan->beside + plan_rest(plan, writable)->length))
		return complete(&slot->request, writable);
	return plan_close(plan, writable, to->segments, end);
}

/*
 * The quick ways do at once what encoding and slot_give() do in a round of handlers, for a
 * reply of plain numbers, and for one of a part that fills a segment in place and plain
 * numbers in the next one. What plain requests have, plan.h asks for: their halves start
 * with their first segments, and the writable one has the least bytes.
 */
int vqs_request_complete(struct vqs_request *request, const void *writable)
{
	const struct vqs_span *to = &request->writable_span;
	const struct vqs_segment *first = to->segments;
	struct slot *slot = slot_of(request);
	const struct plan *plan;
	uint64_t room;

	if (VQS_SELDOM(slot->state != SLOT_PLAIN || !writable))
		return complete(request, writable);
	plan = &slot->route->writable;
	if (plan_quick_encodes(plan, first)) {
		if (!note_used(slot, (uint32_t)plan->exact))
			return complete(request, writable);
		return part_move(&plan->head, writable, first->base);
	}
	room = to->length;
	VQS_KEEP(room);
	if (VQS_SELDOM(!plan_quick_closes(plan, writable, first, room)))
		return complete_around(slot, writable);
	if (!note_used(slot, (uint32_t)room))
		return complete(request, writable);
	return part_move(&plan->tail, writable, first[1].base);
}

struct vqs_span vqs_request_part(const struct vqs_request *request, uint32_t field)
{
	const struct slot *slot = (const struct slot *)request;
	struct vqs_context context;
	struct vqs_span part;

	if (slot->state == SLOT_PLAIN &&
	    plan_part(&slot->route->writable, field, &request->writable_span, &part))
		return part;
	if (!request->message)
		return vqs_span_part(&request->writable_span, 0, 0);
	context = context_of(request->device, request->message, request->readable);
	return vqs_half_part(&request->message->writable, field, &request->writable_span,
	                     &context, NULL);
}
