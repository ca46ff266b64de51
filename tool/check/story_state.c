/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about what administration commands reach. Private to the checks. */
#include "stories.h"

const struct story story_dp_02 = {
	.says = "A device part of a device type holds what no other device type "
	        "has.",
	.why = "Who migrates devices reads the common parts of all of them. A "
	       "state of virtqueues, of features or of a transport that each "
	       "device type tells in its own way is one that nobody reads.",
	.wrong = "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.mend = "Why it is the type's own. Else propose a common part.",
	.edge = "The network device has one: what its control virtqueue has set.",
};

const struct story story_dp_03 = {
	.says = "A part that holds what a request sets has the layout of the "
	        "request.",
	.why = "A second layout for the same things has to be read, judged and "
	       "extended beside the first.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {left_ms: le32, step: le32}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    play: {opcode: 1, readable: {step: le32, left_ms: le32}, "
	         "summary: Plays a scene.}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    play: {opcode: 1, readable: {step: le32, left_ms: le32}, "
	         "summary: Plays a scene.}\n",
	.mend = "Use the fields in the same order, or one structure for both.",
	.edge = "The network device: the value of its part is what follows class "
	        "and command in the request.",
};

const struct story story_dp_06 = {
	.says = "A part names those that have to be set before it, and they "
	        "stand before it.",
	.why = "A device that is built from parts takes them one by one, after "
	       "those of all devices. Parts that need each other could never be "
	       "set.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    needs: panel\n"
	         "    value: {step: le32, left_ms: le32}\n"
	         "  panel:\n"
	         "    type: 0x201\n"
	         "    summary: What it plays on.\n"
	         "    value: {width: le32, height: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  panel:\n"
	         "    type: 0x200\n"
	         "    summary: What it plays on.\n"
	         "    value: {width: le32, height: le32}\n"
	         "  scene:\n"
	         "    type: 0x201\n"
	         "    summary: The scene that plays.\n"
	         "    needs: panel\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.mend = "Describe first what is needed first.",
	.edge = "The common parts: features before all, then the device status, "
	        "then virtqueues. The specification also names parts there that "
	        "it defines nowhere.",
};

const struct story story_dp_07 = {
	.says = "Where a device type has parts, each configuration field that a "
	        "driver sets is in one of them.",
	.why = "A device that is built from them has to be as the first one "
	       "was, and the driver will not set the field again.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "config:\n"
	         "  dim: {type: le32, access: rw, default: 0, summary: How much "
	         "it is dimmed.}\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "config:\n"
	         "  dim: {type: le32, access: rw, default: 0, summary: How much "
	         "it is dimmed.}\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, dim: le32}\n",
	.mend = "Add it to a part, or answer what it follows from.",
	.edge = "Only the network device has parts so far, and no configuration "
	        "field that is written.",
};

const struct story story_dp_08 = {
	.says = "A description does not say of a part that it is optional.",
	.why = "The flag stands in the header of each part that a device gives, "
	       "and only parts without which the device can go on may have it. "
	       "One that the type could do without is one that it does not need.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    optional: yes\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.mend = "Leave it out; say in the `description` what is lost without the "
	        "part.",
	.edge = "Among the common parts, the features that a device offers are "
	        "optional.",
};

const struct story story_dp_09 = {
	.says = "A device type with capabilities, resource objects or device "
	        "parts is meant for PCI.",
	.why = "They are reached by administration commands, and administration "
	       "virtqueues are PCI's alone; parts belong to the group type of "
	       "SR-IOV.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "transports: [mmio]\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "transports: [pci, mmio]\n"
	         "trial_pci_id: 63\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, left_ms: le32}\n",
	.mend = "Add pci, or use a control virtqueue.",
	.edge = "Network and crypto devices have them, on PCI.",
};

const struct story story_dp_11 = {
	.says = "A device type has no administration commands of its own.",
	.why = "Their opcodes are given out by the specification, and none is "
	       "left to device types.",
	.wrong = "admin_commands: {reset_lamp: 0x7000}\n",
	.right = "description: The lamp is reset by a request.\n",
	.mend = "Make it a message on a virtqueue of the type's.",
	.edge = "The network device sets everything through its control "
	        "virtqueue, except flow filters, which are resource objects.",
};

const struct story story_dp_13 = {
	.says = "Capabilities, objects and parts of fixed length are multiples "
	        "of 8 bytes.",
	.why = "The buffers of administration commands are. Padding that is in "
	       "no structure is filled by one side and forgotten by the other.",
	.wrong = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32}\n",
	.right = "answers:\n"
	         "  DP-02: Only lamps have scenes.\n"
	         "device_parts:\n"
	         "  scene:\n"
	         "    type: 0x200\n"
	         "    summary: The scene that plays.\n"
	         "    value: {step: le32, reserved: \"u8[4]\"}\n",
	.mend = "Add a reserved field.",
	.edge = "struct virtio_dev_parts_cap has 2 bytes, and its buffer has to "
	        "be padded.",
};
