/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Dispatch: from a chain to a message and to the author's handler. What the
 * handler never sees is answered here: a message that is not described, or not
 * as described. That is a driver's mistake, but the queue is sound and goes on.
 */
#include <string.h>

#include "internal.h"
#include "prefetch.h"

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

/* That of a request which was answered: it has no message, and nothing decodes by it. */
static const struct route route_answered = { .least = UINT64_MAX };

/* Of the way's length, and ending at `end`; read once. */
static inline uint64_t opcode_at(const uint8_t *end, enum route_way way)
{
	uint32_t four;
	uint16_t two;

	if (way == ROUTE_32) {
		memcpy(&four, end - sizeof(four), sizeof(four));
		plan_read();
		return four;
	}
	if (way == ROUTE_16) {
		memcpy(&two, end - sizeof(two), sizeof(two));
		plan_read();
		return two;
	}
	return *(const volatile uint8_t *)(end - 1);
}

/* What the quick way left for later. */
static void forget_message(struct slot *slot)
{
	slot->request.message = NULL;
	slot->request.readable = NULL;
}

/* Where the native form will be of the next chain that has the slot. */
static void restore_native(struct slot *slot)
{
	slot->request.readable = slot->native;
}

/* What cannot be a message is answered. */
static VQS_COLD void refuse_opcode(struct slot *slot, uint64_t opcode)
{
	struct queue *queue = slot->pool->queue;
	const struct vqs_family *family = queue->type->family;
	const struct vqs_message *message = family_message(family, opcode);

	forget_message(slot);
	if (!message) {
		complain_opcode(queue, "a request", opcode, "is no opcode");
		request_fail_unsupported(slot, family);
	} else {
		complain_opcode(queue, message->name, message->opcode,
		                "is the opcode of a feature that is not negotiated");
		request_fail_unnegotiated(slot, family);
	}
	restore_native(slot);
}

static VQS_COLD void refuse_short(struct slot *slot, uint64_t length)
{
	struct queue *queue = slot->pool->queue;

	forget_message(slot);
	complain_bytes(queue, "a request", length, "bytes are no header");
	request_fail_invalid(slot, queue->type->family);
	restore_native(slot);
}

/* By the general way. */
static VQS_COLD const struct route *search_route(struct slot *slot)
{
	const struct queue *queue = slot->pool->queue;
	const struct vqs_family *family = queue->type->family;
	const struct routes *routes = queue->routes;
	const struct vqs_message *message;
	const struct route *route;
	struct vqs_wire_error error;

	/* The driver cannot tell them apart where the device says the opcode: there is
	   one then. */
	if (family->opcode.writable)
		return routes->list;
	message = vqs_family_find(family, &slot->request.readable_span, &error);
	route = message ? &routes->list[message - family->messages] : NULL;
	if (route && route->open)
		return route;
	if (route)
		refuse_opcode(slot, message->opcode);
	else if (error.problem == VQS_TOO_SHORT)
		refuse_short(slot, error.value);
	else
		refuse_opcode(slot, error.value);
	return &route_answered;
}

/*
 * Of the message of a chain whose readable half has `length` bytes and starts with
 * *first; judge() takes what is none.
 */
VQS_HOT const struct route *find_route(const struct routes *routes, enum route_way way,
                                       struct slot *slot, const struct vqs_segment *first,
                                       uint64_t length, uint64_t *opcode)
{
	uint32_t end = routes->end;

	if (way == ROUTE_ONLY)
		return routes->list;
	if (way == ROUTE_SEARCH || length < end || first->length < end)
		return search_route(slot);
	*opcode = opcode_at((const uint8_t *)first->base + end, way);
	return VQS_SELDOM(*opcode >= routes->range) ? routes->none
	                                            : routes->by_opcode[*opcode];
}

/* ---- From message to handler --------------------------------------------------- */

static VQS_COLD bool refuse_request(struct slot *slot, const struct route *route,
                                    const struct vqs_wire_error *error)
{
	struct queue *queue = slot->pool->queue;

	slot->request.readable = NULL;
	if (error->field)
		complain_field(queue, route->message, error);
	else
		complain_bytes(queue, route->message->name, error->value,
		               "device-readable bytes too many");
	request_fail_invalid(slot, queue->type->family);
	restore_native(slot);
	return false;
}

