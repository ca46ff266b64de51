/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about what hangs on features: FT-09 to FT-14. */
#include "stories.h"

const struct story story_ft_09 = {
	.says = "What is optional hangs on one condition over features, and says so "
	        "with `if`.",
	.why = "Both sides know the negotiated features before anything else, on every "
	       "transport. Sizes, probing and hope are worth less: the configuration "
	       "space's length is only a lower bound, and an index without a queue "
	       "looks alike for \"not there\" and \"not yet\". A message on a queue "
	       "that hangs on another condition is promised to drivers that have no "
	       "such queue.",
	.wrong = "features:\n"
	         "  motion: {bit: 0, summary: The lamp senses motion.}\n"
	         "  scenes: {bit: 1, summary: The lamp plays scenes.}\n" LAMP_QUEUE
	         "  events: {if: motion, posted: lamp_event, summary: What "
	         "happened.}\n" LAMP_REQUEST "  lamp_event:\n"
	         "    summary: What happened.\n"
	         "    moved: {opcode: 1, writable: {distance_mm: le16}, summary: "
	         "Something moved.}\n"
	         "    played: {opcode: 2, if: scenes, writable: {scene: le16}, summary: "
	         "A scene is over.}\n",
	.right = "features:\n"
	         "  motion: {bit: 0, summary: The lamp senses motion.}\n"
	         "  scenes: {bit: 1, summary: The lamp plays scenes.}\n" LAMP_QUEUE
	         "  events: {if: motion or scenes, posted: lamp_event, summary: What "
	         "happened.}\n" LAMP_REQUEST "  lamp_event:\n"
	         "    summary: What happened.\n"
	         "    moved: {opcode: 1, if: motion, writable: {distance_mm: le16}, "
	         "summary: Something moved.}\n"
	         "    played: {opcode: 2, if: scenes, writable: {scene: le16}, summary: "
	         "A scene is over.}\n",
	.mend = "Give what is optional a feature bit, and let a queue be there whenever "
	        "one of its messages is.",
	.edge = "The file system's DAX window is optional and has no bit.",
};

const struct story story_ft_10 = {
	.says = "One feature bit does not stand for things that make sense apart.",
	.why = "A device that can do one of them cannot offer the bit. There are 102 "
	       "bits; the chapter asks not to group gratuitously to save some. What is "
	       "always implemented together may share one. vqsmith guesses by names, "
	       "families and neighbourhood, and you may answer that it is wrong.",
	.wrong = "features:\n"
	         "  extras: {bit: 0, summary: The lamp has extras.}\n"
	         "config:\n"
	         "  range_mm: {type: le16, if: extras, summary: How far the motion "
	         "sensor sees.}\n",
	.right = "features:\n"
	         "  motion: {bit: 0, summary: The lamp senses motion.}\n"
	         "  fading: {bit: 1, summary: The lamp fades.}\n"
	         "config:\n"
	         "  range_mm: {type: le16, if: motion, summary: How far the motion "
	         "sensor sees.}\n",
	.mend = "Split the feature. If it is one thing, let the names say so "
	        "(`motion_events`, `motion_range_mm`) or answer FT-10.",
	.edge = "The balloon's FREE_PAGE_HINT guards a queue and a field; the network "
	        "device's SPEED_DUPLEX two fields: always together.",
};

const struct story story_ft_11 = {
	.says = "Something hangs on every feature: a field, a queue, a message, or a "
	        "behaviour that is described.",
	.why = "A bit that changes nothing tells a driver nothing, and an implementer "
	       "wonders what was forgotten.",
	.wrong = "features:\n"
	         "  fading: {bit: 0, summary: The lamp fades.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, summary: The lamp fades., behaviour: A new level is "
	         "reached in 200 ms.}\n",
	.mend = "Say `if:` where it matters, or `behaviour:` if it only changes what "
	        "the device does.",
	.edge = "The block device's RO and the memory device's PERSISTENT_SUSPEND are "
	        "behaviour only.",
};

const struct story story_ft_14 = {
	.says = "Configuration fields depend on what the device offers; queues and "
	        "messages on what was negotiated.",
	.why = "A driver may read the configuration space before it has accepted "
	       "anything, to decide what to accept; a field that waited for the end of "
	       "negotiation would be of no use there, and the device would have to know "
	       "when to show it. Queues and messages are used afterwards, and must not "
	       "surprise a driver that did not accept the feature. `if` means the right "
	       "one by itself; whoever writes `offered` or `negotiated` out is taken at "
	       "the word.",
	.wrong = "features:\n"
	         "  motion: {bit: 0, summary: The lamp senses motion.}\n"
	         "config:\n"
	         "  range_mm: {type: le16, if: negotiated motion, summary: How far the "
	         "sensor sees.}\n",
	.right = "features:\n"
	         "  motion: {bit: 0, summary: The lamp senses motion.}\n"
	         "config:\n"
	         "  range_mm: {type: le16, if: offered motion, summary: How far the "
	         "sensor sees.}\n",
	.mend = "Leave the word out, or write the right one.",
	.edge = "SCSI's event_info_size \"depends on the set of negotiated features\": "
	        "a driver that reads it early reads something else.",
};
