/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about the choice of bits. Private to the checks. */
#include "stories.h"

const struct story story_ft_12 = {
	.says = "A feature that every driver must accept has a reason.",
	.why = "A device should accept any valid subset of what it offers. What "
	       "nobody may refuse is not optional, and belongs into the base of "
	       "the type.",
	.wrong = "features:\n"
	         "  fade: {bit: 0, required: yes, behaviour: It fades., summary: "
	         "It fades.}\n",
	.right = "features:\n"
	         "  fade: {bit: 0, required: yes, because: Drivers of the draft "
	         "had no fading., behaviour: It fades., summary: It fades.}\n",
	.mend = "Take `required` out, take the feature out, or say `because: "
	        "...`.",
	.edge = "I2C's ZERO_LENGTH_REQUEST must be offered and accepted: the "
	        "first version of the chapter had a layout that nobody keeps.",
};

const struct story story_ft_13 = {
	.says = "A feature takes a bit above 63 only when 0..23 and 50..63 are "
	        "used up.",
	.why = "Linux before 6.17 has 64 bits of features and vhost-user's "
	       "messages carry 64: a higher bit cannot be negotiated there at "
	       "all.",
	.wrong = "features:\n"
	         "  fade: {bit: 100, behaviour: It fades., summary: It fades.}\n",
	.right = "features:\n"
	         "  fade: {bit: 0, behaviour: It fades., summary: It fades.}\n",
	.mend = "Take the lowest bit that is free.",
	.edge = "The network device uses 64 to 70 (RSS_CONTEXT is 64), while "
	        "PCI's chapter still notes that no feature exceeds 63.",
};

const struct story story_ft_15 = {
	.says = "A feature has a meaning when it is described.",
	.why = "A device offers what it can do and a driver accepts what it "
	       "understands. A bit without behaviour gets its meaning after "
	       "both have agreed to it.",
	.wrong = "features:\n"
	         "  dimming2: {bit: 0, behaviour: Reserved for future use., "
	         "summary: Another way to dim.}\n",
	.right = "features:\n"
	         "  dimming2: {bit: 0, behaviour: Levels are logarithmic., "
	         "summary: Another way to dim.}\n",
	.mend = "Take it out; there are bits enough.",
	.edge = "The network device's STANDBY is a bit whose whole behaviour is "
	        "in the guest.",
};

const struct story story_ft_19 = {
	.says = "The features of a new type have the bits from 0 upwards.",
	.why = "A hole looks like a feature that was retired: somebody may know "
	       "it.",
	.wrong = "features:\n"
	         "  fade: {bit: 17, behaviour: It fades., summary: It fades.}\n",
	.right = "features:\n"
	         "  fade: {bit: 0, behaviour: It fades., summary: It fades.}\n",
	.mend = "Count from 0. Of a retired bit, say in the `description` what "
	        "it was.",
	.edge = "The block device never used 3 and 8, and retired 0 and 7; the "
	        "network device retired 6.",
};

const struct story story_lc_07 = {
	.says = "A set of features that a device accepted is accepted again "
	        "after a reset.",
	.why = "Drivers are unloaded and loaded, guests boot again, boot "
	       "loaders have drivers of their own: each resets the device and "
	       "starts anew.",
	.wrong = "features:\n"
	         "  unlock: {bit: 0, once: yes, behaviour: The lamp unlocks., "
	         "summary: The lamp can be unlocked.}\n",
	.right = "features:\n"
	         "  unlock: {bit: 0, behaviour: The lamp unlocks., summary: The "
	         "lamp can be unlocked.}\n",
	.mend = "What happens only once is a request, which fails the second "
	        "time.",
	.edge = "All of them.",
};
