/* SPDX-License-Identifier: BSD-3-Clause */
/* Virtqueues that may be missing where later ones are there. */
#include "model.h"

static bool has_feature(const struct condition *condition, unsigned int alternative,
                        const struct feature *feature)
{
	for (unsigned int i = 0; i < condition->any[alternative].count; i++)
		if (condition->any[alternative].all[i] == feature)
			return true;
	return false;
}

/* Whether alternative `a` of `one` has all of alternative `b` of `other`. */
static bool is_within(const struct condition *one, unsigned int a,
                      const struct condition *other, unsigned int b)
{
	for (unsigned int i = 0; i < other->any[b].count; i++)
		if (!has_feature(one, a, other->any[b].all[i]))
			return false;
	return true;
}

bool condition_implies(const struct condition *one, const struct condition *other)
{
	if (other->count == 0)
		return true;
	for (unsigned int a = 0; a < one->count; a++) {
		bool within = false;

		for (unsigned int b = 0; b < other->count && !within; b++)
			within = is_within(one, a, other, b);
		if (!within)
			return false;
	}
	return one->count > 0;
}

bool queue_leaves_gap(const struct model *model, const struct queue *queue)
{
	if (queue->shifts)
		return false;
	for (unsigned int i = queue->index + 1; i < model->queue_count; i++)
		if (!condition_implies(&model->queues[i].condition, &queue->condition))
			return true;
	return false;
}
