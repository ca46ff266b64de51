/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the files of the codec share: a cursor over a span, and the small
 * arithmetic of fields. Sums of lengths are 64 bits wide, so that nothing a
 * peer says can wrap them.
 */
#ifndef VQSMITH_LIB_WIRE_INTERNAL_H
#define VQSMITH_LIB_WIRE_INTERNAL_H

#include <stdatomic.h>

#include <vqsmith/wire.h>

/* Moves forward through a span, byte by byte accountable. */
struct cursor {
	const struct vqs_segment *segment;
	uint32_t skip; /* in *segment */
	uint32_t left; /* of the span */
	uint32_t at;   /* bytes behind it: the offset in the half */
};

static inline struct cursor cursor_over(const struct vqs_span *span)
{
	return (struct cursor){ span->segments, span->skip, span->length, 0 };
}

/* The span of `length` bytes that starts here; length <= left. */
static inline struct vqs_span cursor_span(const struct cursor *cursor, uint32_t length)
{
	return (struct vqs_span){ cursor->segment, cursor->skip, length };
}

/*
 * The contiguous bytes that come next, at most `want` and at least one, and
 * steps over them. 0 < want <= left.
 */
static inline uint8_t *cursor_piece(struct cursor *cursor, uint32_t want, uint32_t *got)
{
	uint8_t *piece;
	uint32_t here;

	while (cursor->skip >= cursor->segment->length) {
		cursor->skip -= cursor->segment->length;
		cursor->segment++;
	}
	here = cursor->segment->length - cursor->skip;
	*got = here < want ? here : want;
	piece = (uint8_t *)cursor->segment->base + cursor->skip;
	cursor->skip += *got;
	cursor->left -= *got;
	cursor->at += *got;
	return piece;
}

/*
 * Ends a read of memory that a peer can write: the compiler may not go back
 * for the same bytes later, the copy is what counts.
 */
static inline void bytes_are_ours(void)
{
	atomic_signal_fence(memory_order_seq_cst);
}

/* All of them need `length` <= cursor->left. */
void cursor_read(struct cursor *cursor, void *to, uint32_t length);
void cursor_write(struct cursor *cursor, const void *from, uint32_t length);
void cursor_clear(struct cursor *cursor, uint32_t length);
void cursor_skip(struct cursor *cursor, uint32_t length);
void cursor_copy(struct cursor *to, struct cursor *from, uint32_t length);
uint64_t cursor_get(struct cursor *cursor, enum vqs_kind kind);
void cursor_put(struct cursor *cursor, enum vqs_kind kind, uint64_t value);

/* Fields. */

