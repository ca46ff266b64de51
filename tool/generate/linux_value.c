/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: which values the description allows. Programs and devices are held
 * to the same: what a program gets wrong is EINVAL, what a device does EPROTO.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "linux.h"
#include "type_text.h"

static bool is_closed(const struct values *values)
{
	return values && !values->open && values->count;
}

static bool has_least(const struct field *field)
{
	return field->min.given && field->min.value > 0;
}

/* Whether the greatest value says more than the type does. */
static bool has_most(const struct field *field)
{
	unsigned int bits = linux_bits(field->kind);
	uint64_t all = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;

	return field->max.given && field->max.value < all;
}

static bool bits_are_judged(const struct bits *bits)
{
	if (!bits)
		return false;
	if (bits->ignored | bits->strict)
		return true;
	for (unsigned int i = 0; i < bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i];

		if (has_least(range) || has_most(range) || is_closed(range->values))
			return true;
	}
	return false;
}

bool linux_is_judged(const struct field *field)
{
	if (field->kind == VQS_STRUCT || field->role == ROLE_RESERVED ||
	    (field->extent != VQS_ONE && field->extent != VQS_ARRAY))
		return false;
	return has_least(field) || has_most(field) || is_closed(field->values) ||
	       field->limit_count || bits_are_judged(field->bits);
}

/* Two fields may have an enumeration of the same name each. */
static struct name enum_name(const struct linux_driver *driver,
                             const struct values *values)
{
	unsigned int number = 1;

	for (unsigned int i = 0; driver->model->values[i] != values; i++)
		number += strcmp(driver->model->values[i]->label.name,
		                 values->label.name) == 0;
	if (number > 1)
		return name_of("%s%u", values->label.name, number);
	return name_of("%s", values->label.name);
}

/* ---- The functions ------------------------------------------------------- */

static bool bits_use(const struct bits *bits, const struct values *values)
{
	for (unsigned int i = 0; bits && i < bits->ranges.count; i++)
		if (bits->ranges.fields[i].values == values)
			return true;
	return false;
}

static bool fields_use(const struct fields *fields, const struct values *values,
                       bool config)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if ((field->values == values || bits_use(field->bits, values)) &&
		    linux_is_judged(field) && native_has(field) &&
		    (!config || field->access != VQS_READ_ONLY))
			return true;
		if (config && field->kind == VQS_STRUCT &&
		    field->access != VQS_READ_ONLY && field->extent == VQS_ONE &&
		    fields_use(&field->structure->fields, values, false))
			return true;
	}
	return false;
}

/* Whether it stands in an ioctl, an event, or a configuration field that is written. */
static bool is_used(const struct linux_driver *driver, const struct values *values)
{
	const struct ioctls *ioctls = driver->ioctls;

	for (unsigned int i = 0; i < ioctls->request_count; i++) {
		const struct message *message = ioctls->requests[i].message;

		if (fields_use(&message->readable.fields, values, false) ||
		    fields_use(&message->writable.fields, values, false))
			return true;
	}
	for (unsigned int i = 0; i < ioctls->event_count; i++)
		if (fields_use(&ioctls->events[i].message->writable.fields, values,
		               false))
			return true;
	return fields_use(&driver->model->config.fields, values, true);
}

static void say_enum(const struct linux_driver *driver, const struct values *values)
{
	sayf(driver, "\nstatic bool virtio_$_is_%s(u64 value)\n{\n\tswitch (value) {\n",
	     enum_name(driver, values).text);
	for (unsigned int i = 0; i < values->count; i++)
		if (!values->values[i].alias)
			sayf(driver, "\tcase %s:\n",
			     linux_value(driver, values, &values->values[i]).text);
	say(driver, "\t\treturn true;\n\tdefault:\n\t\treturn false;\n\t}\n}\n");
}

void linux_enums(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->values_count; i++) {
		const struct values *values = driver->model->values[i];

		if (is_closed(values) && !values->flags && is_used(driver, values))
			say_enum(driver, values);
	}
}

/* ---- Judging ------------------------------------------------------------- */

/* A mask of 32 bits says nothing of the others of 64. */
static void say_flags(const struct linux_driver *driver, const struct field *field,
                      const char *value)
{
	const struct values *values = field->values;

	sayf(driver, "%s & ~%s%s", value, linux_bits(field->kind) == 64 ? "(u64)" : "",
	     values->count > 1 ? "(" : "");
	for (unsigned int i = 0; i < values->count; i++)
		sayf(driver, "%s%s", i ? " | " : "",
		     linux_value(driver, values, &values->values[i]).text);
	say(driver, values->count > 1 ? ")" : "");
}

static const char *suffix(uint64_t number)
{
	return number > INT32_MAX ? "ULL" : "";
}

static void say_bad_value(const struct linux_driver *driver, const struct field *field,
                          const char *value);

static struct name name_of_bits(const char *value, const struct field *range)
{
	uint64_t ones = range->size >= 64 ? UINT64_MAX : (UINT64_C(1) << range->size) - 1;

	if (range->offset == 0)
		return name_of("(%s & 0x%" PRIx64 "%s)", value, ones,
		               ones > UINT32_MAX ? "ULL" : "");
	return name_of("(%s >> %" PRIu32 " & 0x%" PRIx64 "%s)", value, range->offset,
	               ones, ones > UINT32_MAX ? "ULL" : "");
}

/*
 * Bits that are reserved are refused from programs and ignored from devices, as
 * linux_drop_bits() took them out before.
 */
