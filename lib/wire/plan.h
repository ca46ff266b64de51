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

#include <errno.h>
#include <stdatomic.h>

#include <vqsmith/wire.h>

/* What comes after the head of a half. */
enum plan_shape {
	PLAN_WALK,  /* no plan: the general way for all of it */
	PLAN_FIXED, /* nothing */
	PLAN_REST,  /* a REST, the last field */
	PLAN_TAIL,  /* a REST, and fields of fixed length */
	PLAN_ON,    /* something else, by the general way */
};

/* Bytes that are alike on the wire and in native form; or, clearing, none of its. */
enum plan_what {
	PLAN_1,
	PLAN_2,
	PLAN_4,
	PLAN_8,
	PLAN_16,
	PLAN_BYTES, /* as many as `bytes` says */
	PLAN_CLEAR, /* from here on: the same of zeroes */
};

struct plan_move {
	uint8_t what;
	uint16_t bytes;
	uint16_t wire, native; /* offsets */
};

struct plan_item;

/* Fields in a row, at a place that is known. */
struct plan_part {
	const struct plan_move *moves;
	const struct plan_item *items; /* fields that are judged; after the moves */
	uint32_t move_count, item_count;
	uint32_t bytes; /* on the wire */
};

struct plan {
	const struct vqs_half *half;
	struct plan_part head, tail;
	uint8_t shape;       /* enum plan_shape */
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

/* What a part is moved from and to; `at`: the offset of `wire` in the half. */
struct plan_place {
	uint8_t *wire;
	uint8_t *native;
	uint32_t at;
};

/* The items of a part: 0, or -EBADMSG or -EINVAL and *error. */
int plan_judge(const struct plan_part *part, const struct plan_place *place,
               const struct vqs_context *context, struct vqs_wire_error *error);
int plan_fill(const struct plan_part *part, const struct plan_place *place,
              const struct vqs_context *context, struct vqs_wire_error *error);

/* What comes after the head, which was decoded. */
int plan_decode_on(const struct plan *plan, const struct vqs_span *from,
                   const struct vqs_context *context, void *native,
                   struct vqs_wire_error *error);

/* plan_encode() of PLAN_REST and PLAN_TAIL; the head fits. */
int plan_encode_rest(const struct plan *plan, const void *native,
                     const struct vqs_context *context, const struct vqs_span *to,
                     uint32_t *length, struct vqs_wire_error *error);

#define PLAN_SELDOM(condition) __builtin_expect(!!(condition), 0)

static inline void plan_move_in(const struct plan_part *part, const uint8_t *wire,
                                uint8_t *native)
{
	const struct plan_move *move = part->moves, *end = move + part->move_count;

	for (; move < end; move++) {
		const uint8_t *from = wire + move->wire;
		uint8_t *to = native + move->native;

		switch (move->what) {
		case PLAN_1:
			*to = *from;
			break;
		case PLAN_2:
			__builtin_memcpy(to, from, 2);
			break;
		case PLAN_4:
			__builtin_memcpy(to, from, 4);
			break;
		case PLAN_8:
			__builtin_memcpy(to, from, 8);
			break;
		case PLAN_16:
			__builtin_memcpy(to, from, 16);
			break;
		default:
			__builtin_memcpy(to, from, move->bytes);
		}
	}
}

static inline void plan_move_out(const struct plan_part *part, uint8_t *wire,
                                 const uint8_t *native)
{
	const struct plan_move *move = part->moves, *end = move + part->move_count;

	for (; move < end; move++) {
		const uint8_t *from = native + move->native;
		uint8_t *to = wire + move->wire;

		switch (move->what) {
		case PLAN_1:
			*to = *from;
			break;
		case PLAN_2:
			__builtin_memcpy(to, from, 2);
			break;
		case PLAN_4:
			__builtin_memcpy(to, from, 4);
			break;
		case PLAN_8:
			__builtin_memcpy(to, from, 8);
			break;
		case PLAN_16:
			__builtin_memcpy(to, from, 16);
			break;
		case PLAN_BYTES:
			__builtin_memcpy(to, from, move->bytes);
			break;
		case PLAN_CLEAR + PLAN_1:
			*to = 0;
			break;
		case PLAN_CLEAR + PLAN_2:
			__builtin_memset(to, 0, 2);
			break;
		case PLAN_CLEAR + PLAN_4:
			__builtin_memset(to, 0, 4);
			break;
		case PLAN_CLEAR + PLAN_8:
			__builtin_memset(to, 0, 8);
			break;
		case PLAN_CLEAR + PLAN_16:
			__builtin_memset(to, 0, 16);
			break;
		default:
			__builtin_memset(to, 0, move->bytes);
		}
	}
}

/* Whether the first segment of a span has so many bytes of it. */
static inline bool plan_within(const struct vqs_span *span, uint32_t bytes)
{
	return span->length >= bytes &&
	       (!bytes || (uint64_t)span->skip + bytes <= span->segments->length);
}

static inline uint8_t *plan_start(const struct vqs_span *span, uint32_t bytes)
{
	return bytes ? (uint8_t *)span->segments->base + span->skip : NULL;
}

/* As vqs_half_decode(). */
static inline int plan_decode(const struct plan *plan, const struct vqs_span *from,
                              const struct vqs_context *context, void *native,
                              struct vqs_wire_error *error)
{
	uint32_t bytes = plan->head.bytes, left = from->length - bytes;

	if (PLAN_SELDOM(!plan_within(from, bytes)))
		return vqs_half_decode(plan->half, from, context, native, error);
	plan_move_in(&plan->head, plan_start(from, bytes), native);
	/* The copy is what is judged: the compiler may not go back for the bytes. */
	atomic_signal_fence(memory_order_seq_cst);
	if (plan->head.item_count) {
		const struct plan_place place = { plan_start(from, bytes), native, 0 };

		if (plan_judge(&plan->head, &place, context, error))
			return -EBADMSG;
	}
	if (plan->shape == PLAN_FIXED && left == 0)
		return 0;
	if (plan->shape == PLAN_REST && !(left & plan->unit) && left <= plan->most) {
		*(struct vqs_span *)(void *)((uint8_t *)native + plan->rest) =
		        (struct vqs_span){ from->segments, from->skip + bytes, left };
		return 0;
	}
	return plan_decode_on(plan, from, context, native, error);
}

/*
 * As vqs_half_encode() but for the context, which has to have the readable half for
 * that alone: 1 where the plan is not made for what there is; nothing was
 * written then, and that way is left.
 */
static inline int plan_encode(const struct plan *plan, const void *native,
                              const struct vqs_context *context,
                              const struct vqs_span *to, uint32_t *length,
                              struct vqs_wire_error *error)
{
	uint32_t bytes = plan->head.bytes;

	if (PLAN_SELDOM(!plan_within(to, bytes)) || (!native && plan->half->memory))
		return 1;
	if (plan->shape != PLAN_FIXED)
		return plan_encode_rest(plan, native, context, to, length, error);
	*length = bytes;
	plan_move_out(&plan->head, plan_start(to, bytes), native);
	if (plan->head.item_count) {
		/* Encoding does not write to the native form. */
		const struct plan_place place = { plan_start(to, bytes),
			                          (uint8_t *)(uintptr_t)native, 0 };

		return plan_fill(&plan->head, &place, context, error);
	}
	return 0;
}

#endif
