/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads the bits of a number: virtio 1.4, Structure Specifications, has ranges
 * of bits in an integer, the lowest bits first.
 */
#include "reader.h"

#include <string.h>

#include "type_text.h"

#define SECTION "Structure Specifications"

static uint64_t mask_of(const struct field *range)
{
	uint64_t ones = range->size >= 64 ? UINT64_MAX : (UINT64_C(1) << range->size) - 1;

	return ones << range->offset;
}

static void complain_bits(struct reader *reader, const struct node *node,
                          const char *what, unsigned int width)
{
	complain(reader, node->at, "ST-04", "%s", what);
	finding_advise(reader->findings, SECTION,
	               "Bits are counted from the lowest, 0, to %u here: 3 is one bit, "
	               "0..11 are twelve.",
	               width - 1);
}

/* "3" or "0..11" */
static bool read_at(struct reader *reader, const struct node *node, struct field *range)
{
	unsigned int width = 8 * scalar_size(range->kind);
	uint64_t low, high;

	if (!read_word(reader, node, "a number of a bit, or two with .. between them"))
		return false;
	if (!parse_range(node->text, &low, &high)) {
		complain_bits(reader, node, "this is no range of bits", width);
		return false;
	}
	if (high < low || high >= width) {
		complain_bits(reader, node,
		              high < low ? "the highest bit stands in front"
		                         : arena_format(reader->arena,
		                                        "'%s' is bit %llu of a number "
		                                        "of %u",
		                                        range->label.name,
		                                        (unsigned long long)high, width),
		              width);
		return false;
	}
	range->offset = (uint32_t)low;
	range->size = (uint32_t)(high - low + 1);
	return true;
}

static void refuse_overlap(struct reader *reader, const struct fields *ranges,
                           const struct field *range)
{
	for (unsigned int i = 0; i < range->index; i++) {
		const struct field *other = &ranges->fields[i];

		if (!(mask_of(other) & mask_of(range)) || !other->size || !range->size)
			continue;
		complain(reader, range->label.at, "ST-04",
		         "'%s' has bits that '%s' has already", range->label.name,
		         other->label.name);
		finding_advise(reader->findings, SECTION,
		               "Each bit belongs to one name.");
		return;
	}
}

/* Values and bounds that can't appear would be slips. */
static void refuse_large(struct reader *reader, const struct field *range)
{
	uint64_t most = mask_of(range) >> range->offset;
	const struct values *values = range->values;

	for (unsigned int i = 0; values && i < values->count && !values->flags; i++) {
		const struct value *value = &values->values[i];

		if (value->number <= most)
			continue;
		complain(reader, range->label.at, "CF-24",
		         "'%s' is %llu, which %u bit%s can't hold", value->label.name,
		         (unsigned long long)value->number, range->size,
		         range->size == 1 ? "" : "s");
		return;
	}
	if (range->max.given && range->max.value > most)
		complain(reader, range->max.at, "CF-24",
		         "'max' is %llu, which %u bit%s can't hold",
		         (unsigned long long)range->max.value, range->size,
		         range->size == 1 ? "" : "s");
}

static void read_range(struct reader *reader, struct node *node, struct field *range)
{
	struct subject subject = { "some bits", range->label.name, range->label.at };
	const struct node *at = node;

	if (node->kind == NODE_MAP) {
		read_keys(reader, node, &kind_bits, subject, range);
		at = node_find(node, "at");
	}
	if (!at || !read_at(reader, at, range))
		return;
	range->type.value = range->size == 1
	                            ? arena_format(reader->arena, "%u", range->offset)
	                            : arena_format(reader->arena, "%u..%u", range->offset,
	                                           range->offset + range->size - 1);
	range->type.at = at->at;
	read_values_of_bits(reader, node, range);
	refuse_large(reader, range);
}

static void read_ranges(struct reader *reader, struct node *map,
                        const struct field *field, struct bits *bits)
{
	struct fields *ranges = &bits->ranges;

	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		struct field *range = &ranges->fields[ranges->count];

		if (!spend_field(reader, map->pairs[i].key->at))
			return;
		range->index = ranges->count++;
		range->kind = field->kind;
		range->elements = 1;
		if (!read_name(reader, map->pairs[i].key, &kind_bits, &range->label))
			continue;
		read_range(reader, map->pairs[i].value, range);
		refuse_overlap(reader, ranges, range);
	}
}

/* What nobody named is kept for later versions. */
static void set_masks(struct bits *bits)
{
	uint64_t named = 0;

	for (unsigned int i = 0; i < bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i];

		if (range->role == ROLE_RESERVED && range->reserved_strict)
			bits->strict |= mask_of(range);
		if (range->role != ROLE_RESERVED || range->reserved_strict)
			named |= mask_of(range);
	}
	bits->ignored = ~named & scalar_max(bits->ranges.fields->kind);
}

const struct bits *read_bits(struct reader *reader, struct node *map,
                             const struct field *field)
{
	struct bits *bits = arena_alloc(reader->arena, 1, sizeof(*bits));

	if (!want_map(reader, map, "a mapping of names and bits"))
		return NULL;
	if (map->count == 0)
		complain(reader, map->at, NULL, "there are no bits");
	if (field->min.given || field->max.given)
		complain(reader, map->at, NULL,
		         "bounds of a number that is cut into bits");
	bits->label = field->label;
	bits->ranges.fields =
	        arena_alloc(reader->arena, map->count, sizeof(*bits->ranges.fields));
	read_ranges(reader, map, field, bits);
	if (bits->ranges.count == 0)
		return NULL;
	set_masks(bits);
	bits->index = reader->model->bits_count;
	list_add(reader, &reader->model->bits, &reader->model->bits_count, bits);
	return bits;
}
