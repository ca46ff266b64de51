/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: fields of fixed length that features leave out, all or the end of
 * them. How many bytes are there stands in a variable of the function; the
 * bytes are at no place that C knows, so they are copied.
 */
#define _GNU_SOURCE /* open_memstream */
#include "linux.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool linux_lacks(const struct field *field)
{
	return may_lack(field) && field->extent != VQS_COUNTED &&
	       field->extent != VQS_REST;
}

struct name linux_size(const struct field *field)
{
	return name_of("%s_size", field->label.name);
}

/* "this && !that", in parentheses where || is in it. */
static void put_operand(FILE *out, const char *expression)
{
	bool several = strstr(expression, " || ");

	fprintf(out, "%s%s%s", several ? "(" : "", expression, several ? ")" : "");
}

char *linux_there(const struct linux_driver *driver, const struct field *field)
{
	char *with = linux_condition(driver, &field->condition, NULL, false);
	char *without = linux_condition(driver, &field->unless, NULL, true);
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	if (field->condition.count)
		put_operand(out, with);
	if (field->condition.count && field->unless.count)
		fputs(" && ", out);
	if (field->unless.count)
		put_operand(out, without);
	fclose(out);
	free(with);
	free(without);
	return text;
}

/* The last field of the structure that is there says how much of it is. */
static void say_tail_size(const struct linux_driver *driver, const struct field *field)
{
	const struct fields *fields = &field->structure->fields;
	struct name size = linux_size(field);

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *one = &fields->fields[i];
		char *condition;

		if (!may_lack(one))
			continue;
		condition = linux_there(driver, one);
		sayf(driver, "\tif (%s)\n\t\t%s = %" PRIu32 ";\n", condition, size.text,
		     one->offset + one->size);
		free(condition);
	}
}

/* Of a structure, the bytes that are there in any case. */
static uint32_t base_size(const struct field *field)
{
	const struct fields *fields;
	unsigned int i = 0;

	if (field->condition.count || field->unless.count)
		return 0;
	fields = &field->structure->fields;
	while (!may_lack(&fields->fields[i]))
		i++;
	return fields->fields[i].offset;
}

void linux_size_variables(const struct linux_driver *driver, const struct half *half)
{
	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];

		if (linux_lacks(field))
			sayf(driver, "\tu32 %s = %" PRIu32 ";\n", linux_size(field).text,
			     base_size(field));
	}
}

void linux_sizes(const struct linux_driver *driver, const struct half *half)
{
	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];
		char *condition;

		if (!linux_lacks(field))
			continue;
		if (!field->condition.count && !field->unless.count) {
			say_tail_size(driver, field);
			continue;
		}
		condition = linux_there(driver, field);
		sayf(driver, "\tif (%s)\n\t\t%s = %" PRIu32 ";\n", condition,
		     linux_size(field).text, field->size);
		free(condition);
	}
}

/* ---- Copying ------------------------------------------------------------- */

static bool is_bytes(const struct field *field)
{
	return field->kind == VQS_STRUCT || field->extent == VQS_ARRAY;
}

static const char *address_of(const struct field *field)
{
	return field->extent == VQS_ARRAY ? "" : "&";
}

void linux_put_lacking(const struct linux_driver *driver, const struct field *field,
                       const char *from)
{
	struct name size = linux_size(field);
	const char *order = linux_order(field->kind);

	if (is_bytes(field))
		sayf(driver, "\tmemcpy(at, %s%s, %s);\n", address_of(field), from,
		     size.text);
	else if (field->kind == VQS_U8)
		sayf(driver, "\tif (%s)\n\t\t*(u8 *)at = %s;\n", size.text, from);
	else
		sayf(driver,
		     "\tif (%s) {\n\t\t__%s value = cpu_to_%s(%s);\n\n"
		     "\t\tmemcpy(at, &value, sizeof(value));\n\t}\n",
		     size.text, order, order, from);
}

void linux_get_lacking(const struct linux_driver *driver, const struct field *field,
                       const char *to)
{
	struct name size = linux_size(field);
	const char *order = linux_order(field->kind);

	if (is_bytes(field))
		sayf(driver, "\tmemset(%s%s, 0, sizeof(%s));\n\tmemcpy(%s%s, at, %s);\n",
		     address_of(field), to, to, address_of(field), to, size.text);
	else if (field->kind == VQS_U8)
		sayf(driver, "\t%s = %s ? *(u8 *)at : 0;\n", to, size.text);
	else
		sayf(driver,
		     "\t%s = 0;\n\tif (%s) {\n\t\t__%s value;\n\n"
		     "\t\tmemcpy(&value, at, sizeof(value));\n"
		     "\t\t%s = %s_to_cpu(value);\n\t}\n",
		     to, size.text, order, to, order);
	linux_drop_bits(driver, field, to);
}

/* ---- What a program says of it ------------------------------------------- */

/* What is not there is nothing: else it would count, and not be sent. */
void linux_check_lacking(const struct linux_driver *driver,
                         const struct ioctl_member *member)
{
	const struct field *field = member->field;
	const char *name = member->name.text;
	char *condition;

	if (member->kind == IOCTL_VALUE && !member->writable && linux_lacks(field) &&
	    !is_bytes(field))
		sayf(driver, "\tif (!%s && arg->%s)\n\t\treturn -EINVAL;\n",
		     linux_size(field).text, name);
	if (member->kind != IOCTL_LENGTH || !may_lack(field))
		return;
	condition = linux_there(driver, field);
	sayf(driver, "\tif (!(%s) && arg->%s)\n\t\treturn -EINVAL;\n", condition, name);
	free(condition);
}
