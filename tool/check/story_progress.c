/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about order and progress. Private to the checks. */
#include "stories.h"

const struct story story_vq_18 = {
	.says = "A description does not promise VIRTIO_F_IN_ORDER.",
	.why = "The feature holds for all virtqueues of a device. It "
	       "contradicts buffers that wait for an event, and a device that "
	       "uses a batch at once tells the length of its last buffer alone.",
	.wrong = "in_order: yes\n",
	.right = "description: Requests of a queue are carried out one after the "
	         "other.\n",
	.mend = "Leave it to implementations. An order in which requests are "
	        "carried out is another thing: describe it.",
	.edge = "GPIO's eventq parks buffers; i2c demands that requests are "
	        "processed in order, not that buffers are used so.",
};

const struct story story_vq_19 = {
	.says = "Nothing hangs on which of two virtqueues is looked at first.",
	.why = "The device may serve them in parallel, and notifications are "
	       "merged and lost. Only the completion of a request says that it "
	       "was done.",
	.wrong = "queues:\n"
	         "  control: {carries: lamp_control, summary: Requests that come "
	         "seldom.}\n"
	         "  requests: {carries: lamp_request, after: control, summary: "
	         "Requests of the driver.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.right = "queues:\n"
	         "  control: {carries: lamp_control, summary: Requests that come "
	         "seldom.}\n"
	         "  requests: {carries: lamp_request, summary: Requests of the "
	         "driver.}\n" LAMP_REQUEST "  lamp_control:\n"
	         "    summary: How the lamp is set up.\n"
	         "    set_mood:\n"
	         "      opcode: 1\n"
	         "      readable: {mood: le16}\n"
	         "      summary: Sets the mood.\n",
	.mend = "Let the driver await the completion of what has to be first, or "
	        "use one virtqueue for both.",
	.edge = "The file system's hiprio queue and SCSI's task management "
	        "overtake requests; within administration virtqueues, commands "
	        "are in order.",
};

const struct story story_vq_20 = {
	.says = "Where a request sets something up, it is known what a reset of "
	        "its virtqueue alone leaves of it.",
	.why = "With VIRTIO_F_RING_RESET a driver resets one virtqueue, to "
	       "change its size for example, and goes on.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    open_scene:\n"
	         "      opcode: 1\n"
	         "      readable: {scene: le32}\n"
	         "      summary: Begins a scene.\n",
	.right = "answers:\n"
	         "  VQ-20: Scenes stay open; they belong to the device, not to "
	         "the virtqueue.\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    open_scene:\n"
	         "      opcode: 1\n"
	         "      readable: {scene: le32}\n"
	         "      summary: Begins a scene.\n",
	.mend = "It stays, or it is gone.",
	.edge = "The network device keeps what was set by its control queue when "
	        "a receive queue is reset.",
};

const struct story story_vq_21 = {
	.says = "No request is needed to bring the device up.",
	.why = "Until DRIVER_OK is set the device consumes no buffer and the "
	       "driver notifies of none. It may put buffers there beforehand.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    hello:\n"
	         "      opcode: 1\n"
	         "      early: yes\n"
	         "      readable: {version: le16}\n"
	         "      summary: Says which version the driver speaks.\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    hello:\n"
	         "      opcode: 1\n"
	         "      readable: {version: le16}\n"
	         "      summary: Says which version the driver speaks.\n",
	.mend = "What is needed earlier is a feature bit or a configuration "
	        "field.",
	.edge = "The balloon adds its buffer for statistics before DRIVER_OK, "
	        "and notifies after it.",
};

const struct story story_vq_23 = {
	.says = "Where a message goes on in further buffers, the first one says "
	        "how many there are.",
	.why = "A mark in each piece that more will come leaves the driver with "
	       "pieces that it can't give back, and the device in the middle "
	       "when buffers run out.",
	.wrong =
	        "answers: {VQ-14: Dropped., LC-04: Forgotten.}\n" LAMP_QUEUES LAMP_REQUEST
	        "  lamp_event:\n"
	        "    summary: Something moved.\n"
	        "    writable: {more: le32, picture: {type: \"u8[]\", most: 512}}\n",
	.right =
	        "answers: {VQ-14: Dropped., LC-04: Forgotten.}\n" LAMP_QUEUES LAMP_REQUEST
	        "  lamp_event:\n"
	        "    summary: Something moved.\n"
	        "    writable: {num_buffers: le32, picture: {type: \"u8[]\", most: "
	        "512}}\n",
	.mend = "Count the buffers in the first, and use the first one last.",
	.edge = "The network device's num_buffers, with MRG_RXBUF.",
};

const struct story story_vq_24 = {
	.says = "A device type has no administration virtqueue of its own.",
	.why = "Where a device has them, they begin at admin_queue_index, which "
	       "the transport tells and which is behind all of the type's. They "
	       "carry the specification's commands only.",
	.wrong = LAMP_QUEUE
	"  adminq: {carries: lamp_control, summary: Requests that come "
	"seldom.}\n" LAMP_REQUEST "  lamp_control:\n"
	"    summary: How the lamp is set up.\n"
	"    set_mood:\n"
	"      opcode: 1\n"
	"      readable: {mood: le16}\n"
	"      summary: Sets the mood.\n",
	.right = LAMP_QUEUE
	"  control: {carries: lamp_control, summary: Requests that come "
	"seldom.}\n" LAMP_REQUEST "  lamp_control:\n"
	"    summary: How the lamp is set up.\n"
	"    set_mood:\n"
	"      opcode: 1\n"
	"      readable: {mood: le16}\n"
	"      summary: Sets the mood.\n",
	.mend = "Call it a control queue.",
	.edge = "The network device's and the crypto device's control queues.",
};

