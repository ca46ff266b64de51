/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Who waits for whom: rules VQ-23, VQ-24, VQ-26 and IR-06.
 */
#include "rules.h"

#include "layout.h"
#include "visit.h"

/* ---- VQ-23: one message in several buffers -------------------------------- */

static bool has_count(const struct fields *list)
{
	static const char *const words[] = { "num",     "count",     "total",
		                             "buffers", "remaining", NULL };

	for (unsigned int i = 0; i < list->count; i++)
		if (has_word(list->fields[i].label.name, words))
			return true;
	return false;
}

static bool is_continued(const struct field *field)
{
	static const char *const words[] = { "more",     "continued", "continues",
		                             "fragment", "partial",   "last",
		                             NULL };
	static const char *const flags[] = { "more",     "continued", "continues",
		                             "fragment", "partial",   NULL };

	if (has_word(field->label.name, words) && field->extent == VQS_ONE)
		return true;
	for (unsigned int i = 0; field->values && i < field->values->count; i++)
		if (has_word(field->values->values[i].label.name, flags))
			return true;
	return false;
}

static void visit_pieces(struct checking *checking, const struct message *message)
{
	const struct queue *queue = queue_of(checking->model, message->family, true);
	const struct fields *list = &message->writable.fields;

	if (!queue || has_count(list))
		return;
	for (unsigned int i = 0; i < list->count; i++) {
		const struct field *field = &list->fields[i];

		if (!is_continued(field))
			continue;
		report(checking, field->label.at,
		       "'%s' says that '%s' goes on in another buffer, not in how many",
		       field->label.name, message->label.name);
		advice(checking, "A driver that sees the first piece does not know how "
		                 "many buffers to keep, and a device that runs out of "
		                 "them in the middle cannot take the first one back. "
		                 "Count them in the first, as num_buffers does for the "
		                 "network device, and use the first buffer last.");
		return;
	}
}

void check_pieces(struct checking *checking)
{
	visit_messages(checking, visit_pieces);
}

/* ---- VQ-24: administration ----------------------------------------------- */

void check_admin_queue(struct checking *checking)
{
	static const char *const words[] = { "admin", "adminq", "administration", NULL };
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!has_word(queue->label.name, words))
			continue;
		report_as(checking, SEVERITY_WARNING, queue->label.at,
		          "'%s' is named like an administration virtqueue",
		          queue->label.name);
		advice(checking, "Those are the transport's: they lie behind the device "
		                 "type's own, from admin_queue_index on, and carry the "
		                 "specification's commands. One of yours that controls "
		                 "the device is a control queue: call it `control`.");
	}
}

/* ---- VQ-26: flow control ------------------------------------------------- */

static bool is_stream(const struct half *half, const struct half *other)
{
	if (other->present)
		return false;
	for (unsigned int i = 0; i < half->fields.count; i++)
		if (half->fields.fields[i].extent == VQS_REST)
			return true;
	return false;
}

static bool has_credit(const struct fields *list)
{
	static const char *const words[] = { "credit", "credits", "alloc", "cnt",
		                             "window", "acked",   NULL };

	for (unsigned int i = 0; i < list->count; i++) {
		const struct field *field = &list->fields[i];

		if (has_word(field->label.name, words))
			return true;
		if (field->kind == VQS_STRUCT && has_credit(&field->structure->fields))
			return true;
	}
	return false;
}

static const struct message *stream_of(const struct model *model, bool posted)
{
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct family *family = model->queues[i].family;

		for (unsigned int j = 0; j < family->count; j++) {
			const struct message *message = &family->messages[j];

			if (model->queues[i].posted == posted &&
			    (posted ? is_stream(&message->writable, &message->readable)
			            : is_stream(&message->readable, &message->writable)))
				return message;
		}
	}
	return NULL;
}

void check_flow(struct checking *checking)
{
	const struct message *to = stream_of(checking->model, false);
	const struct message *from = stream_of(checking->model, true);

	if (!to || !from || has_credit(&to->readable.fields) ||
	    has_credit(&from->writable.fields))
		return;
	report(checking, to->label.at,
	       "data goes both ways, in '%s' and '%s', and nothing holds it back",
	       to->label.name, from->label.name);
	advice(checking, "A device that answers what it gets has to stop reading when no "
	                 "buffer is posted, and a driver that posts none while it waits "
	                 "to send waits for ever. Packets may be dropped; streams need "
	                 "credit, as the socket device's buf_alloc and fwd_cnt. Say in "
	                 "`answers:` which it is.");
}

/* ---- IR-06: queues without interrupts ------------------------------------ */

static bool is_never_answered(const struct family *family)
{
	for (unsigned int i = 0; i < family->count; i++)
		if (family->messages[i].writable.present)
			return false;
	return true;
}

void check_polled(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t queues = 0;

	for (unsigned int i = 0; i < model->queue_count; i++)
		queues += model->queues[i].most;
	if (!model->vectors.given || model->vectors.value <= 2 ||
	    model->vectors.value != queues + 1)
		return;
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (queue->posted || !is_never_answered(queue->family))
			continue;
		report(checking, model->vectors.at,
		       "a vector for each virtqueue, '%s' too, which answers nothing",
		       queue->label.name);
		advice(checking,
		       "A driver that sends and awaits no answer looks for used buffers "
		       "when it needs room, and needs no interrupt: Linux polls the "
		       "transmit queues of console and network. %llu vectors do.",
		       (unsigned long long)(model->vectors.value - queue->most));
		return;
	}
}
