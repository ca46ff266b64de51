/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Capabilities, resource objects and device parts: rules DP-02, DP-03, DP-07,
 * DP-09 and DP-13. (The others: the reader.)
 */
#include "rules.h"

#include <string.h>

#include "visit.h"

#define GRAIN 8 /* bytes: buffers of administration commands are multiples */

static const struct facilities *of_kind(const struct model *model,
                                        enum facility_kind kind)
{
	return &model->facilities[kind];
}

static const struct fields *data_of(const struct facility *facility)
{
	return &facility->data->messages[0].readable.fields;
}

static const struct facility *first_facility(const struct model *model)
{
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		if (model->facilities[kind].count)
			return &model->facilities[kind].list[0];
	return NULL;
}

/* ---- DP-02: parts of every device ----------------------------------------- */

void ask_common_part(struct checking *checking)
{
	const struct facilities *parts = of_kind(checking->model, FACILITY_PART);

	if (parts->count == 0 || !asks(checking))
		return;
	report(checking, parts->list[0].label.at,
	       "is '%s' a state that only this device type has?",
	       parts->list[0].label.name);
	advice(checking, "What other device types have as well, of virtqueues or of a "
	                 "transport, belongs into the common parts: propose it there, "
	                 "and whoever migrates devices needs to know it once.");
}

/* ---- DP-03: the same in another layout ------------------------------------ */

static const struct field *field_of(const struct fields *fields, const char *name)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (strcmp(fields->fields[i].label.name, name) == 0)
			return &fields->fields[i];
	return NULL;
}

static bool is_own(const struct field *field)
{
	return field->role == ROLE_NONE && !field->from_header && !field->from_trailer;
}

/* Fields of the same name; `apart`: some are of other types, or in another order. */
static unsigned int shared_fields(const struct fields *part, const struct fields *half,
                                  bool *apart)
{
	const struct field *last = NULL;
	unsigned int shared = 0;

	*apart = false;
	for (unsigned int i = 0; i < part->count; i++) {
		const struct field *one = &part->fields[i];
		const struct field *other = field_of(half, one->label.name);

		if (!other || !is_own(one) || !is_own(other))
			continue;
		shared++;
		if (one->kind != other->kind || one->extent != other->extent ||
		    one->elements != other->elements ||
		    (last && other->index < last->index))
			*apart = true;
		last = other;
	}
	return shared;
}

static void check_copy(struct checking *checking, const struct facility *part)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++) {
			const struct message *message = &model->families[i].messages[j];
			bool apart;

			if (shared_fields(data_of(part), &message->readable.fields,
			                  &apart) < 2 ||
			    !apart)
				continue;
			report(checking, part->label.at,
			       "part '%s' has fields of '%s' in another layout",
			       part->label.name, message->label.name);
			advice(checking, "The device reads that layout already, and "
			                 "judges what is in it. A value that is the same "
			                 "bytes needs no second reader: take the fields "
			                 "as they are, or a structure that both use.");
			return;
		}
}

void check_part_layout(struct checking *checking)
{
	const struct facilities *parts = of_kind(checking->model, FACILITY_PART);

	for (unsigned int i = 0; i < parts->count; i++)
		check_copy(checking, &parts->list[i]);
}

/* ---- DP-07: all of the state ---------------------------------------------- */

static bool is_in_parts(const struct facilities *parts, const char *name)
{
	for (unsigned int i = 0; i < parts->count; i++)
		if (strcmp(parts->list[i].label.name, name) == 0 ||
		    field_of(data_of(&parts->list[i]), name))
			return true;
	return false;
}

void check_parts_whole(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct facilities *parts = of_kind(model, FACILITY_PART);

	for (unsigned int i = 0; parts->count && i < model->config.fields.count; i++) {
		const struct field *field = &model->config.fields.fields[i];

		if (field->access != VQS_READ_WRITE || field->trigger ||
		    is_in_parts(parts, field->label.name))
			continue;
		report(checking, field->label.at,
		       "the driver sets '%s', and no device part has it",
		       field->label.name);
		advice(checking, "A device that is built from the parts of another one "
		                 "has to go on where that one stopped. What the driver "
		                 "has set is state: add a part, or say in `answers:` "
		                 "what it follows from.");
	}
}

/* ---- DP-09: PCI ------------------------------------------------------------ */

void check_admin_transport(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct facility *first = first_facility(model);

	if (!first || !model->transports_given || model->transports & TRANSPORT_PCI)
		return;
	report(checking, first->label.at,
	       "'%s' is reached through administration virtqueues, which PCI alone has",
	       first->label.name);
	advice(checking, "Neither mmio nor ccw has VIRTIO_F_ADMIN_VQ, so nobody can ask "
	                 "for capabilities, make objects or read parts there. Add pci "
	                 "to `transports`, or use a virtqueue of your own.");
}

/* ---- DP-13: multiples of 8 ------------------------------------------------- */

static void check_grain(struct checking *checking, const struct facility *facility)
{
	const struct half *half = &facility->data->messages[0].readable;
	unsigned int left = half->least % GRAIN;

	if (half->variable || left == 0)
		return;
	report(checking, facility->label.at, "'%s' has %u bytes, not a multiple of %d",
	       facility->label.name, half->least, GRAIN);
	advice(checking,
	       "Buffers of administration commands are multiples of 8 bytes, so drivers "
	       "and devices pad this one, and one of them forgets. Put `reserved: "
	       "\"u8[%u]\"` at the end; later versions can use it.",
	       GRAIN - left);
}

void check_admin_grain(struct checking *checking)
{
	const struct model *model = checking->model;

	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		for (unsigned int i = 0; i < model->facilities[kind].count; i++)
			check_grain(checking, &model->facilities[kind].list[i]);
}
