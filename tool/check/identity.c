/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names, and what transports can carry: rules ID-11 and ID-12.
 */
#include "rules.h"

#include <string.h>

#include "ids.h"

/* ---- ID-11: names of others ---------------------------------------------- */

/* What linux/virtio_NAME.h is there for, beside device types of the table. */
static bool is_of_the_core(const char *name)
{
	static const char *const names[] = { "config", "ids",  "mmio",  "net_hdr", "pci",
		                             "pcidev", "ring", "types", "vdpa",    "f",
		                             "id",     "dev",  "admin", "msi" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const struct device_id *type_called(const char *name)
{
	/* Headers of Linux that have another name than the chapter. */
	static const struct {
		const char *name;
		uint16_t id;
	} headers[] = {
		{ "rng", 4 }, { "9p", 9 },    { "snd", 25 },
		{ "bt", 40 }, { "caif", 12 }, { "rpmsg", 7 },
	};
	const struct device_id *row;

	for (unsigned int i = 0; (row = id_at(i)); i++)
		if (row->chapter && strcmp(row->chapter, name) == 0)
			return row;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		if (strcmp(headers[i].name, name) == 0)
			return id_find(headers[i].id);
	return NULL;
}

void check_names(struct checking *checking)
{
	const struct label *label = &checking->model->label;
	const struct device_id *row = type_called(label->name);

	if (checking->model->existing || (!row && !is_of_the_core(label->name)))
		return;
	report(checking, label->at, "'%s' is a name of %s%s", label->name,
	       row ? "the " : "virtio's own headers", row ? id_name(row) : "");
	advice(checking,
	       "Constants and structures start with the name of the device type: "
	       "VIRTIO_..., struct virtio_%s_.... Yours would have the names of others, "
	       "and no program could include both headers. Choose another name.",
	       label->name);
}

/* ---- ID-12: what a transport lacks --------------------------------------- */

static const struct field *changing_field(const struct model *model)
{
	const struct fields *fields = &model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].volatile_)
			return &fields->fields[i];
	return NULL;
}

static void check_regions(struct checking *checking)
{
	const struct model *model = checking->model;

	if (model->region_count == 0 || model->regions[0].condition.count == 0)
		return; /* none, or SM-02's */
	report(checking, transport_at(model, TRANSPORT_CCW),
	       "'%s' is shared memory, which ccw has not", model->regions[0].label.name);
	advice(checking,
	       "A device there does not offer '%s', and its driver does "
	       "without. Nothing to mend, if it can.",
	       model->regions[0].condition.text.value);
}

void check_facilities(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct field *field = changing_field(model);

	if (!model->transports_given || !(model->transports & TRANSPORT_CCW))
		return;
	check_regions(checking);
	if (!field)
		return;
	report(checking, transport_at(model, TRANSPORT_CCW),
	       "'%s' changes, and ccw has no configuration generation",
	       field->label.name);
	advice(checking, "PCI and mmio count changes, so that a driver sees whether its "
	                 "copy is of one piece; on ccw it reads twice, until two copies "
	                 "are equal. Nothing to mend: know it when fields belong "
	                 "together, or send the change as an event.");
}
