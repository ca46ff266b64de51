/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What hangs on which feature: rules FT-09 and FT-11. (FT-10: grouping.c.)
 */
#include "rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <vqsmith/features.h>

#include "../type/arena.h"
#include "guards.h"

/* ---- FT-09: whether one condition is enough ------------------------------ */

/* A set of features by index, as bits: FT-03 and FT-05 have passed, so it has room. */
struct closure {
	const struct model *model;
	unsigned int steps;
};

#define STEPS 2000

static bool holds(const struct condition *condition, const struct vqs_features *set)
{
	for (unsigned int i = 0; i < condition->count; i++) {
		unsigned int j = 0;

		while (j < condition->any[i].count &&
		       vqs_features_has(set, condition->any[i].all[j]->index))
			j++;
		if (j == condition->any[i].count)
			return true;
	}
	return condition->count == 0;
}

/* A feature of the set whose `requires` the set does not satisfy; or NULL. */
static const struct feature *unsatisfied(const struct model *model,
                                         const struct vqs_features *set)
{
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (vqs_features_has(set, i) && !holds(&model->features[i].requires, set))
			return &model->features[i];
	return NULL;
}

/* Whether every set that has these and what they require satisfies `wanted`. */
static bool entails(struct closure *closure, struct vqs_features set,
                    const struct condition *wanted)
{
	const struct feature *feature;

	if (closure->steps++ > STEPS || holds(wanted, &set))
		return true;
	feature = unsatisfied(closure->model, &set);
	if (!feature)
		return false;
	for (unsigned int i = 0; i < feature->requires.count; i++) {
		struct vqs_features more = set;

		for (unsigned int j = 0; j < feature->requires.any[i].count; j++)
			vqs_features_add(&more, feature->requires.any[i].all[j]->index);
		if (!entails(closure, more, wanted))
			return false;
	}
	return true;
}

bool condition_entails(const struct model *model, const struct condition *condition,
                       const struct condition *wanted)
{
	struct closure closure = { .model = model };

	for (unsigned int i = 0; i < condition->count; i++) {
		struct vqs_features set = { { 0 } };

		for (unsigned int j = 0; j < condition->any[i].count; j++)
			vqs_features_add(&set, condition->any[i].all[j]->index);
		if (!entails(&closure, set, wanted))
			return false;
	}
	return true;
}

/* A queue that carries the family but not always when the message is there; or NULL. */
static const struct queue *queue_too_rare(const struct model *model,
                                          const struct message *message)
{
	const struct queue *rare = NULL;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (queue->family != message->family)
			continue;
		if (condition_entails(model, &message->condition, &queue->condition))
			return NULL;
		rare = queue;
	}
	return rare;
}

static void check_message_queue(struct checking *checking, const struct message *message)
{
	const struct queue *queue;

	if (message->condition.count == 0)
		return;
	queue = queue_too_rare(checking->model, message);
	if (!queue)
		return;
	report(checking, message->condition.text.at,
	       "message '%s' is there with '%s', but queue '%s' only with '%s'",
	       message->label.name, message->condition.text.value, queue->label.name,
	       queue->condition.text.value);
	advice(checking,
	       "A driver that has negotiated the first and not the second is promised a "
	       "message that it has no queue for. What is optional hangs on one "
	       "condition: write `if: %s and %s` here, or let the feature say "
	       "`requires: %s`.",
	       message->condition.text.value, queue->condition.text.value,
	       queue->condition.text.value);
}

/* ---- FT-09: whether a text says that it is optional ----------------------------------
 */

static bool has_phrase(const char *text, const char *phrase)
{
	size_t length = strlen(phrase);

	for (const char *at = text; *at; at++) {
		size_t i = 0;

		if (at != text && isalpha((unsigned char)at[-1]))
			continue;
		while (i < length && tolower((unsigned char)at[i]) == phrase[i])
			i++;
		if (i == length && !isalpha((unsigned char)at[i]))
			return true;
	}
	return false;
}

