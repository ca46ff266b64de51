/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * How Many Virtqueues? Rules VQ-01 to VQ-04 and VQ-08.
 */
#include "rules.h"

#include "indices.h"
#include "visit.h"

#define QUEUES      65536 /* indices are 0..65535 */
#define QUEUES_PCI  65535 /* num_queues has 16 bits */
#define QUEUES_QEMU 1024  /* VIRTIO_QUEUE_MAX */
#define QUEUES_CCW  64    /* classic indicators */
#define SIZE_MOST   32768

static uint64_t queues_of(const struct model *model)
{
	uint64_t most = 0;

	for (unsigned int i = 0; i < model->queue_count; i++)
		most += model->queues[i].most;
	return most;
}

static struct position count_at(const struct queue *queue)
{
	return queue->count.at.line ? queue->count.at : queue->label.at;
}

/* ---- VQ-01 --------------------------------------------------------------- */

void check_no_queues(struct checking *checking)
{
	const struct model *model = checking->model;

	if (model->queue_count || model->no_queues_because.value)
		return;
	report(checking, model->label.at, "'%s' has no virtqueue", model->named);
	advice(checking,
	       "That is legal, but rare: a device that works through its configuration "
	       "space alone has traps instead of buffers, no requests with a status and "
	       "no events. None of the standard types does. Add a queue, or say why it "
	       "needs none: `no_queues_because: ...`.");
}

/* ---- VQ-02: what the driver did not ask for ------------------------------ */

static bool has_own_fields(const struct half *half)
{
	for (unsigned int i = 0; i < half->fields.count; i++)
		if (!half->fields.fields[i].from_header &&
		    !half->fields.fields[i].from_trailer)
			return true;
	return false;
}

/* It asks nothing, answers something, and is named after what happens. */
static bool looks_like_event(const struct message *message)
{
	static const char *const nouns[] = { "event",        "events",        "notify",
		                             "notification", "notifications", "alarm",
		                             "alert",        "interrupt",     NULL };
	static const char *const verbs[] = { "get",   "read", "query",  "set",
		                             "clear", "list", "enable", "disable",
		                             "count", "ack",  "mask",   "unmask",
		                             NULL };

	if (has_own_fields(&message->readable) || !has_own_fields(&message->writable))
		return false;
	return has_word(message->label.name, nouns) &&
	       !has_word(message->label.name, verbs);
}

static void check_event(struct checking *checking, const struct message *message,
                        const struct queue *queue)
{
	if (!looks_like_event(message))
		return;
	report(checking, message->label.at,
	       "message '%s' looks like an event, but queue '%s' carries requests",
	       message->label.name, queue->label.name);
	advice(checking,
	       "To receive it, a driver would have to leave a request lying with the "
	       "device until something happens: it fills the queue, cannot be told from "
	       "a request that hangs, and stands in the way of a reset. Input and "
	       "output take two queues: give events one whose buffers the driver posts "
	       "(`posted: FAMILY`).");
}

static void check_both_ways(struct checking *checking, const struct family *family)
{
	const struct queue *carries = queue_of(checking->model, family, false);
	const struct queue *posted = queue_of(checking->model, family, true);

	if (!carries || !posted)
		return;
	report(checking, posted->family_at,
	       "'%s' is carried by queue '%s' and posted to queue '%s'",
	       family->label.name, carries->label.name, posted->label.name);
	advice(checking,
	       "What the driver asks and what the device sends by itself have different "
	       "headers, halves and meanings. Make two families of it.");
}

void check_unsolicited(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		const struct queue *queue = queue_of(model, family, false);

		check_both_ways(checking, family);
		for (unsigned int j = 0; queue && family->has_opcode && j < family->count;
		     j++)
			check_event(checking, &family->messages[j], queue);
	}
}

/* ---- VQ-03, VQ-04: how many ---------------------------------------------- */

static bool is_unbounded(const struct queue *queue)
{
	return queue->count_field && !queue->count_field->max.given;
}

/* Rule VQ-07 has told of it, and there is nothing to count. */
static bool is_any_endless(const struct model *model)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (is_endless(&model->queues[i]))
			return true;
	return false;
}