static void say_bad_bits(const struct linux_driver *driver, const struct field *field,
                         const char *value)
{
	const struct bits *bits = field->bits;
	const char *between = "";

	if (bits->ignored | bits->strict) {
		sayf(driver, "%s & 0x%" PRIx64 "%s", value, bits->ignored | bits->strict,
		     linux_bits(field->kind) == 64 ? "ULL" : "");
		between = " || ";
	}
	for (unsigned int i = 0; i < bits->ranges.count; i++) {
		const struct field *range = &bits->ranges.fields[i];
		struct name own = name_of_bits(value, range);

		if (!has_least(range) && !has_most(range) && !is_closed(range->values))
			continue;
		say(driver, between);
		say_bad_value(driver, range, own.text);
		between = " || ";
	}
}

void linux_drop_bits(const struct linux_driver *driver, const struct field *field,
                     const char *value)
{
	bool array = field->extent == VQS_ARRAY;

	if (!field->bits || !field->bits->ignored)
		return;
	if (array)
		sayf(driver, "\tfor (i = 0; i < %" PRIu32 "; i++)\n\t", field->elements);
	sayf(driver, "\t%s%s &= 0x%" PRIx64 "%s;\n", value, array ? "[i]" : "",
	     ~field->bits->ignored & scalar_max(field->kind),
	     linux_bits(field->kind) == 64 ? "ULL" : "");
}

/* What a bad value looks like: conditions with || between them. */
static void say_bad(const struct linux_driver *driver, const struct field *field,
                    const char *value)
{
	if (field->bits)
		say_bad_bits(driver, field, value);
	else
		say_bad_value(driver, field, value);
}

/* Of &&. */
static void say_operand(const struct linux_driver *driver, const char *expression)
{
	bool several = strstr(expression, " || ");

	sayf(driver, "%s%s%s", several ? "(" : "", expression, several ? ")" : "");
}

/* This feature, and not that one. */
static void say_limit_holds(const struct linux_driver *driver, const struct limit *limit)
{
	char *with = linux_condition(driver, &limit->condition, NULL, false);
	char *without = linux_condition(driver, &limit->unless, NULL, true);

	if (limit->condition.count)
		say_operand(driver, with);
	if (limit->condition.count && limit->unless.count)
		say(driver, " && ");
	if (limit->unless.count)
		say_operand(driver, without);
	free(with);
	free(without);
}

/* What only some features forbid: behind || if `any`. True if there is something now. */
static bool say_bad_limits(const struct linux_driver *driver, const struct field *field,
                           const char *value, bool any)
{
	for (unsigned int i = 0; i < field->limit_count; i++) {
		const struct limit *limit = &field->limits[i];

		say(driver, any ? " || (" : "(");
		say_limit_holds(driver, limit);
		say(driver, limit->min.given && limit->max.given ? " && (" : " && ");
		if (limit->min.given)
			sayf(driver, "%s < %" PRIu64 "%s", value, limit->min.value,
			     suffix(limit->min.value));
		if (limit->min.given && limit->max.given)
			say(driver, " || ");
		if (limit->max.given)
			sayf(driver, "%s > %" PRIu64 "%s", value, limit->max.value,
			     suffix(limit->max.value));
		say(driver, limit->min.given && limit->max.given ? "))" : ")");
		any = true;
	}
	return any;
}

static void say_bad_value(const struct linux_driver *driver, const struct field *field,
                          const char *value)
{
	bool any = false;

	if (has_least(field)) {
		sayf(driver, "%s < %" PRIu64 "%s", value, field->min.value,
		     suffix(field->min.value));
		any = true;
	}
	if (has_most(field)) {
		sayf(driver, "%s%s > %" PRIu64 "%s", any ? " || " : "", value,
		     field->max.value, suffix(field->max.value));
		any = true;
	}
	any = say_bad_limits(driver, field, value, any);
	if (!is_closed(field->values))
		return;
	say(driver, any ? " || " : "");
	if (!field->values->flags)
		sayf(driver, "!virtio_$_is_%s(%s)", enum_name(driver, field->values).text,
		     value);
	else if (any)
		say(driver, "(");
	if (field->values->flags) {
		say_flags(driver, field, value);
		say(driver, any ? ")" : "");
	}
}

/* Lines, each behind the indentation; braces if there are several. */
static void say_otherwise(const struct linux_driver *driver, const char *indent,
                          const char *lines)
{
	bool several = strchr(lines, '\n') != NULL;

	say(driver, several ? ") {\n" : ")\n");
	while (*lines) {
		int length = (int)strcspn(lines, "\n");

		sayf(driver, "%s\t%.*s\n", indent, length, lines);
		lines += length + (lines[length] == '\n');
	}
	if (several)
		sayf(driver, "%s}\n", indent);
}

void linux_judge(const struct linux_driver *driver, const struct field *field,
                 const char *value, const char *otherwise)
{
	bool array = field->extent == VQS_ARRAY;
	bool lacks = linux_lacks(field) && !is_config_field(driver->model, field);

	if (!linux_is_judged(field))
		return;
	if (array)
		sayf(driver, "\tfor (i = 0; i < %" PRIu32 "; i++)\n", field->elements);
	say(driver, array ? "\t\tif (" : "\tif (");
	if (lacks)
		sayf(driver, "%s && (", linux_size(field).text);
	say_bad(driver, field, array ? name_of("%s[i]", value).text : value);
	say(driver, lacks ? ")" : "");
	say_otherwise(driver, array ? "\t\t" : "\t", otherwise);
}
