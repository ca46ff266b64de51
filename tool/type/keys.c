/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of the language, in the order of the reference. */
#include "keys.h"

#include <string.h>

#define KEYS(list) .keys = (list), .count = sizeof(list) / sizeof((list)[0])

const char *const words_offer[] = { "always", NULL };
const char *const words_access[] = { "ro", "rw", "wo", "w1c", NULL };
const char *const words_reserved[] = { "yes", "strict", "no", "skip", NULL };
const char *const words_role[] = { "opcode", "status", "class", NULL };
const char *const words_transport[] = { "pci", "mmio", "ccw", NULL };
const char *const words_offered[] = { "offered", "negotiated", NULL };
const char *const words_negotiated[] = { "negotiated", "offered", NULL };

/* The keys that most things have. `what` becomes "what it is" in the reference. */
#define SUMMARY(thing, must, text, yaml)                                                 \
	{                                                                                \
		.name = "summary", .form = FORM_LINE, .required = (must),                \
		.to = offsetof(struct thing, label.summary), .summary = (text),          \
		.example = (yaml)                                                        \
	}
#define DESCRIPTION(thing)                                                               \
	{                                                                                \
		.name = "description", .form = FORM_TEXT,                                \
		.to = offsetof(struct thing, label.description),                         \
		.summary = "Paragraphs for the chapter, where one line is not enough.",  \
		.example = "description: |\n  Until the first `set_level` the lamp is "  \
		           "dark.\n"                                                     \
	}

/* `what` is named by it; `otherwise`, what stands there if it is left out. */
#define PREFIX(thing, what, otherwise, yaml)                                             \
	{                                                                                \
		.name = "prefix", .form = FORM_PREFIX,                                   \
		.to = offsetof(struct thing, prefix),                                    \
		.summary = "What the constants of its " what " start with, after "       \
		           "`VIRTIO_` and the name of the device type; `none`: with "    \
		           "nothing. Left out: " otherwise,                              \
		.example = (yaml)                                                        \
	}

/* ---- Device ------------------------------------------------------------------ */

