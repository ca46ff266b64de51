/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about what configuration fields mean. Private to the checks. */
#include "stories.h"

const struct story story_cf_16 = {
	.says = "No configuration field has to be written while features are "
	        "negotiated.",
	.why = "A driver may read the configuration space from the moment it "
	       "found the device, and writes it only when FEATURES_OK is set "
	       "and was read back.",
	.wrong = "config:\n"
	         "  version: {type: le32, access: rw, default: 1, early: yes, "
	         "summary: The version to speak.}\n",
	.right = "features:\n"
	         "  version_2: {bit: 0, behaviour: Levels are logarithmic., "
	         "summary: The second version.}\n",
	.mend = "Agree by a feature bit.",
	.edge = "The console's emerg_wr may be written at any time, without a "
	        "driver even: an exception that its chapter makes. The input "
	        "device can't be asked anything before FEATURES_OK, because "
	        "reading takes a write.",
};

const struct story story_cf_17 = {
	.says = "Each field, conditional ones included, can be read as soon as "
	        "its feature is offered, and has its value then.",
	.why = "Drivers read the configuration to decide what to negotiate. A "
	       "value that comes from the outcome is read too early.",
	.wrong = "config:\n"
	         "  event_size: {type: le32, summary: How large an event is with "
	         "the negotiated features.}\n",
	.right = "config:\n"
	         "  event_size: {type: le32, summary: How large the largest event "
	         "is.}\n",
	.mend = "Tell the largest, or what holds for what is offered; tell the "
	        "rest in a reply.",
	.edge = "SCSI's event_info_size depends on the set of negotiated "
	        "features.",
};

const struct story story_cf_18 = {
	.says = "A field that the device may change has `changes: yes`.",
	.why = "The device then sends a configuration change notification, and "
	       "drivers read again. Without it they keep what they read first.",
	.wrong = "config:\n"
	         "  link_state: {type: u8, summary: Whether the lamp has power.}\n",
	.right = "config:\n"
	         "  link_state: {type: u8, changes: yes, summary: Whether the "
	         "lamp has power.}\n",
	.mend = "Say `changes: yes`; rename it if it never does.",
	.edge = "The memory device should not notify of plugged_size, which "
	        "changes with each of the driver's own requests.",
};

const struct story story_cf_19 = {
	.says = "A field that changes has at most 32 bits, where a transport has "
	        "no configuration generation.",
	.why = "Longer values are read in several accesses. PCI and mmio count "
	       "changes, so that a driver can read again; ccw does not.",
	.wrong = "id: 50\n"
	         "transports: [mmio, ccw]\n"
	         "answers: {ID-03: Asked for.}\n"
	         "config:\n"
	         "  lumens: {type: le64, changes: yes, summary: How bright it can "
	         "be.}\n",
	.right = "id: 50\n"
	         "transports: [mmio, pci]\n"
	         "answers: {ID-03: Asked for.}\n"
	         "config:\n"
	         "  lumens: {type: le64, changes: yes, summary: How bright it can "
	         "be.}\n",
	.mend = "Use le32, send it as an event, or leave ccw out.",
	.edge = "The block device's capacity has 64 bits and changes; the "
	        "network device's speed and duplex belong together.",
};

const struct story story_cf_21 = {
	.says = "A driver asks for as much configuration as it needs, and not "
	        "for an exact size.",
	.why = "Later versions append fields, and transports round up: PCI to "
	       "what the capability says, mmio to the rest of its page.",
	.wrong = "config_size: 4\n"
	         "config:\n"
	         "  max_level: {type: le32, summary: The brightest level.}\n",
	.right = "config:\n"
	         "  max_level: {type: le32, summary: The brightest level.}\n",
	.mend = "Leave it out: what is needed follows from the fields. Generated "
	        "drivers check that it is there.",
	.edge = "All of them grew without harm: gpu's blob_alignment, the "
	        "network device's supported_tunnel_types.",
};

