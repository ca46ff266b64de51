/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The model: what a description means, with everything resolved - offsets,
 * sizes, indices, names - and the position in the file of each thing that was
 * said. Reading makes it (read.h), checks judge it, generators print it.
 *
 * All of a model lives and dies with model_destroy(); nothing in it is
 * changed after reading. Lists are in the author's order.
 */
#ifndef VQSMITH_TOOL_MODEL_H
#define VQSMITH_TOOL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include <vqsmith/type.h>

struct source; /* source.h */

/* Where something stands: 1-based; length in columns, on the one line. line 0: nowhere.
 */
struct position {
	unsigned int line, column, length;
};

/* A piece of text and where it stands. value NULL: not given. */
struct text {
	const char *value;
	struct position at;
};

/* A number and where it stands. */
struct number {
	uint64_t value;
	struct position at;
	bool given;
};

/* What every named thing has. */
struct label {
	const char *name;        /* lower case: a C identifier */
	struct position at;      /* of the name */
	struct text summary;     /* one line */
	struct text description; /* any number of paragraphs, for the chapter */
	struct text defined_by;  /* the foreign standard that says what it holds */
	const char *about;       /* with defined_by: the summary, and that */
};

/* ---- Features ------------------------------------------------------------ */

struct feature;

/*
 * A condition over features in disjunctive form: true if all features of any
 * one alternative are in the set. count 0: always.
 */
struct condition {
	struct text text; /* as written; value NULL: no condition */
	struct {
		const struct feature **all;
		unsigned int count;
	} * any;
	unsigned int count;
};

/* A feature that another one names. */
struct rival {
	const struct feature *feature;
	struct position at;
};

struct feature {
	struct label label;
	struct number bit;
	struct condition requires;
	struct rival *conflicts; /* that can't be negotiated together with it */
	unsigned int conflict_count;
	struct rival *superiors; /* `not_offered_with`: beside which it isn't offered */
	unsigned int superior_count;
	bool implied; /* taken as negotiated where no feature of the type is */
	struct position implied_at;
	bool always; /* a device must offer it */
	struct position always_at;
	struct text behaviour; /* what it changes, where nothing in the description hangs
	                          on it */
	bool required;         /* a driver must accept it */
	struct position required_at;
	struct text because; /* why it is required */
	unsigned int index;
};

/* ---- Types --------------------------------------------------------------- */

struct value {
	struct label label;
	uint64_t number; /* of flags: the mask */
	struct position number_at;
	bool alias; /* of an enumeration: another name for an earlier value's number */
};

/* An enumeration or a set of flags. */
struct values {
	struct label label; /* name: for constants; of the field where it stands inline */
	struct text prefix; /* of constants: "s", "none"; value NULL: the name */
	bool flags;         /* values are masks and combine */
	bool open;          /* other values may appear; else they are refused */
	const struct values *of; /* flags that are numbered by this enumeration, or NULL:
	                            it has the constants */
	struct value *values;
	unsigned int count;
	bool inline_;       /* stands at the field, not in a section of its own */
	unsigned int index; /* in the model's list */
};

struct structure;

/* A field that counts, or is as long as another. */
struct reference {
	enum vqs_source source;
	const struct field *field; /* NULL: none */
};

#define PATH_MOST 8

/* A number: `field` of a list, or what the path leads to within it. */
struct term {
	const struct field *field, *number;
	uint16_t path[PATH_MOST]; /* as struct vqs_term has it, without the first */
	unsigned int length;
};

/* How many elements a counted field has: counter * times * factor + addend. */
struct count {
	struct text text; /* as written */
	struct reference counter, times;
	struct term *terms; /* what is added up in place of `counter`, the first's field */
	unsigned int term_count;
	uint16_t factor;
	int32_t addend;
};

/* Tighter bounds of a number, where features say so. */
struct limit {
	struct condition condition, unless; /* over negotiated features */
	struct number min, max;
};

enum field_role { ROLE_NONE, ROLE_RESERVED, ROLE_OPCODE, ROLE_STATUS, ROLE_CLASS };

struct bits;
struct union_type;
struct list_type;

