/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about the indices of virtqueues. Private to the checks. */
#include "stories.h"

const struct story story_vq_05 = {
	.says = "No virtqueue lies behind one that may not be there.",
	.why = "Its index stays the same by the specification, and the hole has "
	       "to stay. Linux before 6.11 numbers virtqueues without holes, "
	       "and so does QEMU's balloon: there, driver and device may speak "
	       "of different ones.",
	.wrong = "features:\n"
	         "  motion: {bit: 0, summary: It senses motion.}\n"
	         "queues:\n"
	         "  control: {if: motion, carries: lamp_control, summary: "
	         "Requests that come seldom.}\n"
	         "  requests: {carries: lamp_request, summary: Requests of the "
	         "driver.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.right = "features:\n"
	         "  motion: {bit: 0, summary: It senses motion.}\n" LAMP_QUEUE
	         "  control: {if: motion, carries: lamp_control, summary: "
	         "Requests that come seldom.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.mend = "Put what is always there first.",
	.edge = "The balloon's statsq, free_page_vq and reporting_vq; the file "
	        "system's notification queue, which drivers and devices count "
	        "differently.",
};

const struct story story_vq_06 = {
	.says = "The index of a virtqueue follows from the order, from "
	        "negotiated features and from constant configuration. Behind a "
	        "row of which there may be fewer, that is a formula.",
	.why = "Each side computes it for itself. A formula that one of them "
	       "gets wrong makes a device that works with one driver alone.",
	.wrong = "config:\n"
	         "  queue_count: {type: le16, min: 1, max: 8, summary: How many "
	         "queues there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n"
	         "  control: {carries: lamp_control, summary: Requests that come "
	         "seldom.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.right = "config:\n"
	         "  queue_count: {type: le16, min: 1, max: 8, summary: How many "
	         "queues there are.}\n"
	         "queues:\n"
	         "  control: {carries: lamp_control, summary: Requests that come "
	         "seldom.}\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.mend = "Put single virtqueues first, and leave indices to the order.",
	.edge = "The network device's control queue is number 2N: with N = 1 "
	        "unless MQ or RSS is negotiated, and the device's largest N "
	        "otherwise.",
};

const struct story story_vq_07 = {
	.says = "A field of 32 bits or more that says how many virtqueues there "
	        "are has a `max`.",
	.why = "There can be 65536. A driver that believes more runs out of "
	       "memory, or of indices.",
	.wrong = "config:\n"
	         "  queue_count: {type: le32, min: 1, summary: How many queues "
	         "there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n",
	.right = "config:\n"
	         "  queue_count: {type: le32, min: 1, max: 64, summary: How many "
	         "queues there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n",
	.mend = "Give it a `max` that a device could really have.",
	.edge = "SCSI's num_queues and the file system's num_request_queues are "
	        "le32, without a bound in the specification.",
};