const struct story story_cf_23 = {
	.says = "Where the driver selects what configuration fields show, a "
	        "read-only field tells how much of it is valid, 0 for nothing.",
	.why = "A device that does not have what was selected can't say so "
	       "otherwise, and old bytes look like an answer.",
	.wrong = "config:\n"
	         "  select: {type: u8, access: rw, default: 0, summary: Which "
	         "lamp is shown.}\n"
	         "  shown: {type: \"u8[16]\", summary: What is known of it.}\n",
	.right = "config:\n"
	         "  select: {type: u8, access: rw, default: 0, summary: Which "
	         "lamp is shown.}\n"
	         "  shown_size: {type: u8, summary: How many bytes of it are "
	         "valid.}\n"
	         "  shown: {type: \"u8[16]\", summary: What is known of it.}\n",
	.mend = "Add a size, or make it a request: one exchange instead of a "
	        "write and several reads.",
	.edge = "The input device: select, subsel, size and a union of 128 bytes.",
};

const struct story story_cf_25 = {
	.says = "A field that holds a text names its encoding, and what fills "
	        "the rest.",
	.why = "Every driver answers these questions somehow. One expects a NUL "
	       "byte at the end that a full field has no room for, and reads on.",
	.wrong = "config:\n"
	         "  name: {type: \"u8[16]\", summary: The name of the lamp.}\n",
	.right = "config:\n"
	         "  name: {type: \"u8[16]\", summary: \"The name of the lamp, in "
	         "UTF-8, padded with NUL bytes.\"}\n",
	.mend = "Say it in the summary.",
	.edge = "The file system's tag: UTF-8, padded with NUL bytes, without "
	        "any if it fills the field.",
};

const struct story story_cf_26 = {
	.says = "No configuration field is an address.",
	.why = "It would go around the IOMMU, bind the device to a machine's "
	       "memory map, and leave guests whose memory is private without a "
	       "way. Shared memory regions are found by the transport.",
	.wrong = "config:\n"
	         "  frame_base: {type: le64, summary: Where the frame buffer is.}\n",
	.right = "config:\n"
	         "  frame_size: {type: le64, summary: How large the frame buffer "
	         "is.}\n",
	.mend = "Use a shared memory region, or buffers of a virtqueue.",
	.edge = "pmem has start and size, and got a feature for a region instead "
	        "later; the memory device has addr.",
};

const struct story story_cf_27 = {
	.says = "The field that says how many virtqueues there are is read-only, "
	        "does not change, and is at least 1.",
	.why = "Indices follow from it, and each side computes them for itself.",
	.wrong = "config:\n"
	         "  queue_count: {type: le16, min: 1, max: 8, access: rw, "
	         "default: 1, summary: How many queues there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n",
	.right = "config:\n"
	         "  queue_count: {type: le16, min: 1, max: 8, summary: How many "
	         "queues there are.}\n"
	         "queues:\n"
	         "  requests: {carries: lamp_request, count: queue_count, "
	         "summary: Requests of the driver.}\n",
	.mend = "Let the device say how many there can be, and the driver in a "
	        "request how many it uses.",
	.edge = "The network device's VQ_PAIRS_SET; the crypto device has 1 to "
	        "65535 data queues.",
};

const struct story story_cf_28 = {
	.says = "Of each field that the driver writes it is known what a reset "
	        "leaves in it.",
	.why = "The next driver may not know the field, and has to find a "
	       "device that works. A reset that keeps a setting is one that "
	       "nobody expects.",
	.wrong = "config:\n"
	         "  bypass: {type: u8, access: rw, summary: Whether the switch is "
	         "bypassed.}\n",
	.right = "config:\n"
	         "  bypass: {type: u8, access: rw, default: 0, summary: Whether "
	         "the switch is bypassed.}\n",
	.mend = "`default: N` of the field says it. An answer says what else "
	        "holds.",
	.edge = "SCSI's sense_size and cdb_size go back to 96 and 32; the "
	        "IOMMU's bypass survives a reset of the device and not one of "
	        "the system.",
};

const struct story story_cf_29 = {
	.says = "A description gives no offsets.",
	.why = "The order of fields is the layout, so nothing can contradict "
	       "it. Offsets count from the start of the device-specific "
	       "configuration: a capability's offset, a multiple of 4, on PCI; "
	       "0x100 on mmio.",
	.wrong = "config:\n"
	         "  max_level: {type: le32, offset: 0x100, summary: The brightest "
	         "level.}\n",
	.right = "config:\n"
	         "  max_level: {type: le32, summary: The brightest level.}\n",
	.mend = "Leave it out. For a gap, write a reserved field.",
	.edge = "The block device's unused0 and unused1.",
};
