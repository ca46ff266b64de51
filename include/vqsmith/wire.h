/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The codec: reads and writes messages and configuration by table. It is the
 * one place where foreign bytes become values. Freestanding.
 *
 * Decoding copies every byte of fixed length once, into private memory, and
 * judges the copy. Bulk data (COUNTED and REST parts) is not copied: its
 * native form is a span over the segments it lies in, to be read with
 * vqs_span_read(), which copies; a peer may change it between two reads.
 */
#ifndef VQSMITH_WIRE_H
#define VQSMITH_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vqsmith/ring.h>
#include <vqsmith/type.h>

/* `length` bytes that start `skip` bytes into *segments and run on through the next ones. */
struct vqs_span {
	const struct vqs_segment *segments;
	uint32_t skip;
	uint32_t length;
};

/* Copies out of and into a span, at most what it holds from `at` on; bytes copied. */
uint32_t vqs_span_read(const struct vqs_span *span, uint32_t at, void *to,
                       uint32_t length);
uint32_t vqs_span_write(const struct vqs_span *span, uint32_t at, const void *from,
                        uint32_t length);
uint32_t vqs_span_clear(const struct vqs_span *span, uint32_t at, uint32_t length);
uint32_t vqs_span_copy(const struct vqs_span *to, const struct vqs_span *from);

/* The part of a span that starts at `at`, of at most `length` bytes. */
struct vqs_span vqs_span_part(const struct vqs_span *span, uint32_t at, uint32_t length);

/*
 * Takes the first contiguous piece off the front of a span, for readv and the
 * like. False: the span is empty.
 */
bool vqs_span_next(struct vqs_span *span, struct vqs_segment *piece);

/* A scalar of that kind, at an address of any alignment. */
uint64_t vqs_scalar_get(const void *at, enum vqs_kind kind);
void vqs_scalar_put(void *at, enum vqs_kind kind, uint64_t value);
unsigned int vqs_scalar_size(enum vqs_kind kind);

/* The same of native memory, host byte order. */
uint64_t vqs_native_get(const void *at, enum vqs_kind kind);
void vqs_native_put(void *at, enum vqs_kind kind, uint64_t value);

/* The value of a range of bits (struct vqs_bits), and the number with another one. */
uint64_t vqs_bits_get(const struct vqs_field *range, uint64_t number);
uint64_t vqs_bits_put(const struct vqs_field *range, uint64_t number, uint64_t value);

enum vqs_problem {
	VQS_FINE,
	VQS_TOO_SHORT,    /* the half ends inside the field */
	VQS_TOO_LONG,     /* bytes after the last field */
	VQS_BAD_VALUE,    /* outside min..max or not a named value */
	VQS_BAD_RESERVED, /* not zero */
	VQS_BAD_COUNT,    /* more elements than the bound, or than fit */
	VQS_BAD_OPCODE,   /* no such message, or its feature is not negotiated */
};

/* What is wrong with foreign bytes. */
struct vqs_wire_error {
	enum vqs_problem problem;
	const struct vqs_field *field; /* or NULL */
	uint32_t offset;               /* in the half */
	uint64_t value;
};

const char *vqs_problem_text(enum vqs_problem problem);

/*
 * What the codec has to know beside the bytes. All of it may be left out
 * (NULL) for a half that is not contextual.
 */
struct vqs_context {
	uint64_t opcode; /* encoding: goes where the table says so */
	bool tolerant;   /* decoding: surplus bytes are ignored */
	const struct vqs_features *offered, *negotiated;
	const struct vqs_struct *config_type; /* of the device type */
	const void *config;                   /* its native form */
	const struct vqs_half *readable_half; /* of the message whose other half it is */
	const void *readable;                 /* its native form; of spans the lengths */
};

/* Whether a field of a message is there with these features. NULL: none of them. */
bool vqs_field_there(const struct vqs_field *field, const struct vqs_features *features);

/* Wire bytes of a structure with these features; a field behind them is not there. */
uint32_t vqs_struct_length(const struct vqs_struct *type,
                           const struct vqs_features *features);

/*
 * Whether a field of configuration space has a meaning: it has from the offer
 * on, until features are negotiated that take it away.
 */
bool vqs_config_valid(const struct vqs_field *field, const struct vqs_features *offered,
                      const struct vqs_features *negotiated);

/*
 * Decodes a half from `from` into a native structure of half->memory bytes.
 * Spans in it refer to from's segments; a field that is not there reads as zero.
 * -EBADMSG and *error (which may be NULL) where the bytes are not what the table
 * says.
 */
