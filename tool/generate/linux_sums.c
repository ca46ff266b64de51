/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: counts that are sums, or within structures and unions. Each is a
 * function of what the program gave, or the device wrote: what features leave
 * out and a case that is not chosen count 0. What 32 bits can't hold is
 * U64_MAX, which no length is.
 */
#define _GNU_SOURCE /* open_memstream */
#include "linux.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns that a line of the driver has behind two tabs. */
#define ROOM 64

/* A term that is followed, member by member. */
struct walk {
	const struct linux_driver *driver;
	const struct field *field;  /* where we are */
	struct name list;           /* what it is a member of: "arg->", "arg->head." */
	struct name at;             /* itself: "arg->head.kind" */
	const struct structure *in; /* that it is a member of; NULL: none, or a union */
	FILE *when;                 /* the condition for it to count */
	bool any;                   /* whether there is one so far */
};

/* ---- When a term counts -------------------------------------------------- */

static void put_and(struct walk *walk, const char *expression)
{
	bool several = strstr(expression, " || ");

	fprintf(walk->when, "%s%s%s%s", walk->any ? " && " : "", several ? "(" : "",
	        expression, several ? ")" : "");
	walk->any = true;
}

/* A field that features leave out. */
static void put_there(struct walk *walk)
{
	const struct field *field = walk->field;
	char *there;

	if (!field->condition.count && !field->unless.count)
		return;
	there = linux_there(walk->driver, field);
	put_and(walk, there);
	free(there);
}

static struct name number_name(const struct field *field, uint64_t number)
{
	const char *suffix = linux_bits(field->kind) == 64 ? "ULL" : "U";

	return name_of("%" PRIu64 "%s", number, number > INT32_MAX ? suffix : "");
}

/* By the name that an enumeration gives the value. */
static struct name value_name(const struct walk *walk, const struct field *by,
                              uint64_t number)
{
	const struct values *values = by->values;

	for (unsigned int i = 0; values && !values->flags && i < values->count; i++)
		if (values->values[i].number == number)
			return linux_value(walk->driver, values, &values->values[i]);
	return number_name(by, number);
}

static struct name host_order(const struct field *field, const char *wire)
{
	if (linux_is_plain(field))
		return name_of("%s", wire);
	return name_of("%s_to_cpu(%s)", linux_order(field->kind), wire);
}

/* What tells the cases apart is beside the union, in a structure. */
static void put_chosen(struct walk *walk, const struct union_type *union_,
                       unsigned int index)
{
	const struct field *by = union_->by.field;
	const struct when *when = &union_->when[index];
	struct name value =
	        host_order(by, name_of("%s%s", walk->list.text, by->label.name).text);
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		abort();
	for (unsigned int i = 0; i < when->count; i++)
		fprintf(out, "%s%s == %s", i ? " || " : "", value.text,
		        value_name(walk, by, when->values[i]).text);
	fclose(out);
	put_and(walk, text);
	free(text);
}

/* ---- The way to a term --------------------------------------------------- */

static void step(struct walk *walk, uint16_t index)
{
	const struct field *field = walk->field;
	bool union_ = field->union_ != NULL;

	if (union_)
		put_chosen(walk, field->union_, index);
	walk->in = union_ ? NULL : field->structure;
	walk->list = name_of("%s.", walk->at.text);
	walk->field = union_ ? &field->union_->cases.fields[index]
	                     : &field->structure->fields.fields[index];
	walk->at = name_of("%s%s", walk->list.text, walk->field->label.name);
	put_there(walk);
}

/* What the fields of the message itself hold has the host's order already. */
static struct name value_of(const struct walk *walk, const struct term *term,
                            const char *wire)
{
	struct name value =
	        term->length ? host_order(walk->field, wire) : name_of("%s", wire);

	/* So that four of them are no less than one. */
	if (linux_bits(walk->field->kind) == 64)
		value = name_of("min_t(u64, %s, BIT_ULL(32))", value.text);
	return value;
}

