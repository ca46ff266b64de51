/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Routes: what a queue knows of each message that it carries, made ready when
 * it starts, with the features that are negotiated then: the handler, and the
 * plans of both halves.
 */
#ifndef VQSMITH_LIB_DEVICE_ROUTES_H
#define VQSMITH_LIB_DEVICE_ROUTES_H

#include "../wire/plan.h"

struct queue;

struct route {
	const struct vqs_message *message;
	vqs_handler *handler;
	uint64_t least; /* bytes of a writable half; UINT64_MAX: vqs_half_room() tells */
	bool open;      /* the message is negotiated */
	struct vqs_context context; /* but for what a readable half says */
	struct plan readable, writable;
};

/* How the message of a chain is found. */
enum route_way {
	ROUTE_SEARCH, /* as vqs_family_find() */
	ROUTE_ONLY,   /* there is one, and it is open */
	ROUTE_8,      /* by the opcode, of so many bits, in the readable half */
	ROUTE_16,
	ROUTE_32,
};

struct routes {
	enum route_way way;
	uint32_t count;
	uint32_t end;             /* the opcode is the last of so many bytes */
	uint64_t range;           /* opcodes below it are looked up */
	const struct route *none; /* of an opcode: no message, or not open */
	struct route *list;       /* by message of the family */
	struct plan_room room;
	const struct route *by_opcode[]; /* `range` of them */
};

/* NULL: no memory. Destroying takes NULL. */
struct routes *routes_create(const struct queue *queue);
void routes_destroy(struct routes *routes);

#endif
