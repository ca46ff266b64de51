/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules about feature bits: FT-01 to FT-08. */
#include "stories.h"

const struct story story_ft_01 = {
	.says = "A device type's own feature bits are 0..23 and 50..127. This rule "
	        "speaks of those between: 44..49.",
	.why = "They are kept for extensions of virtio itself, for all device types. A "
	       "transport or a driver that knows such an extension one day takes the "
	       "bit for it.",
	.wrong = "features:\n"
	         "  fading: {bit: 45, behaviour: It fades., summary: The lamp fades.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n",
	.mend = "Take the lowest free bit of 0..23.",
	.edge = "The network device has 0..23 and 50..70.",
};

const struct story story_ft_02 = {
	.says = "Bits 24..40 and 43 belong to the virtqueues and to negotiation.",
	.why = "Linux clears those of them that its rings do not know before a driver "
	       "sees them; vhost-user uses 30 for its own protocol "
	       "(VHOST_USER_F_PROTOCOL_FEATURES), vhost uses 26 (VHOST_F_LOG_ALL). A "
	       "device type's feature there is lost or, worse, switches something else.",
	.wrong = "features:\n"
	         "  fading: {bit: 30, behaviour: It fades., summary: The lamp fades.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n",
	.mend = "Take the lowest free bit of 0..23.",
	.edge = "No standard type uses them.",
};

const struct story story_ft_03 = {
	.says = "Bits from 128 upwards are reserved.",
	.why = "They are kept for the future, and nothing carries them: Linux had room "
	       "for 64 bits until 6.17 and has 128 since, SET_FEATURES of vhost-user "
	       "has 64.",
	.wrong = "features:\n"
	         "  fading: {bit: 128, behaviour: It fades., summary: The lamp fades.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n",
	.mend = "Take the lowest free bit of 0..23, then one of 50..63.",
	.edge = "The network device's highest is 70.",
};

const struct story story_ft_04 = {
	.says = "Bits 41 and 42 look like a device type's own, and are a trap.",
	.why = "The list in Feature Bits names them since 2025, to put on record that "
	       "old network devices used them. Reserved Feature Bits gives 41 to "
	       "VIRTIO_F_ADMIN_VQ, of every device. Which of the two Linux treats as a "
	       "bit of its transport depends on its version. 41 is an error, 42 a "
	       "warning.",
	.wrong = "features:\n"
	         "  fading: {bit: 41, behaviour: It fades., summary: The lamp fades.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n",
	.mend = "Take the lowest free bit of 0..23.",
	.edge = "The network device: VIRTIO_NET_F_GUEST_RSC4 (41) and RSC6 (42).",
};

const struct story story_ft_05 = {
	.says = "No two features share a bit.",
	.why = "Who negotiates the one negotiates the other. That holds for bits that "
	       "an older version used as well: a retired one is never given out again.",
	.wrong = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n"
	         "  blinking: {bit: 0, behaviour: It blinks., summary: The lamp "
	         "blinks.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n"
	         "  blinking: {bit: 1, behaviour: It blinks., summary: The lamp "
	         "blinks.}\n",
	.mend = "Give the later one a bit of its own.",
	.edge = "The network device's GUEST_UDP_TUNNEL_GSO is 65 as a feature and 46 as "
	        "an offload: one name, two numbers, in two places.",
};

const struct story story_ft_06 = {
	.says = "What a feature requires exists, and does not in the end require the "
	        "feature itself.",
	.why = "A driver may accept a feature only together with all that it requires, "
	       "and a device must not offer it without; a circle has no beginning.",
	.wrong = "features:\n"
	         "  fading: {bit: 0, requires: dimming, behaviour: It fades., summary: "
	         "The lamp fades.}\n"
	         "  dimming: {bit: 1, requires: fading, behaviour: It dims., summary: "
	         "The lamp dims.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, requires: dimming, behaviour: It fades., summary: "
	         "The lamp fades.}\n"
	         "  dimming: {bit: 1, behaviour: It dims., summary: The lamp dims.}\n",
	.mend = "Decide which of them is the base, and take `requires` from that. If "
	        "neither makes sense alone, they are one feature.",
	.edge = "The network device's HASH_TUNNEL: CTRL_VQ and (RSS or HASH_REPORT), as "
	        "deep as it gets.",
};

const struct story story_ft_07 = {
	.says = "Each feature, and each condition, can be had: some set of features "
	        "holds it, all that it requires and all that is required of drivers, "
	        "with no two that conflict.",
	.why = "A feature whose requirements conflict is in no set that a device may "
	       "accept. What hangs on it is dead, and drivers that try it are refused.",
	.wrong = "features:\n"
	         "  night: {bit: 0, conflicts: day, behaviour: It is dark., summary: The "
	         "lamp is for nights.}\n"
	         "  day: {bit: 1, behaviour: It is bright., summary: The lamp is for "
	         "days.}\n"
	         "  dusk: {bit: 2, requires: [day, night], behaviour: It is dim., "
	         "summary: The lamp knows dusk.}\n",
	.right = "features:\n"
	         "  night: {bit: 0, conflicts: day, behaviour: It is dark., summary: The "
	         "lamp is for nights.}\n"
	         "  day: {bit: 1, behaviour: It is bright., summary: The lamp is for "
	         "days.}\n"
	         "  dusk: {bit: 2, requires: day or night, behaviour: It is dim., "
	         "summary: The lamp knows dusk.}\n",
	.mend = "Write `or` for what is an alternative, or take the conflict out.",
	.edge = "CAN wants CLASSIC or FD; the IOMMU should not offer both BYPASS and "
	        "BYPASS_CONFIG; vsock has STREAM and NO_IMPLIED_STREAM.",
};

const struct story story_ft_08 = {
	.says = "VIRTIO_F_VERSION_1 (bit 32) is not a feature of a device type.",
	.why = "Every device offers it, and every driver has to accept it. It is the "
	       "transport's and the runtime's business; nothing can be with or without "
	       "it.",
	.wrong = "features:\n"
	         "  version_1: {bit: 32, required: yes, behaviour: It is no legacy "
	         "device., summary: Version 1.}\n",
	.right = "features:\n"
	         "  fading: {bit: 0, behaviour: It fades., summary: The lamp fades.}\n",
	.mend = "Take it out.",
	.edge = "None lists it.",
};
