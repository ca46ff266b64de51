/* SPDX-License-Identifier: BSD-3-Clause */
/* The story of the rule about lists. Private to the checks. */
#include "stories.h"

const struct story story_st_13 = {
	.says = "Each item of a list starts with a head that tells its type and "
	        "its length, in a way that says whether the head is counted, "
	        "what ends the list, and what lengths are multiples of.",
	.why = "That is all that a reader has to skip an item that it does not "
	       "know, which is what lists are for. A reader that counts the "
	       "head and a writer that does not part after the first item.",
	.wrong = "structs:\n"
	         "  hint: {summary: The head of a hint., fields: {kind: le16, "
	         "length: le16}}\n"
	         "lists:\n"
	         "  hints:\n"
	         "    summary: Hints of the driver.\n"
	         "    head: hint\n"
	         "    type: kind\n"
	         "    length: length\n"
	         "    align: 4\n"
	         "    items:\n"
	         "      tint: {value: 1, type: \"u8[3]\"}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    give: {opcode: 1, readable: {hints: {type: \"u8[]\", most: "
	         "4096, list: hints}}, summary: Gives hints.}\n",
	.right = "structs:\n"
	         "  hint: {summary: The head of a hint., fields: {kind: le16, "
	         "length: le16}}\n"
	         "lists:\n"
	         "  hints:\n"
	         "    summary: Hints of the driver.\n"
	         "    head: hint\n"
	         "    type: kind\n"
	         "    length: length\n"
	         "    align: 4\n"
	         "    items:\n"
	         "      tint: {value: 1, type: \"u8[4]\"}\n"
	         "messages:\n"
	         "  lamp_request:\n"
	         "    summary: What the driver asks of the lamp.\n"
	         "    give: {opcode: 1, readable: {hints: {type: \"u8[]\", most: "
	         "4096, list: hints}}, summary: Gives hints.}\n",
	.mend = "Give each item a `value`, say `align`, and let items of fixed "
	        "length keep to it.",
	.edge = "The IOMMU's properties do not count the head, and type 0 ends "
	        "them; sound's TLV data has lengths that are multiples of 4; the "
	        "network device's statistics count the head.",
};
