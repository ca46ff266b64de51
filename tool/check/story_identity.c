/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about names and facilities. Private to the checks. */
#include "stories.h"

const struct story story_id_09 = {
	.says = "A description says nothing of PCI's own identity: revision, "
	        "subsystem ids, vendor, class.",
	.why = "Every device has vendor 0x1AF4; one that is not transitional "
	       "should have revision 1 or higher and a subsystem device id of "
	       "at least 0x40, which tells drivers nothing: they match 0x1040 + "
	       "id. The transport fills all of it in.",
	.wrong = "pci_revision: 0\n",
	.right = "transports: [mmio]\n",
	.mend = "Leave it out. What tells versions of a device apart is feature "
	        "bits.",
	.edge = "Transitional devices have revision 0 and their device id in the "
	        "subsystem device id. No new one is.",
};

const struct story story_id_10 = {
	.says = "A device type has no vendor data capability.",
	.why = "The capability is its builder's, for debugging and reporting "
	       "alone: reading it has no side effects and no driver may depend "
	       "on it. Its vendor is never 0x1AF4, its size a multiple of 4.",
	.wrong = "vendor_data: [serial, board]\n",
	.right = "config:\n"
	         "  serial: {type: \"u8[16]\", summary: \"The serial number in "
	         "ASCII, padded with NUL bytes.\"}\n",
	.mend = "What a driver needs is a configuration field or the answer to a "
	        "request.",
	.edge = "No standard device type says anything of it.",
};

const struct story story_id_11 = {
	.says = "The name of a device type is no other's, nor a part of virtio's "
	        "own headers.",
	.why = "Constants are VIRTIO_NAME_..., structures struct "
	       "virtio_name_...: two headers with the same ones cannot be "
	       "included together, and readers take one for the other.",
	.wrong = "device: ring\n",
	.right = "device: lamp_ring\n",
	.mend = "Choose a name of its own; a project's name in front does.",
	.edge = "The network device has virtnet_ and VIRTNET_ names beside its "
	        "own, and struct rss_rq_id without any prefix; the crypto device "
	        "a struct in_addr, which is C's.",
};

const struct story story_id_12 = {
	.says = "Each declared transport can carry what the description uses.",
	.why = "Not all can do all: ccw has no shared memory, no configuration "
	       "generation and no reset of a single virtqueue; administration "
	       "virtqueues, and device parts with them, are PCI's alone.",
	.wrong = "id: 50\n"
	         "transports: [pci, ccw]\n"
	         "answers: {ID-03: Asked for.}\n"
	         "config:\n"
	         "  max_level: {type: le16, changes: yes, summary: The brightest "
	         "level.}\n",
	.right = "id: 50\n"
	         "transports: [pci, mmio]\n"
	         "answers: {ID-03: Asked for.}\n"
	         "config:\n"
	         "  max_level: {type: le16, changes: yes, summary: The brightest "
	         "level.}\n",
	.mend = "Leave the transport out, or make the facility optional.",
	.edge = "The file system's DAX window is optional, so the device works "
	        "on ccw; pmem without a region has an address in its "
	        "configuration.",
};