static inline bool field_varies(const struct vqs_field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* vqs_scalar_size(), where every instruction counts. */
static inline uint32_t kind_size(enum vqs_kind kind)
{
	static const uint8_t sizes[] = { 1, 2, 4, 8, 2, 4, 8, 0 };

	return sizes[kind];
}

/* Bytes of one element on the wire. */
static inline uint32_t field_unit(const struct vqs_field *field)
{
	return field->kind == VQS_STRUCT ? field->structure->size
	                                 : kind_size((enum vqs_kind)field->kind);
}

/* Elements and bytes of a field of fixed length. */
static inline uint32_t field_elements(const struct vqs_field *field)
{
	return field->extent == VQS_ARRAY ? field->count : 1;
}

static inline uint64_t field_size(const struct vqs_field *field)
{
	return (uint64_t)field_unit(field) * field_elements(field);
}

/* Fills in *error, which may be NULL; returns the problem. */
enum vqs_problem wire_problem(struct vqs_wire_error *error, enum vqs_problem problem,
                              const struct vqs_field *field, uint32_t offset,
                              uint64_t value);

/* What RANGE, CLOSED and limits say of a value. */
bool value_allowed(const struct vqs_field *field, uint64_t value,
                   const struct vqs_features *negotiated);

/* A value and where it stands in the half. */
struct found {
	uint32_t at;
	uint64_t value;
};

/* Whether there is anything to judge of the values of a scalar; and the judge. */
bool is_judged(const struct vqs_field *field);
enum vqs_problem value_judge(const struct vqs_field *field, struct found *found,
                             const struct vqs_context *context,
                             struct vqs_wire_error *error);

/*
 * Takes the reserved bits out of a number that is cut into bits, and judges the
 * rest; `at` is its place in the half.
 */
enum vqs_problem bits_judge(const struct vqs_field *field, uint32_t at, uint64_t *value,
                            struct vqs_wire_error *error);

/*
 * One field of fixed length. Decoding needs its bytes to be there, encoding
 * the room for them.
 */
enum vqs_problem fixed_decode(struct cursor *from, const struct vqs_field *field,
                              const struct vqs_context *context, void *native,
                              struct vqs_wire_error *error);
enum vqs_problem fixed_encode(struct cursor *to, const struct vqs_field *field,
                              const struct vqs_context *context, const void *native,
                              struct vqs_wire_error *error);

/* What a field that is not there reads as: zero. */
void fixed_clear(const struct vqs_field *field, void *native);

/* Bytes of a field of fixed length as far as features leave it there; 0: not at all. */
uint64_t field_here(const struct vqs_field *field, const struct vqs_features *features);

/* ---- walk.c */

/*
 * Where a walk through a half has come to. `base` is the end of the last part
 * of variable length, less what was not there since: offsets count from it. It
 * wraps where more is missing than was walked, and base + offset wraps back.
 */
struct walk {
	const struct vqs_half *half;
	const void *native; /* has the counts of this half; NULL: they count as none */
	const struct vqs_context *context;
	uint64_t base, end;
	struct vqs_wire_error *error;
};

/* A context for whoever gave none. */
static inline const struct vqs_context *some_context(const struct vqs_context *context)
{
	static const struct vqs_context none;

	return context ? context : &none;
}

static inline struct walk walk_over(const struct vqs_half *half, const void *native,
                                    const struct vqs_context *context,
                                    struct vqs_wire_error *error)
{
	return (struct walk){ half, native, context, 0, 0, error };
}

/* Bytes of a part of variable length that is there. */
enum vqs_problem counted_bytes(const struct walk *walk, const struct vqs_field *field,
                               uint64_t *bytes);

/* Whether all that counts the part is known. */
bool count_is_known(const struct walk *walk, const struct vqs_field *field);

/* That a part of so many bytes is as long as the one that it has to be like. */
enum vqs_problem judge_same(const struct walk *walk, const struct vqs_field *field,
                            uint64_t bytes);

/* Steps over field `index`; the REST and what is not known count as nothing. */
enum vqs_problem walk_field(struct walk *walk, uint32_t index);

/* Bytes of the fields after `index`, a part of variable length. */
enum vqs_problem tail_bytes(const struct walk *walk, uint32_t index, uint64_t *bytes);

/* Where the part at `index` is in a half of `room` bytes; a walk that is at its start. */
struct extent {
	uint32_t start, length;
};

struct extent part_extent(const struct walk *from, uint32_t index, uint32_t room);

/* Decodes the fields from `index` on, and judges that no bytes are left; half.c. */
int walk_decode(struct walk *walk, uint32_t index, struct cursor *from, void *native);

/* Whether a field of the half is there. */
static inline bool is_there(const struct vqs_half *half, uint32_t index,
                            const struct vqs_context *context)
{
	return !half->contextual ||
	       vqs_field_there(&half->fields[index], context->negotiated);
}

/* Whether a REST stands behind which no field is. */
static inline bool rest_is_last(const struct vqs_half *half,
                                const struct vqs_context *context)
{
	uint32_t i = half->field_count;

	while (i && !is_there(half, i - 1, context))
		i--;
	return i && half->fields[i - 1].extent == VQS_REST;
}

#endif
