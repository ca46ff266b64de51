/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whether features can be had together: rules FT-06 and FT-07.
 */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include <vqsmith/features.h>

#include "../type/arena.h"

/* ---- FT-06: a feature cannot need itself --------------------------------- */

/*
 * A feature can be negotiated once all of some alternative of its `requires`
 * can. Those that never become so need themselves, whichever way they take.
 */
static bool is_grounded(const struct feature *feature, const bool *grounded)
{
	const struct condition *requires = &feature->requires;

	if (requires->count == 0)
		return true;
	for (unsigned int i = 0; i < requires->count; i++) {
		unsigned int j = 0;

		while (j < requires->any[i].count &&
		       grounded[requires->any[i].all[j]->index])
			j++;
		if (j == requires->any[i].count)
			return true;
	}
	return false;
}

static void ground_all(const struct model *model, bool *grounded)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (unsigned int i = 0; i < model->feature_count; i++) {
			if (grounded[i] || !is_grounded(&model->features[i], grounded))
				continue;
			grounded[i] = changed = true;
		}
	}
}

/* Of an ungrounded feature: one that it waits for in vain. There is one. */
static const struct feature *waits_for(const struct feature *feature,
                                       const bool *grounded)
{
	const struct condition *requires = &feature->requires;

	for (unsigned int i = 0; i < requires->count; i++)
		for (unsigned int j = 0; j < requires->any[i].count; j++)
			if (!grounded[requires->any[i].all[j]->index])
	return requires->any[i].all[j];
	return feature;
}

/* Whether the way of waiting from a feature leads back to it: it is of the circle. */
static bool is_in_circle(const struct model *model, const struct feature *feature,
                         const bool *grounded)
{
	const struct feature *next = waits_for(feature, grounded);

	for (unsigned int i = 0; i < model->feature_count && next != feature; i++)
		next = waits_for(next, grounded);
	return next == feature;
}

static void describe_circle(const struct feature *feature, const bool *grounded,
                            char *text, size_t size)
{
	const struct feature *next = feature;
	size_t used = 0;

	for (unsigned int i = 0; i < 8; i++) {
		int added;

		next = waits_for(next, grounded);
		added = snprintf(text + used, size - used, "%s'%s'",
		                 i ? ", which requires " : "", next->label.name);
		if (next == feature || added < 0 || (size_t)added >= size - used)
			return;
		used += (size_t)added;
	}
	snprintf(text + used, size - used, " and so on");
}

static struct position requires_at(const struct feature *feature)
{
	return feature->requires.text.at.line ? feature->requires.text.at
	                                      : feature->label.at;
}

static void report_ungrounded(struct checking *checking, const struct feature *feature,
                              bool *told, const bool *grounded)
{
	const struct feature *next = feature;
	char circle[800];

	if (told[feature->index] || !is_in_circle(checking->model, feature, grounded))
		return;
	do {
		told[next->index] = true;
		next = waits_for(next, grounded);
	} while (next != feature);
	describe_circle(feature, grounded, circle, sizeof(circle));
	report(checking, requires_at(feature),
	       "feature '%s' requires itself: it requires %s", feature->label.name,
	       circle);
	advice(checking,
	       "A driver accepts a feature only after those that it requires, so none "
	       "of the circle can ever come first. If they make sense only together, "
	       "they are one feature and want one bit; otherwise say which of them is "
	       "the base.");
}

void check_requires(struct checking *checking)
{
	const struct model *model = checking->model;
	bool *grounded = grow(NULL, 2 * ((size_t)model->feature_count + 1), sizeof(bool));
	bool *told = grounded + model->feature_count + 1;

	memset(grounded, 0, 2 * ((size_t)model->feature_count + 1) * sizeof(bool));
	ground_all(model, grounded);
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (!grounded[i])
			report_ungrounded(checking, &model->features[i], told, grounded);
	free(grounded);
}

/* ---- FT-07: there is a set that has it ------------------------------------------------
 */

/* A search for a set of features that satisfies all; STEPS bound a hostile one. */
#define STEPS 5000

