/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about structures and messages: ST. */
#include "stories.h"

const struct story story_st_01 = {
	.says = "Fields are u8, le16, le32, le64, be16, be32, be64, arrays of them, and "
	        "structures.",
	.why = "Everything on the wire has a width and a byte order that do not depend "
	       "on a compiler. int, bool, enum, pointers and floating point do; u16 "
	       "lacks the byte order; le8 and char are used in chapters, but nowhere "
	       "defined.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: int}, summary: Sets the "
	         "brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le32}, summary: Sets the "
	         "brightness.}\n",
	.mend = "Take the type with the width that you mean. Say in the summary how a "
	        "signed value is to be read.",
	.edge = "Memory and media use le8, the GPU's resp_map_info u32, input and the "
	        "file system char.",
};

const struct story story_st_02 = {
	.says = "Structures have no implicit padding, not at the end either.",
	.why = "On the wire the next element of an array starts where the last one "
	       "ended; in C it starts at a multiple of its alignment. Code that packs "
	       "the structure and code that does not disagree from the second element "
	       "on.",
	.wrong = "structs:\n"
	         "  lamp_step: {fields: {hold_ms: le32, level: u8}, summary: One step.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    play: {opcode: 1, readable: {steps: \"lamp_step[4]\"}, summary: "
	         "Plays steps.}\n",
	.right = "structs:\n"
	         "  lamp_step: {fields: {hold_ms: le32, level: u8, reserved: \"u8[3]\"}, "
	         "summary: One step.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    play: {opcode: 1, readable: {steps: \"lamp_step[4]\"}, summary: "
	         "Plays steps.}\n",
	.mend = "Name the gap: a reserved field at the end.",
	.edge = "The balloon's statistics, le16 and le64, are packed to 10 bytes: "
	        "virtio_balloon_stat needs the attribute.",
};

const struct story story_st_03 = {
	.says = "Scalars of a message are aligned to their size.",
	.why = "Others are legal, but cost: byte-wise access, packed structures, "
	       "undefined behaviour where that is forgotten. The default headers have 8 "
	       "bytes, so that a body starts aligned.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    fade: {opcode: 1, readable: {level: le16, duration_ns: le64}, "
	         "summary: Fades.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    fade: {opcode: 1, readable: {duration_ns: le64, level: le16}, "
	         "summary: Fades.}\n",
	.mend = "Order by size, or reserve the gap. Put what is of variable length last.",
	.edge = "Only five places in all chapters: virtio_balloon_stat's le64 at 2, "
	        "SCSI's pi_bytesout, two le64 of the crypto device, snd_ctl_info, and a "
	        "le32 at 26 of the network header.",
};

const struct story story_st_04 = {
	.says = "Flags are bits of the field that holds them, each has its own.",
	.why = "Bits subdivide one integer, counted from the least significant one, in "
	       "whatever byte order. A flag beyond the field's width is never set. "
	       "Generated code has masks, not C bit-fields, whose order depends on the "
	       "compiler.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_mode:\n"
	         "      opcode: 1\n"
	         "      readable: {mode: {type: u8, flags: {blink: 0, fade: 8}}}\n"
	         "      summary: Sets how it shines.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_mode:\n"
	         "      opcode: 1\n"
	         "      readable: {mode: {type: u8, flags: {blink: 0, fade: 7}}}\n"
	         "      summary: Sets how it shines.\n",
	.mend = "Take a wider type, or a free bit. Flags are given as numbers of bits "
	        "here: 3, not 8.",
	.edge = "vsock's shutdown flags are bit numbers in the specification and masks "
	        "in Linux.",
};

const struct story story_st_05 = {
	.says = "Reserved fields say so, and those of one structure follow one policy.",
	.why = "`reserved: yes` (by name: reserved, padding, unused): the sender writes "
	       "zero, the receiver ignores it. `reserved: strict`: anything but zero is "
	       "refused. Whether a later version can give it a meaning without a "
	       "feature bit depends on that, so both sides have to know.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16, pad: le16}, "
	         "summary: Sets the brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16, pad: {type: le16, "
	         "reserved: yes}}, summary: Sets the brightness.}\n",
	.mend = "Name it `reserved` or say `reserved: yes`. Say `strict` of all or of "
	        "none.",
	.edge = "The IOMMU rejects non-zero in ATTACH and UNMAP and ignores it in the "
	        "header, DETACH and PROBE.",
};

const struct story story_st_06 = {
	.says = "Opcodes are unique in a family, and fit the field that carries them.",
	.why = "The opcode is all that tells messages apart.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n"
	         "    get_level: {opcode: 1, writable: {level: le16}, summary: Tells the "
	         "brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n"
	         "    get_level: {opcode: 2, writable: {level: le16}, summary: Tells the "
	         "brightness.}\n",
	.mend = "Give the later one the next free number. Numbers that were used in an "
	        "older version stay used.",
	.edge = "Sound has requests, events and statuses in one space of numbers, so "
	        "none can be mistaken for another.",
};

const struct story story_st_08 = {
	.says = "A status is 0 for success and something else for every failure; "
	        "failures have names.",
	.why = "So a driver can treat every number that it does not know as a failure, "
	       "and later versions can tell more failures apart without a feature bit.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le16, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: 1, "
	         "failed: 2}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le16, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: 0, "
	         "failed: 1}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n",
	.mend = "Make success 0. The default statuses are ok 0, unsupported 1, invalid "
	        "2, failed 3.",
	.edge = "Sound's OK is 0x8000 and the GPU's 0x1100; GPIO's interrupt status has "
	        "VALID 1 and INVALID 0; RTC leaves 1 out.",
};

const struct story story_st_11 = {
	.says = "A length is known before it is needed: a constant, an earlier field of "
	        "the same half, or what is left of it.",
	.why = "A receiver reads from the front. The place of a count that stands "
	       "behind what it counts is not known, and a length in the other half is "
	       "another buffer's.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename: {opcode: 1, readable: {name: \"u8[length]\", length: "
	         "le32}, summary: Names the lamp.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename: {opcode: 1, readable: {length: le16, reserved: \"u8[2]\", "
	         "name: \"u8[length]\"}, summary: Names the lamp.}\n",
	.mend = "Put the count first.",
	.edge = "SCSI's cdb has a length from a writable configuration field; the "
	        "network device's flow filter keys one from another object.",
};

const struct story story_st_12 = {
	.says = "What may be one of several layouts has a discriminator: a named field, "
	        "at one place, that is read before it.",
	.why = "The messages of a family are such a union, and their opcode tells them "
	       "apart; a family with several messages has a field with `role: opcode`, "
	       "where the side that reads finds it before anything else. There are no "
	       "other unions in the language.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {lamp: le16}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: 0, "
	         "failed: 1}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n"
	         "    set_hue: {opcode: 2, readable: {hue: le16}, summary: Sets the "
	         "colour.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le16, role: opcode}, lamp: le16}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: 0, "
	         "failed: 1}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: Sets the "
	         "brightness.}\n"
	         "    set_hue: {opcode: 2, readable: {hue: le16}, summary: Sets the "
	         "colour.}\n",
	.mend = "Add a field with `role: opcode` to the header, or leave the header "
	        "out: the default one has it.",
	.edge = "The memory device pads the members of its union; sound's element value "
	        "is told apart by the answer to an earlier request; crypto's "
	        "discriminator stands behind what it selects.",
};
