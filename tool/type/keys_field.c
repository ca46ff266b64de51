/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of fields: of configuration space, of messages and structures, of headers. */
#include "keys.h"

#define KEYS(list) .keys = (list), .count = sizeof(list) / sizeof((list)[0])

#define TYPE                                                                             \
	{                                                                                \
		.name = "type", .form = FORM_TYPE,                                       \
		.summary = "u8, le16, le32, le64, be16, be32, be64 or the name of a "    \
		           "structure, alone or as an array.",                           \
		.example = "level: {type: le16}\n"                                       \
	}
#define FIELDS                                                                           \
	{                                                                                \
		.name = "fields", .form = FORM_MAP, .of = &kind_field,                   \
		.summary =                                                               \
		        "The fields of a structure that is used only here, instead of "  \
		        "`type`.",                                                       \
		.example = "size_mm: {fields: {width: le16, height: le16}}\n"            \
	}
#define UNION                                                                            \
	{ .name = "union",                                                               \
	  .form = FORM_NAME,                                                             \
	  .summary =                                                                     \
		  "It is one of several things: the name of the field beside it that "   \
		  "tells which, or `none` if that is known from elsewhere, as the "      \
		  "summary then says.",                                                  \
	  .example = "what:\n  union: kind\n  cases:\n"                                  \
		     "    tone: {when: sound, fields: {hz: le16, ms: le16}}\n"           \
		     "    text: {when: [word, song], type: \"u8[32]\"}\n" },             \
	        { .name = "cases",                                                       \
		  .form = FORM_MAP,                                                      \
		  .of = &kind_case,                                                      \
		  .summary = "What a union may be. If all are numbers of a kind, it is " \
		             "such a number; else it has the size of the largest.",      \
		  .example = "cases: {day: {when: 1, type: le32}}\n" },                  \
	        { .name = "size",                                                        \
		  .form = FORM_NUMBER,                                                   \
		  .to = offsetof(struct field, slot),                                    \
		  .summary = "Bytes that a union takes, if more than the largest case.", \
		  .example = "size: 128\n" },                                            \
	{                                                                                \
		.name = "length", .form = FORM_NAME,                                     \
		.summary = "The field that tells how many bytes of a union are valid.",  \
		.example = "length: size\n"                                              \
	}
#define LIST                                                                             \
	{                                                                                \
		.name = "list", .form = FORM_NAME,                                       \
		.summary = "Of bytes: the list, of `lists`, that they are.",             \
		.example = "hints: {type: \"u8[]\", list: hints}\n"                      \
	}
#define SUMMARY(must, text)                                                              \
	{                                                                                \
		.name = "summary", .form = FORM_LINE, .required = (must),                \
		.to = offsetof(struct field, label.summary), .summary = (text),          \
		.example = "summary: The brightest level that set_level takes.\n"        \
	}
#define DESCRIPTION                                                                      \
	{                                                                                \
		.name = "description", .form = FORM_TEXT,                                \
		.to = offsetof(struct field, label.description),                         \
		.summary = "Paragraphs for the chapter, where one line is not enough.",  \
		.example = "description: |\n  Zero is dark.\n"                           \
	}
#define BOUNDS                                                                           \
	{ .name = "min",                                                                 \
	  .form = FORM_NUMBER,                                                           \
	  .to = offsetof(struct field, min),                                             \
	  .summary = "The least value that is valid.",                                   \
	  .example = "min: 1\n" },                                                       \
	{                                                                                \
		.name = "max", .form = FORM_NUMBER, .to = offsetof(struct field, max),   \
		.summary = "The greatest value that is valid.", .example = "max: 1000\n" \
	}
#define NAMED                                                                            \
	{ .name = "values",                                                              \
	  .form = FORM_MAP,                                                              \
	  .of = &kind_enum_value,                                                        \
	  .summary = "The values of an enumeration that only this field has.",           \
	  .example = "mood: {type: u8, values: {calm: 0, bright: 1}}\n" },               \
	{                                                                                \
		.name = "enum", .form = FORM_NAME,                                       \
		.summary = "The enumeration, of `enums`, that its value is one of.",     \
		.example = "tint: {type: u8, enum: colour}\n"                            \
	}