struct field {
	struct label label;
	enum vqs_kind kind;
	enum vqs_extent extent;
	struct text type;                  /* as written: "le16", "u8[6]" */
	const struct structure *structure; /* kind VQS_STRUCT */
	uint32_t elements;                 /* VQS_ONE: 1; VQS_ARRAY: how many; else 0 */
	struct count count;
	struct number most; /* COUNTED, REST: bound on the elements */
	enum field_role role;
	struct number mask;   /* OPCODE: the bits that are it; not given: all */
	bool reserved_strict; /* refuse non-zero instead of ignoring it */
	bool reserved_skip;   /* with it, in an event: the driver passes it over */
	uint32_t offset;      /* on the wire; see struct vqs_field */
	uint32_t size;        /* on the wire, bytes; COUNTED, REST: of one element */
	const struct values *values; /* enum or flags, or NULL */
	bool addresses;              /* REST: where the bytes lie is what it tells */
	struct position addresses_at;
	const struct bits *bits; /* or NULL */
	struct union_type *union_; /* of a number or of bytes: what they may be; or NULL */
	const struct list_type *list; /* of bytes: the list that they are; or NULL */
	struct number slot;        /* the size of a union, if it is given */
	struct number min, max, initial;
	struct limit *limits;
	unsigned int limit_count;
	struct reference
	        same; /* COUNTED, REST: as long as that one, if neither is empty */
	struct text same_text; /* as written */
	/* Configuration space only. */
	enum vqs_access access;
	struct position access_at; /* line 0: not given */
	bool trigger, volatile_;
	struct position trigger_at, volatile_at;
	bool survives_reset; /* what the driver wrote stays */
	struct position survives_at;
	/* Configuration: over offered, it is valid. Elsewhere: over negotiated, it is
	   there at all. */
	struct condition condition, unless;
	bool from_header,
	        from_trailer; /* of a message: stands in the family's header/trailer */
	unsigned int index;   /* in its list */
};

struct fields {
	struct field *fields;
	unsigned int count;
	struct text name; /* of the structure in C, after virtio_lamp_; NULL: not given */
};

/*
 * Ranges of bits with names. Each is a field whose offset and size are bits: its
 * lowest bit and how many there are. Bits without a name are reserved.
 */
struct bits {
	struct label label; /* name: of the field that has them */
	struct fields ranges;
	uint64_t ignored, strict; /* masks of the reserved bits */
	unsigned int index;       /* in the model's list */
};

/* The values of the field that tells the cases of a union apart, for one of them. */
struct when {
	uint64_t *values;
	unsigned int count;
};

struct union_type {
	struct label label;  /* of the field that is it */
	struct fields cases; /* each at offset 0 */
	struct when *when;   /* of each */
	struct text by_text; /* as written */
	bool by_none;        /* what tells the cases apart is not in the message */
	struct reference by; /* the field that tells the cases apart */
	const struct field *length; /* the field with the number of valid bytes, or NULL */
	bool number;    /* all cases are numbers of a kind, and so it is one */
	unsigned int index; /* in the model's list */
};

struct list_type {
	struct label label;
	const struct structure *head;
	struct text type_text;      /* as written; value NULL: all items are alike */
	const struct field *type;   /* of the head */
	const struct field *range;  /* the bits of it, or NULL: all */
	const struct field *length; /* of the head */
	bool includes_head, ends;
	uint64_t end;
	struct number align;
	struct fields items; /* each at offset 0, behind the head unless it is whole */
	uint64_t *values;    /* of the type, of each */
	bool *whole;         /* of each: a structure that starts with the head */
	unsigned int index;  /* in the model's list */
};

struct structure {
	struct label label;
	struct fields fields;
	uint32_t size;      /* on the wire; all fields that have a condition there */
	bool tailed;        /* has such fields, at its end */
	bool inline_;       /* stands at the field, not in `structs` */
	unsigned int index; /* in the order of definition: members before users */
};

struct facility;

/* ---- Messages ------------------------------------------------------------ */

