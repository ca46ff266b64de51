/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys of lists and their items. */
#include "keys.h"

#define KEYS(list) .keys = (list), .count = sizeof(list) / sizeof((list)[0])

static const struct key list_keys[] = {
	{ .name = "summary",
	  .form = FORM_LINE,
	  .required = true,
	  .to = offsetof(struct list_type, label.summary),
	  .summary = "What the items are about.",
	  .example = "summary: Hints of the driver.\n" },
	{ .name = "description",
	  .form = FORM_TEXT,
	  .to = offsetof(struct list_type, label.description),
	  .summary = "Paragraphs for the chapter, where one line is not enough.",
	  .example = "description: |\n  The first ones matter most.\n" },
	{ .name = "head",
	  .form = FORM_NAME,
	  .required = true,
	  .summary = "The structure, of `structs`, that each item starts with.",
	  .example = "head: hint\n" },
	{ .name = "type",
	  .form = FORM_PLACE,
	  .summary = "The field of the head that tells what the item is, or bits of it: "
	             "`type.kind`. Left out: all items are alike.",
	  .example = "type: kind\n" },
	{ .name = "length",
	  .form = FORM_NAME,
	  .required = true,
	  .summary = "The field of the head that tells how many bytes follow it.",
	  .example = "length: length\n" },
	{ .name = "includes_head",
	  .form = FORM_YES,
	  .to = offsetof(struct list_type, includes_head),
	  .summary = "`yes`: the length has the head in it.",
	  .example = "includes_head: yes\n" },
	{ .name = "ends_with",
	  .form = FORM_COUNT,
	  .summary = "The type of an item that ends the list: a number, or the name of a "
	             "value. The list ends with its bytes in any case.",
	  .example = "ends_with: 0\n" },
	{ .name = "align",
	  .form = FORM_NUMBER,
	  .to = offsetof(struct list_type, align),
	  .summary = "What lengths are multiples of.",
	  .example = "align: 4\n" },
	{ .name = "items",
	  .form = FORM_MAP,
	  .required = true,
	  .of = &kind_item,
	  .summary = "What an item may be. An item of another type is skipped by its "
	             "length.",
	  .example = "items: {text: {value: 1, type: \"u8[]\"}}\n" },
};

const struct kind kind_list = {
	.name = "List",
	.a = "a list",
	.summary = "Items one after the other, each with a head that tells its type and "
	           "its length.",
	KEYS(list_keys),
	.brief = FORM_NONE,
	.c_name = true,
};

static const struct key item_keys[] = {
	{ .name = "value",
	  .form = FORM_COUNT,
	  .summary = "The type in its head: a number, or the name of a value.",
	  .example = "value: 1\n" },
	{ .name = "type",
	  .form = FORM_TYPE,
	  .summary = "What follows the head: a structure, a number, an array of them, or "
	             "`u8[]` for all that is left of the item. A structure whose first "
	             "field is the head is the item as a whole.",
	  .example = "type: \"u8[]\"\n" },
	{ .name = "fields",
	  .form = FORM_MAP,
	  .of = &kind_field,
	  .summary = "The fields that follow the head, instead of `type`.",
	  .example = "fields: {least: le32, most: le32}\n" },
	{ .name = "summary",
	  .form = FORM_LINE,
	  .to = offsetof(struct field, label.summary),
	  .summary = "What it tells.",
	  .example = "summary: Words.\n" },
	{ .name = "description",
	  .form = FORM_TEXT,
	  .to = offsetof(struct field, label.description),
	  .summary = "Paragraphs for the chapter, where one line is not enough.",
	  .example = "description: |\n  In UTF-8.\n" },
};

const struct kind kind_item = {
	.name = "Item",
	.a = "an item",
	.summary = "One of the things that an item of a list may be.",
	KEYS(item_keys),
	.either = { "type", "fields" },
	.brief = FORM_NONE,
	.c_name = true,
};
