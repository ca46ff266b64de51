/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Shared memory: rules SM-02 to SM-05 and ST-17. (SM-01 and SM-06: the reader.)
 */
#include "rules.h"

#include "visit.h"

static const struct region *first_region(const struct model *model)
{
	return model->region_count ? &model->regions[0] : NULL;
}

/* ---- SM-02: not on ccw --------------------------------------------------- */

void check_region_ccw(struct checking *checking)
{
	const struct model *model = checking->model;

	if (!model->transports_given || !(model->transports & TRANSPORT_CCW))
		return;
	for (unsigned int i = 0; i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		if (region->condition.count)
			continue;
		report(checking, transport_at(model, TRANSPORT_CCW),
		       "ccw has no shared memory, and '%s' is always there",
		       region->label.name);
		advice(checking,
		       "Say `if: FEATURE` of '%s', which a device on ccw then does not "
		       "offer, and let the driver do without; or leave ccw out.",
		       region->label.name);
		return;
	}
}

/* ---- SM-03, SM-04: what it is for, and how it is mapped ------------------- */

void ask_region_use(struct checking *checking)
{
	const struct region *region = first_region(checking->model);

	if (!region || !asks(checking))
		return;
	report(checking, region->label.at,
	       "does '%s' hold data only, and nothing that makes the device act?",
	       region->label.name);
	advice(checking, "Shared memory must not control a device nor carry a stream of "
	                 "data: no doorbells, no rings, no registers, as nobody "
	                 "intercepts what is written there. Say what is in it.");
}

void ask_region_cache(struct checking *checking)
{
	const struct region *region = first_region(checking->model);

	if (!region || !asks(checking))
		return;
	report(checking, region->label.at,
	       "how does a driver map '%s', and when does the other side see a write?",
	       region->label.name);
	advice(checking, "Cached like RAM, write-combining, or uncached; and what orders "
	                 "writes to it against requests: \"before the buffer is made "
	                 "available\", for example.");
}

/* ---- SM-05: whether it is there ------------------------------------------- */

void check_region_there(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->region_count; i++) {
		const struct region *region = &model->regions[i];

		if (region->condition.count)
			continue;
		report(checking, region->label.at,
		       "no feature says whether '%s' is there", region->label.name);
		advice(checking, "A driver can look for it, and on mmio finds a length "
		                 "of -1, but it learns nothing of why. A feature tells "
		                 "it before, and lets it decline. Say `if: FEATURE`; if "
		                 "no device comes without it, answer so.");
	}
}

/* ---- ST-17: what refers to it --------------------------------------------- */

static void visit_pointer(struct checking *checking, const struct field_visit *visit)
{
	static const char *const words[] = { "addr", "address", "ptr", "pointer", NULL };
	const struct field *field = visit->field;

	if (field->kind != VQS_LE64 || !has_word(field->label.name, words))
		return;
	report(checking, field->label.at,
	       "'%s' is named like an address, in a device with shared memory",
	       field->label.name);
	advice(checking, "Where a region lies is different for driver and device, and "
	                 "moves with each boot: what refers into it is an offset from "
	                 "its start, with the id where there are several. Call it "
	                 "`..._offset`; if it is an address of other memory, answer so.");
}

void check_region_offsets(struct checking *checking)
{
	if (checking->model->region_count)
		visit_fields(checking, visit_pointer);
}
