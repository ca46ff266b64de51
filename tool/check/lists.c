/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists of items that tell their own length: rule ST-13. (What tells items
 * apart: the reader.)
 */
#include "rules.h"

#include "../type/type_text.h"
#include "layout.h"

/* The length that the head of an item tells; 0: it varies. */
static uint64_t told_length(const struct list_type *list, unsigned int index)
{
	const struct field *item = &list->items.fields[index];
	uint64_t bytes = field_bytes(item);

	if (is_variable(item))
		return 0;
	if (list->whole[index])
		bytes -= list->head->size;
	return bytes + (list->includes_head ? list->head->size : 0);
}

static uint64_t most_told(const struct field *length)
{
	return length->max.given ? length->max.value : scalar_max(length->kind);
}

static void check_item(struct checking *checking, const struct list_type *list,
                       unsigned int index)
{
	const struct label *label = &list->items.fields[index].label;
	uint64_t length = told_length(list, index), align = list->align.value;

	if (length > most_told(list->length)) {
		report(checking, label->at, "'%s' has %llu bytes, which '%s' can't tell",
		       label->name, (unsigned long long)length, list->length->label.name);
		advice(checking, "Who does not know an item skips it by its length. "
		                 "Make the length wider, or the item smaller.");
	} else if (align > 1 && length % align) {
		report(checking, label->at,
		       "'%s' has %llu bytes, not a multiple of %llu as the list has it",
		       label->name, (unsigned long long)length,
		       (unsigned long long)align);
		advice(checking,
		       "Put `reserved: \"u8[%u]\"` at its end, or take `align` back.",
		       (unsigned int)(align - length % align));
	}
}

static bool may_misplace(const struct checking *checking, const struct list_type *list,
                         unsigned int index, unsigned int *grain)
{
	*grain = checking->alignment[list->head->index];
	if (*grain <= 1)
		return false;
	return is_variable(&list->items.fields[index]) ||
	       (told_length(list, index) + list->head->size) % *grain != 0;
}

/* Without a word on it the next head lies where the item before it ends. */
static void check_list_grain(struct checking *checking, const struct list_type *list)
{
	unsigned int grain;

	for (unsigned int i = 0; i < list->items.count && !list->align.given; i++) {
		if (!may_misplace(checking, list, i, &grain))
			continue;
		report_as(checking, SEVERITY_WARNING, list->label.at,
		          "what follows '%s' in a list may lie anywhere",
		          list->items.fields[i].label.name);
		advice(checking,
		       "The head '%s' has numbers that like to lie at multiples of %u "
		       "bytes. Say what lengths are multiples of: `align: %u`; items "
		       "then end with padding.",
		       list->head->label.name, grain, grain);
		return;
	}
}

void check_lists(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->list_count; i++) {
		const struct list_type *list = model->lists[i];

		for (unsigned int j = 0; j < list->items.count; j++)
			check_item(checking, list, j);
		check_list_grain(checking, list);
	}
}
