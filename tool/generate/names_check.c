/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whether the names of a description make C programs: no two things may get
 * one C name, nor one that generated code needs for itself. Reading has refused
 * keywords and names that are too long.
 */
#define _GNU_SOURCE /* reallocarray */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "ioctls.h"
#include "lists.h"
#include "names.h"
#include "unions.h"
#include "wire_parts.h"
#include "wire_shape.h"

/* A name that generated files define, and what it was made of. */
struct defined {
	struct name name;
	struct position at;
	char *shape; /* of a structure that may be defined again if it is the same */
};

struct scope {
	struct defined *list;
	unsigned int count, room;
	struct findings *findings;
	bool fine;
};

static void define_shape(struct scope *scope, struct name name, struct position at,
                         char *shape)
{
	if (scope->count == scope->room) {
		unsigned int room = scope->room ? 2 * scope->room : 64;
		struct defined *list =
		        reallocarray(scope->list, room, sizeof(*scope->list));

		if (!list) {
			scope->fine = false;
			free(shape);
			return;
		}
		scope->list = list;
		scope->room = room;
	}
	scope->list[scope->count++] = (struct defined){ name, at, shape };
}

static void define(struct scope *scope, struct name name, struct position at)
{
	define_shape(scope, name, at, NULL);
}

static int compare(const void *a, const void *b)
{
	const struct defined *left = a, *right = b;
	int order = strcmp(left->name.text, right->name.text);

	if (order)
		return order;
	if (left->at.line != right->at.line)
		return left->at.line < right->at.line ? -1 : 1;
	return (left->at.column > right->at.column) -
	       (left->at.column < right->at.column);
}

static void complain_shape(struct scope *scope, const struct defined *first,
                           const struct defined *second)
{
	finding_add(scope->findings, SEVERITY_ERROR, second->at, NULL,
	            "two structures are called %s, and they differ", second->name.text);
	finding_advise(
	        scope->findings, NULL,
	        "The other one is named in line %u. Things that have one name have "
	        "the same fields.",
	        first->at.line);
	scope->fine = false;
}

static bool same_shape(struct scope *scope, const struct defined *first,
                       const struct defined *second)
{
	if (!first->shape || !second->shape)
		return false;
	if (strcmp(first->shape, second->shape) != 0)
		complain_shape(scope, first, second);
	return true;
}

static void forget(struct scope *scope)
{
	for (unsigned int i = 0; i < scope->count; i++)
		free(scope->list[i].shape);
	scope->count = 0;
}

/* Judges what was defined, and forgets it. */
static void check_unique(struct scope *scope)
{
	if (scope->count)
		qsort(scope->list, scope->count, sizeof(*scope->list), compare);
	for (unsigned int i = 1; i < scope->count; i++) {
		const struct defined *first = &scope->list[i - 1], *second = first + 1;

		if (strcmp(first->name.text, second->name.text) != 0 ||
		    same_shape(scope, first, second))
			continue;
		if (first->at.line)
			finding_add(
			        scope->findings, SEVERITY_ERROR, second->at, NULL,
			        "this becomes %s in C, as what stands in line %u does",
			        second->name.text, first->at.line);
		else
			finding_add(
			        scope->findings, SEVERITY_ERROR, second->at, NULL,
			        "this becomes %s in C, which generated code has already",
			        second->name.text);
		finding_advise(scope->findings, NULL, "Choose another name.");
		scope->fine = false;
	}
	forget(scope);
}

static struct position position_of(const struct message *message)
{
	return message->family->has_opcode ? message->label.at
	                                   : message->family->label.at;
}

static void define_label(struct scope *scope, const struct model *model, const char *kind,
                         const struct label *label)
{
	define(scope, name_upper("virtio_%s_%s_%s", model->label.name, kind, label->name),
	       label->at);
}

static void define_own(struct scope *scope, struct name name)
{
	define(scope, name, (struct position){ 0 });
}

/* ---- Constants: those of the header, and LAMP_... for VIRTIO_LAMP_... -------- */