static const struct key device_keys[] = {
	{ .name = "device",
	  .form = FORM_NAME,
	  .required = true,
	  .summary =
	          "The name of the device type. Names in generated code start with it: "
	          "`struct virtio_lamp_config`, `VIRTIO_LAMP_F_MOTION`.",
	  .example = "device: lamp\n" },
	{ .name = "prefix",
	  .form = FORM_NAME,
	  .summary = "What names in generated code start with instead of the name: the "
	             "sound device has `struct virtio_snd_config`. Left out: the name.",
	  .example = "prefix: snd\n" },
	{ .name = "id",
	  .form = FORM_ID,
	  .required = true,
	  .summary = "The device ID that the virtio committee assigned, 1 to 65535, or "
	             "`experimental` as long as there is none. Experimental devices are "
	             "65535; they work on MMIO, as 65535 is no PCI device ID.",
	  .example = "id: experimental\n" },
	SUMMARY(model, true, "What the device is, in one line.",
	        "summary: A dimmable lamp that can sense motion.\n"),
	DESCRIPTION(model),
	DEFINED_BY(model),
	{ .name = "existing",
	  .form = FORM_YES,
	  .to = offsetof(struct model, existing),
	  .summary = "`yes`: this is a device type of the specification. Its id is taken "
	             "by itself, and what the committee decided is noted, not refused.",
	  .example = "existing: yes\n" },
	{ .name = "transports",
	  .form = FORM_WORDS,
	  .words = words_transport,
	  .summary = "The transports that it is meant for. Left out: all that can carry "
	             "its id.",
	  .example = "transports: [pci, mmio]\n" },
	{ .name = "trial_pci_id",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct model, trial_pci_id),
	  .summary =
	          "An id from 50 to 63, not assigned to anybody, to try an experimental "
	          "device with on PCI. Not for release.",
	  .example = "trial_pci_id: 63\n" },
	{ .name = "transitional_pci_id",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct model, transitional_pci_id),
	  .summary = "The PCI device ID of the legacy interface. Only seven device types "
	             "of long ago have one; a new one can't.",
	  .example = "transitional_pci_id: 0x1001\n" },
	{ .name = "vectors",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct model, vectors),
	  .summary =
	          "How many MSI-X vectors are suggested. Left out: 2, one for changes of "
	          "the configuration and one for all virtqueues.",
	  .example = "vectors: 3\n" },
	{ .name = "no_queues_because",
	  .form = FORM_LINE,
	  .to = offsetof(struct model, no_queues_because),
	  .summary = "Why the device needs no virtqueue at all, which is rare.",
	  .example = "no_queues_because: It is switched at the factory.\n" },
	{ .name = "answers",
	  .form = FORM_ANSWERS,
	  .summary =
	          "Answers to rules that a person has to judge: the id of the rule and "
	          "what holds, or the reason. A question that is answered is not asked "
	          "again; a warning becomes a note.",
	  .example = "answers:\n  VQ-17: A lost frame is replaced by the next one.\n" },
	{ .name = "unstated",
	  .form = FORM_LINES,
	  .summary = "What is part of the device type but can't be said in this "
	             "language yet, a sentence each. It is printed, and nothing more.",
	  .example = "unstated:\n  - The lamp blinks three times when it is hot.\n" },
	{ .name = "features",
	  .form = FORM_MAP,
	  .of = &kind_feature,
	  .summary = "The feature bits of the device type, by name. Those of the "
	             "transport and the virtqueues, such as VERSION_1, are not listed.",
	  .example =
	          "features:\n  motion: {bit: 0, summary: The lamp senses motion.}\n" },
	{ .name = "at_least_one",
	  .form = FORM_NAME_LISTS,
	  .summary = "Lists of features. Of each a device has to offer one, and a driver "
	             "to accept one, at least.",
	  .example = "at_least_one: [[day, night]]\n" },
	{ .name = "config",
	  .form = FORM_MAP,
	  .of = &kind_config_field,
	  .summary = "The fields of the device configuration space. Their order is the "
	             "layout; there is no padding but what is written.",
	  .example =
	          "config:\n  max_level: {type: le16, summary: The brightest level.}\n" },
	{ .name = "queues",
	  .form = FORM_MAP,
	  .of = &kind_queue,
	  .summary = "The virtqueues. Their order gives the indices.",
	  .example =
	          "queues:\n  requests: {carries: lamp_request, summary: Requests.}\n" },
	{ .name = "shared_memory",
	  .form = FORM_MAP,
	  .of = &kind_region,
	  .summary = "The shared memory regions that the device has for the driver, by "
	             "name.",
	  .example =
	          "shared_memory:\n  frames: {id: 0, summary: What the lamp shows.}\n" },
	{ .name = "capabilities",
	  .form = FORM_MAP,
	  .of = &kind_capability,
	  .summary =
	          "The capabilities of the device type, which a driver gets and sets by "
	          "administration commands.",
	  .example = "capabilities:\n  panes_cap:\n    id: 0x800\n"
	             "    summary: How many panes.\n    fields: {limit: le32}\n" },
	{ .name = "resource_objects",
	  .form = FORM_MAP,
	  .of = &kind_object,
	  .summary = "The kinds of objects that a driver creates by administration "
	             "commands.",
	  .example = "resource_objects:\n  pane:\n    type: 0x200\n"
	             "    summary: A pane.\n    fields: {width: le16, height: le16}\n" },
	{ .name = "device_parts",
	  .form = FORM_MAP,
	  .of = &kind_part,
	  .summary = "The parts of the device's state that administration commands carry "
	             "from one device to another.",
	  .example = "device_parts:\n  level:\n    type: 0x200\n"
	             "    summary: The brightness.\n    value: {level: le16}\n" },
	{ .name = "enums",
	  .form = FORM_MAP,
	  .of = &kind_enum,
	  .summary = "Enumerations that more than one field uses.",
	  .example = "enums:\n  colour: {values: {red: 0, green: 1, blue: 2}}\n" },
	{ .name = "flags",
	  .form = FORM_MAP,
	  .of = &kind_flags,
	  .summary = "Sets of flags that more than one field uses.",
	  .example = "flags:\n  mode: {values: {blink: 0, fade: 1}}\n" },
	{ .name = "structs",
	  .form = FORM_MAP,
	  .of = &kind_struct,
	  .summary = "Structures of fixed length, to be used as types of fields.",
	  .example = "structs:\n  lamp_step:\n    summary: One step of a scene.\n"
	             "    fields: {level: le16, reserved: \"u8[2]\", hold_ms: le32}\n" },
	{ .name = "lists",
	  .form = FORM_MAP,
	  .of = &kind_list,
	  .summary = "Lists of items that each tell what they are and how long.",
	  .example = "lists:\n  hints:\n    summary: Hints.\n    head: hint\n"
	             "    type: kind\n    length: length\n    items: {text: {value: 1, "
	             "type: \"u8[]\"}}\n" },
	{ .name = "messages",
	  .form = FORM_MAP,
	  .of = &kind_family,
	  .summary = "What the virtqueues carry: families of messages, by name.",
	  .example = "messages:\n  lamp_event:\n    summary: Something moved.\n"
	             "    writable: {when_ns: le64}\n" },
};