#define FLAGS                                                                            \
	{                                                                                \
		.name = "flags", .form = FORM_FLAGS, .of = &kind_flag,                   \
		.summary = "The set of flags, of `flags`, that it holds, or the flags "  \
		           "themselves. It may be an enumeration, of `enums`: its "      \
		           "values are the numbers of the bits.",                        \
		.example = "how: {type: u8, flags: {blink: 0, fade: 1}}\n"               \
	}
#define OPEN                                                                             \
	{                                                                                \
		.name = "open", .form = FORM_OPEN,                                       \
		.summary =                                                               \
		        "With `values`, or with flags that stand here: `yes` if others " \
		        "may appear too.",                                               \
		.example = "mood: {type: u8, values: {calm: 0}, open: yes}\n"            \
	}
#define VALUES NAMED, FLAGS, OPEN
#define BITS                                                                             \
	{                                                                                \
		.name = "bits", .form = FORM_MAP, .of = &kind_bits,                      \
		.summary = "What the bits of the number are, bit 0 being the lowest. "   \
		           "Those that have no name are reserved.",                      \
		.example = "state: {type: le16, bits: {hue: 0..11, mood: 12..14, on: "   \
		           "15}}\n"                                                      \
	}
#define RESERVED                                                                         \
	{                                                                                \
		.name = "reserved", .form = FORM_WORD, .words = words_reserved,          \
		.summary = "`yes`: written as zero and ignored when read. `strict`: "    \
		           "anything but zero is refused. `skip`, in an event: with "      \
		           "anything but zero the driver passes the event over. A "       \
		           "field whose name is "        \
		           "reserved, padding or unused, with digits or not, is "        \
		           "reserved unless it says `no`.",                              \
		.example = "spare: {type: le16, reserved: strict}\n"                     \
	}
#define MOST                                                                             \
	{                                                                                \
		.name = "most", .form = FORM_NUMBER, .to = offsetof(struct field, most), \
		.summary =                                                               \
		        "The most elements that an array of variable length may have.",  \
		.example = "steps: {type: \"lamp_step[count]\", most: 64}\n"             \
	}

#define ADDRESSES                                                                        \
	{                                                                                \
		.name = "addresses", .form = FORM_YES,                                   \
		.to = offsetof(struct field, addresses),                                 \
		.at = offsetof(struct field, addresses_at),                              \
		.summary = "`yes`: what the part tells is where in the driver's memory " \
		           "it lies, not what stands there. Its type is u8[].",          \
		.example = "pages: {type: \"u8[]\", addresses: yes}\n"                   \
	}
/* No field has its name, as it is a word of C. */
static const struct key struct_key = {
	.name = "struct",
	.form = FORM_NAME,
	.summary =
	        "What the structure of these fields is called in C, after `virtio_` and "
	        "the name of the device type: `struct virtio_lamp_req_head`. Left out: a "
	        "name that is made of the message's. It stands once, and several may "
	        "have one name if they have the same fields.",
	.example = "readable: {struct: req_head, type: {type: u8, role: opcode}}\n",
};
#define THERE                                                                            \
	{ .name = "if",                                                                  \
	  .form = FORM_CONDITION,                                                        \
	  .words = words_negotiated,                                                     \
	  .to = offsetof(struct field, condition),                                       \
	  .summary =                                                                     \
		  "The features that have to be negotiated for it to be there: without " \
		  "them what follows moves up. In a structure such fields are the last " \
		  "ones, and each is there if any after it is.",                         \
	  .example = "tag: {type: le32, if: scenes}\n" },                                \
	{                                                                                \
		.name = "unless", .form = FORM_CONDITION, .words = words_negotiated,     \
		.to = offsetof(struct field, unless),                                    \
		.summary = "The features with which, when negotiated, it is not there.", \
		.example = "reserved: {type: le32, unless: scenes}\n"                    \
	}
