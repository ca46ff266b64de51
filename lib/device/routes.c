/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Making routes: routes.h.
 */
#include <stdlib.h>

#include "internal.h"

/* Opcodes beyond it are searched for. */
#define RANGE_MOST 4096

/* Of what is no message, or is not open: nothing decodes by it. */
static const struct route route_none = { .least = UINT64_MAX };

static void route_plan(struct route *route, const struct vqs_features *negotiated,
                       struct plan_room *room)
{
	plan_decoding(&route->readable, &route->message->readable, negotiated, room);
	plan_encoding(&route->writable, &route->message->writable, negotiated, room);
}

static void route_init(struct route *route, const struct queue *queue, uint32_t index)
{
	const struct vqs_device *device = queue->device;
	const struct vqs_message *message = &queue->type->family->messages[index];

	*route = (struct route){ .message = message };
	if (queue->handlers)
		route->handler = queue->handlers[index];
	if (!route->handler)
		route->handler = no_handler;
	route->open = vqs_condition_holds(message->condition, &device->negotiated);
	route->least = plan_least(&message->writable, &device->negotiated);
	route->context = context_of(device, message, NULL);
	route->context.tolerant = queue->type->family->tolerant;
}

static bool plan_all(struct routes *routes, const struct vqs_features *negotiated)
{
	struct plan_room *room = &routes->room;

	for (uint32_t i = 0; i < routes->count; i++)
		route_plan(&routes->list[i], negotiated, room);
	room->moves = calloc(room->move_count + 1, sizeof(*room->moves));
	room->items = calloc(room->item_count + 1, plan_item_size());
	if (!room->moves || !room->items)
		return false;
	room->move_count = room->item_count = 0;
	for (uint32_t i = 0; i < routes->count; i++)
		route_plan(&routes->list[i], negotiated, room);
	return true;
}

/* ---- Opcodes ------------------------------------------------------------------ */

static enum route_way way_of(const struct vqs_family *family)
{
	const struct vqs_place *place = &family->opcode;

	if (place->writable || place->from_end || place->mask ||
	    family->opcode_class.present)
		return ROUTE_SEARCH;
	switch (place->kind) {
	case VQS_U8:
		return ROUTE_8;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	case VQS_LE16:
		return ROUTE_16;
	case VQS_LE32:
		return ROUTE_32;
#endif
	}
	return ROUTE_SEARCH;
}

/* Opcodes to look up; 0: they are searched for. Messages ascend by opcode. */
static uint64_t range_of(const struct vqs_family *family)
{
	uint64_t range;

	if (!family->opcode.present || way_of(family) == ROUTE_SEARCH)
		return 0;
	range = family->messages[family->message_count - 1].opcode + 1;
	return range > RANGE_MOST ? 0 : range;
}

static void fill_table(struct routes *routes, const struct vqs_family *family)
{
	for (uint64_t i = 0; i < routes->range; i++)
		routes->by_opcode[i] = &route_none;
	for (uint32_t i = 0; i < routes->count; i++)
		if (routes->list[i].open)
			routes->by_opcode[family->messages[i].opcode] = &routes->list[i];
	routes->way = way_of(family);
	routes->end = family->opcode.offset +
	              vqs_scalar_size((enum vqs_kind)family->opcode.kind);
	routes->none = &route_none;
}

static void choose_way(struct routes *routes, const struct vqs_family *family)
{
	if (routes->range)
		fill_table(routes, family);
	else if (!family->opcode.present && routes->list[0].open)
		routes->way = ROUTE_ONLY;
}

struct routes *routes_create(const struct queue *queue)
{
	const struct vqs_family *family = queue->type->family;
	const uint64_t range = range_of(family);
	struct routes *routes =
	        calloc(1, sizeof(*routes) + (size_t)range * sizeof(routes->by_opcode[0]));

	if (!routes)
		return NULL;
	routes->range = range;
	routes->count = family->message_count;
	routes->list = calloc(routes->count, sizeof(*routes->list));
	for (uint32_t i = 0; routes->list && i < routes->count; i++)
		route_init(&routes->list[i], queue, i);
	if (routes->list && plan_all(routes, &queue->device->negotiated)) {
		choose_way(routes, family);
		return routes;
	}
	routes_destroy(routes);
	return NULL;
}

void routes_destroy(struct routes *routes)
{
	if (!routes)
		return;
	free(routes->room.moves);
	free(routes->room.items);
	free(routes->list);
	free(routes);
}
