/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about the configuration space: CF. */
#include "stories.h"

const struct story story_cf_01 = {
	.says = "Fields of the configuration space are little-endian: u8, le16, le32, "
	        "le64, and arrays and structures of them.",
	.why = "That is so on every transport since 1.0, and the accessors of drivers "
	       "(virtio_cread of Linux) swap accordingly.",
	.wrong = "config:\n"
	         "  port: {type: be16, summary: The port of the lamp.}\n",
	.right = "config:\n"
	         "  port: {type: le16, summary: The port of the lamp.}\n",
	.mend = "Take the le type. Big-endian fields may mirror a foreign format in "
	        "messages (ST-15).",
	.edge = "Every chapter conforms. Linux's Bluetooth device, which has none, has "
	        "fields of the guest's byte order.",
};

const struct story story_cf_02 = {
	.says = "Fields are aligned: le16 at even offsets, le32 and le64 at multiples "
	        "of 4.",
	.why = "PCI and mmio ask the driver for aligned accesses of the field's width, "
	       "two of 32 bits for a le64; what a device answers to others is "
	       "undefined. The order in the description is the layout, and nothing is "
	       "padded by itself.",
	.wrong = "config:\n"
	         "  kind: {type: u8, summary: What lamp it is.}\n"
	         "  watts: {type: le32, summary: What it takes.}\n",
	.right = "config:\n"
	         "  watts: {type: le32, summary: What it takes.}\n"
	         "  kind: {type: u8, summary: What lamp it is.}\n"
	         "  reserved: \"u8[3]\"\n",
	.mend = "Put large fields first, or a reserved field into the gap.",
	.edge = "All 19 configuration layouts of the specification pass; Linux's "
	        "Bluetooth device has a 16-bit field at offset 1.",
};

const struct story story_cf_03 = {
	.says = "There is no implicit padding: every gap that a compiler would fill is "
	        "a named field.",
	.why = "C rounds a structure up to its alignment. Where that adds bytes, sizeof "
	       "is more than the device has, elements of an array are further apart "
	       "than on the wire, and code that packs the structure disagrees with code "
	       "that does not. An error inside nested structures, a warning at the end "
	       "of the space; a note for a 64-bit field at an odd multiple of 4, which "
	       "32-bit x86 and all others lay out differently.",
	.wrong = "config:\n"
	         "  limits:\n"
	         "    fields: {watts: le32, kind: u8}\n"
	         "    summary: What it can do.\n",
	.right = "config:\n"
	         "  limits:\n"
	         "    fields: {watts: le32, kind: u8, reserved: \"u8[3]\"}\n"
	         "    summary: What it can do.\n",
	.mend = "Name the gap: `reserved: \"u8[3]\"`. You may want it one day.",
	.edge = "The block device's unused0, unused1[3] and unused2[3] fill every gap "
	        "of its 96 bytes.",
};

const struct story story_cf_04 = {
	.says = "Scalars have 8, 16, 32 or 64 bits.",
	.why = "Those are the widths in which a driver may access the configuration "
	       "space. A field of 24 bits would be read in pieces, and a bit-field in a "
	       "way that depends on the compiler.",
	.wrong = "config:\n"
	         "  colour: {type: u24, summary: Red and green and blue.}\n",
	.right = "config:\n"
	         "  colour: {type: le32, summary: Red and green and blue.}\n",
	.mend = "Take the next wider type. Use `flags` or a structure of bytes to "
	        "subdivide it.",
	.edge = "No standard type has others.",
};

const struct story story_cf_05 = {
	.says = "A field has one offset, whatever the features.",
	.why = "Drivers are compiled with it. An optional field keeps its place when it "
	       "is not valid, and nothing that varies in length stands before another "
	       "field.",
	.wrong = "config:\n"
	         "  count: {type: le32, max: 16, summary: How many colours there are.}\n"
	         "  colours: {type: \"le32[count]\", summary: The colours.}\n"
	         "  watts: {type: le32, summary: What it takes.}\n",
	.right = "config:\n"
	         "  count: {type: le32, max: 16, summary: How many colours there are.}\n"
	         "  colours: {type: \"le32[16]\", summary: The colours.}\n"
	         "  watts: {type: le32, summary: What it takes.}\n",
	.mend = "Give the field its full length; the count says how much of it is valid.",
	.edge = "The network device's mac \"always exists (although only valid if "
	        "VIRTIO_NET_F_MAC is set)\".",
};