static void define_opcodes(struct scope *scope, const struct model *model)
{
	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		for (unsigned int m = 0; family->has_opcode && m < family->count; m++)
			if (!opcode_is_repeated(model, &family->messages[m]))
				define(scope, name_opcode(model, &family->messages[m]),
				       family->messages[m].label.at);
	}
}

static void define_ioctl_constants(struct scope *scope, const struct ioctls *ioctls)
{
	for (unsigned int i = 0; i < ioctls->request_count; i++)
		define(scope, ioctls->requests[i].constant,
		       position_of(ioctls->requests[i].message));
	for (unsigned int i = 0; i < ioctls->event_count; i++)
		define(scope, ioctls->events[i].constant,
		       position_of(ioctls->events[i].message));
}

static void define_regions(struct scope *scope, const struct model *model)
{
	for (unsigned int i = 0; i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		for (int end = 0; end <= region_is_range(region); end++)
			define(scope,
			       name_upper("virtio_%s_%s", model->label.name,
			                  name_of_region(region, end).text),
			       region->label.at);
	}
}

static void define_masks(struct scope *scope, const struct model *model)
{
	for (unsigned int i = 0; i < model->bits_count; i++) {
		const struct bits *bits = model->bits[i];

		for (unsigned int j = 0; j < bits->ranges.count; j++) {
			const struct field *range = &bits->ranges.fields[j];
			struct label label = range->label;
			struct name mask = name_of("%s_mask", label.name);
			struct name shift = name_of("%s_shift", label.name);

			if (!range_is_new(model, bits, range))
				continue;
			label.name = mask.text;
			define_label(scope, model, bits->label.name, &label);
			label.name = shift.text;
			define_label(scope, model, bits->label.name, &label);
		}
	}
}

static void define_facilities(struct scope *scope, const struct model *model)
{
	for (int kind = 0; kind < FACILITY_KINDS; kind++) {
		const struct facilities *all = &model->facilities[kind];

		for (unsigned int i = 0; i < all->count; i++)
			define(scope,
			       name_upper("virtio_%s_%s", model->label.name,
			                  name_of_facility(&all->list[i]).text),
			       all->list[i].label.at);
	}
}

static void check_constants(struct scope *scope, const struct model *model,
                            const struct ioctls *ioctls)
{
	const char *device = model->label.name;

	define_own(scope, name_upper("virtio_%s_id", device));
	define_own(scope, name_upper("virtio_%s_ioc_magic", device));
	for (unsigned int i = 0; i < model->feature_count; i++)
		define_label(scope, model, "f", &model->features[i].label);
	for (unsigned int i = 0; i < model->queue_count; i++)
		define_label(scope, model, "vq", &model->queues[i].label);
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		if (model->config.fields.fields[i].role != ROLE_RESERVED)
			define_label(scope, model, "config",
			             &model->config.fields.fields[i].label);
	for (unsigned int i = 0; i < model->values_count; i++)
		for (unsigned int k = 0;
		     !model->values[i]->of && k < model->values[i]->count; k++)
			define(scope,
			       name_wire_value(model, model->values[i],
			                       &model->values[i]->values[k]),
			       model->values[i]->values[k].label.at);
	define_masks(scope, model);
	define_opcodes(scope, model);
	define_regions(scope, model);
	define_facilities(scope, model);
	define_ioctl_constants(scope, ioctls);
	check_unique(scope);
}

/* ---- Structures --------------------------------------------------------------- */

static struct position named_at(const struct fields *fields, struct position otherwise)
{
	return fields->name.value ? fields->name.at : otherwise;
}

static void define_wire_half(struct scope *scope, const struct model *model,
                             const struct message *message, bool writable)
{
	struct wire_part part = { 0 };

	while (wire_part_next(model, message, writable, &part))
		if (part.count && !part.shared)
			define_shape(scope, part.name, position_of(message),
			             shape_of_part(model, message, writable, &part));
}

