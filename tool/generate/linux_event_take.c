/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: taking one event out of a copy of the buffer that the device filled.
 */
#include "linux.h"

#include <inttypes.h>

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* An event that is being written about. */
struct taking {
	const struct ioctl_struct *event;
	const struct half *half;
	bool walks; /* parts follow others of variable length */
	bool data;  /* has a part of variable length */
	bool lacks; /* has fields that may not be there */
};

static struct taking taking_of(const struct ioctl_struct *event)
{
	struct taking taking = { event, &event->message->writable, false, false, false };
	const struct fields *fields = &taking.half->fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		taking.walks |= taking.data;
		taking.data |= is_variable(&fields->fields[i]);
		taking.lacks |= linux_lacks(&fields->fields[i]);
	}
	taking.walks |= taking.lacks && taking.data;
	return taking;
}

/* wire, wire2, ... */
static struct name wire_name(const struct wire_part *part)
{
	if (part->index == 0)
		return name_of("wire");
	return name_of("wire%u", part->index + 1);
}

static void say_wires(const struct linux_driver *driver, const struct taking *taking)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, taking->event->message, true, &part)) {
		if (part.count)
			sayf(driver, "\tconst struct %s *%s", part.name.text,
			     wire_name(&part).text);
		if (part.count)
			say(driver, part.index ? ";\n" : " = @->event;\n");
	}
}

/* The bytes of all parts of fixed length. */
static void say_least(const struct linux_driver *driver, const struct taking *taking)
{
	struct wire_part part = { 0 };
	bool any = false;

	while (wire_part_next(driver->model, taking->event->message, true, &part)) {
		if (part.count)
			sayf(driver, "%ssizeof(*%s)", any ? " + " : "",
			     wire_name(&part).text);
		any |= part.count > 0;
		if (part.tail && linux_lacks(part.tail))
			sayf(driver, "%s%s", any ? " + " : "",
			     linux_size(part.tail).text);
		any |= part.tail && linux_lacks(part.tail);
	}
}

/* A counted part's bytes, taken off what is left. */
static void say_counted(const struct linux_driver *driver, const struct taking *taking,
                        const struct field *field)
{
	const char *length = linux_member(taking->event, field, IOCTL_LENGTH)->name.text;
	struct name elements = linux_elements(driver, taking->event, field);
	uint32_t unit = linux_unit(field);

	sayf(driver, "\tif (%s > left / %" PRIu32, elements.text, unit);
	if (field->most.given)
		sayf(driver, " || %s > %" PRIu64, elements.text, field->most.value);
	say(driver, ")\n\t\treturn false;\n");
	if (unit > 1)
		elements = name_of("%s * %" PRIu32, linux_factor(field, elements).text,
		                   unit);
	sayf(driver, "\tevent.%s = %s;\n\tleft -= event.%s;\n", length, elements.text,
	     length);
}

/* What no count says is what is left when all counts are known. */
static void say_rest(const struct linux_driver *driver, const struct taking *taking,
                     const struct field *field)
{
	const char *length = linux_member(taking->event, field, IOCTL_LENGTH)->name.text;
	uint32_t unit = linux_unit(field);

	for (unsigned int i = field->index + 1; i < taking->half->fields.count; i++)
		if (taking->half->fields.fields[i].extent == VQS_COUNTED)
			say_counted(driver, taking, &taking->half->fields.fields[i]);
	if (unit > 1)
		sayf(driver, "\tif (left %% %" PRIu32 ")\n\t\treturn false;\n", unit);
	if (field->most.given)
		sayf(driver, "\tif (left > %" PRIu64 ")\n\t\treturn false;\n",
		     field->most.value * unit);
	sayf(driver, "\tevent.%s = left;\n", length);
}

static bool rest_came(const struct taking *taking, unsigned int before)
{
	for (unsigned int i = 0; i < before; i++)
		if (taking->half->fields.fields[i].extent == VQS_REST)
			return true;
	return false;
}

