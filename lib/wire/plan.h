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

/* What comes after the head of a half. */
enum plan_shape {
	PLAN_WALK,  /* no plan: the general way for all of it */
	PLAN_FIXED, /* nothing */
	PLAN_REST,  /* a REST, the last field */
	PLAN_TAIL,  /* a REST, and fields of fixed length */
	PLAN_ON,    /* something else, by the general way */
};

/*
 * What a move does, the last of a list or not: bytes that are alike on the wire and in native form; a number
 * with zeroes behind it, which is a longer number of little-endian hosts; zeroes.
 */
enum plan_what {
	PLAN_1,
	PLAN_2,
	PLAN_4,
	PLAN_8,
	PLAN_16,
	PLAN_NONE, /* nothing */
	/* Encoding alone. */
	PLAN_1_TO_2,
	PLAN_1_TO_4,
	PLAN_1_TO_8,
	PLAN_2_TO_4,
	PLAN_2_TO_8,
	PLAN_4_TO_8,
	/* Of the wire, or decoding, of the native form. */
	PLAN_CLEAR_1,
	PLAN_CLEAR_2,
	PLAN_CLEAR_4,
	PLAN_CLEAR_8,
	PLAN_CLEAR_16,
};

#define PLAN_LAST 32 /* with enum plan_what */

struct plan_move {
	uint16_t what;
	uint16_t wire, native; /* offsets */
};

struct plan_item;

