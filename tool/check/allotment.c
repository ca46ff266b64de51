/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Which bits a type takes, and for what: rules FT-12, FT-13, FT-15 and FT-19.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "../type/arena.h"
#include "visit.h"

#define FIRST_LAST   23 /* 0 to this come first */
#define SECOND_FIRST 50 /* then from this to SECOND_LAST */
#define SECOND_LAST  63

/* ---- FT-12 --------------------------------------------------------------- */

void check_required(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (!feature->required || feature->because.value)
			continue;
		report(checking, feature->required_at,
		       "a driver must accept '%s', and nothing says why",
		       feature->label.name);
		advice(checking, "A device should work with any subset of what it "
		                 "offers. What nobody can do without is no feature: put "
		                 "it into the base, where it needs no bit. If the bit "
		                 "came after the first drivers, say so: `because: ...`.");
	}
}

/* ---- FT-13, FT-19: the order of bits ------------------------------------- */

static bool is_middle(unsigned int bit)
{
	return bit > FIRST_LAST && bit < SECOND_FIRST;
}

static const struct feature *of_bit(const struct model *model, uint64_t bit)
{
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (model->features[i].bit.value == bit)
			return &model->features[i];
	return NULL;
}

/* The lowest bit below 64 that no feature has; 64: none is left. */
static unsigned int lowest_free(const struct model *model)
{
	for (unsigned int bit = 0; bit <= SECOND_LAST; bit++)
		if (!is_middle(bit) && !of_bit(model, bit))
			return bit;
	return SECOND_LAST + 1;
}

void check_bit_high(struct checking *checking)
{
	const struct model *model = checking->model;
	unsigned int low = lowest_free(model);

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (feature->bit.value <= SECOND_LAST || low > SECOND_LAST)
			continue;
		report(checking, feature->bit.at,
		       "feature '%s' takes bit %llu, while %u is free",
		       feature->label.name, (unsigned long long)feature->bit.value, low);
		advice(checking,
		       "Linux before 6.17 knows 64 bits of features, and vhost-user "
		       "carries 64: a feature beyond is out of reach there. Take %u.",
		       low);
		return;
	}
}

void check_bit_order(struct checking *checking)
{
	const struct model *model = checking->model;
	unsigned int low = lowest_free(model);
	const struct feature *above = NULL;

	for (unsigned int bit = low; bit <= SECOND_LAST && !above; bit++)
		above = is_middle(bit) ? NULL : of_bit(model, bit);
	if (!above)
		return;
	report(checking, above->bit.at, "feature '%s' has bit %llu, and %u is left out",
	       above->label.name, (unsigned long long)above->bit.value, low);
	advice(checking,
	       "Bits are given out upwards from 0, so that a reader knows which were "
	       "ever used. If bit %u had a meaning once, keep it retired and say so in "
	       "the `description`.",
	       low);
}

/* ---- FT-15 --------------------------------------------------------------- */

void check_for_later(struct checking *checking)
{
	static const char *const names[] = { "reserved", "future", "spare", "placeholder",
		                             "unused",   "tbd",    NULL };
	static const char *const words[] = { "placeholder", "tbd", "todo", "future",
		                             NULL };
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (!has_word(feature->label.name, names) &&
		    !speaks_of(&feature->label, words) &&
		    !text_speaks_of(feature->behaviour.value, words))
			continue;
		report(checking, feature->label.at, "feature '%s' is for later",
		       feature->label.name);
		advice(checking, "A device that offers a bit promises what it means, and "
		                 "a driver that accepts it relies on that; a meaning "
		                 "that comes later meets devices and drivers that agreed "
		                 "on nothing. Take it out: bits do not run away.");
	}
}