/* A member that lies deep has a pointer to what it is in: the line is short then. */
static void say_deep(const struct walk *walk, const struct term *term)
{
	const struct linux_driver *driver = walk->driver;
	struct name in = walk->list;

	in.text[strlen(in.text) - 1] = 0;
	sayf(driver, "\t\tconst struct virtio_%s *in;\n\n\t\tin = &%s;\n",
	     struct_name(driver->model, walk->in).text, in.text);
	sayf(driver, "\t\tcount += %s;\n",
	     value_of(walk, term, name_of("in->%s", walk->field->label.name).text).text);
}

static void say_found(const struct walk *walk, const struct term *term, const char *when)
{
	const struct linux_driver *driver = walk->driver;
	struct name value = value_of(walk, term, walk->at.text);
	bool deep = walk->in && term->length > 1 && strlen(value.text) > ROOM;

	if (*when)
		sayf(driver, "\tif (%s)%s\n", when, deep ? " {" : "");
	else if (deep)
		say(driver, "\t{\n");
	if (deep)
		say_deep(walk, term);
	else
		sayf(driver, "%s\tcount += %s;\n", *when ? "\t" : "", value.text);
	if (deep)
		say(driver, "\t}\n");
}

static void say_term(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                     const struct term *term)
{
	const struct ioctl_member *member = linux_member(ioctl, term->field, IOCTL_VALUE);
	struct walk walk = {
		.driver = driver,
		.field = term->field,
		.list = name_of("arg->"),
		.at = name_of("arg->%s", member->name.text),
	};
	char *when = NULL;
	size_t length;

	walk.when = open_memstream(&when, &length);
	if (!walk.when)
		abort();
	put_there(&walk);
	for (unsigned int i = 0; i < term->length; i++)
		step(&walk, term->path[i]);
	fclose(walk.when);
	say_found(&walk, term, when);
	free(when);
}

/* ---- The function -------------------------------------------------------- */

static struct name function_name(const struct linux_driver *driver,
                                 const struct ioctl_struct *ioctl,
                                 const struct field *field)
{
	const struct ioctl_member *member = linux_member(ioctl, field, IOCTL_ADDRESS);

	return name_of("count_%s_%s", name_message(driver->model, ioctl->message).text,
	               member ? member->name.text : field->label.name);
}

/* A part that is not there has no elements, whatever is counted. */
static void say_absent(const struct linux_driver *driver, const struct field *field)
{
	char *there;

	if (!field->condition.count && !field->unless.count)
		return;
	there = linux_there(driver, field);
	sayf(driver, "\tif (!(%s))\n\t\treturn 0;\n", there);
	free(there);
}

static void say_sum(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                    const struct field *field)
{
	const struct count *count = &field->count;
	struct name elements = name_of("count");

	sayf(driver, "\n/* Elements of %s; U64_MAX: more than 32 bits can say. */\n",
	     field->label.name);
	linux_function(
	        driver, "static u64",
	        name_of("%s(const ", function_name(driver, ioctl, field).text).text,
	        name_of("const struct %s *arg", ioctl->name.text).text);
	say(driver, "\tu64 count = 0;\n\n");
	say_absent(driver, field);
	for (unsigned int i = 0; i < count->term_count; i++)
		say_term(driver, ioctl, &count->terms[i]);
	if (count->factor > 1)
		elements = name_of("%s * %uU", elements.text, count->factor);
	if (count->addend)
		elements = name_of("%s + %" PRId32, elements.text, count->addend);
	sayf(driver, "\tif (count > U32_MAX)\n\t\treturn U64_MAX;\n\treturn %s;\n}\n",
	     elements.text);
}

void linux_sums(const struct linux_driver *driver, const struct ioctl_struct *ioctl)
{
	for (unsigned int i = 0; i < ioctl->count; i++) {
		const struct ioctl_member *member = &ioctl->members[i];

		if (member->kind == IOCTL_LENGTH && member->field->count.term_count)
			say_sum(driver, ioctl, member->field);
	}
}

struct name linux_sum(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                      const struct field *field)
{
	return name_of("%s(%s, %s)", function_name(driver, ioctl, field).text,
	               driver->variable.text, ioctl->event ? "&event" : "arg");
}
