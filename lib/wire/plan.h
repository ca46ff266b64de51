/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Plans: halves of messages compiled for the features that are negotiated, for
 * whoever reads or writes many of them. A plan has the bytes that only change
 * their place as a list of moves, and names the fields that have to be judged;
 * those are judged by the codec's own functions. Whatever a plan is not made
 * for goes the way of vqs_half_decode() and vqs_half_encode(), which decide
 * what is right.
 *
 * A plan is for a half whose fixed head lies in one segment, as nearly all do.
 * Each byte of the head is fetched once, by a move or by a judge.
 */
#ifndef VQSMITH_LIB_WIRE_PLAN_H
#define VQSMITH_LIB_WIRE_PLAN_H

#include <stdatomic.h>

#include <vqsmith/wire.h>

#include "../ring/compiler.h"
#include "moves.h"

/* What comes after the head of a half. */
enum plan_shape {
	PLAN_WALK,  /* no plan: the general way for all of it */
	PLAN_FIXED, /* nothing */
	PLAN_REST,  /* a REST, the last field */
	PLAN_TAIL,  /* a REST, and fields of fixed length */
	PLAN_ON,    /* something else, by the general way */
};

struct plan_item;

/* Fields in a row, at a place that is known. */
struct plan_part {
	const struct plan_move *moves; /* there is one at least */
	plan_mover *run;               /* of the first one */
	const struct plan_item *items; /* fields that are judged; after the moves */
	uint32_t item_count;
	uint32_t bytes; /* on the wire */
};

struct plan {
	const struct vqs_half *half;
	struct plan_part head, tail;
	uint8_t shape; /* enum plan_shape */
	/* Bytes of the head, where moves alone do it: of a half that is that, and of one
	   that ends with a REST of any length. Else UINT64_MAX. */
	uint64_t exact, before_rest;
	/* Encoding: the field that is a REST of any length and has nothing beside it but
	   so many bytes that moves do; UINT32_MAX: there is none. */
	uint32_t open, beside;
	/* The same bytes, where none are before it; else UINT64_MAX. */
	uint64_t behind;
	uint32_t fields;     /* that the head has; then comes the REST */
	uint32_t rest;       /* where the native form of the REST is */
	uint32_t unit, most; /* REST: whole elements of so many bytes less 1, a mask;
	                        and no more bytes than that */
	uint64_t base;       /* of the walk (internal.h) behind the head */
};

/* The message of an opcode; NULL: there is none. */
const struct vqs_message *family_message(const struct vqs_family *family,
                                         uint64_t opcode);

/* Where plans keep their lists. Made twice: without room, to count, and with it. */
struct plan_room {
	struct plan_move *moves;
	struct plan_item *items;
	uint32_t move_count, item_count;
};

/* Bytes of an item. */
size_t plan_item_size(void);

void plan_decoding(struct plan *plan, const struct vqs_half *half,
                   const struct vqs_features *negotiated, struct plan_room *room);
void plan_encoding(struct plan *plan, const struct vqs_half *half,
                   const struct vqs_features *negotiated, struct plan_room *room);

/*
 * The least room that a writable half needs, where features alone decide; else
 * UINT64_MAX, and vqs_half_room() knows.
 */
uint64_t plan_least(const struct vqs_half *half, const struct vqs_features *negotiated);

/* As vqs_half_decode(). */
int plan_decode(const struct plan *plan, const struct vqs_span *from,
                const struct vqs_context *context, void *native,
                struct vqs_wire_error *error);

/*
 * As vqs_half_encode() but for the context, which has to have the readable half for
 * that alone: 1 where the plan is not made for what there is; nothing was
 * written then, and that way is left.
 */
int plan_encode(const struct plan *plan, const void *native,
                const struct vqs_context *context, const struct vqs_span *to,
                uint32_t *length, struct vqs_wire_error *error);

/*
 * As vqs_half_part() without a native form, of a half that has plan_least() bytes and
 * starts with its first segment, where the plan tells; else false.
 */
static inline bool plan_part(const struct plan *plan, uint32_t field,
                             const struct vqs_span *of, struct vqs_span *part)
{
	if (field != plan->open)
		return false;
	*part = (struct vqs_span){ of->segments, plan->head.bytes,
		                   of->length - plan->beside };
	return true;
}

/* Between the wire and the native form; 0. */
static inline int part_move(const struct plan_part *part, const uint8_t *from,
                            uint8_t *to)
{
	return part->run(part->moves, from, to);
}

/* Whether the first segment of a span has so many bytes of it. */
static inline bool plan_within(const struct vqs_span *span, uint32_t bytes)
{
	return span->length >= bytes &&
	       (!bytes || (uint64_t)span->skip + bytes <= span->segments->length);
}

/*
 * Ends a read of the other end's memory: the copy is what counts, and the compiler
 * may not go back for the bytes.
 */
