/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * How long buffers are, and how one learns it: rules VQ-09, VQ-13, VQ-15,
 * VQ-16, VQ-22, ST-18 and ST-21.
 */
#include "rules.h"

#include "layout.h"
#include "visit.h"

#define MESSAGE_MOST UINT32_MAX /* 2^32 bytes are too many already */

/* ---- VQ-09: segments ----------------------------------------------------- */

static const struct queue *smallest_carrying(const struct model *model)
{
	const struct queue *smallest = NULL;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!queue->posted &&
		    (!smallest || queue->size.value < smallest->size.value))
			smallest = queue;
	}
	return smallest;
}

void check_segments(struct checking *checking)
{
	static const char *const words[] = { "seg",      "segs", "segment",
		                             "segments", "sg",   NULL };
	const struct model *model = checking->model;
	const struct queue *queue = smallest_carrying(model);

	for (unsigned int i = 0; queue && i < model->config.fields.count; i++) {
		const struct field *field = &model->config.fields.fields[i];

		if (!has_word(field->label.name, words) || !field->max.given ||
		    field->max.value < queue->size.value - 1)
			continue;
		report(checking, field->max.at,
		       "'%s' allows %llu segments, and '%s' has %llu descriptors",
		       field->label.name, (unsigned long long)field->max.value,
		       queue->label.name, (unsigned long long)queue->size.value);
		advice(checking,
		       "A chain is as long as its virtqueue at the most, where "
		       "VIRTIO_F_INDIRECT_DESC is not negotiated, and header and status "
		       "take descriptors too. Say `max: %llu` or less, or give '%s' a "
		       "larger `size`.",
		       (unsigned long long)(queue->size.value > 2 ? queue->size.value - 2
		                                                  : 1),
		       queue->label.name);
	}
}

/* ---- VQ-13: how large a posted buffer is --------------------------------- */

static void visit_posted_size(struct checking *checking, const struct message *message)
{
	const struct queue *queue = queue_of(checking->model, message->family, true);
	const struct fields *list = &message->writable.fields;
	uint64_t most;

	if (queue && queue->least_buffer.value)
		return;
	for (unsigned int i = 0; queue && i < list->count; i++) {
		const struct field *field = &list->fields[i];

		if (queue->least_buffer.value)
			return;
		if (!is_variable(field) || most_elements(field, &most))
			continue;
		report(checking, field->label.at,
		       "nothing says how large a buffer the driver posts to '%s'",
		       queue->label.name);
		advice(checking,
		       "'%s' may be of any length. The driver posts buffers before it "
		       "knows what comes, and the device cannot cut an event in two: "
		       "say `most: N` of '%s', or `least_buffer` of '%s'. Of a stream, "
		       "where any buffer will do, answer so.",
		       field->label.name, field->label.name, queue->label.name);
		return;
	}
}

void check_posted_size(struct checking *checking)
{
	visit_messages(checking, visit_posted_size);
}

/* ---- VQ-15, VQ-16: how long a reply is ----------------------------------- */

static const struct field *endless_part(const struct fields *list)
{
	for (unsigned int i = 0; i < list->count; i++)
		if (list->fields[i].extent == VQS_REST)
			return &list->fields[i];
	return NULL;
}

static bool tells_length(const struct fields *list)
{
	static const char *const words[] = { "len",  "length", "size",    "count",
		                             "used", "bytes",  "written", NULL };

	for (unsigned int i = 0; i < list->count; i++)
		if (!is_variable(&list->fields[i]) &&
		    has_word(list->fields[i].label.name, words))
			return true;
	return false;
}

/* The part of which VQ-15 asks how long it is; or NULL. */
static const struct field *part_untold(const struct fields *list)
{
	const struct field *part = endless_part(list);

	if (!part || part->index + 1 == list->count || tells_length(list))
		return NULL;
	return part;
}

