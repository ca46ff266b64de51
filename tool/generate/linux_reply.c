/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: replies. What a device wrote is taken out of a copy of its writable
 * half and judged: where it ends, what it counts, and every value.
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The reply that is being written about. */
struct reply {
	const struct ioctl_struct *ioctl;
	const struct message *message;
	const struct half *half;
	unsigned int variable; /* parts of variable length */
};

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

static struct reply reply_of(const struct ioctl_struct *ioctl)
{
	const struct message *message = ioctl->message;
	struct reply reply = { ioctl, message, &message->writable, 0 };

	for (unsigned int i = 0; i < reply.half->fields.count; i++)
		reply.variable += is_variable(&reply.half->fields.fields[i]);
	return reply;
}

/* resp, resp2, ... */
static struct name pointer_name(const struct wire_part *part)
{
	if (part->index == 0)
		return name_of("resp");
	return name_of("resp%u", part->index + 1);
}

static bool is_last(const struct reply *reply, const struct field *field)
{
	return field->index + 1 == reply->half->fields.count;
}

/* Whether the device tells how much it wrote: of a status at the end that is unsure. */
static bool is_measured(const struct reply *reply)
{
	return !reply->message->family->status_in_trailer;
}

static void say_bad_if(const struct linux_driver *driver, const char *condition)
{
	sayf(driver, "\tif (%s) {\n\t\tret = -EPROTO;\n\t\tgoto put;\n\t}\n", condition);
}

/* ---- The status ---------------------------------------------------------- */

/* Whether fields follow after field `index` of the half, other than reserved ones. */
static bool more_follows(const struct half *half, unsigned int index)
{
	for (unsigned int i = index + 1; i < half->fields.count; i++)
		if (half->fields.fields[i].role != ROLE_RESERVED)
			return true;
	return false;
}

/* An error ends the reply: nothing else of it has a meaning. */
static void say_unless_ok(const struct linux_driver *driver, const struct reply *reply,
                          const struct field *field)
{
	const struct value *ok = reply->message->ok;

	if (!ok || !field->values)
		return;
	sayf(driver, "\tif (arg->%s != %s)\n\t\tgoto put;\n",
	     linux_member(reply->ioctl, field, IOCTL_VALUE)->name.text,
	     linux_value(driver, field->values, ok).text);
}

/* A status before all else: an error may end the reply right behind it. */
static void say_status(const struct linux_driver *driver, const struct reply *reply,
                       const struct field *field)
{
	struct name value;

	if (field->role != ROLE_STATUS || !is_measured(reply) ||
	    !more_follows(reply->half, field->index))
		return;
	value = name_of("arg->%s",
	                linux_member(reply->ioctl, field, IOCTL_VALUE)->name.text);
	linux_judge(driver, field, value.text, "ret = -EPROTO;\ngoto put;");
	say_unless_ok(driver, reply, field);
	say_bad_if(driver, "call->used < sizeof(*resp)");
}

/* ---- Parts of variable length -------------------------------------------- */

static const char *length_name(const struct reply *reply, const struct field *field)
{
	return linux_member(reply->ioctl, field, IOCTL_LENGTH)->name.text;
}

/* Where a part of variable length starts. */
static struct name place_of(const struct wire_part *part)
{
	if (part->flexible)
		return name_of("%s->%s", pointer_name(part).text, part->tail->label.name);
	return name_of(part->index || part->count ? "at" : "call->reply");
}

/* Bytes before it. */
static struct name start_of(const struct wire_part *part)
{
	if (part->flexible && part->index == 0)
		return name_of("sizeof(*resp)");
	if (part->index == 0 && part->count == 0)
		return name_of("0");
	if (part->flexible)
		return name_of("at - call->reply + sizeof(*%s)", pointer_name(part).text);
	return name_of("at - call->reply");
}

static void say_counted(const struct linux_driver *driver, const struct reply *reply,
                        const struct field *field)
{
	struct name elements = linux_elements(driver, reply->ioctl, field);
	uint32_t unit = linux_unit(field);

	if (unit > 1)
		say_bad_if(driver, name_of("%s > %s_room / %" PRIu32, elements.text,
		                           field->label.name, unit)
		                           .text);
	else
		say_bad_if(
		        driver,
		        name_of("%s > %s_room", elements.text, field->label.name).text);
	if (unit > 1)
		elements = name_of("%s * %" PRIu32, linux_factor(field, elements).text,
		                   unit);
	sayf(driver, "\targ->%s = %s;\n", length_name(reply, field), elements.text);
}

