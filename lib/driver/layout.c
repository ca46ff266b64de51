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

uint32_t driver_first_variable(const struct vqs_half *half)
{
	uint32_t i = 0;

	while (i < half->field_count && !driver_is_variable(&half->fields[i]))
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

uint64_t driver_half_length(const struct vqs_half *half, const void *native)
{
	uint64_t length = half->least;

	if (!half->variable)
		return length;
	for (uint32_t i = 0; i < half->field_count; i++)
		if (driver_is_variable(&half->fields[i]))
			length += part_of(&half->fields[i], native).length;
	return length;
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

static void plan_plain(struct plan *plan)
{
	plan->bulk.length = 0;
	plan->segments = plan->length ? 1 : 0;
}

static void plan_half(const struct vqs_driver *driver, struct plan *plan,
                      const struct vqs_half *half, const void *native)
{
	uint32_t first = driver_first_variable(half);
	unsigned int pieces;

	*plan = (struct plan){ .length = driver_half_length(half, native),
		               .head = half->head };
	plan_plain(plan);
	if (first == half->field_count)
		return;
	plan->bulk = part_of(&half->fields[first], native);
	pieces = visible_pieces(driver, plan->bulk);
	if (!pieces) {
		plan_plain(plan);
		return;
	}
	plan->segments = pieces + (plan->head > 0) +
	                 (plan->length > plan->head + (uint64_t)plan->bulk.length);
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

int driver_slot_layout(struct vqs_driver *driver, struct driver_slot *slot,
                       const struct vqs_call *call)
{
	struct plan readable, writable;
	struct vqs_dma own = slot->fixed;
	uint64_t need;

	plan_half(driver, &readable, &call->message->readable, call->readable);
	plan_half(driver, &writable, &call->message->writable, call->writable);
	if (readable.length + writable.length > CHAIN_MOST)
		return -EINVAL;
	if (readable.segments + writable.segments > slot->queue->segments_most) {
		plan_plain(&readable);
		plan_plain(&writable);
	}
	need = readable.length - readable.bulk.length + writable.length -
	       writable.bulk.length;
	if (need > slot->fixed.size) {
		int error = driver_dma_grow(driver, &slot->bounce, (size_t)need);

		if (error)
			return error;
		own = slot->bounce;
	}
	lay_half(driver, &slot->readable, &readable, &own);
	lay_half(driver, &slot->writable, &writable, &own);
	return 0;
}