/* FT-03 and FT-05 have passed: there are no more features than bits. */
struct search {
	const struct model *model;
	bool conflict[VQS_FEATURE_BITS][VQS_FEATURE_BITS]; /* by index, both ways */
	bool chosen[VQS_FEATURE_BITS];
	unsigned int steps;
	const struct feature *one, *other; /* the last conflict met */
};

static void search_init(struct search *search, const struct model *model)
{
	*search = (struct search){ .model = model };
	for (unsigned int i = 0; i < model->feature_count; i++)
		for (unsigned int j = 0; j < model->features[i].conflict_count; j++) {
			unsigned int k = model->features[i].conflicts[j].feature->index;

			search->conflict[i][k] = search->conflict[k][i] = true;
		}
	/* What is not offered together can't be negotiated together. */
	for (unsigned int i = 0; i < model->feature_count; i++)
		for (unsigned int j = 0; j < model->features[i].superior_count; j++) {
			unsigned int k = model->features[i].superiors[j].feature->index;

			search->conflict[i][k] = search->conflict[k][i] = true;
		}
}

static bool conflicts_with_chosen(struct search *search, const struct feature *feature)
{
	const struct model *model = search->model;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		if (!search->conflict[feature->index][i])
			continue;
		if (!search->chosen[i] && i != feature->index)
			continue;
		search->one = feature;
		search->other = &model->features[i];
		return true;
	}
	return false;
}

/* Features still to be chosen, a list on the stack of the recursion. */
struct wanted {
	const struct feature *feature;
	const struct wanted *next;
};

static bool choose(struct search *search, const struct wanted *wanted,
                   unsigned int depth);

static bool is_satisfied(const struct search *search, const struct condition *one_of)
{
	for (unsigned int i = 0; i < one_of->count; i++)
		if (search->chosen[one_of->any[i].all[0]->index])
			return true;
	return one_of->count == 0;
}

/* Of each list of which one has to be there, one. */
static bool choose_one_of_each(struct search *search, unsigned int depth)
{
	const struct model *model = search->model;
	unsigned int i = 0;

	while (i < model->at_least_one_count &&
	       is_satisfied(search, &model->at_least_one[i]))
		i++;
	if (i == model->at_least_one_count)
		return true;
	for (unsigned int k = 0; k < model->at_least_one[i].count; k++) {
		struct wanted one = { model->at_least_one[i].any[k].all[0], NULL };

		if (choose(search, &one, depth + 1))
			return true;
	}
	return false;
}

static bool choose_all(struct search *search, const struct feature *const *all,
                       unsigned int count, const struct wanted *then, unsigned int depth)
{
	struct wanted more;

	if (count == 0)
		return choose(search, then, depth);
	more = (struct wanted){ all[0], then };
	return choose_all(search, all + 1, count - 1, &more, depth);
}

static bool choose_requires(struct search *search, const struct feature *feature,
                            const struct wanted *then, unsigned int depth)
{
	const struct condition *requires = &feature->requires;

	if (requires->count == 0)
		return choose(search, then, depth + 1);
	for (unsigned int i = 0; i < requires->count; i++)
		if (choose_all(search,
		               (const struct feature *const *) requires->any[i].all,
		               requires->any[i].count, then, depth + 1))
			return true;
	return false;
}

/* True too where the search is given up: no conflict is proved. */
static bool choose(struct search *search, const struct wanted *wanted, unsigned int depth)
{
	const struct feature *feature;
	bool found;

	if (depth > 200 || search->steps++ > STEPS)
		return true;
	if (!wanted)
		return choose_one_of_each(search, depth);
	feature = wanted->feature;
	if (search->chosen[feature->index])
		return choose(search, wanted->next, depth + 1);
	if (conflicts_with_chosen(search, feature))
		return false;
	search->chosen[feature->index] = true;
	found = choose_requires(search, feature, wanted->next, depth);
	search->chosen[feature->index] = false;
	return found;
}

/* Whether some set has all of these, what they require, and all that is mandatory. */
static bool can_have(struct search *search, const struct feature *const *all,
                     unsigned int count)
{
	const struct model *model = search->model;
	struct wanted mandatory[VQS_FEATURE_BITS];
	const struct wanted *then = NULL;

	for (unsigned int i = 0; i < model->feature_count; i++) {
		if (!model->features[i].required)
			continue;
		mandatory[i] = (struct wanted){ &model->features[i], then };
		then = &mandatory[i];
	}
	memset(search->chosen, 0, sizeof(search->chosen));
	search->steps = 0;
	return count > VQS_FEATURE_BITS || choose_all(search, all, count, then, 0);
}