static struct name bytes_of(const struct reply *reply, const struct field *field)
{
	if (linux_lacks(field))
		return linux_size(field);
	return name_of("arg->%s", length_name(reply, field));
}

/* The bytes that follow a part: those of fixed length, and what is counted. */
static void say_following(const struct linux_driver *driver, const struct reply *reply,
                          const struct field *field)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, reply->message, true, &part)) {
		if (part.count && part.fields[0].index > field->index)
			sayf(driver, " - sizeof(*%s)", pointer_name(&part).text);
		if (part.tail && part.tail->index > field->index)
			sayf(driver, " - %s", bytes_of(reply, part.tail).text);
	}
}

/* Among several: what the others leave, of which the program takes what it has room for.
 */
static void say_rest_of_several(const struct linux_driver *driver,
                                const struct reply *reply, const struct wire_part *part)
{
	const struct field *field = part->tail;

	for (unsigned int i = field->index + 1; i < reply->half->fields.count; i++)
		if (reply->half->fields.fields[i].extent == VQS_COUNTED)
			say_counted(driver, reply, &reply->half->fields.fields[i]);
	sayf(driver, "\tleft = call->%s - (%s)",
	     is_last(reply, field) ? "used" : "writable_len", start_of(part).text);
	say_following(driver, reply, field);
	sayf(driver, ";\n\targ->%s = min(left, %s_room);\n", length_name(reply, field),
	     field->label.name);
}

static void say_rest(const struct linux_driver *driver, const struct reply *reply,
                     const struct wire_part *part)
{
	const struct field *field = part->tail;
	struct name start = start_of(part);
	uint32_t unit = linux_unit(field);

	if (reply->variable > 1)
		say_rest_of_several(driver, reply, part);
	else if (!is_last(reply, field))
		sayf(driver, "\targ->%s = %s_room;\n", length_name(reply, field),
		     field->label.name);
	else if (strcmp(start.text, "0") == 0)
		sayf(driver, "\targ->%s = call->used;\n", length_name(reply, field));
	else
		sayf(driver, "\targ->%s = call->used - %s;\n", length_name(reply, field),
		     start.text);
	if (unit > 1 && is_last(reply, field))
		say_bad_if(driver,
		           name_of("arg->%s %% %" PRIu32, length_name(reply, field), unit)
		                   .text);
}

static bool rest_came(const struct reply *reply, unsigned int before)
{
	for (unsigned int i = 0; i < before; i++)
		if (reply->half->fields.fields[i].extent == VQS_REST)
			return true;
	return false;
}

static void say_tail_length(const struct linux_driver *driver, const struct reply *reply,
                            const struct wire_part *part)
{
	const struct field *field = part->tail;
	struct name start = start_of(part);

	if (field->extent == VQS_REST) {
		say_rest(driver, reply, part);
		return;
	}
	if (!rest_came(reply, field->index))
		say_counted(driver, reply, field);
	if (is_measured(reply))
		say_bad_if(driver, name_of("call->used < %s + arg->%s", start.text,
		                           length_name(reply, field))
		                           .text);
}

/* Whether anything is done after the part: a goto would lead to the next line. */
static bool ends_reply(const struct reply *reply, const struct wire_part *part)
{
	const struct fields *fields = &reply->half->fields;

	if (!is_last(reply, part->tail))
		return false;
	for (unsigned int i = 0; i < fields->count; i++)
		if (linux_is_judged(&fields->fields[i]) &&
		    native_has(&fields->fields[i]) &&
		    fields->fields[i].role != ROLE_STATUS)
			return false;
	return true;
}

static void say_lacking(const struct linux_driver *driver, const struct reply *reply,
                        const struct wire_part *part)
{
	const struct field *field = part->tail;
	const struct ioctl_member *member =
	        linux_member(reply->ioctl, field, IOCTL_VALUE);

	if (part->count)
		sayf(driver, "\tat = %s + 1;\n", pointer_name(part).text);
	else if (part->index == 0)
		say(driver, "\tat = call->reply;\n");
	if (is_measured(reply))
		say_bad_if(driver, name_of("call->used < at - call->reply + %s",
		                           linux_size(field).text)
		                           .text);
	if (member)
		linux_get_lacking(driver, field,
		                  name_of("arg->%s", member->name.text).text);
	if (!is_last(reply, field))
		sayf(driver, "\tat += %s;\n", linux_size(field).text);
}

