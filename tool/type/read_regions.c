/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the shared memory regions. */
#include "reader.h"

#include <string.h>

#define MOST_ID 255 /* the shmid of PCI, a u8; and of Linux */

static void read_ids(struct reader *reader, struct region *region,
                     const struct node *node)
{
	uint64_t first, last;

	if (!node || !read_word(reader, node, "an id or a range of ids"))
		return;
	region->id = (struct text){ node->text, node->at };
	if (!parse_range(node->text, &first, &last)) {
		complain(reader, node->at, NULL, "'%s' is neither a number nor a range",
		         node->text);
		advise(reader, "For example: id: 0, or id: 0x80..0xff");
	} else if (first > last) {
		complain(reader, node->at, NULL, "the range ends before it starts");
	} else if (last > MOST_ID) {
		complain(reader, node->at, "SM-01", "a shared memory id is at most %d",
		         MOST_ID);
		finding_advise(
		        reader->findings,
		        "Virtio Over PCI Bus / PCI Device Layout / "
		        "Shared memory capability",
		        "PCI has a byte for it, and drivers can ask for no other.");
	} else {
		region->first = (uint8_t)first;
		region->last = (uint8_t)last;
	}
}

static void read_size(struct reader *reader, struct region *region,
                      const struct node *node)
{
	const struct field *field;

	if (!node || !read_word(reader, node, "the name of a configuration field"))
		return;
	field = find_config_field(reader, node, node->text,
	                          "'size_field' is the field that says how long it is.");
	if (!field)
		return;
	region->size_field = field;
	if (field->kind != VQS_STRUCT && field->extent == VQS_ONE)
		return;
	complain(reader, node->at, NULL, "'%s' is not a single number", node->text);
}

/* Those that come before it. */
static void refuse_shared(struct reader *reader, const struct region *region)
{
	const struct region *list = reader->model->regions;

	for (const struct region *other = list; other < region; other++) {
		if (!region->id.value || !other->id.value ||
		    region->first > other->last || other->first > region->last)
			continue;
		complain(reader, region->id.at, "SM-01",
		         "regions '%s' and '%s' share an id", other->label.name,
		         region->label.name);
		finding_advise(
		        reader->findings,
		        "Virtio Over PCI Bus / PCI Device Layout / "
		        "Shared memory capability",
		        "A driver finds a region by its id alone: choose another.");
		return;
	}
}

static void read_region(struct reader *reader, struct region *region, struct pair *pair)
{
	const struct subject subject = { kind_region.a, pair->key->text, pair->key->at };
	unsigned int errors = reader->findings->errors;

	if (!read_name(reader, pair->key, &kind_region, &region->label) ||
	    !read_keys(reader, pair->value, &kind_region, subject, region))
		return;
	read_ids(reader, region, node_find(pair->value, "id"));
	read_size(reader, region, node_find(pair->value, "size_field"));
	if (reader->findings->errors == errors)
		refuse_shared(reader, region);
}

void read_regions(struct reader *reader)
{
	struct node *map = node_find(reader->root, "shared_memory");
	struct model *model = reader->model;

	if (!map || !want_map(reader, map, "a mapping of shared memory regions"))
		return;
	model->regions = arena_alloc(reader->arena, map->count, sizeof(*model->regions));
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++) {
		model->regions[i].index = i;
		model->region_count++;
		read_region(reader, &model->regions[i], &map->pairs[i]);
	}
}