#define LIMITS                                                                           \
	{                                                                                \
		.name = "limits", .form = FORM_THINGS, .of = &kind_limit,                \
		.summary = "Tighter bounds that hold with some features, or without.",   \
		.example = "length: {type: le16, max: 64, limits: [{unless: long, max: " \
		           "8}]}\n"                                                      \
	}
#define SAME_LENGTH                                                                      \
	{                                                                                \
		.name = "same_length", .form = FORM_PART,                                \
		.summary = "A part of variable length that has as many bytes as this "   \
		           "one, unless one of them is empty: an earlier one, or "       \
		           "`readable.` and one of the readable half.",                  \
		.example = "seen: {type: \"u8[]\", same_length: readable.shown}\n"       \
	}

static const struct key field_keys[] = {
	TYPE,        FIELDS,
	UNION,       SUMMARY(false, "What it holds."),
	DESCRIPTION, DEFINED_BY(field),
	THERE,       BOUNDS,
	LIMITS,      VALUES,
	BITS,        RESERVED,
	MOST,        ADDRESSES,
	LIST,        SAME_LENGTH,
};

const struct kind kind_field = {
	.name = "Field",
	.a = "a field",
	.summary = "A field of a message or a structure: the type alone, or a mapping.",
	KEYS(field_keys),
	.either = { "type", "fields", "union" },
	.brief = FORM_TYPE,
	.among = &struct_key,
	.c_name = true,
};

static const struct key header_field_keys[] = {
	TYPE,
	FIELDS,
	UNION,
	SUMMARY(false, "What it holds."),
	DESCRIPTION,
	DEFINED_BY(field),
	THERE,
	BOUNDS,
	LIMITS,
	VALUES,
	BITS,
	RESERVED,
	MOST,
	LIST,
	ADDRESSES,
	SAME_LENGTH,
	{ .name = "role",
	  .form = FORM_WORD,
	  .words = words_role,
	  .summary = "`opcode`: it tells the messages of the family apart. `class`: it "
	             "does so together with the opcode, as the first of two levels. "
	             "`status`: it tells the outcome of a request.",
	  .example = "type: {type: le32, role: opcode}\n" },
	{ .name = "mask",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct field, mask),
	  .summary = "With `role: opcode`: only these bits of it are the opcode. The "
	             "others are for the message.",
	  .example = "flags: {type: le32, role: opcode, mask: 0x2}\n" },
	{ .name = "ok",
	  .form = FORM_NAME,
	  .summary = "With `role: status`: the value that means success. Left out: the "
	             "value named `ok`.",
	  .example = "ok: fine\n" },
	{ .name = "unsupported",
	  .form = FORM_NAME,
	  .summary =
	          "With `role: status`: the value that answers an opcode that the device "
	          "doesn't know. Left out: the value named `unsupported`, if there is "
	          "one.",
	  .example = "unsupported: unsupp\n" },
	{ .name = "invalid",
	  .form = FORM_NAME,
	  .summary =
	          "With `role: status`: the value that answers a request that is not as "
	          "described. Left out: the value named `invalid`, if there is one.",
	  .example = "invalid: ioerr\n" },
	{ .name = "unnegotiated",
	  .form = FORM_NAME,
	  .summary = "With `role: status`: the value that answers a request that hangs on "
	             "a feature that is not negotiated. Left out: as an opcode that the "
	             "device doesn't know.",
	  .example = "unnegotiated: enodev\n" },
};

const struct kind kind_header_field = {
	.name = "Field with a role",
	.a = "a field of a header or trailer",
	.summary =
	        "A field that all messages of a family have, or one of a family of one "
	        "message: the type alone, or a mapping.",
	KEYS(header_field_keys),
	.either = { "type", "fields", "union" },
	.brief = FORM_TYPE,
	.among = &struct_key,
	.c_name = true,
};

