/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What no description shows and only its author knows: rules ST-07, CF-28,
 * VQ-14, VQ-20 and LC-02 to LC-06. Each asks once, and only where the device
 * type has what the question is about.
 */
#include "rules.h"

#include "visit.h"

/* ---- CF-28: after a reset ------------------------------------------------ */

void ask_reset_value(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count && asks(checking); i++) {
		const struct field *field = &fields->fields[i];

		if (field->access != VQS_READ_WRITE || field->trigger ||
		    field->initial.given || field->survives_reset ||
		    field->role == ROLE_RESERVED)
			continue;
		report(checking, field->label.at, "what is in '%s' after a reset?",
		       field->label.name);
		advice(checking, "A driver that does not know the field must find the "
		                 "device working. `default: N` says it of one value; "
		                 "what survives a reset needs a reason.");
		return;
	}
}

/* ---- VQ-14, LC-04: events ------------------------------------------------ */

void ask_no_buffer(struct checking *checking)
{
	const struct queue *queue = first_posted(checking->model);

	if (!queue || !asks(checking))
		return;
	report(checking, queue->label.at,
	       "what becomes of an event when no buffer is posted to '%s'?",
	       queue->label.name);
	advice(checking, "It is dropped; dropped, and a flag in the next one says so; "
	                 "kept, and how many; or what causes events is held back.");
}

void ask_suspend(struct checking *checking)
{
	const struct queue *queue = first_posted(checking->model);

	if (!queue || !asks(checking))
		return;
	report(checking, queue->label.at,
	       "what becomes of events of '%s' while the device is suspended?",
	       queue->label.name);
	advice(checking, "A suspended device (VIRTIO_F_SUSPEND) uses no buffer, those "
	                 "that wait for an event included: it forgets, keeps or sums up "
	                 "what happens until it is resumed.");
}

/* ---- VQ-20: reset of a virtqueue ----------------------------------------- */

static bool makes_state(const struct message *message)
{
	static const char *const words[] = { "create", "open", "attach", "begin",
		                             "map",    "lock", "alloc",  "allocate",
		                             "bind",   "join", "start",  "subscribe",
		                             NULL };

	return has_word(message->label.name, words);
}

void ask_queue_reset(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count && asks(checking); i++) {
		const struct queue *queue = &model->queues[i];

		for (unsigned int j = 0; j < queue->family->count; j++) {
			const struct message *message = &queue->family->messages[j];

			if (!queue->holds && (queue->posted || !makes_state(message)))
				continue;
			report(checking, message->label.at,
			       "what is left of '%s' when queue '%s' is reset alone?",
			       message->label.name, queue->label.name);
			advice(checking,
			       "With VIRTIO_F_RING_RESET a driver may reset one "
			       "virtqueue and enable it again: either what was set up "
			       "through it stays, or it is gone.");
			return;
		}
	}
}

/* ---- ST-07: unknown opcodes ---------------------------------------------- */

void ask_unknown_opcode(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count && asks(checking); i++) {
		const struct family *family = &model->families[i];

		if (!family->has_opcode || family->unsupported ||
		    !queue_of(model, family, false))
			continue;
		report(checking, family->label.at,
		       "what does the device answer to an opcode of '%s' that it does "
		       "not know?",
		       family->label.name);
		advice(checking,
		       "Later drivers send some. A status that is named "
		       "`unsupported` says it in the description; without one, "
		       "a used length of 0 is all that the runtime can answer.");
		return;
	}
}

/* ---- LC-02: what survives ------------------------------------------------ */

static const char *const lasting[] = { "persistent",  "persist",  "persists",
	                               "permanent",   "saved",    "saves",
	                               "stored",      "survives", "permanently",
	                               "nonvolatile", NULL };

static bool asked_lasting(struct checking *checking, const struct label *label,
                          bool survives)
{
	if (!survives && !speaks_of(label, lasting) && !has_word(label->name, lasting))
		return false;
	report(checking, label->at, "does what '%s' is about survive a reset?",
	       label->name);
	advice(checking, "A reset takes everything back to the initial state, so that "
	                 "the next driver finds what the first one found. What "
	                 "survives is an exception, and the answer lists it.");
	return true;
}

void ask_survivors(struct checking *checking)
{
	const struct model *model = checking->model;

	if (!asks(checking))
		return;
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		if (asked_lasting(checking, &model->config.fields.fields[i].label,
		                  model->config.fields.fields[i].survives_reset))
			return;
	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++)
			if (asked_lasting(checking, &model->families[i].messages[j].label,
			                  false))
				return;
}

/* ---- LC-03: a device that is broken -------------------------------------- */

static const char *const broken[] = { "dead", "broken", "fatal",  "crashed",
	                              "hung", "wedged", "halted", NULL };

static const struct label *sign_of_death(const struct field *field)
{
	if (has_word(field->label.name, broken))
		return &field->label;
	for (unsigned int i = 0; field->values && i < field->values->count; i++)
		if (has_word(field->values->values[i].label.name, broken))
			return &field->values->values[i].label;
	return NULL;
}

void ask_broken(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count && asks(checking); i++) {
		const struct label *sign = sign_of_death(&fields->fields[i]);

		if (!sign)
			continue;
		report(checking, sign->at,
		       "does the device recover from '%s' without a reset?", sign->name);
		advice(checking, "If it does not, that is what DEVICE_NEEDS_RESET is "
		                 "for: every driver knows it, and no field has to be "
		                 "read. A condition that passes is fine here.");
		return;
	}
}

/* ---- LC-06: memory of the guest ------------------------------------------ */

static void visit_foreign(struct checking *checking, const struct field_visit *visit)
{
	static const char *const words[] = { "paddr", "phys", "gpa",  "gfn", "addr",
		                             "pfn",   "pfns", "iova", NULL };
	const struct field *field = visit->field;
	unsigned int questions = checking->findings->questions;

	if (checking->asked || field->kind == VQS_STRUCT)
		return;
	if (!field->addresses && (field->size < 4 || !has_word(field->label.name, words)))
		return;
	report(checking, field->label.at,
	       "through what does the device reach memory at '%s'?", field->label.name);
	advice(checking, "Behind an IOMMU (VIRTIO_F_ACCESS_PLATFORM), or with a guest "
	                 "whose memory is private, a device sees what was given to it "
	                 "and nothing else: say what kind of address it is, and who "
	                 "translates it.");
	checking->asked = checking->findings->questions > questions;
}

void ask_foreign_memory(struct checking *checking)
{
	if (asks(checking))
		visit_fields(checking, visit_foreign);
}