static void say_length(const struct linux_driver *driver, const struct taking *taking,
                       const struct field *field)
{
	if (field->extent == VQS_REST)
		say_rest(driver, taking, field);
	else if (!rest_came(taking, field->index))
		say_counted(driver, taking, field);
}

/* Whether no part of variable length comes before. */
static bool is_first(const struct taking *taking, const struct field *field)
{
	for (unsigned int i = 0; i < field->index; i++)
		if (is_variable(&taking->half->fields.fields[i]))
			return false;
	return true;
}

static void say_lacking(const struct linux_driver *driver, const struct taking *taking,
                        const struct wire_part *part)
{
	const struct field *field = part->tail;
	const struct ioctl_member *member =
	        linux_member(taking->event, field, IOCTL_VALUE);
	struct name to;

	if (part->count)
		sayf(driver, "\tat = (void *)(%s + 1);\n", wire_name(part).text);
	else if (part->index == 0)
		say(driver, "\tat = @->event;\n");
	if (member) {
		to = name_of("event.%s", member->name.text);
		linux_get_lacking(driver, field, to.text);
		linux_judge(driver, field, to.text, "return false;");
	}
	if (field->index + 1 < taking->half->fields.count)
		sayf(driver, "\tat += %s;\n", linux_size(field).text);
}

/* Where parts follow, those of variable length are moved together behind `data`. */
static void say_move(const struct linux_driver *driver, const struct taking *taking,
                     const struct wire_part *part)
{
	const char *length =
	        linux_member(taking->event, part->tail, IOCTL_LENGTH)->name.text;

	if (part->index == 0)
		sayf(driver, "\tdata = @->event%s;\n\tat = data + event.%s;\n",
		     part->count ? " + sizeof(*wire)" : "", length);
	else if (is_first(taking, part->tail))
		sayf(driver, "\tdata = at;\n\tat += event.%s;\n", length);
	else
		sayf(driver,
		     "\tmemmove(data + data_length, at, event.%s);\n"
		     "\tat += event.%s;\n",
		     length, length);
	sayf(driver, "\tdata_length += event.%s;\n", length);
}

/* An event that is to be passed over was dealt with; another one is refused. */
static void say_reserved(const struct linux_driver *driver, const struct field *field,
                         struct name at)
{
	const char *outcome = field->reserved_skip ? "true" : "false";

	if (field->extent == VQS_ARRAY || field->kind == VQS_STRUCT)
		sayf(driver, "\tif (memchr_inv(&%s, 0, sizeof(%s)))\n\t\treturn %s;\n",
		     at.text, at.text, outcome);
	else
		sayf(driver, "\tif (%s)\n\t\treturn %s;\n", at.text, outcome);
}

static void say_part(const struct linux_driver *driver, const struct taking *taking,
                     const struct wire_part *part)
{
	struct name wire = wire_name(part);

	if (part->count && part->index)
		sayf(driver, "\t%s = at;\n", wire.text);
	for (unsigned int i = 0; i < part->count; i++) {
		const struct field *field = &part->fields[i];
		const struct ioctl_member *member =
		        linux_member(taking->event, field, IOCTL_VALUE);
		struct name to, from;

		if (field->role == ROLE_RESERVED && field->reserved_strict)
			say_reserved(
			        driver, field,
			        name_of("%s->%s", wire.text, linux_path(part, i).text));
		if (!member)
			continue;
		to = name_of("event.%s", member->name.text);
		from = name_of("%s->%s", wire.text, linux_path(part, i).text);
		linux_get(driver, field, to.text, from.text);
		linux_judge(driver, field, to.text, "return false;");
	}
	if (part->tail && linux_lacks(part->tail)) {
		say_lacking(driver, taking, part);
		return;
	}
	if (part->count && part->index && part->tail)
		sayf(driver, "\tat = (void *)(%s + 1);\n", wire.text);
	if (part->tail)
		say_length(driver, taking, part->tail);
	if (part->tail && taking->walks)
		say_move(driver, taking, part);
}

