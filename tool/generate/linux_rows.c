/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: rows of virtqueues, how many there are of each and where. What hangs
 * on configuration or features is found out when the virtqueues are, and kept
 * with the device.
 */
#include "linux.h"

#include <stdlib.h>

/* So many of a row of queues that may be longer. */
#define QUEUES_MOST 16

struct name linux_queue(const struct linux_driver *driver, const struct queue *queue)
{
	if (queue->moves)
		return name_of("@->%s_first", queue->label.name);
	return name_upper("VIRTIO_%s_VQ_%s", driver->model->label.name,
	                  queue->label.name);
}

struct name linux_queue_nth(const struct linux_driver *driver, const struct queue *queue,
                            const char *number)
{
	struct name first = linux_queue(driver, queue);

	if (queue->stride > 1)
		return name_of("%s + %u * %s", first.text, queue->stride, number);
	return name_of("%s + %s", first.text, number);
}

unsigned int linux_queue_count(const struct queue *queue)
{
	return queue->most > QUEUES_MOST ? QUEUES_MOST : queue->most;
}

struct name linux_queue_most(const struct linux_driver *driver, const struct queue *queue)
{
	return name_upper("VIRTIO_%s_%s_VQS", driver->model->label.name,
	                  queue->head->label.name);
}

bool linux_queue_counted(const struct queue *queue)
{
	return queue->count_field && (linux_queue_count(queue) > 1 || queue->least == 0);
}

bool linux_queue_loops(const struct queue *queue)
{
	return linux_queue_count(queue) > 1 || linux_queue_counted(queue);
}

struct name linux_queue_many(const struct linux_driver *driver, const struct queue *queue)
{
	if (linux_queue_counted(queue))
		return name_of("@->%s_count", queue->head->label.name);
	return linux_queue_most(driver, queue);
}

/* Indices that the group of rows takes at the most; the driver stops at QUEUES_MOST. */
static unsigned int taken_most(const struct queue *head)
{
	return (head->count_field ? linux_queue_count(head) : head->most) * head->stride;
}

unsigned int linux_vqs(const struct model *model)
{
	unsigned int next = 0, most = 0;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		unsigned int end = next + (i - queue->head->index) +
		                   (linux_queue_count(queue) - 1) * queue->stride + 1;

		if (end > most)
			most = end;
		if (i + 1 == queue->head->index + queue->stride)
			next += taken_most(queue->head);
	}
	return most;
}

/* ---- Where they are ------------------------------------------------------- */

static bool is_head(const struct queue *queue)
{
	return queue->head == queue;
}

/* Whether the places of others hang on the row's length. */
static bool moves_others(const struct model *model, const struct queue *queue)
{
	return queue->index + queue->stride < model->queue_count;
}

void linux_row_members(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (queue->moves)
			sayf(driver, "\tunsigned int %s_first;\n", queue->label.name);
		if (is_head(queue) && linux_queue_counted(queue))
			sayf(driver, "\tunsigned int %s_count;\n", queue->label.name);
	}
}

static struct name count_of(const struct queue *queue)
{
	struct name count = name_of("%s_said", queue->label.name);

	if (queue->factor == 1 && queue->addend == 0)
		return count;
	count = name_of("(s64)%s", count.text);
	if (queue->factor > 1)
		count = name_of("%s * %u", count.text, queue->factor);
	if (queue->addend)
		count = name_of("%s %c %d", count.text, queue->addend < 0 ? '-' : '+',
		                abs(queue->addend));
	return count;
}

/* Too many are no harm where nothing comes after them. */
static void say_count(const struct linux_driver *driver, const struct queue *queue)
{
	const struct field *field = queue->count_field;
	char *condition = linux_condition(driver, &field->condition, NULL, false);
	const char *name = queue->label.name, *indent = field->condition.count ? "\t" : "";
	struct name most = linux_queue_most(driver, queue);

	if (field->condition.count)
		sayf(driver, "\t@->%s_count = 1;\n\tif (%s) {\n", name, condition);
	sayf(driver,
	     "%s\tvirtio_cread_le(@->vdev, struct virtio_$_config, %s, &%s_said);\n",
	     indent, field->label.name, name);
	if (moves_others(driver->model, queue) && queue->most > linux_queue_count(queue))
		sayf(driver,
		     "%s\tif (%s > %s) {\n"
		     "%s\t\tdev_err(&@->vdev->dev, \"more virtqueues than this driver can "
		     "do: %%u\\n\", (unsigned int)%s_said);\n"
		     "%s\t\treturn -E2BIG;\n%s\t}\n",
		     indent, count_of(queue).text, most.text, indent, name, indent, indent);
	sayf(driver, "%s\t@->%s_count = clamp_t(%s, %s, %u, %s);\n", indent, name,
	     queue->addend < 0 ? "s64" : "u64", count_of(queue).text, queue->least,
	     most.text);
	if (field->condition.count)
		say(driver, "\t}\n");
	free(condition);
}

static bool any_moves(const struct model *model)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].moves)
			return true;
	return false;
}

/* Where the group of rows is whose length or presence moves what comes after it. */
static unsigned int mover_first(const struct model *model)
{
	unsigned int i = 0;

	while (!model->queues[i].count_field && !model->queues[i].shifts)
		i++;
	return model->queues[i].head->first;
}

void linux_row_variables(const struct linux_driver *driver)
{
	if (any_moves(driver->model))
		sayf(driver, "\tunsigned int next = %u;\n", mover_first(driver->model));
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (is_head(queue) && linux_queue_counted(queue))
			sayf(driver, "\tu%u %s_said;\n",
			     linux_bits(queue->count_field->kind), queue->label.name);
	}
}

/* What a group of rows takes of the indices, if something comes after it. */
static void say_taken(const struct linux_driver *driver, const struct queue *head)
{
	struct name many = linux_queue_many(driver, head);
	char *condition = linux_condition(driver, &head->condition, NULL, false);

	if (!linux_queue_counted(head))
		many = name_of("%u", head->most);
	if (head->stride > 1)
		many = name_of("%u * %s", head->stride, many.text);
	if (head->shifts)
		sayf(driver, "\tif (%s)\n\t", condition);
	sayf(driver, "\tnext += %s;\n", many.text);
	free(condition);
}

static void say_first(const struct linux_driver *driver, const struct queue *queue)
{
	unsigned int beside = queue->index - queue->head->index;

	sayf(driver, "\t@->%s_first = next", queue->label.name);
	if (beside)
		sayf(driver, " + %u", beside);
	say(driver, ";\n");
}

void linux_rows_find(const struct linux_driver *driver)
{
	const struct model *model = driver->model;
	bool moving = false;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (is_head(queue) && linux_queue_counted(queue))
			say_count(driver, queue);
		if (queue->moves)
			say_first(driver, queue);
		moving |= queue->count_field || queue->shifts;
		if (moving && i + 1 == queue->head->index + queue->stride &&
		    i + 1 < model->queue_count)
			say_taken(driver, queue->head);
	}
}

/* ---- Gaps ----------------------------------------------------------------- */

bool linux_leaves_gaps(const struct model *model)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (queue_leaves_gap(model, &model->queues[i]))
			return true;
	return false;
}
