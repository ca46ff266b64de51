/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about the life of a device. Private to the checks. */
#include "stories.h"

const struct story story_lc_02 = {
	.says = "A reset takes the device back to its initial state; what is "
	        "excepted is said.",
	.why = "The next driver, of another system perhaps, expects what the "
	       "first one found.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    keep_level: {opcode: 1, readable: {level: le16}, summary: "
	         "Sets the level that is stored in the lamp.}\n",
	.right = "answers:\n"
	         "  LC-02: The stored level survives resets and power loss; "
	         "nothing else does.\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    keep_level: {opcode: 1, readable: {level: le16}, summary: "
	         "Sets the level that is stored in the lamp.}\n",
	.mend = "The list of what survives, or that nothing does.",
	.edge = "The memory device's plugged blocks, and the IOMMU's bypass.",
};

const struct story story_lc_03 = {
	.says = "An error that only a reset cures is told by DEVICE_NEEDS_RESET, "
	        "not by a field of the type's own.",
	.why = "Every driver knows the bit, and the transport notifies of it. A "
	       "private flag has to be polled, and old drivers do not know it.",
	.wrong = "config:\n"
	         "  dead: {type: u8, changes: yes, summary: Whether the lamp is "
	         "burnt out.}\n",
	.right = "answers:\n"
	         "  LC-03: The user changes the bulb, and the lamp goes on.\n"
	         "config:\n"
	         "  dead: {type: u8, changes: yes, summary: Whether the lamp is "
	         "burnt out.}\n",
	.mend = "How the device recovers. If it does not, take the field out.",
	.edge = "Crypto's HW_READY; CAN's BUSOFF, from which a controller "
	        "recovers.",
};

const struct story story_lc_04 = {
	.says = "It is known what becomes of events while the device is "
	        "suspended.",
	.why = "With VIRTIO_F_SUSPEND the device finishes what it is doing, "
	       "uses no further buffer and keeps configuration changes back "
	       "until it is resumed. A buffer that waits for an event is not in "
	       "progress: it stays where it is.",
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
	.mend = "Forgotten, kept, or summed up; and what must happen all the "
	        "same.",
	.edge = "An alarm of the RTC has to wake the guest; GPIO's eventq holds "
	        "buffers for interrupts.",
};

const struct story story_lc_06 = {
	.says = "Where a message has an address in it, it is known what kind of "
	        "address, and who translates it.",
	.why = "A device may be behind an IOMMU (VIRTIO_F_ACCESS_PLATFORM) and "
	       "a guest's memory private. What is in descriptors is translated "
	       "and shared by the driver's DMA layer; what is in a message is "
	       "not.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    lend: {opcode: 1, readable: {paddr: le64}, summary: Lends a "
	         "page.}\n",
	.right = "answers: {LC-06: \"An address as in a descriptor, translated in "
	         "the same way.\"}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    lend: {opcode: 1, readable: {paddr: le64}, summary: Lends a "
	         "page.}\n",
	.mend = "How the address is translated. Better, send the memory as a "
	        "buffer: then there is no question.",
	.edge = "The balloon sends page numbers of the guest's, and works with "
	        "all of its memory.",
};
