/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where virtqueues are, and what their number hangs on: rules CF-27 and VQ-05
 * to VQ-07.
 */
#include "rules.h"

#include <stdint.h>

#include "guards.h"
#include "indices.h"
#include "visit.h"

/* ---- CF-27, VQ-07: the field that says how many --------------------------- */

static void report_count_field(struct checking *checking, const struct queue *queue,
                               const char *what, const char *mend)
{
	report(checking, queue->count.at, "'%s' says how many '%s' there are, and %s",
	       queue->count_field->label.name, queue->label.name, what);
	advice(checking,
	       "Both sides compute indices from it, at different times. It has to be the "
	       "same from reset to reset, for the device to say, and 1 at least. %s",
	       mend);
}

/* Whether there could be fewer than none. */
static bool falls_short(const struct queue *queue)
{
	uint64_t least = queue->count_field->min.value;

	return queue->addend < 0 && least < UINT32_MAX &&
	       least * queue->factor < (uint64_t) - (int64_t)queue->addend;
}

void check_count_field(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		const struct field *field = queue->count_field;

		if (!field || queue->head != queue)
			continue;
		if (field->access != VQS_READ_ONLY)
			report_count_field(checking, queue, "the driver writes it",
			                   "Take `access` out; how many a driver uses it "
			                   "says in a request.");
		else if (field->volatile_)
			report_count_field(checking, queue, "it changes",
			                   "Take `changes` out, and tell what happens at "
			                   "run time in an event.");
		else if (falls_short(queue))
			report_count_field(checking, queue,
			                   "it may be less than the formula takes off",
			                   "Give it a `min` that leaves at least none.");
		else if (field->min.given && field->min.value == 0)
			report_count_field(checking, queue, "it may be 0",
			                   "Say `min: 1`; a device that may have none "
			                   "of them has a feature bit for that.");
	}
}

bool is_endless(const struct queue *queue)
{
	const struct field *field = queue->count_field;

	return field && !field->max.given && field->size > 2;
}

void check_count_bound(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!is_endless(queue) || queue->head != queue)
			continue;
		report(checking, queue->count.at,
		       "nothing bounds '%s', which says how many '%s' there are",
		       queue->count_field->label.name, queue->label.name);
		advice(checking,
		       "It can say more than the 65536 virtqueues that there can be, and "
		       "a driver would have to allocate for all of them. Give '%s' a "
		       "`max:` that a device could really have.",
		       queue->count_field->label.name);
	}
}

/* ---- VQ-05, VQ-06: the order --------------------------------------------- */

static const struct queue *behind(const struct model *model, const struct queue *queue)
{
	for (unsigned int i = queue->index + 1; i < model->queue_count; i++) {
		const struct queue *later = &model->queues[i];

		if (later->condition.count == 0 ||
		    !condition_entails(model, &later->condition, &queue->condition))
			return later;
	}
	return NULL;
}

void check_holes(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		const struct queue *later;

		if (queue->condition.count == 0 || queue->shifts)
			continue;
		later = behind(model, queue);
		if (!later)
			continue;
		report(checking, queue->label.at,
		       "without '%s' there is no '%s', and '%s' lies behind the hole",
		       queue->condition.text.value, queue->label.name, later->label.name);
		advice(checking,
		       "The index of '%s' stays the same by the specification, but "
		       "Linux before 6.11 numbers the virtqueues that it uses without "
		       "holes, and QEMU's balloon does so too: then driver and device "
		       "speak of different ones. Put what is optional last.",
		       later->label.name);
	}
}

/* What moves it: the nearest row before it whose length or presence varies. */
static const struct queue *mover(const struct model *model, const struct queue *queue)
{
	const struct queue *found = queue->head - 1;

	while (found > model->queues && !found->count_field && !found->shifts)
		found--;
	return found;
}

void check_behind_rows(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!queue->moves)
			continue;
		report_as(
		        checking, SEVERITY_WARNING, queue->label.at,
		        mover(model, queue)->shifts
		                ? "the index of '%s' depends on whether '%s' is there"
		                : "the index of '%s' depends on how many '%s' there are",
		        queue->label.name, mover(model, queue)->head->label.name);
		advice(checking,
		       "Each side computes it from the configuration, and for the "
		       "network device, whose control queue is behind its pairs, "
		       "from features too: a known source of mistakes. Put '%s' "
		       "first.",
		       queue->label.name);
		return;
	}
}
