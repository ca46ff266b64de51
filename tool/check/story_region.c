/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about shared memory. Private to the checks. */
#include "stories.h"

const struct story story_sm_02 = {
	.says = "A device that is meant for ccw has shared memory only where a "
	        "feature says so, and works without.",
	.why = "Channel I/O has no way to tell where a region lies.",
	.wrong = "id: 50\n"
	         "transports: [pci, ccw]\n"
	         "answers:\n"
	         "  ID-03: Asked for.\n"
	         "  SM-05: No lamp comes without.\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, summary: Pictures to show.}\n",
	.right = "id: 50\n"
	         "transports: [pci, mmio]\n"
	         "answers:\n"
	         "  ID-03: Asked for.\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.mend = "Make it optional with `if`, or leave ccw out.",
	.edge = "pmem offers its region with F_SHMEM_REGION and has start and "
	        "size otherwise; the file system works without its DAX window.",
};

const struct story story_sm_03 = {
	.says = "It is known what is in a shared memory region, and it is "
	        "nothing that controls the device, nor a stream of data.",
	.why = "Requests go through virtqueues, where they can be intercepted, "
	       "migrated, checked and reset. The specification forbids a way "
	       "around them.",
	.wrong = "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.right = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.mend = "What is in it. What makes the device act becomes a request.",
	.edge = "gpu's host-visible memory, where a command maps each object; "
	        "media's buffers.",
};

const struct story story_sm_04 = {
	.says = "It is known how a driver maps a region, cached or not, and what "
	        "makes a write visible to the other side.",
	.why = "Two mappings of the same memory, one cached and one not, show "
	       "different bytes, on some processors only.",
	.wrong = "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.right = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.mend = "Cached like RAM, write-combining or uncached, and what orders "
	        "writes.",
	.edge = "The file system's window is like RAM; gpu tells with each "
	        "mapping how it is cached.",
};

const struct story story_sm_05 = {
	.says = "A shared memory region hangs on a feature.",
	.why = "A driver that only looks for it does not know whether the "
	       "device has none, or the transport lost it.",
	.wrong = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, summary: Pictures to show.}\n",
	.right = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.mend = "Say `if: FEATURE`.",
	.edge = "SCMI has F_SHARED_MEMORY; drivers of fs and gpu look for the "
	        "region.",
};

const struct story story_sm_06 = {
	.says = "A description says nothing of where a region lies and how long "
	        "it is.",
	.why = "Both are each device's own. On PCI a region lies in one BAR, "
	       "with 64 bits of offset and length.",
	.wrong = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, size: 0x1000000, summary: "
	         "Pictures to show.}\n",
	.right = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n",
	.mend = "Leave it out. A field that tells the length is named by "
	        "`size_field`.",
	.edge = "None says it.",
};

const struct story story_st_17 = {
	.says = "A message refers to a place in shared memory by the offset in "
	        "its region.",
	.why = "Each side maps the region where it likes, so there is no "
	       "address that means the same to both.",
	.wrong = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    show: {opcode: 1, readable: {picture_addr: le64}, summary: "
	         "Shows a picture.}\n",
	.right = "answers:\n"
	         "  SM-03: Pictures to show; a request says which.\n"
	         "  SM-04: Mapped like RAM; written before the request is made "
	         "available.\n"
	         "features:\n"
	         "  frames: {bit: 0, summary: The lamp shows frames.}\n"
	         "shared_memory:\n"
	         "  frames: {id: 0, if: frames, summary: Pictures to show.}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    show: {opcode: 1, readable: {picture_offset: le64}, "
	         "summary: Shows a picture.}\n",
	.mend = "Call it an offset, and let it be one.",
	.edge = "media's driver_addr is an offset, whatever its name says.",
};