void check_queue_index(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t next = 0;

	if (is_any_endless(model))
		return;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		next += queue->most;
		if (next <= QUEUES)
			continue;
		report(checking, count_at(queue),
		       "queue '%s' would reach index %llu, above %u", queue->label.name,
		       (unsigned long long)(next - 1), QUEUES - 1);
		if (is_unbounded(queue))
			advice(checking,
			       "A virtqueue is selected by 16 bits on every transport. "
			       "Nothing bounds '%s' but its type: give it a `max:` that "
			       "a device could really have.",
			       queue->count_field->label.name);
		else
			advice(checking, "A virtqueue is selected by 16 bits on every "
			                 "transport, and the largest counts of all "
			                 "queues together have to fit. (With 0x8000 "
			                 "pairs the network device's control queue "
			                 "would be number 65536: fixed queues first, "
			                 "then the many.)");
		return;
	}
}

static void report_queues(struct checking *checking, enum severity severity,
                          const struct queue *queue, uint64_t most)
{
	report_as(checking, severity, count_at(queue), "'%s' has up to %llu virtqueues%s",
	          checking->model->named, (unsigned long long)most,
	          severity == SEVERITY_ERROR ? ", one more than PCI can say" : "");
	if (severity == SEVERITY_ERROR)
		advice(checking,
		       "num_queues of the common configuration has 16 bits: %d at most, "
		       "fewer with administration queues. Lower the `max:` of '%s'.",
		       QUEUES_PCI,
		       queue->count_field ? queue->count_field->label.name
		                          : queue->label.name);
	else
		advice(checking,
		       "QEMU stops at %d (VIRTIO_QUEUE_MAX), vhost-user has 8 bits for "
		       "the index of a queue that it kicks, and classic indicators of "
		       "ccw cover %d. A queue per CPU of the guest is as many as ever "
		       "help. Give '%s' a lower `max:`.",
		       QUEUES_QEMU, QUEUES_CCW,
		       queue->count_field ? queue->count_field->label.name
		                          : queue->label.name);
}

void check_queue_number(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t most = queues_of(model);
	const struct queue *largest = NULL;

	if (most <= QUEUES_QEMU || is_any_endless(model))
		return;
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (!largest || model->queues[i].most > largest->most)
			largest = &model->queues[i];
	if (most > QUEUES_PCI && may_be_on(model, TRANSPORT_PCI))
		report_queues(checking, SEVERITY_ERROR, largest, most);
	else
		report_queues(checking, SEVERITY_WARNING, largest, most);
}

/* ---- VQ-08: sizes -------------------------------------------------------- */

static void check_exact_size(struct checking *checking, const struct queue *queue)
{
	if (!queue->size_exact.given)
		return;
	report(checking, queue->size_exact.at, "queue '%s' asks for exactly %llu entries",
	       queue->label.name, (unsigned long long)queue->size_exact.value);
	advice(checking, "A device offers a largest size, and the driver may take any "
	                 "smaller one that the ring's format allows; neither has a way "
	                 "to insist. Say `size: N` for the largest and let the device "
	                 "work with what it gets.");
}

static void check_most_size(struct checking *checking, const struct queue *queue)
{
	uint64_t size = queue->size.value;

	if (!queue->size.given ||
	    (size >= 1 && size <= SIZE_MOST && (size & (size - 1)) == 0))
		return;
	if (size > SIZE_MOST)
		report(checking, queue->size.at,
		       "the size of queue '%s', %llu, is above %d", queue->label.name,
		       (unsigned long long)size, SIZE_MOST);
	else
		report(checking, queue->size.at,
		       size ? "the size of queue '%s', %llu, is no power of two"
		            : "the size of queue '%s' is %llu",
		       queue->label.name, (unsigned long long)size);
	advice(checking,
	       "Indices of a split virtqueue run freely over 16 bits and are taken "
	       "modulo the size, which only powers of two from 1 to %d survive; and on "
	       "PCI a size of 0 says that there is no queue. (Packed ones may have any "
	       "size, but a driver need not know them.)",
	       SIZE_MOST);
}

void check_queue_size(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		check_exact_size(checking, &model->queues[i]);
		check_most_size(checking, &model->queues[i]);
	}
}