struct half {
	struct fields fields; /* header, body and trailer, flattened */
	struct position at; /* of the key `readable` or `writable`; line 0: not written */
	uint32_t head, least; /* see struct vqs_half */
	uint32_t shortest;    /* `least`, less what may not be there */
	bool variable;
	bool contextual; /* see struct vqs_half */
	bool present;    /* has any field */
};

struct message {
	struct label label;
	struct number opcode;       /* given only in families with an opcode */
	struct number opcode_class; /* given only where opcodes are of two levels */
	struct half readable, writable;
	struct condition condition; /* over negotiated features */
	const struct value *ok;     /* the status that means success, or NULL */
	bool silent;                /* not answered: no writable half, nor a header */
	const struct family *family;
	unsigned int index; /* in the family, ascending by opcode */
};

struct family {
	struct label label;
	struct text
	        prefix; /* of the constants of opcodes: "t", "none"; NULL: not given */
	struct message
	        *messages; /* ascending by opcode; as written where two are equal */
	unsigned int count;
	/* What the structures of its messages' halves are called, * for the message. */
	struct text readable_structs, writable_structs;
	bool has_opcode;      /* false: one message, of the family's own name */
	bool opcode_writable; /* the opcode is in the device-writable half: events */
	/* Header and trailer as written (or by default), for printing; the same fields
	   are in each message's halves. Offsets here are from the start of each part. */
	struct fields readable_header, writable_header, readable_trailer,
	        writable_trailer;
	bool default_header;
	bool header_bad;                     /* while reading: it was complained of */
	const struct field *opcode, *status; /* in the headers or the trailer; or NULL */
	const struct field *opcode_class;    /* in the half of the opcode; or NULL */
	bool status_in_trailer;
	/* Values of the status field that mean success, if the message says nothing else,
	   and that the runtime answers with; NULL: it has none. */
	const struct value *ok, *unsupported, *invalid, *unnegotiated;
	bool tolerant;
	const struct facility *facility; /* whose data or selector it is; or NULL */
	unsigned int index;
};

struct queue {
	struct label label;
	const struct family *family;
	struct position family_at;
	bool posted;
	struct condition condition; /* over negotiated features */
	struct number size;         /* largest size offered; default 256 */
	struct number size_exact;   /* an author who wants one exact size: rule VQ-08 */
	struct number vector;       /* an author who binds it to a vector: rule IR-03 */
	unsigned int first; /* index of the first, where all rows before have their most */
	unsigned int most;  /* how many at the most, and at the least */
	unsigned int least;
	struct text count; /* as written, or NULL */
	const struct field *count_field;
	uint16_t factor; /* how many: the field * factor + addend */
	int32_t addend;
	const struct queue *head; /* the first of the rows that lie beside each other, this
				     one or another */
	unsigned int stride;      /* how many they are */
	bool shifts;              /* where it is not negotiated its index is not taken */
	struct position shifts_at;
	bool moves; /* `first` hangs on configuration or on features */
	const char *place; /* then: where it is, in words */
	bool holds; /* the device keeps buffers until it has use for them */
	struct text least_buffer; /* of a posted buffer, in bytes: as written, or NULL */
	uint64_t least_buffer_bytes;
	const struct field *least_buffer_field;
	unsigned int index; /* in the list */
};

/* ---- Shared memory -------------------------------------------------------- */

/* A shared memory region, or all those whose ids are of a range. */
struct region {
	struct label label;
	struct text id; /* as written */
	uint8_t first, last;
	struct condition condition;     /* over negotiated features */
	const struct field *size_field; /* of configuration space: its length; or NULL */
	unsigned int index;
};

/* ---- What administration commands get and set ------------------------------ */

enum facility_kind { FACILITY_CAPABILITY, FACILITY_OBJECT, FACILITY_PART };
#define FACILITY_KINDS 3