static void report_impossible(struct checking *checking, const struct search *search,
                              struct position at, const char *what, const char *name)
{
	report(checking, at, "%s '%s' can never be had: '%s' conflicts with '%s'", what,
	       name, search->one->label.name, search->other->label.name);
	advice(checking,
	       "Whatever set of features a driver tries, it would hold both of them, by "
	       "`requires`, `at_least_one` or because one is `required`, and a device "
	       "would "
	       "have to refuse it. Either the conflict is not one, or one of them is not "
	       "needed "
	       "there.");
}

/* Whether a condition holds in no set. */
static bool is_never(struct search *search, const struct condition *condition)
{
	for (unsigned int i = 0; i < condition->count; i++)
		if (can_have(search, (const struct feature *const *)condition->any[i].all,
		             condition->any[i].count))
			return false;
	return condition->count > 0;
}

static void check_condition(struct checking *checking, struct search *search,
                            const struct condition *condition, const char *what,
                            const char *name)
{
	if (is_never(search, condition))
		report_impossible(checking, search, condition->text.at, what, name);
}

/* One that every device offers leaves no place for those that yield to it. */
static void check_always(struct checking *checking, const struct feature *feature)
{
	for (unsigned int i = 0; i < feature->superior_count; i++) {
		const struct feature *superior = feature->superiors[i].feature;

		if (!superior->always && superior != feature)
			continue;
		report(checking, feature->superiors[i].at,
		       "feature '%s' can never be offered: %s", feature->label.name,
		       superior == feature ? "not beside itself"
		                           : "the other one always is");
		advice(checking,
		       "A device leaves it out where '%s' is offered, which is so in "
		       "every device. Take `not_offered_with` out, or `offer: always`.",
		       superior->label.name);
	}
}

static void check_fields(struct checking *checking, struct search *search,
                         const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++)
		check_condition(checking, search, &fields->fields[i].condition, "field",
		                fields->fields[i].label.name);
}

static void check_message(struct checking *checking, struct search *search,
                          const struct message *message)
{
	check_condition(checking, search, &message->condition, "message",
	                message->label.name);
	check_fields(checking, search, &message->readable.fields);
	check_fields(checking, search, &message->writable.fields);
}

static void check_conditions(struct checking *checking, struct search *search)
{
	static const char *const kinds[] = { "capability", "resource object",
		                             "device part" };
	const struct model *model = search->model;
	const struct family *family;

	for (unsigned int i = 0; i < model->config.fields.count; i++)
		check_condition(
		        checking, search, &model->config.fields.fields[i].condition,
		        "configuration field", model->config.fields.fields[i].label.name);
	for (unsigned int i = 0; i < model->queue_count; i++)
		check_condition(checking, search, &model->queues[i].condition, "queue",
		                model->queues[i].label.name);
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		for (unsigned int i = 0; i < model->facilities[kind].count; i++)
			check_condition(checking, search,
			                &model->facilities[kind].list[i].condition,
			                kinds[kind],
			                model->facilities[kind].list[i].label.name);
	for (unsigned int i = 0; i < model->region_count; i++)
		check_condition(checking, search, &model->regions[i].condition,
		                "shared memory region", model->regions[i].label.name);
	for (unsigned int i = 0; (family = model_any_family(model, i)); i++)
		for (unsigned int j = 0; j < family->count; j++)
			check_message(checking, search, &family->messages[j]);
	for (unsigned int i = 0; i < model->structure_count; i++)
		check_fields(checking, search, &model->structures[i]->fields);
}

void check_satisfiable(struct checking *checking)
{
	const struct model *model = checking->model;
	struct search search;
	bool all = true;

	if (model->feature_count > VQS_FEATURE_BITS)
		return;
	search_init(&search, model);
	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		check_always(checking, feature);
		if (can_have(&search, &feature, 1))
			continue;
		report_impossible(checking, &search, requires_at(feature), "feature",
		                  feature->label.name);
		all = false;
	}
	if (all)
		check_conditions(checking, &search);
}