const struct story story_cf_08 = {
	.says = "No field whose write triggers an action is wider than 32 bits.",
	.why = "A driver may write it in two halves, in either order; the device sees "
	       "the first of them and acts on a value that nobody meant. No transport "
	       "has a wider atomic write that one could rely on. The chapter says "
	       "\"ought\"; it cannot be implemented otherwise.",
	.wrong = "config:\n"
	         "  action: {type: le64, access: rw, trigger: yes, summary: What to "
	         "do.}\n",
	.right = "config:\n"
	         "  action: {type: le32, access: rw, trigger: yes, summary: What to "
	         "do.}\n",
	.mend = "Take a le32, or better a request on a virtqueue, which has a status as "
	        "well.",
	.edge = "The widest triggers of standard types are le32: the console's emerg_wr "
	        "and the GPU's events_clear.",
};

const struct story story_cf_09 = {
	.says = "A field that a driver writes is one scalar of at most 32 bits.",
	.why = "Anything else is written in pieces, and in between the device sees a "
	       "mixture of old and new.",
	.wrong = "config:\n"
	         "  limit: {type: le64, access: rw, summary: The most that it may "
	         "take.}\n",
	.right = "config:\n"
	         "  limit: {type: le32, access: rw, summary: The most that it may "
	         "take.}\n",
	.mend = "Take a smaller unit, or a request. If no mixture does harm, answer "
	        "CF-09.",
	.edge = "The network device's MAC address was written byte by byte once; then "
	        "it got a command for it.",
};

const struct story story_cf_10 = {
	.says = "Writes to the configuration space do not add up to a protocol.",
	.why = "Nothing orders them, nothing says which belong together, and there is "
	       "no way to say that one failed. Two threads of a driver, or a driver "
	       "that resumes, mix theirs.",
	.wrong = "config:\n"
	         "  address: {type: le32, access: rw, summary: Where to write.}\n"
	         "  length: {type: le32, access: rw, summary: How much to write.}\n"
	         "  go: {type: le32, access: rw, trigger: yes, summary: Starts the "
	         "write.}\n",
	.right = "config:\n"
	         "  limit: {type: le32, access: rw, summary: The most that it may "
	         "take.}\n",
	.mend = "Make it a request: address and length are its readable half, the "
	        "outcome its writable half.",
	.edge = "Input's select and subsel work in either order; the GPU's events_read "
	        "and events_clear are two.",
};

const struct story story_cf_11 = {
	.says = "The configuration space holds what a driver needs to initialize the "
	        "device, and what seldom changes. Statistics, requests and events do "
	        "not belong there.",
	.why = "Every read is a trap into the VMM, values that are read one after "
	       "another do not fit together, and a change is announced by an interrupt "
	       "that does not say what changed.",
	.wrong = "config:\n"
	         "  packets_received: {type: le64, summary: How much was received.}\n",
	.right = "config:\n"
	         "  max_packet: {type: le32, summary: The longest packet.}\n",
	.mend = "Statistics: a request whose reply has all of them. Events: a queue to "
	        "which the driver posts buffers.",
	.edge = "The balloon's num_pages and actual, and the memory device's "
	        "plugged_size, change at run time.",
};

const struct story story_cf_12 = {
	.says = "No field of the configuration space is a table of more than 64 bytes.",
	.why = "It is read byte by byte, each a trap, and may change meanwhile. What "
	       "grows, grows: the chapter's example is the network device's filter "
	       "table, which went to a virtqueue.",
	.wrong = "config:\n"
	         "  gamma: {type: \"le16[64]\", summary: The brightness of each 4th "
	         "level.}\n",
	.right = "config:\n"
	         "  gamma: {type: \"le16[16]\", summary: The brightness of each 16th "
	         "level.}\n",
	.mend = "Make it a request, or let the driver select what it wants to see.",
	.edge = "Input shows its tables through a window of 128 bytes; tag of the file "
	        "system has 36 bytes, card of media 32.",
};