static void visit_reply_length(struct checking *checking, const struct message *message)
{
	const struct fields *list = &message->writable.fields;
	const struct field *part = part_untold(list);

	if (!part)
		return;
	report(checking, part->label.at,
	       "nothing tells how much of '%s' the device has written", part->label.name);
	advice(checking,
	       "'%s' lies at the end of the buffer, so '%s' is as long as the driver's "
	       "room, whatever the device had to say. The used length tells the length "
	       "of "
	       "the last part alone. Put '%s' last, or a length before it; if the device "
	       "always fills "
	       "all the room, answer so.",
	       list->fields[list->count - 1].label.name, part->label.name,
	       part->label.name);
}

void check_reply_length(struct checking *checking)
{
	visit_messages(checking, visit_reply_length);
}

static void visit_status_place(struct checking *checking, const struct message *message)
{
	const struct fields *list = &message->writable.fields;
	const struct field *part = NULL;

	if (part_untold(list))
		return;
	for (unsigned int i = 0; i < list->count; i++) {
		const struct field *field = &list->fields[i];

		if (is_variable(field))
			part = field;
		if (field->role != ROLE_STATUS || !part)
			continue;
		report(checking, part->label.at, "the status of '%s' lies behind '%s'",
		       message->label.name, part->label.name);
		advice(checking,
		       "The used length counts from the first byte that the device may "
		       "write. A request that fails has a status and no data: with the "
		       "status last, the device has to claim, and to write, all bytes "
		       "before it. Put the status into the header.");
		return;
	}
}

void check_status_place(struct checking *checking)
{
	visit_messages(checking, visit_status_place);
}

/* ---- VQ-22, ST-18: bounds ------------------------------------------------ */

static bool counts_too_far(const struct field *counter)
{
	return counter && !counter->max.given && counter->size > 4;
}

/* Whether what the description allows is more than a chain can carry. */
static bool is_too_long(const struct field *field)
{
	uint64_t most;

	if (!is_variable(field))
		return false;
	if (most_elements(field, &most))
		return most > MESSAGE_MOST / (field->size ? field->size : 1);
	if (field->count.term_count)
		return false;
	return counts_too_far(field->count.counter.field) ||
	       counts_too_far(field->count.times.field);
}

static void visit_too_long(struct checking *checking, const struct field_visit *visit)
{
	const struct field *field = visit->field;

	if (!is_too_long(field))
		return;
	report(checking, field->label.at, "'%s' may be longer than a chain can be",
	       field->label.name);
	advice(checking, "All buffers of one chain have less than 2^32 bytes together. "
	                 "Count with an le32, give the count a `max`, or the part a "
	                 "`most`; what is larger goes in several messages.");
}

void check_message_length(struct checking *checking)
{
	visit_fields(checking, visit_too_long);
}

static void visit_bound(struct checking *checking, const struct field_visit *visit)
{
	const struct field *field = visit->field;
	uint64_t most;

	if (!is_variable(field) || most_elements(field, &most) || is_too_long(field) ||
	    is_foreign(checking->model, visit))
		return;
	if (visit->writable && field->extent == VQS_REST)
		return; /* the driver's room bounds it; of what is posted, VQ-13 asks */
	report(checking, field->label.at, "nothing bounds the length of '%s'",
	       field->label.name);
	advice(checking,
	       "Each side has to have room for what the other may send, or to refuse it "
	       "without a rule that says so. Say `most: N` of it%s.",
	       field->extent == VQS_COUNTED ? ", or `max: N` of what counts it" : "");
}

void check_bounds(struct checking *checking)
{
	visit_fields(checking, visit_bound);
}

/* ---- ST-21: padding before arrays ---------------------------------------- */

static void visit_array_place(struct checking *checking, const struct field_visit *visit)
{
	const struct field *field = visit->field;

	if (!visit->message || !is_variable(field) || field->offset % 4 == 0)
		return;
	if (field->offset % field_alignment(checking, field))
		return; /* ST-03 */
	report(checking, field->label.at, "'%s' starts at offset %u, not a multiple of 4",
	       field->label.name, field->offset);
	advice(checking,
	       "What is copied in bulk is copied faster from where words start, and what "
	       "is in it has no alignment of its own to rely on. Put `reserved: "
	       "\"u8[%u]\"` before it, or larger fields first.",
	       4 - field->offset % 4);
}

void check_array_place(struct checking *checking)
{
	visit_fields(checking, visit_array_place);
}