static void check_summary(struct checking *checking, const struct label *label,
                          const char *what)
{
	static const char *const phrases[] = { "optional",        "optionally",
		                               "if supported",    "when supported",
		                               "where supported", "if available",
		                               "where available", "may be absent" };

	if (!label->summary.value)
		return;
	for (unsigned int i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (!has_phrase(label->summary.value, phrases[i]))
			continue;
		report(checking, label->summary.at,
		       "%s '%s' is \"%s\", but hangs on no feature", what, label->name,
		       phrases[i]);
		advice(checking, "Neither side can tell whether it is there: sizes and "
		                 "probing are no answer, they differ from transport to "
		                 "transport. Give it a feature bit and say `if:`, or "
		                 "describe it as always there.");
		return;
	}
}

/* Whether some queue without condition carries it. */
static bool always_carried(const struct model *model, const struct family *family)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].family == family &&
		    model->queues[i].condition.count == 0)
			return true;
	return false;
}

static void check_family(struct checking *checking, const struct family *family)
{
	bool always = always_carried(checking->model, family);

	for (unsigned int i = 0; i < family->count; i++) {
		const struct message *message = &family->messages[i];

		check_message_queue(checking, message);
		if (always && message->condition.count == 0)
			check_summary(checking, &message->label, "message");
	}
}

void check_guarded(struct checking *checking)
{
	const struct model *model = checking->model;

	if (model->feature_count > VQS_FEATURE_BITS)
		return;
	for (unsigned int i = 0; i < model->config.fields.count; i++) {
		const struct field *field = &model->config.fields.fields[i];

		if (field->condition.count == 0)
			check_summary(checking, &field->label, "configuration field");
	}
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].condition.count == 0)
			check_summary(checking, &model->queues[i].label, "queue");
	for (unsigned int i = 0; i < model->region_count; i++)
		if (model->regions[i].condition.count == 0)
			check_summary(checking, &model->regions[i].label,
			              "shared memory region");
	for (unsigned int i = 0; i < model->family_count; i++)
		check_family(checking, &model->families[i]);
}

/* ---- FT-11 --------------------------------------------------------------- */

static void mark(const struct condition *condition, bool *used)
{
	for (unsigned int i = 0; i < condition->count; i++)
		for (unsigned int j = 0; j < condition->any[i].count; j++)
			used[condition->any[i].all[j]->index] = true;
}

static void mark_fields(const struct fields *fields, bool *used)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		mark(&field->condition, used);
		mark(&field->unless, used);
		for (unsigned int j = 0; j < field->limit_count; j++) {
			mark(&field->limits[j].condition, used);
			mark(&field->limits[j].unless, used);
		}
	}
}

static void mark_messages(const struct family *family, bool *used)
{
	for (unsigned int i = 0; i < family->count; i++) {
		mark(&family->messages[i].condition, used);
		mark_fields(&family->messages[i].readable.fields, used);
		mark_fields(&family->messages[i].writable.fields, used);
	}
}

static void mark_all(const struct model *model, bool *used)
{
	const struct family *family;

	for (unsigned int i = 0; i < model->feature_count; i++)
		mark(&model->features[i].requires, used);
	mark_fields(&model->config.fields, used);
	for (unsigned int i = 0; i < model->structure_count; i++)
		mark_fields(&model->structures[i]->fields, used);
	for (unsigned int i = 0; i < model->queue_count; i++)
		mark(&model->queues[i].condition, used);
	for (unsigned int i = 0; i < model->region_count; i++)
		mark(&model->regions[i].condition, used);
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		for (unsigned int i = 0; i < model->facilities[kind].count; i++)
			mark(&model->facilities[kind].list[i].condition, used);
	for (unsigned int i = 0; (family = model_any_family(model, i)); i++)
		mark_messages(family, used);
}

void check_dead(struct checking *checking)
{
	const struct model *model = checking->model;
	bool *used = grow(NULL, model->feature_count + 1, sizeof(*used));

	memset(used, 0, model->feature_count + 1);
	mark_all(model, used);
	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (used[i] || feature->behaviour.value)
			continue;
		report(checking, feature->label.at, "nothing hangs on feature '%s'",
		       feature->label.name);
		advice(checking,
		       "No field, queue, message or other feature asks for it, so "
		       "negotiating it changes nothing. Say `if: %s` where it matters; "
		       "if it only changes what the device does, say how: `behaviour: "
		       "...`; otherwise keep the bit for later.",
		       feature->label.name);
	}
	free(used);
}