const struct story story_vq_25 = {
	.says = "A notification carries nothing but what the transport puts into "
	        "it.",
	.why = "It names the virtqueue, or what the device told the transport "
	       "to write, and the next place in the ring. It may come late, "
	       "once for many, or for nothing.",
	.wrong = "queues:\n"
	         "  requests: {carries: lamp_request, doorbell: urgent, summary: "
	         "Requests of the driver.}\n",
	.right = LAMP_QUEUE,
	.mend = "Put it into the message.",
	.edge = "None uses it for anything.",
};

const struct story story_vq_26 = {
	.says = "Where data goes both ways without replies, there is a rule "
	        "against waiting for each other.",
	.why = "A device that answers what it reads stops reading when it can't "
	       "answer. If the driver posts buffers only after it could send, "
	       "both wait.",
	.wrong = "answers: {VQ-14: Waits., LC-04: Waits., VQ-17: It is a stream.}\n"
	         "queues:\n"
	         "  transmit: {carries: lamp_out, summary: Light that goes out.}\n"
	         "  receive: {posted: lamp_in, summary: Light that comes in.}\n"
	         "messages:\n"
	         "  lamp_out:\n"
	         "    summary: Light that goes out.\n"
	         "    readable: {data: {type: \"u8[]\", most: 4096}}\n"
	         "  lamp_in:\n"
	         "    summary: Light that comes in.\n"
	         "    writable: {data: {type: \"u8[]\", most: 4096}}\n",
	.right = "answers: {VQ-14: Waits., LC-04: Waits.}\n"
	         "queues:\n"
	         "  transmit: {carries: lamp_out, summary: Light that goes out.}\n"
	         "  receive: {posted: lamp_in, summary: Light that comes in.}\n"
	         "messages:\n"
	         "  lamp_out:\n"
	         "    summary: Light that goes out.\n"
	         "    readable: {credit: le32, data: {type: \"u8[]\", most: 4096}}\n"
	         "    writable: {taken: le32}\n"
	         "  lamp_in:\n"
	         "    summary: Light that comes in.\n"
	         "    writable: {credit: le32, data: {type: \"u8[]\", most: 4096}}\n",
	.mend = "Give credit in both directions, or answer that data may be "
	        "dropped.",
	.edge = "The socket device's buf_alloc and fwd_cnt; the network device "
	        "drops packets.",
};

const struct story story_ir_06 = {
	.says = "Vectors are for virtqueues whose used buffers a driver waits "
	        "for.",
	.why = "Where nothing is answered, a driver looks for used buffers when "
	       "it needs room, and switches their notifications off.",
	.wrong = "answers: {VQ-17: A lost colour is sent again.}\n"
	         "vectors: 3\n"
	         "queues:\n"
	         "  colours: {carries: lamp_colour, summary: Colours as they "
	         "come.}\n"
	         "  requests: {carries: lamp_request, summary: Requests of the "
	         "driver.}\n"
	         "messages:\n"
	         "  lamp_colour:\n"
	         "    summary: A colour.\n"
	         "    readable: {colour: le32}\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level:\n"
	         "      opcode: 1\n"
	         "      readable: {level: le16}\n"
	         "      summary: Sets the brightness.\n",
	.right = "vectors: 2\n" LAMP_QUEUE,
	.mend = "Count one vector for configuration changes, and one for each "
	        "busy virtqueue that answers.",
	.edge = "Linux polls the transmit queues of the console and, mostly, of "
	        "the network device.",
};

const struct story story_ir_07 = {
	.says = "A device type describes no interrupt status.",
	.why = "It is the transport's: on PCI it clears when it is read, has "
	       "two bits, and is not used with MSI-X; mmio acknowledges, ccw "
	       "has indicators.",
	.wrong = "isr: {motion: 2}\n",
	.right = "vectors: 2\n",
	.mend = "Send an event, or change a configuration field.",
	.edge = "The RTC's alarmq and GPIO's eventq exist because there is no "
	        "other way.",
};

const struct story story_lc_01 = {
	.says = "A device type adds no bits to the device status.",
	.why = "The eight bits belong to all devices: ACKNOWLEDGE 1, DRIVER 2, "
	       "DRIVER_OK 4, FEATURES_OK 8, SUSPEND 16, DEVICE_NEEDS_RESET 64 "
	       "and FAILED 128.",
	.wrong = "status_bits: {warm: 5}\n",
	.right = "config:\n"
	         "  warm: {type: u8, changes: yes, summary: Whether the lamp is "
	         "warm.}\n",
	.mend = "Use a configuration field with `changes: yes`, or an event.",
	.edge = "The network device's link is a configuration field.",
};