static inline void plan_read(void)
{
	atomic_signal_fence(memory_order_seq_cst);
}

/*
 * Decodes the half of `length` bytes that starts with *segment, where that is moves
 * alone. False: it is not, and nothing was read. A segment is there to be looked
 * at in any case.
 */
VQS_HOT bool plan_quick_decode(const struct plan *plan, const struct vqs_segment *segment,
                               uint64_t length, uint8_t *native)
{
	if (segment->length < plan->head.bytes)
		return false;
	if (length != plan->exact) {
		if (length < plan->before_rest)
			return false;
		*(struct vqs_span *)(void *)(native + plan->rest) =
		        (struct vqs_span){ segment, plan->head.bytes,
			                   (uint32_t)length - plan->head.bytes };
	}
	part_move(&plan->head, segment->base, native);
	plan_read();
	return true;
}

/*
 * Encodes moves and a REST that is one piece into *segment, where that is all and has
 * room. False: it is not so, and nothing was written.
 */
VQS_HOT bool plan_quick_copy(const struct plan *plan, const uint8_t *native,
                             const struct vqs_segment *segment, uint32_t *length)
{
	const struct vqs_span *rest;
	uint64_t whole;

	if (plan->before_rest == UINT64_MAX)
		return false;
	rest = (const void *)(native + plan->rest);
	whole = plan->before_rest + rest->length;
	if (!rest->length || whole > segment->length ||
	    (uint64_t)rest->skip + rest->length > rest->segments->length)
		return false;
	part_move(&plan->head, native, segment->base);
	/* A driver may lay two buffers over each other. */
	__builtin_memmove((uint8_t *)segment->base + plan->before_rest,
	                  (const uint8_t *)rest->segments->base + rest->skip,
	                  rest->length);
	*length = (uint32_t)whole;
	return true;
}

/*
 * Whether part_move() of the head is all that encoding takes, for a half that has
 * plan_least() bytes and starts with *first; plan->exact bytes are its length then. A
 * segment is there to be looked at.
 */
static inline bool plan_quick_encodes(const struct plan *plan,
                                      const struct vqs_segment *first)
{
	return plan->exact <= first->length;
}

/* `bytes` that are `at` so many from the start of the segments, in one; else NULL. */
static inline uint8_t *plan_piece(const struct vqs_segment *segment, uint64_t at,
                                  uint32_t bytes)
{
	while (at >= segment->length) {
		at -= segment->length;
		segment++;
	}
	return segment->length - at < bytes ? NULL : (uint8_t *)segment->base + at;
}

/* The REST that a native form has. */
static inline const struct vqs_span *plan_rest(const struct plan *plan,
                                               const uint8_t *native)
{
	return (const void *)(native + plan->rest);
}

/*
 * As plan_closes(), with `first[1].base` for the end, in the usual case: the REST is the
 * first segment, and what follows, if anything does, starts the second one. That one is
 * there to be looked at.
 */
static inline bool plan_quick_closes(const struct plan *plan, const uint8_t *native,
                                     const struct vqs_segment *first, uint64_t length)
{
	const struct vqs_span *rest;
	uint64_t begins = first->length;

	VQS_KEEP(begins);
	/* No half is shorter than its first segment: UINT64_MAX ends here. */
	if (begins + plan->behind != length)
		return false;
	rest = plan_rest(plan, native);
	return rest->segments == first && rest->length == (uint32_t)begins &&
	       !rest->skip && first[1].length >= (uint32_t)plan->behind;
}

/*
 * Whether the native form of a half has the REST that plan_part() gave, all of it where
 * something follows, so that plan_close() is all that encoding takes.
 */
static inline bool plan_closes(const struct plan *plan, const uint8_t *native,
                               const struct vqs_span *to, uint8_t **end)
{
	const struct vqs_span *rest = plan_rest(plan, native);
	uint32_t left = to->length - plan->beside;

	if (VQS_SELDOM(rest->segments != to->segments || rest->skip != plan->head.bytes))
		return false;
	if (VQS_SELDOM(rest->length != left) && (rest->length > left || plan->tail.bytes))
		return false;
	if (VQS_SELDOM(plan->head.bytes > to->segments->length && plan->head.bytes))
		return false;
	*end = NULL;
	return !plan->tail.bytes ||
	       (*end = plan_piece(to->segments, to->length - plan->tail.bytes,
	                          plan->tail.bytes));
}

/* What is before and behind a REST that is in place; `end`: as plan_closes() found it. */
static inline int plan_close(const struct plan *plan, const uint8_t *native,
                             const struct vqs_segment *first, uint8_t *end)
{
	if (plan->head.bytes)
		part_move(&plan->head, native, first->base);
	return end ? part_move(&plan->tail, native, end) : 0;
}

#endif
