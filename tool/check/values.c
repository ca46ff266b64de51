/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Bounds, enumerations, flags and statuses: rules CF-24, ST-04 and ST-08.
 */
#include "rules.h"

#include "layout.h"
#include "../type/type_text.h"

/* Calls a function for each field of the description, once. */
typedef void visit_field(struct checking *checking, const struct field *field);

static void visit_list(struct checking *checking, const struct fields *fields,
                       visit_field *function)
{
	for (unsigned int i = 0; i < fields->count; i++)
		function(checking, &fields->fields[i]);
}

static void visit_body(struct checking *checking, const struct fields *fields,
                       visit_field *function)
{
	for (unsigned int i = 0; i < fields->count; i++)
		if (!fields->fields[i].from_header && !fields->fields[i].from_trailer)
			function(checking, &fields->fields[i]);
}

static void visit_family(struct checking *checking, const struct family *family,
                         visit_field *function)
{
	visit_list(checking, &family->readable_header, function);
	visit_list(checking, &family->writable_header, function);
	visit_list(checking, &family->readable_trailer, function);
	visit_list(checking, &family->writable_trailer, function);
	for (unsigned int i = 0; i < family->count; i++) {
		visit_body(checking, &family->messages[i].readable.fields, function);
		visit_body(checking, &family->messages[i].writable.fields, function);
	}
}

static void visit_all(struct checking *checking, visit_field *function)
{
	const struct model *model = checking->model;

	visit_list(checking, &model->config.fields, function);
	for (unsigned int i = 0; i < model->structure_count; i++)
		visit_list(checking, &model->structures[i]->fields, function);
	for (unsigned int i = 0; i < model->family_count; i++)
		visit_family(checking, &model->families[i], function);
}

static unsigned int width(const struct field *field)
{
	return 8 * scalar_size(field->kind);
}

static struct position field_at(const struct field *field)
{
	return field->label.at;
}

/* ---- CF-24: bounds ------------------------------------------------------- */

static void check_fits(struct checking *checking, const struct field *field,
                       const struct number *number, const char *what)
{
	if (!number->given || field->kind == VQS_STRUCT ||
	    number->value <= scalar_max(field->kind))
		return;
	report(checking, number->at, "the %s of '%s', %llu, does not fit its %u bits",
	       what, field->label.name, (unsigned long long)number->value, width(field));
	advice(checking,
	       "The field holds 0..%llu. Take a wider type, or the bound out: what the "
	       "type already says need not be said.",
	       (unsigned long long)scalar_max(field->kind));
}

static void check_order(struct checking *checking, const struct field *field)
{
	if (!field->min.given || !field->max.given ||
	    field->min.value <= field->max.value)
		return;
	report(checking, field->max.at,
	       "no value is valid for '%s': min %llu is above max %llu",
	       field->label.name, (unsigned long long)field->min.value,
	       (unsigned long long)field->max.value);
	advice(checking,
	       "Both are valid values themselves; the one is at most the other.");
}

/* Whether a value is one of the enumeration, or a sum of its flags. */
static bool is_among(uint64_t value, const struct values *values)
{
	uint64_t all = 0;

	for (unsigned int i = 0; i < values->count; i++) {
		if (!values->flags && values->values[i].number == value)
			return true;
		all |= values->values[i].number;
	}
	return values->flags && (value & ~all) == 0;
}

static void check_initial(struct checking *checking, const struct field *field)
{
	uint64_t initial = field->initial.value;

	if (!field->initial.given)
		return;
	if ((field->min.given && initial < field->min.value) ||
	    (field->max.given && initial > field->max.value))
		report(checking, field->initial.at,
		       "the default of '%s', %llu, is outside its bounds",
		       field->label.name, (unsigned long long)initial);
	else if (field->values && !field->values->open &&
	         !is_among(initial, field->values))
		report(checking, field->initial.at,
		       "the default of '%s', %llu, is none of its %s", field->label.name,
		       (unsigned long long)initial,
		       field->values->flags ? "flags" : "values");
	else
		return;
	advice(checking, "A driver reads this after reset and would have to refuse it "
	                 "by the description itself.");
}

