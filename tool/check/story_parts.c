/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about device parts, capabilities and objects: DP. */
#include "stories.h"

const struct story story_dp_01 = {
	.says = "The parts of a device type have types from 0x200 to 0x5ff, each its "
	        "own.",
	.why = "What reads the parts of a device knows those below for every device "
	       "type, and passes on those of the device type; the numbers above are "
	       "kept for later.",
	.wrong = "    type: 0x150\n",
	.right = "    type: 0x200\n",
	.mend = "Count from 0x200.",
	.edge = "The network device has 0x200. A table of the specification calls 0x106 "
	        "to 0x2ff common; the text before it says 0x200 and upwards.",
};

const struct story story_dp_05 = {
	.says = "The selector of a part has 8 bytes.",
	.why = "It lies in the header of each part, which has room for 8 bytes; those "
	       "that mean nothing are reserved and zero. A reader compares all of them.",
	.wrong = "    selector: {pane: le32}\n",
	.right = "    selector: {pane: le32, reserved: \"u8[4]\"}\n",
	.mend = "Reserve the rest.",
	.edge = "The network device selects by class and command of its control "
	        "virtqueue, and reserves 6 bytes.",
};

const struct story story_dp_10 = {
	.says = "Capabilities of a device type have ids from 0x800 to 0xfff, and "
	        "resource "
	        "objects types from 0x200 to 0x4ff, each its own.",
	.why = "Those below are common to all device types, those above reserved. The "
	       "device shows which capabilities it has as a bitmap by id.",
	.wrong = "    id: 0x200\n",
	.right = "    id: 0x800\n",
	.mend = "Count from 0x800, and from 0x200.",
	.edge = "The network device has capabilities 0x800 to 0x804 and objects 0x200 to "
	        "0x204.",
};
