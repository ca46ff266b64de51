/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about the length of buffers. Private to the checks. */
#include "stories.h"

const struct story story_vq_09 = {
	.says = "The most segments that a request may have, and what goes around "
	        "them, fit into the smallest virtqueue.",
	.why = "A chain has no more descriptors than the virtqueue, unless "
	       "indirect ones were negotiated, and a driver may choose a "
	       "smaller virtqueue still.",
	.wrong = "config:\n"
	         "  seg_max: {type: le32, max: 256, summary: How many segments a "
	         "request may have.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, size: 128, summary: "
	         "Requests of the driver.}\n",
	.right = "config:\n"
	         "  seg_max: {type: le32, max: 126, summary: How many segments a "
	         "request may have.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, size: 128, summary: "
	         "Requests of the driver.}\n",
	.mend = "Lower the `max`, or make the virtqueue larger.",
	.edge = "The block device's seg_max does not count header and status: "
	        "two more.",
};

const struct story story_vq_13 = {
	.says = "The parts of what is posted have a largest length.",
	.why = "The driver posts buffers before anything has happened, and an "
	       "event that does not fit is lost.",
	.wrong = LAMP_QUEUES LAMP_REQUEST "  lamp_event:\n"
	                                  "    summary: Something moved.\n"
	                                  "    writable: {what: le32, where: \"u8[]\"}\n",
	.right = LAMP_QUEUES LAMP_REQUEST
	"  lamp_event:\n"
	"    summary: Something moved.\n"
	"    writable: {what: le32, where: {type: \"u8[]\", most: 64}}\n",
	.mend = "Say `most: N`. Of a stream, where any buffer will do, answer so.",
	.edge = "The file system's notify_buf_size and SCSI's event_info_size "
	        "tell it in the configuration; input's events are of fixed "
	        "length.",
};

const struct story story_vq_14 = {
	.says = "It is known what becomes of an event when the driver has posted "
	        "no buffer for it.",
	.why = "It happens whenever the guest is slow. Each answer is good for "
	       "something, and a driver has to know which it is: after a loss "
	       "it asks for the state anew.",
	.wrong = LAMP_QUEUES LAMP_REQUEST "  lamp_event:\n"
	                                  "    summary: Something moved.\n"
	                                  "    writable: {distance_mm: le32}\n",
	.right = "answers:\n"
	         "  VQ-14: Only the newest event is kept, and sent when there is "
	         "a buffer.\n"
	         "  LC-04: Motion during suspend is forgotten.\n" LAMP_QUEUES LAMP_REQUEST
	         "  lamp_event:\n"
	         "    summary: Something moved.\n"
	         "    writable: {distance_mm: le32}\n",
	.mend = "Dropped; dropped with a flag in the next event; kept, and how "
	        "many; or what causes events waits.",
	.edge = "SCSI sets EVENTS_MISSED, bit 31, in the next event; input drops "
	        "whole sequences; the IOMMU may drop faults or wait.",
};

const struct story story_vq_15 = {
	.says = "The length of a part of variable length in a reply comes from "
	        "the used length or from a field.",
	.why = "The driver's room says what may come, not what came. A part "
	       "with fixed fields behind it fills all the room.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "    trailer:\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, unsupported: 1}}}\n"
	         "    describe:\n"
	         "      opcode: 1\n"
	         "      writable: {text: {type: \"u8[]\", most: 256}}\n"
	         "      summary: Tells what it is.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, unsupported: 1}}, reserved: \"u8[3]\"}\n"
	         "    describe:\n"
	         "      opcode: 1\n"
	         "      writable: {text: {type: \"u8[]\", most: 256}}\n"
	         "      summary: Tells what it is.\n",
	.mend = "Put the variable part last, or a length before it. Where the "
	        "device always fills all the room, answer so.",
	.edge = "Many legacy drivers and devices ignored the used length. The "
	        "block device's data is as long as was asked for, so that its "
	        "status can be behind it.",
};

const struct story story_vq_16 = {
	.says = "In a reply, the status lies before parts of variable length.",
	.why = "The used length counts bytes from the start of the writable "
	       "half. A request that fails writes a status and nothing else: "
	       "with the data in front of it there is no true length to tell.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "    describe:\n"
	         "      opcode: 1\n"
	         "      writable: {length: {type: le32, max: 256}, text: "
	         "\"u8[length]\"}\n"
	         "      summary: Tells what it is.\n"
	         "    trailer:\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, unsupported: 1}}}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, unsupported: 1}}, reserved: \"u8[3]\"}\n"
	         "    describe:\n"
	         "      opcode: 1\n"
	         "      writable: {length: {type: le32, max: 256}, text: "
	         "\"u8[length]\"}\n"
	         "      summary: Tells what it is.\n",
	.mend = "Put the status into the header; the default header has it there.",
	.edge = "Block, i2c, spi and IOMMU have it last; the network device's "
	        "control queue, the file system, SCSI, sound, gpu and media "
	        "first.",
};

const struct story story_vq_22 = {
	.says = "What a message may contain is less than 2^32 bytes.",
	.why = "A chain may not be longer, and lengths of buffers have 32 bits.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    paint:\n"
	         "      opcode: 1\n"
	         "      readable: {length: le64, picture: \"u8[length]\"}\n"
	         "      summary: Shows a picture.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    paint:\n"
	         "      opcode: 1\n"
	         "      readable: {length: {type: le32, max: 65536}, reserved: "
	         "le32, picture: \"u8[length]\"}\n"
	         "      summary: Shows a picture.\n",
	.mend = "Count with an le32, and bound it.",
	.edge = "The block device's sectors are 512 bytes and requests are as "
	        "long as their data; nothing counts in 64 bits.",
};

const struct story story_st_18 = {
	.says = "Each part of variable length has a largest length: `most`, or "
	        "the `max` of what counts it. A count of 8 or 16 bits is bound "
	        "enough, and the driver's room bounds the rest of a reply.",
	.why = "Who reads it has to have room, and a peer may send as much as "
	       "the description allows. A limit that is in a program and not in "
	       "the description differs from program to program.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {name: \"u8[]\"}\n"
	         "      summary: Gives it a name.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {name: {type: \"u8[]\", most: 64}}\n"
	         "      summary: Gives it a name.\n",
	.mend = "Say `most: N`.",
	.edge = "CAN frames have 0 to 2048 bytes, crypto has max_size; the "
	        "console's PORT_NAME has no bound.",
};

const struct story story_st_21 = {
	.says = "A part of variable length starts at a multiple of 4 bytes.",
	.why = "It is copied in bulk, or looked at as something larger, from "
	       "where it starts.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {tint: u8, name: {type: \"u8[]\", most: 64}}\n"
	         "      summary: Gives it a name.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {tint: u8, reserved: \"u8[3]\", name: {type: "
	         "\"u8[]\", most: 64}}\n"
	         "      summary: Gives it a name.\n",
	.mend = "Put a reserved field before it.",
	.edge = "The network device's hash_config has 13 bytes before what "
	        "varies; administration commands must be multiples of 8 bytes.",
};