static void check_enum_fits(struct checking *checking, const struct field *field)
{
	const struct values *values = field->values;

	if (!values || values->flags || field->kind == VQS_STRUCT)
		return;
	for (unsigned int i = 0; i < values->count; i++) {
		const struct value *value = &values->values[i];

		if (value->number <= scalar_max(field->kind))
			continue;
		report(checking, values->inline_ ? value->number_at : field_at(field),
		       "the value '%s' (%llu) does not fit the %u bits of '%s'",
		       value->label.name, (unsigned long long)value->number, width(field),
		       field->label.name);
		advice(checking, "The field holds 0..%llu. Take a wider type.",
		       (unsigned long long)scalar_max(field->kind));
	}
}

static void visit_bounds(struct checking *checking, const struct field *field)
{
	check_fits(checking, field, &field->min, "min");
	check_fits(checking, field, &field->max, "max");
	check_fits(checking, field, &field->initial, "default");
	check_order(checking, field);
	check_initial(checking, field);
	check_enum_fits(checking, field);
}

void check_values(struct checking *checking)
{
	visit_all(checking, visit_bounds);
}

/* ---- ST-04: flags -------------------------------------------------------- */

static unsigned int bit_of(uint64_t mask)
{
	unsigned int bit = 0;

	while (bit < 63 && !(mask >> bit & 1))
		bit++;
	return bit;
}

static void visit_flags(struct checking *checking, const struct field *field)
{
	const struct values *values = field->values;

	if (!values || !values->flags || field->kind == VQS_STRUCT)
		return;
	for (unsigned int i = 0; i < values->count; i++) {
		const struct value *value = &values->values[i];

		if (value->number <= scalar_max(field->kind))
			continue;
		report(checking, values->inline_ ? value->number_at : field_at(field),
		       "flag '%s' is bit %u, but '%s' has bits 0..%u", value->label.name,
		       bit_of(value->number), field->label.name, width(field) - 1);
		advice(checking, "Bits subdivide one integer, counted from the least "
		                 "significant, whatever the byte order. Take a wider "
		                 "type, or a free bit (bits are given by number here, "
		                 "not by mask).");
	}
}

void check_flags(struct checking *checking)
{
	visit_all(checking, visit_flags);
}

/* ---- ST-08: statuses ----------------------------------------------------- */

static void report_no_ok(struct checking *checking, const struct family *family)
{
	report(checking, field_at(family->status),
	       "no value of the status '%s' says success", family->status->label.name);
	advice(checking, "The generated driver has to know which answer is good. Name a "
	                 "value `ok: 0`, or point to one: `ok: NAME`.");
}

static void report_ok_value(struct checking *checking, const struct family *family)
{
	report(checking,
	       family->ok->number_at.line ? family->ok->number_at
	                                  : field_at(family->status),
	       "success is %llu in the status '%s', not 0",
	       (unsigned long long)family->ok->number, family->status->label.name);
	advice(checking, "By custom 0 is success and anything else an error, also one "
	                 "that the driver does not know yet: so later versions can tell "
	                 "failures apart without a feature bit.");
}

static void report_no_failure(struct checking *checking, const struct family *family)
{
	report(checking, field_at(family->status),
	       "the status '%s' has no value for failure", family->status->label.name);
	advice(checking,
	       "A device that cannot do what it is asked has to say so; drivers treat "
	       "every unknown value as an error, but people want a name for it. Add at "
	       "least `unsupported`, for requests that the device does not know, and "
	       "`invalid`.");
}

static void check_family_status(struct checking *checking, const struct family *family)
{
	if (!family->ok)
		report_no_ok(checking, family);
	else if (family->ok->number != 0)
		report_ok_value(checking, family);
	else if (family->status->values && family->status->values->count < 2)
		report_no_failure(checking, family);
}

void check_status(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++)
		if (model->families[i].status)
			check_family_status(checking, &model->families[i]);
}