/* A capability, a kind of resource object or a device part of the device type's own. */
struct facility {
	struct label label;
	enum facility_kind kind;
	struct number id;           /* of an object or a part: its type */
	struct condition condition; /* over negotiated features */
	/* Of an object: the field, of a capability, that says how many there may be. */
	struct text limit_text;
	const struct facility *limit_in;
	const struct field *limit;
	const struct facility **needs; /* those that it refers to: they come before it */
	unsigned int need_count;
	/*
	 * The data, of a part its value, and of a part what tells its instances apart, or
	 * NULL: families of one message, whose readable half they are.
	 */
	const struct family *data, *selector;
	unsigned int index; /* among its kind */
};

struct facilities {
	struct facility *list;
	unsigned int count;
};

/* ---- The device type ------------------------------------------------------ */

enum transport { TRANSPORT_PCI = 1, TRANSPORT_MMIO = 2, TRANSPORT_CCW = 4 };

struct model {
	struct source *source;
	struct label label;         /* name: what C names start with */
	const char *named;          /* the name of the device type, mostly the same */
	struct number id;           /* not given: experimental */
	bool experimental;          /* `id: experimental`; `id.value` is then 65535 */
	struct number trial_pci_id; /* 50..63: an id to try it with on PCI */
	struct number transitional_pci_id; /* rule ID-08 */
	bool existing;                     /* a standard device type */
	unsigned int
	        transports; /* enum transport, or'ed; not given: all that the id allows */
	struct position transports_at[3]; /* of pci, mmio, ccw as written */
	bool transports_given;
	struct number vectors;         /* suggested MSI-X vectors; not given: 2 */
	struct text no_queues_because; /* rule VQ-01 */
	struct feature *features;
	unsigned int feature_count;
	/* Lists of features of which one, at least, has to be offered and negotiated:
	   an alternative for each feature. */
	struct condition *at_least_one;
	unsigned int at_least_one_count;
	struct values **values; /* enums and flags, inline ones included */
	unsigned int values_count;
	struct bits **bits;
	unsigned int bits_count;
	struct list_type **lists;
	unsigned int list_count;
	struct union_type **unions;
	unsigned int union_count;
	struct structure **structures; /* members before users, inline ones included */
	unsigned int structure_count;
	struct structure config; /* fields.count 0: none */
	struct position config_at;
	struct queue *queues;
	unsigned int queue_count;
	struct family *families;
	unsigned int family_count;
	struct facilities facilities[FACILITY_KINDS];
	struct family *facility_families; /* their data and selectors */
	unsigned int facility_family_count;
	struct region *regions; /* of shared memory */
	unsigned int region_count;
	/* Answers to rules that a person has to judge or waive: rule id -> reason. */
	struct answer {
		struct text rule, reason;
	} * answers;
	unsigned int answer_count;
	struct text *unstated; /* what the language has no words for */
	unsigned int unstated_count;
	void *memory; /* what all of it is allocated from */
};

/* Whether it may be missing from a message, all of it or its end. */
static inline bool may_lack(const struct field *field)
{
	return field->condition.count || field->unless.count ||
	       (field->kind == VQS_STRUCT && field->structure &&
	        field->structure->tailed);
}

/* Whether it has a member in native structures: a value of its own. */
static inline bool native_has(const struct field *field)
{
	if (field->role == ROLE_OPCODE)
		return field->mask.given;
	return field->role != ROLE_RESERVED && field->role != ROLE_CLASS;
}

/* The opcode as the table has it: one of two levels as one number. */
static inline uint64_t message_number(const struct message *message)
{
	if (!message->opcode_class.given)
		return message->opcode.value;
	return VQS_CLASS_OPCODE(message->opcode_class.value, message->opcode.value);
}

/*
 * Whether it may be missing where one after it is there, which then has another index
 * than its place: Linux before 6.11 does not know how.
 */
bool queue_leaves_gap(const struct model *model, const struct queue *queue);

/* Whether `one` can't hold without `other`. */
bool condition_implies(const struct condition *one, const struct condition *other);

void model_destroy(struct model *model); /* takes NULL */

/*
 * All that has halves: the families of messages and after them what
 * administration commands carry, index 0 on. NULL past the last.
 */
const struct family *model_any_family(const struct model *model, unsigned int index);

/* The summary, and who defines the thing; "" where nothing is said. */
const char *about_of(const struct label *label);

#endif
