/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about what messages hold. Private to the checks. */
#include "stories.h"

const struct story story_st_07 = {
	.says = "It is known what the device answers to an opcode that it does "
	        "not know.",
	.why = "Later drivers send some. A device that answers nothing, or "
	       "success, leads them astray.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, failed: 1}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: "
	         "Sets the brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, failed: 1, unsupported: 2}}}\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: "
	         "Sets the brightness.}\n",
	.mend = "A status with a value `unsupported`, or `unsupported: NAME`, "
	        "says it in the description. An answer says what else a driver "
	        "sees.",
	.edge = "The IOMMU uses the buffer with a length of 0; block has "
	        "S_UNSUPP, RTC EOPNOTSUPP; pmem says nothing.",
};

const struct story story_st_09 = {
	.says = "A family with messages that hang on features has a status that "
	        "says that one is not supported.",
	.why = "A driver must not send them where the feature is not "
	       "negotiated. One that does has to get an answer that is no "
	       "success.",
	.wrong = "answers: {ST-07: It fails.}\n"
	         "features:\n"
	         "  scenes: {bit: 0, summary: The lamp plays scenes.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, failed: 1}}}\n"
	         "    play_scene: {opcode: 1, if: scenes, readable: {scene: "
	         "le16}, summary: Plays a scene.}\n",
	.right = "features:\n"
	         "  scenes: {bit: 0, summary: The lamp plays scenes.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    header:\n"
	         "      readable: {type: {type: le32, role: opcode}}\n"
	         "      writable: {status: {type: u8, role: status, values: {ok: "
	         "0, failed: 1, unsupported: 2}}}\n"
	         "    play_scene: {opcode: 1, if: scenes, readable: {scene: "
	         "le16}, summary: Plays a scene.}\n",
	.mend = "Add a value `unsupported`, or name one with `unsupported: NAME`.",
	.edge = "The IOMMU's PROBE hangs on a feature, and an unknown request is "
	        "answered with nothing.",
};

const struct story story_st_10 = {
	.says = "What hangs on a feature is at the end: a message is shorter or "
	        "longer, and no field moves.",
	.why = "A program that knows one layout reads the other one at the "
	       "wrong place, and nothing in the bytes tells. In a structure "
	       "that is an error; in a message a warning, as some chapters have "
	       "it.",
	.wrong = "features:\n"
	         "  scenes: {bit: 0, summary: The lamp plays scenes.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {scene: {type: le32, if: "
	         "scenes}, level: le32}, summary: Sets the brightness.}\n",
	.right = "features:\n"
	         "  scenes: {bit: 0, summary: The lamp plays scenes.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le32, scene: "
	         "{type: le32, if: scenes}}, summary: Sets the brightness.}\n",
	.mend = "Put it last, or make a message with an opcode of its own.",
	.edge = "The network device's header has 12, 20, 24 or 32 bytes, the "
	        "longest of what was negotiated; SCSI's T10_PI puts fields into "
	        "the middle, and Linux has them in another place than the "
	        "specification.",
};

const struct story story_st_15 = {
	.says = "A field is big-endian only where a format from elsewhere has it "
	        "so.",
	.why = "virtio is little-endian throughout; a program that converts one "
	       "way for most fields and the other way for some gets one of them "
	       "wrong.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: be16}, summary: "
	         "Sets the brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16}, summary: "
	         "Sets the brightness.}\n",
	.mend = "Use the le type, or say `defined_by`.",
	.edge = "RPMB's frames, which are JEDEC's; masks and keys of the network "
	        "device's flow filter, in network order; crypto's IPsec "
	        "addresses are le32 all the same.",
};

const struct story story_st_16 = {
	.says = "An address of the guest's that is in a message has 64 bits.",
	.why = "What is shorter is counted in pages, of a size that is fixed "
	       "for ever, or reaches a part of the memory. And it goes around "
	       "descriptors: nobody checks it, nobody translates it.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    lend: {opcode: 1, readable: {pfn: le32}, summary: Lends a "
	         "page.}\n",
	.right = "answers: {LC-06: \"An address as in a descriptor, translated in "
	         "the same way.\"}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    lend: {opcode: 1, readable: {paddr: le64}, summary: Lends a "
	         "page.}\n",
	.mend = "Send the memory as a buffer; else use le64 and answer LC-06.",
	.edge = "The balloon's page numbers, le32 times 4096; gpu's mem_entry, "
	        "media's sg_entry and the IOMMU's phys_start are le64.",
};

const struct story story_st_19 = {
	.says = "A message has a readable half and a writable half, and no "
	        "structure across both.",
	.why = "They lie in different buffers, and only one side may write "
	       "each. A C structure that spans them has, in the middle, what "
	       "varies.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    get_level: {opcode: 1, fields: {lamp: le16, level: le16}, "
	         "summary: Tells the brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    get_level: {opcode: 1, readable: {lamp: le16}, writable: "
	         "{level: le16}, summary: Tells the brightness.}\n",
	.mend = "Say what the driver writes in `readable` and what the device "
	        "writes in `writable`: each becomes a structure of its own.",
	.edge = "Block's struct virtio_blk_req is outhdr, data and status in "
	        "Linux; the IOMMU has head and tail.",
};

const struct story story_st_20 = {
	.says = "A field of flags names them, by the number of the bit, and says "
	        "whether others may be set.",
	.why = "A receiver that lets unknown bits pass today can't refuse them "
	       "tomorrow, when they mean something.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16, flags: "
	         "le16}, summary: Sets the brightness.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    set_level: {opcode: 1, readable: {level: le16, flags: "
	         "{type: le16, flags: {blink: 0, fade: 1}}}, summary: Sets the "
	         "brightness.}\n",
	.mend = "Name them. Without `open: yes` others are refused.",
	.edge = "CAN refuses unknown flags; the socket device's SHUTDOWN flags "
	        "are bit numbers in the specification and masks in Linux.",
};

const struct story story_st_22 = {
	.says = "Of a field that names something it is said who chooses it, from "
	        "which range, and until when.",
	.why = "Two sides that both choose, or one that uses a number again too "
	       "early, mix up what they speak of.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    stop_scene: {opcode: 1, readable: {scene_id: le32}, "
	         "summary: Ends a scene.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    stop_scene: {opcode: 1, readable: {scene_id: {type: le32, "
	         "max: 15, summary: \"Chosen by the driver; free again when the "
	         "scene ends.\"}}, summary: Ends a scene.}\n",
	.mend = "Say it in the `summary`; give the range with `min` and `max`.",
	.edge = "Sound's ids are below counts in the configuration; resource "
	        "objects have ids below a limit that a capability tells.",
};

const struct story story_lc_05 = {
	.says = "What one device gives to another is named by a version-4 UUID, "
	        "16 bytes.",
	.why = "Small numbers mean something inside one device only. Nobody "
	       "numbers objects across devices.",
	.wrong = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    share: {opcode: 1, writable: {exported_scene: le32}, "
	         "summary: Gives a scene to another device.}\n",
	.right = "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    share: {opcode: 1, writable: {scene_uuid: \"u8[16]\"}, "
	         "summary: Gives a scene to another device.}\n",
	.mend = "Use u8[16].",
	.edge = "gpu's RESOURCE_UUID.",
};
