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

/* A feature by name; NULL: not known, and reported with this advice. */
static const struct feature *name_feature(struct reader *reader, const struct node *node,
                                          const char *otherwise)
{
	const char *name = read_word(reader, node, "the name of a feature");
	struct guess guess = { .word = name };
	const struct feature *feature;

	if (!name)
		return NULL;
	feature = find_feature(reader, name);
	if (feature)
		return feature;
	complain(reader, node->at, "FT-07", "there is no feature '%s'", name);
	guess_feature(reader, &guess);
	advise_guess(reader, &guess, otherwise);
	return NULL;
}

/* A name, or a list of names. */
static void read_rivals(struct reader *reader, const struct node *node,
                        struct rival **rivals, unsigned int *count, const char *otherwise)
{
	bool list = node->kind == NODE_LIST;
	unsigned int names = list ? node->count : 1;

	*rivals = arena_alloc(reader->arena, names, sizeof(**rivals));
	for (unsigned int i = 0; i < names; i++) {
		const struct node *name = list ? node->items[i] : node;
		struct rival *rival = &(*rivals)[*count];

		rival->feature = name_feature(reader, name, otherwise);
		rival->at = name->at;
		*count += rival->feature != NULL;
	}
}

static void read_offer(struct reader *reader, struct feature *feature,
                       const struct node *node)
{
	if (!node || read_choice(reader, node, words_offer, "a way to offer it") < 0)
		return;
	feature->always = true;
	feature->always_at = node->at;
}

static void read_feature(struct reader *reader, struct feature *feature, struct node *map)
{
	const struct subject subject = { kind_feature.a, feature->label.name,
		                         feature->label.at };
	const struct node *requires, *conflicts, *superiors;

	if (!read_keys(reader, map, &kind_feature, subject, feature))
		return;
	requires = node_find(map, "requires");
	conflicts = node_find(map, "conflicts");
	superiors = node_find(map, "not_offered_with");
	if (requires)
		read_conditions(reader, requires, "FT-06", &feature->requires);
	if (conflicts)
		read_rivals(reader, conflicts, &feature->conflicts,
		            &feature->conflict_count,
		            "Conflicts are with features of this description.");
	if (superiors)
		read_rivals(reader, superiors, &feature->superiors,
		            &feature->superior_count,
		            "It names features of this description.");
	read_offer(reader, feature, node_find(map, "offer"));
}

/* ---- Of which one has to be there ---------------------------------------------------
 */

static void complain_lists(struct reader *reader, const struct node *node)
{
	if (node->kind != NODE_BAD)
		complain(reader, node->at, NULL,
		         "a list of lists of features is expected");
	advise(reader, "For example: at_least_one: [[day, night]]");
}

/* One of them: an alternative of each feature. */
static void read_one_of(struct reader *reader, const struct node *list,
                        struct condition *condition)
{
	const char *text = "";

	if (list->kind != NODE_LIST || list->count == 0) {
		complain_lists(reader, list);
		return;
	}
	condition->any = arena_alloc(reader->arena, list->count, sizeof(*condition->any));
	for (unsigned int i = 0; i < list->count; i++) {
		const struct feature **all = arena_alloc(reader->arena, 1, sizeof(*all));

		*all = name_feature(reader, list->items[i],
		                    "It names features of this description.");
		if (!*all)
			continue;
		condition->any[condition->count].all = all;
		condition->any[condition->count++].count = 1;
		text = arena_format(reader->arena, "%s%s%s", text, *text ? " or " : "",
		                    (*all)->label.name);
	}
	condition->text = (struct text){ text, list->at };
}

static void read_at_least_one(struct reader *reader)
{
	const struct node *node = node_find(reader->root, "at_least_one");
	struct model *model = reader->model;

	if (!node)
		return;
	if (node->kind != NODE_LIST || node->count == 0) {
		complain_lists(reader, node);
		return;
	}
	model->at_least_one =
	        arena_alloc(reader->arena, node->count, sizeof(*model->at_least_one));
	model->at_least_one_count = node->count;
	for (unsigned int i = 0; i < node->count && !too_many_errors(reader); i++)
		read_one_of(reader, node->items[i], &model->at_least_one[i]);
}

static void read_all_features(struct reader *reader)
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

void read_features(struct reader *reader)
{
	read_all_features(reader);
	read_at_least_one(reader);
}