static VQS_COLD bool refuse_room(struct slot *slot, const struct route *route,
                                 bool too_short)
{
	struct queue *queue = slot->pool->queue;

	slot->request.readable = NULL;
	complain_bytes(queue, route->message->name, slot->request.writable_span.length,
	               too_short ? "device-writable bytes are too few for its reply"
	                         : "device-writable bytes are not what it asks for");
	request_fail_invalid(slot, queue->type->family);
	restore_native(slot);
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
static VQS_NO_INLINE bool judge(struct slot *slot, const struct route *route,
                                uint64_t opcode)
{
	struct vqs_wire_error error;

	if (!route->message) {
		if (route != &route_answered)
			refuse_opcode(slot, opcode);
		return false;
	}
	if (plan_decode(&route->readable, &slot->request.readable_span, &route->context,
	                slot->native, &error))
		return refuse_request(slot, route, &error);
	if (slot->request.writable_span.length >= route->least)
		return true;
	return route->least == UINT64_MAX ? judge_room(slot, route)
	                                  : refuse_room(slot, route, true);
}

void no_handler(void *self, struct vqs_request *request)
{
	(void)self;
	vqs_request_unsupported(request);
}

/* For the first chain that it is for. */
static VQS_COLD void introduce(struct slot *slot, struct pool *pool)
{
	slot->pool = pool;
	slot->request.device = pool->device;
	slot->request.queue = pool->index;
	restore_native(slot);
}

/*
 * As slot_take(), of few segments; `readable` of them and so many bytes are in the halves.
 * Message, route and native form are for handle() to fill in. A segment behind those of the
 * chain is there to be looked at.
 */
VQS_HOT void take(struct pool *pool, struct slot *slot, const struct vqs_chain *chain,
                  uint64_t readable, uint64_t length, uint64_t room)
{
	struct vqs_request *request = &slot->request;

	for (unsigned int i = 0; i < SEGMENTS_COPIED; i++)
		slot->segments[i] = chain->segments[i];
	if (VQS_SELDOM(!slot->pool))
		introduce(slot, pool);
	request->readable_span = (struct vqs_span){ slot->segments, 0, (uint32_t)length };
	request->writable_span =
	        (struct vqs_span){ slot->segments + readable, 0, (uint32_t)room };
	memcpy(&slot->used, &chain->id, sizeof(slot->used));
	slot->state = SLOT_PLAIN;
}

/* A round of chains: what they all have in common. */
struct round {
	struct pool *pool;
	const struct routes *routes;
	enum route_way way;
	void *self;
};

/*
 * What is between a chain that was taken and its handler. The readable half starts with
 * *first; so many bytes are in both.
 */
VQS_HOT void handle(const struct round *round, struct slot *slot,
                    const struct vqs_segment *first, uint64_t length, uint64_t room)
{
	const struct route *route;
	uint64_t opcode = 0;

	route = find_route(round->routes, round->way, slot, first, length, &opcode);
	slot->route = route;
	slot->request.message = route->message;
	if ((room < route->least ||
	     !plan_quick_decode(&route->readable, first, length, slot->native)) &&
	    !judge(slot, route, opcode))
		return;
	/* Asked for again, as a register for it all the while costs more. */
	slot->route->handler(round->self, &slot->request);
}

static inline struct round round_of(const struct queue *queue, enum route_way way)
{
	return (struct round){ queue->pool, queue->routes, way, queue->device->self };
}

/* With more segments than most have. */
static VQS_NO_INLINE void handle_long(struct queue *queue, const struct vqs_chain *chain)
{
	const struct round round = round_of(queue, queue->routes->way);
	struct slot *slot = slot_take(queue, chain);

	if (!slot)
		request_fail_invalid(slot_borrow(queue, chain), queue->type->family);
	else if (!slot->block)
		slot->state = SLOT_PLAIN;
	restore_native(slot_of_id(queue, chain->id));
	if (slot)
		handle(&round, slot, slot->request.readable_span.segments,
		       chain->readable_length, chain->writable_length);
}

/* Adds how many bytes it has. */
VQS_HOT void handle_chain(const struct round *round, struct queue *queue,
                          const struct vqs_chain *chain, uint64_t *bytes)
{
	struct slot *slot = slot_at(round->pool, chain->id);
	uint64_t length = chain->readable_length, room = chain->writable_length;
	uint64_t readable = chain->readable;

	/* One register for each, whatever of it is needed. */
	VQS_KEEP(length);
	VQS_KEEP(room);
	*bytes += length + room;
	if (VQS_SELDOM(readable + chain->writable > SEGMENTS_COPIED)) {
		handle_long(queue, chain);
		return;
	}
	take(round->pool, slot, chain, readable, length, room);
	handle(round, slot, slot->segments, length, room);
}

/* Whether the round goes on to `chain`; false before its end: it was to be looked at. */
static inline bool goes_on(const struct pool *pool, const struct vqs_chain *chain)
{
	return (uintptr_t)chain < (uintptr_t)pool->end;
}

/* At the end of a round; apart, so that goes_on() is one comparison. */
static VQS_NO_INLINE bool is_upset(const struct pool *pool)
{
	return !pool->end;
}

/*
 * A handler may reset the device, by way of a transport that does more than it
 * should; the pool is pinned, so that it can be seen to be another one then.
 */
VQS_HOT uint64_t handle_all(struct queue *queue, enum route_way way,
                            const struct vqs_chain *chain, unsigned int count)
{
	const struct round round = round_of(queue, way);
	struct pool *pool = round.pool;
	const struct vqs_chain *end = chain + count;
	/* Of the round that this one may be within. */
	const struct vqs_chain *outer = pool->end;
	uint64_t bytes = 0;

	pool->end = end;
	while (chain != end) {
		do {
			handle_chain(&round, queue, chain, &bytes);
			chain++;
		} while (goes_on(pool, chain));
		if (!is_upset(pool))
			break;
		outer = NULL;
		if (pool->queue != queue || !device_runs(pool->device))
			break;
		pool->end = end;
	}
	pool->end = outer;
	return bytes;
}

uint64_t requests_handle(struct queue *queue, const struct vqs_chain *chains,
                         unsigned int count)
{
	struct pool *pool = queue->pool;
	bool within = pool->pinned; /* a round of it */
	uint64_t bytes;

	prefetch_starts(chains, count);
	pool->pinned = true;
	switch (queue->routes->way) {
	case ROUTE_16:
		bytes = handle_all(queue, ROUTE_16, chains, count);
		break;
	case ROUTE_32:
		bytes = handle_all(queue, ROUTE_32, chains, count);
		break;
	default:
		bytes = handle_all(queue, queue->routes->way, chains, count);
	}
	if (!within)
		pool_unpin(pool);
	return bytes;
}