int vqs_half_decode(const struct vqs_half *half, const struct vqs_span *from,
                    const struct vqs_context *context, void *native,
                    struct vqs_wire_error *error);

/*
 * The bytes that a native structure takes on the wire, *length of them.
 * -EINVAL and *error: a span in it that is not what its count or its bound says.
 */
int vqs_half_length(const struct vqs_half *half, const void *native,
                    const struct vqs_context *context, uint64_t *length,
                    struct vqs_wire_error *error);

/*
 * Encodes a native structure into `to`; bytes written to *length. A span in the
 * structure that lies in to's own segments is taken as written in place; its bytes
 * are in wire form and not judged. What the structure holds of a field that is not
 * there is passed over. A REST that other fields follow takes all of `to` that those
 * leave, filled up with zeroes, since the reader looks for them at the end.
 * -EMSGSIZE: `to` is too small, nothing was written. -EINVAL and *error: a value
 * that the table forbids.
 */
int vqs_half_encode(const struct vqs_half *half, const void *native,
                    const struct vqs_context *context, const struct vqs_span *to,
                    uint32_t *length, struct vqs_wire_error *error);

/* Wire bytes of a half. */
struct vqs_measure {
	uint32_t head;  /* before the first part of variable length */
	uint32_t fixed; /* when every part of variable length is empty */
	uint64_t least; /* the parts that configuration or the readable half count are
			   not: UINT64_MAX where a count is none */
};

struct vqs_measure vqs_half_measure(const struct vqs_half *half,
                                    const struct vqs_context *context);

/*
 * Whether `room` bytes are what the writable half of a request can be written
 * into: at least measure.least, and parts of the same length as those that the
 * readable half has. -EBADMSG and *error: they are not.
 */
int vqs_half_room(const struct vqs_half *half, uint32_t room,
                  const struct vqs_context *context, struct vqs_wire_error *error);

/*
 * The bytes of the part at field `index` where they are known before the half is:
 * configuration or the readable half count it, or it is not there. False: they are
 * not known. UINT64_MAX: the count is none.
 */
bool vqs_half_known(const struct vqs_half *half, uint32_t index,
                    const struct vqs_context *context, uint64_t *bytes);

/* Whether some part of the half is counted, or measured, by a field of that source. */
bool vqs_half_refers(const struct vqs_half *half, enum vqs_source source);

/*
 * The part of variable length at field `index` of the half that lies in `of`,
 * by place alone: for a device that fills a reply in place. Parts that fields of
 * the half count need the counts in `native`. Where `native` is NULL such a part is
 * all the room that there is for it, in whole elements. Empty: there is none.
 */
struct vqs_span vqs_half_part(const struct vqs_half *half, uint32_t index,
                              const struct vqs_span *of,
                              const struct vqs_context *context, const void *native);

/* A structure of fixed length: element of an array, configuration space. */
int vqs_struct_decode(const struct vqs_struct *type, const void *wire, void *native,
                      struct vqs_wire_error *error);
int vqs_struct_encode(const struct vqs_struct *type, const void *native, void *wire,
                      struct vqs_wire_error *error);

/* One field of it, as above; `wire` and `native` are the start of the structure. */
int vqs_field_decode(const struct vqs_field *field, const void *wire, void *native,
                     struct vqs_wire_error *error);
int vqs_field_encode(const struct vqs_field *field, const void *native, void *wire,
                     struct vqs_wire_error *error);

/* The case of a union for a value of the field that tells; NULL: there is none. */
const struct vqs_case *vqs_union_find(const struct vqs_union *type, uint64_t by);

/*
 * The bytes of a union, `length` of which are valid, as a case; and a case as
 * such bytes, `size` in all, zeroes behind it. What is an array may be shorter, in whole
 * elements, and is then filled up with zeroes. -EBADMSG or -EINVAL, and *error:
 * too short, or a value that the case forbids.
 */
int vqs_case_decode(const struct vqs_case *is, const void *bytes, uint32_t length,
                    void *native, struct vqs_wire_error *error);
int vqs_case_encode(const struct vqs_case *is, const void *native, void *bytes,
                    uint32_t size, struct vqs_wire_error *error);

/*
 * A walk through a list that lies in a span: either all items are read with
 * vqs_items_next(), or a list is written with vqs_items_add() and vqs_items_end().
 */
struct vqs_items {
	const struct vqs_list *list;
	struct vqs_span span;
	uint32_t at;
};

