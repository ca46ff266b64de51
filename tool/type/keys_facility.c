/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of capabilities, resource objects and device parts. */
#include "keys.h"

#define KEYS(list) .keys = (list), .count = sizeof(list) / sizeof((list)[0])

#define SUMMARY                                                                          \
	{ .name = "summary",                                                             \
	  .form = FORM_LINE,                                                             \
	  .required = true,                                                              \
	  .to = offsetof(struct facility, label.summary),                                \
	  .summary = "What it is about.",                                                \
	  .example = "summary: How many panes there may be.\n" },                        \
	        { .name = "description",                                                 \
		  .form = FORM_TEXT,                                                     \
		  .to = offsetof(struct facility, label.description),                    \
		  .summary =                                                             \
		          "Paragraphs for the chapter, where one line is not enough.",   \
		  .example = "description: |\n  A pane shows a part of it.\n" },         \
	        DEFINED_BY(facility),                                                    \
	{                                                                                \
		.name = "if", .form = FORM_CONDITION, .words = words_negotiated,         \
		.to = offsetof(struct facility, condition),                              \
		.summary = "The features that have to be negotiated for it.",            \
		.example = "if: scenes\n"                                                \
	}

#define NUMBER(key, text, yaml)                                                          \
	{                                                                                \
		.name = (key), .form = FORM_NUMBER, .required = true,                    \
		.to = offsetof(struct facility, id), .summary = (text),                  \
		.example = (yaml)                                                        \
	}

#define STRUCTURE(key, text)                                                             \
	{                                                                                \
		.name = (key), .form = FORM_NAME, .summary = (text),                     \
		.example = key ": pane_limits\n"                                         \
	}

#define NEEDS                                                                            \
	{                                                                                \
		.name = "needs", .form = FORM_NAMES,                                     \
		.summary = "What it refers to of its kind, or a list: they are created " \
		           "or set before it, and stand before it.",                     \
		.example = "needs: frame\n"                                              \
	}

static const struct key capability_keys[] = {
	NUMBER("id", "Its id: 0x800 to 0xfff.", "id: 0x800\n"),
	SUMMARY,
	STRUCTURE("struct", "What its structure is called. Left out: as the capability."),
	{ .name = "fields",
	  .form = FORM_MAP,
	  .of = &kind_field,
	  .required = true,
	  .summary = "What it holds, as in a half of a message.",
	  .example = "fields: {limit: le32}\n" },
};

const struct kind kind_capability = {
	.name = "Capability",
	.a = "a capability",
	.summary = "Limits and abilities of which the device tells what it has and the "
	           "driver what it will use.",
	KEYS(capability_keys),
	.brief = FORM_NONE,
};

static const struct key object_keys[] = {
	NUMBER("type", "The number of the kind: 0x200 to 0x4ff.", "type: 0x200\n"),
	SUMMARY,
	{ .name = "limit",
	  .form = FORM_LIMIT,
	  .summary =
	          "The capability, and its field, that says how many objects there may "
	          "be; their ids are below it.",
	  .example = "limit: panes_cap.limit\n" },
	NEEDS,
	STRUCTURE(
	        "struct",
	        "What its structure is called. Left out: `resource_obj_`, and its name."),
	{ .name = "fields",
	  .form = FORM_MAP,
	  .of = &kind_field,
	  .required = true,
	  .summary =
	          "What a driver gives with the commands that create and modify it, and "
	          "gets with the one that queries it.",
	  .example = "fields: {width: le16, height: le16}\n" },
};

const struct kind kind_object = {
	.name = "Resource object",
	.a = "a resource object",
	.summary = "A kind of object that the driver creates in the device.",
	KEYS(object_keys),
	.brief = FORM_NONE,
};

static const struct key part_keys[] = {
	NUMBER("type", "The number of the part: 0x200 to 0x5ff.", "type: 0x200\n"),
	SUMMARY,
	NEEDS,
	STRUCTURE("selector_struct", "What the structure of the selector is called. Left "
	                             "out: `dev_part_`, the "
	                             "name of the part and `_selector`."),
	{ .name = "selector",
	  .form = FORM_MAP,
	  .of = &kind_field,
	  .summary = "What tells apart several parts of the type, in 8 bytes. Left out: "
	             "there is one.",
	  .example = "selector: {pane: le32, reserved: \"u8[4]\"}\n" },
	STRUCTURE("struct",
	          "What the structure of the value is called. Left out: `dev_part_`, and "
	          "its name."),
	{ .name = "value",
	  .form = FORM_MAP,
	  .of = &kind_field,
	  .required = true,
	  .summary = "The state, as in a half of a message.",
	  .example = "value: {level: le16}\n" },
};

const struct kind kind_part = {
	.name = "Device part",
	.a = "a device part",
	.summary = "A part of the device's state, to be got from one device and set in "
	           "another.",
	KEYS(part_keys),
	.brief = FORM_NONE,
};
