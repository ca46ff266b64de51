/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where the bytes of a half lie. Bulk data that is in memory which the device
 * sees already is used where it is: then the half is a head, the pieces of the
 * caller, and a tail. Else the half is one piece. Only the first part of
 * variable length can be in place: where the ones after it begin depends on
 * how much the device writes into it.
 */
#include "internal.h"

#include <errno.h>

/* Both halves together; a used length has 32 bits, and the sum must not wrap it. */
#define CHAIN_MOST ((uint64_t)INT32_MAX)

bool driver_is_variable(const struct vqs_field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

static bool is_there(const struct vqs_half *half, uint32_t index,
                     const struct vqs_context *context)
{
	return !half->contextual ||
	       vqs_field_there(&half->fields[index], context->negotiated);
}

uint32_t driver_first_variable(const struct vqs_half *half,
                               const struct vqs_context *context)
{
	uint32_t i = 0;

	while (i < half->field_count &&
	       !(driver_is_variable(&half->fields[i]) && is_there(half, i, context)))
		i++;
	return i;
}

struct vqs_span *driver_field_span(const struct vqs_field *field, void *native)
{
	return (struct vqs_span *)((char *)native + field->memory);
}

static struct vqs_span part_of(const struct vqs_field *field, const void *native)
{
	const char *at = native;

	if (!native || field->memory == VQS_NOWHERE)
		return (struct vqs_span){ .length = 0 };
	return *(const struct vqs_span *)(const void *)(at + field->memory);
}

/* How a half will be laid. */
struct plan {
	uint64_t length;
	uint32_t head;         /* bytes before the part in place */
	struct vqs_span bulk;  /* what is in place; length 0: nothing */
	unsigned int segments; /* that it takes */
};

/* In how many pieces the device sees the span; 0: not all of it, or too many. */
static unsigned int visible_pieces(const struct vqs_driver *driver, struct vqs_span span)
{
	struct vqs_segment piece;
	unsigned int count = 0;
	uint64_t address;

	while (vqs_span_next(&span, &piece))
		if (++count > DIRECT_PIECES ||
		    !driver_memory_find(driver, &piece, &address))
			return 0;
	return count;
}

/* A half of a call, and what it depends on. */
struct asking {
	const struct vqs_half *half;
	const void *native;
	const struct vqs_context *context;
	struct vqs_wire_error *error;
};

static void plan_plain(struct plan *plan)
{
	plan->bulk.length = 0;
	plan->segments = plan->length ? 1 : 0;
}

/*
 * Bytes of a part: where they are known the device will have them all, even if
 * the caller has no use for them, and gives no room.
 */
static bool part_length(const struct asking *asking, uint32_t index, uint64_t *length)
{
	const struct vqs_field *field = &asking->half->fields[index];
	uint32_t room = part_of(field, asking->native).length;

	if (!asking->half->contextual ||
	    !vqs_half_known(asking->half, index, asking->context, length)) {
		*length = room;
		return true;
	}
	if (*length != UINT64_MAX && (room == 0 || room >= *length))
		return true;
	*asking->error = (struct vqs_wire_error){ VQS_BAD_COUNT, field, 0, room };
	return false;
}

static bool half_length(const struct asking *asking, uint64_t *length)
{
	const struct vqs_half *half = asking->half;
	uint64_t part;

	*length = vqs_half_measure(half, asking->context).fixed;
	for (uint32_t i = 0; half->variable && i < half->field_count; i++) {
		if (!driver_is_variable(&half->fields[i]))
			continue;
		if (!part_length(asking, i, &part))
			return false;
		*length += part;
	}
	return true;
}

/* A room that is larger than the part is not lent: the device is to fill all it gets. */
static void plan_bulk(const struct vqs_driver *driver, struct plan *plan,
                      const struct asking *asking)
{
	const struct vqs_half *half = asking->half;
	uint32_t first = driver_first_variable(half, asking->context);
	unsigned int pieces;
	uint64_t length;

	if (first == half->field_count || !part_length(asking, first, &length))
		return;
	plan->bulk = part_of(&half->fields[first], asking->native);
	pieces = plan->bulk.length == length ? visible_pieces(driver, plan->bulk) : 0;
	if (!pieces) {
		plan_plain(plan);
		return;
	}
	plan->segments = pieces + (plan->head > 0) +
	                 (plan->length > plan->head + (uint64_t)plan->bulk.length);
}

static int plan_half(const struct vqs_driver *driver, struct plan *plan,
                     const struct asking *asking)
{
	*plan = (struct plan){
		.head = vqs_half_measure(asking->half, asking->context).head
	};
	if (!half_length(asking, &plan->length))
		return -EINVAL;
	plan_plain(plan);
	plan_bulk(driver, plan, asking);
	return 0;
}

static void append(struct slot_half *to, void *base, uint64_t address, uint64_t length)
{
	if (length == 0)
		return;
	to->segments[to->count].base = base;
	to->segments[to->count].length = (uint32_t)length;
	to->addresses[to->count++] = address;
	to->length += (uint32_t)length;
}

/* Takes memory off the front of `own`. */
static void append_own(struct slot_half *to, struct vqs_dma *own, uint64_t length)
{
	append(to, own->host, own->address, length);
	own->host = (char *)own->host + length;
	own->address += length;
}

static void lay_half(const struct vqs_driver *driver, struct slot_half *to,
                     const struct plan *plan, struct vqs_dma *own)
{
	struct vqs_span bulk = plan->bulk;
	struct vqs_segment piece;
	uint64_t address = 0;

	to->count = 0;
	to->length = 0;
	to->direct = bulk.length > 0;
	if (!to->direct) {
		append_own(to, own, plan->length);
		return;
	}
	append_own(to, own, plan->head);
	while (vqs_span_next(&bulk, &piece))
		if (driver_memory_find(driver, &piece, &address))
			append(to, piece.base, address, piece.length);
	append_own(to, own, plan->length - plan->head - plan->bulk.length);
}

static int plan_halves(const struct vqs_driver *driver, const struct vqs_call *call,
                       struct vqs_wire_error *error, struct plan *plans)
{
	const struct vqs_message *message = call->message;
	const void *readable = call->readable ? call->readable : driver->zeros;
	const struct vqs_context context = driver_context(driver, message, readable);
	const struct asking halves[] = {
		{ &message->readable, call->readable, &context, error },
		{ &message->writable, call->writable, &context, error },
	};
	int result = plan_half(driver, &plans[0], &halves[0]);

	if (!result)
		result = plan_half(driver, &plans[1], &halves[1]);
	if (!result && plans[0].length + plans[1].length > CHAIN_MOST)
		result = -EINVAL;
	if (!result && message->writable.contextual &&
	    vqs_half_room(&message->writable, (uint32_t)plans[1].length, &context, error))
		result = -EINVAL;
	return result;
}

int driver_slot_layout(struct vqs_driver *driver, struct driver_slot *slot,
                       struct vqs_call *call)
{
	struct plan plans[2], *readable = &plans[0], *writable = &plans[1];
	struct vqs_dma own = slot->fixed;
	uint64_t need;
	int error = plan_halves(driver, call, &call->error, plans);

	if (error)
		return error;
	if (readable->segments + writable->segments > slot->queue->segments_most) {
		plan_plain(readable);
		plan_plain(writable);
	}
	need = readable->length - readable->bulk.length + writable->length -
	       writable->bulk.length;
	if (need > slot->fixed.size) {
		error = driver_dma_grow(driver, &slot->bounce, (size_t)need);
		if (error)
			return error;
		own = slot->bounce;
	}
	lay_half(driver, &slot->readable, readable, &own);
	lay_half(driver, &slot->writable, writable, &own);
	return 0;
}