static const struct key config_field_keys[] = {
	TYPE,
	FIELDS,
	UNION,
	SUMMARY(false, "What it holds. Every field has it but reserved ones."),
	DESCRIPTION,
	DEFINED_BY(field),
	{ .name = "if",
	  .form = FORM_CONDITION,
	  .words = words_offered,
	  .to = offsetof(struct field, condition),
	  .summary =
	          "The features that have to be offered for it to be valid. Its place is "
	          "taken in any case.",
	  .example = "range_mm: {type: le16, if: motion, summary: How far it sees.}\n" },
	{ .name = "unless",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct field, unless),
	  .summary = "The features that take its meaning when they are negotiated: it is "
	             "zero then.",
	  .example = "start: {type: le64, unless: scenes, summary: Where it is.}\n" },
	{ .name = "access",
	  .form = FORM_WORD,
	  .words = words_access,
	  .summary =
	          "What a driver may do: `ro`, read it; `rw`, read and write; `wo`, only "
	          "write; `w1c`, clear bits by writing ones. Left out: `ro`.",
	  .example = "access: rw\n" },
	{ .name = "trigger",
	  .form = FORM_YES,
	  .to = offsetof(struct field, trigger),
	  .at = offsetof(struct field, trigger_at),
	  .summary = "`yes`: a write to it makes the device act.",
	  .example = "trigger: yes\n" },
	{ .name = "changes",
	  .form = FORM_YES,
	  .to = offsetof(struct field, volatile_),
	  .at = offsetof(struct field, volatile_at),
	  .summary = "`yes`: the device may change it, and then sends a configuration "
	             "change notification.",
	  .example = "changes: yes\n" },
	{ .name = "survives_reset",
	  .form = FORM_YES,
	  .to = offsetof(struct field, survives_reset),
	  .at = offsetof(struct field, survives_at),
	  .summary = "`yes`: a reset leaves it as the driver wrote it. The others that a "
	             "driver may write go back to what they were at first.",
	  .example = "survives_reset: yes\n" },
	BOUNDS,
	{ .name = "default",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct field, initial),
	  .summary = "Its value after a reset.",
	  .example = "default: 96\n" },
	VALUES,
	BITS,
	RESERVED,
	MOST,
};

const struct kind kind_config_field = {
	.name = "Configuration field",
	.a = "a configuration field",
	.summary =
	        "A field of the device configuration space: a mapping, or for a reserved "
	        "one the type alone.",
	KEYS(config_field_keys),
	.either = { "type", "fields", "union" },
	.brief = FORM_TYPE,
	.c_name = true,
};

static const struct key bits_keys[] = {
	{ .name = "at",
	  .form = FORM_RANGE,
	  .required = true,
	  .summary = "Which bits: a number, or the lowest and the highest with `..` "
	             "between them.",
	  .example = "hue: {at: 0..11, max: 359}\n" },
	SUMMARY(false, "What they hold."),
	DESCRIPTION,
	BOUNDS,
	NAMED,
	OPEN,
	RESERVED,
};

const struct kind kind_bits = {
	.name = "Bits",
	.a = "bits",
	.summary = "Some bits of a number: which, or a mapping.",
	KEYS(bits_keys),
	.brief = FORM_RANGE,
	.c_name = true,
};

static const struct key case_keys[] = {
	{ .name = "when",
	  .form = FORM_WHEN,
	  .summary =
	          "The value of the field that tells the cases apart, or several: names "
	          "or numbers. Not with `union: none`.",
	  .example = "when: [word, song]\n" },
	TYPE,
	FIELDS,
	SUMMARY(false, "What it holds."),
	DESCRIPTION,
	BOUNDS,
	VALUES,
	BITS,
};

const struct kind kind_case = {
	.name = "Case",
	.a = "a case",
	.summary = "One of the things that a union may be, of fixed length.",
	KEYS(case_keys),
	.either = { "type", "fields" },
	.brief = FORM_TYPE,
	.c_name = true,
};