static void define_family_parts(struct scope *scope, const struct model *model,
                                const struct family *family)
{
	for (int writable = 0; writable < 2; writable++) {
		const struct fields *header =
		        writable ? &family->writable_header : &family->readable_header;
		const struct fields *trailer =
		        writable ? &family->writable_trailer : &family->readable_trailer;

		if (wire_header_used(family, writable))
			define_shape(scope, name_wire_header(model, family, writable),
			             named_at(header, family->label.at),
			             shape_of_fields(model, header));
		if (wire_trailer_used(family, writable))
			define_shape(scope, name_wire_trailer(model, family, writable),
			             named_at(trailer, family->label.at),
			             shape_of_fields(model, trailer));
	}
}

static void define_native_half(struct scope *scope, const struct model *model,
                               const struct message *message, bool writable)
{
	if (half_has_native(writable ? &message->writable : &message->readable))
		define(scope, name_native_half(model, message, writable),
		       position_of(message));
}

static void define_structures(struct scope *scope, const struct model *model)
{
	const char *device = model->label.name;

	define_own(scope, name_of("%s", device));
	define_own(scope, name_of("%s_config", device));
	define_own(scope, name_of("%s_driver", device));
	define_own(scope, name_of("%s_driver_events", device));
	define_own(scope, name_of("virtio_%s_config", device));
	define_own(scope, name_of("virtio_%s_read", device));
	for (unsigned int i = 0; i < model->structure_count; i++) {
		struct name name = struct_name(model, model->structures[i]);

		define(scope, name, model->structures[i]->label.at);
		define_shape(scope, name_of("virtio_%s", name.text),
		             model->structures[i]->label.at,
		             shape_of_fields(model, &model->structures[i]->fields));
	}
}

static void check_structures(struct scope *scope, const struct model *model,
                             const struct ioctls *ioctls)
{
	define_structures(scope, model);
	for (unsigned int f = 0; model_any_family(model, f); f++) {
		const struct family *family = model_any_family(model, f);

		define_family_parts(scope, model, family);
		for (unsigned int m = 0; m < 2 * family->count; m++) {
			const struct message *message = &family->messages[m / 2];

			define_native_half(scope, model, message, m % 2);
			define_wire_half(scope, model, message, m % 2);
		}
	}
	for (unsigned int i = 0; i < ioctls->request_count; i++)
		define(scope, ioctls->requests[i].name,
		       position_of(ioctls->requests[i].message));
	for (unsigned int i = 0; i < ioctls->event_count; i++)
		define(scope, ioctls->events[i].name,
		       position_of(ioctls->events[i].message));
	check_unique(scope);
}

/* ---- Functions ------------------------------------------------------------------ */

static void define_functions(struct scope *scope, const struct model *model,
                             const struct message *message)
{
	const char *device = model->label.name;
	struct position at = position_of(message);
	struct name name = name_message(model, message);

	define(scope, name_of("%s_%s", device, name.text), at);
	define(scope, name_of("%s_%s_done", device, name.text), at);
	define(scope, name_of("%s_call_%s", device, name.text), at);
	define(scope, name_of("%s_start_%s", device, name.text), at);
	for (unsigned int i = 0; i < message->writable.fields.count; i++) {
		const struct field *field = &message->writable.fields.fields[i];

		if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
			define(scope,
			       name_of("%s_%s_%s", device, name.text, field->label.name),
			       at);
	}
}

static void define_accessors(struct scope *scope, const struct model *model,
                             const struct bits *bits)
{
	for (unsigned int i = 0; i < 2 * bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i / 2];

		if (range_is_new(model, bits, range))
			define(scope,
			       name_of("%s_%s_%s_%s", model->label.name, bits->label.name,
			               i % 2 ? "set" : "get", range->label.name),
			       range->label.at);
	}
}

static void define_cases(void *context, const struct fields *fields, struct name owner)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		for (unsigned int j = 0;
		     is_slot(field) && j < 2 * field->union_->cases.count; j++) {
			const struct field *is = &field->union_->cases.fields[j / 2];

			define(context, name_of_case(&owner, field, is, j % 2),
			       is->label.at);
		}
	}
}

static void define_list(struct scope *scope, const struct model *model,
                        const struct list_type *list)
{
	define(scope, name_of_list(model, list), list->label.at);
	for (unsigned int i = 0; i < 2 * list->items.count; i++)
		define(scope,
		       name_of_item(model, list, &list->items.fields[i / 2], i % 2),
		       list->items.fields[i / 2].label.at);
}