struct vqs_item {
	const struct vqs_item_type *type; /* NULL: not known, or reserved bits of the head
	                                     are set: to be ignored */
	uint64_t value;                   /* of the type, which may not be known */
	uint8_t head[VQS_HEAD_MOST];      /* as on the wire: a copy */
	struct vqs_span body;             /* what follows the head */
};

void vqs_items_init(struct vqs_items *items, const struct vqs_list *list,
                    const struct vqs_span *span);

/* 1: *item is the next one. 0: there is none. -EBADMSG and *error: no list. */
int vqs_items_next(struct vqs_items *items, struct vqs_item *item,
                   struct vqs_wire_error *error);

/*
 * The native form of the head of an item; and that of an item whose type is known:
 * of its field, a struct vqs_span where that is a REST.
 */
int vqs_item_head(const struct vqs_list *list, const struct vqs_item *item, void *native,
                  struct vqs_wire_error *error);
int vqs_item_decode(const struct vqs_list *list, const struct vqs_item *item,
                    void *native, struct vqs_wire_error *error);

/*
 * Appends an item; type and length of its head are filled in, the rest of it is
 * as `head`, a native one (NULL: zero), or the item's own where that is whole.
 * -EMSGSIZE: no room, nothing was written. -EINVAL and *error: a value that is
 * not allowed. Ending clears the room that is left.
 */
int vqs_items_add(struct vqs_items *items, const struct vqs_item_type *type,
                  const void *head, const void *native, struct vqs_wire_error *error);
void vqs_items_end(struct vqs_items *items);

/*
 * Where a place is in a half of `length` bytes: *at. False: the half is too
 * short for it, or there is no such place.
 */
bool vqs_place_at(const struct vqs_place *place, uint32_t length, uint32_t *at);

/*
 * Which message a chain of the family carries, by the opcode in the half that
 * has it. NULL and *error: none. Does not judge conditions.
 */
const struct vqs_message *vqs_family_find(const struct vqs_family *family,
                                          const struct vqs_span *half,
                                          struct vqs_wire_error *error);

/*
 * Where the rows of virtqueues are. Counts depend on configuration, rows on features, and
 * where a row is depends on those before it.
 */
struct vqs_row {
	uint32_t first; /* index of the first one */
	uint32_t count; /* 0: the row is not there */
};

/*
 * How many queues a row has where its configuration field says `said`; may be
 * outside least..most, which is for the caller to judge.
 */
int64_t vqs_row_count(const struct vqs_queue_type *row, uint64_t said);

/*
 * Lays out all rows of a type. Each rows[i].count comes as the configuration has it
 * for type->queues[i], at most `most`, whether the row is there or not; `features` are
 * those that are negotiated, or before that, offered.
 */
void vqs_type_lay_out(const struct vqs_type *type, const struct vqs_features *features,
                      struct vqs_row *rows);

/* The index of queue `number` of a row. */
static inline uint32_t vqs_row_index(const struct vqs_queue_type *type,
                                     const struct vqs_row *row, uint32_t number)
{
	return row->first + number * (type->stride ? type->stride : 1u);
}

/*
 * The virtqueue type that queue `index` is of, or NULL: where every row is there and
 * has its most.
 */
const struct vqs_queue_type *vqs_type_queue(const struct vqs_type *type,
                                            unsigned int index);

/* How many virtqueues a device has that offers all: the highest index + 1. */
unsigned int vqs_type_queue_count(const struct vqs_type *type);

/*
 * Whether a driver may accept `accepted` of what is `offered`: a subset, all
 * required bits, every requires and conflicts kept, one of those of which one
 * has to be there. Returns NULL, or the
 * feature that stands in the way (one of bit VQS_FEATURE_BITS stands for bits
 * that the type does not define). Bits 24..49 are not judged.
 */
const struct vqs_feature_type *vqs_type_refuses(const struct vqs_type *type,
                                                const struct vqs_features *offered,
                                                const struct vqs_features *accepted);

/*
 * Of the features of which one has to be in a set: one that could be the one,
 * best of those that are offered. NULL: nothing is missing.
 */
const struct vqs_feature_type *vqs_type_lacks(const struct vqs_type *type,
                                              const struct vqs_features *offered,
                                              const struct vqs_features *set);

/* Adds what is taken as negotiated where no feature of the type is. */
void vqs_type_imply(const struct vqs_type *type, struct vqs_features *negotiated);

#endif
