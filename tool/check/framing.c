/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where a message's parts are, and how long: rules VQ-10 to VQ-12, VQ-17 and
 * ST-11.
 */
#include "rules.h"

#include "visit.h"

/* ---- VQ-10: the readable half comes first -------------------------------- */

static bool is_before(struct position a, struct position b)
{
	return a.line && b.line &&
	       (a.line < b.line || (a.line == b.line && a.column < b.column));
}

static void report_order(struct checking *checking, struct position at, const char *what,
                         const char *name)
{
	report(checking, at, "%s '%s' puts its writable half before its readable half",
	       what, name);
	advice(checking, "The order of a description is the layout, and in a buffer all "
	                 "device-readable parts precede all device-writable ones: a "
	                 "device need not accept anything else. Write `readable` first. "
	                 "(What the device has to say before it is asked is not part of "
	                 "this message.)");
}

static void visit_half_order(struct checking *checking, const struct message *message)
{
	if (is_before(message->writable.at, message->readable.at))
		report_order(checking, message->writable.at, "message",
		             message->label.name);
}

static void check_fields_order(struct checking *checking, const struct family *family,
                               const struct fields *readable,
                               const struct fields *writable)
{
	if (readable->count == 0 || writable->count == 0)
		return;
	if (is_before(writable->fields[0].label.at, readable->fields[0].label.at))
		report_order(checking, writable->fields[0].label.at, "family",
		             family->label.name);
}

void check_half_order(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];

		check_fields_order(checking, family, &family->readable_header,
		                   &family->writable_header);
		check_fields_order(checking, family, &family->readable_trailer,
		                   &family->writable_trailer);
	}
	visit_messages(checking, visit_half_order);
}

/* ---- VQ-11: one part of unknown length in a half ------------------------- */

static void check_half_boundaries(struct checking *checking,
                                  const struct message *message, const struct half *half,
                                  const char *which)
{
	const struct field *first = NULL;

	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];

		if (field->extent != VQS_REST)
			continue;
		if (!first) {
			first = field;
			continue;
		}
		report(checking, field->label.at,
		       "the %s half of '%s' has two parts of implicit length: '%s' and "
		       "'%s'",
		       which, message->label.name, first->label.name, field->label.name);
		advice(checking, "Only the total length of a half is visible. How a "
		                 "driver cuts it into descriptors means nothing (it may "
		                 "use one, or one for each byte), so nothing says where "
		                 "the one ends and the other begins. Put a length "
		                 "before the first: `le32` and `u8[that_length]`.");
	}
}

static void visit_boundaries(struct checking *checking, const struct message *message)
{
	check_half_boundaries(checking, message, &message->readable, "readable");
	check_half_boundaries(checking, message, &message->writable, "writable");
}

void check_boundaries(struct checking *checking)
{
	visit_messages(checking, visit_boundaries);
}

/* ---- VQ-12, VQ-17: what a queue's direction allows ----------------------- */

static struct position half_at(const struct message *message, const struct half *half)
{
	if (half->at.line)
		return half->at;
	if (half->fields.count && half->fields.fields[0].label.at.line)
		return half->fields.fields[0].label.at;
	return message->label.at;
}

static void visit_posted(struct checking *checking, const struct message *message)
{
	const struct queue *queue = queue_of(checking->model, message->family, true);

	if (!queue || !message->readable.present)
		return;
	report(checking, half_at(message, &message->readable),
	       "'%s' has a readable half, but is posted to queue '%s'",
	       message->label.name, queue->label.name);
	advice(checking, "A posted buffer waits, empty, for what the device will write "
	                 "into it: it is device-writable only, and nothing the driver "
	                 "says in it would ever be read as a request. Take the half "
	                 "out; what the driver has to say is a request on a queue that "
	                 "`carries` it.");
}

void check_posted(struct checking *checking)
{
	visit_messages(checking, visit_posted);
}

static void visit_no_answer(struct checking *checking, const struct message *message)
{
	const struct queue *queue = queue_of(checking->model, message->family, false);

	if (!queue || message->writable.present)
		return;
	report(checking, message->label.at,
	       "'%s' has no writable half: the device cannot say that it failed",
	       message->label.name);
	advice(checking, "The driver learns that the buffer was used, and no more; an "
	                 "error is lost, and so is a request that the device does not "
	                 "know. Add a status (`role: status`) to the writable half, or "
	                 "say in `answers:` why losing it is fine, as it is for "
	                 "packets.");
}

void check_no_answer(struct checking *checking)
{
	visit_messages(checking, visit_no_answer);
}

/* ---- ST-11: lengths are known before they are needed --------------------- */

/* The field that counts, where it stands behind the rest of the same half. */
static const struct field *counts_behind(const struct reference *counter,
                                         const struct field *rest)
{
	if (!counter->field || counter->source != VQS_HERE ||
	    counter->field->index < rest->index)
		return NULL;
	return counter->field;
}

static void check_half_lengths(struct checking *checking, const struct message *message,
                               const struct half *half)
{
	const struct field *rest = NULL;

	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];
		const struct field *late;

		if (field->extent == VQS_REST && !rest)
			rest = field;
		if (!rest || field->extent != VQS_COUNTED)
			continue;
		late = counts_behind(&field->count.counter, rest);
		if (!late)
			late = counts_behind(&field->count.times, rest);
		if (!late)
			continue;
		report(checking, field->label.at,
		       "the length of '%s' is in '%s', whose place depends on it",
		       field->label.name, late->label.name);
		advice(checking,
		       "'%s' takes what is left of '%s', so what follows it is found "
		       "from the end of the half backwards, and has to be of a length "
		       "known before. Put the count before '%s'.",
		       rest->label.name, message->label.name, rest->label.name);
	}
}

static void visit_lengths(struct checking *checking, const struct message *message)
{
	check_half_lengths(checking, message, &message->readable);
	check_half_lengths(checking, message, &message->writable);
}

void check_known_length(struct checking *checking)
{
	visit_messages(checking, visit_lengths);
}