static void check_functions(struct scope *scope, const struct model *model)
{
	static const char *const own[] = { "config",     "driver_config", "driver_fini",
		                           "driver_has", "driver_init",   "handlers",
		                           "refuse",     "type" };

	for (unsigned int i = 0; i < sizeof(own) / sizeof(*own); i++)
		define_own(scope, name_of("%s_%s", model->label.name, own[i]));
	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		for (unsigned int m = 0; m < family->count; m++)
			if (family_used(model, family, false))
				define_functions(scope, model, &family->messages[m]);
	}
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		if (model->config.fields.fields[i].access != VQS_READ_ONLY)
			define(scope,
			       name_of("%s_driver_set_%s", model->label.name,
			               model->config.fields.fields[i].label.name),
			       model->config.fields.fields[i].label.at);
	for (unsigned int i = 0; i < model->bits_count; i++)
		define_accessors(scope, model, model->bits[i]);
	for_native_lists(model, define_cases, scope);
	for (unsigned int i = 0; i < model->list_count; i++)
		define_list(scope, model, model->lists[i]);
	check_unique(scope);
}

/* ---- Members --------------------------------------------------------------------- */

static void check_member(struct scope *scope, const struct field *field,
                         const char *taken, const struct fields *by, const char *what)
{
	if (by->count == 0 || field->from_header || field->from_trailer ||
	    strcmp(field->label.name, taken) != 0)
		return;
	finding_add(scope->findings, SEVERITY_ERROR, field->label.at, NULL,
	            "a field beside a %s cannot be called '%s'", what, taken);
	finding_advise(
	        scope->findings, NULL,
	        "That is the member of generated structures which holds it. Choose "
	        "another name.");
	scope->fine = false;
}

/* The fields of a header that is no structure of its own are beside those of the body. */
static void check_flat(struct scope *scope, const struct family *family,
                       const struct half *half, bool writable)
{
	const struct fields *list = &half->fields;

	if (wire_header_apart(half, writable ? &family->writable_header
	                                     : &family->readable_header))
		return;
	for (unsigned int i = 0; i < list->count; i++)
		if (!list->fields[i].from_trailer)
			define(scope, name_of("%s", list->fields[i].label.name),
			       list->fields[i].label.at);
	check_unique(scope);
}

static void check_members(struct scope *scope, const struct message *message,
                          bool writable)
{
	const struct family *family = message->family;
	const struct half *half = writable ? &message->writable : &message->readable;

	check_flat(scope, family, half, writable);
	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];

		check_member(scope, field, name_header_member(family, writable),
		             writable ? &family->writable_header
		                      : &family->readable_header,
		             "header");
		check_member(scope, field, name_trailer_member(family, writable),
		             writable ? &family->writable_trailer
		                      : &family->readable_trailer,
		             "trailer");
	}
}

/* struct virtio_device and struct virtio_driver are Linux's own. */
static void check_device(struct scope *scope, const struct label *label)
{
	if (strcmp(label->name, "device") != 0 && strcmp(label->name, "driver") != 0)
		return;
	finding_add(scope->findings, SEVERITY_ERROR, label->at, NULL,
	            "Linux has a struct virtio_%s of its own", label->name);
	finding_advise(scope->findings, NULL,
	               "C names are made of the device type's: choose another one.");
	scope->fine = false;
}

bool names_check(const struct model *model, struct findings *findings)
{
	struct scope scope = { .findings = findings, .fine = true };
	struct ioctls *ioctls = ioctls_make(model);

	if (!ioctls)
		return false;
	check_device(&scope, &model->label);
	check_constants(&scope, model, ioctls);
	check_structures(&scope, model, ioctls);
	check_functions(&scope, model);
	for (unsigned int f = 0; f < model->family_count; f++)
		for (unsigned int m = 0; m < 2 * model->families[f].count; m++)
			check_members(&scope, &model->families[f].messages[m / 2], m % 2);
	ioctls_destroy(ioctls);
	free(scope.list);
	return scope.fine;
}