static void say_keep(const struct linux_driver *driver, const struct taking *taking)
{
	const struct ioctl_member *length = NULL;
	struct wire_part part = { 0 };

	if (!taking->data) {
		say(driver, "\tevent.hdr.length = sizeof(event);\n");
		return;
	}
	while (wire_part_next(driver->model, taking->event->message, true, &part))
		if (part.tail && is_variable(part.tail))
			length = linux_member(taking->event, part.tail, IOCTL_LENGTH);
	if (taking->walks) {
		say(driver,
		    "\tevent.hdr.length = ALIGN(sizeof(event) + data_length, 8);\n"
		    "\tvirtio_$_keep(@, &event, sizeof(event), data, "
		    "data_length);\n");
		return;
	}
	part = (struct wire_part){ 0 };
	wire_part_next(driver->model, taking->event->message, true, &part);
	sayf(driver,
	     "\tevent.hdr.length = ALIGN(sizeof(event) + event.%s, 8);\n"
	     "\tvirtio_$_keep(@, &event, sizeof(event), %s, event.%s);\n",
	     length->name.text,
	     part.flexible ? name_of("wire->%s", part.tail->label.name).text : "@->event",
	     length->name.text);
}

bool linux_event_any_data(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->ioctls->event_count; i++)
		if (taking_of(&driver->ioctls->events[i]).data)
			return true;
	return false;
}

static bool loops(const struct ioctl_struct *event)
{
	for (unsigned int i = 0; i < event->count; i++) {
		const struct field *field = event->members[i].field;

		if (event->members[i].kind == IOCTL_VALUE && field->extent == VQS_ARRAY &&
		    (!linux_is_plain(field) || linux_is_judged(field)))
			return true;
	}
	return false;
}

static void say_variables(const struct linux_driver *driver, const struct taking *taking)
{
	sayf(driver, "\tstruct %s event = {\n\t\t.hdr.type = %s,\n\t};\n",
	     taking->event->name.text, taking->event->constant.text);
	linux_count_variables(driver, taking->event->message);
	linux_size_variables(driver, taking->half);
	say_wires(driver, taking);
	if (taking->walks)
		say(driver, "\tu32 data_length = 0;\n\tvoid *data, *at;\n");
	else if (taking->lacks)
		say(driver, "\tvoid *at;\n");
	if (loops(taking->event))
		say(driver, "\tunsigned int i;\n");
	if (taking->data)
		say(driver, "\tu32 left;\n");
	say(driver, "\n");
}

void linux_event_take(const struct linux_driver *driver, const struct ioctl_struct *event)
{
	struct taking taking = taking_of(event);
	struct wire_part part = { 0 };

	linux_sums(driver, event);
	sayf(driver,
	     "\n/* Under @->lock. False: the description forbids it. */\n"
	     "static bool virtio_$_take_%s(struct virtio_$ *@, u32 used)\n{\n",
	     name_message(driver->model, event->message).text);
	say_variables(driver, &taking);
	linux_sizes(driver, taking.half);
	if (taking.half->least) {
		say(driver, "\tif (used < ");
		say_least(driver, &taking);
		say(driver, ")\n\t\treturn false;\n");
	}
	if (taking.data) {
		say(driver, "\tleft = used");
		say(driver, taking.half->least ? " - " : "");
		say(driver, taking.walks && taking.half->least ? "(" : "");
		say_least(driver, &taking);
		say(driver, taking.walks && taking.half->least ? ")" : "");
		say(driver, ";\n");
	}
	while (wire_part_next(driver->model, event->message, true, &part))
		say_part(driver, &taking, &part);
	say_keep(driver, &taking);
	if (!taking.data)
		sayf(driver, "\tvirtio_$_keep(@, &event, sizeof(event)%s);\n",
		     linux_event_any_data(driver) ? ", NULL, 0" : "");
	say(driver, "\treturn true;\n}\n");
}
