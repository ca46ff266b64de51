/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about identity: ID. */
#include "stories.h"

const struct story story_id_01 = {
	.says = "A device id is a number from 1 to 65535.",
	.why = "A driver is bound by it. On mmio a DeviceID of 0 says that the slot is "
	       "empty, and a driver must pass over it silently; on PCI and ccw 0 is "
	       "nobody's.",
	.wrong = "id: 0\n",
	.right = "id: experimental\n",
	.mend = "Write `id: experimental` until the committee has given you a number.",
	.edge = "The empty mmio slots of QEMU's `virt` machine have the id 0.",
};

const struct story story_id_02 = {
	.says = "The number is not one that a device type already has, unless this "
	        "description is of that very type (`existing: yes`).",
	.why = "The guest's driver for the other type would bind to the device, read "
	       "its configuration space as its own and send it requests that it does "
	       "not know.",
	.wrong = "id: 35\n",
	.right = "id: experimental\n",
	.mend = "Experiment with `id: experimental`; ask at "
	        "virtio-comment@lists.linux.dev for a number. `vqsmith ids` prints the "
	        "table.",
	.edge = "37 is in no table of the specification, but Linux uses it "
	        "(VIRTIO_ID_DMABUF): it counts as taken. 14 and 15 are holes in both.",
};

const struct story story_id_03 = {
	.says = "A number that nobody has is reserved with the virtio committee before "
	        "it is used in anything that is published.",
	.why = "Numbers are given in order. Several projects that helped themselves to "
	       "the next free one clash with each other, and with the device type that "
	       "gets it in the end.",
	.wrong = "id: 50\n",
	.right = "id: experimental\n",
	.mend = "Send a mail to virtio-comment@lists.linux.dev (subscribe first, at "
	        "virtio-comment+subscribe@lists.linux.dev). Once the number is yours, "
	        "say so: `answers: {ID-03: \"reserved in June\"}`. A `trial_pci_id` is "
	        "noted here too: it is borrowed.",
	.edge = "50 is what projects outside the committee squat on.",
};

const struct story story_id_04 = {
	.says = "While you experiment, take 65535 and work backwards: 65472..65535 is "
	        "the window that vqsmith knows.",
	.why = "Everyone sees that such a number is no reserved one, and the committee "
	       "never gives it out. Others look like a decision that was made.",
	.wrong = "id: 60000\n",
	.right = "id: 65500\n",
	.mend = "Write `id: experimental`, which is 65535, or a number of the window if "
	        "you try several devices at once.",
	.edge = "None of the standard types is above 49.",
};

const struct story story_id_05 = {
	.says = "On PCI the device id is at most 63, or a number from 50 to 63 stands "
	        "in for it in a trial (`trial_pci_id`).",
	.why = "The PCI Device ID is 0x1040 + device id, and drivers match "
	       "0x1040..0x107f only. 0x1040 + 65535 = 0x1103f does not even fit 16 "
	       "bits: the sentence \"use 65535\" is from drafts of 0.9, in which the id "
	       "was the Subsystem Device ID. Linux gives up with ENODEV above "
	       "these. QEMU cuts the sum to 16 bits, which turns 65472..65535 into "
	       "0x1000..0x103f, the transitional ids, and aborts on an id that it has "
	       "no name for.",
	.wrong = "transports: [pci, mmio]\n",
	.right = "transports: [pci, mmio]\n"
	         "trial_pci_id: 63\n",
	.mend = "Stay on mmio (`transports: [mmio]`) until you have a number. To try "
	        "the device on PCI, on machines of your own, borrow one with "
	        "`trial_pci_id`, and take it out before you publish.",
	.edge = "49 (0x1071) is the highest number assigned; 14 more fit.",
};

const struct story story_id_06 = {
	.says = "On ccw the device id is at most 255.",
	.why = "A device on channel I/O tells its id in the control unit model of SENSE "
	       "ID, one byte. Linux takes it from there (cu_model), so 65535 would "
	       "arrive as 255.",
	.wrong = "transports: [mmio, ccw]\n",
	.right = "transports: [mmio]\n",
	.mend = "Leave ccw out until the device has a number of its own. There is no "
	        "trial number for it.",
	.edge = "All assigned ids fit.",
};

const struct story story_id_07 = {
	.says = "A device with an experimental id is on mmio, among others.",
	.why = "DeviceID is a register of 32 bits there. mmio is the only transport on "
	       "which an experimental id is what the specification says it is.",
	.wrong = "transports: [pci]\n"
	         "trial_pci_id: 63\n",
	.right = "transports: [pci, mmio]\n"
	         "trial_pci_id: 63\n",
	.mend = "Add mmio to `transports`, or leave `transports` out: then the device "
	        "is for all that can carry its id.",
	.edge = "No standard type has such an id.",
};

const struct story story_id_08 = {
	.says = "A new device type has no transitional PCI Device ID and no legacy "
	        "interface.",
	.why = "Transitional devices serve drivers written before virtio 1.0. Seven "
	       "types have such an id, 0x1000..0x1005 and 0x1009; the list is closed, "
	       "and a transitional device needs a legacy register layout, guest-endian "
	       "fields and revision 0 besides.",
	.wrong = "transitional_pci_id: 0x100a\n",
	.right = "transports: [mmio]\n",
	.mend = "Take the key out.",
	.edge = "9P (9) has a transitional id, but no chapter.",
};
