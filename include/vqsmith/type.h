/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of a device type: its features, configuration space, virtqueues
 * and messages, as constants. vqsmith generates one for each description; the
 * device end, the driver end, the codec and the tools all interpret the same
 * table.
 *
 * Values live in two places: on the wire, laid out by the specification's
 * rules, and in native structures (host byte order, the compiler's layout)
 * that generated code declares. A field's `offset` is its place on the wire,
 * `memory` the place of its value in the native structure.
 */
#ifndef VQSMITH_TYPE_H
#define VQSMITH_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vqsmith/features.h>

/* Structure Specifications: u8, le16, le32, le64, be16, be32, be64, and structs of them. */
enum vqs_kind {
	VQS_U8,
	VQS_LE16,
	VQS_LE32,
	VQS_LE64,
	VQS_BE16,
	VQS_BE32,
	VQS_BE64,
	VQS_STRUCT,
};

/* How many elements a field has, and what its native form is. */
enum vqs_extent {
	VQS_ONE,     /* one; native: uintN_t or the struct */
	VQS_ARRAY,   /* `count` of them; native: an array */
	VQS_COUNTED, /* as an earlier field says; native: struct vqs_span */
	VQS_REST,    /* what is left of the half; native: struct vqs_span */
};

enum vqs_access {
	VQS_READ_ONLY,
	VQS_READ_WRITE,
	VQS_WRITE_ONLY,
	VQS_WRITE_1_CLEAR,
};

/* Where a field that counts is found. */
enum vqs_source {
	VQS_NONE,     /* there is no such field */
	VQS_HERE,     /* before the part, in the same half */
	VQS_READABLE, /* in the readable half of the message */
	VQS_CONFIG,   /* in the configuration space; 0 where it is not offered */
};

/* A field in one of the lists that a half may refer to. */
struct vqs_reference {
	uint16_t source; /* enum vqs_source */
	uint16_t field;  /* index in the list */
};

/*
 * A number within a structure or a union. The path leads there: the index of a
 * field of the list, of a member of its structure or a case of its union, and so
 * on. It counts nothing where another case is chosen, or the field is not there.
 */
struct vqs_term {
	const uint16_t *path;
	uint32_t length;
};

/* A count that is a sum. */
struct vqs_sum {
	const struct vqs_term *terms;
	uint32_t count;
};

/* Roles and policies of a field (struct vqs_field, flags). */
#define VQS_RESERVED 0x01 /* written as zero, ignored when read; no native form */
#define VQS_STRICT   0x02 /* with RESERVED: anything but zero is refused */
#define VQS_OPCODE                                                                       \
	0x04 /* tells the messages of a family apart; no native form, or with
			     a `mask` that of its other bits */
#define VQS_STATUS    0x08  /* the outcome of a request */
#define VQS_RANGE     0x10  /* `min` and `max` hold */
#define VQS_CLOSED    0x20  /* only the values (or the flags) of `names` are valid */
#define VQS_FLAGS     0x40  /* `names` are masks and combine */
#define VQS_VOLATILE  0x80  /* configuration: the device may change it */
#define VQS_CLASS     0x100 /* the upper half of an opcode of two levels; no native form */
#define VQS_ADDRESSES 0x200 /* REST: where the bytes lie is what the part tells */
#define VQS_SKIP      0x800 /* with STRICT, in an event: the driver passes it over */
#define VQS_SURVIVES  0x400 /* configuration: a reset leaves it as the driver wrote it */

/* An opcode of two levels as one number: struct vqs_message, opcode. */
#define VQS_CLASS_OPCODE(class_, opcode_) ((uint64_t)(class_) << 32 | (uint32_t)(opcode_))

/* A named value of an enumeration, or a named mask. */
struct vqs_name {
	const char *name;
	uint64_t value;
};

struct vqs_names {
	const struct vqs_name *names;
	unsigned int count;
};

struct vqs_field;

/*
 * A number cut into ranges of bits, bit 0 being the lowest. The native form is
 * the whole number.
 */
struct vqs_bits {
	const struct vqs_field *ranges; /* kind: of the number; offset: the lowest bit;
	                                   count: how many */
	uint32_t count;
	uint64_t ignored; /* reserved bits: written as zero, and zero in native form */
	uint64_t strict;  /* reserved bits that are refused if they are set */
};

/* `memory` of a field that has no native form. */
#define VQS_NOWHERE UINT32_MAX

struct vqs_struct;
struct vqs_union;
struct vqs_list;

/* Tighter bounds of a scalar, that hold with some features. */
struct vqs_limit {
	const struct vqs_condition *condition; /* over negotiated; NULL: always */
	const struct vqs_condition *unless;    /* not with these; NULL: no matter */
	uint64_t min, max;
};

struct vqs_limits {
	const struct vqs_limit *limits;
	unsigned int count;
};

struct vqs_field {
	const char *name;
	uint8_t kind;   /* enum vqs_kind */
	uint8_t extent; /* enum vqs_extent */
	uint8_t access; /* enum vqs_access; configuration only */
	uint16_t flags;
	/* COUNTED: elements = counter * times * factor + addend. Both are scalars that
	   have a native form; `times` of no source counts as 1. */
	struct vqs_reference counter, times;
	uint16_t factor;
	int32_t addend;
	const struct vqs_sum *sum; /* COUNTED: or NULL; what is counted by in place of
				      `counter`, which tells the list alone */
	struct vqs_reference same; /* COUNTED, REST: a part that has as many bytes, unless
				      one of both is empty */
	uint32_t count;  /* ARRAY: elements. COUNTED, REST: most elements, 0: no bound */
	uint32_t offset; /* wire: bytes from the start; after a part of variable length:
			      bytes from the end of the part before it */
	uint32_t memory; /* native: offsetof, or VQS_NOWHERE */
	uint64_t min, max; /* with RANGE */
	uint64_t mask; /* OPCODE: the bits that are the opcode; the native form has the
			  others. 0: all of them are */
	const struct vqs_struct *structure; /* kind STRUCT */
	const struct vqs_names *names;      /* or NULL */
	const struct vqs_bits *bits;        /* or NULL */
	const struct vqs_union *union_;     /* of a number or of bytes: what they may be;
	                                       or NULL */
	const struct vqs_list *list;        /* of bytes: the items that they are; or NULL */
	/* Configuration: over offered (`unless`: negotiated), it is valid. Elsewhere: over
	   negotiated, it is there at all. NULL: always; of `unless`: no matter. */
	const struct vqs_condition *condition, *unless;
	const struct vqs_limits *limits; /* or NULL */
};

/*
 * One of the things that a union may be: `field` lies at the start of its bytes,
 * and `memory` counts from the start of the native form of the case alone.
 */
struct vqs_case {
	struct vqs_field field;
	const uint64_t *when; /* values of the field that tells the cases apart */
	uint32_t when_count;
};

/*
 * The native form of a union is its bytes as they lie on the wire (ARRAY of U8),
 * to be read and written by vqs_case_decode() and vqs_case_encode(), or, where
 * all cases are numbers of a kind, the number.
 */
struct vqs_union {
	const struct vqs_case *cases;
	uint32_t count;
	struct vqs_reference by;     /* the field that tells the cases apart; of no
	                                source: that is known from elsewhere */
	struct vqs_reference length; /* the field, HERE, that says how many bytes are
	                                valid; of no source: all are */
};

/* An item of a list. */
struct vqs_item_type {
	struct vqs_field field; /* `memory` 0: of the item alone. REST: up to its end */
	uint64_t value;         /* of the type in its head */
	bool whole; /* a structure that starts with the head; else it follows it */
};

#define VQS_HEAD_MOST 64 /* bytes of the head of an item */

/* Items one after the other, each with a head that tells its type and its length. */
struct vqs_list {
	const char *name;
	const struct vqs_struct *head;
	const struct vqs_field *type;   /* of the head; NULL: all items are alike */
	const struct vqs_field *range;  /* the bits of `type` that it is, or NULL: all */
	const struct vqs_field *length; /* of the head: a number of bytes */
	const struct vqs_item_type *items;
	uint32_t count;
	uint32_t align;     /* lengths are multiples of it; 0: any */
	bool includes_head; /* the length has the head in it */
	bool ends;          /* at an item of type `end`; else with the bytes */
	uint64_t end;
};

/* A structure; of fixed length, but for the fields that features leave off its end. */
struct vqs_struct {
	const char *name;
	const struct vqs_field *fields;
	uint32_t field_count;
	uint32_t size;   /* bytes on the wire */
	uint32_t memory; /* sizeof the native structure */
	bool tailed;     /* it ends with the last field whose condition holds */
};

/*
 * One half of a message. At most one field is of extent REST; the fields after
 * it are of a length that is known before it. Offsets, `head` and `least` take
 * every field that has a condition for there.
 */
struct vqs_half {
	const struct vqs_field *fields;
	uint32_t field_count;
	uint32_t head;   /* wire bytes before the first part of variable length */
	uint32_t least;  /* wire bytes when every part of variable length is empty */
	uint32_t memory; /* sizeof the native structure; 0: the half has no native form */
	bool variable;   /* has a COUNTED or REST part */
	bool contextual; /* what is there, or how much, depends on features, configuration or
			    the readable half: vqs_half_measure() tells */
};

struct vqs_message {
	const char *name;
	uint64_t opcode;                       /* of two levels: VQS_CLASS_OPCODE */
	struct vqs_half readable;              /* device-readable: what the driver says */
	struct vqs_half writable;              /* device-writable: what the device says */
	const struct vqs_condition *condition; /* over negotiated; NULL: always */
	uint64_t ok; /* the status that means success, where there is one */
};

/* Where a header field that all messages of a family share is. */
struct vqs_place {
	uint8_t kind; /* enum vqs_kind, a scalar */
	bool present;
	bool writable; /* in the device-writable half */
	bool from_end; /* a trailer: offset counts back from the end of the half to the
			      field's first byte (1: a u8 that is the last byte) */
	uint32_t offset;
	uint64_t mask; /* the bits that count; 0: all */
};

/* The messages that a virtqueue carries. */
struct vqs_family {
	const char *name;
	const struct vqs_message *messages; /* ascending by opcode */
	uint32_t message_count;             /* without an opcode: 1 */
	struct vqs_place opcode;
	struct vqs_place opcode_class; /* present: opcodes are of two levels */
	struct vqs_place status;       /* in the writable half, where present */
	/* What the runtime itself answers; only where `has` says so. */
	struct {
		uint64_t unsupported, invalid;
		bool has_unsupported, has_invalid;
		/* To a message that is not negotiated; else as `unsupported`. */
		uint64_t unnegotiated;
		bool has_unnegotiated;
	} answer;
	bool tolerant; /* a readable half longer than described is accepted */
};

/* A virtqueue, or a row of them with the same use. */
struct vqs_queue_type {
	const char *name;
	const struct vqs_family *family;
	const struct vqs_condition *condition; /* over negotiated; NULL: always */
	bool posted;    /* the driver posts writable buffers, the device sends events */
	bool holds;     /* the device keeps buffers until it has use for them */
	bool shifts;    /* where it is not negotiated its index is not taken */
	uint16_t size;  /* the largest queue size that the device offers */
	uint32_t index; /* of the first one, where all rows before it have their most */
	uint16_t most;  /* how many at the most */
	uint16_t least; /* and at the least, where a configuration field says so */
	uint16_t
	        stride; /* so many rows lie beside each other, this one and its neighbours:
			    the step from one queue of the row to the next; 0: 1 */
	int16_t count_field; /* index of the configuration field that says how many, where
				its condition is negotiated (else 1); -1: always `most` */
	uint16_t factor;     /* how many: the field * factor + addend; 0: 1 */
	int32_t addend;
	int16_t least_buffer_field; /* index + 1 of the configuration field that has
				       least_buffer; 0: none has */
	uint32_t least_buffer;      /* bytes that a posted buffer has at the least */
};

struct vqs_feature_type {
	const char *name;
	unsigned int bit;
	bool required;                 /* a driver has to accept it */
	struct vqs_condition requires; /* over the same set; no alternative: nothing */
	struct vqs_features conflicts;
	struct vqs_features superiors; /* beside any of which a device doesn't offer it */
	bool implied; /* taken as negotiated where no feature of the type is */
	bool always;  /* a device has to offer it */
};

/* A shared memory region, or all those whose ids are of a range. */
struct vqs_shared_memory {
	const char *name;
	uint8_t first, last; /* shared memory ids */
	int16_t size_field; /* index of the configuration field that holds its length; -1:
			       the transport alone says it */
	const struct vqs_condition *condition; /* over negotiated; NULL: always */
};

/*
 * A capability, a kind of resource object or a device part: what administration
 * commands get and set.
 */
struct vqs_facility {
	const char *name;
	uint16_t id;                           /* of an object or a part: its type */
	const struct vqs_condition *condition; /* over negotiated; NULL: always */
	const struct vqs_half *data;           /* of a part: its value */
	const struct vqs_half *selector; /* of a part: 8 bytes that tell its instances
	                                          apart; or NULL */
};

struct vqs_facilities {
	const struct vqs_facility *list;
	uint32_t count;
};

struct vqs_type {
	const char *name;
	const char *summary;
	uint16_t id;
	struct vqs_features features; /* all that it defines */
	const struct vqs_feature_type *feature_types;
	uint32_t feature_count;
	/* Over offered and over negotiated: each has to hold. */
	const struct vqs_condition *at_least_one;
	uint32_t at_least_one_count;
	struct vqs_struct config;            /* field_count 0: there is none */
	const struct vqs_queue_type *queues; /* ascending by index */
	uint32_t queue_count;
	const struct vqs_family *families;
	uint32_t family_count;
	const struct vqs_shared_memory *regions; /* of shared memory */
	uint32_t region_count;
	struct vqs_facilities capabilities, objects, parts;
};

#endif