const struct kind kind_device = {
	.name = "Device type",
	.a = "a device type",
	.summary = "The file itself.",
	KEYS(device_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

/* ---- Features ---------------------------------------------------------------- */

static const struct key feature_keys[] = {
	{ .name = "bit",
	  .form = FORM_NUMBER,
	  .required = true,
	  .to = offsetof(struct feature, bit),
	  .summary = "The number of the bit: 0 to 23 first, then 50 to 127.",
	  .example = "motion: {bit: 0, summary: The lamp senses motion.}\n" },
	SUMMARY(feature, true, "What a device that offers it can do.",
	        "summary: The lamp senses motion.\n"),
	DESCRIPTION(feature),
	{ .name = "requires",
	  .form = FORM_CONDITIONS,
	  .to = offsetof(struct feature, requires),
	  .summary =
	          "The features without which it can't be negotiated: a condition, or a "
	          "list of conditions that must all hold.",
	  .example = "requires: motion and (day or night)\n" },
	{ .name = "conflicts",
	  .form = FORM_NAMES,
	  .summary = "The feature, or the list of features, that can't be negotiated "
	             "together with it.",
	  .example = "conflicts: [day, night]\n" },
	{ .name = "not_offered_with",
	  .form = FORM_NAMES,
	  .summary =
	          "The feature, or the list of features, beside which a device doesn't "
	          "offer it: it is left out where one of them is offered.",
	  .example = "not_offered_with: night\n" },
	{ .name = "offer",
	  .form = FORM_WORD,
	  .words = words_offer,
	  .summary = "`always`: every device has to offer it.",
	  .example = "offer: always\n" },
	{ .name = "implied",
	  .form = FORM_YES,
	  .to = offsetof(struct feature, implied),
	  .at = offsetof(struct feature, implied_at),
	  .summary =
	          "`yes`: it is taken as negotiated where no feature of the device type "
	          "is: what was there before there were features.",
	  .example = "implied: yes\n" },
	{ .name = "behaviour",
	  .form = FORM_TEXT,
	  .to = offsetof(struct feature, behaviour),
	  .summary = "What it changes, where no field, virtqueue or message hangs on it.",
	  .example = "behaviour: The lamp fades instead of switching at once.\n" },
	{ .name = "required",
	  .form = FORM_YES,
	  .to = offsetof(struct feature, required),
	  .at = offsetof(struct feature, required_at),
	  .summary = "`yes`: a driver has to accept it, or can't use the device.",
	  .example = "required: yes\n" },
	{ .name = "because",
	  .form = FORM_LINE,
	  .to = offsetof(struct feature, because),
	  .summary = "Why it is required.",
	  .example = "because: The first draft had a layout that nobody uses now.\n" },
};

const struct kind kind_feature = {
	.name = "Feature",
	.a = "a feature",
	.summary = "A feature bit of the device type.",
	KEYS(feature_keys),
	.brief = FORM_NONE,
};

/* ---- Enumerations and flags -------------------------------------------------- */

static const struct key enum_value_keys[] = {
	{ .name = "value",
	  .form = FORM_NUMBER,
	  .required = true,
	  .to = offsetof(struct value_read, number),
	  .summary = "The number.",
	  .example = "red: {value: 0, summary: As on a traffic light.}\n" },
	{ .name = "alias",
	  .form = FORM_YES,
	  .to = offsetof(struct value_read, value.alias),
	  .summary = "`yes`: it is another name for the number of an earlier value; it "
	             "is a constant, and the earlier one is what is printed.",
	  .example = "scarlet: {value: 0, alias: yes}\n" },
	SUMMARY(value, false, "What it means.", "summary: As on a traffic light.\n"),
	DESCRIPTION(value),
};

const struct kind kind_enum_value = {
	.name = "Value",
	.a = "a value",
	.summary = "A value of an enumeration: the number alone, or a mapping.",
	KEYS(enum_value_keys),
	.brief = FORM_NUMBER,
};

static const struct key flag_keys[] = {
	{ .name = "bit",
	  .form = FORM_NUMBER,
	  .required = true,
	  .to = offsetof(struct value_read, number),
	  .summary = "The number of the bit in its field: the mask is `1 << bit`.",
	  .example = "blink: {bit: 0, summary: Twice a second.}\n" },
	SUMMARY(value, false, "What it means when it is set.",
	        "summary: Twice a second.\n"),
	DESCRIPTION(value),
};

const struct kind kind_flag = {
	.name = "Flag",
	.a = "a flag",
	.summary = "A flag of a set: the number of its bit alone, or a mapping.",
	KEYS(flag_keys),
	.brief = FORM_NUMBER,
};

static const struct key enum_keys[] = {
	SUMMARY(values, false, "What the values tell apart.", "summary: The colours.\n"),
	DESCRIPTION(values),
	PREFIX(values, "values", "with its own name.",
	       "outcome: {prefix: s, values: {ok: 0, ioerr: 1}}\n"),
	{ .name = "open",
	  .form = FORM_YES,
	  .to = offsetof(struct values, open),
	  .summary =
	          "`yes`: other values may appear, and are passed on. Otherwise they are "
	          "refused.",
	  .example = "open: yes\n" },
	{ .name = "values",
	  .form = FORM_MAP,
	  .required = true,
	  .of = &kind_enum_value,
	  .summary = "The values, by name.",
	  .example = "values: {red: 0, green: 1, blue: {value: 2, summary: Rarely.}}\n" },
};

const struct kind kind_enum = {
	.name = "Enumeration",
	.a = "an enumeration",
	.summary = "Named values, of which a field has one.",
	KEYS(enum_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

static const struct key flags_keys[] = {
	SUMMARY(values, false, "What the flags are about.", "summary: How to light.\n"),
	DESCRIPTION(values),
	PREFIX(values, "flags", "with its own name.",
	       "mode: {prefix: flag, values: {blink: 0, fade: 1}}\n"),
	{ .name = "open",
	  .form = FORM_YES,
	  .to = offsetof(struct values, open),
	  .summary =
	          "`yes`: other bits may be set, and are passed on. Otherwise they are "
	          "refused.",
	  .example = "open: yes\n" },
	{ .name = "values",
	  .form = FORM_MAP,
	  .required = true,
	  .of = &kind_flag,
	  .summary = "The bits, by name, counted from 0.",
	  .example = "values: {blink: 0, fade: {bit: 1, summary: Slowly.}}\n" },
};

const struct kind kind_flags = {
	.name = "Set of flags",
	.a = "a set of flags",
	.summary = "Named bits, of which a field has any number.",
	KEYS(flags_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

/* ---- Structures -------------------------------------------------------------- */

static const struct key struct_keys[] = {
	SUMMARY(structure, true, "What it holds.", "summary: One step of a scene.\n"),
	DESCRIPTION(structure),
	DEFINED_BY(structure),
	{ .name = "fields",
	  .form = FORM_MAP,
	  .required = true,
	  .of = &kind_field,
	  .summary =
	          "Its fields. Their order is the layout; there is no padding but what "
	          "is written. All are of fixed length.",
	  .example = "fields: {level: le16, reserved: \"u8[2]\", hold_ms: le32}\n" },
};

const struct kind kind_struct = {
	.name = "Structure",
	.a = "a structure",
	.summary = "A structure of fixed length.",
	KEYS(struct_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

/* ---- Messages ---------------------------------------------------------------- */

#define HALF(kind, word, who, yaml)                                                      \
	{                                                                                \
		.name = (word), .form = FORM_MAP, .of = &(kind),                         \
		.summary = "The device-" word " half: what the " who " says.",           \
		.example = (yaml)                                                        \
	}

#define HEADER_HALF(word, yaml)                                                          \
	{                                                                                \
		.name = (word), .form = FORM_MAP, .of = &kind_header_field,              \
		.summary = "Its fields in the device-" word " half.", .example = (yaml)  \
	}

static const struct key halves_keys[] = {
	HEADER_HALF("readable",
	            "header:\n  readable: {type: {type: le32, role: opcode}}\n"),
	HEADER_HALF("writable",
	            "trailer:\n  writable: {status: {type: u8, role: status}}\n"),
};

const struct kind kind_halves = {
	.name = "Header and trailer",
	.a = "a header or trailer",
	.summary = "Fields of fixed length at the start, or at the end, of the halves of "
	           "all messages of a family.",
	KEYS(halves_keys),
	.brief = FORM_NONE,
};

#define HALF_STRUCTS(word)                                                               \
	{                                                                                \
		.name = #word, .form = FORM_PATTERN,                                     \
		.to = offsetof(struct family, word##_structs),                           \
		.summary = "Of the device-" #word " halves; a * stands for the name of " \
		           "the message. Without one, all have the same fields.",        \
		.example = "structs: {" #word ": " #word "_*}\n"                         \
	}

static const struct key half_structs_keys[] = {
	HALF_STRUCTS(readable),
	HALF_STRUCTS(writable),
};

const struct kind kind_half_structs = {
	.name = "Names of structures",
	.a = "names of structures",
	.summary = "What the structures of a family's messages are called in C, after "
	           "`virtio_` and the name of the device type.",
	KEYS(half_structs_keys),
	.brief = FORM_NONE,
};

static const struct key message_keys[] = {
	{ .name = "opcode",
	  .form = FORM_OPCODE,
	  .required = true,
	  .summary = "The number that tells it from the others of the family. Where a "
	             "field of the header has `role: class`: `[1, 0]`, the class, which "
	             "may be the name of a value of that field, and the number in it.",
	  .example =
	          "set_level: {opcode: 1, readable: {level: le16}, summary: Dims.}\n" },
	SUMMARY(message, true, "What it asks for, or tells.",
	        "summary: Sets the brightness.\n"),
	DESCRIPTION(message),
	DEFINED_BY(message),
	{ .name = "if",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct message, condition),
	  .summary = "The features that have to be negotiated for it.",
	  .example = "if: scenes\n" },
	{ .name = "ok",
	  .form = FORM_NAME,
	  .summary = "The value of the status that means success of this message. Left "
	             "out: that which the status itself names.",
	  .example = "ok: ok_level\n" },
	{ .name = "silent",
	  .form = FORM_YES,
	  .to = offsetof(struct message, silent),
	  .summary = "`yes`: the device does not answer it. It has no device-writable "
	             "half, not even the header and the trailer of the family.",
	  .example = "silent: yes\n" },
	HALF(kind_field, "readable", "driver", "readable: {level: le16}\n"),
	HALF(kind_field, "writable", "device", "writable: {level: le16}\n"),
};

const struct kind kind_message = {
	.name = "Message",
	.a = "a message",
	.summary =
	        "A message of a family that has several: what one chain of descriptors "
	        "carries, between the header and the trailer of the family.",
	KEYS(message_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

#define TOLERANT                                                                         \
	{                                                                                \
		.name = "tolerant", .form = FORM_YES,                                    \
		.to = offsetof(struct family, tolerant),                                 \
		.summary = "`yes`: a readable half that is longer than described is "    \
		           "accepted, and what is more is ignored, so that later "       \
		           "versions may append fields.",                                \
		.example = "tolerant: yes\n"                                             \
	}

static const struct key family_keys[] = {
	SUMMARY(family, true, "What the messages are about.",
	        "summary: What the driver asks of the lamp.\n"),
	DESCRIPTION(family),
	DEFINED_BY(family),
	PREFIX(family, "opcodes",
	       "with nothing, or with the name of the family where that is needed to "
	       "tell them apart.",
	       "lamp_request: {prefix: req, summary: Requests.}\n"),
	{ .name = "structs",
	  .form = FORM_THING,
	  .of = &kind_half_structs,
	  .summary =
	          "What the structures of its messages are called in C, where they don't "
	          "say so themselves.",
	  .example = "structs: {readable: req_*, writable: resp_*}\n" },
	{ .name = "header",
	  .form = FORM_THING,
	  .of = &kind_halves,
	  .summary =
	          "What all messages start with. One field of it has `role: opcode`. "
	          "With neither header nor trailer a request has 8 bytes in each half: "
	          "`type`, the opcode, a le16, in the readable one and `status`, a u8 "
	          "with the values ok, unsupported, invalid and failed, in the writable "
	          "one; an event has `type` in its writable half.",
	  .example = "header:\n  readable: {type: {type: le32, role: opcode}}\n" },
	{ .name = "trailer",
	  .form = FORM_THING,
	  .of = &kind_halves,
	  .summary = "What all messages end with.",
	  .example = "trailer:\n  writable: {status: {type: u8, role: status}}\n" },
	TOLERANT,
};

const struct kind kind_family = {
	.name = "Family of messages",
	.a = "a family of messages",
	.summary =
	        "The messages that a virtqueue carries, told apart by an opcode. Every "
	        "key but those of the table is the name of a message.",
	KEYS(family_keys),
	.brief = FORM_NONE,
	.rest = &kind_message,
	.c_name = true,
};

static const struct key single_keys[] = {
	SUMMARY(family, true, "What the message tells.",
	        "summary: Something moved in front of the lamp.\n"),
	DESCRIPTION(family),
	DEFINED_BY(family),
	HALF(kind_header_field, "readable", "driver", "readable: {data: \"u8[]\"}\n"),
	HALF(kind_header_field, "writable", "device",
	     "writable: {when_ns: le64, distance_mm: le16}\n"),
	TOLERANT,
};

const struct kind kind_single = {
	.name = "Family of one message",
	.a = "a family of one message",
	.summary =
	        "Where a virtqueue carries messages of one kind only, the family is the "
	        "message: it has `readable` or `writable` itself, and no opcode.",
	KEYS(single_keys),
	.some = { "readable", "writable" },
	.brief = FORM_NONE,
	.c_name = true,
};

/* ---- Virtqueues -------------------------------------------------------------- */

static const struct key queue_keys[] = {
	{ .name = "carries",
	  .form = FORM_NAME,
	  .summary = "The family of messages that the driver sends.",
	  .example = "requests: {carries: lamp_request, summary: Requests.}\n" },
	{ .name = "posted",
	  .form = FORM_NAME,
	  .summary = "The family of messages that the device sends, in buffers that the "
	             "driver posted before. A virtqueue has either this or `carries`.",
	  .example = "events: {posted: lamp_event, summary: Motion as it happens.}\n" },
	SUMMARY(queue, true, "What it is for.", "summary: Motion as it happens.\n"),
	DESCRIPTION(queue),
	{ .name = "if",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct queue, condition),
	  .summary =
	          "The features that have to be negotiated for it. Its index is taken in "
	          "any case, unless it `shifts`.",
	  .example = "if: motion\n" },
	{ .name = "shifts",
	  .form = FORM_YES,
	  .to = offsetof(struct queue, shifts),
	  .at = offsetof(struct queue, shifts_at),
	  .summary = "With `if`: where it is not negotiated its index is not taken, and "
	             "those after it move down.",
	  .example = "shifts: yes\n" },
	{ .name = "size",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct queue, size),
	  .summary =
	          "The largest queue size that the device offers; a driver may use less. "
	          "Left out: 256.",
	  .example = "size: 64\n" },
	{ .name = "exact_size",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct queue, size_exact),
	  .summary = "A queue size that a driver must use, which virtio has no means to "
	             "say: "
	             "it is there for the check to explain.",
	  .example = "exact_size: 64\n" },
	{ .name = "vector",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct queue, vector),
	  .summary = "A vector that its interrupts must have, which is the driver's to "
	             "choose: it is there for the check to explain.",
	  .example = "vector: 1\n" },
	{ .name = "count",
	  .form = FORM_COUNT,
	  .summary = "How many virtqueues of this kind there are, in a row: a number, or "
	             "the configuration field that says so, with a factor and an addend "
	             "where needed, as in `ports * 2 - 1`. A field that is "
	             "there `if` a feature counts when that is negotiated; else there is "
	             "one. The field's `max` bounds it. What comes after the row begins "
	             "where it ends.",
	  .example = "count: num_queues\n" },
	{ .name = "holds",
	  .form = FORM_YES,
	  .to = offsetof(struct queue, holds),
	  .summary = "`yes`: the device keeps requests until it has use for them, which "
	             "may be never. Nobody waits for an answer.",
	  .example = "holds: yes\n" },
	{ .name = "least_buffer",
	  .form = FORM_BYTES,
	  .summary = "With `posted`: the least size, in bytes, of a buffer that the driver "
	             "posts: a number, or the configuration field that says so.",
	  .example = "least_buffer: 16\n" },
	{ .name = "beside",
	  .form = FORM_NAME,
	  .summary = "The virtqueue, before it, beside which it lies: of two rows a and b "
	             "the indices are a, b, a, b and so on. There are as many of both.",
	  .example = "sound: {carries: lamp_sound, beside: light, summary: Sound.}\n" },
};

const struct kind kind_queue = {
	.name = "Virtqueue",
	.a = "a virtqueue",
	.summary = "A virtqueue, or a row of them with the same use.",
	KEYS(queue_keys),
	.either = { "carries", "posted" },
	.brief = FORM_NONE,
	.c_name = true,
};

const struct kind *const all_kinds[] = {
	&kind_device,
	&kind_feature,
	&kind_config_field,
	&kind_queue,
	&kind_family,
	&kind_message,
	&kind_halves,
	&kind_single,
	&kind_field,
	&kind_header_field,
	&kind_bits,
	&kind_case,
	&kind_list,
	&kind_item,
	&kind_struct,
	&kind_enum,
	&kind_enum_value,
	&kind_flags,
	&kind_flag,
	&kind_region,
	&kind_half_structs,
	&kind_capability,
	&kind_object,
	&kind_part,
	&kind_limit,
	NULL,
};

const struct key *kind_key(const struct kind *kind, const char *name)
{
	for (unsigned int i = 0; i < kind->count; i++)
		if (strcmp(kind->keys[i].name, name) == 0)
			return &kind->keys[i];
	return NULL;
}
