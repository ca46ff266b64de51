/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about interrupts: IR. */
#include "stories.h"

const struct story story_ir_01 = {
	.says = "The number of MSI-X vectors is 2, unless queues interrupt at a high "
	        "rate.",
	.why = "Some platforms have 256 vectors for all devices. One for configuration "
	       "changes and one for all queues do; Linux asks for one each and takes 2 "
	       "where there are no more.",
	.wrong = "vectors: 64\n",
	.right = "vectors: 2\n",
	.mend = "Leave it out. For multiqueue devices suggest one for each busy queue "
	        "and one for changes.",
	.edge = "The network device with many queues.",
};

const struct story story_ir_02 = {
	.says = "There are 2 to 2048 vectors, or none.",
	.why = "The Table Size of the MSI-X capability has 11 bits. A device with MSI-X "
	       "should have at least 2: with one, a driver may fall back to INTx.",
	.wrong = "vectors: 4096\n",
	.right = "vectors: 2\n",
	.mend = "Leave it out (2), or say 0 for a device without MSI-X.",
	.edge = "The specification's own example of a modest device has 2.",
};

const struct story story_ir_03 = {
	.says = "No queue is bound to a vector.",
	.why = "The driver maps events to vectors at run time: one each, several to "
	       "one, or none. There are no vectors with INTx, on mmio and on ccw. A "
	       "device that expects its alarm on vector 1 works with one driver.",
	.wrong = "queues:\n"
	         "  requests: {carries: lamp_request, vector: 1, summary: Requests of "
	         "the driver.}\n",
	.right = LAMP_QUEUE,
	.mend = "Take the key out. `vectors:` suggests how many there should be.",
	.edge = "No standard type names a vector.",
};

const struct story story_ir_04 = {
	.says = "There are two events to interrupt for: a buffer was used, the "
	        "configuration changed.",
	.why = "The ISR status has a bit for each and no more. An interrupt status of "
	       "the device's own in the configuration space, with bits that the device "
	       "raises and the driver clears, loses events between the two and costs "
	       "traps.",
	.wrong = "config:\n"
	         "  interrupt_status: {type: le32, access: w1c, changes: yes, summary: "
	         "What happened.}\n",
	.right = "config:\n"
	         "  max_level: {type: le32, summary: The brightest level.}\n",
	.mend = "Make it events: a queue to which the driver posts buffers.",
	.edge = "The GPU's events_read and events_clear; RTC's alarmq and GPIO's eventq "
	        "do it well.",
};

const struct story story_ir_05 = {
	.says = "The vectors include one for configuration changes, also if nothing "
	        "ever changes.",
	.why = "DEVICE_NEEDS_RESET, by which a device says that it is broken, is "
	       "announced as a configuration change.",
	.wrong = "vectors: 1\n",
	.right = "vectors: 2\n",
	.mend = "Count one more than queues, or leave it out.",
	.edge = "Entropy has no configuration, and needs it all the same.",
};
