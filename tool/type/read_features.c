/* SPDX-License-Identifier: BSD-3-Clause */
/* Reads the feature bits. */
#include "reader.h"

#include <string.h>

/* All names first: conditions may refer to features that come later. */
static void name_features(struct reader *reader, const struct node *map)
{
	struct model *model = reader->model;

	model->features =
	        arena_alloc(reader->arena, map->count, sizeof(*model->features));
	model->feature_count = map->count;
	for (unsigned int i = 0; i < map->count; i++) {
		struct feature *feature = &model->features[i];

		feature->index = i;
		read_name(reader, map->pairs[i].key, &kind_feature, &feature->label);
	}
}

static void add_conflict(struct reader *reader, struct feature *feature,
                         const struct node *node)
{
	const char *name = read_word(reader, node, "the name of a feature");
	struct guess guess = { .word = name };
	const struct feature *other;

	if (!name)
		return;
	other = find_feature(reader, name);
	if (other) {
		feature->conflicts[feature->conflict_count].feature = other;
		feature->conflicts[feature->conflict_count++].at = node->at;
		return;
	}
	complain(reader, node->at, "FT-07", "there is no feature '%s'", name);
	guess_feature(reader, &guess);
	advise_guess(reader, &guess, "Conflicts are with features of this description.");
}

static void read_conflicts(struct reader *reader, struct feature *feature,
                           const struct node *node)
{
	bool list = node->kind == NODE_LIST;

	feature->conflicts = arena_alloc(reader->arena, list ? node->count : 1,
	                                 sizeof(*feature->conflicts));
	if (!list)
		add_conflict(reader, feature, node);
	for (unsigned int i = 0; list && i < node->count; i++)
		add_conflict(reader, feature, node->items[i]);
}

static void read_feature(struct reader *reader, struct feature *feature, struct node *map)
{
	const struct subject subject = { kind_feature.a, feature->label.name,
		                         feature->label.at };
	const struct node *requires, *conflicts;

	if (!read_keys(reader, map, &kind_feature, subject, feature))
		return;
	requires = node_find(map, "requires");
	conflicts = node_find(map, "conflicts");
	if (requires)
		read_conditions(reader, requires, "FT-06", &feature->requires);
	if (conflicts)
		read_conflicts(reader, feature, conflicts);
}

void read_features(struct reader *reader)
{
	struct node *map = node_find(reader->root, "features");

	if (!map || !want_map(reader, map, "a mapping of features"))
		return;
	if (map->count > MOST_FEATURES) {
		complain(reader, map->at, NULL, "more than %d features", MOST_FEATURES);
		advise(reader, "Feature bits go up to 127.");
		map->count = MOST_FEATURES;
	}
	name_features(reader, map);
	for (unsigned int i = 0; i < map->count && !too_many_errors(reader); i++)
		read_feature(reader, &reader->model->features[i], map->pairs[i].value);
}