const struct story story_cf_13 = {
	.says = "The configuration space has at most 256 bytes, and never more than "
	        "4096.",
	.why = "256 is what everyone has: Linux on ccw (VIRTIO_CCW_CONFIG_SIZE), QEMU's "
	       "window on mmio, vhost-user. On PCI, drivers map one page.",
	.wrong = "config:\n"
	         "  first: {type: \"u8[64]\", summary: Calibration.}\n"
	         "  second: {type: \"u8[64]\", summary: Calibration.}\n"
	         "  third: {type: \"u8[64]\", summary: Calibration.}\n"
	         "  fourth: {type: \"u8[64]\", summary: Calibration.}\n"
	         "  fifth: {type: \"u8[64]\", summary: Calibration.}\n",
	.right = "config:\n"
	         "  first: {type: \"u8[64]\", summary: Calibration.}\n",
	.mend = "Move what is not needed to initialize the device to requests.",
	.edge = "Input, with 136 bytes, is the largest.",
};

const struct story story_cf_14 = {
	.says = "Every field of the configuration space is of fixed length.",
	.why = "The length of the space is known only as a lower bound: PCI rounds it "
	       "up, mmio says nothing. A driver cannot tell where such a field ends.",
	.wrong = "config:\n"
	         "  name: {type: \"u8[]\", summary: The name of the lamp.}\n",
	.right = "config:\n"
	         "  name: {type: \"u8[32]\", summary: \"Its name, UTF-8, padded with "
	         "NUL.\"}\n",
	.mend = "Give it its greatest length and pad it with zero, or make it a request.",
	.edge = "9P, which has no chapter, has tag[tag_len]; input uses a window "
	        "instead.",
};

const struct story story_cf_15 = {
	.says = "Every field says what a driver may do with it (`access`; ro if it is "
	        "silent), and the rest of what it says agrees.",
	.why = "Drivers must not write what is not writable, so a trigger that is "
	       "read-only never fires. A field that changes by itself but cannot be "
	       "read, or clears bits that it does not have, is a mistake in one of two "
	       "places.",
	.wrong = "config:\n"
	         "  blink: {type: le32, trigger: yes, summary: A write lets the lamp "
	         "blink.}\n",
	.right = "config:\n"
	         "  blink: {type: le32, access: rw, trigger: yes, summary: A write lets "
	         "the lamp blink.}\n",
	.mend = "Say `access: rw`, `wo` or `w1c`; take what does not agree out. From ro "
	        "to rw later takes a new feature bit.",
	.edge = "Only 7 of 23 types have writable fields at all; the only w1c is the "
	        "GPU's events_clear.",
};

const struct story story_cf_20 = {
	.says = "Writing a field twice does no harm, or nothing writable comes after it.",
	.why = "On ccw the configuration space is transmitted from its start: a driver "
	       "that writes one field writes all before it once more (Linux does so "
	       "from its copy). A trigger in front of another writable field fires at "
	       "each write to that.",
	.wrong = "config:\n"
	         "  blink: {type: le32, access: wo, summary: How often to blink.}\n"
	         "  limit: {type: le32, access: rw, summary: The brightest level.}\n",
	.right = "config:\n"
	         "  limit: {type: le32, access: rw, summary: The brightest level.}\n"
	         "  blink: {type: le32, access: wo, summary: How often to blink.}\n",
	.mend = "Put it last, make it a value instead of an action, or leave ccw out.",
	.edge = "SCSI, balloon and input have two writable fields each, all of them "
	        "plain values; the console's emerg_wr is alone.",
};

const struct story story_cf_22 = {
	.says = "A device type without configuration has no `config`.",
	.why = "That is fine: chapters say \"None currently defined\", and on PCI no "
	       "VIRTIO_PCI_CAP_DEVICE_CFG is needed. Room need not be kept: fields are "
	       "added at the end, with a feature bit.",
	.wrong = "config:\n"
	         "  reserved: \"u8[16]\"\n",
	.right = "config:\n"
	         "  max_level: {type: le16, summary: The brightest level.}\n",
	.mend = "Take the section out.",
	.edge = "Entropy, I2C, SCMI and RTC have none.",
};

const struct story story_cf_24 = {
	.says = "Bounds, defaults and values fit the type of the field, and each other.",
	.why = "A bound that the type cannot hold is never reached, which hides a "
	       "mistake; a default outside the bounds is one that drivers have to "
	       "refuse.",
	.wrong = "config:\n"
	         "  watts: {type: le16, max: 65536, summary: What it takes.}\n",
	.right = "config:\n"
	         "  watts: {type: le16, max: 65535, summary: What it takes.}\n",
	.mend = "Take a wider type or another bound.",
	.edge = "The GPU's blob_alignment is a le32 with \"maximum 4294967296\"; the "
	        "network device's speed has a 7 too few in the text.",
};
