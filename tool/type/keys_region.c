/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of shared memory regions. */
#include "keys.h"

static const struct key region_keys[] = {
	{ .name = "id",
	  .form = FORM_RANGE,
	  .required = true,
	  .summary =
	          "Its shared memory id, 0 to 255, or the first and the last of several "
	          "regions of a kind.",
	  .example = "frames: {id: 1..4, summary: What the lamp shows.}\n" },
	{ .name = "summary",
	  .form = FORM_LINE,
	  .required = true,
	  .to = offsetof(struct region, label.summary),
	  .summary = "What is in it.",
	  .example = "summary: What the lamp shows.\n" },
	{ .name = "description",
	  .form = FORM_TEXT,
	  .to = offsetof(struct region, label.description),
	  .summary = "Paragraphs for the chapter, where one line is not enough.",
	  .example = "description: |\n  A frame after the other.\n" },
	DEFINED_BY(region),
	{ .name = "if",
	  .form = FORM_CONDITION,
	  .words = words_negotiated,
	  .to = offsetof(struct region, condition),
	  .summary = "The features that have to be negotiated for it.",
	  .example = "if: frames\n" },
	{ .name = "size_field",
	  .form = FORM_NAME,
	  .summary =
	          "The configuration field that says how many bytes it has, where that "
	          "is not what the transport says.",
	  .example = "size_field: frames_size\n" },
};

const struct kind kind_region = {
	.name = "Shared memory region",
	.a = "a shared memory region",
	.summary = "Memory of the device that the driver maps, found by its id. Drivers "
	           "must be able to do without where nothing but the region tells "
	           "whether it is there.",
	.keys = region_keys,
	.count = sizeof(region_keys) / sizeof(region_keys[0]),
	.brief = FORM_NONE,
};
