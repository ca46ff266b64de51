/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about shared memory: SM. */
#include "stories.h"

const struct story story_sm_01 = {
	.says = "A shared memory id is a number from 0 to 255, and each region has its "
	        "own.",
	.why = "The id is all that a driver finds a region by. On PCI it is a byte of "
	       "the capability; on mmio the register is wider, but Linux asks for a "
	       "byte there, too.",
	.wrong = "  frames: {id: 300, summary: What the lamp shows.}\n",
	.right = "  frames: {id: 0, summary: What the lamp shows.}\n",
	.mend = "Count from 0. Several regions of a kind have a range: `id: 1..4`.",
	.edge = "The SCMI device reserves ids from 0x100 upwards, which nobody on PCI "
	        "can reach.",
};
