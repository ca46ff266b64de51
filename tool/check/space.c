/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The layout of the device configuration space: rules CF-01 to CF-05, CF-12 to
 * CF-14 and CF-22.
 */
#include "rules.h"

#include <stdlib.h>

#include "layout.h"

/* Calls a function for the configuration space and each structure that it is made of. */
typedef void visit(struct checking *checking, const struct structure *structure);

static void visit_space(struct checking *checking, visit *function)
{
	const struct model *model = checking->model;
	bool *within = structures_within(model, &model->config.fields);

	function(checking, &model->config);
	for (unsigned int i = 0; i < model->structure_count; i++)
		if (within[i])
			function(checking, model->structures[i]);
	free(within);
}

static struct position type_at(const struct field *field)
{
	return field->type.at.line ? field->type.at : field->label.at;
}

static const char *type_of(const struct field *field)
{
	if (field->type.value)
		return field->type.value;
	return field->structure ? field->structure->label.name : "structure";
}

/* ---- CF-01 --------------------------------------------------------------- */

static void visit_endian(struct checking *checking, const struct structure *structure)
{
	static const char *const little[] = {
		[VQS_BE16] = "le16", [VQS_BE32] = "le32", [VQS_BE64] = "le64"
	};

	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];

		if (!is_big_endian(field->kind))
			continue;
		report(checking, type_at(field),
		       "configuration field '%s' is big-endian (%s)", field->label.name,
		       type_of(field));
		advice(checking,
		       "The configuration space is little-endian on every transport, "
		       "and the accessors of drivers (virtio_cread of Linux) swap "
		       "accordingly: they would read it the wrong way round. Use %s; "
		       "big-endian fields may mirror a foreign format inside messages.",
		       little[field->kind]);
	}
}

void check_config_endian(struct checking *checking)
{
	visit_space(checking, visit_endian);
}

/* ---- CF-02: a driver reads a field with accesses of at most 32 bits ------ */

static unsigned int access_alignment(const struct checking *checking,
                                     const struct field *field)
{
	unsigned int natural = field_alignment(checking, field);

	return natural > 4 ? 4 : natural;
}

static void visit_aligned(struct checking *checking, const struct structure *structure)
{
	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];
		unsigned int alignment = access_alignment(checking, field);
		unsigned int missing = field->offset % alignment;

		if (missing == 0)
			continue;
		report(checking, field->label.at,
		       "configuration field '%s' (%s) is at offset %u, not a multiple "
		       "of %u",
		       field->label.name, type_of(field), field->offset, alignment);
		advice(checking,
		       "Drivers read a field in one access of its width (two of 32 bits "
		       "for a le64), and PCI and mmio want that naturally aligned; a "
		       "device may answer anything else with nonsense. Order the fields "
		       "by size, or put `reserved: \"u8[%u]\"` before it.",
		       alignment - missing);
	}
}

void check_config_aligned(struct checking *checking)
{
	visit_space(checking, visit_aligned);
}

/* ---- CF-03: what a compiler would add ------------------------------------ */

static unsigned int natural_alignment(const struct checking *checking,
                                      const struct structure *structure)
{
	unsigned int most = 1;

	for (unsigned int i = 0; i < structure->fields.count; i++) {
		unsigned int one =
		        field_alignment(checking, &structure->fields.fields[i]);

		if (one > most)
			most = one;
	}
	return most;
}

static bool has_variable(const struct structure *structure)
{
	for (unsigned int i = 0; i < structure->fields.count; i++)
		if (is_variable(&structure->fields.fields[i]))
			return true;
	return false;
}

static void report_tail(struct checking *checking, const struct structure *structure,
                        unsigned int alignment)
{
	const struct fields *fields = &structure->fields;
	const struct field *last = &fields->fields[fields->count - 1];
	unsigned int gap = alignment - (unsigned int)(fields_bytes(fields) % alignment);
	bool whole = structure == &checking->model->config;

	report_as(checking, whole ? SEVERITY_WARNING : SEVERITY_ERROR, last->label.at,
	          "%s%s%s ends %u byte%s short: a compiler adds padding after '%s'",
	          whole ? "the configuration space" : "structure '",
	          whole ? "" : structure->label.name, whole ? "" : "'", gap,
	          gap == 1 ? "" : "s", last->label.name);
	advice(checking,
	       "It has %llu bytes, but sizeof in C is %llu, so a driver in C reads past "
	       "the end%s. Every gap is a named field: end with `reserved: \"u8[%u]\"`.",
	       (unsigned long long)fields_bytes(fields),
	       (unsigned long long)fields_bytes(fields) + gap,
	       whole ? ""
	             : ", and what follows it, or the next element, is found in the "
	               "wrong place",
	       gap);
}