/* Fields in a row, at a place that is known. */
struct plan_part {
	const struct plan_move *moves; /* up to PLAN_LAST */
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
	bool in_place; /* encoding a REST that lies where it belongs takes moves alone */
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
 * As vqs_half_part() without a native form, where the plan tells; else false.
 */
static inline bool plan_part(const struct plan *plan, uint32_t field,
                             const struct vqs_span *of, struct vqs_span *part)
{
	uint32_t fixed = plan->head.bytes + plan->tail.bytes, left = of->length - fixed;

	if (field != plan->fields ||
	    (plan->shape != PLAN_TAIL && plan->shape != PLAN_REST) ||
	    of->length < fixed || left & plan->unit || left > plan->most)
		return false;
	*part = (struct vqs_span){ of->segments, of->skip + plan->head.bytes, left };
	return true;
}

/* Whether the first segment of a span has so many bytes of it. */
static inline bool plan_within(const struct vqs_span *span, uint32_t bytes)
{
	return span->length >= bytes &&
	       (!bytes || (uint64_t)span->skip + bytes <= span->segments->length);
}

#define PLAN_SELDOM(condition) __builtin_expect(!!(condition), 0)
#define PLAN_INLINE            __attribute__((always_inline))

static inline PLAN_INLINE void plan_move_in(const struct plan_move *move,
                                            const uint8_t *wire, uint8_t *native)
{
#define MOVE(kind, size)                                                                 \
	case kind:                                                                       \
		__builtin_memcpy(native + move->native, wire + move->wire, size);        \
		break;                                                                   \
	case PLAN_LAST + kind:                                                           \
		__builtin_memcpy(native + move->native, wire + move->wire, size);        \
		return

#define CLEAR(size)                                                                      \
	case PLAN_CLEAR_##size:                                                          \
		__builtin_memset(native + move->native, 0, size);                        \
		break;                                                                   \
	case PLAN_LAST + PLAN_CLEAR_##size:                                              \
		__builtin_memset(native + move->native, 0, size);                        \
		return

	for (;; move++) {
		switch (move->what) {
			MOVE(PLAN_1, 1);
			MOVE(PLAN_2, 2);
			MOVE(PLAN_4, 4);
			MOVE(PLAN_8, 8);
			MOVE(PLAN_16, 16);
			CLEAR(1);
			CLEAR(2);
			CLEAR(4);
			CLEAR(8);
			CLEAR(16);
		case PLAN_LAST + PLAN_NONE:
			return;
		default:
			__builtin_unreachable();
		}
	}
#undef MOVE
#undef CLEAR
}

/* Of little-endian hosts: others have no moves that make numbers longer. */
static inline void plan_lengthen(uint8_t *to, const uint8_t *from, unsigned int bytes,
                                 unsigned int size)
{
	uint64_t number = 0;

	__builtin_memcpy(&number, from, bytes);
	__builtin_memcpy(to, &number, size);
}

static inline PLAN_INLINE void plan_move_out(const struct plan_move *move, uint8_t *wire,
                                             const uint8_t *native)
{
#define MOVE(kind, size)                                                                 \
	case kind:                                                                       \
		__builtin_memcpy(wire + move->wire, native + move->native, size);        \
		break;                                                                   \
	case PLAN_LAST + kind:                                                           \
		__builtin_memcpy(wire + move->wire, native + move->native, size);        \
		return
#define LENGTHEN(bytes, size)                                                            \
	case PLAN_##bytes##_TO_##size:                                                   \
		plan_lengthen(wire + move->wire, native + move->native, bytes, size);    \
		break;                                                                   \
	case PLAN_LAST + PLAN_##bytes##_TO_##size:                                       \
		plan_lengthen(wire + move->wire, native + move->native, bytes, size);    \
		return
#define CLEAR(size)                                                                      \
	case PLAN_CLEAR_##size:                                                          \
		__builtin_memset(wire + move->wire, 0, size);                            \
		break;                                                                   \
	case PLAN_LAST + PLAN_CLEAR_##size:                                              \
		__builtin_memset(wire + move->wire, 0, size);                            \
		return

	for (;; move++) {
		switch (move->what) {
			MOVE(PLAN_1, 1);
			MOVE(PLAN_2, 2);
			MOVE(PLAN_4, 4);
			MOVE(PLAN_8, 8);
			MOVE(PLAN_16, 16);
			LENGTHEN(1, 2);
			LENGTHEN(1, 4);
			LENGTHEN(1, 8);
			LENGTHEN(2, 4);
			LENGTHEN(2, 8);
			LENGTHEN(4, 8);
			CLEAR(1);
			CLEAR(2);
			CLEAR(4);
			CLEAR(8);
			CLEAR(16);
		case PLAN_LAST + PLAN_NONE:
			return;
		default:
			__builtin_unreachable();
		}
	}
#undef MOVE
#undef LENGTHEN
#undef CLEAR
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
static inline PLAN_INLINE bool plan_quick_decode(const struct plan *plan,
                                                 const struct vqs_segment *segment,
                                                 uint32_t length, uint8_t *native)
{
	if (segment->length < plan->head.bytes)
		return false;
	if (length != plan->exact) {
		if (length < plan->before_rest)
			return false;
		*(struct vqs_span *)(void *)(native + plan->rest) =
		        (struct vqs_span){ segment, plan->head.bytes,
			                   length - plan->head.bytes };
	}
	plan_move_in(plan->head.moves, segment->base, native);
	plan_read();
	return true;
}

/*
 * Encodes moves and a REST that is one piece into *segment, where that is all and has
 * room. False: it is not so, and nothing was written.
 */
static inline PLAN_INLINE bool plan_quick_copy(const struct plan *plan,
                                               const uint8_t *native,
                                               const struct vqs_segment *segment,
                                               uint32_t *length)
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
	plan_move_out(plan->head.moves, segment->base, native);
	/* A driver may lay two buffers over each other. */
	__builtin_memmove((uint8_t *)segment->base + plan->before_rest,
	                  (const uint8_t *)rest->segments->base + rest->skip,
	                  rest->length);
	*length = (uint32_t)whole;
	return true;
}

/*
 * Whether plan_move_out() of the head is all that encoding takes; the half starts
 * with to->segments then, and plan->exact bytes are its length. A segment is there
 * to be looked at.
 */
static inline bool plan_quick_encodes(const struct plan *plan, const struct vqs_span *to)
{
	uint64_t bytes = plan->exact;

	return to->length >= bytes && to->skip + bytes <= to->segments->length;
}

/* The last `bytes` of a span, where they lie in one segment; else NULL. */
static inline uint8_t *plan_end(const struct vqs_span *span, uint32_t bytes)
{
	const struct vqs_segment *segment = span->segments;
	uint64_t at = (uint64_t)span->skip + span->length - bytes;

	while (at >= segment->length) {
		at -= segment->length;
		segment++;
	}
	return segment->length - at < bytes ? NULL : (uint8_t *)segment->base + at;
}

/*
 * Encodes a half with a REST that plan_part() gave and that is in place, all of it
 * where something follows. False: it is not so, and nothing was written.
 */
static inline bool plan_quick_rest(const struct plan *plan, const uint8_t *native,
                                   const struct vqs_span *to, uint32_t *length)
{
	const struct vqs_span *rest = (const void *)(native + plan->rest);
	const uint32_t head = plan->head.bytes, tail = plan->tail.bytes;
	uint64_t need = (uint64_t)head + rest->length + tail;
	uint8_t *end = NULL;

	if (need > to->length || (tail && need != to->length) ||
	    rest->segments != to->segments || rest->skip != to->skip + head)
		return false;
	if (head && to->skip + (uint64_t)head > to->segments->length)
		return false;
	if (tail && !(end = plan_end(to, tail)))
		return false;
	if (head)
		plan_move_out(plan->head.moves, (uint8_t *)to->segments->base + to->skip,
		              native);
	if (tail)
		plan_move_out(plan->tail.moves, end, native);
	*length = (uint32_t)need;
	return true;
}

#endif
