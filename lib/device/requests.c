/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests: from a chain to a message, to the author's handler, and back. What
 * the handler never sees is answered here: a message that is not described, or
 * not as described. That is a driver's mistake, but the queue is sound and
 * goes on.
 */
#include <errno.h>
#include <string.h>

#include "internal.h"
#include "prefetch.h"

/* Out of the way of what every request does. */
#define SELDOM __attribute__((noinline, cold))

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

static void fail_unsupported(struct slot *slot, const struct vqs_family *family)
{
	if (family->answer.has_unsupported)
		fail(slot, true, family->answer.unsupported);
	else
		request_fail_invalid(slot, family);
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

static SELDOM void complain_encoding(struct queue *queue,
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
static SELDOM int complete_in_vain(struct slot *slot)
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

static SELDOM int complete_wrong(struct slot *slot, int result,
                                 const struct vqs_wire_error *error)
{
	struct queue *queue = slot->pool->queue;

	complain_encoding(queue, slot->request.message, error);
	request_fail_invalid(slot, queue->type->family);
	return result;
}

/* As slot_give(): most are neither the first nor the last of a batch. */
static inline void give(struct slot *slot, struct queue *queue, uint32_t length)
{
	unsigned int count = queue->used_count;

	if (slot->block || slot->memory || !queue->dirty || count >= BATCH - 1) {
		slot_give(slot, length);
		return;
	}
	slot->busy = false;
	slot->pool->held--;
	queue->used[count] = (struct vqs_used){ slot->id, slot->ring_slots, length };
	queue->used_count = count + 1;
}

int vqs_request_complete(struct vqs_request *request, const void *writable)
{
	struct slot *slot = slot_of(request);
	struct queue *queue = slot->pool->queue;
	const struct route *route = slot->route;
	struct vqs_wire_error error;
	uint32_t length;
	int result;

	if (!slot->busy || !queue || !route)
		return complete_in_vain(slot);
	result = plan_encode(&route->writable, writable, &route->context,
	                     &request->writable_span, &length, &error);
	if (result > 0)
		result = encode(request, writable, &length, &error);
	if (result)
		return complete_wrong(slot, result, &error);
	give(slot, queue, length);
	return 0;
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

/* Of the way's length, and ending at `end`; read once. */
static inline uint64_t opcode_at(const uint8_t *end, enum route_way way)
{
	uint32_t four;
	uint16_t two;

	if (way == ROUTE_32) {
		memcpy(&four, end - sizeof(four), sizeof(four));
		atomic_signal_fence(memory_order_seq_cst);
		return four;
	}
	if (way == ROUTE_16) {
		memcpy(&two, end - sizeof(two), sizeof(two));
		atomic_signal_fence(memory_order_seq_cst);
		return two;
	}
	return *(const volatile uint8_t *)(end - 1);
}

/* What cannot be a message is answered. NULL, always. */
static SELDOM const struct route *refuse_opcode(struct slot *slot, uint64_t opcode)
{
	struct queue *queue = slot->pool->queue;
	const struct vqs_family *family = queue->type->family;
	const struct vqs_message *message = family_message(family, opcode);

	if (!message) {
		complain_opcode(queue, "a request", opcode, "is no opcode");
		fail_unsupported(slot, family);
	} else {
		complain_opcode(queue, message->name, message->opcode,
		                "is the opcode of a feature that is not negotiated");
		fail_unnegotiated(slot, family);
	}
	return NULL;
}

static SELDOM const struct route *refuse_short(struct slot *slot, uint64_t length)
{
	struct queue *queue = slot->pool->queue;

	complain_bytes(queue, "a request", length, "bytes are no header");
	request_fail_invalid(slot, queue->type->family);
	return NULL;
}

static SELDOM const struct route *search_route(struct slot *slot)
{
	struct queue *queue = slot->pool->queue;
	const struct vqs_family *family = queue->type->family;
	const struct vqs_message *message = family->messages;
	const struct route *route;
	struct vqs_wire_error error;

	/* The driver cannot tell them apart where the device says the opcode: there is
	   one then. */
	if (family->opcode.writable)
		return queue->routes->list;
	message = vqs_family_find(family, &slot->request.readable_span, &error);
	if (!message && error.problem == VQS_TOO_SHORT)
		return refuse_short(slot, error.value);
	if (!message)
		return refuse_opcode(slot, error.value);
	route = &queue->routes->list[message - family->messages];
	return route->open ? route : refuse_opcode(slot, message->opcode);
}

/* Of the message that the slot has. NULL: there is none, which was answered here. */
static inline const struct route *find_route(const struct routes *routes,
                                             struct slot *slot)
{
	const struct vqs_span *half = &slot->request.readable_span;
	const struct route *route = NULL;
	uint64_t opcode;

	if (routes->way == ROUTE_ONLY)
		return routes->list;
	if (routes->way == ROUTE_SEARCH || !plan_within(half, routes->end))
		return search_route(slot);
	opcode = opcode_at((const uint8_t *)half->segments->base + routes->end,
	                   routes->way) &
	         routes->mask;
	if (opcode - routes->lowest < routes->range)
		route = routes->by_opcode[opcode - routes->lowest];
	return route ? route : refuse_opcode(slot, opcode);
}

/* ---- From message to handler --------------------------------------------------- */

static SELDOM bool refuse_request(struct slot *slot, const struct route *route,
                                  const struct vqs_wire_error *error)
{
	struct queue *queue = slot->pool->queue;

	if (error->field)
		complain_field(queue, route->message, error);
	else
		complain_bytes(queue, route->message->name, error->value,
		               "device-readable bytes too many");
	request_fail_invalid(slot, queue->type->family);
	return false;
}

static SELDOM bool refuse_room(struct slot *slot, const struct route *route,
                               bool too_short)
{
	struct queue *queue = slot->pool->queue;

	complain_bytes(queue, route->message->name, slot->request.writable_span.length,
	               too_short ? "device-writable bytes are too few for its reply"
	                         : "device-writable bytes are not what it asks for");
	request_fail_invalid(slot, queue->type->family);
	return false;
}

/* Where what was asked for decides. */
static bool judge_room(struct slot *slot, const struct route *route)
{
	struct vqs_context context = route->context;
	struct vqs_wire_error error;

	context.readable = slot->native;
	if (!vqs_half_room(&route->message->writable, slot->request.writable_span.length,
	                   &context, &error))
		return true;
	return refuse_room(slot, route, error.problem == VQS_TOO_SHORT);
}

/* The readable half into the slot, and whether the least of the writable half has room.
 */
static inline bool judge(struct slot *slot, const struct route *route)
{
	const struct vqs_request *request = &slot->request;
	struct vqs_wire_error error;

	if (plan_decode(&route->readable, &request->readable_span, &route->context,
	                slot->native, &error))
		return refuse_request(slot, route, &error);
	if (request->writable_span.length >= route->least)
		return true;
	return route->least == UINT64_MAX ? judge_room(slot, route)
	                                  : refuse_room(slot, route, true);
}

void no_handler(void *self, struct vqs_request *request)
{
	(void)self;
	vqs_request_unsupported(request);
}

static inline void handle(const struct queue *queue, struct slot *slot)
{
	struct vqs_request *request = &slot->request;
	const struct route *route = find_route(queue->routes, slot);

	if (!route)
		return;
	slot->route = route;
	request->message = route->message;
	if (!judge(slot, route))
		return;
	if (route->keeps)
		request->readable = slot->native;
	route->handler(queue->device->self, request);
}

/* As slot_take(): most chains have few segments. */
static inline struct slot *take(struct queue *queue, const struct vqs_chain *chain)
{
	struct slot *slot;

	if (chain->readable + chain->writable > SEGMENTS_COPIED)
		return slot_take(queue, chain);
	slot = slot_at(queue->pool, chain->id);
	for (unsigned int i = 0; i < SEGMENTS_COPIED; i++)
		slot->segments[i] = chain->segments[i];
	slot_fill(slot, queue, chain, slot->segments);
	return slot;
}

/*
 * A handler may reset the device, by way of a transport that does more than it
 * should; the pool is pinned, so that it can be seen to be another one then.
 */
void requests_handle(struct queue *queue, const struct vqs_chain *chains,
                     unsigned int count)
{
	struct pool *pool = queue->pool;

	for (unsigned int i = 0; i < count; i++)
		if (chains[i].readable)
			prefetch_to_read(chains[i].segments);
	pool->pinned = true;
	for (unsigned int i = 0; i < count; i++) {
		struct slot *slot;

		if (pool->queue != queue || !device_runs(queue->device))
			break;
		slot = take(queue, &chains[i]);
		if (slot)
			handle(queue, slot);
		else
			request_fail_invalid(slot_borrow(queue, &chains[i]),
			                     queue->type->family);
	}
	pool_unpin(pool);
}