/* The last field is itself too short: that is reported, and mends this too. */
static bool is_cause_inside(const struct checking *checking,
                            const struct structure *structure)
{
	const struct field *last = &structure->fields.fields[structure->fields.count - 1];

	return last->kind == VQS_STRUCT &&
	       last->structure->size % field_alignment(checking, last) != 0;
}

static void visit_padding(struct checking *checking, const struct structure *structure)
{
	unsigned int alignment = natural_alignment(checking, structure);

	if (has_variable(structure))
		return;
	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];

		if (field_alignment(checking, field) < 8 || field->offset % 8 == 0)
			continue;
		report_as(checking, SEVERITY_NOTE, field->label.at,
		          "configuration field '%s' (%s) is at offset %u: some "
		          "compilers pad before it",
		          field->label.name, type_of(field), field->offset);
		advice(checking,
		       "virtio is content with multiples of 4. But a 64-bit compiler "
		       "starts a 64-bit member at a multiple of 8 and a 32-bit x86 one "
		       "does not: C structures of it have to be packed. A field of 4 "
		       "bytes before it makes all agree.");
		return;
	}
	if (fields_bytes(&structure->fields) % alignment != 0 &&
	    !is_cause_inside(checking, structure))
		report_tail(checking, structure, alignment);
}

void check_config_padding(struct checking *checking)
{
	visit_space(checking, visit_padding);
}

/* ---- CF-05, CF-14: variable length --------------------------------------- */

void check_config_offsets(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;
	const struct field *variable = NULL;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (variable) {
			report(checking, field->label.at,
			       "configuration field '%s' has no fixed offset: it "
			       "follows '%s', whose length varies",
			       field->label.name, variable->label.name);
			advice(checking,
			       "A field has one offset for all devices and all sets of "
			       "features, also where optional fields before it are not "
			       "valid: a driver knows it when it is compiled. Give '%s' "
			       "its full length.",
			       variable->label.name);
		}
		if (!variable && is_variable(field))
			variable = field;
	}
}

static void visit_flexible(struct checking *checking, const struct structure *structure)
{
	for (unsigned int i = 0; i < structure->fields.count; i++) {
		const struct field *field = &structure->fields.fields[i];

		if (!is_variable(field))
			continue;
		report(checking, type_at(field),
		       "configuration field '%s' has no fixed length: '%s'",
		       field->label.name, type_of(field));
		advice(checking,
		       "A driver knows the size of the configuration space only as a "
		       "lower bound (PCI gives it pages, mmio says nothing), so it "
		       "cannot tell where the field ends. Give it its greatest length "
		       "and pad with zero, or move it to a request that answers with as "
		       "much as there is.");
	}
}

void check_config_flexible(struct checking *checking)
{
	visit_space(checking, visit_flexible);
}

/* ---- CF-12, CF-13, CF-22: size ------------------------------------------- */

#define LARGE_ARRAY 64
#define LARGE_SPACE 256
#define PAGE        4096

void check_config_array(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field_bytes(field) <= LARGE_ARRAY || field->extent == VQS_ONE)
			continue;
		report(checking, type_at(field),
		       "configuration field '%s' is a table of %u bytes",
		       field->label.name, field->size);
		advice(checking,
		       "The configuration space is small, and a driver reads it byte by "
		       "byte, each a trap into the VMM, with no lock against changes. "
		       "Above %d bytes a table belongs in a message: a request that "
		       "reads or replaces it in one go (as the network device does with "
		       "its filters).",
		       LARGE_ARRAY);
	}
}

void check_config_size(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t bytes = fields_bytes(&model->config.fields);

	if (bytes <= LARGE_SPACE)
		return;
	report_as(checking, bytes > PAGE ? SEVERITY_ERROR : SEVERITY_WARNING,
	          model->config_at, "the configuration space has %llu bytes, above %d",
	          (unsigned long long)bytes, bytes > PAGE ? PAGE : LARGE_SPACE);
	advice(checking,
	       "%d bytes are what everyone has: Linux on ccw, QEMU's window on mmio and "
	       "vhost-user stop there, and on PCI drivers map one page of %d. The "
	       "largest of a standard device has 136. Move what is not needed to "
	       "initialize the device to requests on a virtqueue.",
	       LARGE_SPACE, PAGE);
}

static bool all_reserved(const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].role != ROLE_RESERVED)
			return false;
	return true;
}

void check_config_empty(struct checking *checking)
{
	const struct model *model = checking->model;

	if (!model->config_at.line || !all_reserved(&model->config.fields))
		return;
	report(checking, model->config_at,
	       model->config.fields.count
	               ? "the configuration space has nothing but reserved fields"
	               : "the configuration space is empty");
	advice(checking, "A device type needs none: the chapter then says \"None "
	                 "currently defined\", and on PCI no VIRTIO_PCI_CAP_DEVICE_CFG "
	                 "is presented. Leave `config` out: a field can be added later, "
	                 "with a feature bit, and there is nothing to be kept room for.");
}