static void say_tail(const struct linux_driver *driver, const struct reply *reply,
                     const struct wire_part *part)
{
	const char *address =
	        linux_member(reply->ioctl, part->tail, IOCTL_ADDRESS)->name.text;
	const char *length = length_name(reply, part->tail);

	if (!part->flexible && part->count)
		sayf(driver, "\tat = %s + 1;\n", pointer_name(part).text);
	else if (!part->flexible && part->index == 0 && !is_last(reply, part->tail))
		say(driver, "\tat = call->reply;\n");
	say_tail_length(driver, reply, part);
	sayf(driver, "\tif (copy_to_user(u64_to_user_ptr(arg->%s), %s, arg->%s))",
	     address, place_of(part).text, length);
	if (ends_reply(reply, part))
		say(driver, "\n\t\tret = -EFAULT;\n");
	else
		say(driver, " {\n\t\tret = -EFAULT;\n\t\tgoto put;\n\t}\n");
	if (!is_last(reply, part->tail))
		sayf(driver, "\tat += %s;\n",
		     part->tail->extent == VQS_REST && reply->variable > 1
		             ? "left"
		             : name_of("arg->%s", length).text);
}

/* ---- The whole ----------------------------------------------------------- */

static void say_part_start(const struct linux_driver *driver, const struct reply *reply,
                           const struct wire_part *part)
{
	struct name pointer = pointer_name(part);

	if (part->count == 0)
		return;
	sayf(driver, "\t%s = %s;\n", pointer.text, part->index ? "at" : "call->reply");
	if (part->index && is_measured(reply))
		say_bad_if(driver, name_of("call->used < at - call->reply + sizeof(*%s)",
		                           pointer.text)
		                           .text);
}

static void say_part(const struct linux_driver *driver, const struct reply *reply,
                     const struct wire_part *part)
{
	say_part_start(driver, reply, part);
	for (unsigned int i = 0; i < part->count; i++) {
		const struct field *field = &part->fields[i];
		const struct ioctl_member *member =
		        linux_member(reply->ioctl, field, IOCTL_VALUE);

		if (!member)
			continue;
		linux_get(driver, field, name_of("arg->%s", member->name.text).text,
		          name_of("%s->%s", pointer_name(part).text,
		                  linux_path(part, i).text)
		                  .text);
		say_status(driver, reply, field);
	}
	if (part->tail && linux_lacks(part->tail))
		say_lacking(driver, reply, part);
	else if (part->tail)
		say_tail(driver, reply, part);
}

/* The values, at the end: of those that an error made void none is judged. */
static void say_judgement(const struct linux_driver *driver, const struct reply *reply)
{
	const struct fields *fields = &reply->half->fields;
	const struct field *status = NULL;
	bool others = false;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (field->role == ROLE_STATUS &&
		    (!is_measured(reply) || !more_follows(reply->half, i)))
			status = field;
		else if (field->role != ROLE_STATUS && native_has(field))
			others |= linux_is_judged(field);
	}
	if (status)
		linux_judge(
		        driver, status,
		        name_of("arg->%s", linux_member(reply->ioctl, status, IOCTL_VALUE)
		                                   ->name.text)
		                .text,
		        others ? "ret = -EPROTO;\ngoto put;" : "ret = -EPROTO;");
	if (status && others)
		say_unless_ok(driver, reply, status);
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		const struct ioctl_member *member =
		        linux_member(reply->ioctl, field, IOCTL_VALUE);

		if (member && field->role != ROLE_STATUS)
			linux_judge(driver, field,
			            name_of("arg->%s", member->name.text).text,
			            "ret = -EPROTO;");
	}
}

void linux_reply(const struct linux_driver *driver, const struct ioctl_struct *ioctl)
{
	struct reply reply = reply_of(ioctl);
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, ioctl->message, true, &part))
		say_part(driver, &reply, &part);
	say_judgement(driver, &reply);
}
