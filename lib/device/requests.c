/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests: from a chain to a message, to the author's handler, and back. What
 * the handler never sees is answered here: a message that is not described, or
 * not as described. That is a driver's mistake, but the queue is sound and
 * goes on.
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

static void fail_invalid(struct slot *slot, const struct vqs_family *family)
{
	fail(slot, family->answer.has_invalid, family->answer.invalid);
}

static void fail_unsupported(struct slot *slot, const struct vqs_family *family)
{
	if (family->answer.has_unsupported)
		fail(slot, true, family->answer.unsupported);
	else
		fail_invalid(slot, family);
}

static void fail_unnegotiated(struct slot *slot, const struct vqs_family *family)
{
	if (family->answer.has_unnegotiated)
		fail(slot, true, family->answer.unnegotiated);
	else
		fail_unsupported(slot, family);
}

bool request_is_held(const struct vqs_request *request)
{
	if (((const struct slot *)request)->busy)
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
		fail_unsupported(slot, slot->pool->queue->type->family);
	else
		slot_release(slot);
}

static void complain_encoding(struct queue *queue, const struct vqs_message *message,
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

int vqs_request_complete(struct vqs_request *request, const void *writable)
{
	struct slot *slot = slot_of(request);
	struct queue *queue = slot->pool->queue;
	const struct vqs_message *message = request->message;
	struct vqs_context context;
	struct vqs_wire_error error;
	uint32_t length;
	int result;

	if (!request_is_held(request))
		return -EINVAL;
	if (!queue) {
		slot_release(slot);
		return 0;
	}
	if (!message) {
		slot_give(slot, 0);
		return -EINVAL;
	}
	context = context_of(queue->device, message, request->readable);
	result = vqs_half_encode(&message->writable, writable, &context,
	                         &request->writable_span, &length, &error);
	if (!result) {
		slot_give(slot, length);
		return 0;
	}
	complain_encoding(queue, message, &error);
	fail_invalid(slot, queue->type->family);
	return result;
}

struct vqs_span vqs_request_part(const struct vqs_request *request, uint32_t field)
{
	struct vqs_context context;

	if (!request->message)
		return vqs_span_part(&request->writable_span, 0, 0);
	context = context_of(request->device, request->message, request->readable);
	return vqs_half_part(&request->message->writable, field, &request->writable_span,
	                     &context, NULL);
}

/* ---- From chain to handler ---------------------------------------------------- */

static void complain_field(struct queue *queue, const struct vqs_message *message,
                           const struct vqs_wire_error *error)
{
	complain_often(queue->device, &queue->complaints,
	               "queue %u (%s): %s: field %s at byte %u: %s (%llu)", queue->index,
	               queue->type->name, message->name, error->field->name,
	               error->offset, vqs_problem_text(error->problem),
	               (unsigned long long)error->value);
}

static void complain_bytes(struct queue *queue, const char *message, uint64_t bytes,
                           const char *what)
{
	complain_often(queue->device, &queue->complaints, "queue %u (%s): %s: %llu %s",
	               queue->index, queue->type->name, message,
	               (unsigned long long)bytes, what);
}

/* An opcode of two levels is told as both. */
static void complain_opcode(struct queue *queue, const char *message, uint64_t opcode,
                            const char *what)
{
	if (!queue->type->family->opcode_class.present) {
		complain_bytes(queue, message, opcode, what);
		return;
	}
	complain_often(queue->device, &queue->complaints,
	               "queue %u (%s): %s: class %llu, opcode %llu %s", queue->index,
	               queue->type->name, message, (unsigned long long)(opcode >> 32),
	               (unsigned long long)(opcode & UINT32_MAX), what);
}

/* Which message it is; what cannot be one is answered here. NULL: it was. */
static const struct vqs_message *which(struct queue *queue, struct slot *slot)
{
	const struct vqs_family *family = queue->type->family;
	const struct vqs_message *message;
	struct vqs_wire_error error;

	if (family->opcode.writable)
		return family
		        ->messages; /* the driver cannot tell them apart: there is one */
	message = vqs_family_find(family, &slot->request.readable_span, &error);
	if (!message && error.problem == VQS_TOO_SHORT) {
		complain_bytes(queue, "a request", error.value, "bytes are no header");
		fail_invalid(slot, family);
	} else if (!message) {
		complain_opcode(queue, "a request", error.value, "is no opcode");
		fail_unsupported(slot, family);
	} else if (!vqs_condition_holds(message->condition, &queue->device->negotiated)) {
		complain_opcode(queue, message->name, message->opcode,
		               "is the opcode of a feature that is not negotiated");
		fail_unnegotiated(slot, family);
		message = NULL;
	}
	return message;
}

/* The readable half into the slot, and whether the least of the writable half has room.
 */
static bool judge(struct queue *queue, struct slot *slot,
                  const struct vqs_message *message)
{
	const struct vqs_family *family = queue->type->family;
	struct vqs_request *request = &slot->request;
	uint32_t room = request->writable_span.length;
	struct vqs_context context = context_of(queue->device, message, slot->native);
	struct vqs_wire_error error;

	context.tolerant = family->tolerant;
	if (!vqs_half_decode(&message->readable, &request->readable_span, &context,
	                     slot->native, &error)) {
		if (!vqs_half_room(&message->writable, room, &context, &error))
			return true;
		complain_bytes(
		        queue, message->name, room,
		        error.problem == VQS_TOO_SHORT
		                ? "device-writable bytes are too few for its reply"
		                : "device-writable bytes are not what it asks for");
	} else if (error.field) {
		complain_field(queue, message, &error);
	} else {
		complain_bytes(queue, message->name, error.value,
		               "device-readable bytes too many");
	}
	fail_invalid(slot, family);
	return false;
}

static vqs_handler *handler_of(const struct queue *queue,
                               const struct vqs_message *message)
{
	return queue->handlers ? queue->handlers[message - queue->type->family->messages]
	                       : NULL;
}

static void handle(struct queue *queue, struct slot *slot)
{
	struct vqs_request *request = &slot->request;
	const struct vqs_message *message = which(queue, slot);
	vqs_handler *handler;

	if (!message)
		return;
	request->message = message;
	if (!judge(queue, slot, message))
		return;
	request->readable = message->readable.memory ? slot->native : NULL;
	handler = handler_of(queue, message);
	if (handler)
		handler(queue->device->self, request);
	else
		fail_unsupported(slot, queue->type->family);
}

static void take_and_handle(struct queue *queue, const struct vqs_chain *chain)
{
	struct slot *slot = slot_take(queue, chain);

	if (slot)
		handle(queue, slot);
	else
		fail_invalid(slot_borrow(queue, chain), queue->type->family);
}

/*
 * A handler may reset the device, by way of a transport that does more than it
 * should; the pool is pinned, so that it can be seen to be another one then.
 */
void requests_handle(struct queue *queue, const struct vqs_chain *chains,
                     unsigned int count)
{
	struct pool *pool = queue->pool;

	pool->pinned = true;
	for (unsigned int i = 0; i < count; i++) {
		if (pool->queue != queue || !device_runs(queue->device))
			break;
		take_and_handle(queue, &chains[i]);
	}
	pool_unpin(pool);
}
