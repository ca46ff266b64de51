/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about virtqueues: VQ-01 to VQ-08. */
#include "stories.h"

const struct story story_vq_01 = {
	.says = "A device type without virtqueues says why.",
	.why = "\"Zero or more\" are legal. But what works through the configuration "
	       "space alone has traps instead of buffers, no status, no events, and no "
	       "room to grow.",
	.wrong = "config:\n"
	         "  level: {type: le16, access: rw, summary: The brightness.}\n",
	.right = "no_queues_because: It is switched twice a day.\n"
	         "config:\n"
	         "  level: {type: le16, access: rw, summary: The brightness.}\n",
	.mend = "Add a queue for requests, or say `no_queues_because`.",
	.edge = "Every standard type has a queue.",
};

const struct story story_vq_02 = {
	.says = "What the driver asks and what the device sends unasked take two queues.",
	.why = "An event needs a buffer that waits for it. A request that waits cannot "
	       "be told from one that hangs, fills the queue for others and stands in "
	       "the way of reset and suspend. The chapter: \"a device with both input "
	       "and output needs two queues\".",
	.wrong = LAMP_REQUEST
	"    motion_event: {opcode: 2, writable: {distance_mm: le16}, summary: "
	"Something moved.}\n",
	.right = LAMP_REQUEST
	"    get_motion: {opcode: 2, writable: {distance_mm: le16}, summary: "
	"What moved last.}\n",
	.mend = "Give events a family of their own, and a queue to which the driver "
	        "posts buffers (`posted:`).",
	.edge = "Entropy and the block device: one queue each, all solicited. GPIO's "
	        "eventq takes an \"unmask\" in the buffer of the event.",
};

const struct story story_vq_03 = {
	.says = "Indices of virtqueues are 0..65535, counted at the largest counts.",
	.why = "A queue is selected by 16 bits on every transport. A count from a "
	       "configuration field is as large as its `max`, or its type.",
	.wrong = "config:\n"
	         "  queue_count: {type: le32, min: 1, max: 70000, summary: How many "
	         "queues there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, summary: "
	         "Requests of the driver.}\n",
	.right = "config:\n"
	         "  queue_count: {type: le32, min: 1, max: 64, summary: How many queues "
	         "there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, summary: "
	         "Requests of the driver.}\n",
	.mend = "Give the count a `max`. Put single queues before the many.",
	.edge = "With 0x8000 pairs, the network device's control queue is number 65536.",
};

const struct story story_vq_04 = {
	.says = "There are at most 65535 virtqueues on PCI, and few more than 1024 "
	        "anywhere.",
	.why = "num_queues has 16 bits and counts them. QEMU stops at 1024 (a warning "
	       "here), vhost-user has 8 bits for the index of a queue that it kicks, "
	       "ccw's classic indicators cover 64.",
	.wrong =
	        "config:\n"
	        "  queue_count: {type: le16, min: 1, summary: How many queues there "
	        "are.}\n"
	        "queues:\n"
	        "  control: {carries: lamp_request, summary: Requests that come first.}\n"
	        "  requests: {carries: lamp_request, count: queue_count, summary: "
	        "Requests of the driver.}\n",
	.right =
	        "config:\n"
	        "  queue_count: {type: le16, min: 1, max: 64, summary: How many queues "
	        "there are.}\n"
	        "queues:\n"
	        "  control: {carries: lamp_request, summary: Requests that come first.}\n"
	        "  requests: {carries: lamp_request, count: queue_count, summary: "
	        "Requests of the driver.}\n",
	.mend = "A queue per CPU of the guest is as many as ever help: lower the `max`.",
	.edge = "The crypto device's 65535 data queues and its control queue are one "
	        "more than PCI can say.",
};

const struct story story_vq_08 = {
	.says = "A queue has a largest size, a power of two up to 32768, and the driver "
	        "may take a smaller one.",
	.why = "That is how transports negotiate it; there is no way to insist on a "
	       "size. Split virtqueues work modulo a power of two; packed ones may have "
	       "any size, but not every driver knows them.",
	.wrong = "queues:\n"
	         "  requests: {carries: lamp_request, exact_size: 100, summary: Requests "
	         "of the driver.}\n",
	.right = "queues:\n"
	         "  requests: {carries: lamp_request, size: 128, summary: Requests of "
	         "the driver.}\n",
	.mend = "Say `size`, and let the device work with what it gets.",
	.edge = "No standard type asks for a size.",
};
