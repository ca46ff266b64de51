/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about framing: VQ-10 to VQ-17. */
#include "stories.h"

const struct story story_vq_10 = {
	.says = "The readable half of a message comes before its writable half.",
	.why = "In every chain of descriptors, device-readable ones precede "
	       "device-writable ones; a device may refuse anything else, and vqsmith's "
	       "runtime does. The order of a description is the layout.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level:\n"
	         "      opcode: 1\n"
	         "      writable: {before: le16}\n"
	         "      readable: {level: le16}\n"
	         "      summary: Sets the brightness.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level:\n"
	         "      opcode: 1\n"
	         "      readable: {level: le16}\n"
	         "      writable: {before: le16}\n"
	         "      summary: Sets the brightness.\n",
	.mend = "Write `readable` first.",
	.edge = "Media's _IOWR payload appears once in each half.",
};

const struct story story_vq_11 = {
	.says = "A half of a message has at most one part of implicit length.",
	.why = "Only the total lengths of the two halves are visible. How a driver cuts "
	       "them into descriptors has no meaning: it may use one, or one per byte.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {old_name: \"u8[]\", new_name: \"u8[]\"}\n"
	         "      summary: Gives the lamp another name.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    rename:\n"
	         "      opcode: 1\n"
	         "      readable: {old_length: le16, reserved: \"u8[2]\", old_name: "
	         "\"u8[old_length]\", new_name: {type: \"u8[]\", most: 64}}\n"
	         "      summary: Gives the lamp another name.\n",
	.mend = "Put a length before all but one of them.",
	.edge = "SCSI requests in the block device were cut by descriptors once, which "
	        "is why VIRTIO_F_ANY_LAYOUT came to be.",
};

const struct story story_vq_12 = {
	.says = "What is posted is device-writable only.",
	.why = "The driver posts empty buffers, and the device fills one when something "
	       "happens. Nothing that the driver writes into one is looked at when it "
	       "is posted.",
	.wrong = "queues:\n"
	         "  events: {posted: lamp_event, summary: Motion as it happens.}\n"
	         "messages:\n"
	         "  lamp_event:\n"
	         "    summary: Something moved.\n"
	         "    readable: {sensor: le32}\n"
	         "    writable: {distance_mm: le32}\n",
	.right = "queues:\n"
	         "  events: {posted: lamp_event, summary: Motion as it happens.}\n"
	         "messages:\n"
	         "  lamp_event:\n"
	         "    summary: Something moved.\n"
	         "    writable: {distance_mm: le32}\n",
	.mend = "Take the readable half out; say it in a request.",
	.edge = "GPIO's eventq parks a readable half with a writable status; the "
	        "balloon's statsq a readable buffer.",
};

const struct story story_vq_17 = {
	.says = "A request has a writable half, in which the device can say that it "
	        "failed.",
	.why = "Otherwise the driver learns only that the buffer was used. A request "
	       "that an older device does not know looks like one that succeeded.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: Sets the brightness.\n"
	         "    readable: {level: le16}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: Sets the brightness.\n"
	         "    readable: {level: le16}\n"
	         "    writable: {status: {type: u8, role: status, values: {ok: 0, "
	         "invalid: 1}}}\n",
	.mend = "Add a status, or answer why losing one is fine.",
	.edge = "The network device's and the socket's transmit queues, and the "
	        "balloon's inflateq.",
};
